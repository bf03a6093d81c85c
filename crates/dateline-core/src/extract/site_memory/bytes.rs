//! The memory of one outlet as bytes, for the store: a version, then numbers, little end first.

use super::{MOST_LEARNT, MOST_LINES, Seen, Site, TOLD_APART};
use std::collections::HashMap;

const VERSION: u8 = 1;
/// Keys of articles read lately that are kept.
const LATELY: usize = 64;

impl Site {
    /// As bytes; the same memory gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        out.extend(self.articles.to_le_bytes());
        let lately = &self.lately[self.lately.len().saturating_sub(LATELY)..];
        out.extend(u8::try_from(lately.len()).unwrap_or(u8::MAX).to_le_bytes());
        out.extend(lately.iter().flat_map(|key| key.to_le_bytes()));
        let mut lines: Vec<(&u64, &Seen)> = self.lines.iter().collect();
        lines.sort_unstable_by_key(|(line, _)| **line);
        for (line, seen) in lines {
            out.extend(line.to_le_bytes());
            out.extend(seen.count.to_le_bytes());
            out.extend(seen.texts.to_le_bytes());
            out.extend(seen.last.to_le_bytes());
            out.push(u8::try_from(seen.keys.len()).unwrap_or(u8::MAX));
            out.extend(seen.keys.iter().flat_map(|key| key.to_le_bytes()));
        }
        out
    }

    /// Reads them again; `None` when they are damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Site> {
        let mut rest = bytes;
        if take::<1>(&mut rest)?[0] != VERSION {
            return None;
        }
        let articles = u16::from_le_bytes(take(&mut rest)?);
        let lately = keys(&mut rest, LATELY)?;
        let mut lines = HashMap::new();
        while !rest.is_empty() {
            let line = u64::from_le_bytes(take(&mut rest)?);
            let count = u16::from_le_bytes(take(&mut rest)?);
            let texts = u16::from_le_bytes(take(&mut rest)?);
            let last = u16::from_le_bytes(take(&mut rest)?);
            let keys = keys(&mut rest, TOLD_APART)?;
            let seen = Seen {
                count,
                texts,
                keys,
                last,
            };
            lines.insert(line, seen);
            if lines.len() > MOST_LINES + MOST_LEARNT {
                return None;
            }
        }
        Some(Site {
            lines,
            articles,
            lately,
            used: 0,
        })
    }
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

fn keys(rest: &mut &[u8], most: usize) -> Option<Vec<u32>> {
    let count = usize::from(take::<1>(rest)?[0]);
    if count > most {
        return None;
    }
    (0..count)
        .map(|_| take(rest).map(u32::from_le_bytes))
        .collect()
}
