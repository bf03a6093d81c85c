//! What the letters of a block say: counts, runs of words, and the small arithmetic of features.

use std::collections::HashSet;

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

/// Characters of scripts that don't part words by spaces.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a sentence may end in this character.
pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '．'
    )
}

pub fn letters(text: &str) -> Letters {
    let mut out = Letters::default();
    let mut in_word = false;
    let mut digit_run = 0usize;
    let mut previous = ' ';
    for c in text.chars() {
        out.chars += 1;
        if c.is_ascii_digit() {
            digit_run += 1;
        } else {
            out.year |= digit_run == 4;
            digit_run = 0;
        }
        if is_wide(c) {
            out.wide += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            out.words += usize::from(!in_word);
            in_word = true;
            out.digits += usize::from(c.is_ascii_digit());
            out.upper += usize::from(c.is_uppercase());
        } else {
            if c.is_whitespace() {
                in_word = false;
            }
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
        if out.first == '\0' {
            out.first = c;
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

/// Words of a text, as [`Features::words`] counts them.
pub fn count_words(text: &str) -> usize {
    letters(text).words
}

/// Hashes of the runs of three words of a text, letters and digits only, lower case.
pub fn runs(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut hash = 0u64;
    let mut open = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if is_wide(c) && open {
                words.push(hash);
                hash = 0;
            }
            for lower in c.to_lowercase() {
                hash = hash
                    .wrapping_mul(0x0100_0000_01b3)
                    .wrapping_add(u64::from(u32::from(lower)) + 1);
            }
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
    if words.len() < 3 {
        let all = words
            .iter()
            .fold(1u64, |all, word| all.wrapping_mul(31).wrapping_add(*word));
        return if words.is_empty() {
            Vec::new()
        } else {
            vec![all]
        };
    }
    words
        .windows(3)
        .map(|w| {
            w[0].wrapping_mul(0x9e37_79b9_7f4a_7c15)
                ^ w[1].wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(17)
                ^ w[2].rotate_left(31)
        })
        .collect()
}

/// Share of the runs that the set holds.
pub fn share(runs: &[u64], set: &HashSet<u64>) -> f32 {
    if runs.is_empty() {
        return 0.0;
    }
    ratio(
        runs.iter().filter(|run| set.contains(run)).count(),
        runs.len(),
    )
}

/// Words in common, as a share of the longer text's.
pub fn word_overlap(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> HashSet<String> {
        let mut set = HashSet::new();
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            if word.chars().any(is_wide) {
                set.extend(word.chars().map(String::from));
            } else {
                set.insert(word.to_lowercase());
            }
        }
        set
    };
    let (a, b) = (words(a), words(b));
    ratio(a.intersection(&b).count(), a.len().max(b.len()))
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

pub fn ln(n: usize) -> f32 {
    to_f32(n).ln_1p()
}

pub fn bit(set: bool) -> f32 {
    f32::from(u8::from(set))
}
