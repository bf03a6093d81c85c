//! Trains the body model on pages with known bodies and says how good it is on sites it hasn't seen.
//!
//!     train_body TRUTH.jsonl.gz OUT.forest [--folds N] [--final]
//!
//! TRUTH has one JSON object a line with `id`, `html` (path relative to TRUTH, gzipped), `url`, and `body`, or `with`
//! and `without`. Figures are cross-validated: pages of one site are never on both sides. OUT is written from all
//! pages when `--final` is given.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod boost;
mod score;

use boost::{Settings, Table};
use dateline_core::charset;
use dateline_core::extract::blocks::{PageBlocks, segment};
use dateline_core::extract::body::{BodyModel, Surroundings, choose, second_row};
use dateline_core::extract::facts::Facts;
use dateline_core::extract::features::{Features, features};
use dateline_core::extract::forest::Forest;
use dateline_core::html::Tree;
use rayon::prelude::*;
use score::BodyScore;
use std::collections::{HashMap, HashSet};
use std::io::Read;
use std::path::Path;

struct Page {
    id: String,
    set: String,
    fold: usize,
    body: Option<String>,
    with: Vec<String>,
    without: Vec<String>,
    blocks: PageBlocks,
    features: Features,
    labels: Vec<f32>,
    weights: Vec<f32>,
    /// A page made poorer to train on; it isn't scored.
    poorer: bool,
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .and_then(|at| args.get(at + 1))
    };
    let folds: usize = option("--folds").map_or(5, |n| n.parse().unwrap());
    let rounds: usize = option("--rounds").map_or(150, |n| n.parse().unwrap());
    let pages = read_pages(Path::new(&args[0]), folds);
    let rows: usize = pages.iter().map(|page| page.labels.len()).sum();
    println!(
        "{} pages, {rows} blocks, {} features",
        pages.len(),
        pages[0].features.width
    );
    report("oracle", &pages, false, |page| page.labels.clone());

    // First model, each page answered by one that hasn't seen its site.
    let all: Vec<usize> = (0..folds).collect();
    let first_models: Vec<Forest> = all
        .iter()
        .map(|fold| train_first(&pages, |page| page.fold != *fold, rounds))
        .collect();
    let first: Vec<Vec<f32>> = pages
        .par_iter()
        .map(|page| answers(&first_models[page.fold], page))
        .collect();
    report("first", &pages, false, |page| {
        first[index(&pages, page)].clone()
    });

    let second_models: Vec<Forest> = all
        .iter()
        .map(|fold| train_second(&pages, &first, |page| page.fold != *fold, rounds))
        .collect();
    let second: Vec<Vec<f32>> = pages
        .par_iter()
        .zip(&first)
        .map(|(page, first)| {
            let around = Surroundings::new(&page.blocks, &page.features, first);
            let mut row = Vec::new();
            (0..first.len())
                .map(|i| {
                    second_row(&page.blocks, &page.features, first, &around, i, &mut row);
                    second_models[page.fold].probability(&row)
                })
                .collect()
        })
        .collect();
    for threshold in [0.4f32, 0.5, 0.6] {
        report(&format!("second {threshold}"), &pages, false, |page| {
            second[index(&pages, page)]
                .iter()
                .map(|p| p - threshold + 0.5)
                .collect()
        });
    }
    report("poorer", &pages, true, |page| {
        second[index(&pages, page)].clone()
    });
    if let Some(file) = option("--predictions") {
        let mut out = String::new();
        for (page, probabilities) in pages.iter().zip(&second).filter(|(page, _)| !page.poorer) {
            let row = serde_json::json!({"id": page.id, "body": text(page, probabilities)});
            out += &format!("{row}\n");
        }
        std::fs::write(file, out).unwrap();
    }
    if args.iter().any(|a| a == "--final") {
        let model = BodyModel {
            first: train_first(&pages, |_| true, rounds),
            second: train_second(&pages, &first, |_| true, rounds),
        };
        std::fs::write(&args[1], model.to_bytes()).unwrap();
    }
}

fn index(pages: &[Page], page: &Page) -> usize {
    pages
        .iter()
        .position(|other| std::ptr::eq(other, page))
        .unwrap()
}

fn settings(rounds: usize, seed: u64) -> Settings {
    let option =
        |name: &str, usual: f32| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    Settings {
        rounds,
        leaves: option("LEAVES", 24.0) as usize,
        rate: option("RATE", 0.1),
        min_hessian: option("MIN_HESSIAN", 0.3),
        ridge: option("RIDGE", 1.0),
        feature_share: option("FEATURE_SHARE", 0.4),
        row_share: option("ROW_SHARE", 0.7),
        seed,
    }
}

