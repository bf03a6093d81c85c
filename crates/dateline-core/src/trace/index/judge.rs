//! The verdict on two texts that share words: one report, a passage of one in the other, or nothing.
//!
//! A text that holds a good part of another is its copy. Short texts are held to more: market notes, results and
//! dividend notices of different days share most of their words by form, so their figures, names and dates must agree
//! too. The same speech quoted twice is no relation, and neither is a house's own background paragraph that it prints
//! again weeks later.

use super::Relation;
use crate::model::{Form, RelationKind};
use crate::trace::normal::Word;
use crate::trace::overlap::{Overlap, Passage, SOLID, Stretch, covered, ratio};
use std::cell::OnceCell;

/// One of the two texts.
#[derive(Debug, Clone)]
pub struct Side<'a> {
    words: &'a [Word],
    /// Seconds since 1970 of its stated time.
    pub at: Option<i64>,
    /// Hash of the outlet's name.
    outlet: Option<u64>,
    /// Identities of its figures, and of its different names, sorted; found when they are asked for.
    figures: OnceCell<Vec<u32>>,
    names: OnceCell<Vec<u32>>,
}

impl<'a> Side<'a> {
    pub fn new(words: &'a [Word], at: Option<i64>, outlet: Option<u64>) -> Side<'a> {
        Side {
            words,
            at,
            outlet,
            figures: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    fn figures(&self) -> &[u32] {
        self.figures
            .get_or_init(|| bag(self.words, Word::is_number))
    }

    fn names(&self) -> &[u32] {
        self.names.get_or_init(|| {
            let mut names = bag(self.words, Word::is_name);
            names.dedup();
            names
        })
    }
}

/// Both texts shorter than this: possibly a form that was filled in anew.
const FORM_WORDS: usize = 250;
/// A text shorter than this must agree in its figures and names.
const SHORT_WORDS: usize = 200;
/// Share of the shorter text that makes one report of two longer texts, and of a short and a longer one.
const REPORT_COVER: f64 = 0.25;
const SHORT_COVER: f64 = 0.45;
/// The same between texts of one house: it repeats its own background.
const HOUSE_COVER: f64 = 0.4;
const SHORT_HOUSE_COVER: f64 = 0.7;
/// Share of a form's words, on one day, without dates, and on different days.
const FORM_COVER: f64 = 0.65;
const UNDATED_FORM_COVER: f64 = 0.7;
const OLD_FORM_COVER: f64 = 0.9;
/// Words outside quotation marks in a shared run that are prose and no form, the share of the shorter text that they
/// make, the least cover, and how many words allow for one place filled in anew; a shorter text is all form.
const PROSE_RUN: usize = 25;
const PROSE_SHARE: f64 = 0.2;
const PROSE_COVER: f64 = 0.8;
const WORDS_FOR_ONE_CHANGE: usize = 50;
/// Words of a shared run, and of a shared passage with small edits, that make an excerpt.
const EXCERPT_RUN: usize = 37;
const EXCERPT_PASSAGE: usize = 40;
const EXCERPT_DENSITY: f64 = 0.8;
/// A text shorter than this is too short to say that it holds an excerpt.
const EXCERPT_HOST: usize = 60;
/// Words outside quotation marks that a long shared run needs to be more than the same speech.
const BEYOND_SPEECH: usize = 2;
/// A text covered less than the first must share more than speech: at least the second.
const PLAIN_COVER: f64 = 0.6;
const BEYOND_SPEECH_COVER: f64 = 0.1;
/// Passages that count towards a spun text: matched words and density.
const PASSAGE_WORDS: usize = 8;
const PASSAGE_DENSITY: f64 = 0.4;
/// Least matched words in the best passage of a spun text.
const SPUN_PASSAGE: usize = 14;

const HOUR: u64 = 3600;
const ONE_NEWS_DAY: u64 = 40 * HOUR;
const FAR_APART: u64 = 5 * 24 * HOUR;

/// What the two texts have in common, seen from the asked text.
pub struct Verdict {
    pub kind: RelationKind,
    pub form: Form,
    pub cover: f64,
    pub cover_of_other: f64,
    pub run_words: usize,
}

impl Verdict {
    pub fn relation(self, other: usize) -> Relation {
        Relation {
            other,
            kind: self.kind,
            form: self.form,
            cover: self.cover,
            cover_of_other: self.cover_of_other,
            run_words: self.run_words,
        }
    }
}

/// Judges two texts by what they share word for word.
pub fn judge(asked: &Side, other: &Side, overlap: &Overlap) -> Option<Verdict> {
    let shared = Shared::new(asked, other, overlap);
    let kind = shared.kind()?;
    Some(Verdict {
        kind,
        form: shared.form(kind),
        cover: shared.cover,
        cover_of_other: shared.cover_of_other,
        run_words: shared.run.map_or(0, |run| run.len),
    })
}

/// Judges two texts whose words as a whole are alike, as a text's and its spun copy's are; `is_alike` is asked last,
/// as it takes the most work.
pub fn judge_spun(
    asked: &Side,
    other: &Side,
    overlap: &Overlap,
    is_alike: impl FnOnce() -> bool,
) -> Option<Verdict> {
    let shared = Shared::new(asked, other, overlap);
    let long_enough = shared.shorter().words.len() >= SHORT_WORDS;
    let could_be = long_enough && !shared.far() && !shared.one_house();
    let agrees = could_be && shared.figures().0 >= 0.5 && shared.names() >= 0.5;
    (agrees && is_alike()).then(|| Verdict {
        kind: RelationKind::Copy,
        form: Form::Spun,
        cover: shared.cover,
        cover_of_other: shared.cover_of_other,
        run_words: shared.run.map_or(0, |run| run.len),
    })
}

struct Shared<'a> {
    asked: &'a Side<'a>,
    other: &'a Side<'a>,
    overlap: &'a Overlap,
    cover: f64,
    cover_of_other: f64,
    run: Option<Stretch>,
}

impl<'a> Shared<'a> {
    fn new(asked: &'a Side<'a>, other: &'a Side<'a>, overlap: &'a Overlap) -> Shared<'a> {
        let of_asked = covered(overlap.solid().map(|s| (s.at, s.at + s.len)));
        let of_other = covered(overlap.solid().map(|s| (s.other, s.other + s.len)));
        Shared {
            asked,
            other,
            overlap,
            cover: ratio(of_asked, asked.words.len()),
            cover_of_other: ratio(of_other, other.words.len()),
            run: overlap.stretches.iter().max_by_key(|s| s.len).copied(),
        }
    }

    fn kind(&self) -> Option<RelationKind> {
        let (short, long) = (self.shorter().words.len(), self.longer().words.len());
        let cover = self.cover_of_shorter();
        if long < FORM_WORDS {
            let one = self.is_one_form() || self.is_prose_taken_over();
            return one.then_some(RelationKind::Copy);
        }
        let repeated = self.one_house();
        let speech_only = cover < PLAIN_COVER && self.beyond_speech(SOLID) < BEYOND_SPEECH_COVER;
        if speech_only {
            // Two reports of one speech.
        } else if short < SHORT_WORDS {
            let enough = if repeated {
                SHORT_HOUSE_COVER
            } else {
                SHORT_COVER
            };
            if cover >= enough && self.figures().0 >= 0.5 {
                return Some(RelationKind::Copy);
            }
        } else if cover >= if repeated { HOUSE_COVER } else { REPORT_COVER } {
            // A text that is hardly long, hardly covered and has other figures is another day's report.
            let other_day = short < 300 && cover < 0.4 && self.figures().0 < 0.3;
            if !other_day {
                return Some(RelationKind::Copy);
            }
        }
        if self.is_spun(short) {
            return Some(RelationKind::Copy);
        }
        let repeated = self.one_house() && (self.far() || self.apart().is_none());
        if repeated && cover < HOUSE_COVER {
            return None;
        }
        self.is_excerpt(short).then_some(RelationKind::Excerpt)
    }

    /// Two short texts are one report, not one form filled in twice.
    fn is_one_form(&self) -> bool {
        let cover = self.cover_of_shorter();
        let (figures, of_longer, any) = self.figures();
        match self.apart() {
            None => cover >= UNDATED_FORM_COVER && figures >= 0.7,
            Some(apart) if apart <= ONE_NEWS_DAY => cover >= FORM_COVER && figures >= 0.6,
            Some(_) => {
                let bare = self.one_house() && self.shorter().words.len() < 30;
                cover >= OLD_FORM_COVER
                    && figures >= 0.95
                    && (of_longer >= 0.8 || !any)
                    && self.names() >= 0.8
                    && !bare
            }
        }
    }

    /// Two short texts are one report, as a long run of prose stands in both and hardly anything in them was filled in
    /// anew. A brand put in, a cut credit or a heading more replaces nothing; a new day's figures and names do.
    fn is_prose_taken_over(&self) -> bool {
        let short = self.shorter().words.len();
        let run = self
            .run
            .map_or(0, |run| run.len - self.quoted(run.at, run.len));
        short >= WORDS_FOR_ONE_CHANGE
            && run >= PROSE_RUN
            && ratio(run, short) >= PROSE_SHARE
            && self.cover_of_shorter() >= PROSE_COVER
            && self.filled_anew() <= short / WORDS_FOR_ONE_CHANGE
    }

    /// Places where a figure or a name of one text stands in the other's place between the same words.
    fn filled_anew(&self) -> usize {
        let mut stretches = self.overlap.stretches.clone();
        stretches.sort_unstable_by_key(|s| s.other);
        let telling = |words: &[Word]| words.iter().any(|w| w.is_number() || w.is_name());
        let mut anew = 0;
        let (mut at, mut other) = (0, 0);
        let ends = (self.asked.words.len(), self.other.words.len());
        let starts = stretches.iter().map(|s| (s.at, s.other, s.len));
        for (start, other_start, len) in starts.chain([(ends.0, ends.1, 0)]) {
            if start >= at && other_start >= other {
                let (mine, theirs) = (
                    &self.asked.words[at..start],
                    &self.other.words[other..other_start],
                );
                anew += usize::from(telling(mine) && telling(theirs));
            }
            (at, other) = (start + len, other_start + len);
        }
        anew
    }

    /// Most of the shorter text runs along the longer one, though hardly five words in a row are left.
    fn is_spun(&self, short: usize) -> bool {
        let best = self.best_passage().map_or(0, |p| p.matched);
        let along = ratio(self.along(), short);
        let (least_along, least_names, least_figures) = match short < SHORT_WORDS {
            true => (0.55, 0.6, 0.6),
            false => (0.5, 0.5, 0.5),
        };
        let repeats = match short < SHORT_WORDS {
            true => self.far() || (self.one_house() && self.cover_of_shorter() < HOUSE_COVER),
            false => self.one_house(),
        };
        best >= SPUN_PASSAGE
            && self.beyond_speech(0) >= BEYOND_SPEECH_COVER
            && along >= least_along
            && !repeats
            && self.names() >= least_names
            && self.figures().0 >= least_figures
    }

    fn is_excerpt(&self, short: usize) -> bool {
        let in_run = self.run.is_some_and(|run| {
            run.len >= EXCERPT_RUN && run.len - self.quoted(run.at, run.len) >= BEYOND_SPEECH
        });
        let in_passage = || {
            self.best_passage().is_some_and(|p| {
                let speech = self.quoted(p.start, p.end - p.start);
                p.matched >= EXCERPT_PASSAGE
                    && p.density() >= EXCERPT_DENSITY
                    && ratio(speech, p.end - p.start) < 0.6
            })
        };
        short >= EXCERPT_HOST && (in_run || in_passage())
    }

    fn form(&self, kind: RelationKind) -> Form {
        let (more, less) = match self.cover >= self.cover_of_other {
            true => (self.cover, self.cover_of_other),
            false => (self.cover_of_other, self.cover),
        };
        if kind == RelationKind::Excerpt {
            let dense = self.best_passage().is_some_and(|p| p.density() >= 0.98);
            return if dense { Form::Verbatim } else { Form::Edited };
        }
        let short = self.shorter().words.len();
        let along = ratio(self.along(), short);
        if less >= 0.97 {
            Form::Verbatim
        } else if more >= 0.9 && less < 0.75 {
            Form::Partial
        } else if self.cover_of_shorter() < 0.6 && along > self.cover_of_shorter() + 0.25 {
            Form::Spun
        } else {
            Form::Edited
        }
    }

    /// Words of the asked text, from `at` on, that stand in quotation marks.
    fn quoted(&self, at: usize, len: usize) -> usize {
        let words = &self.asked.words[at..at + len];
        words.iter().filter(|word| word.is_quoted()).count()
    }

    /// Share of the shorter text that is shared in stretches of so many words and is no speech in either text.
    fn beyond_speech(&self, least: usize) -> f64 {
        let plain = |s: &Stretch| {
            let asked = &self.asked.words[s.at..s.at + s.len];
            let other = &self.other.words[s.other..s.other + s.len];
            let pairs = asked.iter().zip(other);
            pairs
                .filter(|(a, b)| !a.is_quoted() && !b.is_quoted())
                .count()
        };
        let stretches = self.overlap.stretches.iter().filter(|s| s.len >= least);
        ratio(stretches.map(plain).sum(), self.shorter().words.len())
    }

    fn best_passage(&self) -> Option<&Passage> {
        self.overlap.passages.iter().max_by_key(|p| p.matched)
    }

    /// Words of the shorter text within passages that run along the longer one.
    fn along(&self) -> usize {
        let dense = self
            .overlap
            .passages
            .iter()
            .filter(|p| p.matched >= PASSAGE_WORDS && p.density() > PASSAGE_DENSITY);
        match self.asked_is_shorter() {
            true => covered(dense.map(|p| (p.start, p.end))),
            false => covered(dense.map(|p| (p.other_start, p.other_end))),
        }
    }

    fn asked_is_shorter(&self) -> bool {
        self.asked.words.len() <= self.other.words.len()
    }

    fn shorter(&self) -> &Side<'a> {
        if self.asked_is_shorter() {
            self.asked
        } else {
            self.other
        }
    }

    fn longer(&self) -> &Side<'a> {
        if self.asked_is_shorter() {
            self.other
        } else {
            self.asked
        }
    }

    fn cover_of_shorter(&self) -> f64 {
        if self.asked_is_shorter() {
            self.cover
        } else {
            self.cover_of_other
        }
    }

    /// Seconds between the stated times.
    fn apart(&self) -> Option<u64> {
        Some(self.asked.at?.abs_diff(self.other.at?))
    }

    fn far(&self) -> bool {
        self.apart().is_some_and(|apart| apart > FAR_APART)
    }

    fn one_house(&self) -> bool {
        self.asked.outlet.is_some() && self.asked.outlet == self.other.outlet
    }

    /// Share of the shorter text's figures that stand in the longer (1 when it has none), the same of the text with
    /// more figures, and whether the shorter has any.
    fn figures(&self) -> (f64, f64, bool) {
        let (short, long) = (self.shorter().figures(), self.longer().figures());
        let shared = shared(short, long);
        let of_shorter = match short.is_empty() {
            true => 1.0,
            false => ratio(shared, short.len()),
        };
        let of_longer = ratio(shared, short.len().max(long.len()));
        (of_shorter, of_longer, !short.is_empty())
    }

    /// Share of the shorter text's different names that the longer has too.
    fn names(&self) -> f64 {
        let (short, long) = (self.shorter().names(), self.longer().names());
        ratio(shared(short, long), short.len())
    }
}

/// Identities of some of the words, sorted.
fn bag(words: &[Word], wanted: fn(Word) -> bool) -> Vec<u32> {
    let some = words.iter().filter(|&&word| wanted(word));
    let mut bag: Vec<u32> = some.map(|word| word.identity()).collect();
    bag.sort_unstable();
    bag
}

/// How many members two sorted bags have in common.
fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}
