//! The desk: the store and the straight line over it, shared by the site, the commands and the workers.

pub mod health;
mod intake;
mod key;
mod line;

pub use intake::Intake;
pub use line::{Beside, State, Taken};

use anyhow::Context;
use dateline_core::agencies::Agencies;
use dateline_core::curate::story::Related;
use dateline_core::extract::extract_article;
use dateline_core::model::{Document, Trace};
use dateline_core::trace::index::Index;
use dateline_core::trace::trace_article;
use dateline_store::Store;
use line::Line;
use std::path::Path;
use tokio::sync::RwLock;
use tokio::task::block_in_place;

/// File in the data folder that extends the built-in list of agencies.
pub const AGENCIES_FILE: &str = "agencies.jsonl";

/// Everything that works on one data folder.
#[derive(Debug)]
pub struct Desk {
    pub store: Store,
    pub agencies: Agencies,
    line: RwLock<Line>,
}

impl Desk {
    /// Opens a data folder, making it when it is missing.
    ///
    /// # Errors
    /// Names what can't be opened or read.
    pub async fn open(folder: &Path) -> anyhow::Result<Desk> {
        Desk::over(Store::open(folder).await?, folder).await
    }

    /// Opens a data folder that has a store already.
    ///
    /// # Errors
    /// As [`Desk::open`], and when there is no store.
    pub async fn open_existing(folder: &Path) -> anyhow::Result<Desk> {
        Desk::over(Store::open_existing(folder).await?, folder).await
    }

    async fn over(store: Store, folder: &Path) -> anyhow::Result<Desk> {
        let agencies = agencies(folder)?;
        let line = Line::load(&store, folder).await?;
        Ok(Desk {
            store,
            agencies,
            line: RwLock::new(line),
        })
    }

    /// Takes documents through the whole line into the store. What is returned as stored is durable.
    ///
    /// # Errors
    /// When the store can't be written; then none of these documents was taken.
    pub async fn ingest(&self, documents: &[Document]) -> anyhow::Result<Vec<Taken>> {
        self.ingest_beside(documents, &[].as_slice()).await
    }

    /// The same, with something to write in the same transaction. It is written too when there are no documents.
    ///
    /// # Errors
    /// As [`Desk::ingest`].
    pub async fn ingest_beside(
        &self,
        documents: &[Document],
        beside: &dyn Beside,
    ) -> anyhow::Result<Vec<Taken>> {
        // Reading takes long and needs nobody else.
        let key = self.line.read().await.index().key();
        let read = line::read(documents, &self.agencies, key);
        let mut line = self.line.write().await;
        line.take(&self.store, &self.agencies, read, beside).await
    }

    /// Traces a document against everything in the store, without taking it in.
    pub async fn trace(&self, document: &Document) -> Trace {
        let line = self.line.read().await;
        block_in_place(|| {
            trace_article(
                &extract_article(document, &self.agencies),
                line.index(),
                &self.agencies,
            )
        })
    }

    /// A copy of the index of everything in the store.
    pub async fn index(&self) -> Index {
        self.line.read().await.index().clone()
    }

    /// Traces stored articles again.
    ///
    /// # Errors
    /// When the store can't be read or written.
    pub async fn retrace(&self, ids: &[String]) -> anyhow::Result<()> {
        let mut line = self.line.write().await;
        line.retrace(&self.store, &self.agencies, ids).await
    }

    /// Reads that go with an article, best first.
    pub async fn related(&self, id: &str, limit: usize) -> Vec<Related> {
        let line = self.line.read().await;
        block_in_place(|| line.stories().related(id, limit))
    }

    /// The three reads for an article's page, best first.
    pub async fn page_three(&self, id: &str) -> Vec<Related> {
        let line = self.line.read().await;
        block_in_place(|| line.stories().page_three(id))
    }

    /// Takes note of what other processes put into the store.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn refresh(&self) -> anyhow::Result<()> {
        self.line.write().await.refresh(&self.store).await
    }
}

/// The built-in agencies and those that the data folder adds.
fn agencies(folder: &Path) -> anyhow::Result<Agencies> {
    let mut agencies = Agencies::builtin();
    let file = folder.join(AGENCIES_FILE);
    match std::fs::read_to_string(&file) {
        Ok(lines) => agencies
            .extend(&lines)
            .map_err(anyhow::Error::msg)
            .with_context(|| file.display().to_string())?,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(e).with_context(|| file.display().to_string()),
    }
    Ok(agencies)
}
