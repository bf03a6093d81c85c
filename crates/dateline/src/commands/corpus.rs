//! `dateline corpus`: a crawl becomes articles, links and stories.

use super::answers::{Tally, pool};
use crate::cli;
use crate::exit::Outcome;
use crate::input::{self, Feeds};
use dateline_core::agencies::Agencies;

pub fn run(args: &cli::Corpus) -> anyhow::Result<Outcome> {
    let mut tally = Tally::default();
    let mut documents = Vec::new();
    for input in input::read(&args.inputs, Feeds::Entries) {
        tally.count(&input, input.error.as_deref());
        if input.error.is_none() {
            documents.push(input.document);
        }
    }
    let outcome = tally.outcome()?;
    let agencies = Agencies::builtin();
    let corpus = pool(args.threads)?.install(|| dateline_corpus::build(&documents, &agencies));
    dateline_corpus::write_jsonl(&corpus, &args.out)?;
    Ok(outcome)
}
