//! `cargo xtask lint`: what a machine can say about the code.

use crate::command::{answers, cargo, program};

pub fn run() -> anyhow::Result<()> {
    cargo(&["fmt", "--all", "--check"]).run()?;
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--release",
        "--",
        "-D",
        "warnings",
    ])
    .run()?;
    cargo(&[
        "clippy",
        "--package",
        "dateline",
        "--no-default-features",
        "--release",
        "--",
        "-D",
        "warnings",
    ])
    .run()?;
    for (tool, words) in [
        ("cargo-deny", ["deny", "check"]),
        ("cargo-machete", ["machete", "."]),
    ] {
        if answers(tool, &["--version"]) {
            cargo(&words).run()?;
        } else {
            eprintln!(
                "» {tool} is not installed here: left to the public workflow, which installs it"
            );
        }
    }
    if answers("typos", &["--version"]) {
        program("typos").run()?;
    } else {
        eprintln!("» typos is not installed here: left to the public workflow, which installs it");
    }
    Ok(())
}
