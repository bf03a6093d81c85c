//! The index of texts seen so far: which other texts share a passage with this one?
//!
//! Two doors lead to candidates: shared fingerprints (see [`super::fingerprint`]: any shared run of
//! [`super::fingerprint::GUARANTEED_RUN`] words is found where one of the texts is a brief, any of 28 between longer
//! ones, unless that run stands in very many texts), and words in common for spun copies (see [`super::vector`]). Every candidate is then checked exactly, see [`super::overlap`],
//! and judged, see [`judge`].

mod background;
#[cfg(test)]
mod cases;
mod judge;
mod shelf;
#[cfg(test)]
mod tests;

use super::fingerprint::{BRIEF, Print, fingerprints};
use super::hashed::Spread;
use super::key::Key;
use super::normal::{Word, words};
use super::overlap::{Overlap, Probe, ratio};
use super::postings::{Keep, Postings};
use super::vector::{self, Terms, Vectors};
use crate::model::{Form, RelationKind};
use crate::time;
use background::Background;
use judge::Side;
use serde::{Deserialize, Serialize};
use shelf::Shelf;
use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// What the index keeps of an article.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Known {
    /// Id of the article.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// Who ran it.
    pub outlet: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// As stated, see [`crate::time`].
    pub published_at: Option<String>,
    /// Agency that its own page credits with the text.
    pub wire: Option<String>,
    /// The section that the outlet states.
    pub section: Option<String>,
    /// Its text.
    pub text: String,
}

/// Another text that shares a passage with the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Number of the other text, see [`Index::known`].
    pub other: usize,
    /// Whether it is one report or a passage.
    pub kind: RelationKind,
    /// How the text was taken over.
    pub form: Form,
    /// Share of the asked text's words that stand in the other, 0 to 1.
    pub cover: f64,
    /// Share of the other's words that stand in the asked text, 0 to 1.
    pub cover_of_other: f64,
    /// Words in the longest shared run.
    pub run_words: usize,
}

/// Texts seen so far. Insert and query one at a time. The texts themselves are held in memory, see [`Index::new`], or
/// in a file, see [`Index::in_file`]; what it answers is the same.
#[derive(Debug, Clone)]
pub struct Index {
    key: Key,
    entries: Vec<Entry>,
    shelf: Shelf,
    /// Numbers of the texts by their id's hash.
    numbers: HashMap<u64, u32, Spread>,
    /// Hashes ids and outlets' names, with a key that no one outside knows.
    hashes: RandomState,
    postings: Postings,
    vectors: Vectors,
}

/// What is asked of every candidate, so it is kept at hand: as little as can be.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Seconds since 1970 of the stated time.
    at: Option<i64>,
    /// Hash of the outlet's name.
    outlet: Option<u64>,
    /// How many words and fingerprints it has.
    words: u32,
    prints: u32,
}

/// A text made ready for [`Index::insert_read`] and [`Index::relations_of`]; reading needs no index, so it can be done
/// on many cores.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    words: Vec<Word>,
    prints: Vec<Print>,
    terms: Terms,
}

impl Reading {
    /// Reads a text for an index with this key, see [`Index::key`].
    pub fn of(text: &str, key: Key) -> Reading {
        let words = words(text, key);
        Reading {
            prints: fingerprints(&words),
            terms: Terms::of(&words),
            words,
        }
    }
}

/// What is asked of the index: a text, and what helps to judge it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The text as the index reads it.
    pub reading: &'a Reading,
    /// The text with this id is not its own copy.
    pub id: Option<&'a str>,
    /// When it was published, as stated.
    pub published_at: Option<&'a str>,
    /// Who ran it.
    pub outlet: Option<&'a str>,
}

/// Texts kept for one fingerprint: a passage that stands in more leads to no more candidates.
const MOST_TEXTS: usize = 96;
/// Candidates that are checked exactly, most shared fingerprints first.
const CHECKED: usize = 64;
/// A candidate for a text that is no brief shares one of so many of the shorter text's fingerprints, or several that
/// stand within so many words: a few here and there are common phrases. A run of 28 words has three, a shorter one is
/// no relation of two such texts.
const SHARED_OF: usize = 12;
const CLUSTER: usize = 3;
const CLUSTER_WORDS: u32 = 64;
/// Weight of a fingerprint that one text holds; it halves as often as their number doubles.
const ALONE: u32 = 8;
/// Relations looked at for whether the text was put together from several.
const PARTS: usize = 12;

impl Default for Index {
    fn default() -> Index {
        Index::on(Shelf::default())
    }
}

impl Index {
    /// An index that holds all in memory, some eight kilobytes for a text of 600 words.
    pub fn new() -> Index {
        Index::default()
    }

