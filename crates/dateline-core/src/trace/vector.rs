//! The second door: spun copies, whose words were swapped until hardly five in a row are left, still have the same
//! names, figures and rare words. A text's rarest words lead to candidates; the cosine of the whole word vectors decides.
//!
//! How rare a word is, is learnt from the texts that came in. Only texts of the same days are compared: that keeps the
//! lists short, and likeness of vocabulary over years says nothing.

use super::hashed::{Spread, Table};
use super::normal::Word;
use super::postings::{Keep, Postings};
use std::sync::LazyLock;

/// Cosine from which two texts of the same days are held to be one report: in measurements every text spun word by
/// word lies above, no independent report of the same event does.
pub const SPUN: f64 = 0.65;
/// Seconds that the stated times may lie apart.
pub const WINDOW_SECONDS: u64 = 14 * 24 * 3600;

/// Rare words that a text is listed under.
const LISTED: usize = 24;
/// Of these, how many a candidate must share.
const SHARED: u32 = 6;
/// Texts kept for one rare word, the latest ones.
const RECENT: usize = 48;
/// Candidates given back.
const CANDIDATES: usize = 12;
/// A word that stands in more than one of so many texts is not rare.
const RARE_IN: u32 = 20;
/// Words that each of two texts must have alone for their oddity to tell, and by what factor their numbers may differ.
const LEAST_ODD: u32 = 4;
const MOST_UNEVEN: u32 = 3;
/// How much more a name or a figure counts among the rare words.
const LASTING: f64 = 2.0;
/// Texts to learn from before words can be called rare.
const LEAST_TEXTS: u32 = 50;

/// A text's different words.
#[derive(Debug, Clone, Default)]
pub struct Terms(Vec<Term>);

#[derive(Debug, Clone, Copy)]
struct Term {
    identity: u32,
    /// How often it stands in the text.
    count: u32,
    /// A name or a figure: what a spinner leaves alone.
    lasting: bool,
}

impl Terms {
    /// The terms of a text by its words.
    pub fn of(words: &[Word]) -> Terms {
        // Twice as many slots as there can be terms; a slot has the number of its term, from one on.
        let slots = (words.len() * 2).next_power_of_two().max(4);
        let shift = u64::BITS - slots.trailing_zeros();
        let spread = Spread::default();
        let mut by_slot = vec![0_u32; slots];
        let mut terms: Vec<Term> = Vec::with_capacity(words.len() / 2);
        for word in words {
            let identity = word.identity();
            let lasting = word.is_name() || word.is_number();
            #[expect(
                clippy::cast_possible_truncation,
                reason = "shifted to the table's size"
            )]
            let mut slot = (spread.of(identity) >> shift) as usize;
            loop {
                let number = by_slot[slot];
                let Some(term) = terms.get_mut((number as usize).wrapping_sub(1)) else {
                    terms.push(Term {
                        identity,
                        count: 1,
                        lasting,
                    });
                    by_slot[slot] = u32::try_from(terms.len()).unwrap_or(u32::MAX);
                    break;
                };
                if term.identity == identity {
                    term.count += 1;
                    term.lasting |= lasting;
                    break;
                }
                slot = (slot + 1) % slots;
            }
        }
        Terms(terms)
    }

    fn sorted(&self) -> Vec<Term> {
        let mut terms = self.0.clone();
        terms.sort_unstable_by_key(|term| term.identity);
        terms
    }
}

/// Word frequencies and the lists of texts by rare word.
#[derive(Debug, Clone)]
pub struct Vectors {
    texts: u32,
    frequencies: Table,
    by_term: Postings,
}

impl Default for Vectors {
    fn default() -> Vectors {
        Vectors {
            texts: 0,
            frequencies: Table::default(),
            by_term: Postings::new(Keep::Latest(RECENT)),
        }
    }
}

/// A word's place in the postings: its identity has 29 bits, and the highest ones count there.
fn key(identity: u32) -> u32 {
    identity << 3
}

impl Vectors {
    /// Learns a text's words and lists it under its rarest.
    pub fn add(&mut self, terms: &Terms, text: u32) {
        let rarest = {
            let mut frequencies = std::mem::take(&mut self.frequencies);
            let rarest = self.rarest_by(terms, |term| {
                frequencies.change(term, |frequency| frequency.saturating_add(1))
            });
            self.frequencies = frequencies;
            rarest
        };
        for term in rarest {
            self.by_term.add(key(term), text);
        }
        self.texts = self.texts.saturating_add(1);
    }

    /// Texts that share several rare words with this one, those with most first.
    pub fn candidates(&self, terms: &Terms) -> Vec<u32> {
        let mut hits = Table::with_room(LISTED * RECENT / 2);
        let mut texts = Vec::new();
        for term in self.rarest(terms) {
            self.by_term.get(key(term), &mut texts);
            for &text in &texts {
                hits.change(text, |count| count + 1);
            }
        }
        let mut ranked: Vec<(u32, u32)> = hits
            .iter()
            .filter(|&(_, n)| n >= SHARED)
            .map(|(text, n)| (n, text))
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(CANDIDATES);
        ranked.into_iter().map(|(_, text)| text).collect()
    }

