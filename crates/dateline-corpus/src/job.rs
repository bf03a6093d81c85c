//! The order of steps: extract on all cores, then trace and curate one by one in order of time, then id, whatever
//! order the documents came in.

use crate::output::{Corpus, Link, StoryRow};
use dateline_core::agencies::Agencies;
use dateline_core::curate::section::SectionModel;
use dateline_core::curate::story::{Stories, StoryItem};
use dateline_core::extract::{Extraction, extract_article};
use dateline_core::model::{
    Article, CopyLink, Direction, Document, EditKind, RelationKind, SectionGuess, Trace,
};
use dateline_core::time;
use dateline_core::trace::index::{Index, Known};
use dateline_core::trace::trace_article;
use rayon::prelude::*;

/// Related reads in a story row.
const RELATED: usize = 10;

/// Runs the whole line over a batch.
pub fn build(documents: &[Document], agencies: &Agencies) -> Corpus {
    let extractions: Vec<Extraction> = documents
        .par_iter()
        .map(|document| extract_article(document, agencies))
        .collect();
    let mut order: Vec<usize> = (0..extractions.len()).collect();
    order.sort_by_cached_key(|&i| arrival(&extractions[i].article));

    let mut index = Index::new();
    let mut stories = Stories::new();
    let mut corpus = Corpus::default();
    let mut members = Vec::with_capacity(order.len());
    for i in order {
        let extraction = &extractions[i];
        let article = &extraction.article;
        let trace = trace_article(extraction, &index, agencies);
        corpus.links.extend(links_of(&trace));
        index.insert(known(article, &trace));
        let story = stories.add(story_item(article, &trace));
        members.push((i, story));
    }
    corpus.stories = members
        .into_par_iter()
        .map(|(i, story)| {
            let article = &extractions[i].article;
            StoryRow {
                id: article.id.clone(),
                story,
                sections: sections(article),
                related: stories
                    .related(&article.id, RELATED)
                    .into_iter()
                    .map(|read| read.id)
                    .collect(),
            }
        })
        .collect();
    corpus.articles = extractions
        .into_iter()
        .map(|extraction| extraction.article)
        .collect();
    corpus
}

/// Sort key: time (undated last), then id.
fn arrival(article: &Article) -> (i64, String) {
    let at = article.published_at.as_deref().and_then(time::instant);
    (at.unwrap_or(i64::MAX), article.id.clone())
}

fn known(article: &Article, trace: &Trace) -> Known {
    Known {
        id: article.id.clone(),
        url: article.url.clone(),
        outlet: article.outlet.name.clone(),
        headline: article.headline.clone(),
        published_at: article.published_at.clone(),
        wire: trace.origin.wire.clone(),
        section: article.section.clone(),
        text: article.text.clone(),
    }
}

fn story_item(article: &Article, trace: &Trace) -> StoryItem {
    let same = |copy: &&CopyLink| copy.relation == RelationKind::Copy;
    StoryItem {
        id: article.id.clone(),
        headline: article.headline.clone(),
        text: article.text.clone(),
        outlet: article.outlet.name.clone(),
        published_at: article.published_at.clone(),
        copies: trace
            .copies
            .iter()
            .filter(same)
            .map(|copy| copy.id.clone())
            .collect(),
    }
}

fn sections(article: &Article) -> Vec<SectionGuess> {
    let headline = article.headline.as_deref().unwrap_or_default();
    let found = SectionModel::builtin().sections(headline, &article.text);
    found
        .into_iter()
        .take(3)
        .map(|(code, confidence)| SectionGuess { code, confidence })
        .collect()
}

/// The links from an article to those before it. Only the edits against its origin are known to the trace.
fn links_of(trace: &Trace) -> Vec<Link> {
    let link = |copy: &CopyLink| Link {
        a: trace.id.clone(),
        b: copy.id.clone(),
        relation: copy.relation,
        origin: if copy.direction == Direction::From {
            copy.id.clone()
        } else {
            trace.id.clone()
        },
        cover_a: copy.cover,
        cover_b: copy.cover_of_other,
        changes: if trace.origin.article.as_ref() == Some(&copy.id) {
            changes(trace)
        } else {
            Vec::new()
        },
    };
    trace.copies.iter().map(link).collect()
}

fn changes(trace: &Trace) -> Vec<[usize; 2]> {
    let added = trace
        .edits
        .iter()
        .filter(|edit| edit.kind != EditKind::Delete && edit.end > edit.start);
    added.map(|edit| [edit.start, edit.end]).collect()
}
