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
        assert_eq!(again.related(&item.id, 10), whole.related(&item.id, 10));
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
