//! One HTTP client for everything: feeds, pages, robots.txt and addresses given on the command line.
//!
//! Every hop of a redirect passes the guard and takes its turn at its host; bodies are read up to a limit, unpacked
//! size counted; validators go back to the server byte for byte.

use super::guard::{Guard, Refused};
use super::spacing::Spacing;
use dateline_core::collect::decompress::{self, Limits};
use dateline_core::time;
use dateline_store::now;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{self, HeaderMap, HeaderValue};
use reqwest::{Client, Response, StatusCode};
use std::error::Error;
use std::sync::Arc;
use std::time::{Duration, Instant, UNIX_EPOCH};
use url::Url;

/// Largest body that is taken, unpacked.
pub const MAX_BODY_BYTES: usize = 32 << 20;
/// Most bytes unpacked for a byte received; markup of the most monotonous kind packs some hundred to one.
const MAX_RATIO: u64 = 1000;
const MAX_REDIRECTS: usize = 5;
/// How long a whole answer may take, unless somebody says otherwise.
pub const PATIENCE: Duration = Duration::from_secs(60);
/// Parts of it that connecting, and waiting for a next byte, may take.
const CONNECT_PART: u32 = 6;
const IDLE_PART: u32 = 3;
const AGENT: &str = concat!(
    "Dateline/",
    env!("CARGO_PKG_VERSION"),
    " (+",
    env!("CARGO_PKG_REPOSITORY"),
    ")"
);
/// The name that robots.txt knows us by.
pub const AGENT_NAME: &str = "Dateline";

/// What to ask for.
#[derive(Debug, Clone, Default)]
pub struct Ask<'a> {
    pub url: &'a str,
    /// What the server said last time, to be told that nothing changed.
    pub etag: Option<&'a str>,
    pub last_modified: Option<&'a str>,
    /// A longer pause at this host than the usual one.
    pub pause: Option<Duration>,
    /// What to send instead of only asking.
    pub sent: Option<Sent<'a>>,
}

/// What is sent to an address.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    pub media_type: &'a str,
    pub body: &'a str,
}

impl<'a> Ask<'a> {
    pub fn page(url: &'a str) -> Ask<'a> {
        Ask {
            url,
            ..Ask::default()
        }
    }
}

/// What a server answered, whatever its status.
#[derive(Debug, Clone)]
pub struct Answer {
    /// After redirects.
    pub url: String,
    /// Where it moved for good: every hop on the way said so.
    pub moved_to: Option<String>,
    pub status: u16,
    /// Names as received, those about the transfer left out.
    pub headers: Vec<(String, String)>,
    validators: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
    /// RFC 3339.
    pub fetched_at: String,
    /// From asking to the last byte, waiting for our turn not counted.
    pub took: Duration,
}

impl Answer {
    /// What came without being asked for, as if it had been the answer.
    pub fn sent(
        url: &str,
        headers: Vec<(String, String)>,
        body: Vec<u8>,
        fetched_at: String,
    ) -> Answer {
        Answer {
            url: url.to_owned(),
            moved_to: None,
            status: 200,
            headers,
            validators: Vec::new(),
            body,
            fetched_at,
            took: Duration::ZERO,
        }
    }

    /// ETag and Last-Modified, to be sent back byte for byte: each byte as the character of its number.
    pub fn validator(&self, name: &str) -> Option<String> {
        self.validators
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.clone())
    }

