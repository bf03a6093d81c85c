//! Collect, the pure part: what arrives (feeds, sitemaps, archives, JSON lines) read into entries and documents.

pub mod row;
