//! The straight line, live: extract → trace → curate → store, a batch in one transaction.
//!
//! The index and the stories are kept in memory, derived from the store. Before each write the line takes note of
//! what other processes wrote since, under the store's write lock, so that any number of them agree.

use super::key::key_of;
use anyhow::{Context, bail};
use dateline_core::agencies::Agencies;
use dateline_core::curate::story::{Stories, StoryItem};
use dateline_core::extract::site_memory::{self, Site, SiteMemory};
use dateline_core::extract::{Extraction, article_id, extract_article, extract_with_lines};
use dateline_core::handover;
use dateline_core::model::{Article, Body, CopyLink, Direction, Document, Trace};
use dateline_core::time;
use dateline_core::trace::index::{Index, Known, Reading};
use dateline_core::trace::key::Key;
use dateline_core::trace::{trace_article, trace_read};
use dateline_store::{Arrival, NewArticle, Store, Write, now};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use tokio::task::block_in_place;

/// Articles read from the store at a time.
const CHUNK: i64 = 500;

/// Articles traced again for one that arrives: formulaic texts can share passages with thousands.
const MOST_RETRACED: usize = 200;

/// What became of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub id: String,
    pub state: State,
    pub error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Stored,
    Unchanged,
    /// Only its address is known; its page will be fetched.
    Queued,
    Failed,
}

impl State {
    pub fn word(self) -> &'static str {
        match self {
            State::Stored => "stored",
            State::Unchanged => "unchanged",
            State::Queued => "queued",
            State::Failed => "failed",
        }
    }
}

#[derive(Debug)]
pub struct Line {
    index: Index,
    stories: Stories,
    /// Where the index keeps its texts.
    folder: PathBuf,
    /// The last arrival and the last write that index and stories know of.
    arrival: i64,
    revision: i64,
    /// A write failed half way: index and stories hold what the store doesn't.
    stale: bool,
}

impl Line {
    /// The line over a store; the texts that its index holds go to a nameless file in `folder`.
    pub async fn load(store: &Store, folder: &Path) -> anyhow::Result<Line> {
        let mut line = Line::empty(folder, key_of(folder)?)?;
        line.refresh(store).await?;
        Ok(line)
    }

    fn empty(folder: &Path, key: Key) -> anyhow::Result<Line> {
        let texts = tempfile::tempfile_in(folder)
            .with_context(|| format!("a file for the index in {}", folder.display()))?;
        Ok(Line {
            index: Index::in_file(texts).keyed(key),
            stories: Stories::default(),
            folder: folder.to_owned(),
            arrival: 0,
            revision: 0,
            stale: false,
        })
    }

    /// What was asked of an index that lacks texts must not be kept.
    fn check_index(&self) -> anyhow::Result<()> {
        match self.index.trouble() {
            None => Ok(()),
            Some(trouble) => bail!("the index's file in {}: {trouble}", self.folder.display()),
        }
    }

    pub fn index(&self) -> &Index {
        &self.index
    }

    pub fn stories(&self) -> &Stories {
        &self.stories
    }

    pub async fn refresh(&mut self, store: &Store) -> anyhow::Result<()> {
        let is_sound = !self.stale && self.index.trouble().is_none();
        if is_sound && store.revision().await? == self.revision {
            return Ok(());
        }
        let mut write = store.write().await?;
        self.catch_up(&mut write).await
    }

    /// Takes a batch that was read. Articles are traced in order of their time, the answers come in the order of the
    /// documents.
    pub async fn take(
        &mut self,
        store: &Store,
        agencies: &Agencies,
        mut read: Vec<Read<'_>>,
        beside: &dyn Beside,
    ) -> anyhow::Result<Vec<Taken>> {
        let key = self.index.key();
        let mut order: Vec<usize> = (0..read.len()).collect();
        order.sort_by_cached_key(|&i| arrival(&read[i].extraction.article));

        let mut write = store.write().await?;
        self.catch_up(&mut write).await?;
        self.stale = true;
        clean(&mut write, agencies, key, &mut read, &order).await?;
        let mut taken: Vec<Option<Taken>> = vec![None; read.len()];
        for i in order {
            let state = self.take_one(&mut write, agencies, &mut read[i]).await?;
            let article = &read[i].extraction.article;
            taken[i] = Some(Taken {
                id: article.id.clone(),
                state,
                error: article.error.clone(),
            });
        }
        let taken: Vec<Taken> = taken.into_iter().flatten().collect();
        beside.record(&mut write, &taken).await?;
        self.check_index()?;
        write.commit().await?;
        self.stale = false;
        Ok(taken)
    }

