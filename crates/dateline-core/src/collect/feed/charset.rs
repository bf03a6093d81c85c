//! The text of a feed: which encoding its bytes are in, by header, declaration, mark, pattern and, last, by guess.
//!
//! The order follows RFC 3023 and RFC 7303 as far as feeds do; a stated encoding that the bytes contradict is overruled
//! and said so.

use crate::collect::plain;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Decoded text with the name of its encoding.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// As stated, or the usual name of what was found.
    pub encoding: String,
    /// What is wrong with the encoding stated.
    pub complaint: Option<&'static str>,
}

/// Decodes a feed. `content_type` is the response header's value.
pub(super) fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let (marked, body) = mark(bytes);
    let declared = declared(body, marked);
    let media = content_type.map(Media::of);
    let foreign = media.as_ref().is_some_and(|media| !media.is_feed());
    let expected = match &media {
        None => declared.clone().or_else(|| marked.map(str::to_owned)),
        Some(media) => media.expected(declared.as_deref()),
    };
    let expected = expected.unwrap_or_else(|| "utf-8".into());

    let expected = plain_label(&expected);
    let declared = declared.map(|label| plain_label(&label));
    let tries = [Some(expected.as_str()), declared.as_deref(), marked];
    for name in tries.into_iter().flatten() {
        if marked.is_some_and(|mark| contradicts(mark, name)) {
            continue;
        }
        if let Some(text) = decode_as(body, name, marked) {
            let stated =
                name == expected || marked == Some(name) && declared.is_none() && media.is_none();
            let complaint = match (stated, foreign) {
                (false, _) => Some("document declared another encoding than it is in"),
                (true, true) => Some("served with a media type that is not a feed's"),
                (true, false) => None,
            };
            return Decoded {
                text,
                encoding: exact(name, marked),
                complaint,
            };
        }
    }
    let guessed = guess(body);
    let (text, _) = guessed.decode_without_bom_handling(body);
    Decoded {
        text,
        encoding: usual_name(guessed).to_owned(),
        complaint: Some("document declared no encoding, or not the one it is in"),
    }
}

/// Encoding by byte order mark or by the pattern of `<?` or `<r`, and what follows the mark.
fn mark(bytes: &[u8]) -> (Option<&'static str>, &[u8]) {
    let marks: [(&[u8], &str); 5] = [
        (b"\0\0\xfe\xff", "utf-32be"),
        (b"\xff\xfe\0\0", "utf-32le"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xfe\xff", "utf-16be"),
        (b"\xff\xfe", "utf-16le"),
    ];
    for (mark, name) in marks {
        if let Some(rest) = bytes.strip_prefix(mark) {
            return (Some(name), rest);
        }
    }
    let name = match bytes {
        [0, 0, 0, b'<', ..] => Some("utf-32be"),
        [b'<', 0, 0, 0, ..] => Some("utf-32le"),
        [0, b'<', 0, _, ..] => Some("utf-16be"),
        [b'<', 0, _, 0, ..] => Some("utf-16le"),
        _ => None,
    };
    (name, bytes)
}

/// A mark settles the width of a character; no label can say otherwise.
fn contradicts(mark: &str, name: &str) -> bool {
    let width = |name: &str| match name.to_ascii_lowercase() {
        n if n.starts_with("utf-32") => 4,
        n if n.starts_with("utf-16")
            || n.starts_with("utf16")
            || n.starts_with("iso-10646-ucs-2") =>
        {
            2
        }
        _ => 1,
    };
    width(mark) != width(name)
}

/// The encoding in the XML declaration.
fn declared(body: &[u8], marked: Option<&str>) -> Option<String> {
    let head = &body[..body.len().min(1200)];
    let head: Cow<'_, str> = match marked {
        Some(name) if name != "utf-8" => head
            .iter()
            .filter(|b| **b != 0)
            .map(|b| char::from(*b))
            .collect(),
        _ => String::from_utf8_lossy(head),
    };
    let head = head.trim_start();
    let declaration = head.strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>").unwrap_or(declaration.len())];
    let rest = declaration[declaration.find("encoding")? + 8..].trim_start();
    let rest = rest.strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = rest[1..].split(quote).next()?.trim();
    (!name.is_empty()).then(|| name.to_ascii_lowercase())
}

/// A media type with its charset.
struct Media {
    kind: String,
    charset: Option<String>,
}

