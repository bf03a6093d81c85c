//! Publish: the site, its feeds and its API over one desk.

use crate::desk::Desk;
use axum::Router;
use axum::routing::get;
use std::sync::Arc;

/// All addresses of the site.
pub fn router(desk: Arc<Desk>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .with_state(desk)
}
