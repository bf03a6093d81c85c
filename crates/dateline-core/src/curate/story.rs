//! Stories: articles on one event, clustered online in order of arrival.
//!
//! A new article is compared with the known ones that share its strongest terms ([`postings`]), pair by pair
//! ([`pair`]); it joins the story whose nearest articles are likeliest to tell the same event, or opens its own.
//! Copies of a known text join its story at once, and tell it when its first copy told it. Nothing here looks ahead, so
//! the same stream gives the same stories.
//!
//! Kept of an article, two to three kilobytes: its id, up to 128 terms of eight bytes ([`terms`]), up to 48 postings of
//! eight bytes ([`postings`]), its days and months, the lengths of its vectors, its nearest stories ([`crowd`]), and
//! numbers for outlet, story and text. Its text is not kept.

mod calendar;
mod crowd;
mod norms;
mod pair;
mod postings;
mod reads;
mod terms;

use crate::time;
use calendar::Calendar;
use crowd::Crowd;
use norms::Norms;
use pair::Pair;
use postings::Postings;
use std::collections::HashMap;
use std::sync::OnceLock;
use terms::{Term, Vocabulary};
use xxhash_rust::xxh3::xxh3_64;

pub use super::related::Related;

/// Days between two reports of one event, at most.
const WINDOW_DAYS: f32 = 6.0;
/// Known articles that a new one is compared with.
const COMPARED: usize = 60;
/// The articles of a story that speak for it: those nearest to the new one.
const SPEAKERS: usize = 5;
/// Newest articles of a story among which the speakers are found.
const NEWEST: usize = 24;
/// Log-odds, mean of a story's speakers, from which an article joins.
const JOINS: f32 = -0.6;

/// What clustering needs of an article.
#[derive(Debug, Clone, Default)]
pub struct StoryItem {
    /// Id of the article.
    pub id: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Its text.
    pub text: String,
    /// Who ran it.
    pub outlet: Option<String>,
    /// As stated, see [`crate::time`].
    pub published_at: Option<String>,
    /// Ids of known articles that this one is a copy of, or that are copies of it.
    pub copies: Vec<String>,
}

/// The stories so far. Articles come in one at a time; no look ahead.
#[derive(Debug, Clone, Default)]
pub struct Stories {
    vocabulary: Vocabulary,
    postings: Postings,
    known: Vec<Known>,
    numbers: HashMap<String, u32>,
    stories: Vec<Story>,
    story_numbers: HashMap<String, u32>,
}

/// A known article: what is needed to compare with it, not its text.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub id: String,
    pub outlet: Option<u64>,
    /// Seconds since 1970: when it was published; of the first of a text, when the earliest of all copies was.
    at: Option<i64>,
    terms: Vec<Term>,
    norms: Norms,
    calendar: Calendar,
    /// Found out when first asked for after an edit.
    crowd: OnceLock<Crowd>,
    pub story: u32,
    /// The same for all copies of one text: the number of the first of them.
    pub text: u32,
}

#[derive(Debug, Clone)]
struct Story {
    id: String,
    articles: Vec<u32>,
}

impl Stories {
    /// No stories yet.
    pub fn new() -> Stories {
        Stories::default()
    }

    /// Adds an article and returns the id of its story: the id of the story's first article. An article that is
    /// known already is read again and stays in its story.
    pub fn add(&mut self, item: StoryItem) -> String {
        if let Some(&number) = self.numbers.get(&item.id) {
            self.amend(number, &item);
            return self.story_id(number).to_owned();
        }
        let Ok(number) = u32::try_from(self.known.len()) else {
            return item.id; // four thousand million articles: a story of its own
        };
        self.file(&item, number, None)
    }

    /// Files a new article: in the story decided, or else in the one that fits.
    fn file(&mut self, item: &StoryItem, number: u32, decided: Option<&str>) -> String {
        let new = self.read(item, number);
        let pairs = self.compare(&new);
        let mut crowd = Crowd::default();
        for (other, pair) in &pairs {
            crowd.note(self.known[*other as usize].story, pair.cosine);
        }
        let found = match decided {
            Some(id) => Some(self.story_numbered(id)),
            None => self.story_for(&new, &crowd, &pairs),
        };
        let story = match found {
            Some(story) => story,
            None => self.story_numbered(&item.id),
        };
        for (other, pair) in &pairs {
            let other = &mut self.known[*other as usize];
            if let Some(crowd) = other.crowd.get_mut() {
                crowd.note(story, pair.cosine);
            }
            other.norms = self.vocabulary.norms(other);
        }
        let crowd = OnceLock::from(crowd);
        self.take_in(Known { crowd, ..new }, story);
        self.story_id(number).to_owned()
    }

