//! `dateline discover`: the feeds that a page announces.

use super::answers::{Answers, Shape, Tally};
use crate::cli::{self, ListFormat};
use crate::exit::Outcome;
use crate::input::{self, Feeds};
use dateline_core::collect::discover::find_feeds;
use dateline_core::model::Body;

pub fn run(args: &cli::Discover) -> anyhow::Result<Outcome> {
    let mut answers = Answers::new(match args.format {
        ListFormat::Json => Shape::List,
        ListFormat::Text | ListFormat::Jsonl => Shape::Lines,
    });
    let mut tally = Tally::default();
    for input in input::read(std::slice::from_ref(&args.page), Feeds::Whole) {
        let url = args.url.as_deref().or(input.document.url.as_deref());
        let found = match &input.document.body {
            Body::Html(bytes) if input.error.is_none() => find_feeds(bytes, url),
            _ => Vec::new(),
        };
        tally.count(&input, input.error.as_deref());
        for feed in found {
            match args.format {
                ListFormat::Text => answers.text(&format!("{}\n", feed.url))?,
                ListFormat::Json | ListFormat::Jsonl => answers.json(&feed)?,
            }
        }
    }
    answers.end()?;
    tally.outcome()
}
