//! Direction: of two texts that share a report, which is derived from the other?
//!
//! A vote in log-odds. The stated times weigh most, but they are often days only, missing, or false. So outlets have a
//! record: one whose texts turn out to be copies again and again is believed less. The record is learnt from the texts
//! themselves, by settling all pairs a few times over.

use super::index::{Index, Known, Relation};
use super::relate::house;
use crate::agencies::Agencies;
use crate::time;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A later, an earlier stated day.
const TIME: f64 = 2.5;
/// A later hour of the same day, where both texts state one.
const HOUR: f64 = 1.5;
/// No stated time, where the other has one.
const UNDATED: f64 = 0.8;
/// The text names the outlet of the other, and not its own.
const NAMED: f64 = 1.5;
/// It stands in the other, which has a good deal more: it was cut.
const CUT: f64 = 0.5;
/// The other stands in it, and it has a little more: furniture was added.
const PADDED: f64 = 0.4;
/// Share of a text that is a good deal, and that is a little.
const GOOD_DEAL: f64 = 0.13;
const LITTLE: f64 = 0.01;
/// Its own words are rarer than those it has them for: they were swapped, or the print is damaged. A factor, and the
/// most that it counts.
const ODD: f64 = 1.5;
const MOST_ODD: f64 = 1.0;
/// It stands on an agency's own page, the other doesn't.
const HOUSE: f64 = 3.0;
/// The most that an outlet's record counts.
const RECORD: f64 = 3.0;
/// Votes weaker than this teach nothing about an outlet.
const DECIDED: f64 = 0.3;
/// How often all pairs are voted on again with the records learnt.
const ROUNDS: usize = 3;

/// How often outlets' texts were derived from others, and how often others were from theirs.
#[derive(Debug, Clone, Default)]
pub struct Records {
    by_outlet: HashMap<String, (u32, u32)>,
}

impl Records {
    /// Notes one text of an outlet that has copies or is one.
    pub fn learn(&mut self, outlet: &str, derived: bool) {
        let counts = self.by_outlet.entry(outlet.to_owned()).or_default();
        match derived {
            true => counts.0 += 1,
            false => counts.1 += 1,
        }
    }

    /// Log-odds that a text of this outlet is derived; 0 for one without a record.
    pub fn lean(&self, outlet: Option<&str>) -> f64 {
        let counts = outlet.and_then(|name| self.by_outlet.get(name));
        let (derived, original) = counts.copied().unwrap_or((0, 0));
        let odds = (f64::from(derived) + 1.0) / (f64::from(original) + 1.0);
        odds.ln().clamp(-RECORD, RECORD)
    }
}

/// What the two texts themselves say, in favour of the first being derived where above 0.
#[derive(Debug, Clone, Copy, Default)]
pub struct Signs {
    /// See [`Index::oddity`].
    pub oddity: f64,
    /// 1 when the first names the other's outlet and not its own, -1 the other way round.
    pub named: f64,
    /// 1 when the other stands on an agency's own page and the first doesn't, -1 the other way round.
    pub house: f64,
}

impl Signs {
    /// Reads the texts of two articles of which one need not be in the index: how odd its words are isn't known yet.
    pub fn of_texts(this: &Known, other: &Known, agencies: &Agencies) -> Signs {
        let named = f64::from(names_outlet(&this.text, this, other))
            - f64::from(names_outlet(&other.text, other, this));
        Signs {
            oddity: 0.0,
            named,
            house: house_sign(this, other, agencies),
        }
    }

    /// Reads the texts of two known articles.
    pub fn of(
        index: &Index,
        this: (usize, &str),
        other: (usize, &str),
        agencies: &Agencies,
    ) -> Signs {
        let (mine, theirs) = (index.known(this.0), index.known(other.0));
        let named = f64::from(names_outlet(this.1, &mine, &theirs))
            - f64::from(names_outlet(other.1, &theirs, &mine));
        Signs {
            oddity: index.oddity(this.0, other.0),
            named,
            house: house_sign(&mine, &theirs, agencies),
        }
    }
}

fn house_sign(this: &Known, other: &Known, agencies: &Agencies) -> f64 {
    let is_house =
        |known: &Known| house(known.outlet.as_deref(), known.url.as_deref(), agencies).is_some();
    f64::from(is_house(other)) - f64::from(is_house(this))
}

