//! A page that is watched: which of its links lead to articles. Which are new is for the watcher to know.

use super::page::Page;
use super::plain;
use super::tracking::without_tracking;
use std::collections::HashSet;
use url::Url;

/// Links of one page that are looked at.
const MAX_LINKS: usize = 2_000;

/// Endings of what is no page.
const OTHER_FILES: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "ico", "css", "js", "json", "xml", "rss",
    "atom", "pdf", "zip", "gz", "mp3", "m4a", "mp4", "m3u8", "webm", "doc", "docx", "xls", "xlsx",
    "ics", "woff", "woff2",
];

/// A link within the page's own site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteLink {
    /// Absolute, without fragment and tracking parameters.
    pub url: String,
    /// Its address is made like an article's: a long slug, a date or a number. Without it, only its being new speaks
    /// for it.
    pub is_likely: bool,
}

/// The links of a page to other pages of its site, in page order, each once.
pub fn site_links(html: &[u8], page_url: &str) -> Vec<SiteLink> {
    let Ok(here) = Url::parse(page_url) else {
        return Vec::new();
    };
    let page = Page::scan(&plain::decode(html));
    let mut seen = HashSet::new();
    let anchors = page.links.iter().filter(|link| link.is_anchor);
    let links = anchors.filter_map(|link| {
        let url = Url::parse(&page.absolute(&link.href, Some(page_url))?).ok()?;
        let url = lasting(&here, url)?;
        seen.insert(url.clone()).then(|| SiteLink {
            is_likely: is_likely(&url),
            url,
        })
    });
    links.take(MAX_LINKS).collect()
}

/// The address of another page of the same site; `None` for everything else.
fn lasting(here: &Url, mut url: Url) -> Option<String> {
    url.set_fragment(None);
    let page = matches!(url.scheme(), "http" | "https") && site(&url)? == site(here)?;
    let path = url.path();
    let last = path.rsplit('/').next().unwrap_or_default();
    let ending = last.rsplit_once('.').map(|(_, end)| end);
    let other_file = ending.is_some_and(|end| {
        let end = end.to_ascii_lowercase();
        OTHER_FILES.contains(&end.as_str())
    });
    // The page itself, under any query, and the folders it lies in.
    let above = here.path().starts_with(path) && url.host_str() == here.host_str();
    (page && !other_file && !above).then(|| without_tracking(url.as_str()))
}

/// What belongs together: the registrable domain, or else the host as it is.
fn site(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let domain = psl::domain_str(host).unwrap_or(host);
    Some(domain.to_ascii_lowercase())
}

/// Words that a slug has at least: fewer name a section.
const SLUG_WORDS: usize = 4;
/// Digits of an article's number or date.
const NUMBER_DIGITS: usize = 4;

fn is_likely(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let digits = |text: &str| {
        text.split(|c: char| !c.is_ascii_digit())
            .any(|run| run.len() >= NUMBER_DIGITS)
    };
    let last = url.path().trim_end_matches('/').rsplit('/').next();
    let words = last
        .unwrap_or_default()
        .split(['-', '_'])
        .filter(|word| !word.is_empty());
    words.count() >= SLUG_WORDS || digits(url.path()) || url.query().is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_articles_are_told_from_the_rest() {
        let html = br##"<base href="/coast/"><nav><a href="/">Home</a> <a href="/coast">Coast</a> <a href="/sport">Sport</a></nav>
            <a href="ferry-runs-aground-off-ellery?utm_source=front#top">One</a> <a href="ferry-runs-aground-off-ellery">again</a>
            <a href="https://www.courier.example/2026/03/04/fog">Two</a> <a href="/show?id=48213">Three</a>
            <a href="https://elsewhere.example/a-story-of-another-house">no</a> <a href="javascript:void(0)">no</a>
            <a href="/files/report-of-the-harbour-board.pdf">no</a> <a href="?page=2">no</a>"##;
        let links = site_links(html, "https://courier.example/coast/");
        let of = |likely: bool| -> Vec<&str> {
            let of = links.iter().filter(|link| link.is_likely == likely);
            of.map(|link| link.url.as_str()).collect()
        };
        assert_eq!(
            of(true),
            [
                "https://courier.example/coast/ferry-runs-aground-off-ellery",
                "https://www.courier.example/2026/03/04/fog",
                "https://courier.example/show?id=48213"
            ]
        );
        assert_eq!(of(false), ["https://courier.example/sport"]);
        assert_eq!(site_links(html, "no address"), []);
    }
}
