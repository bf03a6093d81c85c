//! Dates as feeds write them: RFC 3339 and its cousins, RFC 822 with every known slip, dates in other languages, Unix
//! time. A time without a zone is read as UTC.
//!
//! Bylines and visible dates of pages are not read here: a page states no instant, see [`crate::time`].

mod iso;
mod months;
mod zones;

use jiff::{civil, tz::TimeZone};

/// Longest text that may be a date.
const MAX_LENGTH: usize = 120;

/// Seconds since 1970 of a date in any known form.
pub fn parse(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_LENGTH {
        return None;
    }
    iso::parse(text).or_else(|| Words::read(text)?.instant())
}

/// A date in any known form as RFC 3339 in UTC, `2026-03-01T10:00:00Z`.
pub fn parse_utc(text: &str) -> Option<String> {
    utc(parse(text)?)
}

/// Seconds since 1970 as RFC 3339 in UTC.
pub fn utc(seconds: i64) -> Option<String> {
    let at = jiff::Timestamp::from_second(seconds).ok()?;
    Some(format!("{}Z", TimeZone::UTC.to_datetime(at)))
}

/// What is known of an instant while a date is read.
#[derive(Debug, Clone, Copy, Default)]
struct Parts {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
    second: i64,
    /// Seconds east of UTC.
    offset: i64,
}

impl Parts {
    /// The instant. What is too much for its unit (31 June, 25:61) carries over, as programs that count so write it.
    fn instant(self) -> Option<i64> {
        let year = i16::try_from(self.year).ok()?;
        let month = i8::try_from(self.month).ok()?;
        let first = civil::Date::new(year, month, 1).ok()?;
        let whole = self.hour <= 47 && self.minute <= 99 && self.second <= 99;
        if !whole || !(1..=31).contains(&self.day) {
            return None;
        }
        let midnight = TimeZone::UTC
            .to_timestamp(first.at(0, 0, 0, 0))
            .ok()?
            .as_second();
        let seconds = (self.day - 1) * 86_400 + self.hour * 3600 + self.minute * 60 + self.second;
        Some(midnight + seconds - self.offset)
    }

    /// Whether the calendar and the clock have it.
    fn exists(self) -> bool {
        let date = || {
            let year = i16::try_from(self.year).ok()?;
            let (month, day) = (i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?);
            civil::Date::new(year, month, day).ok()
        };
        date().is_some() && self.hour <= 24 && self.minute < 60 && self.second <= 60
    }
}

/// Two-digit years: 90 to 99 are of the last century.
fn full_year(year: i64, digits: usize) -> i64 {
    match (digits, year) {
        (..=2, 90..) => year + 1900,
        (..=2, _) => year + 2000,
        _ => year,
    }
}

/// A date in words: what each piece can be, in any order.
#[derive(Debug, Default)]
struct Words {
    numbers: Vec<(i64, usize)>,
    month: Option<i64>,
    /// Whether a number came before the month.
    day_first: bool,
    clock: Option<(i64, i64, i64)>,
    afternoon: Option<bool>,
    zone: Option<Zone>,
    year: Option<i64>,
}

#[derive(Debug, Clone, Copy)]
enum Zone {
    Offset(i64),
    /// Korean portals leave it out.
    Korea,
}

