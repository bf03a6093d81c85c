//! `dateline sections`: learn sections from labelled articles, and apply what was learnt.

use super::answers::{Answers, Shape};
use crate::cli;
use crate::exit::Outcome;
use crate::input::Lines;
use anyhow::Context;
use dateline_core::curate::section::{Labelled, SectionModel};
use serde_json::{Value, json};
use std::path::Path;

pub fn run(args: &cli::Sections) -> anyhow::Result<Outcome> {
    match args {
        cli::Sections::Train { labelled, out } => train(labelled, out),
        cli::Sections::Apply { model, docs } => apply(model, docs),
    }
}

fn train(labelled: &str, out: &Path) -> anyhow::Result<Outcome> {
    let mut rows = Vec::new();
    let mut failed = 0;
    for (number, line) in Lines::open(labelled)? {
        match line.and_then(|line| labelled_row(&line)) {
            Ok(row) => rows.push(row),
            Err(error) => {
                failed += 1;
                eprintln!("dateline: {labelled} line {number}: {error}");
            }
        }
    }
    if rows.is_empty() {
        anyhow::bail!("{labelled}: no labelled text to learn from");
    }
    let model = SectionModel::train(&rows).to_bytes();
    std::fs::write(out, model).with_context(|| out.display().to_string())?;
    Ok(Outcome::of_failures(failed))
}

fn labelled_row(line: &str) -> Result<Labelled, String> {
    let row = object(line)?;
    let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
    let labelled = Labelled {
        headline: text("headline"),
        text: text("text"),
        section: text("section"),
    };
    if labelled.section.is_empty() {
        return Err("no section".into());
    }
    if labelled.headline.is_empty() && labelled.text.is_empty() {
        return Err("neither headline nor text".into());
    }
    Ok(labelled)
}

fn object(line: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(line).map_err(|e| format!("not JSON: {e}"))?;
    match value.is_object() {
        true => Ok(value),
        false => Err("not a JSON object".into()),
    }
}

fn apply(model: &Path, docs: &str) -> anyhow::Result<Outcome> {
    let name = model.display();
    let bytes = std::fs::read(model).with_context(|| name.to_string())?;
    let model = SectionModel::from_bytes(&bytes).map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
    let mut answers = Answers::new(Shape::Lines);
    let mut failed = 0;
    for (number, line) in Lines::open(docs)? {
        let row = match line.and_then(|line| object(&line)) {
            Ok(row) => row,
            Err(error) => {
                failed += 1;
                eprintln!("dateline: {docs} line {number}: {error}");
                answers.json(
                    &json!({"id": null, "section": null, "confidence": null, "error": error}),
                )?;
                continue;
            }
        };
        let text = |name: &str| row[name].as_str().unwrap_or_default();
        let found = model.sections(text("headline"), text("text"));
        let best = found.first();
        answers.json(&json!({
            "id": row["id"], "section": best.map(|b| &b.0), "confidence": best.map(|b| b.1)
        }))?;
    }
    answers.end()?;
    Ok(Outcome::of_failures(failed))
}
