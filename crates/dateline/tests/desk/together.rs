//! Several processes on one data folder: each knows what the others wrote.

use super::fiction::{as_lines, rows};
use super::state::state;
use super::{Place, program, run, strings};
use std::process::Stdio;

#[test]
fn processes_on_one_folder_agree() {
    let place = Place::new();
    let all = rows(11, 200);
    // Halves that overlap: some documents come from both sides.
    let one = place.write("one.jsonl", as_lines(&all[..120]));
    let two = place.write("two.jsonl", as_lines(&all[80..]));
    let data = place.data();
    let running: Vec<_> = [&one, &two]
        .map(|input| {
            program()
                .args(["ingest", input, "--data", &data])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .into_iter()
        .collect();
    for child in running {
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{err}");
    }
    let here = state(place.at("data").as_ref());
    let mut expected: Vec<String> = strings(
        &all.iter()
            .filter(|row| row["text"].is_string() || row["html"].is_string())
            .cloned()
            .collect::<Vec<_>>(),
        "id",
    );
    expected.sort();
    expected.dedup();
    assert_eq!(here.keys().cloned().collect::<Vec<_>>(), expected);
    run(["doctor", "--data", &data]).expect(0);
}

#[test]
fn a_later_process_traces_against_what_an_earlier_one_stored() {
    let place = Place::new();
    let text = "The ferry Aldona ran aground off Port Ellery at dawn with ninety people aboard.\n\nLifeboats took all \
                of them off within the hour, the harbour master Iven Krol told reporters on the quay.\n\nNobody was \
                hurt, and the ship was towed to the northern pier, where divers looked at her hull until dusk.";
    let row = |id: &str, host: &str, at: &str| {
        serde_json::json!({"id": id, "url": format!("https://{host}.example/{id}"), "text": text, "outlet": host,
                           "headline": "Ferry runs aground", "published_at": at})
    };
    let first = place.write(
        "first.jsonl",
        as_lines(&[row("origin", "ledger", "2026-05-01T06:00:00Z")]),
    );
    let second = place.write(
        "second.jsonl",
        as_lines(&[row("copy", "farm", "2026-05-02T06:00:00Z")]),
    );
    let data = place.data();
    run(["ingest", &first, "--data", &data]).expect(0);
    let alone = run(["trace", &second, "--data", &data, "--format", "json"]).expect(0);
    assert_eq!(alone.lines()[0]["copies"][0]["id"], "origin");
    run(["ingest", &second, "--data", &data]).expect(0);
    let found = run(["search", "is:copy", "--data", &data, "--format", "json"]).expect(0);
    let hits = &found.lines()[0]["hits"];
    assert_eq!(hits[0]["id"], "copy");
    assert_eq!(hits[0]["origin"]["article"], "origin");
}
