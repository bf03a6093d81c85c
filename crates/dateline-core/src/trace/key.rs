//! The key that words are hashed with.
//!
//! An index compares hashes of words, 29 bits of each. Who knows the function finds words of one hash within a second
//! and could write a page that passes for another's copy, or put a word into a copy that passes for the origin's. So
//! the hash has a key, and an index draws its own ([`Key::random`]) unless the same answers are asked for on every run,
//! for which there is one that is known to all ([`Key::OPEN`]).

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

/// What the hashes of words depend on. Readings of one index share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    start: u64,
    factor: u64,
}

impl Key {
    /// The same on every run and every machine, for answers that have to be the same.
    pub const OPEN: Key = Key {
        start: 0x243F_6A88_85A3_08D3,
        factor: 0x9E37_79B9_7F4A_7C15,
    };

    /// One that no one outside the process knows.
    pub fn random() -> Key {
        let random = RandomState::new();
        Key::from_parts([random.hash_one(0), random.hash_one(1)])
    }

    /// The key of this process, for texts that are compared with each other and never with an index. Only equal and not
    /// equal count there, so that answers are the same under any key.
    pub fn of_process() -> Key {
        static DRAWN: LazyLock<Key> = LazyLock::new(Key::random);
        *DRAWN
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Pairs of different words that have one identity, 29 bits as in [`crate::trace::normal::Word`].
    fn collisions(words: &[String], key: Key) -> Vec<(&str, &str)> {
        let mut seen: HashMap<u64, &str> = HashMap::new();
        let pair = |word| {
            let identity = key.hash(by_eight(str::as_bytes(word))) >> 32 & ((1 << 29) - 1);
            seen.insert(identity, word).map(|other| (other, word))
        };
        words.iter().map(String::as_str).filter_map(pair).collect()
    }

    fn words() -> Vec<String> {
        let short = (0..60_000).map(|n| format!("w{n}"));
        let long = (0..60_000).map(|n| format!("an{n}other long word"));
        short.chain(long).collect()
    }

    #[test]
    fn words_that_share_a_hash_under_one_key_do_not_under_another() {
        let words = words();
        let (open, drawn) = (collisions(&words, Key::OPEN), Key::random());
        // By chance 13 are expected of 120,000 words: who looks for some finds them.
        assert!((1..60).contains(&open.len()), "{}", open.len());
        assert!(collisions(&words, drawn).len() < 60);
        let hash = |word: &str| drawn.hash(by_eight(word.as_bytes())) >> 32 & ((1 << 29) - 1);
        let still = open.iter().filter(|(one, other)| hash(one) == hash(other));
        assert!(still.count() <= 1);
    }

    #[test]
    fn a_kept_key_is_the_same() {
        let key = Key::random();
        assert_eq!(Key::from_parts(key.to_parts()), key);
        assert_ne!(key, Key::random());
    }
}
