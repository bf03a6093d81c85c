//! `cargo xtask bench calibration`: of the claims about whose text it is that were made with so much confidence, how many
//! are right? A claim is the role and the agency; the truth is that of the credits bench.

use crate::command::{cargo, program, target};
use anyhow::{Context, ensure};
use flate2::read::MultiGzDecoder;
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Upper ends of the ranges of confidence.
const RANGES: &[f64] = &[0.6, 0.8, 0.9, 0.94, 0.97, 1.0];
/// Columns of a full bar.
const BAR: f64 = 20.0;

/// Claims of one range of confidence.
#[derive(Debug, Clone, Copy, Default)]
struct Range {
    claims: u32,
    right: u32,
    confidence: f64,
}

/// Builds, runs the credits bench and prints a table.
pub fn run(data: &Path) -> anyhow::Result<()> {
    cargo(&["build", "--release", "--package", "dateline"]).run()?;
    let kept = target().join("calibration");
    std::fs::create_dir_all(&kept)?;
    let runner = data.join("run.py").display().to_string();
    let binary = target().join("release/dateline").display().to_string();
    let folder = kept.display().to_string();
    let words = [
        runner.as_str(),
        "credits",
        "--bin",
        &binary,
        "--keep",
        &folder,
    ];
    program("python3").words(&words).output()?;

    let truth: HashMap<String, Value> = lines(&data.join("copies/credits.dev.jsonl.gz"))?
        .into_iter()
        .filter_map(|mut row| Some((row["id"].as_str()?.to_owned(), row["truth"].take())))
        .collect();
    // The runner writes a claim for each trace, in the same order.
    let claims = lines(&kept.join("predictions.jsonl"))?;
    let traces = lines(&kept.join("traces.jsonl"))?;
    ensure!(
        claims.len() == traces.len(),
        "claims and traces differ in number"
    );
    let judged = claims.iter().zip(&traces).map(|(claim, trace)| {
        let id = claim["id"].as_str().unwrap_or_default();
        let truth = truth
            .get(id)
            .with_context(|| format!("no truth for {id}"))?;
        let confidence = &trace["origin"]["confidence"];
        let right = claim["role"] == truth["role"] && claim["agency"] == truth["agency"];
        Ok((confidence.as_f64().unwrap_or(0.0), right))
    });
    let judged: Vec<(f64, bool)> = judged.collect::<anyhow::Result<_>>()?;
    println!("{}", table(&judged));
    Ok(())
}

fn lines(path: &Path) -> anyhow::Result<Vec<Value>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let packed = path.extension().is_some_and(|end| end == "gz");
    let reader: Box<dyn Read> = match packed {
        true => Box::new(MultiGzDecoder::new(file)),
        false => Box::new(file),
    };
    let lines = BufReader::new(reader).lines();
    lines
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}

/// A row for each range that has claims: how sure they are on average, how many are right.
fn table(judged: &[(f64, bool)]) -> String {
    let mut ranges = vec![Range::default(); RANGES.len()];
    for &(confidence, right) in judged {
        let range = RANGES.partition_point(|&end| end < confidence);
        let range = &mut ranges[range.min(RANGES.len() - 1)];
        range.claims += 1;
        range.right += u32::from(right);
        range.confidence += confidence;
    }
    let mut out = "| sure, on average | right | claims | |\n|---|---|---|---|".to_owned();
    for range in ranges.iter().filter(|range| range.claims > 0) {
        let claims = f64::from(range.claims);
        let right = f64::from(range.right) / claims;
        let bar = "█".repeat(bar(right));
        out += &format!(
            "\n| {:.2} | {right:.2} | {} | `{bar:<20}` |",
            range.confidence / claims,
            range.claims
        );
    }
    out
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of BAR"
)]
fn bar(share: f64) -> usize {
    (share * BAR).round() as usize
}

#[cfg(test)]
mod tests {
    #[test]
    fn claims_are_counted_by_how_sure_they_are() {
        let table = super::table(&[(0.5, false), (0.5, true), (0.95, true), (1.0, true)]);
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(rows.len(), 3, "{table}");
        assert!(rows[0].starts_with("| 0.50 | 0.50 | 2 |"), "{table}");
        assert!(rows[1].starts_with("| 0.95 | 1.00 | 1 |"), "{table}");
    }
}
