//! `dateline extract`: pages in, articles out.

use super::answers::{Answers, Shape, Tally, in_order};
use crate::cli::{self, TextFormat};
use crate::exit::Outcome;
use crate::input::{self, Feeds, Input};
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use dateline_core::model::Article;
use dateline_core::publish::clean_html::clean_html;
use dateline_core::publish::markdown::markdown;
use dateline_core::publish::text::text;

pub fn run(args: &cli::Extract) -> anyhow::Result<Outcome> {
    let agencies = Agencies::builtin();
    let shape = match args.format {
        TextFormat::Json => Shape::Json,
        _ => Shape::Lines,
    };
    let mut answers = Answers::new(shape);
    let mut tally = Tally::default();
    in_order(
        input::read(&args.inputs, Feeds::Entries),
        args.threads,
        |input| article_of(input, &agencies),
        |input, article| {
            tally.count(&input, article.error.as_deref());
            match args.format {
                TextFormat::Json | TextFormat::Jsonl => answers.json(&article),
                _ if article.error.is_some() => Ok(()),
                format => answers.text(&written(&article, format)),
            }
        },
    )?;
    answers.end()?;
    tally.outcome()
}

fn article_of(input: &Input, agencies: &Agencies) -> Article {
    match &input.error {
        Some(error) => input.failure(error),
        None => extract_article(&input.document, agencies).article,
    }
}

/// The article for people to read; articles are parted by a line of their own where one output holds several.
fn written(article: &Article, format: TextFormat) -> String {
    match format {
        TextFormat::Html => clean_html(article),
        TextFormat::Text => text(article) + "\n",
        _ => markdown(article) + "\n",
    }
}
