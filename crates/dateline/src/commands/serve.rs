//! `dateline serve`: the site, API, workers and scheduler in one process.

use crate::cli;
use crate::desk::Desk;
use crate::exit::Outcome;
use crate::{input, publish};
use anyhow::Context;
use std::sync::Arc;
use tokio::net::TcpListener;

pub fn run(args: &cli::Serve) -> anyhow::Result<Outcome> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(serve(args))
}

async fn serve(args: &cli::Serve) -> anyhow::Result<Outcome> {
    let listener = TcpListener::bind(&args.listen)
        .await
        .with_context(|| format!("can't listen on {}", args.listen))?;
    let desk = Arc::new(Desk::open(&args.data).await?);
    let documents: Vec<_> = input::read_all(&args.inputs)?
        .into_iter()
        .map(|input| input.document)
        .collect();
    for taken in desk.ingest(&documents).await? {
        if let Some(error) = taken.error {
            eprintln!("{}: {}: {error}", taken.id, taken.state.word());
        }
    }
    println!("Dateline is on http://{}/", listener.local_addr()?);
    axum::serve(listener, publish::router(desk)).await?;
    Ok(Outcome::Done)
}
