//! Which feeds a page announces: `link` elements, and where there are none, anchors that look like feeds.

use super::page::{Link, Page};
use super::plain;

pub use super::page::stated_address;

/// A feed that a page announces.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Announced {
    /// Address of the feed, made absolute.
    pub url: String,
    /// What the page calls it.
    pub title: Option<String>,
    /// Media type, as stated.
    #[serde(rename = "type")]
    pub media_type: Option<String>,
}

/// The feeds that a page announces, in page order, each once.
pub fn find_feeds(html: &[u8], page_url: Option<&str>) -> Vec<Announced> {
    let page = Page::scan(&plain::decode(html));
    let stated: Vec<&Link> = page.links.iter().filter(|link| is_stated(link)).collect();
    let links = if stated.is_empty() {
        page.links.iter().filter(|link| is_likely(link)).collect()
    } else {
        stated
    };
    let mut found: Vec<Announced> = Vec::new();
    for link in links.into_iter().take(500) {
        let href = without_feed_scheme(&link.href);
        let url = page.absolute(&href, page_url).unwrap_or(href);
        if found.iter().all(|known| known.url != url) {
            found.push(Announced {
                url,
                title: link.title.clone(),
                media_type: Some(link.media_type.clone()).filter(|t| !t.is_empty()),
            });
        }
    }
    found
}

/// Where feeds commonly are, to be tried when a page announces none.
pub fn common_places(page_url: &str) -> Vec<String> {
    let Ok(page) = url::Url::parse(page_url) else {
        return Vec::new();
    };
    let paths = [
        "/feed",
        "/rss",
        "/feed.xml",
        "/rss.xml",
        "/atom.xml",
        "/index.xml",
        "/feed.json",
        "/feeds/posts/default",
        "/?feed=rss2",
    ];
    paths
        .iter()
        .filter_map(|path| page.join(path).ok())
        .map(String::from)
        .collect()
}

fn is_stated(link: &Link) -> bool {
    let mut rels = link.rel.split_ascii_whitespace();
    if link.is_anchor || !rels.any(|rel| matches!(rel, "alternate" | "feed")) {
        return false;
    }
    let path = path_of(&link.href);
    match link.media_type.split(';').next().unwrap_or_default().trim() {
        "application/rss+xml"
        | "application/atom+xml"
        | "application/feed+json"
        | "application/x.atom+xml"
        | "application/x-atom+xml"
        | "application/x-rss+xml"
        | "text/xml"
        | "application/xml"
        | "text/rss+xml"
        | "text/atom+xml" => true,
        "application/rdf+xml" => {
            path.contains("rss") || path.contains("feed") || path.ends_with(".rdf")
        }
        "application/json" => path.ends_with("feed.json") || path.ends_with("/feed/json"),
        "" => link.rel.contains("feed") || has_feed_name(&path),
        _ => false,
    }
}

/// An anchor that leads to a feed, by its type or address.
fn is_likely(link: &Link) -> bool {
    if !link.is_anchor || link.href.starts_with(['#', '?']) {
        return false;
    }
    if matches!(
        link.media_type.as_str(),
        "application/rss+xml" | "application/atom+xml" | "application/feed+json"
    ) {
        return true;
    }
    let scheme = link.href.split(':').next().unwrap_or_default();
    if matches!(scheme, "mailto" | "javascript" | "tel") {
        return false;
    }
    has_feed_name(&path_of(&link.href)) || link.href.starts_with("feed:")
}

fn has_feed_name(path: &str) -> bool {
    let last = path
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default();
    matches!(
        last,
        "feed"
            | "rss"
            | "atom"
            | "rss2"
            | "feed.xml"
            | "rss.xml"
            | "atom.xml"
            | "index.xml"
            | "feed.json"
    ) || [".rss", ".rdf", ".atom"]
        .iter()
        .any(|end| last.ends_with(end))
        || (last.ends_with(".xml")
            && (last.contains("rss") || last.contains("feed") || last.contains("atom")))
}

fn path_of(href: &str) -> String {
    let end = href.find(['?', '#']).unwrap_or(href.len());
    href[..end].to_ascii_lowercase()
}

fn without_feed_scheme(href: &str) -> String {
    match href.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("http") => rest.to_owned(),
        Some(rest) => format!("http:{rest}"),
        None => href.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(html: &str) -> Vec<String> {
        let found = find_feeds(html.as_bytes(), Some("https://lune.example/a/b.html"));
        found.into_iter().map(|feed| feed.url).collect()
    }

    #[test]
    fn reads_link_elements() {
        let html = "<!-- <link rel=alternate type=application/rss+xml href=/no> --><script>'<link rel=alternate \
            type=application/rss+xml href=/no>'</script><LINK TITLE='Lune' REL='x ALTERNATE' type=' application/Rss+xml '\
            HREF='&#47;feed?a=1&amp;b=2'><link rel=alternate type=application/json href=/wp-json/1>\
            <link rel=alternate type=text/html href=/de><a href=/other.rss>feed</a>";
        assert_eq!(urls(html), ["https://lune.example/feed?a=1&b=2"]);
        let found = find_feeds(html.as_bytes(), None);
        assert_eq!(found[0].title.as_deref(), Some("Lune"));
    }

    #[test]
    fn the_base_counts_wherever_it_stands() {
        let html =
            "<link rel=alternate type=application/atom+xml href=f><base href='//cdn.example/x/'>";
        assert_eq!(urls(html), ["https://cdn.example/x/f"]);
    }

    #[test]
    fn anchors_stand_in() {
        let html = "<a href='/news.rss'>RSS</a><a href=/feed/>x</a><a href=/feeding-cats>no</a><a href=/news.rss>again</a>";
        assert_eq!(
            urls(html),
            [
                "https://lune.example/news.rss",
                "https://lune.example/feed/"
            ]
        );
    }

    #[test]
    fn a_page_states_its_address() {
        let html = "<meta property=og:url content='https://lune.example/og'><link rel=canonical href='https://lune.example/c'>";
        assert_eq!(
            stated_address(html).as_deref(),
            Some("https://lune.example/c")
        );
        assert_eq!(stated_address("<link rel=canonical href=/c>"), None);
    }
}