fn answers(model: &Forest, page: &Page) -> Vec<f32> {
    (0..page.labels.len())
        .map(|i| model.probability(page.features.row(i)))
        .collect()
}

/// The weight of a block in training; `None` when it is left out. Of the many short furniture blocks of a page one in
/// four stands for the others.
fn sampled(page: &Page, i: usize) -> Option<f32> {
    let weight = page.weights[i];
    let furniture = page.labels[i] < 0.5 && !page.features.prose[i] && page.features.words[i] < 15;
    match (
        weight > 0.0,
        furniture,
        i % 4 == page.blocks.blocks.len() % 4,
    ) {
        (false, ..) | (_, true, false) => None,
        (_, true, true) => Some(weight * 4.0),
        _ => Some(weight),
    }
}

fn train_first(pages: &[Page], wanted: impl Fn(&Page) -> bool, rounds: usize) -> Forest {
    let mut table = Table::default();
    for page in pages.iter().filter(|page| wanted(page)) {
        for i in 0..page.labels.len() {
            if let Some(weight) = sampled(page, i) {
                table.push(page.features.row(i), page.labels[i], weight);
            }
        }
    }
    boost::train(&table, &settings(rounds, 1))
}

fn train_second(
    pages: &[Page],
    first: &[Vec<f32>],
    wanted: impl Fn(&Page) -> bool,
    rounds: usize,
) -> Forest {
    let mut table = Table::default();
    let mut row = Vec::new();
    for (page, first) in pages.iter().zip(first).filter(|(page, _)| wanted(page)) {
        let around = Surroundings::new(&page.blocks, &page.features, first);
        for i in 0..page.labels.len() {
            if let Some(weight) = sampled(page, i) {
                second_row(&page.blocks, &page.features, first, &around, i, &mut row);
                table.push(&row, page.labels[i], weight);
            }
        }
    }
    boost::train(&table, &settings(rounds, 2))
}

fn text(page: &Page, probabilities: &[f32]) -> String {
    let chosen = choose(&page.blocks, probabilities);
    let texts: Vec<&str> = chosen
        .iter()
        .map(|i| page.blocks.text_of(&page.blocks.blocks[*i]))
        .collect();
    texts.join("\n\n")
}

fn report(
    name: &str,
    pages: &[Page],
    poorer: bool,
    probabilities: impl Fn(&Page) -> Vec<f32> + Sync,
) {
    let texts: Vec<String> = pages
        .par_iter()
        .map(|page| text(page, &probabilities(page)))
        .collect();
    let mut line = format!("{name:12}");
    let mut sum = 0.0;
    for set in ["zyte", "fundus", "wcxb"] {
        let mut scores = BodyScore::default();
        for (page, text) in pages
            .iter()
            .zip(&texts)
            .filter(|(page, _)| page.set == set && page.poorer == poorer)
        {
            if let Some(body) = &page.body {
                scores.add(body, text);
            }
        }
        let (f1, p, r, exact) = scores.result();
        sum += f1 / 3.0;
        line += &format!("  {set} {f1:.4} ({p:.3}/{r:.3}, exact {exact:.3})");
    }
    let (mut tp, mut fp, mut wanted) = (0.0, 0.0, 0.0);
    for (page, text) in pages
        .iter()
        .zip(&texts)
        .filter(|(page, _)| page.set == "traf")
    {
        let flat = score::one_space(text);
        let has = |segment: &&String| flat.contains(&score::one_space(segment));
        tp += page.with.iter().filter(has).count() as f64;
        fp += page.without.iter().filter(has).count() as f64;
        wanted += page.with.len() as f64;
    }
    let segments = 2.0 * tp / (tp + fp + wanted).max(1.0);
    println!(
        "{line}  traf {segments:.4}  body {sum:.4}  headline {:.4}",
        (sum * 3.0 + segments) / 4.0
    );
}

fn read_pages(file: &Path, folds: usize) -> Vec<Page> {
    let folder = file.parent().unwrap();
    let truth = gunzip(file);
    let rows: Vec<serde_json::Value> = String::from_utf8(truth)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|row: &serde_json::Value| {
            matches!(
                row["set"].as_str().unwrap(),
                "zyte" | "fundus" | "wcxb" | "traf"
            )
        })
        .collect();
    rows.par_iter()
        .flat_map_iter(|row| {
            let bytes = gunzip(&folder.join(row["html"].as_str().unwrap()));
            let source = charset::decode(&bytes, None).into_owned();
            let mut pages = vec![page(row, &source, folds, false)];
            if row.get("body").is_some() {
                let poorer = if site(row) & 1 << 20 == 0 {
                    without_names(&source)
                } else {
                    with_breaks(&without_names(&source))
                };
                pages.push(page(row, &poorer, folds, true));
            }
            pages
        })
        .collect()
}

