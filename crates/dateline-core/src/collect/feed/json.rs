//! JSON Feed 1.0 and 1.1, under the same names as the feeds in XML.

use super::fields::{Fields, Value};
use super::{Feed, FeedError, Options, add_enclosures, address, markup};
use crate::collect::dates;
use serde_json::{Map, Value as Json};

pub(super) fn read(text: &str, options: &Options<'_>) -> Result<Feed, FeedError> {
    let value: Json = serde_json::from_str(text).map_err(|e| FeedError::Json(e.to_string()))?;
    let Json::Object(map) = value else {
        return Err(FeedError::NotAFeed);
    };
    let stated = map
        .get("version")
        .and_then(Json::as_str)
        .unwrap_or_default();
    let version = match stated.trim_end_matches('/') {
        v if v.ends_with("jsonfeed.org/version/1") => "json1",
        v if v.ends_with("jsonfeed.org/version/1.1") => "json11",
        _ if !map.get("items").is_some_and(Json::is_array) => return Err(FeedError::NotAFeed),
        _ => "json1",
    };
    let base = options.base();
    let reader = Reader { options, base };
    let items = map.get("items").and_then(Json::as_array);
    let objects = items.into_iter().flatten().filter_map(Json::as_object);
    Ok(Feed {
        version: version.to_owned(),
        feed: reader.feed(&map),
        entries: objects.map(|item| reader.entry(item)).collect(),
        ..Feed::default()
    })
}

struct Reader<'a> {
    options: &'a Options<'a>,
    base: String,
}