impl Words {
    fn read(text: &str) -> Option<Words> {
        let mut words = Words::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let taken = if c.is_ascii_digit() {
                words.number(rest)
            } else if matches!(c, '+' | '-' | '−')
                && (words.clock.is_some() && !words.numbers.is_empty())
            {
                words.signed(rest)
            } else if c.is_alphabetic() {
                words.word(rest)?
            } else {
                c.len_utf8()
            };
            rest = &rest[taken..];
        }
        Some(words)
    }

    /// `12:30:05.5`, `12h30`, `26/06/2020`, `2004`.
    fn number(&mut self, rest: &str) -> usize {
        let digits = digits_at(rest);
        let value = rest[..digits].parse().unwrap_or(i64::MAX);
        let after = &rest[digits..];
        if digits <= 2
            && self.clock.is_none()
            && after.starts_with(':')
            && digits_at(&after[1..]) > 0
        {
            let (clock, width) = clock_at(rest);
            self.clock = Some(clock);
            return width;
        }
        // `3pm` is an hour.
        let marker = after.trim_start().to_ascii_lowercase();
        let is_hour = ["am", "pm", "a.m", "p.m"]
            .iter()
            .any(|m| marker.starts_with(m));
        if digits <= 2 && self.clock.is_none() && is_hour {
            self.clock = Some((value, 0, 0));
            return digits;
        }
        if after.starts_with(['년', '年']) {
            self.year = Some(full_year(value, digits));
            self.zone = self.zone.or(after.starts_with('년').then_some(Zone::Korea));
            return digits;
        }
        if after.starts_with(['월', '月']) {
            self.month = Some(value);
            return digits;
        }
        self.numbers.push((value, digits));
        digits
    }

    fn signed(&mut self, rest: &str) -> usize {
        let sign = rest.chars().next().map_or(1, char::len_utf8);
        match zones::offset(&rest[sign..]) {
            Some((seconds, width)) => {
                let negative = !rest.starts_with('+');
                self.zone = Some(Zone::Offset(if negative { -seconds } else { seconds }));
                sign + width
            }
            None => sign,
        }
    }

    /// Weekdays, months, zones, `pm`, and words between; `None` when a word has no place in a date.
    fn word(&mut self, rest: &str) -> Option<usize> {
        let ends = |c: char| !(c.is_alphabetic() || matches!(c, '_' | '.' | '/'));
        let mut end = rest.find(ends).unwrap_or(rest.len());
        if !rest[..end].contains('_') && !zones::is_region(&rest[..end]) {
            end = rest[..end].find('/').unwrap_or(end);
        }
        let word = rest[..end].trim_end_matches('.').to_lowercase();
        let plain = word.replace('.', "");
        match plain.as_str() {
            "am" | "오전" => self.afternoon = Some(false),
            "pm" | "오후" => self.afternoon = Some(true),
            "at" | "um" | "à" | "de" | "del" | "le" | "of" | "on" | "den" | "the" | "th" | "st"
            | "nd" | "rd" | "h" | "uhr" | "kl" | "klo" | "g" | "г" | "일" | "日" | "년" | "월"
            | "年" | "月"
                if plain != "at" || self.clock.is_none() => {}
            "t" if self.clock.is_none() => {}
            _ => {
                if let (Some(month), true) = (months::month(&plain), self.month.is_none()) {
                    self.month = Some(month);
                    self.day_first = !self.numbers.is_empty();
                } else if let Some(seconds) = zones::named(&plain) {
                    self.zone = Some(Zone::Offset(seconds));
                } else if zones::is_region(&rest[..end]) {
                    self.zone = self.zone_of(&rest[..end]).or(self.zone);
                } else if !months::is_weekday(&plain) && !self.is_padding(&plain) {
                    return None;
                }
            }
        }
        if matches!(plain.as_str(), "오전" | "오후") {
            self.zone = self.zone.or(Some(Zone::Korea));
        }
        Some(end.max(1))
    }

    /// A word in brackets or after the zone ("(Central European Time)") says nothing new.
    fn is_padding(&self, word: &str) -> bool {
        (self.zone.is_some() && self.clock.is_some())
            || (word.chars().count() <= 4 && self.clock.is_some())
    }

    /// Offset of a tz database region at the date read so far.
    fn zone_of(&self, name: &str) -> Option<Zone> {
        let (year, month, day) = self.date()?;
        let (hour, minute, _) = self.clock.unwrap_or_default();
        let date = civil::Date::new(
            i16::try_from(year).ok()?,
            i8::try_from(month).ok()?,
            i8::try_from(day).ok()?,
        );
        let at = date
            .ok()?
            .at(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0);
        let zone = TimeZone::get(name).ok()?;
        let there = zone.to_timestamp(at).ok()?.as_second();
        let utc = TimeZone::UTC.to_timestamp(at).ok()?.as_second();
        Some(Zone::Offset(utc - there))
    }

    /// Year, month and day from the numbers that are left.
    fn date(&self) -> Option<(i64, i64, i64)> {
        let mut numbers = self.numbers.clone();
        let mut year = self.year;
        if year.is_none() {
            let wide = numbers
                .iter()
                .position(|(value, digits)| *digits >= 3 || *value > 31)?;
            // A four-digit year in front is followed by month and day.
            let (value, digits) = numbers.remove(wide);
            year = Some(full_year(value, digits));
            if wide == 0 && self.month.is_none() && numbers.len() >= 2 {
                return ordered(year?, numbers[0].0, numbers[1].0);
            }
        }
        let year = year?;
        match (self.month, numbers.as_slice()) {
            (Some(month), [(day, _), ..]) => Some((year, month, *day)),
            (Some(month), []) => Some((year, month, 1)),
            (None, [(first, _), (second, _), ..]) => {
                // Day first, as most of the world has it, unless that can't be.
                if *second > 12 && *first <= 12 {
                    ordered(year, *first, *second)
                } else {
                    ordered(year, *second, *first)
                }
            }
            _ => None,
        }
    }

    /// `24 Nov 23` and `30.10.23` have a two-digit year at the end.
    fn short_year(&mut self) {
        let has_wide = self
            .numbers
            .iter()
            .any(|(value, digits)| *digits >= 3 || *value > 31);
        let needed = if self.month.is_some() { 2 } else { 3 };
        if self.year.is_none() && !has_wide && self.numbers.len() >= needed {
            let (value, digits) = self.numbers.remove(needed - 1);
            self.year = Some(full_year(value, digits));
        }
    }

    fn instant(mut self) -> Option<i64> {
        self.short_year();
        let (year, month, day) = match self.date() {
            Some(date) => date,
            None => return self.unix(),
        };
        let (mut hour, minute, second) = self.clock.unwrap_or_default();
        match self.afternoon {
            Some(true) if hour < 12 => hour += 12,
            Some(false) if hour == 12 => hour = 0,
            _ => {}
        }
        let offset = match self.zone {
            Some(Zone::Offset(seconds)) => seconds,
            Some(Zone::Korea) => 9 * 3600,
            None => 0,
        };
        let parts = Parts {
            year,
            month,
            day,
            hour,
            minute,
            second,
            offset,
        };
        parts.exists().then(|| parts.instant()).flatten()
    }

    /// A lone number of nine to thirteen digits counts seconds or milliseconds since 1970.
    fn unix(&self) -> Option<i64> {
        match (self.month, self.numbers.as_slice()) {
            (None, [(value, 9..=11)]) => Some(*value),
            (None, [(value, 12..=14)]) => Some(*value / 1000),
            _ => None,
        }
    }
}

