//! Following: from an address or an OPML file to the sources that are asked from now on.

use super::guard;
use anyhow::Context;
use dateline_core::collect::kind::{self, Kind};
use dateline_store::{FeedKind, NewFeed, Store};
use std::path::Path;
use url::Url;

/// A source that is followed now.
#[derive(Debug)]
pub struct Followed {
    pub feed: NewFeed,
    /// False when it was followed before.
    pub new: bool,
    /// What whoever added it should know.
    pub note: Option<String>,
}

/// Follows what an argument names.
///
/// # Errors
/// When it is no address or OPML file, or the store can't be written.
pub async fn follow(store: &Store, source: &str) -> anyhow::Result<Vec<Followed>> {
    let (feeds, note) = if source.starts_with("http://") || source.starts_with("https://") {
        let url = Url::parse(source).context("no address")?;
        of_address(url).await?
    } else {
        (of_file(Path::new(source))?, None)
    };
    let mut followed = Vec::new();
    for feed in feeds {
        let new = store.add_feed(&feed).await?;
        let reserved = guard::is_reserved(&feed.url)
            .then(|| "lies under a reserved name and is never asked".to_owned());
        followed.push(Followed {
            new,
            note: reserved.or_else(|| note.clone()),
            feed,
        });
    }
    Ok(followed)
}

async fn of_address(url: Url) -> anyhow::Result<(Vec<NewFeed>, Option<String>)> {
    let feed = NewFeed {
        url: url.to_string(),
        kind: FeedKind::Feed,
        title: None,
        site: None,
        folder: None,
    };
    Ok((vec![feed], None))
}

fn of_file(path: &Path) -> anyhow::Result<Vec<NewFeed>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    if kind::kind_of(&bytes, true) != Kind::Opml {
        anyhow::bail!("no list of feeds (OPML)");
    }
    Ok(Vec::new())
}
