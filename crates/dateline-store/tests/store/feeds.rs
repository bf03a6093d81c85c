//! Sources: followed once, leased to one asker, with their health.

use super::Newsroom;
use dateline_store::{FeedKind, FetchOutcome, NewFeed, now};

pub fn source(url: &str) -> NewFeed {
    NewFeed {
        url: url.into(),
        kind: FeedKind::Feed,
        title: None,
        site: None,
        folder: None,
    }
}

#[tokio::test]
async fn a_source_is_followed_once_and_asked_by_one() {
    let room = Newsroom::open().await;
    assert!(
        room.store
            .add_feed(&source("https://a.example/1"))
            .await
            .unwrap()
    );
    assert!(
        !room
            .store
            .add_feed(&source("https://a.example/1"))
            .await
            .unwrap()
    );
    assert!(
        room.store
            .add_feed(&source("https://a.example/2"))
            .await
            .unwrap()
    );
    let first = room.store.lease_feeds(1, 600).await.unwrap();
    assert_eq!(first[0].url, "https://a.example/1");
    let second = room.store.lease_feeds(9, 600).await.unwrap();
    assert_eq!(second.len(), 1);
    assert_eq!(second[0].url, "https://a.example/2");
    assert!(room.store.lease_feeds(9, 600).await.unwrap().is_empty());
}

#[tokio::test]
async fn health_follows_what_came_of_asking() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    let feed = |room: &Newsroom| {
        let store = room.store.clone();
        async move { store.feed(1).await.unwrap().unwrap() }
    };
    assert_eq!(feed(&room).await.state(), "new");
    let record = |outcome: FetchOutcome| {
        let store = room.store.clone();
        async move {
            let mut write = store.write().await.unwrap();
            write.record_fetch(1, &outcome).await.unwrap();
            write.commit().await.unwrap();
        }
    };
    record(FetchOutcome {
        etag: Some("\"x\"".into()),
        title: Some("A".into()),
        new_entries: 3,
        interval_seconds: 900,
        next_at: now() + 900,
        ..FetchOutcome::default()
    })
    .await;
    let seen = feed(&room).await;
    assert_eq!(
        (seen.state(), seen.entries, seen.etag.as_deref()),
        ("ok", 3, Some("\"x\""))
    );
    record(FetchOutcome {
        error: Some("no answer in time".into()),
        interval_seconds: 900,
        ..FetchOutcome::default()
    })
    .await;
    let seen = feed(&room).await;
    assert_eq!((seen.state(), seen.failures), ("failing", 1));
    assert_eq!(seen.etag.as_deref(), Some("\"x\""), "kept over a failure");
    assert!(seen.succeeded_at.is_some());
    record(FetchOutcome {
        unchanged: true,
        etag: seen.etag,
        interval_seconds: 900,
        ..FetchOutcome::default()
    })
    .await;
    let seen = feed(&room).await;
    assert_eq!(
        (seen.state(), seen.failures, seen.fetches, seen.unchanged),
        ("ok", 0, 3, 1)
    );
    record(FetchOutcome {
        gone: true,
        error: Some("gone".into()),
        interval_seconds: 900,
        ..FetchOutcome::default()
    })
    .await;
    assert_eq!(feed(&room).await.state(), "gone");
    assert!(room.store.lease_feeds(9, 600).await.unwrap().is_empty());
    assert!(room.store.retry_feed(1).await.unwrap());
    assert_eq!(room.store.lease_feeds(9, 600).await.unwrap().len(), 1);
}

