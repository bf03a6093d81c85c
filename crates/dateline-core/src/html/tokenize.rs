//! Bytes of a page to tags and text, without copying: tokens are ranges of the source.
//!
//! Follows the tokenizer of the HTML standard (13.2.5) in what it finds where; it reports no parse errors and leaves
//! character references to whoever reads a range (see [`super::entities`]).

use super::tag::{RAW, Tag};

/// A range of the source, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// Sources longer than 4 GiB are cut off before they come here; see [`super::tree::MAX_SOURCE`].
    fn new(start: usize, end: usize) -> Span {
        let narrow = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Span {
            start: narrow(start),
            end: narrow(end),
        }
    }

    /// The source between the two ends.
    pub fn of(self, source: &str) -> &str {
        source
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}

/// An attribute as written: the value without its quotes, character references still in it.
#[derive(Debug, Clone, Copy)]
pub struct Attr {
    /// The name as written, letter case and all.
    pub name: Span,
    /// The value without its quotes; empty where there is none.
    pub value: Span,
}

/// What the tokenizer found next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Text, character references still in it.
    Text(Span),
    /// The text of an element whose content is raw, CDATA, or script.
    Raw(Span),
    /// A start tag; its attributes are in [`Tokenizer::attrs`].
    Start {
        /// The name of the element.
        tag: Tag,
        /// Whether it ends in `/>`, which counts in svg and math only.
        self_closing: bool,
    },
    /// An end tag.
    End {
        /// The name of the element.
        tag: Tag,
    },
}