    /// An index that keeps the texts in a file and little more than a kilobyte of each in memory. The file is empty,
    /// open for reading and writing, and belongs to this index and its copies; it may be unlinked.
    pub fn in_file(file: File) -> Index {
        Index::on(Shelf::in_file(file))
    }

    fn on(shelf: Shelf) -> Index {
        Index {
            key: Key::random(),
            entries: Vec::new(),
            shelf,
            numbers: HashMap::default(),
            hashes: RandomState::new(),
            postings: Postings::new(Keep::Earliest(MOST_TEXTS)),
            vectors: Vectors::default(),
        }
    }

    /// This index, which is empty, with a key that is given instead of the one that it drew: [`Key::OPEN`] where the
    /// same texts must give the same answers on every run, as a key decides which shared runs of less than
    /// [`super::fingerprint::GUARANTEED_RUN`] words are found.
    #[must_use]
    pub fn keyed(self, key: Key) -> Index {
        debug_assert!(self.is_empty(), "texts are read with a key");
        Index { key, ..self }
    }

    /// The key that texts are read with for this index.
    pub fn key(&self) -> Key {
        self.key
    }

    /// The first failure to read or write the file of texts, if there was one: from then on answers may lack relations.
    pub fn trouble(&self) -> Option<&str> {
        self.shelf.trouble()
    }

    /// Adds a text and returns its number. One with a known id replaces it.
    pub fn insert(&mut self, known: Known) -> usize {
        let reading = Reading::of(&known.text, self.key);
        self.insert_read(known, reading)
    }

    /// Like [`Index::insert`], for a text already read.
    pub fn insert_read(&mut self, known: Known, reading: Reading) -> usize {
        let earlier = self.find(&known.id);
        let number = earlier.unwrap_or(self.entries.len());
        let is_same = earlier.is_some_and(|n| *self.shelf.words(n) == *reading.words);
        // The same words are found already: then only what is known about them is new.
        if !is_same && let Ok(text) = u32::try_from(number) {
            for print in &reading.prints {
                self.postings.add(print.hash, text);
            }
            self.vectors.add(&reading.terms, text);
            self.numbers.insert(self.hashes.hash_one(&known.id), text);
        }
        let entry = Entry {
            at: known.published_at.as_deref().and_then(time::instant),
            outlet: known.outlet.as_deref().map(|name| self.house(name)),
            words: u32::try_from(reading.words.len()).unwrap_or(u32::MAX),
            prints: u32::try_from(reading.prints.len()).unwrap_or(u32::MAX),
        };
        match self.entries.get_mut(number) {
            Some(slot) => *slot = entry,
            None => self.entries.push(entry),
        }
        self.shelf.put(number, known, reading.words);
        number
    }

    /// What is known of the text with this number.
    pub fn known(&self, number: usize) -> Arc<Known> {
        self.shelf.known(number)
    }

