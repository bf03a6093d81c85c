//! One file for each word of the command line.

mod answers;
mod corpus;
mod discover;
mod extract;
mod feed;
mod sections;
#[cfg(feature = "desk")]
mod serve;
mod trace;

use crate::cli::{Cli, Command};
use crate::exit::Outcome;

pub fn run(cli: Cli) -> anyhow::Result<Outcome> {
    match cli.command {
        #[cfg(feature = "desk")]
        Command::Serve(args) => serve::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Sections(args) => sections::run(&args),
        Command::Feed(args) => feed::run(&args),
        Command::Discover(args) => discover::run(&args),
    }
}
