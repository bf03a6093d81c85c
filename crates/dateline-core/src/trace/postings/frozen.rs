//! What is older: a run of bytes sorted by key. A key is kept as its distance from the one before, a text as its
//! distance from the one before in the list, both in as few bytes as they need. Every [`BLOCK`] keys the place is noted,
//! so that finding one reads no more than a block.

use super::fresh::Fresh;
use super::{Keep, List};

const BLOCK: usize = 16;

#[derive(Debug, Clone, Default)]
pub struct Frozen {
    bytes: Vec<u8>,
    /// The first key of each block, and where the block begins.
    blocks: Vec<(u32, u32)>,
    keys: usize,
    last: u32,
    postings: usize,
}

impl Frozen {
    /// Appends the texts kept for a key and returns how many were seen to hold it.
    pub fn get(&self, key: u32, texts: &mut Vec<u32>) -> u32 {
        let block = self.blocks.partition_point(|&(first, _)| first <= key);
        let Some(&(first, place)) = block.checked_sub(1).and_then(|n| self.blocks.get(n)) else {
            return 0;
        };
        let mut reader = Reader {
            bytes: &self.bytes,
            place: place as usize,
        };
        let mut here = first;
        for _ in 0..BLOCK {
            let Some((step, many)) = reader.head() else {
                return 0;
            };
            here = here.saturating_add(step);
            if here > key {
                return 0;
            }
            if here == key {
                return reader.list(many, texts);
            }
            reader.skip(many);
        }
        0
    }

    /// How many postings were put in, kept or not.
    pub fn postings(&self) -> usize {
        self.postings
    }

    /// This run with the new postings in it.
    pub fn merged(&self, fresh: &mut Fresh, keep: Keep) -> Frozen {
        let added = fresh.postings();
        let mut out = Frozen {
            bytes: Vec::with_capacity(self.bytes.len() + added * 5),
            blocks: Vec::with_capacity(self.blocks.len() + added / BLOCK + 1),
            ..Frozen::default()
        };
        let mut old = self.lists();
        let mut before = old.next();
        for (key, new) in fresh.drain() {
            while let Some((earlier, list)) = before.take_if(|(earlier, _)| *earlier < key) {
                out.push(earlier, &list);
                before = old.next();
            }
            let Some((_, mut list)) = before.take_if(|(same, _)| *same == key) else {
                out.push(key, &new);
                continue;
            };
            before = old.next();
            for text in new.texts {
                if !list.texts.contains(&text) {
                    list.texts.push(text);
                }
            }
            list.seen = list.seen.saturating_add(new.seen);
            keep.trim(&mut list.texts);
            out.push(key, &list);
        }
        while let Some((key, list)) = before {
            out.push(key, &list);
            before = old.next();
        }
        out.bytes.shrink_to_fit();
        out.blocks.shrink_to_fit();
        out.postings = self.postings + added;
        out
    }

    fn push(&mut self, key: u32, list: &List) {
        let opens = self.keys.is_multiple_of(BLOCK);
        if opens {
            // A shard never comes near four gigabytes: that would be two hundred thousand million postings.
            let place = u32::try_from(self.bytes.len()).unwrap_or(u32::MAX);
            self.blocks.push((key, place));
        }
        let step = if opens { 0 } else { key - self.last };
        let many = list.seen != 1 || list.texts.len() != 1;
        self.put(u64::from(step) << 1 | u64::from(many));
        if many {
            self.put(u64::from(list.seen));
            self.put(list.texts.len() as u64);
        }
        let mut last = 0;
        for &text in &list.texts {
            self.put(zigzag(i64::from(text) - last));
            last = i64::from(text);
        }
        self.keys += 1;
        self.last = key;
    }

    /// Seven bits a byte, the high bit says that more follow.
    fn put(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7F) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push((value & 0x7F) as u8);
    }

    /// All lists in order of key.
    fn lists(&self) -> impl Iterator<Item = (u32, List)> + '_ {
        let mut reader = Reader {
            bytes: &self.bytes,
            place: 0,
        };
        let mut here: u32 = 0;
        (0..self.keys).map_while(move |n| {
            let (step, many) = reader.head()?;
            here = match n.is_multiple_of(BLOCK) {
                true => self.blocks.get(n / BLOCK)?.0,
                false => here.saturating_add(step),
            };
            let mut list = List::default();
            list.seen = reader.list(many, &mut list.texts);
            Some((here, list))
        })
    }
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

struct Reader<'a> {
    bytes: &'a [u8],
    place: usize,
}

impl Reader<'_> {
    fn number(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.place)?;
            self.place += 1;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    /// A key's distance from the one before, and whether it has a list.
    fn head(&mut self) -> Option<(u32, bool)> {
        let head = self.number()?;
        Some((u32::try_from(head >> 1).ok()?, head & 1 == 1))
    }

    fn list(&mut self, many: bool, texts: &mut Vec<u32>) -> u32 {
        let (seen, kept) = self.sizes(many);
        let mut last: i64 = 0;
        for _ in 0..kept {
            let step = self.number().unwrap_or(0);
            last += (step >> 1).cast_signed() ^ -(step & 1).cast_signed();
            texts.extend(u32::try_from(last));
        }
        seen
    }

    fn skip(&mut self, many: bool) {
        let (_, kept) = self.sizes(many);
        for _ in 0..kept {
            self.number();
        }
    }

    fn sizes(&mut self, many: bool) -> (u32, u64) {
        if !many {
            return (1, 1);
        }
        let seen = self.number().unwrap_or(0);
        let kept = self.number().unwrap_or(0);
        (u32::try_from(seen).unwrap_or(u32::MAX), kept)
    }
}
