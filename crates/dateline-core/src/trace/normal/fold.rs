//! Folding: one comparable character after the other, with the stretch of the original it came from. Entities are
//! read, mojibake is repaired, invisible characters are dropped, quotation marks and dashes become one kind each.

use crate::trace::key::by_eight;

/// An opening and a closing quotation mark of any kind.
pub const OPENING: char = '\u{201C}';
pub const CLOSING: char = '\u{201D}';

/// A folded character.
#[derive(Debug, Clone, Copy)]
pub struct Folded {
    /// In lower case, without accents.
    pub c: char,
    /// It was a capital.
    pub upper: bool,
    /// Characters of the original.
    pub start: u32,
    pub end: u32,
    pub start_byte: u32,
    pub end_byte: u32,
}

/// A word of plain letters that nothing joins to what follows it: most words of most texts.
#[derive(Debug)]
pub struct PlainWord {
    /// The first letter is a capital.
    pub upper: bool,
    pub start: u32,
    pub start_byte: u32,
    pub len: u32,
    /// A space followed, and was read too.
    pub before_space: bool,
    /// In lower case, eight by eight, filled up with zeros.
    letters: [u64; LONGEST_PLAIN / 8],
}

impl PlainWord {
    /// In lower case, see [`crate::trace::key::Key::hash`].
    pub fn letters(&self) -> impl Iterator<Item = u64> {
        let parts = self.len.div_ceil(8) as usize;
        self.letters.into_iter().take(parts)
    }
}

const LONGEST_PLAIN: usize = 24;

/// Reads a text character by character.
pub struct Fold<'a> {
    text: &'a str,
    byte: usize,
    at: u32,
    /// What one original character became beyond its first, last first.
    pending: Vec<Folded>,
}

/// Positions are kept in 32 bits.
const LONGEST: usize = u32::MAX as usize - 16;

impl<'a> Fold<'a> {
    pub fn new(text: &'a str) -> Fold<'a> {
        let mut end = text.len().min(LONGEST);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        Fold {
            text: &text[..end],
            byte: 0,
            at: 0,
            pending: Vec::new(),
        }
    }

    /// The word at hand if it is a plain one, and goes past it and a space behind it.
    pub fn plain_word(&mut self) -> Option<PlainWord> {
        let rest = self.text.as_bytes().get(self.byte..)?;
        let (len, letters) = plain_letters(rest)?;
        if !self.pending.is_empty() {
            return None;
        }
        let next = rest.get(len).copied();
        let ends = match next {
            None => true,
            // Whether a stop ends a sentence, and whether the word, is seen by what comes next.
            Some(b'.') => len > 1 && matches!(rest.get(len + 1), None | Some(b' ' | b'\n')),
            Some(b'\'' | b'-' | b'&' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => false,
            Some(byte) => byte.is_ascii(),
        };
        if !ends {
            return None;
        }
        let before_space = next == Some(b' ');
        let word = PlainWord {
            upper: rest[0].is_ascii_uppercase(),
            start: self.at,
            start_byte: position(self.byte),
            len: position(len),
            before_space,
            letters,
        };
        self.byte += len + usize::from(before_space);
        self.at += word.len + u32::from(before_space);
        Some(word)
    }

    pub fn next_char(&mut self) -> Option<Folded> {
        if let Some(folded) = self.pending.pop() {
            return Some(folded);
        }
        loop {
            let &first = self.text.as_bytes().get(self.byte)?;
            if first < 0x80 && first != b'&' {
                let folded = self.folded(char::from(first.to_ascii_lowercase()), 1, 1);
                return Some(Folded {
                    upper: first.is_ascii_uppercase(),
                    ..folded
                });
            }
            if let Some(folded) = self.next_wide() {
                return Some(folded);
            }
        }
    }

    /// The character at hand as this one, and goes past it.
    fn folded(&mut self, c: char, bytes: usize, chars: u32) -> Folded {
        let (start, start_byte) = (self.at, position(self.byte));
        self.byte += bytes;
        self.at += chars;
        Folded {
            c,
            upper: false,
            start,
            end: self.at,
            start_byte,
            end_byte: position(self.byte),
        }
    }

    /// An entity or a character beyond ASCII; `None` when it is an invisible one.
    fn next_wide(&mut self) -> Option<Folded> {
        let rest = &self.text[self.byte..];
        let (c, bytes, chars) = entity(rest)
            .or_else(|| mojibake(rest))
            .or_else(|| rest.chars().next().map(|c| (c, c.len_utf8(), 1)))?;
        let folded = self.folded(c, bytes, chars);
        if is_invisible(c) {
            return None;
        }
        let c = match c {
            '\'' | '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{02BC}' | '\u{2032}'
            | '\u{00B4}' | '`' | '\u{FF07}' => '\'',
            '"' | '\u{2033}' | '\u{FF02}' => '"',
            OPENING | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{300C}' | '\u{300E}' => OPENING,
            CLOSING | '\u{00BB}' | '\u{300D}' | '\u{300F}' => CLOSING,
            '\u{2010}' | '\u{2011}' => '-',
            '\u{2028}' | '\u{2029}' | '\u{85}' => '\n',
            c => c,
        };
        if c.is_ascii() {
            return Some(Folded {
                c: c.to_ascii_lowercase(),
                upper: c.is_ascii_uppercase(),
                ..folded
            });
        }
        self.decompose(c, folded)
    }

    /// Compatibility decomposition in lower case, without the accents of Latin, Greek and Cyrillic.
    fn decompose(&mut self, c: char, folded: Folded) -> Option<Folded> {
        let upper = c.is_uppercase();
        unicode_normalization::char::decompose_compatible(c, |part| {
            if matches!(part, '\u{300}'..='\u{36F}') {
                return;
            }
            for c in part.to_lowercase() {
                if !matches!(c, '\u{300}'..='\u{36F}') {
                    self.pending.push(Folded { c, upper, ..folded });
                }
            }
        });
        self.pending.reverse();
        self.pending.pop()
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "texts are cut at LONGEST, which fits"
)]
fn position(byte: usize) -> u32 {
    byte as u32
}

/// The plain letters at the start, at least one and at most [`LONGEST_PLAIN`]: how many, and they in lower case.
fn plain_letters(rest: &[u8]) -> Option<(usize, [u64; LONGEST_PLAIN / 8])> {
    let mut letters = [0; LONGEST_PLAIN / 8];
    let mut len = 0;
    for (n, part) in letters.iter_mut().enumerate() {
        let here = rest.get(n * 8..).unwrap_or_default();
        let eight = match here.first_chunk() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => by_eight(here).next().unwrap_or(0),
        };
        let plain = plain_among(eight);
        *part = (eight | (EACH * 0x20)) & !(u64::MAX.checked_shl(plain * 8).unwrap_or(0));
        len += plain as usize;
        if plain < 8 {
            break;
        }
    }
    (len > 0).then_some((len, letters))
}

/// A one in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes, from the first on, are plain letters: all at once, as most words have less than eight.
fn plain_among(eight: u64) -> u32 {
    let high = EACH * 0x80;
    let lower = (eight | (EACH * 0x20)) & !high;
    // The high bit of a byte says: from `a` on; beyond `z`.
    let from_a = lower + EACH * u64::from(0x80 - b'a');
    let beyond_z = lower + EACH * u64::from(0x7F - b'z');
    let plain = from_a & !beyond_z & !eight & high;
    (plain ^ high).trailing_zeros() / 8
}

/// Characters of scripts that write no spaces between words: each is compared by itself.
pub fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        && c.is_alphanumeric()
}

