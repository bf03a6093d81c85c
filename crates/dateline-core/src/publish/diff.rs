//! A copy beside its origin, paragraph by paragraph: the same words, what was put in, what was taken out.

use crate::model::Edit;

/// Whose words a stretch is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// In both texts.
    Both,
    /// In the copy alone: put in.
    Copy,
    /// In the origin alone: taken out.
    Origin,
}

/// Words under one judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Whose words they are.
    pub whose: Whose,
    /// The words.
    pub text: String,
}

/// A paragraph of either text. The origin's side is what is not [`Whose::Copy`], the copy's what is not
/// [`Whose::Origin`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its stretches in order; those of one side alone make up that text.
    pub stretches: Vec<Stretch>,
}

impl Row {
    /// Whether the two texts differ here.
    pub fn changed(&self) -> bool {
        self.stretches
            .iter()
            .any(|stretch| stretch.whose != Whose::Both)
    }

    fn push(&mut self, whose: Whose, text: &str) {
        if text.is_empty() {
            return;
        }
        match self.stretches.last_mut() {
            Some(last) if last.whose == whose => last.text.push_str(text),
            _ => self.stretches.push(Stretch {
                whose,
                text: text.to_owned(),
            }),
        }
    }
}

/// Lays a copy out with its edits (as [`crate::trace::align::align`] gives them, in order of position). Edits that
/// overlap or lie beyond the text are passed over.
pub fn rows(copy: &str, edits: &[Edit]) -> Vec<Row> {
    let bytes: Vec<usize> = copy
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([copy.len()])
        .collect();
    let mut rows = vec![Row::default()];
    let mut at = 0;
    for edit in edits {
        let in_text = edit.start >= at && edit.end >= edit.start && edit.end < bytes.len();
        if !in_text {
            continue;
        }
        spread(&mut rows, Whose::Both, &copy[bytes[at]..bytes[edit.start]]);
        spread(&mut rows, Whose::Origin, &edit.was);
        spread(
            &mut rows,
            Whose::Copy,
            &copy[bytes[edit.start]..bytes[edit.end]],
        );
        at = edit.end;
    }
    spread(&mut rows, Whose::Both, &copy[bytes[at]..]);
    rows.retain(|row| {
        row.stretches
            .iter()
            .any(|stretch| !stretch.text.trim().is_empty())
    });
    rows
}

/// Adds words to the last row; a blank line in them opens the next.
fn spread(rows: &mut Vec<Row>, whose: Whose, text: &str) {
    for (i, part) in text.split("\n\n").enumerate() {
        if i > 0 {
            rows.push(Row::default());
        }
        if let Some(row) = rows.last_mut() {
            row.push(whose, part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EditKind;

    fn edit(start: usize, end: usize, was: &str) -> Edit {
        Edit {
            kind: EditKind::Replace,
            start,
            end,
            text: String::new(),
            was: was.to_owned(),
        }
    }

    fn side(row: &Row, other: Whose) -> String {
        let mine = row
            .stretches
            .iter()
            .filter(|stretch| stretch.whose != other);
        mine.map(|stretch| stretch.text.as_str()).collect()
    }

    #[test]
    fn each_side_reads_as_its_own_text() {
        let rows = rows("Nine fell ill.\n\nAll are well.", &[edit(0, 4, "Six")]);
        assert_eq!(side(&rows[0], Whose::Copy), "Six fell ill.");
        assert_eq!(side(&rows[0], Whose::Origin), "Nine fell ill.");
        assert_eq!((rows[0].changed(), rows[1].changed()), (true, false));
    }

    #[test]
    fn a_paragraph_taken_out_is_a_row_of_its_own() {
        let rows = rows("One.\n\nThree.", &[edit(6, 6, "Two.\n\n")]);
        let origin: Vec<String> = rows.iter().map(|row| side(row, Whose::Copy)).collect();
        assert_eq!(origin, ["One.", "Two.", "Three."]);
        assert_eq!(side(&rows[1], Whose::Origin), "");
    }

    #[test]
    fn bad_positions_are_passed_over() {
        let rows = rows("äöü", &[edit(1, 2, "x"), edit(0, 1, "y"), edit(2, 9, "z")]);
        assert_eq!(side(&rows[0], Whose::Origin), "äöü");
        assert_eq!(side(&rows[0], Whose::Copy), "äxü");
    }

    #[test]
    fn nothing_is_no_rows() {
        assert_eq!(rows("", &[]), []);
    }
}
