//! An entry as the desk needs it: plain values out of feedparser's dictionary.

use super::Feed;
use super::fields::{Fields, Value};
use super::markup;

/// One item of a feed, before its page is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entry {
    /// Its `guid` or `id`.
    pub id: Option<String>,
    /// Page of the entry.
    pub url: Option<String>,
    /// Plain text.
    pub title: Option<String>,
    /// HTML.
    pub summary: Option<String>,
    /// The full text as HTML, where the feed carries it.
    pub html: Option<String>,
    /// Names of who wrote it.
    pub authors: Vec<String>,
    /// RFC 3339 in UTC.
    pub published_at: Option<String>,
    /// Last change, RFC 3339.
    pub updated_at: Option<String>,
    /// Categories by name.
    pub tags: Vec<String>,
    /// Address of a picture.
    pub image: Option<String>,
    /// Whose text it is, where the feed says: `source`, with its address.
    pub source: Option<(String, Option<String>)>,
}

impl Feed {
    /// The entries as plain values, in the order of the feed.
    pub fn items(&self) -> Vec<Entry> {
        self.entries.iter().map(Entry::of).collect()
    }

    /// The feed's title as plain text.
    pub fn title(&self) -> Option<String> {
        plain(&self.feed, "title")
    }

    /// The page that the feed goes with.
    pub fn link(&self) -> Option<&str> {
        self.feed.text("link")
    }

    /// Address of the first link with this `rel`: `self`, `hub`, `next`.
    pub fn link_to(&self, rel: &str) -> Option<&str> {
        link_with(&self.feed, rel)
    }

    /// Seconds that the feed asks readers to wait between visits: `ttl`, or `sy:updatePeriod` and `sy:updateFrequency`.
    pub fn interval_seconds(&self) -> Option<u64> {
        let number = |name: &str| self.feed.text(name)?.trim().parse::<u64>().ok();
        let ttl = number("ttl").map(|minutes| minutes.saturating_mul(60));
        let period = match self.feed.text("sy_updateperiod").map(str::trim) {
            Some("hourly") => Some(3600),
            Some("daily") => Some(86_400),
            Some("weekly") => Some(7 * 86_400),
            Some("monthly") => Some(30 * 86_400),
            Some("yearly") => Some(365 * 86_400),
            _ => None,
        };
        let times = number("sy_updatefrequency").unwrap_or(1).max(1);
        ttl.or_else(|| period.map(|seconds: u64| (seconds / times).max(60)))
    }
}

impl Entry {
    fn of(fields: &Fields) -> Entry {
        let own = |name: &str| {
            fields
                .text(name)
                .map(str::to_owned)
                .filter(|text| !text.is_empty())
        };
        let full = fields.list("content").iter().filter_map(html_of);
        Entry {
            id: own("id"),
            url: own("link").filter(|url| url.starts_with("http")),
            title: plain(fields, "title"),
            summary: own("summary").map(|summary| {
                match fields.fields("summary_detail").and_then(|d| d.text("type")) {
                    Some("text/plain") => markup::escaped(&summary),
                    _ => markup::balanced(&summary),
                }
            }),
            html: full.max_by_key(String::len),
            authors: authors(fields),
            published_at: own("published_parsed").or_else(|| own("created_parsed")),
            updated_at: own("updated_parsed"),
            tags: terms(fields),
            image: image(fields),
            source: source(fields),
        }
    }
}

fn html_of(content: &Value) -> Option<String> {
    let content = content.as_fields()?;
    let value = content.text("value").filter(|value| !value.is_empty())?;
    match content.text("type") {
        Some(kind) if markup::is_markup(kind) => Some(markup::balanced(value)),
        Some("text/plain") => Some(markup::paragraphs(value)),
        _ => None,
    }
}

/// A title without its markup.
fn plain(fields: &Fields, name: &'static str) -> Option<String> {
    let text = fields.text(name)?;
    let detail = fields.fields(if name == "title" {
        "title_detail"
    } else {
        name
    });
    let is_markup = detail
        .and_then(|d| d.text("type"))
        .is_some_and(markup::is_markup);
    let text = if is_markup {
        markup::plain(text)
    } else {
        text.to_owned()
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn authors(fields: &Fields) -> Vec<String> {
    let list = fields.list("authors").iter().filter_map(Value::as_fields);
    let named = list.filter_map(|author| author.text("name").or_else(|| author.text("email")));
    named.map(str::to_owned).collect()
}

fn terms(fields: &Fields) -> Vec<String> {
    let list = fields.list("tags").iter().filter_map(Value::as_fields);
    let terms = list.filter_map(|tag| tag.text("label").or_else(|| tag.text("term")));
    terms.map(str::to_owned).collect()
}

fn link_with<'a>(fields: &'a Fields, rel: &str) -> Option<&'a str> {
    let links = fields.list("links").iter().filter_map(Value::as_fields);
    let mut with = links.filter(|link| link.text("rel") == Some(rel));
    with.find_map(|link| link.text("href"))
}

fn image(fields: &Fields) -> Option<String> {
    let is_image = |media: &&Fields| {
        media.text("medium") == Some("image")
            || media.text("type").is_some_and(|t| t.starts_with("image/"))
    };
    let media = |name: &str| -> Option<String> {
        let list = fields.list(name).iter().filter_map(Value::as_fields);
        let mut list = list.filter(|media| name == "media_thumbnail" || is_image(media));
        list.find_map(|media| media.text("url")).map(str::to_owned)
    };
    let enclosure = || {
        let mut list = fields
            .list("enclosures")
            .iter()
            .filter_map(Value::as_fields)
            .filter(is_image);
        list.find_map(|link| link.text("href")).map(str::to_owned)
    };
    let own = fields
        .fields("image")
        .and_then(|image| image.text("href"))
        .map(str::to_owned);
    media("media_content")
        .or_else(enclosure)
        .or_else(|| media("media_thumbnail"))
        .or(own)
}

fn source(fields: &Fields) -> Option<(String, Option<String>)> {
    if let Some(source) = fields.fields("source") {
        let url = source
            .text("href")
            .or_else(|| source.text("link"))
            .or_else(|| source.text("id"));
        let url = url.filter(|url| url.starts_with("http")).map(str::to_owned);
        return Some((source.text("title")?.to_owned(), url));
    }
    if let Some(origin) = fields
        .fields("_dateline")
        .and_then(|ours| ours.fields("origin"))
    {
        let url = origin.text("url").filter(|url| url.starts_with("http"));
        return Some((origin.text("name")?.to_owned(), url.map(str::to_owned)));
    }
    let named = fields.text("dc_source").filter(|text| !text.is_empty())?;
    Some((
        named.to_owned(),
        link_with(fields, "via").map(str::to_owned),
    ))
}
