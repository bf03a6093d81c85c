//! WARC 1.0 and 1.1 archives (ISO 28500): records from any buffered reader, and the HTTP response inside one.
//!
//! The reader takes the unpacked stream (see [`super::decompress`]): records that are gzip members or zstd frames of
//! their own are one stream there. A file that breaks off is read up to the break; what went wrong is the last item.

use super::decompress::{self, Limits};
use std::io::{self, BufRead, Read};

/// Longest record body that is kept. Longer ones are passed over and reported.
pub const MAX_BODY: u64 = 64 << 20;
/// Longest header block of a record or response.
const MAX_HEAD: usize = 256 << 10;
/// Bytes looked through for the next record after a damaged one.
const MAX_RESYNC: u64 = 64 << 20;

/// One record.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// `WARC-Type`, lower case: response, request, revisit, resource, conversion, metadata, warcinfo …
    pub kind: String,
    /// Named fields in order, names as written.
    pub headers: Vec<(String, String)>,
    /// What follows the fields, as it stands in the archive.
    pub body: Vec<u8>,
    /// Position in the archive, counted from 1.
    pub number: usize,
}

impl Record {
    /// The first field with this name, in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// `WARC-Target-URI`, without the angle brackets of some old writers.
    pub fn target(&self) -> Option<&str> {
        let uri = self.header("warc-target-uri")?;
        Some(uri.trim_start_matches('<').trim_end_matches('>'))
    }

    /// `WARC-Date`, RFC 3339.
    pub fn date(&self) -> Option<&str> {
        self.header("warc-date")
    }

    /// The HTTP response in a `response` record, its transfer and content coding undone.
    ///
    /// # Errors
    /// When the body is no HTTP response, or its coding is unknown or damaged.
    pub fn response(&self) -> Result<Response, String> {
        Response::parse(&self.body)
    }
}

/// An HTTP response as it was archived.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// Status code, such as 200.
    pub status: u16,
    /// Header fields in order, names as written.
    pub headers: Vec<(String, String)>,
    /// Body, with transfer and content coding undone.
    pub body: Vec<u8>,
}

impl Response {
    /// The first field with this name, in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// Media type without parameters, lower case.
    pub fn media_type(&self) -> String {
        let stated = self.header("content-type").unwrap_or_default();
        let media_type = stated.split(';').next().unwrap_or_default();
        media_type.trim().to_ascii_lowercase()
    }

    fn parse(bytes: &[u8]) -> Result<Response, String> {
        if !bytes.starts_with(b"HTTP/") {
            return Err("not an HTTP response".into());
        }
        let (head, body) = split_head(bytes);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split_ascii_whitespace().nth(1))
            .and_then(|code| code.parse().ok())
            .ok_or("no status in the HTTP response")?;
        let mut response = Response {
            status,
            headers: fields(lines),
            body: Vec::new(),
        };
        let chunked = response
            .header("transfer-encoding")
            .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
        // Many writers undo the chunks and keep the header.
        let body = match chunked.then(|| unchunk(body)).flatten() {
            Some(whole) => whole,
            None => body.to_vec(),
        };
        response.body = decode(body, response.header("content-encoding"))?;
        Ok(response)
    }
}

/// Why a record could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("record {number}: {reason}")]
pub struct WarcError {
    /// Position of the record in the archive, counted from 1.
    pub number: usize,
    /// What is wrong, in words.
    pub reason: String,
}

/// The records of an archive, in order.
pub struct Archive<R> {
    input: R,
    number: usize,
    ended: bool,
}

impl<R: BufRead> Archive<R> {
    /// Reads from `input`, which may be plain or gzip, one member a record or all in one.
    pub fn new(input: R) -> Archive<R> {
        Archive {
            input,
            number: 0,
            ended: false,
        }
    }

