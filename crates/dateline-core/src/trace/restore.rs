//! Restore: the body with what was put in taken out, and its spacing right.

/// A stretch of the article's text to be replaced, in characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undo {
    pub start: usize,
    pub end: usize,
    /// What stood there: nothing, a space, or other words.
    pub put_back: String,
}

/// Undoes what was put in. `None` when there is nothing to undo. Stretches are in order; one that overlaps the one
/// before it is left alone.
pub fn restore(text: &str, undo: &[Undo]) -> Option<String> {
    if undo.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    let mut at = 0;
    for undo in undo {
        if undo.start < at || undo.end < undo.start {
            continue;
        }
        out.extend(chars.by_ref().take(undo.start - at));
        for _ in undo.start..undo.end {
            chars.next();
        }
        out.push_str(&undo.put_back);
        at = undo.end;
    }
    out.extend(chars);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn undo(start: usize, end: usize, put_back: &str) -> Undo {
        Undo {
            start,
            end,
            put_back: put_back.to_owned(),
        }
    }

    #[test]
    fn takes_out_and_puts_back() {
        let text = "é and GoldOakinternational trust thisGoldOakday";
        let got = restore(text, &[undo(6, 13, ""), undo(37, 44, " ")]);
        assert_eq!(got.as_deref(), Some("é and international trust this day"));
        assert_eq!(restore(text, &[]), None);
    }

    #[test]
    fn leaves_overlaps_and_bounds_alone() {
        assert_eq!(
            restore("abc", &[undo(0, 2, ""), undo(1, 3, "x"), undo(9, 12, "")]).as_deref(),
            Some("c")
        );
    }
}