/// Log-odds that `this` is derived from `other`; 0 when nothing speaks for either. `relation` and `signs` are seen from
/// `this`.
pub fn vote(
    this: &Known,
    other: &Known,
    relation: &Relation,
    signs: Signs,
    records: &Records,
) -> f64 {
    let record = records.lean(this.outlet.as_deref()) - records.lean(other.outlet.as_deref());
    let odd = (signs.oddity * ODD).clamp(-MOST_ODD, MOST_ODD);
    times(this, other) + record + NAMED * signs.named + HOUSE * signs.house + shape(relation) + odd
}

/// What the covers say.
fn shape(relation: &Relation) -> f64 {
    let more_of_this = relation.cover - relation.cover_of_other;
    let contained = relation.cover.max(relation.cover_of_other) > 1.0 - LITTLE;
    if more_of_this.abs() > GOOD_DEAL {
        CUT.copysign(more_of_this)
    } else if contained && more_of_this.abs() > LITTLE {
        PADDED.copysign(-more_of_this)
    } else {
        0.0
    }
}

fn times(this: &Known, other: &Known) -> f64 {
    match (this.published_at.as_deref(), other.published_at.as_deref()) {
        (Some(mine), Some(theirs)) => {
            let (Some(at), Some(other_at)) = (time::instant(mine), time::instant(theirs)) else {
                return 0.0;
            };
            // A bare day says nothing about an hour of the same day.
            let same_day = mine.get(..10) == theirs.get(..10);
            let bare = mine.len() <= 10 || theirs.len() <= 10;
            let weight = match (same_day, bare) {
                (true, true) => 0.0,
                (true, false) => HOUR,
                (false, _) => TIME,
            };
            match at.cmp(&other_at) {
                std::cmp::Ordering::Greater => weight,
                std::cmp::Ordering::Less => -weight,
                std::cmp::Ordering::Equal => 0.0,
            }
        }
        (None, Some(_)) => UNDATED,
        (Some(_), None) => -UNDATED,
        (None, None) => 0.0,
    }
}

/// Whether a text names the other's outlet, in full, but not its own.
fn names_outlet(text: &str, this: &Known, other: &Known) -> bool {
    let names = |name: &Option<String>| {
        name.as_deref()
            .is_some_and(|name| name.chars().count() > 2 && text.contains(name))
    };
    this.outlet != other.outlet && names(&other.outlet) && !names(&this.outlet)
}

/// Whether texts that share a report name each other's outlets as their source in a circle that this one is on: then
/// none of them tells where it came from.
pub fn names_itself_in_the_end(this: &Known, others: &[Arc<Known>]) -> bool {
    let named_by = |from: &Known, left: &mut Vec<&Arc<Known>>| -> Vec<Arc<Known>> {
        left.extract_if(.., |other| names_outlet(&from.text, from, other))
            .map(Arc::clone)
            .collect()
    };
    let mut left: Vec<&Arc<Known>> = others.iter().collect();
    let mut reached = named_by(this, &mut left);
    while let Some(next) = reached.pop() {
        if names_outlet(&next.text, &next, this) {
            return true;
        }
        reached.extend(named_by(&next, &mut left));
    }
    false
}

/// Settles all pairs of a batch together: for each (number of a text, its relation to another, the signs) whether the
/// text is derived from the other. An undecided pair is derived from the other: the one that was known first.
pub fn settle(index: &Index, pairs: &[(usize, Relation, Signs)]) -> Vec<bool> {
    let mut records = Records::default();
    let mut votes = vote_all(index, pairs, &records);
    for _ in 0..ROUNDS {
        records = learn(index, pairs, &votes);
        votes = vote_all(index, pairs, &records);
    }
    votes.into_iter().map(|vote| vote >= 0.0).collect()
}

fn vote_all(index: &Index, pairs: &[(usize, Relation, Signs)], records: &Records) -> Vec<f64> {
    let vote_one = |(this, relation, signs): &(usize, Relation, Signs)| {
        let (this, other) = (index.known(*this), index.known(relation.other));
        vote(&this, &other, relation, *signs, records)
    };
    pairs.iter().map(vote_one).collect()
}

