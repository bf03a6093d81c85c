//! `dateline corpus`: a crawl becomes articles, links and stories.

use crate::cli;
use crate::exit::Outcome;
use crate::input;
use dateline_core::agencies::Agencies;
use dateline_corpus::{Folder, Given};

pub fn run(args: &cli::Corpus) -> anyhow::Result<Outcome> {
    let folder = Folder::claim(&args.out, &args.inputs)?;
    let inputs: Vec<Given> = input::read_all(&args.inputs)?
        .into_iter()
        .map(|input| Given {
            document: input.document,
            error: input.error,
        })
        .collect();
    let corpus = dateline_corpus::build(&inputs, &Agencies::builtin());
    let failed = corpus
        .articles
        .iter()
        .filter_map(|article| Some((&article.id, article.error.as_ref()?)));
    let mut count = 0;
    for (id, reason) in failed {
        eprintln!("dateline: {id}: {reason}");
        count += 1;
    }
    folder.write_jsonl(&corpus)?;
    Ok(Outcome::of_failures(count))
}
