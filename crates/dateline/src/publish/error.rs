//! What goes wrong in answering: one type gives status, page and problem document; causes go to the log.

use super::pages::render;
use super::site::Site;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

/// A request that gets no ordinary answer.
#[derive(Debug)]
pub enum Failure {
    /// Names what there is not.
    NotFound(String),
    /// Says what is wrong with the request.
    Bad(String),
    /// Says why it is refused.
    Refused(String),
    TooLarge(String),
    Internal(anyhow::Error),
}

pub type Answer<T = Response> = Result<T, Failure>;

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Failure {
        Failure::Internal(error.into())
    }
}

/// Left in a response for [`dress`] to make a page or a problem document of.
#[derive(Debug, Clone)]
struct Note {
    detail: String,
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, detail) = match self {
            Failure::NotFound(what) => (StatusCode::NOT_FOUND, what),
            Failure::Bad(why) => (StatusCode::BAD_REQUEST, why),
            Failure::Refused(why) => (StatusCode::FORBIDDEN, why),
            Failure::TooLarge(why) => (StatusCode::PAYLOAD_TOO_LARGE, why),
            Failure::Internal(error) => {
                eprintln!("dateline: request failed: {error:#}");
                let detail = "The cause is in the desk’s log.".to_owned();
                (StatusCode::INTERNAL_SERVER_ERROR, detail)
            }
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(Note { detail });
        response
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    shell: super::site::Shell,
    status: u16,
    title: &'static str,
    detail: String,
}

/// Gives every failed answer its body: a page for readers, an RFC 9457 problem document for programs.
pub async fn dress(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let wants_json = request
        .headers()
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("json") && !accept.contains("html"));
    let response = next.run(request).await;
    let status = response.status();
    let note = response.extensions().get::<Note>().cloned();
    let bare = note.is_some() || !response.headers().contains_key(header::CONTENT_TYPE);
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if status.as_u16() < 400 || !(bare || plain) {
        return response;
    }
    let detail = note.map_or_else(String::new, |note| note.detail);
    let title = title(status);
    let program = path.starts_with("/api/")
        || wants_json
        || [".json", ".rss", ".atom"]
            .iter()
            .any(|ending| path.ends_with(ending));
    let mut answer = if program {
        let problem = json!({
            "type": "about:blank",
            "title": title,
            "status": status.as_u16(),
            "detail": detail,
            "instance": path,
        });
        let kind = [(header::CONTENT_TYPE, "application/problem+json")];
        (status, kind, problem.to_string()).into_response()
    } else {
        let page = FailurePage {
            shell: site.shell(title, path).await.hidden(),
            status: status.as_u16(),
            title,
            detail,
        };
        match render(&page) {
            Ok(page) => (status, page).into_response(),
            Err(_) => status.into_response(),
        }
    };
    for name in [header::ALLOW, header::RETRY_AFTER] {
        if let Some(value) = response.headers().get(&name) {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    answer
}

fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "There is no such page",
        StatusCode::BAD_REQUEST => "That could not be understood",
        StatusCode::FORBIDDEN => "That is not allowed",
        StatusCode::PAYLOAD_TOO_LARGE => "That is too large",
        StatusCode::METHOD_NOT_ALLOWED => "That can’t be done with this address",
        status if status.is_server_error() => "Something went wrong on our side",
        _ => "That did not work",
    }
}
