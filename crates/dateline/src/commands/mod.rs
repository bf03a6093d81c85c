//! One file for each word of the command line.

#[cfg(feature = "desk")]
mod accounts;
#[cfg(feature = "desk")]
mod add;
mod answers;
mod corpus;
mod discover;
#[cfg(feature = "desk")]
mod doctor;
#[cfg(feature = "desk")]
mod export;
mod extract;
mod feed;
#[cfg(feature = "desk")]
mod feeds;
#[cfg(feature = "desk")]
mod ingest;
#[cfg(feature = "desk")]
mod runtime;
#[cfg(feature = "desk")]
mod search;
mod sections;
#[cfg(feature = "desk")]
mod serve;
mod trace;

use crate::cli::{Cli, Command};
use crate::exit::Outcome;

pub fn run(cli: Cli) -> anyhow::Result<Outcome> {
    #[cfg(feature = "desk")]
    crate::collect::guard::allow_on_command_line(&cli.allow_host)?;
    match cli.command {
        #[cfg(feature = "desk")]
        Command::Serve(args) => serve::run(&args),
        #[cfg(feature = "desk")]
        Command::Accounts(args) => accounts::run(&args),
        #[cfg(feature = "desk")]
        Command::Add(args) => add::run(&args),
        #[cfg(feature = "desk")]
        Command::Feeds(args) => feeds::run(&args),
        #[cfg(feature = "desk")]
        Command::Ingest(args) => ingest::run(&args),
        #[cfg(feature = "desk")]
        Command::Search(args) => search::run(&args),
        #[cfg(feature = "desk")]
        Command::Export(args) => export::run(&args),
        #[cfg(feature = "desk")]
        Command::Import(args) => export::import(&args),
        #[cfg(feature = "desk")]
        Command::Doctor(args) => doctor::run(&args),
        Command::Extract(args) => extract::run(&args),
        Command::Trace(args) => trace::run(&args),
        Command::Corpus(args) => corpus::run(&args),
        Command::Sections(args) => sections::run(&args),
        Command::Feed(args) => feed::run(&args),
        Command::Discover(args) => discover::run(&args),
    }
}
