//! One line of JSON lines input: a document, or a place to read one from.

use crate::model::{Body, Document, Stated};
use crate::time;
use base64::Engine;
use serde_json::{Map, Value};

/// A row read from JSON lines.
#[derive(Debug, Clone)]
pub struct Row {
    /// The document itself.
    pub document: Document,
    /// File to read the body from, relative to the JSON lines file. Honoured only on the command line.
    pub path: Option<String>,
    /// What was unreadable and so treated as absent, in words.
    pub warnings: Vec<String>,
}

/// Reads one line.
///
/// # Errors
/// Says why the line is no document: not JSON, not an object, or without a body.
pub fn read_row(line: &str) -> Result<Row, RowError> {
    let value: Value = serde_json::from_str(line).map_err(|e| RowError {
        id: None,
        reason: format!("not JSON: {e}"),
    })?;
    let Value::Object(map) = value else {
        return Err(RowError {
            id: None,
            reason: "not a JSON object".into(),
        });
    };
    let mut reader = Reader {
        map,
        warnings: Vec::new(),
    };
    let id = reader.id();
    let body = reader.body().map_err(|reason| RowError {
        id: id.clone(),
        reason,
    })?;
    let path = reader.string("path");
    let Some(body) = body.or_else(|| path.is_some().then(Body::default)) else {
        return Err(RowError {
            id,
            reason: "no path, html, page, text, body or body_b64".into(),
        });
    };
    let document = Document {
        id,
        url: reader.string("url"),
        headers: reader.headers(),
        fetched_at: reader.time("fetched_at"),
        body,
        stated: Stated {
            headline: reader.string("headline"),
            deck: reader.string("deck"),
            outlet: reader.string("outlet"),
            bylines: reader.strings("bylines"),
            section: reader.string("section"),
            published_at: reader.time("published_at"),
        },
    };
    Ok(Row {
        document,
        path,
        warnings: reader.warnings,
    })
}

/// A line that is no document, with its id where one could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct RowError {
    /// The id that the row gave, where it could be read.
    pub id: Option<String>,
    /// What is wrong, in words.
    pub reason: String,
}

struct Reader {
    map: Map<String, Value>,
    warnings: Vec<String>,
}

impl Reader {
    fn warn(&mut self, key: &str, wanted: &str) {
        self.warnings
            .push(format!("{key} is not {wanted}, taken as absent"));
    }

    /// The value under a key; null is the same as absent.
    fn take(&mut self, key: &str) -> Option<Value> {
        self.map.remove(key).filter(|value| !value.is_null())
    }

    fn string(&mut self, key: &str) -> Option<String> {
        match self.take(key)? {
            Value::String(text) => Some(text),
            _ => {
                self.warn(key, "a string");
                None
            }
        }
    }

    fn id(&mut self) -> Option<String> {
        match self.take("id")? {
            Value::String(id) => Some(id),
            Value::Number(id) => Some(id.to_string()),
            _ => {
                self.warn("id", "a string");
                None
            }
        }
    }

    fn time(&mut self, key: &str) -> Option<String> {
        let text = self.string(key)?;
        let normal = time::normal(&text);
        if normal.is_none() && !text.trim().is_empty() {
            self.warn(key, "a date or date-time");
        }
        normal
    }

    fn strings(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        match value {
            Value::String(one) => vec![one],
            Value::Array(list) if list.iter().all(Value::is_string) => list
                .into_iter()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect(),
            _ => {
                self.warn(key, "a list of strings");
                Vec::new()
            }
        }
    }

    fn headers(&mut self) -> Vec<(String, String)> {
        match self.take("headers") {
            None => Vec::new(),
            Some(Value::Object(map)) => map
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.as_str()?.to_owned())))
                .collect(),
            Some(_) => {
                self.warn("headers", "an object");
                Vec::new()
            }
        }
    }

    fn body(&mut self) -> Result<Option<Body>, String> {
        if let Some(html) = self.string("html") {
            return Ok(Some(Body::Html(html.into_bytes())));
        }
        if let Some(page) = self.string("page") {
            return Ok(Some(Body::Page(page)));
        }
        if let Some(text) = self.string("text") {
            return Ok(Some(Body::Text(text)));
        }
        if let Some(body) = self.string("body") {
            return Ok(Some(Body::Html(body.into_bytes())));
        }
        let Some(encoded) = self.string("body_b64") else {
            return Ok(None);
        };
        let bytes = base64::engine::general_purpose::STANDARD.decode(encoded.trim());
        bytes
            .map(|bytes| Some(Body::Html(bytes)))
            .map_err(|e| format!("body_b64 is not base64: {e}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_absent_and_unreadable_is_reported() {
        let row =
            read_row(r#"{"id":7,"text":"a","url":null,"published_at":"soon","bylines":"Ann Lee"}"#)
                .unwrap();
        assert_eq!(row.document.id.as_deref(), Some("7"));
        assert_eq!(row.document.url, None);
        assert_eq!(row.document.stated.published_at, None);
        assert_eq!(row.document.stated.bylines, ["Ann Lee"]);
        assert_eq!(
            row.warnings,
            ["published_at is not a date or date-time, taken as absent"]
        );
    }

    #[test]
    fn names_what_is_wrong() {
        assert!(read_row("{").unwrap_err().reason.starts_with("not JSON"));
        assert_eq!(read_row("[1]").unwrap_err().reason, "not a JSON object");
        assert_eq!(
            read_row(r#"{"id":"a"}"#).unwrap_err().id.as_deref(),
            Some("a")
        );
    }
}
