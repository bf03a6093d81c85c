//! Running other programs, from the root of the checkout.

use anyhow::{Context, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Cargo says it anew at every run: a build shared between checkouts must not look into another one.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program with its words.
pub struct Program {
    name: String,
    command: Command,
}

pub fn program(name: &str) -> Program {
    let mut command = Command::new(name);
    command.current_dir(root());
    Program {
        name: name.to_owned(),
        command,
    }
}

/// The cargo that runs this.
pub fn cargo(words: &[&str]) -> Program {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut program = program(&cargo);
    program.command.args(words);
    program
}

impl Program {
    pub fn words<S: AsRef<std::ffi::OsStr>>(mut self, words: &[S]) -> Program {
        self.command.args(words);
        self
    }

    pub fn env(mut self, name: &str, value: &str) -> Program {
        self.command.env(name, value);
        self
    }

    /// Runs it; its output is ours.
    pub fn run(mut self) -> anyhow::Result<()> {
        eprintln!("» {} {}", short(&self.name), spoken(&self.command));
        let status = self
            .command
            .status()
            .with_context(|| format!("{} can't be started", self.name))?;
        if !status.success() {
            bail!(
                "{} {} failed: {status}",
                short(&self.name),
                spoken(&self.command)
            );
        }
        Ok(())
    }

    /// Runs it and takes its standard output, whatever its exit code.
    pub fn output(mut self) -> anyhow::Result<String> {
        let output = self.command.stderr(Stdio::inherit()).output();
        let output = output.with_context(|| format!("{} can't be started", self.name))?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

/// Whether a program is there and answers `--version`.
pub fn answers(name: &str, words: &[&str]) -> bool {
    let quiet = Command::new(name)
        .args(words)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    quiet.is_ok_and(|status| status.success())
}

fn short(name: &str) -> &str {
    Path::new(name)
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or(name)
}

fn spoken(command: &Command) -> String {
    command
        .get_args()
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
