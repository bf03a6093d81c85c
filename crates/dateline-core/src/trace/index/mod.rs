//! The index of texts seen so far: which other texts share a passage with this one?
//!
//! Two doors lead to candidates: shared fingerprints (see [`super::fingerprint`]: any shared run of
//! [`super::fingerprint::GUARANTEED_RUN`] words is found unless that run stands in very many texts), and words in
//! common for spun copies (see [`super::vector`]). Every candidate is then checked exactly, see [`super::overlap`],
//! and judged, see [`judge`].

mod judge;
mod postings;

use super::fingerprint::fingerprints;
use super::normal::{Word, tokens};
use super::overlap::Probe;
use crate::model::{Form, RelationKind};
use crate::time;
use judge::Side;
use postings::{HashedMap, Postings};
use std::collections::HashMap;

/// What the index keeps of an article.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub id: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub headline: Option<String>,
    /// As stated, see [`crate::time`].
    pub published_at: Option<String>,
    /// Agency that its own page credits with the text.
    pub wire: Option<String>,
    pub section: Option<String>,
    pub text: String,
}

/// Another text that shares a passage with the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Number of the other text, see [`Index::known`].
    pub other: usize,
    pub kind: RelationKind,
    pub form: Form,
    /// Share of the asked text's words that stand in the other, 0 to 1.
    pub cover: f64,
    pub cover_of_other: f64,
    /// Words in the longest shared run.
    pub run_words: usize,
}

/// Texts seen so far, in memory. Insert and query one at a time.
#[derive(Debug, Clone, Default)]
pub struct Index {
    entries: Vec<Entry>,
    numbers: HashMap<String, usize>,
    postings: Postings,
}

#[derive(Debug, Clone)]
struct Entry {
    known: Known,
    words: Box<[Word]>,
    /// Seconds since 1970 of the stated time.
    at: Option<i64>,
}

/// A text made ready for [`Index::insert_read`] and [`Index::relations_of`]; reading needs no index, so it can be done
/// on many cores.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    words: Vec<Word>,
    prints: Vec<u32>,
}

impl Reading {
    pub fn of(text: &str) -> Reading {
        let words: Vec<Word> = tokens(text).iter().map(|token| token.word).collect();
        let mut prints = fingerprints(&words);
        prints.sort_unstable();
        prints.dedup();
        Reading { words, prints }
    }
}

/// Candidates that are checked exactly, most shared fingerprints first.
const CHECKED: usize = 64;

impl Index {
    pub fn new() -> Index {
        Index::default()
    }

    /// Adds a text and returns its number. One with a known id replaces it.
    pub fn insert(&mut self, known: Known) -> usize {
        let reading = Reading::of(&known.text);
        self.insert_read(known, reading)
    }

    /// Like [`Index::insert`], for a text already read.
    pub fn insert_read(&mut self, known: Known, reading: Reading) -> usize {
        let number = match self.find(&known.id) {
            Some(number) => {
                self.forget(number);
                number
            }
            None => self.entries.len(),
        };
        if let Ok(text) = u32::try_from(number) {
            for &print in &reading.prints {
                self.postings.add(print, text);
            }
        }
        let entry = Entry {
            at: known.published_at.as_deref().and_then(time::instant),
            words: reading.words.into_boxed_slice(),
            known,
        };
        if number < self.entries.len() {
            self.entries[number] = entry;
        } else {
            self.numbers.insert(entry.known.id.clone(), number);
            self.entries.push(entry);
        }
        number
    }

    /// Takes a text's fingerprints out of the postings.
    fn forget(&mut self, number: usize) {
        let prints = fingerprints(&self.entries[number].words);
        if let Ok(text) = u32::try_from(number) {
            for print in prints {
                self.postings.remove(print, text);
            }
        }
    }

    /// The text with this number.
    pub fn known(&self, number: usize) -> &Known {
        &self.entries[number].known
    }

    /// The number of the text with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The texts that share a passage with this one, the closest first. `published_at` helps to tell apart formulaic
    /// texts of different days.
    pub fn relations(&self, text: &str, published_at: Option<&str>) -> Vec<Relation> {
        self.relations_of(&Reading::of(text), published_at)
    }

    /// Like [`Index::relations`], for a text already read.
    pub fn relations_of(&self, reading: &Reading, published_at: Option<&str>) -> Vec<Relation> {
        let at = published_at.and_then(time::instant);
        let candidates = self.candidates(&reading.prints);
        if candidates.is_empty() {
            return Vec::new();
        }
        let probe = Probe::new(reading.words.clone());
        let mut found = Vec::new();
        for number in candidates {
            let entry = &self.entries[number];
            let overlap = probe.overlap(&entry.words);
            let asked = Side {
                words: probe.words(),
                at,
            };
            let other = Side {
                words: &entry.words,
                at: entry.at,
            };
            if let Some(verdict) = judge::judge(&asked, &other, &overlap) {
                found.push(verdict.relation(number));
            }
        }
        found.sort_by(|a: &Relation, b| {
            let closeness = |r: &Relation| r.cover.max(r.cover_of_other);
            closeness(b)
                .total_cmp(&closeness(a))
                .then(a.other.cmp(&b.other))
        });
        found
    }

    /// Texts that share fingerprints with this one, those that share most first.
    fn candidates(&self, prints: &[u32]) -> Vec<usize> {
        let mut hits: HashedMap<u32> = HashedMap::default();
        for &print in prints {
            for &text in self.postings.get(print).0 {
                *hits.entry(text).or_insert(0) += 1;
            }
        }
        let mut ranked: Vec<(u32, u32)> = hits.into_iter().map(|(text, n)| (n, text)).collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(CHECKED);
        ranked.into_iter().map(|(_, text)| text as usize).collect()
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
