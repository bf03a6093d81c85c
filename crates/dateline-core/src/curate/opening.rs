//! The opening of a text: what is read of it, so that work stays bounded on texts of any length.

/// At most so many bytes from the start, ended at a character.
pub(super) fn opening(text: &str, bytes: usize) -> &str {
    text.split_at(boundary(text, bytes)).0
}

/// The opening, and what follows it.
pub(super) fn split(text: &str, bytes: usize) -> (&str, &str) {
    text.split_at(boundary(text, bytes))
}

fn boundary(text: &str, bytes: usize) -> usize {
    let mut at = bytes.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_parts_a_character() {
        assert_eq!(opening("häfen", 2), "h");
        assert_eq!(split("häfen", 3), ("hä", "fen"));
        assert_eq!(opening("hä", 99), "hä");
    }
}
