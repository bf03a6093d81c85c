//! Articles with their traces: putting them in, taking them out, and what was there before.

use crate::documents::{corrupt, document_digest};
use crate::{Result, Store, Write};
use dateline_core::model::{Article, CopyLink, Direction, Document, SectionGuess, Trace};
use dateline_core::time;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// An article as the line made it, on its way into the store.
#[derive(Debug)]
pub struct NewArticle<'a> {
    pub document: &'a Document,
    pub article: &'a Article,
    pub trace: &'a Trace,
    pub sections: &'a [SectionGuess],
    pub story: &'a str,
    /// The copies that were known when it was filed into its story.
    pub copies: &'a [&'a str],
    /// What a list shows under the headline.
    pub summary: &'a str,
    pub arrived_at: i64,
}

/// An article as the store holds it.
#[derive(Debug, Clone)]
pub struct StoredArticle {
    pub seq: i64,
    pub revision: i64,
    pub version: i64,
    pub arrived_at: i64,
    pub article: Article,
    /// Its `article` is the same as the field above.
    pub trace: Trace,
    pub sections: Vec<SectionGuess>,
    pub story: String,
}

/// Where a write stands in the store's two orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Order of arrival, see [`Write::arrivals_after`].
    pub arrival: i64,
    pub revision: i64,
}

/// One state of an article, in order of arrival.
#[derive(Debug, Clone)]
pub struct Arrival {
    pub number: i64,
    pub stored: StoredArticle,
    /// The copies that were known when it was filed into its story.
    pub copies: Vec<String>,
}

/// An earlier state of an article.
#[derive(Debug, Clone)]
pub struct Version {
    pub version: i64,
    pub replaced_at: i64,
    pub article: Article,
}

/// A copy or excerpt seen from one of the two articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    pub other: String,
    pub relation: String,
    pub form: String,
    /// Of the article asked about: derived `from` the other, or the other derived from it.
    pub direction: Direction,
    pub cover: f64,
    pub cover_of_other: f64,
    pub run_words: i64,
}

const COLUMNS: &str = "seq, id, revision, version, arrived_at, story, article, trace, sections";

