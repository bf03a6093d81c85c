//! The commands' shapes and exit codes; exports that come back in.

use super::fiction::{any_page, as_lines, rows};
use super::{Place, Ran, program, run, run_with, strings};
use serde_json::json;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

fn exported(data: &str) -> Ran {
    run(["export", "jsonl", "--data", data]).expect(0)
}

#[test]
fn ingest_answers_each_input_in_order() {
    let place = Place::new();
    let lines = [
        json!({"id": "b", "text": "The ferry left at dawn with forty sheep aboard."}),
        json!({"id": 7, "text": "A choir sang on the pier until the rain came."}),
        json!({"id": "nothing"}),
        json!({"id": "b", "text": "The ferry left at dawn with forty sheep aboard."}),
        json!({"url": "https://courier.example/x", "text": "The mill turned for the first time in years."}),
    ];
    let input = place.write("in.jsonl", as_lines(&lines));
    let page = place.write("page.html", any_page(1));
    let ran = run(["ingest", &input, &page, "--data", &place.data()]).expect(1);
    let answers = ran.lines();
    let states = strings(&answers, "state");
    assert_eq!(
        states,
        [
            "stored",
            "stored",
            "failed",
            "unchanged",
            "stored",
            "stored"
        ]
    );
    assert_eq!(strings(&answers, "id")[..4], ["b", "7", "nothing", "b"]);
    assert!(answers[2]["error"].is_string() && answers[0]["error"].is_null());
    assert!(ran.err.contains("in.jsonl line 3"), "{}", ran.err);
    let articles = exported(&place.data()).lines();
    assert_eq!(articles.len(), 4, "each once");
    let ids = strings(&articles, "id");
    assert!(ids.contains(&"b".to_owned()) && ids.contains(&"7".to_owned()));
    let text = articles.iter().find(|a| a["id"] == "b").unwrap();
    assert_eq!(
        text["text"], lines[0]["text"],
        "kept character for character"
    );
}

