//! Datelines: the place and the day that open a report, with the agency named there.
//!
//! Every agency has its own form: `OSLO (AP) —`, `BONN, June 3 (Xinhua) --`, `Roma, 3 giu. (Adnkronos) -`,
//! `(ANSA) - ROMA, 03 GIU -`, `MINSK, June 3. /TASS/.`, `Pune, Jun 3 (PTI) …`, `Riyadh, June 3, SPA --`,
//! `新华社北京6月3日电`, `【東京共同】`, `(서울=연합뉴스)`, `OSLO--(BUSINESS WIRE)--`. What they share is read here: a
//! head of place and day, a supplier in brackets or set off by commas, a separator.

mod eastern;

use super::day::{self, Day};
use crate::agencies::{Agencies, Agency};
use crate::model::Dateline;

/// A dateline and where it stands, in characters of the text that was searched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatelineSpan {
    /// What it says.
    pub dateline: Dateline,
    /// The supplier in brackets as written, whether or not it is a known agency.
    pub supplier: Option<String>,
    /// First character of it.
    pub start: usize,
    /// Where the report itself begins: behind the separator.
    pub end: usize,
    /// Where the supplier's name stands.
    pub supplier_span: Option<(usize, usize)>,
}

/// Characters of a paragraph in which a dateline must have ended.
const LOOK: usize = 160;
/// Paragraphs that may stand before the one with the dateline (captions, highlights, a lead-in).
const PARAGRAPHS: usize = 8;

/// The dateline that the text opens with.
pub fn parse_dateline(text: &str, agencies: &Agencies) -> Option<DatelineSpan> {
    let indent = text.len() - text.trim_start().len();
    let line = text[indent..].lines().next()?;
    let line = line
        .char_indices()
        .nth(LOOK)
        .map_or(line, |(end, _)| &line[..end]);
    let found = eastern::read(line, agencies)
        .or_else(|| bracketed(line, agencies))
        .or_else(|| set_off(line, agencies))
        .or_else(|| bare(line))?;
    let chars = |byte: usize| text[..indent + byte].chars().count();
    let tail = &line[found.end..];
    let end = found.end + tail.len() - tail.trim_start().len();
    Some(DatelineSpan {
        dateline: Dateline {
            place: found.place,
            wire: found.wire,
            on: found.on,
        },
        supplier: found.supplier.map(|(from, to)| line[from..to].to_owned()),
        start: chars(0),
        end: chars(end),
        supplier_span: found.supplier.map(|(from, to)| (chars(from), chars(to))),
    })
}

/// The dateline of a body: of its first paragraph, or of a later one where captions or highlights come first. A later
/// one must name its supplier.
pub fn find_dateline(text: &str, agencies: &Agencies) -> Option<DatelineSpan> {
    let mut offset = 0;
    let mut seen = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            if let Some(mut found) = parse_dateline(line, agencies)
                && (seen == 0
                    || found.dateline.wire.is_some()
                    || found.dateline.place.is_some() && found.supplier.is_some())
            {
                found.start += offset;
                found.end += offset;
                found.supplier_span = found.supplier_span.map(|(a, b)| (a + offset, b + offset));
                return Some(found);
            }
            seen += 1;
            if seen == PARAGRAPHS {
                break;
            }
        }
        offset += line.chars().count() + 1;
    }
    None
}

/// What was read off a line; positions in bytes.
#[derive(Default)]
struct Found {
    place: Option<String>,
    on: Option<String>,
    wire: Option<String>,
    supplier: Option<(usize, usize)>,
    end: usize,
}

/// Place and day from the words before (or after) the supplier. `None` when they are neither.
#[derive(Default)]
struct Head {
    place: Option<String>,
    on: Option<String>,
    /// The place is written in capitals.
    capitals: bool,
}

