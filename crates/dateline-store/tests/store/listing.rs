//! Lists: filters, pages by cursor, outlets with their record.

use super::{Newsroom, Piece};
use dateline_core::model::Role;
use dateline_store::Filter;

async fn ids(room: &Newsroom, filter: &Filter) -> Vec<String> {
    let list = room.store.list(filter, 100).await.unwrap();
    list.into_iter().map(|l| l.id).collect()
}

#[tokio::test]
async fn the_newest_come_first_and_what_is_dated_ahead_counts_as_arrived() {
    let room = Newsroom::open().await;
    room.put(&Piece::new("old", "h", "t").at("2026-01-01T10:00:00Z"))
        .await;
    room.put(&Piece::new("new", "h", "t").at("2026-01-02T10:00:00Z"))
        .await;
    room.put(&Piece::new("ahead", "h", "t").at("2099-01-01"))
        .await;
    room.put(&Piece::new("undated", "h", "t")).await;
    let order = ids(&room, &Filter::default()).await;
    assert_eq!(order[2..], ["new", "old"]);
    let all = room.store.list(&Filter::default(), 9).await.unwrap();
    let ahead = all.iter().find(|l| l.id == "ahead").unwrap();
    assert_eq!(ahead.ordered_at, ahead.arrived_at);
    assert_eq!(ahead.published_at.as_deref(), Some("2099-01-01"));
}

#[tokio::test]
async fn pages_by_cursor_meet_each_article_once() {
    let room = Newsroom::open().await;
    for n in 0..25 {
        // Many share a time: the sequence number must break the tie.
        let at = format!("2026-01-0{}T00:00:00Z", 1 + n / 10);
        room.put(&Piece::new(&format!("a{n}"), "h", "t").at(&at))
            .await;
    }
    let mut seen = Vec::new();
    let mut filter = Filter::default();
    loop {
        let page = room.store.list(&filter, 4).await.unwrap();
        let Some(last) = page.last() else { break };
        filter.after = Some((last.ordered_at, last.seq));
        seen.extend(page.iter().map(|l| l.id.clone()));
    }
    let whole = ids(&room, &Filter::default()).await;
    assert_eq!(seen, whole);
    assert_eq!(seen.len(), 25);
}

#[tokio::test]
async fn filters_let_through_what_they_name() {
    let room = Newsroom::open().await;
    let mut sport = Piece::new("sport", "h", "t").at("2026-01-01");
    sport.section = Some("15000000");
    sport.story = "game";
    room.put(&sport).await;
    room.put(
        &Piece::new("copy", "h", "t")
            .of("farm.example", "Farm")
            .copied_from("sport", 0.9),
    )
    .await;
    let mut marked = Piece::new("marked", "h", "t");
    marked.tampered = 0.8;
    room.put(&marked).await;
    let only = |change: fn(&mut Filter)| {
        let mut filter = Filter::default();
        change(&mut filter);
        filter
    };
    for (filter, expected) in [
        (only(|f| f.section = Some("15000000".into())), vec!["sport"]),
        (
            only(|f| f.domain = Some("farm.example".into())),
            vec!["copy"],
        ),
        (only(|f| f.story = Some("game".into())), vec!["sport"]),
        (only(|f| f.tampered = true), vec!["marked"]),
        (only(|f| f.originals = true), vec!["marked", "sport"]),
        (
            only(|f| f.ids = Some(vec!["sport".into(), "none".into()])),
            vec!["sport"],
        ),
        (only(|f| f.ids = Some(vec![])), vec![]),
        (only(|f| f.language = Some("fi".into())), vec![]),
        (
            only(|f| f.since = Some(1_800_000_000 - 200_000_000)),
            vec!["copy", "marked", "sport"],
        ),
        (only(|f| f.since = Some(i64::MAX)), vec![]),
    ] {
        let mut found = ids(&room, &filter).await;
        found.sort();
        assert_eq!(found, expected, "{filter:?}");
        let count = room.store.count(&filter).await.unwrap();
        assert_eq!(usize::try_from(count).unwrap(), expected.len());
    }
    assert_eq!(
        room.store.story_of("sport").await.unwrap().as_deref(),
        Some("game")
    );
    let id = room
        .store
        .id_of_url("https://courier.example/sport")
        .await
        .unwrap();
    assert_eq!(id.as_deref(), Some("sport"));
}

#[tokio::test]
async fn outlets_have_a_record() {
    let room = Newsroom::open().await;
    room.put(&Piece::new("o", "h", "t").at("2026-01-01T00:00:00Z"))
        .await;
    room.put(
        &Piece::new("c1", "h", "t")
            .of("farm.example", "Farm")
            .at("2026-01-01T01:00:00Z")
            .copied_from("o", 0.9),
    )
    .await;
    let mut wire = Piece::new("c2", "h", "t")
        .of("farm.example", "Farm")
        .copied_from("o", 0.9);
    wire.role = Role::RepublishedWire;
    wire.tampered = 0.9;
    room.put(&wire).await;
    let farm = room.store.outlet("farm.example").await.unwrap().unwrap();
    assert_eq!(
        (
            farm.articles,
            farm.original,
            farm.credited,
            farm.uncredited,
            farm.altered
        ),
        // The role alone names nobody: neither page shows evidence of a credit.
        (2, 0, 0, 2, 1)
    );
    assert_eq!(farm.median_delay_seconds, Some(3600));
    assert_eq!(farm.name.as_deref(), Some("Farm"));
    let all = room.store.outlets(9).await.unwrap();
    let domains: Vec<&str> = all.iter().map(|o| o.domain.as_str()).collect();
    assert_eq!(domains, ["farm.example", "courier.example"]);
    assert!(
        room.store
            .outlet("nowhere.example")
            .await
            .unwrap()
            .is_none()
    );
}
