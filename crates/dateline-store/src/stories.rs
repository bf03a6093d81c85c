//! Stories as lists show them: how big each is, and the articles that may speak for it.

use crate::listing::{self, Listing};
use crate::{Result, Store};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{QueryBuilder, Row};

/// How much was printed on one story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryTally {
    pub story: String,
    pub articles: i64,
    /// Outlets that printed something of it, by domain (or by name, where no domain is known).
    pub outlets: i64,
    /// Articles that are somebody's copy; an agency's later takes are none.
    pub copies: i64,
    /// Articles with findings.
    pub marked: i64,
    /// First and last, by the order of lists, seconds since 1970.
    pub first_at: i64,
    pub last_at: i64,
}

/// What arrived in a stretch of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrivals {
    pub articles: i64,
    pub stories: i64,
    pub copies: i64,
    pub marked: i64,
}

/// Clean before marked as tampered, own text and wire before copies, then the newest.
const SPEAKS_FIRST: &str = "tampered >= 0.5, CASE WHEN origin IS NULL OR role = 'wire' THEN 0 ELSE 1 END, \
                            ordered_at DESC, seq";

impl Store {
    /// The size of each of these stories, in no order.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn story_tallies(&self, stories: &[String]) -> Result<Vec<StoryTally>> {
        if stories.is_empty() {
            return Ok(Vec::new());
        }
        let mut sql = QueryBuilder::<Sqlite>::new(
            "SELECT story, count(*) AS articles, count(DISTINCT coalesce(domain, outlet, '')) AS outlets, \
             sum(origin IS NOT NULL AND role <> 'wire') AS copies, sum(findings > 0) AS marked, min(ordered_at) AS first_at, \
             max(ordered_at) AS last_at FROM article WHERE story IN (",
        );
        push_list(&mut sql, stories);
        sql.push(") GROUP BY story");
        let rows = sql.build().fetch_all(&self.pool).await?;
        rows.iter().map(read_tally).collect()
    }

    /// Up to `each` articles of each of these stories, those that may speak for it, in order of arrival.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn story_articles(&self, stories: &[String], each: i64) -> Result<Vec<Listing>> {
        if stories.is_empty() {
            return Ok(Vec::new());
        }
        let columns = listing::COLUMNS;
        let mut sql = QueryBuilder::<Sqlite>::new(format!(
            "SELECT {columns} FROM (SELECT {columns}, row_number() OVER (PARTITION BY story ORDER BY {SPEAKS_FIRST}) \
             AS place FROM article WHERE story IN ("
        ));
        push_list(&mut sql, stories);
        sql.push(")) WHERE place <= ")
            .push_bind(each)
            .push(" ORDER BY seq");
        let rows = sql.build().fetch_all(&self.pool).await?;
        rows.iter().map(listing::read).collect()
    }

    /// Sections that hold articles, with how many, the fullest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn section_counts(&self) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT section, count(*) FROM article WHERE section IS NOT NULL GROUP BY section ORDER BY 2 DESC, 1";
        Ok(sqlx::query_as(sql).fetch_all(&self.pool).await?)
    }

    /// What arrived since an instant (seconds since 1970).
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn arrivals_since(&self, since: i64) -> Result<Arrivals> {
        let sql = "SELECT count(*), count(DISTINCT story), coalesce(sum(origin IS NOT NULL AND role <> 'wire'), 0), \
                   coalesce(sum(findings > 0), 0) FROM article WHERE arrived_at >= $1";
        let (articles, stories, copies, marked) = sqlx::query_as(sql)
            .bind(since)
            .fetch_one(&self.pool)
            .await?;
        Ok(Arrivals {
            articles,
            stories,
            copies,
            marked,
        })
    }
}

fn push_list(sql: &mut QueryBuilder<Sqlite>, values: &[String]) {
    let mut list = sql.separated(", ");
    for value in values {
        list.push_bind(value.clone());
    }
}

fn read_tally(row: &SqliteRow) -> Result<StoryTally> {
    Ok(StoryTally {
        story: row.try_get("story")?,
        articles: row.try_get("articles")?,
        outlets: row.try_get("outlets")?,
        copies: row.try_get("copies")?,
        marked: row.try_get("marked")?,
        first_at: row.try_get("first_at")?,
        last_at: row.try_get("last_at")?,
    })
}