    /// Cosine of two texts' vectors, words weighted by how often they stand in the text (damped) and how rare they are.
    pub fn cosine(&self, one: &Terms, other: &Terms) -> f64 {
        let (one, other) = (one.sorted(), other.sorted());
        let weight = |term: Term| self.weight(term, self.frequency(term.identity));
        let (mut i, mut j) = (0, 0);
        let mut product = 0.0;
        while i < one.len() && j < other.len() {
            let (a, b) = (one[i], other[j]);
            match a.identity.cmp(&b.identity) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    product += weight(a) * weight(b);
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        let length = |terms: &[Term]| -> f64 {
            let squares = terms.iter().map(|&term| weight(term).powi(2));
            squares.sum::<f64>().sqrt()
        };
        let lengths = length(&one) * length(&other);
        if lengths > 0.0 {
            product / lengths
        } else {
            0.0
        }
    }

    /// How much rarer the words are that only `one` has than those that only `other` has, on average and in log-odds;
    /// 0 when there are too few on a side, or many more on one than on the other. Who swaps words for others puts
    /// rarer ones in, and so does a damaged print.
    pub fn oddity(&self, one: &Terms, other: &Terms) -> f64 {
        let (one, other) = (one.sorted(), other.sorted());
        let (mine, theirs) = (self.alone(&one, &other), self.alone(&other, &one));
        let fewest = mine.0.min(theirs.0);
        if fewest < LEAST_ODD || mine.0.max(theirs.0) > fewest.saturating_mul(MOST_UNEVEN) {
            return 0.0;
        }
        mine.1 / f64::from(mine.0) - theirs.1 / f64::from(theirs.0)
    }

    /// Number and rarity of the words that stand in `one` only; both are sorted.
    fn alone(&self, one: &[Term], other: &[Term]) -> (u32, f64) {
        let mut j = 0;
        let mut alone = (0, 0.0);
        for &term in one {
            while other.get(j).is_some_and(|t| t.identity < term.identity) {
                j += 1;
            }
            if other.get(j).is_none_or(|t| t.identity != term.identity) {
                let rarity = self.rarity(self.frequency(term.identity));
                alone = (alone.0 + 1, alone.1 + rarity);
            }
        }
        alone
    }

    /// What a word that stands in so many texts tells about one that holds it.
    fn weight(&self, term: Term, frequency: u32) -> f64 {
        (1.0 + ln(term.count)) * self.rarity(frequency)
    }

    fn rarity(&self, frequency: u32) -> f64 {
        ln(self.texts.saturating_add(1)) - ln(frequency.saturating_add(1))
    }

    /// Texts that hold a word.
    fn frequency(&self, identity: u32) -> u32 {
        self.frequencies.get(identity)
    }

    /// The words that tell most about a text, by weight.
    fn rarest(&self, terms: &Terms) -> Vec<u32> {
        self.rarest_by(terms, |term| self.frequency(term))
    }

    /// The same, where each word's frequency is asked for once.
    fn rarest_by(&self, terms: &Terms, mut frequency: impl FnMut(u32) -> u32) -> Vec<u32> {
        let most = self.texts / RARE_IN;
        // Weight and word in one number, which sorts fastest; what is above zero sorts by its bits.
        let weighed = terms.0.iter().filter_map(|&term| {
            let frequency = frequency(term.identity);
            let lasting = if term.lasting { LASTING } else { 1.0 };
            #[expect(clippy::cast_possible_truncation, reason = "an order needs no more")]
            let weight = || (self.weight(term, frequency) * lasting).max(0.0) as f32;
            (frequency <= most)
                .then(|| u64::from(weight().to_bits()) << 32 | u64::from(!term.identity))
        });
        let mut weighed: Vec<u64> = weighed.collect();
        if self.texts < LEAST_TEXTS {
            return Vec::new();
        }
        if weighed.len() > LISTED {
            weighed.select_nth_unstable_by(LISTED - 1, |a, b| b.cmp(a));
            weighed.truncate(LISTED);
        }
        #[expect(clippy::cast_possible_truncation, reason = "the lower half")]
        let identity = |packed: u64| !(packed as u32);
        weighed.into_iter().map(identity).collect()
    }
}

/// Logarithm of a count; the small ones, which are most, are kept.
fn ln(count: u32) -> f64 {
    static SMALL: LazyLock<Vec<f64>> =
        LazyLock::new(|| (0..1024).map(|n| f64::from(n).ln()).collect());
    let kept = SMALL.get(count as usize).copied();
    kept.unwrap_or_else(|| f64::from(count).ln())
}

#[cfg(test)]
mod tests {
    use super::super::key::Key;
    use super::super::normal::words;
    use super::*;

    fn terms(text: &str) -> Terms {
        Terms::of(&words(text, Key::OPEN))
    }

    /// An index that has seen many dull texts.
    fn seasoned() -> Vectors {
        let mut vectors = Vectors::default();
        for n in 0..200 {
            let text = format!(
                "the people said on day {n} that it was all a big new plan for town {}",
                n % 7
            );
            vectors.add(&terms(&text), n);
        }
        vectors
    }

    const ORIGIN: &str = "Mayor Orla Quist told the Brennholm council that the Tarn bridge was closed because Devlin \
        Steelworks had shipped brittle girders, and that inspectors from Oskar Institute would weigh a lawsuit";
    const SPUN: &str = "Mayor Orla Quist informed the Brennholm assembly how the Tarn crossing got shut since Devlin \
        Steelworks had sent brittle girders, also how examiners out of Oskar Institute might ponder a lawsuit";

    #[test]
    fn a_spun_text_is_found_and_alike() {
        let mut vectors = seasoned();
        vectors.add(&terms(ORIGIN), 900);
        assert_eq!(vectors.candidates(&terms(SPUN)), [900]);
        assert!(vectors.cosine(&terms(ORIGIN), &terms(SPUN)) > 0.35);
        assert!(vectors.cosine(&terms(ORIGIN), &terms("the people said it was a plan")) < 0.1);
    }

    #[test]
    fn no_words_no_likeness() {
        let vectors = Vectors::default();
        assert!(vectors.cosine(&terms(""), &terms("")).abs() < f64::EPSILON);
        assert!(vectors.candidates(&terms("a b c")).is_empty());
    }
}
