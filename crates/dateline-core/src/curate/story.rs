//! Stories: articles on one event, clustered online in order of arrival.
//!
//! A new article is compared with the known ones that share its strongest terms ([`postings`]), pair by pair
//! ([`pair`]); it joins the story whose nearest articles are likeliest to tell the same event, or opens its own.
//! Copies of a known text join its story at once. Nothing here looks ahead, so the same stream gives the same stories.

mod calendar;
mod crowd;
mod pair;
mod postings;
mod reads;
mod terms;

use crate::time;
use calendar::Calendar;
use crowd::Crowd;
use pair::Pair;
use postings::Postings;
use std::collections::HashMap;
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
    pub id: String,
    pub headline: Option<String>,
    pub text: String,
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
    /// Seconds since 1970.
    pub at: Option<i64>,
    terms: Vec<Term>,
    calendar: Calendar,
    crowd: Crowd,
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
    pub fn new() -> Stories {
        Stories::default()
    }

    /// Adds an article and returns the id of its story: the id of the story's first article. An article that is
    /// known already stays where it is.
    pub fn add(&mut self, item: StoryItem) -> String {
        self.place(item, None)
    }

    /// Takes in an article whose story was decided before, so that a desk can start again from its store. Articles
    /// must come in their old order for later ones to be filed as they would have been.
    pub fn restore(&mut self, item: StoryItem, story_id: &str) {
        self.place(item, Some(story_id));
    }

    /// Articles taken in so far.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Id of the story that a known article belongs to.
    pub fn story_of(&self, id: &str) -> Option<&str> {
        let known = &self.known[*self.numbers.get(id)? as usize];
        Some(&self.stories[known.story as usize].id)
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

    fn place(&mut self, item: StoryItem, decided: Option<&str>) -> String {
        if let Some(story) = self.story_of(&item.id) {
            return story.to_owned();
        }
        let Ok(number) = u32::try_from(self.known.len()) else {
            return item.id; // four thousand million articles: a story of its own
        };
        let mut new = self.read(&item, number);
        let pairs = self.compare(&new, COMPARED);
        for (other, pair) in &pairs {
            new.crowd
                .note(self.known[*other as usize].story, pair.cosine);
        }
        let story = match decided {
            Some(id) => self.story_numbered(id),
            None => match self.story_for(&new, &pairs) {
                Some(story) => story,
                None => self.story_numbered(&item.id),
            },
        };
        new.story = story;
        for (other, pair) in &pairs {
            self.known[*other as usize].crowd.note(story, pair.cosine);
        }
        self.stories[story as usize].articles.push(number);
        self.postings.insert(&self.vocabulary, number, &new.terms);
        self.numbers.insert(item.id, number);
        self.known.push(new);
        self.stories[story as usize].id.clone()
    }

    fn read(&mut self, item: &StoryItem, number: u32) -> Known {
        let headline = item.headline.as_deref().unwrap_or_default();
        let reading = self.vocabulary.learn(headline, &item.text);
        let copies = item.copies.iter().filter_map(|id| self.numbers.get(id));
        let texts = copies.map(|&n| self.known[n as usize].text);
        Known {
            id: item.id.clone(),
            outlet: item
                .outlet
                .as_deref()
                .map(|outlet| xxh3_64(outlet.as_bytes())),
            at: item.published_at.as_deref().and_then(time::instant),
            terms: reading.terms,
            calendar: reading.calendar,
            crowd: Crowd::default(),
            story: 0,
            text: texts.min().unwrap_or(number),
        }
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

    /// The known articles most like a new one, in the window of time.
    fn compare(&self, new: &Known, limit: usize) -> Vec<(u32, Pair)> {
        let near = |other: u32| {
            let days = pair::days_apart(new.at, self.known[other as usize].at);
            days.is_none_or(|days| days <= WINDOW_DAYS)
        };
        let candidates = self
            .postings
            .candidates(&self.vocabulary, &new.terms, limit, near);
        candidates
            .into_iter()
            .map(|other| (other, self.pair(new, other)))
            .collect()
    }

    fn pair(&self, a: &Known, b: u32) -> Pair {
        Pair::of(&self.vocabulary, a, &self.known[b as usize])
    }

    /// The story that a new article joins, if any.
    fn story_for(&self, new: &Known, pairs: &[(u32, Pair)]) -> Option<u32> {
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
            .map(|story| (self.fit(new, story, &compared), story));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (best.0 >= JOINS).then_some(best.1)
    }

    /// Mean log-odds that a new article tells the same event as a story's nearest articles.
    fn fit(&self, new: &Known, story: u32, compared: &HashMap<u32, &Pair>) -> f32 {
        let crowd = new.crowd.density(story);
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
                near.then(|| pair.log_odds(crowd, other.crowd.density(story)))
            })
            .collect();
        odds.sort_unstable_by(|a, b| b.total_cmp(a));
        odds.truncate(SPEAKERS);
        #[expect(clippy::cast_precision_loss, reason = "five at most")]
        let count = odds.len().max(1) as f32;
        odds.iter().sum::<f32>() / count
    }
}

#[cfg(test)]
mod tests;
