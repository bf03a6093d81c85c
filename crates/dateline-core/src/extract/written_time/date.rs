//! Days as people write them: by the marks of East Asia, by the month's name, by figures alone.

use super::Order;
use super::parts::{Part, Word, num, sign, split};
use crate::extract::months;

/// Words that stand between the parts of a date.
const BETWEEN: [&str; 18] = [
    "de", "del", "of", "d", "den", "di", "the", "st", "nd", "rd", "th", "er", "року", "года", "m",
    "gada", "năm", "eko",
];

/// Parts behind the first word of a month's name among which its day stands: a second word, three to skip, the day.
const REACH: usize = 5;

/// The months as Thai shortens them, without their full stops.
const THAI: [(&str, &str); 12] = [
    ("ม", "ค"),
    ("ก", "พ"),
    ("มี", "ค"),
    ("เม", "ย"),
    ("พ", "ค"),
    ("มิ", "ย"),
    ("ก", "ค"),
    ("ส", "ค"),
    ("ก", "ย"),
    ("ต", "ค"),
    ("พ", "ย"),
    ("ธ", "ค"),
];

/// "ต.ค.": the month, and the place after it.
fn thai(first: &str, parts: &[Part], at: usize) -> Option<(u32, usize)> {
    let Word::Letters(second) = parts.get(at + 2)?.word else {
        return None;
    };
    let month = THAI
        .iter()
        .zip(1..)
        .find(|(short, _)| **short == (first, second));
    let stopped = sign(parts, at + 1, &['.']) && sign(parts, at + 3, &['.']);
    month.filter(|_| stopped).map(|(_, month)| (month, at + 4))
}

/// A date as it was read: the place in the parts after it, and whether its order is beyond doubt.
pub struct Date {
    pub year: u32,
    pub month: u32,
    pub day: u32,
    pub next: usize,
    pub certain: bool,
}

/// 2024年5月3日 and 2024년 5월 3일.
pub fn by_marks(parts: &[Part], at: usize) -> Option<Date> {
    let (mut year, digits) = num(parts, at)?;
    // Japan also counts the years of its emperor: "令和7年".
    let reign = at
        .checked_sub(1)
        .and_then(|at| parts.get(at))
        .map(|part| part.word);
    if digits <= 2 && matches!(reign, Some(Word::Letters("令和"))) {
        year += 2018;
    }
    let (month, _) = num(parts, at + 2)?;
    let (day, _) = num(parts, at + 4)?;
    let marked = sign(parts, at + 1, &['年', '년'])
        && sign(parts, at + 3, &['月', '월'])
        && sign(parts, at + 5, &['日', '일', '号']);
    marked.then_some(Date {
        year,
        month,
        day,
        next: at + 6,
        certain: true,
    })
}

/// The second word of the months that the Levant names with two.
fn two_words(first: &str, parts: &[Part], at: usize) -> Option<u32> {
    let Word::Letters(second) = parts.get(at)?.word else {
        return None;
    };
    match (first, second) {
        ("كانون", "الثاني") => Some(1),
        ("تشرين", "الأول" | "الاول") => Some(10),
        ("تشرين", "الثاني") => Some(11),
        ("كانون", "الأول" | "الاول") => Some(12),
        _ => None,
    }
}

