//! Trace: whose text an article is, and what was done to it. With evidence, with a confidence, and sparing with blame.
//!
//! The steps: [`index`] finds the known texts that share a passage with this one, [`relate`] says which came first,
//! [`origin`] weighs who wrote it, [`align`] shows each changed word against the origin's text, [`tamper`] judges
//! what misleads, [`restore`] takes out what was put in.

pub mod align;
pub mod direction;
pub mod fingerprint;
mod hashed;
pub mod index;
pub mod key;
pub mod network;
pub mod normal;
pub mod origin;
pub mod overlap;
mod place;
mod postings;
mod relate;
mod restore;
pub mod tamper;
#[cfg(test)]
mod tests;
pub mod vector;

use crate::agencies::Agencies;
use crate::extract::Extraction;
use crate::extract::credit::find_credits;
use crate::model::{Edit, Trace};
use index::{Asked, Index, Reading};
use place::Places;
use relate::Base;
use tamper::Case;

/// Traces one article against everything seen so far. The index need not hold the article itself; if it does (same
/// id), it is not its own copy.
pub fn trace_article(extraction: &Extraction, index: &Index, agencies: &Agencies) -> Trace {
    let reading = match index.is_empty() {
        true => Reading::default(),
        false => Reading::of(&extraction.article.text, index.key()),
    };
    trace_read(extraction, &reading, index, agencies)
}

/// Like [`trace_article`], for an article whose text is already read for the index.
pub fn trace_read(
    extraction: &Extraction,
    reading: &Reading,
    index: &Index,
    agencies: &Agencies,
) -> Trace {
    let article = extraction.article.clone();
    if article.text.trim().is_empty() {
        return Trace {
            id: article.id.clone(),
            article,
            ..Trace::default()
        };
    }
    let relations = index.relations_of(&Asked {
        reading,
        id: Some(&article.id),
        published_at: article.published_at.as_deref(),
        outlet: article.outlet.name.as_deref(),
    });
    let credits = find_credits(
        &article.text,
        &article.bylines,
        article.credit_line.as_deref(),
        agencies,
    );
    let sides = relate::sides(&article, &relations, index, agencies);
    let base = relate::base(&sides, agencies);
    let places = Places::new(extraction);
    let edits = base
        .as_ref()
        .map_or_else(Vec::new, |base| edits(&article.text, base));
    let origin = origin::find_origin(&article, &credits, base.as_ref(), agencies);
    let case = Case {
        article: &article,
        layout: &extraction.layout,
        places: &places,
        credits: &credits,
        origin: &origin,
        base: base.as_ref(),
        sides: &sides,
        edits: &edits,
        agencies,
    };
    let verdict = tamper::judge(&case);
    let restored = restore::restore(&article.text, &verdict.undo);
    Trace {
        id: article.id.clone(),
        copies: relate::copies(&sides),
        edits: edits.into_iter().map(|edit| places.edit(edit)).collect(),
        findings: verdict.findings,
        restored,
        tampered: verdict.tampered,
        origin,
        article,
    }
}

/// What differs from the origin's text, in characters of the article's.
fn edits(text: &str, base: &Base) -> Vec<Edit> {
    align::align(text, &base.known.text)
}
