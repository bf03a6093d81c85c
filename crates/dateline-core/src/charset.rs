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
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            encoding_of(bytes, label)
                .decode_without_bom_handling(bytes)
                .0
        }
    }
}

/// The encoding of bytes that aren't clean UTF-8.
fn encoding_of(bytes: &[u8], label: Option<&'static Encoding>) -> &'static Encoding {
    match label {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
            encoding
        }
        // A cut or mixed page: a few bad bytes among good ones.
        _ if mostly_utf8(bytes) => UTF_8,
        _ => {
            let mut detector =
                chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(&bytes[..bytes.len().min(DETECT_WITHIN)], true);
            detector.guess(None, chardetng::Utf8Detection::Deny)
        }
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
    while let Some(found) = memchr::memmem::find(&start[at..], b"<meta")
        .or_else(|| memchr::memmem::find(&start[at..], b"<META"))
    {
        let open = at + found;
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
mod tests {
    use super::*;

    #[test]
    fn takes_the_first_that_speaks() {
        assert_eq!(
            decode(
                b"\xef\xbb\xbfcaf\xc3\xa9",
                Some("text/html; charset=latin1")
            ),
            "café"
        );
        assert_eq!(
            decode(b"caf\xe9", Some("text/html; charset=ISO-8859-1")),
            "café"
        );
        assert_eq!(
            decode(b"<meta charset=windows-1251>\xcf\xf0\xe8", None),
            "<meta charset=windows-1251>При"
        );
        assert_eq!(
            decode(
                b"<META http-equiv=x content='text/html; charset=\"koi8-r\"'>\xf0",
                None
            ),
            "<META http-equiv=x content='text/html; charset=\"koi8-r\"'>П"
        );
        assert_eq!(
            decode(b"<?xml version='1.0' encoding='shift_jis'?>\x93\xfa", None),
            "<?xml version='1.0' encoding='shift_jis'?>日"
        );
        assert_eq!(decode(b"\xff\xfeh\0i\0", None), "hi");
        assert_eq!(decode(b"<\0p\0>\0h\0i\0<\0/\0p\0", None), "<p>hi</p");
    }

    #[test]
    fn does_not_believe_wrong_labels() {
        assert_eq!(
            decode(
                "naïve – ça".as_bytes(),
                Some("text/html; charset=iso-8859-1")
            ),
            "naïve – ça"
        );
        let russian = b"<meta charset=utf-8>\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0, \xf7\xf2\xee \xed\xee\xe2\xee\xe3\xee \xe2 \xe3\xee\xf0\xee\xe4\xe5";
        assert!(decode(russian, None).contains("Привет, как дела"));
    }

    #[test]
    fn keeps_going_over_broken_bytes() {
        let mut bytes = "Straße ".repeat(30).into_bytes();
        bytes.push(0xc3);
        let text = decode(&bytes, None);
        assert!(text.starts_with("Straße Straße") && text.ends_with('\u{fffd}'));
        assert_eq!(decode(b"", None), "");
    }
}
