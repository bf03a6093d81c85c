//! Trace: whose text an article is, and what was done to it. With evidence, with a confidence, and sparing with blame.

pub mod align;
pub mod direction;
pub mod fingerprint;
mod hashed;
pub mod index;
pub mod normal;
pub mod overlap;
pub mod vector;

use crate::agencies::Agencies;
use crate::extract::Extraction;
use crate::model::Trace;
use index::Index;

/// Traces one article against everything seen so far. The index need not hold the article itself; if it does (same
/// id), it is not its own copy.
pub fn trace_article(extraction: &Extraction, _index: &Index, _agencies: &Agencies) -> Trace {
    let article = extraction.article.clone();
    Trace {
        id: article.id.clone(),
        article,
        ..Trace::default()
    }
}