/// A month by name with a day and a year around it.
pub fn by_name(parts: &[Part], at: usize) -> Option<Date> {
    // A month's name has figures close behind it; most words of a text need not be looked up.
    let is_number = |part: &Part| matches!(part.word, Word::Number { .. });
    let first = parts.get(at)?;
    if !is_number(first) && !parts[at + 1..].iter().take(REACH).any(is_number) {
        return None;
    }
    let skip = |mut at: usize| {
        for _ in 0..3 {
            match parts.get(at).map(|part| part.word) {
                Some(Word::Sign('.' | ',' | '-' | '/' | '،' | '\'' | '’' | 'º' | '°')) => {
                    at += 1
                }
                Some(Word::Letters(word)) if BETWEEN.contains(&word.to_lowercase().as_str()) => {
                    at += 1
                }
                _ => break,
            }
        }
        at
    };
    let month_at = |at: usize| match parts.get(at)?.word {
        Word::Letters(name) => {
            let name = name.to_lowercase();
            if name == "tháng" {
                return num(parts, at + 1)
                    .filter(|(month, _)| *month <= 12)
                    .map(|(month, _)| (month, at + 2));
            }
            if let Some(found) = thai(&name, parts, at) {
                return Some(found);
            }
            if let Some(month) = two_words(&name, parts, at + 1) {
                return Some((month, at + 2));
            }
            // Hebrew writes "in" together with the month.
            let bare = || months::month_of(name.strip_prefix('ב')?);
            let month = months::month_of(&name).or_else(bare);
            month.map(|month| (u32::from(month), at + 1))
        }
        _ => None,
    };
    let year_at = |at: usize| -> Option<(u32, usize)> {
        let at = skip(at);
        match num(parts, at)? {
            (year, 4) => Some((year, at + 1)),
            // '24 and 24, not the hour of "3 May, 14:30".
            (year, 2) if !sign(parts, at + 1, &[':', '.']) && year < 70 => {
                Some((2000 + year, at + 1))
            }
            _ => None,
        }
    };
    if let Some((month, next)) = month_at(at) {
        let day_at = skip(next);
        let (day, digits) = num(parts, day_at)?;
        if digits > 2 {
            return None;
        }
        let (year, next) = year_at(day_at + 1)?;
        return Some(Date {
            year,
            month,
            day,
            next,
            certain: true,
        });
    }
    let (first, digits) = num(parts, at)?;
    let Some((month, next)) = month_at(skip(at + 1)) else {
        // "2025. gada 4. oktobris": the year goes before day and month.
        let day_at = skip(at + 1);
        let (day, _) = num(parts, day_at).filter(|(_, digits)| *digits <= 2 && day_at > at + 2)?;
        let (month, next) = month_at(skip(day_at + 1)).filter(|_| digits == 4)?;
        return Some(Date {
            year: first,
            month,
            day,
            next,
            certain: true,
        });
    };
    if digits == 4 {
        let day_at = skip(next);
        let (day, _) = num(parts, day_at).filter(|(_, digits)| *digits <= 2)?;
        return Some(Date {
            year: first,
            month,
            day,
            next: day_at + 1,
            certain: true,
        });
    }
    // "24 نيسان / أبريل 2020": the month in both its names.
    let next = match month_at(skip(next)) {
        Some((same, after)) if same == month => after,
        _ => next,
    };
    let (year, next) = year_at(next)?;
    Some(Date {
        year,
        month,
        day: first,
        next,
        certain: true,
    })
}

/// Figures alone: 2024-05-03, 03.05.2024, 5/3/2024, 03.05.24.
pub fn by_figures(parts: &[Part], at: usize, order: Order) -> Option<Date> {
    let (a, a_digits) = num(parts, at)?;
    let (b, b_digits) = num(parts, at + 2)?;
    let (c, c_digits) = num(parts, at + 4)?;
    let Word::Sign(mark @ ('-' | '/' | '.' | '–')) = parts.get(at + 1)?.word else {
        return None;
    };
    let close = parts[at + 1].end == parts[at + 2].start || mark == '.';
    if !sign(parts, at + 3, &[mark]) || b_digits > 2 || !close {
        return None;
    }
    if a_digits == 4 && c_digits <= 2 {
        return Some(Date {
            year: a,
            month: b,
            day: c,
            next: at + 5,
            certain: true,
        });
    }
    let year = match c_digits {
        4 => c,
        2 if c < 70 && mark != '-' => 2000 + c,
        _ => return None,
    };
    if a_digits > 2 {
        return None;
    }
    let (day, month, certain) = match (a > 12, b > 12) {
        (true, _) => (a, b, true),
        (_, true) => (b, a, true),
        _ if mark == '.' => (a, b, true),
        _ if order == Order::DayFirst => (a, b, a == b),
        _ => (b, a, a == b),
    };
    Some(Date {
        year,
        month,
        day,
        next: at + 5,
        certain,
    })
}

/// The order of a text's first date in figures that can be read one way only ("13/05/2024").
pub fn order_in(text: &str) -> Option<Order> {
    let parts = split(text);
    (0..parts.len()).find_map(|at| {
        let (a, a_digits) = num(&parts, at)?;
        let (b, b_digits) = num(&parts, at + 2)?;
        let (year, year_digits) = num(&parts, at + 4)?;
        let written = sign(&parts, at + 1, &['/']) && sign(&parts, at + 3, &['/']);
        let whole =
            a_digits <= 2 && b_digits <= 2 && year_digits == 4 && (1900..=2100).contains(&year);
        match (written && whole, a, b) {
            (true, 13..=31, 1..=12) => Some(Order::DayFirst),
            (true, 1..=12, 13..=31) => Some(Order::MonthFirst),
            _ => None,
        }
    })
}
