//! `dateline ingest`: pages, feeds, archives and JSON lines into the store, one answer for each once it is durable.

use super::runtime::block_on;
use crate::cli;
use crate::desk::{Desk, Intake, Taken};
use crate::exit::Outcome;
use crate::input::{self, Feeds, Input};
use serde::Serialize;
use std::io::{IsTerminal, Write};

pub fn run(args: &cli::Ingest) -> anyhow::Result<Outcome> {
    block_on(async {
        let desk = Desk::open(&args.data.data).await?;
        let prompt = args.inputs.iter().any(|name| name == "-");
        let mut answers = IngestAnswers::new();
        let inputs = input::read(&args.inputs, Feeds::Entries);
        let intake = desk
            .take_in(inputs, prompt, |input, taken| answers.tell(input, taken))
            .await;
        desk.store.close().await;
        let intake = intake?;
        answers.end(intake)?;
        outcome(intake)
    })
}

/// # Errors
/// When not one of the inputs could be opened.
pub fn outcome(intake: Intake) -> anyhow::Result<Outcome> {
    if intake.unopened > 0 && intake.unopened == intake.all() {
        anyhow::bail!("none of the inputs could be opened");
    }
    Ok(Outcome::of_failures(intake.failed))
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a str,
    state: &'a str,
    error: Option<&'a str>,
}

/// A JSON line for each input, or on a terminal one line that counts.
struct IngestAnswers {
    terminal: bool,
    told: usize,
    failed: usize,
}

impl IngestAnswers {
    fn new() -> IngestAnswers {
        IngestAnswers {
            terminal: std::io::stdout().is_terminal(),
            told: 0,
            failed: 0,
        }
    }

    fn tell(&mut self, input: &Input, taken: &Taken) -> anyhow::Result<()> {
        self.told += 1;
        self.failed += usize::from(taken.error.is_some());
        for warning in &input.warnings {
            self.note(&format!("{}: {warning}", input.name));
        }
        if let Some(error) = &taken.error {
            self.note(&format!("{}: {error}", input.name));
        }
        let mut out = std::io::stdout().lock();
        if self.terminal {
            write!(
                out,
                "\r{} inputs taken, {} failed ",
                self.told - self.failed,
                self.failed
            )?;
            out.flush()?;
            return Ok(());
        }
        let line = serde_json::to_string(&Answer {
            id: &taken.id,
            state: taken.state.word(),
            error: taken.error.as_deref(),
        })?;
        writeln!(out, "{line}")?;
        out.flush()?;
        Ok(())
    }

    fn note(&self, text: &str) {
        let before = if self.terminal { "\r" } else { "" };
        eprintln!("{before}dateline: {text}");
    }

    fn end(&self, intake: Intake) -> anyhow::Result<()> {
        if self.terminal {
            let mut out = std::io::stdout().lock();
            writeln!(out, "\r{}", told(intake))?;
        }
        Ok(())
    }
}

/// How an intake went, in words.
pub fn told(intake: Intake) -> String {
    let mut told = format!("{} stored", intake.stored);
    for (number, what) in [
        (intake.unchanged, "unchanged"),
        (intake.queued, "queued to be fetched"),
        (intake.failed, "failed"),
    ] {
        if number > 0 {
            told.push_str(&format!(", {number} {what}"));
        }
    }
    told
}
