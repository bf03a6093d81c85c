//! Feeds and sitemaps as INPUT: entries that carry their text become documents, the rest are addresses to read.

use super::{Input, Inputs, Place, one};

/// The entries of a feed.
pub(super) fn of_feed(_bytes: &[u8], place: Place) -> Inputs {
    one(Input::failed(place.name, "a feed, no page"))
}

/// The addresses of a sitemap.
pub(super) fn of_sitemap(_bytes: &[u8], place: Place) -> Inputs {
    one(Input::failed(place.name, "a sitemap, no page"))
}
