//! A seeded language model: articles of about 600 words that no one wrote, the same ones for the same seed.
//!
//! Words are drawn by Zipf's law from a vocabulary of made-up words; a word leans on the one before it, so that phrases
//! come up again and again as they do in news; each article has a beat whose words and names it prefers. One article in
//! eight is an earlier one, edited.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "ranks are below a million"
)]

use dateline_core::trace::index::Known;

const VOCABULARY: u64 = 120_000;
const WORDS: usize = 600;
/// Every so many articles one is an earlier one, edited.
const COPIES: u32 = 8;
const SYLLABLES: [&str; 24] = [
    "ba", "dor", "ke", "lin", "mo", "ra", "sti", "ven", "tal", "u", "pre", "gan", "hol", "ri",
    "se", "ko", "fer", "mi", "na", "lu", "wes", "ton", "i", "cha",
];

/// Draws articles.
pub struct Maker {
    seed: u64,
    words: Vec<String>,
}

/// A small generator of good numbers (SplitMix64, Steele et al. 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A rank by Zipf's law: the logarithm of the rank is spread evenly.
    fn rank(&mut self) -> u64 {
        ((VOCABULARY as f64).powf(self.share()) as u64).min(VOCABULARY - 1)
    }
}

impl Maker {
    pub fn new(seed: u64) -> Maker {
        let word = |n: u64| {
            let mut dice = Dice(n);
            let syllables = 1 + n.checked_ilog2().unwrap_or(0) as usize / 5;
            (0..=syllables)
                .map(|_| SYLLABLES[dice.next() as usize % SYLLABLES.len()])
                .collect()
        };
        Maker {
            seed,
            words: (0..VOCABULARY).map(word).collect(),
        }
    }

    /// The article with this number.
    pub fn article(&mut self, n: u32) -> String {
        match n % COPIES {
            0 if n > 0 => self.edited(n / COPIES * (COPIES - 1) % n, n),
            _ => self.original(n),
        }
    }

    /// A text to ask for: an edited copy of a held article, or one that is new.
    pub fn asked(&mut self, n: u32, held: u32) -> String {
        match n % 2 {
            0 => self.edited((n * 7919) % held, held + n),
            _ => self.original(held + n),
        }
    }

    fn original(&self, n: u32) -> String {
        let mut dice = Dice(self.seed ^ u64::from(n) << 20);
        let beat = dice.next() % 400;
        let names: Vec<u64> = (0..6).map(|_| dice.next() % VOCABULARY).collect();
        let mut out = String::with_capacity(WORDS * 7);
        let mut before = beat;
        let mut sentence = 0;
        for place in 0..WORDS {
            let drawn = dice.share();
            let rank = if drawn < 0.25 {
                // A phrase: the word that mostly follows the one before.
                Dice(before * 31 + dice.next() % 4).rank()
            } else if drawn < 0.35 {
                Dice(beat * 1009 + dice.next() % 300).rank()
            } else {
                dice.rank()
            };
            let is_name = drawn > 0.95;
            let word = if is_name {
                names[place % names.len()]
            } else {
                rank
            };
            push(
                &mut out,
                &self.words[word as usize],
                is_name || sentence == 0,
            );
            if drawn > 0.92 && drawn < 0.94 {
                out.push_str(&format!(" {}", dice.next() % 5000));
            }
            before = rank;
            sentence += 1;
            if sentence > 8 && dice.next().is_multiple_of(14) {
                out.push_str(if dice.next().is_multiple_of(3) {
                    ".\n\n"
                } else {
                    "."
                });
                sentence = 0;
            }
        }
        out.push('.');
        out
    }

    /// An article with its tail cut or a twentieth of its words changed.
    fn edited(&self, origin: u32, n: u32) -> String {
        let mut dice = Dice(self.seed ^ u64::from(n) << 20 ^ 5);
        let text = self.original(origin);
        let kept = if dice.next().is_multiple_of(3) {
            WORDS / 2
        } else {
            WORDS
        };
        let mut out = String::with_capacity(text.len());
        for word in text.split(' ').take(kept) {
            let changed = dice.next().is_multiple_of(20);
            let word = if changed {
                &self.words[dice.rank() as usize]
            } else {
                word
            };
            push(&mut out, word, false);
        }
        out
    }
}

fn push(out: &mut String, word: &str, capital: bool) {
    if !out.is_empty() && !out.ends_with('\n') {
        out.push(' ');
    }
    match capital {
        true => {
            out.push(word.as_bytes()[0].to_ascii_uppercase() as char);
            out.push_str(&word[1..]);
        }
        false => out.push_str(word),
    }
}

/// What an index keeps of a made-up article.
pub fn known(n: u32, text: String) -> Known {
    let outlet = format!("outlet-{}.example", n % 3000);
    Known {
        id: format!("{:016x}", Dice(u64::from(n)).next()),
        url: Some(format!(
            "https://{outlet}/2031/04/{n}-{}",
            text[..24].replace([' ', '.', '\n'], "-")
        )),
        headline: Some(text[..64].to_owned()),
        outlet: Some(outlet),
        published_at: Some(format!(
            "2031-{:02}-{:02}T08:00:00Z",
            1 + n / 28 % 12,
            1 + n % 28
        )),
        wire: None,
        section: None,
        text,
    }
}
