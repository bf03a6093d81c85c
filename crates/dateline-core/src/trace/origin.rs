//! Origin: who wrote this text. A vote of all that speaks for an agency, with the words each vote stands on.

use super::relate::{Base, house};
use crate::agencies::{Agencies, Agency};
use crate::extract::credit::{Credit, Part, Place};
use crate::model::{Article, Evidence, Origin, Role};

/// What each kind of evidence weighs: how sure the claim is that rests on it alone. `cargo xtask bench calibration` holds
/// the claims against truth.
pub const WEIGHTS: [(&str, f64); 12] = [
    ("dateline", 0.9),
    ("tail_credit", 0.85),
    ("byline", 0.85),
    ("credit_line", 0.8),
    ("staff_line", 0.5),
    ("copyright", 0.7),
    ("outlet", 0.85),
    ("canonical", 0.8),
    ("overlap", 0.85),
    ("contributed", 0.95),
    ("picture", 0.6),
    ("mention", 0.95),
];

fn weight(kind: &str) -> f64 {
    WEIGHTS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or(0.0, |(_, weight)| *weight)
}

/// Words of evidence that are quoted, in characters.
const QUOTE: usize = 200;
/// Evidence that is told, the weightiest first.
const TOLD: usize = 8;

/// A piece of evidence for one agency.
struct Vote {
    agency: String,
    part: Part,
    evidence: Evidence,
}

/// Weighs what the page says of itself and what is known of its text.
pub fn find_origin(
    article: &Article,
    credits: &[Credit],
    base: Option<&Base>,
    agencies: &Agencies,
) -> Origin {
    let mut votes = page_votes(article, credits, agencies);
    let own = house(
        article.outlet.name.as_deref(),
        article.url.as_deref(),
        agencies,
    );
    // A newsroom whose reports others run credits itself on its own page: that makes no wire copy of them.
    votes.retain(|vote| {
        let of_house = || {
            agencies
                .get(&vote.agency)
                .is_some_and(|agency| agency.kind == "outlet" && is_house_of(article, agency))
        };
        !own.is_some_and(|own| own.kind == "outlet" && own.id == vote.agency) && !of_house()
    });
    let own = own.filter(|own| own.kind != "outlet");
    votes.extend(base.and_then(base_vote));

    let mut origin = Origin::default();
    if let Some(base) = base.filter(|base| base.relation.cover >= 0.4) {
        origin.article = Some(base.known.id.clone());
        let other = base
            .known
            .outlet
            .clone()
            .filter(|outlet| Some(outlet) != article.outlet.name.as_ref());
        origin.outlet = other;
    }
    let author = strongest(&votes, Part::Author);
    let helper = strongest(&votes, Part::Helper);
    // Where the page says that an agency helped, its copyright notice and its place among the bylines cover its share.
    let shares = |agency: &str| {
        let mut kinds = votes
            .iter()
            .filter(|v| v.part == Part::Author && v.agency == agency);
        kinds.all(|v| matches!(v.evidence.kind.as_str(), "copyright" | "byline"))
    };
    let helped = |agency: &str| {
        votes
            .iter()
            .any(|v| v.part == Part::Helper && v.agency == agency)
    };
    let author = author.filter(|(agency, _)| !(helped(agency) && shares(agency)));
    let cited = votes
        .iter()
        .any(|vote| matches!(vote.part, Part::Picture | Part::Cited));
    let (role, wire, confidence) = match (own, author, helper) {
        (Some(own), author, _) => {
            let sure = author
                .filter(|(agency, _)| *agency == own.id)
                .map_or(weight("outlet"), |(_, sure)| sure);
            (Role::Wire, Some(own.id.clone()), sure)
        }
        (None, Some((agency, sure)), _) => (Role::RepublishedWire, Some(agency), sure),
        (None, None, Some((agency, sure))) => (Role::Contributed, Some(agency), sure),
        (None, None, None) if cited => (Role::Mention, None, weight("mention")),
        _ => (Role::None, None, silence(article)),
    };
    origin.role = role;
    origin.confidence = confidence;
    origin.evidence = told(votes, wire.as_deref());
    origin.wire = wire;
    origin
}

/// The outlet's name stands in the supplier's: the two are one house.
fn is_house_of(article: &Article, agency: &Agency) -> bool {
    let outlet = article
        .outlet
        .name
        .as_deref()
        .unwrap_or_default()
        .trim_start_matches("The ");
    outlet.chars().count() > 3 && agency.name.contains(outlet)
}

/// Nothing on the page speaks of an agency. How much that says depends on how much of the page is known.
fn silence(article: &Article) -> f64 {
    if article.outlet.name.is_some() {
        0.95
    } else {
        0.8
    }
}

