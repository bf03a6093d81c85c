//! What the letters of a block say: counts, runs of words, and the small arithmetic of features.

use crate::chars::{CAPITAL, Chars, LETTER_OR_DIGIT, SMALL, SPACE, WIDE, is_ascii_space};
use std::sync::LazyLock;

/// Counts over the letters of a block.
#[derive(Debug, Default, Clone)]
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

pub fn letters(text: &str) -> Letters {
    let chars = Chars::get();
    let mut out = Letters::default();
    let mut in_word = false;
    let mut digit_run = 0usize;
    let mut previous = ' ';
    out.first = text.chars().find(|c| *c != '\0').unwrap_or('\0');
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        // Words and spaces first: most of a text.
        let (word, capitals) = letters_at(&bytes[at..]);
        if word > 0 || byte == b' ' {
            out.words += usize::from(word > 0 && !in_word);
            out.upper += capitals;
            in_word = word > 0;
            out.chars += word.max(1);
            at += word.max(1);
            out.year |= digit_run == 4;
            digit_run = 0;
            previous = ' ';
            continue;
        }
        out.chars += 1;
        let c = text[at..].chars().next().unwrap_or_default();
        at += c.len_utf8();
        let kind = chars.kind(c);
        if c.is_ascii_digit() {
            digit_run += 1;
        } else {
            out.year |= digit_run == 4;
            digit_run = 0;
        }
        if kind & WIDE != 0 {
            out.wide += 1;
            in_word = false;
        } else if kind & LETTER_OR_DIGIT != 0 {
            out.words += usize::from(!in_word);
            in_word = true;
            out.digits += usize::from(c.is_ascii_digit());
            out.upper += usize::from(kind & CAPITAL != 0);
        } else if kind & SPACE != 0 {
            in_word = false;
        } else {
            match c {
                ',' | '、' | '，' | '،' => out.commas += 1,
                '@' => out.at_sign = true,
                '|' => out.bar = true,
                ':' => out.clock |= previous.is_ascii_digit(),
                '"' | '“' | '”' | '„' | '«' | '»' | '「' => out.quotes += 1,
                c if is_stop(c) => out.stops += 1,
                _ => {}
            }
        }
        previous = c;
    }
    out.year |= digit_run == 4;
    out.words += out.wide.div_ceil(2);
    out.last = text
        .chars()
        .rev()
        .find(|c| {
            !matches!(
                c,
                '"' | '”' | '“' | '»' | '’' | '\'' | ')' | ']' | '」' | '』' | '）' | ' '
            )
        })
        .unwrap_or(' ');
    out
}

/// How many letters of ASCII bytes open with, and how many of them are capitals.
#[inline]
fn letters_at(bytes: &[u8]) -> (usize, usize) {
    let (mut length, mut capitals) = (0, 0);
    for byte in bytes {
        // Digits lie below all letters.
        if SMALL[usize::from(*byte)] < b'a' {
            break;
        }
        length += 1;
        capitals += usize::from(byte & 0x20 == 0);
    }
    (length, capitals)
}

/// How many letters and digits of ASCII bytes open with, and the hash of their small forms onto another.
#[inline]
fn hash_at(bytes: &[u8], mut hash: u64) -> (usize, u64) {
    let mut length = 0;
    for byte in bytes {
        let small = SMALL[usize::from(*byte)];
        if small == 0 {
            break;
        }
        length += 1;
        hash = hashed(hash, char::from(small));
    }
    (length, hash)
}

/// Words of a text, as [`Features::words`] counts them.
pub fn count_words(text: &str) -> usize {
    let chars = Chars::get();
    let (mut words, mut wide, mut in_word) = (0, 0usize, false);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let (word, _) = letters_at(&text.as_bytes()[at..]);
            at += word.max(1);
            if word > 0 || byte.is_ascii_digit() {
                words += usize::from(!in_word);
                in_word = true;
            } else if is_ascii_space(byte) {
                in_word = false;
            }
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

/// Takes one character more into the hash of a word.
fn hashed(hash: u64, c: char) -> u64 {
    hash.wrapping_mul(0x0100_0000_01b3)
        .wrapping_add(u64::from(u32::from(c)) + 1)
}

/// Hashes of the words of a text, letters and digits only, lower case, onto a list; each character of a script without
/// spaces is one.
pub fn words_onto(text: &str, words: &mut Vec<u64>) {
    let chars = Chars::get();
    let mut hash = 0u64;
    let mut open = false;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let (word, whole) = hash_at(&text.as_bytes()[at..], hash);
            at += word.max(1);
            if word > 0 {
                hash = whole;
                open = true;
            } else if open {
                words.push(hash);
                hash = 0;
                open = false;
            }
            continue;
        }
        let c = text[at..].chars().next().unwrap_or_default();
        at += c.len_utf8();
        let kind = chars.kind(c);
        if kind & LETTER_OR_DIGIT != 0 {
            if kind & WIDE != 0 && open {
                words.push(hash);
                hash = 0;
            }
            // A Greek word in capitals doesn't say which sigma it ends in.
            chars.small(c, |c| hash = hashed(hash, if c == 'ς' { 'σ' } else { c }));
            open = true;
        } else if open {
            words.push(hash);
            hash = 0;
            open = false;
        }
    }
    if open {
        words.push(hash);
    }
}

/// Hashes of the runs of three words of a text.
pub fn runs(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 5 + 4);
    words_onto(text, &mut words);
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
    /// Those of [`words_onto`].
    pub fn of(text: &str) -> WordSet {
        let mut words = Vec::with_capacity(text.len() / 5 + 1);
        words_onto(text, &mut words);
        WordSet::of_words(words)
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