/// Zero-width characters, soft hyphens, direction marks and variation selectors (where marks of origin are hidden).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180B}'..='\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E01EF}')
}

/// A character reference at the start: the character, and its length in bytes and characters.
fn entity(rest: &str) -> Option<(char, usize, u32)> {
    let name = rest.strip_prefix('&')?;
    let end = name.bytes().take(10).position(|b| b == b';')?;
    let name = name.get(..end)?;
    let c = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "shy" => '\u{AD}',
        "lsquo" | "rsquo" | "sbquo" => '\'',
        "ldquo" | "bdquo" | "laquo" => OPENING,
        "rdquo" | "raquo" => CLOSING,
        "ndash" | "mdash" => '\u{2014}',
        "hellip" => '\u{2026}',
        _ => numbered(name)?,
    };
    let bytes = end + 2;
    Some((c, bytes, position(bytes)))
}

fn numbered(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let code = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match code {
        // Pages number these as windows-1252 does.
        0x80..=0x9F => windows_1252_char(u8::try_from(code).ok()?),
        _ => char::from_u32(code),
    }
}

/// UTF-8 that was read as windows-1252 ("â€œ" for an opening quotation mark), at the start of the text.
fn mojibake(rest: &str) -> Option<(char, usize, u32)> {
    let mut chars = rest.chars();
    let lead = chars.next()?;
    let length: usize = match lead {
        '\u{C2}' | '\u{C3}' | '\u{CE}' | '\u{CF}' | '\u{D0}' | '\u{D1}' => 2,
        '\u{E0}'..='\u{EF}' => 3,
        '\u{F0}'..='\u{F4}' => 4,
        _ => return None,
    };
    let mut bytes = [0u8; 4];
    bytes[0] = u8::try_from(u32::from(lead)).ok()?;
    let mut size = lead.len_utf8();
    for n in 1..length {
        let next = chars.next();
        let byte = next
            .and_then(windows_1252_byte)
            .filter(|byte| (0x80..0xC0).contains(byte));
        match (byte, next) {
            (Some(byte), Some(c)) => {
                bytes[n] = byte;
                size += c.len_utf8();
            }
            // The closing quotation mark ends in a byte that windows-1252 leaves undefined, and is often dropped.
            _ if n == 2 && bytes[..2] == [0xE2, 0x80] => return Some((CLOSING, size, 2)),
            _ => return None,
        }
    }
    let c = std::str::from_utf8(&bytes[..length]).ok()?.chars().next()?;
    Some((c, size, u32::try_from(length).ok()?))
}

/// What windows-1252 has at 0x80 to 0x9F; the holes as the control characters that browsers read them as.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn windows_1252_char(byte: u8) -> Option<char> {
    WINDOWS_1252
        .get(usize::from(byte.checked_sub(0x80)?))
        .copied()
}

fn windows_1252_byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0x80..=0xFF => u8::try_from(code).ok(),
        _ => {
            let n = WINDOWS_1252.iter().position(|&known| known == c)?;
            Some(0x80 + u8::try_from(n).ok()?)
        }
    }
}
