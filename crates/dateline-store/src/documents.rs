//! Documents: what was collected, kept as it came (zstd), so that everything after it can be made again.

use crate::{Result, Store, StoreError, Write};
use dateline_core::model::{Body, Document, Stated};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use xxhash_rust::xxh3::Xxh3;

/// A document as kept, with the article made from it.
#[derive(Debug, Clone)]
pub struct StoredDocument {
    pub article: String,
    pub document: Document,
    pub arrived_at: i64,
}

/// A page of 50 MB packs well below this; anything above isn't ours.
const MAX_BODY_BYTES: usize = 1 << 30;
const ZSTD_LEVEL: i32 = 3;

/// Tells documents of the same content apart from changed ones; the time of fetching doesn't count.
pub fn document_digest(document: &Document) -> String {
    let mut hash = Xxh3::new();
    let (kind, body) = parts(&document.body);
    hash.update(kind.as_bytes());
    hash.update(body);
    hash.update(stated_json(&document.stated).as_bytes());
    format!("{:032x}", hash.digest128())
}

impl Write {
    pub(crate) async fn put_document(
        &mut self,
        article: &str,
        document: &Document,
        arrived_at: i64,
        copies: &[&str],
    ) -> Result<i64> {
        let (kind, body) = parts(&document.body);
        let packed =
            zstd::bulk::compress(body, ZSTD_LEVEL).map_err(|e| corrupt("body", article, &e))?;
        let headers = serde_json::to_string(&document.headers)
            .map_err(|e| corrupt("headers", article, &e))?;
        let sql = "INSERT INTO document (article, url, fetched_at, arrived_at, kind, headers, stated, digest, body, copies) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
        Ok(sqlx::query_scalar(sql)
            .bind(article)
            .bind(&document.url)
            .bind(&document.fetched_at)
            .bind(arrived_at)
            .bind(kind)
            .bind(headers)
            .bind(stated_json(&document.stated))
            .bind(document_digest(document))
            .bind(packed)
            .bind(serde_json::to_string(copies).map_err(|e| corrupt("copies", article, &e))?)
            .fetch_one(&mut *self.tx)
            .await?)
    }

    /// The newest document of an article.
    ///
    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn document(&mut self, article: &str) -> Result<Option<StoredDocument>> {
        let row = sqlx::query(NEWEST)
            .bind(article)
            .fetch_optional(&mut *self.tx)
            .await?;
        row.map(|row| read(&row)).transpose()
    }
}

const NEWEST: &str = "SELECT article, url, fetched_at, arrived_at, kind, headers, stated, body FROM document \
                      WHERE article = $1 ORDER BY id DESC LIMIT 1";

impl Store {
    /// The newest document of an article.
    ///
    /// # Errors
    /// When the row is corrupt or the store can't be read.
    pub async fn document(&self, article: &str) -> Result<Option<StoredDocument>> {
        let row = sqlx::query(NEWEST)
            .bind(article)
            .fetch_optional(&self.pool)
            .await?;
        row.map(|row| read(&row)).transpose()
    }

    /// Whether the newest document of an article is a page that was handed over as plain text, so that positions in
    /// its trace count in that page.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn is_plain_page(&self, article: &str) -> Result<bool> {
        let sql = "SELECT kind FROM document WHERE article = $1 ORDER BY id DESC LIMIT 1";
        let kind: Option<String> = sqlx::query_scalar(sql)
            .bind(article)
            .fetch_optional(&self.pool)
            .await?;
        Ok(kind.as_deref() == Some("page"))
    }
}

impl Store {
    /// Documents in order of arrival after a number, each with its own number: every state of every page.
    ///
    /// # Errors
    /// When a row is corrupt or the store can't be read.
    pub async fn documents_after(
        &self,
        number: i64,
        limit: i64,
    ) -> Result<Vec<(i64, StoredDocument)>> {
        let sql = "SELECT id, article, url, fetched_at, arrived_at, kind, headers, stated, body FROM document \
                   WHERE id > $1 ORDER BY id LIMIT $2";
        let rows = sqlx::query(sql)
            .bind(number)
            .bind(limit)
            .fetch_all(&self.pool)
            .await?;
        rows.iter()
            .map(|row| Ok((row.try_get("id")?, read(row)?)))
            .collect()
    }
}

fn read(row: &SqliteRow) -> Result<StoredDocument> {
    let article: String = row.try_get("article")?;
    let packed: Vec<u8> = row.try_get("body")?;
    let body = zstd::bulk::decompress(&packed, capacity(&packed))
        .map_err(|e| corrupt("body", &article, &e))?;
    let kind: String = row.try_get("kind")?;
    let text = |body| String::from_utf8(body).map_err(|e| corrupt("body", &article, &e));
    let body = match kind.as_str() {
        "html" => Body::Html(body),
        "page" => Body::Page(text(body)?),
        _ => Body::Text(text(body)?),
    };
    let headers: String = row.try_get("headers")?;
    let stated: String = row.try_get("stated")?;
    let stated: Stated =
        serde_json::from_str(&stated).map_err(|e| corrupt("stated", &article, &e))?;
    let document = Document {
        id: Some(article.clone()),
        url: row.try_get("url")?,
        headers: serde_json::from_str(&headers).map_err(|e| corrupt("headers", &article, &e))?,
        fetched_at: row.try_get("fetched_at")?,
        body,
        stated,
    };
    Ok(StoredDocument {
        article,
        document,
        arrived_at: row.try_get("arrived_at")?,
    })
}

/// The size that the frame states, so that a body is unpacked in one go.
fn capacity(packed: &[u8]) -> usize {
    let stated = zstd::zstd_safe::get_frame_content_size(packed)
        .ok()
        .flatten()
        .unwrap_or(0);
    usize::try_from(stated)
        .unwrap_or(MAX_BODY_BYTES)
        .min(MAX_BODY_BYTES)
}

fn parts(body: &Body) -> (&'static str, &[u8]) {
    match body {
        Body::Html(bytes) => ("html", bytes),
        Body::Page(text) => ("page", text.as_bytes()),
        Body::Text(text) => ("text", text.as_bytes()),
    }
}

fn stated_json(stated: &Stated) -> String {
    serde_json::to_string(stated).unwrap_or_default()
}

pub(crate) fn corrupt(what: &'static str, id: &str, reason: &dyn std::fmt::Display) -> StoreError {
    StoreError::Corrupt {
        what,
        id: id.to_owned(),
        reason: reason.to_string(),
    }
}
