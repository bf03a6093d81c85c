//! OPML: the sources that are followed, in their folders.

use dateline_core::collect::opml::{Opml, Outline, write_opml};
use dateline_core::time;
use dateline_store::{Feed, now};

/// The whole document.
pub fn outline(feeds: Vec<Feed>) -> String {
    let folders = |folder: &Option<String>| -> Vec<String> {
        let path = folder.as_deref().unwrap_or_default().split('/');
        path.filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let feeds = feeds.into_iter().map(|feed| Outline {
        folders: folders(&feed.folder),
        feed_url: feed.url,
        title: feed.title,
        home_url: feed.site,
        categories: Vec::new(),
    });
    let list = Opml {
        title: Some("Dateline".into()),
        feeds: feeds.collect(),
        complaint: None,
    };
    write_opml(&list, Some(&time::utc(now())))
}
