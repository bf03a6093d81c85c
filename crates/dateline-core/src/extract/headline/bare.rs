//! A headline without what its template runs into it: kickers, sections, dates; and whole where one place cuts it short.

use super::one_line;
use crate::extract::linked_data::LinkedData;
use crate::extract::outlet::{self, OutletNames};
use crate::extract::survey::Survey;

/// A headline without what its template runs into it: a kicker before it that OpenGraph leaves off, a section after it
/// that the page's data leaves off.
pub fn bare(headline: String, survey: &Survey, data: &LinkedData, outlet: &OutletNames) -> String {
    const MOST_KICKER: usize = 40;
    const LEAST: usize = 16;
    // A headline cut short by one place stands whole in another.
    if let Some(stem) = headline
        .strip_suffix("...")
        .or_else(|| headline.strip_suffix('…'))
    {
        let stem = stem.trim_end();
        let others = [
            survey.meta_of(&["og:title"]),
            survey.title.as_deref(),
            survey.meta_of(&["twitter:title"]),
        ];
        let whole = others.into_iter().flatten().find(|other| {
            stem.chars().count() >= LEAST
                && other.len() > headline.len()
                && other.starts_with(stem)
                && !other.ends_with(['…', '.'])
        });
        if let Some(whole) = whole {
            return one_line(outlet.strip(whole));
        }
    }
    let whole = outlet::key(&headline);
    if let Some(shared) = survey.meta_of(&["og:title"])
        && shared.chars().count() >= LEAST
        && let Some(at) = headline.rfind(shared)
        && at > 0
        && at + shared.len() == headline.len()
    {
        let kicker = headline[..at].trim_end();
        if kicker.chars().count() <= MOST_KICKER && kicker.ends_with([':', '-', '–', '|', '—'])
        {
            return shared.to_owned();
        }
    }
    if let Some(shared) = without_line_mates(&whole, survey, data, outlet) {
        return shared;
    }
    if let Some(stated) = data.headlines.first().filter(|_| data.is_article) {
        let key = outlet::key(stated);
        let rest = headline.strip_prefix(stated.as_str()).unwrap_or_default();
        if key.len() < whole.len()
            && rest.trim_start().starts_with(['-', '–', '|', '_', '—'])
            && stated.chars().count() >= LEAST
        {
            return stated.clone();
        }
    }
    headline
}

/// The headline of a heading that holds a kicker before it, or a date and a desk after it, without a mark between them:
/// the part that title or tags state alone, while none of them states the whole.
fn without_line_mates(
    whole: &str,
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
) -> Option<String> {
    const LEAST_KEY: usize = 14;
    /// More than an article.
    const LEAST_MORE: usize = 4;
    const MOST_MORE: usize = 90;
    let stated = [
        survey.meta_of(&["og:title"]),
        data.headlines
            .first()
            .map(String::as_str)
            .filter(|_| data.is_article),
        survey.title.as_deref(),
    ];
    let stated: Vec<String> = stated
        .into_iter()
        .flatten()
        .map(|text| one_line(outlet.strip(text)))
        .collect();
    let keys: Vec<String> = stated.iter().map(|text| outlet::key(text)).collect();
    if keys.iter().any(|key| key == whole) {
        return None;
    }
    let part = keys.iter().position(|key| {
        let more = whole.len().saturating_sub(key.len());
        let dated_rest = || {
            whole
                .strip_prefix(key.as_str())
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        key.len() >= LEAST_KEY
            && (LEAST_MORE..=MOST_MORE).contains(&more)
            && (whole.ends_with(key.as_str()) || dated_rest())
    })?;
    Some(stated[part].clone())
}
