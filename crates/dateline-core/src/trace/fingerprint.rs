//! Fingerprints: which word 5-grams of a text go into the index.
//!
//! Winnowing (Schleimer, Wilkerson, Aiken: "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003):
//! of every eight neighbouring 5-grams the one with the smallest hash is kept, the last one on a tie. Two texts that
//! share a run of [`GUARANTEED_RUN`] words therefore share a fingerprint, and only about two of nine 5-grams are kept.

use super::normal::Word;

/// Words in a fingerprinted gram.
pub const GRAM: usize = 5;
/// Neighbouring grams of which one is kept.
pub const WINDOW: usize = 8;
/// Any shared run of this many words gives a shared fingerprint.
pub const GUARANTEED_RUN: usize = GRAM + WINDOW - 1;

/// The kept hashes in order of place; none for a text of fewer than [`GRAM`] words.
pub fn fingerprints(words: &[Word]) -> Vec<u32> {
    let mut out = Vec::with_capacity(words.len() / 4 + 1);
    let mut window = [u32::MAX; WINDOW];
    let mut smallest = 0;
    let mut kept = None;
    let mut count = 0;
    for (n, hash) in grams(words).enumerate() {
        count = n + 1;
        let slot = n % WINDOW;
        window[slot] = hash;
        if n >= WINDOW && smallest + WINDOW <= n {
            smallest = last_smallest(&window, n);
        } else if n == 0 || hash <= window[smallest % WINDOW] {
            smallest = n;
        }
        if n + 1 >= WINDOW && kept != Some(smallest) {
            kept = Some(smallest);
            out.push(window[smallest % WINDOW]);
        }
    }
    if count > 0 && count < WINDOW {
        out.push(window[smallest % WINDOW]);
    }
    out
}

/// Place of the smallest hash among the last [`WINDOW`], the last such on a tie.
fn last_smallest(window: &[u32; WINDOW], newest: usize) -> usize {
    let oldest = newest + 1 - WINDOW;
    let mut best = oldest;
    for n in oldest..=newest {
        if window[n % WINDOW] <= window[best % WINDOW] {
            best = n;
        }
    }
    best
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
    use super::super::normal::tokens;
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    fn prints(text: &str) -> Vec<u32> {
        let words: Vec<Word> = tokens(text).iter().map(|t| t.word).collect();
        fingerprints(&words)
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
