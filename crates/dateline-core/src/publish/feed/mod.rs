//! Feeds written out: RSS 2.0, Atom 1.0 and JSON Feed 1.1 from one plain struct. Each says where a text came from:
//! Atom by a `via` link and a `source`, RSS by `source`, JSON Feed by its `_dateline` extension.

mod atom;
mod json;
#[cfg(test)]
mod round_trip;
mod rss;

pub use atom::write_atom;
pub use json::write_json;
pub use rss::write_rss;

use crate::time;
use jiff::{Timestamp, tz::TimeZone};
use serde_json::Value;

/// A list to publish.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutFeed {
    /// Title of the list.
    pub title: String,
    /// Page that the feed goes with.
    pub home_url: String,
    /// Address of the feed itself.
    pub feed_url: String,
    /// What the list is, in a sentence.
    pub description: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// When the list last changed, see [`crate::time`]; the newest item's time when left out.
    pub updated: Option<String>,
    /// Next page of the list (RFC 5005).
    pub next_url: Option<String>,
    /// WebSub hub.
    pub hub_url: Option<String>,
    /// Its articles, newest first as a rule.
    pub items: Vec<OutItem>,
}

/// One article of the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutItem {
    /// Never changes and never comes twice. Written as a URN where it is no address.
    pub id: String,
    /// Address of the article.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Plain text.
    pub summary: Option<String>,
    /// The text as clean HTML.
    pub html: Option<String>,
    /// Who wrote it, a name each.
    pub authors: Vec<String>,
    /// As stated, see [`crate::time`]. Without a zone it is written as UTC.
    pub published: Option<String>,
    /// When it was changed, see [`crate::time`].
    pub modified: Option<String>,
    /// What it is tagged with.
    pub tags: Vec<String>,
    /// Address of a picture.
    pub image: Option<String>,
    /// Where the text came from, when that is not this site.
    pub origin: Option<OutOrigin>,
    /// What JSON Feed carries under `_dateline`: origin, copies, findings. Null writes nothing.
    pub extension: Value,
}

/// Whose text an item is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutOrigin {
    /// Name of the outlet or agency.
    pub name: String,
    /// Address of the text there.
    pub url: Option<String>,
}

impl OutFeed {
    /// When the list last changed: as stated, or else the time of the newest item; 1970 when nothing has a time.
    fn updated(&self) -> Timestamp {
        let stated = self.updated.as_deref().and_then(instant);
        let newest = || self.items.iter().filter_map(OutItem::changed).max();
        stated.or_else(newest).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

impl OutItem {
    fn changed(&self) -> Option<Timestamp> {
        let modified = self.modified.as_deref().and_then(instant);
        modified.or_else(|| self.published.as_deref().and_then(instant))
    }

    /// The id as an IRI.
    fn iri(&self) -> String {
        let is_iri = self.id.split_once(':').is_some_and(|(scheme, rest)| {
            let mut chars = scheme.chars();
            chars.next().is_some_and(|c| c.is_ascii_alphabetic())
                && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
                && !rest.is_empty()
                && !rest.contains(char::is_whitespace)
        });
        if is_iri {
            return self.id.clone();
        }
        let mut out = String::from("urn:dateline:");
        out.extend(url::form_urlencoded::byte_serialize(self.id.as_bytes()));
        out
    }
}

fn instant(stated: &str) -> Option<Timestamp> {
    Timestamp::from_second(time::instant(stated)?).ok()
}

/// RFC 3339 with the zone that was stated, UTC where none was.
fn rfc3339(stated: &str) -> Option<String> {
    let at = instant(stated)?;
    Some(match time::normal(stated)? {
        zoned if zoned.contains('T') && time::has_zone(&zoned) => zoned,
        _ => at.to_string(),
    })
}

/// RFC 822 with a four-digit year, in UTC.
fn rfc822(at: Timestamp) -> String {
    let at = TimeZone::UTC.to_datetime(at);
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
