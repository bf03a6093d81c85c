//! The client against a local server that behaves, and one that doesn't.

use super::fetch::{Ask, FetchError, Fetcher, MAX_BODY_BYTES, PATIENCE};
use super::guard::{Guard, Refused};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::io::Write;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

/// Serves, and returns where.
async fn serve(router: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn fetcher() -> Fetcher {
    let guard = Guard::allowing(&["127.0.0.1".to_owned()]).unwrap();
    Fetcher::new(guard, Duration::ZERO, PATIENCE).unwrap()
}

async fn fetch(url: &str) -> Result<super::fetch::Answer, FetchError> {
    fetcher().fetch(&Ask::page(url)).await
}

fn to(status: StatusCode, location: String) -> Response {
    (status, [(header::LOCATION, location)]).into_response()
}

#[tokio::test]
async fn validators_go_back_byte_for_byte() {
    let etag = "W/\"odd 'tag' #1\"";
    let modified = "Tue, 03 Mar 2026 04:05:06 GMT";
    let router = Router::new().route(
        "/feed",
        get(move |headers: HeaderMap| async move {
            let sent = |name| headers.get(name).and_then(|v| v.to_str().ok());
            let same = sent(header::IF_NONE_MATCH) == Some(etag)
                && sent(header::IF_MODIFIED_SINCE) == Some(modified);
            let status = if same {
                StatusCode::NOT_MODIFIED
            } else {
                StatusCode::OK
            };
            (
                status,
                [(header::ETAG, etag), (header::LAST_MODIFIED, modified)],
            )
        }),
    );
    let url = format!("{}/feed", serve(router).await);
    let first = fetch(&url).await.unwrap();
    assert_eq!(first.status, 200);
    let again = Ask {
        etag: first.header("ETag"),
        last_modified: first.header("last-modified"),
        ..Ask::page(&url)
    };
    assert_eq!(fetcher().fetch(&again).await.unwrap().status, 304);
}

#[tokio::test]
async fn says_who_we_are_and_unpacks() {
    let router = Router::new().route(
        "/",
        get(|headers: HeaderMap| async move {
            let agent = headers[header::USER_AGENT].to_str().unwrap().to_owned();
            let mut packed = flate2::write::GzEncoder::new(Vec::new(), Default::default());
            packed.write_all(agent.as_bytes()).unwrap();
            let packed = packed.finish().unwrap();
            (
                [
                    (header::CONTENT_ENCODING, "gzip"),
                    (header::CONTENT_TYPE, "text/html; charset=windows-1252"),
                ],
                packed,
            )
        }),
    );
    let answer = fetch(&serve(router).await).await.unwrap();
    let agent = String::from_utf8(answer.body.clone()).unwrap();
    assert!(
        agent.starts_with("Dateline/") && agent.contains("(+https://"),
        "{agent}"
    );
    let charset = answer.header("content-type").unwrap();
    assert_eq!(charset, "text/html; charset=windows-1252");
}

#[tokio::test]
async fn redirects_are_followed_and_the_lasting_ones_told() {
    let router = Router::new()
        .route("/end", get(|| async { "here" }))
        .route(
            "/moved",
            get(|| async { to(StatusCode::MOVED_PERMANENTLY, "/end".into()) }),
        )
        .route(
            "/twice",
            get(|| async { to(StatusCode::PERMANENT_REDIRECT, "/moved".into()) }),
        )
        .route(
            "/today",
            get(|| async { to(StatusCode::FOUND, "/moved".into()) }),
        );
    let home = serve(router).await;
    for (path, moved) in [
        ("/end", false),
        ("/moved", true),
        ("/twice", true),
        ("/today", false),
    ] {
        let answer = fetch(&format!("{home}{path}")).await.unwrap();
        assert_eq!(answer.body, b"here", "{path}");
        assert_eq!(answer.url, format!("{home}/end"));
        assert_eq!(
            answer.moved_to,
            moved.then(|| format!("{home}/end")),
            "{path}"
        );
    }
}

#[tokio::test]
async fn redirects_end() {
    let router = Router::new()
        .route("/a", get(|| async { to(StatusCode::FOUND, "/b".into()) }))
        .route("/b", get(|| async { to(StatusCode::FOUND, "/a".into()) }))
        .route(
            "/n/{n}",
            get(|Path(n): Path<u32>| async move { to(StatusCode::FOUND, format!("/n/{}", n + 1)) }),
        )
        .route(
            "/nowhere",
            get(|| async { to(StatusCode::FOUND, "http://[".into()) }),
        );
    let home = serve(router).await;
    let error = |path: &str| {
        let url = format!("{home}{path}");
        async move { fetch(&url).await.unwrap_err() }
    };
    assert_eq!(error("/a").await, FetchError::RedirectLoop);
    assert_eq!(error("/n/1").await, FetchError::TooManyRedirects);
    assert!(matches!(
        error("/nowhere").await,
        FetchError::BadRedirect(_)
    ));
}

#[tokio::test]
async fn no_redirect_leads_inside() {
    let inside = serve(Router::new().route("/", get(|| async { "secret" }))).await;
    let port = inside.rsplit(':').next().unwrap().to_owned();
    let targets = [
        format!("http://127.0.0.2:{port}/"),
        format!("http://[::ffff:7f00:1]:{port}/"),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
        "file:///etc/passwd".to_owned(),
        "http://10.0.0.1/".to_owned(),
    ];
    for target in targets {
        let shown = target.clone();
        let router = Router::new().route(
            "/",
            get(move || {
                let target = target.clone();
                async move { to(StatusCode::FOUND, target) }
            }),
        );
        // Only 127.0.0.1 itself is allowed.
        let refused = fetch(&serve(router).await).await;
        assert!(
            matches!(
                refused,
                Err(FetchError::Refused(
                    Refused::Private(..) | Refused::Scheme(_)
                ))
            ),
            "{shown}: {refused:?}"
        );
    }
    let strict = Fetcher::new(Guard::default(), Duration::ZERO, PATIENCE).unwrap();
    for url in [inside.clone(), format!("http://localhost:{port}/")] {
        let refused = strict.fetch(&Ask::page(&url)).await.unwrap_err();
        assert!(
            matches!(refused, FetchError::Refused(Refused::Private(..))),
            "{url}: {refused}"
        );
    }
}

#[tokio::test]
async fn more_than_the_limit_is_not_taken() {
    let router = Router::new()
        .route(
            "/endless",
            get(|| async {
                let pieces = std::iter::repeat_with(|| {
                    Ok::<_, std::io::Error>(Bytes::from(vec![b'x'; 1 << 20]))
                });
                Body::from_stream(Pieces(Box::new(pieces)))
            }),
        )
        .route(
            "/bomb",
            get(|| async {
                let mut packed =
                    flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
                for _ in 0..MAX_BODY_BYTES / (1 << 20) + 2 {
                    packed.write_all(&vec![0; 1 << 20]).unwrap();
                }
                (
                    [(header::CONTENT_ENCODING, "gzip")],
                    packed.finish().unwrap(),
                )
            }),
        );
    let home = serve(router).await;
    let error = fetch(&format!("{home}/endless")).await.unwrap_err();
    assert_eq!(error, FetchError::TooLarge);
    let error = fetch(&format!("{home}/bomb")).await.unwrap_err();
    assert!(
        matches!(&error, FetchError::Unpacking(why) if why.starts_with("gzip bomb")),
        "{error}"
    );
}

#[tokio::test]
async fn every_coding_that_is_asked_for_is_undone() {
    const BROTLI: &[u8] = b"\x0b\x08\x80a page in brotli\n\x03";
    // A zstd frame with one block as it is.
    const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x20\x0f\x79\x00\x00a page in zstd\n";
    let packed = |coding, body: &'static [u8]| {
        get(move |headers: HeaderMap| async move {
            let asked = headers[header::ACCEPT_ENCODING].to_str().unwrap();
            assert!(asked.contains(coding), "{asked}");
            ([(header::CONTENT_ENCODING, coding)], body)
        })
    };
    let router = Router::new()
        .route("/br", packed("br", BROTLI))
        .route("/zstd", packed("zstd", ZSTD))
        .route("/broken", packed("br", &BROTLI[..9]))
        .route("/plain", packed("gzip", b"unpacked on the way"));
    let home = serve(router).await;
    for (path, text) in [
        ("/br", "a page in brotli\n"),
        ("/zstd", "a page in zstd\n"),
        ("/plain", "unpacked on the way"),
    ] {
        let answer = fetch(&format!("{home}{path}")).await.unwrap();
        assert_eq!(answer.body, text.as_bytes(), "{path}");
        assert_eq!(answer.header("content-encoding"), None, "{path}");
        assert_eq!(answer.header("content-length"), None, "{path}");
    }
    let error = fetch(&format!("{home}/broken")).await.unwrap_err();
    assert!(matches!(error, FetchError::Unpacking(_)), "{error}");
}

