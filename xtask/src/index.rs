//! `cargo xtask bench index-speed`: the index of texts beside indexes of `MinHash` signatures, and `bench million`: a
//! million made-up articles held at once.

use crate::command::{Program, cargo, program, root, target};
use crate::peers::{median, python};
use anyhow::{Context, bail};
use std::path::Path;

/// From PyPI. The other peer, gaoya, is a crate: `bench/peers` builds it.
const PEER: &str = "rensa==0.5.0";
const ROUNDS: usize = 7;
const MILLION: &str = "1000000";

/// Every text of the copies bench is asked for and then inserted, one thread, CPU time. Rounds alternate between the
/// programs; the median counts.
pub fn speed(data: &Path) -> anyhow::Result<()> {
    let python = python(&[PEER])?;
    cargo(&["build", "--release"])
        .words(&["--manifest-path", "bench/peers/Cargo.toml"])
        .run()?;
    build()?;
    let texts = data.join("copies/news.docs.dev.jsonl.gz");
    let texts = texts.display().to_string();
    let script = root().join("bench/rensa_speed.py").display().to_string();
    let release = target().join("release");
    let gaoya = release.join("dateline-peers").display().to_string();
    let ours = release.join("examples/index").display().to_string();
    let programs: [(&str, &dyn Fn() -> Program); 4] = [
        ("gaoya 0.2.2, .5, 128, its own word 5-grams", &|| {
            program(&gaoya).words(&["own", &texts])
        }),
        ("gaoya 0.2.2, 5-grams as slices of words", &|| {
            program(&gaoya).words(&["slices", &texts])
        }),
        ("rensa 0.5.0, .3, 128, word 5-grams", &|| {
            program(&python).words(&[&script, &texts])
        }),
        ("Dateline", &|| program(&ours).words(&["speed", &texts])),
    ];
    let mut paces: Vec<Vec<f64>> = vec![Vec::new(); programs.len()];
    for _ in 0..ROUNDS {
        for ((label, program), paces) in programs.iter().zip(&mut paces) {
            let printed = program().output()?;
            paces.push(pace(&printed).with_context(|| format!("{label}: {printed}"))?);
        }
    }
    println!("| {ROUNDS} rounds | docs per CPU second | against gaoya |\n|---|---|---|");
    for ((label, _), own) in programs.iter().zip(&paces) {
        let ratios = own.iter().zip(&paces[0]).map(|(own, first)| own / first);
        println!(
            "| {label} | {:.0} | {:.2} |",
            median(own.iter().copied()),
            median(ratios)
        );
    }
    Ok(())
}

/// Takes about seven gigabytes of the folder for temporary files.
pub fn million() -> anyhow::Result<()> {
    build()?;
    let ours = target()
        .join("release/examples/index")
        .display()
        .to_string();
    program(&ours).words(&["million", MILLION]).run()
}

fn build() -> anyhow::Result<()> {
    let words = ["build", "--release", "--package", "dateline-core"];
    cargo(&words).words(&["--example", "index"]).run()
}

/// Texts a second, from a line of seconds, texts, answers.
fn pace(printed: &str) -> anyhow::Result<f64> {
    let words = printed.split_whitespace().map(str::parse);
    let numbers: Vec<f64> = words.collect::<Result<_, _>>()?;
    match numbers[..] {
        [seconds, texts, _] => Ok(texts / seconds),
        _ => bail!("not three figures"),
    }
}
