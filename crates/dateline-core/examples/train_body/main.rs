//! Trains the body model on pages with known bodies and says how good it is on sites it hasn't seen.
//!
//!     train_body TRUTH.jsonl.gz [--folds N] [--repeat N] [--rounds N] [--predictions FILE] [--final OUT.forest]
//!
//! TRUTH has one JSON object a line with `id`, `html` (path relative to TRUTH, gzipped), `url`, and `body`, or `with`
//! and `without`. Figures are cross-validated: pages of one site are never on both sides. `model` is what the model's
//! blocks alone score, `program` what the whole extraction with that model does, `poorer` the model on pages without
//! names and data. `--repeat` parts the sites anew each time and gives the means, as one parting says little about a
//! set of some hundred pages. `--final` writes the model of all pages.

#![allow(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod boost;
mod label;
mod pages;
mod score;

use boost::{Settings, Table};
use dateline_core::agencies::Agencies;
use dateline_core::extract::body::{BodyModel, Surroundings, choose, second_row};
use dateline_core::extract::forest::Forest;
use dateline_core::extract::web_page::extract_by;
use dateline_core::model::{Body, Document};
use pages::{Page, gunzip, read_pages};
use rayon::prelude::*;
use score::Scores;
use std::path::Path;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let option = |name: &str| {
        args.iter()
            .position(|a| a == name)
            .and_then(|at| args.get(at + 1))
    };
    let number =
        |name: &str, usual: usize| option(name).map_or(usual, |text| text.parse().unwrap());
    let (folds, repeat) = (number("--folds", 5), number("--repeat", 1));
    let rounds = number("--rounds", 100);
    let pages = read_pages(Path::new(&args[0]));
    let rows: usize = pages.iter().map(|page| page.labels.len()).sum();
    println!(
        "{} pages, {rows} blocks, {} features",
        pages.len(),
        pages[0].features.width
    );
    let mut kinds = [(); 4].map(|()| Scores::default());
    let mut predictions = String::new();
    let mut first = Vec::new();
    for salt in 0..repeat as u64 {
        let cross = Cross::train(&pages, folds, salt, rounds);
        let texts: Vec<[String; 4]> = pages
            .par_iter()
            .enumerate()
            .map(|(i, page)| {
                let model = &cross.models[cross.fold(page)];
                let shown = |chosen: &[f32]| text(page, chosen);
                if page.poorer {
                    [(); 3]
                        .map(|()| String::new())
                        .into_iter()
                        .chain([shown(&model.probabilities(&page.blocks, &page.features))])
                        .collect::<Vec<_>>()
                        .try_into()
                        .unwrap()
                } else {
                    [
                        shown(&page.labels),
                        shown(&cross.first[i]),
                        shown(&model.probabilities(&page.blocks, &page.features)),
                        program(page, model),
                    ]
                }
            })
            .collect();
        for (page, texts) in pages.iter().zip(&texts) {
            if page.poorer {
                continue;
            }
            for (scores, text) in kinds.iter_mut().zip(texts) {
                scores.add(page, text);
            }
            let row = serde_json::json!({"id": page.id, "body": texts[3]});
            predictions += &format!("{row}\n");
        }
        let mut poorer = Scores::default();
        for (page, texts) in pages.iter().zip(&texts).filter(|(page, _)| page.poorer) {
            poorer.add(page, &texts[3]);
        }
        println!("{:8} {}", "poorer", poorer.line());
        first = cross.first;
    }
    for (name, scores) in ["oracle", "first", "model", "program"].iter().zip(&kinds) {
        println!("{name:8} {}", scores.line());
    }
    if let Some(file) = option("--predictions") {
        std::fs::write(file, predictions).unwrap();
    }
    if let Some(file) = option("--final") {
        let model = BodyModel {
            first: train_first(&pages, |_| true, rounds),
            second: train_second(&pages, &first, |_| true, rounds),
        };
        std::fs::write(file, model.to_bytes()).unwrap();
    }
}

/// Models of which each hasn't seen the sites of one fold.
struct Cross {
    folds: usize,
    salt: u64,
    models: Vec<BodyModel>,
    /// The first model's answers for each page, by one that hasn't seen its site.
    first: Vec<Vec<f32>>,
}

impl Cross {
    fn train(pages: &[Page], folds: usize, salt: u64, rounds: usize) -> Cross {
        let mut cross = Cross {
            folds,
            salt,
            models: Vec::new(),
            first: Vec::new(),
        };
        let firsts: Vec<Forest> = (0..folds)
            .map(|fold| train_first(pages, |page| cross.fold(page) != fold, rounds))
            .collect();
        cross.first = pages
            .par_iter()
            .map(|page| {
                let model = &firsts[cross.fold(page)];
                (0..page.labels.len())
                    .map(|i| model.probability(page.features.row(i)))
                    .collect()
            })
            .collect();
        for (fold, first) in firsts.into_iter().enumerate() {
            let second = train_second(pages, &cross.first, |page| cross.fold(page) != fold, rounds);
            cross.models.push(BodyModel { first, second });
        }
        cross
    }

    fn fold(&self, page: &Page) -> usize {
        let mixed = (page.site ^ self.salt.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            .wrapping_mul(0xc2b2_ae3d_27d4_eb4f);
        let spread = if self.salt == 0 {
            page.site
        } else {
            mixed >> 20
        };
        (spread % self.folds as u64) as usize
    }
}

fn settings(rounds: usize, seed: u64) -> Settings {
    let option =
        |name: &str, usual: f32| std::env::var(name).map_or(usual, |text| text.parse().unwrap());
    Settings {
        rounds,
        leaves: option("LEAVES", 20.0) as usize,
        rate: option("RATE", 0.15),
        min_hessian: option("MIN_HESSIAN", 0.3),
        ridge: option("RIDGE", 1.0),
        feature_share: option("FEATURE_SHARE", 0.4),
        row_share: option("ROW_SHARE", 0.7),
        seed,
    }
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
                second_row(&page.features, first, &around, i, &mut row);
                table.push(&row, page.labels[i], weight);
            }
        }
    }
    boost::train(&table, &settings(rounds, 2))
}

/// The text that the model's probabilities alone choose.
fn text(page: &Page, probabilities: &[f32]) -> String {
    let chosen = choose(&page.blocks, probabilities);
    let texts: Vec<&str> = chosen
        .iter()
        .map(|i| page.blocks.text_of(&page.blocks.blocks[*i]))
        .collect();
    texts.join("\n\n")
}

/// The text that the whole extraction finds by this model.
fn program(page: &Page, model: &BodyModel) -> String {
    let bytes = gunzip(&page.file);
    let document = Document {
        url: page.url.clone(),
        body: Body::Html(Vec::new()),
        ..Document::default()
    };
    extract_by(model, &document, &bytes, &Agencies::builtin())
        .article
        .text
}