#[tokio::test]
async fn changes_of_health_are_noted_once() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    let asked = async |took_ms: i64, error: Option<&str>| {
        let before = room.store.feed(1).await.unwrap().unwrap();
        let outcome = FetchOutcome {
            took_ms: Some(took_ms),
            error: error.map(str::to_owned),
            interval_seconds: 900,
            warnings: Some(vec![("SAXError".into(), "cut".into())]),
            left_out: 7,
            ..FetchOutcome::default()
        };
        let mut write = room.store.write().await.unwrap();
        assert!(write.record_fetch(1, &outcome).await.unwrap());
        let change = write.note_health(&before).await.unwrap();
        write.commit().await.unwrap();
        change.map(|change| format!("{} to {}", change.was, change.state))
    };
    assert_eq!(asked(100, None).await, None, "a new source does well");
    assert_eq!(asked(100, None).await, None);
    let fault = Some("answered 500");
    assert_eq!(asked(100, fault).await.unwrap(), "ok to failing");
    assert_eq!(asked(100, fault).await, None);
    assert_eq!(asked(100, None).await.unwrap(), "failing to ok");
    assert_eq!(asked(9_000, None).await, None, "once is no habit");
    assert_eq!(asked(9_000, None).await, None);
    assert_eq!(asked(9_000, None).await.unwrap(), "ok to slow");
    let seen = room.store.feed(1).await.unwrap().unwrap();
    assert_eq!(seen.left_out, 7);
    assert_eq!(seen.warnings, [("SAXError".to_owned(), "cut".to_owned())]);
    let told = room.store.health_changes(9).await.unwrap();
    assert_eq!(told.len(), 3);
    assert_eq!(told[2].reason.as_deref(), fault);
    room.store.remove_feed(1).await.unwrap();
    let mut write = room.store.write().await.unwrap();
    let late = write.record_fetch(1, &FetchOutcome::default()).await;
    assert!(!late.unwrap(), "removed meanwhile");
}

#[tokio::test]
async fn a_move_is_believed_after_it_was_said_again() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    let said = async |to: Option<&str>, error: Option<&str>| {
        let mut write = room.store.write().await.unwrap();
        let outcome = FetchOutcome {
            moved_to: to.map(str::to_owned),
            error: error.map(str::to_owned),
            interval_seconds: 900,
            ..FetchOutcome::default()
        };
        write.record_fetch(1, &outcome).await.unwrap();
        write.commit().await.unwrap();
        room.store.feed(1).await.unwrap().unwrap().url
    };
    let (old, new, other) = (
        "https://a.example/1",
        "https://b.example/1",
        "https://c.example/1",
    );
    assert_eq!(said(Some(new), None).await, old);
    assert_eq!(said(Some(new), None).await, old);
    assert_eq!(said(None, None).await, old, "taken back");
    assert_eq!(said(Some(new), None).await, old);
    assert_eq!(said(Some(other), None).await, old, "another place");
    assert_eq!(said(Some(new), None).await, old);
    assert_eq!(said(None, Some("no answer in time")).await, old);
    assert_eq!(said(Some(new), None).await, old);
    assert_eq!(said(Some(new), None).await, new, "a failure is no answer");
}

#[tokio::test]
async fn what_a_feed_asks_for_is_kept_until_it_says_otherwise() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    for (told, kept) in [(Some(7200), 7200), (None, 7200), (Some(0), 0)] {
        let mut write = room.store.write().await.unwrap();
        let outcome = FetchOutcome {
            asks_seconds: told,
            interval_seconds: 900,
            ..FetchOutcome::default()
        };
        write.record_fetch(1, &outcome).await.unwrap();
        write.commit().await.unwrap();
        let feed = room.store.feed(1).await.unwrap().unwrap();
        assert_eq!(feed.asks_seconds, kept);
    }
}

#[tokio::test]
async fn moving_onto_another_source_changes_nothing() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    room.store
        .add_feed(&source("https://a.example/2"))
        .await
        .unwrap();
    let mut write = room.store.write().await.unwrap();
    let outcome = FetchOutcome {
        moved_to: Some("https://a.example/2".into()),
        interval_seconds: 900,
        ..FetchOutcome::default()
    };
    for _ in 0..5 {
        write.record_fetch(1, &outcome).await.unwrap();
    }
    write.commit().await.unwrap();
    assert_eq!(
        room.store.feed(1).await.unwrap().unwrap().url,
        "https://a.example/1"
    );
}

#[tokio::test]
async fn paused_sources_rest_and_unknown_numbers_are_told() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/1"))
        .await
        .unwrap();
    assert!(room.store.pause_feed(1, true).await.unwrap());
    assert!(room.store.lease_feeds(9, 600).await.unwrap().is_empty());
    assert!(room.store.pause_feed(1, false).await.unwrap());
    assert_eq!(room.store.lease_feeds(9, 600).await.unwrap().len(), 1);
    assert!(room.store.remove_feed(1).await.unwrap());
    assert!(!room.store.remove_feed(1).await.unwrap());
    assert!(!room.store.pause_feed(1, true).await.unwrap());
    assert!(!room.store.retry_feed(1).await.unwrap());
    assert!(room.store.feeds().await.unwrap().is_empty());
}