    fn read(&mut self) -> Result<Option<Record>, Failure> {
        let mut skipped = 0;
        loop {
            let Some(line) = self.line(&mut 0)? else {
                return Ok(None);
            };
            if line.starts_with("WARC/") {
                break;
            }
            skipped += line.len() as u64;
            if skipped > MAX_RESYNC {
                return Err(Failure::Break("no further record found".into()));
            }
            if !line.is_empty() {
                self.number += 1;
                self.resync()?;
                return Err(Failure::Record("does not start with WARC/".into()));
            }
        }
        self.number += 1;
        let mut lines = Vec::new();
        let mut size = 0;
        loop {
            let line = self
                .line(&mut size)?
                .ok_or_else(|| Failure::Break("breaks off in its header".into()))?;
            if line.is_empty() {
                break;
            }
            if size > MAX_HEAD {
                return Err(Failure::Break("header too long".into()));
            }
            lines.push(line);
        }
        let headers = fields(lines.iter().map(String::as_str));
        let length: u64 = match find(&headers, "content-length").map(str::parse) {
            Some(Ok(length)) => length,
            _ => {
                self.resync()?;
                return Err(Failure::Record("no usable content-length".into()));
            }
        };
        if length > MAX_BODY {
            let skipped = io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
            return Err(if skipped < length {
                Failure::Break(format!("breaks off after {skipped} of {length} bytes"))
            } else {
                Failure::Record(format!("longer than {} MiB", MAX_BODY >> 20))
            });
        }
        let mut body = Vec::new();
        (&mut self.input).take(length).read_to_end(&mut body)?;
        if (body.len() as u64) < length {
            let got = body.len();
            return Err(Failure::Break(format!(
                "breaks off after {got} of {length} bytes"
            )));
        }
        Ok(Some(Record {
            kind: find(&headers, "warc-type")
                .unwrap_or_default()
                .to_ascii_lowercase(),
            headers,
            body,
            number: self.number,
        }))
    }

    /// A line without its end; `None` at the end of the archive.
    fn line(&mut self, size: &mut usize) -> Result<Option<String>, Failure> {
        let mut line = Vec::new();
        let n = (&mut self.input)
            .take(MAX_HEAD as u64)
            .read_until(b'\n', &mut line)?;
        *size += n;
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok((n > 0).then(|| String::from_utf8_lossy(&line).into_owned()))
    }

    /// Goes on to the next line that opens a record.
    fn resync(&mut self) -> Result<(), Failure> {
        let mut passed = 0;
        while passed < MAX_RESYNC {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() || buffer.starts_with(b"WARC/") {
                return Ok(());
            }
            let n = buffer
                .iter()
                .position(|b| *b == b'\n')
                .map_or(buffer.len(), |at| at + 1);
            self.input.consume(n);
            passed += n as u64;
        }
        Err(Failure::Break("no further record found".into()))
    }
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Result<Record, WarcError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let failure = match self.read() {
            Ok(Some(record)) => return Some(Ok(record)),
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(failure) => failure,
        };
        let reason = match failure {
            Failure::Record(reason) => reason,
            Failure::Break(reason) => {
                self.ended = true;
                format!("{reason}; nothing after it could be read")
            }
        };
        Some(Err(WarcError {
            number: self.number,
            reason,
        }))
    }
}

enum Failure {
    /// This record is lost, the next may be fine.
    Record(String),
    /// The archive ends here.
    Break(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Break(match error.kind() {
            io::ErrorKind::UnexpectedEof => "the archive breaks off here".into(),
            _ => error.to_string(),
        })
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let found = headers
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.as_str())
}

/// `Name: value` lines; a line that opens with white space continues the one before.
fn fields<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for line in lines {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = out.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            out.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
    out
}

fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let window = &bytes[..bytes.len().min(MAX_HEAD)];
    let crlf = window
        .windows(4)
        .position(|w| w == b"\r\n\r\n")
        .map(|at| (at, 4));
    let lf = window
        .windows(2)
        .position(|w| w == b"\n\n")
        .map(|at| (at, 2));
    match crlf.into_iter().chain(lf).min() {
        Some((at, width)) => (&bytes[..at], &bytes[at + width..]),
        None => (bytes, &[]),
    }
}

