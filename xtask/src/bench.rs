//! `cargo xtask bench`: accuracy over the benches, kept in `bench/RESULTS.md` beside the peers' figures.
//!
//! The benches are real data with truth and their own scorers; they are not part of the project. They are looked for
//! in `--data DIR`, in `$DATELINE_BENCH`, and in `../shared/bench`.

use crate::command::{cargo, program, root, target};
use crate::{calibration, index, peers, seed, speed};
use anyhow::{Context, bail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Bench, words for `run.py`, and the figures that count: where they stand in the scorer's JSON.
const BENCHES: &[(&str, &[&str], &[&str])] = &[
    (
        "extraction",
        &["extraction", "--json"],
        &[
            "overall.body_f1",
            "overall.headline",
            "sets.fundus.meta.title.accuracy",
            "sets.fundus.meta.published_day.accuracy",
            "sets.fundus.meta.authors_exact.accuracy",
        ],
    ),
    (
        "copies",
        &["copies"],
        &["copy.F1", "reuse.F1", "origin_named", "inserted_chars.F1"],
    ),
    ("copies-reuters", &["copies-reuters"], &["copy.F1"]),
    ("credits", &["credits"], &["role", "agency"]),
    (
        "tampering",
        &["tampering"],
        &["spans_all.F1", "page.F1", "page_auc"],
    ),
    (
        "tampering-alone",
        &["tampering", "--alone"],
        &["spans_all.F1", "page.F1"],
    ),
    ("stories", &["stories"], &["bcubed.F1", "pairs.F1"]),
    (
        "stories-dateless",
        &["stories", "--dateless"],
        &["bcubed.F1", "pairs.F1"],
    ),
    ("related", &["related"], &["ndcg10"]),
    ("related-dateless", &["related", "--dateless"], &["ndcg10"]),
    (
        "category",
        &["category"],
        &[
            "bbc.accuracy",
            "ag.accuracy",
            "masakha-eng.accuracy",
            "masakha-fra.accuracy",
            "gnad.accuracy",
        ],
    ),
    (
        "feeds",
        &["feeds"],
        &["core_without_optional_groups.share", "core.share"],
    ),
];

/// Figures are kept to four places.
const STEP: f64 = 0.00005;
const RESULTS: &str = "bench/RESULTS.md";

/// Words of `examples/pages`, which measures over the bench's pages; asked for by name only, never a part of `--check`.
const MEASURES: &[&str] = &["tree", "worst", "memory", "kinds", "sites"];

/// Ours beside the best peers', and what needs no bench; asked for by name only, too.
const BESIDE_PEERS: &[&str] = &[
    "speed",
    "peers",
    "index-speed",
    "million",
    "calibration",
    "feed-suites",
];

fn measure(word: &str, data: Option<PathBuf>) -> anyhow::Result<()> {
    let given = match word {
        // The page of `memory` is made up: it needs no bench.
        "memory" => vec![PathBuf::from("5")],
        "sites" => vec![
            bench_data(data)?.join("extraction/truth.jsonl.gz"),
            root().join("samples/key.jsonl"),
        ],
        _ => vec![bench_data(data)?.join("extraction/html")],
    };
    for given in given {
        let package = ["run", "--release", "--package", "dateline-core"];
        cargo(&package)
            .words(&["--example", "pages", "--", word])
            .words(&[&given.display().to_string()])
            .run()?;
    }
    Ok(())
}

/// Dates, discovery, robots.txt, tracking parameters and sanitising, case by case.
fn feed_suites(data: &std::path::Path) -> anyhow::Result<()> {
    let folder = data.join("feeds").display().to_string();
    let words = ["run", "--release", "--package", "dateline-core"];
    cargo(&words)
        .words(&["--example", "feeds", "--", &folder])
        .run()
}

pub fn run(words: &[String]) -> anyhow::Result<()> {
    if let Some((word, rest)) = words.split_first()
        && (BESIDE_PEERS.contains(&word.as_str()) || MEASURES.contains(&word.as_str()))
    {
        let data = match rest {
            [] => None,
            [flag, folder] if flag == "--data" => Some(PathBuf::from(folder)),
            _ => bail!("bench {word} takes --data DIR and no other word"),
        };
        return match word.as_str() {
            "speed" => speed::run(&bench_data(data)?),
            "calibration" => calibration::run(&bench_data(data)?),
            "peers" => peers::run(&bench_data(data)?),
            "index-speed" => index::speed(&bench_data(data)?),
            "million" => index::million(),
            "feed-suites" => feed_suites(&bench_data(data)?),
            _ => measure(word, data),
        };
    }
    let mut wanted: Vec<&str> = Vec::new();
    let (mut check, mut write, mut data) = (false, false, None);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--check" => check = true,
            "--write" => write = true,
            "--data" => {
                data = Some(PathBuf::from(
                    words.next().context("--data needs a folder")?,
                ))
            }
            name if name == "seed" || BENCHES.iter().any(|(bench, ..)| *bench == name) => {
                wanted.push(name)
            }
            other => bail!("no such bench: {other}"),
        }
    }
    let data = bench_data(data)?;
    cargo(&["build", "--release", "--package", "dateline"]).run()?;
    let binary = target().join("release/dateline");
    let chosen = |name: &str| wanted.is_empty() || wanted.contains(&name);

    let mut figures = BTreeMap::new();
    for (bench, words, paths) in BENCHES.iter().filter(|(bench, ..)| chosen(bench)) {
        let binary = binary.display().to_string();
        let script = data.join("run.py").display().to_string();
        let out = program("python3")
            .words(&[script.as_str()])
            .words(words)
            .words(&["--bin", &binary])
            .output()?;
        let (scores, tally) = read_output(&out)
            .with_context(|| format!("bench {bench} printed no scores:\n{out}"))?;
        if tally["inputs"] != tally["answered"] {
            bail!(
                "bench {bench}: {} of {} inputs answered",
                tally["answered"],
                tally["inputs"]
            );
        }
        for path in *paths {
            let value =
                at(&scores, path).with_context(|| format!("bench {bench} printed no {path}"))?;
            println!("{bench:<18} {path:<42} {value:.4}");
            figures.insert(((*bench).to_owned(), (*path).to_owned()), value);
        }
        println!("{bench:<18} {:<42} {}", "seconds", tally["seconds"]);
    }
    if chosen("seed") {
        seed::check(&data, &binary)?;
        println!(
            "{:<18} every statement about the page it began with holds",
            "seed"
        );
    }
    let file = root().join(RESULTS);
    let table = std::fs::read_to_string(&file).with_context(|| RESULTS.to_owned())?;
    if write {
        std::fs::write(&file, rewritten(&table, &figures))?;
    }
    if check {
        compare(&table, &figures)
    } else {
        Ok(())
    }
}

