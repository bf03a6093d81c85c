//! Markup made safe, in one pass: what is known to do no harm is written out again, everything else isn't.
//!
//! Every `<` in the output opens a tag that this module wrote, of a listed element, with listed attributes whose values
//! hold no `<`, `>` or `"`; whatever state a browser's parser is in, it can find no other tag there. That is why
//! markup need not be parsed into a tree first, and entries are cleaned at several times the speed of one.

use super::super::address;
use super::lists::{self, Vocabulary};
use crate::collect::xml;
use std::borrow::Cow;

/// Elements whose content goes with them.
const DROPPED: &[&str] = &["script", "style", "applet"];

/// Takes out of markup what could do harm (scripts, handlers, unknown elements, addresses with odd schemes) and
/// resolves relative addresses. Tags stay as they are balanced or not, see [`balanced`].
pub(crate) fn clean(html: &str, base: &str) -> String {
    let mut cleaner = Cleaner {
        base,
        out: String::with_capacity(html.len() + html.len() / 16),
        foreign: Vec::new(),
        endless: false,
    };
    cleaner.run(html);
    cleaner.out
}

struct Cleaner<'a> {
    base: &'a str,
    out: String,
    /// Open `svg` and `math` elements.
    foreign: Vec<Vocabulary>,
    /// A comment or a dropped element never ends: nothing after it is shown.
    endless: bool,
}

