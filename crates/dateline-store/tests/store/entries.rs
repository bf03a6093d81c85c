//! Entries of feeds: new once, and again when the feed says something else.

use super::Newsroom;
use super::feeds::source;

#[tokio::test]
async fn an_entry_is_new_once() {
    let room = Newsroom::open().await;
    room.store
        .add_feed(&source("https://a.example/feed"))
        .await
        .unwrap();
    let mut write = room.store.write().await.unwrap();
    assert!(write.note_entry(1, "k", "d1").await.unwrap());
    assert!(!write.note_entry(1, "k", "d1").await.unwrap());
    assert!(write.note_entry(1, "k", "d2").await.unwrap());
    write.commit().await.unwrap();
    assert!(!room.store.is_entry_new(1, "k", "d2").await.unwrap());
    assert!(room.store.is_entry_new(1, "k", "d1").await.unwrap());
    assert!(room.store.is_entry_new(1, "other", "d2").await.unwrap());

    room.store.remove_feed(1).await.unwrap();
    assert!(
        room.store.is_entry_new(1, "k", "d2").await.unwrap(),
        "forgotten with its feed"
    );
}
