//! The pages that readers and the desk see, a file for each kind.

pub mod article;
mod article_tabs;
pub mod desk;
pub mod desk_feeds;
pub mod front;
pub mod login;
pub mod machine;
pub mod search;
pub mod section;
pub mod source;
pub mod story;
pub mod trace;

use super::error::Answer;
use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// Writes a page.
pub fn render<T: Template>(page: &T) -> Answer<Response> {
    Ok(Html(page.render()?).into_response())
}

/// A place in a list, as addresses carry it: `ordered_at.seq`.
pub fn cursor(text: &str) -> Option<(i64, i64)> {
    let (ordered_at, seq) = text.split_once('.')?;
    Some((ordered_at.parse().ok()?, seq.parse().ok()?))
}

/// The same, written.
pub fn cursor_text((ordered_at, seq): (i64, i64)) -> String {
    format!("{ordered_at}.{seq}")
}
