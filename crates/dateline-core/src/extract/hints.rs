//! What class names and stock phrases hint at. Hints are evidence for the body model, never verdicts: a page may call
//! its text "promo-wide" or its newsletter box "content".

mod classes;
mod phrases;

use super::matcher::Matcher;
use crate::chars::{Chars, INDIC, LETTER_OR_DIGIT, SMALL};
pub use classes::CLASS_GROUPS;
use classes::CLASS_WORDS;
pub use phrases::PHRASE_GROUPS;
use phrases::PHRASES;
use std::sync::LazyLock;

static CLASSES: LazyLock<Matcher> = LazyLock::new(|| {
    let words = CLASS_WORDS.iter().enumerate();
    Matcher::new(
        words
            .flat_map(|(group, words)| {
                words
                    .split_ascii_whitespace()
                    .map(move |word| (word, group))
            })
            .collect::<Vec<_>>(),
    )
});

static STOCK: LazyLock<Matcher> = LazyLock::new(|| {
    let phrases = PHRASES.iter().enumerate();
    Matcher::new(
        phrases
            .flat_map(|(group, list)| list.split('|').map(move |phrase| (phrase, group)))
            .collect::<Vec<_>>(),
    )
});

/// Bytes of a value that class words are looked for in, and of what it is spelled as.
const CLASS_WITHIN: usize = 200;
const SPELLED_WITHIN: usize = 254;

/// Groups of class words in attribute values, as bits. Anything but letters is a border, and so is a capital after a
/// small letter.
pub fn class_groups(values: &[&str]) -> u64 {
    let mut found = 0;
    for value in values {
        let mut search = CLASSES.start();
        search.push(b'_');
        let (mut length, mut border, mut small) = (1, true, false);
        for byte in value.bytes().take(CLASS_WITHIN) {
            if length >= SPELLED_WITHIN {
                break;
            }
            let lower = SMALL[usize::from(byte)];
            let letter = lower >= b'a';
            if small && letter && byte != lower {
                search.push(b'_');
                length += 1;
            }
            small = letter && byte == lower;
            if letter {
                search.push(lower);
                length += 1;
                border = false;
            } else if !border {
                search.push(b'_');
                length += 1;
                border = true;
            }
        }
        search.push(b'_');
        found |= search.found;
    }
    found
}

/// What [`class_groups`] said lately: the elements of a page share few values.
pub struct KnownClasses(Vec<(u64, u64)>);

impl Default for KnownClasses {
    fn default() -> KnownClasses {
        KnownClasses(vec![(0, 0); 512])
    }
}

impl KnownClasses {
    /// The same as [`class_groups`].
    pub fn groups(&mut self, values: &[&str]) -> u64 {
        let values = values.iter().filter(|value| !value.is_empty());
        values.fold(0, |groups, value| groups | self.of(value))
    }

    fn of(&mut self, value: &str) -> u64 {
        let key = xxhash_rust::xxh3::xxh3_64(value.as_bytes());
        let slot = usize::try_from(key % 512).unwrap_or(0);
        let Some(known) = self.0.get_mut(slot) else {
            return class_groups(&[value]);
        };
        if known.0 != key {
            *known = (key, class_groups(&[value]));
        }
        known.1
    }
}

/// How much of a block stock phrases are looked for in, in bytes from its start and to its end.
const PHRASES_WITHIN: usize = 240;

/// What a capital İ leaves behind when it is made small.
const DOT_ABOVE: char = '\u{307}';

/// Groups of stock phrases in a block, as bits.
pub fn phrase_groups(text: &str) -> u64 {
    let chars = Chars::get();
    let mut search = STOCK.start();
    search.push(b'^');
    search.push(b' ');
    let (mut length, mut gap) = (2, true);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            at += 1;
            let small = SMALL[usize::from(byte)];
            if small != 0 {
                search.push(small);
                length += 1;
                gap = false;
            } else if !gap {
                search.push(b' ');
                length += 1;
                gap = true;
            }
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            at += c.len_utf8();
            chars.small(c, |c| {
                if length > PHRASES_WITHIN {
                    return;
                }
                if chars.kind(c) & (LETTER_OR_DIGIT | INDIC) != 0 || c == '©' {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        search.push(byte);
                    }
                    length += c.len_utf8();
                    gap = false;
                } else if !gap && c != DOT_ABOVE {
                    search.push(b' ');
                    length += 1;
                    gap = true;
                }
            });
        }
        if length > PHRASES_WITHIN {
            return search.found;
        }
    }
    if !gap {
        search.push(b' ');
    }
    search.push(b'$');
    search.found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_class_names() {
        let has = |values: &[&str], group: usize| class_groups(values) >> group & 1 == 1;
        assert!(
            has(&["c-article__body"], 0)
                && has(&["ArticleBody"], 0)
                && has(&["x", "entry-content"], 0)
        );
        assert!(has(&["js-ad ad-300"], 10) && !has(&["header-shadow"], 10) && !has(&["loads"], 10));
        assert!(has(&["NewsletterBox"], 7) && has(&["related_links"], 5));
        assert_eq!(class_groups(&[]), 0);
    }

    #[test]
    fn reads_stock_phrases() {
        let has = |text: &str, group: usize| phrase_groups(text) >> group & 1 == 1;
        assert!(
            has("Read more: The bridge", 0) && has("Lesen Sie auch:", 0) && has("ये भी पढ़ें: पुल", 0)
                && has("İlgili haber: Köprü", 0)
        );
        assert!(!has("They read more than that", 0));
        assert!(
            has("© 2025 The Herald", 3) && has("Facebook", 5) && !has("Facebook said on Monday", 5)
        );
        assert!(has("By Ada Brook", 9) && !has("Bye", 9));
    }
}
