//! `dateline trace`: articles in, whose text they are out.

mod report;

use super::answers::{Answers, Shape, Tally, in_order};
use crate::cli::{self, TraceFormat};
#[cfg(feature = "desk")]
use crate::desk::Desk;
use crate::exit::Outcome;
use crate::input::{self, Feeds, Input};
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use dateline_core::model::{Article, Trace};
use dateline_core::trace::index::{Index, Known};
use dateline_core::trace::trace_article;
use report::report;
use std::path::Path;

pub fn run(args: &cli::Trace) -> anyhow::Result<Outcome> {
    let (mut index, agencies) = known_of(args.data.as_deref())?;
    let mut tally = Tally::default();
    compare_with(&mut index, &args.against, &agencies, &mut tally)?;
    let shape = match args.format {
        TraceFormat::Json => Shape::Json,
        _ => Shape::Lines,
    };
    let mut answers = Answers::new(shape);
    in_order(
        input::read(&args.inputs, Feeds::Entries),
        None,
        |input| trace_of(input, &index, &agencies),
        |input, trace| {
            tally.count(&input, trace.article.error.as_deref());
            match args.format {
                TraceFormat::Text => answers.text(&report(&input.name, &trace, &index, &agencies)),
                _ => answers.json(&trace),
            }
        },
    )?;
    answers.end()?;
    tally.outcome()
}

/// What a data folder holds and the agencies it knows; without one nothing and the built-in list.
fn known_of(data: Option<&Path>) -> anyhow::Result<(Index, Agencies)> {
    match data {
        None => Ok((Index::new(), Agencies::builtin())),
        Some(folder) => stored(folder),
    }
}

#[cfg(feature = "desk")]
fn stored(folder: &Path) -> anyhow::Result<(Index, Agencies)> {
    super::runtime::block_on(async {
        let desk = Desk::open_existing(folder).await?;
        let index = desk.index().await;
        desk.store.close().await;
        Ok((index, desk.agencies))
    })
}

#[cfg(not(feature = "desk"))]
fn stored(_folder: &Path) -> anyhow::Result<(Index, Agencies)> {
    anyhow::bail!("--data needs the desk build, this one has no store")
}

fn compare_with(
    index: &mut Index,
    against: &[String],
    agencies: &Agencies,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    in_order(
        input::read(against, Feeds::Entries),
        None,
        |input| match &input.error {
            Some(error) => input.failure(error),
            None => extract_article(&input.document, agencies).article,
        },
        |input, article| {
            tally.count(&input, article.error.as_deref());
            if article.error.is_none() {
                index.insert(known(article));
            }
            Ok(())
        },
    )
}

fn known(article: Article) -> Known {
    Known {
        id: article.id,
        url: article.url,
        outlet: article.outlet.name,
        headline: article.headline,
        published_at: article.published_at,
        wire: None,
        section: article.section,
        text: article.text,
    }
}

fn trace_of(input: &Input, index: &Index, agencies: &Agencies) -> Trace {
    if let Some(error) = &input.error {
        let article = input.failure(error);
        return Trace {
            id: article.id.clone(),
            article,
            ..Trace::default()
        };
    }
    trace_article(&extract_article(&input.document, agencies), index, agencies)
}
