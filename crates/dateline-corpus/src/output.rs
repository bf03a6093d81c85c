//! What a corpus job leaves behind: three files, written whole or not at all, in a folder of its own.

use crate::manifest::{self, Manifest};
use dateline_core::model::{Article, RelationKind, SectionGuess};
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
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
    #[error("{path} belongs to another job (over {inputs}); choose another folder")]
    AnotherJob { path: PathBuf, inputs: String },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: io::Error },
}

const ARTICLES: &str = "articles.jsonl";
const LINKS: &str = "links.jsonl";
const STORIES: &str = "stories.jsonl";

/// A folder that belongs to this job.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    manifest: Manifest,
}

impl Folder {
    /// Takes a folder for a job over these inputs: it must be new, empty, or left behind by the same job.
    ///
    /// # Errors
    /// When it belongs to something else, or can't be written.
    pub fn claim(path: &Path, inputs: &[String]) -> Result<Folder, CorpusError> {
        let manifest = Manifest::new(inputs);
        fs::create_dir_all(path).map_err(|e| io_error(path, e))?;
        match Manifest::read(path) {
            Some(earlier) if !earlier.is_job_of(&manifest) => {
                return Err(CorpusError::AnotherJob {
                    path: path.into(),
                    inputs: earlier.inputs.join(" "),
                });
            }
            Some(_) => only(path, &[ARTICLES, LINKS, STORIES, manifest::FILE])?,
            None => only(path, &[])?,
        }
        manifest.write(path).map_err(|e| io_error(path, e))?;
        Ok(Folder {
            path: path.into(),
            manifest,
        })
    }

    /// Writes `articles.jsonl`, `links.jsonl` and `stories.jsonl`, each under a temporary name first, and marks the job
    /// as done.
    ///
    /// # Errors
    /// When a file can't be written.
    pub fn write_jsonl(mut self, corpus: &Corpus) -> Result<(), CorpusError> {
        write_rows(&self.path.join(ARTICLES), &corpus.articles)?;
        write_rows(&self.path.join(LINKS), &corpus.links)?;
        write_rows(&self.path.join(STORIES), &corpus.stories)?;
        self.manifest.done = true;
        self.manifest
            .write(&self.path)
            .map_err(|e| io_error(&self.path, e))
    }
}

/// The folder must hold nothing but these files, or their unfinished forms.
fn only(path: &Path, files: &[&str]) -> Result<(), CorpusError> {
    for entry in fs::read_dir(path).map_err(|e| io_error(path, e))? {
        let name = entry.map_err(|e| io_error(path, e))?.file_name();
        let name = name.to_string_lossy();
        if !files.contains(&name.trim_end_matches(".part")) {
            return Err(CorpusError::Foreign(path.into()));
        }
    }
    Ok(())
}

fn io_error(path: &Path, source: io::Error) -> CorpusError {
    CorpusError::Io {
        path: path.into(),
        source,
    }
}

fn write_rows<T: Serialize>(path: &Path, rows: &[T]) -> Result<(), CorpusError> {
    let part = path.with_extension("jsonl.part");
    let write = || -> io::Result<()> {
        let mut file = BufWriter::new(fs::File::create(&part)?);
        for row in rows {
            serde_json::to_writer(&mut file, row)?;
            file.write_all(b"\n")?;
        }
        file.into_inner()
            .map_err(io::IntoInnerError::into_error)?
            .sync_all()?;
        fs::rename(&part, path)
    };
    write().map_err(|e| io_error(path, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of this test's own, removed when it ends.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Scratch {
            let path = std::env::temp_dir().join(format!("dateline-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Scratch(path)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_folder_belongs_to_one_job() {
        let scratch = Scratch::new("one-job");
        let one = ["crawl-a.jsonl".to_owned()];
        let other = ["crawl-b.jsonl".to_owned()];
        let folder = Folder::claim(&scratch.0, &one).unwrap();
        folder.write_jsonl(&Corpus::default()).unwrap();
        assert!(scratch.0.join(STORIES).exists());
        assert!(Folder::claim(&scratch.0, &one).is_ok());
        let refused = Folder::claim(&scratch.0, &other).unwrap_err();
        assert!(refused.to_string().contains("crawl-a.jsonl"), "{refused}");
    }

    #[test]
    fn foreign_files_are_left_alone() {
        let scratch = Scratch::new("foreign");
        fs::create_dir_all(&scratch.0).unwrap();
        fs::write(scratch.0.join("articles.jsonl"), "mine").unwrap();
        let refused = Folder::claim(&scratch.0, &[]).unwrap_err();
        assert!(matches!(refused, CorpusError::Foreign(_)));
        assert_eq!(fs::read(scratch.0.join("articles.jsonl")).unwrap(), b"mine");
    }
}
