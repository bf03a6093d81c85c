//! `dateline sections`: learn sections from labelled articles, and apply what was learnt.

use crate::cli;
use crate::exit::Outcome;
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
    let text = std::fs::read_to_string(labelled).with_context(|| labelled.to_owned())?;
    let mut rows = Vec::new();
    for line in text.lines() {
        let row: Value = serde_json::from_str(line)?;
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        rows.push(Labelled {
            headline: field("headline"),
            text: field("text"),
            section: field("section"),
        });
    }
    std::fs::write(out, SectionModel::train(&rows).to_bytes())?;
    Ok(Outcome::Done)
}

fn apply(model: &Path, docs: &str) -> anyhow::Result<Outcome> {
    let model = SectionModel::from_bytes(&std::fs::read(model)?).map_err(anyhow::Error::msg)?;
    for line in std::fs::read_to_string(docs)?.lines() {
        let row: Value = serde_json::from_str(line)?;
        let found = model.sections(
            row["headline"].as_str().unwrap_or_default(),
            row["text"].as_str().unwrap_or_default(),
        );
        let best = found.first();
        println!(
            "{}",
            json!({"id": row["id"], "section": best.map(|b| &b.0), "confidence": best.map(|b| b.1)})
        );
    }
    Ok(Outcome::Done)
}