#[test]
fn ingest_answers_while_its_input_is_open() {
    let place = Place::new();
    let mut child = program()
        .args(["ingest", "-", "--data", &place.data()])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["a", "b"] {
        let row = json!({"id": id, "text": format!("The {id} ferry left at dawn with forty sheep aboard.")});
        writeln!(input, "{row}").unwrap();
        input.flush().unwrap();
        // The kind is told from the head: enough of it has to be there.
        writeln!(input, "{}", " ".repeat(70_000)).unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert!(answer.contains(&format!("\"id\":\"{id}\"")), "{answer}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn nobody_listening_is_no_fault_of_ours() {
    let place = Place::new();
    let input = place.write("in.jsonl", as_lines(&rows(3, 300)));
    run(["ingest", &input, "--data", &place.data()]);
    for args in [
        vec!["ingest", &input, "--data"],
        vec!["export", "jsonl", "--data"],
        vec!["export", "warc", "--data"],
    ] {
        let mut child = program()
            .args(args)
            .arg(place.data())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(!err.contains("panicked"), "{err}");
        assert_ne!(output.status.code(), Some(2), "{err}");
    }
}

#[test]
fn what_can_not_run_says_why() {
    let place = Place::new();
    let page = place.write("page.html", any_page(1));
    for (args, named) in [
        (vec!["ingest", "/no/such/file"], "no such file"),
        (vec!["search", "words"], "holds no store"),
        (vec!["search", " "], "nothing to search for"),
        (vec!["export", "jsonl"], "holds no store"),
        (vec!["doctor"], "holds no store"),
        (vec!["feeds"], "holds no store"),
        (vec!["trace", &page], "holds no store"),
        (vec!["import", &page], "no archive"),
        (vec!["add", "not an address"], "nothing was added"),
    ] {
        let ran = run(args.iter().copied().chain(["--data", &Place::new().data()])).expect(2);
        assert!(ran.err.contains(named), "{args:?}: {}", ran.err);
    }
    run(["ingest", &page, "--data", &place.data()]).expect(0);
    run(["export", "parquet", "--data", &place.data()]).expect(2);
    run(["feeds", "pause", "9", "--data", &place.data()]).expect(2);
    let ran = run(["serve", "--database", "postgres://desk@db/news"]).expect(2);
    assert!(ran.err.contains("SQLite"), "{}", ran.err);
    assert!(
        !ran.err.contains("desk@db"),
        "no address with a password in it: {}",
        ran.err
    );
}

#[test]
fn feeds_are_followed_listed_paused_and_forgotten() {
    let place = Place::new();
    let data = place.data();
    let with = |args: &[&str]| run(args.iter().copied().chain(["--data", &data]));
    // Under a reserved name nothing is ever asked, so this needs no network.
    with(&["add", "https://ledger.example/feed?a=1&b=2"]).expect(0);
    with(&["add", "https://ledger.example/feed?a=1&b=2"]).expect(0);
    let list = with(&["feeds", "--format", "json"]).expect(0);
    let list = &list.lines()[0];
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert_eq!(list[0]["state"], "new");
    let id = list[0]["id"].to_string();
    with(&["feeds", "pause", &id]).expect(0);
    assert!(with(&["feeds", "list"]).expect(0).out.contains("paused"));
    with(&["feeds", "resume", &id]).expect(0);
    with(&["feeds", "retry", &id]).expect(0);
    let opml = with(&["export", "opml"]).expect(0).out;
    assert!(
        opml.contains("xmlUrl=\"https://ledger.example/feed?a=1&amp;b=2\""),
        "{opml}"
    );
    with(&["feeds", "remove", &id]).expect(0);
    with(&["feeds", "remove", &id]).expect(2);
    assert!(with(&["feeds"]).expect(0).out.contains("no feeds"));
}

#[test]
fn an_archive_comes_back_whole() {
    let place = Place::new();
    let input = place.write("in.jsonl", as_lines(&rows(5, 120)));
    let data = place.data();
    run(["ingest", &input, "--data", &data]).expect(1);
    run(["add", "https://ledger.example/feed", "--data", &data]).expect(0);
    let password = place.write("password", "a lamp on the mole\n");
    let typed = || std::fs::File::open(&password).unwrap().into();
    let add = ["accounts", "add", "wenna", "--data", &data];
    run_with(typed(), add).expect(0);
    assert!(run_with(typed(), add).expect(2).err.contains("is taken"));
    let short = run(["accounts", "add", "tolley", "--data", &data]).expect(2);
    assert!(short.err.contains("10 characters"), "{}", short.err);
    let archive = run(["export", "archive", "--data", &data]).expect(0).out;
    let archive = place.write("all.archive", archive);
    let other = place.text("other");
    run(["import", &archive, "--data", &other]).expect(0);
    let sorted = |data: &str| {
        let mut lines: Vec<String> = exported(data).out.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&data), sorted(&other));
    assert!(
        run(["feeds", "--data", &other])
            .expect(0)
            .out
            .contains("ledger.example")
    );
    let accounts = run(["accounts", "--format", "json", "--data", &other]).expect(0);
    let accounts = &accounts.lines()[0];
    assert_eq!(accounts[0]["name"], "wenna");
    assert_eq!(accounts[0]["role"], "editor");
    run(["doctor", "--data", &other]).expect(0);
    // Once more: nothing twice.
    run(["import", &archive, "--data", &other]).expect(0);
    assert_eq!(sorted(&data), sorted(&other));
}

#[test]
fn exports_speak_their_formats() {
    let place = Place::new();
    let data = place.data();
    let urls = "page.html\thttps://courier.example/one\n";
    place.write("pages/page.html", any_page(2));
    place.write("pages/urls.tsv", urls);
    run(["ingest", &place.text("pages"), "--data", &data]).expect(0);
    let item = &run(["export", "ninjs", "--data", &data]).expect(0).lines()[0];
    assert_eq!(item["uri"], "https://courier.example/one");
    assert_eq!(item["standard"]["name"], "ninjs");
    assert!(item["bodies"][0]["value"].as_str().unwrap().len() > 100);
    assert!(item["headlines"][0]["value"].is_string());

    let warc = run(["export", "warc", "--data", &data]).expect(0).out;
    let warc = place.write("all.warc", warc);
    let other = place.text("other");
    run(["ingest", &warc, "--data", &other]).expect(0);
    let (was, is) = (exported(&data).lines(), exported(&other).lines());
    assert_eq!(
        (&was[0]["text"], &was[0]["url"]),
        (&is[0]["text"], &is[0]["url"])
    );
}

#[test]
fn doctor_mends_what_is_derived() {
    let place = Place::new();
    let data = place.data();
    let input = place.write("in.jsonl", as_lines(&rows(5, 60)));
    run(["ingest", &input, "--data", &data]).expect(1);
    run(["doctor", "--data", &data]).expect(0);
    // A hand in the file: the search words of some articles are gone, a link has lost its other side.
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let cut = runtime.block_on(async {
        let file = format!(
            "sqlite:{}",
            place.at("data").join("dateline.sqlite").display()
        );
        let pool = sqlx::SqlitePool::connect(&file).await.unwrap();
        for sql in [
            "DELETE FROM article_words WHERE rowid % 2 = 0",
            "DELETE FROM link WHERE rowid = (SELECT min(rowid) FROM link)",
        ] {
            assert!(
                sqlx::query(sql)
                    .execute(&pool)
                    .await
                    .unwrap()
                    .rows_affected()
                    > 0,
                "{sql}"
            );
        }
        let cut: Vec<String> = sqlx::query_scalar(
            "SELECT headline FROM article WHERE seq % 2 = 0 \
             AND headline NOT IN (SELECT headline FROM article WHERE seq % 2 = 1)",
        )
        .fetch_all(&pool)
        .await
        .unwrap();
        pool.close().await;
        cut
    });
    let word = format!("\"{}\"", cut[0]);
    let found = |word: &str| run(["search", word, "--data", &data]).expect(0).out;
    assert!(found(&word).starts_with("0 found"), "{word}");
    let ran = run(["doctor", "--data", &data]).expect(1);
    assert!(ran.out.contains("repaired  search"), "{}", ran.out);
    assert!(ran.out.contains("repaired  links"), "{}", ran.out);
    run(["doctor", "--data", &data]).expect(0);
    assert!(!found(&word).starts_with("0 found"), "{word}");
}
