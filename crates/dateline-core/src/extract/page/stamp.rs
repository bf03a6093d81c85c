//! The date line of a plain page: when it says the text was published and, where it says so, updated.

use crate::extract::day::find_day;
use crate::time;

/// A stated time and where it stands, in bytes of the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    pub start: usize,
    pub end: usize,
    /// In the normal form of [`crate::time`].
    pub time: String,
    /// The words before it say that the text was changed then.
    pub updated: bool,
}

/// A line may state so many times; more make it no date line.
const MOST: usize = 4;

/// Words that may stand around the times of a date line.
const AROUND: &str = " published first last posted on date view updated update modified at originally time created issued edited \
    release released a.m p.m am pm veröffentlicht um uhr aktualisiert stand publié le mis à jour modifié publicado el las actualizado \
    pubblicato il aggiornato alle geplaatst op bijgewerkt publicerad uppdaterad opublikowano aktualizacja опубликовано обновлено 发布 时间 日期 \
    更新 发布时间 更新时间 monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun montag dienstag mittwoch \
    donnerstag freitag samstag sonntag the of ";

const UPDATED: [&str; 13] = [
    "updat",
    "modif",
    "edited",
    "aktualis",
    "mis à jour",
    "actualiz",
    "aggiorn",
    "bijgewerkt",
    "uppdaterad",
    "aktualizacja",
    "обновлено",
    "更新",
    "stand",
];

/// The times in a line, and the stretches of bytes before, between and after them that are neither a time nor words
/// that go with one.
pub fn stamps(line: &str) -> (Vec<Stamp>, Vec<(usize, usize)>) {
    let mut found: Vec<Stamp> = Vec::new();
    let mut rest = Vec::new();
    let mut from = 0;
    while found.len() < MOST {
        let Some(day) = find_day(&line[from..]) else {
            break;
        };
        let start = from + day.start;
        let Some(date) = day.iso() else { break };
        let day_end = from + day.end;
        let (time, end) = match clock(&line[day_end..]) {
            Some((clock, len)) => (
                time::normal(&format!("{date}T{clock}")).unwrap_or(date),
                day_end + len,
            ),
            None => (date, day_end),
        };
        let before = &line[from..start];
        let low = before.to_lowercase();
        found.push(Stamp {
            start,
            end,
            time,
            updated: UPDATED.iter().any(|word| low.contains(word)),
        });
        rest.push((from, start));
        from = end;
    }
    rest.push((from, line.len()));
    rest.retain(|&(a, b)| !is_around(&line[a..b]));
    (found, rest)
}

/// Whether the words only introduce or join times.
fn is_around(words: &str) -> bool {
    words
        .to_lowercase()
        .split(|c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ':' | '：' | ',' | '(' | ')' | '|' | '·' | '-' | '–' | '—' | '/' | '•' | ';'
                )
        })
        .map(|word| word.trim_matches('.'))
        .all(|word| word.is_empty() || AROUND.contains(&format!(" {word} ")))
}

/// A time of day at the start: as `HH:MM:SS` with its zone where one is known, and its length in bytes.
fn clock(text: &str) -> Option<(String, usize)> {
    const JOINING: [&str; 7] = ["at ", "um ", "à ", "alle ", "a las ", "kl. ", "T"];
    let mut rest = text.trim_start_matches([' ', ',', '|', '-', '·']);
    if let Some(after) = JOINING.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = after.trim_start();
    }
    let skip = text.len() - rest.len();
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let mut at = skip;
    let hour_len = digits(&text[at..]);
    if !(1..=2).contains(&hour_len) {
        return None;
    }
    let mut hour: u8 = text[at..at + hour_len].parse().ok()?;
    at += hour_len;
    let mut parts = [0u8; 2];
    let mut read = 0;
    while read < 2 && text[at..].starts_with([':', 'h', '.']) && digits(&text[at + 1..]) >= 2 {
        parts[read] = text[at + 1..at + 3].parse().ok()?;
        read += 1;
        at += 3;
    }
    let tail = text[at..].trim_start().to_lowercase();
    let space = text[at..].len() - text[at..].trim_start().len();
    let half = ["a.m.", "p.m.", "am", "pm"]
        .iter()
        .find(|half| tail.starts_with(**half));
    if let Some(half) = half {
        let afternoon = half.starts_with('p');
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        at += space + half.len();
    } else if read == 0 {
        return None;
    }
    if hour > 23 || parts[0] > 59 || parts[1] > 59 {
        return None;
    }
    let mut clock = format!("{hour:02}:{:02}:{:02}", parts[0], parts[1]);
    if let Some((zone, len)) = zone(&text[at..]) {
        clock += zone;
        at += len;
    }
    Some((clock, at))
}

/// The zones that newspapers print, where the letters mean one thing.
fn zone(text: &str) -> Option<(&'static str, usize)> {
    const ZONES: [(&str, &str); 14] = [
        ("GMT", "Z"),
        ("UTC", "Z"),
        ("Z", "Z"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CST", "-06:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("JST", "+09:00"),
    ];
    let space = text.len() - text.trim_start_matches([' ', '(']).len();
    let letters = text[space..]
        .bytes()
        .take_while(u8::is_ascii_uppercase)
        .count();
    let name = &text[space..space + letters];
    let known = ZONES.iter().find(|(zone, _)| *zone == name)?;
    Some((known.1, space + letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(line: &str) -> Vec<(String, bool)> {
        let (found, rest) = stamps(line);
        assert!(rest.is_empty(), "{line}: {rest:?}");
        found.into_iter().map(|s| (s.time, s.updated)).collect()
    }

    #[test]
    fn reads_date_lines() {
        for (line, expected) in [
            ("2025-05-03 08:16:32", vec![("2025-05-03T08:16:32", false)]),
            (
                "Date:2025-05-03 08:16:32",
                vec![("2025-05-03T08:16:32", false)],
            ),
            (
                "Published 2025-06-03 · Updated 2025-06-04",
                vec![("2025-06-03", false), ("2025-06-04", true)],
            ),
            (
                "2025-06-03 (UPDATED: 2025-06-04)",
                vec![("2025-06-03", false), ("2025-06-04", true)],
            ),
            (
                "First published 2025-06-03, last modified 2025-06-03 14:05 GMT",
                vec![("2025-06-03", false), ("2025-06-03T14:05:00Z", true)],
            ),
            (
                "Tuesday, June 3, 2025 at 4:05 p.m. EDT",
                vec![("2025-06-03T16:05:00-04:00", false)],
            ),
            (
                "Veröffentlicht am 3. Juni 2025 um 16:05 Uhr",
                vec![("2025-06-03T16:05:00", false)],
            ),
        ] {
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(t, u)| (t.to_owned(), u))
                .collect();
            assert_eq!(times(line), expected, "{line}");
        }
    }

    #[test]
    fn says_what_else_stands_there() {
        let line = "2025-06-03 | Elm Post";
        let (found, rest) = stamps(line);
        assert_eq!(found.len(), 1);
        assert_eq!(
            rest.iter().map(|&(a, b)| &line[a..b]).collect::<Vec<_>>(),
            [" | Elm Post"]
        );
    }

    #[test]
    fn a_day_without_a_year_is_no_time() {
        assert!(stamps("June 3").0.is_empty());
        assert!(stamps("").0.is_empty());
    }
}
