//! Times as readers see them: absolute with the zone that was stated, or the word that none was, and how long ago.

use dateline_core::time;
use jiff::civil;

/// A time, ready to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// For `<time datetime>`.
    pub datetime: String,
    /// `3 May 2025, 08:16:32`.
    pub absolute: String,
    /// `UTC`, `UTC+2`, `no zone given`, or empty for a bare day.
    pub zone: String,
    /// `2 hours ago`.
    pub relative: String,
}

impl When {
    /// A time as a page states it; `None` when it is none.
    pub fn stated(text: &str, now: i64) -> Option<When> {
        let normal = time::normal(text)?;
        let at = time::instant(&normal)?;
        let day: civil::Date = normal.get(..10)?.parse().ok()?;
        let clock = normal.get(11..19);
        let absolute = match clock {
            Some(clock) => {
                let minutes = clock.strip_suffix(":00").unwrap_or(clock);
                format!("{}, {minutes}", day_words(day))
            }
            None => day_words(day),
        };
        let zone = match (clock, normal.get(19..)) {
            (None, _) => String::new(),
            (_, None | Some("")) => "no zone given".to_owned(),
            (_, Some("Z")) => "UTC".to_owned(),
            (_, Some(offset)) => format!("UTC{}", short_offset(offset)),
        };
        Some(When {
            datetime: normal,
            absolute,
            zone,
            relative: relative(now - at),
        })
    }

    /// An instant of our own, in UTC.
    pub fn at(seconds: i64, now: i64) -> When {
        let stamp = jiff::Timestamp::from_second(seconds).unwrap_or_default();
        let stated = When::stated(&stamp.to_string(), now);
        stated.unwrap_or_else(|| When {
            datetime: String::new(),
            absolute: "unknown".to_owned(),
            zone: String::new(),
            relative: String::new(),
        })
    }
}

/// `Tuesday, 24 November 2026`, in UTC.
pub fn today(now: i64) -> String {
    let stamp = jiff::Timestamp::from_second(now).unwrap_or_default();
    let day = jiff::tz::TimeZone::UTC.to_datetime(stamp).date();
    day.strftime("%A, %-d %B %Y").to_string()
}

fn day_words(day: civil::Date) -> String {
    day.strftime("%-d %b %Y").to_string()
}

/// `+02:00` as `+2`, `-03:30` as `−3:30`.
fn short_offset(offset: &str) -> String {
    let (sign, rest) = offset.split_at(1);
    let sign = if sign == "-" { "−" } else { "+" };
    let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
    let hours = hours.trim_start_matches('0');
    let hours = if hours.is_empty() { "0" } else { hours };
    match minutes {
        "00" => format!("{sign}{hours}"),
        _ => format!("{sign}{hours}:{minutes}"),
    }
}

fn relative(seconds: i64) -> String {
    match seconds {
        -59..=59 => "just now".to_owned(),
        60.. => format!("{} ago", span(seconds)),
        _ => format!("in {}", span(-seconds)),
    }
}

/// A length of time in its largest unit: `3 hours`.
pub fn span(seconds: i64) -> String {
    let seconds = seconds.abs();
    let (count, unit) = match seconds {
        0..60 => (seconds, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..172_800 => (seconds / 3_600, "hour"),
        172_800..5_184_000 => (seconds / 86_400, "day"),
        5_184_000..63_072_000 => (seconds / 2_629_800, "month"),
        _ => (seconds / 31_557_600, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let when = When::stated(text, 0).unwrap();
        format!("{}|{}", when.absolute, when.zone)
    }

    #[test]
    fn says_what_the_page_says() {
        assert_eq!(
            shown("2025-05-03T08:16:32"),
            "3 May 2025, 08:16:32|no zone given"
        );
        assert_eq!(shown("2025-05-03T08:00:00Z"), "3 May 2025, 08:00|UTC");
        assert_eq!(
            shown("2025-05-03T08:16:00+02:00"),
            "3 May 2025, 08:16|UTC+2"
        );
        assert_eq!(
            shown("2025-05-03T00:00:00-03:30"),
            "3 May 2025, 00:00|UTC−3:30"
        );
        assert_eq!(shown("2025-05-03"), "3 May 2025|");
        assert_eq!(When::stated("soon", 0), None);
    }

    #[test]
    fn says_how_long_ago() {
        let ago = |seconds| relative(seconds);
        assert_eq!(ago(30), "just now");
        assert_eq!(ago(60), "1 minute ago");
        assert_eq!(ago(7_200), "2 hours ago");
        assert_eq!(ago(-259_200), "in 3 days");
        assert_eq!(ago(44_582_400), "16 months ago");
    }
}
