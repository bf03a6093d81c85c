//! From an article to its trace: claims that contradict each other.

use super::*;
use crate::handover;
use crate::model::{Article, Direction, Outlet};
use std::collections::HashMap;

const REPORT: &str = "The harbour board of Wexby voted on Monday to close the old ferry pier for good after divers found \
    that eleven of its forty oak piles had been hollowed out by shipworm. The pier has carried passengers to the outer \
    islands since 1903 and was last repaired in the year of the great flood. Ferries will leave from the fish quay until a \
    floating pier has been towed in from Tarn, which the board expects before the summer. Orla Quist, who has sold tickets \
    at the pier for thirty years, said that she would keep the brass bell and hang it in her kitchen.";

/// An article that prints the report and names its source.
fn print(outlet: &str, published_at: &str, source: &str) -> Extraction {
    let article = Article {
        id: outlet.to_owned(),
        outlet: Outlet {
            name: Some(outlet.to_owned()),
            domain: None,
        },
        published_at: Some(published_at.to_owned()),
        text: format!("{REPORT}\n\nSource: {source}"),
        ..Article::default()
    };
    Extraction {
        article,
        ..Extraction::default()
    }
}

/// All of them traced when all are known.
fn traces(prints: &[Extraction]) -> HashMap<String, Trace> {
    let agencies = Agencies::builtin();
    let mut index = Index::new();
    for print in prints {
        index.insert(handover::known(&print.article, &Trace::default()));
    }
    let trace = |print: &Extraction| {
        let trace = trace_article(print, &index, &agencies);
        (print.article.id.clone(), trace)
    };
    prints.iter().map(trace).collect()
}

/// No one is where it came from, and of no pair is each the other's copy.
fn assert_no_circle(traces: &HashMap<String, Trace>) {
    for (id, trace) in traces {
        for copy in &trace.copies {
            let back = traces[&copy.id].copies.iter().find(|back| back.id == *id);
            let back = back.map(|back| back.direction);
            assert_ne!(back, Some(copy.direction), "{id} and {}", copy.id);
        }
        let mut at = id;
        for _ in 0..traces.len() {
            match &traces[at].origin.article {
                Some(origin) => at = origin,
                None => break,
            }
            assert_ne!(at, id, "a circle");
        }
    }
}

#[test]
fn two_that_credit_each_other() {
    for (one, other) in [
        ("2031-05-12T08:00:00Z", "2031-05-12T10:00:00Z"),
        ("2031-05-12", "2031-05-12"),
    ] {
        let prints = [
            print("Tarn Post", one, "Quay Echo"),
            print("Quay Echo", other, "Tarn Post"),
        ];
        let traces = traces(&prints);
        assert_no_circle(&traces);
        let origin = traces["Quay Echo"].origin.article.as_deref();
        assert_eq!(origin, Some("Tarn Post"), "{one}");
    }
}

#[test]
fn a_claim_against_the_clock_decides_one_way() {
    let prints = [
        print("Tarn Post", "2031-05-12T08:00:00Z", "Quay Echo"),
        print("Quay Echo", "2031-05-12T10:00:00Z", "our own staff"),
    ];
    assert_no_circle(&traces(&prints));
}

#[test]
fn three_and_four_that_credit_each_other_in_a_circle() {
    let names = ["Tarn Post", "Quay Echo", "Wexby Herald", "Ellery Star"];
    for many in [3, 4] {
        for day in ["2031-05-12", "2031-05-12T08:00:00Z"] {
            let source = |n: usize| names[(n + 1) % many];
            let prints: Vec<Extraction> =
                (0..many).map(|n| print(names[n], day, source(n))).collect();
            let traces = traces(&prints);
            assert_no_circle(&traces);
            assert_eq!(traces["Tarn Post"].origin.article, None, "{many} on {day}");
        }
    }
}

#[test]
fn a_better_origin_that_comes_late_is_found_when_the_copies_are_traced_again() {
    let copy = print("Quay Echo", "2031-05-12T10:00:00Z", "our own staff");
    let worse = print("Tarn Post", "2031-05-12T09:00:00Z", "our own staff");
    let better = print("Wexby Herald", "2031-05-12T07:00:00Z", "our own staff");
    let before = traces(&[copy.clone(), worse.clone()]);
    assert_eq!(
        before["Quay Echo"].origin.article.as_deref(),
        Some("Tarn Post")
    );
    let after = traces(&[copy, worse, better]);
    for id in ["Quay Echo", "Tarn Post"] {
        assert_eq!(after[id].origin.article.as_deref(), Some("Wexby Herald"));
    }
    let late = &after["Wexby Herald"];
    assert_eq!(late.origin.article, None);
    assert!(
        late.copies
            .iter()
            .all(|copy| copy.direction == Direction::To)
    );
}
