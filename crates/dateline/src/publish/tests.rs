//! The site over a small store of fiction, asked through its router.

mod accounts;

use super::{Readers, router};
use crate::collect::Collector;
use crate::collect::fetch::{Fetcher, PATIENCE};
use crate::collect::guard::Guard;
use crate::desk::Desk;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use dateline_core::model::{
    Article, Block, BlockKind, CopyLink, Dateline, Direction, Document, Evidence, Field, Finding,
    FindingKind, Form, Origin, Outlet, RelationKind, Role, SectionGuess, Trace,
};
use dateline_store::{FeedKind, FetchOutcome, NewArticle, NewFeed, Store};
use serde_json::Value;
use std::net::SocketAddr;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

const HOSTILE: &str = "<script>alert('x')</script>\"><img src=x onerror=y>";

/// A site over a store of its own, gone when dropped.
struct Newsroom {
    site: Router,
    /// Whence it is asked.
    peer: SocketAddr,
    folder: TempDir,
}

/// An answer, read whole.
struct Answer {
    status: StatusCode,
    kind: String,
    location: String,
    policy: String,
    cookie: String,
    text: String,
}

impl Newsroom {
    /// A public site, asked from its own machine.
    async fn open() -> Newsroom {
        Newsroom::asked(Readers::Everybody, "127.0.0.1:40000", &[]).await
    }

    /// A site with these accounts (name, password), asked from an address.
    async fn asked(
        readers: Readers,
        peer: &str,
        accounts: &[(&str, dateline_store::Role, &str)],
    ) -> Newsroom {
        let peer: SocketAddr = peer.parse().unwrap();
        let folder = TempDir::new().unwrap();
        let desk = Desk::open(folder.path()).await.unwrap();
        for (article, trace, story) in fiction() {
            put(&desk, &article, trace, story).await;
        }
        for (name, role, password) in accounts {
            let hash = super::hash_password(password).unwrap();
            desk.store.add_account(name, *role, &hash).await.unwrap();
        }
        let fetcher = Fetcher::new(Guard::default(), std::time::Duration::ZERO, PATIENCE).unwrap();
        Newsroom {
            site: router(Arc::new(Collector::new(Arc::new(desk), fetcher)), readers),
            peer,
            folder,
        }
    }

