//! Curate: the right section, the right story, the right next read.

mod opening;
pub mod order;
pub mod related;
pub mod section;
pub mod story;
pub mod teaser;
pub mod topics;