/// Walks over a source.
pub struct Tokenizer<'a> {
    source: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Set after the start tag of a raw-text element: its name.
    raw: Option<Tag>,
    /// Whether `<![CDATA[` opens a section here (only inside svg and math).
    pub foreign: bool,
    /// Attributes of the last start tag, first of each name first.
    pub attrs: Vec<Attr>,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer at the start of a source.
    pub fn new(source: &'a str) -> Tokenizer<'a> {
        Tokenizer {
            source,
            bytes: source.as_bytes(),
            at: 0,
            raw: None,
            foreign: false,
            attrs: Vec::with_capacity(16),
        }
    }

    /// The next token; `None` at the end.
    pub fn next_token(&mut self) -> Option<Token> {
        if let Some(tag) = self.raw.take() {
            let start = self.at;
            // What follows `<plaintext>` is text to the end of the page.
            self.at = if tag == Tag::PLAINTEXT {
                self.bytes.len()
            } else {
                raw_end(self.bytes, start, tag)
            };
            if self.at > start {
                return Some(Token::Raw(Span::new(start, self.at)));
            }
        }
        loop {
            let start = self.at;
            let mut from = start;
            // Text runs up to the first `<` that begins something.
            let open = loop {
                match find(self.bytes, b'<', from) {
                    None => {
                        self.at = self.bytes.len();
                        return (start < self.at).then(|| Token::Text(Span::new(start, self.at)));
                    }
                    Some(open) if begins_markup(self.bytes, open) => break open,
                    Some(open) => from = open + 1,
                }
            };
            if open > start {
                self.at = open;
                return Some(Token::Text(Span::new(start, open)));
            }
            if let Some(token) = self.markup(open) {
                return Some(token);
            }
        }
    }

    /// Reads the markup that begins at `open`; `None` for what yields no token (comments, doctype).
    fn markup(&mut self, open: usize) -> Option<Token> {
        match self.bytes.get(open + 1) {
            Some(b'!') => self.declaration(open),
            Some(b'?') => {
                self.at = after(self.bytes, b'>', open + 2);
                None
            }
            Some(b'/') => match self.bytes.get(open + 2) {
                Some(c) if c.is_ascii_alphabetic() => {
                    let tag = self.tag_name(open + 2);
                    self.attributes();
                    Some(Token::End { tag })
                }
                _ => {
                    self.at = after(self.bytes, b'>', open + 2);
                    None
                }
            },
            _ => {
                let tag = self.tag_name(open + 1);
                let self_closing = self.attributes();
                if (RAW.has(tag) || tag == Tag::PLAINTEXT) && !self.foreign {
                    self.raw = Some(tag);
                }
                Some(Token::Start { tag, self_closing })
            }
        }
    }

    fn declaration(&mut self, open: usize) -> Option<Token> {
        let rest = &self.bytes[open + 2..];
        if rest.starts_with(b"--") {
            self.at = comment_end(self.bytes, open + 4);
            return None;
        }
        if self.foreign && rest.starts_with(b"[CDATA[") {
            let start = open + 9;
            let end = find_slice(self.bytes, b"]]>", start);
            self.at = end.map_or(self.bytes.len(), |end| end + 3);
            return Some(Token::Raw(Span::new(
                start,
                end.unwrap_or(self.bytes.len()),
            )));
        }
        self.at = after(self.bytes, b'>', open + 2);
        None
    }

    /// Reads a tag's name and leaves the position behind it.
    fn tag_name(&mut self, start: usize) -> Tag {
        let mut end = start;
        let mut lower = [0u8; 16];
        while let Some(&c) = self.bytes.get(end) {
            if matches!(c, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>') {
                break;
            }
            if let Some(slot) = lower.get_mut(end - start) {
                *slot = c.to_ascii_lowercase();
            }
            end += 1;
        }
        self.at = end;
        match lower.get(..end - start) {
            Some(name) => Tag::of(name),
            None => Tag::OTHER,
        }
    }

    /// Reads the attributes up to and with the `>`; says whether the tag closes itself.
    fn attributes(&mut self) -> bool {
        self.attrs.clear();
        let bytes = self.bytes;
        let mut at = self.at;
        let mut self_closing = false;
        loop {
            while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                at += 1;
            }
            match bytes.get(at) {
                None => break,
                Some(b'>') => {
                    at += 1;
                    break;
                }
                Some(b'/') => {
                    self_closing = bytes.get(at + 1) == Some(&b'>');
                    at += 1;
                    continue;
                }
                Some(_) => {}
            }
            let name_start = at;
            at += 1; // a name may begin with `=`
            while bytes
                .get(at)
                .is_some_and(|c| !c.is_ascii_whitespace() && !matches!(c, b'/' | b'>' | b'='))
            {
                at += 1;
            }
            let name = Span::new(name_start, at);
            let mut after_name = at;
            while bytes.get(after_name).is_some_and(u8::is_ascii_whitespace) {
                after_name += 1;
            }
            let mut value = Span::new(at, at);
            if bytes.get(after_name) == Some(&b'=') {
                at = after_name + 1;
                while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
                    at += 1;
                }
                match bytes.get(at) {
                    Some(&quote @ (b'"' | b'\'')) => {
                        let end = find(bytes, quote, at + 1).unwrap_or(bytes.len());
                        value = Span::new(at + 1, end);
                        at = (end + 1).min(bytes.len());
                    }
                    _ => {
                        let start = at;
                        while bytes
                            .get(at)
                            .is_some_and(|c| !c.is_ascii_whitespace() && *c != b'>')
                        {
                            at += 1;
                        }
                        value = Span::new(start, at);
                    }
                }
            }
            // More attributes than any page needs: the rest of a hostile tag is read and forgotten.
            if self.attrs.len() < 256 {
                self.attrs.push(Attr { name, value });
            }
        }
        self.at = at;
        self_closing
    }

    /// The source that ranges are of.
    pub fn source(&self) -> &'a str {
        self.source
    }
}

/// Whether the `<` at this place begins a tag, a comment, a declaration or an instruction.
fn begins_markup(bytes: &[u8], open: usize) -> bool {
    match bytes.get(open + 1) {
        Some(b'!' | b'?') => true,
        Some(b'/') => open + 2 < bytes.len(),
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    }
}

/// Where a comment whose text starts at `start` ends, its closing mark included.
fn comment_end(bytes: &[u8], start: usize) -> usize {
    if bytes.get(start) == Some(&b'>') {
        return start + 1;
    }
    if bytes[start.min(bytes.len())..].starts_with(b"->") {
        return start + 2;
    }
    let mut at = start;
    while let Some(dash) = find_slice(bytes, b"--", at) {
        match (bytes.get(dash + 2), bytes.get(dash + 3)) {
            (Some(b'>'), _) => return dash + 3,
            (Some(b'!'), Some(b'>')) => return dash + 4,
            _ => at = dash + 1,
        }
    }
    bytes.len()
}

