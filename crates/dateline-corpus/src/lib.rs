//! A crawl becomes articles, links and stories: the same stage functions as the live desk, over a batch.
//!
//! ```
//! use dateline_core::agencies::Agencies;
//! use dateline_core::model::{Body, Document};
//!
//! let page = Document { body: Body::Text("BEIJING (AP) — A first sentence.".into()), ..Document::default() };
//! let corpus = dateline_corpus::build(&[page.into()], &Agencies::builtin());
//! assert_eq!(corpus.articles.len(), 1);
//! assert!(corpus.links.is_empty());
//! ```

mod job;
mod manifest;
mod output;

pub use job::{Given, build};
pub use output::{Corpus, CorpusError, Folder, Link, StoryRow};
