//! Which of two texts came first: copies with their direction, and the article that this one goes back to.

use super::direction::{self, Records, Signs};
use super::index::{Index, Known, Relation};
use crate::agencies::{Agencies, Agency};
use crate::extract::credit::{Part, Place, find_credits};
use crate::extract::dateline::find_dateline;
use crate::extract::page::registrable_domain;
use crate::model::{Article, CopyLink, Direction, Form, RelationKind};
use crate::time;
use std::sync::Arc;

/// Another text that shares a passage with this one, and which of the two is derived.
#[derive(Debug)]
pub struct Side<'a> {
    pub known: Arc<Known>,
    pub relation: &'a Relation,
    pub direction: Direction,
    /// This article's stated time less the other's.
    pub delay_seconds: Option<i64>,
}

/// The known article that this one goes back to.
#[derive(Debug)]
pub struct Base<'a> {
    pub known: Arc<Known>,
    pub relation: &'a Relation,
    pub delay_seconds: Option<i64>,
    /// Agency that wrote the known text, by its own page.
    pub wire: Option<String>,
}

impl Base<'_> {
    /// Nearly the whole of this text is the known one's.
    pub fn is_whole(&self) -> bool {
        self.relation.kind == RelationKind::Copy
            && self.relation.form != Form::Spun
            && self.relation.cover >= 0.7
    }
}

/// The relations with their directions, in the order of the index: the closest first.
pub fn sides<'a>(
    article: &Article,
    relations: &'a [Relation],
    index: &Index,
    agencies: &Agencies,
) -> Vec<Side<'a>> {
    if relations.is_empty() {
        return Vec::new();
    }
    let this = known(article);
    let records = Records::default();
    let at = article.published_at.as_deref().and_then(time::instant);
    let number = index.find(&article.id);
    let others: Vec<Arc<Known>> = relations
        .iter()
        .map(|relation| index.known(relation.other))
        .collect();
    let in_circle = direction::names_itself_in_the_end(&this, &others);
    let side = |(relation, known): (&'a Relation, Arc<Known>)| {
        let other_at = known.published_at.as_deref().and_then(time::instant);
        let mut signs = Signs::of_texts(&this, &known, agencies);
        if in_circle {
            signs.named = 0.0;
        }
        let vote = direction::vote(&this, &known, relation, signs, &records);
        // Where nothing speaks for either, the one that was known first is the origin, whichever of the two is traced.
        let known_first = number.is_some_and(|number| number < relation.other);
        Side {
            known,
            relation,
            direction: if vote > 0.0 || (vote == 0.0 && !known_first) {
                Direction::From
            } else {
                Direction::To
            },
            delay_seconds: at.zip(other_at).map(|(at, other)| at - other),
        }
    };
    relations.iter().zip(others).map(side).collect()
}

/// The article as the index would keep it.
fn known(article: &Article) -> Known {
    Known {
        id: article.id.clone(),
        url: article.url.clone(),
        outlet: article.outlet.name.clone(),
        headline: article.headline.clone(),
        published_at: article.published_at.clone(),
        wire: article.dateline.wire.clone(),
        section: article.section.clone(),
        text: article.text.clone(),
    }
}

/// The agency whose own page this is.
pub fn house<'a>(
    outlet: Option<&str>,
    url: Option<&str>,
    agencies: &'a Agencies,
) -> Option<&'a Agency> {
    let by_name = outlet.and_then(|name| agencies.of_outlet(name));
    let by_domain = || {
        let domain = url.and_then(registrable_domain)?;
        agencies.of_domain(&domain)
    };
    by_name.or_else(by_domain)
}

/// The earliest of the texts that this one was copied from; among those of one time, the one that covers most.
pub fn base<'a>(sides: &[Side<'a>], agencies: &Agencies) -> Option<Base<'a>> {
    let from = sides.iter().filter(|side| {
        side.direction == Direction::From && side.relation.kind == RelationKind::Copy
    });
    let best = from
        .clone()
        .map(|side| side.relation.cover)
        .fold(0.0, f64::max);
    // An earlier text that lacks a good part of this one isn't where it was taken from.
    let chosen = from
        .filter(|side| side.relation.cover >= best - 0.1)
        .max_by(|a, b| {
            let delay = |side: &Side| side.delay_seconds.unwrap_or(0);
            delay(a)
                .cmp(&delay(b))
                .then(a.relation.cover.total_cmp(&b.relation.cover))
        })?;
    Some(Base {
        known: Arc::clone(&chosen.known),
        relation: chosen.relation,
        delay_seconds: chosen.delay_seconds,
        wire: chosen
            .known
            .wire
            .clone()
            .or_else(|| wire_of(&chosen.known, agencies)),
    })
}

/// The agency that a known text says wrote it: its house, its dateline, its credits.
fn wire_of(known: &Known, agencies: &Agencies) -> Option<String> {
    if let Some(house) = house(known.outlet.as_deref(), known.url.as_deref(), agencies)
        && house.kind == "agency"
    {
        return Some(house.id.clone());
    }
    if let Some(wire) = find_dateline(&known.text, agencies).and_then(|found| found.dateline.wire) {
        return Some(wire);
    }
    let credits = find_credits(&known.text, &[], None, agencies);
    let author = |place: Place| {
        credits
            .iter()
            .find(|c| c.part == Part::Author && c.place == place)
    };
    let helped = credits.iter().any(|c| c.part == Part::Helper);
    let author = author(Place::Tail)
        .or_else(|| author(Place::StaffLine))
        .or_else(|| author(Place::Copyright).filter(|_| !helped));
    author.map(|credit| credit.agency.clone())
}

/// The relations as they are told to the outside.
pub fn copies(sides: &[Side]) -> Vec<CopyLink> {
    let copy = |side: &Side| CopyLink {
        id: side.known.id.clone(),
        url: side.known.url.clone(),
        relation: side.relation.kind,
        form: side.relation.form,
        direction: side.direction,
        cover: round(side.relation.cover),
        cover_of_other: round(side.relation.cover_of_other),
        run_words: side.relation.run_words,
        delay_seconds: side.delay_seconds,
    };
    sides.iter().map(copy).collect()
}

/// Two digits are as many as a share of a text has meaning.
fn round(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