impl Write {
    /// Whether the store holds this very document: as the newest of its article, or, fetched at the same time (or at
    /// a time not stated), as an earlier one. So a run repeated after a crash brings nothing twice, and a page that
    /// went back to what it said before is a change.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn holds(&mut self, article: &str, document: &Document) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM document WHERE article = $1 AND digest = $2 AND (fetched_at IS $3 \
                   OR id = (SELECT max(id) FROM document WHERE article = $1)))";
        Ok(sqlx::query_scalar(sql)
            .bind(article)
            .bind(document_digest(document))
            .bind(&document.fetched_at)
            .fetch_one(&mut *self.tx)
            .await?)
    }

    /// The article with this id, as it stands in this write.
    ///
    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn article(&mut self, id: &str) -> Result<Option<StoredArticle>> {
        let sql = "SELECT seq, id, revision, version, arrived_at, story, article, trace, sections FROM article WHERE id = $1";
        let row = sqlx::query(sql)
            .bind(id)
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Articles written after a revision, in order of revision.
    ///
    /// # Errors
    /// When a row is corrupt or the store can't be read.
    pub async fn articles_since(
        &mut self,
        revision: i64,
        limit: i64,
    ) -> Result<Vec<StoredArticle>> {
        let sql = "SELECT seq, id, revision, version, arrived_at, story, article, trace, sections FROM article \
                   WHERE revision > $1 ORDER BY revision LIMIT $2";
        let rows = sqlx::query(sql)
            .bind(revision)
            .bind(limit)
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter().map(read).collect()
    }

    /// What arrived after a number, in order of arrival: every state of every article, the earlier ones of an
    /// article with their own content and the present trace.
    ///
    /// # Errors
    /// When a row is corrupt or the store can't be read.
    pub async fn arrivals_after(&mut self, number: i64, limit: i64) -> Result<Vec<Arrival>> {
        let sql = "SELECT document.id AS number, seq, article.id, revision, article.version, article.arrived_at, story, \
                   coalesce(article_version.content, article.article) AS article, trace, sections, document.copies AS copies \
                   FROM document JOIN article ON article.id = document.article \
                   LEFT JOIN article_version ON article_version.article = document.article \
                   AND article_version.document = document.id \
                   WHERE document.id > $1 ORDER BY document.id LIMIT $2";
        let rows = sqlx::query(sql)
            .bind(number)
            .bind(limit)
            .fetch_all(&mut *self.tx)
            .await?;
        rows.iter()
            .map(|row| {
                let stored = read(row)?;
                let copies: String = row.try_get("copies")?;
                let copies = serde_json::from_str(&copies)
                    .map_err(|e| corrupt("copies", &stored.article.id, &e))?;
                Ok(Arrival {
                    number: row.try_get("number")?,
                    stored,
                    copies,
                })
            })
            .collect()
    }

    /// Puts an article in, with its document, links and search words. One with a known id becomes its next version,
    /// the earlier state is kept.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn put_article(&mut self, new: &NewArticle<'_>) -> Result<Written> {
        let document = self
            .put_document(&new.article.id, new.document, new.arrived_at, new.copies)
            .await?;
        let version = self.keep_version(&new.article.id, new.arrived_at).await?;
        let revision = self.next_revision().await?;
        let article = new.article;
        let published = article.published_at.as_deref().and_then(time::instant);
        let sql = "INSERT INTO article (id, revision, document, version, url, domain, outlet, headline, summary, language, \
                   published_at, published, arrived_at, ordered_at, story, section, wire, role, origin, findings, \
                   tampered, article, trace, sections, credited) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
                   $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25) ON CONFLICT (id) DO UPDATE SET \
                   revision = excluded.revision, document = excluded.document, version = excluded.version, \
                   url = excluded.url, domain = excluded.domain, outlet = excluded.outlet, headline = excluded.headline, \
                   summary = excluded.summary, language = excluded.language, published_at = excluded.published_at, \
                   published = excluded.published, ordered_at = excluded.ordered_at, section = excluded.section, \
                   wire = excluded.wire, role = excluded.role, origin = excluded.origin, findings = excluded.findings, \
                   tampered = excluded.tampered, article = excluded.article, trace = excluded.trace, \
                   sections = excluded.sections, credited = excluded.credited RETURNING seq";
        let facts = TraceFacts::of(new.trace);
        let seq: i64 = sqlx::query_scalar(sql)
            .bind(&article.id)
            .bind(revision)
            .bind(document)
            .bind(version)
            .bind(&article.url)
            .bind(&article.outlet.domain)
            .bind(&article.outlet.name)
            .bind(&article.headline)
            .bind(new.summary)
            .bind(&article.language)
            .bind(&article.published_at)
            .bind(published)
            .bind(new.arrived_at)
            .bind(published.map_or(new.arrived_at, |at| at.min(new.arrived_at)))
            .bind(new.story)
            .bind(new.sections.first().map(|section| &section.code))
            .bind(facts.wire)
            .bind(facts.role)
            .bind(facts.origin)
            .bind(facts.findings)
            .bind(new.trace.tampered)
            .bind(json("article", &article.id, article)?)
            .bind(trace_json(new.trace)?)
            .bind(json("sections", &article.id, new.sections)?)
            .bind(new.trace.is_credited())
            .fetch_one(&mut *self.tx)
            .await?;
        self.put_words(seq, article).await?;
        if version > 1 {
            // The text is another one: what it shared before is told anew below.
            self.drop_links(&article.id).await?;
        }
        self.put_links(&article.id, &new.trace.copies).await?;
        Ok(Written {
            arrival: document,
            revision,
        })
    }

    /// Replaces the trace of an article, when later arrivals changed what is known of it. Returns the revision.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn put_trace(&mut self, trace: &Trace) -> Result<i64> {
        let revision = self.next_revision().await?;
        let facts = TraceFacts::of(trace);
        let sql = "UPDATE article SET revision = $2, wire = $3, role = $4, origin = $5, findings = $6, tampered = $7, \
                   trace = $8, credited = $9 WHERE id = $1";
        sqlx::query(sql)
            .bind(&trace.id)
            .bind(revision)
            .bind(facts.wire)
            .bind(facts.role)
            .bind(facts.origin)
            .bind(facts.findings)
            .bind(trace.tampered)
            .bind(trace_json(trace)?)
            .bind(trace.is_credited())
            .execute(&mut *self.tx)
            .await?;
        self.put_links(&trace.id, &trace.copies).await?;
        Ok(revision)
    }

    /// Keeps the present state of an article, when there is one, and returns the number of the next version.
    async fn keep_version(&mut self, id: &str, replaced_at: i64) -> Result<i64> {
        let sql = "INSERT INTO article_version (article, version, document, replaced_at, content) \
                   SELECT id, version, document, $2, article FROM article WHERE id = $1 RETURNING version";
        let kept: Option<i64> = sqlx::query_scalar(sql)
            .bind(id)
            .bind(replaced_at)
            .fetch_optional(&mut *self.tx)
            .await?;
        Ok(kept.unwrap_or(0) + 1)
    }

    /// Writes both sides of each link. A link that another article's trace made stays until that trace is made anew.
    pub(crate) async fn put_links(&mut self, id: &str, copies: &[CopyLink]) -> Result<()> {
        for copy in copies {
            self.put_link(id, copy).await?;
            self.put_link(&copy.id, &reversed(id, copy)).await?;
        }
        Ok(())
    }

    async fn drop_links(&mut self, id: &str) -> Result<()> {
        for sql in [
            "DELETE FROM link WHERE article = $1",
            "DELETE FROM link WHERE other = $1",
        ] {
            sqlx::query(sql).bind(id).execute(&mut *self.tx).await?;
        }
        Ok(())
    }

    async fn put_link(&mut self, id: &str, copy: &CopyLink) -> Result<()> {
        let sql = "INSERT INTO link (article, other, relation, form, direction, cover, cover_of_other, run_words) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (article, other) DO UPDATE SET \
                   relation = excluded.relation, form = excluded.form, direction = excluded.direction, \
                   cover = excluded.cover, cover_of_other = excluded.cover_of_other, run_words = excluded.run_words";
        sqlx::query(sql)
            .bind(id)
            .bind(&copy.id)
            .bind(word(&copy.relation))
            .bind(word(&copy.form))
            .bind(word(&copy.direction))
            .bind(copy.cover)
            .bind(copy.cover_of_other)
            .bind(i64::try_from(copy.run_words).unwrap_or(i64::MAX))
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}