fn page_votes(article: &Article, credits: &[Credit], agencies: &Agencies) -> Vec<Vote> {
    let vote = |agency: &str, part: Part, kind: &str, text: &str| Vote {
        agency: agency.to_owned(),
        part,
        evidence: Evidence {
            kind: kind.to_owned(),
            text: text.chars().take(QUOTE).collect(),
            weight: weight(kind),
        },
    };
    let mut votes = Vec::new();
    if let Some(wire) = &article.dateline.wire {
        votes.push(vote(
            wire,
            Part::Author,
            "dateline",
            &dateline_words(article),
        ));
    }
    for credit in credits {
        let kind = match (credit.part, credit.place) {
            (Part::Author, Place::Byline) => "byline",
            (Part::Author, Place::CreditLine) => "credit_line",
            (Part::Author, Place::Copyright) => "copyright",
            (Part::Author, Place::StaffLine) => "staff_line",
            (Part::Author, _) => "tail_credit",
            (Part::Helper, _) => "contributed",
            (Part::Picture, _) => "picture",
            (Part::Cited, _) => "mention",
        };
        votes.push(vote(&credit.agency, credit.part, kind, &credit.text));
    }
    if let Some(own) = house(
        article.outlet.name.as_deref(),
        article.url.as_deref(),
        agencies,
    ) {
        let text = article
            .outlet
            .name
            .as_deref()
            .or(article.url.as_deref())
            .unwrap_or_default();
        votes.push(vote(&own.id, Part::Author, "outlet", text));
    }
    if let Some(canonical) = &article.canonical_url
        && article
            .url
            .as_ref()
            .is_none_or(|url| house(None, Some(url), agencies).is_none())
        && let Some(own) = house(None, Some(canonical), agencies)
    {
        votes.push(vote(&own.id, Part::Author, "canonical", canonical));
    }
    votes
}

/// The known text that this one was taken from was an agency's.
fn base_vote(base: &Base) -> Option<Vote> {
    let wire = base.wire.clone().filter(|_| base.is_whole())?;
    let outlet = base.known.outlet.as_deref().unwrap_or("the known text");
    let headline = base.known.headline.as_deref().unwrap_or_default();
    Some(Vote {
        agency: wire,
        part: Part::Author,
        evidence: Evidence {
            kind: "overlap".into(),
            text: format!(
                "{:.0} % of this text stands in {outlet}: {headline}",
                base.relation.cover * 100.0
            )
            .chars()
            .take(QUOTE)
            .collect(),
            weight: weight("overlap") * base.relation.cover.min(1.0),
        },
    })
}

/// The dateline as it stands at the head of its paragraph.
fn dateline_words(article: &Article) -> String {
    let wire = article.dateline.wire.as_deref().unwrap_or_default();
    match &article.dateline.place {
        Some(place) => format!("{place} ({wire})"),
        None => format!("({wire})"),
    }
}

/// The agency with the most evidence of one kind, and how sure that makes it: independent votes add up.
fn strongest(votes: &[Vote], part: Part) -> Option<(String, f64)> {
    let mut doubts: Vec<(&str, f64)> = Vec::new();
    for vote in votes.iter().filter(|vote| vote.part == part) {
        let doubt = 1.0 - vote.evidence.weight;
        match doubts.iter_mut().find(|(agency, _)| *agency == vote.agency) {
            // A kind of words repeated is one vote, nearly.
            Some((_, sum)) => *sum *= doubt.max(0.4),
            None => doubts.push((&vote.agency, doubt)),
        }
    }
    let mut best: Option<(&str, f64)> = None;
    for &(agency, doubt) in &doubts {
        if best.is_none_or(|(_, least)| doubt < least - 1e-9) {
            best = Some((agency, doubt));
        }
    }
    best.map(|(agency, doubt)| (agency.to_owned(), (1.0 - doubt).min(0.99)))
}

/// The evidence for the agency that was chosen, then the rest, each kind of words once.
fn told(mut votes: Vec<Vote>, wire: Option<&str>) -> Vec<Evidence> {
    votes.sort_by(|a, b| {
        let chosen = |vote: &Vote| wire == Some(vote.agency.as_str());
        chosen(b)
            .cmp(&chosen(a))
            .then(a.part.cmp(&b.part))
            .then(b.evidence.weight.total_cmp(&a.evidence.weight))
    });
    let mut told: Vec<Evidence> = Vec::new();
    for vote in votes {
        if told.len() < TOLD && !told.contains(&vote.evidence) {
            told.push(vote.evidence);
        }
    }
    told
}

#[cfg(test)]
#[path = "origin/tests.rs"]
mod tests;
