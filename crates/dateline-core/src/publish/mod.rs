//! Publish, the pure part: articles and traces written out as Markdown, clean HTML, feeds and diffs.

pub mod diff;
pub mod feed;
pub mod marked;
