//! Feeds, sitemaps and pages that the desk follows: who asks them when, and what came of it.

use crate::documents::corrupt;
use crate::{Health, Result, Store, Write, now};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// What kind of source an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedKind {
    Feed,
    Sitemap,
    Page,
}

impl FeedKind {
    /// Its word, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            FeedKind::Feed => "feed",
            FeedKind::Sitemap => "sitemap",
            FeedKind::Page => "page",
        }
    }

    /// The kind by its word; anything else is a feed.
    pub fn read(word: &str) -> FeedKind {
        match word {
            "sitemap" => FeedKind::Sitemap,
            "page" => FeedKind::Page,
            _ => FeedKind::Feed,
        }
    }
}

/// A source to follow.
#[derive(Debug, Clone)]
pub struct NewFeed {
    pub url: String,
    pub kind: FeedKind,
    pub title: Option<String>,
    pub site: Option<String>,
    pub folder: Option<String>,
}

/// A source that is followed, and how it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    pub id: i64,
    pub url: String,
    pub kind: FeedKind,
    pub title: Option<String>,
    pub site: Option<String>,
    pub folder: Option<String>,
    pub added_at: i64,
    pub paused: bool,
    /// Answered 410: not asked again.
    pub gone: bool,
    /// Sent back to the server byte for byte.
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub interval_seconds: i64,
    pub next_at: i64,
    pub fetched_at: Option<i64>,
    pub succeeded_at: Option<i64>,
    /// Failures in a row.
    pub failures: i64,
    /// The last failure in words; `None` when the last fetch went well.
    pub error: Option<String>,
    /// Entries seen in all.
    pub entries: i64,
    /// Times it was asked, and of these, times it answered that nothing changed.
    pub fetches: i64,
    pub unchanged: i64,
    /// Seconds that the feed itself asks readers to wait; 0 when it doesn't say.
    pub asks_seconds: i64,
    /// How long its answers took of late, in milliseconds.
    pub took_ms: i64,
    /// What is wrong with its document although it was read: the validator's word, and what it is.
    pub warnings: Vec<(String, String)>,
    /// Entries of the last answer that were left for the next time.
    pub left_out: i64,
}

impl Feed {
    /// How it does.
    pub fn health(&self) -> Health {
        match self {
            Feed { gone: true, .. } => Health::Gone,
            Feed { paused: true, .. } => Health::Paused,
            Feed { failures, .. } if *failures > 0 => Health::Failing,
            Feed {
                succeeded_at: None, ..
            } => Health::New,
            Feed { took_ms, .. } if *took_ms >= SLOW_MS => Health::Slow,
            _ => Health::Ok,
        }
    }

    /// The same in one word.
    pub fn state(&self) -> &'static str {
        self.health().word()
    }
}

/// Answers that take longer on the average make a source slow.
const SLOW_MS: i64 = 5_000;
/// Times in a row that a source must say it moved for good before it is asked at the new address only.
const MOVES: i64 = 3;

/// What came of asking a source.
#[derive(Debug, Clone, Default)]
pub struct FetchOutcome {
    /// In words, when it failed.
    pub error: Option<String>,
    pub gone: bool,
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    pub title: Option<String>,
    pub site: Option<String>,
    pub new_entries: i64,
    pub interval_seconds: i64,
    /// When to ask again, seconds since 1970.
    pub next_at: i64,
    /// It answered that nothing changed.
    pub unchanged: bool,
    /// Where it says it moved for good.
    pub moved_to: Option<String>,
    /// Seconds that it asks readers to wait; `None` when this answer doesn't tell.
    pub asks_seconds: Option<i64>,
    /// How long the answer took, in milliseconds; `None` when there was none.
    pub took_ms: Option<i64>,
    /// What is wrong with the document; `None` when this answer holds none.
    pub warnings: Option<Vec<(String, String)>>,
    pub left_out: i64,
}

