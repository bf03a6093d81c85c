//! What class names and stock phrases hint at. Hints are evidence for the body model, never verdicts: a page may call
//! its text "promo-wide" or its newsletter box "content".

mod classes;
mod phrases;
mod stock;

use super::matcher::Matcher;
use crate::chars::SMALL;
pub use classes::CLASS_GROUPS;
use classes::CLASS_WORDS;
pub use phrases::PHRASE_GROUPS;
use std::sync::LazyLock;
pub use stock::{phrase_groups, phrase_groups_of};

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
            has("Read more: The bridge", 0)
                && has("Lesen Sie auch:", 0)
                && has("ये भी पढ़ें: पुल", 0)
                && has("İlgili haber: Köprü", 0)
        );
        assert!(!has("They read more than that", 0));
        assert!(
            has("© 2025 The Herald", 3) && has("Facebook", 5) && !has("Facebook said on Monday", 5)
        );
        assert!(has("By Ada Brook", 9) && !has("Bye", 9));
    }
}