    /// The target of a Link header with this relation, absolute.
    pub fn link(&self, rel: &str) -> Option<String> {
        let named = self
            .headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("link"));
        let target = named
            .flat_map(|(_, value)| links(value))
            .find(|(_, rels)| rels.split_ascii_whitespace().any(|r| r == rel));
        let url = Url::parse(&self.url).ok()?.join(&target?.0).ok()?;
        Some(url.into())
    }

    /// The value of a header, by its name in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Seconds until the server wants to be asked again, stated as seconds or as a date.
    pub fn retry_after(&self) -> Option<i64> {
        let value = self.header("retry-after")?.trim();
        if let Ok(seconds) = value.parse::<i64>() {
            return Some(seconds.max(0));
        }
        let at = httpdate::parse_http_date(value).ok()?;
        let at = at.duration_since(UNIX_EPOCH).ok()?.as_secs();
        Some((i64::try_from(at).ok()? - now()).max(0))
    }

    /// Seconds that the answer stays fresh by `Cache-Control: max-age`.
    pub fn max_age(&self) -> Option<i64> {
        let value = self.header("cache-control")?.to_ascii_lowercase();
        let stated = value
            .split(',')
            .find_map(|part| part.trim().strip_prefix("max-age="))?;
        stated.trim_matches('"').parse().ok()
    }

    /// Why the answer is no content, in words; `None` when it is.
    pub fn fault(&self) -> Option<String> {
        let status = StatusCode::from_u16(self.status).ok()?;
        if status.is_success() {
            return None;
        }
        let reason = status.canonical_reason().unwrap_or("no standard status");
        let who = match self.guard_that_answered() {
            Some(name) => format!(", answered by {name}"),
            None => String::new(),
        };
        Some(format!("answered {} {reason}{who}", self.status))
    }

    /// Which bot guard answered in place of the site, by its own marks.
    pub fn guard_that_answered(&self) -> Option<&'static str> {
        if !matches!(self.status, 200..300 | 401 | 403 | 405 | 429 | 503) {
            return None;
        }
        let by_page = guard_page(&self.body);
        if self.status < 300 || by_page.is_some() {
            return by_page;
        }
        let has = |name: &str| self.header(name).is_some();
        let server = self
            .header("server")
            .unwrap_or_default()
            .to_ascii_lowercase();
        Some(match () {
            () if has("x-datadome") || server.contains("datadome") => "DataDome",
            () if has("x-iinfo") => "Imperva",
            () if has("x-sucuri-id") => "Sucuri",
            () if has("x-amzn-waf-action") => "AWS WAF",
            () if server.starts_with("akamai") => "Akamai",
            // Others stand behind it, and it names itself on their answers, too.
            () if has("cf-mitigated") || server.starts_with("cloudflare") => "Cloudflare",
            () => return None,
        })
    }
}

/// Pages in which guards ask for proof of a person are short.
const GUARD_PAGE_BYTES: usize = 64 << 10;

/// The guard whose challenge a page is, by the address of its script.
fn guard_page(body: &[u8]) -> Option<&'static str> {
    let page = (body.len() <= GUARD_PAGE_BYTES).then(|| String::from_utf8_lossy(body))?;
    let marks = [
        ("captcha-delivery.com/", "DataDome"),
        ("/cdn-cgi/challenge-platform/", "Cloudflare"),
        ("_Incapsula_Resource", "Imperva"),
        ("px-captcha", "HUMAN"),
        ("/_sec/cp_challenge/", "Akamai"),
        ("awswaf.com/", "AWS WAF"),
    ];
    let text_is_short = || page.matches("<p").count() < 10;
    let found = marks.iter().find(|(mark, _)| page.contains(mark));
    found.filter(|_| text_is_short()).map(|(_, name)| *name)
}

/// The targets of a Link header with their relations.
fn links(header: &str) -> Vec<(String, String)> {
    let parts = header.split('<').skip(1).filter_map(|part| {
        let (target, parameters) = part.split_once('>')?;
        let rel = parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_end_matches(',').trim();
            name.trim()
                .eq_ignore_ascii_case("rel")
                .then(|| value.trim_matches('"').to_ascii_lowercase())
        });
        Some((target.trim().to_owned(), rel?))
    });
    parts.collect()
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("larger than {} MiB, not taken", MAX_BODY_BYTES >> 20)]
    TooLarge,
    #[error("can't be unpacked: {0}")]
    Unpacking(String),
    #[error("redirected more than {MAX_REDIRECTS} times")]
    TooManyRedirects,
    #[error("redirects in a circle")]
    RedirectLoop,
    #[error("redirected to no address: {0}")]
    BadRedirect(String),
    #[error("no answer in time")]
    Timeout,
    #[error("can't connect: {0}")]
    Connection(String),
    #[error("the answer broke off: {0}")]
    BrokeOff(String),
}

impl FetchError {
    /// Whether asking again later may help.
    pub fn is_transient(&self) -> bool {
        match self {
            FetchError::Timeout | FetchError::Connection(_) | FetchError::BrokeOff(_) => true,
            FetchError::Refused(refused) => matches!(refused, Refused::Unknown(..)),
            _ => false,
        }
    }
}

/// The client. Cheap to clone; all clones share connections and turns.
#[derive(Debug, Clone)]
pub struct Fetcher {
    client: Client,
    guard: Guard,
    spacing: Arc<Spacing>,
}

impl Fetcher {
    /// # Errors
    /// When the system has no TLS roots to trust.
    pub fn new(guard: Guard, pause: Duration, patience: Duration) -> anyhow::Result<Fetcher> {
        // Another part of the process may have installed it before; that is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(AGENT)
            .redirect(reqwest::redirect::Policy::none())
            // A proxy would resolve names behind the guard's back.
            .no_proxy()
            .dns_resolver(Arc::new(GuardedNames(guard.clone())))
            .connect_timeout(patience / CONNECT_PART)
            .read_timeout(patience / IDLE_PART)
            .timeout(patience)
            .pool_idle_timeout(Duration::from_secs(30))
            .pool_max_idle_per_host(1)
            .build()?;
        Ok(Fetcher {
            client,
            guard,
            spacing: Arc::new(Spacing::new(pause)),
        })
    }

