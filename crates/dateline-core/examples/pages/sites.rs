//! What a site memory is worth: bodies scored without it and with it, over pages of outlets that have several.
//!
//! Reads a list of pages with their true text (`truth.jsonl.gz` of the extraction bench, `samples/key.jsonl` of the sample
//! newsroom). The memory learns all pages, then each is cleaned; a page's own article never counts against it.

use crate::read;
use dateline_core::agencies::Agencies;
use dateline_core::extract::site_memory::{SiteMemory, site_of};
use dateline_core::extract::{Extraction, extract_with_lines};
use dateline_core::model::{Body, Document};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

struct Page {
    set: String,
    truth: String,
    site: String,
    extraction: Extraction,
}

pub fn run(list: &Path) -> std::io::Result<()> {
    let mut agencies = Agencies::builtin();
    let folder = list.parent().unwrap_or(Path::new("."));
    if let Ok(more) = std::fs::read_to_string(folder.join("agencies.jsonl")) {
        agencies.extend(&more).map_err(std::io::Error::other)?;
    }
    let rows = if list.extension().is_some_and(|end| end == "gz") {
        String::from_utf8_lossy(&read(list)?).into_owned()
    } else {
        std::fs::read_to_string(list)?
    };
    let mut pages = Vec::new();
    for line in rows.lines() {
        let row: Value = serde_json::from_str(line)?;
        pages.extend(page(&row, folder, &agencies)?);
    }
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    for page in &pages {
        *sizes.entry(&page.site).or_default() += 1;
    }
    let mut memory = SiteMemory::default();
    for page in &pages {
        memory.learn(&page.extraction);
    }
    let mut sets: BTreeMap<(&str, usize), Score> = BTreeMap::new();
    for page in &pages {
        let mut cleaned = page.extraction.clone();
        let blocks = memory.clean(&mut cleaned, &agencies);
        // All pages of the set, and those of sites with 2, 4 or more.
        for least in [1, 2, 4] {
            if sizes[page.site.as_str()] >= least {
                let score = sets.entry((&page.set, least)).or_default();
                score.add(page, &cleaned, blocks);
            }
        }
    }
    println!(
        "set, pages of its site at least | pages | F1 without | F1 with | blocks taken out | their true words, others"
    );
    for ((set, least), score) in sets {
        println!("{set}, {least} | {score}");
    }
    Ok(())
}

fn page(row: &Value, folder: &Path, agencies: &Agencies) -> std::io::Result<Option<Page>> {
    let text = |key: &str| row[key].as_str().map(str::to_owned);
    let path = match (text("html"), text("file")) {
        (Some(path), _) => folder.join(path),
        (None, Some(path)) => folder.parent().unwrap_or(folder).join(path),
        (None, None) => return Ok(None),
    };
    let (Some(truth), Some(url)) = (text("body").or_else(|| text("text")), text("url")) else {
        return Ok(None);
    };
    let bytes = match path.extension().is_some_and(|end| end == "gz") {
        true => read(&path)?,
        false => std::fs::read(&path)?,
    };
    let document = Document {
        url: Some(url),
        body: Body::Html(bytes),
        ..Document::default()
    };
    let extraction = extract_with_lines(&document, agencies);
    Ok(site_of(&extraction).map(|site| Page {
        set: text("set").unwrap_or_else(|| "newsroom".to_owned()),
        truth,
        site,
        extraction,
    }))
}

#[derive(Default)]
struct Score {
    without: Shares,
    with: Shares,
    blocks: usize,
    true_words: usize,
    other_words: usize,
}

/// Sums of precision and recall over pages.
#[derive(Default)]
struct Shares {
    pages: f64,
    precision: f64,
    recall: f64,
}

impl Shares {
    fn add(&mut self, truth: &str, found: &str) {
        let (truth, found) = (shingles(truth), shingles(found));
        let total = |bag: &HashMap<Vec<String>, usize>| bag.values().sum::<usize>().max(1);
        let matched: usize = truth
            .iter()
            .map(|(run, count)| found.get(run).map_or(0, |other| *other.min(count)))
            .sum();
        self.pages += 1.0;
        self.precision += matched as f64 / total(&found) as f64;
        self.recall += matched as f64 / total(&truth) as f64;
    }

    fn f1(&self) -> f64 {
        let (p, r) = (self.precision / self.pages, self.recall / self.pages);
        2.0 * p * r / (p + r)
    }
}

impl Score {
    fn add(&mut self, page: &Page, cleaned: &Extraction, blocks: usize) {
        let before = &page.extraction.article;
        self.without.add(&page.truth, &before.text);
        self.with.add(&page.truth, &cleaned.article.text);
        self.blocks += blocks;
        let gone = before
            .blocks
            .iter()
            .filter(|block| !cleaned.article.blocks.contains(block));
        for block in gone {
            let words = words(&block.text).len();
            match page.truth.contains(&block.text) {
                true => self.true_words += words,
                false => self.other_words += words,
            }
        }
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{} | {:.4} | {:.4} | {} | {}, {}",
            self.with.pages,
            self.without.f1(),
            self.with.f1(),
            self.blocks,
            self.true_words,
            self.other_words
        )
    }
}

/// Words of letters and digits; a Chinese or Japanese character is a word of its own.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for c in text.chars() {
        let wide = matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}');
        if !c.is_alphanumeric() {
            open = false;
        } else if wide || !open {
            out.push(c.to_string());
            open = !wide;
        } else if let Some(word) = out.last_mut() {
            word.push(c);
        }
    }
    out
}

fn shingles(text: &str) -> HashMap<Vec<String>, usize> {
    let words = words(text);
    let mut bag = HashMap::new();
    for run in words.windows(words.len().clamp(1, 4)) {
        *bag.entry(run.to_vec()).or_default() += 1;
    }
    bag
}
