//! From the text collected in an element to the value it stands for: trimmed, decoded, resolved, made safe.

use super::names::{is_address, may_hold_markup};
use super::reader::{Content, Key, Reader};
use super::{address, markup};
use base64::Engine;

impl Reader<'_> {
    /// Takes the innermost element's text, puts its value in place and returns it; the bare text where no value is
    /// expected; `None` when no text was collected.
    pub(super) fn take(&mut self) -> Option<String> {
        let (key, text, expects, holds_content) = {
            let open = self.stack.last_mut()?;
            let key = open.key.clone()?;
            (
                key,
                std::mem::take(&mut open.text),
                open.expects,
                open.holds_content,
            )
        };
        let mut content = if holds_content {
            self.content.take()
        } else {
            None
        };
        let mut text = trimmed(text);
        if let Some(content) = &content
            && content.media_type == "application/xhtml+xml"
        {
            text = unwrapped(text, self.version == "atom10");
        }
        if !expects {
            return Some(text);
        }
        let value = self.value(&key, text, content.as_mut());
        if matches!(key.as_ref(), "category" | "tags" | "keywords") {
            return Some(value);
        }
        if key == "title" && self.title_depth.is_some_and(|depth| depth <= self.depth()) {
            return Some(value);
        }
        self.store(&key, &value, content.as_ref());
        if let Some(content) = content {
            self.last_type = content.media_type;
        }
        Some(value)
    }

    fn value(&mut self, key: &Key, text: String, content: Option<&mut Content>) -> String {
        let mut text = text;
        if let Some(content) = content.as_deref()
            && content.base64
        {
            text = unbase64(text);
        }
        if is_address(key)
            && !text.is_empty()
            && (key != "id" || self.guid_is_link || !self.inside.entry)
        {
            text = address::join(&self.base, &text);
        }
        let Some(content) = content else {
            return repaired(text, self.utf8);
        };
        let stated_by_format = self.version.starts_with("atom");
        if !stated_by_format && content.media_type == "text/plain" && markup::looks_like_html(&text)
        {
            content.media_type = "text/html".into();
        }
        if may_hold_markup(key)
            && markup::is_markup(&content.media_type)
            && self.options.sanitise
            && text.contains(['<', '&'])
        {
            text = markup::clean(&text, &self.base);
        }
        repaired(text, self.utf8)
    }
}

fn trimmed(mut text: String) -> String {
    let end = text.trim_end().len();
    text.truncate(end);
    let start = text.len() - text.trim_start().len();
    if start > 0 {
        text.drain(..start);
    }
    text
}

/// Content of type XHTML stands in a `div` that is not part of it.
fn unwrapped(text: String, wanted: bool) -> String {
    let opens = text.starts_with("<div>") || text.starts_with("<div ");
    if !wanted || !opens || !text.ends_with("</div>") {
        return text;
    }
    let mut depth = 0;
    let mut rest = text.as_str();
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').unwrap_or(rest.len());
        if rest.starts_with("</") {
            depth -= 1;
        } else if !rest[..end].ends_with('/') {
            depth += 1;
        }
        rest = &rest[end..];
        if depth == 0 && rest.len() > 1 {
            return text;
        }
    }
    let start = text.find('>').map_or(0, |at| at + 1);
    text[start..text.len() - "</div>".len()].to_owned()
}

fn unbase64(text: String) -> String {
    let compact: String = text.split_ascii_whitespace().collect();
    let decoded = base64::engine::general_purpose::STANDARD.decode(compact);
    match decoded.map(String::from_utf8) {
        Ok(Ok(decoded)) => decoded,
        _ => text,
    }
}

/// Text that was encoded twice is decoded once more; characters of the C1 range are what Windows meant by them.
fn repaired(text: String, utf8: bool) -> String {
    if text.is_ascii() {
        return text;
    }
    let text = match utf8.then(|| decoded_twice(&text)).flatten() {
        Some(decoded) => decoded,
        None => text,
    };
    if !text.contains(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return text;
    }
    text.chars().map(windows).collect()
}

fn decoded_twice(text: &str) -> Option<String> {
    let bytes: Option<Vec<u8>> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).ok())
        .collect();
    String::from_utf8(bytes?).ok()
}

fn windows(c: char) -> char {
    match u8::try_from(u32::from(c)) {
        Ok(byte @ 0x80..=0x9f) => {
            let bytes = [byte];
            let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            decoded.chars().next().unwrap_or(c)
        }
        _ => c,
    }
}