impl Cleaner<'_> {
    fn run(&mut self, html: &str) {
        // Past the last `>` nothing can be a tag, and looking for ends there again and again would take long.
        let tags_end = html.rfind('>').map_or(0, |at| at + 1);
        let mut rest = &html[..tags_end];
        while let Some(at) = rest.find('<') {
            self.text(&rest[..at]);
            rest = &rest[at..];
            let taken = self.markup(rest);
            rest = &rest[taken..];
        }
        self.text(rest);
        if !self.endless {
            self.remainder(&html[tags_end..]);
        }
    }

    /// Text after the last tag, up to a comment that never ends.
    fn remainder(&mut self, text: &str) {
        for (i, piece) in text.split('<').enumerate() {
            if i > 0 {
                if piece.starts_with("!--") {
                    return;
                }
                self.out.push_str("&lt;");
            }
            self.text(piece);
        }
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '>']) {
            self.out.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with('>') {
                self.out.push_str("&gt;");
                rest = &rest[1..];
                continue;
            }
            let end = reference_end(rest);
            self.out
                .push_str(if end > 0 { &rest[..end] } else { "&amp;" });
            rest = &rest[end.max(1)..];
        }
        self.out.push_str(rest);
    }

    /// What `rest` opens with, from `<` on; returns the bytes it took.
    fn markup(&mut self, rest: &str) -> usize {
        let after = rest.as_bytes().get(1).copied().unwrap_or(b' ');
        match after {
            b'!' if rest.starts_with("<!--") => self.up_to(comment_end(rest), rest),
            b'!' if starts_with_doctype(rest) => match rest.find('>') {
                Some(end) => end + 1,
                None => self.stray(),
            },
            b'?' => rest.find('>').map_or(rest.len(), |end| end + 1),
            b'/' => self.end_tag(rest),
            b if b.is_ascii_alphabetic() => self.start_tag(rest),
            _ => self.stray(),
        }
    }

    /// Where something ends; it takes everything when it never does.
    fn up_to(&mut self, end: Option<usize>, rest: &str) -> usize {
        self.endless |= end.is_none();
        end.unwrap_or(rest.len())
    }

    /// A `<` that opens nothing is text.
    fn stray(&mut self) -> usize {
        self.out.push_str("&lt;");
        1
    }

    fn vocabulary(&self, name: &str) -> Vocabulary {
        match name {
            "svg" => Vocabulary::Svg,
            "math" => Vocabulary::Math,
            _ => self.foreign.last().copied().unwrap_or(Vocabulary::Html),
        }
    }

    fn end_tag(&mut self, rest: &str) -> usize {
        let name = tag_name(&rest[2..]);
        let Some(end) = rest.find('>') else {
            return self.stray();
        };
        let vocabulary = self.vocabulary(&name);
        if lists::keeps_element(vocabulary, &name) && !lists::is_void(&name) {
            self.out.push_str("</");
            self.out.push_str(written(vocabulary, &name));
            self.out.push('>');
        }
        if matches!(name.as_str(), "svg" | "math") {
            self.foreign.pop();
        }
        end + 1
    }

    fn start_tag(&mut self, rest: &str) -> usize {
        let name = tag_name(&rest[1..]);
        let Some(tag) = xml::tag(&rest[1 + name.len()..]) else {
            return self.stray();
        };
        let taken = 1 + name.len() + tag.width;
        if DROPPED.contains(&name.as_str()) && !tag.empty {
            return self.up_to(dropped(rest, taken, &name), rest);
        }
        let vocabulary = self.vocabulary(&name);
        if !lists::keeps_element(vocabulary, &name) {
            return taken;
        }
        self.out.push('<');
        self.out.push_str(written(vocabulary, &name));
        self.attributes(vocabulary, &name, &tag.attributes);
        let is_void = lists::is_void(&name);
        self.out.push_str(match (is_void, tag.empty, vocabulary) {
            (true, _, _) => " />",
            (false, true, Vocabulary::Html) => "></",
            (false, true, _) => " />",
            (false, false, _) => ">",
        });
        if tag.empty && !is_void && vocabulary == Vocabulary::Html {
            self.out.push_str(&name);
            self.out.push('>');
        } else if matches!(name.as_str(), "svg" | "math") && !tag.empty {
            self.foreign.push(vocabulary);
        }
        taken
    }

    fn attributes(
        &mut self,
        vocabulary: Vocabulary,
        element: &str,
        attributes: &[(&str, Cow<'_, str>)],
    ) {
        let vocabulary = if lists::is_html(element) && vocabulary == Vocabulary::Html {
            Vocabulary::Html
        } else {
            vocabulary
        };
        let mut linked = false;
        let mut declared = false;
        for (key, value) in attributes {
            let key = key.to_ascii_lowercase();
            if !lists::keeps_attribute(vocabulary, &key) {
                continue;
            }
            linked |= key.starts_with("xlink:");
            declared |= key == "xmlns:xlink";
            let value = self.attribute_value(vocabulary, element, &key, value);
            if let Some(value) = value {
                self.attribute(written(vocabulary, &key), &value);
            }
        }
        if linked && !declared {
            self.attribute("xmlns:xlink", "http://www.w3.org/1999/xlink");
        }
        let namespace = match element {
            "svg" => "http://www.w3.org/2000/svg",
            "math" => "http://www.w3.org/1998/Math/MathML",
            _ => return,
        };
        if !attributes
            .iter()
            .any(|(key, _)| key.eq_ignore_ascii_case("xmlns"))
        {
            self.attribute("xmlns", namespace);
        }
    }

    fn attribute_value<'v>(
        &self,
        vocabulary: Vocabulary,
        element: &str,
        key: &str,
        value: &'v str,
    ) -> Option<Cow<'v, str>> {
        if lists::holds_address(key) && element != "object" {
            return Some(self.address(element, value).into());
        }
        match key {
            "style" => {
                let style = style(vocabulary, value);
                (!style.is_empty()).then(|| style.into())
            }
            "srcset" => Some(self.candidates(value).into()),
            _ => Some(value.into()),
        }
    }

    /// Resolved, or empty when its scheme may do harm. Browsers pass over control characters in a scheme.
    fn address(&self, element: &str, value: &str) -> String {
        let visible: String = value.chars().filter(|c| !c.is_control()).collect();
        let picture = element == "img" && is_picture(visible.trim());
        let joined = address::join(self.base, &visible);
        if picture || address::is_safe(&joined) {
            joined
        } else {
            String::new()
        }
    }

    /// `srcset`: addresses with a width or density each.
    fn candidates(&self, value: &str) -> String {
        let each = value.split(", ").map(|candidate| {
            let candidate = candidate.trim().trim_end_matches(',');
            let (url, size) = candidate
                .split_once(char::is_whitespace)
                .unwrap_or((candidate, ""));
            format!("{} {}", self.address("img", url), size.trim())
                .trim()
                .to_owned()
        });
        each.collect::<Vec<_>>().join(", ")
    }

    fn attribute(&mut self, key: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(key);
        self.out.push_str("=\"");
        let mut rest = value;
        while let Some(at) = rest.find(['&', '<', '>', '"']) {
            self.out.push_str(&rest[..at]);
            self.out.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                _ => "&quot;",
            });
            rest = &rest[at + 1..];
        }
        self.out.push_str(rest);
        self.out.push('"');
    }
}

