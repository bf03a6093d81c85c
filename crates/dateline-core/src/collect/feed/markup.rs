//! Markup inside values: what is HTML at all, harmful parts taken out, relative addresses resolved.

use super::address;
use ammonia::{Builder, UrlRelative};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "big",
    "blockquote",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "datagrid",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "event-source",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "input",
    "ins",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "m",
    "map",
    "menu",
    "meter",
    "multicol",
    "nav",
    "nextid",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "pre",
    "progress",
    "q",
    "s",
    "samp",
    "section",
    "select",
    "small",
    "sound",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "picture",
    "wbr",
    "bdi",
    "bdo",
    "ruby",
    "rt",
    "rp",
    "summary",
    "mark",
    "main",
];

const ATTRIBUTES: &[&str] = &[
    "abbr",
    "accept",
    "accept-charset",
    "accesskey",
    "action",
    "align",
    "alt",
    "autocomplete",
    "autofocus",
    "autoplay",
    "axis",
    "background",
    "balance",
    "bgcolor",
    "bgproperties",
    "border",
    "bordercolor",
    "bordercolordark",
    "bordercolorlight",
    "bottompadding",
    "cellpadding",
    "cellspacing",
    "ch",
    "challenge",
    "char",
    "charoff",
    "charset",
    "checked",
    "choff",
    "cite",
    "class",
    "clear",
    "color",
    "cols",
    "colspan",
    "compact",
    "contenteditable",
    "coords",
    "data",
    "datafld",
    "datapagesize",
    "datasrc",
    "datetime",
    "default",
    "delay",
    "dir",
    "disabled",
    "draggable",
    "dynsrc",
    "enctype",
    "end",
    "face",
    "for",
    "form",
    "frame",
    "galleryimg",
    "gutter",
    "headers",
    "height",
    "hidden",
    "hidefocus",
    "high",
    "href",
    "hreflang",
    "hspace",
    "icon",
    "id",
    "inputmode",
    "ismap",
    "keytype",
    "label",
    "lang",
    "leftspacing",
    "list",
    "longdesc",
    "loop",
    "loopcount",
    "loopend",
    "loopstart",
    "low",
    "lowsrc",
    "max",
    "maxlength",
    "media",
    "method",
    "min",
    "multiple",
    "name",
    "nohref",
    "noshade",
    "nowrap",
    "open",
    "optimum",
    "pattern",
    "ping",
    "point-size",
    "poster",
    "pqg",
    "preload",
    "prompt",
    "radiogroup",
    "readonly",
    "rel",
    "repeat-max",
    "repeat-min",
    "replace",
    "required",
    "rev",
    "rightspacing",
    "rows",
    "rowspan",
    "rules",
    "scope",
    "selected",
    "shape",
    "size",
    "span",
    "src",
    "srcset",
    "sizes",
    "start",
    "step",
    "style",
    "summary",
    "suppress",
    "tabindex",
    "target",
    "template",
    "title",
    "toppadding",
    "type",
    "unselectable",
    "urn",
    "usemap",
    "valign",
    "value",
    "variable",
    "volume",
    "vrml",
    "vspace",
    "width",
    "wrap",
    "xml:lang",
];

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().copied().collect())
        .generic_attributes(ATTRIBUTES.iter().copied().collect())
        .clean_content_tags(HashSet::from([
            "script", "style", "applet", "title", "iframe", "object",
        ]))
        .tag_attributes(HashMap::new())
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
});

/// Whether a media type is markup.
pub(super) fn is_markup(media_type: &str) -> bool {
    matches!(media_type, "text/html" | "application/xhtml+xml")
}

/// Short names of media types in full, in small letters.
pub(super) fn media_type(stated: &str) -> Cow<'_, str> {
    match stated {
        "text" | "plain" => "text/plain".into(),
        "html" => "text/html".into(),
        "xhtml" => "application/xhtml+xml".into(),
        stated if stated.bytes().any(|b| b.is_ascii_uppercase()) => {
            let lower = stated.to_ascii_lowercase();
            match lower.as_str() {
                "text" | "plain" | "html" | "xhtml" => media_type(&lower).into_owned().into(),
                _ => lower.into(),
            }
        }
        stated => stated.into(),
    }
}

/// Takes out of markup what could do harm: scripts, handlers, unknown elements, addresses with odd schemes.
pub(super) fn sanitised(html: &str) -> String {
    SANITISER.clean(html).to_string()
}

