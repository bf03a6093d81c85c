//! Collect, the pure part: what arrives (feeds, sitemaps, archives, JSON lines) read into entries and documents.

pub mod decompress;
pub mod kind;
pub mod plain;
pub mod row;
pub mod warc;