/// `PLACE, DAY (SUPPLIER) —`, and with strokes or square brackets.
fn bracketed(line: &str, agencies: &Agencies) -> Option<Found> {
    for (open, bracket) in line.char_indices() {
        let close_with = match bracket {
            '(' => ')',
            '[' => ']',
            '/' => '/',
            '（' => '）',
            _ => continue,
        };
        let from = open + bracket.len_utf8();
        let Some(len) = line[from..].find(close_with) else {
            continue;
        };
        let to = from + len;
        let after = to + close_with.len_utf8();
        let head = read_head(&line[..open])?;
        let inside = &line[from..to];
        let Some((agency, day)) = supplier_in(inside, agencies) else {
            // A stranger's name in the supplier's place: to be judged, not to be believed.
            let alone = head.place.is_none() && head.on.is_none() && open == 0;
            if bracket == '(' && (head.capitals || alone) && is_name(inside) {
                let Some(end) = separator(&line[after..]) else {
                    continue;
                };
                return Some(Found {
                    place: head.place,
                    on: head.on,
                    wire: None,
                    supplier: Some((from, to)),
                    end: after + end,
                });
            }
            continue;
        };
        let named_before = |place: &String| {
            agencies
                .find(place)
                .iter()
                .any(|n| n.agency.id == agency.id)
        };
        if bracket == '/' && head.place.is_none() || head.place.as_ref().is_some_and(named_before) {
            return None;
        }
        let mut found = Found {
            place: head.place,
            on: head.on.or(day),
            wire: Some(agency.id.clone()),
            supplier: Some((from, to)),
            end: after,
        };
        let bare_head = found.place.is_none() && found.on.is_none();
        let mut rest = &line[after..];
        // "(PRWEB) May 3, 2025 --", "/ ACCESSWIRE / June 3, 2025 /"
        if let Some(day) = day::find_day(rest)
            && rest[..day.start].chars().all(is_filler)
            && let Some(end) = separator(&rest[day.end..])
        {
            found.on = found.on.or(Some(day_text(rest, &day)));
            found.end = after + day.end + end;
            return Some(found);
        }
        match separator(rest) {
            Some(end) => {
                found.end = after + end;
                rest = &rest[end..];
                // "(ANSA) - ROMA, 03 GIU - "
                if bare_head
                    && let Some((head, end)) = head_before_separator(rest)
                    && (head.capitals || head.on.is_some())
                {
                    found.place = head.place;
                    found.on = head.on;
                    found.end += end;
                }
            }
            // "Pune, Jun 3 (PTI) The …", "Washington (CNN) Two …", "(CNN)Two …"
            None => {
                let next = rest.trim_start().chars().next()?;
                if next.is_lowercase() || !(next.is_alphanumeric() || is_quote(next)) {
                    return None;
                }
            }
        }
        return Some(found);
    }
    None
}

/// `Riyadh, June 3, SPA --`, `KAZINFORM –`, `МОСКВА, 3 июн — РИА Новости.`, `HONG KONG - ACME Newswire - 3 June 2025 -`.
fn set_off(line: &str, agencies: &Agencies) -> Option<Found> {
    let (at, end) = find_dash(line)?;
    let head = &line[..at];
    // "INTERFAX.RU" holds a full stop of its own.
    let pieces = head.rmatch_indices([',', '.']).map(|(i, _)| i + 1);
    let named = pieces
        .take(2)
        .chain([0])
        .find_map(|from| Some((from, agencies.named(head[from..].trim())?)));
    if let Some((piece_from, agency)) = named
        && let Some(before) = read_head(head[..piece_from].trim_end_matches([',', '.', ' ']))
    {
        let piece = head[piece_from..].trim();
        let from = piece_from + head[piece_from..].len() - head[piece_from..].trim_start().len();
        // "Petra - Text" may be a name that begins a sentence; a mark in capitals is none.
        let alone = before.place.is_none() && before.on.is_none();
        if alone && piece.chars().any(char::is_lowercase) {
            return None;
        }
        return Some(Found {
            place: before.place,
            on: before.on,
            wire: Some(agency.id.clone()),
            supplier: Some((from, from + piece.len())),
            end,
        });
    }
    let place = read_head(head).filter(|h| h.place.is_some())?;
    let rest = &line[end..];
    let skip = rest.len() - rest.trim_start().len();
    let named = agencies.name_at(&rest[skip..])?;
    let from = end + skip;
    let to = from + named.end;
    let after = &line[to..];
    let mut found = Found {
        place: place.place,
        on: place.on,
        wire: Some(named.agency.id.clone()),
        supplier: Some((from, to)),
        end: to,
    };
    if let Some(stop) = after.strip_prefix('.').filter(|rest| rest.starts_with(' ')) {
        found.end = line.len() - stop.len();
        return Some(found);
    }
    let dash = separator(after)?;
    found.end = to + dash;
    let rest = &line[found.end..];
    if let Some(day) = day::find_day(rest)
        && day.start < 3
        && let Some(end) = separator(&rest[day.end..])
    {
        found.on = found.on.or(Some(day_text(rest, &day)));
        found.end += day.end + end;
    }
    Some(found)
}

