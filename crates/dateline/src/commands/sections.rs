//! `dateline sections`: learn sections from labelled articles, and apply what was learnt.

use crate::cli;
use crate::exit::Outcome;
use anyhow::{Context, bail};
use dateline_core::curate::section::{Labelled, SectionModel};
use serde_json::{Map, Value, json};
use std::io::{BufWriter, Read, Write};
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
    for (number, line) in numbered(&read(labelled)?) {
        match labelled_row(line) {
            Ok(row) => rows.push(row),
            Err(reason) => {
                failed += 1;
                eprintln!("{labelled}, line {number}: {reason}");
            }
        }
    }
    if rows.is_empty() {
        bail!("{labelled}: no labelled article to learn from");
    }
    write_whole(out, &SectionModel::train(&rows).to_bytes())?;
    Ok(Outcome::of_failures(failed))
}

fn apply(model: &Path, docs: &str) -> anyhow::Result<Outcome> {
    let name = model.display();
    let bytes = std::fs::read(model).with_context(|| name.to_string())?;
    if bytes.is_empty() {
        bail!("{name}: the section model is empty");
    }
    let model =
        SectionModel::from_bytes(&bytes).map_err(|reason| anyhow::anyhow!("{name}: {reason}"))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut failed = 0;
    for (number, line) in numbered(&read(docs)?) {
        let answer = match object(line) {
            Ok(row) => {
                let found = model.sections(text_of(&row, "headline"), text_of(&row, "text"));
                let best = found.first();
                json!({"id": row.get("id"), "section": best.map(|b| &b.0), "confidence": best.map(|b| b.1)})
            }
            Err(reason) => {
                failed += 1;
                eprintln!("{docs}, line {number}: {reason}");
                json!({"id": null, "section": null, "confidence": null, "error": reason})
            }
        };
        writeln!(out, "{answer}").context("standard output")?;
    }
    out.flush().context("standard output")?;
    Ok(Outcome::of_failures(failed))
}

/// Standard input for `-`, else the file; gzip is told from its first bytes.
fn read(name: &str) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin()
            .read_to_end(&mut bytes)
            .context("standard input")?;
    } else {
        bytes = std::fs::read(name).with_context(|| name.to_owned())?;
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..])
            .read_to_end(&mut plain)
            .with_context(|| name.to_owned())?;
        bytes = plain;
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Lines that hold something, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    lines.filter(|(_, line)| !line.trim().is_empty())
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(line) {
        Ok(Value::Object(row)) => Ok(row),
        Ok(_) => Err("not a JSON object".to_owned()),
        Err(e) => Err(format!("not JSON: {e}")),
    }
}

fn labelled_row(line: &str) -> Result<Labelled, String> {
    let row = object(line)?;
    let section = text_of(&row, "section").trim();
    if section.is_empty() {
        return Err("no section".to_owned());
    }
    let (headline, text) = (text_of(&row, "headline"), text_of(&row, "text"));
    if headline.trim().is_empty() && text.trim().is_empty() {
        return Err("neither headline nor text".to_owned());
    }
    Ok(Labelled {
        headline: headline.to_owned(),
        text: text.to_owned(),
        section: section.to_owned(),
    })
}

fn text_of<'a>(row: &'a Map<String, Value>, name: &str) -> &'a str {
    row.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Under a temporary name first, so that a model is there whole or not at all.
fn write_whole(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let write = || {
        let mut file = std::fs::File::create(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&part, path)
    };
    write().with_context(|| path.display().to_string())
}
