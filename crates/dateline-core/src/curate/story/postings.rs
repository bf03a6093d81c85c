//! Which known articles share strong terms with another: an inverted index, newest first, with a bounded walk.

use super::terms::{Term, Vocabulary};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Terms of an article that it can be found by.
const STRONG: usize = 48;
/// Articles looked at for one term, newest first.
const PER_TERM: usize = 1_500;
/// Articles looked at for one question, rarest terms first.
const BUDGET: usize = 24_000;
/// So many out of the window in a row, and the rest is out too: articles arrive nearly in order of time.
const OUTSIDE: usize = 64;

/// Articles by term, in order of arrival.
#[derive(Debug, Clone, Default)]
pub(super) struct Postings {
    by_term: Vec<Vec<Posting>>,
}

#[derive(Debug, Clone, Copy)]
struct Posting {
    article: u32,
    /// The term's weight in the article's vector of length 1, but for the idf.
    weight: f32,
}

impl Postings {
    /// Makes an article findable.
    pub fn insert(&mut self, vocabulary: &Vocabulary, article: u32, terms: &[Term]) {
        let length = length(vocabulary, terms);
        for term in strong(vocabulary, terms) {
            let at = term.id as usize;
            if self.by_term.len() <= at {
                self.by_term.resize(at + 1, Vec::new());
            }
            let list = &mut self.by_term[at];
            let place = list.partition_point(|posting| posting.article < article);
            let weight = term.weight() / length;
            list.insert(place, Posting { article, weight });
        }
    }

    /// Makes an article with these terms unfindable.
    pub fn remove(&mut self, article: u32, terms: &[Term]) {
        for term in terms {
            if let Some(list) = self.by_term.get_mut(term.id as usize)
                && let Ok(place) = list.binary_search_by_key(&article, |posting| posting.article)
            {
                list.remove(place);
            }
        }
    }

    /// Up to `limit` articles that share most with these terms, best first, among those that `within` lets pass.
    pub fn candidates(
        &self,
        vocabulary: &Vocabulary,
        terms: &[Term],
        limit: usize,
        within: impl Fn(u32) -> bool,
    ) -> Vec<u32> {
        let mut scores: HashMap<u32, f32, BuildHasherDefault<Spread>> = HashMap::default();
        let mut budget = BUDGET;
        for term in strong(vocabulary, terms) {
            let Some(list) = self.by_term.get(term.id as usize) else {
                continue;
            };
            let weight = term.weight() * vocabulary.idf(term.id).powi(2);
            let mut outside = 0;
            for posting in list.iter().rev().take(PER_TERM.min(budget)) {
                budget -= 1;
                if within(posting.article) {
                    outside = 0;
                    *scores.entry(posting.article).or_default() += weight * posting.weight;
                } else {
                    outside += 1;
                    if outside > OUTSIDE {
                        break;
                    }
                }
            }
        }
        let mut scores: Vec<(u32, f32)> = scores.into_iter().collect();
        let better = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if scores.len() > limit {
            scores.select_nth_unstable_by(limit, better);
            scores.truncate(limit);
        }
        scores.sort_unstable_by(better);
        scores.into_iter().map(|(article, _)| article).collect()
    }
}

/// Spreads article numbers over a table. They are our own, so nobody can choose them to collide.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u32((*byte).into()));
    }

    fn write_u32(&mut self, number: u32) {
        // Fibonacci hashing: high bits and low bits both depend on all of the number.
        let spread = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = spread ^ (spread >> 32);
    }
}

fn strong(vocabulary: &Vocabulary, terms: &[Term]) -> Vec<Term> {
    let mut terms = terms.to_vec();
    vocabulary.keep_strongest(&mut terms, STRONG);
    terms
}

fn length(vocabulary: &Vocabulary, terms: &[Term]) -> f32 {
    let squares = terms
        .iter()
        .map(|term| (term.weight() * vocabulary.idf(term.id)).powi(2));
    squares.sum::<f32>().sqrt().max(1e-6)
}
