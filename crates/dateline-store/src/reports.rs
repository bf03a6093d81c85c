//! Traces that somebody asked for by hand, each under an address of its own.

use crate::documents::corrupt;
use crate::{Result, Store, now};
use dateline_core::model::Trace;
use xxhash_rust::xxh3::xxh3_128;

impl Store {
    /// Keeps a trace and returns the id of its address. The same trace has the same address.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn put_report(&self, trace: &Trace) -> Result<String> {
        let json = serde_json::to_string(trace).map_err(|e| corrupt("report", &trace.id, &e))?;
        let id = format!("{:032x}", xxh3_128(json.as_bytes()));
        let sql = "INSERT INTO report (id, made_at, trace) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING";
        sqlx::query(sql)
            .bind(&id)
            .bind(now())
            .bind(json)
            .execute(&self.pool)
            .await?;
        Ok(id)
    }

    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn report(&self, id: &str) -> Result<Option<Trace>> {
        let sql = "SELECT trace FROM report WHERE id = $1";
        let json: Option<String> = sqlx::query_scalar(sql)
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        json.map(|json| serde_json::from_str(&json).map_err(|e| corrupt("report", id, &e)))
            .transpose()
    }
}
