//! `dateline feeds`: what is followed and how it does; pause, resume, remove, retry.

use super::runtime::block_on;
use crate::cli::{self, FeedsAction};
use crate::exit::Outcome;
use dateline_core::time;
use dateline_store::{Feed, Store, now};
use serde_json::{Value, json};
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
            print(&store.feeds().await?, args.format)?;
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

fn print(feeds: &[Feed], format: cli::Plain) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match format {
        cli::Plain::Json => {
            let list: Vec<Value> = feeds.iter().map(as_json).collect();
            writeln!(out, "{}", Value::Array(list))?;
        }
        cli::Plain::Text if feeds.is_empty() => writeln!(out, "no feeds are followed")?,
        cli::Plain::Text => {
            for feed in feeds {
                writeln!(out, "{}", as_line(feed))?;
            }
        }
    }
    Ok(())
}

/// A feed with its health, times as RFC 3339.
pub fn as_json(feed: &Feed) -> Value {
    let at = |seconds: Option<i64>| seconds.map(time::utc);
    json!({
        "id": feed.id, "url": feed.url, "kind": feed.kind.word(), "title": feed.title, "site": feed.site,
        "folder": feed.folder, "state": feed.state(), "added_at": time::utc(feed.added_at),
        "fetched_at": at(feed.fetched_at), "succeeded_at": at(feed.succeeded_at), "next_at": time::utc(feed.next_at),
        "interval_seconds": feed.interval_seconds, "fetches": feed.fetches, "unchanged": feed.unchanged,
        "entries": feed.entries, "failures": feed.failures, "error": feed.error,
    })
}

fn as_line(feed: &Feed) -> String {
    let mut line = format!("{:>4}  {:8}", feed.id, feed.state());
    if let Some(title) = &feed.title {
        line.push_str(&format!("{title} · "));
    }
    line.push_str(&feed.url);
    line.push_str(&format!(" · {} entries", feed.entries));
    line.push_str(&match feed.fetched_at {
        Some(at) => format!(" · asked {} ago", span(now() - at)),
        None => " · not asked yet".to_owned(),
    });
    if let Some(error) = &feed.error {
        line.push_str(&format!(" · {error}"));
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
