//! One pass over the text of a block, eight bytes at a time: counts over its letters, hashes of its words, and its
//! opening in plain form, in which stock phrases are looked for.

mod plain;
mod run;

use super::letters::{Letters, is_stop};
use crate::chars::{CAPITAL, Chars, INDIC, LETTER_OR_DIGIT, SPACE, WIDE};
pub use plain::Plain;
pub use run::Run;
use run::WordHash;

/// Reads a block: its words' hashes go onto a list (letters and digits only, letter case aside; each character of a script
/// without spaces is a word), its opening into `plain`.
pub fn skim(text: &str, words: &mut Vec<u64>, plain: &mut Plain) -> Letters {
    plain.clear();
    let mut skim = Skim {
        letters: Letters::default(),
        words,
        plain,
        hash: WordHash::default(),
        open: false,
        in_word: false,
        digits_in_row: 0,
        after_digit: false,
    };
    skim.read(text);
    let mut letters = skim.letters;
    letters.words += letters.wide.div_ceil(2);
    letters.first = text.chars().find(|c| *c != '\0').unwrap_or('\0');
    letters.last = text.chars().rev().find(|c| !closes(*c)).unwrap_or(' ');
    letters
}

/// Hashes of the words of a text alone, as [`skim`] makes them.
pub fn words_of(text: &str) -> Vec<u64> {
    let mut words = Vec::with_capacity(text.len() / 5 + 4);
    skim(text, &mut words, &mut Plain::default());
    words
}

struct Skim<'a> {
    letters: Letters,
    words: &'a mut Vec<u64>,
    plain: &'a mut Plain,
    hash: WordHash,
    /// Whether `hash` holds the beginning of a word.
    open: bool,
    /// Whether a word is open as [`Letters::words`] counts them: those end at white space only.
    in_word: bool,
    digits_in_row: usize,
    after_digit: bool,
}

impl Skim<'_> {
    fn read(&mut self, text: &str) {
        let chars = Chars::get();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let run = Run::at(&bytes[at..]);
            if run.length > 0 {
                self.take_run(&run);
                at += run.length;
                if run.length == Run::LONGEST {
                    continue;
                }
            }
            match bytes.get(at) {
                None => break,
                Some(b' ') => {
                    self.end_word();
                    self.end_digits();
                    self.letters.chars += 1;
                    self.in_word = false;
                    self.after_digit = false;
                    self.plain.gap();
                    at += 1;
                }
                Some(byte) if byte.is_ascii() => {
                    self.take_mark(char::from(*byte), chars);
                    at += 1;
                }
                Some(_) => {
                    let c = text[at..].chars().next().unwrap_or_default();
                    self.take_far(c, chars);
                    at += c.len_utf8();
                }
            }
        }
        self.end_word();
        self.end_digits();
        self.plain.end();
    }

    /// Takes letters and digits of ASCII.
    fn take_run(&mut self, run: &Run) {
        self.letters.words += usize::from(!self.in_word);
        self.in_word = true;
        self.letters.chars += run.length;
        self.letters.upper += run.capitals();
        if run.has_digits() {
            self.take_digits(run);
        } else {
            self.end_digits();
            self.after_digit = false;
        }
        self.open = true;
        self.hash.push(run.small, run.length);
        self.plain.push(run.small, run.length);
    }

    fn take_digits(&mut self, run: &Run) {
        for byte in run.small.to_le_bytes().into_iter().take(run.length) {
            self.after_digit = byte.is_ascii_digit();
            if self.after_digit {
                self.digits_in_row += 1;
                self.letters.digits += 1;
            } else {
                self.end_digits();
            }
        }
    }

    fn end_digits(&mut self) {
        self.letters.year |= self.digits_in_row == 4;
        self.digits_in_row = 0;
    }

    fn end_word(&mut self) {
        if self.open {
            self.words.push(self.hash.finish());
            self.open = false;
        }
    }

    /// Takes any character that is no letter or digit.
    fn take_mark(&mut self, c: char, chars: &Chars) {
        self.end_word();
        self.end_digits();
        self.letters.chars += 1;
        if chars.kind(c) & SPACE != 0 {
            self.in_word = false;
        }
        match c {
            ',' | '、' | '，' | '،' => self.letters.commas += 1,
            '@' => self.letters.at_sign = true,
            '|' => self.letters.bar = true,
            ':' => self.letters.clock |= self.after_digit,
            '"' | '“' | '”' | '„' | '«' | '»' | '「' => self.letters.quotes += 1,
            c if is_stop(c) => self.letters.stops += 1,
            _ => {}
        }
        self.after_digit = false;
        self.plain.gap();
    }

    /// Takes a character beyond ASCII.
    fn take_far(&mut self, c: char, chars: &Chars) {
        let kind = chars.kind(c);
        if kind & LETTER_OR_DIGIT == 0 {
            let wide = kind & WIDE != 0;
            match c {
                '©' => {
                    self.take_mark(c, chars);
                    self.plain.push_char(c);
                    self.plain.gap();
                }
                c if kind & INDIC != 0 => {
                    // A sign of a vowel stands within its word.
                    self.end_word();
                    self.end_digits();
                    self.letters.chars += 1;
                    self.after_digit = false;
                    if wide {
                        self.letters.wide += 1;
                        self.in_word = false;
                    } else if is_stop(c) {
                        self.letters.stops += 1;
                    }
                    self.plain.push_char(c);
                }
                _ => {
                    self.take_mark(c, chars);
                    if wide {
                        self.letters.wide += 1;
                        self.in_word = false;
                    }
                }
            }
            return;
        }
        self.end_digits();
        self.letters.chars += 1;
        self.after_digit = false;
        if kind & WIDE != 0 {
            self.letters.wide += 1;
            self.in_word = false;
            self.end_word();
            self.plain.start_word();
        } else {
            self.letters.words += usize::from(!self.in_word);
            self.in_word = true;
            self.letters.upper += usize::from(kind & CAPITAL != 0);
        }
        self.open = true;
        chars.small(c, |c| {
            // A Greek word in capitals doesn't say which sigma it ends in.
            self.hash.push_char(if c == 'ς' { 'σ' } else { c });
            // What a capital İ leaves behind when it is made small.
            if c != '\u{307}' {
                self.plain.push_char(c);
            }
        });
    }
}

/// Marks that a sentence may be followed by.
fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '”' | '“' | '»' | '’' | '\'' | ')' | ']' | '」' | '』' | '）' | ' '
    )
}

#[cfg(test)]
mod tests;
