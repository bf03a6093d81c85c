//! Days in addresses: of the page, and as a last resort of its picture.

use crate::time;

/// A date in the address: `/2024/05/03/`, `/2024-05-03-`, `/20240503/`.
pub fn in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split("://").last()?;
    let path = &path[path.find('/')?..];
    let bytes = path.as_bytes();
    for at in 0..bytes.len() {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        if before.is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let digits = |from: usize, n: usize| -> Option<&str> {
            let text = path.get(from..from + n)?;
            text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
        };
        let Some(year) =
            digits(at, 4).filter(|year| (1990..=2100).contains(&year.parse::<u32>().unwrap_or(0)))
        else {
            continue;
        };
        let mark = bytes.get(at + 4).copied();
        let day = if let Some(mark @ (b'/' | b'-' | b'_' | b'.')) = mark {
            let month_len = if digits(at + 5, 2).is_some() { 2 } else { 1 };
            let month = digits(at + 5, month_len);
            if bytes.get(at + 5 + month_len) != Some(&mark) {
                continue;
            }
            let from = at + 6 + month_len;
            let day_len = if digits(from, 2).is_some() { 2 } else { 1 };
            if bytes.get(from + day_len).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            month.zip(digits(from, day_len))
        } else if digits(at, 8).is_some() && !bytes.get(at + 8).is_some_and(u8::is_ascii_digit) {
            digits(at + 4, 2).zip(digits(at + 6, 2))
        } else {
            None
        };
        if let Some((month, day)) = day
            && let Some(found) = time::normal(&format!("{year}-{month:0>2}-{day:0>2}"))
        {
            return Some(found);
        }
    }
    None
}

/// A day in an address in the order of readers: `/03-05-2024`, `/03052024-bridge`. Only figures that can't be read
/// otherwise than day, month, year count, with the day first.
pub fn in_address_day_first(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?.split("://").last()?;
    let path = &path[path.find('/')?..];
    path.split(['/', '_', '.']).find_map(|segment| {
        let mut figures = segment.split('-');
        let first = figures.next()?;
        let digits = first.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let (day, month, year) = if digits.len() == 8 && all_digits(digits) {
            (&digits[..2], &digits[2..4], &digits[4..])
        } else {
            (first, figures.next()?, figures.next()?)
        };
        let fits = (1..=2).contains(&day.len()) && (1..=2).contains(&month.len());
        let known = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
        if !fits || !known || ![day, month, year].into_iter().all(all_digits) {
            return None;
        }
        time::normal(&format!("{year}-{month:0>2}-{day:0>2}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_addresses() {
        for (url, day) in [
            ("https://a.example/2024/05/03/bridge", Some("2024-05-03")),
            (
                "https://a.example/news/2024-5-3-bridge.html",
                Some("2024-05-03"),
            ),
            ("https://a.example/20240503/x", Some("2024-05-03")),
            ("https://a.example/2024/05/bridge", None),
            ("https://a.example/120240503", None),
            ("https://a.example/2024/13/45/", None),
            ("https://2024-05-03.example", None),
        ] {
            assert_eq!(in_address(url).as_deref(), day, "{url}");
        }
    }

    #[test]
    fn reads_days_in_the_order_of_readers() {
        for (url, day) in [
            ("https://a.example/news/03-05-2024", Some("2024-05-03")),
            ("https://a.example/03052024-bridge", Some("2024-05-03")),
            ("https://a.example/bridge-nid03052024/", None),
            ("https://a.example/nid03052024/", Some("2024-05-03")),
            ("https://a.example/45-13-2024", None),
            ("https://a.example/12345678", None),
            ("https://a.example/1-2-3-4", None),
            ("no address", None),
        ] {
            assert_eq!(in_address_day_first(url).as_deref(), day, "{url}");
        }
    }
}
