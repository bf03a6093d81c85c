//! What a body is, told from its first kilobytes and not from its name.

use super::decompress::Packing;
use super::plain::utf16_without_mark;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Bytes of a body that are enough to tell its kind.
pub const HEAD: usize = 64 << 10;

/// The kinds of input that Dateline tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or white space only.
    Empty,
    /// gzip data; what it holds is to be told apart again.
    Gzip,
    /// Zstandard data, the same.
    Zstd,
    /// A page.
    Html,
    /// RSS, RDF, Atom or CDF in XML, or a JSON Feed.
    Feed,
    /// A sitemap or an index of sitemaps.
    Sitemap,
    /// A list of subscriptions.
    Opml,
    /// A web archive.
    Warc,
    /// One JSON value a line.
    JsonLines,
    /// Any other JSON: one value over several lines.
    Json,
    /// XML that is none of the above.
    Xml,
    /// Plain text.
    Text,
    /// A `robots.txt`.
    Robots,
    /// What no text can be read from, by name: "a PDF".
    Binary(&'static str),
}

/// Signatures of what is no text. The longest texts in archives come without any of them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\0\0\x01\0", "an icon"),
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "a zip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z file"),
    (b"Rar!\x1a\x07", "a RAR file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"fLaC", "an audio file"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\0\0\x01\xba", "a video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\0\x01\0\0\0", "a font"),
    (b"OTTO\0", "a font"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "a SQLite database"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office document",
    ),
    (b"{\\rtf", "an RTF document"),
];

/// Tells the kind of a body from its first bytes ([`HEAD`] are enough). `whole` says that these are all.
pub fn kind_of(head: &[u8], whole: bool) -> Kind {
    match Packing::of(head) {
        Packing::Gzip => return Kind::Gzip,
        Packing::Zstd => return Kind::Zstd,
        // Brotli has no mark; a header must name it.
        Packing::None | Packing::Brotli => {}
    }
    if let Some(name) = binary(head) {
        return Kind::Binary(name);
    }
    let text = decoded(head);
    let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n', '\0']);
    if text.is_empty() {
        return if whole { Kind::Empty } else { Kind::Text };
    }
    if text.starts_with("WARC/") {
        return Kind::Warc;
    }
    match text.as_bytes()[0] {
        b'{' | b'[' => json(text).unwrap_or(Kind::Text),
        b'<' => markup(text),
        _ if unlikely_text(head) => Kind::Binary("binary data"),
        _ if robots(text) => Kind::Robots,
        _ if known_tags(text, 3) => {
            // Junk before the first tag is common in served pages and feeds.
            match text.find('<').map(|at| markup(&text[at..])) {
                Some(Kind::Xml) | None => Kind::Html,
                Some(kind) => kind,
            }
        }
        _ => text
            .find("<?xml")
            .filter(|at| *at < 512)
            .map(|at| markup(&text[at..]))
            .filter(|kind| matches!(kind, Kind::Feed | Kind::Sitemap | Kind::Opml))
            .unwrap_or(Kind::Text),
    }
}

fn binary(head: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(mark, _)| head.starts_with(mark));
    if let Some((_, name)) = known {
        return Some(name);
    }
    let at = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
    match (at(0..4), at(4..8), at(8..12)) {
        (b"RIFF", _, b"WEBP") => Some("a WebP image"),
        (b"RIFF", _, _) => Some("an audio or video file"),
        (_, b"ftyp", b"avif" | b"avis") => Some("an AVIF image"),
        (_, b"ftyp", b"heic" | b"mif1") => Some("a HEIF image"),
        (_, b"ftyp", _) => Some("a video"),
        _ if at(257..262) == b"ustar" => Some("a tar file"),
        _ if head.starts_with(b"BM") && at(6..10) == [0; 4] => Some("a BMP image"),
        _ => None,
    }
}

/// Text has few control characters. Zero bytes speak for UTF-16 or UTF-32 only where a mark or their pattern does.
fn unlikely_text(head: &[u8]) -> bool {
    if Encoding::for_bom(head).is_some() || utf16_without_mark(head).is_some() {
        return false;
    }
    let controls = head
        .iter()
        .filter(|b| **b < 0x20 && !matches!(**b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b))
        .count();
    let zeros = head.iter().filter(|b| **b == 0).count();
    zeros * 200 > head.len() || controls * 50 > head.len()
}

