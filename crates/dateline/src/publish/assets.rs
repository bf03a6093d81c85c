//! The style sheet, the script and the icon: in the binary, under addresses that change with their content.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

const CSS: &str = include_str!("assets/site.css");
const JS: &str = include_str!("assets/site.js");
const ICON: &str = include_str!("assets/icon.svg");

fn address(name: &str, content: &str) -> String {
    format!("/assets/{name}?v={:08x}", xxh3_64(content.as_bytes()) >> 32)
}

pub fn css_address() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("site.css", CSS));
    &ADDRESS
}

pub fn js_address() -> &'static str {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| address("site.js", JS));
    &ADDRESS
}

/// An asset by its name.
pub async fn asset(axum::extract::Path(name): axum::extract::Path<String>) -> Response {
    let (kind, content) = match name.as_str() {
        "site.css" => ("text/css; charset=utf-8", CSS),
        "site.js" => ("text/javascript; charset=utf-8", JS),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, content).into_response()
}
