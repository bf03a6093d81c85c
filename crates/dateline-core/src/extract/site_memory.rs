//! Site memory: which lines stand on many pages of one outlet. A line that many different articles have is furniture that
//! the body model took for text: a call to subscribe, a box, a standing note.
//!
//! It learns from what was extracted and takes such lines out of later extractions ([`SiteMemory::learn`],
//! [`SiteMemory::clean`]). Only hashes are kept, parted by outlet; what one outlet repeats says nothing about another. The
//! memory is bounded: lines seen on one article only go first, then outlets that were not read for long.
//!
//! What must not go: credits, sources, notes on a series, headings over text that is new, cells of tables, questions. Two
//! addresses of one article, its later versions and its further pages are one article: most of their long lines are known
//! from it. So an outlet that runs one text under many headlines loses nothing of it.

use super::{Extraction, FieldSpan, outlet};
use crate::agencies::Agencies;
use crate::extract::features::{count_words, is_stop};
use crate::model::{Block, BlockKind, Field};
use std::collections::{HashMap, HashSet};

mod bytes;

/// Outlets that are remembered.
const MOST_SITES: usize = 20_000;
/// Lines of an outlet that are remembered.
const MOST_LINES: usize = 2_048;
/// Articles of a line that are told apart; further ones are only counted.
const TOLD_APART: usize = 6;
/// Articles after which old counts lose half their weight.
const AGES: u16 = 512;
/// Lines of one page that are learnt.
const MOST_LEARNT: usize = 512;
/// Blocks at the beginning among which a standfirst stands.
const OPENING: usize = 3;
/// Words from which on a line is long, and from which on a line with a full stop reads as text.
const LONG: usize = 25;
const SENTENCE: usize = 6;

/// Lines that repeat, by outlet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SiteMemory {
    sites: HashMap<String, Site>,
    clock: u64,
}

/// The lines of one outlet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Site {
    lines: HashMap<u64, Seen>,
    /// Different articles learnt, old ones weighing less.
    articles: u16,
    /// The last of them by key, so that one fetched again isn't counted twice.
    lately: Vec<u32>,
    used: u64,
}

/// On which articles a line stood.
#[derive(Debug, Clone, Default, PartialEq)]
struct Seen {
    count: u16,
    /// Those in whose text it stood, and not beside it.
    texts: u16,
    keys: Vec<u32>,
    last: u16,
}

impl SiteMemory {
    /// Learns the lines of a page. Pages without an article teach nothing.
    pub fn learn(&mut self, extraction: &Extraction) {
        let (Some(name), None) = (site_of(extraction), &extraction.article.error) else {
            return;
        };
        self.clock += 1;
        let site = self.sites.entry(name).or_default();
        site.used = self.clock;
        site.learn(extraction);
        if self.sites.len() > MOST_SITES {
            let oldest = self.sites.iter().min_by_key(|(_, site)| site.used);
            if let Some(name) = oldest.map(|(name, _)| name.clone()) {
                self.sites.remove(&name);
            }
        }
    }

    /// Takes furniture out of a page's text, and says how many blocks went.
    pub fn clean(&self, extraction: &mut Extraction, agencies: &Agencies) -> usize {
        let site = site_of(extraction).and_then(|name| self.sites.get(&name));
        site.map_or(0, |site| site.clean(extraction, agencies))
    }

    /// What is remembered of one outlet, to be kept elsewhere.
    pub fn site(&self, name: &str) -> Option<&Site> {
        self.sites.get(name)
    }

    /// Puts back what was kept elsewhere.
    pub fn restore(&mut self, name: &str, site: Site) {
        self.clock += 1;
        let site = Site {
            used: self.clock,
            ..site
        };
        self.sites.insert(name.to_owned(), site);
    }
}

/// The outlet under which a page is remembered: its registrable domain. Only pages in HTML have furniture of this kind,
/// and only [`super::extract_with_lines`] marks it.
pub fn site_of(extraction: &Extraction) -> Option<String> {
    let domain = extraction.article.outlet.domain.clone();
    domain.filter(|_| extraction.layout.with_lines)
}