/// Text; numbers are taken for it, as some feeds have them for ids.
fn text(map: &Map<String, Json>, name: &str) -> Option<String> {
    match map.get(name)? {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Reader<'_> {
    fn feed(&self, map: &Map<String, Json>) -> Fields {
        let mut out = Fields::new();
        self.plain(map, "title", "title", &mut out);
        self.plain(map, "description", "subtitle", &mut out);
        self.link(map, "home_page_url", "alternate", &mut out);
        self.link(map, "feed_url", "self", &mut out);
        self.link(map, "next_url", "next", &mut out);
        for (from, to) in [("icon", "image"), ("favicon", "icon")] {
            match text(map, from) {
                Some(url) if to == "image" => out
                    .fields_mut("image")
                    .set("href", address::join(&self.base, &url)),
                Some(url) => out.set(to, address::join(&self.base, &url)),
                None => {}
            }
        }
        for hub in objects(map, "hubs") {
            if let Some(url) = text(hub, "url") {
                push_link(&mut out, "hub", &url, None);
            }
        }
        if let Some(language) = text(map, "language") {
            out.set("language", language);
        }
        self.authors(map, &mut out);
        out
    }

    fn entry(&self, map: &Map<String, Json>) -> Fields {
        let mut out = Fields::new();
        self.plain(map, "title", "title", &mut out);
        self.link(map, "url", "alternate", &mut out);
        self.link(map, "external_url", "via", &mut out);
        if let Some(id) = text(map, "id") {
            out.set("id", id);
        }
        self.plain(map, "summary", "summary", &mut out);
        for (name, kind) in [
            ("content_html", "text/html"),
            ("content_text", "text/plain"),
        ] {
            // A content is required: where there is only a summary, writers give it twice.
            let Some(value) = text(map, name).filter(|value| out.text("summary") != Some(value))
            else {
                continue;
            };
            let value = self.markup(value, kind);
            out.set_new("summary", value.as_str());
            out.list_mut("content")
                .push(self.detail(&value, kind).into());
        }
        let times = [
            ("date_published", "published", "published_parsed"),
            ("date_modified", "updated", "updated_parsed"),
        ];
        for (from, to, parsed) in times {
            if let Some(time) = text(map, from) {
                if let Some(at) = dates::parse_utc(&time) {
                    out.set(parsed, at);
                }
                out.set(to, time);
            }
        }
        self.authors(map, &mut out);
        for tag in map
            .get("tags")
            .and_then(Json::as_array)
            .into_iter()
            .flatten()
        {
            if let Some(term) = tag.as_str() {
                let mut tag = Fields::new();
                tag.set("term", term);
                out.list_mut("tags").push(tag.into());
            }
        }
        if let Some(image) = text(map, "image").or_else(|| text(map, "banner_image")) {
            out.fields_mut("image")
                .set("href", address::join(&self.base, &image));
        }
        if let Some(language) = text(map, "language") {
            out.set("language", language);
        }
        for attachment in objects(map, "attachments") {
            self.attachment(attachment, &mut out);
        }
        for (name, value) in map.iter().filter(|(name, _)| name.starts_with('_')) {
            out.set(name.clone(), extension(value, 0));
        }
        add_enclosures(&mut out);
        out
    }

    fn plain(&self, map: &Map<String, Json>, from: &str, to: &'static str, out: &mut Fields) {
        if let Some(value) = text(map, from) {
            let detail = self.detail(&value, "text/plain");
            out.set(to, value);
            out.set(format!("{to}_detail"), detail);
        }
    }

    fn detail(&self, value: &str, kind: &str) -> Fields {
        let mut detail = Fields::new();
        detail.set("type", kind);
        detail.set("base", self.base.as_str());
        detail.set("value", value);
        detail
    }

    fn markup(&self, value: String, kind: &str) -> String {
        if kind != "text/html" {
            return value;
        }
        match self.options.sanitise {
            true => markup::clean(&value, &self.base),
            false => value,
        }
    }

    fn link(&self, map: &Map<String, Json>, from: &str, rel: &str, out: &mut Fields) {
        let Some(url) = text(map, from) else { return };
        let url = address::join(&self.base, &url);
        push_link(out, rel, &url, None);
        if rel == "alternate" {
            out.set("link", url);
        }
    }

    fn authors(&self, map: &Map<String, Json>, out: &mut Fields) {
        let single = map.get("author").and_then(Json::as_object);
        let many: Vec<_> = objects(map, "authors").collect();
        let people = if many.is_empty() {
            single.into_iter().collect()
        } else {
            many
        };
        for person in people {
            let mut detail = Fields::new();
            for (from, to) in [("name", "name"), ("url", "href"), ("avatar", "avatar")] {
                if let Some(value) = text(person, from) {
                    detail.set(to, value);
                }
            }
            if let Some(name) = detail.text("name").map(str::to_owned) {
                out.set_new("author", name);
            }
            out.set_new("author_detail", detail.clone());
            out.list_mut("authors").push(detail.into());
        }
    }

    fn attachment(&self, map: &Map<String, Json>, out: &mut Fields) {
        let Some(url) = text(map, "url") else { return };
        let kind = text(map, "mime_type");
        push_link(out, "enclosure", &address::join(&self.base, &url), kind);
        let last = out
            .list_mut("links")
            .last_mut()
            .and_then(Value::as_fields_mut);
        if let (Some(link), Some(size)) = (last, text(map, "size_in_bytes")) {
            link.set("length", size);
        }
    }
}

fn objects<'a>(
    map: &'a Map<String, Json>,
    name: &str,
) -> impl Iterator<Item = &'a Map<String, Json>> {
    let list = map.get(name).and_then(Json::as_array);
    list.into_iter().flatten().filter_map(Json::as_object)
}

fn push_link(out: &mut Fields, rel: &str, href: &str, kind: Option<String>) {
    let mut link = Fields::new();
    link.set("rel", rel);
    if let Some(kind) = kind {
        link.set("type", kind);
    }
    link.set("href", href);
    out.list_mut("links").push(link.into());
}

/// An extension as it stands, to a depth that is bounded by JSON reading itself.
fn extension(value: &Json, depth: usize) -> Value {
    match value {
        Json::Null => Value::Text(String::new()),
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Whole(whole),
            None => Value::Real(number.as_f64().unwrap_or_default()),
        },
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(list) if depth < 32 => {
            Value::List(list.iter().map(|v| extension(v, depth + 1)).collect())
        }
        Json::Object(map) if depth < 32 => {
            let mut fields = Fields::new();
            for (name, value) in map.iter().filter(|(_, value)| !value.is_null()) {
                fields.set(name.clone(), extension(value, depth + 1));
            }
            Value::Fields(fields)
        }
        Json::Array(_) | Json::Object(_) => Value::Text(String::new()),
    }
}
