//! `dateline corpus`: a crawl becomes articles, links and stories.

use crate::cli;
use crate::exit::Outcome;
use crate::input;
use dateline_core::agencies::Agencies;
use dateline_corpus::{Folder, Given};

pub fn run(args: &cli::Corpus) -> anyhow::Result<Outcome> {
    let folder = Folder::claim(&args.out, &job(&args.inputs))?;
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

/// What the job is known by: its inputs, files under their full path.
fn job(inputs: &[String]) -> Vec<String> {
    let full = |name: &String| match std::path::absolute(name) {
        Ok(path) if path.exists() => path.display().to_string(),
        _ => name.clone(),
    };
    inputs.iter().map(full).collect()
}
