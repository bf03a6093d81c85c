//! Dates, feed discovery, robots.txt, tracking parameters and sanitising, case by case over the feeds bench:
//! `cargo xtask bench feed-suites`. Prints a row for each suite and names what differs.

use dateline_core::collect::discover::find_feeds;
use dateline_core::collect::robots::Robots;
use dateline_core::collect::{dates, tracking};
use dateline_core::publish::clean_html::sanitized;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let Some(folder) = std::env::args().nth(1) else {
        return Err(std::io::Error::other("which folder?"));
    };
    let mut suites: BTreeMap<String, (usize, Vec<String>)> = BTreeMap::new();
    for file in ["dates", "discovery", "robots", "pairs"] {
        let path = Path::new(&folder).join(format!("{file}.jsonl"));
        for line in std::fs::read_to_string(path)?.lines() {
            let case: Value = serde_json::from_str(line)?;
            let group = text(&case, "group");
            let suite = match file {
                "robots" | "pairs" => format!("{file} {group}"),
                _ => file.to_owned(),
            };
            let (all, wrong) = suites.entry(suite).or_default();
            *all += 1;
            if !holds(file, group, &case) {
                wrong.push(text(&case, "id").to_owned());
            }
        }
    }
    println!("| suite | cases | right |\n|---|---|---|");
    for (suite, (all, wrong)) in &suites {
        println!("| {suite} | {all} | {} |", all - wrong.len());
    }
    for (suite, (_, wrong)) in suites.iter().filter(|(_, (_, wrong))| !wrong.is_empty()) {
        println!("{suite}: {}", wrong.join(", "));
    }
    Ok(())
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

fn holds(file: &str, group: &str, case: &Value) -> bool {
    let input = text(case, "input");
    match (file, group) {
        ("dates", _) => dates::parse_utc(input).as_deref() == case["utc"].as_str(),
        ("robots", _) => {
            let robots = Robots::parse(input.as_bytes());
            robots.allows(text(case, "agent"), text(case, "url")) == (case["allowed"] == true)
        }
        ("discovery", _) => {
            let found = find_feeds(input.as_bytes(), case["url"].as_str());
            let found: Vec<Value> = found.into_iter().map(|feed| feed.url.into()).collect();
            case["expect"] == Value::from(found.clone()) || case["also"] == Value::from(found)
        }
        (_, "dates") => dates::parse(input).is_some() == (case["parses"] == true),
        (_, "tracking") => tracking::without_tracking(input) == text(case, "expect"),
        _ => sanitized(input) == text(case, "expect"),
    }
}