    async fn take_one(
        &mut self,
        write: &mut Write,
        agencies: &Agencies,
        read: &mut Read<'_>,
    ) -> anyhow::Result<State> {
        let Read {
            document,
            extraction,
            words,
            whole,
        } = read;
        let article = &extraction.article;
        if article.error.is_some() {
            return Ok(State::Failed);
        }
        if write.holds(&article.id, document).await? {
            return Ok(State::Unchanged);
        }
        let earlier = write.article(&article.id).await?;
        // Learning that a line is furniture is no change of the page.
        let same = |earlier: &Article| {
            same_content(earlier, article)
                || whole
                    .as_ref()
                    .is_some_and(|whole| same_content(earlier, whole))
        };
        if earlier
            .as_ref()
            .is_some_and(|earlier| same(&earlier.article))
        {
            return Ok(State::Unchanged);
        }
        let trace = block_in_place(|| trace_read(extraction, words, &self.index, agencies));
        let sections = handover::sections(article);
        self.index
            .insert_read(handover::known(article, &trace), std::mem::take(words));
        let item = handover::story_item(article, &trace);
        let filed = item.copies.clone();
        let filed: Vec<&str> = filed.iter().map(String::as_str).collect();
        let story = match earlier {
            Some(earlier) => {
                self.stories.restore(item, &earlier.story);
                earlier.story
            }
            None => block_in_place(|| self.stories.add(item)),
        };
        let written = write
            .put_article(&NewArticle {
                document,
                article,
                trace: &trace,
                sections: &sections,
                story: &story,
                copies: &filed,
                summary: &summary(article),
                arrived_at: now(),
            })
            .await?;
        self.arrival = written.arrival;
        self.revision = written.revision;
        self.retrace_copies(write, agencies, &trace).await?;
        Ok(State::Stored)
    }

    /// A better origin arrived late: what was taken from it before is traced again.
    async fn retrace_copies(
        &mut self,
        write: &mut Write,
        agencies: &Agencies,
        trace: &Trace,
    ) -> anyhow::Result<()> {
        let derived = trace
            .copies
            .iter()
            .filter(|copy| copy.direction == Direction::To);
        let mut derived: Vec<&CopyLink> = derived.collect();
        // Those that hold most of this text come first.
        derived.sort_by(|a, b| {
            let nearer = b.cover.total_cmp(&a.cover);
            nearer.then_with(|| a.id.cmp(&b.id))
        });
        for copy in derived.into_iter().take(MOST_RETRACED) {
            self.retrace_one(write, agencies, &copy.id).await?;
        }
        Ok(())
    }

    /// Traces stored articles again.
    pub async fn retrace(
        &mut self,
        store: &Store,
        agencies: &Agencies,
        ids: &[String],
    ) -> anyhow::Result<()> {
        let mut write = store.write().await?;
        self.catch_up(&mut write).await?;
        self.stale = true;
        for id in ids {
            self.retrace_one(&mut write, agencies, id).await?;
        }
        self.check_index()?;
        write.commit().await?;
        self.stale = false;
        Ok(())
    }

    async fn retrace_one(
        &mut self,
        write: &mut Write,
        agencies: &Agencies,
        id: &str,
    ) -> anyhow::Result<()> {
        let Some(stored) = write.document(id).await? else {
            return Ok(());
        };
        let kept = write.article(id).await?;
        let again = block_in_place(|| {
            let mut extraction = extract_article(&stored.document, agencies);
            if let Some(kept) = kept {
                site_memory::as_before(&mut extraction, &kept.article.blocks);
            }
            trace_article(&extraction, &self.index, agencies)
        });
        self.note(handover::known(&again.article, &again));
        self.revision = write.put_trace(&again).await?;
        Ok(())
    }

    /// Takes note of what the store holds beyond this line. What arrived is replayed in the order of arrival, each
    /// state of each article, so that a line loaded anew is the same as one that was there all the time.
    async fn catch_up(&mut self, write: &mut Write) -> anyhow::Result<()> {
        if self.stale || self.index.trouble().is_some() {
            *self = Line::empty(&self.folder, self.index.key())?;
        }
        let begins = self.arrival == 0;
        loop {
            let chunk = write.arrivals_after(self.arrival, CHUNK).await?;
            let Some(last) = chunk.last() else { break };
            self.arrival = last.number;
            block_in_place(|| self.learn(&chunk));
        }
        if begins {
            self.revision = write.revision().await?;
            return Ok(());
        }
        // Traces made anew.
        loop {
            let chunk = write.articles_since(self.revision, CHUNK).await?;
            let Some(last) = chunk.last() else {
                return Ok(());
            };
            self.revision = last.revision;
            for stored in &chunk {
                self.note(handover::known(&stored.article, &stored.trace));
            }
        }
    }

    fn learn(&mut self, arrivals: &[Arrival]) {
        let words: Vec<Reading> = arrivals
            .par_iter()
            .map(|arrival| Reading::of(&arrival.stored.article.text, self.index.key()))
            .collect();
        for (arrival, words) in arrivals.iter().zip(words) {
            let stored = &arrival.stored;
            let known = handover::known(&stored.article, &stored.trace);
            self.index.insert_read(known, words);
            let item = StoryItem {
                copies: arrival.copies.clone(),
                ..handover::story_item(&stored.article, &stored.trace)
            };
            self.stories.restore(item, &stored.story);
        }
    }

