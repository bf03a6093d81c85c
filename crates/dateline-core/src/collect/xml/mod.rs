//! Tags and text of XML as it is published, well-formed or not: one pass that never gives up and says what was wrong.
//!
//! A strict parser stops at the first `&nbsp;` or stray `&`, and about one published feed in ten has one. Reading
//! twice, strict then loose, costs the slow ones double; this tokenizer reads both kinds alike and notes the first
//! fault, which is what `bozo` reports.

mod entities;
use std::borrow::Cow;

/// Bytes that the document's own entities may expand to.
const MAX_EXPANSION: usize = 1 << 20;
/// How deep entities may stand in entities.
const MAX_NESTING: usize = 8;
const MAX_ENTITIES: usize = 256;
/// Attributes of one tag; more are dropped.
const MAX_ATTRIBUTES: usize = 256;
/// Length of a document type declaration or of an instruction.
const MAX_DECLARATION: usize = 256 << 10;
const MAX_INSTRUCTION: usize = 4 << 10;

pub(crate) enum Token<'a> {
    Start(Start<'a>),
    End(&'a str),
    Text(Cow<'a, str>),
}

/// A start tag; names as written.
pub(crate) struct Start<'a> {
    pub name: &'a str,
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub empty: bool,
}

pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    entities: Vec<(&'a str, &'a str)>,
    expanded: usize,
    has_type: bool,
    /// The first fault found.
    pub complaint: Option<String>,
    /// The entities of the document expand beyond all measure.
    pub bomb: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Tokens<'a> {
        Tokens {
            text,
            at: 0,
            entities: Vec::new(),
            expanded: 0,
            has_type: false,
            complaint: None,
            bomb: false,
        }
    }

    pub(crate) fn complain(&mut self, fault: &str) {
        if self.complaint.is_none() {
            let line = 1 + self.text.as_bytes()[..self.at.min(self.text.len())]
                .iter()
                .filter(|b| **b == b'\n')
                .count();
            self.complaint = Some(format!("{fault} (line {line})"));
        }
    }

    pub(crate) fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if self.bomb {
                return None;
            }
            let rest = &self.text[self.at..];
            if rest.is_empty() {
                return None;
            }
            if !rest.starts_with('<') {
                return Some(self.character_data(rest));
            }
            let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
            match next {
                b'!' if rest.starts_with("<!--") => self.skip_past("-->", 4, "comment without end"),
                b'!' if rest.starts_with("<![CDATA[") => return Some(self.cdata(rest)),
                b'!' if rest[2..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    self.declaration(rest)
                }
                b'!' => {
                    self.complain("unknown declaration");
                    self.skip_past(">", 2, "declaration without end");
                }
                b'?' => self.instruction(rest),
                b'/' => return Some(self.end_tag(rest)),
                b if b.is_ascii_alphabetic() || b == b'_' || b == b':' || b >= 0x80 => {
                    return Some(Token::Start(self.start_tag(rest)));
                }
                _ => {
                    self.complain("stray <");
                    self.at += 1;
                    return Some(Token::Text("<".into()));
                }
            }
        }
    }

    fn character_data(&mut self, rest: &'a str) -> Token<'a> {
        let end = memchr(b'<', rest).unwrap_or(rest.len());
        let raw = &rest[..end];
        let text = self.decoded(raw, false);
        self.at += end;
        Token::Text(text)
    }

    fn cdata(&mut self, rest: &'a str) -> Token<'a> {
        let body = &rest[9..];
        let (text, width) = match body.find("]]>") {
            Some(end) => (&body[..end], end + 3),
            None => {
                self.complain("CDATA without end");
                (body, body.len())
            }
        };
        self.at += 9 + width;
        Token::Text(line_ends(text))
    }

    fn skip_past(&mut self, end: &str, from: usize, fault: &str) {
        match self
            .text
            .get(self.at + from..)
            .and_then(|rest| rest.find(end))
        {
            Some(found) => self.at += from + found + end.len(),
            None => {
                self.complain(fault);
                self.at = self.text.len();
            }
        }
    }

    fn instruction(&mut self, rest: &str) {
        let window = head(rest, MAX_INSTRUCTION);
        match window.find("?>") {
            Some(end) => self.at += end + 2,
            None => self.skip_past(">", 2, "instruction without end"),
        }
    }

    /// `<!DOCTYPE …>`, with the entities that its internal subset declares. Only the first one counts.
    fn declaration(&mut self, rest: &'a str) {
        let close = memchr(b'>', rest).unwrap_or(rest.len());
        let open = rest[..close].find('[').filter(|_| !self.has_type);
        let subset = open.map(|open| head(&rest[open + 1..], MAX_DECLARATION));
        let (Some(open), Some(subset)) = (open, subset) else {
            self.skip_past(">", 2, "declaration without end");
            return;
        };
        self.has_type = true;
        let Some(end) = subset_end(subset) else {
            self.skip_past(">", 2, "document type without end");
            return;
        };
        self.declare(&subset[..end]);
        let tail = memchr(b'>', &subset[end..]).map_or(subset.len() - end, |n| n + 1);
        self.at += open + 1 + end + tail;
    }

    fn declare(&mut self, subset: &'a str) {
        for piece in subset.split("<!ENTITY").skip(1).take(MAX_ENTITIES) {
            let piece = piece.trim_start();
            let Some((name, rest)) = piece.split_once(char::is_whitespace) else {
                continue;
            };
            let rest = rest.trim_start();
            let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                continue;
            };
            if let (Some(value), true) = (rest[1..].split(quote).next(), name != "%") {
                self.entities.push((name, value));
            }
        }
    }

    fn end_tag(&mut self, rest: &'a str) -> Token<'a> {
        let body = &rest[2..];
        let close = body.find(['>', '<']).unwrap_or(body.len());
        let name = body[..close].trim();
        if body.as_bytes().get(close) == Some(&b'>') {
            self.at += 2 + close + 1;
        } else {
            self.complain("end tag without >");
            self.at += 2 + close;
        }
        Token::End(
            name.split(|c: char| c.is_whitespace())
                .next()
                .unwrap_or_default(),
        )
    }

    fn start_tag(&mut self, rest: &'a str) -> Start<'a> {
        let bytes = rest.as_bytes();
        let mut i = 1 + name_length(&bytes[1..]);
        let name = &rest[1..i];
        let mut attributes: Vec<(&'a str, Cow<'a, str>)> = Vec::new();
        let mut empty = false;
        loop {
            i += space_length(&bytes[i..]);
            match bytes.get(i) {
                Some(b'>') => {
                    i += 1;
                    break;
                }
                Some(b'/') => {
                    empty = bytes.get(i + 1) == Some(&b'>');
                    if !empty {
                        self.complain("stray / in a tag");
                    }
                    i += 1;
                }
                None | Some(b'<') => {
                    self.complain("tag without >");
                    break;
                }
                Some(_) => {
                    let (attribute, width) = self.attribute(&rest[i..]);
                    i += width;
                    if let Some((key, value)) = attribute {
                        if attributes.iter().any(|(known, _)| *known == key) {
                            self.complain("attribute given twice");
                        } else if attributes.len() < MAX_ATTRIBUTES {
                            attributes.push((key, value));
                        }
                    }
                }
            }
        }
        self.at += i;
        Start {
            name,
            attributes,
            empty,
        }
    }

    /// One attribute and the bytes it takes, at least one.
    fn attribute(&mut self, rest: &'a str) -> (Option<(&'a str, Cow<'a, str>)>, usize) {
        let bytes = rest.as_bytes();
        let mut i = name_length(bytes);
        if i == 0 {
            self.complain("stray character in a tag");
            return (None, rest.chars().next().map_or(1, char::len_utf8));
        }
        let key = &rest[..i];
        let spaces = space_length(&bytes[i..]);
        if bytes.get(i + spaces) != Some(&b'=') {
            self.complain("attribute without value");
            return (Some((key, key.into())), i);
        }
        i += spaces + 1;
        i += space_length(&bytes[i..]);
        match bytes.get(i) {
            Some(quote @ (b'"' | b'\'')) => {
                let value = &rest[i + 1..];
                let Some(end) = memchr(*quote, value) else {
                    self.complain("attribute without closing quote");
                    let end = value.find(['>', '<']).unwrap_or(value.len());
                    return (Some((key, self.decoded(&value[..end], true))), i + 1 + end);
                };
                if memchr(b'<', &value[..end]).is_some() {
                    self.complain("< in an attribute");
                }
                (
                    Some((key, self.decoded(&value[..end], true))),
                    i + 1 + end + 1,
                )
            }
            _ => {
                self.complain("attribute without quotes");
                let value = &rest[i..];
                let end = value
                    .find(|c: char| c.is_whitespace() || matches!(c, '>' | '<'))
                    .unwrap_or(value.len());
                (Some((key, self.decoded(&value[..end], true))), i + end)
            }
        }
    }

    /// Text with its references resolved; in attributes white space becomes spaces.
    fn decoded(&mut self, raw: &'a str, attribute: bool) -> Cow<'a, str> {
        let plain = !raw
            .bytes()
            .any(|b| b == b'&' || b == b'\r' || (b < b' ' && b != b'\n' && b != b'\t'));
        if plain && (!attribute || !raw.contains(['\n', '\t'])) {
            return raw.into();
        }
        let mut out = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some(at) = rest.find(|c: char| c == '&' || c < ' ') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            match rest.as_bytes()[0] {
                b'&' => {
                    let taken = self.reference(rest, &mut out);
                    rest = &rest[taken..];
                    continue;
                }
                b'\r' if rest.starts_with("\r\n") => {}
                b'\r' | b'\n' | b'\t' if attribute => out.push(' '),
                b'\r' => out.push('\n'),
                b @ (b'\n' | b'\t') => out.push(char::from(b)),
                _ => self.complain("control character"),
            }
            rest = &rest[1..];
        }
        out.push_str(rest);
        out.into()
    }

    /// Resolves the reference that `rest` opens with and returns the bytes it took.
    fn reference(&mut self, rest: &str, out: &mut String) -> usize {
        let body = &rest[1..];
        let end = body
            .bytes()
            .take(64)
            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'#' | b'_' | b'-' | b'.')))
            .unwrap_or(body.len().min(64));
        let name = body.get(..end).unwrap_or_default();
        let closed = body.as_bytes().get(end) == Some(&b';');
        let width = 1 + end + usize::from(closed);
        if let Some(number) = name.strip_prefix('#') {
            if let (Some(c), true) = (numbered(number), closed) {
                out.push(c);
                return width;
            }
        } else if closed {
            match name {
                "lt" => out.push('<'),
                "gt" => out.push('>'),
                "amp" => out.push('&'),
                "quot" => out.push('"'),
                "apos" => out.push('\''),
                name => {
                    if !self.named(name, out) {
                        out.push('&');
                        return 1;
                    }
                }
            }
            return width;
        }
        self.complain("stray &");
        out.push('&');
        1
    }

    fn named(&mut self, name: &str, out: &mut String) -> bool {
        if let Some(value) = self.declared(name) {
            self.expand(value, 0, out);
            return true;
        }
        self.complain("undefined entity");
        match entities::named(name) {
            Some(c) => out.push(c),
            None => return false,
        }
        true
    }

    fn declared(&self, name: &str) -> Option<&'a str> {
        let found = self.entities.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| *value)
    }

    fn expand(&mut self, value: &'a str, nesting: usize, out: &mut String) {
        self.expanded += 1 + value.len();
        if nesting > MAX_NESTING || self.expanded > MAX_EXPANSION {
            self.bomb = true;
            return;
        }
        let mut rest = value;
        while let Some(at) = memchr(b'&', rest) {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = memchr(b';', rest).filter(|end| *end < 64);
            let name = end.map_or("", |end| &rest[1..end]);
            if let Some(inner) = self.declared(name) {
                self.expand(inner, nesting + 1, out);
                rest = &rest[name.len() + 2..];
            } else if let (Some(c), Some(end)) = (name.strip_prefix('#').and_then(numbered), end) {
                out.push(c);
                rest = &rest[end + 1..];
            } else if let (Some(c), Some(end)) = (entities::named(name), end) {
                out.push(c);
                rest = &rest[end + 1..];
            } else {
                out.push('&');
                rest = &rest[1..];
            }
            if self.bomb {
                return;
            }
        }
        out.push_str(rest);
    }
}

