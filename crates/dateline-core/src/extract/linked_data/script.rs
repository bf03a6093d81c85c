//! Scripts of JSON-LD as values: parsed leniently, and laid out as a list of objects.

use serde_json::{Map, Value};

/// Values looked at in one page's data.
const MANY: usize = 50_000;

/// Parses a script, mending what is commonly broken in them.
pub fn parse(text: &str) -> Option<Value> {
    let text = text.trim().trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mended = mend(text);
    let mut stream = serde_json::Deserializer::from_str(&mended).into_iter::<Value>();
    stream.next()?.ok()
}

/// Comment and CDATA marks off, raw line ends in strings escaped, commas before closing brackets dropped.
fn mend(text: &str) -> String {
    let start = text.find(['{', '[']).unwrap_or(0);
    let start = if text[start..].starts_with("[CDATA[") {
        text[start + 7..]
            .find(['{', '['])
            .map_or(start, |at| start + 7 + at)
    } else {
        start
    };
    let mut out = String::with_capacity(text.len());
    let mut quoted = false;
    let mut escaped = false;
    for c in text[start..].chars() {
        if quoted {
            match c {
                '\n' | '\r' | '\t' => out.push(' '),
                c if c.is_control() => {}
                // A backslash before what JSON knows no escape for stands for nothing.
                c if escaped
                    && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') =>
                {
                    out.pop();
                    out.push(c);
                }
                c => out.push(c),
            }
            quoted = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            continue;
        }
        match c {
            '"' => {
                quoted = true;
                out.push(c);
            }
            '}' | ']' => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}

/// All objects in a value, outer before inner, without recursion.
pub fn flatten<'v>(value: &'v Value, out: &mut Vec<&'v Map<String, Value>>) {
    let mut queue = std::collections::VecDeque::from([value]);
    let mut seen = 0;
    while let Some(value) = queue.pop_front() {
        seen += 1;
        if seen > MANY {
            return;
        }
        match value {
            Value::Array(items) => queue.extend(items),
            Value::Object(object) => {
                out.push(object);
                for (key, inner) in object {
                    // What an article merely lists or cites is not this page's.
                    if matches!(
                        key.as_str(),
                        "@graph"
                            | "mainEntity"
                            | "mainEntityOfPage"
                            | "itemReviewed"
                            | "liveBlogUpdate"
                            | "subjectOf"
                            | "publisher"
                            | "isPartOf"
                            | "breadcrumb"
                            | "author"
                            | "creator"
                    ) {
                        queue.push_back(inner);
                    }
                }
            }
            _ => {}
        }
    }
}
