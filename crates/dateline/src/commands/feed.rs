//! `dateline feed`: feeds in, their entries out, in the shape that feedparser made the convention.

use super::answers::{Answers, Shape, Tally, in_order};
use crate::cli::{self, JsonFormat};
use crate::exit::Outcome;
use crate::input::{self, Feeds, Input};
use dateline_core::collect::feed::{Feed, Options, read_feed};
use dateline_core::extract::article_id;
use dateline_core::model::Body;
use serde::Serialize;

/// One feed, or why it was not read.
#[derive(Serialize)]
struct Answer {
    id: String,
    #[serde(flatten)]
    feed: Option<Feed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

pub fn run(args: &cli::Feed) -> anyhow::Result<Outcome> {
    let mut answers = Answers::new(match args.format {
        JsonFormat::Json => Shape::Json,
        JsonFormat::Jsonl => Shape::Lines,
    });
    let mut tally = Tally::default();
    in_order(
        input::read(&args.inputs, Feeds::Whole),
        None,
        read,
        |input, answer| {
            tally.count(&input, answer.error.as_deref());
            answers.json(&answer)
        },
    )?;
    answers.end()?;
    tally.outcome()
}

fn read(input: &Input) -> Answer {
    let document = &input.document;
    let read = match (&input.error, &document.body) {
        (Some(error), _) => Err(error.clone()),
        (None, Body::Html(bytes)) => {
            let options = Options {
                url: document.url.as_deref(),
                headers: &document.headers,
                ..Options::default()
            };
            read_feed(bytes, &options).map_err(|e| e.to_string())
        }
        (None, Body::Page(_) | Body::Text(_)) => Err("plain text, not a feed".into()),
    };
    let (feed, error) = match read {
        Ok(feed) => (Some(feed), None),
        Err(error) => (None, Some(error)),
    };
    Answer {
        id: article_id(document),
        feed,
        error,
    }
}