/// The records that follow from the votes. A text counts once, however many copies it has.
fn learn(index: &Index, pairs: &[(usize, Relation, Signs)], votes: &[f64]) -> Records {
    let (mut derived, mut original) = (HashSet::new(), HashSet::new());
    for ((this, relation, _), &vote) in pairs.iter().zip(votes) {
        if vote.abs() < DECIDED {
            continue;
        }
        let (copy, origin) = match vote > 0.0 {
            true => (*this, relation.other),
            false => (relation.other, *this),
        };
        derived.insert(copy);
        original.insert(origin);
    }
    let mut records = Records::default();
    let mut note = |number: usize, derived: bool| {
        if let Some(outlet) = &index.known(number).outlet {
            records.learn(outlet, derived);
        }
    };
    for &number in &derived {
        note(number, true);
    }
    for &number in original.difference(&derived) {
        note(number, false);
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Form, RelationKind};

    fn known(id: &str, outlet: &str, published_at: Option<&str>) -> Known {
        Known {
            id: id.into(),
            outlet: Some(outlet.into()),
            published_at: published_at.map(str::to_owned),
            ..Known::default()
        }
    }

    fn relation(other: usize, cover: f64, cover_of_other: f64) -> Relation {
        Relation {
            other,
            kind: RelationKind::Copy,
            form: Form::Edited,
            cover,
            cover_of_other,
            run_words: 80,
        }
    }

    #[test]
    fn the_later_text_is_derived() {
        let records = Records::default();
        let early = known("a", "Tarn Post", Some("2031-04-02"));
        let late = known("b", "Quay Echo", Some("2031-04-03T08:00:00"));
        let same = relation(0, 0.9, 0.9);
        assert!(vote(&late, &early, &same, Signs::default(), &records) > 0.0);
        assert!(vote(&early, &late, &same, Signs::default(), &records) < 0.0);
        let undated = known("c", "Quay Echo", None);
        assert!(vote(&undated, &early, &same, Signs::default(), &records) > 0.0);
        let bare = known("d", "Quay Echo", Some("2031-04-03"));
        assert!(vote(&late, &bare, &same, Signs::default(), &records).abs() < f64::EPSILON);
        assert!(
            vote(
                &late,
                &bare,
                &relation(0, 1.0, 0.5),
                Signs::default(),
                &records
            ) > 0.0
        );
    }

    #[test]
    fn a_text_that_names_the_other_outlet_came_from_it() {
        let text = "“We wait,” she told the Tarn Post on Monday.";
        let mut index = Index::new();
        let copy = index.insert(known("a", "Quay Echo", None));
        let origin = index.insert(known("b", "Tarn Post", None));
        let signs = Signs::of(&index, (copy, text), (origin, text), &Agencies::builtin());
        let same = relation(0, 1.0, 1.0);
        let vote = vote(
            &index.known(copy),
            &index.known(origin),
            &same,
            signs,
            &Records::default(),
        );
        assert!(vote > 0.0);
    }

    #[test]
    fn an_agency_is_not_derived_from_its_customer() {
        let agencies = Agencies::builtin();
        let mut index = Index::new();
        let early = index.insert(known("a", "Tarn Post", Some("2031-04-02T08:00:00Z")));
        let agency = index.insert(known("b", "Reuters", Some("2031-04-02T09:00:00Z")));
        let signs = Signs::of(&index, (agency, ""), (early, ""), &agencies);
        let pairs = [(agency, relation(early, 1.0, 1.0), signs)];
        assert_eq!(settle(&index, &pairs), [false]);
    }

    #[test]
    fn an_outlet_that_always_copies_is_not_believed_on_a_false_date() {
        let mut index = Index::new();
        let mut pairs = Vec::new();
        for n in 0..20 {
            let origin = index.insert(known(&format!("o{n}"), "Tarn Post", Some("2031-04-02")));
            let day = if n == 7 { "2030-01-01" } else { "2031-04-05" };
            let copy = index.insert(known(&format!("c{n}"), "Echo Farm", Some(day)));
            pairs.push((copy, relation(origin, 0.9, 0.9), Signs::default()));
        }
        assert!(settle(&index, &pairs).into_iter().all(|derived| derived));
    }
}
