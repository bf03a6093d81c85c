//! Curate: the right section, the right story, the right next read.

pub mod related;
pub mod section;
pub mod story;
