//! Intake: inputs go through the line in batches, each batch one transaction, and the answers come in order once
//! they are durable.
//!
//! Batches are cut by number and size, not by time, so that a run repeated after a crash cuts the same ones and comes
//! to the same traces and stories. Only standard input is not waited for: whoever feeds it may wait for answers.

use super::{Desk, State, Taken};
use crate::collect::guard;
use crate::input::{Input, Origin};
use dateline_core::extract::article_id;
use dateline_core::model::Document;
use dateline_store::now;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;
use tokio::task::block_in_place;

/// Inputs in a batch, by number and by size.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 16 << 20;
/// Inputs read ahead.
const AHEAD: usize = 8;
/// How long a batch from standard input stays open for more.
const PATIENCE: Duration = Duration::from_millis(50);

/// How an intake went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Intake {
    pub stored: usize,
    pub unchanged: usize,
    pub queued: usize,
    pub failed: usize,
    /// Of the failed, those that could not even be opened.
    pub unopened: usize,
}

impl Intake {
    pub fn all(&self) -> usize {
        self.stored + self.unchanged + self.queued + self.failed
    }

    /// Both together.
    pub fn and(self, other: Intake) -> Intake {
        Intake {
            stored: self.stored + other.stored,
            unchanged: self.unchanged + other.unchanged,
            queued: self.queued + other.queued,
            failed: self.failed + other.failed,
            unopened: self.unopened + other.unopened,
        }
    }

    fn count(&mut self, input: &Input, state: State) {
        match state {
            State::Stored => self.stored += 1,
            State::Unchanged => self.unchanged += 1,
            State::Queued => self.queued += 1,
            State::Failed => self.failed += 1,
        }
        self.unopened += usize::from(input.origin == Origin::Unopened);
    }
}

impl Desk {
    /// Takes inputs in and tells what became of each, in order; addresses that were only listed come last, and are
    /// queued to be fetched. `prompt`: don't wait for a batch to fill.
    ///
    /// # Errors
    /// When the store can't be written, or those of `tell`. What was told before is durable.
    pub async fn take_in(
        &self,
        inputs: impl Iterator<Item = Input> + Send + 'static,
        prompt: bool,
        mut tell: impl FnMut(&Input, &Taken) -> anyhow::Result<()>,
    ) -> anyhow::Result<Intake> {
        let (send, receive) = sync_channel(AHEAD);
        let reader = std::thread::spawn(move || read_ahead(inputs, &send));
        let mut intake = Intake::default();
        let mut listed = Vec::new();
        let mut batches = Batches {
            receive,
            prompt,
            ended: false,
        };
        while let Some(batch) = block_in_place(|| batches.next_batch()) {
            let (batch, mut later): (Vec<Input>, Vec<Input>) = batch
                .into_iter()
                .partition(|input| input.origin != Origin::Listed);
            listed.append(&mut later);
            for (input, taken) in self.take_batch(batch).await? {
                intake.count(&input, taken.state);
                tell(&input, &taken)?;
            }
        }
        if reader.join().is_err() {
            anyhow::bail!("an input could not be read: the reader broke off");
        }
        for input in listed {
            let taken = self.queue_listed(&input).await?;
            intake.count(&input, taken.state);
            tell(&input, &taken)?;
        }
        Ok(intake)
    }

    async fn take_batch(&self, mut batch: Vec<Input>) -> anyhow::Result<Vec<(Input, Taken)>> {
        let sound = batch.iter_mut().filter(|input| input.error.is_none());
        let documents: Vec<Document> = sound
            .map(|input| std::mem::take(&mut input.document))
            .collect();
        let mut taken = self.ingest(&documents).await?.into_iter();
        let answers = batch.into_iter().map(|input| {
            let answer = match &input.error {
                Some(error) => failed(&input, error),
                None => taken
                    .next()
                    .unwrap_or_else(|| failed(&input, "not answered")),
            };
            (input, answer)
        });
        Ok(answers.collect())
    }

    /// Queues an address that a feed or sitemap lists, unless its page is here already.
    async fn queue_listed(&self, input: &Input) -> anyhow::Result<Taken> {
        let Some(url) = &input.document.url else {
            return Ok(failed(input, "listed without an address"));
        };
        if let Some(id) = self.store.id_of_url(url).await? {
            return Ok(Taken {
                id,
                state: State::Unchanged,
                error: None,
            });
        }
        if guard::is_reserved(url) {
            return Ok(failed(
                input,
                "only listed, and addresses under reserved names are never fetched",
            ));
        }
        self.store
            .enqueue(crate::collect::PAGE_JOB, url, "{}", now())
            .await?;
        Ok(Taken {
            id: article_id(&input.document),
            state: State::Queued,
            error: None,
        })
    }
}

fn failed(input: &Input, error: &str) -> Taken {
    Taken {
        id: article_id(&input.document),
        state: State::Failed,
        error: Some(error.to_owned()),
    }
}

fn read_ahead(inputs: impl Iterator<Item = Input>, send: &SyncSender<Input>) {
    for input in inputs {
        // Nobody takes them any more.
        if send.send(input).is_err() {
            return;
        }
    }
}

struct Batches {
    receive: Receiver<Input>,
    prompt: bool,
    ended: bool,
}

impl Batches {
    fn next_batch(&mut self) -> Option<Vec<Input>> {
        let mut batch = Vec::new();
        let mut bytes = 0;
        while !self.ended && batch.len() < BATCH && bytes < BATCH_BYTES {
            let next = match self.prompt && !batch.is_empty() {
                true => self.receive.recv_timeout(PATIENCE),
                false => self
                    .receive
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            match next {
                Ok(input) => {
                    bytes += input.size();
                    batch.push(input);
                }
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => self.ended = true,
            }
        }
        (!batch.is_empty()).then_some(batch)
    }
}
