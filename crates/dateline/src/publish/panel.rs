//! The provenance panel: the verdict, the origin with its evidence, the copies, the findings.

use super::address;
use super::rows::{ArticleRow, outlet_name};
use super::verdict::{OriginFacts, Verdict, verdict};
use super::when::span;
use super::wording;
use dateline_core::curate::teaser::teaser;
use dateline_core::model::{Direction, Role, Trace};
use dateline_store::{Filter, Link, Listing, Store};
use std::collections::HashMap;

/// Copies that the panel lists; the story page has them all.
const COPIES: usize = 12;

/// Everything that stands beside a text.
#[derive(Debug, Clone)]
pub struct Panel {
    pub verdict: Verdict,
    pub origin: Option<OriginView>,
    /// What the origin's part in it is called.
    pub role: &'static str,
    pub wire: Option<String>,
    /// `97 %`; empty when nothing is claimed.
    pub confidence: String,
    pub evidence: Vec<EvidenceView>,
    pub copies: Vec<CopyView>,
    pub more_copies: usize,
    pub findings: Vec<FindingView>,
    /// Share of certainty that the text was tampered with, in words.
    pub tampered: String,
    pub restored: Option<String>,
    /// The story, when there is more to it than this article.
    pub story: Option<StoryView>,
}

#[derive(Debug, Clone)]
pub struct StoryView {
    pub href: String,
    pub articles: i64,
    pub outlets: i64,
}

/// The article that the text comes from.
#[derive(Debug, Clone)]
pub struct OriginView {
    pub row: ArticleRow,
    /// `2 hours before this one`.
    pub lead: String,
}

#[derive(Debug, Clone)]
pub struct EvidenceView {
    pub label: String,
    pub words: String,
    pub weight: String,
}

#[derive(Debug, Clone)]
pub struct CopyView {
    pub row: ArticleRow,
    pub what: String,
    /// `93 %` of this text stands in the other.
    pub cover: String,
    /// The same out of 100, for the bar.
    pub width: u32,
    /// `2 hours later`.
    pub delay: String,
}

#[derive(Debug, Clone)]
pub struct FindingView {
    /// From 1.
    pub number: usize,
    pub word: &'static str,
    /// Where, when it is not in the text.
    pub place: String,
    pub in_text: bool,
    pub text: String,
    pub why: String,
    pub confidence: String,
}

/// Makes the panel for a trace. `links` are the store's, which also know copies that came later than the trace.
///
/// # Errors
/// When the store can't be read.
pub async fn panel(
    store: &Store,
    trace: &Trace,
    links: &[Link],
    changes: Option<usize>,
    now: i64,
) -> dateline_store::Result<Panel> {
    let mut ids: Vec<String> = links.iter().map(|link| link.other.clone()).collect();
    ids.extend(trace.copies.iter().map(|copy| copy.id.clone()));
    ids.extend(trace.origin.article.clone());
    ids.sort_unstable();
    ids.dedup();
    ids.truncate(400);
    let mut known: HashMap<String, Listing> = HashMap::new();
    if !ids.is_empty() {
        let filter = Filter {
            ids: Some(ids),
            ..Filter::default()
        };
        for listing in store.list(&filter, 400).await? {
            known.insert(listing.id.clone(), listing);
        }
    }
    let origin = trace.origin.article.as_ref().and_then(|id| known.get(id));
    let facts = origin.map(|listing| OriginFacts {
        outlet: outlet_name(listing),
        published_at: listing.published_at.clone(),
    });
    let own_at = trace
        .article
        .published_at
        .as_deref()
        .and_then(dateline_core::time::instant);
    let delay = |listing: &Listing| match (own_at, listing.published) {
        (Some(own), Some(other)) if other - own >= 60 => format!("{} later", span(other - own)),
        (Some(own), Some(other)) if own - other >= 60 => format!("{} earlier", span(own - other)),
        (Some(_), Some(_)) => "at the same time".to_owned(),
        _ => String::new(),
    };
    let origin_view = origin.map(|listing| OriginView {
        row: ArticleRow::of(listing, now),
        lead: delay(listing),
    });
    let mut copies = copy_views(trace, links, &known, &delay, now);
    let more_copies = copies.len().saturating_sub(COPIES);
    copies.truncate(COPIES);
    let claimed = trace.origin.role != Role::None || trace.origin.article.is_some();
    Ok(Panel {
        verdict: verdict(trace, facts.as_ref(), changes),
        origin: origin_view,
        role: role_words(trace.origin.role),
        wire: trace.origin.wire.clone(),
        confidence: match claimed && trace.origin.confidence > 0.0 {
            true => wording::percent(trace.origin.confidence),
            false => String::new(),
        },
        evidence: evidence_views(trace),
        copies,
        more_copies,
        findings: finding_views(trace),
        tampered: wording::percent(trace.tampered),
        restored: trace.restored.clone(),
        story: None,
    })
}

