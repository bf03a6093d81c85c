//! Days, clocks and zones: what one place of a page leaves out, another has.

use super::address::in_address;
use super::{DATED, PUBLISHED, Place, read_time, shown};
use crate::extract::written_time::Order;
use crate::html::query;
use crate::time;

const DAY: i64 = 86_400;

/// An instant given in UTC, in the page's own zone where the page shows the same instant in it: as another tag with a
/// zone, or as a time of day without one that lies whole quarters of an hour away.
pub fn localised(place: &Place, at: String, order: Order) -> String {
    if at.len() > 10 && !time::has_zone(&at) {
        return on_shown_day(place, at, order);
    }
    let Some(instant) = at.ends_with('Z').then(|| time::instant(&at)).flatten() else {
        return at;
    };
    let tags = PUBLISHED
        .iter()
        .chain(&DATED)
        .flat_map(|name| place.survey.metas_of(name))
        .filter_map(|text| read_time(text, order));
    let elements = place.survey.times.iter().take(40).flat_map(|id| {
        let stated = place
            .tree
            .attr(*id, "datetime")
            .and_then(|text| read_time(&text, order));
        let shown = read_time(&query::text_of(place.tree, *id, 200), order);
        [stated, shown].into_iter().flatten()
    });
    let end = place.near.end.min(place.blocks.blocks.len());
    let shown = place.blocks.blocks[place.near.start..end]
        .iter()
        .map(|block| place.blocks.text_of(block))
        .filter(|text| text.len() < 400)
        .filter_map(|text| read_time(text, order));
    let address = place.url.and_then(in_address);
    let mut days = Vec::new();
    for other in tags.chain(elements).chain(shown).chain(address) {
        if other.len() == 10 {
            days.push(other);
            continue;
        }
        if other.ends_with('Z') {
            continue;
        }
        let Some(theirs) = time::instant(&other) else {
            continue;
        };
        if time::has_zone(&other) {
            if (theirs - instant).abs() < 60 {
                return other;
            }
            continue;
        }
        // Read as UTC, a local time is off by its zone.
        let quarters = (theirs - instant + 450).div_euclid(900);
        let rest = theirs - instant - quarters * 900;
        if rest.abs() < 60 && quarters != 0 && (-48..=56).contains(&quarters) {
            let minutes = quarters * 15;
            let sign = if minutes < 0 { '-' } else { '+' };
            return format!(
                "{other}{sign}{:02}:{:02}",
                minutes.abs() / 60,
                minutes.abs() % 60
            );
        }
    }
    on_day(&at, instant, &days).unwrap_or(at)
}

/// A time without zone on the eve or the morrow of the only day that readers see: its zone is not the outlet's, and of
/// the two only the day is sure.
fn on_shown_day(place: &Place, at: String, order: Order) -> String {
    let end = place.near.end.min(place.blocks.blocks.len());
    let mut days = place.blocks.blocks[place.near.start..end]
        .iter()
        .map(|block| place.blocks.text_of(block))
        .filter(|text| text.len() < 60 && !shown::says_updated(text))
        .filter_map(|text| read_time(text, order));
    let Some(day) = days.next() else {
        return at;
    };
    let same = |other: &str| other.get(..10) == day.get(..10);
    let next = super::days_between(&at, &day).is_some_and(|days| days.abs() == 1);
    if next && days.all(|other| same(&other)) {
        return day;
    }
    at
}

/// An instant in UTC where the page names another day for it, and never the UTC one: in the nearest zone of whole hours
/// that makes it that day. The instant stays what was stated, and so does the day.
fn on_day(at: &str, instant: i64, days: &[String]) -> Option<String> {
    if days.iter().any(|day| at.starts_with(day.as_str())) {
        return None;
    }
    let midnight = instant.div_euclid(DAY) * DAY;
    days.iter().find_map(|day| {
        let start = time::instant(&format!("{day}T00:00:00Z"))?;
        let hours = if start == midnight + DAY {
            (start - instant + 3599).div_euclid(3600)
        } else if start == midnight - DAY {
            -((instant - midnight).div_euclid(3600) + 1)
        } else {
            return None;
        };
        if !(-10..=13).contains(&hours) {
            return None;
        }
        let local = jiff::Timestamp::from_second(instant + hours * 3600).ok()?;
        let local = time::normal(&local.to_string())?;
        let sign = if hours < 0 { '-' } else { '+' };
        Some(format!(
            "{}{sign}{:02}:00",
            local.strip_suffix('Z')?,
            hours.abs()
        ))
    })
}

/// A bare date gets its time of day from a `time` element of the same day.
pub fn with_clock(place: &Place, at: String, order: Order) -> String {
    if at.len() > 10 {
        return at;
    }
    let elements = || {
        place
            .survey
            .times
            .iter()
            .take(200)
            .filter_map(|id| read_time(&place.tree.attr(*id, "datetime")?, order))
    };
    if let Some(found) = elements().find(|other| other.len() > 10 && other.starts_with(&at)) {
        return found;
    }
    // What the page shows with its time of day is more than a bare day that is off by one, as days cut from UTC are.
    let end = place.near.end.min(place.blocks.blocks.len());
    let near = &place.blocks.blocks[place.near.start..end];
    let shown = near
        .iter()
        .map(|block| place.blocks.text_of(block))
        .filter(|text| text.len() < 200 && !shown::says_updated(text))
        .filter_map(|text| read_time(text, order))
        .filter(|other| other.len() > 10);
    let day = |text: &str| time::instant(&format!("{}T00:00:00Z", text.get(..10)?));
    let mut close = shown.filter(|other| {
        day(other)
            .zip(day(&at))
            .is_some_and(|(theirs, ours)| (theirs - ours).abs() <= DAY)
    });
    close.next().unwrap_or(at)
}
