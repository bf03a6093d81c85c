//! Feeds and sitemaps as INPUT: entries that carry their text become documents, the rest are addresses to read.

use super::{Input, Inputs, Origin, Place, one};
use dateline_core::collect::feed::{Entry, Feed, Options, read_feed};
use dateline_core::collect::sitemap::read_sitemap;
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
    let entries = entries.into_iter().enumerate();
    Box::new(entries.filter_map(move |(i, entry)| {
        let name = format!("{} entry {}", place.name, i + 1);
        let input = of_entry(&entry, &feed, name, &place);
        (!place.walked || input.origin == Origin::Entry).then_some(input)
    }))
}

fn of_entry(entry: &Entry, feed: &Feed, name: String, place: &Place) -> Input {
    let Some(page) = entry.page(feed) else {
        return match &entry.url {
            Some(url) => listed(name, url, "only listed in the feed, its page was not read"),
            None => Input::failed(name, "an entry with neither text nor address"),
        };
    };
    Input {
        name,
        document: Document {
            url: entry.url.clone(),
            fetched_at: place.fetched_at.clone(),
            body: Body::Html(page.into_bytes()),
            ..Document::default()
        },
        origin: Origin::Entry,
        ..Input::default()
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
    let pages = map
        .pages
        .into_iter()
        .map(|page| (page, "only listed in the sitemap, its page was not read"));
    let maps = map
        .maps
        .into_iter()
        .map(|map| (map, "a further sitemap, not read"));
    Box::new(
        pages
            .chain(maps)
            .enumerate()
            .map(move |(i, (page, error))| {
                listed(
                    format!("{} address {}", place.name, i + 1),
                    &page.url,
                    error,
                )
            }),
    )
}

fn listed(name: String, url: &str, error: &str) -> Input {
    let mut input = Input::failed(name, error);
    input.document.id = None;
    input.document.url = Some(url.to_owned());
    input.origin = Origin::Listed;
    input
}