    /// Notes what is known about an article whose text is in the index.
    fn note(&mut self, known: Known) {
        let before = self
            .index
            .find(&known.id)
            .map(|number| self.index.known(number));
        if before.is_none_or(|before| before.wire != known.wire) {
            self.index.insert(known);
        }
    }
}

/// What is written in the transaction that takes a batch: what asked for it is done with when it is stored.
pub trait Beside: Send + Sync {
    fn record<'a>(
        &'a self,
        write: &'a mut Write,
        taken: &'a [Taken],
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>>;
}

/// Jobs that a batch completes. One that brought nothing is for its worker to give up, with the reason.
impl Beside for &[i64] {
    fn record<'a>(
        &'a self,
        write: &'a mut Write,
        taken: &'a [Taken],
    ) -> Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send + 'a>> {
        Box::pin(async move {
            let brought = taken.iter().any(|taken| taken.state != State::Failed);
            if taken.is_empty() || brought {
                for &job in *self {
                    write.complete_job(job).await?;
                }
            }
            Ok(())
        })
    }
}

/// Reads a batch on all cores, its words by the key of the index.
pub fn read<'a>(documents: &'a [Document], agencies: &Agencies, key: Key) -> Vec<Read<'a>> {
    block_in_place(|| {
        let read = documents.par_iter();
        read.map(|document| Read::of(document, agencies, key))
            .collect()
    })
}

/// A document, read before the store is locked: what needs no knowledge of other articles.
pub struct Read<'a> {
    document: Cow<'a, Document>,
    extraction: Extraction,
    words: Reading,
    /// The article as it was before lines that its outlet repeats were taken out; `None` when none were.
    whole: Option<Article>,
}

/// Learns which lines the outlets of a batch repeat, and takes them out of its articles.
async fn clean(
    write: &mut Write,
    agencies: &Agencies,
    key: Key,
    read: &mut [Read<'_>],
    order: &[usize],
) -> anyhow::Result<()> {
    let mut memory = SiteMemory::default();
    let sites: BTreeSet<String> = read
        .iter()
        .filter_map(|read| site_memory::site_of(&read.extraction))
        .collect();
    for name in &sites {
        // What is damaged is learnt again.
        let kept = write.site_memory(name).await?;
        if let Some(site) = kept.and_then(|bytes| Site::from_bytes(&bytes)) {
            memory.restore(name, site);
        }
    }
    block_in_place(|| {
        for &i in order {
            memory.learn(&read[i].extraction);
        }
        read.par_iter_mut()
            .for_each(|read| read.clean(&memory, agencies, key));
    });
    for name in &sites {
        if let Some(site) = memory.site(name) {
            write.put_site_memory(name, &site.to_bytes()).await?;
        }
    }
    Ok(())
}

impl Read<'_> {
    fn clean(&mut self, memory: &SiteMemory, agencies: &Agencies, key: Key) {
        let whole = self.extraction.article.clone();
        if memory.clean(&mut self.extraction, agencies) > 0 {
            self.words = Reading::of(&self.extraction.article.text, key);
            self.whole = Some(whole);
        }
    }

    fn of<'a>(document: &'a Document, agencies: &Agencies, key: Key) -> Read<'a> {
        let mut extraction = extract_with_lines(document, agencies);
        Read {
            document: addressed(document, &mut extraction),
            words: Reading::of(&extraction.article.text, key),
            extraction,
            whole: None,
        }
    }
}

/// A page that came without address or id has the address that it gives itself.
fn addressed<'a>(document: &'a Document, extraction: &mut Extraction) -> Cow<'a, Document> {
    let article = &mut extraction.article;
    let nameless = document.id.is_none() && document.url.is_none();
    let (true, Body::Html(_), Some(url)) = (nameless, &document.body, &article.canonical_url)
    else {
        return Cow::Borrowed(document);
    };
    let document = Document {
        url: Some(url.clone()),
        ..document.clone()
    };
    article.url.clone_from(&document.url);
    article.id = article_id(&document);
    Cow::Owned(document)
}

/// Sort key: stated time (undated last), then id.
fn arrival(article: &Article) -> (i64, String) {
    let at = article.published_at.as_deref().and_then(time::instant);
    (at.unwrap_or(i64::MAX), article.id.clone())
}

/// Whether a page fetched again really changed: view counters, teasers and the like don't count.
fn same_content(one: &Article, other: &Article) -> bool {
    let parts = |article: &Article| {
        (
            article.headline.clone(),
            article.text.clone(),
            article.bylines.clone(),
            article.published_at.clone(),
            article.credit_line.clone(),
            article.section.clone(),
        )
    };
    parts(one) == parts(other)
}

/// What a list shows under the headline: the standfirst, or how the text begins.
fn summary(article: &Article) -> String {
    let text = article
        .deck
        .as_deref()
        .or(article.lede.as_deref())
        .unwrap_or(&article.text);
    text.chars().take(400).collect()
}