fn role_words(role: Role) -> &'static str {
    match role {
        Role::Wire => "Agency’s own report",
        Role::RepublishedWire => "Agency report, republished",
        Role::Contributed => "Agency helped",
        Role::Mention => "Agency cited",
        Role::None => "",
    }
}

fn copy_views(
    trace: &Trace,
    links: &[Link],
    known: &HashMap<String, Listing>,
    delay: &dyn Fn(&Listing) -> String,
    now: i64,
) -> Vec<CopyView> {
    let width = |cover: f64| {
        let share = (cover.clamp(0.0, 1.0) * 100.0).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 100"
        )]
        let width = share as u32;
        width
    };
    // An agency writes a text on under one address, and dates are false: who took it may state the earlier time.
    let told = |direction: Direction, delay: String| {
        let wrong_way = match direction {
            Direction::From => " later",
            Direction::To => " earlier",
        };
        match delay.ends_with(wrong_way) {
            true => format!("states a time {delay}"),
            false => delay,
        }
    };
    let view = |id: &str, what: String, direction: Direction, cover: f64| {
        let listing = known.get(id)?;
        Some(CopyView {
            row: ArticleRow::of(listing, now),
            what,
            cover: wording::percent(cover),
            width: width(cover),
            delay: told(direction, delay(listing)),
        })
    };
    // The words kept of the origin matter: of this text when it is the copy, of the other when that is.
    let kept = |direction: Direction, cover: f64, cover_of_other: f64| match direction {
        Direction::From => cover,
        Direction::To => cover_of_other,
    };
    if links.is_empty() {
        let of_trace = trace.copies.iter().filter_map(|copy| {
            let what = wording::relation(copy.relation, copy.form, copy.direction);
            let cover = kept(copy.direction, copy.cover, copy.cover_of_other);
            view(&copy.id, what, copy.direction, cover)
        });
        return of_trace.collect();
    }
    let of_store = links.iter().filter_map(|link| {
        let what = wording::stored_relation(&link.relation, &link.form, link.direction);
        let cover = kept(link.direction, link.cover, link.cover_of_other);
        view(&link.other, what, link.direction, cover)
    });
    of_store.collect()
}

fn evidence_views(trace: &Trace) -> Vec<EvidenceView> {
    let view = |evidence: &dateline_core::model::Evidence| EvidenceView {
        label: wording::evidence(&evidence.kind),
        words: evidence.text.clone(),
        weight: wording::percent(evidence.weight),
    };
    trace.origin.evidence.iter().map(view).collect()
}

fn finding_views(trace: &Trace) -> Vec<FindingView> {
    let view = |(i, finding): (usize, &dateline_core::model::Finding)| FindingView {
        number: i + 1,
        word: wording::finding(finding.kind),
        place: finding
            .field
            .map(wording::field)
            .unwrap_or_default()
            .to_owned(),
        in_text: finding.field.is_none() && finding.start.is_some(),
        text: teaser(&finding.text, 160),
        why: wording::sentence_case(&finding.why),
        confidence: wording::percent(finding.confidence),
    };
    trace.findings.iter().enumerate().map(view).collect()
}

impl Panel {
    /// Whether there is nothing to show beside the verdict.
    pub fn is_bare(&self) -> bool {
        self.origin.is_none()
            && self.role.is_empty()
            && self.evidence.is_empty()
            && self.findings.is_empty()
            && self.copies.is_empty()
    }

    /// Address of the agency's texts in the search.
    pub fn wire_href(&self) -> Option<String> {
        let wire = self.wire.as_deref()?;
        Some(address::search(&format!("wire:{wire}")))
    }
}
