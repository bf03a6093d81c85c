//! Chores of the project, five words: `run`, `test`, `lint`, `bench`, `ci`.

mod bench;
mod calibration;
mod command;
mod index;
mod lint;
mod peers;
mod seed;
mod speed;
mod test;

use anyhow::bail;
use std::process::ExitCode;

const USAGE: &str = "cargo xtask run [ARG…]     the site over the sample newsroom
cargo xtask test           every test, the browser's too; installs what it needs
cargo xtask lint           format, clippy, and cargo-deny, cargo-machete, typos where they are installed
cargo xtask bench [NAME…]  accuracy over the benches  [--data DIR] [--check | --write]
cargo xtask bench speed    CPU time beside resiliparse; peers, index-speed, million, tree, worst and memory measure more
cargo xtask ci             lint, test, bench --check";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match run(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> anyhow::Result<()> {
    let Some((word, rest)) = words.split_first() else {
        bail!("which word?\n{USAGE}")
    };
    match word.as_str() {
        "run" => command::cargo(&["run", "--release", "--", "serve", "samples/"])
            .words(rest)
            .run(),
        "test" => test::run(),
        "lint" => lint::run(),
        "bench" => bench::run(rest),
        "ci" => {
            lint::run()?;
            test::run()?;
            if bench::is_here() {
                return bench::run(&["--check".to_owned()]);
            }
            eprintln!(
                "» the benches are not here (they are not part of the project): accuracy was not checked"
            );
            Ok(())
        }
        _ => bail!("no such word: {word}\n{USAGE}"),
    }
}
