//! Publish, the pure part: articles and traces written out as Markdown, clean HTML, feeds and diffs.

pub mod clean_html;
pub mod diff;
pub mod feed;
pub mod markdown;
pub mod marked;
pub mod newsarticle;
mod parts;
pub mod text;
pub(crate) mod xml;