    /// Takes in an article whose story was decided before, so that a desk can start again from its store. Articles must
    /// come in their old order: then later ones are filed exactly as they would have been. An article
    /// that is known already is read again and stays in its story.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "taken in like `add` takes it: the caller has no use for it afterwards"
    )]
    pub fn restore(&mut self, item: StoryItem, story_id: &str) {
        if let Some(&number) = self.numbers.get(&item.id) {
            return self.amend(number, &item);
        }
        if let Ok(number) = u32::try_from(self.known.len()) {
            self.file(&item, number, Some(story_id));
        }
    }

    /// Articles taken in so far.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether no article was added yet.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Id of the story that a known article belongs to.
    pub fn story_of(&self, id: &str) -> Option<&str> {
        Some(self.story_id(*self.numbers.get(id)?))
    }

    /// Ids of a story's articles in order of arrival; empty when there is no such story.
    pub fn articles(&self, story_id: &str) -> Vec<&str> {
        let Some(story) = self.story_numbers.get(story_id) else {
            return Vec::new();
        };
        let articles = self.stories[*story as usize].articles.iter();
        articles
            .map(|&n| self.known[n as usize].id.as_str())
            .collect()
    }

    fn story_id(&self, number: u32) -> &str {
        let known = &self.known[number as usize];
        &self.stories[known.story as usize].id
    }

    /// Files an article that was read as the newest.
    fn take_in(&mut self, new: Known, story: u32) {
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.stories[story as usize].articles.push(number);
        self.postings.insert(&self.vocabulary, number, &new.terms);
        self.numbers.insert(new.id.clone(), number);
        if let Some(first) = self.known.get_mut(new.text as usize) {
            first.at = new.at; // the earliest of all, see `read`
        }
        self.known.push(Known { story, ..new });
    }

    /// Reads a known article again after an edit. Its time can only move to earlier when it has copies.
    fn amend(&mut self, number: u32, item: &StoryItem) {
        let at = number as usize;
        let before = std::mem::take(&mut self.known[at].terms);
        self.postings.remove(number, &before);
        let headline = item.headline.as_deref().unwrap_or_default();
        let reading = self.vocabulary.relearn(headline, &item.text, &before);
        self.postings
            .insert(&self.vocabulary, number, &reading.terms);
        let stated = item.published_at.as_deref().and_then(time::instant);
        let text = self.known[at].text;
        let mut copies = self.stories[self.known[at].story as usize].articles.iter();
        let alone = copies.all(|&n| n == number || self.known[n as usize].text != text);
        let first = &mut self.known[text as usize];
        first.at = match alone {
            true => stated,
            false => earliest(first.at, stated),
        };
        let known = &mut self.known[at];
        known.outlet = outlet(item);
        known.norms = Norms::of(&self.vocabulary, &reading.terms);
        known.terms = reading.terms;
        known.calendar = reading.calendar;
        known.crowd = OnceLock::new();
        // At once, not when it is first asked for: by then more would be known than now.
        let story = known.story;
        self.density(&self.known[at], story);
    }

    /// Reads an article. The time of a copy is the earliest that any copy of its text states.
    fn read(&mut self, item: &StoryItem, number: u32) -> Known {
        let headline = item.headline.as_deref().unwrap_or_default();
        let reading = self.vocabulary.learn(headline, &item.text);
        let copies = item.copies.iter().filter_map(|id| self.numbers.get(id));
        let texts = copies.map(|&n| self.known[n as usize].text);
        let text = texts.min().unwrap_or(number);
        let stated = item.published_at.as_deref().and_then(time::instant);
        let first = self.known.get(text as usize).and_then(|first| first.at);
        Known {
            id: item.id.clone(),
            outlet: outlet(item),
            at: earliest(first, stated),
            norms: Norms::of(&self.vocabulary, &reading.terms),
            terms: reading.terms,
            calendar: reading.calendar,
            crowd: OnceLock::new(),
            story: 0,
            text,
        }
    }

    /// When an article's text was first told.
    fn told(&self, known: &Known) -> Option<i64> {
        let first = self.known.get(known.text as usize);
        first.map_or(known.at, |first| first.at)
    }

    /// How alike an article is to stories other than one.
    fn density(&self, known: &Known, but: u32) -> f32 {
        let crowd = known.crowd.get_or_init(|| {
            let mut crowd = Crowd::default();
            for (other, pair) in self.compare(known) {
                let other = &self.known[other as usize];
                if other.id != known.id {
                    crowd.note(other.story, pair.cosine);
                }
            }
            crowd
        });
        crowd.density(but)
    }

    fn story_numbered(&mut self, id: &str) -> u32 {
        if let Some(&story) = self.story_numbers.get(id) {
            return story;
        }
        let story = u32::try_from(self.stories.len()).unwrap_or(u32::MAX);
        self.story_numbers.insert(id.to_owned(), story);
        self.stories.push(Story {
            id: id.to_owned(),
            articles: Vec::new(),
        });
        story
    }

    /// The known articles most like one, in the window of time.
    fn compare(&self, new: &Known) -> Vec<(u32, Pair)> {
        let told = self.told(new);
        let near = |other: u32| {
            let days = pair::days_apart(told, self.told(&self.known[other as usize]));
            days.is_none_or(|days| days <= WINDOW_DAYS)
        };
        let candidates = self
            .postings
            .candidates(&self.vocabulary, &new.terms, COMPARED, near);
        candidates
            .into_iter()
            .map(|other| (other, self.pair(new, other)))
            .collect()
    }

    fn pair(&self, a: &Known, b: u32) -> Pair {
        let b = &self.known[b as usize];
        let days_apart = pair::days_apart(self.told(a), self.told(b));
        Pair::of(&self.vocabulary, a, b, days_apart)
    }

    /// The story that a new article joins, if any.
    fn story_for(&self, new: &Known, crowd: &Crowd, pairs: &[(u32, Pair)]) -> Option<u32> {
        let copied = self.known.get(new.text as usize);
        if let Some(copied) = copied {
            return Some(copied.story);
        }
        let mut stories: Vec<u32> = pairs
            .iter()
            .map(|(other, _)| self.known[*other as usize].story)
            .collect();
        stories.sort_unstable();
        stories.dedup();
        let compared: HashMap<u32, &Pair> =
            pairs.iter().map(|(other, pair)| (*other, pair)).collect();
        let scored = stories
            .into_iter()
            .map(|story| (self.fit(new, crowd.density(story), story, &compared), story));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (best.0 >= JOINS).then_some(best.1)
    }

    /// Mean log-odds that a new article tells the same event as a story's nearest articles.
    fn fit(&self, new: &Known, crowd: f32, story: u32, compared: &HashMap<u32, &Pair>) -> f32 {
        let newest = self.stories[story as usize]
            .articles
            .iter()
            .rev()
            .take(NEWEST);
        let mut odds: Vec<f32> = newest
            .filter_map(|&other| {
                let pair = match compared.get(&other) {
                    Some(pair) => **pair,
                    None => self.pair(new, other),
                };
                let near = pair.days_apart.is_none_or(|days| days <= WINDOW_DAYS);
                let other = &self.known[other as usize];
                near.then(|| pair.log_odds(crowd, self.density(other, story)))
            })
            .collect();
        odds.sort_unstable_by(|a, b| b.total_cmp(a));
        odds.truncate(SPEAKERS);
        #[expect(clippy::cast_precision_loss, reason = "five at most")]
        let count = odds.len().max(1) as f32;
        odds.iter().sum::<f32>() / count
    }
}

/// The earlier of two times, as far as known.
fn earliest(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    a.into_iter().chain(b).min()
}

fn outlet(item: &StoryItem) -> Option<u64> {
    let outlet = item.outlet.as_deref()?;
    Some(xxh3_64(outlet.as_bytes()))
}

#[cfg(test)]
mod tests;
