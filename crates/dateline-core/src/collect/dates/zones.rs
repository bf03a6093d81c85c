//! Time zones as feeds write them: offsets, the abbreviations of RFC 822 and common use, tz database regions.

const HOUR: i64 = 3600;

/// `0200`, `02:00`, `2`, `02` as seconds, and the bytes it takes.
pub(super) fn offset(text: &str) -> Option<(i64, usize)> {
    let digits = super::digits_at(text);
    let number: i64 = text.get(..digits)?.parse().ok()?;
    let (hours, minutes, width) = match digits {
        1 | 2 if text[digits..].starts_with(':') => {
            let more = super::digits_at(&text[digits + 1..]).min(2);
            let minutes = text[digits + 1..digits + 1 + more].parse().unwrap_or(0);
            (number, minutes, digits + 1 + more)
        }
        1 | 2 => (number, 0, digits),
        3 | 4 => (number / 100, number % 100, digits),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then_some((hours * HOUR + minutes * 60, width))
}

/// Seconds east of UTC of an abbreviation in small letters. Of those that name several zones, the one that RFC 822 or
/// most feeds mean.
pub(super) fn named(name: &str) -> Option<i64> {
    let quarter_hours = match name {
        "z" | "ut" | "utc" | "gmt" | "wet" | "zulu" => 0,
        "bst" | "cet" | "mez" | "wat" | "west" => 4,
        "cest" | "mesz" | "eet" | "cat" | "sast" => 8,
        "eest" | "msk" | "eat" | "ast3" | "trt" => 12,
        "gst" => 16,
        "pkt" => 20,
        "ist" => 22,
        "npt" => 23,
        "wib" | "ict" => 28,
        "hkt" | "sgt" | "myt" | "pht" | "awst" => 32,
        "jst" | "kst" => 36,
        "acst" => 38,
        "aest" => 40,
        "acdt" => 42,
        "aedt" => 44,
        "nzst" => 48,
        "nzdt" => 52,
        "brt" | "art" | "adt" => -12,
        "nst" => -14,
        "ndt" => -10,
        "ast" | "at" | "edt" | "clt" => -16,
        "est" | "et" | "cdt" => -20,
        "cst" | "ct" | "mdt" => -24,
        "mst" | "mt" | "pdt" => -28,
        "pst" | "pt" | "akdt" => -32,
        "akst" => -36,
        "hst" => -40,
        _ => return None,
    };
    Some(quarter_hours * HOUR / 4)
}

/// Whether a word looks like a region of the tz database ("Europe/Berlin").
pub(super) fn is_region(word: &str) -> bool {
    let areas = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
        "US/",
        "Etc/",
    ];
    areas.iter().any(|area| word.starts_with(area))
}
