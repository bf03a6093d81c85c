//! The pure heart of Dateline: bytes in, values out. It fetches nothing and knows neither clock nor network; no code of
//! ours is `unsafe` (the workspace forbids it). Bad input is data: whatever the bytes, a value comes back that says what
//! is wrong, in time and memory that grow with the input. Functions that can fail say how under *Errors*; none panics.
//!
//! The folders are the five stages, in the order data moves through them:
//! [`collect`] reads what was fetched (feeds, sitemaps, archives, JSON lines) into documents and entries,
//! [`extract`] turns a document into an article, [`trace`] says whose text it is and what was done to it,
//! [`curate`] files it, and [`publish`] writes it out again (feeds, diffs, Markdown, clean HTML).
//! Nothing downstream fetches again; nothing upstream knows who reads it. The values between them are in [`model`].
//!
//! # A page becomes an article
//!
//! ```
//! use dateline_core::agencies::Agencies;
//! use dateline_core::extract::extract_article;
//! use dateline_core::model::{Body, Document};
//!
//! let page = "<html lang=en><title>North bridge to be opened after two years of work - The Ford Courier</title>
//!     <nav><a href=/>Home</a></nav><article><h1>North bridge to be opened after two years of work</h1>
//!     <p>NORTH FORD, March 3 (Reuters) - The bridge over the Wend opened on Friday after two years of work.</p>
//!     <p>Mayor Ada Brook said that the ferry would run until May, and that nobody would have to pay for it.</p>
//!     </article><footer>All rights reserved</footer>";
//! let document = Document {
//!     url: Some("https://fordcourier.example/bridge".to_owned()),
//!     body: Body::Html(page.as_bytes().to_vec()),
//!     ..Document::default()
//! };
//! let article = extract_article(&document, &Agencies::builtin()).article;
//! assert_eq!(article.headline.as_deref(), Some("North bridge to be opened after two years of work"));
//! assert_eq!(article.blocks.len(), 2);
//! assert_eq!(article.dateline.wire.as_deref(), Some("Reuters"));
//! assert_eq!(article.error, None);
//! ```
//!
//! # A copy finds its origin
//!
//! ```
//! use dateline_core::agencies::Agencies;
//! use dateline_core::extract::extract_article;
//! use dateline_core::model::{Body, Document};
//! use dateline_core::trace::index::{Index, Known};
//! use dateline_core::trace::{align::align, trace_article};
//!
//! let origin = "The bridge over the Wend opened on Friday after two years of work. Mayor Ada Brook said that the ferry \
//!     would run until May, and that nobody would have to pay for it until then. About twelve thousand cars are expected.";
//! let copy = origin.replace("twelve thousand", "ninety thousand");
//!
//! let mut index = Index::new();
//! index.insert(Known { id: "a".to_owned(), text: origin.to_owned(), ..Known::default() });
//! let document = Document { id: Some("b".to_owned()), body: Body::Text(copy.clone()), ..Document::default() };
//! let agencies = Agencies::builtin();
//! let trace = trace_article(&extract_article(&document, &agencies), &index, &agencies);
//! assert_eq!(trace.copies[0].id, "a");
//! assert!(trace.copies[0].cover > 0.8);
//!
//! // Two texts alone: each difference, in characters of the first.
//! let edits = align(&copy, origin);
//! assert_eq!((edits[0].text.as_str(), edits[0].was.as_str()), ("ninety", "twelve"));
//! ```
//!
//! # A feed, and dates
//!
//! ```
//! use dateline_core::collect::{dates::parse_utc, feed};
//!
//! let rss = b"<rss version='2.0'><channel><title>The Ford Courier</title><item><title>Bridge opens</title>\
//!     <link>https://fordcourier.example/bridge</link></item></channel></rss>";
//! let read = feed::read_feed(rss, &feed::Options::default())?;
//! assert_eq!(read.title().as_deref(), Some("The Ford Courier"));
//! assert_eq!(read.items()[0].title.as_deref(), Some("Bridge opens"));
//!
//! assert_eq!(parse_utc("Fri, 03 Mar 2026 10:00:00 +0100").as_deref(), Some("2026-03-03T09:00:00Z"));
//! assert_eq!(parse_utc("some day"), None);
//! # Ok::<(), feed::FeedError>(())
//! ```
//!
//! The crate needs the Rust of its `rust-version` or newer. Enums that may grow are `#[non_exhaustive]`; the JSON of
//! [`model`] only grows.

#![warn(missing_docs)]

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
