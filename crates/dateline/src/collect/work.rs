//! The worker: leases jobs from the queue, does them, and completes each in the transaction of its effect.

use super::courtesy::Permission;
use super::fetch::{Answer, Ask, Sent};
use super::record::queue_page;
use super::{Collector, PAGE_JOB, SUBSCRIBE_JOB, WEBHOOK_JOB, nap, source};
use crate::desk::State;
use crate::input::{self, Origin};
use dateline_core::model::Document;
use dateline_store::{Job, Noted, now};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinSet, block_in_place};
use url::Url;

const TICK: Duration = Duration::from_secs(1);
/// Jobs under way at a time, and of these at one host: the rest would only wait for their turn.
const AT_ONCE: usize = 32;
const AT_ONE_HOST: usize = 4;
const LEASE_SECONDS: i64 = 600;
/// When to look again at a job whose host is busy, in seconds.
const HOST_BUSY_SECONDS: i64 = 5;
/// Lists of lists that are followed from a source.
const MAX_DEPTH: u32 = 2;
/// Documents and addresses taken from one answer.
const MAX_HELD: usize = 10_000;

/// Works until it is told to stop.
///
/// # Errors
/// Never; what fails is recorded with the job.
pub async fn run(
    collector: Arc<Collector>,
    mut stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let store = &collector.desk.store;
    let mut working: JoinSet<String> = JoinSet::new();
    let mut at_host: HashMap<String, usize> = HashMap::new();
    loop {
        let free = AT_ONCE.saturating_sub(working.len());
        match store
            .lease(i64::try_from(free).unwrap_or(0), LEASE_SECONDS)
            .await
        {
            Ok(jobs) => {
                for job in jobs {
                    let host = host_of(&job);
                    let here = at_host.entry(host.clone()).or_default();
                    if *here >= AT_ONE_HOST {
                        let later = store.postpone(job.id, now() + HOST_BUSY_SECONDS);
                        tell("putting a job off", later.await);
                        continue;
                    }
                    *here += 1;
                    let worker = Worker(Arc::clone(&collector));
                    working.spawn(async move {
                        worker.do_and_record(&job).await;
                        host
                    });
                }
            }
            Err(error) => eprintln!(
                "dateline: looking for jobs: {:#}",
                anyhow::Error::from(error)
            ),
        }
        let mut ended = Vec::new();
        tokio::select! {
            _ = stopped.wait_for(|stop| *stop) => return Ok(()),
            () = nap(TICK) => {}
            Some(host) = working.join_next() => ended.extend(host.ok()),
        }
        while let Some(host) = working.try_join_next() {
            ended.extend(host.ok());
        }
        for host in ended {
            if let Some(here) = at_host.get_mut(&host) {
                *here -= 1;
            }
        }
        at_host.retain(|_, here| *here > 0);
    }
}

fn host_of(job: &Job) -> String {
    let host = Url::parse(&job.key).ok();
    host.and_then(|url| url.host_str().map(str::to_owned))
        .unwrap_or_default()
}

fn tell<T>(what: &str, result: dateline_store::Result<T>) {
    if let Err(error) = result {
        eprintln!("dateline: {what}: {:#}", anyhow::Error::from(error));
    }
}

/// Why a job came to nothing.
enum Failure {
    /// Trying again may help.
    Passing(String),
    Final(String),
}

/// Does a job.
struct Worker(Arc<Collector>);

impl Worker {
    async fn do_and_record(&self, job: &Job) {
        let done = match job.kind.as_str() {
            PAGE_JOB => self.page(job).await,
            WEBHOOK_JOB => self.tell(job).await,
            SUBSCRIBE_JOB => self.subscribe(job).await,
            other => Err(Failure::Final(format!(
                "no worker knows jobs of kind {other}"
            ))),
        };
        let store = &self.0.desk.store;
        match done {
            Ok(()) => {}
            Err(Failure::Passing(reason)) => {
                tell("recording a failure", store.fail(job, &reason).await);
            }
            Err(Failure::Final(reason)) => {
                tell("giving a job up", store.give_up(job.id, &reason).await);
            }
        }
    }

    /// Fetches a page and takes what is on it.
    async fn page(&self, job: &Job) -> Result<(), Failure> {
        let answer = self.visit(&job.key).await?;
        let held = block_in_place(|| Held::read(&answer));
        if held.documents.is_empty() {
            return self.pass_on(job, held).await;
        }
        let taken = self
            .0
            .desk
            .ingest_beside(&held.documents, &[job.id].as_slice())
            .await
            .map_err(|error| Failure::Passing(format!("{error:#}")))?;
        match taken.iter().find(|taken| taken.state == State::Failed) {
            Some(failed) if taken.iter().all(|taken| taken.state == State::Failed) => {
                Err(Failure::Final(failed.error.clone().unwrap_or_default()))
            }
            _ => Ok(()),
        }
    }

