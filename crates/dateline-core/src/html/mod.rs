//! HTML: bytes to a flat arena tree, and the walks over it.

pub mod entities;
pub mod query;
pub mod tag;
pub mod tokenize;
pub mod tree;

pub use tag::Tag;
pub use tree::{NodeId, Tree};

#[cfg(test)]
mod standard_tests;
