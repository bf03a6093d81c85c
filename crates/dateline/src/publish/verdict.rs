//! The verdict: what the trace amounts to, in a word and a sentence or two.

use super::when::span;
use super::wording;
use dateline_core::model::{Direction, RelationKind, Role, Trace};
use dateline_core::time;

/// What a reader should know first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// `own`, `wire`, `copy` or `marked`: for the style and the icon.
    pub kind: &'static str,
    pub word: &'static str,
    pub sentence: String,
}

/// What the origin's own article says, where it is in the store.
#[derive(Debug, Clone, Default)]
pub struct OriginFacts {
    pub outlet: String,
    pub published_at: Option<String>,
}

/// Sums a trace up. `changes` counts the differences from the origin, when they are known.
pub fn verdict(trace: &Trace, origin: Option<&OriginFacts>, changes: Option<usize>) -> Verdict {
    let mut sentence = whose(trace, origin, changes);
    let marked = trace.tampered >= 0.5;
    if marked {
        sentence.push(' ');
        sentence.push_str(&marks(trace));
    }
    let (kind, word) = match () {
        () if marked => ("marked", "Marked"),
        () if is_wire(trace) => ("wire", "Agency report"),
        () if is_copy(trace) => ("copy", "Copy"),
        () => ("own", "Own report"),
    };
    Verdict {
        kind,
        word,
        sentence,
    }
}

/// Whether an agency wrote it.
pub fn is_wire(trace: &Trace) -> bool {
    matches!(trace.origin.role, Role::Wire | Role::RepublishedWire)
}

fn is_copy(trace: &Trace) -> bool {
    trace.origin.article.is_some() || trace.origin.outlet.is_some()
}

fn whose(trace: &Trace, origin: Option<&OriginFacts>, changes: Option<usize>) -> String {
    let here = trace
        .article
        .outlet
        .name
        .as_deref()
        .unwrap_or("this outlet");
    let wire = trace.origin.wire.as_deref();
    let from = origin
        .map(|origin| origin.outlet.as_str())
        .or(trace.origin.outlet.as_deref());
    let later = later(trace, origin);
    let changed = match changes {
        Some(0) => "; word for word".to_owned(),
        Some(n) => format!("; {}", wording::counted(n, "change", "changes")),
        None => String::new(),
    };
    match (is_wire(trace), wire) {
        (true, Some(wire)) => {
            let an = wording::with_article(wire);
            match (trace.origin.role, from) {
                (Role::Wire, None) => format!("This is {an} report, as the agency put it out."),
                (Role::Wire, Some(_)) => {
                    format!(
                        "This is {an} report: a later take of one that the agency put out{later}{changed}."
                    )
                }
                (_, None) => format!("This is {an} report, republished by {here}."),
                (_, Some(_)) => {
                    format!("This is {an} report, republished by {here}{later}{changed}.")
                }
            }
        }
        _ => match (from, trace.origin.role) {
            (Some(from), _) => {
                let credit = match trace.is_credited() {
                    true => "credited",
                    false => "not credited",
                };
                format!("Copied from {from}{later}{changed}; {credit}.")
            }
            (None, Role::Contributed) => format!(
                "{here}’s own report, with help from {}.",
                wire.unwrap_or("an agency")
            ),
            (None, Role::Mention) => format!("{here}’s own report; an agency is only cited in it."),
            (None, _) => own(trace, here),
        },
    }
}

/// Nobody's copy, as far as the store knows.
fn own(trace: &Trace, here: &str) -> String {
    let taken = |copy: &&dateline_core::model::CopyLink| {
        copy.direction == Direction::To && copy.relation == RelationKind::Copy
    };
    match trace.copies.iter().filter(taken).count() {
        0 => format!("No earlier text is known: as far as we can tell, {here}’s own report."),
        n => format!(
            "{here}’s own report, the earliest known; {} of it elsewhere.",
            wording::counted(n, "copy", "copies")
        ),
    }
}

/// How long after its origin: ` 2 hours later`.
fn later(trace: &Trace, origin: Option<&OriginFacts>) -> String {
    let at = |text: Option<&str>| text.and_then(time::instant);
    let own = at(trace.article.published_at.as_deref());
    let first = origin.and_then(|origin| at(origin.published_at.as_deref()));
    match (own, first) {
        (Some(own), Some(first)) if own - first >= 60 => format!(", {} later", span(own - first)),
        _ => String::new(),
    }
}

/// `Marked: a brand put in, an invented source and a new date.`
fn marks(trace: &Trace) -> String {
    let mut kinds: Vec<&str> = Vec::new();
    for finding in &trace.findings {
        let word = wording::finding(finding.kind);
        if !kinds.contains(&word) {
            kinds.push(word);
        }
    }
    match kinds.split_last() {
        None => "Marked as altered.".to_owned(),
        Some((last, [])) => format!("Marked: {last}."),
        Some((last, rest)) => format!("Marked: {} and {last}.", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::model::{Article, Evidence, Finding, FindingKind, Origin, Outlet};

    fn trace(role: Role, wire: Option<&str>) -> Trace {
        Trace {
            article: Article {
                outlet: Outlet {
                    name: Some("The Post".into()),
                    domain: None,
                },
                published_at: Some("2026-01-01T14:00:00Z".into()),
                ..Article::default()
            },
            origin: Origin {
                wire: wire.map(str::to_owned),
                role,
                ..Origin::default()
            },
            ..Trace::default()
        }
    }

    fn origin() -> OriginFacts {
        OriginFacts {
            outlet: "The Herald".into(),
            published_at: Some("2026-01-01T12:00:00Z".into()),
        }
    }

    #[test]
    fn says_whose_it_is() {
        let wire = verdict(&trace(Role::RepublishedWire, Some("AP")), None, None);
        assert_eq!(
            wire.sentence,
            "This is an AP report, republished by The Post."
        );
        assert_eq!(wire.kind, "wire");
        let own = verdict(&trace(Role::None, None), None, None);
        assert!(own.sentence.contains("The Post’s own report"), "{own:?}");
        let help = verdict(&trace(Role::Contributed, Some("AP")), None, None);
        assert_eq!(help.sentence, "The Post’s own report, with help from AP.");
    }

    #[test]
    fn a_copy_says_from_whom_and_how_late() {
        let mut copy = trace(Role::None, None);
        copy.origin.article = Some("a".into());
        let said = verdict(&copy, Some(&origin()), Some(3));
        assert_eq!(
            said.sentence,
            "Copied from The Herald, 2 hours later; 3 changes; not credited."
        );
        copy.origin.evidence.push(Evidence {
            kind: "tail_credit".into(),
            text: "From The Herald".into(),
            weight: 1.0,
        });
        assert!(
            verdict(&copy, Some(&origin()), Some(0))
                .sentence
                .ends_with("word for word; credited.")
        );
    }

    #[test]
    fn marks_are_named_once_each() {
        let finding = |kind| Finding {
            kind,
            start: None,
            end: None,
            field: None,
            text: String::new(),
            confidence: 1.0,
            why: String::new(),
        };
        let mut marked = trace(Role::RepublishedWire, Some("AP"));
        marked.tampered = 0.9;
        marked.findings = vec![
            finding(FindingKind::BrandInserted),
            finding(FindingKind::BrandInserted),
            finding(FindingKind::Redated),
        ];
        let said = verdict(&marked, None, None);
        assert_eq!(said.word, "Marked");
        assert!(
            said.sentence
                .ends_with("Marked: brand put in and new date."),
            "{}",
            said.sentence
        );
    }
}
