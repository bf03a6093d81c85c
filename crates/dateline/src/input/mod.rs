//! INPUT on the command line: files, folders, standard input and http(s) addresses; pages, plain text, feeds,
//! sitemaps, archives and JSON lines, each also packed. The kind is told from the content.
//!
//! Inputs come one at a time, in order; archives and JSON lines are streamed, so memory stays bounded by the largest
//! single document. What can't be read is an [`Input`] with an error, and the rest goes on.

mod archive;
mod body;
mod entry;
mod fetch;
mod folder;
mod rows;

pub use rows::Lines;

use anyhow::Context;
use dateline_core::collect::decompress::{self, Limits};
#[cfg(feature = "desk")]
use dateline_core::collect::feed::Feed;
use dateline_core::collect::kind::{self, Kind};
#[cfg(feature = "desk")]
use dateline_core::collect::sitemap::Sitemap;
use dateline_core::extract::article_id;
use dateline_core::model::{Article, Body, Document};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

/// Longest single page, text, feed or sitemap that is read, unpacked.
pub const MAX_BODY: u64 = 64 << 20;

/// One thing to work on, or why it can't be.
#[derive(Debug, Default)]
pub struct Input {
    /// What the caller knows it by: file name, address, `FILE line 7`, `FILE record 3`. For messages.
    pub name: String,
    pub document: Document,
    pub error: Option<String>,
    pub origin: Origin,
    /// What a list says of the state of a page that it names: another when the page changed.
    #[cfg_attr(
        not(feature = "desk"),
        expect(dead_code, reason = "only the desk fetches again")
    )]
    pub stamp: Option<String>,
    /// Unreadable values that were taken as absent, in words.
    pub warnings: Vec<String>,
}

/// Where an input came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// A file, standard input or an address, whole.
    #[default]
    Body,
    /// A line of JSON lines.
    Row,
    /// A record of an archive.
    Record,
    /// An entry of a feed, with the text that the feed carries.
    Entry,
    /// An address that a feed or sitemap lists without the text: `document.url` is set, the body empty, `error` set.
    Listed,
    /// An argument that could not be opened at all.
    Unopened,
}

impl Input {
    fn failed(name: impl Into<String>, error: impl Into<String>) -> Input {
        let name = name.into();
        Input {
            document: Document {
                id: Some(name.clone()),
                ..Document::default()
            },
            name,
            error: Some(error.into()),
            ..Input::default()
        }
    }
}

impl Input {
    /// Bytes that the body takes.
    pub fn size(&self) -> usize {
        match &self.document.body {
            Body::Html(bytes) => bytes.len(),
            Body::Page(text) | Body::Text(text) => text.len(),
        }
    }

    /// The answer for an input that could not be read.
    pub fn failure(&self, error: &str) -> Article {
        Article {
            url: self.document.url.clone(),
            ..Article::without_text(article_id(&self.document), error)
        }
    }
}

/// What to do with a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feeds {
    /// Its entries are the documents.
    Entries,
    /// It is one document, bytes as they are; so is anything else.
    Whole,
}

type Inputs = Box<dyn Iterator<Item = Input> + Send>;

/// Reads inputs one at a time, in the order given.
pub fn read(names: &[String], feeds: Feeds) -> impl Iterator<Item = Input> + Send + use<> {
    let names = names.to_vec();
    names.into_iter().flat_map(move |name| open(&name, feeds))
}

/// Reads what somebody sent rather than named: no file of this machine is opened, whatever it says.
#[cfg(feature = "desk")]
pub fn read_sent(name: &str, bytes: Vec<u8>) -> impl Iterator<Item = Input> + Send + use<> {
    let place = Place::named(name);
    let opened = open_stream(Box::new(Cursor::new(bytes)), place, Feeds::Entries);
    opened.unwrap_or_else(|error| one(Input::failed(name, format!("{error:#}"))))
}

/// The entries of a feed that was read: documents where it carries their text, addresses to read of the others.
#[cfg(feature = "desk")]
pub fn of_feed(feed: &Feed, url: &str, fetched_at: &str) -> Vec<Input> {
    entry::of_entries(feed, &answered(url, &[], fetched_at))
}

/// The addresses of a sitemap that was read.
#[cfg(feature = "desk")]
pub fn of_sitemap(map: Sitemap, url: &str) -> impl Iterator<Item = Input> {
    entry::of_addresses(map, url.to_owned())
}

/// An address that some page or list names.
#[cfg(feature = "desk")]
pub fn of_link(url: &str) -> Input {
    entry::listed(url.to_owned(), url, "only named, its page was not read")
}

/// What a body is that is no list of entries, in words.
#[cfg(feature = "desk")]
pub fn what_it_is(kind: Kind) -> String {
    match kind {
        Kind::Html => "a page, no feed".to_owned(),
        Kind::Text => "plain text, no feed".to_owned(),
        other => body::readable(other).err().unwrap_or_default(),
    }
}

#[cfg(feature = "desk")]
fn answered(url: &str, headers: &[(String, String)], fetched_at: &str) -> Place {
    Place {
        name: url.to_owned(),
        url: Some(url.to_owned()),
        headers: headers.to_vec(),
        fetched_at: Some(fetched_at.to_owned()),
        ..Place::default()
    }
}

/// Reads what a server answered.
#[cfg(feature = "desk")]
pub fn of_answer(
    url: &str,
    headers: &[(String, String)],
    fetched_at: &str,
    body: &[u8],
) -> impl Iterator<Item = Input> + Send + use<> {
    let place = answered(url, headers, fetched_at);
    let name = place.name.clone();
    open_stream(Box::new(Cursor::new(body.to_vec())), place, Feeds::Entries)
        .unwrap_or_else(|error| one(Input::failed(name, format!("{error:#}"))))
}

