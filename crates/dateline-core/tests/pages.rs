//! Whole pages of our own fiction, in many languages and layouts: `pages/NAME.html`, and beside it what must be read out of
//! it. `with` and `without` are words of the text; the other keys are fields of the article and of its origin.

#![allow(clippy::unwrap_used)]

use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use dateline_core::model::{Body, Document};
use dateline_core::trace::index::Index;
use dateline_core::trace::trace_article;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn strings(value: &Value) -> Vec<&str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(Value::as_str).collect()
}

/// What was read otherwise than expected, in words.
fn faults(page: &Path, agencies: &Agencies) -> Vec<String> {
    let name = page.file_stem().unwrap_or_default().to_string_lossy();
    let read = |path: &Path| std::fs::read(path).unwrap_or_else(|e| panic!("{path:?}: {e}"));
    let expected: Value = serde_json::from_slice(&read(&page.with_extension("json"))).unwrap();
    let document = Document {
        url: expected["url"].as_str().map(str::to_owned),
        body: Body::Html(read(page)),
        ..Document::default()
    };
    let extraction = extract_article(&document, agencies);
    let text = extraction.article.text.clone();
    let trace = serde_json::to_value(trace_article(&extraction, &Index::new(), agencies)).unwrap();
    let mut faults = Vec::new();
    for (key, wanted) in expected.as_object().unwrap() {
        let found = match key.as_str() {
            "url" => continue,
            "with" | "without" => {
                let wanted_in = key == "with";
                let wrong = strings(wanted).into_iter();
                let wrong = wrong.filter(|words| text.contains(*words) != wanted_in);
                faults.extend(wrong.map(|words| format!("{name}: {key} {words}")));
                continue;
            }
            "role" | "wire" => trace["origin"][key].clone(),
            "place" => trace["article"]["dateline"][key].clone(),
            _ => trace["article"][key].clone(),
        };
        if found != *wanted {
            faults.push(format!(
                "{name}: {}",
                json!({key: found, "expected": wanted})
            ));
        }
    }
    faults
}

#[test]
fn pages_are_read_as_their_readers_read_them() {
    // Looked up at run time: a build folder may be shared by checkouts.
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let folder = Path::new(&folder).join("tests/pages");
    let entries = std::fs::read_dir(&folder).unwrap();
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert!(pages.len() >= 15);
    let agencies = Agencies::builtin();
    let faults: Vec<String> = pages
        .iter()
        .flat_map(|page| faults(page, &agencies))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
