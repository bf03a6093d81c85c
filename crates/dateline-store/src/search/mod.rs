//! Full text search over FTS5. The index holds each article's words (UAX 29, a character a word in scripts without
//! spaces); what is shown comes from the article itself.

mod excerpt;
mod query;

pub use query::SearchQuery;

use crate::listing::{self, Listing};
use crate::{Result, Store, Write};
use dateline_core::model::Article;
use dateline_core::words::words;
use sqlx::sqlite::Sqlite;
use sqlx::{QueryBuilder, Row};

/// One article found, with the passage that matches: stretches of text, each marked or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    pub listing: Listing,
    pub passage: Vec<(String, bool)>,
}

/// How many of the articles found share a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Facet {
    pub value: String,
    pub count: i64,
}

/// An answer to a search.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    pub total: i64,
    pub hits: Vec<Hit>,
    pub sections: Vec<Facet>,
    pub domains: Vec<Facet>,
    pub languages: Vec<Facet>,
}

const FACET_VALUES: i64 = 12;

impl Store {
    /// Articles that match, the best first (bm25, the headline counting five times); with filters alone the newest
    /// first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn search(&self, query: &SearchQuery, limit: i64, offset: i64) -> Result<Found> {
        let mut found = Found {
            total: self.count_matches(query).await?,
            ..Found::default()
        };
        if found.total == 0 {
            return Ok(found);
        }
        let columns: Vec<String> = listing::COLUMNS
            .split(", ")
            .map(|c| format!("article.{}", c.trim()))
            .collect();
        let mut sql =
            QueryBuilder::<Sqlite>::new(format!("SELECT {}, article.article", columns.join(", ")));
        matching(&mut sql, query);
        sql.push(match query.expression.is_empty() {
            true => " ORDER BY article.ordered_at DESC, article.seq DESC",
            false => " ORDER BY bm25(article_words, 5.0, 1.0, 2.0), article.ordered_at DESC, article.seq DESC",
        });
        sql.push(" LIMIT ")
            .push_bind(limit)
            .push(" OFFSET ")
            .push_bind(offset);
        for row in sql.build().fetch_all(&self.pool).await? {
            let article: String = row.try_get("article")?;
            let text = serde_json::from_str::<Article>(&article)
                .map(|article| article.text)
                .unwrap_or_default();
            found.hits.push(Hit {
                listing: listing::read(&row)?,
                passage: excerpt::passage(&text, &query.marks),
            });
        }
        found.sections = self.facet(query, "section").await?;
        found.domains = self.facet(query, "domain").await?;
        found.languages = self.facet(query, "language").await?;
        Ok(found)
    }

    async fn count_matches(&self, query: &SearchQuery) -> Result<i64> {
        let mut sql = QueryBuilder::<Sqlite>::new("SELECT count(*)");
        matching(&mut sql, query);
        Ok(sql.build_query_scalar().fetch_one(&self.pool).await?)
    }

    async fn facet(&self, query: &SearchQuery, column: &str) -> Result<Vec<Facet>> {
        let mut sql = QueryBuilder::<Sqlite>::new(format!(
            "SELECT article.{column} AS value, count(*) AS count"
        ));
        matching(&mut sql, query);
        sql.push(format!(
            " AND article.{column} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {FACET_VALUES}"
        ));
        let rows: Vec<(String, i64)> = sql.build_query_as().fetch_all(&self.pool).await?;
        Ok(rows
            .into_iter()
            .map(|(value, count)| Facet { value, count })
            .collect())
    }
}

impl Write {
    pub(crate) async fn put_words(&mut self, seq: i64, article: &Article) -> Result<()> {
        sqlx::query("DELETE FROM article_words WHERE rowid = $1")
            .bind(seq)
            .execute(&mut *self.tx)
            .await?;
        sqlx::query(
            "INSERT INTO article_words (rowid, headline, body, outlet) VALUES ($1, $2, $3, $4)",
        )
        .bind(seq)
        .bind(spaced(article.headline.as_deref().unwrap_or_default()))
        .bind(spaced(&article.text))
        .bind(spaced(article.outlet.name.as_deref().unwrap_or_default()))
        .execute(&mut *self.tx)
        .await?;
        Ok(())
    }

    /// Makes the search index anew from the articles. Returns how many it holds.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn rebuild_search(&mut self) -> Result<usize> {
        sqlx::query("DELETE FROM article_words")
            .execute(&mut *self.tx)
            .await?;
        let seqs: Vec<(i64, String)> =
            sqlx::query_as("SELECT seq, article FROM article ORDER BY seq")
                .fetch_all(&mut *self.tx)
                .await?;
        for (seq, article) in &seqs {
            let article = serde_json::from_str(article)
                .map_err(|e| crate::documents::corrupt("article", &seq.to_string(), &e))?;
            self.put_words(*seq, &article).await?;
        }
        Ok(seqs.len())
    }

    /// Articles without search words and search words without an article.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn search_gaps(&mut self) -> Result<i64> {
        let sql = "SELECT (SELECT count(*) FROM article WHERE seq NOT IN (SELECT rowid FROM article_words)) \
                   + (SELECT count(*) FROM article_words WHERE rowid NOT IN (SELECT seq FROM article))";
        Ok(sqlx::query_scalar(sql).fetch_one(&mut *self.tx).await?)
    }
}

/// ` FROM … WHERE …` for everything that the query asks.
fn matching(sql: &mut QueryBuilder<Sqlite>, query: &SearchQuery) {
    if query.expression.is_empty() {
        sql.push(" FROM article WHERE 1 = 1");
    } else {
        sql.push(" FROM article_words JOIN article ON article.seq = article_words.rowid WHERE article_words MATCH ");
        sql.push_bind(query.expression.clone());
    }
    for (column, value) in [
        ("section", &query.section),
        ("domain", &query.domain),
        ("language", &query.language),
        ("wire", &query.wire),
    ] {
        if let Some(value) = value {
            sql.push(format!(" AND article.{column} = "))
                .push_bind(value.clone());
        }
    }
    match query.copies {
        Some(true) => sql.push(" AND NOT ").push(listing::OWN),
        Some(false) => sql.push(" AND ").push(listing::OWN),
        None => sql,
    };
    if query.marked {
        sql.push(" AND article.findings > 0");
    }
    if let Some(after) = query.after {
        sql.push(" AND article.ordered_at >= ").push_bind(after);
    }
    if let Some(before) = query.before {
        sql.push(" AND article.ordered_at < ").push_bind(before);
    }
}

fn spaced(text: &str) -> String {
    words(text)
        .map(|word| word.text)
        .collect::<Vec<_>>()
        .join(" ")
}