impl Media {
    fn of(header: &str) -> Media {
        let mut parts = header.split(';');
        let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = parts
            .filter_map(|part| part.split_once('='))
            .find(|(key, _)| key.trim().eq_ignore_ascii_case("charset"))
            .map(|(_, value)| value.trim().trim_matches(['"', '\'']).to_ascii_lowercase())
            .filter(|value| !value.is_empty());
        Media { kind, charset }
    }

    fn is_application(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "application/xml" | "application/xml-dtd" | "application/xml-external-parsed-entity"
        ) || (self.kind.starts_with("application/") && self.kind.ends_with("+xml"))
    }

    fn is_text(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "text/xml" | "text/xml-external-parsed-entity"
        ) || (self.kind.starts_with("text/") && self.kind.ends_with("+xml"))
    }

    fn is_json(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "application/json" | "application/feed+json"
        )
    }

    fn is_feed(&self) -> bool {
        self.is_application() || self.is_text() || self.is_json()
    }

    /// RFC 3023: `text/xml` without a charset is ASCII whatever the document declares.
    fn expected(&self, declared: Option<&str>) -> Option<String> {
        let declared = declared.map(str::to_owned);
        if self.charset.is_some() {
            self.charset.clone()
        } else if self.is_application() || self.is_json() {
            declared
        } else if self.kind.starts_with("text/") {
            Some("us-ascii".into())
        } else {
            declared.or_else(|| Some("iso-8859-1".into()))
        }
    }
}

/// Labels that only some programs know, by the name that all do.
fn plain_label(label: &str) -> String {
    let plain = label.replace('_', "-");
    match plain.as_str() {
        "utf16" | "u16" | "ucs-2" | "iso-10646-ucs-2" | "csunicode" => "utf-16".into(),
        "utf32" | "u32" | "ucs-4" | "iso-10646-ucs-4" | "csucs4" => "utf-32".into(),
        "utf8" | "u8" => "utf-8".into(),
        "ascii" => "us-ascii".into(),
        _ if Encoding::for_label(label.as_bytes()).is_none() => plain,
        _ => label.to_owned(),
    }
}

/// Decodes strictly; `None` when the label is unknown or the bytes don't fit it.
fn decode_as<'a>(bytes: &'a [u8], name: &str, marked: Option<&str>) -> Option<Cow<'a, str>> {
    let label = name.to_ascii_lowercase();
    let big = label.ends_with("be")
        || (!label.ends_with("le") && marked.is_some_and(|m| m.ends_with("be")));
    match label.as_str() {
        "us-ascii" => return bytes.is_ascii().then(|| String::from_utf8_lossy(bytes)),
        "utf-32" | "utf-32be" | "utf-32le" => {
            return utf32(bytes, big).map(Cow::Owned);
        }
        _ => {}
    }
    let encoding = match label.as_str() {
        "utf-16" if big => encoding_rs::UTF_16BE,
        "zh-cn" | "euc-cn" | "eucgb2312-cn" => encoding_rs::GB18030,
        label => Encoding::for_label(label.as_bytes())?,
    };
    // A label for one-byte text says little, since any bytes fit it: what is valid UTF-8 beyond ASCII is UTF-8.
    if encoding.is_single_byte() && !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

/// A label of UTF-16 or UTF-32 with its byte order.
fn exact(name: &str, marked: Option<&str>) -> String {
    match (name, marked) {
        ("utf-16" | "utf-32", Some(mark)) => mark.to_owned(),
        _ => name.to_owned(),
    }
}

fn utf32(bytes: &[u8], big: bool) -> Option<String> {
    bytes
        .chunks(4)
        .map(|chunk| {
            let unit: [u8; 4] = chunk.try_into().ok()?;
            char::from_u32(if big {
                u32::from_be_bytes(unit)
            } else {
                u32::from_le_bytes(unit)
            })
        })
        .collect()
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    // Markup is ASCII and tells nothing: the detector gets to see the rest.
    detector.feed(&bytes[..bytes.len().min(256 << 10)], true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    plain::utf16_without_mark(bytes).unwrap_or(found)
}

/// Names as the detectors that feed readers know give them.
fn usual_name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "Shift_JIS" => "SHIFT_JIS",
        "GBK" => "GB2312",
        "KOI8-U" => "KOI8-R",
        "windows-874" => "TIS-620",
        name => name,
    }
}
