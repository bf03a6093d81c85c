//! `dateline corpus`: a crawl becomes articles, links and stories.

use super::answers::{Tally, pool};
use crate::cli;
use crate::exit::Outcome;
use crate::input::{self, Feeds};
use dateline_core::agencies::Agencies;
use dateline_corpus::{Folder, Given};

pub fn run(args: &cli::Corpus) -> anyhow::Result<Outcome> {
    let folder = Folder::claim(&args.out, &job(&args.inputs))?;
    let mut tally = Tally::default();
    let mut names = Vec::new();
    let mut given = Vec::new();
    for input in input::read(&args.inputs, Feeds::Entries) {
        tally.count(&input, input.error.as_deref());
        names.push(input.name);
        given.push(Given {
            document: input.document,
            error: input.error,
        });
    }
    tally.outcome()?;
    let agencies = Agencies::builtin();
    let corpus = pool(args.threads)?.install(|| dateline_corpus::build(&given, &agencies));
    folder.write_jsonl(&corpus)?;
    for ((name, given), article) in names.iter().zip(&given).zip(&corpus.articles) {
        if let (None, Some(reason)) = (&given.error, &article.error) {
            eprintln!("dateline: {name}: {reason}");
        }
    }
    let failed = corpus.articles.iter().filter(|a| a.error.is_some());
    Ok(Outcome::of_failures(failed.count()))
}

/// What the job is known by: its inputs, files under their full path.
fn job(inputs: &[String]) -> Vec<String> {
    let full = |name: &String| match std::path::absolute(name) {
        Ok(path) if path.exists() => path.display().to_string(),
        _ => name.clone(),
    };
    inputs.iter().map(full).collect()
}
