//! The worker: leases jobs from the queue, does them, and completes each in the transaction of its effect.

use super::PAGE_JOB;
use super::fetch::{Answer, Ask, Fetcher};
use crate::desk::{Desk, State};
use crate::input;
use dateline_core::model::Document;
use dateline_store::{Job, now};
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

/// Works until it is told to stop.
///
/// # Errors
/// Never; what fails is recorded with the job.
pub async fn run(
    desk: Arc<Desk>,
    fetcher: Fetcher,
    mut stopped: watch::Receiver<bool>,
) -> anyhow::Result<()> {
    let mut working: JoinSet<String> = JoinSet::new();
    let mut at_host: HashMap<String, usize> = HashMap::new();
    loop {
        let free = AT_ONCE.saturating_sub(working.len());
        match desk
            .store
            .lease(i64::try_from(free).unwrap_or(0), LEASE_SECONDS)
            .await
        {
            Ok(jobs) => {
                for job in jobs {
                    let host = host_of(&job);
                    let here = at_host.entry(host.clone()).or_default();
                    if *here >= AT_ONE_HOST {
                        let later = desk.store.postpone(job.id, now() + HOST_BUSY_SECONDS);
                        tell("putting a job off", later.await);
                        continue;
                    }
                    *here += 1;
                    let (desk, fetcher) = (Arc::clone(&desk), fetcher.clone());
                    working.spawn(async move {
                        do_and_record(&desk, &fetcher, &job).await;
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
            () = tokio::time::sleep(TICK) => {}
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

async fn do_and_record(desk: &Desk, fetcher: &Fetcher, job: &Job) {
    let done = match job.kind.as_str() {
        PAGE_JOB => page(desk, fetcher, job).await,
        other => Err(Failure::Final(format!(
            "no worker knows jobs of kind {other}"
        ))),
    };
    match done {
        Ok(()) => {}
        Err(Failure::Passing(reason)) => {
            tell("recording a failure", desk.store.fail(job, &reason).await);
        }
        Err(Failure::Final(reason)) => {
            tell("giving a job up", desk.store.give_up(job.id, &reason).await);
        }
    }
}

/// Fetches a page and takes what is on it.
async fn page(desk: &Desk, fetcher: &Fetcher, job: &Job) -> Result<(), Failure> {
    let answer = fetcher.fetch(&Ask::page(&job.key)).await;
    let answer = answer.map_err(|error| match error.is_transient() {
        true => Failure::Passing(error.to_string()),
        false => Failure::Final(error.to_string()),
    })?;
    if let Some(fault) = answer.fault() {
        return Err(match answer.status {
            408 | 425 | 429 | 500.. => Failure::Passing(fault),
            _ => Failure::Final(fault),
        });
    }
    let documents = block_in_place(|| documents(&answer)).map_err(Failure::Final)?;
    let taken = desk
        .ingest_for(&documents, &[job.id])
        .await
        .map_err(|error| Failure::Passing(format!("{error:#}")))?;
    match taken.iter().find(|taken| taken.state == State::Failed) {
        Some(failed) if taken.iter().all(|taken| taken.state == State::Failed) => {
            Err(Failure::Final(failed.error.clone().unwrap_or_default()))
        }
        _ => Ok(()),
    }
}

/// What an answer holds, or why nothing can be read from it.
fn documents(answer: &Answer) -> Result<Vec<Document>, String> {
    let mut documents = Vec::new();
    let mut reason = "nothing to read".to_owned();
    for input in input::of_answer(
        &answer.url,
        &answer.headers,
        &answer.fetched_at,
        &answer.body,
    ) {
        match input.error {
            None => documents.push(input.document),
            Some(error) => reason = error,
        }
    }
    match documents.is_empty() {
        true => Err(reason),
        false => Ok(documents),
    }
}
