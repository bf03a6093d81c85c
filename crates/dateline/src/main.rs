//! The `dateline` binary: reads the command line and calls one function for each word of it.

mod cli;
#[cfg(feature = "desk")]
mod collect;
mod commands;
#[cfg(feature = "desk")]
mod desk;
mod exit;
mod input;
#[cfg(feature = "desk")]
mod publish;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    exit::report(commands::run(cli::Cli::parse()))
}
