//! The lengths of an article's vectors: kept with it, and computed again only when the stream has grown so much that
//! rarity has changed.

use super::Known;
use super::terms::{FIGURE, IN_HEADLINE, NAME, Term, Vocabulary};

/// Lengths serve until the stream has grown by one article in so many.
const LASTS: u32 = 128;

/// Squared lengths of an article's vector and its parts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Norms {
    pub all: f32,
    pub names: f32,
    pub headline: f32,
    pub figures: f32,
    /// Sum of the idf of the headline's words.
    pub headline_idf: f32,
    /// Articles known when this was computed.
    known: u32,
}

impl Norms {
    pub fn of(vocabulary: &Vocabulary, terms: &[Term]) -> Norms {
        let mut norms = Norms {
            known: vocabulary.articles(),
            ..Norms::default()
        };
        for term in terms {
            let idf = vocabulary.idf(term.id);
            let square = (term.weight() * idf).powi(2);
            norms.all += square;
            if term.is(NAME) {
                norms.names += square;
            }
            if term.is(IN_HEADLINE) {
                norms.headline += square;
                norms.headline_idf += idf;
            }
            if term.is(FIGURE) {
                norms.figures += square;
            }
        }
        norms
    }
}

impl Vocabulary {
    /// An article's lengths: those kept with it, or new ones where those are too old.
    pub fn norms(&self, known: &Known) -> Norms {
        let kept = known.norms;
        match self.articles() - kept.known.min(self.articles()) > kept.known / LASTS {
            true => Norms::of(self, &known.terms),
            false => kept,
        }
    }
}