/// Where the raw text of an element ends: at its own end tag.
fn raw_end(bytes: &[u8], start: usize, tag: Tag) -> usize {
    let name = tag.name().as_bytes();
    let mut at = start;
    // Script text between `<!--` and `-->` may hold a whole script element of its own (13.2.5.17 and following).
    let mut escaped = false;
    let mut doubly = false;
    loop {
        let Some(open) = find(bytes, b'<', at) else {
            return bytes.len();
        };
        if escaped && find_slice(&bytes[..open], b"-->", at).is_some() {
            escaped = false;
            doubly = false;
        }
        let rest = &bytes[open + 1..];
        let named = |rest: &[u8]| {
            rest.len() > name.len()
                && rest[..name.len()].eq_ignore_ascii_case(name)
                && matches!(
                    rest[name.len()],
                    b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'
                )
        };
        if rest.first() == Some(&b'/') && named(&rest[1..]) {
            if !doubly {
                return open;
            }
            doubly = false;
        } else if tag == Tag::SCRIPT {
            if !escaped && rest.starts_with(b"!--") {
                escaped = true;
                // `<!-->` opens and closes at once.
                at = open + 2;
                continue;
            }
            if escaped && named(rest) {
                doubly = true;
            }
        }
        at = open + 1;
    }
}

fn after(bytes: &[u8], byte: u8, from: usize) -> usize {
    find(bytes, byte, from).map_or(bytes.len(), |at| at + 1)
}

fn find(bytes: &[u8], byte: u8, from: usize) -> Option<usize> {
    memchr::memchr(byte, bytes.get(from..)?).map(|at| from + at)
}

fn find_slice(bytes: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(bytes.get(from..)?, wanted).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        let mut tokenizer = Tokenizer::new(source);
        let mut out = Vec::new();
        while let Some(token) = tokenizer.next_token() {
            out.push(match token {
                Token::Text(span) => format!("{:?}", span.of(source)),
                Token::Raw(span) => format!("raw {:?}", span.of(source)),
                Token::End { tag } => format!("/{}", tag.name()),
                Token::Start { tag, self_closing } => {
                    let mut name = tag.name().to_owned();
                    for attr in &tokenizer.attrs {
                        name += &format!(" {}={}", attr.name.of(source), attr.value.of(source));
                    }
                    name + if self_closing { " /" } else { "" }
                }
            });
        }
        out.join(" | ")
    }

    #[test]
    fn reads_tags_and_attributes() {
        for (given, read) in [
            ("a<b>c</b>", r#""a" | b | "c" | /b"#),
            ("<P CLASS='x y' id=z hidden>", "p CLASS=x y id=z hidden="),
            ("<img src=a.png/>", "img src=a.png/"),
            ("<br/><br />", "br / | br /"),
            ("<a href = \"x\"title=t>", "a href=x title=t"),
            ("1 < 2 <3 <> </", r#""1 < 2 <3 <> </""#),
            ("</ x>y<?php echo ?>z", r#""y" | "z""#),
            ("<a =b=c>", "a =b=c"),
            ("<a", "a"),
            ("<a b='never", "a b=never"),
        ] {
            assert_eq!(shown(given), read, "{given}");
        }
    }

    #[test]
    fn skips_comments_and_declarations() {
        for (given, read) in [
            ("a<!-- <b> -->c", r#""a" | "c""#),
            ("a<!-->b<!--->c", r#""a" | "b" | "c""#),
            ("a<!-- x --!>b", r#""a" | "b""#),
            ("a<!-- never ends <b>", r#""a""#),
            ("<!DOCTYPE html><p>", "p"),
            ("<![CDATA[x]]>y", r#""y""#),
        ] {
            assert_eq!(shown(given), read, "{given}");
        }
    }

    #[test]
    fn keeps_raw_text_whole() {
        for (given, read) in [
            (
                "<script>if (a<b) '</p>'</script>c",
                r#"script | raw "if (a<b) '</p>'" | /script | "c""#,
            ),
            (
                "<title>A <b> C</TITLE >d",
                r#"title | raw "A <b> C" | /title | "d""#,
            ),
            (
                "<script><!-- <script>a</script> --></script>b",
                r#"script | raw "<!-- <script>a</script> -->" | /script | "b""#,
            ),
            (
                "<script><!-- a</script>b",
                r#"script | raw "<!-- a" | /script | "b""#,
            ),
            ("<style>p{}", r#"style | raw "p{}""#),
        ] {
            assert_eq!(shown(given), read, "{given}");
        }
    }
}
