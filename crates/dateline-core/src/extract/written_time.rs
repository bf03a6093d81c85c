//! Times as people write them: "3 May 2024, 14:30", "3. Mai 2024", "le 3 mai 2024 à 14h30", "2024年5月3日", "05/03/2024
//! 2:30 PM EST". What the text doesn't say (a time of day, a zone) isn't added.

use clock::{clock_after, clock_before};
pub use date::order_in;
use date::{by_figures, by_marks, by_name};
use parts::{Part, split};

mod clock;
mod date;
mod parts;

/// A time found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenTime {
    /// RFC 3339; a date alone, or without zone, where the text has no more.
    pub at: String,
    /// Byte range of the date in the text.
    pub start: usize,
    /// The byte behind the date.
    pub end: usize,
    /// The month was written as a word, or the order of the figures leaves no doubt.
    pub certain: bool,
}

/// Which figure comes first where `05/03/2024` leaves it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The day comes first: 3 May in `03/05/2024`.
    DayFirst,
    /// The month comes first: 5 March in `03/05/2024`.
    MonthFirst,
}

/// Bytes of a text that are looked at.
const WITHIN: usize = 600;

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
            "3 במאי 2024",
            "3 พ.ค. 2567",
            "ngày 3 tháng 5 năm 2024",
            "2024. gada 3. maijs",
            "2024 m. gegužės 3 d.",
            "3 მაისი 2024",
            "3 մայիսի 2024",
            "3 мамыр 2024",
            "令和6年5月3日",
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
            ("2024年5月3日 午後2時30分", "2024-05-03T14:30:00"),
            ("2024.05.03. 오후 2:30", "2024-05-03T14:30:00"),
            ("2024.05.03. 오전 2:30", "2024-05-03T02:30:00"),
            ("3 مايو 2024، 2:30 م", "2024-05-03T14:30:00"),
            ("3 Mayıs 2024 Cuma, 14:30", "2024-05-03T14:30:00"),
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
