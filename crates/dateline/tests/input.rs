//! INPUT, through the real program: every kind of file, packed and damaged, with its answer and its exit code.

#![expect(
    clippy::unwrap_used,
    reason = "what a test can't do without, it stops at"
)]

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

struct Answer {
    rows: Vec<Value>,
    code: i32,
    complaints: String,
}

impl Answer {
    fn errors(&self) -> Vec<&str> {
        self.rows
            .iter()
            .map(|row| row["error"].as_str().unwrap_or_default())
            .collect()
    }
}

fn run(folder: &Path, words: &[&str], stdin: &[u8]) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(words)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    Answer {
        rows: text
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect(),
        code: output.status.code().unwrap(),
        complaints: String::from_utf8(output.stderr).unwrap(),
    }
}

fn extract(folder: &TempDir, inputs: &[&str]) -> Answer {
    run(
        folder.path(),
        &[&["extract", "--format", "jsonl"], inputs].concat(),
        b"",
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn page(name: &str) -> String {
    format!(
        "<html><head><title>Ferry to {name}</title></head><body><article><h1>Ferry to {name}</h1>\
         <p>The ferry to {name} left the harbour at nine and came back in the evening, the line said, with 240 passengers and \
         a dog that belonged to none of them.</p>\
         <p>It had turned back twice before the light of the pier could be seen. “You don’t guess with a full deck,” the captain \
         said after mooring.</p></article></body></html>"
    )
}

fn record(url: &str, html: &str) -> Vec<u8> {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-01T10:00:00Z\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        http.len()
    );
    format!("{head}{http}\r\n\r\n").into_bytes()
}

#[test]
fn rows_keep_order_and_ids() {
    let folder = TempDir::new().unwrap();
    fs::write(
        folder.path().join("p.html.gz"),
        gzip(page("Lune").as_bytes()),
    )
    .unwrap();
    let rows = "{\"id\":\"b\",\"text\":\"PORT LUNE — The ferry left.\"}\n\nnot json\n{\"id\":\"c\"}\n\
        {\"id\":\"a\",\"path\":\"p.html.gz\",\"published_at\":\"soon\"}\n{\"id\":\"d\",\"path\":\"gone.html\"}\n";
    fs::write(folder.path().join("rows.jsonl"), rows).unwrap();
    let answer = extract(&folder, &["rows.jsonl"]);
    let ids: Vec<_> = answer
        .rows
        .iter()
        .map(|row| row["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["b", "rows.jsonl line 3", "c", "a", "d"]);
    let failed: Vec<_> = answer
        .errors()
        .iter()
        .map(|error| !error.is_empty())
        .collect();
    assert_eq!(failed, [false, true, true, false, true]);
    assert!(
        answer
            .complaints
            .contains("rows.jsonl line 5: published_at is not a date")
    );
    assert_eq!(answer.code, 1);
    let packed = run(
        folder.path(),
        &["extract", "--format", "jsonl", "-"],
        &gzip(b"{\"id\":\"x\",\"text\":\"One line.\"}\n"),
    );
    assert_eq!((packed.rows[0]["id"].as_str(), packed.code), (Some("x"), 0));
}

#[test]
fn what_cannot_be_opened_is_named() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("p.html"), page("Lune")).unwrap();
    let answer = extract(&folder, &["gone.html", "p.html"]);
    assert_eq!((answer.rows.len(), answer.code), (2, 1));
    assert_eq!(answer.errors()[0], "no such file or folder");
    assert!(
        answer
            .complaints
            .contains("gone.html: no such file or folder")
    );
    assert_eq!(extract(&folder, &["gone.html"]).code, 2);
    assert_eq!(run(folder.path(), &["extract"], b"").code, 2);
}

#[test]
fn what_is_no_page_is_named() {
    let folder = TempDir::new().unwrap();
    let bomb = gzip(&vec![0; 64 << 20]);
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.html", b"%PDF-1.7 x", "not HTML or text but a PDF"),
        (
            "b.html",
            &bomb,
            "gzip bomb: more than 1000 bytes out for each byte in",
        ),
        ("c.html", b"", "empty"),
        (
            "d.html",
            &gzip(page("Lune").as_bytes())[..60],
            "packed data breaks off",
        ),
        (
            "e.html",
            b"<?xml version='1.0'?><svg/>",
            "XML, but no page, feed or sitemap",
        ),
        (
            "f.html",
            b"\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f",
            "not HTML or text but binary data",
        ),
    ];
    for (name, bytes, _) in &cases {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    let names: Vec<_> = cases.iter().map(|(name, _, _)| *name).collect();
    let answer = extract(&folder, &names);
    assert_eq!(answer.errors(), cases.map(|(_, _, error)| error));
    assert_eq!(answer.code, 1);
}

#[test]
fn archives_are_read_up_to_the_break() {
    let folder = TempDir::new().unwrap();
    let mut archive = Vec::new();
    for name in ["a", "b", "c"] {
        archive.extend(gzip(&record(
            &format!("https://lune.example/{name}"),
            &page(name),
        )));
    }
    fs::write(folder.path().join("whole.warc.gz"), &archive).unwrap();
    let whole = extract(&folder, &["whole.warc.gz"]);
    assert_eq!((whole.rows.len(), whole.code), (3, 0));
    assert_eq!(whole.rows[1]["url"], "https://lune.example/b");
    fs::write(folder.path().join("cut"), &archive[..archive.len() - 50]).unwrap();
    let cut = extract(&folder, &["cut"]);
    assert_eq!((cut.rows.len(), cut.code), (3, 1));
    assert_eq!(cut.errors()[..2], ["", ""]);
    assert!(cut.errors()[2].contains("breaks off"));
}

#[test]
fn folders_are_walked_in_order() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::create_dir(folder.path().join("in/b")).unwrap();
    fs::write(folder.path().join("in/a.html"), page("a")).unwrap();
    let canonical = page("c").replace(
        "<head>",
        "<head><link rel=canonical href='https://lune.example/c'>",
    );
    fs::write(folder.path().join("in/b/c.html"), canonical).unwrap();
    fs::write(folder.path().join("in/style.css"), "p { margin: 0 }").unwrap();
    fs::write(
        folder.path().join("in/urls.tsv"),
        "a.html\thttps://lune.example/a\n",
    )
    .unwrap();
    let answer = extract(&folder, &["in"]);
    let urls: Vec<_> = answer.rows.iter().map(|row| row["url"].as_str()).collect();
    assert_eq!(
        urls,
        [
            Some("https://lune.example/a"),
            Some("https://lune.example/c"),
            None
        ]
    );
    assert_eq!(answer.errors(), ["", "", "a .css file, no page"]);
}

