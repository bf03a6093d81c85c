//! Words of a text, with where each stands. Shared by tracing, curating and search, so that they agree.

use unicode_segmentation::UnicodeSegmentation;

/// A word and its byte range in the text it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// First byte of it.
    pub start: usize,
}

/// Words by UAX 29. In scripts without spaces (Han, kana, Thai …) each character is a word.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.unicode_word_indices()
        .map(|(start, text)| Word { text, start })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_words_stand() {
        let found: Vec<(usize, &str)> = words("Zoë’s 1.5 km – 北京")
            .map(|w| (w.start, w.text))
            .collect();
        assert_eq!(
            found,
            [(0, "Zoë’s"), (9, "1.5"), (13, "km"), (20, "北"), (23, "京")]
        );
    }
}
