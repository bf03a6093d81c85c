//! Entries of feeds that were dealt with: what makes polling a feed again bring only news.

use crate::{Result, Store, Write, now};
use std::collections::HashMap;

/// An entry to note: what it goes by, and a digest of what the feed says about it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Noted {
    pub key: String,
    pub digest: String,
}

/// Entries looked up at a time.
const CHUNK: usize = 500;

impl Store {
    /// Of a feed's entries, which are new or said otherwise than before: one answer for each.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn are_new(&self, feed: i64, entries: &[Noted]) -> Result<Vec<bool>> {
        let mut new = Vec::with_capacity(entries.len());
        let sql = "SELECT key, digest FROM entry WHERE feed = $1 AND key IN (SELECT value FROM json_each($2))";
        for chunk in entries.chunks(CHUNK) {
            let keys: Vec<&str> = chunk.iter().map(|entry| entry.key.as_str()).collect();
            let known: Vec<(String, String)> = sqlx::query_as(sql)
                .bind(feed)
                .bind(serde_json::Value::from(keys).to_string())
                .fetch_all(&self.pool)
                .await?;
            let known: HashMap<String, String> = known.into_iter().collect();
            new.extend(
                chunk
                    .iter()
                    .map(|entry| known.get(&entry.key) != Some(&entry.digest)),
            );
        }
        Ok(new)
    }

    /// How many entries each feed brought since a time, new or changed ones.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn entries_since(&self, at: i64) -> Result<HashMap<i64, i64>> {
        let sql = "SELECT feed, count(*) FROM entry WHERE seen_at > $1 GROUP BY feed";
        let counted: Vec<(i64, i64)> = sqlx::query_as(sql).bind(at).fetch_all(&self.pool).await?;
        Ok(counted.into_iter().collect())
    }
}

impl Write {
    /// Notes an entry of a feed. True when it is new, or the feed says something else about it than before.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn note_entry(&mut self, feed: i64, entry: &Noted) -> Result<bool> {
        let sql = "INSERT INTO entry (feed, key, digest, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (feed, key) \
                   DO UPDATE SET digest = excluded.digest, seen_at = excluded.seen_at \
                   WHERE digest <> excluded.digest";
        let done = sqlx::query(sql)
            .bind(feed)
            .bind(&entry.key)
            .bind(&entry.digest)
            .bind(now())
            .execute(&mut *self.tx)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
