//! From bytes to text: byte order mark, then the response header, then the page's own label, then detection.
//!
//! Labels lie often enough that they are checked: bytes that are well-formed UTF-8 beyond ASCII are UTF-8 whatever
//! an 8-bit label says, and a UTF-8 label on bytes that are mostly not UTF-8 gives way to detection.

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a page its own label is looked for.
const LABEL_WITHIN: usize = 8 * 1024;
/// How much of a page detection looks at.
const DETECT_WITHIN: usize = 256 * 1024;

/// The text of a page. Malformed bytes become U+FFFD; `content_type` is the response header of that name.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Cow<'a, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    let header = content_type.and_then(label_in);
    let label = header.or_else(|| own_label(bytes));
    if label == Some(ISO_2022_JP) {
        return ISO_2022_JP.decode_without_bom_handling(bytes).0;
    }
    if let Some(encoding) = looks_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) if label.is_none() && shifts_to_japanese(bytes) => {
            ISO_2022_JP.decode_without_bom_handling(bytes).0
        }
        Ok(text) => Cow::Borrowed(text),
        Err(_) => by_label(bytes, label),
    }
}

/// Whether bytes hold the marks with which ISO-2022-JP goes over to Japanese, which no other text has.
fn shifts_to_japanese(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(DETECT_WITHIN)];
    memchr::memchr_iter(0x1b, start).any(|at| {
        let rest = &start[at + 1..];
        rest.starts_with(b"$B") || rest.starts_with(b"$@")
    })
}

/// The text of bytes that aren't clean UTF-8.
fn by_label<'a>(bytes: &'a [u8], label: Option<&'static Encoding>) -> Cow<'a, str> {
    let encoding = encoding_of(bytes, label);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken && Some(encoding) == label && !encoding.is_single_byte() && is_garbled(&text) {
        return detected(bytes).decode_without_bom_handling(bytes).0;
    }
    text
}

/// Whether so many bytes made no sense that the label must be wrong: it happens among the encodings of East Asia.
fn is_garbled(text: &str) -> bool {
    let (mut wrong, mut all) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()).take(DETECT_WITHIN) {
        wrong += usize::from(c == '\u{fffd}');
        all += 1;
    }
    wrong * 20 > all
}

/// What the bytes look like.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(DETECT_WITHIN)], true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// The encoding of bytes that aren't clean UTF-8.
fn encoding_of(bytes: &[u8], label: Option<&'static Encoding>) -> &'static Encoding {
    match label {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            encoding
        }
        // A cut or mixed page: a few bad bytes among good ones.
        _ if mostly_utf8(bytes) => UTF_8,
        _ => detected(bytes),
    }
}

/// Whether nine in ten of the sequences beyond ASCII are good UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(DETECT_WITHIN)].utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 9 * bad
}

/// UTF-16 without a mark: `<` or a space with a zero beside it, several times.
fn looks_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(64)];
    if start.len() < 8 {
        return None;
    }
    let zeros = |odd: usize| {
        start
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let enough = start.len() / 2 * 3 / 4;
    if zeros(1) >= enough && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if zeros(0) >= enough && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that `<meta charset>`, `http-equiv` or an XML declaration names.
fn own_label(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(LABEL_WITHIN)];
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &start[at..]) {
        let open = at + found;
        at = open + 1;
        let rest = &start[at..];
        if rest.starts_with(b"!--") {
            at += memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        if !rest
            .get(..4)
            .is_some_and(|name| name.eq_ignore_ascii_case(b"meta"))
        {
            continue;
        }
        let close = memchr::memchr(b'>', &start[open..]).map_or(start.len(), |end| open + end);
        if let Some(encoding) = label_in(&String::from_utf8_lossy(&start[open..close])) {
            // A page that says UTF-16 in ASCII isn't UTF-16.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE {
                UTF_8
            } else {
                encoding
            });
        }
        at = close;
    }
    let declared = start
        .starts_with(b"<?xml")
        .then(|| memchr::memchr(b'>', start))
        .flatten()?;
    let declaration = String::from_utf8_lossy(&start[..declared]).replace("encoding", "charset");
    label_in(&declaration)
}

/// The encoding after `charset=` in a header or tag.
fn label_in(text: &str) -> Option<&'static Encoding> {
    let lower = text.to_ascii_lowercase();
    let after = lower
        .split("charset")
        .nth(1)?
        .trim_start()
        .strip_prefix('=')?;
    let label = after.trim_start().trim_start_matches(['"', '\'']);
    let end = label
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '>' | '/'))
        .unwrap_or(label.len());
    match &label[..end] {
        "x-user-defined" => Some(WINDOWS_1252),
        label => Encoding::for_label(label.as_bytes()),
    }
}

#[cfg(test)]
#[path = "charset/tests.rs"]
mod tests;
