//! Following a local outlet: entries with their text are taken from the feed, the pages of the others are fetched,
//! what is new comes once, what is asked for by robots.txt is kept, and what fails is told.

use super::fiction::{Dice, any_page, paragraphs};
use super::serving::{Server, eventually};
use super::{Place, run, strings};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A made-up outlet on a port of its own.
#[derive(Clone, Default)]
struct Outlet {
    home: Arc<Mutex<String>>,
    feeds_served: Arc<AtomicUsize>,
    not_modified: Arc<AtomicUsize>,
    forbidden_visits: Arc<AtomicUsize>,
}

impl Outlet {
    fn open(runtime: &tokio::runtime::Runtime) -> Outlet {
        let outlet = Outlet::default();
        let router = Router::new()
            .route("/feed.xml", get(feed))
            .route("/old.xml", get(|| async {
                (StatusCode::MOVED_PERMANENTLY, [(header::LOCATION, "/feed.xml")])
            }))
            .route("/gone.xml", get(|| async { StatusCode::GONE }))
            .route("/page.xml", get(|| async { any_page(40) }))
            .route("/", get(|| async {
                "<html><head><link rel=alternate type=application/rss+xml href=/feed.xml></head><body>Home</body></html>"
            }))
            .route("/robots.txt", get(|| async { "User-agent: *\nDisallow: /private/\n" }))
            .route("/news/{n}", get(|| async { axum::response::Html(any_page(41)) }))
            .route("/private/{n}", get(|State(outlet): State<Outlet>| async move {
                outlet.forbidden_visits.fetch_add(1, Ordering::SeqCst);
                axum::response::Html(any_page(42))
            }))
            .with_state(outlet.clone());
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        *outlet.home.lock().unwrap() = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await });
        outlet
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.home.lock().unwrap())
    }
}

async fn feed(State(outlet): State<Outlet>, headers: HeaderMap) -> impl IntoResponse {
    outlet.feeds_served.fetch_add(1, Ordering::SeqCst);
    let etag = "\"first\"";
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|sent| sent == etag)
    {
        outlet.not_modified.fetch_add(1, Ordering::SeqCst);
        return (
            StatusCode::NOT_MODIFIED,
            [
                (header::ETAG, etag),
                (header::CONTENT_TYPE, "application/rss+xml"),
            ],
            String::new(),
        );
    }
    let mut dice = Dice::new(43);
    let long = paragraphs(&mut dice)
        .iter()
        .map(|paragraph| format!("<p>{paragraph}</p>"))
        .collect::<String>();
    let feed = format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>Local Herald</title><link>{home}</link>\
         <item><title>Whole in the feed</title><link>{home}/whole</link><guid>{home}/whole</guid>\
         <pubDate>Tue, 03 Mar 2026 04:05:06 GMT</pubDate><description>Short.</description>\
         <content:encoded><![CDATA[{long}]]></content:encoded></item>\
         <item><title>Only named</title><link>{home}/news/1</link><guid>{home}/news/1</guid><description>Short.</description></item>\
         <item><title>Not for us</title><link>{home}/private/1</link><guid>{home}/private/1</guid><description>Short.</description></item>\
         </channel></rss>",
        home = outlet.url("")
    );
    (
        StatusCode::OK,
        [
            (header::ETAG, etag),
            (header::CONTENT_TYPE, "application/rss+xml"),
        ],
        feed,
    )
}

#[test]
fn an_outlet_is_followed() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let outlet = Outlet::open(&runtime);
    let place = Place::new();
    let data = place.data();
    let desk = |args: &[&str]| {
        run(args
            .iter()
            .copied()
            .chain(["--data", &data, "--allow-host", "127.0.0.1"]))
    };
    let refused = run(["add", &outlet.url("/feed.xml"), "--data", &data]).expect(2);
    assert!(refused.err.contains("127.0.0.1"), "{}", refused.err);

    desk(&["add", &outlet.url("/")]).expect(0);
    desk(&["add", &outlet.url("/old.xml"), &outlet.url("/feed.xml")]).expect(0);
    desk(&["add", &outlet.url("/gone.xml")]).expect(2);
    let list = desk(&["feeds", "--format", "json"]).lines();
    assert_eq!(
        strings(list[0].as_array().unwrap(), "url"),
        [outlet.url("/feed.xml")],
        "found, moved and named are one"
    );

    let server = Server::over(
        &[],
        &data,
        &["--allow-host", "127.0.0.1", "--host-pause", "0"],
    );
    let urls = || {
        let mut urls = strings(&desk(&["export", "jsonl"]).lines(), "url");
        urls.sort();
        urls
    };
    let both = [outlet.url("/news/1"), outlet.url("/whole")];
    eventually("both articles are there", || urls() == both);
    let feeds = || desk(&["feeds", "--format", "json"]).lines().remove(0);
    eventually("the fetch is recorded", || feeds()[0]["state"] == "ok");
    assert_eq!(feeds()[0]["entries"], 3);

    desk(&["feeds", "retry", &feeds()[0]["id"].to_string()]).expect(0);
    eventually("asked again", || feeds()[0]["unchanged"] == 1);
    assert_eq!(outlet.not_modified.load(Ordering::SeqCst), 1);
    assert_eq!(urls(), both, "nothing twice");
    eventually("the page it may not visit is given up", || {
        desk(&["doctor"]).out.contains("1 given up")
    });
    assert_eq!(outlet.forbidden_visits.load(Ordering::SeqCst), 0);
    server.stop();
    desk(&["doctor"]).expect(0);
}

#[test]
fn what_is_no_feed_any_more_is_told() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let outlet = Outlet::open(&runtime);
    let place = Place::new();
    let data = place.data();
    let list = format!(
        "<opml version=\"2.0\"><body><outline text=\"Coast\"><outline type=\"rss\" text=\"Gone\" xmlUrl=\"{}\"/></outline>\
         <outline type=\"rss\" text=\"Page\" xmlUrl=\"{}\"/><outline type=\"rss\" text=\"Reserved\" xmlUrl=\"https://ledger.example/feed\"/>\
         </body></opml>",
        outlet.url("/gone.xml"),
        outlet.url("/page.xml")
    );
    let list = place.write("list.opml", list);
    run(["add", &list, "--data", &data]).expect(0);
    let opml = run(["export", "opml", "--data", &data]).expect(0).out;
    assert!(
        opml.contains("Coast") && opml.contains("ledger.example"),
        "{opml}"
    );
    let server = Server::over(
        &[],
        &data,
        &["--allow-host", "127.0.0.1", "--host-pause", "0"],
    );
    let states = || {
        let list = run(["feeds", "--data", &data, "--format", "json"])
            .lines()
            .remove(0);
        let mut states: Vec<String> = list
            .as_array()
            .unwrap()
            .iter()
            .map(|feed| {
                format!(
                    "{} {}: {}",
                    feed["title"].as_str().unwrap(),
                    feed["state"].as_str().unwrap(),
                    feed["error"].as_str().unwrap_or("")
                )
            })
            .collect();
        states.sort();
        states
    };
    eventually("all were asked", || {
        states().iter().all(|state| !state.contains(" new:"))
    });
    let states = states();
    assert!(
        states[0].starts_with("Gone gone: gone for good"),
        "{states:?}"
    );
    assert!(states[1].starts_with("Page failing: "), "{states:?}");
    assert!(
        states[2].starts_with("Reserved failing: ledger.example is a reserved name"),
        "{states:?}"
    );
    server.stop();
}
