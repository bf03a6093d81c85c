//! Entries of feeds that were dealt with: what makes polling a feed again bring only news.

use crate::{Result, Store, Write, now};

impl Store {
    /// Whether an entry of a feed is new, or the feed says something else about it than before.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn is_entry_new(&self, feed: i64, key: &str, digest: &str) -> Result<bool> {
        let sql =
            "SELECT NOT EXISTS (SELECT 1 FROM entry WHERE feed = $1 AND key = $2 AND digest = $3)";
        Ok(sqlx::query_scalar(sql)
            .bind(feed)
            .bind(key)
            .bind(digest)
            .fetch_one(&self.pool)
            .await?)
    }
}

impl Write {
    /// Notes an entry of a feed. True when it is new, or the feed says something else about it than before.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn note_entry(&mut self, feed: i64, key: &str, digest: &str) -> Result<bool> {
        let sql = "INSERT INTO entry (feed, key, digest, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (feed, key) \
                   DO UPDATE SET digest = excluded.digest, seen_at = excluded.seen_at \
                   WHERE digest <> excluded.digest";
        let done = sqlx::query(sql)
            .bind(feed)
            .bind(key)
            .bind(digest)
            .bind(now())
            .execute(&mut *self.tx)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
