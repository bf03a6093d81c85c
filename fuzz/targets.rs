//! What the fuzz targets call: one function for each, over public functions of the core only.
//!
//! Shared by the targets of cargo-fuzz and by `crates/dateline-core/tests/fuzz_seeds.rs`, which replays the kept seeds
//! and changed copies of them on stable Rust.

use dateline_core::agencies::Agencies;
use dateline_core::charset;
use dateline_core::collect::{dates, feed, opml, robots, sitemap, warc};
use dateline_core::extract::{dateline, day, extract_article, written_time};
use dateline_core::html::Tree;
use dateline_core::html::tokenize::{Token, Tokenizer};
use dateline_core::model::{Body, Document};
use dateline_core::trace::{align, normal};
use dateline_core::{publish, time};
use std::sync::LazyLock;

static AGENCIES: LazyLock<Agencies> = LazyLock::new(Agencies::builtin);

/// A target by name, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// Every target; each has a file in `targets/` and a folder in `seeds/`.
pub const TARGETS: &[Target] = &[
    ("tokens", tokens),
    ("tree", tree),
    ("extract", extract),
    ("plain", plain),
    ("dateline", datelines),
    ("dates", written_dates),
    ("feed", feeds),
    ("sitemap", sitemaps),
    ("robots", robot_rules),
    ("warc", archives),
    ("opml", subscriptions),
    ("normal", normaliser),
    ("align", aligner),
];

/// The tokenizer, within svg and without: tokens follow each other, cut no character, and the end is reached.
pub fn tokens(bytes: &[u8]) {
    let source = charset::decode(bytes, None);
    for foreign in [false, true] {
        let mut tokenizer = Tokenizer::new(&source);
        tokenizer.foreign = foreign;
        let mut last = 0;
        while let Some(token) = tokenizer.next_token() {
            if let Token::Text(span) | Token::Raw(span) = token {
                let (start, end) = (span.start as usize, span.end as usize);
                assert!(last <= start && start <= end, "{span:?} after {last}");
                assert!(source.get(start..end).is_some(), "{span:?}");
                last = end;
            }
            for attr in &tokenizer.attrs {
                for span in [attr.name, attr.value] {
                    let range = span.start as usize..span.end as usize;
                    assert!(source.get(range).is_some(), "{span:?}");
                }
            }
        }
    }
}

/// The tree: every node is reached, every text and attribute can be read.
pub fn tree(bytes: &[u8]) {
    let source = charset::decode(bytes, None);
    let tree = Tree::parse(&source);
    for id in tree.ids() {
        std::hint::black_box(tree.text(id).len());
        for (name, _) in tree.attrs(id) {
            std::hint::black_box(tree.attr(id, name).map(|value| value.len()));
        }
        assert!(tree.parent(id).is_none_or(|parent| parent != id));
    }
}

/// The whole job on a page, and what is written from it.
pub fn extract(bytes: &[u8]) {
    article(Body::Html(bytes.to_vec()));
}

/// A page's plain text, and an article's.
pub fn plain(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    article(Body::Page(text.clone()));
    article(Body::Text(text));
}

fn article(body: Body) {
    let document = Document {
        url: Some("https://river-post.example/2026/03/bridge".into()),
        body,
        ..Document::default()
    };
    let found = extract_article(&document, &AGENCIES);
    let length = found.layout.basis.chars().count();
    for span in &found.layout.spans {
        assert!(span.start <= span.end && span.end <= length, "{span:?}");
    }
    assert!((0.0..=1.0).contains(&found.article.confidence));
    std::hint::black_box(publish::clean_html::clean_html(&found.article));
    std::hint::black_box(publish::markdown::markdown(&found.article));
}

pub fn datelines(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let length = text.chars().count();
    for found in [
        dateline::parse_dateline(&text, &AGENCIES),
        dateline::find_dateline(&text, &AGENCIES),
    ]
    .into_iter()
    .flatten()
    {
        assert!(found.start <= found.end && found.end <= length);
    }
}

/// Dates of feeds, of pages, of visible text and of addresses.
pub fn written_dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    dates::parse_utc(&text);
    if let Some(normal) = time::normal(&text) {
        time::instant(&normal);
    }
    written_time::find(&text, written_time::Order::DayFirst);
    written_time::find(&text, written_time::Order::MonthFirst);
    day::find_day(&text).and_then(|day| day.iso());
}

pub fn feeds(bytes: &[u8]) {
    let _ = feed::read_feed(bytes, &feed::Options::default());
}

pub fn sitemaps(bytes: &[u8]) {
    let _ = sitemap::read_sitemap(bytes);
}

pub fn robot_rules(bytes: &[u8]) {
    let rules = robots::Robots::parse(bytes);
    rules.crawl_delay("Dateline");
    // The file's own lines as addresses: they hold what its patterns are made of.
    for line in String::from_utf8_lossy(bytes).lines().take(50) {
        rules.allows("Dateline", line);
    }
}

pub fn archives(bytes: &[u8]) {
    for record in warc::Archive::new(bytes).take(1000).flatten() {
        let _ = record.response();
    }
}

/// A list of subscriptions: what was read is written and read again.
pub fn subscriptions(bytes: &[u8]) {
    if let Ok(list) = opml::read_opml(bytes) {
        let written = opml::write_opml(&list, None);
        assert!(opml::read_opml(written.as_bytes()).is_ok(), "{written}");
    }
}

pub fn normaliser(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (tokens, letters) = (normal::tokens(&text), normal::letters(&text));
    std::hint::black_box((tokens.len(), letters.len()));
}

/// Two texts, parted by a zero byte: each edit lies in the copy, in order.
pub fn aligner(bytes: &[u8]) {
    let middle = bytes.iter().position(|byte| *byte == 0);
    let (copy, origin) = bytes.split_at(middle.unwrap_or(bytes.len() / 2));
    let copy = String::from_utf8_lossy(copy);
    let origin = String::from_utf8_lossy(origin);
    let length = copy.chars().count();
    let mut last = 0;
    for edit in align::align(&copy, &origin) {
        assert!(last <= edit.start && edit.start <= edit.end && edit.end <= length);
        last = edit.start;
    }
}
