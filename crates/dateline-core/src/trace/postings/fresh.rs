//! What is new: a hash map. Most keys stand in one text only, so that one is kept in place; the others get a list.

use super::{Keep, List};
use crate::trace::hashed::HashedMap;

/// High bit: the rest is the number of a list; else the number of the only text.
const LISTED: u32 = 1 << 31;

#[derive(Debug, Clone, Default)]
pub struct Fresh {
    by_key: HashedMap<u32>,
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
        by_key
            .entry(key)
            .and_modify(|slot| {
                if *slot & LISTED == 0 {
                    if *slot == text {
                        is_new = false;
                        return;
                    }
                    lists.push(List {
                        texts: vec![*slot, text],
                        seen: 2,
                    });
                    *slot = LISTED | u32::try_from(lists.len() - 1).unwrap_or(0);
                    return;
                }
                is_new = lists[(*slot & !LISTED) as usize].add(text, keep);
            })
            .or_insert(text);
        *postings += usize::from(is_new);
    }

    /// The texts kept for this key, and how many were seen to hold it.
    pub fn get(&self, key: u32) -> (&[u32], u32) {
        match self.by_key.get(&key) {
            None => (&[], 0),
            Some(slot) if slot & LISTED == 0 => (std::slice::from_ref(slot), 1),
            Some(slot) => {
                let list = &self.lists[(slot & !LISTED) as usize];
                (&list.texts, list.seen)
            }
        }
    }

    /// How many postings were added.
    pub fn postings(&self) -> usize {
        self.postings
    }

    /// Hands over all it holds, sorted by key, and is empty.
    pub fn drain(&mut self) -> Vec<(u32, List)> {
        let lists = &mut self.lists;
        let list = |slot: u32| match slot & LISTED {
            0 => List {
                texts: vec![slot],
                seen: 1,
            },
            _ => std::mem::take(&mut lists[(slot & !LISTED) as usize]),
        };
        let mut list = list;
        let mut out: Vec<(u32, List)> = self
            .by_key
            .drain()
            .map(|(key, slot)| (key, list(slot)))
            .collect();
        out.sort_unstable_by_key(|&(key, _)| key);
        self.lists.clear();
        self.postings = 0;
        out
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
