//! Looks for stock phrases in a block's plain form: those that open a block at its start, the others where words start, by
//! the three bytes that they begin with.

use super::phrases::PHRASES;
use crate::extract::skim::{Plain, skim};
use std::sync::LazyLock;

/// Groups of stock phrases in a text, as bits.
pub fn phrase_groups(text: &str) -> u64 {
    let mut plain = Plain::default();
    skim(text, &mut Vec::new(), &mut plain);
    phrase_groups_of(&plain)
}

/// The same of a text that was read.
pub fn phrase_groups_of(plain: &Plain) -> u64 {
    let stock = &*STOCK;
    let text = plain.text();
    let opening = stock.opening.groups_at(0, text);
    plain.starts().fold(opening, |groups, at| {
        groups | stock.anywhere.groups_at(at, text)
    })
}

static STOCK: LazyLock<Stock> = LazyLock::new(Stock::new);

struct Stock {
    opening: Phrases,
    anywhere: Phrases,
}

impl Stock {
    fn new() -> Stock {
        let (mut opening, mut anywhere) = (Vec::new(), Vec::new());
        for (group, list) in PHRASES.iter().enumerate() {
            for phrase in list.split('|') {
                match phrase.strip_prefix("^ ") {
                    Some(rest) => opening.push(Phrase::new(rest, group)),
                    None => anywhere.push(Phrase::new(phrase, group)),
                }
            }
        }
        Stock {
            opening: Phrases::new(opening),
            anywhere: Phrases::new(anywhere),
        }
    }
}

struct Phrase {
    text: &'static str,
    key: u32,
    group: usize,
    /// Whether a gap must stand before it.
    apart: bool,
}

impl Phrase {
    fn new(phrase: &'static str, group: usize) -> Phrase {
        let text = phrase.strip_prefix(' ').unwrap_or(phrase);
        let three = text.as_bytes().first_chunk().copied().unwrap_or_default();
        Phrase {
            text,
            key: key(three),
            group,
            apart: text.len() < phrase.len(),
        }
    }

    fn stands_at(&self, at: usize, text: &[u8]) -> bool {
        let gap = at == 0 || text[at - 1] == b' ';
        (gap || !self.apart) && text[at..].starts_with(self.text.as_bytes())
    }
}

fn key(three: [u8; 3]) -> u32 {
    u32::from_le_bytes([three[0], three[1], three[2], 0])
}

/// Phrases by their first three bytes.
struct Phrases {
    phrases: Vec<Phrase>,
    /// Of each slot the first phrase, and the end of the last slot's.
    slots: Vec<u16>,
}

const SLOTS: usize = 2048;

fn slot(key: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b1) >> 21) as usize % SLOTS
}

impl Phrases {
    fn new(mut phrases: Vec<Phrase>) -> Phrases {
        phrases.sort_by_key(|phrase| slot(phrase.key));
        let before =
            |slot_after: usize| phrases.partition_point(|phrase| slot(phrase.key) < slot_after);
        let slots = (0..=SLOTS).map(|at| u16::try_from(before(at)).unwrap_or(u16::MAX));
        Phrases {
            slots: slots.collect(),
            phrases,
        }
    }

    /// Groups of the phrases that stand at this place.
    #[inline]
    fn groups_at(&self, at: usize, text: &[u8]) -> u64 {
        let Some(three) = text[at..].first_chunk::<3>() else {
            return 0;
        };
        let key = key(*three);
        let slot = slot(key);
        let (from, to) = (self.slots[slot], self.slots[slot + 1]);
        let here = &self.phrases[usize::from(from)..usize::from(to)];
        let standing = here
            .iter()
            .filter(|phrase| phrase.key == key && phrase.stands_at(at, text));
        standing.fold(0, |groups, phrase| groups | 1 << phrase.group)
    }
}
