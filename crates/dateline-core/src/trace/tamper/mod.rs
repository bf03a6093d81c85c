//! Findings: what on this page misleads, from its own evidence and against the origin's text. Sparing with blame: a
//! finding needs evidence that an honest page can't show, and what can't be known isn't claimed.

mod brand;
mod credit;
mod glue;
mod headline;
mod meaning;
mod names;
mod redate;
mod section;
mod source;
mod teaser;
mod text;

use super::place::Places;
use super::relate::{Base, Side};
use super::restore::Undo;
use crate::agencies::Agencies;
use crate::extract::Layout;
use crate::extract::credit::Credit;
use crate::model::{Article, Edit, Field, Finding, FindingKind, Origin};
use text::Text;

/// All that is known when an article is judged.
pub struct Case<'a> {
    /// The article that is judged.
    pub article: &'a Article,
    /// Where its fields stand.
    pub layout: &'a Layout,
    /// Where characters of its text stand on the page.
    pub places: &'a Places<'a>,
    /// The agencies that it names, with their parts.
    pub credits: &'a [Credit],
    /// Whose text it is.
    pub origin: &'a Origin,
    /// The text it was made from, where that is known.
    pub base: Option<&'a Base<'a>>,
    /// Other articles that print the same text.
    pub sides: &'a [Side<'a>],
    /// Against the base, in characters of the article's text.
    pub edits: &'a [Edit],
    /// The agencies that are known.
    pub agencies: &'a Agencies,
}

/// What the judgement says, and what is to be put back.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Marks on the text, in order of position.
    pub findings: Vec<Finding>,
    /// What was put in, to be taken out again.
    pub undo: Vec<Undo>,
    /// 0 (clean) to 1 (certain).
    pub tampered: f64,
}

/// Judges an article.
pub fn judge(case: &Case) -> Verdict {
    let text = Text::new(&case.article.text);
    let names = names::of_page(case);
    let mut verdict = Verdict::default();

    let teasers = teaser::find(case);
    let inserted = brand::find(case, &text, &names);
    let redated = redate::find(case);
    let credit = credit::find(case, &text);
    let suspicion = Suspicion {
        inserted: inserted.iter().map(|put_in| put_in.name.as_str()).collect(),
        redated: redated.is_some(),
        credit_gone: credit
            .iter()
            .any(|(finding, _)| finding.kind != FindingKind::TextInserted),
        section: section::doubt(case),
        source: source::doubt(case, &names),
    };
    let headline = headline::find(case, &names, &suspicion);
    let accused = !inserted.is_empty() || !headline.is_empty();
    let source = source::find(case, &names, &suspicion, !headline.is_empty());
    let section = section::find(case, &suspicion, accused || !source.is_empty());

    if !inserted.is_empty() || !teasers.is_empty() {
        for put_in in &inserted {
            verdict.undo.push(put_in.undo(&text));
        }
    }
    let taken: Vec<(usize, usize)> = inserted
        .iter()
        .map(|put_in| (put_in.start, put_in.end))
        .collect();
    for (finding, undo) in credit {
        verdict.findings.push(finding);
        verdict.undo.extend(undo);
    }
    verdict
        .findings
        .extend(inserted.iter().map(|put_in| put_in.finding(case)));
    verdict.findings.extend(headline);
    verdict.findings.extend(source);
    verdict.findings.extend(redated);
    verdict.findings.extend(section);
    verdict.findings.extend(meaning::find(case, &text, &taken));
    if !teasers.is_empty() && verdict.undo.is_empty() {
        // The text as extracted is the restored one: the teasers are already out.
        verdict.undo.push(Undo::default());
    }
    verdict.findings.extend(teasers);
    verdict.findings.sort_by_key(|finding| {
        (
            finding.start.unwrap_or(usize::MAX),
            finding.end,
            finding.kind,
        )
    });
    verdict.undo.sort_by_key(|undo| undo.start);
    verdict.tampered = tampered(&verdict.findings).max(source::unease(case, &names));
    verdict
}

/// What speaks against the page before its headline, source and section are judged.
pub struct Suspicion<'a> {
    /// Names put into the text.
    pub inserted: Vec<&'a str>,
    /// The page gives a date that the text contradicts.
    pub redated: bool,
    /// The credit of the origin is missing.
    pub credit_gone: bool,
    /// How little the stated section fits, with the reason.
    pub section: Option<(f64, String)>,
    /// How little the stated source fits, with the reason.
    pub source: Option<(f64, String)>,
}

/// How much a certain finding of each kind says that a page misleads. One of a kind that an honest page may show by
/// mistake says less.
fn gravity(kind: FindingKind) -> f64 {
    match kind {
        FindingKind::BrandInserted => 0.97,
        FindingKind::FalseCredit => 0.9,
        FindingKind::TeaserInBody => 0.85,
        FindingKind::FalseSource | FindingKind::Redated => 0.75,
        FindingKind::BrandInHeadline => 0.7,
        FindingKind::QuoteChanged | FindingKind::NegationChanged => 0.6,
        FindingKind::NameChanged | FindingKind::NumberChanged => 0.5,
        FindingKind::CreditDropped => 0.4,
        FindingKind::WrongSection => 0.35,
        FindingKind::TextInserted => 0.2,
    }
}

fn tampered(findings: &[Finding]) -> f64 {
    let doubt: f64 = findings
        .iter()
        .map(|f| 1.0 - gravity(f.kind) * f.confidence)
        .product();
    ((1.0 - doubt) * 1000.0).round() / 1000.0
}

impl Case<'_> {
    /// A finding about characters of the article's text.
    fn in_text(
        &self,
        kind: FindingKind,
        start: usize,
        end: usize,
        text: &str,
        confidence: f64,
        why: String,
    ) -> Finding {
        let (start, end) = self.places.of_text(start, end);
        Finding {
            kind,
            start: Some(start),
            end: Some(end),
            field: None,
            text: text.to_owned(),
            confidence,
            why,
        }
    }

    /// A finding about a field: where it stands, or else which it is.
    fn in_field(
        &self,
        kind: FindingKind,
        field: Field,
        text: &str,
        confidence: f64,
        why: String,
    ) -> Finding {
        let place = self.places.of_field(field).next();
        // What stands on the page, rather than its normal form.
        let words = place.map(|(start, end)| {
            self.layout
                .basis
                .chars()
                .skip(start)
                .take(end - start)
                .collect()
        });
        Finding {
            kind,
            start: place.map(|(start, _)| start),
            end: place.map(|(_, end)| end),
            field: place.is_none().then_some(field),
            text: words.unwrap_or_else(|| text.to_owned()),
            confidence,
            why,
        }
    }

    /// The known text that this one is a copy of, nearly as a whole.
    fn whole(&self) -> Option<&Base<'_>> {
        self.base.filter(|base| base.is_whole())
    }

    /// Outlets and agencies that the text is known to come from.
    fn true_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for side in self.sides.iter().filter(|side| side.relation.cover >= 0.5) {
            names.extend(side.known.outlet.as_deref());
            names.extend(side.known.wire.as_deref());
        }
        names.extend(self.base.and_then(|base| base.wire.as_deref()));
        names
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
