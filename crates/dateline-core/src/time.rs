//! Stated times: RFC 3339 with or without a zone, or a bare date. What the page doesn't say isn't added.

use jiff::civil;

/// Normal form of a stated time: `2025-05-03`, `2025-05-03T08:16:32` or `2025-05-03T08:16:32+02:00`.
/// Takes a date, or a date-time with seconds and zone optional; `None` when it is neither.
pub fn normal(text: &str) -> Option<String> {
    let text = text.trim();
    if let Ok(day) = text.parse::<civil::Date>()
        && text.len() <= 10
    {
        return Some(day.to_string());
    }
    let stated = match text.contains(['T', 't']) {
        true => text.to_owned(),
        false => text.replacen(' ', "T", 1),
    };
    let (clock, zone) = split_zone(&stated);
    let at = clock.parse::<civil::DateTime>().ok()?;
    if !clock.contains('T') {
        return Some(at.date().to_string());
    }
    // Fractions are cut off: rounding could name a day that the page doesn't.
    let at = at.with().subsec_nanosecond(0).build().ok()?;
    Some(match zone {
        "" => at.to_string(),
        "Z" | "z" | "+00:00" | "+0000" | "-00:00" => format!("{at}Z"),
        zone => format!("{at}{}", offset(zone)?),
    })
}

/// Seconds since 1970 of a stated time. A time without a zone is read as UTC, a bare date as its midnight.
pub fn instant(text: &str) -> Option<i64> {
    let normal = normal(text)?;
    let (clock, zone) = split_zone(&normal);
    let at = match clock.parse::<civil::DateTime>() {
        Ok(at) => at,
        Err(_) => clock.parse::<civil::Date>().ok()?.at(0, 0, 0, 0),
    };
    let utc = jiff::tz::TimeZone::UTC.to_timestamp(at).ok()?.as_second();
    Some(utc - offset_seconds(zone)?)
}

/// An instant, in seconds since 1970, as RFC 3339 in UTC. What lies outside the calendar is its nearest end.
pub fn utc(seconds: i64) -> String {
    let least = jiff::Timestamp::MIN.as_second();
    let most = jiff::Timestamp::MAX.as_second();
    jiff::Timestamp::from_second(seconds.clamp(least, most))
        .unwrap_or_default()
        .to_string()
}

/// Whether the stated time says its zone.
pub fn has_zone(text: &str) -> bool {
    !split_zone(text).1.is_empty()
}

fn split_zone(text: &str) -> (&str, &str) {
    let Some(clock_at) = text.find(['T', 't']) else {
        return (text, "");
    };
    match text[clock_at..].find(['Z', 'z', '+', '-']) {
        Some(i) => (text[..clock_at + i].trim_end(), &text[clock_at + i..]),
        None => (text, ""),
    }
}

/// `+0200`, `+02`, `+2:00` as `+02:00`.
fn offset(zone: &str) -> Option<String> {
    let seconds = offset_seconds(zone)?;
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    Some(format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
}

fn offset_seconds(zone: &str) -> Option<i64> {
    if zone.is_empty() || zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let digits: String = zone[1..].chars().filter(|c| *c != ':').collect();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.parse::<i64>().ok()?, 0),
        3 | 4 => digits
            .split_at_checked(digits.len() - 2)
            .and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)))?,
        _ => return None,
    };
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_stated() {
        for (given, kept) in [
            ("2025-05-03", "2025-05-03"),
            ("2025-05-03 08:16:32", "2025-05-03T08:16:32"),
            ("2025-05-03T08:16", "2025-05-03T08:16:00"),
            ("2025-05-03T08:16:32.512Z", "2025-05-03T08:16:32Z"),
            ("2025-05-03T08:16:32 +0200", "2025-05-03T08:16:32+02:00"),
            ("2025-05-03T08:16:32-03:30", "2025-05-03T08:16:32-03:30"),
        ] {
            assert_eq!(normal(given).as_deref(), Some(kept), "{given}");
        }
    }

    #[test]
    fn refuses_what_is_no_time() {
        for given in [
            "",
            "yesterday",
            "2025-13-01",
            "2025-05-03T25:00:00",
            "2025-05-03T08:16:32+99:00",
        ] {
            assert_eq!(normal(given), None, "{given}");
        }
    }

    #[test]
    fn counts_seconds() {
        assert_eq!(instant("1970-01-02"), Some(86_400));
        assert_eq!(instant("1970-01-01T02:00:00+02:00"), Some(0));
        assert_eq!(instant("1970-01-01T00:00:00"), Some(0));
        assert_eq!(utc(86_400), "1970-01-02T00:00:00Z");
        assert_eq!(instant(&utc(1_762_000_000)), Some(1_762_000_000));
        assert!(utc(i64::MAX).starts_with("9999-12-"));
    }
}
