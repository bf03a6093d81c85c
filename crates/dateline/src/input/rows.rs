//! JSON lines as INPUT, line by line: order and ids are kept, a line that is no document is a failure of its own.

use super::{Feeds, Input, Inputs, Origin, Place, body, read_file};
use dateline_core::collect::decompress::{self, Limits};
use dateline_core::collect::row;
use dateline_core::model::{Body, Document};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// Longest line that is read.
const MAX_LINE: u64 = 128 << 20;

/// The lines of a JSON lines file with their numbers, blank ones left out; packed or not, `-` for standard input.
pub struct Lines {
    input: Box<dyn BufRead + Send>,
    number: usize,
    ended: bool,
}

impl Lines {
    /// # Errors
    /// When the file can't be opened.
    pub fn open(name: &str) -> anyhow::Result<Lines> {
        let packed: Box<dyn BufRead + Send> = if name == "-" {
            Box::new(BufReader::new(io::stdin()))
        } else {
            let file =
                File::open(name).map_err(|e| anyhow::anyhow!("{name}: {}", super::reason(&e)))?;
            Box::new(BufReader::with_capacity(64 << 10, file))
        };
        let unpacked = decompress::unpack(packed, Limits::stream())
            .map_err(|e| anyhow::anyhow!("{name}: {}", super::reason(&e)))?;
        Ok(Lines::over(unpacked))
    }

    fn over(input: Box<dyn BufRead + Send>) -> Lines {
        Lines {
            input,
            number: 0,
            ended: false,
        }
    }
}

impl Iterator for Lines {
    type Item = (usize, Result<String, String>);

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.number += 1;
            let mut line = Vec::new();
            let read = (&mut self.input)
                .take(MAX_LINE)
                .read_until(b'\n', &mut line);
            match read {
                Ok(0) => break,
                Err(e) => {
                    self.ended = true;
                    return Some((self.number, Err(super::reason(&e))));
                }
                Ok(n) if n as u64 == MAX_LINE => {
                    self.ended = true;
                    let limit = MAX_LINE >> 20;
                    let why = format!("line longer than {limit} MiB, nothing after it was read");
                    return Some((self.number, Err(why)));
                }
                Ok(_) => {}
            }
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let text = match String::from_utf8(line) {
                Ok(text) => text,
                Err(broken) => String::from_utf8_lossy(broken.as_bytes()).into_owned(),
            };
            let text = text.trim_start_matches('\u{feff}').to_owned();
            return Some((self.number, Ok(text)));
        }
        None
    }
}

pub(super) fn open(stream: Box<dyn BufRead + Send>, place: Place, feeds: Feeds) -> Inputs {
    let folder = place.folder;
    let file = place.name;
    Box::new(Lines::over(stream).flat_map(move |(number, line)| {
        let name = format!("{file} line {number}");
        match line {
            Ok(line) => read_line(&line, name, folder.as_deref(), feeds),
            Err(error) => super::one(Input {
                origin: Origin::Row,
                ..Input::failed(name, error)
            }),
        }
    }))
}

/// One line as inputs: mostly one; several where its body is a feed.
pub(super) fn read_line(line: &str, name: String, folder: Option<&Path>, feeds: Feeds) -> Inputs {
    let mut row = match row::read_row(line) {
        Ok(row) => row,
        Err(error) => {
            return super::one(Input {
                document: Document {
                    id: error.id.or_else(|| Some(name.clone())),
                    ..Document::default()
                },
                name,
                error: Some(error.reason),
                origin: Origin::Row,
                ..Input::default()
            });
        }
    };
    let mut error = None;
    if let Some(path) = &row.path {
        let read = match folder {
            Some(folder) => read_file(&folder.join(path)),
            None => Err(anyhow::anyhow!("a path is read on the command line only")),
        };
        match read {
            Ok(bytes) => row.document.body = Body::Html(bytes),
            Err(e) => error = Some(format!("{path}: {e:#}")),
        }
    }
    let mut input = Input {
        name,
        document: row.document,
        error,
        origin: Origin::Row,
        warnings: row.warnings,
        ..Input::default()
    };
    if input.error.is_none() && feeds == Feeds::Entries {
        body::settle(&mut input);
    }
    if input.error.is_some() && input.document.id.is_none() {
        input.document.id = Some(
            input
                .document
                .url
                .clone()
                .unwrap_or_else(|| input.name.clone()),
        );
    }
    super::one(input)
}
