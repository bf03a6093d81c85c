//! Extract: from a document to the article it holds, as the page states it, and apart from it the furniture.
//!
//! [`extract_article`] is the way in. What is hidden from this documentation is open for the project's own tools and may
//! change in any release.

#[doc(hidden)]
pub mod blocks;
#[doc(hidden)]
pub mod body;
mod byline;
mod canonical;
pub mod credit;
pub mod dateline;
pub mod day;
mod deck;
mod embedded;
#[doc(hidden)]
pub mod facts;
#[doc(hidden)]
pub mod features;
mod fill;
#[doc(hidden)]
pub mod forest;
mod frame;
mod grouped;
mod headline;
#[doc(hidden)]
pub mod hints;
mod images;
mod labels;
mod language;
mod letters;
#[doc(hidden)]
pub mod linked_data;
mod matcher;
pub(crate) mod months;
mod outlet;
pub mod page;
mod page_kind;
mod paywall;
mod published;
mod section;
pub mod site_memory;
mod skim;
#[doc(hidden)]
pub mod survey;
mod teaser_boxes;
mod teasers;
#[doc(hidden)]
pub mod web_page;
#[cfg(test)]
mod works_on;
pub mod written_time;

use crate::agencies::Agencies;
use crate::model::{Article, Body, Document, Field};

/// An article and where on the page its fields stand.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// The article as the page states it.
    pub article: Article,
    /// Where its fields stand.
    pub layout: Layout,
}

/// Where each field stands, in characters of the text that positions count in (see [`Body`]).
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The text that positions count in: the page, the given text, or `article.text` for HTML.
    pub basis: String,
    /// Fields that stand in the basis, values without their labels, in order of position. The body is in it as one
    /// `Field::Text` span for each block, in the order of `article.blocks`; each teaser as one `Field::Teaser` span.
    pub spans: Vec<FieldSpan>,
    /// Names run into the headline that the page shows (`BRAND|headline`), where the basis doesn't hold it.
    pub title_names: Vec<String>,
    /// Short lines outside the text that name an agency, and the page's own data about its supplier, where the basis
    /// doesn't hold them.
    pub supplier_lines: Vec<String>,
    /// Marks of the page's lines that are not in the text, for a [`site_memory::SiteMemory`].
    pub beside: Vec<u64>,
    /// They were asked for, with [`extract_with_lines`].
    pub with_lines: bool,
}

/// A stretch of the basis that holds a field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpan {
    /// Which field it is.
    pub field: Field,
    /// First character of it.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
}

/// Reads the article out of a document. Never fails: a page without one gives an article with `error` set.
pub fn extract_article(document: &Document, agencies: &Agencies) -> Extraction {
    match &document.body {
        Body::Html(bytes) => web_page::extract_html(document, bytes, agencies),
        Body::Page(page) => page::extract_page(document, page, agencies),
        Body::Text(text) => page::extract_text(document, text, agencies),
    }
}

/// The same, with what a [`site_memory::SiteMemory`] learns from.
pub fn extract_with_lines(document: &Document, agencies: &Agencies) -> Extraction {
    match &document.body {
        Body::Html(bytes) => web_page::extract_with_lines(document, bytes, agencies),
        _ => extract_article(document, agencies),
    }
}

/// The id that the caller gave, or a stable one from the address, or else from the content.
pub fn article_id(document: &Document) -> String {
    if let Some(id) = &document.id {
        return id.clone();
    }
    let content = match (&document.url, &document.body) {
        (Some(url), _) => url.as_bytes(),
        (None, Body::Html(bytes)) => bytes,
        (None, Body::Page(text) | Body::Text(text)) => text.as_bytes(),
    };
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(content))
}
