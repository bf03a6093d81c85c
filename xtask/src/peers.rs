//! `cargo xtask bench peers`: extraction by the best peers and by ours, over the same pages, with the same scorer, in one run.

use crate::command::{cargo, program, root, target};
use anyhow::{Context, bail};
use serde_json::Value;
use std::path::Path;

/// From PyPI: the most accurate extractor known, and the fastest.
const PEERS: &[(&str, &str)] = &[
    ("trafilatura", "trafilatura==2.3.1"),
    ("resiliparse", "resiliparse==2.0.1"),
];

/// A part of lxml that trafilatura uses and that newer lxml has handed out of its hands.
const WITH: &str = "lxml_html_clean";

/// Columns of the table: what they are, and where the scorer puts them.
const COLUMNS: &[(&str, &str)] = &[
    ("zyte F1", "sets.zyte.body.f1"),
    ("fundus F1", "sets.fundus.body.f1"),
    ("wcxb F1", "sets.wcxb.body.f1"),
    ("traf segments", "sets.traf.segments.f1"),
    ("headline", "overall.headline"),
    ("zyte exact", "sets.zyte.body.accuracy"),
    ("fundus title", "sets.fundus.meta.title.accuracy"),
    ("fundus day", "sets.fundus.meta.published_day.accuracy"),
    (
        "fundus instant",
        "sets.fundus.meta.published_instant.accuracy",
    ),
    ("fundus authors", "sets.fundus.meta.authors_exact.accuracy"),
    ("traf day", "sets.traf.meta.published_day.accuracy"),
    ("htmldate day", "sets.htmldate.meta.published_day.accuracy"),
];

/// A Python that has these packages, in the target folder; returns its path.
pub fn python(packages: &[&str]) -> anyhow::Result<String> {
    let folder = target().join("peers");
    let python = folder.join("bin/python").display().to_string();
    if !folder.join("bin/python").exists() {
        let place = folder.display().to_string();
        program("python3").words(&["-m", "venv", &place]).run()?;
    }
    let pip = ["-m", "pip", "install", "--quiet"];
    program(&python)
        .words(&pip)
        .words(&["--disable-pip-version-check"])
        .words(packages)
        .run()?;
    Ok(python)
}

/// Installs and builds what it needs, and prints a table.
pub fn run(data: &Path) -> anyhow::Result<()> {
    let packages = PEERS.iter().map(|(_, package)| *package);
    let packages: Vec<&str> = packages.chain([WITH]).collect();
    let python = python(&packages)?;
    cargo(&["build", "--release", "--package", "dateline"]).run()?;
    let folder = data.join("extraction").display().to_string();
    let script = root()
        .join("bench/extraction_peers.py")
        .display()
        .to_string();
    println!("{}\n{}|", head(), "|---".repeat(COLUMNS.len() + 1));
    for (peer, package) in PEERS {
        let out = target().join(format!("peers/{peer}.jsonl"));
        let out = out.display().to_string();
        let words = [script.as_str(), peer, &folder, &out];
        program(&python).words(&words).run()?;
        let scorer = data.join("extraction/score.py").display().to_string();
        let scores = program("python3").words(&[scorer.as_str(), &out, "--json"]);
        println!("{}", row(package, &scores.output()?)?);
    }
    let runner = data.join("run.py").display().to_string();
    let binary = target().join("release/dateline").display().to_string();
    let words = [runner.as_str(), "extraction", "--json", "--bin", &binary];
    println!(
        "{}",
        row("Dateline", &program("python3").words(&words).output()?)?
    );
    Ok(())
}

fn head() -> String {
    let columns: Vec<&str> = COLUMNS.iter().map(|(label, _)| *label).collect();
    format!("| | {} |", columns.join(" | "))
}

/// A row of the table; the scorer's JSON stands first in what was printed. A peer without a fact has a dash.
fn row(label: &str, printed: &str) -> anyhow::Result<String> {
    let mut values = serde_json::Deserializer::from_str(printed).into_iter::<Value>();
    let scores = values
        .next()
        .with_context(|| format!("{label}: no scores"))??;
    let mut cells = Vec::new();
    for (column, path) in COLUMNS {
        let pointer = format!("/{}", path.replace('.', "/"));
        let Some(figure) = scores.pointer(&pointer).and_then(Value::as_f64) else {
            bail!("{label}: the scorer printed no {column}");
        };
        cells.push(match figure {
            0.0 => "–".to_owned(),
            _ => format!("{figure:.4}"),
        });
    }
    Ok(format!("| {label} | {} |", cells.join(" | ")))
}

pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_every_column_or_says_which_is_missing() {
        let mut scores = serde_json::json!({});
        let mut add = |path: &str, figure: f64| {
            let mut here = &mut scores;
            for part in path.split('.') {
                here = &mut here[part];
            }
            *here = figure.into();
        };
        for (_, path) in COLUMNS {
            add(path, 0.5);
        }
        add("overall.headline", 0.0);
        let row = row("x", &format!("{scores}\n{{\"seconds\": 1}}")).unwrap();
        assert!(
            row.starts_with("| x | 0.5000 |") && row.contains("| – |"),
            "{row}"
        );
        assert!(super::row("x", "{}").is_err() && super::row("x", "").is_err());
    }
}
