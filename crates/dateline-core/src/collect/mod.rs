//! Collect, the pure part: what arrives (feeds, sitemaps, archives, JSON lines) read into entries and documents.

pub mod dates;
pub mod decompress;
pub mod feed;
pub mod kind;
pub mod plain;
pub mod row;
pub mod warc;
