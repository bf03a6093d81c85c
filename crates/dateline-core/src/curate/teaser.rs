//! Teasers: how a text opens, in a line, ended at a word.

use super::opening;
use unicode_segmentation::UnicodeSegmentation;

/// Characters in a teaser, the ellipsis among them, unless a page asks otherwise.
pub const TEASER: usize = 100;

/// The opening of a text in at most `limit` characters: whole when it fits, else ended at a word with an ellipsis.
/// Line breaks become spaces; a dateline stays where it is. A word is cut only when it alone is longer than the limit,
/// or in scripts that put no spaces between words, where any character may end the line.
pub fn teaser(text: &str, limit: usize) -> String {
    // Four bytes a character, and room for white space: no need to look at a whole book.
    let (enough, rest) = opening::split(text, limit.saturating_mul(16).saturating_add(64));
    let mut line = String::new();
    for word in enough.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let whole = rest.trim_start().is_empty();
    if whole && line.chars().count() <= limit {
        return line;
    }
    let Some(room) = limit.checked_sub(1) else {
        return String::new();
    };
    let mut kept = whole_words(&line, room);
    kept.truncate(kept.trim_end_matches(hangs).len());
    kept.push('…');
    kept
}

/// As many whole words as fit into so many characters.
fn whole_words(line: &str, room: usize) -> String {
    let cut = line
        .char_indices()
        .nth(room)
        .map_or(line.len(), |(at, _)| at);
    let ends_a_word = cut == line.len()
        || line[cut..].starts_with(' ')
        || line[..cut].chars().next_back().is_some_and(unspaced)
        || line[cut..].chars().next().is_some_and(unspaced);
    if ends_a_word {
        return line[..cut].to_owned();
    }
    match line[..cut].rfind(|c: char| c == ' ' || unspaced(c)) {
        Some(at) => {
            let after = line[at..]
                .chars()
                .next()
                .filter(|c| *c != ' ')
                .map_or(0, char::len_utf8);
            line[..at + after].to_owned()
        }
        // One word longer than the line: as much of it as fits, no letter parted from its marks.
        None => {
            let ends = line.grapheme_indices(true).map(|(at, _)| at);
            let at = ends.take_while(|at| *at <= cut).last().unwrap_or(0);
            line[..at].to_owned()
        }
    }
}

/// What must not stand before an ellipsis.
fn hangs(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '.'
                | '…'
                | '-'
                | '–'
                | '—'
                | '('
                | '['
                | '“'
                | '„'
                | '«'
                | '、'
                | '，'
                | '。'
        )
}

/// Whether a script writes without spaces between words.
fn unspaced(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3000..=0x30ff | 0x3400..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xff60 | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ends_at_a_word() {
        let text = "MARLOW (Norvane) — The harbour board has shut the north quay\nafter cracks were found in two of its piers.";
        assert_eq!(
            teaser(text, TEASER),
            "MARLOW (Norvane) — The harbour board has shut the north quay after cracks were found in two of its…"
        );
        assert_eq!(teaser("One two three", 9), "One two…");
        assert_eq!(teaser("One two, three", 9), "One two…");
    }

    #[test]
    fn leaves_what_fits() {
        assert_eq!(teaser("  One\n\ntwo ", 7), "One two");
        assert_eq!(teaser("", 10), "");
    }

    #[test]
    fn cuts_at_a_character_where_no_spaces_are() {
        assert_eq!(teaser("港の防波堤が嵐で壊れた", 6), "港の防波堤…");
    }

    #[test]
    fn cuts_a_word_that_alone_is_too_long() {
        assert_eq!(teaser("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(teaser("word", 0), "");
    }

    proptest! {
        #[test]
        fn keeps_to_the_limit_and_to_the_words(text in "[a-zäöü ,.\n]{0,300}", limit in 0_usize..120) {
            let line = teaser(&text, limit);
            prop_assert!(line.chars().count() <= limit || line.is_empty());
            let plain: Vec<&str> = text.split_whitespace().collect();
            let plain = plain.join(" ");
            prop_assert!(plain.starts_with(line.trim_end_matches('…').trim_end()) || line.is_empty());
        }
    }
}
