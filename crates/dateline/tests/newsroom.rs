//! The sample newsroom, end to end: the real program over `samples/`, its JSON and its pages held against the key
//! that says what is true of each page. What the program is known to get wrong stands in `newsroom.gaps`, a line each
//! (`address field`); the list must be exact, so that a gap that opens or closes is seen.

mod running;

use running::Running;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a page is expected to be, and what the site says of it.
struct Case {
    key: Value,
    article: Value,
    trace: Value,
}

/// Everything that differs from the key, named by page and field.
#[derive(Default)]
struct Differences {
    lines: BTreeMap<String, String>,
}

impl Differences {
    fn note(&mut self, case: &Case, field: &str, got: &Value, wanted: &Value) {
        let page = case.key["url"].as_str().unwrap_or_default();
        self.lines.insert(
            format!("{page} {field}"),
            format!("got    {got}\n    wanted {wanted}"),
        );
    }

    fn compare(&mut self, case: &Case, field: &str, got: &Value, wanted: &Value) {
        if got != wanted {
            self.note(case, field, got, wanted);
        }
    }

    fn end(self) {
        let known: BTreeSet<&str> = GAPS
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .collect();
        let opened = self
            .lines
            .iter()
            .filter(|(gap, _)| !known.contains(gap.as_str()));
        let mut report: Vec<String> = opened
            .map(|(gap, what)| format!("{gap}\n    {what}"))
            .collect();
        let closed = known.iter().filter(|gap| !self.lines.contains_key(**gap));
        report.extend(
            closed.map(|gap| format!("{gap}\n    no longer differs: take it out of newsroom.gaps")),
        );
        assert!(
            report.is_empty(),
            "{} surprises:\n{}",
            report.len(),
            report.join("\n")
        );
    }
}

const GAPS: &str = include_str!("newsroom.gaps");

fn cases(site: &Running) -> Vec<Case> {
    let exported = site.export();
    let by_url: BTreeMap<&str, &Value> = exported
        .iter()
        .filter_map(|article| Some((article["url"].as_str()?, article)))
        .collect();
    let key = std::fs::read_to_string(running::root().join("samples/key.jsonl")).unwrap();
    key.lines()
        .map(|line| {
            let key: Value = serde_json::from_str(line).unwrap();
            let url = key["url"].as_str().unwrap();
            let article = by_url
                .get(url)
                .unwrap_or_else(|| panic!("{url} is not on the site"));
            let id = article["id"].as_str().unwrap();
            let trace = site.json(&format!("/api/v1/articles/{id}/trace"));
            let article = site.json(&format!("/api/v1/articles/{id}"));
            Case {
                key,
                article,
                trace,
            }
        })
        .collect()
}

#[test]
fn the_site_says_of_each_page_what_the_key_says() {
    let site = Running::over_samples();
    let cases = cases(&site);
    assert!(cases.len() >= 80, "only {} pages in the key", cases.len());
    let mut differences = Differences::default();
    for case in &cases {
        check_article(case, &mut differences);
        check_origin(case, &cases, &mut differences);
        check_findings(case, &mut differences);
        check_page(&site, case, &mut differences);
    }
    check_stories(&cases, &mut differences);
    differences.end();
}

/// What the page states.
fn check_article(case: &Case, differences: &mut Differences) {
    let (key, article) = (&case.key, &case.article);
    differences.compare(case, "outlet", &article["outlet"]["name"], &key["outlet"]);
    differences.compare(case, "domain", &article["outlet"]["domain"], &key["domain"]);
    // A page that names no writer may be signed by its house or by the agency.
    let signed = key["bylines"].as_array().is_some_and(Vec::is_empty)
        && article["bylines"].as_array().is_some_and(|names| {
            names.iter().all(|name| *name == key["outlet"] || *name == key["credit_line"])
        });
    if !signed {
        differences.compare(case, "bylines", &article["bylines"], &key["bylines"]);
    }
    // A last line that names the supplier may be stated as the credit line, whole or the name alone.
    let tail = key["tail_credit"].as_str().unwrap_or_default();
    if !article["credit_line"].as_str().is_some_and(|line| tail.contains(line)) {
        differences.compare(case, "credit_line", &article["credit_line"], &key["credit_line"]);
    }
    for field in ["headline", "section", "published_at", "language", "dateline", "text"] {
        differences.compare(case, field, &article[field], &key[field]);
    }
    let shown = |teasers: &Value| -> Vec<(Value, Value)> {
        let list = teasers.as_array().into_iter().flatten();
        list.filter(|teaser| !teaser["text"].is_null())
            .map(|teaser| (teaser["headline"].clone(), teaser["text"].clone()))
            .collect()
    };
    let (got, wanted) = (shown(&article["teasers"]), shown(&key["teasers"]));
    if wanted.iter().any(|teaser| !got.contains(teaser)) {
        differences.note(case, "teasers", &article["teasers"], &key["teasers"]);
    }
}

