//! What a section model sees of a text: words, and the pieces of words that carry meaning across endings.

use crate::curate::opening::opening;
use crate::words;
use std::collections::HashMap;
use xxhash_rust::xxh3::xxh3_64_with_seed;

/// Bytes of a text that are looked at.
const READ: usize = 8_000;
/// Characters in a piece of a word.
const PIECES: std::ops::RangeInclusive<usize> = 3..=6;
/// Words longer than this are looked at only so far.
const LONGEST: usize = 32;

/// A family of features; each is weighed by itself, so that neither drowns the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Word,
    Piece,
}

pub(super) const FAMILIES: usize = 2;

/// A feature: the upper bits are a hash, the lowest says the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Feature(pub u32);

impl Feature {
    fn new(family: Family, bytes: &[u8]) -> Feature {
        let [a, b, c, d, ..] = xxh3_64_with_seed(bytes, family as u64).to_le_bytes();
        Feature((u32::from_le_bytes([a, b, c, d]) & !1) | family as u32)
    }

    pub fn family(self) -> usize {
        (self.0 & 1) as usize
    }
}

/// The features of an article with how often each occurs, in order.
pub(super) fn features(headline: &str, text: &str) -> Vec<(Feature, f32)> {
    let mut counts: HashMap<Feature, f32> = HashMap::new();
    // The headline says most, and counts twice.
    for part in [headline, headline, opening(text, READ)] {
        let mut padded = String::new();
        let mut starts = Vec::new();
        for word in words::words(part) {
            let lower = word.text.to_lowercase();
            let mut count = |family, bytes: &[u8]| {
                *counts.entry(Feature::new(family, bytes)).or_default() += 1.0;
            };
            count(Family::Word, lower.as_bytes());
            padded.clear();
            padded.push(' ');
            padded.extend(lower.chars().take(LONGEST));
            padded.push(' ');
            starts.clear();
            starts.extend(padded.char_indices().map(|(at, _)| at));
            starts.push(padded.len());
            for length in PIECES {
                for window in starts.windows(length + 1) {
                    count(Family::Piece, &padded.as_bytes()[window[0]..window[length]]);
                }
                if starts.len() <= length + 1 {
                    break;
                }
            }
        }
    }
    let mut counts: Vec<(Feature, f32)> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(feature, _)| *feature);
    counts
}
