//! Outlets whose servers misbehave, each at an address of its own (127.0.1.N) and in a way of its own. Most come to
//! reason after some visits; all publish made-up news as the desk's clock goes on.

use super::fiction::{Dice, page, paragraphs};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

pub const DAY: i64 = 24 * 3600;
/// Days between two articles of an outlet.
const EVERY: i64 = 6;
/// What validators look like that are no text.
const ODD_TAG: &[u8] = b"W/\"\xfftag \xe2\x82 '#1\"";

/// How an outlet's server behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    Calm,
    /// Headers, then a byte now and then.
    Drip,
    Endless,
    BombGzip,
    BombBrotli,
    BombZstd,
    BombXml,
    /// Says more bytes than it sends.
    LengthTooLong,
    /// Says fewer: the document is cut.
    LengthTooShort,
    Loop,
    /// Redirects to where nobody may go.
    Inside,
    /// 429 with seconds, 503 with a date.
    BusySeconds,
    BusyDate,
    /// 410 after some time.
    Gone,
    /// 301, from the fifth visit on for good.
    Moved,
    /// 308 once.
    Slip,
    /// The same feed in another encoding each time.
    Charsets,
    /// Ends in the middle of its headers, or resets the connection in the body.
    HalfClosed,
    Reset,
    Cloudflare,
    DataDome,
    /// A challenge that says 200.
    Imperva,
    Page,
    /// Speaks no TLS, though its address says so.
    NoTls,
    /// A feed without entries.
    Empty,
    /// More entries than are taken at a time.
    Crowded,
    /// Entries without id, date or sense.
    Careless,
    /// Pages with counters, and one that really changes.
    Counters,
    /// Sitemaps below a sitemap.
    Maps,
    /// No feed at all: its front page is watched.
    Front,
}

use Manner::*;

pub const ALL: &[Manner] = &[
    Calm,
    Drip,
    Endless,
    BombGzip,
    BombBrotli,
    BombZstd,
    BombXml,
    LengthTooLong,
    LengthTooShort,
    Loop,
    Inside,
    BusySeconds,
    BusyDate,
    Gone,
    Moved,
    Slip,
    Charsets,
    HalfClosed,
    Reset,
    Cloudflare,
    DataDome,
    Imperva,
    Page,
    NoTls,
    Empty,
    Crowded,
    Careless,
    Counters,
    Maps,
    Front,
];

/// A visit, by the desk's clock.
#[derive(Debug, Clone)]
pub struct Visit {
    pub at: i64,
    pub path: String,
    pub status: u16,
}

#[derive(Debug)]
pub struct Outlets {
    port: u16,
    clock: PathBuf,
    began: i64,
    visits: Mutex<BTreeMap<Manner, Vec<Visit>>>,
    complaints: Mutex<Vec<String>>,
}