impl Site {
    fn learn(&mut self, extraction: &Extraction) {
        let key = self.key_of(extraction);
        if !self.lately.contains(&key) {
            self.articles = self.articles.saturating_add(1);
            self.lately.push(key);
            if self.lately.len() > 64 {
                self.lately.remove(0);
            }
        }
        if self.articles >= AGES {
            self.age();
        }
        let blocks = &extraction.article.blocks;
        let own = blocks.iter().filter_map(|block| mark(&block.text));
        let own = own.map(|line| (line, 1));
        let beside = extraction.layout.beside.iter().map(|line| (*line, 0));
        let now = self.articles;
        for (line, text) in own.chain(beside).take(MOST_LEARNT) {
            let seen = self.lines.entry(line).or_default();
            seen.last = now;
            if seen.keys.contains(&key) {
                continue;
            }
            seen.count = seen.count.saturating_add(1);
            seen.texts = seen.texts.saturating_add(text);
            if seen.keys.len() == TOLD_APART {
                seen.keys.remove(0);
            }
            seen.keys.push(key);
        }
        if self.lines.len() > MOST_LINES + MOST_LEARNT {
            self.forget();
        }
    }

    /// The article that a page is of: that under which most of its long lines are known, or else one of its own.
    fn key_of(&self, extraction: &Extraction) -> u32 {
        let article = &extraction.article;
        let long: Vec<u64> = article
            .blocks
            .iter()
            .filter(|block| count_words(&block.text) >= SENTENCE * 2)
            .filter_map(|block| mark(&block.text))
            .collect();
        let mut votes: HashMap<u32, usize> = HashMap::new();
        for line in &long {
            // What many articles have says nothing about which one this is.
            for key in self.lines.get(line).into_iter().flat_map(|seen| &seen.keys) {
                *votes.entry(*key).or_default() += 1;
            }
        }
        let most = votes.iter().max_by_key(|(key, count)| (**count, **key));
        if let Some((key, count)) = most
            && *count * 2 >= long.len()
            && *count >= 2
        {
            return *key;
        }
        // The headline without the number of a further page.
        let headline = article.headline.as_deref().map(outlet::key);
        let headline = headline.unwrap_or_default();
        let name = headline.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = if name.is_empty() { &article.text } else { name };
        short(xxhash_rust::xxh3::xxh3_64(name.as_bytes()))
    }

    /// Whether so many other articles have a line that it is none of this one. `at` is the number of its block.
    fn is_furniture(&self, line: u64, text: &str, at: usize, key: u32) -> bool {
        let Some(seen) = self.lines.get(&line) else {
            return false;
        };
        let own = u16::from(seen.keys.contains(&key));
        // Other pages point to this article with its own standfirst, and one or the other may take that for its text.
        let count = if at < OPENING { seen.texts } else { seen.count };
        let others = count.saturating_sub(own);
        let words = count_words(text);
        let sentence = words >= SENTENCE && text.trim_end().ends_with(is_stop);
        // A formula of the trade comes back now and then; furniture stands on every page of its kind.
        let (least, share) = match (words >= LONG, sentence) {
            (true, _) => (5, 3),
            (false, true) => (4, 4),
            (false, false) => (3, 8),
        };
        others >= least && u32::from(others) * share >= u32::from(self.articles)
    }

    fn clean(&self, extraction: &mut Extraction, agencies: &Agencies) -> usize {
        let key = self.key_of(extraction);
        let blocks = &extraction.article.blocks;
        let deck = extraction.article.deck.as_deref().map(outlet::key);
        let deck = deck.unwrap_or_default();
        let repeats: Vec<bool> = blocks
            .iter()
            .enumerate()
            .map(|(at, block)| {
                let text = block.text.as_str();
                mark(text).is_some_and(|line| self.is_furniture(line, text, at, key))
                    && !must_stay(block, agencies)
                    && !deck.contains(&outlet::key(text))
            })
            .collect();
        let gone: Vec<bool> = (0..blocks.len())
            .map(|i| {
                // A standing heading over text of this article is a part of it.
                let next = repeats.get(i + 1).copied().unwrap_or(true);
                repeats[i] && (blocks[i].kind != BlockKind::Heading || next)
            })
            .collect();
        let words = |wanted: bool| -> usize {
            let some = blocks
                .iter()
                .zip(&gone)
                .filter(|(_, gone)| **gone == wanted);
            some.map(|(block, _)| count_words(&block.text)).sum()
        };
        // A page that is nearly all furniture was not understood: better nothing than a guess.
        if words(true) > words(false) {
            return 0;
        }
        let mut at = 0;
        take_out(extraction, |_| {
            at += 1;
            gone[at - 1]
        })
    }

