//! Fingerprints: which word 5-grams of a text go into the index.
//!
//! Winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003):
//! of every eight neighbouring 5-grams the smallest hash is kept. Two texts that share a run of [`GUARANTEED_RUN`] words
//! therefore share a fingerprint, and only about two of nine 5-grams are kept. Of a brief all are: it costs no more than
//! a long text, and a brief that was rewritten from one has hardly a longer run left.

use super::normal::Word;

/// Words in a fingerprinted gram.
pub const GRAM: usize = 5;
/// Neighbouring grams of which one is kept.
pub const WINDOW: usize = 8;
/// Any shared run of this many words gives a shared fingerprint.
pub const GUARANTEED_RUN: usize = GRAM + WINDOW - 1;

/// A text of no more words than this is a brief. One of less words than the other is a note of some fixed form, in which
/// any five words stand in others too.
pub const BRIEF: usize = 150;
const NOTE: usize = 60;

/// A kept hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    /// Hash of a run of [`GRAM`] words.
    pub hash: u32,
    /// Number of a word that stands no more than a window before the run.
    pub at: u32,
}

/// The kept hashes in order, each once, at the first of its places; none for a text of fewer than [`GRAM`] words.
pub fn fingerprints(words: &[Word]) -> Vec<Print> {
    let mut smallest: Vec<u32> = grams(words).collect();
    let is_brief = (NOTE..=BRIEF).contains(&words.len());
    let window = if is_brief { 1 } else { WINDOW };
    let windows = smallest.len().saturating_sub(window - 1).max(1);
    // The smallest of two neighbours, then of four, then of eight; at the end of the text of as many as there are.
    let mut reach = 1;
    while reach < window {
        for n in reach..smallest.len() {
            smallest[n - reach] = smallest[n - reach].min(smallest[n]);
        }
        reach *= 2;
    }
    let mut prints: Vec<Print> = Vec::with_capacity(windows * 2 / window + 1);
    for (&hash, at) in smallest.iter().take(windows).zip(0..) {
        if prints.last().is_none_or(|last| last.hash != hash) {
            prints.push(Print { hash, at });
        }
    }
    prints.sort_unstable_by_key(|print| u64::from(print.hash) << 32 | u64::from(print.at));
    prints.dedup_by_key(|print| print.hash);
    prints
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// A rolling hash of every run of [`GRAM`] words.
fn grams(words: &[Word]) -> impl Iterator<Item = u32> + '_ {
    let leaving = (0..GRAM).fold(BASE, |power, _| power.wrapping_mul(BASE));
    let mut rolling: u64 = 0;
    words.iter().enumerate().filter_map(move |(n, word)| {
        rolling = rolling
            .wrapping_add(u64::from(word.identity()) + 1)
            .wrapping_mul(BASE);
        if n >= GRAM {
            let old = u64::from(words[n - GRAM].identity()) + 1;
            rolling = rolling.wrapping_sub(old.wrapping_mul(leaving));
        }
        (n + 1 >= GRAM).then(|| spread(rolling))
    })
}

/// The high bits of a well-mixed 64-bit value.
fn spread(value: u64) -> u32 {
    let mixed = (value ^ value >> 31).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::super::key::Key;
    use super::super::normal::words;
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn prints(text: &str) -> Vec<u32> {
        let prints = fingerprints(&words(text, Key::OPEN));
        prints.iter().map(|print| print.hash).collect()
    }

    #[test]
    fn short_texts_have_one_or_none() {
        assert!(prints("only four words here").is_empty());
        assert_eq!(prints("now there are five words").len(), 1);
    }

    #[test]
    fn place_in_the_text_does_not_count() {
        let run = "the harbour board voted on Monday to close the old ferry pier";
        let one: HashSet<u32> = prints(run).into_iter().collect();
        let other = prints(&format!("Something else entirely came first here. {run}"));
        assert!(other.iter().any(|print| one.contains(print)));
    }

    proptest! {
        /// The guarantee: a shared run of GUARANTEED_RUN words is always found, whatever stands around it.
        #[test]
        fn shared_run_gives_shared_fingerprint(
            run in prop::collection::vec(0u8..40, GUARANTEED_RUN..40),
            heads in prop::array::uniform2(prop::collection::vec(0u8..40, 0..60)),
            tails in prop::array::uniform2(prop::collection::vec(0u8..40, 0..60)),
        ) {
            let text = |n: usize| {
                let words = heads[n].iter().chain(&run).chain(&tails[n]);
                words.map(|w| format!("w{w}")).collect::<Vec<_>>().join(" ")
            };
            let one: HashSet<u32> = prints(&text(0)).into_iter().collect();
            prop_assert!(prints(&text(1)).iter().any(|print| one.contains(print)));
        }

        #[test]
        fn density_is_bounded(words in prop::collection::vec(0u8..200, 0..400)) {
            let text: Vec<String> = words.iter().map(|w| format!("w{w}")).collect();
            let kept = prints(&text.join(" ")).len();
            prop_assert!(kept <= words.len());
        }
    }
}
