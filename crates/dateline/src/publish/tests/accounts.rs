//! Who gets to the desk, and to a private site.

use super::{Answer, Newsroom};
use crate::publish::Readers;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use dateline_store::Role;

const FAR: &str = "192.0.2.7:40000";
const NEAR: &str = "127.0.0.1:40000";
const WENNA: (&str, Role, &str) = ("wenna", Role::Editor, "a lamp on the mole");
const TOLLEY: (&str, Role, &str) = ("tolley", Role::Reader, "pallets, new and used");

impl Newsroom {
    async fn log_in(&self, name: &str, password: &str, next: &str) -> Answer {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("name", name)
            .append_pair("password", password)
            .append_pair("next", next)
            .finish();
        let request = Request::post("/login")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.ask(request.unwrap()).await
    }

    async fn with(&self, cookie: &str, method: &str, path: &str) -> Answer {
        let pair = cookie.split(';').next().unwrap();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, pair)
            .body(Body::empty());
        self.ask(request.unwrap()).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_accounts_the_desk_is_open_on_its_own_machine_only() {
    let near = Newsroom::asked(Readers::Everybody, NEAR, &[]).await;
    assert_eq!(near.get("/desk/feeds").await.status, StatusCode::OK);
    let far = Newsroom::asked(Readers::Everybody, FAR, &[]).await;
    for path in ["/desk", "/desk/feeds", "/desk/import", "/desk/queue"] {
        let answer = far.get(path).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
        assert!(
            answer.location.starts_with("/login?next=%2Fdesk"),
            "{}",
            answer.location
        );
    }
    let change = Request::post("/desk/feeds")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(
            "action=add&url=https%3A%2F%2Fquill.example%2Frss",
        ));
    assert_eq!(far.ask(change.unwrap()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(far.get("/").await.status, StatusCode::OK);
    assert!(
        far.page("/login")
            .await
            .contains("Nobody has an account yet")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_logs_in_and_out_again() {
    let room = Newsroom::asked(Readers::Everybody, NEAR, &[WENNA]).await;
    assert_eq!(room.get("/desk/import").await.status, StatusCode::SEE_OTHER);
    let wrong = room.log_in("wenna", "a lamp on the pier", "").await;
    assert_eq!(
        (wrong.status, wrong.cookie.as_str()),
        (StatusCode::UNAUTHORIZED, "")
    );
    let nobody = room.log_in("nobody", "a lamp on the pier", "").await;
    assert_eq!(nobody.text.replace("nobody", "wenna"), wrong.text);

    let right = room
        .log_in("Wenna", "a lamp on the mole", "/desk/import")
        .await;
    assert_eq!(
        (right.status, right.location.as_str()),
        (StatusCode::SEE_OTHER, "/desk/import")
    );
    let page = room.with(&right.cookie, "GET", "/desk/import").await;
    assert!(page.text.contains("Take them in"));
    let account = room.with(&right.cookie, "GET", "/login").await.text;
    assert!(account.contains("<strong>wenna</strong>"), "{account}");

    let out = room.with(&right.cookie, "POST", "/logout").await;
    assert!(out.cookie.contains("Max-Age=0"), "{}", out.cookie);
    let after = room.with(&right.cookie, "GET", "/desk/import").await;
    assert_eq!(after.status, StatusCode::SEE_OTHER);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_site_shows_itself_to_readers_and_the_desk_not_even_to_them() {
    let room = Newsroom::asked(Readers::Accounts, FAR, &[TOLLEY]).await;
    for path in ["/", "/index.rss", "/api/v1/articles", "/search", "/nowhere"] {
        assert_eq!(room.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
    for path in ["/healthz", "/robots.txt", "/assets/site.css", "/login"] {
        assert_eq!(room.get(path).await.status, StatusCode::OK, "{path}");
    }
    let cookie = room.log_in("tolley", TOLLEY.2, "/").await.cookie;
    assert_eq!(room.with(&cookie, "GET", "/").await.status, StatusCode::OK);
    let desk = room.with(&cookie, "GET", "/desk/feeds").await;
    assert_eq!(desk.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_has_to_wait() {
    let room = Newsroom::asked(Readers::Everybody, FAR, &[WENNA]).await;
    let mut last = StatusCode::OK;
    for _ in 0..7 {
        last = room.log_in("wenna", "guess after guess", "").await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let right = room.log_in("wenna", WENNA.2, "").await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
}
