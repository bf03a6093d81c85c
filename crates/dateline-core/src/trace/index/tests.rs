//! The index as a whole: from texts to relations.

use super::*;
use proptest::prelude::*;

/// A text of its own words: `n` words named after `topic`.
fn prose(topic: &str, n: usize) -> String {
    let words = (0..n).map(|i| format!("{topic}{}", i * 7 % 101 + i / 101 * 1000));
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn known(id: &str, outlet: &str, day: Option<&str>, text: &str) -> Known {
    Known {
        id: id.into(),
        outlet: Some(outlet.into()),
        published_at: day.map(str::to_owned),
        text: text.into(),
        ..Known::default()
    }
}

fn ids(index: &Index, relations: &[Relation]) -> Vec<String> {
    let id = |relation: &Relation| index.known(relation.other).id.clone();
    relations.iter().map(id).collect()
}

#[test]
fn copies_excerpts_and_nothing() {
    let mut index = Index::new();
    let report = prose("port", 400);
    index.insert(known("report", "Tarn Post", Some("2031-04-02"), &report));
    index.insert(known(
        "other",
        "Tarn Post",
        Some("2031-04-02"),
        &prose("snow", 400),
    ));
    let cut: Vec<&str> = report.split(' ').collect();

    let whole = index.relations(&report, Some("2031-04-03"));
    assert_eq!(ids(&index, &whole), ["report"]);
    assert_eq!(
        (whole[0].kind, whole[0].form),
        (RelationKind::Copy, Form::Verbatim)
    );

    let half = index.relations(&cut[..190].join(" "), Some("2031-04-03"));
    assert_eq!(
        (half[0].kind, half[0].form),
        (RelationKind::Copy, Form::Partial)
    );
    assert!(half[0].cover > 0.99 && half[0].cover_of_other < 0.5);

    let host = format!(
        "{} {} {}",
        prose("host", 300),
        cut[100..150].join(" "),
        prose("tail", 300)
    );
    let excerpt = index.relations(&host, Some("2031-04-03"));
    assert_eq!(excerpt[0].kind, RelationKind::Excerpt);
    assert_eq!(excerpt[0].run_words, 50);

    assert!(index.relations(&prose("rain", 400), None).is_empty());
    assert!(index.relations("", None).is_empty());
}

#[test]
fn a_text_of_two_reports_is_merged() {
    let mut index = Index::new();
    let (one, two) = (prose("port", 300), prose("snow", 300));
    index.insert(known("one", "A", None, &one));
    index.insert(known("two", "B", None, &two));
    let both = index.relations(&format!("{one}\n\n{two}"), None);
    assert_eq!(both.len(), 2);
    assert!(both.iter().all(|relation| relation.form == Form::Merged));
}

#[test]
fn the_same_speech_is_no_relation() {
    let mut index = Index::new();
    let speech = format!("“{}”", prose("speech", 60));
    let report = |topic: &str| format!("{} {speech} {}", prose(topic, 250), prose(topic, 90));
    index.insert(known("one", "A", Some("2031-04-02"), &report("port")));
    assert!(
        index
            .relations(&report("snow"), Some("2031-04-02"))
            .is_empty()
    );
}

#[test]
fn a_form_filled_in_anew_is_another_report() {
    let form = |day: &str, sum: &str| {
        format!(
            "Quarterly dividend {sum} cents vs 10 cents prior. Pay {day}. Record June 30. The board of Brennholm \
                 Mills Ltd declared the dividend at its meeting in Wexby, the company said in a statement to the exchange."
        )
    };
    let mut index = Index::new();
    index.insert(known(
        "q1",
        "Wire",
        Some("2031-04-02"),
        &form("April 12", "11"),
    ));
    let filed = |text: &str, day: &str| index.relations(text, Some(day)).len();
    assert_eq!(filed(&form("April 12", "11"), "2031-04-02"), 1);
    assert_eq!(filed(&form("July 19", "14"), "2031-04-02"), 0);
    assert_eq!(filed(&form("July 19", "14"), "2031-07-02"), 0);
}

#[test]
fn a_house_may_repeat_its_background() {
    let mut index = Index::new();
    let background = prose("background", 60);
    let report = |topic: &str| format!("{} {background}", prose(topic, 300));
    index.insert(known(
        "one",
        "Tarn Post",
        Some("2031-04-02"),
        &report("port"),
    ));
    let reading = Reading::of(&report("snow"), index.key());
    let ask = |outlet, day| {
        let asked = Asked {
            reading: &reading,
            id: None,
            published_at: Some(day),
            outlet: Some(outlet),
        };
        index.relations_of(&asked).len()
    };
    assert_eq!(ask("tarn post ", "2031-05-02"), 0);
    assert_eq!(ask("Quay Echo", "2031-05-02"), 1);
    // Once it has stood on many days, it is background for everybody.
    let mut index = index.clone();
    for (n, day) in ["2031-05-02", "2031-06-02", "2031-07-02"]
        .iter()
        .enumerate()
    {
        let text = report(&format!("topic{n}"));
        index.insert(known(&format!("more{n}"), "Tarn Post", Some(day), &text));
    }
    assert!(
        index
            .relations(&report("snow"), Some("2031-08-02"))
            .is_empty()
    );
}

#[test]
fn a_known_id_is_replaced() {
    let mut index = Index::new();
    let (old, new) = (prose("old", 200), prose("new", 200));
    let number = index.insert(known("a", "A", None, &old));
    assert_eq!(index.insert(known("a", "A", None, &new)), number);
    assert_eq!(index.len(), 1);
    assert!(index.relations(&old, None).is_empty());
    assert_eq!(ids(&index, &index.relations(&new, None)), ["a"]);
    let asked = Asked {
        reading: &Reading::of(&new, index.key()),
        id: Some("a"),
        published_at: None,
        outlet: None,
    };
    assert!(index.relations_of(&asked).is_empty());
}

/// What one index answers over a run of questions and inserts; `copy` is taken half way and grows by itself.
fn answers(mut index: Index) -> Vec<String> {
    let mut out = Vec::new();
    let mut copy = None;
    for n in 0..160_usize {
        let topic = ["port", "snow", "rail"][n % 3];
        let text = format!(
            "{} {}",
            prose(topic, 120 + n % 50),
            prose(&format!("own{n}x"), 80)
        );
        let day = format!("2031-04-{:02}", 1 + n % 28);
        let found = index.relations(&text, Some(&day));
        let known_texts = found
            .iter()
            .map(|relation| index.known(relation.other).text.len());
        out.push(format!("{found:?} {:?}", known_texts.collect::<Vec<_>>()));
        // Every tenth comes as a new version of an earlier one.
        let id = format!("a{}", if n % 10 == 9 { n / 2 } else { n });
        index.insert(known(&id, "Tarn Post", Some(&day), &text));
        if n == 80 {
            copy = Some(index.clone());
        }
    }
    let mut copy = copy.unwrap_or_default();
    copy.insert(known("late", "Quay Echo", None, &prose("late", 300)));
    let last = index.len() - 1;
    out.push(format!(
        "{:?} {:?}",
        copy.relations(&prose("late", 300), None),
        index.known(last)
    ));
    out.extend(index.trouble().map(str::to_owned));
    out
}

#[test]
fn a_file_of_texts_changes_no_answer() {
    let in_file = answers(Index::in_file(tempfile::tempfile().unwrap()).keyed(Key::OPEN));
    assert_eq!(in_file, answers(Index::new().keyed(Key::OPEN)));
}

#[test]
fn a_file_that_fails_is_trouble_and_no_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts");
    std::fs::write(&path, "").unwrap();
    let mut index = Index::in_file(std::fs::File::open(&path).unwrap());
    let report = prose("port", 400);
    index.insert(known("report", "A", None, &report));
    assert!(index.trouble().is_some());
    assert!(index.relations(&report, None).is_empty());
}