/// Where the internal subset of a document type ends: at the first `]` outside of quotes and comments.
fn subset_end(subset: &str) -> Option<usize> {
    let mut rest = subset;
    while let Some(at) = rest.find(['"', '\'', ']', '<']) {
        let from = subset.len() - rest.len() + at;
        let after = &subset[from..];
        let skip = match after.as_bytes()[0] {
            b']' => return Some(from),
            b'<' if after.starts_with("<!--") => after.find("-->")? + 3,
            b'<' => 1,
            quote => memchr(quote, &after[1..])? + 2,
        };
        rest = &after[skip..];
    }
    None
}

/// The first bytes of a text, at most this many, cut between characters.
fn head(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The character with a number, decimal or `x` and hexadecimal.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|c| *c >= ' ' || matches!(c, '\t' | '\n' | '\r'))
}

fn line_ends(text: &str) -> Cow<'_, str> {
    if memchr(b'\r', text).is_none() {
        return text.into();
    }
    text.replace("\r\n", "\n").replace('\r', "\n").into()
}

fn memchr(wanted: u8, text: &str) -> Option<usize> {
    // `str::find` with an ASCII character is a vectorised search.
    text.find(char::from(wanted))
}

fn name_length(bytes: &[u8]) -> usize {
    let ends =
        |b: &u8| b.is_ascii_whitespace() || matches!(b, b'>' | b'/' | b'=' | b'<' | b'"' | b'\'');
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

fn space_length(bytes: &[u8]) -> usize {
    let text = |b: &u8| !b.is_ascii_whitespace();
    bytes.iter().position(text).unwrap_or(bytes.len())
}

/// The character that a reference without `&` and `;` stands for.
pub(crate) fn character(name: &str) -> Option<char> {
    match name.strip_prefix('#') {
        Some(number) => numbered(number),
        None => entities::named(name),
    }
}

/// The rest of a start tag of HTML, after its name.
pub(crate) struct Tag<'a> {
    pub attributes: Vec<(&'a str, Cow<'a, str>)>,
    pub empty: bool,
    /// Bytes up to and with `>`.
    pub width: usize,
}

/// Reads attributes up to `>`; `None` when there is none.
pub(crate) fn tag(rest: &str) -> Option<Tag<'_>> {
    let mut tokens = Tokens::new(rest);
    let bytes = rest.as_bytes();
    let mut attributes = Vec::new();
    let mut i = 0;
    loop {
        i += space_length(&bytes[i..]);
        match bytes.get(i)? {
            b'>' => break,
            b'/' => i += 1,
            b'<' => return None,
            _ => {
                let (attribute, width) = tokens.attribute(&rest[i..]);
                attributes.extend(attribute);
                i += width;
            }
        }
    }
    Some(Tag {
        attributes,
        empty: i > 0 && bytes[i - 1] == b'/',
        width: i + 1,
    })
}
