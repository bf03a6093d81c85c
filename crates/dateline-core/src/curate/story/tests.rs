use super::*;

fn item(id: &str, outlet: &str, at: &str, headline: &str, text: &str) -> StoryItem {
    StoryItem {
        id: id.to_owned(),
        headline: Some(headline.to_owned()),
        text: text.to_owned(),
        outlet: Some(outlet.to_owned()),
        published_at: (!at.is_empty()).then(|| at.to_owned()),
        copies: Vec::new(),
    }
}

/// A small newsroom: two reports of a quay, two of a bridge, one of a choir, with everyday notices between.
fn newsroom() -> Vec<StoryItem> {
    let mut items = vec![
        item(
            "quay-1",
            "Post",
            "2031-03-03T08:00:00Z",
            "Marlow shuts north quay after cracks found",
            "Marlow harbour board shut the north quay on Monday after divers found cracks in two piers. Board chair Ilse Varga said ferries to Tarn Island will sail from the old basin until 14 April.",
        ),
        item(
            "bridge-1",
            "Post",
            "2031-03-03T09:00:00Z",
            "Orvik bridge toll to double",
            "Drivers crossing the Orvik bridge will pay 8 crowns from June, the county council of Sund decided on Monday. Councillor Per Alm said the toll pays for new cables.",
        ),
        item(
            "quay-2",
            "Echo",
            "2031-03-03T11:00:00Z",
            "Cracks close Marlow quay, ferries moved",
            "Ferries to Tarn Island moved to the old basin on Monday when the north quay in Marlow was shut. Divers had found cracks in two piers, harbour board chair Ilse Varga said.",
        ),
        item(
            "choir-1",
            "Gazette",
            "2031-03-03T12:00:00Z",
            "Choir of Little Penwith wins at festival",
            "The girls of Little Penwith sang three old songs and took the cup at the spring festival on Sunday, their first since 2019.",
        ),
        item(
            "bridge-2",
            "Gazette",
            "2031-03-03T15:00:00Z",
            "Sund council doubles toll on Orvik bridge",
            "The toll on the Orvik bridge rises to 8 crowns in June. The Sund county council voted for it on Monday; councillor Per Alm said new cables must be paid for.",
        ),
    ];
    for day in 0..12 {
        items.insert(
            0,
            item(
                &format!("notice-{day}"),
                "Gazette",
                "2031-03-02T06:00:00Z",
                &format!("Notice {day}"),
                &format!(
                    "Library branch {day} opens late in week {} as shelf number {} is painted.",
                    day + 3,
                    day * 7
                ),
            ),
        );
    }
    items
}

fn cluster(items: Vec<StoryItem>) -> (Stories, HashMap<String, String>) {
    let mut stories = Stories::new();
    let filed = items
        .into_iter()
        .map(|item| (item.id.clone(), stories.add(item)))
        .collect();
    (stories, filed)
}

#[test]
fn joins_reports_of_one_event_and_no_others() {
    let (stories, filed) = cluster(newsroom());
    assert_eq!(filed["quay-2"], "quay-1");
    assert_eq!(filed["bridge-2"], "bridge-1");
    assert_eq!(filed["choir-1"], "choir-1");
    assert_eq!(stories.articles("quay-1"), ["quay-1", "quay-2"]);
    assert_eq!(stories.story_of("bridge-2"), Some("bridge-1"));
}

#[test]
fn a_copy_joins_at_once_whatever_its_date_says() {
    let (mut stories, _) = cluster(newsroom());
    let mut copy = item(
        "farm-1",
        "Farm",
        "2033-01-01",
        "You won\u{2019}t believe this quay",
        "Short.",
    );
    copy.copies = vec!["unheard-of".to_owned(), "quay-2".to_owned()];
    assert_eq!(stories.add(copy), "quay-1");
    let reads = stories.related("farm-1", 10);
    assert!(
        reads.iter().all(|read| read.id != "quay-2"),
        "its own text is no further read"
    );
}

#[test]
fn the_same_id_stays_where_it_is() {
    let (mut stories, _) = cluster(newsroom());
    let before = stories.len();
    assert_eq!(
        stories.add(item("quay-2", "Echo", "", "Something else", "Entirely.")),
        "quay-1"
    );
    assert_eq!(stories.len(), before);
}

#[test]
fn starting_again_from_the_store_changes_nothing() {
    let items = newsroom();
    let (whole, filed) = cluster(items.clone());
    let mut again = Stories::new();
    let (old, new) = items.split_at(items.len() - 1);
    for item in old {
        let story = filed[&item.id].clone();
        again.restore(item.clone(), &story);
    }
    for item in new {
        assert_eq!(again.add(item.clone()), filed[&item.id]);
    }
    for item in &items {
        // How crowded an article's surroundings are is found out later than before, hence the tolerance.
        let (mut one, mut other) = (again.related(&item.id, 10), whole.related(&item.id, 10));
        one.sort_by(|a, b| a.id.cmp(&b.id));
        other.sort_by(|a, b| a.id.cmp(&b.id));
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            assert_eq!((&one.id, &one.why), (&other.id, &other.why));
            assert!((one.score - other.score).abs() < 0.02, "{one:?} {other:?}");
        }
    }
}

