//! A day as a text names it: `June 3`, `3 juin 2025`, `3. června`, `2025-06-03`, `6月3日`. For datelines and the date
//! lines of plain pages; machine-readable times are [`crate::time`]'s.

use super::months;

/// A day found in a text, with its byte range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// First character of it.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// The year, where one is written.
    pub year: Option<u16>,
    /// 1 to 12; `None` where only the day of the month is named (`3日`).
    pub month: Option<u8>,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Day {
    /// `2025-06-03`, where the year and the month are known and the calendar has such a day.
    pub fn iso(&self) -> Option<String> {
        let (year, month) = (self.year?, self.month?);
        let text = format!("{year:04}-{month:02}-{:02}", self.day);
        text.parse::<jiff::civil::Date>().ok().map(|_| text)
    }
}

/// Words that may stand between the parts of a day ("3 de junio de 2025", "the 3rd of June").
const BETWEEN: [&str; 5] = ["de", "del", "of", "d", "den"];

#[derive(Debug, Clone, Copy)]
enum Part {
    /// A number and how many digits it has.
    Number(u16, usize),
    Month(u8),
    Between,
    /// 年, 月, 日 and their Korean forms.
    YearMark,
    MonthMark,
    DayMark,
    Other,
}

/// The first day that the text names. Only the first 200 characters are looked at.
pub fn find_day(text: &str) -> Option<Day> {
    let parts = parts(text);
    let mut day = (0..parts.len()).find_map(|i| day_at(&parts[i..]))?;
    if text[..day.end].ends_with('.') {
        day.end -= 1;
    }
    Some(day)
}

type Placed = (Part, usize, usize);

fn day_at(parts: &[Placed]) -> Option<Day> {
    let start = parts.first()?.1;
    let marked = cjk_day(parts, start);
    if marked.is_some() {
        return marked;
    }
    let solid: Vec<Placed> = parts
        .iter()
        .filter(|p| !matches!(p.0, Part::Between))
        .take(3)
        .copied()
        .collect();
    if matches!(parts.first()?.0, Part::Between) {
        return None;
    }
    let year_of = |part: Option<&Placed>| match part {
        Some(&(Part::Number(n, 4), _, end)) if (1800..=2199).contains(&n) => Some((n, end)),
        _ => None,
    };
    match solid[..] {
        [
            (Part::Number(y, 4), ..),
            (Part::Number(m, 1 | 2), ..),
            (Part::Number(d, 1 | 2), _, end),
        ] => {
            let month = u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?;
            Some(Day {
                start,
                end,
                year: Some(y),
                month: Some(month),
                day: day_number(d)?,
            })
        }
        [
            (Part::Month(month), ..),
            (Part::Number(d, 1 | 2), _, end),
            ..,
        ]
        | [
            (Part::Number(d, 1 | 2), ..),
            (Part::Month(month), _, end),
            ..,
        ] => {
            let (year, end) = match year_of(solid.get(2)) {
                Some((year, end)) => (Some(year), end),
                None => (None, end),
            };
            Some(Day {
                start,
                end,
                year,
                month: Some(month),
                day: day_number(d)?,
            })
        }
        _ => None,
    }
}

fn cjk_day(parts: &[Placed], start: usize) -> Option<Day> {
    let kinds: Vec<Part> = parts.iter().take(6).map(|p| p.0).collect();
    let (year, month, day, used) = match kinds[..] {
        [
            Part::Number(y, 4),
            Part::YearMark,
            Part::Number(m, _),
            Part::MonthMark,
            Part::Number(d, _),
            Part::DayMark,
            ..,
        ] => (Some(y), Some(m), d, 6),
        [
            Part::Number(m, _),
            Part::MonthMark,
            Part::Number(d, _),
            Part::DayMark,
            ..,
        ] => (None, Some(m), d, 4),
        [Part::Number(d, _), Part::DayMark, ..] => (None, None, d, 2),
        _ => return None,
    };
    let month = match month {
        Some(m) => Some(u8::try_from(m).ok().filter(|m| (1..=12).contains(m))?),
        None => None,
    };
    Some(Day {
        start,
        end: parts[used - 1].2,
        year,
        month,
        day: day_number(day)?,
    })
}

