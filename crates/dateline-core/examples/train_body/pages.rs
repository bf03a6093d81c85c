//! The pages to train on, each with its blocks and their features; some are made poorer, as pages with almost no
//! metadata are.

use crate::label::{balance, label};
use dateline_core::charset;
use dateline_core::extract::blocks::{PageBlocks, segment};
use dateline_core::extract::facts::Facts;
use dateline_core::extract::features::{Features, features};
use dateline_core::html::Tree;
use rayon::prelude::*;
use serde_json::Value;
use std::io::Read;
use std::path::{Path, PathBuf};

pub struct Page {
    pub id: String,
    pub set: String,
    pub url: Option<String>,
    /// A number that the pages of one site share.
    pub site: u64,
    pub file: PathBuf,
    pub body: Option<String>,
    pub with: Vec<String>,
    pub without: Vec<String>,
    pub blocks: PageBlocks,
    pub features: Features,
    pub labels: Vec<f32>,
    pub weights: Vec<f32>,
    /// A page made poorer to train on.
    pub poorer: bool,
}

/// Reads the pages of the sets that are scored.
pub fn read_pages(file: &Path) -> Vec<Page> {
    let folder = file.parent().unwrap();
    let truth = gunzip(file);
    let rows: Vec<Value> = String::from_utf8(truth)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|row: &Value| {
            matches!(
                row["set"].as_str().unwrap(),
                "zyte" | "fundus" | "wcxb" | "traf"
            )
        })
        .collect();
    let mut pages: Vec<Page> = rows
        .par_iter()
        .flat_map_iter(|row| {
            let file = folder.join(row["html"].as_str().unwrap());
            let source = charset::decode(&gunzip(&file), None).into_owned();
            let mut pages = vec![page(row, &file, &source, false)];
            if row.get("body").is_some() {
                let poorer = if site(row) & 1 << 20 == 0 {
                    without_names(&source)
                } else {
                    with_breaks(&without_names(&source))
                };
                pages.push(page(row, &file, &poorer, true));
            }
            pages
        })
        .collect();
    balance(&mut pages);
    pages
}

fn page(row: &Value, file: &Path, source: &str, poorer: bool) -> Page {
    let string = |key: &str| row[key].as_str().map(str::to_owned);
    let list = |key: &str| -> Vec<String> {
        row[key]
            .as_array()
            .map(|items| {
                items
                    .iter()
                    .filter_map(|item| item.as_str().map(str::to_owned))
                    .collect()
            })
            .unwrap_or_default()
    };
    let tree = Tree::parse(source);
    let facts = Facts::of(&tree, row["url"].as_str());
    let blocks = segment(&tree);
    let features = features(&tree, &blocks, &facts.known());
    let mut page = Page {
        id: string("id").unwrap(),
        set: string("set").unwrap(),
        url: string("url"),
        site: site(row),
        file: file.to_owned(),
        body: string("body"),
        with: list("with"),
        without: list("without"),
        blocks,
        features,
        labels: Vec::new(),
        weights: Vec::new(),
        poorer,
    };
    label(&mut page);
    if poorer {
        page.weights.iter_mut().for_each(|weight| *weight *= 0.4);
    }
    page
}

/// A page without class names, properties and data of its own, as pages with almost no metadata are.
fn without_names(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let close = rest.find('>').map_or(rest.len(), |at| at + 1);
        let tag = &rest[..close];
        let lower = tag.to_ascii_lowercase();
        rest = &rest[close..];
        if lower.starts_with("<script") {
            rest = rest.find("</script").map_or("", |at| &rest[at..]);
            out.push_str("<script>");
        } else if lower.starts_with("<meta") {
        } else if [
            "<article",
            "<main",
            "<section",
            "<aside",
            "<header",
            "<footer",
            "<nav",
            "<figure",
            "<figcaption",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
        {
            out.push_str("<div>");
        } else if [
            "</article",
            "</main",
            "</section",
            "</aside",
            "</header",
            "</footer",
            "</nav",
            "</figure",
            "</figcaption",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
        {
            out.push_str("</div>");
        } else if lower.starts_with("<a ") {
            let href = lower
                .find("href=")
                .map_or("", |at| tag[at..].split([' ', '>']).next().unwrap_or(""));
            out.push_str(&format!("<a {href}>"));
        } else if lower.starts_with("<!") || lower.starts_with("</") || lower.starts_with("<img") {
            out.push_str(tag);
        } else {
            let end = tag.find([' ', '\n', '\t', '>', '/']).unwrap_or(tag.len());
            out.push_str(&tag[..end.max(1)]);
            out.push('>');
        }
    }
    out.push_str(rest);
    out
}

/// Paragraphs parted by breaks, as in the days of tables.
fn with_breaks(source: &str) -> String {
    source.replace("<p>", "").replace("</p>", "<br><br>")
}

pub fn gunzip(file: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    let bytes = std::fs::read(file).unwrap();
    flate2::read::MultiGzDecoder::new(&bytes[..])
        .read_to_end(&mut out)
        .unwrap();
    out
}

/// A number that pages of one site share.
fn site(row: &Value) -> u64 {
    let address = row["url"].as_str().or(row["id"].as_str()).unwrap();
    let host = address
        .split("://")
        .last()
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    let domain = psl::domain_str(host).unwrap_or(host);
    xxhash_rust::xxh3::xxh3_64(domain.as_bytes())
}