/// Whether text whose type nobody stated is HTML: it closes a tag or has a reference, and all of both are HTML's.
pub(super) fn looks_like_html(text: &str) -> bool {
    if !text.contains(['<', '&']) {
        return false;
    }
    let mut closes = false;
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let end = name
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(name.len());
        if end == 0 {
            continue;
        }
        let name_lower = name[..end].to_ascii_lowercase();
        if !ELEMENTS.contains(&name_lower.as_str()) {
            return false;
        }
        closes |= closing && name[end..].starts_with('>');
    }
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        rest = &rest[at + 1..];
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '#' | '_')))
            .unwrap_or(rest.len());
        if end == 0 || !rest[end..].starts_with(';') {
            continue;
        }
        closes = true;
        let name = &rest[..end];
        if !name.starts_with('#')
            && super::entities::named(name).is_none()
            && !matches!(name, "lt" | "gt" | "amp" | "quot")
        {
            return false;
        }
    }
    closes
}

/// Attributes that hold addresses, by element; `*` for any.
const ADDRESSES: &[(&str, &str)] = &[
    ("a", "href"),
    ("applet", "codebase"),
    ("area", "href"),
    ("audio", "src"),
    ("blockquote", "cite"),
    ("body", "background"),
    ("del", "cite"),
    ("form", "action"),
    ("frame", "longdesc"),
    ("frame", "src"),
    ("head", "profile"),
    ("iframe", "longdesc"),
    ("iframe", "src"),
    ("img", "longdesc"),
    ("img", "src"),
    ("img", "usemap"),
    ("input", "src"),
    ("input", "usemap"),
    ("ins", "cite"),
    ("link", "href"),
    ("object", "classid"),
    ("object", "codebase"),
    ("object", "data"),
    ("object", "usemap"),
    ("q", "cite"),
    ("script", "src"),
    ("source", "src"),
    ("video", "poster"),
    ("video", "src"),
];

/// Resolves the relative addresses in markup; what has a harmful scheme becomes empty.
pub(super) fn resolved(html: &str, base: &str) -> String {
    let mut out = String::with_capacity(html.len() + 64);
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = tag(rest, base, &mut out);
        rest = &rest[taken..];
    }
    out.push_str(rest);
    out
}

/// Copies the tag that `rest` opens with, addresses resolved, and returns the bytes it took.
fn tag(rest: &str, base: &str, out: &mut String) -> usize {
    let bytes = rest.as_bytes();
    let name_end = 1 + bytes[1..]
        .iter()
        .position(|b| !b.is_ascii_alphanumeric())
        .unwrap_or(bytes.len() - 1);
    let name = rest[1..name_end].to_ascii_lowercase();
    if name.is_empty() || !ADDRESSES.iter().any(|(element, _)| *element == name) {
        out.push('<');
        return 1;
    }
    out.push_str(&rest[..name_end]);
    let mut i = name_end;
    while let Some(b) = bytes.get(i) {
        match b {
            b'>' => break,
            b if b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\'' | b'=' | b'<') => {
                if *b == b'<' {
                    return i;
                }
                out.push(char::from(*b));
                i += 1;
            }
            _ => i += attribute(&rest[i..], &name, base, out),
        }
    }
    i
}

fn attribute(rest: &str, element: &str, base: &str, out: &mut String) -> usize {
    let key_end = rest
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/' | '<' | '"' | '\''))
        .unwrap_or(rest.len());
    let key = &rest[..key_end];
    let after = rest[key_end..].trim_start();
    out.push_str(key);
    let Some(value) = after.strip_prefix('=') else {
        return key_end.max(1);
    };
    let value = value.trim_start();
    let from = rest.len() - value.len();
    let (text, width) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let end = value[1..].find(quote).map_or(value.len() - 1, |end| end);
            (&value[1..=end], (end + 2).min(value.len()))
        }
        _ => {
            let end = value
                .find(|c: char| c.is_ascii_whitespace() || c == '>')
                .unwrap_or(value.len());
            (&value[..end], end)
        }
    };
    let key = key.to_ascii_lowercase();
    if ADDRESSES.contains(&(element, key.as_str())) {
        let plain = text.replace("&amp;", "&");
        let joined = address::join(base, &plain);
        let joined = if address::is_safe(&joined) {
            joined
        } else {
            String::new()
        };
        out.push_str("=\"");
        out.push_str(&joined.replace('&', "&amp;").replace('"', "&quot;"));
        out.push('"');
    } else {
        out.push_str(&rest[key_end..from + width]);
    }
    from + width
}

/// The text of markup without its tags.
pub(super) fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_tag =
            rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        let end = rest.find('>').filter(|_| is_tag);
        match end {
            Some(end) => rest = &rest[end + 1..],
            None => {
                out.push('<');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    unescaped(&out)
}

/// Plain text as HTML paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let escaped = text
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let parts = escaped
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts.map(|part| format!("<p>{part}</p>\n")).collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 12);
        let name = end.map_or("", |end| &rest[1..end]);
        let found = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            name => super::token::character(name),
        };
        match found {
            Some(c) => {
                out.push(c);
                rest = &rest[name.len() + 2..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}