fn written(vocabulary: Vocabulary, name: &str) -> &str {
    if vocabulary == Vocabulary::Svg {
        lists::svg_name(name)
    } else {
        name
    }
}

fn tag_name(text: &str) -> String {
    let end = text
        .bytes()
        .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')))
        .unwrap_or(text.len());
    text[..end].to_ascii_lowercase()
}

fn starts_with_doctype(rest: &str) -> bool {
    rest.get(2..9)
        .is_some_and(|word| word.eq_ignore_ascii_case("doctype"))
}

/// Comments end where browsers end them, too.
fn comment_end(rest: &str) -> Option<usize> {
    if rest[4..].starts_with('>') {
        return Some(5);
    }
    if rest[4..].starts_with("->") {
        return Some(6);
    }
    let ends = [("-->", 3), ("--!>", 4)];
    let found = ends
        .iter()
        .filter_map(|(end, width)| Some(rest[4..].find(end)? + 4 + width));
    found.min()
}

/// Past the end tag of an element whose content is dropped.
fn dropped(rest: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(next) = rest[at..].find("</") {
        at += next + 2;
        if tag_name(&rest[at..]) == name {
            return rest[at..].find('>').map(|end| at + end + 1);
        }
    }
    None
}

/// Where a character reference ends; 0 when `&` opens none.
fn reference_end(rest: &str) -> usize {
    let end = rest[1..]
        .bytes()
        .take(40)
        .position(|b| !(b.is_ascii_alphanumeric() || b == b'#'));
    match end {
        Some(end) if end > 0 && rest.as_bytes()[1 + end] == b';' => end + 2,
        _ => 0,
    }
}

fn is_picture(value: &str) -> bool {
    let kinds = ["png", "gif", "jpeg", "webp", "avif"];
    let kind = value
        .get(..11)
        .filter(|head| head.eq_ignore_ascii_case("data:image/"));
    kind.is_some()
        && kinds
            .iter()
            .any(|k| value[11..].starts_with(&format!("{k};base64,")))
}

