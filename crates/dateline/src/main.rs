//! The `dateline` binary: reads the command line and calls one function for each word of it.

mod cli;
mod commands;
mod exit;
mod input;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::report(commands::run(cli::Cli::parse()))
}
