//! The pages that stand in a web archive only: WARC 1.1 response records, one gzip member each.

use super::design;
use super::page::{Page, hash};
use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};
use std::io::Write;

/// The archive of all pages without a file of their own.
pub fn archive(pages: &[Page]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let info = b"software: the sample newsroom's generator\r\nformat: WARC File Format 1.1\r\n";
    member(
        &mut out,
        &record(
            "warcinfo",
            "application/warc-fields",
            None,
            "2026-10-01T00:00:00Z",
            info,
        ),
    )?;
    for page in pages.iter().filter(|page| page.file.is_none()) {
        let html = design::render(page);
        let mut response = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
            html.len()
        )
        .into_bytes();
        response.extend_from_slice(&html);
        // The crawler came that night.
        let at = format!("{}T23:50:00Z", page.published.date());
        member(
            &mut out,
            &record(
                "response",
                "application/http; msgtype=response",
                Some(&page.url),
                &at,
                &response,
            ),
        )?;
    }
    Ok(out)
}

fn record(kind: &str, content: &str, url: Option<&str>, at: &str, block: &[u8]) -> Vec<u8> {
    let seed = hash(url.unwrap_or(kind));
    let id = format!(
        "{:08x}-{:04x}-4{:03x}-8{:03x}-{:012x}",
        seed >> 32,
        seed >> 16 & 0xffff,
        seed & 0xfff,
        seed >> 12 & 0xfff,
        seed.rotate_left(17) & 0xffff_ffff_ffff
    );
    let target = url.map_or_else(String::new, |url| format!("WARC-Target-URI: {url}\r\n"));
    let mut out = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {at}\r\n{target}\
Content-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    )
    .into_bytes();
    out.extend_from_slice(block);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn member(out: &mut Vec<u8>, record: &[u8]) -> Result<()> {
    let mut writer = GzBuilder::new().mtime(0).write(out, Compression::best());
    writer.write_all(record).context("compress a record")?;
    writer.finish().context("compress a record")?;
    Ok(())
}
