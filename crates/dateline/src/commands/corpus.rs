//! `dateline corpus`: a crawl becomes articles, links and stories.

use crate::cli;
use crate::exit::Outcome;
use crate::input;
use dateline_core::agencies::Agencies;

pub fn run(args: &cli::Corpus) -> anyhow::Result<Outcome> {
    let documents: Vec<_> = input::read_all(&args.inputs)?
        .into_iter()
        .map(|input| input.document)
        .collect();
    let corpus = dateline_corpus::build(&documents, &Agencies::builtin());
    dateline_corpus::write_jsonl(&corpus, &args.out)?;
    Ok(Outcome::Done)
}
