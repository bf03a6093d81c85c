//! Teasers of other stories in the middle of the text, where they read as a part of it.

use super::Case;
use crate::model::{Field, Finding, FindingKind};

/// Teasers that stand between or right behind the paragraphs, without a heading of their own.
pub fn find(case: &Case) -> Vec<Finding> {
    let basis = &case.layout.basis;
    let spans = &case.layout.spans;
    if case.places.whole || !spans.iter().any(|span| span.field == Field::Teaser) {
        return Vec::new();
    }
    let chars: Vec<char> = basis.chars().collect();
    let mut found = Vec::new();
    let mut body_end = None;
    for span in spans
        .iter()
        .filter(|span| matches!(span.field, Field::Text | Field::Teaser))
    {
        let follows = body_end.is_some_and(|end: usize| {
            end <= span.start && chars[end..span.start].iter().all(|c| c.is_whitespace())
        });
        if span.field == Field::Text {
            body_end = Some(span.end);
        } else if follows {
            let text: String = chars[span.start..span.end].iter().collect();
            let headline = text.lines().next().unwrap_or_default().trim();
            found.push(Finding {
                kind: FindingKind::TeaserInBody,
                start: Some(span.start),
                end: Some(span.end),
                field: None,
                confidence: 0.9,
                why: format!("“{headline}” is the start of another story, cut off and set among the paragraphs of this one"),
                text,
            });
            body_end = Some(span.end);
        }
    }
    found
}