#[test]
fn any_key_gives_the_same_relations() {
    let answer = |key: Key| {
        let mut index = Index::new().keyed(key);
        let (one, two) = (prose("port", 300), prose("snow", 300));
        index.insert(known("one", "A", None, &one));
        index.insert(known("two", "B", None, &two));
        index.relations(&format!("{one}\n\n{two}"), None)
    };
    let open = answer(Key::OPEN);
    assert_eq!(open.len(), 2);
    assert_eq!(answer(Key::random()), open);
}

#[test]
fn very_many_prints_of_one_text_stay_cheap() {
    let mut index = Index::new();
    let text = prose("notice", 260);
    for n in 0..2000 {
        index.insert(known(&format!("n{n}"), "A", None, &text));
    }
    let relations = index.relations(&text, None);
    assert!(!relations.is_empty() && relations.len() <= CHECKED);
    assert_eq!(index.known(relations[0].other).id, "n0");
}

#[test]
fn boilerplate_does_not_crowd_out_the_origin() {
    let mut index = Index::new();
    let (report, notice) = (prose("port", 120), prose("notice", 260));
    for n in 0..300 {
        let text = format!("{} {notice}", prose(&format!("page{n}x"), 60));
        index.insert(known(&format!("n{n}"), "A", None, &text));
    }
    index.insert(known("report", "B", None, &report));
    let copy = format!("{report} {notice}");
    let found = ids(&index, &index.relations(&copy, None));
    assert!(found.contains(&"report".to_owned()), "{found:?}");
}