#[test]
fn restores_a_story_whose_first_article_is_gone() {
    let mut stories = Stories::new();
    stories.restore(newsroom().remove(14), "gone");
    assert_eq!(stories.story_of("quay-2"), Some("gone"));
}

#[test]
fn related_reads_are_ranked_and_say_why() {
    let (stories, _) = cluster(newsroom());
    let reads = stories.related("quay-2", 10);
    assert_eq!(reads[0].id, "quay-1");
    assert_eq!(reads[0].why, "earlier in this story");
    assert!(
        reads
            .iter()
            .all(|read| (0.0..=1.0).contains(&read.score) && !read.why.is_empty())
    );
    assert!(reads.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert_eq!(
        stories
            .page_three("quay-2")
            .first()
            .map(|read| read.id.as_str()),
        Some("quay-1")
    );
    assert!(stories.related("never seen", 10).is_empty());
}

#[test]
fn takes_what_has_no_words() {
    let (stories, filed) = cluster(vec![
        StoryItem {
            id: "a".to_owned(),
            ..StoryItem::default()
        },
        StoryItem {
            id: "b".to_owned(),
            text: "— … —".to_owned(),
            ..StoryItem::default()
        },
    ]);
    assert_eq!((filed["a"].as_str(), filed["b"].as_str()), ("a", "b"));
    assert!(stories.related("a", 10).is_empty());
}

/// A text with a stamp of its own, and whose copy it is.
fn copy_of(original: &StoryItem, id: &str, outlet: &str, at: &str) -> StoryItem {
    StoryItem {
        id: id.to_owned(),
        outlet: Some(outlet.to_owned()),
        published_at: Some(at.to_owned()),
        copies: vec![original.id.clone()],
        ..original.clone()
    }
}

#[test]
fn a_copy_dated_later_does_not_bring_its_story_there() {
    let original = newsroom().remove(12);
    let copy = copy_of(&original, "farm", "Farm", "2031-09-03T08:00:00Z");
    // Half a year later, much the same words: another closure of the same quay.
    let later = StoryItem {
        id: "later".to_owned(),
        outlet: Some("Echo".to_owned()),
        published_at: Some("2031-09-03T11:00:00Z".to_owned()),
        ..original.clone()
    };
    let mut items = newsroom();
    items.push(copy);
    items.push(later);
    let (stories, filed) = cluster(items);
    assert_eq!(filed["farm"], "quay-1");
    assert_eq!(filed["later"], "later");
    assert!(
        stories
            .related("farm", 10)
            .iter()
            .any(|read| read.id == "quay-2" && read.why == "later in this story")
    );
}

#[test]
fn a_copy_dated_earlier_moves_its_text_to_earlier() {
    let mut items = newsroom();
    let mut late = items.remove(12);
    late.published_at = Some("2031-05-03T08:00:00Z".to_owned());
    let copy = copy_of(&late, "wire", "Wire", "2031-03-03T07:00:00Z");
    let report = items.remove(13);
    items.extend([late, copy, report]);
    let (_, filed) = cluster(items);
    assert_eq!(filed["quay-2"], "quay-1");
}

#[test]
fn an_edit_is_read_again_in_its_story() {
    let (mut stories, _) = cluster(newsroom());
    let choir = newsroom().remove(15);
    let edited = StoryItem {
        id: "bridge-2".to_owned(),
        ..choir.clone()
    };
    assert_eq!(stories.add(edited), "bridge-1");
    assert_eq!(stories.articles("bridge-1"), ["bridge-1", "bridge-2"]);
    assert_eq!(stories.related("bridge-2", 1)[0].id, "choir-1");
    assert_eq!(stories.related("choir-1", 1)[0].id, "bridge-2");
    let bridge = stories.related("bridge-1", 1);
    assert!(bridge.is_empty() || bridge[0].score < 0.5, "{bridge:?}");
    // And back: nothing of the edit is left behind.
    let mut back = newsroom().remove(16);
    back.id = "bridge-2".to_owned();
    stories.restore(back, "elsewhere");
    assert_eq!(stories.story_of("bridge-2"), Some("bridge-1"));
    assert_eq!(stories.related("bridge-2", 1)[0].id, "bridge-1");
    assert!(
        stories
            .related("choir-1", 10)
            .iter()
            .all(|read| read.score < 0.5)
    );
}
