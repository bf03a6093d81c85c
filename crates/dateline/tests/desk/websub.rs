//! A hub beside an outlet: it is asked, asks back, tells, is asked again before its lease ends; what isn't signed is
//! passed over, and a denial leaves the polling.

use super::fiction::{Dice, paragraphs};
use super::serving::{Server, eventually};
use super::{Place, program, run, strings};
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::routing::{get, post};
use ring::hmac;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Hub {
    home: Arc<Mutex<String>>,
    asked: Arc<Mutex<Vec<HashMap<String, String>>>>,
}

impl Hub {
    fn open(runtime: &tokio::runtime::Runtime) -> Hub {
        let hub = Hub::default();
        let router = Router::new()
            .route("/feed", get(feed))
            .route("/hub", post(subscribe))
            .with_state(hub.clone());
        let listener = runtime
            .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
            .unwrap();
        *hub.home.lock().unwrap() = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(async move { axum::serve(listener, router).await });
        hub
    }

    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.home.lock().unwrap())
    }

    fn asked(&self) -> Vec<HashMap<String, String>> {
        self.asked.lock().unwrap().clone()
    }

    fn document(&self, n: u64) -> String {
        let text: String = paragraphs(&mut Dice::new(900 + n))
            .iter()
            .map(|p| format!("<p>{p}</p>"))
            .collect();
        format!(
            "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Lune Post</title><id>urn:lune</id>\
             <entry><title>Report {n}</title><id>urn:lune:{n}</id><link href=\"{}\"/><content type=\"html\"><![CDATA[{text}]]></content>\
             </entry></feed>",
            self.url(&format!("/a/{n}"))
        )
    }
}

async fn feed(State(hub): State<Hub>) -> impl axum::response::IntoResponse {
    let links = format!(
        "<{}>; rel=\"hub\", <{}>; rel=\"self\"",
        hub.url("/hub"),
        hub.url("/feed")
    );
    ([(header::LINK, links)], hub.document(0))
}

async fn subscribe(State(hub): State<Hub>, body: String) -> axum::http::StatusCode {
    let fields = url::form_urlencoded::parse(body.as_bytes())
        .into_owned()
        .collect();
    hub.asked.lock().unwrap().push(fields);
    axum::http::StatusCode::ACCEPTED
}

/// Status and body of a request.
fn say(method: &str, url: &str, headers: &str, body: &str) -> (u16, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_at(rest.find('/').unwrap());
    let mut stream = TcpStream::connect(host).unwrap();
    let length = body.len();
    write!(stream, "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Length: {length}\r\n{headers}\r\n{body}").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").unwrap().1.to_owned())
}

fn signed(secret: &str, body: &str) -> String {
    let tag = hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()),
        body.as_bytes(),
    );
    let hex: String = tag
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("X-Hub-Signature: sha256={hex}\r\n")
}

#[test]
fn a_hub_tells_of_news() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let hub = Hub::open(&runtime);
    let place = Place::new();
    let data = place.data();
    place.write("clock", "0");
    // Hubs see the site by another address than this test does.
    let site = "https://desk.example".to_owned();
    run([
        "add",
        &hub.url("/feed"),
        "--data",
        &data,
        "--allow-host",
        "127.0.0.1",
    ])
    .expect(0);
    let mut desk = program();
    desk.env("DATELINE_CLOCK", place.at("clock"));
    let more = [
        "--allow-host",
        "127.0.0.1",
        "--host-pause",
        "0",
        "--public-url",
        &site,
    ];
    let server = Server::with(desk, &[], &data, &more);

    eventually("the hub is asked", || hub.asked().len() == 1);
    let asked = hub.asked().remove(0);
    assert_eq!(asked["hub.mode"], "subscribe");
    assert_eq!(asked["hub.topic"], hub.url("/feed"));
    let callback = asked["hub.callback"].replace(&site, &format!("http://{}", server.address()));
    let topic = &asked["hub.topic"];
    let back = |mode: &str, topic: &str| {
        format!(
            "{callback}?hub.mode={mode}&hub.topic={topic}&hub.challenge=riddle&hub.lease_seconds=864000"
        )
    };
    assert_eq!(
        say(
            "GET",
            &back("subscribe", "http://elsewhere.example/"),
            "",
            ""
        )
        .0,
        404
    );
    assert_eq!(say("GET", &back("unsubscribe", topic), "", "").0, 404);
    assert_eq!(
        say("GET", &back("subscribe", topic), "", ""),
        (200, "riddle".to_owned())
    );

    let health = || {
        let list = run(["feeds", "--data", &data, "--format", "json"])
            .lines()
            .remove(0);
        list[0].clone()
    };
    assert_eq!(health()["hub"]["state"], "verified");
    let urls = || strings(&run(["export", "jsonl", "--data", &data]).lines(), "url");
    let news = hub.document(1);
    let secret = &asked["hub.secret"];
    assert_eq!(
        say("POST", &callback, &signed("guessed", &news), &news).0,
        202
    );
    assert_eq!(say("POST", &callback, "", &news).0, 202);
    assert!(!urls().contains(&hub.url("/a/1")), "unsigned");
    assert_eq!(say("POST", &callback, &signed(secret, &news), &news).0, 202);
    assert!(
        urls().contains(&hub.url("/a/1")),
        "stored before the hub is answered"
    );
    assert_eq!(health()["hub"]["pushes"], 1);
    assert_eq!(health()["entries"], 2);
    let unknown = callback.replace(callback.rsplit('/').next().unwrap(), "nobody");
    assert_eq!(say("POST", &unknown, &signed(secret, &news), &news).0, 410);

    // Before the ten days are over the hub is asked again, with the same name and secret.
    let turned = place.write("clock.next", "691200");
    std::fs::rename(turned, place.at("clock")).unwrap();
    eventually("the lease is renewed", || hub.asked().len() >= 2);
    assert_eq!(hub.asked()[1], asked);
    assert_eq!(say("GET", &back("denied", topic), "", "").0, 200);
    assert_eq!(health()["hub"]["state"], "denied");
    assert_eq!(health()["state"], "ok", "it is polled as before");
    server.stop();
}
