//! What a source answered, read once: what it says of itself, and its entries.

use super::fetch::Answer;
use crate::input::{self, Input, Origin};
use dateline_core::collect::decompress::{Limits, Packing, unpack_all};
use dateline_core::collect::feed::{Feed, Options, read_feed};
use dateline_core::collect::kind::{self, Kind};
use dateline_core::collect::sitemap::read_sitemap;
use dateline_core::collect::watch::site_links;
use dateline_core::extract::article_id;
use dateline_core::model::Document;
use dateline_store::{FeedKind, Noted, document_digest};
use std::borrow::Cow;
use xxhash_rust::xxh3::xxh3_128;

/// What an answer holds.
#[derive(Debug, Default)]
pub struct Reading {
    pub title: Option<String>,
    /// The page that it goes with.
    pub site: Option<String>,
    /// Seconds that it asks readers to wait; `None` when it is no feed.
    pub asks_seconds: Option<i64>,
    pub entries: Vec<Entry>,
    /// The validator's word, and what it is about.
    pub warnings: Vec<(String, String)>,
    /// The hub that tells of news, and the address that it knows the source by.
    pub hub: Option<(String, String)>,
}

/// One thing that a source names.
#[derive(Debug)]
pub struct Entry {
    pub noted: Noted,
    pub holds: Holds,
}

#[derive(Debug)]
pub enum Holds {
    /// The text is there already.
    Text(Box<Document>),
    /// The page of this address has it.
    Page(String),
    /// It is only remembered: what a watched page linked to before it was watched.
    Nothing,
}

/// Reads an answer as a source of a kind. `first` says that it was never read before; `day` is the day on which it is read.
///
/// # Errors
/// Says why it is none.
pub fn read(kind: FeedKind, answer: &Answer, first: bool, day: i64) -> Result<Reading, String> {
    let limits = Limits {
        bytes: input::MAX_BODY,
        ..Limits::default()
    };
    let body = match Packing::of(&answer.body) {
        Packing::None => Cow::Borrowed(&answer.body),
        _ => {
            let unpacked = unpack_all(answer.body.clone(), limits);
            Cow::Owned(unpacked.map_err(|error| error.to_string())?)
        }
    };
    let head = &body[..body.len().min(kind::HEAD)];
    match (kind::kind_of(head, head.len() == body.len()), kind) {
        (Kind::Feed, _) => feed(&body, answer),
        (Kind::Sitemap, _) | (Kind::Text, FeedKind::Sitemap) => sitemap(&body, answer, day),
        (Kind::Html, FeedKind::Page) => Ok(watched(&body, answer, first)),
        (other, _) => Err(input::what_it_is(other)),
    }
}

fn feed(body: &[u8], answer: &Answer) -> Result<Reading, String> {
    let options = Options {
        url: Some(&answer.url),
        headers: &answer.headers,
        ..Options::default()
    };
    let feed = read_feed(body, &options).map_err(|error| error.to_string())?;
    let text = |name: &str| {
        let text = feed.feed.text(name)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let warnings = feed.warnings().into_iter();
    let mut reading = Reading {
        title: text("title"),
        site: text("link"),
        asks_seconds: Some(i64::try_from(feed.interval_seconds().unwrap_or(0)).unwrap_or(i64::MAX)),
        warnings: warnings
            .map(|found| (found.event.to_owned(), found.what))
            .collect(),
        hub: hub(answer, &feed),
        ..Reading::default()
    };
    let mut lost = 0;
    for input in input::of_feed(&feed, &answer.url, &answer.fetched_at) {
        match input.error {
            Some(_) if input.origin != Origin::Listed => lost += 1,
            _ => reading.entries.extend(entry(input)),
        }
    }
    if lost > 0 {
        let what = format!("{lost} entries have neither text nor address");
        reading.warnings.push(("MissingItemLink".to_owned(), what));
    }
    Ok(reading)
}

/// Where a feed announces a hub: in a header, or in itself.
fn hub(answer: &Answer, feed: &Feed) -> Option<(String, String)> {
    let hub = answer.link("hub");
    let hub = hub.or_else(|| feed.link_to("hub").map(str::to_owned))?;
    let topic = answer.link("self");
    let topic = topic.or_else(|| feed.link_to("self").map(str::to_owned));
    Some((hub, topic.unwrap_or_else(|| answer.url.clone())))
}

/// A page's last change is what counts of an address in a sitemap; a further sitemap that states none is looked at again
/// every day.
fn sitemap(body: &[u8], answer: &Answer, day: i64) -> Result<Reading, String> {
    let mut map = read_sitemap(body)?;
    let complaint = map.complaint.take();
    for further in &mut map.maps {
        let today = || format!("day {day}");
        further.modified_at.get_or_insert_with(today);
    }
    let inputs = input::of_sitemap(map, &answer.url);
    Ok(Reading {
        entries: inputs.filter_map(entry).collect(),
        warnings: complaint
            .map(|what| ("SAXError".to_owned(), what))
            .into_iter()
            .collect(),
        ..Reading::default()
    })
}

/// New links of a page. When it is seen for the first time, only those are taken that are made like an article's.
fn watched(body: &[u8], answer: &Answer, first: bool) -> Reading {
    let links = site_links(body, &answer.url).into_iter();
    let entries = links.filter_map(|link| {
        let mut entry = entry(input::of_link(&link.url))?;
        if first && !link.is_likely {
            entry.holds = Holds::Nothing;
        }
        Some(entry)
    });
    Reading {
        entries: entries.collect(),
        ..Reading::default()
    }
}

/// What an input goes by (its address, or else what it says), and what is said of it.
fn entry(input: Input) -> Option<Entry> {
    let document = input.document;
    let (noted, holds) = match input.origin {
        Origin::Listed => {
            let url = document.url?;
            let noted = listed(&url, input.stamp.as_deref().unwrap_or_default());
            (noted, Holds::Page(url))
        }
        _ => {
            let key = document.url.clone();
            let key = key.unwrap_or_else(|| article_id(&document));
            let digest = document_digest(&document);
            (Noted { key, digest }, Holds::Text(Box::new(document)))
        }
    };
    Some(Entry { noted, holds })
}

/// An address that is only listed, with what its list says of its page's state.
pub fn listed(url: &str, stamp: &str) -> Noted {
    Noted {
        key: url.to_owned(),
        digest: format!("{:032x}", xxh3_128(stamp.as_bytes())),
    }
}
