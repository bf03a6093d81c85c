//! OPML 2.0: the sources that are followed, in their folders.

use dateline_store::{Feed, FeedKind};
use std::fmt::Write;

/// The whole document. Feeds come ordered by folder.
pub fn outline(feeds: &[Feed]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n<head><title>Dateline</title></head>\n<body>\n",
    );
    let mut open: Option<&str> = None;
    for feed in feeds {
        let folder = feed.folder.as_deref();
        if folder != open {
            if open.is_some() {
                out.push_str("</outline>\n");
            }
            if let Some(folder) = folder {
                let _ = writeln!(out, "<outline text=\"{0}\" title=\"{0}\">", escaped(folder));
            }
            open = folder;
        }
        out.push_str(&line(feed));
    }
    if open.is_some() {
        out.push_str("</outline>\n");
    }
    out.push_str("</body>\n</opml>\n");
    out
}

fn line(feed: &Feed) -> String {
    let title = escaped(feed.title.as_deref().unwrap_or(&feed.url));
    // "rss" is OPML's word for every kind of feed; sitemaps and watched pages are links of ours.
    let kind = match feed.kind {
        FeedKind::Feed => "rss",
        FeedKind::Sitemap => "sitemap",
        FeedKind::Page => "page",
    };
    let mut line = format!(
        "<outline type=\"{kind}\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{}\"",
        escaped(&feed.url)
    );
    if let Some(site) = &feed.site {
        let _ = write!(line, " htmlUrl=\"{}\"", escaped(site));
    }
    line.push_str("/>\n");
    line
}

/// Text for an attribute; characters that XML can't hold are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(url: &str, folder: Option<&str>) -> Feed {
        Feed {
            id: 1,
            url: url.into(),
            kind: FeedKind::Feed,
            title: Some("Tides & \"Tolls\"".into()),
            site: None,
            folder: folder.map(str::to_owned),
            added_at: 0,
            paused: false,
            gone: false,
            etag: None,
            last_modified: None,
            interval_seconds: 3600,
            next_at: 0,
            fetched_at: None,
            succeeded_at: None,
            failures: 0,
            error: None,
            entries: 0,
            fetches: 0,
            unchanged: 0,
        }
    }

    #[test]
    fn folders_open_and_close_once() {
        let feeds = [
            feed("https://a.example/1", None),
            feed("https://a.example/2", Some("North")),
            feed("https://a.example/3?x=1&y=2", Some("North")),
            feed("https://a.example/4", Some("South")),
        ];
        let opml = outline(&feeds);
        assert_eq!(opml.matches("title=\"North\"").count(), 1);
        assert_eq!(opml.matches("</outline>").count(), 2);
        assert!(opml.contains("xmlUrl=\"https://a.example/3?x=1&amp;y=2\""));
        assert!(opml.contains("text=\"Tides &amp; &quot;Tolls&quot;\""));
    }
}
