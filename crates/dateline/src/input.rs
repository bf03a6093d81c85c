//! INPUT on the command line: files, folders, standard input; HTML, plain text, JSON lines; plain, gzip or zstd.

use anyhow::Context;
use dateline_core::collect::row;
use dateline_core::model::{Body, Document};
use std::io::Read;
use std::path::Path;

/// One thing to work on, or why it can't be.
pub struct Input {
    pub document: Document,
    pub error: Option<String>,
}

/// Reads all inputs. One that can't be read is an `Input` with an error.
pub fn read_all(inputs: &[String]) -> anyhow::Result<Vec<Input>> {
    let mut out = Vec::new();
    for name in inputs {
        let bytes = decompress(std::fs::read(name).with_context(|| name.clone())?)?;
        let folder = Path::new(name).parent().unwrap_or(Path::new("."));
        if name.contains(".jsonl") {
            read_rows(&String::from_utf8_lossy(&bytes), folder, &mut out);
        } else {
            out.push(Input {
                document: Document {
                    id: Some(name.clone()),
                    body: Body::Html(bytes),
                    ..Document::default()
                },
                error: None,
            });
        }
    }
    Ok(out)
}

fn read_rows(text: &str, folder: &Path, out: &mut Vec<Input>) {
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match row::read_row(line) {
            Ok(mut row) => {
                let mut error = None;
                if let Some(path) = &row.path {
                    match std::fs::read(folder.join(path))
                        .map_err(anyhow::Error::from)
                        .and_then(decompress)
                    {
                        Ok(bytes) => row.document.body = Body::Html(bytes),
                        Err(e) => error = Some(format!("{path}: {e}")),
                    }
                }
                out.push(Input {
                    document: row.document,
                    error,
                });
            }
            Err(e) => out.push(Input {
                document: Document {
                    id: e.id,
                    ..Document::default()
                },
                error: Some(e.reason),
            }),
        }
    }
}

fn decompress(bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut out = Vec::new();
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut out)?;
        return Ok(out);
    }
    Ok(bytes)
}
