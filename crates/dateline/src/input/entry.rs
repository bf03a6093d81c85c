//! Feeds and sitemaps as INPUT: entries that carry their text become documents, the rest are addresses to read.

use super::{Input, Inputs, Origin, Place, one};
use dateline_core::collect::feed::{Entry, Feed, Options, read_feed};
use dateline_core::collect::sitemap::{Sitemap, read_sitemap};
use dateline_core::collect::tracking::without_tracking;
use dateline_core::model::{Body, Document};

/// The entries of a feed. In a folder, where the pages lie beside their feeds, those without text are not listed.
pub(super) fn of_feed(bytes: &[u8], place: Place) -> Inputs {
    let options = Options {
        url: place.url.as_deref(),
        headers: &place.headers,
        ..Options::default()
    };
    let feed = match read_feed(bytes, &options) {
        Ok(feed) => feed,
        Err(error) => return one(Input::failed(place.name, error.to_string())),
    };
    let entries = feed.items();
    if entries.is_empty() {
        return one(Input::failed(place.name, "a feed without entries"));
    }
    let count = entries.len();
    let carries = |entry: &Entry| entry.full_text().is_some();
    if place.walked && !entries.iter().any(carries) {
        let error = format!("a feed of {count} entries that does not carry their texts");
        return one(Input::failed(place.name, error));
    }
    let inputs: Vec<Input> = inputs(&feed, entries, &place).collect();
    let walked = place.walked;
    let inputs = inputs.into_iter();
    Box::new(inputs.filter(move |input| !walked || input.origin == Origin::Entry))
}

/// The entries of a feed that was read.
#[cfg(feature = "desk")]
pub(super) fn of_entries(feed: &Feed, place: &Place) -> Vec<Input> {
    let entries = feed.items();
    inputs(feed, entries, place).collect()
}

fn inputs(feed: &Feed, entries: Vec<Entry>, place: &Place) -> impl Iterator<Item = Input> {
    let entries = entries.into_iter().enumerate();
    entries.map(move |(i, entry)| {
        let name = format!("{} entry {}", place.name, i + 1);
        of_entry(&entry, feed, name, place)
    })
}

fn of_entry(entry: &Entry, feed: &Feed, name: String, place: &Place) -> Input {
    let url = entry.url.as_deref().map(without_tracking);
    let Some(page) = entry.page(feed) else {
        return match url {
            Some(url) => Input {
                stamp: Some(stamp(entry)),
                ..listed(name, &url, "only listed in the feed, its page was not read")
            },
            None => Input::failed(name, "an entry with neither text nor address"),
        };
    };
    Input {
        name,
        document: Document {
            url,
            fetched_at: place.fetched_at.clone(),
            body: Body::Html(page.into_bytes()),
            ..Document::default()
        },
        origin: Origin::Entry,
        ..Input::default()
    }
}

/// What a feed says of an entry whose text it doesn't carry. A time of change that is stated speaks for the page; else a new
/// title or summary does.
fn stamp(entry: &Entry) -> String {
    match &entry.updated_at {
        Some(at) => at.clone(),
        None => [&entry.published_at, &entry.title, &entry.summary]
            .map(|said| said.as_deref().unwrap_or_default())
            .join("\n"),
    }
}

/// The addresses of a sitemap.
pub(super) fn of_sitemap(bytes: &[u8], place: Place) -> Inputs {
    let map = match read_sitemap(bytes) {
        Ok(map) => map,
        Err(error) => return one(Input::failed(place.name, error)),
    };
    let count = map.pages.len() + map.maps.len();
    if place.walked || count == 0 {
        let error = format!("a sitemap of {count} addresses, no page");
        return one(Input::failed(place.name, error));
    }
    Box::new(of_addresses(map, place.name))
}

/// The addresses of a sitemap that was read.
pub(super) fn of_addresses(map: Sitemap, name: String) -> impl Iterator<Item = Input> + Send {
    let pages = map
        .pages
        .into_iter()
        .map(|page| (page, "only listed in the sitemap, its page was not read"));
    let maps = map
        .maps
        .into_iter()
        .map(|map| (map, "a further sitemap, not read"));
    let all = pages.chain(maps).enumerate();
    all.map(move |(i, (page, error))| Input {
        stamp: page.modified_at,
        ..listed(format!("{name} address {}", i + 1), &page.url, error)
    })
}

pub(super) fn listed(name: String, url: &str, error: &str) -> Input {
    let mut input = Input::failed(name, error);
    input.document.id = None;
    input.document.url = Some(url.to_owned());
    input.origin = Origin::Listed;
    input
}