/// What a server does with a request.
enum Doing {
    Answer(u16, Vec<(&'static str, Vec<u8>)>, Vec<u8>),
    /// Bytes as they are, then the end.
    Raw(Vec<u8>),
    Drip,
    Endless,
    /// Part of an answer, then a reset.
    Reset,
}

impl Outlets {
    pub fn open(clock: PathBuf) -> Arc<Outlets> {
        let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        let outlets = Arc::new(Outlets {
            port: listener.local_addr().unwrap().port(),
            began: now(&clock),
            clock,
            visits: Mutex::default(),
            complaints: Mutex::default(),
        });
        let here = Arc::clone(&outlets);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let here = Arc::clone(&here);
                std::thread::spawn(move || here.serve(stream));
            }
        });
        outlets
    }

    /// Address of something at an outlet.
    pub fn url(&self, manner: Manner, path: &str) -> String {
        let scheme = if manner == NoTls { "https" } else { "http" };
        format!(
            "{scheme}://127.0.1.{}:{}{path}",
            manner as u8 + 1,
            self.port
        )
    }

    pub fn visits(&self, manner: Manner) -> Vec<Visit> {
        let visits = self.visits.lock().unwrap();
        visits.get(&manner).cloned().unwrap_or_default()
    }

    /// What was done to a server that shouldn't have been.
    pub fn complaints(&self) -> Vec<String> {
        self.complaints.lock().unwrap().clone()
    }

    /// Articles that an outlet has published by now.
    pub fn published(&self) -> i64 {
        self.published_at(now(&self.clock))
    }

    fn published_at(&self, at: i64) -> i64 {
        (at - self.began) / DAY / EVERY + 1
    }

    fn serve(&self, stream: TcpStream) {
        let Ok(std::net::SocketAddr::V4(local)) = stream.local_addr() else {
            return;
        };
        let manner = usize::from(local.ip().octets()[3]).checked_sub(1);
        let Some(&manner) = manner.and_then(|n| ALL.get(n)) else {
            return;
        };
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut head = Vec::new();
        loop {
            let mut line = Vec::new();
            match reader.read_until(b'\n', &mut line) {
                Ok(1..) if line != b"\r\n" => head.push(line),
                _ => break,
            }
        }
        let first = head
            .first()
            .map(|line| String::from_utf8_lossy(line).into_owned());
        let path = first.as_deref().and_then(|line| line.split(' ').nth(1));
        let Some(path) = path.map(str::to_owned) else {
            return;
        };
        let before = self
            .visits(manner)
            .iter()
            .filter(|v| v.path == path)
            .count();
        let doing = self.doing(manner, &path, before, &head);
        let status = match &doing {
            Doing::Answer(status, ..) => *status,
            _ => 0,
        };
        let visit = Visit {
            at: now(&self.clock),
            path,
            status,
        };
        self.visits
            .lock()
            .unwrap()
            .entry(manner)
            .or_default()
            .push(visit);
        let _ = play(stream, doing);
    }

    fn doing(&self, manner: Manner, path: &str, before: usize, head: &[Vec<u8>]) -> Doing {
        if path == "/robots.txt" {
            return Doing::Answer(404, Vec::new(), Vec::new());
        }
        if let Some(n) = path.strip_prefix("/a/").and_then(|n| n.parse::<i64>().ok()) {
            return plain(self.article_page(manner, n).into_bytes());
        }
        let feed = self.feed(manner);
        let bad = before < 3;
        match manner {
            Calm => {
                let tag = [b"etag: ", ODD_TAG, b"\r\n"].concat();
                let sent = head.iter().find(|line| starts(line, b"if-none-match: "));
                if before > 0 && sent.is_none_or(|sent| sent[15..] != tag[6..]) {
                    let complaint = format!("tag not sent back: {sent:?}");
                    self.complaints.lock().unwrap().push(complaint);
                }
                let visits = self.visits(manner);
                let news = visits.last().is_none_or(|last| self.published_at(last.at) < self.published());
                match news {
                    true => Doing::Answer(200, vec![("ETag", ODD_TAG.to_vec())], feed.into_bytes()),
                    false => Doing::Answer(304, Vec::new(), Vec::new()),
                }
            }
            Drip if bad => Doing::Drip,
            Endless if bad => Doing::Endless,
            BombGzip if bad => packed("gzip", gzip_bomb()),
            BombBrotli if bad => packed("br", BROTLI_BOMB.to_vec()),
            BombZstd if bad => {
                packed("zstd", zstd::bulk::compress(&vec![0; 64 << 20], 3).unwrap())
            }
            BombXml if bad => plain(xml_bomb().into_bytes()),
            LengthTooLong if bad => sized(feed.as_bytes(), feed.len() + 5000),
            LengthTooShort if bad => sized(feed.as_bytes(), feed.len() - 400),
            Loop if bad => to(302, if path == "/feed" { "/other" } else { "/feed" }),
            Inside => {
                let port = self.port;
                let places = [
                    "http://10.0.0.1/".to_owned(),
                    "http://169.254.169.254/latest/meta-data/".to_owned(),
                    format!("http://[::1]:{port}/"),
                    "file:///etc/passwd".to_owned(),
                    "http://192.168.0.1.:80/".to_owned(),
                ];
                to(302, &places[before % places.len()])
            }
            BusySeconds if before == 0 => {
                let later = vec![("Retry-After", (2 * DAY).to_string().into_bytes())];
                Doing::Answer(429, later, Vec::new())
            }
            BusyDate if before == 0 => {
                let at = u64::try_from(now(&self.clock) + 3 * DAY).unwrap();
                let date = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(at));
                Doing::Answer(503, vec![("Retry-After", date.into_bytes())], Vec::new())
            }
            Gone if before >= 5 => Doing::Answer(410, Vec::new(), Vec::new()),
            Moved if path == "/feed" && before >= 4 => to(301, "/new"),
            Slip if path == "/feed" && before == 4 => to(308, "/new"),
            Charsets => in_charset(&feed, before),
            HalfClosed if bad => Doing::Raw(b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec()),
            Reset if bad => Doing::Reset,
            Cloudflare => {
                let headers = vec![("cf-mitigated", b"challenge".to_vec()), ("Server", b"cloudflare".to_vec())];
                Doing::Answer(403, headers, b"<title>Just a moment...</title>".to_vec())
            }
            DataDome => {
                let page = b"<script src=https://ct.captcha-delivery.com/c.js></script>";
                Doing::Answer(403, vec![("X-DataDome", b"protected".to_vec())], page.to_vec())
            }
            Imperva => {
                plain(b"<!doctype html><html><body><iframe src=\"/_Incapsula_Resource?x=1\"></iframe></body></html>".to_vec())
            }
            Page if bad => plain(b"<!doctype html><html><body><h1>Under construction</h1></body></html>".to_vec()),
            Maps if path == "/feed" => plain(self.map_of_maps().into_bytes()),
            Maps => plain(self.map(path).into_bytes()),
            Front => plain(self.front().into_bytes()),
            _ => plain(feed.into_bytes()),
        }
    }

    fn feed(&self, manner: Manner) -> String {
        let items: String = match manner {
            Empty => String::new(),
            Crowded => (0..6_000)
                .map(|n| {
                    format!(
                        "<item><title>Row {n}</title><link>https://crowd.example/{n}</link></item>"
                    )
                })
                .collect(),
            _ => (0..self.published())
                .map(|n| self.item(manner, n))
                .collect(),
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
             xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>Café {manner:?}</title><link>{home}</link>\
             <description>News</description><lastBuildDate>{}</lastBuildDate>{items}</channel></rss>",
            now(&self.clock),
            home = self.url(manner, "/")
        )
    }

    fn item(&self, manner: Manner, n: i64) -> String {
        let url = self.url(manner, &format!("/a/{n}"));
        let (headline, body) = words(manner, n);
        let day = now(&self.clock) / DAY;
        match manner {
            // Only named; said to be updated every day.
            Counters => format!(
                "<item><title>{headline}</title><link>{url}</link><guid>{url}</guid><atom:updated>{}</atom:updated></item>",
                httpdate::fmt_http_date(
                    UNIX_EPOCH + Duration::from_secs(u64::try_from(day * DAY).unwrap())
                )
            ),
            // Ids that change each time, dates that can't be, links that are none beside.
            Careless => format!(
                "<item><title>{headline}</title><link>{url}</link><guid isPermaLink=\"false\">{}</guid><pubDate>{}</pubDate>{}</item>\
                 <item><title>Nothing</title><link>javascript:alert(1)</link></item>",
                now(&self.clock),
                [
                    "Thu, 01 Jan 1970 00:00:00 GMT",
                    "Fri, 01 Jan 2099 00:00:00 GMT",
                    "soon"
                ][usize::try_from(n % 3).unwrap()],
                content(&body)
            ),
            _ => format!(
                "<item><title>{headline}</title><link>{url}</link><guid>{url}</guid>{}</item>",
                content(&body)
            ),
        }
    }

    /// A page of an outlet that only names its articles.
    fn article_page(&self, manner: Manner, n: i64) -> String {
        let (headline, mut body) = words(manner, n);
        let seen = self.visits(manner).len();
        if manner == Counters && n == 0 && self.published() >= 3 {
            body.push(
                "The council has since taken the whole plan back, its clerk said on the quay."
                    .to_owned(),
            );
        }
        let page = page("Courier", &headline, "2026-03-04T05:06:07Z", &body);
        let counter = format!(
            "</h1><div class=\"counter\"><span>{seen} views</span> · <span>{seen} comments</span></div>"
        );
        page.replace("</h1>", &counter)
    }

    /// A sitemap for each article; the last one changes.
    fn map_of_maps(&self) -> String {
        let maps = (0..self.published()).map(|n| {
            let changed = httpdate::fmt_http_date(
                UNIX_EPOCH
                    + Duration::from_secs(u64::try_from(self.began + n * EVERY * DAY).unwrap()),
            );
            format!(
                "<sitemap><loc>{}</loc><lastmod>{changed}</lastmod></sitemap>",
                self.url(Maps, &format!("/map/{n}"))
            )
        });
        format!(
            "<?xml version=\"1.0\"?><sitemapindex>{}</sitemapindex>",
            maps.collect::<String>()
        )
    }

    fn map(&self, path: &str) -> String {
        let n = path.trim_start_matches("/map/");
        format!(
            "<?xml version=\"1.0\"?><urlset><url><loc>{}</loc></url></urlset>",
            self.url(Maps, &format!("/a/{n}"))
        )
    }

    fn front(&self) -> String {
        let links = (0..self.published())
            .map(|n| format!("<li><a href=\"/a/{n}?utm_source=front\">One</a></li>"));
        let old = (0..3).map(|n| format!("<li><a href=\"/archive/2019/{n}\">Old</a></li>"));
        format!(
            "<!doctype html><html><body><a href=/about>About</a><ul>{}{}</ul></body></html>",
            links.collect::<String>(),
            old.collect::<String>()
        )
    }
}

