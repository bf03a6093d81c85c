//! `dateline add`: follow feeds, sitemaps, pages, or all feeds of an OPML file.

use super::runtime::block_on;
use crate::cli;
use crate::collect::fetch::{Fetcher, PATIENCE};
use crate::collect::follow::{self, Followed};
use crate::collect::guard;
use crate::exit::Outcome;
use dateline_store::Store;
use std::time::Duration;

pub fn run(args: &cli::Add) -> anyhow::Result<Outcome> {
    block_on(async {
        let store = Store::open(&args.data.data).await?;
        let fetcher = Fetcher::new(guard::of_command_line(), Duration::ZERO, PATIENCE)?;
        let mut failed = 0;
        for source in &args.sources {
            match follow::follow(&store, &fetcher, source).await {
                Ok(followed) => followed.iter().for_each(tell),
                Err(error) => {
                    failed += 1;
                    eprintln!("dateline: {source}: {error:#}");
                }
            }
        }
        store.close().await;
        if failed == args.sources.len() {
            anyhow::bail!("nothing was added");
        }
        Ok(Outcome::of_failures(failed))
    })
}

fn tell(followed: &Followed) {
    let state = if followed.new {
        "added"
    } else {
        "followed already"
    };
    let kind = followed.feed.kind.word();
    println!("{state}: {kind} {}", followed.feed.url);
    if let Some(note) = &followed.note {
        eprintln!("dateline: {}: {note}", followed.feed.url);
    }
}
