//! A brand in the headline: a name before or after it that the page's other evidence shows to be put on another's
//! text. An outlet's own name in its title is none.

use super::names::{Stated, same_house};
use super::{Case, Suspicion};
use crate::model::{Finding, FindingKind};

/// From here on the name beside a headline is called a brand.
const ENOUGH: f64 = 0.7;

/// What each sign adds. No sign that an honest page may show is enough alone.
mod sign {
    /// The name, or another, was put into the text itself.
    pub const IN_TEXT: f64 = 0.8;
    /// The text is known to be another house's.
    pub const STRANGER: f64 = 0.3;
    pub const FALSE_SOURCE: f64 = 0.35;
    pub const REDATED: f64 = 0.35;
    pub const SECTION: f64 = 0.35;
    /// Two names of houses that nobody knows stand for one page.
    pub const TWO_NAMES: f64 = 0.35;
    /// Two names of houses stand in one title, run into the headline without a space.
    pub const IN_ONE_TITLE: f64 = 0.35;
}

/// The names beside the headline, each where it stands.
pub fn find(case: &Case, names: &[Stated], suspicion: &Suspicion) -> Vec<Finding> {
    let in_title = names.iter().filter(|stated| stated.in_title);
    in_title
        .filter_map(|stated| judge(case, stated, names, suspicion))
        .collect()
}

fn judge(case: &Case, stated: &Stated, names: &[Stated], suspicion: &Suspicion) -> Option<Finding> {
    let name = stated.name.as_str();
    if is_known(case, name) {
        return None;
    }
    let mut sum = 0.0;
    let mut why: Vec<String> = Vec::new();
    let mut add = |weight: f64, reason: String| {
        sum += weight;
        why.push(reason);
    };
    if suspicion
        .inserted
        .iter()
        .any(|inserted| same_house(inserted, name))
    {
        add(
            sign::IN_TEXT,
            "it also stands inside the text, where it doesn't belong".into(),
        );
    } else if !suspicion.inserted.is_empty() {
        add(
            sign::IN_TEXT * 0.6,
            "another brand stands inside the text".into(),
        );
    }
    if let Some(base) = case.whole() {
        let outlet = base.known.outlet.as_deref().unwrap_or("another outlet");
        add(sign::STRANGER, format!("the text is {outlet}'s"));
    }
    if suspicion
        .source
        .as_ref()
        .is_some_and(|(doubt, _)| *doubt >= 0.6)
    {
        add(sign::FALSE_SOURCE, "the stated source is false".into());
    }
    if suspicion.redated {
        add(sign::REDATED, "the date is false".into());
    }
    if let Some((doubt, _)) = &suspicion.section {
        add(
            sign::SECTION * doubt.min(1.0),
            "the section doesn't fit the story".into(),
        );
    }
    let other = names.iter().find(|other| {
        !same_house(&other.name, name)
            && other.field != crate::model::Field::Bylines
            && !is_known(case, &other.name)
    });
    if let Some(other) = other {
        add(
            sign::TWO_NAMES,
            format!("the page also goes by “{}”", other.name),
        );
        let beside = names
            .iter()
            .any(|two| two.in_title && !same_house(&two.name, name));
        if beside && stated.in_title {
            add(sign::IN_ONE_TITLE, "both are run into one title".into());
        }
    }
    (sum >= ENOUGH).then(|| Finding {
        kind: FindingKind::BrandInHeadline,
        start: stated.place.map(|(start, _)| start),
        end: stated.place.map(|(_, end)| end),
        field: stated
            .place
            .is_none()
            .then_some(crate::model::Field::Headline),
        text: name.to_owned(),
        confidence: f64::min(0.98, (sum * 100.0).round() / 100.0),
        why: format!("a name set beside another's headline: {}", why.join("; ")),
    })
}

/// A house that is known to run such texts: an agency, or one of those that the text is known from.
fn is_known(case: &Case, name: &str) -> bool {
    case.agencies.named(name).is_some()
        || case.agencies.of_outlet(name).is_some()
        || case
            .true_names()
            .into_iter()
            .any(|known| same_house(known, name))
}
