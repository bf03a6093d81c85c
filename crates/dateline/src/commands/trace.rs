//! `dateline trace`: articles in, whose text they are out.

use crate::cli;
use crate::exit::Outcome;
use crate::input;
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use dateline_core::trace::index::{Index, Known};
use dateline_core::trace::trace_article;
use rayon::prelude::*;

pub fn run(args: &cli::Trace) -> anyhow::Result<Outcome> {
    let agencies = Agencies::builtin();
    let mut index = Index::new();
    for input in input::read_all(&args.against)? {
        let article = extract_article(&input.document, &agencies).article;
        index.insert(Known {
            id: article.id,
            url: article.url,
            outlet: article.outlet.name,
            headline: article.headline,
            published_at: article.published_at,
            wire: None,
            section: article.section,
            text: article.text,
        });
    }
    let inputs = input::read_all(&args.inputs)?;
    let traces: Vec<_> = inputs
        .par_iter()
        .map(|input| {
            trace_article(
                &extract_article(&input.document, &agencies),
                &index,
                &agencies,
            )
        })
        .collect();
    for trace in traces {
        println!("{}", serde_json::to_string(&trace)?);
    }
    Ok(Outcome::Done)
}