#[test]
fn feeds_give_entries_or_themselves() {
    let folder = TempDir::new().unwrap();
    let text = page("Lune").replace('<', "&lt;");
    let feed = format!(
        "<rss version='2.0'><channel><title>Lune Post</title><item><title>Ferry</title><link>https://lune.example/a</link>\
         <content:encoded>{text}</content:encoded></item><item><link>https://lune.example/b</link></item></channel></rss>"
    );
    fs::write(folder.path().join("feed"), feed).unwrap();
    let entries = extract(&folder, &["feed"]);
    assert_eq!(entries.rows[0]["url"], "https://lune.example/a");
    assert_eq!(
        entries.rows[1]["error"],
        "only listed in the feed, its page was not read"
    );
    let whole = run(folder.path(), &["feed", "feed"], b"");
    assert_eq!(whole.code, 0);
    assert_eq!(whole.rows[0]["version"], "rss20");
    assert_eq!(whole.rows[0]["entries"][0]["title"], "Ferry");
    fs::write(folder.path().join("page"), page("Lune")).unwrap();
    let refused = run(
        folder.path(),
        &["feed", "--format", "jsonl", "page", "feed"],
        b"",
    );
    assert_eq!(refused.code, 1);
    assert_eq!(refused.errors()[0], "not a feed but an HTML page");
}

#[test]
fn json_is_one_object_or_an_array() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "One line.").unwrap();
    let whole = |inputs: &[&str]| {
        let words = [&["extract", "--format", "json"], inputs].concat();
        let output = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(words)
            .current_dir(folder.path())
            .output()
            .unwrap();
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    assert!(whole(&["a.txt"]).is_object());
    assert_eq!(whole(&["a.txt", "a.txt"]).as_array().map(Vec::len), Some(2));
}

#[test]
fn pages_announce_their_feeds() {
    let folder = TempDir::new().unwrap();
    let html = "<link rel=alternate type=application/rss+xml href=/feed title=Lune>";
    fs::write(folder.path().join("page.html"), html).unwrap();
    let words = [
        "discover",
        "page.html",
        "--url",
        "https://lune.example/x",
        "--format",
        "jsonl",
    ];
    let answer = run(folder.path(), &words, b"");
    assert_eq!(answer.rows[0]["url"], "https://lune.example/feed");
    assert_eq!(answer.rows[0]["title"], "Lune");
    assert_eq!(run(folder.path(), &["discover", "gone.html"], b"").code, 2);
}
