//! Measures over whole pages, for `cargo xtask bench tree|worst|memory`: figures of this machine, no assertions.
//!
//! `pages tree DIR` compares our tree with html5ever's; `pages worst DIR` times every page; `pages speed FILE…` prints
//! the CPU seconds of the whole job and of the body alone; `pages memory MB` reads one long page and prints the peak.

mod compare;
mod reference;

use dateline_core::agencies::Agencies;
use dateline_core::extract::{blocks, body, extract_article, facts::Facts, features};
use dateline_core::html::Tree;
use dateline_core::model::{Body, Document};
use std::fmt::Write as _;
use std::io::Read;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some("tree"), Some(folder)) => compare::run(Path::new(&folder)),
        (Some("worst"), Some(folder)) => worst(Path::new(&folder)),
        (Some("speed"), Some(first)) => speed(std::iter::once(first).chain(words)),
        (Some("memory"), Some(size)) => {
            memory(size.parse().unwrap_or(5));
            Ok(())
        }
        _ => Err(std::io::Error::other(
            "tree DIR | worst DIR | speed FILE… | memory MB",
        )),
    }
}

/// Every `.gz` below a folder, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "gz") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// CPU milliseconds of this thread, from the kernel.
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
        .unwrap_or(f64::NAN)
        / 1e6
}

fn document(bytes: Vec<u8>) -> Document {
    Document {
        body: Body::Html(bytes),
        ..Document::default()
    }
}

/// The article's text without its facts: tree, blocks and the body's model.
fn body_alone(bytes: &[u8]) -> usize {
    let source = dateline_core::charset::decode(bytes, None);
    let tree = Tree::parse(&source);
    let facts = Facts::of(&tree, None);
    let page = blocks::segment(&tree);
    let features = features::features(&tree, &page, &facts.known());
    let sure = body::BodyModel::builtin().probabilities(&page, &features);
    body::choose(&page, &sure).len()
}

fn speed(names: impl Iterator<Item = String>) -> std::io::Result<()> {
    let pages: Vec<Vec<u8>> = names
        .map(|name| read(Path::new(&name)))
        .collect::<Result<_, _>>()?;
    let agencies = Agencies::default();
    let documents: Vec<Document> = pages.iter().cloned().map(document).collect();
    // Tables that are made once are made before the clock starts.
    if let Some(first) = documents.first() {
        extract_article(first, &agencies);
    }
    let start = cpu();
    let found = documents
        .iter()
        .filter(|page| extract_article(page, &agencies).article.error.is_none())
        .count();
    let middle = cpu();
    let blocks: usize = pages.iter().map(|page| body_alone(page)).sum();
    let end = cpu();
    for page in &pages {
        let source = dateline_core::charset::decode(page, None);
        std::hint::black_box(Tree::parse(&source).len());
    }
    let last = cpu();
    println!(
        "{} {} {} {found} {blocks}",
        middle - start,
        end - middle,
        last - end
    );
    Ok(())
}

fn worst(folder: &Path) -> std::io::Result<()> {
    let agencies = Agencies::default();
    extract_article(&document(b"<p>warm".to_vec()), &agencies);
    let mut times = Vec::new();
    for path in files(folder)? {
        let page = document(read(&path)?);
        // The better of two: the first one may have been disturbed.
        let mut best = f64::INFINITY;
        for _ in 0..2 {
            let start = cpu();
            std::hint::black_box(extract_article(&page, &agencies));
            best = best.min(cpu() - start);
        }
        let Body::Html(bytes) = &page.body else {
            continue;
        };
        times.push((best, bytes.len(), path));
    }
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (time, size, path) in times.iter().take(5) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{time:8.2} ms {:8} kB {name}", size / 1000);
    }
    println!(
        "pages {} worst {:.2} ms",
        times.len(),
        times.first().map_or(0.0, |t| t.0)
    );
    Ok(())
}

/// A page of this many megabytes: paragraphs of made-up words, no two alike.
fn long_page(megabytes: usize) -> String {
    const WORDS: [&str; 24] = [
        "the", "river", "council", "said", "bridge", "of", "opened", "after", "mayor", "Friday,",
        "two", "years", "work", "and", "a", "ferry", "that", "market", "in", "North", "Ford",
        "people", "had", "voted",
    ];
    let mut seed = 7u64;
    let mut page = String::from("<title>The long report</title><h1>The long report</h1><article>");
    let mut count = 0usize;
    while page.len() < megabytes * 1_000_000 {
        count += 1;
        let _ = write!(page, "<p>Part {count} of the report");
        for _ in 0..70 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            page.push(' ');
            page.push_str(WORDS[usize::try_from((seed >> 33) % 24).unwrap_or(0)]);
        }
        page.push_str(".</p>\n");
    }
    page + "</article>"
}

fn peak_kilobytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}

fn memory(megabytes: usize) {
    let agencies = Agencies::default();
    extract_article(&document(b"<p>warm".to_vec()), &agencies);
    let text = long_page(megabytes);
    let paragraphs = text.matches("<p>").count();
    let size = text.len();
    let page = document(text.into_bytes());
    let before = peak_kilobytes();
    let start = cpu();
    let article = extract_article(&page, &agencies).article;
    let time = cpu() - start;
    println!(
        "page {} kB, {paragraphs} paragraphs, kept {} of text {} kB, {:.0} ms, peak {} kB, {:.2} × the page (page in memory included), before {} kB, error {:?}",
        size / 1000,
        article.blocks.len(),
        article.text.len() / 1000,
        time,
        peak_kilobytes(),
        peak_kilobytes() as f64 * 1024.0 / size as f64,
        before,
        article.error
    );
}
