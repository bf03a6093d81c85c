//! Feeds read: RSS 0.9x to 2.0 with any or no version, RDF, Atom 0.3 and 1.0, JSON Feed, CDF, with their modules, in any
//! encoding, well-formed or not. The values come under the names that feedparser made the convention.
//!
//! The reader is our own, over a tolerant tokenizer of its own ([`super::xml`]). On feedparser's suite the Rust feed crates
//! read the core values of 30 to 57 % of the documents: they stop at named entities and tag soup, and know neither
//! Atom 0.3 nor RSS without a version. A repair layer before one of them would have to tokenize the whole document and
//! write it out again, which costs more than reading it, and a strict XML parser below would still have to be backed
//! by a loose one. So one tokenizer reads both kinds of document in one pass and says what was wrong (`bozo`).

mod address;
mod charset;
mod elements;
mod entry;
pub mod fields;
mod geo;
mod json;
mod lint;
mod markup;
mod module;
mod names;
mod page;
mod person;
mod reader;
#[cfg(test)]
mod tests;
mod value;

pub use entry::Entry;
pub use lint::Warning;

use super::dates;
use fields::{Fields, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What is known about a feed's bytes, and how to read them.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Address it was fetched from: the base of relative links.
    pub url: Option<&'a str>,
    /// Response headers.
    pub headers: &'a [(String, String)],
    /// Take harmful markup out of values and resolve the addresses in it. Off only where something later does.
    pub sanitise: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options {
            url: None,
            headers: &[],
            sanitise: true,
        }
    }
}

impl Options<'_> {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    fn base(&self) -> String {
        let url = self.url.unwrap_or_default();
        match self.header("content-location") {
            Some(location) => address::join(url, location),
            None => url.to_owned(),
        }
    }
}

/// A feed as it was read. Serialises as feedparser's dictionary; what is unknown is left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Feed {
    /// `rss20`, `rss091u`, `rss10`, `atom10`, `atom03`, `json11`, `cdf`; empty when nothing tells.
    pub version: String,
    /// Name of the encoding it was in.
    pub encoding: String,
    /// What is wrong with the document, the first fault only; `None` when it is well-formed.
    pub bozo: Option<String>,
    /// What the document says of the feed itself.
    pub feed: Fields,
    /// Its entries in order of the document.
    pub entries: Vec<Fields>,
    /// ETag, Last-Modified and address, as the response had them.
    pub response: Fields,
}

/// Why bytes are not read as a feed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FeedError {
    #[error("empty")]
    /// No bytes, or white space only.
    Empty,
    #[error("not a feed")]
    /// XML or JSON of another kind, or something else altogether.
    NotAFeed,
    #[error("not a feed but an HTML page")]
    /// A page, as a moved or broken feed often answers with.
    Page,
    #[error("XML entity bomb: the document's entities expand without measure")]
    /// Entities that expand into more text than a budget allows.
    EntityBomb,
    #[error("not a JSON feed: {0}")]
    /// Bytes that open like JSON Feed; with the reason.
    Json(String),
}

/// Reads a feed.
///
/// # Errors
/// When the bytes are no feed at all, or a hostile one.
pub fn read_feed(bytes: &[u8], options: &Options<'_>) -> Result<Feed, FeedError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(FeedError::Empty);
    }
    let decoded = charset::decode(bytes, options.header("content-type"));
    let text = decoded
        .text
        .trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let mut feed = if text.starts_with('{') {
        json::read(text, options)?
    } else {
        let is_utf8 = decoded.encoding.eq_ignore_ascii_case("utf-8");
        read_xml(&decoded.text, options, is_utf8)?
    };
    feed.encoding = decoded.encoding;
    if let Some(complaint) = decoded.complaint {
        feed.bozo = Some(complaint.to_owned());
    }
    feed.response = response(options);
    Ok(feed)
}

/// The text of any XML, its encoding told as that of a feed.
pub(in crate::collect) fn decoded_text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    charset::decode(bytes, None).text
}

fn read_xml(text: &str, options: &Options<'_>, utf8: bool) -> Result<Feed, FeedError> {
    let mut reader = reader::Reader::new(text, options, utf8);
    reader.run();
    if reader.tokens.bomb {
        return Err(FeedError::EntityBomb);
    }
    let found = !reader.entries.is_empty() || !reader.feed.is_empty() || !reader.version.is_empty();
    if !reader.is_feed && !found {
        return Err(FeedError::NotAFeed);
    }
    if !reader.is_feed && reader.is_page {
        return Err(FeedError::Page);
    }
    let mut entries = reader.entries;
    for entry in &mut entries {
        add_enclosures(entry);
    }
    Ok(Feed {
        version: reader.version.to_owned(),
        bozo: reader.tokens.complaint,
        feed: reader.feed,
        entries,
        ..Feed::default()
    })
}

/// `enclosures`: the links that are, without their `rel`.
fn add_enclosures(entry: &mut Fields) {
    let is_enclosure = |link: &&Value| {
        link.as_fields()
            .is_some_and(|f| f.text("rel") == Some("enclosure"))
    };
    let mut enclosures: Vec<Value> = entry
        .list("links")
        .iter()
        .filter(is_enclosure)
        .cloned()
        .collect();
    for enclosure in enclosures.iter_mut().filter_map(Value::as_fields_mut) {
        enclosure.remove("rel");
    }
    if !enclosures.is_empty() {
        entry.set("enclosures", enclosures);
    }
}

fn response(options: &Options<'_>) -> Fields {
    let mut response = Fields::new();
    if let Some(url) = options.url {
        response.set("href", url);
    }
    if let Some(etag) = options.header("etag") {
        response.set("etag", etag);
    }
    if let Some(modified) = options.header("last-modified") {
        response.set("modified", modified);
        if let Some(parsed) = dates::parse_utc(modified) {
            response.set("modified_parsed", parsed);
        }
    }
    response
}

impl Serialize for Feed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", &self.version)?;
        map.serialize_entry("encoding", &self.encoding)?;
        map.serialize_entry("bozo", &self.bozo.is_some())?;
        if let Some(fault) = &self.bozo {
            map.serialize_entry("bozo_exception", fault)?;
        }
        for (name, value) in self.response.iter() {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("feed", &self.feed)?;
        map.serialize_entry("entries", &self.entries)?;
        map.end()
    }
}