fn open(name: &str, feeds: Feeds) -> Inputs {
    let opened = if name == "-" {
        open_stream(
            Box::new(BufReader::new(io::stdin())),
            Place {
                folder: Some(PathBuf::new()),
                ..Place::named("-")
            },
            feeds,
        )
    } else if name.starts_with("http://") || name.starts_with("https://") {
        open_address(name, feeds)
    } else if Path::new(name).is_dir() {
        folder::open(Path::new(name), feeds)
    } else {
        open_file(Path::new(name), Place::named(name), feeds)
    };
    opened.unwrap_or_else(|error| {
        let mut input = Input::failed(name, format!("{error:#}"));
        input.origin = Origin::Unopened;
        one(input)
    })
}

fn one(input: Input) -> Inputs {
    Box::new(std::iter::once(input))
}

fn open_address(url: &str, feeds: Feeds) -> anyhow::Result<Inputs> {
    let fetched = fetch::fetch(url)?;
    let place = Place {
        name: url.to_owned(),
        url: Some(fetched.url),
        headers: fetched.headers,
        fetched_at: Some(fetched.fetched_at),
        ..Place::default()
    };
    open_stream(Box::new(Cursor::new(fetched.body)), place, feeds)
}

fn open_file(path: &Path, mut place: Place, feeds: Feeds) -> anyhow::Result<Inputs> {
    let file = File::open(path).map_err(|e| anyhow::anyhow!(reason(&e)))?;
    place.folder = path.parent().map(Path::to_owned);
    open_stream(
        Box::new(BufReader::with_capacity(64 << 10, file)),
        place,
        feeds,
    )
}

/// What is known about a body besides its bytes.
#[derive(Debug, Clone, Default)]
struct Place {
    name: String,
    /// Folder that `path` of a JSON line counts from; `None` where what is read has no say over this machine's files.
    folder: Option<PathBuf>,
    url: Option<String>,
    headers: Vec<(String, String)>,
    fetched_at: Option<String>,
    /// Found by walking a folder, not named by the caller.
    walked: bool,
}

impl Place {
    fn named(name: &str) -> Place {
        Place {
            name: name.to_owned(),
            ..Place::default()
        }
    }

    fn extension(&self) -> String {
        let name = self.name.to_ascii_lowercase();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
        name.rsplit_once('.')
            .map(|(_, e)| e.to_owned())
            .unwrap_or_default()
    }
}

/// Tells the kind from the head; streams what is a stream, reads the rest whole.
fn open_stream(
    packed: Box<dyn BufRead + Send>,
    place: Place,
    feeds: Feeds,
) -> anyhow::Result<Inputs> {
    let unpacked =
        decompress::unpack(packed, Limits::stream()).map_err(|e| anyhow::anyhow!(reason(&e)))?;
    let mut unpacked = unpacked;
    let mut head = Vec::new();
    if let Err(error) = (&mut unpacked)
        .take(kind::HEAD as u64)
        .read_to_end(&mut head)
    {
        // What came before a break may still be an archive's first records.
        if kind::kind_of(&head, false) != Kind::Warc {
            return Ok(one(Input::failed(place.name, reason(&error))));
        }
    }
    let whole = head.len() < kind::HEAD;
    let mut kind = kind::kind_of(&head, whole);
    if matches!(place.extension().as_str(), "jsonl" | "ndjson")
        && matches!(
            kind,
            Kind::Text | Kind::Json | Kind::Empty | Kind::JsonLines
        )
    {
        kind = Kind::JsonLines;
    }
    let stream: Box<dyn BufRead + Send> = Box::new(Cursor::new(head).chain(unpacked));
    match kind {
        Kind::JsonLines => Ok(rows::open(stream, place, feeds)),
        Kind::Warc => Ok(archive::open(stream, place)),
        _ => {
            let mut bytes = Vec::new();
            match stream.take(MAX_BODY + 1).read_to_end(&mut bytes) {
                Err(error) => Ok(one(Input::failed(place.name, reason(&error)))),
                Ok(n) if n as u64 > MAX_BODY => {
                    let limit = MAX_BODY >> 20;
                    Ok(one(Input::failed(
                        place.name,
                        format!("larger than {limit} MiB, not read"),
                    )))
                }
                Ok(_) => Ok(body::open(bytes, kind, place, feeds)),
            }
        }
    }
}

/// A file that is named inside another input: read whole and unpacked.
fn read_file(path: &Path) -> anyhow::Result<Vec<u8>> {
    let file = File::open(path).map_err(|e| anyhow::anyhow!(reason(&e)))?;
    let limits = Limits {
        bytes: MAX_BODY,
        ..Limits::default()
    };
    let unpacked = decompress::unpack(BufReader::new(file), limits).context("can't be read")?;
    let mut bytes = Vec::new();
    unpacked
        .take(MAX_BODY + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| anyhow::anyhow!(reason(&e)))?;
    if bytes.len() as u64 > MAX_BODY {
        anyhow::bail!("larger than {} MiB, not read", MAX_BODY >> 20);
    }
    Ok(bytes)
}

/// The system's reason without its code.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".into(),
        io::ErrorKind::PermissionDenied => "no right to read it".into(),
        io::ErrorKind::UnexpectedEof => "packed data breaks off".into(),
        _ => error.to_string(),
    }
}
