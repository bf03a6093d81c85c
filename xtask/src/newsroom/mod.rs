//! The sample newsroom: hand-written articles become pages, feeds, a sitemap, an archive and the key to them all.
//!
//! `source` reads what was written, `page` says what stands on a page and what is true of it (`derive` notes what was
//! done to a text on its way), `furniture` chooses what stands around it, `design` writes the HTML.

mod archive;
mod derive;
mod design;
mod feed;
mod furniture;
mod key;
mod markup;
mod outlet;
mod page;
#[cfg(test)]
mod rules;
mod source;
mod when;

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::Path;

/// The farm's page that the tests of tracing begin with, also written as plain text.
const TWIN: &str = "farm-velk-vantolyn";

/// Every file of the newsroom, by its path under the project root.
pub fn build(sources: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut written = source::read_folder(&sources.join("articles"))?;
    written.extend(source::read_folder(&sources.join("derived"))?);
    let mut pages = page::make_pages(&written)?;
    furniture::fill(&mut pages);
    let mut files = BTreeMap::new();
    for page in &pages {
        if let Some(path) = &page.file {
            files.insert(path.clone(), design::render(page));
        }
    }
    for outlet in outlet::OUTLETS {
        if let Some((path, text)) = feed::feed(outlet, &pages) {
            files.insert(path, text.into_bytes());
        }
    }
    let wire = outlet::outlet("merrow")?;
    let sitemap = feed::sitemap(wire, &pages);
    files.insert(
        "samples/feeds/merrow-sitemap-news.xml".into(),
        sitemap.into_bytes(),
    );
    files.insert("samples/archive.warc.gz".into(), archive::archive(&pages)?);
    files.insert("samples/key.jsonl".into(), key::key(&pages)?.into_bytes());
    for (path, list) in key::addresses(&pages) {
        files.insert(path, list.into_bytes());
    }
    let twin = page::page_named(&pages, TWIN).context("the twin is missing")?;
    files.insert(
        "xtask/newsroom/twin.txt".into(),
        key::plain_page(twin).into_bytes(),
    );
    Ok(files)
}

/// One line on what was built.
pub fn summary(files: &BTreeMap<String, Vec<u8>>) -> String {
    let pages = files.keys().filter(|path| path.ends_with(".html")).count();
    let feeds = files
        .keys()
        .filter(|path| path.starts_with("samples/feeds/"))
        .count();
    let rows = files.get("samples/key.jsonl").map_or(0, |key| {
        key.split(|byte| *byte == b'\n').count().saturating_sub(1)
    });
    format!("{rows} pages ({pages} files, the rest in the archive), {feeds} feeds and sitemaps")
}