/// An iterator as a stream of pieces.
struct Pieces(Box<dyn Iterator<Item = Result<Bytes, std::io::Error>> + Send>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.next())
    }
}

#[tokio::test]
async fn what_breaks_off_is_told_as_that() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let _ = socket
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this")
                .await;
            let _ = socket.shutdown().await;
        }
    });
    let error = fetch(&format!("http://{address}/")).await.unwrap_err();
    assert!(
        matches!(error, FetchError::BrokeOff(_)) && error.is_transient(),
        "{error:?}"
    );

    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let error = fetch(&format!("http://{address}/")).await.unwrap_err();
    assert!(
        matches!(error, FetchError::Connection(_)) && error.is_transient(),
        "{error:?}"
    );
}

#[tokio::test]
async fn statuses_are_answers() {
    let router = Router::new()
        .route("/gone", get(|| async { StatusCode::GONE }))
        .route(
            "/busy",
            get(|| async { (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "77")]) }),
        );
    let home = serve(router).await;
    let gone = fetch(&format!("{home}/gone")).await.unwrap();
    assert_eq!(gone.fault().unwrap(), "answered 410 Gone");
    let busy = fetch(&format!("{home}/busy")).await.unwrap();
    assert_eq!((busy.status, busy.retry_after()), (429, Some(77)));
}

#[tokio::test]
async fn one_host_is_visited_one_at_a_time() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = Arc::clone(&most);
    let router = Router::new().route(
        "/",
        get(move || {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            async move {
                let here = now.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(here, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                now.fetch_sub(1, Ordering::SeqCst);
                "ok"
            }
        }),
    );
    let url = serve(router).await;
    let fetcher = fetcher();
    let visits: Vec<_> = (0..6)
        .map(|_| {
            let (fetcher, url) = (fetcher.clone(), url.clone());
            tokio::spawn(async move { fetcher.fetch(&Ask::page(&url)).await.unwrap().status })
        })
        .collect();
    for visit in visits {
        assert_eq!(visit.await.unwrap(), 200);
    }
    assert_eq!(seen.load(Ordering::SeqCst), 1);
}
