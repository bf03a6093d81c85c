//! Entries of feeds: new once, and again when the feed says something else.

use super::Newsroom;
use super::feeds::source;
use dateline_store::Noted;

fn entry(key: &str, digest: &str) -> Noted {
    Noted {
        key: key.into(),
        digest: digest.into(),
    }
}

#[tokio::test]
async fn an_entry_is_new_once() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/feed"))
        .await
        .unwrap();
    let mut write = room.store.write().await.unwrap();
    assert!(write.note_entry(1, &entry("k", "d1")).await.unwrap());
    assert!(!write.note_entry(1, &entry("k", "d1")).await.unwrap());
    assert!(write.note_entry(1, &entry("k", "d2")).await.unwrap());
    write.commit().await.unwrap();
    let asked = [entry("k", "d2"), entry("k", "d1"), entry("other", "d2")];
    let new = room.store.are_new(1, &asked).await.unwrap();
    assert_eq!(new, [false, true, true]);
    assert_eq!(room.store.entries_since(0).await.unwrap()[&1], 1);

    room.store.remove_feed(1).await.unwrap();
    let new = room.store.are_new(1, &asked).await.unwrap();
    assert_eq!(new, [true; 3], "forgotten with its feed");
}
