//! The measures of the extraction bench that training looks at: word shingles of bodies, and wanted segments.

use crate::pages::Page;
use std::collections::{BTreeMap, HashMap};

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// Words of letters, digits and underscores; a Chinese or Japanese character is a word of its own.
pub fn tokens(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let word = c.is_alphanumeric() || c == '_';
        if word && !is_cjk(c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            out.push(&text[start..at]);
        }
        if is_cjk(c) {
            out.push(&text[at..at + c.len_utf8()]);
        }
    }
    if let Some(start) = start {
        out.push(&text[start..]);
    }
    out
}

pub fn shingles<'a, 't>(words: &'a [&'t str]) -> impl Iterator<Item = &'a [&'t str]> {
    let size = words.len().clamp(1, 4);
    words.windows(size)
}

/// Matched, extra and missed shingles as shares of their sum.
pub fn compare(truth: &[&str], found: &[&str]) -> (f64, f64, f64) {
    let mut left: HashMap<&[&str], i64> = HashMap::new();
    for shingle in shingles(truth) {
        *left.entry(shingle).or_default() += 1;
    }
    let wanted: i64 = left.values().sum();
    let (mut hit, mut given) = (0i64, 0i64);
    for shingle in shingles(found) {
        given += 1;
        if let Some(count) = left.get_mut(shingle)
            && *count > 0
        {
            *count -= 1;
            hit += 1;
        }
    }
    let (extra, missed) = (given - hit, wanted - hit);
    let total = (hit + extra + missed).max(1) as f64;
    (
        hit as f64 / total,
        extra as f64 / total,
        missed as f64 / total,
    )
}

/// Body scores of a set of pages.
#[derive(Default, Clone)]
pub struct BodyScore {
    rows: Vec<(f64, f64, f64, bool)>,
}

impl BodyScore {
    pub fn add(&mut self, truth: &str, found: &str) -> f64 {
        let (t, f) = (tokens(truth), tokens(found));
        let (h, e, m) = compare(&t, &f);
        self.rows.push((h, e, m, t == f));
        if h > 0.0 {
            2.0 * h / (2.0 * h + e + m)
        } else {
            0.0
        }
    }

    /// F1, precision, recall, share of exact pages.
    pub fn result(&self) -> (f64, f64, f64, f64) {
        let mean = |values: Vec<f64>| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let p = mean(
            self.rows
                .iter()
                .filter(|(h, e, ..)| h + e > 0.0)
                .map(|(h, e, ..)| h / (h + e))
                .collect(),
        );
        let r = mean(
            self.rows
                .iter()
                .filter(|(h, _, m, _)| h + m > 0.0)
                .map(|(h, _, m, _)| h / (h + m))
                .collect(),
        );
        let exact = mean(
            self.rows
                .iter()
                .map(|row| f64::from(u8::from(row.3)))
                .collect(),
        );
        (2.0 * p * r / (p + r).max(1e-9), p, r, exact)
    }
}

/// White space as single spaces.
pub fn one_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The scores of the sets that the bench's headline is made of.
#[derive(Default)]
pub struct Scores {
    bodies: BTreeMap<String, BodyScore>,
    /// Wanted segments that were found, unwanted ones that were, and all that are wanted.
    segments: [f64; 3],
}

impl Scores {
    pub fn add(&mut self, page: &Page, text: &str) {
        if let Some(body) = &page.body {
            let scores = self.bodies.entry(page.set.clone()).or_default();
            scores.add(body, text);
        } else {
            let flat = one_space(text);
            let has = |segment: &&String| flat.contains(&one_space(segment));
            self.segments[0] += page.with.iter().filter(has).count() as f64;
            self.segments[1] += page.without.iter().filter(has).count() as f64;
            self.segments[2] += page.with.len() as f64;
        }
    }

    pub fn line(&self) -> String {
        let mut line = String::new();
        let mut sum = 0.0;
        for (set, scores) in &self.bodies {
            let (f1, p, r, exact) = scores.result();
            sum += f1;
            line += &format!(" {set} {f1:.4} ({p:.3}/{r:.3}, exact {exact:.3}) ");
        }
        let [hit, extra, wanted] = self.segments;
        let segments = 2.0 * hit / (hit + extra + wanted).max(1.0);
        let sets = self.bodies.len().max(1) as f64;
        let headline = (sum + segments) / (sets + 1.0);
        format!(
            "{line} traf {segments:.4}  body_f1 {:.4}  headline {headline:.4}",
            sum / sets
        )
    }
}
