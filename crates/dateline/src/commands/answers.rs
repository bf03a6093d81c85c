//! How commands answer: one result for each input in the order they came in, worked on in batches on all cores,
//! failures counted and named on standard error.

use crate::exit::Outcome;
use crate::input::{Input, Origin};
use rayon::prelude::*;
use serde::Serialize;
use std::io::{self, BufWriter, Stdout, Write};

/// Inputs worked on at once, by number and by size: enough for the cores, little for the memory.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 32 << 20;

/// Shapes that JSON answers come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One object for one answer, an array for several.
    Json,
    /// Always an array.
    List,
    /// One object a line.
    Lines,
}

/// Writes answers to standard output.
pub struct Answers {
    out: BufWriter<Stdout>,
    shape: Shape,
    /// The first answer waits for a second: only then is it an array.
    held: Option<String>,
    written: usize,
}

impl Answers {
    pub fn new(shape: Shape) -> Answers {
        Answers {
            out: BufWriter::new(io::stdout()),
            shape,
            held: None,
            written: 0,
        }
    }

    /// Writes one answer as JSON.
    pub fn json<T: Serialize>(&mut self, answer: &T) -> anyhow::Result<()> {
        let text = serde_json::to_string(answer)?;
        if self.shape == Shape::Lines {
            writeln!(self.out, "{text}")?;
            return Ok(());
        }
        if self.written == 0 && self.held.is_none() {
            self.held = Some(text);
            return Ok(());
        }
        if let Some(first) = self.held.take() {
            write!(self.out, "[{first}")?;
            self.written = 1;
        }
        self.written += 1;
        write!(self.out, ",\n{text}")?;
        Ok(())
    }

    /// Writes text as it is.
    pub fn text(&mut self, text: &str) -> anyhow::Result<()> {
        self.out.write_all(text.as_bytes())?;
        Ok(())
    }

    /// Ends the answer. No answer at all is an empty array.
    pub fn end(mut self) -> anyhow::Result<()> {
        if self.shape != Shape::Lines {
            match (self.held.take(), self.written) {
                (Some(only), _) if self.shape == Shape::List => writeln!(self.out, "[{only}]")?,
                (Some(only), _) => writeln!(self.out, "{only}")?,
                (None, 0) => writeln!(self.out, "[]")?,
                (None, _) => writeln!(self.out, "]")?,
            }
        }
        self.out.flush()?;
        Ok(())
    }
}

/// How many inputs came, failed, and could not even be opened.
#[derive(Debug, Default)]
pub struct Tally {
    inputs: usize,
    failed: usize,
    unopened: usize,
}

impl Tally {
    /// Counts an input and names its failure and warnings on standard error.
    pub fn count(&mut self, input: &Input, error: Option<&str>) {
        self.inputs += 1;
        self.unopened += usize::from(input.origin == Origin::Unopened);
        for warning in &input.warnings {
            eprintln!("dateline: {}: {warning}", input.name);
        }
        if let Some(error) = error {
            self.failed += 1;
            eprintln!("dateline: {}: {error}", input.name);
        }
    }

    /// # Errors
    /// When not one input could be opened.
    pub fn outcome(&self) -> anyhow::Result<Outcome> {
        if self.inputs > 0 && self.unopened == self.inputs {
            anyhow::bail!("none of the inputs could be opened");
        }
        Ok(Outcome::of_failures(self.failed))
    }
}

/// Works on all inputs, several at a time, and hands the results over in order.
///
/// # Errors
/// Those of `take`.
pub fn in_order<T: Send>(
    inputs: impl Iterator<Item = Input>,
    threads: Option<usize>,
    work: impl Fn(&Input) -> T + Sync,
    mut take: impl FnMut(Input, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let pool = pool(threads)?;
    let mut inputs = inputs.peekable();
    while inputs.peek().is_some() {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(input) = inputs.next() else { break };
            bytes += input.size();
            batch.push(input);
        }
        let results: Vec<T> = pool.install(|| batch.par_iter().map(&work).collect());
        for (input, result) in batch.into_iter().zip(results) {
            take(input, result)?;
        }
    }
    Ok(())
}

/// A pool of this many threads; one for each core when none is stated.
///
/// # Errors
/// When the system has no threads to give.
pub fn pool(threads: Option<usize>) -> anyhow::Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0));
    Ok(pool.build()?)
}
