//! Postings: which texts hold a fingerprint, or a rare word.
//!
//! They are made for millions of texts in little memory. Keys are hashes; the highest byte picks one of 256 shards, so
//! that work on one never touches much. A shard takes what is new into a table ([`fresh`]); when that has grown
//! to a [`SHARE`]th of the shard, it is merged into a sorted, packed run of bytes ([`frozen`]), about five bytes for a
//! posting. So a text costs the same to insert however many there are, but for that merging, whose share is constant
//! too.

mod fresh;
mod frozen;

use fresh::Fresh;
use frozen::Frozen;

/// Which texts are kept of a key that very many hold; the others only count on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The first so many: enough to find where a passage came from.
    Earliest(usize),
    /// The last so many: the texts of these days.
    Latest(usize),
}

/// Texts by key.
#[derive(Debug, Clone)]
pub struct Postings {
    keep: Keep,
    shards: Vec<Shard>,
}

#[derive(Debug, Clone, Default)]
struct Shard {
    fresh: Fresh,
    frozen: Frozen,
}

/// A list of texts, and how many were seen to hold its key, kept or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct List {
    texts: Vec<u32>,
    seen: u32,
}

const SHARDS: usize = 256;
/// A shard's new postings are merged when they make this part of it, and not before there are so many.
const SHARE: usize = 16;
const LEAST: usize = 8192;

impl Postings {
    pub fn new(keep: Keep) -> Postings {
        Postings {
            keep,
            shards: vec![Shard::default(); SHARDS],
        }
    }

    /// Notes that a text holds this key; once for each text, else it counts again.
    pub fn add(&mut self, key: u32, text: u32) {
        let keep = self.keep;
        let key = mixed(key);
        let shard = &mut self.shards[(key >> 24) as usize];
        shard.fresh.add(key, text, keep);
        if shard.fresh.postings() >= LEAST.max(shard.frozen.postings() / SHARE) {
            shard.frozen = shard.frozen.merged(&mut shard.fresh, keep);
        }
    }

    /// [`Postings::get`] for many keys: calls `found` with the number of the key, the texts and how many were seen. Most
    /// keys are nowhere, and the memory that says so is asked for many of them before the first answer is looked at.
    pub fn get_all(&self, keys: &[u32], mut found: impl FnMut(usize, &[u32], u32)) {
        let mut texts = Vec::new();
        for (some, from) in keys.chunks(AT_ONCE).zip((0..).step_by(AT_ONCE)) {
            let mut held = [false; AT_ONCE];
            for (held, &key) in held.iter_mut().zip(some) {
                let key = mixed(key);
                let shard = &self.shards[(key >> 24) as usize];
                *held = shard.fresh.may_hold(key) | (shard.frozen.postings() > 0);
            }
            for (n, &key) in some.iter().enumerate().filter(|&(n, _)| held[n]) {
                let seen = self.get(key, &mut texts);
                if seen > 0 {
                    found(from + n, &texts, seen);
                }
            }
        }
    }

    /// Writes the texts kept for this key into `texts`, earliest first, and returns how many were seen to hold it. A
    /// text may stand in it that held the key in an earlier version.
    pub fn get(&self, key: u32, texts: &mut Vec<u32>) -> u32 {
        texts.clear();
        let key = mixed(key);
        let shard = &self.shards[(key >> 24) as usize];
        let before = shard.frozen.get(key, texts);
        let frozen = texts.len();
        let seen = shard.fresh.get(key, |text| {
            if !texts[..frozen].contains(&text) {
                texts.push(text);
            }
        });
        self.keep.trim(texts);
        before.saturating_add(seen)
    }
}

/// How many keys are looked for at once.
const AT_ONCE: usize = 32;

/// Keys are spread evenly over the shards: fingerprints are smallest hashes, so most of theirs begin with zeros. No two
/// keys become one.
fn mixed(key: u32) -> u32 {
    key.wrapping_mul(0x9E37_79B1)
}

impl Keep {
    fn most(self) -> usize {
        match self {
            Keep::Earliest(most) | Keep::Latest(most) => most,
        }
    }

    /// Leaves out what isn't kept.
    fn trim(self, texts: &mut Vec<u32>) {
        match self {
            Keep::Earliest(most) => texts.truncate(most),
            Keep::Latest(most) => {
                texts.drain(..texts.len().saturating_sub(most));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// The key that is mixed to this one.
    fn unmixed(key: u32) -> u32 {
        // Newton's iteration doubles the right bits of an inverse.
        let mut inverse: u32 = 1;
        for _ in 0..5 {
            inverse = inverse.wrapping_mul(2_u32.wrapping_sub(mixed(1).wrapping_mul(inverse)));
        }
        key.wrapping_mul(inverse)
    }

    fn get(postings: &Postings, key: u32) -> (Vec<u32>, u32) {
        let mut texts = Vec::new();
        let seen = postings.get(key, &mut texts);
        (texts, seen)
    }

    #[test]
    fn a_frequent_key_only_counts_on() {
        for (keep, first, last) in [(Keep::Earliest(96), 0, 95), (Keep::Latest(48), 4952, 4999)] {
            let mut postings = Postings::new(keep);
            for text in 0..5000 {
                postings.add(3, text);
            }
            let (texts, seen) = get(&postings, 3);
            assert_eq!(
                (texts[0], texts[texts.len() - 1]),
                (first, last),
                "{keep:?}"
            );
            assert_eq!((texts.len(), seen), (keep.most(), 5000), "{keep:?}");
            assert_eq!(get(&postings, 4), (vec![], 0));
        }
    }

    proptest! {
        /// However postings came to be merged, what was put in comes out.
        #[test]
        fn merging_changes_nothing(
            keys in prop::collection::vec(0u32..20_000, 1..40_000),
            seed in any::<u32>(),
        ) {
            let mut postings = Postings::new(Keep::Earliest(5));
            let mut plain: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
            for (n, key) in keys.into_iter().enumerate() {
                // All in one shard, so that it is merged several times.
                let key = unmixed(key.wrapping_mul(seed | 1) >> 8);
                let text = u32::try_from(n).unwrap();
                postings.add(key, text);
                plain.entry(key).or_default().push(text);
            }
            for (key, mut texts) in plain {
                let seen = u32::try_from(texts.len()).unwrap();
                texts.truncate(5);
                prop_assert_eq!(get(&postings, key), (texts, seen));
            }
        }
    }
}
