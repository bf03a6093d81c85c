//! What is said more than once: by other blocks of the page, by its headline, its description, the text in its own data.

use super::Known;
use crate::extract::blocks::{MAX_BLOCKS, PageBlock, PageBlocks};
use crate::extract::grouped::Grouped;
use crate::extract::letters::{WordSet, count_words, ratio, runs, runs_onto, share};

/// By block, what else says the same.
#[derive(Debug, Default)]
pub struct Said {
    /// Whether it is the first that says this, and how many say it.
    pub first: Vec<bool>,
    pub times: Vec<usize>,
    /// Shares of its runs that other blocks have too, before it and after it.
    pub elsewhere: Vec<[f32; 2]>,
    /// How much of the headline it says.
    pub in_headline: Vec<f32>,
    /// Share of its runs that stand in the description.
    pub in_description: Vec<f32>,
    /// Share of them that stand in the text of the page's data; -1 where the data has none.
    pub in_body: Vec<f32>,
    /// Words of that text.
    pub body_words: usize,
}

/// Bits that number the blocks of a page.
const NUMBER: u64 = (1 << 15) - 1;
const _: () = assert!(MAX_BLOCKS < 1 << 15);

impl Said {
    pub fn of(blocks: &PageBlocks, known: &Known) -> Said {
        let sorted_runs = |text: Option<&str>| {
            let mut runs = text.map(runs).unwrap_or_default();
            runs.sort_unstable();
            runs
        };
        let description = sorted_runs(known.description);
        let body = sorted_runs(known.body);
        let count = blocks.blocks.len();
        let mut out = Said {
            in_headline: Vec::with_capacity(count),
            in_description: Vec::with_capacity(count),
            in_body: Vec::with_capacity(count),
            body_words: known.body.map_or(0, count_words),
            ..Said::default()
        };
        // A long page has a million runs, held once: the run's hash with the block's number in its last bits.
        let mut places: Vec<u64> = Vec::with_capacity(blocks.text.len() / 6);
        let mut lengths = Vec::with_capacity(count);
        let mut wholes = Vec::with_capacity(count);
        let headline = known.headline.map(Headline::of);
        let mut runs = Vec::new();
        for (i, block) in blocks.blocks.iter().enumerate() {
            let words = blocks.words_of(block);
            runs.clear();
            runs_onto(words, &mut runs);
            let of_headline = headline
                .as_ref()
                .map(|headline| headline.overlap(block, words));
            out.in_headline.push(of_headline.unwrap_or(0.0));
            out.in_description.push(share(&runs, &description));
            out.in_body.push(match body.is_empty() {
                true => -1.0,
                false => share(&runs, &body),
            });
            // Mixed once more: hashes of short words differ in their last bits only.
            let mixed = |run: &u64| run.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let place = |run: &u64| mixed(run) & !NUMBER | i as u64 & NUMBER;
            places.extend(runs.iter().map(place));
            lengths.push(runs.len());
            wholes.push(whole(&runs));
        }
        let texts = Grouped::by(wholes.into_iter());
        let mut times = vec![0usize; texts.count];
        let first = texts.of.iter().map(|text| {
            times[*text] += 1;
            times[*text] == 1
        });
        out.first = first.collect();
        out.times = texts.of.iter().map(|text| times[*text]).collect();
        out.elsewhere = elsewhere(places, &lengths);
        out
    }
}

/// The headline's words.
struct Headline {
    words: WordSet,
    count: usize,
}

impl Headline {
    fn of(text: &str) -> Headline {
        Headline {
            words: WordSet::of(text),
            count: count_words(text).max(1),
        }
    }

    /// How much of it a block of these words says; nothing where its length is another's.
    fn overlap(&self, block: &PageBlock, words: &[u64]) -> f32 {
        let length = block.letters.words;
        if length > self.count * 3 + 4 || length * 3 + 4 < self.count {
            return 0.0;
        }
        self.words.overlap_with(words)
    }
}

/// Shares of each block's runs that stand in a block before it, and in one after it.
fn elsewhere(mut places: Vec<u64>, lengths: &[usize]) -> Vec<[f32; 2]> {
    keep_recurring(&mut places);
    places.sort_unstable();
    let number = |place: &u64| usize::try_from(place & NUMBER).unwrap_or(0);
    let mut counts = vec![[0usize; 2]; lengths.len()];
    for same in places.chunk_by(|a, b| a & !NUMBER == b & !NUMBER) {
        let [first, .., last] = same else {
            continue;
        };
        let (first, last) = (number(first), number(last));
        for i in same.iter().map(number) {
            counts[i][0] += usize::from(first < i);
            counts[i][1] += usize::from(last > i);
        }
    }
    let shares = counts.into_iter().zip(lengths);
    shares
        .map(|(counts, length)| counts.map(|count| ratio(count, *length)))
        .collect()
}

/// Drops the runs that stand nowhere else, most of them, without sorting: a set of bits tells, and lets some pass.
fn keep_recurring(places: &mut Vec<u64>) {
    let bits = (places.len() * 8).next_power_of_two().max(64);
    let of = |place: &u64| {
        let at = usize::try_from(place >> 32).unwrap_or(0) & (bits - 1);
        (at / 64, 1u64 << (at % 64))
    };
    let (mut once, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
    for (at, bit) in places.iter().map(of) {
        again[at] |= once[at] & bit;
        once[at] |= bit;
    }
    places.retain(|place| {
        let (at, bit) = of(place);
        again[at] & bit != 0
    });
}

fn whole(runs: &[u64]) -> u64 {
    runs.iter().fold(runs.len() as u64, |all, run| {
        all.rotate_left(5).wrapping_mul(31).wrapping_add(*run)
    })
}
