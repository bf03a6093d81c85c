//! The exact check: what two texts share, word by word.
//!
//! One text is prepared once ([`Probe`]) and held against any number of others. The other text is read from left to
//! right; at each place the longest stretch that also stands in the prepared text is taken (at least three words).
//! Stretches that follow each other closely in both texts are joined into a *passage*: that is how a text whose words
//! were swapped one by one still shows.

use super::normal::Word;

/// Shortest stretch taken.
const SEED: usize = 3;
/// An odd number whose bits are as good as random.
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
/// Bits for each seed that say whether one of its hash is there at all: of 32 other seeds one gets past them.
const BITS_FOR_ONE: usize = 32;
/// Shortest stretch that counts as shared text by itself.
pub const SOLID: usize = 5;
/// Words that may part two stretches of one passage, in either text.
const GAP: usize = 12;
/// By how much the gaps in the two texts may differ.
const DRIFT: usize = 6;
/// Places looked at for one seed, so that a text of one word repeated stays cheap.
const TRIES: usize = 24;
/// Passages that a new stretch may continue.
const OPEN: usize = 6;

/// A stretch of words that stands in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// First word in the probe, in the other text.
    pub at: usize,
    /// First word in the other text.
    pub other: usize,
    /// Words of it.
    pub len: usize,
}

/// Stretches that follow each other closely in both texts, with small gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// First word in the probe.
    pub start: usize,
    /// The word behind the last one.
    pub end: usize,
    /// First word in the other text.
    pub other_start: usize,
    /// The word behind the last one there.
    pub other_end: usize,
    /// Words in its stretches.
    pub matched: usize,
}

impl Passage {
    /// Share of its words that are matched, in the text where it is longer.
    pub fn density(&self) -> f64 {
        let longer = (self.end - self.start).max(self.other_end - self.other_start);
        ratio(self.matched, longer)
    }
}

/// What the probe and another text share.
#[derive(Debug, Clone, Default)]
pub struct Overlap {
    /// Shared stretches, in order of the probe.
    pub stretches: Vec<Stretch>,
    /// The passages that they make up.
    pub passages: Vec<Passage>,
}

/// A text prepared for being held against others.
#[derive(Debug, Clone)]
pub struct Probe<'a> {
    words: &'a [Word],
    /// First place of each seed by slot, and the next place in the same slot; `NONE` ends a chain.
    first: Vec<u32>,
    next: Vec<u32>,
    /// Bits of a hash that don't choose a slot.
    shift: u32,
    /// A bit for each hash that a seed has, and the bits of a hash that don't choose one.
    there: Vec<u64>,
    there_shift: u32,
}

const NONE: u32 = u32::MAX;