    /// Asks for an address and follows its redirects.
    ///
    /// # Errors
    /// When there is no answer, or none that can be taken. A status that is no success is an answer.
    pub async fn fetch(&self, ask: &Ask<'_>) -> Result<Answer, FetchError> {
        let mut url = parse(ask.url)?;
        let mut seen = vec![url.clone()];
        let mut permanent = true;
        let mut moved = false;
        loop {
            self.guard.admit(&url)?;
            let host = url.host_str().unwrap_or_default().to_owned();
            let turn = self.spacing.turn(&host, ask.pause).await;
            let asked_at = Instant::now();
            let response = self.send(&url, ask).await?;
            let Some(next) = redirected(&url, &response, ask)? else {
                let moved_to = (permanent && moved).then(|| url.to_string());
                let answer = read(url, response, moved_to).await;
                drop(turn);
                let took = asked_at.elapsed();
                return answer.map(|answer| Answer { took, ..answer });
            };
            permanent &= matches!(response.status().as_u16(), 301 | 308);
            moved = true;
            if seen.contains(&next) {
                return Err(FetchError::RedirectLoop);
            }
            if seen.len() > MAX_REDIRECTS {
                return Err(FetchError::TooManyRedirects);
            }
            seen.push(next.clone());
            url = next;
        }
    }

    async fn send(&self, url: &Url, ask: &Ask<'_>) -> Result<Response, FetchError> {
        let mut headers = HeaderMap::new();
        let accepted = HeaderValue::from_static(decompress::ACCEPTED);
        headers.insert(header::ACCEPT_ENCODING, accepted);
        for (name, value) in [
            (header::IF_NONE_MATCH, ask.etag),
            (header::IF_MODIFIED_SINCE, ask.last_modified),
        ] {
            if let Some(Ok(value)) = value.map(|value| HeaderValue::from_bytes(&bytes_of(value))) {
                headers.insert(name, value);
            }
        }
        let request = match ask.sent {
            None => self.client.get(url.clone()),
            Some(sent) => {
                if let Ok(media_type) = HeaderValue::from_str(sent.media_type) {
                    headers.insert(header::CONTENT_TYPE, media_type);
                }
                self.client.post(url.clone()).body(sent.body.to_owned())
            }
        };
        let request = request.headers(headers);
        request.send().await.map_err(|error| told(&error))
    }
}

fn parse(url: &str) -> Result<Url, FetchError> {
    Url::parse(url).map_err(|e| Refused::NotAnAddress(format!("{url}: {e}")).into())
}

/// Header bytes as characters of the same numbers, and back: what a server sends need be no text.
fn characters_of(value: &HeaderValue) -> String {
    value.as_bytes().iter().copied().map(char::from).collect()
}

fn bytes_of(value: &str) -> Vec<u8> {
    value
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect()
}

/// Where a response sends us on. What we send goes on only where the server asks for it to be sent again.
fn redirected(from: &Url, response: &Response, ask: &Ask) -> Result<Option<Url>, FetchError> {
    match (response.status().as_u16(), ask.sent) {
        (307 | 308, _) | (301..=303, None) => {}
        _ => return Ok(None),
    }
    let Some(location) = response.headers().get(header::LOCATION) else {
        return Ok(None);
    };
    let location = String::from_utf8_lossy(location.as_bytes()).into_owned();
    let mut next = from
        .join(&location)
        .map_err(|_| FetchError::BadRedirect(location))?;
    if next.fragment().is_none() {
        next.set_fragment(from.fragment());
    }
    Ok(Some(next))
}