/// Whose text it is.
fn check_origin(case: &Case, cases: &[Case], differences: &mut Differences) {
    let (wanted, got) = (&case.key["origin"], &case.trace["origin"]);
    differences.compare(case, "origin.role", &got["role"], &wanted["role"]);
    if wanted["role"] != "mention" {
        differences.compare(case, "origin.wire", &got["wire"], &wanted["wire"]);
    }
    let url_of = |id: &Value| {
        let other = cases.iter().find(|other| other.article["id"] == *id);
        other.map_or(Value::Null, |other| other.key["url"].clone())
    };
    if case.key["relation"]["kind"] == "copy" {
        differences.compare(
            case,
            "origin.article",
            &url_of(&got["article"]),
            &wanted["url"],
        );
    }
    if case.key["relation"].is_null() && !got["article"].is_null() {
        differences.note(
            case,
            "origin.article",
            &url_of(&got["article"]),
            &Value::Null,
        );
    }
    if let Some(kind) = case.key["relation"]["kind"].as_str() {
        let copies = case.trace["copies"].as_array().into_iter().flatten();
        let linked = copies.filter(|copy| url_of(&copy["id"]) == wanted["url"]);
        let kinds: Vec<&str> = linked
            .filter_map(|copy| copy["relation"].as_str())
            .collect();
        if kinds != [kind] {
            differences.note(
                case,
                "relation",
                &Value::from(kinds.join(",")),
                &case.key["relation"],
            );
        }
    }
}

/// What was done to it: each finding of the key, and no other of a kind that accuses.
fn check_findings(case: &Case, differences: &mut Differences) {
    let kinds = |findings: &Value| -> Vec<String> {
        let list = findings.as_array().into_iter().flatten();
        let mut kinds: Vec<String> = list
            .filter_map(|f| f["kind"].as_str().map(str::to_owned))
            .collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let (got, wanted) = (kinds(&case.trace["findings"]), kinds(&case.key["findings"]));
    if got != wanted {
        differences.note(
            case,
            "findings",
            &case.trace["findings"],
            &Value::from(wanted),
        );
    }
    let in_text = |findings: &Value| -> Vec<Value> {
        let list = findings.as_array().into_iter().flatten();
        list.filter(|f| f["kind"] == "brand-inserted")
            .map(|f| f["start"].clone())
            .collect()
    };
    if in_text(&case.trace["findings"]) != in_text(&case.key["findings"]) {
        differences.note(
            case,
            "brand-inserted",
            &case.trace["findings"],
            &case.key["findings"],
        );
    }
}

/// What a reader sees.
fn check_page(site: &Running, case: &Case, differences: &mut Differences) {
    let id = case.article["id"].as_str().unwrap_or_default();
    let page = site.text(&format!("/article/{id}"));
    let shown = running::visible_text(&page);
    let squeezed: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    for field in ["outlet", "headline", "section", "credit_line"] {
        if let Some(value) = case.key[field].as_str()
            && !squeezed.contains(value)
        {
            differences.note(
                case,
                &format!("shown.{field}"),
                &Value::Null,
                &case.key[field],
            );
        }
    }
    if case.key["published_at"]
        .as_str()
        .is_some_and(|at| !running::has_zone(at))
        && !squeezed.contains("no zone given")
    {
        differences.note(case, "shown.zone", &Value::Null, &case.key["published_at"]);
    }
    if page.len() > 60_000 {
        differences.note(case, "shown.size", &Value::from(page.len()), &Value::Null);
    }
}

/// One event, one story; two events, two.
fn check_stories(cases: &[Case], differences: &mut Differences) {
    let mut story_of: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut event_of: BTreeMap<String, &str> = BTreeMap::new();
    for case in cases {
        let Some(event) = case.key["event"].as_str() else {
            continue;
        };
        let story = &case.article["story"];
        let first = story_of.entry(event).or_insert(story);
        if *first != story {
            differences.note(case, "story", story, first);
        }
        let owner = event_of.entry(story.to_string()).or_insert(event);
        if *owner != event {
            differences.note(case, "event", &Value::from(event), &Value::from(*owner));
        }
    }
}
