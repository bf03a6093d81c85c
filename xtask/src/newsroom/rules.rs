//! What holds for the newsroom as a whole: enough of everything, nothing real, and a key that fits its pages.

use super::{build, design, furniture, page, source};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

fn sources() -> PathBuf {
    crate::project_root().join("xtask/newsroom")
}

fn files() -> BTreeMap<String, Vec<u8>> {
    build(&sources()).unwrap()
}

fn rows(files: &BTreeMap<String, Vec<u8>>) -> Vec<Value> {
    let key = String::from_utf8(files["samples/key.jsonl"].clone()).unwrap();
    key.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn values(rows: &[Value], pointer: &str) -> BTreeSet<String> {
    rows.iter()
        .filter_map(|row| row.pointer(pointer)?.as_str().map(str::to_owned))
        .collect()
}

/// Words of a page without its tags.
fn words_of(html: &str) -> String {
    let mut out = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => out.push(c),
            _ => {}
        }
    }
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn there_is_enough_of_everything() {
    let files = files();
    let rows = rows(&files);
    assert!(rows.len() >= 80, "{} pages", rows.len());
    assert!(values(&rows, "/outlet").len() >= 8);
    assert!(values(&rows, "/design").len() >= 8);
    assert!(values(&rows, "/language").len() >= 4);
    assert!(values(&rows, "/true_section").len() >= 15, "sections");
    let archived = rows.iter().filter(|row| row["warc"] == true).count();
    assert!(archived >= 5, "{archived} pages in the archive");
    for role in ["wire", "republished_wire", "contributed", "mention", "none"] {
        assert!(values(&rows, "/origin/role").contains(role), "no {role}");
    }
    let kinds: BTreeSet<&str> = rows
        .iter()
        .flat_map(|row| row["findings"].as_array().unwrap())
        .filter_map(|finding| finding["kind"].as_str())
        .collect();
    for kind in [
        "brand-inserted",
        "brand-in-headline",
        "false-source",
        "false-credit",
        "redated",
        "wrong-section",
        "teaser-in-body",
        "number-changed",
        "name-changed",
        "quote-changed",
        "negation-changed",
        "credit-dropped",
        "text-inserted",
    ] {
        assert!(kinds.contains(kind), "no {kind}");
    }
}

#[test]
fn the_leading_event_is_reported_by_three_and_copied_by_more() {
    let files = files();
    let rows = rows(&files);
    let flood: Vec<_> = rows
        .iter()
        .filter(|row| row["event"] == "dunmarrow-flood")
        .collect();
    let quote = "I would rather wake a hundred people for nothing than miss one";
    let own = flood
        .iter()
        .filter(|row| row["relation"].is_null() && row["origin"]["role"] == "none")
        .filter(|row| row["text"].as_str().unwrap().contains(quote));
    assert!(own.count() >= 3);
    assert!(
        flood
            .iter()
            .filter(|row| !row["relation"].is_null())
            .count()
            >= 5
    );
}

#[test]
fn every_address_is_invented() {
    // Names of formats, not places anybody goes to.
    const FORMATS: [&str; 7] = [
        "schema.org",
        "ogp.me",
        "jsonfeed.org",
        "www.w3.org",
        "purl.org",
        "www.sitemaps.org",
        "www.google.com/schemas/sitemap-news",
    ];
    for (path, bytes) in files() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(" src="), "{path} loads something");
        for (at, mark) in text.match_indices("://") {
            let rest = &text[at + mark.len()..];
            let host: String = rest
                .chars()
                .take_while(|c| !"/\"<'\\ \t\n".contains(*c))
                .collect();
            let format = FORMATS.iter().any(|name| rest.starts_with(name));
            assert!(
                format || host.ends_with(".example"),
                "{path} points at {host}"
            );
        }
    }
}

#[test]
fn the_key_fits_the_pages() {
    let mut written = source::read_folder(&sources().join("articles")).unwrap();
    written.extend(source::read_folder(&sources().join("derived")).unwrap());
    let mut pages = page::make_pages(&written).unwrap();
    furniture::fill(&mut pages);
    for page in &pages {
        let bytes = design::render(page);
        // Table pages are windows-1252: what is above ASCII is looked at elsewhere.
        let html = String::from_utf8(bytes.clone());
        let ascii = html.is_err();
        let html = html.unwrap_or_else(|_| bytes.iter().map(|b| char::from(*b)).collect());
        let fold = |text: &str| -> String {
            text.chars()
                .filter(|c| !ascii || c.is_ascii_alphanumeric())
                .collect()
        };
        let shown = fold(&words_of(&html));
        for paragraph in page.text().split("\n\n") {
            let wanted = fold(paragraph);
            assert!(shown.contains(&wanted), "{}: {paragraph}", page.name);
        }
        assert!(
            shown.contains(&fold(&page.headline)),
            "{}: headline",
            page.name
        );
        for card in &page.cards {
            assert!(
                shown.contains(&fold(&card.text)),
                "{}: {}",
                page.name,
                card.text
            );
        }
    }
}

#[test]
fn feeds_point_at_pages_of_the_key() {
    let files = files();
    let known = values(&rows(&files), "/url");
    for (path, bytes) in files
        .iter()
        .filter(|(path, _)| path.starts_with("samples/feeds/"))
    {
        let text = String::from_utf8(bytes.clone())
            .unwrap()
            .replace("&amp;", "&");
        let outlet = path.trim_start_matches("samples/feeds/");
        let found = known
            .iter()
            .filter(|url| text.contains(url.as_str()))
            .count();
        assert!(found > 0, "{outlet} has no entry");
        for marker in ["<guid isPermaLink=\"true\">", "<id>", "<loc>", "\"url\":\""] {
            for entry in text.split(marker).skip(1) {
                let url: String = entry.chars().take_while(|c| !"<\"".contains(*c)).collect();
                assert!(
                    known.contains(&url) || url.matches('/').count() == 3,
                    "{path}: {url}"
                );
            }
        }
    }
}
