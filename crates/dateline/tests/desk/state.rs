//! Everything a store says about the news, without what differs from run to run: numbers and times of arrival.

use dateline_store::{Store, StoreError};
use std::collections::BTreeMap;
use std::path::Path;

/// One article with all that belongs to it, by id.
pub type State = BTreeMap<String, String>;

/// Reads the whole state; checks on the way that nothing is there twice and the file is sound.
pub fn state(data: &Path) -> State {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let store = match Store::open_existing(data).await {
            // Killed before it made anything.
            Err(StoreError::Missing { .. }) => return State::new(),
            opened => opened.unwrap(),
        };
        assert_eq!(store.check().await.unwrap(), Vec::<String>::new());
        let mut state = State::new();
        let mut seq = 0;
        loop {
            let chunk = store.articles_after(seq, 100).await.unwrap();
            let Some(last) = chunk.last() else { break };
            seq = last.seq;
            for stored in chunk {
                let id = stored.article.id.clone();
                let versions: Vec<_> = store
                    .versions(&id)
                    .await
                    .unwrap()
                    .into_iter()
                    .map(|version| (version.version, version.article))
                    .collect();
                let links = store.links(&id).await.unwrap();
                let told = format!(
                    "{:#?}",
                    (
                        stored.version,
                        &stored.article,
                        &stored.trace,
                        &stored.sections,
                        &stored.story,
                        versions,
                        links
                    )
                );
                assert!(
                    state.insert(id.clone(), told).is_none(),
                    "{id} is there twice"
                );
            }
        }
        let mut write = store.write().await.unwrap();
        assert_eq!(write.search_gaps().await.unwrap(), 0);
        drop(write);
        assert_eq!(store.link_faults().await.unwrap(), Default::default());
        assert_eq!(store.lost_origins().await.unwrap(), Vec::<String>::new());
        store.close().await;
        state
    })
}

/// Says where two states differ, article by article.
pub fn assert_same(one: &State, other: &State, what: &str) {
    let mut differ = Vec::new();
    for (id, told) in one {
        match other.get(id) {
            None => differ.push(format!("{id} is missing")),
            Some(here) if here != told => {
                let line = told
                    .lines()
                    .zip(here.lines())
                    .find(|(a, b)| a != b)
                    .map(|(a, b)| format!("{a} / {b}"));
                differ.push(format!("{id}: {}", line.unwrap_or_default()));
            }
            Some(_) => {}
        }
    }
    differ.extend(
        other
            .keys()
            .filter(|id| !one.contains_key(*id))
            .map(|id| format!("{id} is too many")),
    );
    assert!(
        differ.is_empty(),
        "{what}: {} differ: {:#?}",
        differ.len(),
        &differ[..differ.len().min(8)]
    );
}
