//! The opening of a block in plain form: small letters and digits, one space between words, and where words start.

/// Bytes of a block's plain form that are kept.
const WITHIN: usize = 240;
/// Room behind them: what is written at once, and the mark of the end.
const ROOM: usize = WITHIN + 16;

/// The plain form of what is kept of a block.
pub struct Plain {
    bytes: [u8; ROOM],
    length: usize,
    starts: [u8; WITHIN],
    words: usize,
    /// Whether the next letter starts a word.
    gap: bool,
}

impl Default for Plain {
    fn default() -> Plain {
        Plain {
            bytes: [0; ROOM],
            length: 0,
            starts: [0; WITHIN],
            words: 0,
            gap: true,
        }
    }
}

impl Plain {
    /// Forgets the block before.
    pub fn clear(&mut self) {
        (self.length, self.words, self.gap) = (0, 0, true);
    }

    /// The plain form; behind the last word of a block that is kept whole stands ` $`.
    pub fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// Where words start, of scripts without spaces where each character does.
    pub fn starts(&self) -> impl Iterator<Item = usize> {
        self.starts[..self.words].iter().map(|at| usize::from(*at))
    }

    /// Adds letters and digits, up to eight, zeros behind them.
    #[inline]
    pub fn push(&mut self, small: u64, length: usize) {
        if self.length > WITHIN {
            return;
        }
        if self.gap {
            if self.length > 0 {
                self.bytes[self.length] = b' ';
                self.length += 1;
            }
            self.gap = false;
            self.start_word();
        }
        if let Some(slot) = self.bytes[self.length..].first_chunk_mut::<8>() {
            *slot = small.to_le_bytes();
        }
        self.length += length;
    }

    /// Adds a character.
    pub fn push_char(&mut self, c: char) {
        let mut bytes = [0; 8];
        let length = c.encode_utf8(&mut bytes).len();
        self.push(u64::from_le_bytes(bytes), length);
    }

    /// What comes next starts a word though no gap is before it.
    #[inline]
    pub fn start_word(&mut self) {
        if self.gap {
            return;
        }
        if let (Ok(at), Some(slot)) = (u8::try_from(self.length), self.starts.get_mut(self.words)) {
            *slot = at;
            self.words += 1;
        }
    }

    /// A word has ended.
    #[inline]
    pub fn gap(&mut self) {
        self.gap = true;
    }

    /// The block has ended.
    pub fn end(&mut self) {
        if self.length <= WITHIN {
            if let Some(slot) = self.bytes[self.length..].first_chunk_mut::<2>() {
                *slot = *b" $";
            }
            self.length += 2;
        }
    }
}
