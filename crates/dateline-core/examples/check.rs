use dateline_core::collect::{dates, discover, robots};
use serde_json::Value;
fn rows(n: &str) -> Vec<Value> {
    std::fs::read_to_string(format!("/work/shared/bench/feeds/{n}.jsonl"))
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}
fn main() {
    let s = |v: &Value, k: &str| v[k].as_str().unwrap_or_default().to_owned();
    let mut ok = 0;
    let r = rows("dates");
    let n = r.len();
    for c in r {
        let got = dates::parse_utc(&s(&c, "input"));
        if got.as_deref() == c["utc"].as_str() {
            ok += 1
        } else {
            println!("date {:?} want {} got {got:?}", s(&c, "input"), c["utc"])
        }
    }
    println!("dates {ok} of {n}");
    let (mut ok, mut n) = (0, 0);
    for c in rows("pairs").into_iter().filter(|c| c["group"] == "dates") {
        n += 1;
        let got = dates::parse_utc(&s(&c, "input"));
        if got.is_some() == c["parses"].as_bool().unwrap() {
            ok += 1
        } else {
            println!("is date {:?} {got:?}", s(&c, "input"))
        }
        println!("   {:?} {got:?}", s(&c, "input"));
    }
    println!("pairs dates {ok} of {n}");
    let (mut ok, mut n) = (0, 0);
    for c in rows("discovery") {
        n += 1;
        let got: Vec<String> = discover::find_feeds(s(&c, "input").as_bytes(), Some(&s(&c, "url")))
            .into_iter()
            .map(|f| f.url)
            .collect();
        let want: Vec<String> = c["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|v| v.as_str().unwrap().to_owned())
            .collect();
        if got == want {
            ok += 1
        } else {
            println!("disc {} want {want:?} got {got:?}", s(&c, "id"))
        }
    }
    println!("discovery {ok} of {n}");
    for g in ["rfc9309", "google-only"] {
        let (mut ok, mut n) = (0, 0);
        for c in rows("robots").into_iter().filter(|c| c["group"] == g) {
            n += 1;
            let got = robots::Robots::parse(s(&c, "input").as_bytes())
                .allows(&s(&c, "agent"), &s(&c, "url"));
            if Some(got) == c["allowed"].as_bool() {
                ok += 1
            } else {
                println!("robots {} {:?}", s(&c, "id"), c)
            }
        }
        println!("robots {g} {ok} of {n}");
    }
}
