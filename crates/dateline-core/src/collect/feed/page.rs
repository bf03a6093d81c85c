//! An entry as a page, so that the text a feed carries is extracted like any other.

use super::{Entry, Feed, markup};
use std::fmt::Write;

/// Characters from which a summary is taken for the whole text: few teasers are longer.
const FULL_SUMMARY: usize = 800;

impl Entry {
    /// The whole text as HTML, where the feed carries it: its content, or a summary that is as long as a text.
    pub fn full_text(&self) -> Option<&str> {
        let summary = self.summary.as_deref();
        let summary = summary.filter(|html| markup::plain(html).chars().count() >= FULL_SUMMARY);
        match (self.html.as_deref(), summary) {
            (Some(html), Some(summary)) if summary.len() > html.len() * 2 => Some(summary),
            (Some(html), _) => Some(html),
            (None, summary) => summary,
        }
    }

    /// A page with the entry's text and what the feed states about it; `None` when the feed doesn't carry the text.
    pub fn page(&self, feed: &Feed) -> Option<String> {
        let text = self.full_text()?;
        let mut out = String::from("<!DOCTYPE html>\n<html");
        if let Some(language) = feed.feed.text("language") {
            let _ = write!(out, " lang=\"{}\"", attribute(language));
        }
        out.push_str("><head><meta charset=\"utf-8\">\n");
        if let Some(title) = &self.title {
            let _ = writeln!(out, "<title>{}</title>", attribute(title));
        }
        if let Some(url) = &self.url {
            let _ = writeln!(out, "<link rel=\"canonical\" href=\"{}\">", attribute(url));
        }
        let mut meta = |property: &str, value: Option<&str>| {
            if let Some(value) = value {
                let _ = writeln!(
                    out,
                    "<meta property=\"{property}\" content=\"{}\">",
                    attribute(value)
                );
            }
        };
        meta("og:title", self.title.as_deref());
        meta("og:site_name", feed.title().as_deref());
        meta("article:published_time", self.published_at.as_deref());
        meta("article:modified_time", self.updated_at.as_deref());
        meta("og:image", self.image.as_deref());
        for author in &self.authors {
            meta("article:author", Some(author));
        }
        for tag in &self.tags {
            meta("article:tag", Some(tag));
        }
        out.push_str("</head><body><article>\n");
        if let Some(title) = &self.title {
            let _ = writeln!(out, "<h1>{}</h1>", attribute(title));
        }
        out.push_str(text);
        out.push_str("\n</article></body></html>\n");
        Some(out)
    }
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
