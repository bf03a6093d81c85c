//! Datelines in Chinese, Japanese and Korean: `新华社北京6月3日电`, `【東京共同】`, `(서울=연합뉴스)`.

use super::{Found, day_text, separator};
use crate::agencies::Agencies;
use crate::extract::day;

/// Reads the dateline that opens a line.
pub fn read(line: &str, agencies: &Agencies) -> Option<Found> {
    let first = line.chars().next()?;
    let (close, from) = match first {
        '【' => (Some('】'), first.len_utf8()),
        '［' => (Some('］'), first.len_utf8()),
        '[' => (Some(']'), 1),
        '(' => (Some(')'), 1),
        '（' => (Some('）'), first.len_utf8()),
        '据' | '據' => (None, first.len_utf8()),
        _ => (None, 0),
    };
    if let Some(close) = close {
        let to = from + line[from..].find(close)?;
        let inside = &line[from..to];
        if !inside.chars().any(is_east_asian) {
            return None;
        }
        let named = agencies.find(inside).into_iter().next_back()?;
        let before = inside[..named.start].trim_end_matches(['=', '＝', ' ', '、']);
        let behind = inside[named.end..].trim_matches([' ', '=', '＝']);
        // "中央社台北3日電": the place stands behind the agency; "ワシントン共同", "서울=연합뉴스": before it.
        let words = if behind.is_empty() { before } else { behind };
        let mut found = eastern_place(words);
        found.wire = Some(named.agency.id.clone());
        found.supplier = Some((from + named.start, from + named.end));
        found.end = to + close.len_utf8();
        // "(서울=연합뉴스) 이름 기자 = "
        if let Some(at) = line[found.end..].find(" = ").filter(|at| *at < 40) {
            found.end += at + 3;
        } else if line[found.end..].trim_start().starts_with(['-', '－']) {
            found.end += separator(&line[found.end..]).unwrap_or(0);
        }
        return Some(found);
    }
    let named = agencies.name_at(&line[from..])?;
    if !line[from..from + named.end].chars().any(is_east_asian) {
        return None;
    }
    let rest_from = from + named.end;
    let rest = &line[rest_from..];
    let (at, mark) = rest
        .char_indices()
        .find(|(_, c)| matches!(c, '电' | '電' | '讯' | '訊'))?;
    let words = &rest[..at];
    if words.chars().count() > 24 || words.contains(['，', '。', ',', '“']) {
        return None;
    }
    let mut found = eastern_place(words);
    found.wire = Some(named.agency.id.clone());
    found.supplier = Some((from, rest_from));
    found.end = rest_from + at + mark.len_utf8();
    // "电（记者某某）"
    let behind = &line[found.end..];
    if let Some(open) = behind.chars().next().filter(|c| matches!(c, '（' | '('))
        && let Some(close) = behind.find(['）', ')'])
        && close < 60
    {
        let close_len = behind[close..].chars().next().map_or(1, char::len_utf8);
        debug_assert!(open.len_utf8() <= close);
        found.end += close + close_len;
    }
    Some(found)
}

/// Place and day in "台北3日", "北京 3日", "华盛顿6月3日".
fn eastern_place(words: &str) -> Found {
    let day = day::find_day(words);
    let place = match &day {
        Some(day) => &words[..day.start],
        None => words.trim_end_matches(['电', '電', '讯', '訊']),
    };
    let place = place.trim_matches([' ', '、', ',']);
    let reporter = place.contains("记者") || place.contains("記者");
    Found {
        place: (!place.is_empty() && !reporter && place.chars().count() <= 16)
            .then(|| place.to_owned()),
        on: day.map(|day| day_text(words, &day)),
        ..Found::default()
    }
}

fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}
