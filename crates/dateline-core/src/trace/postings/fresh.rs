//! What is new: a table. Most keys stand in one text only, which is kept in place; the others get a list.

use super::{Keep, List};
use crate::trace::hashed::Table;

/// High bit of a key's number: the rest is the number of a list; else the number of the only text, from one on.
const LISTED: u32 = 1 << 31;

#[derive(Debug, Clone, Default)]
pub struct Fresh {
    by_key: Table,
    lists: Vec<List>,
    postings: usize,
}

impl Fresh {
    /// Notes that a text holds this key. Numbers of texts stay below 2^31.
    pub fn add(&mut self, key: u32, text: u32, keep: Keep) {
        let Fresh {
            by_key,
            lists,
            postings,
        } = self;
        let mut is_new = true;
        by_key.change(key, |held| match held.checked_sub(1) {
            None => text + 1,
            Some(_) if held & LISTED != 0 => {
                is_new = lists[(held & !LISTED) as usize].add(text, keep);
                held
            }
            Some(only) if only == text => {
                is_new = false;
                held
            }
            Some(only) => {
                lists.push(List {
                    texts: vec![only, text],
                    seen: 2,
                });
                LISTED | u32::try_from(lists.len() - 1).unwrap_or(0)
            }
        });
        *postings += usize::from(is_new);
    }

    /// Whether a text may hold this key, by a look at one place.
    pub fn may_hold(&self, key: u32) -> bool {
        self.by_key.may_hold(key)
    }

    /// Calls `found` with each text kept for this key, and returns how many were seen to hold it.
    pub fn get(&self, key: u32, mut found: impl FnMut(u32)) -> u32 {
        let held = self.by_key.get(key);
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

    /// How many postings were added.
    pub fn postings(&self) -> usize {
        self.postings
    }

    /// Hands over all it holds, sorted by key, and is empty.
    pub fn drain(&mut self) -> Vec<(u32, List)> {
        let mut held = std::mem::take(self);
        let mut keys: Vec<(u32, u32)> = held.by_key.iter().collect();
        keys.sort_unstable();
        let list = |(key, held_for): (u32, u32)| {
            let list = match held_for & LISTED {
                0 => List {
                    texts: vec![held_for - 1],
                    seen: 1,
                },
                _ => std::mem::take(&mut held.lists[(held_for & !LISTED) as usize]),
            };
            (key, list)
        };
        keys.into_iter().map(list).collect()
    }
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