fn day_number(number: u16) -> Option<u8> {
    u8::try_from(number).ok().filter(|d| (1..=31).contains(d))
}

/// The text's first words as parts of a day.
fn parts(text: &str) -> Vec<Placed> {
    let end_of_look = text
        .char_indices()
        .nth(200)
        .map_or(text.len(), |(at, _)| at);
    let text = &text[..end_of_look];
    let mut parts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let mut end = start + c.len_utf8();
        let mut run = |take: fn(char) -> bool, end: &mut usize| {
            while let Some((at, next)) = chars.next_if(|(_, next)| take(*next)) {
                *end = at + next.len_utf8();
            }
        };
        if c.is_ascii_digit() {
            run(|c| c.is_ascii_digit(), &mut end);
            let number = &text[start..end];
            let digits = number.len();
            let value = number.parse().unwrap_or(u16::MAX);
            // "3rd", "1er", "2º" belong to their number.
            let after = &text[end..];
            for ordinal in ["st", "nd", "rd", "th", "er", "º"] {
                if after.starts_with(ordinal)
                    && !after[ordinal.len()..].starts_with(char::is_alphanumeric)
                {
                    run(|c| c.is_alphabetic() || c == 'º', &mut end);
                    break;
                }
            }
            parts.push((Part::Number(value, digits), start, end));
        } else if matches!(c, '年' | '년') {
            parts.push((Part::YearMark, start, end));
        } else if matches!(c, '月' | '월') {
            parts.push((Part::MonthMark, start, end));
        } else if matches!(c, '日' | '일') {
            parts.push((Part::DayMark, start, end));
        } else if months::is_letter(c) && !is_cjk(c) {
            run(|c| months::is_letter(c) && !is_cjk(c), &mut end);
            let word = text[start..end].to_lowercase();
            let part = match months::month_of(&word) {
                Some(month) => Part::Month(month),
                None if BETWEEN.contains(&word.as_str()) => Part::Between,
                None => Part::Other,
            };
            if matches!(part, Part::Month(_)) && text[end..].starts_with('.') {
                chars.next();
                end += 1;
            }
            parts.push((part, start, end));
        } else if !(c.is_whitespace() || matches!(c, '.' | ',' | '-' | '/' | '\'')) {
            parts.push((Part::Other, start, end));
        }
    }
    parts
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, Option<String>)> {
        find_day(text).map(|day| (&text[day.start..day.end], day.iso()))
    }

    #[test]
    fn reads_days_of_many_languages() {
        for (text, day, iso) in [
            ("ELM HARBOUR, June 3 (", "June 3", None),
            ("Oslo, 3. juni 2025 -", "3. juni 2025", Some("2025-06-03")),
            (
                "Lisboa, 03 de junho de 2025",
                "03 de junho de 2025",
                Some("2025-06-03"),
            ),
            (
                "ABU DHABI, 3rd June, 2025 (",
                "3rd June, 2025",
                Some("2025-06-03"),
            ),
            ("Sept. 14, 2025 text", "Sept. 14, 2025", Some("2025-09-14")),
            ("МОСКВА, 3 июня.", "3 июня", None),
            ("北京2025年6月3日电", "2025年6月3日", Some("2025-06-03")),
            ("台北3日電", "3日", None),
            ("posted 2025-05-03 08:16", "2025-05-03", Some("2025-05-03")),
            ("ROMA, 03 GIU -", "03 GIU", None),
        ] {
            assert_eq!(found(text), Some((day, iso.map(str::to_owned))), "{text}");
        }
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "",
            "may say 4000 times",
            "in 2025 they",
            "3 of the 5",
            "2025-13-40",
            "June 45",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