/// Whether the benches are where they are looked for, or were named: then they must be there.
pub fn is_here() -> bool {
    named().is_some() || neighbour().join("run.py").is_file()
}

fn named() -> Option<PathBuf> {
    std::env::var_os("DATELINE_BENCH")
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
}

fn neighbour() -> PathBuf {
    root().join("../shared/bench")
}

fn bench_data(given: Option<PathBuf>) -> anyhow::Result<PathBuf> {
    let data = given.or_else(named).unwrap_or_else(neighbour);
    if !data.join("run.py").is_file() {
        bail!(
            "no benches in {}: they are not part of the project; name their folder with --data",
            data.display()
        );
    }
    Ok(data)
}

/// The scorer's object, and the runner's last line.
fn read_output(out: &str) -> Option<(Value, Value)> {
    let (scores, tally) = out.trim_end().rsplit_once('\n')?;
    Some((
        serde_json::from_str(scores).ok()?,
        serde_json::from_str(tally).ok()?,
    ))
}

fn at(scores: &Value, path: &str) -> Option<f64> {
    path.split('.')
        .try_fold(scores, |value, key| value.get(key))
        .and_then(Value::as_f64)
}

/// Cells of a table row, or nothing when the line is none.
fn cells(line: &str) -> Option<Vec<&str>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect())
}

/// The figure that a row of the results keeps for a bench.
fn kept(line: &str) -> Option<((String, String), f64)> {
    let cells = cells(line)?;
    let value = cells.get(2)?.parse().ok()?;
    Some(((cells[0].to_owned(), cells[1].to_owned()), value))
}

/// Every figure must be at least what the results keep.
fn compare(table: &str, figures: &BTreeMap<(String, String), f64>) -> anyhow::Result<()> {
    let mut drops = Vec::new();
    let floors: BTreeMap<_, _> = table.lines().filter_map(kept).collect();
    for (key, value) in figures {
        match floors.get(key) {
            Some(floor) if value + STEP < *floor => {
                drops.push(format!("{} {}: {value:.4}, was {floor:.4}", key.0, key.1));
            }
            Some(_) => {}
            None => drops.push(format!("{} {}: not in {RESULTS}", key.0, key.1)),
        }
    }
    if drops.is_empty() {
        println!("no figure is below {RESULTS}");
        return Ok(());
    }
    bail!("accuracy dropped:\n  {}", drops.join("\n  "))
}

/// The results with the figures just measured.
fn rewritten(table: &str, figures: &BTreeMap<(String, String), f64>) -> String {
    let mut out = String::new();
    for line in table.lines() {
        let row = cells(line).filter(|cells| cells.len() >= 3);
        let value = row
            .as_ref()
            .and_then(|cells| figures.get(&(cells[0].to_owned(), cells[1].to_owned())));
        match (row, value) {
            (Some(mut cells), Some(value)) => {
                let value = format!("{value:.4}");
                cells[2] = &value;
                out.push_str(&format!("| {} |\n", cells.join(" | ")));
            }
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| bench | figure | Dateline | peer |\n|---|---|---|---|\n| copies | copy.F1 | 0.9000 | .9 |\n";

    fn measured(value: f64) -> BTreeMap<(String, String), f64> {
        BTreeMap::from([(("copies".to_owned(), "copy.F1".to_owned()), value)])
    }

    #[test]
    fn a_drop_fails_and_a_gain_passes() {
        assert!(compare(TABLE, &measured(0.8999)).is_err());
        assert!(compare(TABLE, &measured(0.9)).is_ok());
        assert!(compare(TABLE, &measured(0.95)).is_ok());
        assert!(compare("", &measured(0.95)).is_err());
    }

    #[test]
    fn writes_figures_into_their_rows() {
        let table = rewritten(TABLE, &measured(0.91));
        assert!(
            table.contains("| copies | copy.F1 | 0.9100 | .9 |"),
            "{table}"
        );
        assert!(table.starts_with("| bench | figure | Dateline | peer |\n|---|---|---|---|\n"));
    }
}
