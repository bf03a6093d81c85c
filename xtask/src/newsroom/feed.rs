//! The outlets' feeds, newest first, and the wire's news sitemap. Entries point at the pages' own addresses.

use super::markup::{cut_at_word, escape, json};
use super::outlet::{FeedFormat, Outlet};
use super::page::Page;

/// Entries in a feed.
const ENTRIES: usize = 20;

/// File name and text of an outlet's feed.
pub fn feed(outlet: &Outlet, pages: &[Page]) -> Option<(String, String)> {
    let mut own: Vec<&Page> = pages
        .iter()
        .filter(|page| page.outlet.key == outlet.key && page.file.is_some())
        .collect();
    own.sort_by_key(|page| (-page.published.instant(), page.name.clone()));
    own.truncate(ENTRIES);
    let newest = own.first()?;
    let (ending, text) = match outlet.feed? {
        FeedFormat::Rss => ("rss", rss(outlet, newest, &own)),
        FeedFormat::Atom => ("atom", atom(outlet, newest, &own)),
        FeedFormat::Json => ("json", json_feed(outlet, &own)),
    };
    Some((format!("samples/feeds/{}.{ending}", outlet.key), text))
}

fn summary(page: &Page) -> String {
    cut_at_word(&page.opening(), 240)
}

fn rss(outlet: &Outlet, newest: &Page, pages: &[&Page]) -> String {
    let items: String = pages
        .iter()
        .map(|page| {
            format!(
                "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid isPermaLink=\"true\">{url}</guid>\n\
<pubDate>{}</pubDate>\n{}{}<description>{}</description>\n</item>\n",
                escape(&page.headline),
                page.published.rfc822(),
                page.section
                    .as_ref()
                    .map_or_else(String::new, |s| format!("<category>{}</category>\n", escape(s))),
                page.bylines
                    .iter()
                    .map(|name| format!("<dc:creator>{}</dc:creator>\n", escape(name)))
                    .collect::<String>(),
                escape(&summary(page)),
                url = escape(&page.url),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n\
<language>{}</language>\n<lastBuildDate>{}</lastBuildDate>\n\
<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{1}feed.rss\"/>\n{items}</channel>\n</rss>\n",
        escape(outlet.name),
        outlet.home(),
        escape(outlet.tagline),
        outlet.language,
        newest.published.rfc822(),
    )
}

fn atom(outlet: &Outlet, newest: &Page, pages: &[&Page]) -> String {
    let entries: String = pages
        .iter()
        .map(|page| {
            format!(
                "<entry>\n<title>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n<id>{url}</id>\n\
<published>{}</published>\n<updated>{}</updated>\n{}<summary>{}</summary>\n</entry>\n",
                escape(&page.headline),
                page.published.full(),
                page.modified.unwrap_or(page.published).full(),
                page.bylines
                    .iter()
                    .map(|name| format!("<author><name>{}</name></author>\n", escape(name)))
                    .collect::<String>(),
                escape(&summary(page)),
                url = escape(&page.url),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
<title>{name}</title>\n<subtitle>{}</subtitle>\n<link rel=\"alternate\" href=\"{home}\"/>\n\
<link rel=\"self\" href=\"{home}feed.atom\"/>\n<id>{home}</id>\n<updated>{}</updated>\n\
<author><name>{name}</name></author>\n{entries}</feed>\n",
        outlet.language,
        escape(outlet.tagline),
        newest.modified.unwrap_or(newest.published).full(),
        name = escape(outlet.name),
        home = outlet.home(),
    )
}

fn json_feed(outlet: &Outlet, pages: &[&Page]) -> String {
    let items: Vec<String> = pages
        .iter()
        .map(|page| {
            let authors: Vec<String> = page
                .bylines
                .iter()
                .map(|name| format!("{{\"name\":{}}}", json(name)))
                .collect();
            format!(
                "{{\"id\":{url},\"url\":{url},\"title\":{},\"summary\":{},\"date_published\":\"{}\",\"authors\":[{}]}}",
                json(&page.headline),
                json(&summary(page)),
                page.published.full(),
                authors.join(","),
                url = json(&page.url),
            )
        })
        .collect();
    format!(
        "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{},\"home_page_url\":{},\"feed_url\":{},\
\"description\":{},\"language\":\"{}\",\"items\":[\n{}\n]}}\n",
        json(outlet.name),
        json(&outlet.home()),
        json(&format!("{}feed.json", outlet.home())),
        json(outlet.tagline),
        outlet.language,
        items.join(",\n"),
    )
}

/// The wire's news sitemap: its pages that stand as files.
pub fn sitemap(outlet: &Outlet, pages: &[Page]) -> String {
    let urls: String = pages
        .iter()
        .filter(|page| page.outlet.key == outlet.key && page.file.is_some())
        .map(|page| {
            format!(
                "<url>\n<loc>{}</loc>\n<lastmod>{}</lastmod>\n<news:news>\n<news:publication><news:name>{}</news:name>\
<news:language>{}</news:language></news:publication>\n<news:publication_date>{}</news:publication_date>\n\
<news:title>{}</news:title>\n</news:news>\n</url>\n",
                escape(&page.url),
                page.modified.unwrap_or(page.published).full(),
                escape(outlet.name),
                outlet.language,
                page.published.full(),
                escape(&page.headline),
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n{urls}</urlset>\n"
    )
}
