//! Words and white space of a run of text.

use crate::chars::{Chars, SPACE, is_ascii_space};

/// Words at the start of a text that stand just one space apart.
pub struct Words {
    /// Bytes of them.
    pub end: usize,
    /// Spaces between them.
    pub spaces: usize,
    /// Whether characters without width are among them.
    pub unseen: bool,
}

impl Words {
    pub fn of(text: &str, chars: &Chars) -> Words {
        let bytes = text.as_bytes();
        let mut words = Words {
            end: 0,
            spaces: 0,
            unseen: false,
        };
        // A space counts once a word follows it.
        let (mut at, mut space) = (0, false);
        while let Some(&byte) = bytes.get(at) {
            let mut length = 1;
            if byte.is_ascii() {
                if is_ascii_space(byte) {
                    if byte != b' ' || space || at == 0 {
                        break;
                    }
                    space = true;
                    at += 1;
                    continue;
                }
            } else {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                if chars.kind(c) & SPACE != 0 {
                    break;
                }
                words.unseen |= is_unseen(c);
                length = c.len_utf8();
            }
            words.spaces += usize::from(space);
            space = false;
            at += length;
            words.end = at;
        }
        words
    }
}

/// Bytes of the white space at this place, if there is any.
pub fn space_at(text: &str, at: usize, chars: &Chars) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return is_ascii_space(byte).then_some(1);
    }
    let c = text[at..].chars().next()?;
    (chars.kind(c) & SPACE != 0).then(|| c.len_utf8())
}

/// Characters that a reader doesn't see: the soft hyphen, a space without width, a byte order mark.
pub fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
}
