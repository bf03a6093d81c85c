//! The key that words are hashed with.
//!
//! An index compares hashes of words, 29 bits of each. Who knows the function finds words of one hash within a second
//! and could write a page that passes for another's copy, or put a word into a copy that passes for the origin's. So
//! the hash has a key, and an index draws its own ([`Key::random`]) unless the same answers are asked for on every run,
//! for which there is one that is known to all ([`Key::OPEN`]).

use std::hash::{BuildHasher, RandomState};

/// What the hashes of words depend on. Readings of one index share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    start: u64,
    factor: u64,
}

impl Default for Key {
    fn default() -> Key {
        Key::OPEN
    }
}

impl Key {
    /// The same on every run and every machine: for answers that have to be the same, and for texts that meet no index.
    pub const OPEN: Key = Key {
        start: 0x243F_6A88_85A3_08D3,
        factor: 0x9E37_79B9_7F4A_7C15,
    };

    /// One that no one outside the process knows.
    pub fn random() -> Key {
        let random = RandomState::new();
        Key::from_parts([random.hash_one(0), random.hash_one(1)])
    }

    /// A key that was kept, see [`Key::to_parts`].
    pub fn from_parts([start, factor]: [u64; 2]) -> Key {
        Key {
            start,
            // An even factor would lose a bit of each product.
            factor: factor | 1,
        }
    }

    /// For keeping a key with what was made with it.
    pub fn to_parts(self) -> [u64; 2] {
        [self.start, self.factor]
    }

    /// Hash of a word that is handed over eight bytes at a time, the last ones filled up with zeros. A word holds no
    /// zero byte, so no two words are the same parts.
    pub(super) fn hash(self, parts: impl Iterator<Item = u64>) -> u64 {
        parts.fold(self.start, |hash, part| self.mixed(hash ^ part))
    }

    /// The product's two halves: each bit of it depends on many.
    fn mixed(self, value: u64) -> u64 {
        let product = u128::from(value) * u128::from(self.factor);
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        let mixed = product as u64 ^ (product >> 64) as u64;
        mixed
    }
}

/// Bytes by eight, see [`Key::hash`].
pub(super) fn by_eight(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    bytes.chunks(8).map(|chunk| {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        u64::from_le_bytes(eight)
    })
}
