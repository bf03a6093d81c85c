//! Redated: an old text under a new date.

use super::Case;
use crate::model::{Field, Finding, FindingKind};

const DAY: i64 = 86_400;
/// Days by which a copy may come later and still be news.
const FEW: i64 = 3;
/// Days by which no honest reprint comes later without saying so.
const MANY: i64 = 30;

/// The stated date is later than the known text's by more than a few days. A page alone can't tell.
pub fn find(case: &Case) -> Option<Finding> {
    let base = case.whole()?;
    let stated = case.article.published_at.as_deref()?;
    let days = base.delay_seconds? / DAY;
    if days <= FEW {
        return None;
    }
    let confidence = if days >= MANY { 0.95 } else { 0.8 };
    let known_at = base.known.published_at.as_deref().unwrap_or_default();
    let outlet = base
        .known
        .outlet
        .as_deref()
        .map_or(String::new(), |outlet| format!(" by {outlet}"));
    let why = format!(
        "dated {} days after the same text was published{outlet} on {}",
        days,
        known_at.split('T').next().unwrap_or(known_at)
    );
    Some(case.in_field(
        FindingKind::Redated,
        Field::PublishedAt,
        stated,
        confidence,
        why,
    ))
}
