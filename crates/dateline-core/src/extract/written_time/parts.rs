//! A text as numbers, words and signs, with the digits of the scripts that dates are written in.

use crate::extract::months;

/// A run of digits, a run of letters, or a sign, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Part<'t> {
    pub start: usize,
    pub end: usize,
    pub word: Word<'t>,
}

#[derive(Debug, Clone, Copy)]
pub enum Word<'t> {
    Number { value: u32, digits: usize },
    Letters(&'t str),
    Sign(char),
}

/// The numbers, words and signs of a text.
pub fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let kind = class_of(c);
        let mut end = start + c.len_utf8();
        if kind != Class::Sign {
            while let Some((at, next)) = chars.peek().copied() {
                if class_of(next) != kind {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let word = match kind {
            Class::Digit => match number(&text[start..end]) {
                Some((value, digits)) => Word::Number { value, digits },
                None => Word::Letters(&text[start..end]),
            },
            Class::Letter => Word::Letters(&text[start..end]),
            Class::Sign => Word::Sign(c),
        };
        parts.push(Part { start, end, word });
    }
    parts
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Sign,
}

fn class_of(c: char) -> Class {
    if digit(c).is_some() {
        Class::Digit
    } else if matches!(
        c,
        '年' | '月' | '日' | '号' | '년' | '월' | '일' | '時' | '时' | '分' | '点' | '點'
    ) {
        Class::Sign
    } else if months::is_letter(c) {
        Class::Letter
    } else {
        Class::Sign
    }
}

/// The value of a digit in the scripts that dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut digits = 0;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        digits += 1;
    }
    (digits <= 9).then_some((value, digits))
}

/// The number at a place, and how many digits it has.
pub fn num(parts: &[Part], at: usize) -> Option<(u32, usize)> {
    match parts.get(at)?.word {
        Word::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

/// Whether one of these signs stands at a place.
pub fn sign(parts: &[Part], at: usize, wanted: &[char]) -> bool {
    matches!(parts.get(at).map(|part| part.word), Some(Word::Sign(c)) if wanted.contains(&c))
}