fn page(row: &serde_json::Value, source: &str, folds: usize, poorer: bool) -> Page {
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
        fold: (site(row) % folds as u64) as usize,
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

fn gunzip(file: &Path) -> Vec<u8> {
    let mut out = Vec::new();
    let bytes = std::fs::read(file).unwrap();
    flate2::read::MultiGzDecoder::new(&bytes[..])
        .read_to_end(&mut out)
        .unwrap();
    out
}

/// A number that pages of one site share.
fn site(row: &serde_json::Value) -> u64 {
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

/// Says of each block whether it is in the body and how much that matters.
fn label(page: &mut Page) {
    let count = page.blocks.blocks.len();
    page.labels = vec![0.0; count];
    page.weights = vec![0.0; count];
    match &page.body {
        Some(body) => {
            let body = body.clone();
            label_by_body(page, &body);
        }
        None => label_by_segments(page),
    }
    // Where both are known (some sets give both), the body decides.
}

fn label_by_body(page: &mut Page, body: &str) {
    let truth = score::tokens(body);
    let known: HashSet<&[&str]> = score::shingles(&truth).collect();
    let lines: HashSet<Vec<&str>> = body
        .lines()
        .map(score::tokens)
        .filter(|line| !line.is_empty())
        .collect();
    let count = page.blocks.blocks.len();
    let mut labels = vec![0.0f32; count];
    let mut by_text: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    let mut short = Vec::new();
    for (i, block) in page.blocks.blocks.iter().enumerate() {
        let words = score::tokens(page.blocks.text_of(block));
        if words.is_empty() {
            continue;
        }
        if words.len() >= 4 {
            let all = score::shingles(&words).count();
            let hits = score::shingles(&words)
                .filter(|shingle| known.contains(shingle))
                .count();
            if hits * 2 > all {
                labels[i] = 1.0;
            }
        } else if lines.contains(&words) {
            short.push(i);
        }
        by_text.entry(words).or_default().push(i);
    }
    let company = |labels: &[f32], i: usize| -> f32 {
        (1..=6usize)
            .flat_map(|step| [i.checked_sub(step), Some(i + step)])
            .flatten()
            .filter_map(|at| labels.get(at))
            .sum()
    };
    let long = labels.clone();
    for i in short {
        if company(&long, i) >= 1.0 {
            labels[i] = 1.0;
        }
    }
    // A text that stands on the page twice is in the body once: where most of the body is.
    for places in by_text.values().filter(|places| places.len() > 1) {
        let words = score::tokens(page.blocks.text_of(&page.blocks.blocks[places[0]]));
        let wanted = truth
            .windows(words.len().max(1))
            .filter(|window| *window == &words[..])
            .count()
            .max(1);
        let mut ranked: Vec<usize> = places
            .iter()
            .copied()
            .filter(|i| labels[*i] > 0.0)
            .collect();
        ranked.sort_by(|a, b| {
            company(&long, *b)
                .total_cmp(&company(&long, *a))
                .then(a.cmp(b))
        });
        for i in ranked.into_iter().skip(wanted) {
            labels[i] = 0.0;
        }
    }
    let total: usize = (0..count)
        .filter(|i| labels[*i] > 0.0)
        .map(|i| page.features.words[i])
        .sum();
    let total = total.max(60) as f32;
    for i in 0..count {
        let words = page.features.words[i] as f32;
        // In units of a page: a block counts by its share of the body, a little more than its words alone say.
        page.weights[i] = 25.0 * ((words / total).min(0.6) + 0.004);
    }
    page.labels = labels;
}

fn label_by_segments(page: &mut Page) {
    for (i, block) in page.blocks.blocks.iter().enumerate() {
        let text = score::one_space(page.blocks.text_of(block));
        let holds = |list: &[String]| {
            list.iter()
                .any(|segment| text.contains(&score::one_space(segment)))
        };
        let (with, without) = (holds(&page.with), holds(&page.without));
        let long = page.features.words[i] as f32;
        if with && !without {
            page.labels[i] = 1.0;
            page.weights[i] = 1.0;
        } else if without && !with {
            // A single word in a long paragraph says little about it.
            page.weights[i] = if long > 40.0 { 0.2 } else { 1.0 };
        }
    }
}
