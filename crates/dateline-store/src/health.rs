//! How sources do, and when that changed.

use crate::{Feed, Result, Store, Write, now};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// One word for how a source does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Never asked with success.
    New,
    Ok,
    /// Answers, but takes long.
    Slow,
    Failing,
    /// Answered 410: not asked again.
    Gone,
    /// By somebody at the desk.
    Paused,
}

impl Health {
    pub fn word(self) -> &'static str {
        match self {
            Health::New => "new",
            Health::Ok => "ok",
            Health::Slow => "slow",
            Health::Failing => "failing",
            Health::Gone => "gone",
            Health::Paused => "paused",
        }
    }
}

/// A change of a source's health.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthChange {
    pub id: i64,
    pub feed: i64,
    pub url: String,
    pub title: Option<String>,
    pub at: i64,
    pub was: String,
    pub state: String,
    /// The error in words.
    pub reason: Option<String>,
}

/// Changes kept for one source.
const KEPT: i64 = 100;

impl Store {
    /// The latest changes of health, the newest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn health_changes(&self, limit: i64) -> Result<Vec<HealthChange>> {
        let sql = "SELECT c.id, c.feed, f.url, f.title, c.at, c.was, c.state, c.reason FROM feed_change c \
                   JOIN feed f ON f.id = c.feed ORDER BY c.id DESC LIMIT $1";
        let rows = sqlx::query(sql).bind(limit).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }
}

impl Write {
    /// Notes that a source's health isn't what it was; the change, when it is one worth telling. That a new source
    /// does well is none.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn note_health(&mut self, before: &Feed) -> Result<Option<HealthChange>> {
        let Some(feed) = self.feed(before.id).await? else {
            return Ok(None);
        };
        let (was, state) = (before.health(), feed.health());
        if was == state || (was == Health::New && state == Health::Ok) {
            return Ok(None);
        }
        let sql = "INSERT INTO feed_change (feed, at, was, state, reason) VALUES ($1, $2, $3, $4, $5) RETURNING id";
        let id: i64 = sqlx::query_scalar(sql)
            .bind(feed.id)
            .bind(now())
            .bind(was.word())
            .bind(state.word())
            .bind(&feed.error)
            .fetch_one(&mut *self.tx)
            .await?;
        let sql = "DELETE FROM feed_change WHERE feed = $1 AND id <= (SELECT id FROM feed_change WHERE feed = $1 \
                   ORDER BY id DESC LIMIT 1 OFFSET $2)";
        sqlx::query(sql)
            .bind(feed.id)
            .bind(KEPT)
            .execute(&mut *self.tx)
            .await?;
        Ok(Some(HealthChange {
            id,
            feed: feed.id,
            url: feed.url,
            title: feed.title,
            at: now(),
            was: was.word().to_owned(),
            state: state.word().to_owned(),
            reason: feed.error,
        }))
    }
}

fn read(row: &SqliteRow) -> Result<HealthChange> {
    Ok(HealthChange {
        id: row.try_get("id")?,
        feed: row.try_get("feed")?,
        url: row.try_get("url")?,
        title: row.try_get("title")?,
        at: row.try_get("at")?,
        was: row.try_get("was")?,
        state: row.try_get("state")?,
        reason: row.try_get("reason")?,
    })
}
