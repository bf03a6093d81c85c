//! Following: from an address or an OPML file to the sources that are asked from now on.

use super::fetch::{Answer, Ask, FetchError, Fetcher};
use super::guard::{self, Refused};
use anyhow::Context;
use dateline_core::collect::discover::{common_places, find_feeds};
use dateline_core::collect::kind::{self, Kind};
use dateline_core::collect::opml::read_opml;
use dateline_core::collect::sitemap::read_sitemap;
use dateline_core::collect::watch::site_links;
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

/// Follows what an argument names: a feed or sitemap, the feed that a page announces or else the page itself, all feeds of
/// an OPML list.
///
/// # Errors
/// When it is none of these, its server says that it isn't there, or the store can't be written.
pub async fn follow(
    store: &Store,
    fetcher: &Fetcher,
    source: &str,
) -> anyhow::Result<Vec<Followed>> {
    let found = if source.starts_with("http://") || source.starts_with("https://") {
        of_address(fetcher, source).await?
    } else {
        let bytes = std::fs::read(Path::new(source)).context("can't be read")?;
        of_list(&bytes)?
    };
    let mut followed = Vec::new();
    for (feed, note) in found {
        let new = store.add_feed(&feed).await?;
        let reserved = guard::is_reserved(&feed.url)
            .then(|| "lies under a reserved name and is never asked".to_owned());
        followed.push(Followed {
            feed,
            new,
            note: reserved.or(note),
        });
    }
    Ok(followed)
}

type Found = Vec<(NewFeed, Option<String>)>;

async fn of_address(fetcher: &Fetcher, source: &str) -> anyhow::Result<Found> {
    let url = Url::parse(source).context("no address")?.to_string();
    let answer = match fetcher.fetch(&Ask::page(&url)).await {
        Ok(answer) => answer,
        // It may be down for an hour: it is asked again with the others.
        Err(error)
            if error.is_transient()
                || matches!(error, FetchError::Refused(Refused::Reserved(_))) =>
        {
            let note = format!("followed unseen: {error}");
            return Ok(vec![(source_of(url, FeedKind::Feed), Some(note))]);
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(fault) = answer.fault() {
        anyhow::bail!(fault);
    }
    let lasting = answer.moved_to.clone().unwrap_or(url);
    match told_kind(&answer) {
        Kind::Feed => Ok(vec![(source_of(lasting, FeedKind::Feed), None)]),
        Kind::Sitemap => Ok(vec![(source_of(lasting, FeedKind::Sitemap), None)]),
        Kind::Opml => of_list(&answer.body),
        Kind::Html => of_page(fetcher, &answer).await,
        Kind::Text if read_sitemap(&answer.body).is_ok() => {
            Ok(vec![(source_of(lasting, FeedKind::Sitemap), None)])
        }
        _ => anyhow::bail!("neither feed nor sitemap, and no page that announces one"),
    }
}

fn told_kind(answer: &Answer) -> Kind {
    let head = &answer.body[..answer.body.len().min(kind::HEAD)];
    kind::kind_of(head, head.len() == answer.body.len())
}

/// The feed that a page announces; where it announces none, one at a common place.
async fn of_page(fetcher: &Fetcher, page: &Answer) -> anyhow::Result<Found> {
    let announced = find_feeds(&page.body, Some(&page.url));
    if let Some((first, others)) = announced.split_first() {
        let others: Vec<&str> = others.iter().map(|feed| feed.url.as_str()).collect();
        let note =
            (!others.is_empty()).then(|| format!("the page announces also {}", others.join(", ")));
        let mut feed = source_of(first.url.clone(), FeedKind::Feed);
        feed.site = Some(page.url.clone());
        return Ok(vec![(feed, note)]);
    }
    for place in common_places(&page.url) {
        let Ok(answer) = fetcher.fetch(&Ask::page(&place)).await else {
            continue;
        };
        if answer.fault().is_none() && told_kind(&answer) == Kind::Feed {
            let mut feed = source_of(answer.moved_to.unwrap_or(place), FeedKind::Feed);
            feed.site = Some(page.url.clone());
            return Ok(vec![(feed, None)]);
        }
    }
    let likely = site_links(&page.body, &page.url);
    let likely = likely.iter().filter(|link| link.is_likely).count();
    if likely < WATCHED_LINKS {
        anyhow::bail!(
            "a page that announces no feed, there is none at the common places, and it links to no articles"
        );
    }
    let note = "announces no feed: the page itself is watched for new links".to_owned();
    let page = source_of(page.url.clone(), FeedKind::Page);
    Ok(vec![(page, Some(note))])
}

/// Links to articles that a page has at least to be worth watching.
const WATCHED_LINKS: usize = 3;

fn source_of(url: String, kind: FeedKind) -> NewFeed {
    NewFeed {
        url,
        kind,
        title: None,
        site: None,
        folder: None,
    }
}

fn of_list(bytes: &[u8]) -> anyhow::Result<Found> {
    let list = read_opml(bytes).map_err(anyhow::Error::msg)?;
    if list.feeds.is_empty() {
        anyhow::bail!("a list without feeds");
    }
    let feeds = list.feeds.into_iter().map(|line| {
        let feed = NewFeed {
            title: line.title,
            site: line.home_url,
            folder: (!line.folders.is_empty()).then(|| line.folders.join("/")),
            ..source_of(line.feed_url, FeedKind::Feed)
        };
        (feed, None)
    });
    Ok(feeds.collect())
}
