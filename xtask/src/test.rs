//! `cargo xtask test`: every test, after setting up what they need.

use crate::command::{answers, cargo, program};
use anyhow::{Context, bail};

pub fn run() -> anyhow::Result<()> {
    browser()?;
    // The release profile, so that tests share the build of the program that people run.
    cargo(&["test", "--workspace", "--release"]).run()
}

/// Chromium and its driver, from Debian's packages when they are missing.
fn browser() -> anyhow::Result<()> {
    if answers("chromium", &["--version"]) && answers("chromedriver", &["--version"]) {
        return Ok(());
    }
    let what = "the browser test needs chromium and chromedriver";
    if !answers("apt-get", &["--version"]) {
        bail!("{what}: install them (this machine has no apt-get to do it with)");
    }
    let sudo = !is_root();
    let apt = |words: &[&str]| {
        let run = if sudo {
            program("sudo").words(&["-n", "apt-get"])
        } else {
            program("apt-get")
        };
        run.env("DEBIAN_FRONTEND", "noninteractive")
            .words(words)
            .run()
    };
    apt(&["update", "-qq"]).with_context(|| what.to_owned())?;
    apt(&[
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
        "chromium",
        "chromium-driver",
    ])
    .with_context(|| what.to_owned())?;
    if !answers("chromedriver", &["--version"]) {
        bail!("{what}: they were installed, yet chromedriver doesn't answer");
    }
    Ok(())
}

fn is_root() -> bool {
    program("id")
        .words(&["-u"])
        .output()
        .is_ok_and(|id| id.trim() == "0")
}
