//! The desk's other pages: what waits, and a way in for pages by hand.

use super::render;
use crate::desk::{State as TakenState, Taken};
use crate::input::{self, Input};
use crate::publish::address;
use crate::publish::error::{Answer, Failure};
use crate::publish::site::{Shell, Site};
use crate::publish::upload::Form;
use askama::Template;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use dateline_core::collect::kind::{Kind, kind_of};
use dateline_core::collect::opml::read_opml;
use dateline_store::{FeedKind, NewFeed, QueueCount};
use std::sync::Arc;

const DEAD_JOBS: i64 = 100;
/// Failures that an import names.
const NAMED: usize = 200;

#[derive(Template)]
#[template(path = "desk_import.html")]
struct ImportPage {
    shell: Shell,
    outcome: Option<Outcome>,
}

/// What came of an import.
#[derive(Debug, Default)]
struct Outcome {
    stored: usize,
    unchanged: usize,
    /// Addresses that a feed or site map lists, to be fetched.
    queued: usize,
    failed: usize,
    /// Feeds of a list that are followed from now on.
    feeds: usize,
    taken: Vec<Named>,
    /// Failures beyond those named.
    unnamed: usize,
}

#[derive(Debug)]
struct Named {
    name: String,
    state: &'static str,
    href: Option<String>,
    error: Option<String>,
}

pub async fn import_form(State(site): State<Arc<Site>>) -> Answer {
    import_page(&site, None).await
}

async fn import_page(site: &Site, outcome: Option<Outcome>) -> Answer {
    let shell = site
        .shell("Import · Desk · Dateline", "/desk/import")
        .await
        .hidden();
    render(&ImportPage { shell, outcome })
}

pub async fn import(
    State(site): State<Arc<Site>>,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer {
    let sent = sent.map_err(|error| Failure::Bad(error.body_text()))?;
    let form = Form::read(sent).await?;
    let mut outcome = Outcome::default();
    let mut files = Vec::new();
    for (name, bytes) in form.files {
        match kind_of(&bytes, true) {
            Kind::Opml => follow_list(&site, &name, &bytes, &mut outcome).await?,
            _ => files.push((name, bytes)),
        }
    }
    let inputs = files
        .into_iter()
        .flat_map(|(name, bytes)| input::read_sent(&name, bytes));
    let tell = |input: &Input, taken: &Taken| {
        outcome.note(input, taken);
        Ok(())
    };
    site.desk.take_in(inputs, false, tell).await?;
    import_page(&site, Some(outcome)).await
}

/// Follows the feeds of a list.
async fn follow_list(site: &Site, name: &str, bytes: &[u8], outcome: &mut Outcome) -> Answer<()> {
    let list = match read_opml(bytes) {
        Ok(list) => list,
        Err(error) => {
            outcome.fail(name.to_owned(), error);
            return Ok(());
        }
    };
    for outline in list.feeds {
        let Some(url) = address::outward(Some(&outline.feed_url)) else {
            outcome.fail(outline.feed_url, "no address of the web".to_owned());
            continue;
        };
        let feed = NewFeed {
            url,
            kind: FeedKind::Feed,
            title: outline.title,
            site: outline.home_url,
            folder: outline.folders.first().cloned(),
        };
        let new = site.desk.store.add_feed(&feed).await?;
        outcome.feeds += usize::from(new);
        outcome.name(Named {
            name: feed.title.unwrap_or(feed.url),
            state: if new { "followed" } else { "known" },
            href: None,
            error: None,
        });
    }
    Ok(())
}

impl Outcome {
    fn note(&mut self, input: &Input, taken: &Taken) {
        match taken.state {
            TakenState::Stored => self.stored += 1,
            TakenState::Unchanged => self.unchanged += 1,
            TakenState::Queued => self.queued += 1,
            TakenState::Failed => {
                let error = taken.error.clone().unwrap_or_default();
                return self.fail(input.name.clone(), error);
            }
        }
        let held = taken.state != TakenState::Queued;
        self.name(Named {
            name: input.name.clone(),
            state: taken.state.word(),
            href: held.then(|| address::article(&taken.id, None)),
            error: None,
        });
    }

    fn fail(&mut self, name: String, error: String) {
        self.failed += 1;
        self.name(Named {
            name,
            state: "failed",
            href: None,
            error: Some(error),
        });
    }

    fn name(&mut self, named: Named) {
        match self.taken.len() < NAMED {
            true => self.taken.push(named),
            false => self.unnamed += 1,
        }
    }
}

#[derive(Template)]
#[template(path = "desk_queue.html")]
struct QueuePage {
    shell: Shell,
    count: QueueCount,
    dead: Vec<(String, String, String)>,
}

pub async fn queue(State(site): State<Arc<Site>>) -> Answer {
    let store = &site.desk.store;
    let shell = site
        .shell("Queue · Desk · Dateline", "/desk/queue")
        .await
        .hidden();
    render(&QueuePage {
        shell,
        count: store.queue_count().await?,
        dead: store.dead_jobs(DEAD_JOBS).await?,
    })
}
