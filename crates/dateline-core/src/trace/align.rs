//! Alignment: a copy against its origin, to the word.

use crate::model::Edit;

/// What stands differently in `copy`, in order of position. Positions count characters of `copy`. White space and
/// punctuation style (quotes, dashes) alone make no edit.
pub fn align(_copy: &str, _origin: &str) -> Vec<Edit> {
    Vec::new()
}
