//! The queue: each job takes effect once, is tried again a few times, and is given up with its reason.

use super::{Newsroom, Piece};
use dateline_store::{QueueCount, now};

#[tokio::test]
async fn the_same_work_is_queued_once_and_leased_to_one() {
    let room = Newsroom::open().await;
    let store = &room.store;
    assert!(
        store
            .enqueue("page", "https://a.example/1", "{}", 0)
            .await
            .unwrap()
    );
    assert!(
        !store
            .enqueue("page", "https://a.example/1", "{}", 0)
            .await
            .unwrap()
    );
    assert!(
        store
            .enqueue("icon", "https://a.example/1", "{}", 0)
            .await
            .unwrap()
    );
    assert!(
        store
            .enqueue("page", "later", "{}", now() + 3600)
            .await
            .unwrap()
    );
    let leased = store.lease(9, 600).await.unwrap();
    assert_eq!(leased.len(), 2);
    assert!(store.lease(9, 600).await.unwrap().is_empty());
    let counted = store.queue_count().await.unwrap();
    assert_eq!(
        counted,
        QueueCount {
            waiting: 1,
            leased: 2,
            dead: 0
        }
    );
}

#[tokio::test]
async fn a_lease_that_runs_out_frees_the_job() {
    let room = Newsroom::open().await;
    room.store.enqueue("page", "k", "{}", 0).await.unwrap();
    // A worker that died: its lease is over at once.
    assert_eq!(room.store.lease(9, 0).await.unwrap().len(), 1);
    let again = room.store.lease(9, 600).await.unwrap();
    assert_eq!((again.len(), again[0].tries), (1, 0));
}

#[tokio::test]
async fn effect_and_completion_are_one() {
    let room = Newsroom::open().await;
    room.store.enqueue("page", "k", "{}", 0).await.unwrap();
    let job = room.store.lease(1, 600).await.unwrap().remove(0);
    let mut write = room.store.write().await.unwrap();
    Piece::new("a", "One", "One was here.")
        .put(&mut write)
        .await;
    write.complete_job(job.id).await.unwrap();
    drop(write);
    assert_eq!(room.store.queue_count().await.unwrap().leased, 1);
    let mut write = room.store.write().await.unwrap();
    Piece::new("a", "One", "One was here.")
        .put(&mut write)
        .await;
    write.complete_job(job.id).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(
        room.store.queue_count().await.unwrap(),
        QueueCount::default()
    );
    assert!(room.store.article("a").await.unwrap().is_some());
}

#[tokio::test]
async fn failures_wait_longer_each_time_and_end() {
    let room = Newsroom::open().await;
    room.store.enqueue("page", "k", "{}", 0).await.unwrap();
    let mut job = room.store.lease(1, 600).await.unwrap().remove(0);
    let mut tries = 0;
    while room.store.queue_count().await.unwrap().dead == 0 {
        room.store.fail(&job, "answered 503").await.unwrap();
        assert!(
            room.store.lease(9, 600).await.unwrap().is_empty(),
            "not due at once"
        );
        tries += 1;
        job.tries = tries;
        assert!(tries < 20);
    }
    assert!(tries > 2);
    let dead = room.store.dead_jobs(9).await.unwrap();
    assert_eq!(dead, [("page".into(), "k".into(), "answered 503".into())]);
    assert!(
        !room.store.enqueue("page", "k", "{}", 0).await.unwrap(),
        "given up is given up"
    );
}

#[tokio::test]
async fn what_is_hopeless_is_given_up_at_once() {
    let room = Newsroom::open().await;
    room.store.enqueue("page", "k", "{}", 0).await.unwrap();
    let job = room.store.lease(1, 600).await.unwrap().remove(0);
    room.store.give_up(job.id, "answered 404").await.unwrap();
    assert_eq!(room.store.queue_count().await.unwrap().dead, 1);
    assert_eq!(room.store.dead_jobs(1).await.unwrap()[0].2, "answered 404");
    let mut write = room.store.write().await.unwrap();
    write.enqueue_anew("page", "k", "{}", 0).await.unwrap();
    write.commit().await.unwrap();
    let again = room.store.lease(1, 600).await.unwrap();
    assert_eq!(again[0].tries, 0, "its source says something new about it");
}

#[tokio::test]
async fn what_is_put_off_waits_untried() {
    let room = Newsroom::open().await;
    room.store.enqueue("page", "k", "{}", 0).await.unwrap();
    let job = room.store.lease(1, 600).await.unwrap().remove(0);
    room.store.postpone(job.id, now() + 60).await.unwrap();
    assert!(room.store.lease(1, 600).await.unwrap().is_empty());
    room.store.postpone(job.id, 0).await.unwrap();
    assert_eq!(room.store.lease(1, 600).await.unwrap()[0].tries, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_workers_share_without_doing_anything_twice() {
    let room = Newsroom::open().await;
    for n in 0..200 {
        let key = format!("https://a.example/{n}");
        room.store.enqueue("page", &key, "{}", 0).await.unwrap();
    }
    let workers: Vec<_> = (0..4)
        .map(|_| {
            let store = room.store.clone();
            tokio::spawn(async move {
                let mut done = Vec::new();
                loop {
                    let jobs = store.lease(7, 600).await.unwrap();
                    if jobs.is_empty() {
                        return done;
                    }
                    for job in jobs {
                        let mut write = store.write().await.unwrap();
                        write.complete_job(job.id).await.unwrap();
                        write.commit().await.unwrap();
                        done.push(job.key);
                    }
                }
            })
        })
        .collect();
    let mut done = Vec::new();
    for worker in workers {
        done.extend(worker.await.unwrap());
    }
    done.sort();
    done.dedup();
    assert_eq!(done.len(), 200);
    assert_eq!(
        room.store.queue_count().await.unwrap(),
        QueueCount::default()
    );
}