fn decoded(head: &[u8]) -> Cow<'_, str> {
    let encoding = Encoding::for_bom(head)
        .map(|(encoding, _)| encoding)
        .or_else(|| utf16_without_mark(head));
    if let Some(encoding) = encoding {
        return encoding.decode_with_bom_removal(head).0;
    }
    if head.len() >= 4 && (head[..3] == [0; 3] || head[1..4] == [0; 3]) {
        // UTF-32: enough of it to see the first tag.
        return head
            .iter()
            .filter(|b| **b != 0)
            .map(|b| char::from(*b))
            .collect();
    }
    String::from_utf8_lossy(head)
}

fn json(text: &str) -> Option<Kind> {
    let first = text.lines().next().unwrap_or_default().trim_end();
    let rest = &text[text.lines().next().map_or(0, str::len)..];
    let bytes = text[1..].trim_start().as_bytes();
    let opens = matches!(bytes.first(), Some(b'"' | b'{' | b'[' | b']' | b'}') | None);
    if !opens && !rest.trim_start().starts_with("{\"") {
        return None;
    }
    if text.starts_with('{') && json_feed(text) {
        return Some(Kind::Feed);
    }
    let next_opens = rest.lines().any(|line| line.starts_with("{\""));
    let one_line = rest.trim().is_empty();
    Some(match text.starts_with('{') {
        true if next_opens || (one_line && first.len() > 2) => Kind::JsonLines,
        _ => Kind::Json,
    })
}

/// Whether a member `version` names JSON Feed. Inside a string the quotes would be escaped.
fn json_feed(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("\"version\"") {
        let after = rest[at + 9..].trim_start();
        let value = after.strip_prefix(':').map(str::trim_start);
        let value = value.and_then(|v| v.strip_prefix('"')?.split('"').next());
        if value.is_some_and(|v| v.replace("\\/", "/").contains("jsonfeed.org/version/")) {
            return true;
        }
        rest = &rest[at + 9..];
    }
    false
}

/// The kind by the first element, past declarations, comments and processing instructions.
fn markup(text: &str) -> Kind {
    let mut rest = text;
    let mut declared = false;
    loop {
        rest = rest.trim_start();
        let skip = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<?") {
            declared |= rest.starts_with("<?xml");
            rest.find('>').map(|at| at + 1)
        } else if rest.len() > 9
            && rest.is_char_boundary(9)
            && rest[..9].eq_ignore_ascii_case("<!doctype")
        {
            let name = rest[9..].trim_start().get(..4).unwrap_or_default();
            if name.eq_ignore_ascii_case("html") {
                return Kind::Html;
            }
            declared = true;
            doctype_end(rest)
        } else {
            break;
        };
        match skip {
            Some(end) => rest = &rest[end..],
            None => return if declared { Kind::Xml } else { Kind::Html },
        }
    }
    let name: String = rest
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'))
        .take(40)
        .collect();
    let local = name
        .rsplit(':')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match local.as_str() {
        "rss" | "feed" | "rdf" | "channel" | "entry" => Kind::Feed,
        "urlset" | "sitemapindex" => Kind::Sitemap,
        "opml" => Kind::Opml,
        "html" => Kind::Html,
        _ if is_html_tag(&local) => Kind::Html,
        _ if known_tags(rest, 1) && !declared => Kind::Html,
        "" if !declared => Kind::Text,
        _ => Kind::Xml,
    }
}

/// Where a document type declaration ends, its internal subset included.
fn doctype_end(text: &str) -> Option<usize> {
    let close = text.find('>')?;
    match text.find('[') {
        Some(open) if open < close => {
            text[open..].find("]>").map(|at| open + at + 2).or_else(|| {
                let bracket = text[open..].find(']')? + open;
                Some(text[bracket..].find('>')? + bracket + 1)
            })
        }
        _ => Some(close + 1),
    }
}

const HTML_TAGS: &[&str] = &[
    "html",
    "head",
    "body",
    "title",
    "meta",
    "link",
    "script",
    "style",
    "div",
    "p",
    "table",
    "tr",
    "td",
    "span",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "a",
    "br",
    "img",
    "center",
    "font",
    "article",
    "section",
    "main",
    "header",
    "nav",
    "form",
    "iframe",
    "noscript",
    "base",
    "frameset",
    "blockquote",
    "b",
    "i",
    "em",
    "strong",
    "pre",
    "hr",
    "dl",
    "figure",
    "footer",
    "aside",
];

