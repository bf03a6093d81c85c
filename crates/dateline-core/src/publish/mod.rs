//! Publish, the pure part: articles and traces written out as Markdown, clean HTML, feeds and diffs.

pub mod feed;

pub(crate) mod xml;