impl Store {
    /// Follows a source. Returns false when it was followed already.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn add_feed(&self, feed: &NewFeed) -> Result<bool> {
        let sql = "INSERT INTO feed (url, kind, title, site, folder, added_at, next_at) VALUES ($1, $2, $3, $4, $5, $6, $6) \
                   ON CONFLICT (url) DO NOTHING";
        let done = sqlx::query(sql)
            .bind(&feed.url)
            .bind(feed.kind.word())
            .bind(&feed.title)
            .bind(&feed.site)
            .bind(&feed.folder)
            .bind(now())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// All sources, by folder and title.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn feeds(&self) -> Result<Vec<Feed>> {
        let rows = sqlx::query("SELECT * FROM feed ORDER BY folder, coalesce(title, url), id")
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// Takes sources whose time has come, the longest waiting first. Until the lease is over no other process gets them;
    /// [`Write::record_fetch`] ends it.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn lease_feeds(&self, limit: i64, lease_seconds: i64) -> Result<Vec<Feed>> {
        let sql = "UPDATE feed SET leased_until = $1 WHERE id IN (SELECT id FROM feed WHERE paused = 0 AND gone = 0 \
                   AND next_at <= $2 AND leased_until <= $2 ORDER BY next_at, id LIMIT $3) RETURNING *";
        let rows = sqlx::query(sql)
            .bind(now() + lease_seconds)
            .bind(now())
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// The source with this number.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn feed(&self, id: i64) -> Result<Option<Feed>> {
        let row = sqlx::query("SELECT * FROM feed WHERE id = $1")
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Pauses a source, or goes on with it. False when there is none with this id.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn pause_feed(&self, feed: i64, paused: bool) -> Result<bool> {
        let sql = "UPDATE feed SET paused = $2, next_at = CASE WHEN $2 THEN next_at ELSE $3 END WHERE id = $1";
        let done = sqlx::query(sql)
            .bind(feed)
            .bind(paused)
            .bind(now())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Asks a source again at once, also one that was gone. False when there is none with this id.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn retry_feed(&self, feed: i64) -> Result<bool> {
        let sql = "UPDATE feed SET next_at = $2, gone = 0, leased_until = 0 WHERE id = $1";
        Ok(sqlx::query(sql)
            .bind(feed)
            .bind(now())
            .execute(&self.pool)
            .await?
            .rows_affected()
            == 1)
    }

    /// Stops following a source; its articles stay. False when there is none with this id.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn remove_feed(&self, feed: i64) -> Result<bool> {
        let done = sqlx::query("DELETE FROM feed WHERE id = $1")
            .bind(feed)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

impl Write {
    /// Records what came of asking a source. False when it isn't followed any more.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn record_fetch(&mut self, feed: i64, outcome: &FetchOutcome) -> Result<bool> {
        let Some(before) = self.feed(feed).await? else {
            return Ok(false);
        };
        let warnings = outcome.warnings.as_ref().map(serde_json::to_string);
        let warnings = warnings
            .transpose()
            .map_err(|e| corrupt("warnings", &before.url, &e))?;
        let sql = "UPDATE feed SET fetched_at = $2, succeeded_at = CASE WHEN $3 IS NULL THEN $2 ELSE succeeded_at END, \
                   failures = CASE WHEN $3 IS NULL THEN 0 ELSE failures + 1 END, error = $3, gone = $4, \
                   etag = CASE WHEN $3 IS NULL THEN $5 ELSE etag END, \
                   last_modified = CASE WHEN $3 IS NULL THEN $6 ELSE last_modified END, \
                   title = coalesce(title, $7), site = coalesce(site, $8), entries = entries + $9, \
                   interval_seconds = $10, next_at = $11, fetches = fetches + 1, unchanged = unchanged + $12, \
                   asks_seconds = coalesce($13, asks_seconds), leased_until = 0, left_out = $14, \
                   took_ms = CASE WHEN $15 IS NULL THEN took_ms WHEN fetches = 0 THEN $15 ELSE (3 * took_ms + $15) / 4 END, \
                   warnings = coalesce($16, warnings) WHERE id = $1";
        sqlx::query(sql)
            .bind(feed)
            .bind(now())
            .bind(&outcome.error)
            .bind(outcome.gone)
            .bind(&outcome.etag)
            .bind(&outcome.last_modified)
            .bind(&outcome.title)
            .bind(&outcome.site)
            .bind(outcome.new_entries)
            .bind(outcome.interval_seconds)
            .bind(outcome.next_at)
            .bind(outcome.unchanged)
            .bind(outcome.asks_seconds)
            .bind(outcome.left_out)
            .bind(outcome.took_ms)
            .bind(warnings)
            .execute(&mut *self.tx)
            .await?;
        // A failure says nothing about where the source lives.
        if outcome.error.is_none() {
            self.note_move(feed, outcome.moved_to.as_deref()).await?;
        }
        Ok(true)
    }

    /// The source with this number, as it stands in this write.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn feed(&mut self, id: i64) -> Result<Option<Feed>> {
        let row = sqlx::query("SELECT * FROM feed WHERE id = $1")
            .bind(id)
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Counts how often a source said that it moved to the same place, and believes it after some times in a row.
    async fn note_move(&mut self, feed: i64, moved_to: Option<&str>) -> Result<()> {
        let sql = "UPDATE feed SET moved_times = CASE WHEN $2 IS NULL THEN 0 WHEN moved_to = $2 THEN moved_times + 1 ELSE 1 END, \
                   moved_to = $2 WHERE id = $1 AND (moved_to IS NOT NULL OR $2 IS NOT NULL)";
        sqlx::query(sql)
            .bind(feed)
            .bind(moved_to)
            .execute(&mut *self.tx)
            .await?;
        // When the new address is followed too, the old row stays as it is.
        let sql = "UPDATE OR IGNORE feed SET url = moved_to, moved_to = NULL, moved_times = 0 WHERE id = $1 AND moved_times >= $2";
        sqlx::query(sql)
            .bind(feed)
            .bind(MOVES)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

fn read(row: &SqliteRow) -> Result<Feed> {
    let kind: String = row.try_get("kind")?;
    let url: String = row.try_get("url")?;
    let warnings: String = row.try_get("warnings")?;
    let warnings = serde_json::from_str(&warnings).map_err(|e| corrupt("warnings", &url, &e))?;
    Ok(Feed {
        id: row.try_get("id")?,
        url,
        kind: FeedKind::read(&kind),
        title: row.try_get("title")?,
        site: row.try_get("site")?,
        folder: row.try_get("folder")?,
        added_at: row.try_get("added_at")?,
        paused: row.try_get("paused")?,
        gone: row.try_get("gone")?,
        etag: row.try_get("etag")?,
        last_modified: row.try_get("last_modified")?,
        interval_seconds: row.try_get("interval_seconds")?,
        next_at: row.try_get("next_at")?,
        fetched_at: row.try_get("fetched_at")?,
        succeeded_at: row.try_get("succeeded_at")?,
        failures: row.try_get("failures")?,
        error: row.try_get("error")?,
        entries: row.try_get("entries")?,
        fetches: row.try_get("fetches")?,
        unchanged: row.try_get("unchanged")?,
        asks_seconds: row.try_get("asks_seconds")?,
        took_ms: row.try_get("took_ms")?,
        warnings,
        left_out: row.try_get("left_out")?,
    })
}