fn ordered(year: i64, month: i64, day: i64) -> Option<(i64, i64, i64)> {
    (1..=12).contains(&month).then_some((year, month, day))
}

fn digits_at(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// `h:mm[:ss[.f]]` and the bytes it takes.
fn clock_at(text: &str) -> ((i64, i64, i64), usize) {
    let mut fields = [0; 3];
    let mut at = 0;
    for (i, field) in fields.iter_mut().enumerate() {
        let digits = digits_at(&text[at..]);
        *field = text[at..at + digits].parse().unwrap_or(99);
        at += digits;
        let more = text[at..].starts_with(':') && digits_at(&text[at + 1..]) > 0;
        if i == 2 || !more {
            break;
        }
        at += 1;
    }
    if text[at..].starts_with(['.', ',']) {
        let fraction = digits_at(&text[at + 1..]);
        at += if fraction > 0 { 1 + fraction } else { 0 };
    }
    ((fields[0], fields[1], fields[2]), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_feeds_write() {
        for (given, utc) in [
            ("2026-03-01T10:14:55.3+02:00", "2026-03-01T08:14:55Z"),
            ("2026-03-01t10:14z", "2026-03-01T10:14:00Z"),
            ("2026-03-01 10:14:55 -0330", "2026-03-01T13:44:55Z"),
            ("20260301T101455Z", "2026-03-01T10:14:55Z"),
            ("2026-060", "2026-03-01T00:00:00Z"),
            ("Sun, 01 Mar 2026 10:14:55 GMT", "2026-03-01T10:14:55Z"),
            ("Sun,  1 Mar 26 10:14 EST", "2026-03-01T15:14:00Z"),
            ("Sonntag, 1. März 2026, 10:14 Uhr", "2026-03-01T10:14:00Z"),
            ("March 1, 2026 - 3:07pm", "2026-03-01T15:07:00Z"),
            ("03/31/2026 12:00 am PST", "2026-03-31T08:00:00Z"),
            ("Sun Mar  1 10:14:55 2026", "2026-03-01T10:14:55Z"),
            ("Sun, 2026/03/01 10:14:55 EDT", "2026-03-01T14:14:55Z"),
            ("1 мар 2026 10:14:55 +0300", "2026-03-01T07:14:55Z"),
            ("2026-03-01 오후 1:05:00", "2026-03-01T04:05:00Z"),
            ("2026년 03월 01일 13:05:00", "2026-03-01T04:05:00Z"),
            (
                "Sun, 01 Mar 2026 10:00:00 America/Los_Angeles",
                "2026-03-01T18:00:00Z",
            ),
            ("1772359200", "2026-03-01T10:00:00Z"),
            (
                "Sun, 01 Mar 2026 10:00:00 GMT-07:00",
                "2026-03-01T17:00:00Z",
            ),
            ("Mon, 01 Mar 2026 24:00:00 Z", "2026-03-02T00:00:00Z"),
        ] {
            assert_eq!(parse_utc(given).as_deref(), Some(utc), "{given}");
        }
    }

    #[test]
    fn refuses_what_is_none() {
        for given in [
            "",
            "  ",
            "soon",
            "12:30",
            "Mar",
            "2026-13-01",
            "10:00 2026",
            &"9".repeat(200),
        ] {
            assert_eq!(parse_utc(given), None, "{given}");
        }
    }
}
