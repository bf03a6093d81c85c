//! Finds many words in a text at once (Aho and Corasick, 1975), with one table look-up a byte.

use crate::chars::Chars;
use std::collections::VecDeque;

/// Set in [`Matcher::next`] where a word ends in the state.
const ENDS: u16 = 1 << 15;

/// Words, each with the number of the group it belongs to.
pub struct Matcher {
    /// Class of each byte; bytes in no word share class 0.
    classes: [u8; 256],
    class_count: usize,
    next: Vec<u16>,
    /// Groups of the words that end in each state.
    groups: Vec<u64>,
}

impl Matcher {
    /// Builds the table. Groups are numbered below 64; the words' bytes add up to fewer than 32,000.
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, usize)> + Clone) -> Matcher {
        let mut classes = [0u8; 256];
        let mut class_count = 1usize;
        for byte in words.clone().into_iter().flat_map(|(word, _)| word.bytes()) {
            let class = &mut classes[usize::from(byte)];
            if *class == 0 {
                *class = u8::try_from(class_count).unwrap_or(0);
                class_count += 1;
            }
        }
        let mut matcher = Matcher {
            classes,
            class_count,
            next: vec![0; class_count],
            groups: vec![0],
        };
        for (word, group) in words {
            matcher.add(word, group);
        }
        matcher.link();
        for next in &mut matcher.next {
            let ends = matcher.groups[usize::from(*next)] != 0;
            *next |= if ends { ENDS } else { 0 };
        }
        matcher
    }

    fn add(&mut self, word: &str, group: usize) {
        let mut state = 0usize;
        for byte in word.bytes() {
            let at = state * self.class_count + usize::from(self.classes[usize::from(byte)]);
            if self.next[at] == 0 {
                let fresh = match u16::try_from(self.groups.len()) {
                    Ok(fresh) if fresh & ENDS == 0 => fresh,
                    _ => return,
                };
                self.next[at] = fresh;
                self.groups.push(0);
                self.next.resize(self.next.len() + self.class_count, 0);
            }
            state = usize::from(self.next[at]);
        }
        self.groups[state] |= 1 << (group % 64);
    }

    /// Fills in where each state goes on a byte that continues none of its words.
    fn link(&mut self) {
        let mut fallback = vec![0u16; self.groups.len()];
        let mut queue: VecDeque<usize> = (0..self.class_count)
            .map(|class| usize::from(self.next[class]))
            .filter(|state| *state != 0)
            .collect();
        while let Some(state) = queue.pop_front() {
            let back = usize::from(fallback[state]);
            self.groups[state] |= self.groups[back];
            for class in 0..self.class_count {
                let onward = self.next[back * self.class_count + class];
                let slot = &mut self.next[state * self.class_count + class];
                if *slot == 0 {
                    *slot = onward;
                } else {
                    fallback[usize::from(*slot)] = onward;
                    queue.push_back(usize::from(*slot));
                }
            }
        }
    }

    /// Whether one of the words stands in a text, letter case aside: words are kept in lower case.
    pub fn is_in(&self, text: &str) -> bool {
        let chars = Chars::get();
        let mut search = self.start();
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte.is_ascii() {
                at += 1;
                search.push(byte.to_ascii_lowercase());
            } else {
                let c = text[at..].chars().next().unwrap_or_default();
                at += c.len_utf8();
                chars.small(c, |c| {
                    let mut bytes = [0; 4];
                    c.encode_utf8(&mut bytes)
                        .bytes()
                        .for_each(|b| search.push(b));
                });
            }
            if search.found != 0 {
                return true;
            }
        }
        false
    }

    /// A search that has seen nothing yet.
    pub fn start(&self) -> Search<'_> {
        Search {
            matcher: self,
            state: 0,
            found: 0,
        }
    }
}

/// A search on its way through a text.
#[derive(Clone, Copy)]
pub struct Search<'m> {
    matcher: &'m Matcher,
    state: usize,
    /// Bits of the groups of all words found so far.
    pub found: u64,
}

impl Search<'_> {
    /// Goes on by one byte.
    #[inline]
    pub fn push(&mut self, byte: u8) {
        let class = usize::from(self.matcher.classes[usize::from(byte)]);
        let next = self.matcher.next[self.state * self.matcher.class_count + class];
        self.state = usize::from(next & !ENDS);
        if next & ENDS != 0 {
            self.found |= self.matcher.groups[self.state];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups_in(matcher: &Matcher, text: &str) -> u64 {
        let mut search = matcher.start();
        text.bytes().for_each(|byte| search.push(byte));
        search.found
    }

    #[test]
    fn finds_words_inside_and_across_each_other() {
        let matcher = Matcher::new([("he", 0), ("she", 1), ("hers", 2), ("é", 3)]);
        assert_eq!(groups_in(&matcher, "ushers"), 0b111);
        assert_eq!(groups_in(&matcher, "caché"), 0b1000);
        assert_eq!(groups_in(&matcher, "x h e"), 0);
        assert!(matcher.is_in("CACHÉ") && matcher.is_in("uSHe") && !matcher.is_in("x h e"));
    }
}