/// Headline and paragraphs of an article.
fn words(manner: Manner, n: i64) -> (String, Vec<String>) {
    let seed = u64::try_from(n).unwrap() + 1000 * (manner as u64 + 1);
    let mut dice = Dice::new(seed);
    let mut body = paragraphs(&mut dice);
    body[0] = format!("In Élan, {}", body[0]);
    (
        format!("Report {n} of {manner:?} on the harbour and the café"),
        body,
    )
}

fn content(body: &[String]) -> String {
    let body: String = body.iter().map(|p| format!("<p>{p}</p>")).collect();
    format!("<content:encoded><![CDATA[{body}]]></content:encoded>")
}

/// The desk's clock.
pub fn now(clock: &PathBuf) -> i64 {
    let real = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let ahead = std::fs::read_to_string(clock).unwrap();
    i64::try_from(real).unwrap() + ahead.trim().parse::<i64>().unwrap()
}

fn starts(line: &[u8], name: &[u8]) -> bool {
    line.get(..name.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(name))
}

fn plain(body: Vec<u8>) -> Doing {
    Doing::Answer(200, Vec::new(), body)
}

fn packed(coding: &str, body: Vec<u8>) -> Doing {
    Doing::Answer(
        200,
        vec![("Content-Encoding", coding.as_bytes().to_vec())],
        body,
    )
}