    /// Halves the weight of what was learnt.
    fn age(&mut self) {
        self.articles /= 2;
        for seen in self.lines.values_mut() {
            seen.count /= 2;
            seen.texts /= 2;
            seen.last = seen.last.saturating_sub(self.articles);
        }
        self.lines.retain(|_, seen| seen.count > 0);
    }

    /// Forgets the lines that say least: seen on few articles, long ago.
    fn forget(&mut self) {
        let mut order: Vec<(u16, u16, u64)> = self
            .lines
            .iter()
            .map(|(line, seen)| (seen.count, seen.last, *line))
            .collect();
        order.sort_unstable();
        let over = order.len().saturating_sub(MOST_LINES);
        for (.., line) in &order[..over] {
            self.lines.remove(line);
        }
    }
}

/// Brings a text that was extracted again to the blocks that were kept of it before.
pub fn as_before(extraction: &mut Extraction, kept: &[Block]) {
    let known: HashSet<&str> = kept.iter().map(|block| block.text.as_str()).collect();
    let all = &extraction.article.blocks;
    // Another version of the page has other blocks: then there is nothing to bring it to.
    let same = kept.iter().all(|block| all.contains(block));
    if same && kept.len() < all.len() {
        take_out(extraction, |block| !known.contains(block.text.as_str()));
    }
}

/// The hash of a line's letters and digits; `None` for what has hardly any.
pub(super) fn mark(text: &str) -> Option<u64> {
    let key = outlet::key(text);
    (key.chars().count() >= 4).then(|| xxhash_rust::xxh3::xxh3_64(key.as_bytes()))
}

fn short(hash: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "the low half of a hash")]
    let low = hash as u32;
    low
}

/// Words that open a note on where a text belongs or comes from.
const NOTES: &[&str] = &[
    "part of a series",
    "part of the series",
    "this series",
    "this story was ",
    "this article was ",
    "this report was ",
    "originally published",
    "first published",
    "first appeared",
    "republished",
    "teil der serie",
    "in der reihe",
    "dieser artikel erschien",
    "dieser text erschien",
    "zuerst erschienen",
    "cet article",
    "dans le cadre de",
    "forma parte de",
    "este artículo",
    "publicado originalmente",
    "este artigo",
    "questo articolo",
    "parte di una serie",
    "correction",
    "editor's note",
    "editor’s note",
    "本文",
    "本稿",
    "この記事は",
];

/// Credits, sources and notes stay however often they stand there; so do cells, questions and datelines.
fn must_stay(block: &Block, agencies: &Agencies) -> bool {
    let text = block.text.trim();
    let label = text.split_once([':', '：']).map(|(label, _)| label);
    let lower = text.to_lowercase();
    matches!(block.kind, BlockKind::TableRow | BlockKind::Preformatted)
        || block.kind == BlockKind::ListItem && count_words(text) < 4
        || text.ends_with(['?', '？', '؟'])
        || label.is_some_and(super::labels::is_source)
        || (count_words(text) <= LONG && !agencies.find(text).is_empty())
        || NOTES.iter().any(|note| lower.contains(note))
}

/// Takes blocks out of an article, and makes anew what was made from them.
fn take_out(extraction: &mut Extraction, mut goes: impl FnMut(&Block) -> bool) -> usize {
    let Extraction { article, layout } = extraction;
    let before = article.blocks.len();
    let mut gone = Vec::new();
    article.blocks.retain(|block| {
        let goes = goes(block);
        if goes {
            gone.extend(mark(&block.text));
        }
        !goes
    });
    if article.blocks.len() == before {
        return 0;
    }
    // What went is still a line of the page.
    layout.beside.extend(gone);
    let texts: Vec<&str> = article
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    article.text = texts.join("\n\n");
    let paragraph = |block: &&Block| block.kind == BlockKind::Paragraph;
    article.lede = article
        .blocks
        .iter()
        .find(paragraph)
        .map(|block| block.text.clone());
    layout.basis.clone_from(&article.text);
    layout.spans = spans(&article.blocks);
    before - article.blocks.len()
}

/// Where blocks stand in the text that they make, in characters.
pub(super) fn spans(blocks: &[Block]) -> Vec<FieldSpan> {
    let mut at = 0;
    let mut spans = Vec::with_capacity(blocks.len());
    for block in blocks {
        let length = block.text.chars().count();
        spans.push(FieldSpan {
            field: Field::Text,
            start: at,
            end: at + length,
        });
        at += length + 2;
    }
    spans
}

#[cfg(test)]
#[path = "site_memory/tests.rs"]
mod tests;
