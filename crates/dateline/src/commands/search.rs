//! `dateline search`: the stored articles that match, the best first.

use super::runtime::block_on;
use crate::cli;
use crate::exit::Outcome;
use dateline_store::{Found, Hit, SearchQuery, Store};
use serde_json::{Value, json};
use std::io::Write;

pub fn run(args: &cli::Search) -> anyhow::Result<Outcome> {
    let query = SearchQuery::read(&args.query.join(" "));
    if query.is_empty() {
        anyhow::bail!("nothing to search for");
    }
    let found = block_on(async {
        let store = Store::open_existing(&args.data.data).await?;
        let found = store.search(&query, i64::from(args.limit), 0).await?;
        store.close().await;
        Ok(found)
    })?;
    let mut out = std::io::stdout().lock();
    match args.format {
        cli::Plain::Json => writeln!(out, "{}", as_json(&found))?,
        cli::Plain::Text => write!(out, "{}", as_text(&found))?,
    }
    Ok(Outcome::Done)
}

fn as_json(found: &Found) -> Value {
    let hits = found.hits.iter().map(|hit| {
        let listing = &hit.listing;
        json!({
            "id": listing.id, "url": listing.url, "headline": listing.headline,
            "outlet": {"name": listing.outlet, "domain": listing.domain},
            "language": listing.language, "published_at": listing.published_at,
            "section": listing.section, "story": listing.story,
            "origin": {"wire": listing.wire, "role": listing.role, "article": listing.origin},
            "passage": passage(hit, "", ""),
        })
    });
    json!({"total": found.total, "hits": hits.collect::<Vec<_>>()})
}

fn as_text(found: &Found) -> String {
    let mut text = format!("{} found\n", found.total);
    for hit in &found.hits {
        let listing = &hit.listing;
        let headline = listing.headline.as_deref().unwrap_or("(no headline)");
        let facts = [
            listing.outlet.as_deref(),
            listing.published_at.as_deref(),
            Some(listing.url.as_deref().unwrap_or(&listing.id)),
        ];
        let facts: Vec<&str> = facts.into_iter().flatten().collect();
        text.push_str(&format!(
            "\n{headline}\n  {}\n  {}\n",
            facts.join(" · "),
            passage(hit, "*", "*")
        ));
    }
    text
}

fn passage(hit: &Hit, open: &str, close: &str) -> String {
    let parts = hit.passage.iter().map(|(text, marked)| match marked {
        true => format!("{open}{text}{close}"),
        false => text.clone(),
    });
    parts.collect()
}