/// `OSLO —`, `Oslo, June 3 –`: a place without a supplier.
fn bare(line: &str) -> Option<Found> {
    let (head, end) = head_before_separator(line)?;
    let dashed = line[..end].trim_end().ends_with(['—', '–', '-', '_']);
    let next = line[end..].trim_start().chars().next()?;
    if !dashed
        || next.is_lowercase()
        || head.place.is_none()
        || !(head.capitals || head.on.is_some())
    {
        return None;
    }
    Some(Found {
        place: head.place,
        on: head.on,
        end,
        ..Found::default()
    })
}

/// The agency in brackets, alone or the first of several ("dpa/AFP", "Newsfile Corp. - June 3, 2025"), and a day.
fn supplier_in<'a>(inside: &str, agencies: &'a Agencies) -> Option<(&'a Agency, Option<String>)> {
    let inside = inside.trim().trim_start_matches(['©', ' ']);
    let named = agencies.name_at(inside)?;
    let rest = inside[named.end..].trim();
    if rest.is_empty() {
        return Some((named.agency, None));
    }
    if let Some(day) = day::find_day(rest) {
        let around = rest[..day.start].chars().chain(rest[day.end..].chars());
        return around
            .into_iter()
            .all(is_filler)
            .then(|| (named.agency, Some(day_text(rest, &day))));
    }
    let others = rest.strip_prefix(['/', ',', '-', '–', '&', '+'])?;
    // A second supplier or a desk: "dpa/lno", "AP, Reuters".
    (others.chars().count() <= 24 && !others.contains(". ")).then_some((named.agency, None))
}

/// Reads what stands before a supplier: nothing, a place, a day, or both.
fn read_head(head: &str) -> Option<Head> {
    let head = head.trim_start_matches(['(', '[', ' ', '•', '*']);
    let whole = head;
    let head = head.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | '.' | '-' | '–' | '—' | '/' | ':' | '|')
    });
    if head.is_empty() {
        return Some(Head::default());
    }
    let (place, on) = match day::find_day(head) {
        Some(day) => {
            let behind = head[day.end..].trim_matches(|c: char| is_filler(c) || c == '.');
            if !behind.is_empty() && !is_clock(behind) {
                return None;
            }
            let place = strip_weekday(
                head[..day.start].trim_end_matches(|c: char| is_filler(c) || c == '.'),
            );
            (place, Some(day_text(head, &day)))
        }
        None => match day_in_figures(head) {
            Some((place, day)) => (place, Some(day.to_owned())),
            None => (with_stop(whole, head), None),
        },
    };
    if place.is_empty() {
        return Some(Head {
            on,
            ..Head::default()
        });
    }
    let capitals = place_capitals(place)?;
    Some(Head {
        place: Some(place.to_owned()),
        on,
        capitals,
    })
}

/// A place and the day and month in figures behind it: "BRUSSEL 03/06".
fn day_in_figures(head: &str) -> Option<(&str, &str)> {
    let digits =
        |text: &str| text.len() - text.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let fits = |number: &str| {
        (1..=2).contains(&number.len()) && number.parse().is_ok_and(|n: u8| (1..=31).contains(&n))
    };
    let month_at = head.len() - digits(head);
    let before = head[..month_at].trim_end();
    let before = before.strip_suffix(['/', '.', '-', '–'])?.trim_end();
    let day_at = before.len() - digits(before);
    let place = before[..day_at].trim_end_matches(|c: char| is_filler(c) || c == '.');
    (fits(&head[month_at..]) && fits(&before[day_at..]) && !place.is_empty())
        .then(|| (place, head[day_at..].trim()))
}

/// The place with the full stop of a closing abbreviation ("ST. LOUIS, Mo.", "WASHINGTON, D.C.").
fn with_stop<'a>(whole: &'a str, place: &str) -> &'a str {
    let last = place.rsplit([' ', ',']).next().unwrap_or_default();
    let short = last.len() < place.len() && last.chars().filter(|c| c.is_alphabetic()).count() <= 5;
    let stop = whole[place.len()..].starts_with('.');
    &whole[..place.len() + usize::from(short && stop)]
}

