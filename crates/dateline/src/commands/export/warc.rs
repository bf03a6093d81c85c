//! WARC 1.1 (ISO 28500): every state of every page that was collected, as records. Pages are responses with the
//! headers they came with; texts are conversions.

use super::CHUNK;
use dateline_core::model::{Body, Document};
use dateline_core::time;
use dateline_store::{Store, StoredDocument};
use std::io::Write;

pub async fn write(store: &Store, out: &mut impl Write) -> anyhow::Result<()> {
    let info = concat!(
        "software: Dateline/",
        env!("CARGO_PKG_VERSION"),
        "\r\nformat: WARC File Format 1.1\r\n"
    );
    let head = "WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n";
    record(out, head, 0, dateline_store::now(), info.as_bytes())?;
    let mut number = 0;
    loop {
        let chunk = store.documents_after(number, CHUNK).await?;
        let Some((last, _)) = chunk.last() else {
            return Ok(());
        };
        number = *last;
        for (number, stored) in &chunk {
            document(out, *number, stored)?;
        }
    }
}

fn document(out: &mut impl Write, number: i64, stored: &StoredDocument) -> anyhow::Result<()> {
    let document = &stored.document;
    let uri = match &document.url {
        Some(url) => one_line(url),
        None => format!("urn:dateline:{}", one_line(&stored.article)),
    };
    let at = document.fetched_at.as_deref().and_then(time::instant);
    let at = at.unwrap_or(stored.arrived_at);
    let (kind, media_type, body) = match &document.body {
        Body::Html(bytes) => (
            "response",
            "application/http; msgtype=response",
            response(document, bytes),
        ),
        Body::Page(text) | Body::Text(text) => (
            "conversion",
            "text/plain; charset=utf-8",
            text.clone().into_bytes(),
        ),
    };
    let head =
        format!("WARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: {media_type}\r\n");
    record(out, &head, number, at, &body)
}

/// The answer as it came; what only concerned its transfer is left out.
fn response(document: &Document, body: &[u8]) -> Vec<u8> {
    let mut out = b"HTTP/1.1 200 OK\r\n".to_vec();
    for (name, value) in &document.headers {
        let transfer = ["content-encoding", "transfer-encoding", "content-length"];
        if !transfer.contains(&name.to_ascii_lowercase().as_str()) {
            out.extend(format!("{}: {}\r\n", one_line(name), one_line(value)).bytes());
        }
    }
    let typed = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
    if !document.headers.iter().any(typed) {
        out.extend(b"Content-Type: text/html\r\n");
    }
    out.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
    out.extend(body);
    out
}

fn record(
    out: &mut impl Write,
    head: &str,
    number: i64,
    at: i64,
    body: &[u8],
) -> anyhow::Result<()> {
    write!(
        out,
        "WARC/1.1\r\n{head}WARC-Record-ID: <urn:dateline:document:{number}>\r\nWARC-Date: {}\r\nContent-Length: {}\r\n\r\n",
        time::utc(at),
        body.len()
    )?;
    out.write_all(body)?;
    out.write_all(b"\r\n\r\n")?;
    Ok(())
}

/// A header's value can't hold line ends.
fn one_line(text: &str) -> String {
    text.replace(['\r', '\n'], " ")
}
