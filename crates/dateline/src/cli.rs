//! The command line, as the contract has it.

#[cfg(feature = "desk")]
mod desk;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "dateline",
    version,
    about = "A self-hosted news system that can say where every story came from"
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    /// Host, address or network (10.0.0.0/8) to fetch from although it isn't public; may be given several times
    #[cfg(feature = "desk")]
    #[arg(long, global = true, value_name = "HOST")]
    pub allow_host: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run the site, API, workers and scheduler in one process
    #[cfg(feature = "desk")]
    Serve(Serve),
    /// Follow feeds, sitemaps, or all feeds of an OPML file
    #[cfg(feature = "desk")]
    Add(Add),
    /// List what is followed and how it does; pause, resume, remove or retry one
    #[cfg(feature = "desk")]
    Feeds(Feeds),
    /// Say who may log in to the desk
    #[cfg(feature = "desk")]
    Accounts(Accounts),
    /// Take pages, feeds, archives and JSON lines into the store
    #[cfg(feature = "desk")]
    Ingest(Ingest),
    /// Search the stored articles
    #[cfg(feature = "desk")]
    Search(Search),
    /// Write out what the store holds
    #[cfg(feature = "desk")]
    Export(Export),
    /// Take the archive that `export archive` wrote into a data folder
    #[cfg(feature = "desk")]
    Import(Import),
    /// Check store, index, disk and clock; repair what is derived
    #[cfg(feature = "desk")]
    Doctor(Doctor),
    /// Read articles out of pages, without a store
    Extract(Extract),
    /// Say whose text an article is and what was done to it
    Trace(Trace),
    /// Turn a crawl into articles, links and stories
    Corpus(Corpus),
    /// Train a section model on labelled texts, or apply one
    #[command(subcommand)]
    Sections(Sections),
    /// Read feeds
    Feed(Feed),
    /// List the feeds that a page announces
    Discover(Discover),
}

#[cfg(feature = "desk")]
pub use desk::*;

#[derive(Debug, Args)]
pub struct Extract {
    /// Files, folders, http(s) addresses, or - for standard input
    #[arg(required = true)]
    pub inputs: Vec<String>,
    #[arg(long, value_enum, default_value_t = TextFormat::Markdown)]
    pub format: TextFormat,
    /// Threads to use; all cores when left out
    #[arg(long)]
    pub threads: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Trace {
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// Texts to compare with; may be given several times
    #[arg(long, value_name = "INPUT")]
    pub against: Vec<String>,
    /// Data folder whose articles to compare with
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = TraceFormat::Text)]
    pub format: TraceFormat,
}

#[derive(Debug, Args)]
pub struct Corpus {
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// Folder for articles.jsonl, links.jsonl and stories.jsonl
    #[arg(long)]
    pub out: PathBuf,
    #[arg(long, value_enum, default_value_t = TableFormat::Jsonl)]
    pub format: TableFormat,
    #[arg(long)]
    pub threads: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub enum Sections {
    /// Learn from JSON lines with headline, text and section
    Train {
        labelled: String,
        #[arg(long)]
        out: PathBuf,
    },
    /// Print id, section and confidence for each line of DOCS
    Apply { model: PathBuf, docs: String },
}

#[derive(Debug, Args)]
pub struct Feed {
    #[arg(required = true)]
    pub inputs: Vec<String>,
    #[arg(long, value_enum, default_value_t = JsonFormat::Json)]
    pub format: JsonFormat,
}

#[derive(Debug, Args)]
pub struct Discover {
    /// A page's address or file
    pub page: String,
    /// Address of the page, when it is read from a file
    #[arg(long)]
    pub url: Option<String>,
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextFormat {
    Markdown,
    Text,
    Html,
    Json,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TraceFormat {
    Text,
    Json,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum JsonFormat {
    Json,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// One address a line
    Text,
    Json,
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    Jsonl,
}