fn head_before_separator(line: &str) -> Option<(Head, usize)> {
    let (at, end) = find_dash(line)?;
    Some((read_head(&line[..at])?, end))
}

/// The first dash that parts a head from its text: where it begins and where the text begins.
fn find_dash(line: &str) -> Option<(usize, usize)> {
    for (at, c) in line.char_indices() {
        let spaced = line[..at].ends_with([' ', '.', '\u{a0}']);
        let dash = match c {
            '—' | '–' => true,
            '-' => {
                // "Damascus, SANA- The": a mark in capitals may touch its dash.
                let touching = line[..at].ends_with(char::is_uppercase);
                (spaced || touching) && line[at + 1..].starts_with([' ', '-', '\u{a0}'])
                    || line[at..].starts_with("--")
            }
            '_' => spaced,
            _ => continue,
        };
        if dash {
            return Some((at, at + separator(&line[at..])?));
        }
    }
    None
}

/// Whether the words can be a place, and if so whether it is in capitals ("DUBAI, United Arab Emirates" is).
fn place_capitals(place: &str) -> Option<bool> {
    const JOINING: [&str; 22] = [
        "of", "and", "de", "la", "le", "les", "del", "dos", "da", "do", "di", "el", "al", "am",
        "an", "der", "sur", "en", "the", "y", "et", "und",
    ];
    if place.chars().count() > 70
        || place.chars().any(|c| {
            c.is_ascii_digit()
                || is_quote(c) && c != '’' && c != '\''
                || matches!(c, '?' | '!' | ';' | ':' | '=' | '@' | '%' | '$')
        })
    {
        return None;
    }
    let words: Vec<&str> = place
        .split([' ', '/', '\u{a0}'])
        .filter(|w| !w.is_empty())
        .collect();
    if words.is_empty() || words.len() > 9 {
        return None;
    }
    for (n, word) in words.iter().enumerate() {
        let letter = word.chars().find(|c| c.is_alphabetic())?;
        if letter.is_lowercase()
            && !(n > 0 && JOINING.contains(&word.trim_end_matches(',').to_lowercase().as_str()))
        {
            return None;
        }
        // A full stop ends an abbreviation ("Calif.", "D.C."), never a sentence.
        let stop = word.ends_with('.') && word.chars().filter(|c| c.is_alphabetic()).count() > 5;
        if stop && n + 1 < words.len() {
            return None;
        }
    }
    let town = place.split(',').next().unwrap_or(place);
    let letters = town.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = letters >= 2 && town.chars().all(|c| !c.is_lowercase());
    Some(capitals)
}

/// A name of up to six words that could be an agency, a firm or a person.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let proper = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(*word, "of" | "and" | "&" | "the" | "for")
    };
    (1..=6).contains(&words.len())
        && text.chars().count() >= 3
        && words.iter().all(proper)
        && !text.ends_with('.')
        && !text
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, ',' | '-' | ':' | ';'))
}

/// Length of the separator at the start: spaces and a dash, colon, stroke or equals sign, spaces.
fn separator(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches([' ', '\u{a0}', '.', ',']);
    let body = rest.trim_start_matches(['—', '–', '-', '_', ':', '=', '‑', '|', '/']);
    if body.len() == rest.len() {
        // "/TASS/. ": a full stop alone.
        return text.starts_with(". ").then_some(2);
    }
    Some(text.len() - body.trim_start_matches([' ', '\u{a0}']).len())
}

fn strip_weekday(place: &str) -> &str {
    const WEEKDAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    let found = WEEKDAYS.iter().find_map(|day| place.strip_suffix(day));
    found.map_or(place, |rest| rest.trim_end_matches([',', ' ']))
}

/// "12:40", "08:15 GMT" behind a day.
fn is_clock(text: &str) -> bool {
    text.contains(':') && text.len() <= 14 && text.starts_with(|c: char| c.is_ascii_digit())
}

/// The day as a full date where the year is stated, else as written.
fn day_text(text: &str, day: &Day) -> String {
    day.iso()
        .unwrap_or_else(|| text[day.start..day.end].trim_end_matches('.').to_owned())
}

fn is_filler(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '-' | '–' | '—' | '/' | '(' | ')' | ':')
}

fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '「' | '『'
    )
}

#[cfg(test)]
#[path = "dateline/tests.rs"]
mod tests;