fn to(status: u16, place: &str) -> Doing {
    Doing::Answer(
        status,
        vec![("Location", place.as_bytes().to_vec())],
        Vec::new(),
    )
}

/// An answer that states a length of its own.
fn sized(body: &[u8], length: usize) -> Doing {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
    Doing::Raw([head.as_bytes(), body].concat())
}

fn in_charset(feed: &str, before: usize) -> Doing {
    let latin = |text: &str| {
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect::<Vec<u8>>()
    };
    let undeclared = feed.replace(" encoding=\"utf-8\"", "");
    let (kind, body) = match before % 4 {
        0 => ("application/rss+xml", feed.as_bytes().to_vec()),
        1 => ("text/xml; charset=windows-1252", latin(&undeclared)),
        2 => ("text/xml; charset=utf-8", latin(feed)),
        _ => {
            let mut body = vec![0xff, 0xfe];
            body.extend(undeclared.encode_utf16().flat_map(u16::to_le_bytes));
            ("application/xml", body)
        }
    };
    Doing::Answer(200, vec![("Content-Type", kind.as_bytes().to_vec())], body)
}

fn gzip_bomb() -> Vec<u8> {
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..64 {
        bomb.write_all(&vec![0; 1 << 20]).unwrap();
    }
    bomb.finish().unwrap()
}

/// 64 MiB of zeros.
const BROTLI_BOMB: [u8; 54] = [
    0xcf, 0xff, 0xff, 0x7f, 0xf8, 0x27, 0x00, 0xe2, 0xb1, 0x40, 0x20, 0xf7, 0xfe, 0x9f, 0xff, 0xff,
    0xff, 0xf0, 0x4f, 0x00, 0xc4, 0x61, 0x01, 0x80, 0xee, 0xfd, 0x3f, 0xff, 0xff, 0xff, 0xe1, 0x9f,
    0x00, 0x88, 0xc3, 0x22, 0x00, 0xdd, 0xfb, 0x7f, 0xfe, 0xff, 0xff, 0xc3, 0x3f, 0x01, 0x10, 0x87,
    0x05, 0x00, 0xba, 0xf7, 0xff, 0x03,
];

fn xml_bomb() -> String {
    let mut bomb = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"laugh\">");
    for n in 1..30 {
        bomb += &format!("<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    bomb + "]><rss version=\"2.0\"><channel><title>&a29;</title><item><title>&a29;</title></item></channel></rss>"
}

fn play(mut stream: TcpStream, doing: Doing) -> std::io::Result<()> {
    match doing {
        Doing::Answer(status, headers, body) => {
            let mut head = format!("HTTP/1.1 {status} Said\r\nConnection: close\r\n").into_bytes();
            if status != 304 {
                head.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
            }
            for (name, value) in headers {
                head.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
            }
            head.extend(b"\r\n");
            stream.write_all(&head)?;
            stream.write_all(&body)?;
            stream.shutdown(std::net::Shutdown::Write)?;
            // The other side closes first, so that nothing is lost.
            stream.read_to_end(&mut Vec::new())?;
        }
        Doing::Raw(bytes) => {
            stream.write_all(&bytes)?;
            stream.shutdown(std::net::Shutdown::Write)?;
            stream.read_to_end(&mut Vec::new())?;
        }
        Doing::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")?;
            loop {
                stream.write_all(b" ")?;
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        Doing::Endless => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")?;
            let piece = vec![b' '; 1 << 20];
            loop {
                stream.write_all(&piece)?;
            }
        }
        Doing::Reset => {
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<rss>")?;
            // Closing without lingering is a reset.
            rustix::net::sockopt::set_socket_linger(&stream, Some(Duration::ZERO))?;
        }
    }
    Ok(())
}
