//! `dateline extract`: pages in, articles out.

use crate::cli;
use crate::exit::Outcome;
use crate::input;
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use rayon::prelude::*;

pub fn run(args: &cli::Extract) -> anyhow::Result<Outcome> {
    let agencies = Agencies::builtin();
    let inputs = input::read_all(&args.inputs)?;
    let articles: Vec<_> = inputs
        .par_iter()
        .map(|input| extract_article(&input.document, &agencies).article)
        .collect();
    for article in articles {
        println!("{}", serde_json::to_string(&article)?);
    }
    Ok(Outcome::Done)
}
