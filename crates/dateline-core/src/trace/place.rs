//! Positions: from characters of the article's text to characters of what was handed over.

use crate::extract::{Extraction, FieldSpan};
use crate::model::{Edit, Field};

/// A stretch of the article's text and where it stands in the basis.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    text: usize,
    basis: usize,
    length: usize,
}

/// Where the article's text and its fields stand.
#[derive(Debug)]
pub struct Places<'a> {
    /// Empty when the text is the basis.
    stretches: Vec<Stretch>,
    spans: &'a [FieldSpan],
    /// HTML: the basis is the text itself, fields stand outside it.
    pub whole: bool,
}

impl<'a> Places<'a> {
    pub fn new(extraction: &'a Extraction) -> Places<'a> {
        let layout = &extraction.layout;
        let whole = layout.basis == extraction.article.text;
        let mut stretches = Vec::new();
        if !whole {
            let mut text = 0;
            for span in layout.spans.iter().filter(|span| span.field == Field::Text) {
                let length = span.end - span.start;
                stretches.push(Stretch {
                    text,
                    basis: span.start,
                    length,
                });
                // Blocks are joined by a blank line.
                text += length + 2;
            }
        }
        Places {
            stretches,
            spans: &layout.spans,
            whole,
        }
    }

    /// Where the characters `start..end` of the article's text stand in the basis.
    pub fn of_text(&self, start: usize, end: usize) -> (usize, usize) {
        if self.stretches.is_empty() {
            return (start, end);
        }
        let from = self.point(start, false);
        (from, self.point(end, true).max(from))
    }

    /// `closing`: the point ends a stretch, so one on the border belongs to what is before it.
    fn point(&self, at: usize, closing: bool) -> usize {
        let after = self
            .stretches
            .partition_point(|s| if closing { s.text < at } else { s.text <= at });
        let Some(stretch) = after.checked_sub(1).and_then(|n| self.stretches.get(n)) else {
            return self.stretches.first().map_or(at, |first| first.basis);
        };
        stretch.basis + (at - stretch.text).min(stretch.length)
    }

    pub fn edit(&self, edit: Edit) -> Edit {
        let (start, end) = self.of_text(edit.start, edit.end);
        Edit { start, end, ..edit }
    }

    /// Every stretch of the basis that holds this field.
    pub fn of_field(&self, field: Field) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.spans
            .iter()
            .filter(move |span| span.field == field)
            .map(|span| (span.start, span.end))
    }
}
