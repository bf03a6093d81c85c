//! Hubs that tell of a source's news (WebSub): what was asked of them, and until when they tell.

use crate::{Result, Store, Write, now};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use std::collections::HashMap;

/// Where a subscription stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HubState {
    /// The hub hasn't asked back yet.
    Asked,
    /// It tells of news until the lease ends.
    Verified,
    Denied,
}

impl HubState {
    pub fn word(self) -> &'static str {
        match self {
            HubState::Asked => "asked",
            HubState::Verified => "verified",
            HubState::Denied => "denied",
        }
    }
}

/// A subscription of a source at a hub.
#[derive(Debug, Clone, PartialEq)]
pub struct Hub {
    pub feed: i64,
    pub hub: String,
    pub topic: String,
    pub token: String,
    pub secret: String,
    pub state: HubState,
    pub asked_at: i64,
    pub ends_at: i64,
    pub pushes: i64,
    pub pushed_at: Option<i64>,
}

impl Hub {
    /// Whether it tells of news now.
    pub fn is_live(&self) -> bool {
        self.state == HubState::Verified && self.ends_at > now()
    }
}

impl Store {
    /// All subscriptions, by source.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn hubs(&self) -> Result<HashMap<i64, Hub>> {
        let rows = sqlx::query("SELECT * FROM hub")
            .fetch_all(&self.pool)
            .await?;
        let hubs = rows.iter().map(|row| read(row).map(|hub| (hub.feed, hub)));
        hubs.collect()
    }

    /// The subscription of a source.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn hub_of(&self, feed: i64) -> Result<Option<Hub>> {
        let row = sqlx::query("SELECT * FROM hub WHERE feed = $1")
            .bind(feed)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// The subscription whose callback has this name.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn hub_by_token(&self, token: &str) -> Result<Option<Hub>> {
        let row = sqlx::query("SELECT * FROM hub WHERE token = $1")
            .bind(token)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }
}

impl Write {
    /// The subscription of a source, as it stands in this write.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn hub_of(&mut self, feed: i64) -> Result<Option<Hub>> {
        let row = sqlx::query("SELECT * FROM hub WHERE feed = $1")
            .bind(feed)
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Keeps a subscription in place of the source's former one.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn put_hub(&mut self, hub: &Hub) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO hub (feed, hub, topic, token, secret, state, asked_at, ends_at, pushes, pushed_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        sqlx::query(sql)
            .bind(hub.feed)
            .bind(&hub.hub)
            .bind(&hub.topic)
            .bind(&hub.token)
            .bind(&hub.secret)
            .bind(hub.state.word())
            .bind(hub.asked_at)
            .bind(hub.ends_at)
            .bind(hub.pushes)
            .bind(hub.pushed_at)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Notes that a hub told of news. False when the source isn't followed any more.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn note_push(&mut self, feed: i64, new_entries: i64) -> Result<bool> {
        let sql = "UPDATE hub SET pushes = pushes + 1, pushed_at = $2 WHERE feed = $1";
        sqlx::query(sql)
            .bind(feed)
            .bind(now())
            .execute(&mut *self.tx)
            .await?;
        let done = sqlx::query("UPDATE feed SET entries = entries + $2 WHERE id = $1")
            .bind(feed)
            .bind(new_entries)
            .execute(&mut *self.tx)
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn read(row: &SqliteRow) -> Result<Hub> {
    let state: String = row.try_get("state")?;
    Ok(Hub {
        feed: row.try_get("feed")?,
        hub: row.try_get("hub")?,
        topic: row.try_get("topic")?,
        token: row.try_get("token")?,
        secret: row.try_get("secret")?,
        state: match state.as_str() {
            "verified" => HubState::Verified,
            "denied" => HubState::Denied,
            _ => HubState::Asked,
        },
        asked_at: row.try_get("asked_at")?,
        ends_at: row.try_get("ends_at")?,
        pushes: row.try_get("pushes")?,
        pushed_at: row.try_get("pushed_at")?,
    })
}
