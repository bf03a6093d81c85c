//! What a corpus job leaves behind: three files, written whole or not at all.

use dateline_core::model::{Article, RelationKind, SectionGuess};
use serde::Serialize;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Everything a batch of documents came to.
#[derive(Debug, Default)]
pub struct Corpus {
    /// In the order the documents came in.
    pub articles: Vec<Article>,
    pub links: Vec<Link>,
    /// One row for every article, in order of time.
    pub stories: Vec<StoryRow>,
}

/// Two articles that share text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// The later of the two.
    pub a: String,
    pub b: String,
    pub relation: RelationKind,
    /// `a` or `b`, whichever the text comes from.
    pub origin: String,
    /// Share of a's words that stand in b, 0 to 1.
    pub cover_a: f64,
    pub cover_b: f64,
    /// Stretches `[start, end)` of the copy's text, in characters, that are not the origin's.
    pub changes: Vec<[usize; 2]>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryRow {
    pub id: String,
    pub story: String,
    pub sections: Vec<SectionGuess>,
    /// Up to ten ids by relevance, best first.
    pub related: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    #[error("{0} holds files that are not a corpus of Dateline's; choose an empty folder")]
    Foreign(PathBuf),
    #[error("{path}: {source}")]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
}

const FILES: [&str; 3] = ["articles.jsonl", "links.jsonl", "stories.jsonl"];

/// Writes `articles.jsonl`, `links.jsonl` and `stories.jsonl` into a folder, each under a temporary name first.
///
/// # Errors
/// When the folder belongs to something else, or can't be written.
pub fn write_jsonl(corpus: &Corpus, out: &Path) -> Result<(), CorpusError> {
    claim(out)?;
    write_rows(&out.join(FILES[0]), &corpus.articles)?;
    write_rows(&out.join(FILES[1]), &corpus.links)?;
    write_rows(&out.join(FILES[2]), &corpus.stories)
}

/// The folder must be new, empty, or hold a corpus.
fn claim(out: &Path) -> Result<(), CorpusError> {
    fs::create_dir_all(out).map_err(|source| CorpusError::Io {
        path: out.into(),
        source,
    })?;
    let entries = fs::read_dir(out).map_err(|source| CorpusError::Io {
        path: out.into(),
        source,
    })?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if !FILES.contains(&name.trim_end_matches(".part")) {
            return Err(CorpusError::Foreign(out.into()));
        }
    }
    Ok(())
}

fn write_rows<T: Serialize>(path: &Path, rows: &[T]) -> Result<(), CorpusError> {
    let part = path.with_extension("jsonl.part");
    let write = || -> std::io::Result<()> {
        let mut file = BufWriter::new(fs::File::create(&part)?);
        for row in rows {
            serde_json::to_writer(&mut file, row)?;
            file.write_all(b"\n")?;
        }
        file.into_inner()
            .map_err(std::io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|source| CorpusError::Io {
        path: path.into(),
        source,
    })
}
