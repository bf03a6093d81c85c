//! Traces that somebody asked for by hand, each under an address of its own.

use crate::documents::corrupt;
use crate::{Result, Store, now};
use dateline_core::model::Trace;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

/// A trace with what it takes to show it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    pub trace: Trace,
    /// For a page that was read as plain text: where on it each field stood, as `(field, start, end)` in characters, in
    /// order. Empty when positions count in the article's text.
    pub page: Vec<(dateline_core::model::Field, usize, usize)>,
}

impl Store {
    /// Keeps a report and returns the id of its address. The same report has the same address.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn put_report(&self, report: &Report) -> Result<String> {
        let json =
            serde_json::to_string(report).map_err(|e| corrupt("report", &report.trace.id, &e))?;
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

    /// The report at an address, and when it was first asked for (seconds since 1970).
    ///
    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn report(&self, id: &str) -> Result<Option<(Report, i64)>> {
        let sql = "SELECT trace, made_at FROM report WHERE id = $1";
        let row: Option<(String, i64)> = sqlx::query_as(sql)
            .bind(id)
            .fetch_optional(&self.pool)
            .await?;
        let Some((json, made_at)) = row else {
            return Ok(None);
        };
        let report = serde_json::from_str(&json).map_err(|e| corrupt("report", id, &e))?;
        Ok(Some((report, made_at)))
    }
}
