//! What one stage hands to the next, for the live desk and the corpus job alike: from an article and its trace to
//! what the index, the stories and the lists need of it.

use crate::curate::section::SectionModel;
use crate::curate::story::StoryItem;
use crate::model::{Article, RelationKind, SectionGuess, Trace};
use crate::trace::index::Known;

/// Sections kept for an article.
const SECTIONS: usize = 3;

/// What the index keeps of a traced article.
pub fn known(article: &Article, trace: &Trace) -> Known {
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

/// What clustering needs of a traced article.
pub fn story_item(article: &Article, trace: &Trace) -> StoryItem {
    let copies = trace
        .copies
        .iter()
        .filter(|copy| copy.relation == RelationKind::Copy);
    StoryItem {
        id: article.id.clone(),
        headline: article.headline.clone(),
        text: article.text.clone(),
        outlet: article.outlet.name.clone(),
        published_at: article.published_at.clone(),
        copies: copies.map(|copy| copy.id.clone()).collect(),
    }
}

/// The sections found for an article, the surest first; none when nothing is sure.
pub fn sections(article: &Article) -> Vec<SectionGuess> {
    let headline = article.headline.as_deref().unwrap_or_default();
    let found = SectionModel::builtin().sections(headline, &article.text);
    found
        .into_iter()
        .take(SECTIONS)
        .map(|(code, confidence)| SectionGuess { code, confidence })
        .collect()
}
