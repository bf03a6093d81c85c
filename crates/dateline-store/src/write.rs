//! One transaction that writes.

use crate::{Result, Store};
use sqlx::{Sqlite, Transaction};

/// A write in progress. Dropped without [`Write::commit`], it never was. One at a time: others wait their turn.
#[derive(Debug)]
pub struct Write {
    pub(crate) tx: Transaction<'static, Sqlite>,
}

impl Store {
    /// Begins a write. It takes the lock at once, so that what is read in it stays true until it commits.
    ///
    /// # Errors
    /// When another process holds the lock for over a minute, or the file can't be written.
    pub async fn write(&self) -> Result<Write> {
        Ok(Write {
            tx: self.pool.begin_with("BEGIN IMMEDIATE").await?,
        })
    }
}

impl Store {
    /// Number of the last write to any article; grows with each.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn revision(&self) -> Result<i64> {
        Ok(
            sqlx::query_scalar("SELECT value FROM counter WHERE name = 'revision'")
                .fetch_one(&self.pool)
                .await?,
        )
    }
}

impl Write {
    /// Makes it durable.
    ///
    /// # Errors
    /// When the disk refuses; then nothing of it was written.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }

    /// Number of the last write to any article, as it stands in this write.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn revision(&mut self) -> Result<i64> {
        let sql = "SELECT value FROM counter WHERE name = 'revision'";
        Ok(sqlx::query_scalar(sql).fetch_one(&mut *self.tx).await?)
    }

    /// The next revision number.
    pub(crate) async fn next_revision(&mut self) -> Result<i64> {
        let sql = "UPDATE counter SET value = value + 1 WHERE name = 'revision' RETURNING value";
        Ok(sqlx::query_scalar(sql).fetch_one(&mut *self.tx).await?)
    }
}
