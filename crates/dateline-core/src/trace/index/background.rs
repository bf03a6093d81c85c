//! Background: a passage that stands in texts of many different days, which share nothing else, is boilerplate or a
//! paragraph of background, not a report that was taken over.

use super::Relation;
use crate::trace::overlap::{Overlap, SOLID, Stretch, covered, ratio};

/// A text that shares more than this much of the shorter of the two is a relative, not a witness.
const WEAK_COVER: f64 = 0.4;
/// Share of a passage that a witness must hold.
const HELD: f64 = 0.6;
/// Shorter runs are not what a relation rests on.
const LEAST_RUN: usize = 20;
/// Seconds between days that count as different.
const APART: i64 = 5 * 24 * 3600;
/// Different days on which a passage must have stood.
const DAYS: usize = 4;

/// What the candidates of one asked text share with it, by the day.
#[derive(Default)]
pub struct Background {
    witnesses: Vec<(i64, Vec<Stretch>)>,
}

impl Background {
    /// Notes what a candidate shares with the asked text.
    pub fn note(&mut self, overlap: &Overlap, words: usize, asked_words: usize, at: Option<i64>) {
        let shared = covered(overlap.solid().map(|s| (s.at, s.at + s.len)));
        let weak = ratio(shared, words.min(asked_words)) < WEAK_COVER;
        let (true, Some(at)) = (weak, at) else {
            return;
        };
        let long = overlap.solid().filter(|s| s.len >= SOLID * 2);
        self.witnesses.push((at, long.copied().collect()));
    }

    /// Whether all that speaks for a relation is background.
    pub fn holds(&self, relation: &Relation, overlap: &Overlap) -> bool {
        let Some(run) = overlap.stretches.iter().max_by_key(|s| s.len) else {
            return false;
        };
        // A spun text is known by more than its longest run.
        let short = run.len < LEAST_RUN;
        if short || relation.cover.max(relation.cover_of_other) >= WEAK_COVER {
            return false;
        }
        let holds = |held: &[Stretch]| {
            let common = held.iter().map(|s| {
                let start = s.at.max(run.at);
                (s.at + s.len).min(run.at + run.len).saturating_sub(start)
            });
            ratio(common.sum(), run.len) >= HELD
        };
        let mut days: Vec<i64> = self
            .witnesses
            .iter()
            .filter(|(_, held)| holds(held))
            .map(|&(at, _)| at)
            .collect();
        days.sort_unstable();
        let mut different = 0;
        let mut last = None;
        for at in days {
            if last.is_none_or(|last: i64| at.saturating_sub(last) >= APART) {
                different += 1;
                last = Some(at);
            }
        }
        different >= DAYS
    }
}
