//! The memory of outlets: each its own, replaced as a whole, gone with a write that isn't committed.

use super::Newsroom;

#[tokio::test]
async fn each_outlet_has_its_own_memory() {
    let room = Newsroom::open().await;
    let mut write = room.store.write().await.unwrap();
    write
        .put_site_memory("courier.example", &[1, 2])
        .await
        .unwrap();
    write.put_site_memory("post.example", &[3]).await.unwrap();
    write
        .put_site_memory("courier.example", &[4])
        .await
        .unwrap();
    write.commit().await.unwrap();
    let mut write = room.store.write().await.unwrap();
    write.put_site_memory("post.example", &[9]).await.unwrap();
    drop(write);
    let mut write = room.store.write().await.unwrap();
    for (site, kept) in [
        ("courier.example", Some(vec![4])),
        ("post.example", Some(vec![3])),
        ("none.example", None),
    ] {
        assert_eq!(write.site_memory(site).await.unwrap(), kept);
    }
}
