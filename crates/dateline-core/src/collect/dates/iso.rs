//! ISO 8601 and RFC 3339 dates, with the shortened forms of ISO 8601:1988 and the slips that feeds make.

use super::{Parts, digits_at, full_year, months, zones};

/// Reads a date that opens with a year, or with the hyphens that stand for a left-out one.
pub(super) fn parse(text: &str) -> Option<i64> {
    let (mut parts, rest) = date(text)?;
    let rest = rest.trim_start();
    if rest.is_empty() {
        return parts.instant();
    }
    let clock = rest.trim_start_matches(['T', 't', ' ']);
    let (rest, _) = time(clock, &mut parts)?;
    parts.offset = zone(rest)?;
    parts.instant()
}

/// The date and what follows it.
fn date(text: &str) -> Option<(Parts, &str)> {
    let digits = digits_at(text);
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let after = text.get(digits..)?;
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    match digits {
        // YYYYMMDD, YYYYDDD, YYMMDD, YYDDD
        8 => Some((day(number(0..4)?, number(4..6)?, number(6..8)?), after)),
        7 if ends(after) => Some((of_year(number(0..4)?, number(4..7)?)?, after)),
        6 if ends(after) => Some((
            day(full_year(number(0..2)?, 2), number(2..4)?, number(4..6)?),
            after,
        )),
        5 if ends(after) => Some((of_year(full_year(number(0..2)?, 2), number(2..5)?)?, after)),
        14 => {
            // YYYYMMDDhhmmss
            let parts = day(number(0..4)?, number(4..6)?, number(6..8)?);
            Some((parts, &text[8..]))
        }
        4 if ends(after) => Some((day(number(0..4)?, 1, 1), after)),
        4 if after.starts_with('-') => hyphened(number(0..4)?, &after[1..]),
        2 if after.starts_with('-') => hyphened(full_year(number(0..2)?, 2), &after[1..]),
        2 if after.is_empty() => Some((day(number(0..2)? * 100, 1, 1), after)),
        0 if text.starts_with('-') && !text.starts_with("--") => without_century(&text[1..]),
        _ => None,
    }
}

/// What follows `YYYY-`: `MM`, `MM-DD`, `DDD`, or a month's name and a day.
fn hyphened(year: i64, rest: &str) -> Option<(Parts, &str)> {
    let digits = digits_at(rest);
    if digits == 0 {
        let end = rest.find(|c: char| !c.is_alphabetic())?;
        let month = months::month(&rest[..end].to_lowercase())?;
        let rest = rest[end..].strip_prefix('-')?;
        let digits = digits_at(rest);
        return Some((
            day(year, month, rest[..digits].parse().ok()?),
            &rest[digits..],
        ));
    }
    let first: i64 = rest[..digits].parse().ok()?;
    let after = &rest[digits..];
    match (digits, after.strip_prefix('-')) {
        (3, None) => Some((of_year(year, first)?, after)),
        (4, None) => Some((day(year, first / 100, first % 100), after)),
        (1 | 2, Some(more)) => {
            let digits = digits_at(more).min(2);
            let second = more[..digits].parse().ok()?;
            Some((day(year, first, second), &more[digits..]))
        }
        (2, None) => Some((day(year, first, 1), after)),
        _ => None,
    }
}

/// `-YY`, `-YYMM`, `-YY-MM`: the century is left out, the day too.
fn without_century(text: &str) -> Option<(Parts, &str)> {
    let year = full_year(text.get(..2)?.parse().ok()?, 2);
    let rest = &text[2..];
    let month = rest.strip_prefix('-').unwrap_or(rest);
    match digits_at(month) {
        0 if rest.is_empty() => Some((day(year, 1, 1), rest)),
        2.. => Some((day(year, month[..2].parse().ok()?, 1), &month[2..])),
        _ => None,
    }
}

fn day(year: i64, month: i64, day: i64) -> Parts {
    Parts {
        year,
        month,
        day,
        ..Parts::default()
    }
}

/// A day counted within its year.
fn of_year(year: i64, number: i64) -> Option<Parts> {
    let first = jiff::civil::Date::new(i16::try_from(year).ok()?, 1, 1).ok()?;
    if !(1..=i64::from(first.days_in_year())).contains(&number) {
        return None;
    }
    let date = first.checked_add(jiff::Span::new().days(number - 1)).ok()?;
    Some(day(year, date.month().into(), date.day().into()))
}

/// `hh[:mm[:ss[.f]]]` or without colons; what follows it.
fn time<'a>(text: &'a str, parts: &mut Parts) -> Option<(&'a str, usize)> {
    let digits = digits_at(text);
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let mut at = digits;
    match digits {
        6 | 4 => {
            parts.hour = number(0..2)?;
            parts.minute = number(2..4)?;
            parts.second = number(4..6).filter(|_| digits == 6).unwrap_or(0);
        }
        1 | 2 => {
            let ((hour, minute, second), width) = super::clock_at(text);
            (parts.hour, parts.minute, parts.second) = (hour, minute, second);
            at = width;
        }
        _ => return None,
    }
    let rest = &text[at..];
    let fraction = rest
        .strip_prefix(['.', ','])
        .map_or(0, |f| 1 + digits_at(f));
    Some((&rest[fraction..], at))
}

/// What may follow a time: nothing, a zone, and again a stray `Z`.
fn zone(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0);
    }
    if let Some(rest) = text.strip_prefix(['+', '-', '−']) {
        let (seconds, width) = zones::offset(rest)?;
        let tail = rest[width..].trim();
        let sign = if text.starts_with('+') { 1 } else { -1 };
        return matches!(tail, "" | "Z" | "z").then_some(sign * seconds);
    }
    zones::named(&text.to_lowercase())
}
