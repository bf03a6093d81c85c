//! The agency's credit: replaced by another name, or dropped.

use super::Case;
use super::names::same_house;
use super::text::Text;
use crate::extract::FieldSpan;
use crate::extract::credit::{Part, Place, find_credits};
use crate::extract::dateline::{DatelineSpan, find_dateline};
use crate::model::{Field, Finding, FindingKind};
use crate::trace::restore::Undo;

/// What happened to the credit, and how to put it back.
pub fn find(case: &Case, text: &Text) -> Vec<(Finding, Option<Undo>)> {
    let mine = find_dateline(&case.article.text, case.agencies);
    if let Some(found) = replaced(case, text, mine.as_ref()) {
        return vec![found];
    }
    dropped(case, mine.as_ref())
        .into_iter()
        .map(|finding| (finding, None))
        .collect()
}

/// Another name stands where the known text names its agency; or, without a known text, where only an agency can
/// stand, while the page shows whose text it is.
fn replaced(
    case: &Case,
    text: &Text,
    mine: Option<&DatelineSpan>,
) -> Option<(Finding, Option<Undo>)> {
    let mine = mine?;
    let supplier = mine.supplier.as_deref()?;
    let span = mine.supplier_span?;
    if let Some(base) = case.whole() {
        let theirs = find_dateline(&base.known.text, case.agencies)?;
        let wire = theirs.dateline.wire.as_deref()?;
        if mine.dateline.wire.as_deref() == Some(wire)
            || theirs.supplier.as_deref() == Some(supplier)
        {
            return None;
        }
        let was = theirs.supplier.clone().unwrap_or_else(|| wire.to_owned());
        let why = format!(
            "the known text has “{was}” in its dateline; “{supplier}” was put in its place"
        );
        let shown = text.slice(mine.start, mine.end);
        let finding = case.in_text(
            FindingKind::FalseCredit,
            mine.start,
            mine.end,
            shown.trim(),
            0.97,
            why,
        );
        let undo = Undo {
            start: span.0,
            end: span.1,
            put_back: was,
        };
        return Some((finding, Some(undo)));
    }
    if mine.dateline.wire.is_some()
        || case
            .article
            .outlet
            .name
            .as_deref()
            .is_some_and(|name| same_house(name, supplier))
    {
        return None;
    }
    // An agency's own pictures or words below a dateline in an agency's form.
    let shown = case
        .credits
        .iter()
        .find(|credit| credit.part == Part::Picture || credit.place == Place::StaffLine)?;
    let agency = case
        .agencies
        .get(&shown.agency)
        .map_or(shown.agency.as_str(), |agency| agency.name.as_str());
    let why = format!(
        "“{supplier}” is no known agency, yet stands in the dateline in an agency's place; the page's pictures are {agency}'s"
    );
    let words = text.slice(mine.start, mine.end);
    Some((
        case.in_text(
            FindingKind::FalseCredit,
            mine.start,
            mine.end,
            words.trim(),
            0.7,
            why,
        ),
        None,
    ))
}

/// The known text credits its agency, this one doesn't.
fn dropped(case: &Case, mine: Option<&DatelineSpan>) -> Option<Finding> {
    let base = case.whole()?;
    let wire = base.wire.as_deref()?;
    if !credits_agency(case, &base.known.text, wire) {
        return None;
    }
    let still = mine.is_some_and(|mine| mine.dateline.wire.as_deref() == Some(wire))
        || case.credits.iter().any(|credit| {
            credit.agency == wire && matches!(credit.part, Part::Author | Part::Helper)
        });
    let own_house = case
        .article
        .outlet
        .name
        .as_deref()
        .is_some_and(|name| case.agencies.of_outlet(name).is_some_and(|a| a.id == wire));
    if still || own_house || credited_beside(case, wire) {
        return None;
    }
    let agency = case
        .agencies
        .get(wire)
        .map_or(wire, |agency| agency.name.as_str());
    let why = format!("the known text credits {agency}; this copy names it nowhere");
    Some(case.in_text(FindingKind::CreditDropped, 0, 0, "", 0.9, why))
}

/// Whether the page credits the agency outside the text: in a line below it, under the headline, in its data.
fn credited_beside(case: &Case, wire: &str) -> bool {
    let mut lines = case.layout.supplier_lines.clone();
    if !case.places.whole {
        lines.extend(lines_beside(case));
    }
    find_credits("", &lines, None, case.agencies)
        .iter()
        .any(|credit| credit.agency == wire)
}

/// Lines of a page's plain text that are neither of the article nor a teaser.
fn lines_beside(case: &Case) -> Vec<String> {
    let chars: Vec<char> = case.layout.basis.chars().collect();
    let taken = |span: &&FieldSpan| matches!(span.field, Field::Text | Field::Teaser);
    let mut beside = String::new();
    let mut at = 0;
    let spans = case.layout.spans.iter().filter(taken);
    for (start, end) in spans
        .map(|span| (span.start, span.end))
        .chain([(chars.len(), chars.len())])
    {
        if at < start {
            beside.extend(&chars[at..start]);
            beside.push('\n');
        }
        at = at.max(end);
    }
    let lines = beside.lines().map(str::trim);
    let short = lines.filter(|line| !line.is_empty() && line.len() <= CREDIT_LINE);
    short.map(str::to_owned).collect()
}

/// Bytes of a line that may be a credit.
const CREDIT_LINE: usize = 240;

/// Whether a text names the agency as its author.
fn credits_agency(case: &Case, text: &str, wire: &str) -> bool {
    let dateline = find_dateline(text, case.agencies).and_then(|found| found.dateline.wire);
    dateline.as_deref() == Some(wire)
        || find_credits(text, &[], None, case.agencies)
            .iter()
            .any(|credit| credit.agency == wire && credit.part == Part::Author)
}