/// Undoes chunked coding; `None` when the body isn't chunked. A last chunk that breaks off is kept as far as it goes.
fn unchunk(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut rest = body;
    while !rest.is_empty() {
        let end = rest.iter().take(200).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&rest[..end]).ok()?;
        let size = line.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            break;
        }
        let chunk = &rest[..size.min(rest.len())];
        out.extend_from_slice(chunk);
        rest = &rest[chunk.len()..];
        rest = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.strip_prefix(b"\n"))
            .unwrap_or(rest);
    }
    Some(out)
}

fn decode(body: Vec<u8>, coding: Option<&str>) -> Result<Vec<u8>, String> {
    let limits = Limits {
        bytes: MAX_BODY,
        ..Limits::default()
    };
    let coding = coding.unwrap_or_default().trim().to_ascii_lowercase();
    match coding.as_str() {
        // The stated coding is often undone already: what the bytes say counts.
        "gzip" | "x-gzip" | "zstd" => {
            decompress::unpack_all(body, limits).map_err(|e| format!("{coding} body: {e}"))
        }
        "deflate" => Ok(inflate(&body, limits).unwrap_or(body)),
        "br" if std::str::from_utf8(&body).is_err() => Err("brotli body, which is not read".into()),
        _ => Ok(body),
    }
}

fn inflate(body: &[u8], limits: Limits) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let zlib = flate2::read::ZlibDecoder::new(body);
    if zlib.take(limits.bytes).read_to_end(&mut out).is_ok() {
        return Some(out);
    }
    out.clear();
    let raw = flate2::read::DeflateDecoder::new(body);
    raw.take(limits.bytes).read_to_end(&mut out).ok()?;
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, body: &str) -> String {
        format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://lune.example/a>\r\n\
             WARC-Date: 2026-03-01T10:00:00Z\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    #[test]
    fn reads_records_and_responses() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\
                    Transfer-Encoding: chunked\r\n\r\n4\r\n<p>a\r\n3\r\n</p\r\n0\r\n\r\n";
        let archive = record("warcinfo", "x: y") + &record("response", http);
        let records: Vec<_> = Archive::new(archive.as_bytes())
            .map(Result::unwrap)
            .collect();
        assert_eq!(records.len(), 2);
        assert_eq!(records[1].target(), Some("https://lune.example/a"));
        let response = records[1].response().unwrap();
        assert_eq!(
            (response.status, response.media_type().as_str()),
            (200, "text/html")
        );
        assert_eq!(response.body, b"<p>a</p");
    }

    #[test]
    fn reads_up_to_the_break() {
        let archive = record("response", "one") + &record("response", "a longer body");
        let cut = &archive.as_bytes()[..archive.len() - 12];
        let records: Vec<_> = Archive::new(cut).collect();
        assert!(records[0].is_ok());
        let error = records[1].as_ref().unwrap_err().to_string();
        assert_eq!(
            error,
            "record 2: breaks off after 5 of 13 bytes; nothing after it could be read"
        );
        assert_eq!(records.len(), 2);
    }

    #[test]
    fn passes_over_a_damaged_record() {
        let archive =
            record("response", "one") + "junk\r\nmore junk\r\n" + &record("response", "two");
        let records: Vec<_> = Archive::new(archive.as_bytes()).collect();
        assert_eq!(records.len(), 3);
        assert!(records[1].is_err());
        assert_eq!(records[2].as_ref().unwrap().body, b"two");
    }

    #[test]
    fn undoes_what_is_coded_and_leaves_what_is_not() {
        let head = "HTTP/1.0 200 OK\nContent-Encoding: gzip\nTransfer-Encoding: chunked\n\n";
        let response = Response::parse((head.to_owned() + "<p>plain</p>").as_bytes()).unwrap();
        assert_eq!(response.body, b"<p>plain</p>");
        assert!(Response::parse(b"GET / HTTP/1.1\r\n").is_err());
    }
}
