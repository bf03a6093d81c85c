//! The page it began with: row 0 of the tampering bench, through `extract` and `trace`, alone. Every statement about
//! it must hold.

use crate::command::program;
use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};
use std::path::Path;

pub fn check(data: &Path, binary: &Path) -> anyhow::Result<()> {
    let row = first_row(&data.join("tampering/pages.dev.jsonl.gz"))?;
    let page = row["text"].as_str().context("row 0 has no text")?;
    let file = std::env::temp_dir().join(format!("dateline-seed-{}.jsonl", std::process::id()));
    std::fs::write(&file, format!("{}\n", json!({"id": "seed", "page": page})))?;
    let article = answer(binary, "extract", &file);
    let trace = answer(binary, "trace", &file);
    std::fs::remove_file(&file)?;
    check_article(&article?, page)?;
    check_trace(&trace?, page)
}

fn first_row(file: &Path) -> anyhow::Result<Value> {
    use std::io::{BufRead, BufReader};
    let packed = std::fs::File::open(file).with_context(|| file.display().to_string())?;
    let mut line = String::new();
    BufReader::new(flate2::read::MultiGzDecoder::new(packed)).read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

fn answer(binary: &Path, word: &str, file: &Path) -> anyhow::Result<Value> {
    let file = file.display().to_string();
    let out = program(&binary.display().to_string())
        .words(&[word, "--format", "jsonl", &file])
        .output()?;
    serde_json::from_str(out.trim()).with_context(|| format!("dateline {word} printed: {out}"))
}

fn check_article(article: &Value, page: &str) -> anyhow::Result<()> {
    let paragraphs: Vec<&str> = page.split("\n\n").collect();
    let headline = paragraphs[0]
        .split_once('|')
        .map_or("", |(_, headline)| headline);
    let body = paragraphs[2..9].join("\n\n");
    for (what, value, wanted) in [
        (
            "outlet",
            &article["outlet"]["name"],
            json!("Phaninc Exchange"),
        ),
        ("headline", &article["headline"], json!(headline)),
        (
            "published_at",
            &article["published_at"],
            json!("2025-05-03T08:16:32"),
        ),
        (
            "credit_line",
            &article["credit_line"],
            json!("BlueRock Horizon Asset Management"),
        ),
        ("section", &article["section"], json!("Finance")),
        (
            "dateline place",
            &article["dateline"]["place"],
            json!("BEIJING"),
        ),
        ("dateline wire", &article["dateline"]["wire"], json!("AP")),
        ("text", &article["text"], json!(body)),
    ] {
        ensure!(*value == wanted, "seed: {what} is {value}, not {wanted}");
    }
    let teasers = article["teasers"]
        .as_array()
        .context("seed: teasers are no list")?;
    let headlines: Vec<&str> = teasers
        .iter()
        .filter_map(|teaser| teaser["headline"].as_str())
        .collect();
    ensure!(
        headlines == [paragraphs[11], paragraphs[13], paragraphs[15]],
        "seed: teasers are {headlines:?}"
    );
    let texts: Vec<&str> = teasers
        .iter()
        .filter_map(|teaser| teaser["text"].as_str())
        .collect();
    ensure!(
        texts == [paragraphs[12], paragraphs[14], paragraphs[16]],
        "seed: teaser texts are {texts:?}"
    );
    ensure!(
        teasers.iter().all(|teaser| teaser["cut"] == true),
        "seed: a cut teaser is not marked as cut"
    );
    Ok(())
}

fn check_trace(trace: &Value, page: &str) -> anyhow::Result<()> {
    let restored = trace["restored"]
        .as_str()
        .context("seed: nothing restored")?;
    ensure!(
        restored.contains("“strengthened political mutual trust and international coordination”"),
        "seed: {restored}"
    );
    let findings = trace["findings"]
        .as_array()
        .context("seed: findings are no list")?;
    let characters: Vec<char> = page.chars().collect();
    for (kind, words) in [
        ("brand-in-headline", "Phaninc Exchange"),
        ("brand-inserted", "Phaninc Exchange"),
        ("false-source", "BlueRock Horizon Asset Management"),
        ("wrong-section", "Finance"),
    ] {
        let found = findings.iter().find(|finding| finding["kind"] == kind);
        let found = found.with_context(|| format!("seed: no finding {kind}"))?;
        let place = |key: &str| found[key].as_u64().and_then(|n| usize::try_from(n).ok());
        let (start, end) = place("start")
            .zip(place("end"))
            .with_context(|| format!("seed: {kind} has no place"))?;
        let text: String = characters
            .get(start..end)
            .context("seed: place off the page")?
            .iter()
            .collect();
        ensure!(text.contains(words), "seed: {kind} marks {text:?}");
    }
    let brand = findings
        .iter()
        .find(|finding| finding["kind"] == "brand-inserted");
    ensure!(
        brand.is_some_and(|f| f["start"] == 261 && f["end"] == 277),
        "seed: brand-inserted is not 261..277"
    );
    if findings.iter().any(|finding| finding["kind"] == "redated") {
        bail!("seed: redated without a text to date against");
    }
    ensure!(
        trace["origin"]["wire"] == "AP",
        "seed: origin is {}",
        trace["origin"]
    );
    let evidence = trace["origin"]["evidence"]
        .as_array()
        .context("seed: evidence is no list")?;
    let dateline = |e: &Value| {
        e["kind"] == "dateline" && e["text"].as_str().is_some_and(|t| t.contains("(AP)"))
    };
    ensure!(
        evidence.iter().any(dateline),
        "seed: the dateline is not among the evidence: {evidence:?}"
    );
    Ok(())
}
