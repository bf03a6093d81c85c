//! Outlets with their record: how much of what they print is theirs.

use crate::{Result, Store};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// What the store knows of an outlet, by its registrable domain.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OutletRecord {
    pub domain: String,
    /// The name most of its pages state.
    pub name: Option<String>,
    pub articles: i64,
    /// Nobody's copy; of an agency, its own texts.
    pub original: i64,
    /// Copies and agency texts whose author is named.
    pub credited: i64,
    /// Copies whose author is not named.
    pub uncredited: i64,
    /// Marked as tampered with.
    pub altered: i64,
    /// First and last arrival, seconds since 1970.
    pub first_at: i64,
    pub last_at: i64,
    /// Median time behind the origin over its copies, in seconds; `None` without dated copies.
    pub median_delay_seconds: Option<i64>,
}

const RECORD: &str = "SELECT domain, \
     (SELECT outlet FROM article AS named WHERE named.domain = article.domain AND outlet IS NOT NULL \
      GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT 1) AS name, \
     count(*) AS articles, \
     sum(role = 'wire' OR (origin IS NULL AND role <> 'republished_wire')) AS original, \
     sum(role <> 'wire' AND (origin IS NOT NULL OR role = 'republished_wire') AND credited) AS credited, \
     sum(role <> 'wire' AND (origin IS NOT NULL OR role = 'republished_wire') AND NOT credited) AS uncredited, \
     sum(tampered >= 0.5) AS altered, min(arrived_at) AS first_at, max(arrived_at) AS last_at \
     FROM article WHERE domain IS NOT NULL";

impl Store {
    /// The record of one outlet.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn outlet(&self, domain: &str) -> Result<Option<OutletRecord>> {
        let sql = sqlx::AssertSqlSafe(format!("{RECORD} AND domain = $1 GROUP BY domain"));
        let row = sqlx::query(sql)
            .bind(domain)
            .fetch_optional(&self.pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        let mut record = read(&row)?;
        record.median_delay_seconds = self.median_delay(domain).await?;
        Ok(Some(record))
    }

    /// All outlets, those with the most articles first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn outlets(&self, limit: i64) -> Result<Vec<OutletRecord>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{RECORD} GROUP BY domain ORDER BY articles DESC, domain LIMIT $1"
        ));
        let rows = sqlx::query(sql).bind(limit).fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    async fn median_delay(&self, domain: &str) -> Result<Option<i64>> {
        let sql = "SELECT article.published - origin.published FROM article JOIN article AS origin ON origin.id = article.origin \
                   WHERE article.domain = $1 AND article.role <> 'wire' AND article.published IS NOT NULL AND origin.published IS NOT NULL ORDER BY 1";
        let delays: Vec<i64> = sqlx::query_scalar(sql)
            .bind(domain)
            .fetch_all(&self.pool)
            .await?;
        Ok(delays.get(delays.len() / 2).copied())
    }
}

fn read(row: &SqliteRow) -> Result<OutletRecord> {
    Ok(OutletRecord {
        domain: row.try_get("domain")?,
        name: row.try_get("name")?,
        articles: row.try_get("articles")?,
        original: row.try_get("original")?,
        credited: row.try_get("credited")?,
        uncredited: row.try_get("uncredited")?,
        altered: row.try_get("altered")?,
        first_at: row.try_get("first_at")?,
        last_at: row.try_get("last_at")?,
        median_delay_seconds: None,
    })
}
