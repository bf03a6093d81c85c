//! What the letters of a block say: counts, runs of words, and the small arithmetic of features.

use super::skim::{Run, words_of};
use crate::chars::{Chars, LETTER_OR_DIGIT, SPACE, WIDE, is_ascii_space};
use std::sync::LazyLock;

/// Counts over the letters of a block.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Letters {
    pub words: usize,
    pub chars: usize,
    pub digits: usize,
    pub upper: usize,
    pub commas: usize,
    pub stops: usize,
    pub wide: usize,
    pub last: char,
    pub first: char,
    pub year: bool,
    pub clock: bool,
    pub at_sign: bool,
    pub bar: bool,
    pub quotes: usize,
}

/// Whether a sentence may end in this character.
pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '．'
    )
}

/// Words of a text, as [`Features::words`] counts them.
pub fn count_words(text: &str) -> usize {
    let chars = Chars::get();
    let (mut words, mut wide, mut in_word) = (0, 0usize, false);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let run = Run::at(&text.as_bytes()[at..]);
            if run.length > 0 {
                words += usize::from(!in_word);
                in_word = true;
            } else if is_ascii_space(byte) {
                in_word = false;
            }
            at += run.length.max(1);
            continue;
        }
        let c = text[at..].chars().next().unwrap_or_default();
        at += c.len_utf8();
        let kind = chars.kind(c);
        if kind & WIDE != 0 {
            wide += 1;
            in_word = false;
        } else if kind & LETTER_OR_DIGIT != 0 {
            words += usize::from(!in_word);
            in_word = true;
        } else if kind & SPACE != 0 {
            in_word = false;
        }
    }
    words + wide.div_ceil(2)
}

/// Hashes of the runs of three words of a text.
pub fn runs(text: &str) -> Vec<u64> {
    let words = words_of(text);
    let mut runs = Vec::with_capacity(words.len());
    runs_onto(&words, &mut runs);
    runs
}

/// Hashes of the runs of three words, onto a list; fewer words are one run.
pub fn runs_onto(words: &[u64], runs: &mut Vec<u64>) {
    if words.len() < 3 {
        let all = words
            .iter()
            .fold(1u64, |all, word| all.wrapping_mul(31).wrapping_add(*word));
        runs.extend((!words.is_empty()).then_some(all));
        return;
    }
    runs.extend(words.windows(3).map(|w| {
        w[0].wrapping_mul(0x9e37_79b1_7f4a_7c15)
            ^ w[1].wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(17)
            ^ w[2].rotate_left(31)
    }));
}

/// Share of the runs that stand in a sorted list.
pub fn share(runs: &[u64], sorted: &[u64]) -> f32 {
    if runs.is_empty() || sorted.is_empty() {
        return 0.0;
    }
    let known = |run: &&u64| sorted.binary_search(run).is_ok();
    ratio(runs.iter().filter(known).count(), runs.len())
}

/// The different words of a text, to be compared with those of others.
#[derive(Debug, Default)]
pub struct WordSet {
    sorted: Vec<u64>,
}

impl WordSet {
    /// Those of [`words_of`].
    pub fn of(text: &str) -> WordSet {
        WordSet::of_words(words_of(text))
    }

    fn of_words(mut words: Vec<u64>) -> WordSet {
        words.sort_unstable();
        words.dedup();
        WordSet { sorted: words }
    }

    /// The overlap with other words, in any order: quick to find that there is none.
    pub fn overlap_with(&self, words: &[u64]) -> f32 {
        let known = |word: &u64| self.sorted.binary_search(word).is_ok();
        if !words.iter().any(known) {
            return 0.0;
        }
        WordSet::of_words(words.to_vec()).overlap(self)
    }

    /// Words in common, as a share of the longer text's.
    pub fn overlap(&self, other: &WordSet) -> f32 {
        let (mut a, mut b) = (&self.sorted[..], &other.sorted[..]);
        let mut common = 0;
        while let (Some(one), Some(two)) = (a.first(), b.first()) {
            common += usize::from(one == two);
            a = &a[usize::from(one <= two)..];
            b = &b[usize::from(two <= one)..];
        }
        ratio(common, self.sorted.len().max(other.sorted.len()))
    }
}

/// Words in common, as a share of the longer text's.
pub fn word_overlap(a: &str, b: &str) -> f32 {
    WordSet::of(a).overlap(&WordSet::of(b))
}

pub fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        to_f32(part) / to_f32(whole)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a feature needs no more than a float's precision"
)]
pub fn to_f32(n: usize) -> f32 {
    n as f32
}

/// The logarithm of one more; of the small numbers by a table.
pub fn ln(n: usize) -> f32 {
    static SMALL: LazyLock<Vec<f32>> =
        LazyLock::new(|| (0..2048).map(|n| to_f32(n).ln_1p()).collect());
    match SMALL.get(n) {
        Some(known) => *known,
        None => to_f32(n).ln_1p(),
    }
}

pub fn bit(set: bool) -> f32 {
    f32::from(u8::from(set))
}
