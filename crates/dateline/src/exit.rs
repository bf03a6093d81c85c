//! Exit codes, in one place: 0 done, 1 finished with some inputs failed, 2 could not run.

use std::process::ExitCode;

/// How a command ended, short of not running at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Some inputs failed; each was named on standard error.
    SomeFailed,
}

impl Outcome {
    pub fn of_failures(failed: usize) -> Outcome {
        if failed == 0 {
            Outcome::Done
        } else {
            Outcome::SomeFailed
        }
    }
}

/// Prints the error's chain once and turns the result into an exit code.
pub fn report(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        // Whoever reads our output has heard enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dateline: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let written = cause
            .downcast_ref::<std::io::Error>()
            .map(std::io::Error::kind);
        let as_json = || cause.downcast_ref::<serde_json::Error>()?.io_error_kind();
        written.or_else(as_json) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
