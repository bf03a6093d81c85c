//! Markup inside values: what is HTML at all, harmful parts taken out, relative addresses resolved.

mod clean;
mod lists;

pub(crate) use clean::{balanced, clean};

use crate::collect::xml;
use std::borrow::Cow;

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
        if !lists::is_html(&name_lower) {
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
            && xml::character(name).is_none()
            && !matches!(name, "lt" | "gt" | "amp" | "quot")
        {
            return false;
        }
    }
    closes
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

/// Plain text as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// Plain text as HTML paragraphs.
pub(super) fn paragraphs(text: &str) -> String {
    let escaped = escaped(text);
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
            name => xml::character(name),
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
