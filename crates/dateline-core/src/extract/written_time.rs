//! Times as people write them: "3 May 2024, 14:30", "3. Mai 2024", "le 3 mai 2024 à 14h30", "2024年5月3日", "05/03/2024
//! 2:30 PM EST". What the text doesn't say (a time of day, a zone) isn't added.

use super::months;

/// A time found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTime {
    /// RFC 3339; a date alone, or without zone, where the text has no more.
    pub at: String,
    /// Byte range of the date in the text.
    pub start: usize,
    pub end: usize,
    /// The month was written as a word, or the order of the figures leaves no doubt.
    pub certain: bool,
}

/// Which figure comes first where `05/03/2024` leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// Words that stand between the parts of a date.
const BETWEEN: [&str; 14] = [
    "de", "del", "of", "d", "den", "di", "the", "st", "nd", "rd", "th", "er", "року", "года",
];

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

/// Bytes of a text that are looked at.
const WITHIN: usize = 600;

#[derive(Debug, Clone, Copy)]
struct Part<'t> {
    start: usize,
    end: usize,
    word: Word<'t>,
}

#[derive(Debug, Clone, Copy)]
enum Word<'t> {
    Number { value: u32, digits: usize },
    Letters(&'t str),
    Sign(char),
}

/// The first date in a text, with its time of day and zone where they follow or go before it.
pub fn find(text: &str, order: Order) -> Option<WrittenTime> {
    if !may_hold_digits(text) {
        return None;
    }
    let mut cut = text.len().min(WITHIN);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let parts = split(&text[..cut]);
    (0..parts.len()).find_map(|at| read_at(&parts, at, order))
}

