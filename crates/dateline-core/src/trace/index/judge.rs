//! The verdict on two texts that share words: one report, a passage of one in the other, or nothing.

use super::Relation;
use crate::model::{Form, RelationKind};
use crate::trace::normal::Word;
use crate::trace::overlap::{Overlap, covered, ratio};

/// One of the two texts.
pub struct Side<'a> {
    pub words: &'a [Word],
    /// Seconds since 1970 of its stated time.
    pub at: Option<i64>,
}

pub struct Verdict {
    pub kind: RelationKind,
    pub form: Form,
    pub cover: f64,
    pub cover_of_other: f64,
    pub run_words: usize,
}

impl Verdict {
    pub fn relation(self, other: usize) -> Relation {
        Relation {
            other,
            kind: self.kind,
            form: self.form,
            cover: self.cover,
            cover_of_other: self.cover_of_other,
            run_words: self.run_words,
        }
    }
}

pub fn judge(asked: &Side, other: &Side, overlap: &Overlap) -> Option<Verdict> {
    let of_asked = covered(overlap.solid().map(|s| (s.at, s.at + s.len)));
    let of_other = covered(overlap.solid().map(|s| (s.other, s.other + s.len)));
    let cover = ratio(of_asked, asked.words.len());
    let cover_of_other = ratio(of_other, other.words.len());
    let run_words = overlap.run();
    let shorter = if asked.words.len() <= other.words.len() {
        cover
    } else {
        cover_of_other
    };
    let kind = if shorter >= 0.25 {
        RelationKind::Copy
    } else if run_words >= 40 {
        RelationKind::Excerpt
    } else {
        return None;
    };
    Some(Verdict {
        kind,
        form: Form::Edited,
        cover,
        cover_of_other,
        run_words,
    })
}
