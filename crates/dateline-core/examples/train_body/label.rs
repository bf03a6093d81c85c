//! Which blocks of a page are in its known body, and how much each counts in training.

use crate::pages::Page;
use crate::score;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Words of a run of the body: see [`score::shingles`].
const ROW: usize = 4;

/// Says of each block whether it is in the body and how much that matters.
pub fn label(page: &mut Page) {
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
    for i in in_rows(page, &known) {
        labels[i] = 1.0;
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

/// Short blocks that the body runs on with those beside them, as it does with the cells of a row.
fn in_rows(page: &Page, known: &HashSet<&[&str]>) -> Vec<usize> {
    let mut words: Vec<&str> = Vec::new();
    let mut places = Vec::new();
    for block in &page.blocks.blocks {
        let from = words.len();
        words.extend(score::tokens(page.blocks.text_of(block)));
        places.push(from..words.len());
    }
    let runs = |place: &Range<usize>| {
        let first = place.end.saturating_sub(ROW);
        (first..=place.start).filter_map(|at| words.get(at..at + ROW))
    };
    places
        .iter()
        .enumerate()
        .filter(|(_, place)| !place.is_empty() && place.len() < ROW)
        .filter(|(_, place)| runs(place).any(|run| known.contains(run)))
        .map(|(i, _)| i)
        .collect()
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

/// Lets each set of pages with known bodies count alike, however many it has.
pub fn balance(pages: &mut [Page]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages.iter().filter(|page| page.body.is_some()) {
        *counts.entry(page.set.clone()).or_default() += 1;
    }
    let mean = counts.values().sum::<usize>() as f32 / counts.len().max(1) as f32;
    for page in pages.iter_mut().filter(|page| page.body.is_some()) {
        let weight = mean / counts[&page.set] as f32;
        page.weights.iter_mut().for_each(|own| *own *= weight);
    }
}
