//! `dateline feeds`: what is followed and how it does; pause, resume, remove, retry.

use super::runtime::block_on;
use crate::cli::{self, FeedsAction};
use crate::desk::health::{self, SourceHealth};
use crate::exit::Outcome;
use dateline_store::{Store, now};
use serde_json::Value;
use std::io::Write;

pub fn run(args: &cli::Feeds) -> anyhow::Result<Outcome> {
    block_on(async {
        let store = Store::open_existing(&args.data).await?;
        let done = act(&store, args).await;
        store.close().await;
        done
    })
}

async fn act(store: &Store, args: &cli::Feeds) -> anyhow::Result<Outcome> {
    let (id, found) = match args.action {
        None | Some(FeedsAction::List) => {
            print(&health::of_all(store).await?, args.format)?;
            return Ok(Outcome::Done);
        }
        Some(FeedsAction::Pause { id }) => (id, store.pause_feed(id, true).await?),
        Some(FeedsAction::Resume { id }) => (id, store.pause_feed(id, false).await?),
        Some(FeedsAction::Remove { id }) => (id, store.remove_feed(id).await?),
        Some(FeedsAction::Retry { id }) => (id, store.retry_feed(id).await?),
    };
    match found {
        true => Ok(Outcome::Done),
        false => anyhow::bail!("no feed has the number {id}"),
    }
}

fn print(sources: &[SourceHealth], format: cli::Plain) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        cli::Plain::Json => {
            let list: Vec<Value> = sources.iter().map(SourceHealth::json).collect();
            writeln!(out, "{}", Value::Array(list))?;
        }
        cli::Plain::Text if sources.is_empty() => writeln!(out, "no feeds are followed")?,
        cli::Plain::Text => {
            for source in sources {
                writeln!(out, "{}", as_line(source))?;
            }
        }
    }
    Ok(())
}

fn as_line(source: &SourceHealth) -> String {
    let feed = &source.feed;
    let mut line = format!("{:>4}  {:8}", feed.id, feed.state());
    if let Some(title) = &feed.title {
        line.push_str(&format!("{title} · "));
    }
    line.push_str(&feed.url);
    let (all, a_day) = (feed.entries, source.entries_a_day);
    line.push_str(&format!(" · {all} entries, {a_day} a day"));
    line.push_str(&match feed.fetched_at {
        Some(at) => format!(" · asked {} ago", span(now() - at)),
        None => " · not asked yet".to_owned(),
    });
    if !feed.paused && !feed.gone {
        let next = span(feed.next_at - now());
        let every = span(feed.interval_seconds);
        line.push_str(&format!(" · next in {next}, every {every}"));
    }
    if feed.fetches > 0 {
        line.push_str(&format!(" · {}% unchanged", source.unchanged_percent()));
    }
    if let Some(hub) = source.hub.as_ref().filter(|hub| hub.is_live()) {
        line.push_str(&format!(" · told by its hub ({} times)", hub.pushes));
    }
    if let Some(error) = &feed.error {
        line.push_str(&format!(" · {error}"));
    }
    if feed.left_out > 0 {
        let left = feed.left_out;
        line.push_str(&format!(" · {left} entries left for the next time"));
    }
    for (event, what) in &feed.warnings {
        line.push_str(&format!("\n        {event}: {what}"));
    }
    line
}

/// A span of time in its largest unit.
fn span(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{} s", seconds.max(0)),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}
