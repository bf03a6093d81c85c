//! The way in and out for those with an account.

use super::render;
use crate::publish::error::Answer;
use crate::publish::people;
use crate::publish::site::{Shell, Site};
use askama::Template;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use dateline_store::Account;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Instant;

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage {
    shell: Shell,
    account: Option<Account>,
    /// Where to go afterwards.
    next: String,
    name: String,
    problem: Option<String>,
    /// Nobody has an account yet.
    empty: bool,
}

/// Where the reader wanted to go.
#[derive(Debug, Default, Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// What somebody fills in.
#[derive(Default, Deserialize)]
pub struct Login {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn form(
    State(site): State<Arc<Site>>,
    Query(to): Query<Next>,
    headers: HeaderMap,
) -> Answer {
    let account = people::account_of(&site, &headers).await?;
    page(&site, account, &to.next, "", None).await
}

pub async fn login(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    axum::Form(sent): axum::Form<Login>,
) -> Answer {
    let name = sent.name.trim();
    if let Some(wait) = site.throttle.wait(name, Instant::now()) {
        let seconds = wait.as_secs() + 1;
        let problem = format!("Too many tries: wait {seconds} seconds.");
        let page = page(&site, None, &sent.next, name, Some(problem)).await?;
        let after = [(header::RETRY_AFTER, seconds.to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, after, page).into_response());
    }
    let account = site.desk.store.account(name).await?;
    let hash = account.as_ref().map(|account| account.password.clone());
    let right = people::matches(sent.password, hash).await;
    let Some(account) = account.filter(|_| right) else {
        site.throttle.failed(name, Instant::now());
        let problem = "That name and password don’t go together.".to_owned();
        let page = page(&site, None, &sent.next, name, Some(problem)).await?;
        return Ok((StatusCode::UNAUTHORIZED, page).into_response());
    };
    site.throttle.went_well(name);
    let cookie = people::begin(&site, &account, &headers).await?;
    Ok(leave(cookie, within(&sent.next)))
}

pub async fn logout(State(site): State<Arc<Site>>, headers: HeaderMap) -> Answer {
    let cookie = people::end(&site, &headers).await?;
    Ok(leave(cookie, "/"))
}

fn leave(cookie: String, to: &str) -> Response {
    ([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response()
}

async fn page(
    site: &Site,
    account: Option<Account>,
    next: &str,
    name: &str,
    problem: Option<String>,
) -> Answer {
    let shell = site.shell("Log in · Dateline", "/login").await.hidden();
    let page = LoginPage {
        shell,
        empty: account.is_none() && !site.desk.store.has_accounts().await?,
        account,
        next: within(next).to_owned(),
        name: name.to_owned(),
        problem,
    };
    let mut response = render(&page)?;
    let private = header::HeaderValue::from_static("no-store");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, private);
    Ok(response)
}

/// An address of this site; anything else leads to the desk.
fn within(next: &str) -> &str {
    let rest = next.strip_prefix('/');
    let own = rest.is_some_and(|rest| !rest.starts_with(['/', '\\']))
        && !next.contains(|c: char| c.is_control());
    if own { next } else { "/desk/feeds" }
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_login_leads_to_this_site_only() {
        assert_eq!(within("/desk/import?a=b"), "/desk/import?a=b");
        for other in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/a\r\nb",
            "desk",
        ] {
            assert_eq!(within(other), "/desk/feeds", "{other:?}");
        }
    }
}