/// The declarations of a style that can do no harm.
fn style(vocabulary: Vocabulary, css: &str) -> String {
    let kept = css.split(';').filter_map(|declaration| {
        let (property, value) = declaration.split_once(':')?;
        let (property, value) = (property.trim(), value.trim());
        let lower = property.to_ascii_lowercase();
        let plain = without_colours(value);
        let harmless = plain.bytes().all(|b| {
            b.is_ascii_alphanumeric()
                || b >= 0x80
                || matches!(
                    b,
                    b' ' | b',' | b'#' | b'%' | b'.' | b'!' | b'-' | b'\'' | b'"'
                )
        });
        let group = lower.split('-').next().unwrap_or_default();
        let known = lists::keeps_property(vocabulary, &lower)
            || (matches!(group, "background" | "border" | "margin" | "padding")
                && plain.split_whitespace().all(is_measure));
        (harmless && known && !value.is_empty()).then(|| format!("{property}: {value};"))
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// A value without its colour functions, the only ones allowed.
fn without_colours(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(open) = rest.find('(') {
        let start = rest[..open].rfind(' ').map_or(0, |at| at + 1);
        let end = rest[open..]
            .find(')')
            .map_or(rest.len(), |end| open + end + 1);
        out.push_str(&rest[..start]);
        if !is_colour(&rest[start..end]) {
            out.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

fn is_colour(value: &str) -> bool {
    let inner = ["rgb(", "rgba(", "hsl(", "hsla("]
        .iter()
        .find_map(|function| value.strip_prefix(function));
    let inner = inner.and_then(|inner| inner.strip_suffix(')'));
    inner.is_some_and(|inner| {
        inner
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'%' | b' '))
    })
}

fn is_measure(value: &str) -> bool {
    if lists::is_keyword(value) || is_colour(value) {
        return true;
    }
    if let Some(hex) = value.strip_prefix('#') {
        return !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let number =
        value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '%' | ','));
    let unit = &value[number.len()..];
    !number.is_empty()
        && number
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b'-')
        && matches!(
            unit,
            "" | "cm" | "em" | "ex" | "in" | "mm" | "pc" | "pt" | "px" | "%" | "," | "rem"
        )
}

/// Closes what clean markup leaves open and drops end tags without a start, so that it can stand inside a page.
pub(crate) fn balanced(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 32);
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let tag = &rest[..end];
        rest = &rest[end..];
        if let Some(name) = tag.strip_prefix("</") {
            let name = tag_name(name);
            let floor = open.len().saturating_sub(256);
            let Some(at) = open[floor..].iter().rposition(|known| *known == name) else {
                continue;
            };
            for name in open.drain(floor + at..).rev() {
                close(&name, &mut out);
            }
        } else {
            let name = tag_name(&tag[1..]);
            out.push_str(tag);
            if !tag.ends_with("/>") && !name.is_empty() {
                open.push(name);
            }
        }
    }
    out.push_str(rest);
    for name in open.iter().rev() {
        close(name, &mut out);
    }
    out
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(lists::svg_name(name));
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_does_no_harm() {
        for (given, kept) in [
            ("a<!-- x -->b", "ab"),
            ("a < b & c &amp; d", "a &lt; b &amp; c &amp; d"),
            ("<P CLASS=x>One<br>two", "<p class=\"x\">One<br />two"),
            ("safe<script>x</script > text", "safe text"),
            ("<blink>so</blink>", "so"),
            (
                "<a href='javascript:x' onclick='y'>z</a>",
                "<a href=\"\">z</a>",
            ),
            ("<a href=' java&#10;script:x'>z</a>", "<a href=\"\">z</a>"),
            (
                "<a href='b?c=1&amp;d'>z</a>",
                "<a href=\"http://lune.example/a/b?c=1&amp;d\">z</a>",
            ),
            ("<p title='a<b>\"c'>x", "<p title=\"a&lt;b&gt;&quot;c\">x"),
            ("<p/>x<td>", "<p></p>x<td>"),
            (
                "<img src=x srcset='y 1x, /z 2x'>",
                "<img src=\"http://lune.example/a/x\" srcset=\"http://lune.example/a/y 1x, http://lune.example/z 2x\" />",
            ),
            ("x<script>never ends", "x"),
            ("x<b", "x&lt;b"),
        ] {
            assert_eq!(clean(given, "http://lune.example/a/"), kept, "{given}");
        }
    }

    #[test]
    fn keeps_harmless_styles() {
        let css = "color:red; position: fixed; background: url(x); margin: 1px auto; width: expression(1); border: solid rgb(1,2,3)";
        let kept = "<p style=\"color: red; margin: 1px auto; border: solid rgb(1,2,3);\">";
        assert_eq!(clean(&format!("<p style=\"{css}\">"), ""), kept);
    }

    #[test]
    fn raw_text_elements_hide_nothing() {
        let hostile = "<textarea><p title=\"</textarea><img src=x onerror=y>\">";
        let kept = "<textarea><p title=\"&lt;/textarea&gt;&lt;img src=x onerror=y&gt;\">";
        assert_eq!(clean(hostile, ""), kept);
    }

    #[test]
    fn closes_what_is_open() {
        assert_eq!(
            balanced("<p>a<b>c</p></i><br />d<ul>"),
            "<p>a<b>c</b></p><br />d<ul></ul>"
        );
    }
}
