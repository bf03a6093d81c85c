//! Who asks, and what they may: sessions, and the gates in front of the desk and of a private site.
//!
//! While there is no account, the desk is open to the machine it runs on and to nobody else. From the first account on,
//! everybody logs in.

mod password;
mod throttle;

pub use password::{hash, matches};
pub use throttle::Throttle;

use super::address;
use super::error::{Answer, Failure};
use super::site::Site;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dateline_store::{Account, Role, now};
use sha2::{Digest, Sha256};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Who may read the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    Everybody,
    /// Those with an account.
    Accounts,
}

/// Name of the cookie that holds a session's token.
const COOKIE: &str = "dateline_session";
/// How long a session lasts, in seconds.
const SESSION: i64 = 30 * 24 * 60 * 60;
/// What proxies put on requests that come from elsewhere.
const FORWARDED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];

/// Lets only those who work at the desk pass.
pub async fn desk_only(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    gate(&site, Role::Editor, request, next).await
}

/// On a private site, lets only those with an account pass.
pub async fn readers_only(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    match site.readers {
        Readers::Everybody => next.run(request).await,
        Readers::Accounts => gate(&site, Role::Reader, request, next).await,
    }
}

async fn gate(site: &Site, needed: Role, request: Request, next: Next) -> Response {
    let local = is_local(&request);
    match role_of(site, request.headers(), local).await {
        Ok(Some(role)) if role >= needed => next.run(request).await,
        Ok(Some(_)) => {
            let why = "Your account may read; the desk is for editors and owners.".to_owned();
            Failure::Refused(why).into_response()
        }
        Ok(None) if *request.method() == Method::GET => {
            let here = request.uri().path_and_query().map_or("/", |at| at.as_str());
            Redirect::to(&address::login(here)).into_response()
        }
        Ok(None) => Failure::Refused("Log in first.".to_owned()).into_response(),
        Err(failure) => failure.into_response(),
    }
}

async fn role_of(site: &Site, headers: &HeaderMap, local: bool) -> Answer<Option<Role>> {
    if let Some(account) = account_of(site, headers).await? {
        return Ok(Some(account.role));
    }
    let open = local && !site.desk.store.has_accounts().await?;
    Ok(open.then_some(Role::Owner))
}

/// The account that a request's session belongs to.
pub async fn account_of(site: &Site, headers: &HeaderMap) -> Answer<Option<Account>> {
    match token(headers) {
        Some(token) => Ok(site.desk.store.session(&digest(token)).await?),
        None => Ok(None),
    }
}

/// Begins a session and says it as a cookie.
pub async fn begin(site: &Site, account: &Account, headers: &HeaderMap) -> Answer<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let token = URL_SAFE_NO_PAD.encode(bytes);
    let ends_at = now() + SESSION;
    let store = &site.desk.store;
    store
        .begin_session(&digest(&token), account.id, ends_at)
        .await?;
    Ok(cookie(&token, SESSION, headers))
}

/// Ends the session of a request and says the cookie that takes its token away.
pub async fn end(site: &Site, headers: &HeaderMap) -> Answer<String> {
    if let Some(token) = token(headers) {
        site.desk.store.end_session(&digest(token)).await?;
    }
    Ok(cookie("", 0, headers))
}

fn cookie(token: &str, seconds: i64, headers: &HeaderMap) -> String {
    // Browsers name the page's origin with every form: over TLS the cookie must stay there.
    let secure = headers
        .get(header::ORIGIN)
        .is_some_and(|origin| origin.as_bytes().starts_with(b"https://"));
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={token}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

fn token(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    cookies
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, token)| token)
}

fn digest(token: &str) -> String {
    let digest = Sha256::digest(token.as_bytes());
    URL_SAFE_NO_PAD.encode(digest)
}

/// Whether a request comes from this machine itself: not through a proxy on it, and not by a foreign name that points
/// here.
fn is_local(request: &Request) -> bool {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let near = peer.is_some_and(|peer| peer.0.ip().to_canonical().is_loopback());
    let headers = request.headers();
    near && !FORWARDED.iter().any(|name| headers.contains_key(*name))
        && headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .is_some_and(names_this_machine)
}

fn names_this_machine(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn local(peer: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = Request::get("/desk");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::empty()).unwrap();
        let peer: SocketAddr = peer.parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        is_local(&request)
    }

    #[test]
    fn only_this_machine_itself_is_local() {
        let host = ("host", "localhost:8007");
        assert!(local("127.0.0.1:5000", &[host]));
        assert!(local("[::1]:5000", &[("host", "[::1]:8007")]));
        assert!(local("[::ffff:127.0.0.1]:5000", &[("host", "127.0.0.1")]));
        assert!(!local("192.0.2.7:5000", &[host]));
        assert!(!local("127.0.0.1:5000", &[]));
        assert!(!local("127.0.0.1:5000", &[("host", "rebound.example")]));
        for name in FORWARDED {
            assert!(!local("127.0.0.1:5000", &[host, (name, "192.0.2.7")]));
        }
    }

    #[test]
    fn a_cookie_is_found_among_others_and_kept_from_scripts() {
        let mut headers = HeaderMap::new();
        headers.append(
            header::COOKIE,
            "a=b; dateline_session=t0ken; c=d".parse().unwrap(),
        );
        assert_eq!(token(&headers), Some("t0ken"));
        assert!(cookie("t", 1, &headers).contains("HttpOnly; SameSite=Lax"));
        assert!(!cookie("t", 1, &headers).contains("Secure"));
        headers.insert(header::ORIGIN, "https://news.example".parse().unwrap());
        assert!(cookie("t", 1, &headers).ends_with("; Secure"));
    }
}
