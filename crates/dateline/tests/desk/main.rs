//! The desk's commands, run as the real program: what goes in is there, once, after any end; bad input is named and
//! the rest goes on; exports come back in; two at a time agree.

#![expect(clippy::unwrap_used, reason = "a test ends where something fails")]
#![cfg(feature = "desk")]

mod bad_input;
mod commands;
mod fiction;
mod following;
mod kill;
mod month;
mod serving;
mod state;
mod together;
mod touchy;
mod websub;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What a run of the program came to.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Ran {
    /// Standard output as JSON lines.
    fn lines(&self) -> Vec<Value> {
        let read = |line: &str| {
            serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}\n{}", self.err))
        };
        self.out.lines().map(read).collect()
    }

    fn expect(self, code: i32) -> Ran {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self.unharmed()
    }

    fn unharmed(self) -> Ran {
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }
}

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_dateline"));
    program.stdin(Stdio::null());
    program
}

fn run<S: AsRef<std::ffi::OsStr>>(args: impl IntoIterator<Item = S>) -> Ran {
    run_with(Stdio::null(), args)
}

fn run_with<S: AsRef<std::ffi::OsStr>>(stdin: Stdio, args: impl IntoIterator<Item = S>) -> Ran {
    let output = program().args(args).stdin(stdin).output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// A folder for one test, with places in it.
struct Place(TempDir);

impl Place {
    fn new() -> Place {
        Place(TempDir::new().unwrap())
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn data(&self) -> String {
        self.text("data")
    }

    fn text(&self, name: &str) -> String {
        self.at(name).to_str().unwrap().to_owned()
    }

    /// Writes a file and returns its path.
    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.at(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("/"))).unwrap();
        std::fs::write(&path, bytes).unwrap();
        self.text(name)
    }
}

fn strings(values: &[Value], field: &str) -> Vec<String> {
    let text = |value: &Value| value[field].as_str().unwrap_or_default().to_owned();
    values.iter().map(text).collect()
}
