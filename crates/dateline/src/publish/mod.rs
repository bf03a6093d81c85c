//! Publish: the site, its feeds and its API over one desk.
//!
//! Pages are written whole on the server and work without script. Everything that came from outside is escaped where
//! it is written; nothing is fetched from elsewhere by a reader's browser.

mod address;
mod api;
mod assets;
mod body;
mod error;
mod feeds;
mod graph;
mod guard;
mod pages;
mod panel;
mod people;
mod rows;
mod site;
mod topics;
mod upload;
mod verdict;
mod websub;
mod when;
mod wording;

#[cfg(test)]
mod tests;

use crate::collect::Collector;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use error::Failure;
use pages::{
    article, desk, desk_feeds, front, login, machine, search, section, source, story, trace,
};
use site::Site;
use std::sync::Arc;

pub use people::{Readers, hash as hash_password};
use tower_http::compression::CompressionLayer;

/// All addresses of the site.
pub fn router(collector: Arc<Collector>, readers: Readers) -> Router {
    let site = Arc::new(Site::new(collector, readers));
    readable()
        .fallback(nothing)
        .layer(from_fn_with_state(Arc::clone(&site), people::readers_only))
        .merge(desk_pages().route_layer(from_fn_with_state(Arc::clone(&site), people::desk_only)))
        .merge(doors())
        .layer(DefaultBodyLimit::max(guard::MAX_BODY))
        .layer(from_fn(guard::same_site))
        .layer(from_fn_with_state(Arc::clone(&site), error::dress))
        .layer(from_fn(guard::headers))
        .layer(CompressionLayer::new())
        .with_state(site)
}

/// What readers see, and programs.
fn readable() -> Router<Arc<Site>> {
    Router::new()
        .route("/", get(front::front))
        .route("/index.rss", get(feeds::index))
        .route("/index.atom", get(feeds::index))
        .route("/index.json", get(feeds::index))
        .route("/article/{id}", get(article::short))
        .route("/article/{id}/{slug}", get(article::article))
        .route("/story/{id}", get(story::short))
        .route("/story/{id}/{slug}", get(story::story))
        .route("/section/{slug}", get(section::section))
        .route("/sources", get(source::sources))
        .route("/source/{domain}", get(source::source))
        .route("/search", get(search::search))
        .route("/search.rss", get(feeds::search))
        .route("/search.atom", get(feeds::search))
        .route("/search.json", get(feeds::search))
        .route("/trace", get(trace::form).post(trace::ask))
        .route("/trace/{id}", get(trace::report))
        .route("/about", get(machine::about))
        .route("/sitemap.xml", get(machine::sitemap))
        .route("/api/v1/articles", get(api::articles))
        .route("/api/v1/articles/{id}", get(api::article))
        .route("/api/v1/articles/{id}/trace", get(api::article_trace))
        .route("/api/v1/articles/{id}/related", get(api::related))
        .route("/api/v1/stories/{id}", get(api::story))
        .route("/api/v1/search", get(api::search))
        .route("/api/v1/sources", get(api::sources))
        .route("/api/v1/sources/{domain}", get(api::source))
        .route("/api/v1/trace", post(api::trace))
}

/// What only those who work at the desk see.
fn desk_pages() -> Router<Arc<Site>> {
    Router::new()
        .route("/desk", get(desk_feeds::feeds))
        .route(
            "/desk/feeds",
            get(desk_feeds::feeds).post(desk_feeds::change_feed),
        )
        .route("/desk/feeds.json", get(desk_feeds::health))
        .route("/desk/feeds.rss", get(desk_feeds::changes))
        .route("/desk/feeds.atom", get(desk_feeds::changes))
        .route("/desk/import", get(desk::import_form).post(desk::import))
        .route("/desk/queue", get(desk::queue))
}

/// What is open even when the site is private.
fn doors() -> Router<Arc<Site>> {
    Router::new()
        .route("/login", get(login::form).post(login::login))
        .route("/logout", post(login::logout))
        .route("/healthz", get(machine::health))
        .route("/robots.txt", get(machine::robots))
        .route("/assets/{name}", get(assets::asset))
        .route(
            "/websub/{token}",
            get(websub::asked_back).post(websub::sent),
        )
}

async fn nothing() -> Failure {
    Failure::NotFound(String::new())
}
