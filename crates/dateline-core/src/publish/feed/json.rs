//! JSON Feed 1.1 with a `_dateline` extension.

use super::{OutFeed, OutItem, rfc3339};
use serde_json::{Map, Value, json};

/// Writes JSON Feed 1.1.
pub fn write_json(feed: &OutFeed) -> String {
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    put("version", Some("https://jsonfeed.org/version/1.1".into()));
    put("title", Some(feed.title.clone().into()));
    put("home_page_url", Some(feed.home_url.clone().into()));
    put("feed_url", Some(feed.feed_url.clone().into()));
    put("description", text(&feed.description));
    put("language", text(&feed.language));
    put("next_url", text(&feed.next_url));
    let hub = |url: &String| json!([{"type": "WebSub", "url": url}]);
    put("hubs", feed.hub_url.as_ref().map(hub));
    put("items", Some(feed.items.iter().map(item_of).collect()));
    let mut text = Value::Object(out).to_string();
    text.push('\n');
    text
}

fn item_of(item: &OutItem) -> Value {
    let mut out = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(key.to_owned(), value);
        }
    };
    let text = |text: &Option<String>| text.clone().map(Value::String);
    let time = |stated: &Option<String>| Some(Value::String(rfc3339(stated.as_deref()?)?));
    put("id", Some(item.iri().into()));
    put("url", text(&item.url));
    let origin_url = item.origin.as_ref().and_then(|origin| origin.url.clone());
    put("external_url", origin_url.map(Value::String));
    put("title", text(&item.title));
    put("summary", text(&item.summary));
    // One of the two contents is required.
    put("content_html", text(&item.html));
    if item.html.is_none() {
        put(
            "content_text",
            Some(item.summary.clone().unwrap_or_default().into()),
        );
    }
    put("date_published", time(&item.published));
    put("date_modified", time(&item.modified));
    let authors = item.authors.iter().map(|name| json!({"name": name}));
    put(
        "authors",
        (!item.authors.is_empty()).then(|| authors.collect()),
    );
    let tags = item.tags.iter().cloned().map(Value::String);
    put("tags", (!item.tags.is_empty()).then(|| tags.collect()));
    put("image", text(&item.image));
    put("_dateline", extension_of(item));
    Value::Object(out)
}

/// The extension as given, with the origin added where it lacks one.
fn extension_of(item: &OutItem) -> Option<Value> {
    let origin = item
        .origin
        .as_ref()
        .map(|origin| json!({"name": origin.name, "url": origin.url}));
    match (&item.extension, origin) {
        (Value::Null, None) => None,
        (Value::Null, Some(origin)) => Some(json!({"origin": origin})),
        (Value::Object(given), Some(origin)) if !given.contains_key("origin") => {
            let mut extension = given.clone();
            extension.insert("origin".into(), origin);
            Some(Value::Object(extension))
        }
        (given, _) => Some(given.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{OutFeed, OutItem, OutOrigin};
    use super::*;

    #[test]
    fn the_extension_names_the_origin() {
        let item = OutItem {
            id: "a 1".into(),
            published: Some("2026-03-01T10:00:00".into()),
            origin: Some(OutOrigin {
                name: "Lune Press Agency".into(),
                url: None,
            }),
            extension: json!({"copies": 3}),
            ..OutItem::default()
        };
        let feed = OutFeed {
            items: vec![item],
            ..OutFeed::default()
        };
        let read: Value = serde_json::from_str(&write_json(&feed)).unwrap();
        let item = &read["items"][0];
        assert_eq!(item["id"], "urn:dateline:a+1");
        assert_eq!(item["date_published"], "2026-03-01T10:00:00Z");
        assert_eq!(item["content_text"], "");
        assert_eq!(item["_dateline"]["copies"], 3);
        assert_eq!(item["_dateline"]["origin"]["name"], "Lune Press Agency");
    }
}
