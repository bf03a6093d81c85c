//! Publish, the pure part: articles and traces written out as Markdown, clean HTML, feeds and diffs.

pub mod clean_html;
pub mod feed;
pub mod markdown;
pub mod text;
pub(crate) mod xml;
