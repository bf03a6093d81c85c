//! Articles, their versions, documents, links and reports.

use super::{Newsroom, Piece};
use dateline_core::model::{Body, Direction, Document};
use dateline_store::{Store, StoreError};

#[tokio::test]
async fn what_goes_in_comes_out() {
    let room = Newsroom::open().await;
    let piece = Piece::new("a/ü 1", "Sheep sail", "They sailed.\u{0}\n\n羊 went.").at("2026-11-01");
    room.put(&piece).await;
    let stored = room.store.article("a/ü 1").await.unwrap().unwrap();
    assert_eq!(stored.article, piece.article);
    assert_eq!(stored.trace, piece.trace());
    assert_eq!((stored.version, stored.story.as_str()), (1, "s"));
    assert!(room.store.article("a").await.unwrap().is_none());
    let document = room.store.document("a/ü 1").await.unwrap().unwrap();
    assert!(matches!(document.document.body, Body::Text(text) if text == piece.article.text));
}

#[tokio::test]
async fn documents_keep_every_byte() {
    let room = Newsroom::open().await;
    let piece = Piece::new("a", "Sheep sail", "They sailed.");
    let bytes: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    for body in [Body::Html(bytes.clone()), Body::Html(Vec::new())] {
        let document = Document {
            body,
            headers: vec![("X-Was".into(), "a\tb".into())],
            fetched_at: Some("2026-11-01T00:00:00Z".into()),
            ..piece.document()
        };
        let mut write = room.store.write().await.unwrap();
        write
            .put_article(&dateline_store::NewArticle {
                document: &document,
                article: &piece.article,
                trace: &piece.trace(),
                sections: &[],
                story: "s",

                copies: &[],
                summary: "",
                arrived_at: 0,
            })
            .await
            .unwrap();
        write.commit().await.unwrap();
        let kept = room.store.document("a").await.unwrap().unwrap().document;
        assert_eq!(kept.headers, document.headers);
        assert_eq!(kept.fetched_at, document.fetched_at);
        match (kept.body, document.body) {
            (Body::Html(kept), Body::Html(given)) => assert!(kept == given),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(room.store.documents_after(0, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_changed_page_becomes_a_version_and_the_old_one_stays() {
    let room = Newsroom::open().await;
    room.put(&Piece::new("a", "Two lost", "Two were lost at sea."))
        .await;
    room.put(&Piece::new("b", "Other", "Something else.")).await;
    let revision = room
        .put(&Piece::new("a", "Three lost", "Three were lost at sea."))
        .await;
    let stored = room.store.article("a").await.unwrap().unwrap();
    assert_eq!((stored.version, stored.revision), (2, revision));
    assert_eq!(stored.seq, 1, "its place in the order of arrival stays");
    let versions = room.store.versions("a").await.unwrap();
    assert_eq!(versions.len(), 1);
    assert_eq!(versions[0].article.headline.as_deref(), Some("Two lost"));
    assert_eq!(room.store.articles_after(0, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn knows_a_document_that_came_before() {
    let room = Newsroom::open().await;
    let first = Piece::new("a", "One", "One was here.");
    let second = Piece::new("a", "Two", "Two were here.");
    room.put(&first).await;
    room.put(&second).await;
    let mut write = room.store.write().await.unwrap();
    assert!(write.holds("a", &second.document()).await.unwrap());
    assert!(
        write.holds("a", &first.document()).await.unwrap(),
        "a run repeated brings it again"
    );
    let back = Document {
        fetched_at: Some("2026-11-02T00:00:00Z".into()),
        ..first.document()
    };
    assert!(
        !write.holds("a", &back).await.unwrap(),
        "fetched later, the page went back"
    );
    let again = Document {
        fetched_at: Some("2026-11-02T00:00:00Z".into()),
        ..second.document()
    };
    assert!(write.holds("a", &again).await.unwrap());
    assert!(!write.holds("b", &first.document()).await.unwrap());
}

#[tokio::test]
async fn links_are_seen_from_both_sides() {
    let room = Newsroom::open().await;
    room.put(&Piece::new("origin", "Sheep sail", "They sailed."))
        .await;
    room.put(&Piece::new("copy", "Sheep sail!", "They sailed.").copied_from("origin", 0.9))
        .await;
    let there = &room.store.links("copy").await.unwrap()[0];
    assert_eq!(
        (there.other.as_str(), there.direction),
        ("origin", Direction::From)
    );
    let back = &room.store.links("origin").await.unwrap()[0];
    assert_eq!(
        (back.other.as_str(), back.direction),
        ("copy", Direction::To)
    );
    assert_eq!((back.cover, back.cover_of_other), (0.45, 0.9));
    assert_eq!(room.store.link_faults().await.unwrap(), Default::default());
    assert!(room.store.lost_origins().await.unwrap().is_empty());

    // The copy is rewritten and no longer shares anything.
    room.put(&Piece::new("copy", "Goats stay", "They stayed ashore."))
        .await;
    assert!(room.store.links("origin").await.unwrap().is_empty());
    assert!(room.store.links("copy").await.unwrap().is_empty());
}

#[tokio::test]
async fn doctor_finds_and_mends_what_is_derived() {
    let room = Newsroom::open().await;
    room.put(&Piece::new("origin", "Sheep sail", "They sailed."))
        .await;
    room.put(&Piece::new("copy", "Sheep sail!", "They sailed.").copied_from("origin", 0.9))
        .await;
    room.put(&Piece::new("orphan", "Sheep?", "Did they?").copied_from("nobody", 0.9))
        .await;
    assert_eq!(room.store.link_faults().await.unwrap().dangling, 2);
    assert_eq!(room.store.lost_origins().await.unwrap(), ["orphan"]);
    let mut write = room.store.write().await.unwrap();
    assert_eq!(write.rebuild_links().await.unwrap(), 2);
    assert_eq!(write.search_gaps().await.unwrap(), 0);
    assert_eq!(write.rebuild_search().await.unwrap(), 3);
    write.commit().await.unwrap();
    assert_eq!(room.store.link_faults().await.unwrap(), Default::default());
    assert!(room.store.check().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_write_that_is_dropped_never_was() {
    let room = Newsroom::open().await;
    let mut write = room.store.write().await.unwrap();
    Piece::new("a", "One", "One was here.")
        .put(&mut write)
        .await;
    drop(write);
    assert_eq!(room.store.revision().await.unwrap(), 0);
    assert!(room.store.article("a").await.unwrap().is_none());
    assert!(room.store.document("a").await.unwrap().is_none());
}

#[tokio::test]
async fn revisions_grow_with_every_write() {
    let room = Newsroom::open().await;
    let a = room.put(&Piece::new("a", "One", "One was here.")).await;
    let b = room.put(&Piece::new("b", "Two", "Two were here.")).await;
    let mut write = room.store.write().await.unwrap();
    let c = write
        .put_trace(&Piece::new("a", "One", "One was here.").trace())
        .await
        .unwrap();
    assert!(a < b && b < c);
    let since = write.articles_since(a, 10).await.unwrap();
    let ids: Vec<&str> = since.iter().map(|s| s.article.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
    write.commit().await.unwrap();
    assert_eq!(room.store.revision().await.unwrap(), c);
}

#[tokio::test]
async fn reports_keep_their_address() {
    let room = Newsroom::open().await;
    let trace = Piece::new("a", "One", "One was here.").trace();
    let report = dateline_store::Report {
        trace,
        page: Vec::new(),
    };
    let id = room.store.put_report(&report).await.unwrap();
    assert_eq!(room.store.put_report(&report).await.unwrap(), id);
    let kept = room.store.report(&id).await.unwrap();
    assert_eq!(kept.map(|(kept, _)| kept), Some(report));
    assert_eq!(room.store.report("nothing").await.unwrap(), None);
}

#[tokio::test]
async fn a_store_is_the_same_after_reopening() {
    let folder = tempfile::TempDir::new().unwrap();
    let missing = Store::open_existing(folder.path()).await;
    assert!(matches!(missing, Err(StoreError::Missing { .. })));
    let store = Store::open(folder.path()).await.unwrap();
    let mut write = store.write().await.unwrap();
    Piece::new("a", "One", "One was here.")
        .put(&mut write)
        .await;
    write.commit().await.unwrap();
    store.close().await;
    let store = Store::open_existing(folder.path()).await.unwrap();
    assert!(store.article("a").await.unwrap().is_some());
}

#[tokio::test]
async fn a_file_that_is_no_store_is_named() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("dateline.sqlite");
    std::fs::write(&file, "this is a shopping list, not a store\n".repeat(100)).unwrap();
    let error = Store::open(folder.path()).await.unwrap_err();
    assert!(error.to_string().contains("dateline.sqlite"), "{error}");
    let below = Store::open(&file.join("deeper")).await.unwrap_err();
    assert!(below.to_string().contains("deeper"), "{below}");
}
