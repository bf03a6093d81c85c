//! What doctor looks at: whether the tables agree with each other.

use crate::{Result, Store, Write};

/// Links that don't agree with the rest of the store.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LinkFaults {
    /// One of the two articles isn't there.
    pub dangling: i64,
    /// Seen from one side only.
    pub one_sided: i64,
}

impl Store {
    /// Looks for links that point nowhere or are seen from one side only.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn link_faults(&self) -> Result<LinkFaults> {
        let sql = "SELECT (SELECT count(*) FROM link WHERE article NOT IN (SELECT id FROM article) \
                   OR other NOT IN (SELECT id FROM article)), \
                   (SELECT count(*) FROM link WHERE NOT EXISTS (SELECT 1 FROM link AS back \
                   WHERE back.article = link.other AND back.other = link.article))";
        let (dangling, one_sided) = sqlx::query_as(sql).fetch_one(&self.pool).await?;
        Ok(LinkFaults {
            dangling,
            one_sided,
        })
    }

    /// Articles whose origin isn't there.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn lost_origins(&self) -> Result<Vec<String>> {
        let sql = "SELECT id FROM article WHERE origin IS NOT NULL AND origin NOT IN (SELECT id FROM article) ORDER BY seq";
        Ok(sqlx::query_scalar(sql).fetch_all(&self.pool).await?)
    }

    /// Time of the newest arrival, seconds since 1970; `None` in an empty store.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn newest_arrival(&self) -> Result<Option<i64>> {
        Ok(sqlx::query_scalar("SELECT max(arrived_at) FROM document")
            .fetch_one(&self.pool)
            .await?)
    }
}

impl Write {
    /// Makes the links anew from the traces, and counts them.
    ///
    /// # Errors
    /// When a trace is corrupt or the store can't be written.
    pub async fn rebuild_links(&mut self) -> Result<i64> {
        sqlx::query("DELETE FROM link")
            .execute(&mut *self.tx)
            .await?;
        let mut revision = 0;
        loop {
            let chunk = self.articles_since(revision, 500).await?;
            let Some(last) = chunk.last() else { break };
            revision = last.revision;
            for stored in &chunk {
                self.put_links(&stored.article.id, &stored.trace.copies)
                    .await?;
            }
        }
        sqlx::query(
            "DELETE FROM link WHERE article NOT IN (SELECT id FROM article) OR other NOT IN (SELECT id FROM article)",
        )
        .execute(&mut *self.tx)
        .await?;
        Ok(sqlx::query_scalar("SELECT count(*) FROM link")
            .fetch_one(&mut *self.tx)
            .await?)
    }
}
