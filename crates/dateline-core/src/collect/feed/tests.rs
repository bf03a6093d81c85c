//! Feeds of every kind, whole and broken, in our own fiction.

use super::{Entry, Feed, FeedError, Options, read_feed};

fn read(text: &str) -> Feed {
    read_feed(text.as_bytes(), &Options::default()).unwrap()
}

fn first(text: &str) -> Entry {
    read(text).items().remove(0)
}

#[test]
fn rss_with_its_modules() {
    let feed = read(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:m="http://search.yahoo.com/mrss/"
        xmlns:a="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
        <channel><title>Lune Post</title><link>https://lune.example/</link><a:link rel="self" href="https://lune.example/f"/>
        <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
        <item><title>Ferry &amp; fog</title><link>https://lune.example/a</link><guid isPermaLink="false">7</guid>
        <description>&lt;p&gt;In short&lt;/p&gt;</description><c:encoded><![CDATA[<p>In <b>full</b></p>]]></c:encoded>
        <dc:creator>Ann Lee</dc:creator><pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate><category>Ports</category>
        <m:content url="https://lune.example/a.jpg" medium="image"/><source url="https://agency.example/f">Agency</source>
        </item></channel></rss>"#,
    );
    assert_eq!((feed.version.as_str(), &feed.bozo), ("rss20", &None));
    assert_eq!(feed.link_to("self"), Some("https://lune.example/f"));
    assert_eq!(feed.interval_seconds(), Some(1800));
    let entry = &feed.items()[0];
    assert_eq!(entry.id.as_deref(), Some("7"));
    assert_eq!(entry.url.as_deref(), Some("https://lune.example/a"));
    assert_eq!(entry.title.as_deref(), Some("Ferry & fog"));
    assert_eq!(entry.summary.as_deref(), Some("<p>In short</p>"));
    assert_eq!(entry.html.as_deref(), Some("<p>In <b>full</b></p>"));
    assert_eq!(entry.authors, ["Ann Lee"]);
    assert_eq!(entry.published_at.as_deref(), Some("2026-03-01T09:00:00Z"));
    assert_eq!(entry.tags, ["Ports"]);
    assert_eq!(entry.image.as_deref(), Some("https://lune.example/a.jpg"));
    assert_eq!(
        entry.source,
        Some(("Agency".into(), Some("https://agency.example/f".into())))
    );
}

#[test]
fn atom_of_both_versions() {
    let new = read(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='de' xml:base='https://lune.example/'><entry><title \
        type='html'>A &lt;i&gt;b&lt;/i&gt;</title><link href='a'/><content type='xhtml'><div \
        xmlns='http://www.w3.org/1999/xhtml'>One <a href='b'>two</a><br/></div></content></entry></feed>",
    );
    assert_eq!(new.version, "atom10");
    let entry = &new.items()[0];
    assert_eq!(entry.title.as_deref(), Some("A b"));
    assert_eq!(entry.url.as_deref(), Some("https://lune.example/a"));
    let html = "One <a href=\"https://lune.example/b\">two</a><br />";
    assert_eq!(entry.html.as_deref(), Some(html));
    let old = read(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><tagline>x</tagline><entry><issued>2004-01-01</issued></entry></feed>",
    );
    assert_eq!(old.version, "atom03");
    assert_eq!(old.feed.text("subtitle"), Some("x"));
    assert_eq!(
        old.items()[0].published_at.as_deref(),
        Some("2004-01-01T00:00:00Z")
    );
}

#[test]
fn rdf_without_prefixes_known() {
    let feed = read(
        "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' \
        xmlns:d='http://purl.org/dc/elements/1.1/'><channel><title>Lune</title></channel><item r:about='https://lune.example/a'>\
        <link>https://lune.example/a</link><d:date>2026-03</d:date></item></r:RDF>",
    );
    assert_eq!(feed.version, "rss10");
    let entry = &feed.items()[0];
    assert_eq!(entry.id.as_deref(), Some("https://lune.example/a"));
    assert_eq!(entry.updated_at.as_deref(), Some("2026-03-01T00:00:00Z"));
}

#[test]
fn json_feeds() {
    let entry = first(
        r#"{"version":"https://jsonfeed.org/version/1","title":"Lune","author":{"name":"Ann"},"items":[{"id":7,
        "url":"https://lune.example/a","content_text":"One\n\nTwo < 3","date_published":"2026-03-01T10:00:00+01:00",
        "attachments":[{"url":"https://lune.example/a.png","mime_type":"image/png"}]}]}"#,
    );
    assert_eq!(entry.id.as_deref(), Some("7"));
    assert_eq!(
        entry.html.as_deref(),
        Some("<p>One</p>\n<p>Two &lt; 3</p>\n")
    );
    assert_eq!(entry.image.as_deref(), Some("https://lune.example/a.png"));
}

#[test]
fn tag_soup_is_read_and_said_so() {
    let feed = read(
        "junk <rss><channel><title>Caf&eacute; & bar</title><item><title>One<link>https://lune.example/1</link>\
        <description>a <b>bold</b> word</description><item><title>Two</title></channel",
    );
    assert!(feed.bozo.is_some());
    assert_eq!(feed.title().as_deref(), Some("Café & bar"));
    assert_eq!(feed.entries.len(), 2);
    let broken = read("<rss><channel><item><title><![CDATA[never ends");
    assert_eq!(broken.items()[0].title.as_deref(), Some("never ends"));
}

