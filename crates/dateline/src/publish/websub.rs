//! Where hubs reach us: they ask back whether we want to be told, and tell. Each subscription has an address of its own.

use super::error::{Answer, Failure};
use super::site::Site;
use crate::collect::websub::Question;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use serde::Deserialize;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AskedBack {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.topic")]
    topic: String,
    #[serde(rename = "hub.challenge")]
    challenge: String,
    #[serde(rename = "hub.lease_seconds")]
    lease_seconds: Option<i64>,
}

pub async fn asked_back(
    State(site): State<Arc<Site>>,
    Path(token): Path<String>,
    Query(asked): Query<AskedBack>,
) -> Answer {
    let question = Question {
        mode: &asked.mode,
        topic: &asked.topic,
        lease_seconds: asked.lease_seconds,
    };
    match site.collector.confirm(&token, &question).await? {
        true => Ok(asked.challenge.into_response()),
        false => Err(Failure::NotFound("Nothing was asked for here.".to_owned())),
    }
}

pub async fn sent(
    State(site): State<Arc<Site>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let signature = text("x-hub-signature").unwrap_or_default();
    let media_type = text("content-type").unwrap_or_default();
    let taken = site
        .collector
        .take_push(&token, signature, media_type, body.to_vec());
    Ok(match taken.await? {
        true => StatusCode::ACCEPTED,
        // The hub may forget us.
        false => StatusCode::GONE,
    }
    .into_response())
}
