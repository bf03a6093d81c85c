//! The order of steps: extract on all cores, then trace and curate one by one in order of time, then id, whatever
//! order the documents came in.

use crate::output::{Corpus, Link, StoryRow};
use dateline_core::agencies::Agencies;
use dateline_core::curate::section::SectionModel;
use dateline_core::curate::story::{Stories, StoryItem};
use dateline_core::extract::{Extraction, extract_article};
use dateline_core::model::{Article, CopyLink, Document, RelationKind, SectionGuess, Trace};
use dateline_core::time;
use dateline_core::trace::align::added;
use dateline_core::trace::index::{Asked, Index, Known, Reading, Relation};
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
        let reading = Reading::of(&article.text);
        let relations = index.relations_of(&Asked {
            reading: &reading,
            id: Some(&article.id),
            published_at: article.published_at.as_deref(),
            outlet: article.outlet.name.as_deref(),
        });
        corpus.links.extend(links_of(article, &relations, &index));
        index.insert_read(known(article, &trace), reading);
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

/// The links from an article to those before it.
fn links_of(article: &Article, relations: &[Relation], index: &Index) -> Vec<Link> {
    let link = |relation: &Relation| {
        let other = index.known(relation.other);
        let from_other = derived_from_other(article, other, relation);
        let (copy, origin) = match from_other {
            true => ((&article.text), (&other.text, other.headline.as_deref())),
            false => ((&other.text), (&article.text, article.headline.as_deref())),
        };
        Link {
            a: article.id.clone(),
            b: other.id.clone(),
            relation: relation.kind,
            origin: if from_other {
                other.id.clone()
            } else {
                article.id.clone()
            },
            cover_a: relation.cover,
            cover_b: relation.cover_of_other,
            changes: added(copy, origin.0, origin.1),
        }
    };
    relations.iter().map(link).collect()
}

/// Whether the article is derived from the other, rather than the other from it.
fn derived_from_other(_article: &Article, _other: &Known, _relation: &Relation) -> bool {
    true
}
