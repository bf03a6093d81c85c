//! Letters and digits of ASCII, up to eight at once in one machine word ("SWAR"), and the hash of a word made of such runs.

const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x80 * ONES;

/// The letters and digits that a text opens with, as far as the first eight bytes go.
pub struct Run {
    /// How many they are.
    pub length: usize,
    /// Their small forms, the first in the lowest byte, zeros behind the last.
    pub small: u64,
    /// The bit 0x20 of each byte that holds a capital.
    capitals: u64,
    /// The highest bit of each byte that holds a digit.
    digits: u64,
}

impl Run {
    /// The longest there is.
    pub const LONGEST: usize = 8;

    /// What the bytes open with.
    #[inline]
    pub fn at(bytes: &[u8]) -> Run {
        let eight = match bytes.first_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => {
                let mut eight = [0; 8];
                eight[..bytes.len()].copy_from_slice(bytes);
                u64::from_le_bytes(eight)
            }
        };
        Run::of(eight)
    }

    #[inline]
    fn of(eight: u64) -> Run {
        let ascii = eight & !HIGH;
        let folded = ascii | (0x20 * ONES);
        let letters = at_least(folded, b'a') & !at_least(folded, b'z' + 1);
        let digits = at_least(ascii, b'0') & !at_least(ascii, b'9' + 1);
        let others = !((letters | digits) & !eight) & HIGH;
        // Bits below the first other byte's highest bit, and from them those of whole bytes.
        let length = (others.trailing_zeros() / 8) as usize;
        let within = match length {
            Run::LONGEST => u64::MAX,
            length => (1u64 << (8 * length)) - 1,
        };
        let bits = (letters >> 2) & within;
        Run {
            length,
            small: (ascii & within) | bits,
            capitals: bits & !ascii,
            digits: digits & within,
        }
    }

    /// How many of them are capitals.
    #[inline]
    pub fn capitals(&self) -> usize {
        // The sum of all bytes lands in the highest.
        ((self.capitals >> 5).wrapping_mul(ONES) >> 56) as usize
    }

    /// Whether digits are among them.
    #[inline]
    pub fn has_digits(&self) -> bool {
        self.digits != 0
    }
}

/// The highest bit of each byte that is `low` or more; all bytes are below 128.
#[inline]
fn at_least(bytes: u64, low: u8) -> u64 {
    bytes.wrapping_add(u64::from(0x80 - low) * ONES) & HIGH
}

/// The hash of a word that comes in pieces: equal words have equal hashes, however they were cut.
#[derive(Default)]
pub struct WordHash {
    sum: u64,
    /// Bytes that wait for eight to be together, and their bits.
    part: u64,
    bits: u32,
}

impl WordHash {
    /// Takes up to eight bytes more, zeros behind them.
    #[inline]
    pub fn push(&mut self, bytes: u64, length: usize) {
        self.part |= bytes << self.bits;
        #[expect(clippy::cast_possible_truncation, reason = "eight bytes at most")]
        let all = self.bits + 8 * length as u32;
        if all >= 64 {
            self.sum = mixed(self.sum ^ self.part);
            self.part = bytes.checked_shr(64 - self.bits).unwrap_or(0);
            self.bits = all - 64;
        } else {
            self.bits = all;
        }
    }

    /// Takes a character more.
    pub fn push_char(&mut self, c: char) {
        let mut bytes = [0; 8];
        let length = c.encode_utf8(&mut bytes).len();
        self.push(u64::from_le_bytes(bytes), length);
    }

    /// The hash; what comes next is another word's.
    #[inline]
    pub fn finish(&mut self) -> u64 {
        let hash = mixed(self.sum.wrapping_add(u64::from(self.bits)) ^ self.part);
        *self = WordHash::default();
        hash
    }
}

#[inline]
fn mixed(word: u64) -> u64 {
    let word = word
        .wrapping_add(0x2545_f491_4f6c_dd1d)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    word ^ (word >> 32)
}