async fn read(
    url: Url,
    mut response: Response,
    moved_to: Option<String>,
) -> Result<Answer, FetchError> {
    let status = response.status().as_u16();
    let codings = response.headers().get_all(header::CONTENT_ENCODING);
    let codings: Vec<&str> = codings.iter().filter_map(|v| v.to_str().ok()).collect();
    let codings = codings.join(",");
    let headers = response.headers().iter().filter(|(name, _)| {
        *name != header::TRANSFER_ENCODING
            && *name != header::CONNECTION
            // The body is kept unpacked, where these two would be wrong.
            && (codings.is_empty()
                || (*name != header::CONTENT_ENCODING && *name != header::CONTENT_LENGTH))
    });
    let headers = headers
        .map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        })
        .collect();
    let validator = |name: &'static str| {
        let value = response.headers().get(name).map(characters_of);
        value.map(|value| (name, value))
    };
    let validators = [validator("etag"), validator("last-modified")];
    let validators = validators.into_iter().flatten().collect();
    let mut body = Vec::new();
    while let Some(piece) = response.chunk().await.map_err(|error| told(&error))? {
        if body.len() + piece.len() > MAX_BODY_BYTES {
            return Err(FetchError::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    if !codings.is_empty() {
        body = unpacked(body, codings).await?;
    }
    Ok(Answer {
        url: url.to_string(),
        moved_to,
        status,
        headers,
        validators,
        body,
        fetched_at: time::utc(now()),
        took: Duration::ZERO,
    })
}

/// The body without its content codings; off the threads that wait for others, since a bomb takes its time.
async fn unpacked(body: Vec<u8>, codings: String) -> Result<Vec<u8>, FetchError> {
    let limits = Limits {
        bytes: MAX_BODY_BYTES as u64,
        ratio: MAX_RATIO,
    };
    let work = move || decompress::decode(body, &codings, limits);
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(body)) => Ok(body),
        Ok(Err(error)) => Err(FetchError::Unpacking(error.to_string())),
        Err(_) => Err(FetchError::Unpacking("given up".to_owned())),
    }
}

/// The client's error as one of ours, with its last cause in words.
fn told(error: &reqwest::Error) -> FetchError {
    let mut cause: &dyn Error = error;
    loop {
        if let Some(refused) = cause.downcast_ref::<Refused>() {
            return refused.clone().into();
        }
        match cause.source() {
            Some(next) => cause = next,
            None => break,
        }
    }
    if error.is_timeout() {
        FetchError::Timeout
    } else if error.is_connect() {
        FetchError::Connection(cause.to_string())
    } else {
        FetchError::BrokeOff(cause.to_string())
    }
}

/// Names resolved under the guard's eye: what it lets through is what is connected to.
#[derive(Debug)]
struct GuardedNames(Guard);

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.0.clone();
        Box::pin(async move {
            let addresses = guard.resolve(name.as_str()).await?;
            let addresses: Addrs = Box::new(addresses.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn answer(status: u16, headers: &[(&str, &str)]) -> Answer {
        let headers = headers
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Answer {
            url: "https://outlet.com/".into(),
            moved_to: None,
            status,
            headers: headers.collect(),
            validators: Vec::new(),
            body: Vec::new(),
            fetched_at: String::new(),
            took: Duration::ZERO,
        }
    }

    #[test]
    fn reads_when_to_come_back() {
        assert_eq!(
            answer(429, &[("Retry-After", "120")]).retry_after(),
            Some(120)
        );
        assert_eq!(answer(429, &[("Retry-After", "soon")]).retry_after(), None);
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
        let wait = answer(503, &[("retry-after", &date)])
            .retry_after()
            .unwrap();
        assert!((3500..=3601).contains(&wait), "{wait}");
        let fresh = answer(200, &[("Cache-Control", "public, max-age=900")]);
        assert_eq!(fresh.max_age(), Some(900));
    }

    #[test]
    fn says_who_refused() {
        assert_eq!(answer(200, &[("server", "cloudflare")]).fault(), None);
        let fault = answer(403, &[("Server", "cloudflare")]).fault().unwrap();
        assert_eq!(fault, "answered 403 Forbidden, answered by Cloudflare");
        assert_eq!(answer(404, &[]).fault().unwrap(), "answered 404 Not Found");
    }

    #[test]
    fn a_guards_page_is_known_by_its_script_and_an_article_about_it_is_none() {
        let mut page = answer(200, &[]);
        page.body = b"<html><body><script src=\"https://ct.captcha-delivery.com/c.js\"></script></body></html>".to_vec();
        assert_eq!(page.guard_that_answered(), Some("DataDome"));
        page.status = 403;
        assert!(page.fault().unwrap().ends_with("answered by DataDome"));
        page.body = format!("{}captcha-delivery.com/", "<p>About guards.</p>".repeat(12)).into();
        assert_eq!(page.guard_that_answered(), None);
    }

    #[test]
    fn links_are_read_from_headers() {
        let links = "</hub>; rel=\"hub\", <https://a.com/f,1>; title=x; rel=self";
        let found = answer(200, &[("Link", links)]);
        assert_eq!(found.link("hub").as_deref(), Some("https://outlet.com/hub"));
        assert_eq!(found.link("self").as_deref(), Some("https://a.com/f,1"));
        assert_eq!(found.link("next"), None);
    }
}
