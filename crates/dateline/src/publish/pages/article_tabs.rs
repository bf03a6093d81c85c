//! The article page's other tabs: the text beside its origin, and beside its own earlier states.

use crate::publish::when::When;
use dateline_core::model::Edit;
use dateline_core::publish::diff::{self, Row, Whose};
use dateline_core::trace::align::align;
use dateline_store::{StoredArticle, Version};
use tokio::task::block_in_place;

/// Versions that the page compares.
const VERSIONS: usize = 12;

/// A paragraph of two texts.
#[derive(Debug, Clone)]
pub struct DiffRow {
    pub stretches: Vec<DiffStretch>,
    pub changed: bool,
}

#[derive(Debug, Clone)]
pub struct DiffStretch {
    /// `both`, `copy` or `origin`.
    pub whose: &'static str,
    pub text: String,
}

impl DiffRow {
    fn of(row: &Row) -> DiffRow {
        let stretch = |stretch: &diff::Stretch| DiffStretch {
            whose: match stretch.whose {
                Whose::Both => "both",
                Whose::Copy => "copy",
                Whose::Origin => "origin",
            },
            text: stretch.text.clone(),
        };
        DiffRow {
            changed: row.changed(),
            stretches: row.stretches.iter().map(stretch).collect(),
        }
    }
}

pub fn diff_rows(copy: &str, edits: &[Edit]) -> Vec<DiffRow> {
    diff::rows(copy, edits).iter().map(DiffRow::of).collect()
}

/// A state of the article, against the one before it.
#[derive(Debug, Clone)]
pub struct VersionView {
    pub number: i64,
    /// When it was seen first; for the first version, when the article came in.
    pub seen: When,
    pub is_first: bool,
    pub is_newest: bool,
    /// What changed beside the text: `headline`, `stated time` …
    pub fields: Vec<FieldChange>,
    pub changes: usize,
    /// Only paragraphs that changed.
    pub rows: Vec<DiffRow>,
}

#[derive(Debug, Clone)]
pub struct FieldChange {
    pub name: &'static str,
    pub was: String,
    pub is: String,
}

/// All states, the newest first.
pub fn versions(stored: &StoredArticle, earlier: &[Version], now: i64) -> Vec<VersionView> {
    let mut states = vec![(stored.version, &stored.article)];
    states.extend(
        earlier
            .iter()
            .map(|version| (version.version, &version.article)),
    );
    states.truncate(VERSIONS);
    let seen_at = |i: usize| {
        earlier
            .get(i)
            .map_or(stored.arrived_at, |version| version.replaced_at)
    };
    let view = |(i, (number, article)): (usize, &(i64, &dateline_core::model::Article))| {
        let before = earlier.get(i).map(|version| &version.article);
        let (edits, fields) = match before {
            None => (Vec::new(), Vec::new()),
            Some(before) => (
                block_in_place(|| align(&article.text, &before.text)),
                field_changes(article, before),
            ),
        };
        let mut rows = diff_rows(&article.text, &edits);
        rows.retain(|row| row.changed);
        VersionView {
            number: *number,
            seen: When::at(seen_at(i), now),
            is_first: before.is_none(),
            is_newest: i == 0,
            fields,
            changes: edits.len(),
            rows,
        }
    };
    states.iter().enumerate().map(view).collect()
}

fn field_changes(
    is: &dateline_core::model::Article,
    was: &dateline_core::model::Article,
) -> Vec<FieldChange> {
    let pairs = [
        ("headline", was.headline.clone(), is.headline.clone()),
        (
            "stated time",
            was.published_at.clone(),
            is.published_at.clone(),
        ),
        (
            "byline",
            Some(was.bylines.join(", ")),
            Some(is.bylines.join(", ")),
        ),
        (
            "stated source",
            was.credit_line.clone(),
            is.credit_line.clone(),
        ),
        ("stated section", was.section.clone(), is.section.clone()),
    ];
    let change = |(name, was, is): (&'static str, Option<String>, Option<String>)| {
        let shown = |text: Option<String>| {
            text.filter(|text| !text.is_empty())
                .unwrap_or_else(|| "nothing".to_owned())
        };
        (was != is).then(|| FieldChange {
            name,
            was: shown(was),
            is: shown(is),
        })
    };
    pairs.into_iter().filter_map(change).collect()
}
