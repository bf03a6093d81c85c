//! The stated source: a name that has nothing to do with the text, or an invented author.

use super::names::{Stated, is_camel, same_house};
use super::{Case, Suspicion};
use crate::extract::credit::Part;
use crate::model::{Field, Finding, FindingKind};

/// From here on a source is called false.
const ENOUGH: f64 = 0.6;

/// How little the stated source fits what is known of the text, and why.
pub fn doubt(case: &Case, names: &[Stated]) -> Option<(f64, String)> {
    let source = names
        .iter()
        .find(|stated| stated.field == Field::CreditLine)?;
    let name = source.name.as_str();
    if is_true(case, name) {
        return None;
    }
    if let Some(base) = case.whole() {
        let outlet = base.known.outlet.as_deref().or(base.wire.as_deref())?;
        let late = base.delay_seconds.is_none_or(|delay| delay > 0);
        let sure = if late { 0.9 } else { 0.6 };
        return Some((
            sure,
            format!("the text is {outlet}'s; “{name}” is not among those who ran it before"),
        ));
    }
    if let Some(owner) = owner(&case.article.text)
        && !same_house(&owner, name)
    {
        return Some((
            0.75,
            format!("the text's own copyright line names {owner}, not “{name}”"),
        ));
    }
    let wire = case
        .origin
        .wire
        .as_deref()
        .filter(|_| case.origin.role != crate::model::Role::Contributed)?;
    let agency = case
        .agencies
        .get(wire)
        .map_or(wire, |agency| agency.name.as_str());
    Some((
        0.3,
        format!("the text says that it is {agency}'s, the page says “{name}”"),
    ))
}

/// What a source that is named like a money house adds to the doubt about a page whose story is another: too little
/// for a finding. 0 to 0.4.
pub fn unease(case: &Case, names: &[Stated]) -> f64 {
    const MONEY: [&str; 20] = [
        "invest",
        "investment",
        "capital",
        "trading",
        "trade",
        "exchange",
        "wealth",
        "asset",
        "assets",
        "finance",
        "stock",
        "stocks",
        "fund",
        "funds",
        "quant",
        "quantitative",
        "crypto",
        "fin",
        "money",
        "profit",
    ];
    let Some(source) = names
        .iter()
        .find(|stated| stated.field == Field::CreditLine)
    else {
        return 0.0;
    };
    if is_true(case, &source.name) {
        return 0.0;
    }
    let words = source.name.split(|c: char| !c.is_alphanumeric());
    let money = words
        .into_iter()
        .any(|word| MONEY.contains(&word.to_lowercase().as_str()));
    let made_up = source.name.split(' ').any(is_camel);
    match (money, made_up) {
        (true, true) => 0.4,
        (true, false) => 0.3,
        (false, true) => 0.2,
        (false, false) => 0.0,
    }
}

/// The page's outlet, an agency that the text credits, or an outlet that is known to have run it.
fn is_true(case: &Case, name: &str) -> bool {
    let known = case
        .true_names()
        .into_iter()
        .any(|known| same_house(known, name));
    let agency = case.agencies.named(name);
    let credited = agency.is_some_and(|agency| {
        case.article.dateline.wire.as_deref() == Some(&agency.id)
            || case.credits.iter().any(|c| {
                c.agency == agency.id
                    && matches!(c.part, Part::Author | Part::Helper)
                    && c.span.is_some()
            })
            || case.base.and_then(|base| base.wire.as_deref()) == Some(&agency.id)
    });
    let nothing_known = case.whole().is_none() && agency.is_some();
    known || credited || nothing_known
}

/// The false source and the false author.
pub fn find(case: &Case, names: &[Stated], suspicion: &Suspicion, accused: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    let source = names
        .iter()
        .find(|stated| stated.field == Field::CreditLine);
    if let Some(source) = source {
        let outlet = case.article.outlet.name.as_deref();
        let own = outlet.is_some_and(|outlet| same_house(outlet, &source.name));
        let doubt = match &suspicion.source {
            Some((doubt, why)) => Some((doubt + if accused { 0.35 } else { 0.0 }, why.clone())),
            // A page that puts a brand on another's text doesn't tell its source either.
            None if accused && !is_true(case, &source.name) => Some((
                0.7,
                format!(
                    "“{}” is unknown to the text, on a page that puts a brand of its own into it",
                    source.name
                ),
            )),
            None => None,
        };
        if let Some((doubt, why)) = doubt.filter(|(doubt, _)| *doubt >= ENOUGH && (!own || accused))
        {
            found.push(finding(source, doubt.min(0.97), why));
        }
    }
    if suspicion.credit_gone
        && let Some(byline) = names.iter().find(|stated| stated.field == Field::Bylines)
        && let Some(base) = case.base
    {
        let wire = base.wire.as_deref().unwrap_or_default();
        let agency = case
            .agencies
            .get(wire)
            .map_or(wire, |agency| agency.name.as_str());
        let why = format!(
            "the text is {agency}'s; its credit is gone and “{}” stands as its author",
            byline.name
        );
        found.push(finding(byline, 0.85, why));
    }
    found
}

fn finding(stated: &Stated, confidence: f64, why: String) -> Finding {
    Finding {
        kind: FindingKind::FalseSource,
        start: stated.place.map(|(start, _)| start),
        end: stated.place.map(|(_, end)| end),
        field: stated.place.is_none().then_some(stated.field),
        text: stated.name.clone(),
        confidence: (confidence * 100.0).round() / 100.0,
        why,
    }
}

/// Who owns the text by the copyright line at its end.
fn owner(text: &str) -> Option<String> {
    let line = text
        .lines()
        .rev()
        .filter(|line| !line.trim().is_empty())
        .take(4)
        .find(|line| {
            let low = line.to_lowercase();
            low.contains("copyright") || low.contains('©')
        })?;
    let after = ["©", "Copyright", "copyright", "(c)"]
        .iter()
        .filter_map(|mark| line.rfind(mark).map(|at| at + mark.len()))
        .max()?;
    let rest = line[after..].trim_start_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | '–' | ',' | '©')
    });
    let rest = rest.strip_prefix("by ").unwrap_or(rest);
    let end = rest.find([',', '.', ';', '|']).unwrap_or(rest.len());
    let name = rest[..end].trim();
    let words = name.split_whitespace().count();
    ((1..=6).contains(&words) && name.starts_with(char::is_uppercase)).then(|| name.to_owned())
}
