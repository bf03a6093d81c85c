//! What an article says, as weighted terms: words, names and figures, the headline's counted three times.
//!
//! Rarity is learnt from the stream itself, so any language works; only the commonest words of four languages are
//! left out by list, because at the start of a stream rarity is not known yet.

use super::calendar::Calendar;
use crate::curate::opening::opening;
use crate::words;
use std::collections::HashMap;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// The most terms kept of an article; the strongest stay.
const KEPT: usize = 128;
/// Bytes of a text that are looked at: an event is told at the top.
const READ: usize = 4_000;
/// How often a word of the headline counts.
const HEADLINE: f32 = 3.0;
/// Weights are kept as whole steps of this size.
const STEP: f32 = 1.0 / 4096.0;

/// The term stands in the headline.
pub(super) const IN_HEADLINE: u8 = 1;
/// The term is mostly written with a capital inside sentences: a name.
pub(super) const NAME: u8 = 2;
/// The term holds a digit.
pub(super) const FIGURE: u8 = 4;

/// One term of one article, eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Term {
    pub id: u32,
    steps: u16,
    pub kind: u8,
}

impl Term {
    fn new(id: u32, count: f32, kind: u8) -> Term {
        let steps = ((1.0 + count.max(1.0).ln()) / STEP).min(f32::from(u16::MAX));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and u16::MAX by the line above"
        )]
        let steps = steps as u16;
        Term { id, steps, kind }
    }

    /// Damped count, 1 or more.
    pub fn weight(self) -> f32 {
        f32::from(self.steps) * STEP
    }

    pub fn is(self, kind: u8) -> bool {
        self.kind & kind != 0
    }
}

/// What was read of one article.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    /// In order of id.
    pub terms: Vec<Term>,
    pub calendar: Calendar,
}

/// Every term seen so far, with the number of articles it stands in.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<u64, u32>,
    articles_with: Vec<u32>,
    articles: u32,
}

/// How one term stands in the article being read.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    count: f32,
    kind: u8,
    inside: u16,
    capital: u16,
}

impl Vocabulary {
    /// How much a term tells: the rarer, the more.
    pub fn idf(&self, id: u32) -> f32 {
        logarithm(self.articles) - logarithm(self.articles_with(id)) + 1.0
    }

    /// In how many articles a term stands.
    pub fn articles_with(&self, id: u32) -> u32 {
        let with = self.articles_with.get(id as usize);
        with.copied().unwrap_or_default()
    }

    /// Articles counted so far.
    pub fn articles(&self) -> u32 {
        self.articles
    }

    /// Reads an article and counts it.
    pub fn learn(&mut self, headline: &str, text: &str) -> Reading {
        self.articles = self.articles.saturating_add(1);
        self.relearn(headline, text, &[])
    }

    /// Reads an article that is counted already, with these terms, in order of id.
    pub fn relearn(&mut self, headline: &str, text: &str, before: &[Term]) -> Reading {
        let mut seen: HashMap<u64, Seen> = HashMap::new();
        let mut calendar = Calendar::default();
        tokens(opening(headline, READ), |token| {
            let entry = seen.entry(token.key).or_default();
            entry.count += HEADLINE;
            entry.kind |= (token.kind & FIGURE) | IN_HEADLINE;
        });
        tokens(opening(text, READ), |token| {
            calendar.note(token.lower);
            let entry = seen.entry(token.key).or_default();
            entry.count += 1.0;
            entry.kind |= token.kind & FIGURE;
            if token.inside {
                entry.inside = entry.inside.saturating_add(1);
                entry.capital = entry
                    .capital
                    .saturating_add(u16::from(token.kind & NAME != 0));
            }
        });
        let mut seen: Vec<(u64, Seen)> = seen.into_iter().collect();
        // New terms get their ids in this order, so that the same stream gives the same ids.
        seen.sort_unstable_by_key(|(key, _)| *key);
        let mut terms = Vec::with_capacity(seen.len());
        for (key, seen) in seen {
            let Some(id) = self.count(key, before) else {
                continue;
            };
            let name = seen.inside > 0 && seen.capital.saturating_mul(2) > seen.inside;
            terms.push(Term::new(
                id,
                seen.count,
                seen.kind | if name { NAME } else { 0 },
            ));
        }
        self.keep_strongest(&mut terms, KEPT);
        terms.sort_unstable_by_key(|term| term.id);
        Reading { terms, calendar }
    }

    /// The strongest terms, strongest first.
    pub fn keep_strongest(&self, terms: &mut Vec<Term>, limit: usize) {
        terms.sort_by_cached_key(|term| {
            let strength = term.weight() * self.idf(term.id);
            // Positive floats sort like their bits.
            (std::cmp::Reverse(strength.to_bits()), term.id)
        });
        terms.truncate(limit);
    }

    /// Counts one article more for a term unless it had it before, and gives its id; `None` when there is no room for
    /// another term.
    fn count(&mut self, key: u64, before: &[Term]) -> Option<u32> {
        let next = u32::try_from(self.articles_with.len()).ok()?;
        let id = *self.ids.entry(key).or_insert(next);
        if id == next {
            self.articles_with.push(0);
        }
        if before.binary_search_by_key(&id, |term| term.id).is_err() {
            self.articles_with[id as usize] += 1;
        }
        Some(id)
    }
}

