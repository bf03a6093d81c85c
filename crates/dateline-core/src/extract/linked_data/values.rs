//! Values of JSON-LD objects, which pages write in many forms: a string, a list, an object, a reference by `@id`.

use super::{LdImage, Named, types};
use crate::extract::paywall;
use crate::html::entities;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What an object says of its own price.
pub fn free(object: &Map<String, Value>) -> Option<bool> {
    let value = object
        .get("isAccessibleForFree")
        .or_else(|| object.get("isaccessibleforfree"))?;
    let value = match value {
        Value::Array(items) => items.first()?,
        Value::Object(inner) => inner.get("@value").or_else(|| inner.get("@id"))?,
        value => value,
    };
    match value {
        Value::Bool(free) => Some(*free),
        Value::Number(free) => Some(free.as_f64()? != 0.0),
        Value::String(free) => paywall::truth(free),
        _ => None,
    }
}

/// `Some(false)` where a part of the article is not for everybody.
pub fn closed_part(object: &Map<String, Value>) -> Option<bool> {
    let parts = match object.get("hasPart")? {
        Value::Array(parts) => parts.as_slice(),
        part => std::slice::from_ref(part),
    };
    let mut stated = parts.iter().filter_map(|part| free(part.as_object()?));
    stated.any(|free| !free).then_some(false)
}

/// A string under a key, or the name, URL or id of an object there.
pub fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    let value = object.get(key)?;
    let found = match value {
        Value::Array(items) => items.first()?,
        other => other,
    };
    let found = match found {
        Value::String(text) => text,
        Value::Object(inner) => ["name", "@value", "url", "@id"]
            .iter()
            .find_map(|key| inner.get(*key).and_then(Value::as_str))?,
        _ => return None,
    };
    clean(found)
}

/// Character references read (twice, where they were written twice), ends trimmed; `None` when nothing is left.
fn clean(text: &str) -> Option<String> {
    let mut text = Cow::Borrowed(text);
    for _ in 0..2 {
        text = match entities::decode(&text, false) {
            Cow::Owned(decoded) => Cow::Owned(decoded),
            Cow::Borrowed(_) => break,
        };
    }
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// The names in a value: strings, objects, lists of both, references to objects elsewhere in the data.
pub fn names(value: &Value, objects: &[&Map<String, Value>], out: &mut Vec<Named>) {
    let mut queue = std::collections::VecDeque::from([value]);
    let mut seen = 0;
    while let Some(value) = queue.pop_front() {
        seen += 1;
        if seen > 200 {
            return;
        }
        let named = match value {
            Value::Array(items) => {
                queue.extend(items);
                continue;
            }
            Value::String(name) => clean(name).map(|name| Named {
                name,
                organization: false,
            }),
            Value::Object(object) => {
                // A reference to an object elsewhere in the data.
                let referred = object.get("@id").and_then(Value::as_str).and_then(|id| {
                    objects.iter().find(|other| {
                        other.contains_key("name")
                            && other.get("@id").and_then(Value::as_str) == Some(id)
                    })
                });
                let object = if object.contains_key("name") {
                    object
                } else {
                    referred.copied().unwrap_or(object)
                };
                if let Some(Value::Array(many)) = object.get("name") {
                    queue.extend(many);
                    continue;
                }
                text(object, "name")
                    .filter(|_| object.contains_key("name"))
                    .or_else(|| {
                        let given = text(object, "givenName")?;
                        Some(format!("{given} {}", text(object, "familyName")?))
                    })
                    .map(|name| Named {
                        name,
                        organization: types(object).any(|kind| kind.ends_with("Organization")),
                    })
            }
            _ => None,
        };
        if let Some(named) = named
            && !out.iter().any(|known| known.name == named.name)
        {
            out.push(named);
        }
    }
}

/// The strings in a value, names of objects among them.
pub fn strings(value: Option<&Value>, out: &mut Vec<String>) {
    match value {
        Some(Value::String(text)) => out.extend(clean(text)),
        Some(Value::Array(items)) => {
            for item in items.iter().take(200) {
                match item {
                    Value::String(text) => out.extend(clean(text)),
                    Value::Object(object) => out.extend(text(object, "name")),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// Keys under which a picture's maker and owner stand, the words meant for print first.
const CREDITS: [&str; 5] = [
    "creditText",
    "copyrightNotice",
    "creator",
    "author",
    "copyrightHolder",
];

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// The names of a breadcrumb list, in its order.
pub fn crumbs(object: &Map<String, Value>) -> Vec<String> {
    const MANY_CRUMBS: usize = 20;
    let items = match object.get("itemListElement") {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => return Vec::new(),
    };
    let mut named: Vec<(i64, String)> = Vec::new();
    for (n, item) in items.iter().take(MANY_CRUMBS).enumerate() {
        let Some(item) = item.as_object() else {
            continue;
        };
        let position = match item.get("position") {
            Some(Value::Number(at)) => at.as_i64(),
            Some(Value::String(at)) => at.trim().parse().ok(),
            _ => None,
        };
        let inner = item.get("item").and_then(Value::as_object);
        let name = text(item, "name")
            .filter(|_| item.contains_key("name"))
            .or_else(|| {
                inner
                    .filter(|inner| inner.contains_key("name"))
                    .and_then(|inner| text(inner, "name"))
            });
        if let Some(name) = name.filter(|name| !is_address(name)) {
            let at = position.unwrap_or_else(|| i64::try_from(n).unwrap_or(i64::MAX));
            named.push((at, name));
        }
    }
    named.sort_by_key(|(at, _)| *at);
    named.into_iter().map(|(_, name)| name).collect()
}

/// The pictures in a value: addresses, objects, references.
pub fn images(value: &Value, objects: &[&Map<String, Value>], out: &mut Vec<LdImage>) {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    for item in items.iter().take(20) {
        match item {
            Value::String(url) => out.extend(clean(url).map(|url| LdImage {
                url,
                ..LdImage::default()
            })),
            Value::Object(object) => {
                let referred = object.get("@id").and_then(Value::as_str).and_then(|id| {
                    objects.iter().find(|other| {
                        other.contains_key("url")
                            && other.get("@id").and_then(Value::as_str) == Some(id)
                    })
                });
                let object = if object.contains_key("url") {
                    object
                } else {
                    referred.copied().unwrap_or(object)
                };
                if let Some(url) = text(object, "url").or_else(|| text(object, "contentUrl")) {
                    out.push(LdImage {
                        url,
                        caption: text(object, "caption").filter(|text| !is_address(text)),
                        credit: CREDITS.iter().find_map(|key| text(object, key)),
                    });
                }
            }
            _ => {}
        }
    }
}
