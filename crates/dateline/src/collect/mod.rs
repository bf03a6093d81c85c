//! Collect, the part with a network: fetching politely and safely, following feeds, and reading the pages they
//! announce. What arrives is read by `dateline_core::collect`.

mod courtesy;
pub mod fetch;
#[cfg(test)]
mod fetch_tests;
pub mod follow;
pub mod guard;
mod interval;
pub mod poll;
mod spacing;
pub mod work;

/// Kind of the jobs that fetch one page; the key is its address.
pub const PAGE_JOB: &str = "page";
