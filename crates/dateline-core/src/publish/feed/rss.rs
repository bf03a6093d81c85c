//! RSS 2.0 with the modules that readers know: atom, content, dc, media.

use super::{OutFeed, OutItem, instant, rfc822};
use crate::publish::xml::Xml;

/// Writes RSS 2.0.
pub fn write_rss(feed: &OutFeed) -> String {
    let mut xml = Xml::new();
    xml.open(
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
            ("xmlns:dcterms", "http://purl.org/dc/terms/"),
            ("xmlns:media", "http://search.yahoo.com/mrss/"),
        ],
    );
    xml.open("channel", &[]);
    xml.text("title", &[], &feed.title);
    xml.text("link", &[], &feed.home_url);
    let description = feed.description.as_deref().unwrap_or(&feed.title);
    xml.text("description", &[], description);
    if let Some(language) = &feed.language {
        xml.text("language", &[], language);
    }
    xml.text("lastBuildDate", &[], &rfc822(feed.updated()));
    let link = |xml: &mut Xml, rel: &str, url: &str, media_type: &str| {
        xml.empty(
            "atom:link",
            &[("rel", rel), ("href", url), ("type", media_type)],
        );
    };
    link(&mut xml, "self", &feed.feed_url, "application/rss+xml");
    if let Some(url) = &feed.next_url {
        link(&mut xml, "next", url, "application/rss+xml");
    }
    if let Some(url) = &feed.hub_url {
        xml.empty("atom:link", &[("rel", "hub"), ("href", url)]);
    }
    for item in &feed.items {
        write_item(&mut xml, item);
    }
    xml.close("channel");
    xml.close("rss");
    xml.end()
}

fn write_item(xml: &mut Xml, item: &OutItem) {
    xml.open("item", &[]);
    let is_link = item.url.as_deref() == Some(&item.id);
    let iri = item.iri();
    xml.text(
        "guid",
        &[("isPermaLink", if is_link { "true" } else { "false" })],
        &iri,
    );
    if let Some(title) = &item.title {
        xml.text("title", &[], title);
    }
    if let Some(url) = &item.url {
        xml.text("link", &[], url);
    }
    // An item must have one of title and description.
    if item.summary.is_some() || item.title.is_none() {
        xml.text(
            "description",
            &[],
            &escaped(item.summary.as_deref().unwrap_or_default()),
        );
    }
    if let Some(html) = &item.html {
        xml.text("content:encoded", &[], html);
    }
    for author in &item.authors {
        xml.text("dc:creator", &[], author);
    }
    if let Some(at) = item.published.as_deref().and_then(instant) {
        xml.text("pubDate", &[], &rfc822(at));
    }
    if let Some(at) = item.modified.as_deref().and_then(super::rfc3339) {
        xml.text("dcterms:modified", &[], &at);
    }
    for tag in &item.tags {
        xml.text("category", &[], tag);
    }
    if let Some(image) = &item.image {
        xml.empty(
            "media:content",
            &[("url", image.as_str()), ("medium", "image")],
        );
    }
    if let Some(origin) = &item.origin {
        match &origin.url {
            Some(url) => xml.text("source", &[("url", url)], &origin.name),
            None => xml.text("dc:source", &[], &origin.name),
        }
    }
    xml.close("item");
}

/// A description is HTML to its readers: plain text with markup characters is escaped once more.
fn escaped(plain: &str) -> String {
    plain
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
