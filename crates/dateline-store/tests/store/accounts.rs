//! Accounts: one of a name, sessions that end with time, password or account.

use super::Newsroom;
use dateline_store::{Role, now};

#[tokio::test]
async fn a_name_is_given_once_whatever_its_case() {
    let room = Newsroom::open().await;
    assert!(!room.store.has_accounts().await.unwrap());
    assert!(
        room.store
            .add_account("Wenna", Role::Owner, "h1")
            .await
            .unwrap()
    );
    assert!(
        !room
            .store
            .add_account("wenna", Role::Reader, "h2")
            .await
            .unwrap()
    );
    let account = room.store.account("WENNA").await.unwrap().unwrap();
    assert_eq!(
        (account.role, account.password.as_str()),
        (Role::Owner, "h1")
    );
    assert!(room.store.has_accounts().await.unwrap());
}

#[tokio::test]
async fn a_session_ends_with_time_password_and_account() {
    let room = Newsroom::open().await;
    room.store
        .add_account("wenna", Role::Editor, "h1")
        .await
        .unwrap();
    let id = room.store.account("wenna").await.unwrap().unwrap().id;
    let names = async |digest: &str| {
        let account = room.store.session(digest).await.unwrap();
        account.map(|account| account.name)
    };
    room.store
        .begin_session("over", id, now() - 1)
        .await
        .unwrap();
    assert_eq!(names("over").await, None);
    room.store
        .begin_session("one", id, now() + 60)
        .await
        .unwrap();
    assert_eq!(names("one").await.as_deref(), Some("wenna"));
    assert_eq!(names("other").await, None);
    room.store.end_session("one").await.unwrap();
    assert_eq!(names("one").await, None);
    room.store
        .begin_session("two", id, now() + 60)
        .await
        .unwrap();
    assert!(room.store.set_password("wenna", "h2").await.unwrap());
    assert_eq!(names("two").await, None);
    room.store
        .begin_session("three", id, now() + 60)
        .await
        .unwrap();
    assert!(room.store.remove_account("wenna").await.unwrap());
    assert_eq!(names("three").await, None);
    assert!(!room.store.remove_account("wenna").await.unwrap());
}