    /// The number of the text with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        let number = self.numbers.get(&self.hashes.hash_one(id))?;
        Some(*number as usize)
    }

    /// The texts that share a passage with this one, the closest first. `published_at` helps to tell apart formulaic
    /// texts of different days.
    pub fn relations(&self, text: &str, published_at: Option<&str>) -> Vec<Relation> {
        self.relations_of(&Asked {
            reading: &Reading::of(text, self.key),
            id: None,
            published_at,
            outlet: None,
        })
    }

    /// Like [`Index::relations`], for a text already read, with all that is known of it.
    pub fn relations_of(&self, asked: &Asked) -> Vec<Relation> {
        let reading = asked.reading;
        let itself = asked.id.and_then(|id| self.find(id));
        let near = self.candidates(reading);
        let alike = self.vectors.candidates(&reading.terms);
        if near.is_empty() && alike.is_empty() {
            return Vec::new();
        }
        let side = Side::new(
            &reading.words,
            asked.published_at.and_then(time::instant),
            asked.outlet.map(|name| self.house(name)),
        );
        let probe = Probe::new(&reading.words);
        let by_words: Vec<usize> = alike.into_iter().map(|text| text as usize).collect();
        let only_by_words = by_words.iter().filter(|number| !near.contains(number));
        let mut found: Vec<(Relation, Overlap)> = Vec::new();
        let mut background = Background::default();
        for &number in near.iter().chain(only_by_words) {
            let entry = &self.entries[number];
            let of_these_days = is_within(&side, entry, vector::WINDOW_SECONDS);
            if Some(number) == itself || !(of_these_days || near.contains(&number)) {
                continue;
            }
            let words = self.shelf.words(number);
            let other = entry.side(&words);
            let overlap = probe.overlap(&words);
            let verdict = judge::judge(&side, &other, &overlap).or_else(|| {
                let maybe = of_these_days && by_words.contains(&number);
                let is_alike = || self.likeness(reading, &words) >= vector::SPUN;
                maybe
                    .then(|| judge::judge_spun(&side, &other, &overlap, is_alike))
                    .flatten()
            });
            background.note(&overlap, words.len(), reading.words.len(), entry.at);
            if let Some(verdict) = verdict {
                found.push((verdict.relation(number), overlap));
            }
        }
        found.retain(|(relation, overlap)| !background.holds(relation, overlap));
        found.sort_by(|(a, _), (b, _)| {
            let closeness = |r: &Relation| r.cover.max(r.cover_of_other);
            closeness(b)
                .total_cmp(&closeness(a))
                .then(a.other.cmp(&b.other))
        });
        mark_merged(&mut found, reading.words.len());
        found.into_iter().map(|(relation, _)| relation).collect()
    }

    /// An outlet's name in a comparable form.
    fn house(&self, name: &str) -> u64 {
        self.hashes.hash_one(name.trim().to_lowercase())
    }

    /// How much rarer the words are that one text has instead of the other's, see [`Vectors::oddity`].
    pub fn oddity(&self, one: usize, other: usize) -> f64 {
        let terms = |number: usize| Terms::of(&self.shelf.words(number));
        self.vectors.oddity(&terms(one), &terms(other))
    }

    fn likeness(&self, reading: &Reading, words: &[Word]) -> f64 {
        self.vectors.cosine(&reading.terms, &Terms::of(words))
    }

    /// Texts that share fingerprints with this one, those that share most first. A fingerprint counts less the more
    /// texts hold it, so that boilerplate doesn't crowd out the origin.
    fn candidates(&self, reading: &Reading) -> Vec<usize> {
        let mut hits: Vec<Hit> = Vec::new();
        let keys: Vec<u32> = reading.prints.iter().map(|print| print.hash).collect();
        self.postings.get_all(&keys, |n, texts, seen| {
            let print = reading.prints[n];
            let weight = (ALONE >> seen.checked_ilog2().unwrap_or(0).min(31)).max(1);
            let hit = |&text: &u32| Hit {
                text,
                at: print.at,
                weight,
            };
            hits.extend(texts.iter().map(hit));
        });
        hits.sort_unstable_by_key(|hit| u64::from(hit.text) << 32 | u64::from(hit.at));
        let enough = |hits: &[Hit]| {
            let entry = &self.entries[hits[0].text as usize];
            let prints = reading.prints.len().min(entry.prints as usize);
            reading.words.len().min(entry.words as usize) <= BRIEF
                || hits.len() * SHARED_OF >= prints
                || hits
                    .windows(CLUSTER)
                    .any(|few| few[CLUSTER - 1].at - few[0].at <= CLUSTER_WORDS)
        };
        let of_one_text = hits.chunk_by(|a, b| a.text == b.text);
        let mut ranked: Vec<(u32, u32)> = of_one_text
            .filter(|hits| enough(hits))
            .map(|hits| (hits.iter().map(|hit| hit.weight).sum(), hits[0].text))
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(CHECKED);
        ranked.into_iter().map(|(_, text)| text as usize).collect()
    }

    /// Texts in the index.
    pub fn len(&self) -> usize {
        self.shelf.len()
    }

    /// Whether no text was added yet.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// A fingerprint of the asked text that a known one has too.
#[derive(Debug, Clone, Copy)]
struct Hit {
    text: u32,
    at: u32,
    weight: u32,
}

impl Entry {
    fn side(self, words: &[Word]) -> Side<'_> {
        Side::new(words, self.at, self.outlet)
    }
}

/// Whether a text is of about the same time; one without a stated time may be.
fn is_within(asked: &Side, entry: &Entry, seconds: u64) -> bool {
    let apart = asked.at.zip(entry.at).map(|(a, b)| a.abs_diff(b));
    apart.is_none_or(|apart| apart <= seconds)
}

/// A text that holds large and different parts of two others was put together from them.
fn mark_merged(found: &mut [(Relation, Overlap)], words: usize) {
    let parts: Vec<(usize, Vec<bool>)> = found
        .iter()
        .enumerate()
        .filter(|(_, (r, _))| {
            r.kind == RelationKind::Copy
                && (0.15..0.85).contains(&r.cover)
                && r.cover_of_other >= 0.25
        })
        .take(PARTS)
        .map(|(n, (_, overlap))| {
            let mut held = vec![false; words];
            for stretch in overlap.solid() {
                held[stretch.at..stretch.at + stretch.len].fill(true);
            }
            (n, held)
        })
        .collect();
    let size = |held: &[bool]| held.iter().filter(|&&word| word).count();
    for (n, held) in &parts {
        let apart = parts.iter().any(|(_, other)| {
            let common = held.iter().zip(other).filter(|(a, b)| **a && **b).count();
            ratio(common, size(held).min(size(other))) < 0.15
        });
        if apart {
            found[*n].0.form = Form::Merged;
        }
    }
}
