//! The time of day beside a date, and its zone.

use super::parts::{Part, Word, num, sign};

/// Words between a date and its time of day.
const BEFORE_CLOCK: [&str; 24] = [
    "at", "um", "à", "a", "las", "alle", "ore", "às", "om", "kl", "klo", "o", "godz", "в", "о",
    "г", "saat", "uhr", "pukul", "lúc", "the", "den", "as", "på",
];

/// Zones by name, in minutes from UTC.
const ZONES: [(&str, i32); 26] = [
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
];

/// The time of day after a date, as `HH:MM:SS` and its zone ("" when none is stated).
pub fn clock_after(parts: &[Part], from: usize) -> Option<(String, String)> {
    for at in from..(from + 5).min(parts.len()) {
        if let Some(found) = clock_at(parts, at) {
            return Some(found);
        }
        match parts[at].word {
            Word::Sign(
                ',' | '-' | '–' | '—' | '|' | '.' | '(' | '،' | '·' | '•' | '/' | 'T' | ':',
            ) => {}
            Word::Letters(word)
                if word == "T"
                    || BEFORE_CLOCK.contains(&word.to_lowercase().as_str())
                    || is_weekday_like(word) => {}
            _ => return None,
        }
    }
    None
}

/// A weekday may stand between date and clock; so may short words that no list has.
fn is_weekday_like(word: &str) -> bool {
    word.len() <= 3 || TURKISH_WEEK.contains(&word.to_lowercase().as_str())
}

/// Turkish puts the weekday behind the date.
const TURKISH_WEEK: [&str; 7] = [
    "pazartesi",
    "salı",
    "çarşamba",
    "perşembe",
    "cuma",
    "cumartesi",
    "pazar",
];

/// The time of day before a date: "14:30, 3 May 2024".
pub fn clock_before(parts: &[Part], date: usize) -> Option<(String, String)> {
    for back in 3..=7usize {
        let at = date.checked_sub(back)?;
        if let Some((clock, zone)) = clock_at(parts, at)
            && parts[at..date].iter().skip(3).all(|part| match part.word {
                Word::Sign(c) => matches!(c, ',' | '-' | '|' | ':' | '.' | '–'),
                Word::Letters(word) => word.len() <= 4,
                Word::Number { .. } => true,
            })
            && !matches!(
                parts.get(at.wrapping_sub(1)).map(|part| part.word),
                Some(Word::Sign(':'))
            )
        {
            return Some((clock, zone));
        }
    }
    None
}

fn clock_at(parts: &[Part], at: usize) -> Option<(String, String)> {
    // "午後2時20分", "오후 2:20".
    let half_first = match parts.get(at)?.word {
        Word::Letters("午前" | "오전" | "上午") => Some(false),
        Word::Letters("午後" | "오후" | "下午") => Some(true),
        _ => None,
    };
    let at = at + usize::from(half_first.is_some());
    let (mut hour, digits) = num(parts, at)?;
    if digits > 2 {
        return None;
    }
    let parted = sign(parts, at + 1, &[':', '時', '时', '点', '點'])
        || matches!(
            parts.get(at + 1).map(|part| part.word),
            Some(Word::Letters("h" | "H" | "u"))
        )
        || (sign(parts, at + 1, &['.'])
            && parts
                .get(at + 1)
                .zip(parts.get(at + 2))
                .is_some_and(|(a, b)| a.end == b.start));
    let mut next;
    let minute;
    if parted {
        match num(parts, at + 2) {
            Some((value, 2)) => {
                minute = value;
                next = at + 3;
            }
            _ => return None,
        }
    } else {
        // "2 PM".
        half(parts, at + 1)?;
        minute = 0;
        next = at + 1;
    }
    let mut second = 0;
    if sign(parts, next, &[':'])
        && let Some((value, 2)) = num(parts, next + 1)
    {
        second = value;
        next += 2;
        // Fractions of a second.
        if sign(parts, next, &['.']) && num(parts, next + 1).is_some_and(|(_, digits)| digits >= 3)
        {
            next += 2;
        }
    }
    if let Some((afternoon, after)) = half_first
        .map(|half| (half, next))
        .or_else(|| half(parts, next))
    {
        if hour > 12 {
            return None;
        }
        hour = hour % 12 + if afternoon { 12 } else { 0 };
        next = after;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some((
        format!("{hour:02}:{minute:02}:{second:02}"),
        zone_at(parts, next),
    ))
}

/// "AM" and "p.m.": whether it is the afternoon, and what comes after.
fn half(parts: &[Part], at: usize) -> Option<(bool, usize)> {
    let Word::Letters(word) = parts.get(at)?.word else {
        return None;
    };
    match word.to_lowercase().as_str() {
        "am" | "ص" => Some((false, at + 1)),
        "pm" | "م" => Some((true, at + 1)),
        letter @ ("a" | "p") if sign(parts, at + 1, &['.']) => match parts.get(at + 2)?.word {
            Word::Letters("m" | "M") => Some((
                letter == "p",
                at + 3 + usize::from(sign(parts, at + 3, &['.'])),
            )),
            _ => None,
        },
        _ => None,
    }
}

fn zone_at(parts: &[Part], mut at: usize) -> String {
    while sign(parts, at, &['(', ','])
        || matches!(
            parts.get(at).map(|part| part.word),
            Some(Word::Letters("Uhr" | "uhr"))
        )
    {
        at += 1;
    }
    let mut base = None;
    if let Some(Part {
        word: Word::Letters(name),
        ..
    }) = parts.get(at)
    {
        let name = name.to_lowercase();
        base = ZONES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, minutes)| *minutes);
        if base.is_none() {
            return String::new();
        }
        at += 1;
    }
    // "+02:00", "GMT+2"; a plain dash before a number is no zone unless it touches four digits or a colon.
    let plus = sign(parts, at, &['+']);
    if (plus || sign(parts, at, &['-', '−']))
        && let Some((value, digits)) = num(parts, at + 1)
    {
        let touching = parts
            .get(at)
            .zip(parts.get(at + 1))
            .is_some_and(|(a, b)| a.end == b.start);
        let hm = match digits {
            4 => Some((value / 100, value % 100)),
            1 | 2 if sign(parts, at + 2, &[':']) => {
                num(parts, at + 3).map(|(minutes, _)| (value, minutes))
            }
            1 | 2 if base.is_some() || plus => Some((value, 0)),
            _ => None,
        };
        if let Some((hours, minutes)) = hm
            && touching
            && hours <= 14
            && minutes < 60
        {
            let mark = if plus { '+' } else { '-' };
            return if hours == 0 && minutes == 0 {
                "Z".into()
            } else {
                format!("{mark}{hours:02}:{minutes:02}")
            };
        }
    }
    match base {
        Some(0) => "Z".into(),
        Some(minutes) => {
            let mark = if minutes < 0 { '-' } else { '+' };
            format!("{mark}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
        None => String::new(),
    }
}
