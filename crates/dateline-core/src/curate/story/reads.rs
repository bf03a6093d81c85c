//! The reads that go with an article, and why.

use super::pair::{self, Pair};
use super::{COMPARED, Known, Stories, WINDOW_DAYS};
use crate::curate::related::{Candidate, Related, page_three};

/// Related reads among which the page's three are chosen.
const CHOICE: usize = 30;

impl Stories {
    /// The articles most related to a known one, best first, not its copies: by how likely they tell the same event.
    pub fn related(&self, id: &str, limit: usize) -> Vec<Related> {
        let ranked = self.ranked(id, limit);
        ranked.into_iter().map(|(_, read)| read).collect()
    }

    /// Three related reads for an article's page, see [`page_three`].
    pub fn page_three(&self, id: &str) -> Vec<Related> {
        let ranked = self.ranked(id, CHOICE);
        let candidate = |(other, read): (u32, Related)| {
            let known = &self.known[other as usize];
            Candidate {
                read,
                story: self.stories[known.story as usize].id.clone(),
                outlet: known.outlet.map(|outlet| outlet.to_string()),
                copy: known.text != other,
                text: known.text.to_string(),
            }
        };
        page_three(&ranked.into_iter().map(candidate).collect::<Vec<_>>())
    }

    fn ranked(&self, id: &str, limit: usize) -> Vec<(u32, Related)> {
        let Some(article) = self.numbers.get(id).map(|&n| &self.known[n as usize]) else {
            return Vec::new();
        };
        let told = self.told(article);
        let others = |other: u32| self.known[other as usize].text != article.text;
        let near = |other: u32| {
            let days = pair::days_apart(told, self.told(&self.known[other as usize]));
            others(other) && days.is_none_or(|days| days <= WINDOW_DAYS)
        };
        let mut found = self
            .postings
            .candidates(&self.vocabulary, &article.terms, COMPARED, near);
        if told.is_some() {
            let ever = self
                .postings
                .candidates(&self.vocabulary, &article.terms, COMPARED, others);
            found.extend(ever);
            found.sort_unstable();
            found.dedup();
        }
        let mut ranked: Vec<(f32, u32, Pair)> = found
            .into_iter()
            .map(|other| {
                let pair = self.pair(article, other);
                let known = &self.known[other as usize];
                let odds = pair.log_odds(
                    self.density(article, known.story),
                    self.density(known, article.story),
                );
                (odds, other, pair)
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(limit);
        let read = |(odds, other, pair): (f32, u32, Pair)| {
            let known = &self.known[other as usize];
            let read = Related {
                id: known.id.clone(),
                score: f64::from(1.0 / (1.0 + (-odds).exp())),
                why: self.why(article, known, &pair).to_owned(),
            };
            (other, read)
        };
        ranked.into_iter().map(read).collect()
    }

    /// What joins two articles, in a few words.
    fn why(&self, article: &Known, other: &Known, pair: &Pair) -> &'static str {
        let earlier = self
            .told(article)
            .zip(self.told(other))
            .map(|(at, other)| other.cmp(&at));
        let far = pair.days_apart.is_some_and(|days| days > WINDOW_DAYS);
        match earlier {
            _ if article.story == other.story => match earlier {
                Some(std::cmp::Ordering::Less) => "earlier in this story",
                Some(std::cmp::Ordering::Greater) => "later in this story",
                _ => "in the same story",
            },
            Some(std::cmp::Ordering::Less) if far => "earlier on this subject",
            _ if pair.names >= 0.3 => "same people and places",
            _ if pair.headlines >= 0.3 => "headline on the same subject",
            _ if pair.figures >= 0.3 => "same figures",
            _ => "same subject",
        }
    }
}