impl Store {
    /// The article with this id.
    ///
    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn article(&self, id: &str) -> Result<Option<StoredArticle>> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM article WHERE id = $1"));
        let row = sqlx::query(sql).bind(id).fetch_optional(&self.pool).await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Articles in order of arrival after a sequence number, for export and for walking the whole store.
    ///
    /// # Errors
    /// When a row is corrupt or the store can't be read.
    pub async fn articles_after(&self, seq: i64, limit: i64) -> Result<Vec<StoredArticle>> {
        let sql = sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM article WHERE seq > $1 ORDER BY seq LIMIT $2"
        ));
        let rows = sqlx::query(sql)
            .bind(seq)
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(read).collect()
    }

    /// Earlier states of an article, the newest first.
    ///
    /// # Errors
    /// When a row is corrupt or the store can't be read.
    pub async fn versions(&self, id: &str) -> Result<Vec<Version>> {
        let sql = "SELECT version, replaced_at, content FROM article_version WHERE article = $1 ORDER BY version DESC";
        let rows: Vec<(i64, i64, String)> =
            sqlx::query_as(sql).bind(id).fetch_all(&self.pool).await?;
        rows.into_iter()
            .map(|(version, replaced_at, content)| {
                let article =
                    serde_json::from_str(&content).map_err(|e| corrupt("version", id, &e))?;
                Ok(Version {
                    version,
                    replaced_at,
                    article,
                })
            })
            .collect()
    }

    /// All articles that share text with this one, whoever came first; the closest first.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn links(&self, id: &str) -> Result<Vec<Link>> {
        let sql = "SELECT other, relation, form, direction, cover, cover_of_other, run_words FROM link \
                   WHERE article = $1 ORDER BY cover DESC, other";
        let rows = sqlx::query(sql).bind(id).fetch_all(&self.pool).await?;
        let read = |row: &SqliteRow| -> Result<Link> {
            let direction: String = row.try_get("direction")?;
            Ok(Link {
                other: row.try_get("other")?,
                relation: row.try_get("relation")?,
                form: row.try_get("form")?,
                direction: if direction == "to" {
                    Direction::To
                } else {
                    Direction::From
                },
                cover: row.try_get("cover")?,
                cover_of_other: row.try_get("cover_of_other")?,
                run_words: row.try_get("run_words")?,
            })
        };
        rows.iter().map(read).collect()
    }
}

struct TraceFacts<'a> {
    wire: Option<&'a str>,
    role: String,
    origin: Option<&'a str>,
    findings: i64,
}

impl TraceFacts<'_> {
    fn of(trace: &Trace) -> TraceFacts<'_> {
        TraceFacts {
            wire: trace.origin.wire.as_deref(),
            role: word(&trace.origin.role),
            origin: trace.origin.article.as_deref(),
            findings: i64::try_from(trace.findings.len()).unwrap_or(i64::MAX),
        }
    }
}

/// The same link from the other side.
fn reversed(id: &str, copy: &CopyLink) -> CopyLink {
    CopyLink {
        id: id.to_owned(),
        direction: if copy.direction == Direction::From {
            Direction::To
        } else {
            Direction::From
        },
        cover: copy.cover_of_other,
        cover_of_other: copy.cover,
        delay_seconds: copy.delay_seconds.map(|delay| -delay),
        url: None,
        ..copy.clone()
    }
}

fn read(row: &SqliteRow) -> Result<StoredArticle> {
    let id: String = row.try_get("id")?;
    let article: String = row.try_get("article")?;
    let trace: String = row.try_get("trace")?;
    let sections: String = row.try_get("sections")?;
    let article: Article =
        serde_json::from_str(&article).map_err(|e| corrupt("article", &id, &e))?;
    let mut trace: Trace = serde_json::from_str(&trace).map_err(|e| corrupt("trace", &id, &e))?;
    trace.article = article.clone();
    Ok(StoredArticle {
        seq: row.try_get("seq")?,
        revision: row.try_get("revision")?,
        version: row.try_get("version")?,
        arrived_at: row.try_get("arrived_at")?,
        article,
        trace,
        sections: serde_json::from_str(&sections).map_err(|e| corrupt("sections", &id, &e))?,
        story: row.try_get("story")?,
    })
}

/// The trace without the article, which has a column of its own.
fn trace_json(trace: &Trace) -> Result<String> {
    json(
        "trace",
        &trace.id,
        &Trace {
            article: Article::default(),
            ..trace.clone()
        },
    )
}

fn json<T: serde::Serialize + ?Sized>(what: &'static str, id: &str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|e| corrupt(what, id, &e))
}

/// An enum's word in the contract's JSON.
fn word<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