    async fn ask(&self, mut request: Request<Body>) -> Answer {
        let host = header::HeaderValue::from_static("localhost:8007");
        request.headers_mut().entry(header::HOST).or_insert(host);
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.site.clone().oneshot(request).await.unwrap();
        let header = |name: header::HeaderName| {
            let value = response.headers().get(name);
            value.map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let (kind, location, policy, cookie) = (
            header(header::CONTENT_TYPE),
            header(header::LOCATION),
            header(header::CONTENT_SECURITY_POLICY),
            header(header::SET_COOKIE),
        );
        let status = response.status();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Answer {
            status,
            kind,
            location,
            policy,
            cookie,
            text: String::from_utf8(body.to_vec()).unwrap(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// A page that must be there.
    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.text
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_str(&self.page(path).await).unwrap()
    }

    async fn post_form(&self, path: &str, fields: &[(&str, &str)], from: &str) -> Answer {
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!(
                "--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str("--b--\r\n");
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
            .header("sec-fetch-site", from)
            .body(Body::from(body))
            .unwrap();
        self.ask(request).await
    }
}

async fn put(desk: &Desk, article: &Article, trace: Trace, story: &str) {
    let trace = Trace {
        id: article.id.clone(),
        article: article.clone(),
        ..trace
    };
    let section = SectionGuess {
        code: "03000000".into(),
        confidence: 0.9,
    };
    let mut write = desk.store.write().await.unwrap();
    let document = Document {
        id: Some(article.id.clone()),
        ..Document::default()
    };
    let new = NewArticle {
        document: &document,
        article,
        trace: &trace,
        sections: &[section],
        story,
        copies: &[],
        summary: &article.text,
        arrived_at: 1_790_000_000,
    };
    write.put_article(&new).await.unwrap();
    write.commit().await.unwrap();
}

fn article(id: &str, outlet: &str, headline: &str, at: Option<&str>, text: &str) -> Article {
    let block = |text: &str| Block::new(BlockKind::Paragraph, text);
    Article {
        id: id.into(),
        url: Some(format!("https://{outlet}.example/{id}")),
        outlet: Outlet {
            name: Some(outlet.to_uppercase()),
            domain: Some(format!("{outlet}.example")),
        },
        headline: Some(headline.into()),
        published_at: at.map(str::to_owned),
        language: Some("en".into()),
        text: text.into(),
        blocks: text.split("\n\n").map(block).collect(),
        ..Article::default()
    }
}

/// A wire report, its marked copy, and a page with hostile words everywhere.
fn fiction() -> Vec<(Article, Trace, &'static str)> {
    let text = "ORVE, Tarland (QPA) — The old weir at Orve gave way at noon.\n\nNobody was hurt, said the miller.";
    let mut wire = article(
        "wire-1",
        "quill",
        "Weir at Orve gives way",
        Some("2026-09-01T12:30:00+02:00"),
        text,
    );
    wire.dateline = Dateline {
        place: Some("ORVE, Tarland".into()),
        wire: Some("QPA".into()),
        on: None,
    };
    let wire_trace = Trace {
        origin: Origin {
            wire: Some("QPA".into()),
            role: Role::Wire,
            confidence: 0.97,
            ..Origin::default()
        },
        ..Trace::default()
    };
    let farmed = text.replace("said the miller", "said Goldnest the miller");
    let mut copy = article(
        "copy-1",
        "goldnest",
        "Weir at Orve gives way",
        Some("2026-09-03T08:00:00"),
        &farmed,
    );
    copy.credit_line = Some("Lindwurm Asset Circle".into());
    copy.section = Some("Finance".into());
    let start = farmed.chars().count() - "Goldnest the miller.".chars().count();
    let finding = |kind, span: Option<(usize, usize)>, field, text: &str| Finding {
        kind,
        start: span.map(|(start, _)| start),
        end: span.map(|(_, end)| end),
        field,
        text: text.into(),
        confidence: 0.98,
        why: "the agency's text has nothing there".into(),
    };
    let copy_trace = Trace {
        origin: Origin {
            wire: Some("QPA".into()),
            role: Role::RepublishedWire,
            outlet: Some("QUILL".into()),
            article: Some("wire-1".into()),
            confidence: 0.95,
            evidence: vec![Evidence {
                kind: "dateline".into(),
                text: "ORVE, Tarland (QPA) —".into(),
                weight: 0.9,
            }],
        },
        copies: vec![CopyLink {
            id: "wire-1".into(),
            url: None,
            relation: RelationKind::Copy,
            form: Form::Verbatim,
            direction: Direction::From,
            cover: 0.97,
            cover_of_other: 1.0,
            run_words: 12,
            delay_seconds: Some(150_000),
        }],
        findings: vec![
            finding(
                FindingKind::BrandInserted,
                Some((start, start + 8)),
                None,
                "Goldnest",
            ),
            finding(
                FindingKind::FalseSource,
                None,
                Some(Field::CreditLine),
                "Lindwurm Asset Circle",
            ),
        ],
        tampered: 0.99,
        ..Trace::default()
    };
    let mut hostile = article(
        "evil/1?#",
        "evil",
        HOSTILE,
        None,
        &format!("{HOSTILE}\n\nMore {HOSTILE}"),
    );
    hostile.url = Some("javascript:alert(1)".into());
    hostile.outlet.name = Some(HOSTILE.into());
    hostile.section = Some(HOSTILE.into());
    hostile.credit_line = Some(HOSTILE.into());
    hostile.bylines = vec![HOSTILE.into()];
    hostile.language = Some("\"><b>".into());
    vec![
        (wire, wire_trace, "wire-1"),
        (copy, copy_trace, "wire-1"),
        (hostile, Trace::default(), "evil/1?#"),
    ]
}

/// Whether outside words stand in a page as markup.
fn is_harmless(page: &str) -> bool {
    !page.contains("<script>alert")
        && !page.contains("<img src=x")
        && !page.contains("<b>\"")
        && !page.contains("href=\"javascript:")
        && !page.contains("lang=\"\">")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_shows_stories() {
    let room = Newsroom::open().await;
    let page = room.page("/").await;
    assert!(page.contains("Weir at Orve gives way"), "{page}");
    assert!(page.contains("also in 1 outlet (1 copy)"));
    assert!(page.contains("href=\"/section/disaster\""));
    assert!(is_harmless(&page));
    assert!(page.len() < 60_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_shows_what_is_stated_and_what_was_found() {
    let room = Newsroom::open().await;
    let page = room.page("/article/copy-1/weir-at-orve-gives-way").await;
    for shown in [
        "GOLDNEST",
        "3 Sep 2026, 08:00",
        "no zone given",
        "Lindwurm Asset Circle",
        "Finance",
        "More in Disasters",
        "This is a QPA report, republished by GOLDNEST, 45 hours later",
        "Marked: brand put in and invented source.",
        "ORVE, Tarland (QPA) —",
        "rel=\"via\" href=\"/article/wire-1/weir-at-orve-gives-way\"",
        "<span id=\"mark-1\"></span>Goldnest",
        "href=\"#finding-2\"",
        "rel=\"nofollow noopener noreferrer\"",
    ] {
        assert!(page.contains(shown), "no {shown} in {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_has_its_tabs() {
    let room = Newsroom::open().await;
    let at = "/article/copy-1/x";
    let diff = room.page(&format!("{at}?view=diff")).await;
    assert!(
        diff.contains("<ins>") && diff.contains("Goldnest"),
        "{diff}"
    );
    let side = room.page(&format!("{at}?view=diff&diff=side")).await;
    assert!(side.contains("QUILL</bdi>, the origin"));
    let versions = room.page(&format!("{at}?view=versions")).await;
    assert!(versions.contains("Version 1"));
    let signals = room.page(&format!("{at}?view=signals")).await;
    assert!(
        signals.contains("&#34;tampered&#34;: 0.99")
            || signals.contains("&quot;tampered&quot;: 0.99")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_lead_to_their_readable_form() {
    let room = Newsroom::open().await;
    let answer = room.get("/article/copy-1").await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.location, "/article/copy-1/weir-at-orve-gives-way");
    let answer = room.get("/story/wire-1").await;
    assert_eq!(answer.location, "/story/wire-1/weir-at-orve-gives-way");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_story_parts_reports_from_copies() {
    let room = Newsroom::open().await;
    let page = room.page("/story/wire-1/x").await;
    assert!(
        page.contains("Independent reports <span class=\"count\">1</span>"),
        "{page}"
    );
    assert!(page.contains("1 text from it") && page.contains("45 hours later"));
    assert!(page.contains("<svg") && page.contains("g-marked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn sources_have_their_record() {
    let room = Newsroom::open().await;
    let page = room.page("/source/goldnest.example").await;
    assert!(
        page.contains("taken, without credit") && page.contains("Latest marked"),
        "{page}"
    );
    assert!(page.contains("45 hours"), "the median delay");
    assert!(room.page("/sources").await.contains("quill.example"));
    let record = room.json("/api/v1/sources/quill.example").await;
    assert_eq!(
        (&record["articles"], &record["original"]),
        (&Value::from(1), &Value::from(1))
    );
    let record = room.json("/api/v1/sources/goldnest.example").await;
    assert_eq!(
        (&record["uncredited"], &record["altered"]),
        (&Value::from(1), &Value::from(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_marks_its_words_and_folds_stories() {
    let room = Newsroom::open().await;
    let page = room.page("/search?q=miller").await;
    assert!(
        page.contains("<mark class=\"hit-word\">miller</mark>"),
        "{page}"
    );
    assert!(page.contains("1 more in this story"));
    assert!(page.contains("/search?q=miller%20domain%3Agoldnest.example"));
    assert!(
        room.page("/search?q=%22%28%20NEAR")
            .await
            .contains("Nothing found")
    );
    assert!(room.page("/search").await.contains("What can be asked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_list_is_a_feed_in_three_formats() {
    let room = Newsroom::open().await;
    for list in [
        "/index",
        "/section/disaster",
        "/source/goldnest.example",
        "/story/wire-1",
    ] {
        for (ending, kind) in [
            ("rss", "application/rss+xml"),
            ("atom", "application/atom+xml"),
            ("json", "application/feed+json"),
        ] {
            let answer = room.get(&format!("{list}.{ending}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{list}.{ending}");
            assert!(
                answer.kind.starts_with(kind),
                "{list}.{ending} is {}",
                answer.kind
            );
            assert!(
                answer.text.contains("Weir at Orve gives way"),
                "{list}.{ending}"
            );
            // In JSON it is a word like any other.
            let is_xml = ending != "json";
            assert!(
                !(is_xml && answer.text.contains("<script>alert")),
                "{list}.{ending}"
            );
        }
    }
    let found = room.json("/search.json?q=miller").await;
    assert_eq!(found["items"].as_array().unwrap().len(), 2, "{found}");
    let copy = &room.json("/source/goldnest.example.json").await["items"][0];
    assert_eq!(copy["_dateline"]["origin"]["article"], "wire-1", "{copy}");
}

#[tokio::test(flavor = "multi_thread")]
async fn outside_words_are_never_markup() {
    let room = Newsroom::open().await;
    for path in [
        "/article/evil%2F1%3F%23/x",
        "/article/evil%2F1%3F%23/x?view=signals",
        "/story/evil%2F1%3F%23/x",
        "/source/evil.example",
        "/search?q=%3Cscript%3Ealert",
        "/section/disaster",
        "/section/%3Cscript%3Ealert%281%29",
        "/sources",
    ] {
        let answer = room.get(path).await;
        assert!(is_harmless(&answer.text), "{path}: {}", answer.text);
        assert!(answer.policy.starts_with("default-src 'self'"), "{path}");
        assert!(
            !answer.text.contains(" style=") && !answer.text.contains(" onclick"),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_said_in_the_askers_language() {
    let room = Newsroom::open().await;
    for path in [
        "/nothing",
        "/article/none",
        "/story/none/x",
        "/section/none",
        "/source/none.example",
        "/trace/none",
    ] {
        let answer = room.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.kind.starts_with("text/html") && answer.text.contains("There is no"),
            "{path}"
        );
    }
    for path in [
        "/api/v1/articles/none",
        "/api/v1/nothing",
        "/api/v1/stories/none",
        "/section/none.json",
    ] {
        let answer = room.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.kind, "application/problem+json", "{path}");
        let problem: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(
            (&problem["status"], &problem["instance"]),
            (&Value::from(404), &Value::from(path))
        );
    }
    assert_eq!(
        room.get("/api/v1/articles?cursor=x").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_speaks_the_contract() {
    let room = Newsroom::open().await;
    let article = room.json("/api/v1/articles/copy-1").await;
    assert_eq!(article["headline"], "Weir at Orve gives way");
    assert_eq!(
        (&article["story"], &article["sections"][0]["code"]),
        (&Value::from("wire-1"), &Value::from("03000000"))
    );
    let trace = room.json("/api/v1/articles/copy-1/trace").await;
    assert_eq!(trace["article"]["id"], "copy-1");
    assert_eq!(trace["findings"][0]["kind"], "brand-inserted");
    assert_eq!(room.json("/api/v1/stories/wire-1").await["copies"], 1);
    let related = room.json("/api/v1/articles/copy-1/related").await;
    assert!(related["items"].is_array());
    assert_eq!(room.json("/api/v1/search?q=miller").await["total"], 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_on_by_cursor() {
    let room = Newsroom::open().await;
    let (mut seen, mut next) = (Vec::new(), String::new());
    for _ in 0..3 {
        let page = room.json(&format!("/api/v1/articles?limit=1{next}")).await;
        seen.push(page["items"][0]["id"].as_str().unwrap().to_owned());
        next = page["next"]
            .as_str()
            .map(|next| format!("&cursor={next}"))
            .unwrap_or_default();
    }
    seen.sort();
    assert_eq!(seen, ["copy-1", "evil/1?#", "wire-1"]);
    assert!(next.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_text_becomes_a_report_with_an_address() {
    let room = Newsroom::open().await;
    let text = "Ferry to Lunde runs again\n\nThe ferry to Lunde runs again from Monday, the harbour master said. It had been \
                laid up since the storm in March, when its ramp broke in two.";
    let answer = room
        .post_form("/trace", &[("url", ""), ("text", text)], "same-origin")
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let report = room.page(&answer.location).await;
    assert!(
        report.contains("harbour master") && report.contains("as JSON"),
        "{report}"
    );
    let trace = room.json(&format!("{}.json", answer.location)).await;
    assert!(trace["tampered"].is_number());
    let again = room
        .post_form("/trace", &[("text", text)], "same-origin")
        .await;
    assert_eq!(
        again.location, answer.location,
        "the same text has the same report"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_over_the_api_reads_no_files() {
    let room = Newsroom::open().await;
    let ask = |body: &str| {
        Request::post("/api/v1/trace")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let answer = room
        .ask(ask(r#"{"id":"a","text":"A short text about a weir."}"#))
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    assert!(answer.location.starts_with("/trace/"));
    for refused in [r#"{"id":"a","path":"/etc/passwd"}"#, "[]", "{"] {
        let answer = room.ask(ask(refused)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{refused}");
        assert_eq!(answer.kind, "application/problem+json");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_of_other_sites_are_refused() {
    let room = Newsroom::open().await;
    let fields = [("text", "Some words to trace.")];
    let answer = room.post_form("/trace", &fields, "cross-site").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let answer = room.post_form("/desk/import", &fields, "same-site").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_follows_and_drops_feeds() {
    let room = Newsroom::open().await;
    let change = |body: &str| {
        Request::post("/desk/feeds")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap()
    };
    let answer = room
        .ask(change("action=add&url=ftp%3A%2F%2Fquill.example"))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let list = "<opml version=\"2.0\"><body><outline text=\"Quill\" xmlUrl=\"https://quill.example/rss\"/></body></opml>";
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"list.opml\"\r\n\r\n{list}\r\n--b--\r\n"
    );
    let request = Request::post("/desk/import")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=b")
        .body(Body::from(body))
        .unwrap();
    let answer = room.ask(request).await;
    assert!(answer.text.contains("feeds followed"), "{}", answer.text);
    assert!(
        room.page("/desk/feeds")
            .await
            .contains("https://quill.example/rss")
    );
    assert_eq!(
        room.ask(change("action=pause&feed=1")).await.status,
        StatusCode::SEE_OTHER
    );
    assert!(room.page("/desk/feeds").await.contains("Resume"));
    assert_eq!(
        room.ask(change("action=remove&feed=1")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        room.ask(change("action=remove&feed=1")).await.status,
        StatusCode::NOT_FOUND
    );
    assert!(room.page("/desk/queue").await.contains("waiting"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_health_of_feeds_is_a_page_a_feed_and_json() {
    let room = Newsroom::open().await;
    let store = Store::open(room.folder.path()).await.unwrap();
    let feed = NewFeed {
        url: "https://quill.example/rss".into(),
        kind: FeedKind::Feed,
        title: Some("Quill <Herald>".into()),
        site: None,
        folder: None,
    };
    store.add_feed(&feed).await.unwrap();
    let before = store.feed(1).await.unwrap().unwrap();
    let mut write = store.write().await.unwrap();
    let outcome = FetchOutcome {
        error: Some("answered 503 Service Unavailable".into()),
        interval_seconds: 900,
        ..FetchOutcome::default()
    };
    assert!(write.record_fetch(1, &outcome).await.unwrap());
    assert!(write.note_health(&before).await.unwrap().is_some());
    write.commit().await.unwrap();
    let page = room.page("/desk/feeds").await;
    assert!(page.contains("Quill &#60;Herald&#62;"), "{page}");
    assert!(page.contains("answered 503"), "{page}");
    let atom = room.page("/desk/feeds.atom").await;
    assert!(atom.contains("failing, was new"), "{atom}");
    let json: serde_json::Value =
        serde_json::from_str(&room.page("/desk/feeds.json").await).unwrap();
    assert_eq!(json["items"][0]["state"], "failing");
    assert_eq!(json["items"][0]["entries_a_day"], 0.0);
    assert_eq!(json["changes"][0]["was"], "new");
    assert!(room.page("/desk/feeds.rss").await.contains("<rss"));
}

#[tokio::test(flavor = "multi_thread")]
async fn machines_find_their_doors() {
    let room = Newsroom::open().await;
    assert_eq!(room.page("/healthz").await, "ok\n");
    assert!(room.page("/robots.txt").await.contains("Disallow: /desk"));
    let map = room.page("/sitemap.xml").await;
    assert!(map.contains("/article/evil%2F1%3F%23/"), "{map}");
    let css = room.get("/assets/site.css").await;
    assert!(css.kind.starts_with("text/css"));
    assert_eq!(
        room.get("/assets/../mod.rs").await.status,
        StatusCode::NOT_FOUND
    );
}
