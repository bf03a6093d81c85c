//! What kind of character one is, and its small form, by tables: the standard library searches its own for every character
//! beyond ASCII, and a page's text is gone over several times.

use std::sync::LazyLock;

/// Characters below this have a place in the tables: all alphabets. Behind it lie mostly scripts without small letters.
const KNOWN: usize = 0x3000;

/// `char::is_alphanumeric`.
pub const LETTER_OR_DIGIT: u8 = 1;
/// `char::is_whitespace`.
pub const SPACE: u8 = 1 << 1;
/// `char::is_uppercase`.
pub const CAPITAL: u8 = 1 << 2;
/// Of a script that doesn't part words by spaces, see [`is_wide`].
pub const WIDE: u8 = 1 << 3;
/// A vowel sign of the Indic scripts, of Thai or Lao, which is no letter of its own, or a letter of theirs.
pub const INDIC: u8 = 1 << 4;

/// The tables.
pub struct Chars {
    kinds: [u8; KNOWN],
    /// The small form; 0 where it is more than one character.
    small: [u16; KNOWN],
}

static CHARS: LazyLock<Box<Chars>> = LazyLock::new(|| {
    let mut chars = Box::new(Chars {
        kinds: [0; KNOWN],
        small: [0; KNOWN],
    });
    for (n, c) in ('\0'..).take(KNOWN).enumerate() {
        chars.kinds[n] = kind_of(c);
        let mut small = c.to_lowercase();
        if let (Some(one), None) = (small.next(), small.next()) {
            chars.small[n] = u16::try_from(u32::from(one)).unwrap_or(0);
        }
    }
    chars
});

impl Chars {
    /// The tables, which are made at the first call.
    pub fn get() -> &'static Chars {
        &CHARS
    }

    /// What a character is, as bits.
    #[inline]
    pub fn kind(&self, c: char) -> u8 {
        match self.kinds.get(c as usize) {
            Some(kind) => *kind,
            None => far(c),
        }
    }

    /// Hands the small form of a character on, one or more characters.
    #[inline]
    pub fn small(&self, c: char, mut each: impl FnMut(char)) {
        let known = self.small.get(c as usize).copied().unwrap_or(0);
        match char::from_u32(u32::from(known)) {
            Some(small) if known != 0 => each(small),
            _ if is_letter_alone(c) => each(c),
            _ => c.to_lowercase().for_each(each),
        }
    }
}

/// Characters of scripts that don't part words by spaces.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// The small form of each byte that is an ASCII letter or digit, and 0 for all others.
pub static SMALL: [u8; 256] = {
    let mut small = [0; 256];
    let mut byte = 0u8;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            small[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    small
};

/// `char::is_whitespace` below 128.
pub fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Length in bytes of a text's opening that equals a text in lower case, letter case aside.
pub fn prefix_in_any_case(text: &str, lower: &str) -> Option<usize> {
    let (&first, &wanted) = (text.as_bytes().first()?, lower.as_bytes().first()?);
    if first.is_ascii() && first.to_ascii_lowercase() != wanted {
        return None;
    }
    let opening = text.as_bytes().get(..lower.len());
    if opening.is_some_and(|opening| opening.eq_ignore_ascii_case(lower.as_bytes())) {
        return Some(lower.len());
    }
    if lower.is_ascii() && opening.is_none_or(<[u8]>::is_ascii) {
        return None;
    }
    let mut wanted = lower.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        for l in c.to_lowercase() {
            if next.is_none() {
                return Some(at);
            }
            if next != Some(l) {
                return None;
            }
            next = wanted.next();
        }
    }
    next.is_none().then_some(text.len())
}

/// Ideographs and Korean syllables: letters without a small form.
fn is_letter_alone(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// What a character beyond the tables is.
fn far(c: char) -> u8 {
    if is_letter_alone(c) {
        return LETTER_OR_DIGIT | if is_wide(c) { WIDE } else { 0 };
    }
    kind_of(c)
}

fn kind_of(c: char) -> u8 {
    let bit = |set: bool, bit: u8| if set { bit } else { 0 };
    bit(c.is_alphanumeric(), LETTER_OR_DIGIT)
        | bit(c.is_whitespace(), SPACE)
        | bit(c.is_uppercase(), CAPITAL)
        | bit(is_wide(c), WIDE)
        | bit(matches!(c, '\u{0900}'..='\u{0eff}'), INDIC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard_library() {
        let chars = Chars::get();
        for c in '\0'..=char::MAX {
            assert_eq!(chars.kind(c), kind_of(c), "{c:?}");
            let mut small = Vec::new();
            chars.small(c, |c| small.push(c));
            assert!(c.to_lowercase().eq(small), "{c:?}");
        }
    }
}
