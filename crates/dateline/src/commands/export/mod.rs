//! `dateline export`: what the store holds, in formats that others read.

mod archive;
mod ninjs;
mod opml;
mod warc;

pub use archive::import;

use super::runtime::block_on;
use crate::cli::{self, Exported};
use crate::exit::Outcome;
use anyhow::Context;
use dateline_store::{Store, StoredArticle};
use std::io::{BufWriter, Write};

/// Rows read from the store at a time.
const CHUNK: i64 = 200;

pub fn run(args: &cli::Export) -> anyhow::Result<Outcome> {
    if args.what == Exported::Parquet {
        anyhow::bail!(
            "parquet is not written from the store: `export jsonl`, then `corpus --format parquet`"
        );
    }
    block_on(async {
        let store = Store::open_existing(&args.data.data).await?;
        let mut out = BufWriter::new(std::io::stdout());
        match args.what {
            Exported::Jsonl => {
                articles(&store, &mut out, |out, stored| {
                    serde_json::to_writer(&mut *out, &stored.article)?;
                    Ok(writeln!(out)?)
                })
                .await?;
            }
            Exported::Ninjs => {
                articles(&store, &mut out, |out, stored| {
                    Ok(writeln!(out, "{}", ninjs::item(stored))?)
                })
                .await?;
            }
            Exported::Opml => write!(out, "{}", opml::outline(store.feeds().await?))?,
            Exported::Warc => warc::write(&store, &mut out).await?,
            Exported::Archive | Exported::Parquet => archive::write(&store, &mut out).await?,
        }
        out.flush().context("standard output")?;
        store.close().await;
        Ok(Outcome::Done)
    })
}

/// Calls `each` for every stored article, in order of arrival.
async fn articles<W: Write>(
    store: &Store,
    out: &mut W,
    mut each: impl FnMut(&mut W, &StoredArticle) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut seq = 0;
    loop {
        let chunk = store.articles_after(seq, CHUNK).await?;
        let Some(last) = chunk.last() else {
            return Ok(());
        };
        seq = last.seq;
        for stored in &chunk {
            each(out, stored)?;
        }
    }
}
