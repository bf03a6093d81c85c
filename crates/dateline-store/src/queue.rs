//! The queue: work that must survive a crash. A job is leased for a while; a worker that dies lets its lease run out
//! and another takes the job. Putting the same work in twice queues it once.

use crate::{Result, Store, Write, now};
use sqlx::Row;

/// A leased piece of work.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    pub id: i64,
    pub kind: String,
    pub key: String,
    /// JSON.
    pub payload: String,
    /// Times it was tried before.
    pub tries: i64,
}

/// How many jobs wait, run, and were given up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct QueueCount {
    pub waiting: i64,
    pub leased: i64,
    pub dead: i64,
}

/// After so many tries a job is given up, and kept with its reason.
const MAX_TRIES: i64 = 6;
const FIRST_RETRY_SECONDS: i64 = 60;
const ENQUEUE: &str = "INSERT INTO job (kind, key, payload, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, key) DO NOTHING";

impl Store {
    /// Queues work. False when the same work is queued already, or was given up.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn enqueue(&self, kind: &str, key: &str, payload: &str, due_at: i64) -> Result<bool> {
        let done = sqlx::query(ENQUEUE)
            .bind(kind)
            .bind(key)
            .bind(payload)
            .bind(due_at)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Leases up to `limit` jobs that are due, the longest waiting first.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn lease(&self, limit: i64, lease_seconds: i64) -> Result<Vec<Job>> {
        let sql = "UPDATE job SET leased_until = $1 WHERE id IN (SELECT id FROM job WHERE dead = 0 AND due_at <= $2 \
                   AND leased_until <= $2 ORDER BY due_at, id LIMIT $3) RETURNING id, kind, key, payload, tries";
        let rows = sqlx::query(sql)
            .bind(now() + lease_seconds)
            .bind(now())
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Job {
                    id: row.try_get("id")?,
                    kind: row.try_get("kind")?,
                    key: row.try_get("key")?,
                    payload: row.try_get("payload")?,
                    tries: row.try_get("tries")?,
                })
            })
            .collect()
    }

    /// Records that a job failed: it is tried again later, each time after four times as long, and given up at last.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn fail(&self, job: &Job, reason: &str) -> Result<()> {
        let tries = job.tries + 1;
        let wait = FIRST_RETRY_SECONDS << (2 * job.tries.clamp(0, 8));
        let sql = "UPDATE job SET tries = $2, dead = $3, due_at = $4, leased_until = 0, error = $5 WHERE id = $1";
        sqlx::query(sql)
            .bind(job.id)
            .bind(tries)
            .bind(tries >= MAX_TRIES)
            .bind(now() + wait)
            .bind(reason)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Gives a job up at once, keeping the reason: for what will not be better next time.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn give_up(&self, job: i64, reason: &str) -> Result<()> {
        let sql = "UPDATE job SET tries = tries + 1, dead = 1, leased_until = 0, error = $2 WHERE id = $1";
        sqlx::query(sql)
            .bind(job)
            .bind(reason)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Hands leased jobs back untried, to be taken again at a later time.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn postpone(&self, job: i64, due_at: i64) -> Result<()> {
        let sql = "UPDATE job SET leased_until = 0, due_at = $2 WHERE id = $1";
        sqlx::query(sql)
            .bind(job)
            .bind(due_at)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Drops a job that came to nothing to store.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn drop_job(&self, id: i64) -> Result<()> {
        sqlx::query("DELETE FROM job WHERE id = $1")
            .bind(id)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// # Errors
    /// When the store can't be read.
    pub async fn queue_count(&self) -> Result<QueueCount> {
        let sql = "SELECT coalesce(sum(dead = 0 AND leased_until <= $1), 0), coalesce(sum(dead = 0 AND leased_until > $1), 0), \
                   coalesce(sum(dead), 0) FROM job";
        let (waiting, leased, dead) = sqlx::query_as(sql)
            .bind(now())
            .fetch_one(&self.pool)
            .await?;
        Ok(QueueCount {
            waiting,
            leased,
            dead,
        })
    }

    /// Jobs that were given up: kind, key and reason, the newest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn dead_jobs(&self, limit: i64) -> Result<Vec<(String, String, String)>> {
        let sql = "SELECT kind, key, coalesce(error, '') FROM job WHERE dead = 1 ORDER BY due_at DESC LIMIT $1";
        Ok(sqlx::query_as(sql)
            .bind(limit)
            .fetch_all(&self.pool)
            .await?)
    }
}

impl Write {
    /// Queues work in this write, see [`Store::enqueue`].
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn enqueue(
        &mut self,
        kind: &str,
        key: &str,
        payload: &str,
        due_at: i64,
    ) -> Result<bool> {
        let done = sqlx::query(ENQUEUE)
            .bind(kind)
            .bind(key)
            .bind(payload)
            .bind(due_at)
            .execute(&mut *self.tx)
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// The same, also when it was given up before: there is something new about it. A job that waits goes on waiting.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn enqueue_anew(
        &mut self,
        kind: &str,
        key: &str,
        payload: &str,
        due_at: i64,
    ) -> Result<()> {
        let sql = "INSERT INTO job (kind, key, payload, due_at) VALUES ($1, $2, $3, $4) ON CONFLICT (kind, key) \
                   DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at, dead = 0, tries = 0, error = NULL \
                   WHERE dead = 1";
        sqlx::query(sql)
            .bind(kind)
            .bind(key)
            .bind(payload)
            .bind(due_at)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }

    /// Completes a job in the same transaction as its effect.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn complete_job(&mut self, id: i64) -> Result<()> {
        sqlx::query("DELETE FROM job WHERE id = $1")
            .bind(id)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