impl<'a> Probe<'a> {
    /// A probe of these words.
    pub fn new(words: &'a [Word]) -> Probe<'a> {
        let seeds = words.len().saturating_sub(SEED - 1);
        let slots = (seeds * 2).next_power_of_two().max(4);
        let bits = (seeds * BITS_FOR_ONE)
            .next_power_of_two()
            .max(u64::BITS as usize);
        let mut probe = Probe {
            first: vec![NONE; slots],
            next: vec![NONE; seeds],
            shift: u64::BITS - slots.trailing_zeros(),
            there: vec![0; bits / u64::BITS as usize],
            there_shift: u64::BITS - bits.trailing_zeros(),
            words,
        };
        for at in (0..seeds).rev() {
            let hash = seed(&words[at..]);
            let slot = place(hash, probe.shift);
            probe.next[at] = probe.first[slot];
            probe.first[slot] = u32::try_from(at).unwrap_or(NONE);
            let bit = place(hash, probe.there_shift);
            probe.there[bit / 64] |= 1 << (bit % 64);
        }
        probe
    }

    /// Whether a seed of this hash may stand in the text.
    fn may_hold(&self, hash: u64) -> bool {
        let bit = place(hash, self.there_shift);
        self.there[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// The longest stretch from this place of the other text on; of equals the one nearest to `expected`.
    fn longest(&self, other: &[Word], from: usize, expected: usize) -> Option<Stretch> {
        let hash = seed(other.get(from..from + SEED)?);
        if !self.may_hold(hash) {
            return None;
        }
        let mut best: Option<Stretch> = None;
        let mut at = self.first[place(hash, self.shift)];
        for _ in 0..TRIES {
            if at == NONE {
                break;
            }
            let place = at as usize;
            let pairs = self.words[place..].iter().zip(&other[from..]);
            let len = pairs
                .take_while(|(a, b)| a.identity() == b.identity())
                .count();
            let nearer = |b: &Stretch| place.abs_diff(expected) < b.at.abs_diff(expected);
            if len >= SEED && best.is_none_or(|b| len > b.len || (len == b.len && nearer(&b))) {
                best = Some(Stretch {
                    at: place,
                    other: from,
                    len,
                });
            }
            at = self.next[place];
        }
        best
    }

    /// Everything this text shares with another.
    pub fn overlap(&self, other: &[Word]) -> Overlap {
        let mut out = Overlap::default();
        let mut from = 0;
        let mut shift: isize = 0;
        while from + SEED <= other.len() {
            let expected = |from: usize| from.saturating_add_signed(shift);
            let Some(mut best) = self.longest(other, from, expected(from)) else {
                from += 1;
                continue;
            };
            // A chance phrase must not swallow the head of a longer stretch that begins inside it.
            if best.len < SOLID * 2 {
                for later in from + 1..from + best.len {
                    if let Some(found) = self.longest(other, later, expected(later))
                        && found.len > best.len
                    {
                        best = found;
                        break;
                    }
                }
            }
            from = best.other + best.len;
            shift = best.at.cast_signed() - best.other.cast_signed();
            out.add(best);
        }
        out
    }
}

/// Hash of the first [`SEED`] words; its high bits are the good ones.
fn seed(words: &[Word]) -> u64 {
    let identity = |n: usize| u64::from(words[n].identity());
    (identity(0) ^ identity(1) << 17 ^ identity(2) << 34).wrapping_mul(FACTOR)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "shifted to the table's size"
)]
fn place(hash: u64, shift: u32) -> usize {
    (hash >> shift) as usize
}

impl Overlap {
    fn add(&mut self, stretch: Stretch) {
        self.stretches.push(stretch);
        let (end, other_end) = (stretch.at + stretch.len, stretch.other + stretch.len);
        let open = self.passages.iter_mut().rev().take(OPEN);
        let continued = open.into_iter().find(|passage| {
            let gap = stretch.at.checked_sub(passage.end);
            let other_gap = stretch.other.checked_sub(passage.other_end);
            match (gap, other_gap) {
                (Some(gap), Some(other_gap)) => {
                    gap <= GAP && other_gap <= GAP && gap.abs_diff(other_gap) <= DRIFT
                }
                _ => false,
            }
        });
        match continued {
            Some(passage) => {
                passage.end = end;
                passage.other_end = other_end;
                passage.matched += stretch.len;
            }
            None => self.passages.push(Passage {
                start: stretch.at,
                end,
                other_start: stretch.other,
                other_end,
                matched: stretch.len,
            }),
        }
    }

    /// The stretches that count by themselves.
    pub fn solid(&self) -> impl Iterator<Item = &Stretch> {
        self.stretches.iter().filter(|s| s.len >= SOLID)
    }

    /// Words in the longest stretch.
    pub fn run(&self) -> usize {
        self.stretches.iter().map(|s| s.len).max().unwrap_or(0)
    }
}

/// Words that lie in at least one of the ranges.
pub fn covered(ranges: impl Iterator<Item = (usize, usize)>) -> usize {
    let mut ranges: Vec<_> = ranges.collect();
    ranges.sort_unstable();
    let mut reached = 0;
    let mut words = 0;
    for (start, end) in ranges {
        words += end.saturating_sub(start.max(reached));
        reached = reached.max(end);
    }
    words
}

/// `part` of `whole`, 0 to 1; nothing of nothing is 0.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of words are far below 2^52"
    )]
    let share = part as f64 / whole as f64;
    share
}