/// Whether there may be a digit in a text, and so a date: of the scripts beyond ASCII no more is asked.
fn may_hold_digits(text: &str) -> bool {
    text.bytes()
        .any(|byte| byte.is_ascii_digit() || !byte.is_ascii())
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let kind = class_of(c);
        let mut end = start + c.len_utf8();
        if kind != Class::Sign {
            while let Some((at, next)) = chars.peek().copied() {
                if class_of(next) != kind {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
        }
        let word = match kind {
            Class::Digit => match number(&text[start..end]) {
                Some((value, digits)) => Word::Number { value, digits },
                None => Word::Letters(&text[start..end]),
            },
            Class::Letter => Word::Letters(&text[start..end]),
            Class::Sign => Word::Sign(c),
        };
        parts.push(Part { start, end, word });
    }
    parts
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Digit,
    Letter,
    Sign,
}

fn class_of(c: char) -> Class {
    if digit(c).is_some() {
        Class::Digit
    } else if matches!(
        c,
        '年' | '月' | '日' | '号' | '년' | '월' | '일' | '時' | '时' | '分' | '点' | '點'
    ) {
        Class::Sign
    } else if months::is_letter(c) {
        Class::Letter
    } else {
        Class::Sign
    }
}

/// The value of a digit in the scripts that dates are written in.
fn digit(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        '০'..='৯' => '০',
        '๐'..='๙' => '๐',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

fn number(text: &str) -> Option<(u32, usize)> {
    let mut value = 0u32;
    let mut digits = 0;
    for c in text.chars() {
        value = value.checked_mul(10)?.checked_add(digit(c)?)?;
        digits += 1;
    }
    (digits <= 9).then_some((value, digits))
}

/// A date as it was read: the place in the parts after it, and whether its order is beyond doubt.
struct Date {
    year: u32,
    month: u32,
    day: u32,
    next: usize,
    certain: bool,
}

fn read_at(parts: &[Part], at: usize, order: Order) -> Option<WrittenTime> {
    let date = by_marks(parts, at)
        .or_else(|| by_name(parts, at))
        .or_else(|| by_figures(parts, at, order))?;
    // Thai pages count years by the Buddhist era.
    let year = match date.year {
        2443..=2643 => date.year - 543,
        year => year,
    };
    let on = jiff::civil::Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(date.month).ok()?,
        i8::try_from(date.day).ok()?,
    )
    .ok()?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let clock = clock_after(parts, date.next).or_else(|| clock_before(parts, at));
    let at_text = match clock {
        Some((clock, zone)) => format!("{on}T{clock}{zone}"),
        None => on.to_string(),
    };
    Some(WrittenTime {
        at: at_text,
        start: parts[at].start,
        end: parts.get(date.next.checked_sub(1)?)?.end,
        certain: date.certain,
    })
}

fn num(parts: &[Part], at: usize) -> Option<(u32, usize)> {
    match parts.get(at)?.word {
        Word::Number { value, digits } => Some((value, digits)),
        _ => None,
    }
}

fn sign(parts: &[Part], at: usize, wanted: &[char]) -> bool {
    matches!(parts.get(at).map(|part| part.word), Some(Word::Sign(c)) if wanted.contains(&c))
}

/// 2024年5月3日 and 2024년 5월 3일.
fn by_marks(parts: &[Part], at: usize) -> Option<Date> {
    let (year, _) = num(parts, at)?;
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
fn by_name(parts: &[Part], at: usize) -> Option<Date> {
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
            if let Some(month) = two_words(&name, parts, at + 1) {
                return Some((month, at + 2));
            }
            months::month_of(&name).map(|month| (u32::from(month), at + 1))
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
    let (month, next) = month_at(skip(at + 1))?;
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
fn by_figures(parts: &[Part], at: usize, order: Order) -> Option<Date> {
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

/// The time of day after a date, as `HH:MM:SS` and its zone ("" when none is stated).
fn clock_after(parts: &[Part], from: usize) -> Option<(String, String)> {
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
    word.len() <= 3
}

/// The time of day before a date: "14:30, 3 May 2024".
fn clock_before(parts: &[Part], date: usize) -> Option<(String, String)> {
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
    if let Some((afternoon, after)) = half(parts, next) {
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
        "am" => Some((false, at + 1)),
        "pm" => Some((true, at + 1)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dates_in_many_languages() {
        for text in [
            "Published May 3, 2024",
            "3 May 2024",
            "3rd of May, 2024",
            "Fri, 03 May 2024",
            "3. Mai 2024",
            "le 3 mai 2024",
            "3 de mayo de 2024",
            "3 maggio 2024",
            "3 de maio de 2024",
            "3 mei 2024",
            "3 maj 2024",
            "3. toukokuuta 2024",
            "3 maja 2024",
            "3. května 2024",
            "2024. május 3.",
            "3 mai 2024",
            "3 Mayıs 2024",
            "3 мая 2024 г.",
            "3 травня 2024",
            "3 Μαΐου 2024",
            "3 مايو 2024",
            "٣ مايو ٢٠٢٤",
            "3 मई 2024",
            "2024年5月3日",
            "2024년 5월 3일",
            "3 tháng 5, 2024",
            "3 أيار / مايو 2024",
            "৩ মে ২০২৪",
            "3 พฤษภาคม 2567",
            "३ मई २०२४",
            "3 Mei 2024",
            "2024-05-03",
            "2024/5/3",
            "03.05.2024",
            "3.5.24",
            "03/05/2024",
            "Friday 3 May '24",
            "３ May 2024",
        ] {
            assert_eq!(
                find(text, Order::DayFirst).map(|found| found.at),
                Some("2024-05-03".into()),
                "{text}"
            );
        }
        assert_eq!(
            find("5/3/2024", Order::MonthFirst).unwrap().at,
            "2024-05-03"
        );
        assert_eq!(find("5/13/2024", Order::DayFirst).unwrap().at, "2024-05-13");
    }

    #[test]
    fn reads_times_and_zones_as_stated() {
        for (text, at) in [
            ("May 3, 2024 at 2:30 PM", "2024-05-03T14:30:00"),
            ("May 3, 2024 2:30 p.m. EDT", "2024-05-03T14:30:00-04:00"),
            ("03.05.2024, 14:30 Uhr", "2024-05-03T14:30:00"),
            ("le 3 mai 2024 à 14h30", "2024-05-03T14:30:00"),
            ("3 May 2024 14.30 BST", "2024-05-03T14:30:00+01:00"),
            ("2024-05-03 14:30:15", "2024-05-03T14:30:15"),
            ("2024年5月3日14時30分", "2024-05-03T14:30:00"),
            ("Fri, 03 May 2024 14:30:00 GMT", "2024-05-03T14:30:00Z"),
            (
                "Fri, 03 May 2024 14:30:00 +0200",
                "2024-05-03T14:30:00+02:00",
            ),
            ("3 May 2024 2 PM", "2024-05-03T14:00:00"),
            ("14:30, 3 May 2024", "2024-05-03T14:30:00"),
            ("3 May 2024 12:05 AM", "2024-05-03T00:05:00"),
            ("2024-05-03T14:30:00.123+05:30", "2024-05-03T14:30:00+05:30"),
            ("3 May 2024 | 5 min read", "2024-05-03"),
        ] {
            assert_eq!(
                find(text, Order::DayFirst).map(|found| found.at).as_deref(),
                Some(at),
                "{text}"
            );
        }
    }

    #[test]
    fn leaves_what_is_no_date() {
        for text in [
            "",
            "May 2024",
            "31 February 2024",
            "call 020-7946-0018",
            "version 1.2.3",
            "3 may 75",
            "2024-13-40",
            "99/99/9999",
            "1234567890123 May 2024",
        ] {
            assert_eq!(
                find(text, Order::DayFirst).map(|found| found.at),
                None,
                "{text}"
            );
        }
    }
}