#[test]
fn one_word_a_million_times_is_one_fingerprint() {
    let text = "salt ".repeat(1_000_000);
    let reading = Reading::of(&text, Key::OPEN);
    assert_eq!(reading.words.len(), 1_000_000);
    assert_eq!(reading.prints.len(), 1);
    let mut index = Index::new();
    index.insert(known("salt", "A", None, &text));
    index.insert(known("port", "A", None, &prose("port", 400)));
    let found = index.relations(&text, None);
    assert_eq!(ids(&index, &found), ["salt"]);
    assert!(found[0].cover > 0.99);
}

#[test]
fn a_text_of_twenty_megabytes_is_taken() {
    let mut text = prose("long", 2_000_000);
    text.truncate(20_000_000);
    let report = prose("port", 400);
    let mut index = Index::new();
    index.insert(known("report", "A", None, &report));
    let host = format!("{text} {report}");
    let found = index.relations(&host, None);
    assert_eq!(ids(&index, &found), ["report"]);
    assert!(found[0].cover_of_other > 0.99 && found[0].cover < 0.01);
}

#[test]
fn dates_far_in_the_future_or_the_past_are_taken() {
    let report = prose("port", 400);
    let mut index = Index::new();
    for (n, day) in ["9999-12-31", "0001-01-01", "2031-13-45", "-1", ""]
        .iter()
        .enumerate()
    {
        index.insert(known(&n.to_string(), "A", Some(day), &report));
    }
    for day in ["9999-12-31T23:59:59Z", "0001-01-01", "soon"] {
        assert_eq!(index.relations(&report, Some(day)).len(), 5, "{day}");
    }
}

proptest! {
    /// A run of 28 words leads to its text, however long the two are and wherever it stands.
    #[test]
    fn a_shared_run_is_a_candidate(
        run in prop::collection::vec(0u8..100, 28..60),
        heads in prop::array::uniform2(0usize..500),
        tails in prop::array::uniform2(0usize..500),
    ) {
        let run: Vec<String> = run.iter().enumerate().map(|(n, w)| format!("r{n}x{w}")).collect();
        let text = |n: usize| {
            format!("{} {} {}", prose(&format!("head{n}x"), heads[n]), run.join(" "), prose(&format!("tail{n}x"), tails[n]))
        };
        let mut index = Index::new();
        index.insert(known("one", "A", None, &text(0)));
        let found = index.candidates(&Reading::of(&text(1), index.key()));
        prop_assert_eq!(found, [0]);
    }

    #[test]
    fn any_text_is_taken(texts in prop::collection::vec(".{0,120}", 0..6)) {
        let mut index = Index::new();
        for (n, text) in texts.iter().enumerate() {
            for relation in index.relations(text, None) {
                prop_assert!((0.0..=1.0).contains(&relation.cover));
                prop_assert!((0.0..=1.0).contains(&relation.cover_of_other));
            }
            index.insert(known(&n.to_string(), "A", None, text));
        }
    }
}