#[test]
fn encodings_stated_wrong_and_not_at_all() {
    let of = |bytes: &[u8]| read_feed(bytes, &Options::default()).unwrap();
    let latin = of(b"<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Caf\xe9 \x96</title></channel></rss>");
    assert_eq!(
        (latin.title().as_deref(), latin.bozo.as_ref()),
        (Some("Café –"), None)
    );
    let wrong = of("<?xml version='1.0' encoding='iso-8859-1'?><rss><channel><title>Café</title></channel></rss>".as_bytes());
    assert_eq!(
        (wrong.title().as_deref(), wrong.encoding.as_str()),
        (Some("Café"), "utf-8")
    );
    assert!(wrong.bozo.is_some());
    let utf16: Vec<u8> = "\u{feff}<rss><channel><title>Café</title></channel></rss>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let utf16 = of(&utf16);
    assert_eq!(
        (utf16.title().as_deref(), utf16.encoding.as_str()),
        (Some("Café"), "utf-16be")
    );
    let utf32: Vec<u8> = "<?xml version='1.0'?><rss><channel><title>Café</title></channel></rss>"
        .chars()
        .flat_map(|c| u32::from(c).to_le_bytes())
        .collect();
    assert_eq!(of(&utf32).title().as_deref(), Some("Café"));
    let headers = [(
        "Content-Type".to_owned(),
        "text/xml; charset=windows-1251".to_owned(),
    )];
    let options = Options {
        headers: &headers,
        ..Options::default()
    };
    let cyrillic = read_feed(
        b"<rss><channel><title>\xcf\xe0\xf0\xee\xec</title></channel></rss>",
        &options,
    )
    .unwrap();
    assert_eq!(cyrillic.title().as_deref(), Some("Паром"));
}

#[test]
fn bombs_are_named() {
    let mut bomb = String::from("<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a '0123456789'>");
    for (name, inner) in [
        ("b", "a"),
        ("c", "b"),
        ("d", "c"),
        ("e", "d"),
        ("f", "e"),
        ("g", "f"),
    ] {
        bomb.push_str(&format!(
            "<!ENTITY {name} '{}'>",
            format!("&{inner};").repeat(10)
        ));
    }
    bomb.push_str("]><rss><channel><title>&g;</title></channel></rss>");
    assert_eq!(
        read_feed(bomb.as_bytes(), &Options::default()),
        Err(FeedError::EntityBomb)
    );
    let selfish =
        "<!DOCTYPE rss [<!ENTITY a '&a;'>]><rss><channel><title>&a;</title></channel></rss>";
    assert_eq!(
        read_feed(selfish.as_bytes(), &Options::default()),
        Err(FeedError::EntityBomb)
    );
    let harmless = "<!DOCTYPE rss [<!-- don't --><!ENTITY a 'Lune'>]><rss><channel><title>&a; Post</title></channel></rss>";
    assert_eq!(read(harmless).title().as_deref(), Some("Lune Post"));
}

#[test]
fn what_is_no_feed_is_refused() {
    let of = |text: &str| read_feed(text.as_bytes(), &Options::default()).map(|_| ());
    assert_eq!(of(" \n"), Err(FeedError::Empty));
    assert_eq!(
        of("<!DOCTYPE html><html><head><title>x</title><body><p>y"),
        Err(FeedError::Page)
    );
    assert_eq!(of("{\"a\":1}"), Err(FeedError::NotAFeed));
    assert!(matches!(of("{\"version\":"), Err(FeedError::Json(_))));
    assert_eq!(of("just words"), Err(FeedError::NotAFeed));
}

#[test]
fn hostile_shapes_end_soon() {
    let deep = "<rss><channel>".to_owned() + &"<a>".repeat(200_000) + &"</b>".repeat(200_000);
    assert!(read(&deep).bozo.is_some());
    let many = (0..50_000)
        .map(|n| format!("<x{n}>1</x{n}>"))
        .collect::<String>();
    read(&format!(
        "<rss><channel><item>{many}</item></channel></rss>"
    ));
    let attributes = (0..50_000)
        .map(|n| format!(" a{n}='1'"))
        .collect::<String>();
    read(&format!(
        "<rss><channel><item><link{attributes}/></item></channel></rss>"
    ));
    for piece in ["<!A[", "<?a>", "<a b=\"", "</a", "<!--", "&a;", "<![CDATA["] {
        let text = format!("<rss><channel><item><description>{}", piece.repeat(50_000));
        read(&text);
        let escaped = piece
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .repeat(50_000);
        read(&format!(
            "<rss><channel><item><description>{escaped}</description></item></channel></rss>"
        ));
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(0u8..=255, 0..400)) {
        let _ = read_feed(&bytes, &Options::default());
    }

    #[test]
    fn any_soup_is_read_or_refused(
        pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                "<rss>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<item>", "</item>", "<entry>", "</entry>", "<title>",
                "</title>", "<title type='xhtml'>", "<div>", "</div>", "<link>", "<link href='x", "'/>", "&amp;", "&", "<",
                ">", "<![CDATA[", "]]>", "<!--", "-->", "<content type='image/png'>", "</content>", "ä", "<source>", "<image>",
                "<author>", "<name>", "</", "<georss:point>", "1 2", "<media:credit>", "\u{85}", "<!DOCTYPE x [", "]>", "é&#0;",
            ]),
            0..60,
        )
    ) {
        if let Ok(feed) = read_feed(pieces.concat().as_bytes(), &Options::default()) {
            let _ = feed.items();
        }
    }
}