fn is_html_tag(name: &str) -> bool {
    HTML_TAGS.contains(&name)
}

/// Whether at least `wanted` tags of HTML stand in the text.
fn known_tags(text: &str, wanted: usize) -> bool {
    let mut found = 0;
    for piece in text.split('<').skip(1).take(2000) {
        let piece = piece.trim_start_matches('/');
        let end = piece
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(piece.len());
        let closed = piece[end..].starts_with(['>', ' ', '\n', '\t', '\r', '/']);
        if end > 0 && end < 12 && closed && is_html_tag(&piece[..end].to_ascii_lowercase()) {
            found += 1;
            if found >= wanted {
                return true;
            }
        }
    }
    false
}

fn robots(text: &str) -> bool {
    let mut rules = text
        .lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .take(20)
        .map(|line| {
            let key = line.split(':').next().unwrap_or_default().trim();
            [
                "user-agent",
                "disallow",
                "allow",
                "sitemap",
                "crawl-delay",
                "host",
            ]
            .iter()
            .any(|known| key.eq_ignore_ascii_case(known))
        });
    let first = rules.next();
    first == Some(true) && rules.all(|rule| rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        kind_of(text.as_bytes(), true)
    }

    #[test]
    fn tells_markup_by_its_first_element() {
        assert_eq!(
            kind("\u{feff}<!-- a note --><!DOCTYPE html><title>x"),
            Kind::Html
        );
        assert_eq!(
            kind("<?xml version='1.0'?>\n<rss><channel/></rss>"),
            Kind::Feed
        );
        assert_eq!(
            kind("<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>"),
            Kind::Feed
        );
        assert_eq!(
            kind("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>"),
            Kind::Feed
        );
        assert_eq!(kind("<urlset></urlset>"), Kind::Sitemap);
        assert_eq!(kind("<?xml version='1.0'?><opml/>"), Kind::Opml);
        assert_eq!(kind("<?xml version='1.0'?><svg/>"), Kind::Xml);
        assert_eq!(kind("<p>The harbour</p>"), Kind::Html);
        assert_eq!(
            kind("Notice: x in y.php\n<html><head><title>a</title>"),
            Kind::Html
        );
    }

    #[test]
    fn plain_text_may_speak_of_tags() {
        assert_eq!(
            kind("PORT LUNE — The editor typed <p> and went home."),
            Kind::Text
        );
        assert_eq!(kind("[Correction] The ferry left at nine."), Kind::Text);
        assert_eq!(kind("{sic} it said"), Kind::Text);
    }

    #[test]
    fn tells_json() {
        assert_eq!(
            kind("{\"id\":1,\"text\":\"a\"}\n{\"id\":2}\n"),
            Kind::JsonLines
        );
        assert_eq!(kind("{\"id\": broken\n{\"id\":2}\n"), Kind::JsonLines);
        assert_eq!(kind("{\n \"text\": \"a\"\n}"), Kind::Json);
        assert_eq!(
            kind("{\n \"version\" : \"https://jsonfeed.org/version/1.1\"}"),
            Kind::Feed
        );
        assert_eq!(
            kind("{\"text\":\"\\\"version\\\":\\\"https://jsonfeed.org/version/1\\\"\"}"),
            Kind::JsonLines
        );
    }

    #[test]
    fn names_what_is_no_text() {
        assert_eq!(kind_of(b"%PDF-1.7\n", true), Kind::Binary("a PDF"));
        let noise: Vec<u8> = (0..2000u32).map(|n| (n * 7919 % 251) as u8).collect();
        assert_eq!(kind_of(&noise, true), Kind::Binary("binary data"));
        assert_eq!(kind_of(b" \n\t", true), Kind::Empty);
        assert_eq!(kind_of(b"\x1f\x8b\x08", true), Kind::Gzip);
    }

    #[test]
    fn utf16_and_robots() {
        let utf16: Vec<u8> = "<html><p>x</p>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(kind_of(&utf16, true), Kind::Html);
        assert_eq!(kind("# hi\nUser-agent: *\nDisallow: /x\n"), Kind::Robots);
        assert_eq!(kind("WARC/1.0\r\nWARC-Type: warcinfo\r\n"), Kind::Warc);
    }
}
