//! One whole body: a page, a text, a feed, a sitemap, or something that no article can be read from.

use super::{Feeds, Input, Inputs, Origin, Place, entry, one, rows};
use dateline_core::collect::discover::stated_address;
use dateline_core::collect::kind::{self, Kind};
use dateline_core::collect::plain;
use dateline_core::model::{Body, Document};

pub(super) fn open(bytes: Vec<u8>, kind: Kind, place: Place, feeds: Feeds) -> Inputs {
    if kind == Kind::Json && feeds == Feeds::Entries {
        return json(&bytes, place, feeds);
    }
    if feeds == Feeds::Entries {
        match kind {
            Kind::Feed => return entry::of_feed(&bytes, place),
            Kind::Sitemap => return entry::of_sitemap(&bytes, place),
            _ => {}
        }
    }
    let mut input = Input {
        document: Document {
            url: place.url.clone(),
            headers: place.headers.clone(),
            fetched_at: place.fetched_at.clone(),
            ..Document::default()
        },
        ..Input::default()
    };
    if feeds == Feeds::Entries {
        match readable(kind) {
            Ok(true) => input.document.body = Body::Page(plain::decode(&bytes)),
            Ok(false) => {
                // Pages of a folder say themselves where they came from.
                if place.walked && input.document.url.is_none() {
                    input.document.url = stated_address(&plain::decode(&bytes));
                }
                input.document.body = Body::Html(bytes);
            }
            Err(error) => input = Input::failed(&place.name, error),
        }
    } else {
        input.document.body = Body::Html(bytes);
    }
    input.name = place.name;
    one(input)
}

/// Whether a kind is plain text (else HTML), or why no article can be read from it.
pub(super) fn readable(kind: Kind) -> Result<bool, String> {
    match kind {
        Kind::Html => Ok(false),
        Kind::Text => Ok(true),
        Kind::Empty => Err("empty".into()),
        Kind::Binary(what) => Err(format!("not HTML or text but {what}")),
        Kind::Robots => Err("a robots.txt, no page".into()),
        Kind::Opml => Err("a list of feeds (OPML), no page".into()),
        Kind::Xml => Err("XML, but no page, feed or sitemap".into()),
        Kind::Sitemap => Err("a sitemap, no page".into()),
        Kind::Feed => Err("a feed, no page".into()),
        Kind::Gzip | Kind::Zstd => Err("packed more than once".into()),
        Kind::Warc => Err("an archive inside another input".into()),
        Kind::Json | Kind::JsonLines => Err("JSON, no page".into()),
    }
}

/// Checks that bytes handed over as a page are one; plain text among them becomes a page's text.
pub(super) fn settle(input: &mut Input) {
    let Body::Html(bytes) = &input.document.body else {
        return;
    };
    match readable(kind::kind_of(bytes, bytes.len() < kind::HEAD)) {
        Ok(false) => {}
        // Whether a page without a known tag is HTML is for its headers to say.
        Ok(true) if input.origin == Origin::Row => {}
        Ok(true) => input.document.body = Body::Page(plain::decode(bytes)),
        Err(error) => {
            input.error = Some(error);
            input.document.body = Body::default();
        }
    }
}

/// A JSON file that is one value: a row, or a list of rows.
fn json(bytes: &[u8], place: Place, feeds: Feeds) -> Inputs {
    let value: serde_json::Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return one(Input::failed(place.name, format!("not JSON: {error}"))),
    };
    let items = match value {
        serde_json::Value::Array(items) => items,
        single => vec![single],
    };
    let folder = place.folder;
    let name = place.name;
    let single = items.len() == 1;
    Box::new(items.into_iter().enumerate().flat_map(move |(i, item)| {
        let name = if single {
            name.clone()
        } else {
            format!("{name} item {}", i + 1)
        };
        rows::read_line(&item.to_string(), name, folder.as_deref(), feeds)
    }))
}
