//! What the extractor remembers of each outlet, kept as the bytes it makes of it.

use crate::{Result, Write, now};

/// Outlets that are remembered; those not learnt of for longest go first.
const MOST_SITES: i64 = 20_000;

impl Write {
    /// The memory of one outlet; `None` when there is none.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn site_memory(&mut self, site: &str) -> Result<Option<Vec<u8>>> {
        let sql = "SELECT lines FROM site_memory WHERE site = $1";
        Ok(sqlx::query_scalar(sql)
            .bind(site)
            .fetch_optional(&mut *self.tx)
            .await?)
    }

    /// Keeps the memory of one outlet in place of the one before.
    ///
    /// # Errors
    /// When it can't be written.
    pub async fn put_site_memory(&mut self, site: &str, lines: &[u8]) -> Result<()> {
        let sql = "INSERT INTO site_memory (site, lines, learnt_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (site) DO UPDATE SET lines = excluded.lines, learnt_at = excluded.learnt_at";
        sqlx::query(sql)
            .bind(site)
            .bind(lines)
            .bind(now())
            .execute(&mut *self.tx)
            .await?;
        let sql = "DELETE FROM site_memory WHERE site IN \
                   (SELECT site FROM site_memory ORDER BY learnt_at DESC, site LIMIT -1 OFFSET $1)";
        sqlx::query(sql)
            .bind(MOST_SITES)
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
