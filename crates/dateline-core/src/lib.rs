//! The pure heart of Dateline: bytes in, values out. No I/O, no async, no clock, no randomness.
//!
//! The folders are the five stages, in the order data moves through them:
//! [`collect`] reads what was fetched (feeds, sitemaps, archives, JSON lines) into documents and entries,
//! [`extract`] turns a document into an article, [`trace`] says whose text it is and what was done to it,
//! [`curate`] files it, and [`publish`] writes it out again (feeds, diffs, Markdown, clean HTML).
//! Nothing downstream fetches again; nothing upstream knows who reads it.

pub mod agencies;
mod chars;
pub mod charset;
pub mod collect;
pub mod curate;
pub mod extract;
pub mod handover;
pub mod html;
pub mod model;
pub mod publish;
pub mod time;
pub mod trace;
pub mod words;
