//! Collect, the pure part: what arrives (feeds, sitemaps, archives, JSON lines) read into entries and documents.

pub mod dates;
pub mod decompress;
pub mod discover;
pub mod feed;
pub mod kind;
pub mod opml;
mod page;
pub mod plain;
pub mod robots;
pub mod row;
pub mod sitemap;
pub mod tracking;
pub mod warc;
pub mod watch;
pub(crate) mod xml;
