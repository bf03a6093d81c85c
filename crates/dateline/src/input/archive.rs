//! A WARC archive as INPUT: each answer that is a page becomes a document with its address, headers and time.

use super::{Input, Inputs, Origin, Place, body};
use dateline_core::collect::warc::{Archive, Record, WarcError};
use dateline_core::model::{Body, Document};
use std::io::BufRead;

pub(super) fn open(stream: Box<dyn BufRead + Send>, place: Place) -> Inputs {
    let file = place.name;
    Box::new(Archive::new(stream).filter_map(move |record| {
        let mut input = match record {
            Err(WarcError { number, reason }) => {
                Input::failed(format!("{file} record {number}"), reason)
            }
            Ok(record) => page_of(&record)?
                .unwrap_or_else(|error| Input {
                    error: Some(error),
                    ..Input::default()
                })
                .at(&file, &record),
        };
        input.origin = Origin::Record;
        Some(input)
    }))
}

/// The page in a record; `None` for records that hold none: requests, images, redirects, metadata.
fn page_of(record: &Record) -> Option<Result<Input, String>> {
    let stated = record
        .header("content-type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    let mut document = Document::default();
    match record.kind.as_str() {
        "response" if stated.is_empty() || stated.contains("http") => {
            let response = match record.response() {
                Ok(response) => response,
                Err(error) => return Some(Err(error)),
            };
            let media_type = response.media_type();
            let page =
                media_type.is_empty() || media_type.contains("html") || media_type == "text/plain";
            if !(200..300).contains(&response.status) || !page {
                return None;
            }
            document.headers = response.headers;
            document.body = Body::Html(response.body);
        }
        "resource" | "response" if stated.contains("html") => {
            document.body = Body::Html(record.body.clone());
            document.headers = vec![("Content-Type".into(), stated)];
        }
        "conversion" if stated.starts_with("text/plain") => {
            document.body = Body::Page(dateline_core::collect::plain::decode(&record.body));
        }
        _ => return None,
    }
    let mut input = Input {
        document,
        ..Input::default()
    };
    body::settle(&mut input);
    Some(Ok(input))
}

impl Input {
    fn at(mut self, file: &str, record: &Record) -> Input {
        self.name = format!("{file} record {}", record.number);
        self.document.url = record.target().map(str::to_owned);
        self.document.fetched_at = record.date().and_then(dateline_core::time::normal);
        self
    }
}
