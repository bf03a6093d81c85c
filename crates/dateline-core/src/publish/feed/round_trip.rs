//! What is written is read again: each format through our own reader.

use super::{OutFeed, OutItem, OutOrigin, write_atom, write_json, write_rss};
use crate::collect::feed::{Entry, Options, read_feed};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec("[A-Za-z0-9.,'\"äøß中文 ()-]{1,8}", 1..6).prop_map(|words| {
        let text = words.join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

fn some_words() -> impl Strategy<Value = String> {
    words().prop_filter("not blank", |text| !text.is_empty())
}

/// Plain text with what markup must escape.
fn plain() -> impl Strategy<Value = String> {
    (
        some_words(),
        prop_oneof!["", " < ", " & ", " > ", " \"x\" "],
        some_words(),
    )
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

fn time() -> impl Strategy<Value = String> {
    (2001..2099i32, 1..13u8, 1..29u8, 0..24u8, 0..60u8)
        .prop_map(|(y, m, d, h, min)| format!("{y}-{m:02}-{d:02}T{h:02}:{min:02}:00Z"))
}

fn origin() -> impl Strategy<Value = OutOrigin> {
    (some_words(), proptest::option::of("[a-z]{1,8}")).prop_map(|(name, path)| OutOrigin {
        name,
        url: path.map(|path| format!("https://origin.example/{path}?a=1&b=2")),
    })
}

prop_compose! {
    fn item()(
        path in "[a-z0-9]{1,12}",
        title in some_words(),
        summary in proptest::option::of(plain()),
        text in proptest::option::of(some_words()),
        authors in proptest::collection::vec(some_words(), 0..3),
        published in time(),
        modified in proptest::option::of(time()),
        tags in proptest::collection::btree_set("[a-z ]{0,6}[a-z]", 0..4),
        origin in proptest::option::of(origin()),
    ) -> OutItem {
        let url = format!("https://lune.example/article/{path}?x=1&y=2");
        OutItem {
            id: url.clone(),
            url: Some(url),
            title: Some(title),
            summary,
            html: text.map(|text| format!("<p>{}</p>\n<p>a &amp; b</p>", text.replace('"', "&quot;"))),
            authors,
            published: Some(published),
            modified,
            tags: tags.into_iter().map(|tag| tag.trim().to_owned()).collect(),
            image: Some("https://lune.example/a.jpg?w=1&h=2".into()),
            origin,
            extension: serde_json::Value::Null,
        }
    }
}

fn unescaped(html: &str) -> String {
    html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

fn check(item: &OutItem, entry: &Entry) {
    assert_eq!(entry.id.as_deref(), Some(item.id.as_str()));
    assert_eq!(entry.url, item.url);
    assert_eq!(entry.title, item.title);
    if let Some(summary) = &item.summary {
        assert_eq!(
            entry.summary.as_deref().map(unescaped).as_ref(),
            Some(summary)
        );
    }
    assert_eq!(
        entry.html.as_deref().map(unescaped),
        item.html.as_deref().map(unescaped)
    );
    assert_eq!(entry.published_at, item.published);
    if item.modified.is_some() {
        assert_eq!(entry.updated_at, item.modified);
    }
    let mut tags = entry.tags.clone();
    tags.sort();
    tags.dedup();
    let mut wanted = item.tags.clone();
    wanted.sort();
    wanted.dedup();
    assert_eq!(tags, wanted);
    assert_eq!(entry.image, item.image);
    let source = item.origin.clone().map(|origin| (origin.name, origin.url));
    assert_eq!(entry.source, source);
}

fn read(text: &str) -> (crate::collect::feed::Feed, Vec<Entry>) {
    let feed = read_feed(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(feed.bozo, None, "{text}");
    let items = feed.items();
    (feed, items)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_is_written_is_read(title in some_words(), items in proptest::collection::vec(item(), 0..4)) {
        let feed = OutFeed {
            title: title.clone(),
            home_url: "https://lune.example/".into(),
            feed_url: "https://lune.example/index.atom?a&b".into(),
            description: Some("All & more".into()),
            language: Some("en-GB".into()),
            next_url: Some("https://lune.example/index.atom?page=2".into()),
            hub_url: Some("https://hub.example/".into()),
            items,
            ..OutFeed::default()
        };
        for (version, text) in [("rss20", write_rss(&feed)), ("atom10", write_atom(&feed)), ("json11", write_json(&feed))] {
            let (read, items) = read(&text);
            prop_assert_eq!(read.version.as_str(), version);
            prop_assert_eq!(read.title(), Some(title.clone()));
            prop_assert_eq!(read.link(), Some("https://lune.example/"));
            prop_assert_eq!(read.link_to("self"), Some(feed.feed_url.as_str()));
            prop_assert_eq!(read.link_to("next"), feed.next_url.as_deref());
            prop_assert_eq!(read.link_to("hub"), feed.hub_url.as_deref());
            prop_assert_eq!(items.len(), feed.items.len());
            for (item, entry) in feed.items.iter().zip(&items) {
                check(item, entry);
                // RSS and Atom say the publication's name where an article has no author.
                if !item.authors.is_empty() {
                    prop_assert_eq!(&entry.authors, &item.authors);
                }
            }
        }
    }
}

#[test]
fn what_xml_cannot_hold_is_left_out() {
    let feed = OutFeed {
        title: "a\u{0}b\u{fffe}c\r".into(),
        ..OutFeed::default()
    };
    assert_eq!(read(&write_rss(&feed)).0.title().as_deref(), Some("abc"));
}
