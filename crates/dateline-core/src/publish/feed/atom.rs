//! Atom 1.0 (RFC 4287).

use super::{OutFeed, OutItem, rfc3339};
use crate::publish::xml::Xml;

/// Writes Atom 1.0.
pub fn write_atom(feed: &OutFeed) -> String {
    let mut xml = Xml::new();
    let mut attributes = vec![("xmlns", "http://www.w3.org/2005/Atom")];
    attributes.push(("xmlns:media", "http://search.yahoo.com/mrss/"));
    if let Some(language) = &feed.language {
        attributes.push(("xml:lang", language));
    }
    xml.open("feed", &attributes);
    xml.text("id", &[], &feed.feed_url);
    xml.text("title", &[], &feed.title);
    if let Some(description) = &feed.description {
        xml.text("subtitle", &[], description);
    }
    xml.text("updated", &[], &feed.updated().to_string());
    xml.empty(
        "link",
        &[
            ("rel", "alternate"),
            ("type", "text/html"),
            ("href", &feed.home_url),
        ],
    );
    xml.empty(
        "link",
        &[
            ("rel", "self"),
            ("type", "application/atom+xml"),
            ("href", &feed.feed_url),
        ],
    );
    if let Some(url) = &feed.next_url {
        xml.empty("link", &[("rel", "next"), ("href", url)]);
    }
    if let Some(url) = &feed.hub_url {
        xml.empty("link", &[("rel", "hub"), ("href", url)]);
    }
    // An entry without an author of its own needs one in the feed.
    if feed.items.iter().any(|item| item.authors.is_empty()) {
        write_author(&mut xml, &feed.title);
    }
    for item in &feed.items {
        write_entry(&mut xml, feed, item);
    }
    xml.close("feed");
    xml.end()
}

fn write_author(xml: &mut Xml, name: &str) {
    xml.open("author", &[]);
    xml.text("name", &[], name);
    xml.close("author");
}

fn write_entry(xml: &mut Xml, feed: &OutFeed, item: &OutItem) {
    xml.open("entry", &[]);
    xml.text("id", &[], &item.iri());
    xml.text("title", &[], item.title.as_deref().unwrap_or_default());
    let changed = item.changed().unwrap_or_else(|| feed.updated()).to_string();
    let stated = item.modified.as_deref().or(item.published.as_deref());
    let updated = stated.and_then(rfc3339).unwrap_or(changed);
    xml.text("updated", &[], &updated);
    if let Some(at) = item.published.as_deref().and_then(rfc3339) {
        xml.text("published", &[], &at);
    }
    if let Some(url) = &item.url {
        xml.empty(
            "link",
            &[("rel", "alternate"), ("type", "text/html"), ("href", url)],
        );
    }
    for author in &item.authors {
        write_author(xml, author);
    }
    for tag in &item.tags {
        xml.empty("category", &[("term", tag)]);
    }
    if let Some(summary) = &item.summary {
        xml.text("summary", &[], summary);
    }
    if let Some(html) = &item.html {
        xml.text("content", &[("type", "html")], html);
    }
    if let Some(image) = &item.image {
        xml.empty(
            "media:content",
            &[("url", image.as_str()), ("medium", "image")],
        );
    }
    if let Some(origin) = &item.origin {
        let url = origin.url.as_deref();
        if let Some(url) = url {
            xml.empty("link", &[("rel", "via"), ("href", url)]);
        }
        xml.open("source", &[]);
        if let Some(url) = url {
            xml.text("id", &[], url);
        }
        xml.text("title", &[], &origin.name);
        xml.close("source");
    }
    xml.close("entry");
}
