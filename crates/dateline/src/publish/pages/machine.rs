//! Pages for machines, and the one that says what this is.

use super::render;
use crate::publish::address;
use crate::publish::error::Answer;
use crate::publish::site::{Shell, Site};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use dateline_store::Filter;
use std::fmt::Write;
use std::sync::Arc;

/// Addresses in the site map, the newest.
const MAPPED: i64 = 5_000;

pub async fn health(State(site): State<Arc<Site>>) -> Response {
    match site.desk.store.revision().await {
        Ok(_) => "ok\n".into_response(),
        Err(error) => {
            eprintln!("dateline: unhealthy: {error}");
            (StatusCode::SERVICE_UNAVAILABLE, "the store can't be read\n").into_response()
        }
    }
}

pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /desk\nDisallow: /trace/\nDisallow: /search\nDisallow: /api/\n"
}

/// Scheme and host by which the reader came here, for addresses that must be whole.
pub fn root_of(headers: &HeaderMap) -> String {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").unwrap_or("localhost");
    let host: String = host
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-' | '[' | ']'))
        .collect();
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    format!("{scheme}://{host}")
}

pub async fn sitemap(State(site): State<Arc<Site>>, headers: HeaderMap) -> Answer {
    let root = root_of(&headers);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let mut add = |path: &str| {
        // Addresses are percent-encoded: nothing in them needs escaping.
        let _ = writeln!(xml, "<url><loc>{root}{path}</loc></url>");
    };
    add("/");
    add("/sources");
    for listing in site.desk.store.list(&Filter::default(), MAPPED).await? {
        add(&address::article(&listing.id, listing.headline.as_deref()));
    }
    xml.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
}

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    shell: Shell,
    version: &'static str,
}

pub async fn about(State(site): State<Arc<Site>>) -> Answer {
    let shell = site
        .shell("How this site knows · Dateline", "/about")
        .await
        .describe("What the words and marks on this site mean, and what they rest on");
    render(&AboutPage {
        shell,
        version: env!("CARGO_PKG_VERSION"),
    })
}