    async fn visit(&self, page: &str) -> Result<Answer, Failure> {
        let pause = match self.0.courtesy.permission(&self.0.fetcher, page).await {
            Permission::Granted(pause) => pause,
            Permission::Denied => {
                return Err(Failure::Final("its robots.txt asks us not to".into()));
            }
            Permission::Unknown(reason) => return Err(Failure::Passing(reason)),
        };
        let ask = Ask {
            pause,
            ..Ask::page(page)
        };
        let answer =
            self.0
                .fetcher
                .fetch(&ask)
                .await
                .map_err(|error| match error.is_transient() {
                    true => Failure::Passing(error.to_string()),
                    false => Failure::Final(error.to_string()),
                })?;
        match (answer.fault(), answer.status) {
            (None, _) => Ok(answer),
            (Some(fault), 408 | 425 | 429 | 500..) => Err(Failure::Passing(fault)),
            (Some(fault), _) => Err(Failure::Final(fault)),
        }
    }

    /// Tells an outside program what the job carries.
    async fn tell(&self, job: &Job) -> Result<(), Failure> {
        let ask = Ask {
            sent: Some(Sent {
                media_type: "application/json",
                body: &job.payload,
            }),
            ..Ask::page(&job.key)
        };
        let answer = self.0.fetcher.fetch(&ask).await;
        match answer.map(|answer| answer.fault()) {
            Ok(None) => {}
            Ok(Some(fault)) => return Err(Failure::Passing(fault)),
            Err(error) => return Err(Failure::Passing(error.to_string())),
        }
        self.drop_done(job).await
    }

    /// Asks a hub for the news of a source.
    async fn subscribe(&self, job: &Job) -> Result<(), Failure> {
        match self.0.subscribe(&job.payload).await {
            Ok(None) => self.drop_done(job).await,
            Ok(Some(fault)) => Err(Failure::Passing(fault)),
            Err(error) => Err(Failure::Passing(format!("{error:#}"))),
        }
    }

    async fn drop_done(&self, job: &Job) -> Result<(), Failure> {
        let done = self.0.desk.store.drop_job(job.id).await;
        done.map_err(|error| Failure::Passing(error.to_string()))
    }

    /// A further sitemap, or a feed in place of a page: what it lists is queued, to a small depth. Where a source led here,
    /// only what is new in its list.
    async fn pass_on(&self, job: &Job, held: Held) -> Result<(), Failure> {
        let payload = Payload::of(job);
        if held.listed.is_empty() || payload.depth >= MAX_DEPTH {
            return Err(Failure::Final(held.reason));
        }
        let further = Payload {
            depth: payload.depth + 1,
            ..payload
        };
        let queue = async {
            let mut write = self.0.desk.store.write().await?;
            let feed = match payload.feed {
                Some(feed) => write.feed(feed).await?,
                None => None,
            };
            for (noted, page) in &held.listed {
                let new = match &feed {
                    Some(feed) => write.note_entry(feed.id, noted).await?,
                    None => true,
                };
                if new {
                    queue_page(&mut write, page, &further).await?;
                }
            }
            write.complete_job(job.id).await?;
            write.commit().await
        };
        queue
            .await
            .map_err(|error| Failure::Passing(format!("{:#}", anyhow::Error::from(error))))
    }
}

/// What a page job carries beside the address.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
#[serde(default)]
pub struct Payload {
    /// Lists between it and the source that is followed.
    pub depth: u32,
    /// The source that led to it.
    pub feed: Option<i64>,
}

impl Payload {
    fn of(job: &Job) -> Payload {
        serde_json::from_str(&job.payload).unwrap_or_default()
    }

    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What an answer holds.
struct Held {
    documents: Vec<Document>,
    /// Addresses that it only lists, and what it says of their state.
    listed: Vec<(Noted, String)>,
    /// Why there are no documents.
    reason: String,
}

impl Held {
    fn read(answer: &Answer) -> Held {
        let mut held = Held {
            documents: Vec::new(),
            listed: Vec::new(),
            reason: "nothing to read".to_owned(),
        };
        let inputs = input::of_answer(
            &answer.url,
            &answer.headers,
            &answer.fetched_at,
            &answer.body,
        );
        for input in inputs.take(MAX_HELD) {
            match (input.origin, input.error) {
                (Origin::Listed, _) => {
                    let stamp = input.stamp.as_deref().unwrap_or_default();
                    let listed = input.document.url;
                    let listed = listed.map(|url| (source::listed(&url, stamp), url));
                    held.listed.extend(listed);
                }
                (_, None) => held.documents.push(input.document),
                (_, Some(error)) => held.reason = error,
            }
        }
        held
    }
}
