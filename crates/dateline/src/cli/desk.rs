//! The words of the command line that need the store, the site or the network.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Where the store is.
#[derive(Debug, Args)]
pub struct Data {
    /// Data folder
    #[arg(long, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
}

#[derive(Debug, Args)]
pub struct Serve {
    /// Pages, feeds and archives to take in first
    pub inputs: Vec<String>,
    /// Data folder
    #[arg(
        long,
        default_value = "data",
        value_name = "DIR",
        conflicts_with = "database"
    )]
    pub data: PathBuf,
    /// Database: sqlite:FOLDER
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Let only those with an account read the site
    #[arg(long)]
    pub private: bool,
    /// Address and port of the site
    #[arg(long, default_value = "127.0.0.1:8007", value_name = "ADDR")]
    pub listen: String,
    /// Pause between two requests to one host, in milliseconds
    #[arg(long, default_value_t = 1000, value_name = "MS")]
    pub host_pause: u64,
    /// Longest that an answer may take, in milliseconds
    #[arg(long, default_value_t = 60_000, value_name = "MS")]
    pub patience: u64,
    /// Address to tell when the health of a feed changes (JSON by POST)
    #[arg(long, value_name = "URL")]
    pub webhook: Option<String>,
    /// The site's own address as seen from outside; with it, hubs are asked to tell of news (WebSub)
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
}

#[derive(Debug, Args)]
pub struct Add {
    /// Addresses of feeds, sitemaps and pages, or OPML files
    #[arg(required = true, value_name = "URL|OPML")]
    pub sources: Vec<String>,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Debug, Args)]
pub struct Feeds {
    #[command(subcommand)]
    pub action: Option<FeedsAction>,
    /// Data folder
    #[arg(long, global = true, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    #[arg(long, global = true, value_enum, default_value_t = Plain::Text)]
    pub format: Plain,
}

#[derive(Debug, Subcommand)]
pub enum FeedsAction {
    /// List all with their health (what happens without a word, too)
    List,
    /// Stop asking a source for now
    Pause { id: i64 },
    /// Go on with a paused source
    Resume { id: i64 },
    /// Forget a source; its articles stay
    Remove { id: i64 },
    /// Ask a source again at once
    Retry { id: i64 },
}

#[derive(Debug, Args)]
pub struct Accounts {
    #[command(subcommand)]
    pub action: Option<AccountsAction>,
    /// Data folder
    #[arg(long, global = true, default_value = "data", value_name = "DIR")]
    pub data: PathBuf,
    #[arg(long, global = true, value_enum, default_value_t = Plain::Text)]
    pub format: Plain,
}

/// Passwords are asked for on a terminal, else read from standard input.
#[derive(Debug, Subcommand)]
pub enum AccountsAction {
    /// List all (what happens without a word, too)
    List,
    /// Let somebody log in
    Add {
        name: String,
        #[arg(long, value_enum, default_value_t = Role::Editor)]
        role: Role,
    },
    /// Give somebody another password; ends their sessions
    Password { name: String },
    /// Let somebody in no more
    Remove { name: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Reads a private site
    Reader,
    /// Works at the desk
    Editor,
    /// Keeps the desk
    Owner,
}

impl From<Role> for dateline_store::Role {
    fn from(role: Role) -> dateline_store::Role {
        match role {
            Role::Reader => dateline_store::Role::Reader,
            Role::Editor => dateline_store::Role::Editor,
            Role::Owner => dateline_store::Role::Owner,
        }
    }
}

#[derive(Debug, Args)]
pub struct Ingest {
    /// Files, folders, http(s) addresses, or - for standard input
    #[arg(required = true)]
    pub inputs: Vec<String>,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Debug, Args)]
pub struct Search {
    /// Words, "phrases", -excluded, field:value
    #[arg(required = true)]
    pub query: Vec<String>,
    #[command(flatten)]
    pub data: Data,
    #[arg(long, value_enum, default_value_t = Plain::Text)]
    pub format: Plain,
    /// How many to print
    #[arg(long, default_value_t = 20)]
    pub limit: u32,
}

#[derive(Debug, Args)]
pub struct Export {
    #[arg(value_enum)]
    pub what: Exported,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Exported {
    /// The sources that are followed, with their folders
    Opml,
    /// The articles, one line each
    Jsonl,
    /// The articles in the IPTC's ninjs 2.1, one line each
    Ninjs,
    /// What was collected, as a WARC 1.1 file
    Warc,
    /// Columns; written by `corpus` in builds that have them
    Parquet,
    /// Everything that can't be made again, for `import`
    Archive,
}

#[derive(Debug, Args)]
pub struct Import {
    /// File that `export archive` wrote
    pub archive: String,
    #[command(flatten)]
    pub data: Data,
}

#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    pub data: Data,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Plain {
    Text,
    Json,
}
