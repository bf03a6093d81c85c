//! `cargo xtask bench speed`: our CPU time beside resiliparse's, the fastest extractor known, over the same pages.
//!
//! Rounds alternate between the programs, so that a busy machine troubles both; the median counts. One thread, the CPU time
//! of the extraction call alone: both read, unpack and warm up outside the clock.

use crate::command::{cargo, program, root, target};
use crate::peers::{median, python};
use anyhow::{Context, bail};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The peer, from PyPI.
const PEER: &str = "resiliparse==2.0.1";
const ROUNDS: usize = 9;
/// The pages: of each set every so many-th, until there are enough. They have the number and the mean size of those in the
/// speed table of the bench's own page.
const PAGES: &[(&str, usize, usize)] = &[("zyte", 2, 40), ("fundus", 6, 20)];
/// Jobs of `bench/resiliparse_speed.py` and of `examples/pages`.
const THEIRS: &[(&str, &str)] = &[
    ("text", "resiliparse, main content of decoded text"),
    ("bytes", "resiliparse, main content of bytes"),
];
const OURS: &[(&str, &str)] = &[
    ("whole", "Dateline, whole job with facts, of bytes"),
    ("body", "Dateline, body alone, of bytes"),
    ("tree", "Dateline, tree alone, of bytes"),
];

/// A page of the bench.
#[derive(Deserialize)]
struct Row {
    set: String,
    html: String,
}

/// One run of one program.
#[derive(Debug, Clone, Copy)]
struct Run {
    seconds: f64,
    pages: f64,
    bytes: f64,
    peak_kilobytes: f64,
}

/// Builds and installs what it needs, and prints a table.
pub fn run(data: &Path) -> anyhow::Result<()> {
    let pages = pages(data)?;
    let words = ["build", "--release", "--package", "dateline-core"];
    cargo(&words).words(&["--example", "pages"]).run()?;
    let ours = target()
        .join("release/examples/pages")
        .display()
        .to_string();
    let python = python(&[PEER])?;
    let script = root()
        .join("bench/resiliparse_speed.py")
        .display()
        .to_string();

    // The first is what the others are measured against.
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); THEIRS.len() + OURS.len()];
    for _ in 0..ROUNDS {
        let theirs = THEIRS
            .iter()
            .map(|(job, _)| program(&python).words(&[script.as_str(), job]));
        let ours = OURS
            .iter()
            .map(|(job, _)| program(&ours).words(&["speed", job]));
        for (program, runs) in theirs.chain(ours).zip(&mut runs) {
            runs.push(read(&program.words(&pages).output()?)?);
        }
    }
    println!("{} pages, {ROUNDS} rounds, {PEER}\n", pages.len());
    println!(
        "| | docs/s | MB/s | against resiliparse | slowest and fastest round | peak MB |\n|---|---|---|---|---|---|"
    );
    let labels = THEIRS.iter().chain(OURS).map(|(_, label)| label);
    for (label, own) in labels.zip(&runs) {
        println!("{}", row(label, own, &runs[0]));
    }
    Ok(())
}

/// The bench's pages, in the order of its truth.
fn pages(data: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = data.join("extraction");
    let truth = File::open(folder.join("truth.jsonl.gz")).context("truth.jsonl.gz")?;
    let mut lines = String::new();
    MultiGzDecoder::new(truth).read_to_string(&mut lines)?;
    let rows: Vec<Row> = lines
        .lines()
        .map(serde_json::from_str)
        .collect::<Result<_, _>>()?;
    let of = |set: &'static str| rows.iter().filter(move |row| row.set == set);
    let chosen = PAGES
        .iter()
        .flat_map(|(set, step, count)| of(set).step_by(*step).take(*count));
    Ok(chosen.map(|row| folder.join(&row.html)).collect())
}

fn read(line: &str) -> anyhow::Result<Run> {
    let numbers: Vec<f64> = line
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
        .collect();
    let [seconds, pages, bytes, peak_kilobytes] = numbers[..] else {
        bail!("no figures: {line}")
    };
    Ok(Run {
        seconds,
        pages,
        bytes,
        peak_kilobytes,
    })
}

/// A row of the table. The ratio is the median over rounds, each against the peer's run of the same round.
fn row(label: &str, runs: &[Run], theirs: &[Run]) -> String {
    let pace = |run: &Run| run.pages / run.seconds;
    let docs = median(runs.iter().map(pace));
    let bytes = median(runs.iter().map(|run| run.bytes / run.seconds / 1e6));
    let ratio = median(runs.iter().zip(theirs).map(|(a, b)| b.seconds / a.seconds));
    let peak = median(runs.iter().map(|run| run.peak_kilobytes / 1e3));
    let (low, high) = runs
        .iter()
        .map(pace)
        .fold((f64::INFINITY, 0f64), |(low, high), pace| {
            (low.min(pace), high.max(pace))
        });
    format!("| {label} | {docs:.0} | {bytes:.0} | {ratio:.2} | {low:.0} – {high:.0} | {peak:.0} |")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_within_a_round() {
        let run = |seconds| Run {
            seconds,
            pages: 60.0,
            bytes: 12e6,
            peak_kilobytes: 9_000.0,
        };
        let row = row(
            "x",
            &[run(0.1), run(0.2), run(0.3)],
            &[run(0.2), run(0.4), run(0.6)],
        );
        assert_eq!(row, "| x | 300 | 60 | 2.00 | 200 – 600 | 9 |");
        assert!(read("1 2 3 4").is_ok() && read("error").is_err());
    }
}
