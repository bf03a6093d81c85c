//! ninjs 2.1, the IPTC's JSON for news (<https://iptc.org/standards/ninjs/>): an article as an agency would send it.

use dateline_core::time;
use dateline_store::StoredArticle;
use serde_json::{Map, Value, json};

/// One article as a ninjs item.
pub fn item(stored: &StoredArticle) -> Value {
    let article = &stored.article;
    let mut item = Map::new();
    let mut set = |name: &str, value: Value| {
        item.insert(name.to_owned(), value);
    };
    set(
        "standard",
        json!({"name": "ninjs", "version": "2.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}),
    );
    set("uri", json!(address(stored)));
    set("type", json!("text"));
    set("pubstatus", json!("usable"));
    set("version", json!(stored.version.to_string()));
    set("firstcreated", json!(time::utc(stored.arrived_at)));
    if let Some(language) = &article.language {
        set("language", json!(language));
    }
    // ninjs wants a zone; a stated time without one is not made up into one.
    if let Some(at) = article
        .published_at
        .as_deref()
        .filter(|at| time::has_zone(at))
    {
        set("contentcreated", json!(at));
    }
    if let Some(headline) = &article.headline {
        set("headlines", json!([{"role": "main", "value": headline}]));
    }
    if !article.bylines.is_empty() {
        set("by", json!(article.bylines.join(", ")));
    }
    if let Some(place) = &article.dateline.place {
        set("located", json!(place));
    }
    let bodies = json!([{
        "role": "main", "contenttype": "text/plain", "charcount": article.text.chars().count(),
        "wordcount": article.text.split_whitespace().count(), "value": article.text,
    }]);
    set("bodies", bodies);
    let mut sources = Vec::new();
    if let Some(name) = &article.outlet.name {
        sources.push(json!({"role": "publisher", "name": name}));
    }
    if let Some(wire) = &stored.trace.origin.wire {
        sources.push(json!({"role": "originator", "name": wire}));
    }
    if !sources.is_empty() {
        set("infosources", Value::Array(sources));
    }
    let subjects = stored.sections.iter().map(|section| {
        json!({
            "uri": format!("http://cv.iptc.org/newscodes/mediatopic/{}", section.code),
            "confidence": (section.confidence * 100.0).round(),
        })
    });
    set("subjects", Value::Array(subjects.collect()));
    if let Some(url) = &article.url {
        set("links", json!([{"rel": "alternate", "href": url}]));
    }
    Value::Object(item)
}

/// Its own address, or one made of its id.
fn address(stored: &StoredArticle) -> String {
    match &stored.article.url {
        Some(url) => url.clone(),
        None => format!("urn:dateline:{}", stored.article.id),
    }
}
