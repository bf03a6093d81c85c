//! Postings: which texts hold a fingerprint. Most fingerprints stand in one text only, so that one is kept in place;
//! the others get a list. A list stops growing at [`LONGEST`]: a passage that stands in more texts than that no longer
//! leads to more candidates (the earliest ones are enough to find where it came from), it only counts on.

use crate::trace::hashed::HashedMap;

/// Texts kept for one fingerprint.
pub const LONGEST: usize = 96;

/// High bit: the rest is the number of a list; else the number of the only text.
const LISTED: u32 = 1 << 31;

#[derive(Debug, Clone, Default)]
pub struct Postings {
    by_hash: HashedMap<u32>,
    lists: Vec<List>,
}

#[derive(Debug, Clone, Default)]
struct List {
    texts: Vec<u32>,
    /// Texts that held the fingerprint, kept or not.
    seen: u32,
}

impl Postings {
    /// Notes that a text holds this fingerprint. Numbers stay below 2^31.
    pub fn add(&mut self, hash: u32, text: u32) {
        let lists = &mut self.lists;
        self.by_hash
            .entry(hash)
            .and_modify(|slot| {
                if *slot & LISTED == 0 {
                    if *slot == text {
                        return;
                    }
                    let list = List {
                        texts: vec![*slot, text],
                        seen: 2,
                    };
                    *slot = LISTED | u32::try_from(lists.len()).unwrap_or(0);
                    lists.push(list);
                    return;
                }
                let list = &mut lists[(*slot & !LISTED) as usize];
                if list.texts.last() == Some(&text) {
                    return;
                }
                list.seen = list.seen.saturating_add(1);
                if list.texts.len() < LONGEST {
                    list.texts.push(text);
                }
            })
            .or_insert(text);
    }

    /// Forgets that a text holds this fingerprint.
    pub fn remove(&mut self, hash: u32, text: u32) {
        let Some(&slot) = self.by_hash.get(&hash) else {
            return;
        };
        if slot & LISTED != 0 {
            let list = &mut self.lists[(slot & !LISTED) as usize];
            let before = list.texts.len();
            list.texts.retain(|&known| known != text);
            if list.texts.len() < before {
                list.seen = list.seen.saturating_sub(1);
            }
        } else if slot == text {
            self.by_hash.remove(&hash);
        }
    }

    /// The texts kept for this fingerprint, and how many were seen to hold it.
    pub fn get(&self, hash: u32) -> (&[u32], usize) {
        match self.by_hash.get(&hash) {
            None => (&[], 0),
            Some(slot) if slot & LISTED == 0 => (std::slice::from_ref(slot), 1),
            Some(slot) => {
                let list = &self.lists[(slot & !LISTED) as usize];
                (&list.texts, list.seen as usize)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_and_removes() {
        let mut postings = Postings::default();
        postings.add(7, 1);
        postings.add(7, 1);
        assert_eq!(postings.get(7), (&[1][..], 1));
        postings.add(7, 2);
        postings.add(7, 2);
        assert_eq!(postings.get(7), (&[1, 2][..], 2));
        postings.remove(7, 1);
        assert_eq!(postings.get(7), (&[2][..], 1));
        postings.remove(8, 1);
        assert_eq!(postings.get(8), (&[][..], 0));
    }

    #[test]
    fn a_frequent_fingerprint_only_counts_on() {
        let mut postings = Postings::default();
        for text in 0..1000 {
            postings.add(3, text);
        }
        let (texts, seen) = postings.get(3);
        assert_eq!((texts.len(), seen), (LONGEST, 1000));
        assert_eq!(texts[0], 0);
    }
}
