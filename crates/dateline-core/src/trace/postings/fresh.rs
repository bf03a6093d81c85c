//! What is new: an open table, a number of eight bytes for a key, so that looking one up touches one line of memory.
//! Most keys stand in one text only, which is kept in place; the others get a list.

use super::{Keep, List};
use crate::trace::hashed::Spread;

/// High bit of a slot's lower half: the rest is the number of a list; else the number of the only text, from one on.
const LISTED: u32 = 1 << 31;
/// Of so many slots so many may be taken.
const OF_SLOTS: usize = 8;
const MAY_BE_TAKEN: usize = 5;

#[derive(Debug, Clone, Default)]
pub struct Fresh {
    /// Key and what it holds; 0 is an empty slot. A power of two of them, or none.
    slots: Vec<u64>,
    spread: Spread,
    keys: usize,
    lists: Vec<List>,
    postings: usize,
}

impl Fresh {
    /// Notes that a text holds this key. Numbers of texts stay below 2^31.
    pub fn add(&mut self, key: u32, text: u32, keep: Keep) {
        if (self.keys + 1) * OF_SLOTS > self.slots.len() * MAY_BE_TAKEN {
            self.grow();
        }
        let at = self.find(key);
        let held = value(self.slots[at]);
        let is_new = match held.checked_sub(1) {
            None => {
                self.slots[at] = packed(key, text + 1);
                self.keys += 1;
                true
            }
            Some(only) if held & LISTED == 0 && only == text => false,
            Some(only) if held & LISTED == 0 => {
                let number = u32::try_from(self.lists.len()).unwrap_or(0);
                self.lists.push(List {
                    texts: vec![only, text],
                    seen: 2,
                });
                self.slots[at] = packed(key, LISTED | number);
                true
            }
            Some(_) => self.lists[(held & !LISTED) as usize].add(text, keep),
        };
        self.postings += usize::from(is_new);
    }

    /// Calls `found` with each text kept for this key, and returns how many were seen to hold it.
    pub fn get(&self, key: u32, mut found: impl FnMut(u32)) -> u32 {
        if self.slots.is_empty() {
            return 0;
        }
        let held = value(self.slots[self.find(key)]);
        if held & LISTED != 0 {
            let list = &self.lists[(held & !LISTED) as usize];
            list.texts.iter().for_each(|&text| found(text));
            return list.seen;
        }
        match held.checked_sub(1) {
            None => 0,
            Some(only) => {
                found(only);
                1
            }
        }
    }

    /// The slot of this key, or the empty one where it belongs.
    fn find(&self, key: u32) -> usize {
        let shift = u64::BITS - self.slots.len().trailing_zeros();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "shifted to the table's size"
        )]
        let mut at = (self.spread.of(key) >> shift) as usize;
        while self.slots[at] != 0 && key_of(self.slots[at]) != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    fn grow(&mut self) {
        let larger = vec![0; (self.slots.len() * 2).max(16)];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot != 0 {
                let at = self.find(key_of(slot));
                self.slots[at] = slot;
            }
        }
    }

    /// How many postings were added.
    pub fn postings(&self) -> usize {
        self.postings
    }

    /// Hands over all it holds, sorted by key, and is empty.
    pub fn drain(&mut self) -> Vec<(u32, List)> {
        let mut held = std::mem::take(self);
        held.slots.retain(|&slot| slot != 0);
        held.slots.sort_unstable();
        let lists = &mut held.lists;
        let list = |slot: u64| {
            let list = match value(slot) {
                listed if listed & LISTED != 0 => {
                    std::mem::take(&mut lists[(listed & !LISTED) as usize])
                }
                only => List {
                    texts: vec![only - 1],
                    seen: 1,
                },
            };
            (key_of(slot), list)
        };
        held.slots.into_iter().map(list).collect()
    }
}

fn packed(key: u32, value: u32) -> u64 {
    u64::from(key) << 32 | u64::from(value)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
fn value(slot: u64) -> u32 {
    slot as u32
}

fn key_of(slot: u64) -> u32 {
    (slot >> 32) as u32
}

impl List {
    /// Whether it was new.
    fn add(&mut self, text: u32, keep: Keep) -> bool {
        if self.texts.last() == Some(&text) {
            return false;
        }
        self.seen = self.seen.saturating_add(1);
        if let Keep::Latest(most) = keep
            && self.texts.len() >= most
        {
            self.texts.remove(0);
        }
        if self.texts.len() < keep.most() {
            self.texts.push(text);
        }
        true
    }
}
