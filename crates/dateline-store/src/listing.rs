//! Lists of articles: what a line on a page, in a feed or in the API needs, and no more.

use crate::{Result, Store};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{QueryBuilder, Row};

/// One article in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing {
    pub seq: i64,
    pub id: String,
    pub version: i64,
    pub url: Option<String>,
    pub domain: Option<String>,
    pub outlet: Option<String>,
    pub headline: Option<String>,
    pub summary: Option<String>,
    pub language: Option<String>,
    /// As stated.
    pub published_at: Option<String>,
    /// The same as seconds since 1970.
    pub published: Option<i64>,
    pub arrived_at: i64,
    pub ordered_at: i64,
    pub story: String,
    /// IPTC code.
    pub section: Option<String>,
    pub wire: Option<String>,
    pub role: String,
    /// Id of the article it was copied from.
    pub origin: Option<String>,
    pub findings: i64,
    pub tampered: f64,
}

/// Which articles to list; all of them by default.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    pub section: Option<String>,
    pub domain: Option<String>,
    pub story: Option<String>,
    pub language: Option<String>,
    pub ids: Option<Vec<String>>,
    /// Only texts that are nobody's copy.
    pub originals: bool,
    /// Only articles marked as tampered with (.5 and more).
    pub tampered: bool,
    /// Ordered at or after, seconds since 1970.
    pub since: Option<i64>,
    /// The place in the list to go on from: `ordered_at` and `seq` of the last article seen.
    pub after: Option<(i64, i64)>,
}

/// Nobody's copy: what an agency puts out itself, and what neither comes from an article known here nor from an agency.
pub(crate) const OWN: &str =
    "(article.role = 'wire' OR (article.origin IS NULL AND article.role <> 'republished_wire'))";

pub(crate) const COLUMNS: &str = "seq, id, version, url, domain, outlet, headline, summary, language, published_at, published, \
     arrived_at, ordered_at, story, section, wire, role, origin, findings, tampered";

impl Store {
    /// Articles that the filter lets through, the newest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn list(&self, filter: &Filter, limit: i64) -> Result<Vec<Listing>> {
        let mut sql =
            QueryBuilder::<Sqlite>::new(format!("SELECT {COLUMNS} FROM article WHERE 1 = 1"));
        restrict(&mut sql, filter);
        sql.push(" ORDER BY ordered_at DESC, seq DESC LIMIT ")
            .push_bind(limit);
        let rows = sql.build().fetch_all(&self.pool).await?;
        rows.iter().map(read).collect()
    }

    /// How many articles the filter lets through.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn count(&self, filter: &Filter) -> Result<i64> {
        let mut sql = QueryBuilder::<Sqlite>::new("SELECT count(*) FROM article WHERE 1 = 1");
        restrict(&mut sql, filter);
        Ok(sql.build_query_scalar().fetch_one(&self.pool).await?)
    }

    /// The story that an article belongs to.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn story_of(&self, article: &str) -> Result<Option<String>> {
        let sql = "SELECT story FROM article WHERE id = $1";
        Ok(sqlx::query_scalar(sql)
            .bind(article)
            .fetch_optional(&self.pool)
            .await?)
    }

    /// The article that has this address.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn id_of_url(&self, url: &str) -> Result<Option<String>> {
        let sql = "SELECT id FROM article WHERE url = $1 ORDER BY seq LIMIT 1";
        Ok(sqlx::query_scalar(sql)
            .bind(url)
            .fetch_optional(&self.pool)
            .await?)
    }
}

/// Adds ` AND …` for everything that the filter asks.
pub(crate) fn restrict(sql: &mut QueryBuilder<Sqlite>, filter: &Filter) {
    for (column, value) in [
        ("section", &filter.section),
        ("domain", &filter.domain),
        ("story", &filter.story),
        ("language", &filter.language),
    ] {
        if let Some(value) = value {
            sql.push(format!(" AND article.{column} = "))
                .push_bind(value.clone());
        }
    }
    if let Some(ids) = &filter.ids {
        sql.push(" AND article.id IN (");
        let mut list = sql.separated(", ");
        for id in ids {
            list.push_bind(id.clone());
        }
        sql.push(")");
    }
    if filter.originals {
        sql.push(" AND ").push(OWN);
    }
    if filter.tampered {
        sql.push(" AND article.tampered >= 0.5");
    }
    if let Some(since) = filter.since {
        sql.push(" AND article.ordered_at >= ").push_bind(since);
    }
    if let Some((ordered_at, seq)) = filter.after {
        sql.push(" AND (article.ordered_at < ")
            .push_bind(ordered_at);
        sql.push(" OR article.ordered_at = ").push_bind(ordered_at);
        sql.push(" AND article.seq < ").push_bind(seq).push(")");
    }
}

pub(crate) fn read(row: &SqliteRow) -> Result<Listing> {
    Ok(Listing {
        seq: row.try_get("seq")?,
        id: row.try_get("id")?,
        version: row.try_get("version")?,
        url: row.try_get("url")?,
        domain: row.try_get("domain")?,
        outlet: row.try_get("outlet")?,
        headline: row.try_get("headline")?,
        summary: row.try_get("summary")?,
        language: row.try_get("language")?,
        published_at: row.try_get("published_at")?,
        published: row.try_get("published")?,
        arrived_at: row.try_get("arrived_at")?,
        ordered_at: row.try_get("ordered_at")?,
        story: row.try_get("story")?,
        section: row.try_get("section")?,
        wire: row.try_get("wire")?,
        role: row.try_get("role")?,
        origin: row.try_get("origin")?,
        findings: row.try_get("findings")?,
        tampered: row.try_get("tampered")?,
    })
}