/// Natural logarithm of one more than a count. Asked for thousands of times for each article, hence the table.
fn logarithm(count: u32) -> f32 {
    static SMALL: LazyLock<Vec<f32>> =
        LazyLock::new(|| (0..4_096_u16).map(|n| f32::from(n).ln_1p()).collect());
    #[expect(clippy::cast_precision_loss, reason = "counts; the logarithm forgives")]
    let large = |count: u32| (1.0 + count as f32).ln();
    SMALL
        .get(count as usize)
        .copied()
        .unwrap_or_else(|| large(count))
}

struct Token<'a> {
    key: u64,
    kind: u8,
    /// Not the first word of its sentence.
    inside: bool,
    lower: &'a str,
}

/// Calls back with each token.
fn tokens(text: &str, mut found: impl FnMut(Token)) {
    let mut end = 0;
    let mut first = true;
    for word in words::words(text) {
        let between = &text[end..word.start];
        if between.contains(['.', '!', '?', '\n', ':', '"', '“', '„', '«']) {
            first = true;
        }
        let inside = !first && end > 0;
        first = false;
        end = word.start + word.text.len();
        let bare = word
            .text
            .strip_suffix("'s")
            .or_else(|| word.text.strip_suffix("’s"));
        let bare = bare.unwrap_or(word.text);
        let lower = bare.to_lowercase();
        if lower.len() < 2 || STOP.binary_search(&lower.as_str()).is_ok() {
            continue;
        }
        let mut kind = 0;
        if bare.chars().next().is_some_and(char::is_uppercase) {
            kind |= NAME;
        }
        if bare.contains(|c: char| c.is_numeric()) {
            kind |= FIGURE;
        }
        found(Token {
            key: xxh3_64(stem(&lower).as_bytes()),
            kind,
            inside,
            lower: &lower,
        });
    }
}

/// The word without a plural's s.
fn stem(word: &str) -> &str {
    if word.len() > 4 && !word.ends_with("ss") {
        word.strip_suffix('s').unwrap_or(word)
    } else {
        word
    }
}

/// The commonest words of English, German, French and Spanish, in order of bytes.
#[rustfmt::skip]
const STOP: &[&str] = &[
    "aber", "about", "after", "al", "all", "als", "also", "am", "an", "and", "are", "as", "at", "au", "auch", "auf",
    "aus", "aussi", "aux", "avec", "be", "because", "been", "bei", "bis", "but", "by", "can", "ce", "ces", "cette",
    "comme", "como", "con", "could", "cuando", "dans", "das", "dass", "de", "del", "dem", "den", "der", "des",
    "desde", "deux", "did", "die", "dijo", "do", "donde", "du", "durante", "durch", "ein", "eine", "einem", "einen",
    "einer", "el", "elle", "en", "entre", "er", "era", "es", "est", "esta", "este", "et", "fait", "for", "from",
    "fue", "für", "gegen", "ha", "haben", "had", "han", "has", "hasta", "hat", "hatte", "have", "hay", "he", "her",
    "him", "his", "how", "if", "il", "im", "in", "into", "is", "ist", "it", "its", "just", "kann", "la", "las",
    "le", "les", "leur", "lo", "los", "mais", "man", "me", "mehr", "mit", "more", "muy", "my", "más", "même",
    "nach", "ne", "nicht", "no", "noch", "nos", "not", "nous", "nur", "oder", "of", "on", "one", "ont", "or", "ou",
    "our", "out", "over", "par", "para", "pas", "pero", "plus", "por", "porque", "pour", "que", "qui", "quien",
    "sa", "said", "say", "says", "se", "sei", "sein", "ses", "she", "sich", "sie", "sin", "sind", "so", "sobre",
    "some", "son", "sont", "su", "sur", "sus", "sí", "también", "than", "that", "the", "their", "them", "there",
    "they", "this", "to", "todo", "tout", "um", "un", "una", "und", "une", "up", "vom", "von", "vor", "war", "was",
    "we", "werden", "were", "what", "when", "which", "while", "who", "why", "wie", "will", "wird", "with", "would",
    "wurde", "ya", "you", "your", "zu", "zum", "zur", "était", "été", "über",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stop_list_is_in_order() {
        assert!(STOP.is_sorted());
    }

    #[test]
    fn names_are_told_from_words_that_open_a_sentence() {
        let mut vocabulary = Vocabulary::default();
        let name = |vocabulary: &mut Vocabulary, text: &str| {
            let reading = vocabulary.learn("", text);
            reading.terms.iter().filter(|term| term.is(NAME)).count()
        };
        assert_eq!(
            name(
                &mut vocabulary,
                "Yesterday ferries left Marlow. Ferries came back."
            ),
            1
        );
        assert_eq!(name(&mut vocabulary, "Marlow"), 0);
    }

    #[test]
    fn a_term_that_many_articles_have_weighs_less() {
        let mut vocabulary = Vocabulary::default();
        let common = vocabulary.learn("", "harbour").terms[0].id;
        for _ in 0..9 {
            vocabulary.learn("", "harbour");
        }
        let rare = vocabulary.learn("", "basin").terms[0].id;
        assert!(vocabulary.idf(rare) > vocabulary.idf(common));
        assert_eq!(vocabulary.articles_with(common), 10);
    }
}
