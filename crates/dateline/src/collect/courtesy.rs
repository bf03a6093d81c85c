//! robots.txt (RFC 9309) before pages are fetched: read once a day for each site, its crawl-delay kept as courtesy.
//! Feeds are published to be polled and are asked without.

use super::fetch::{AGENT_NAME, Ask, FetchError, Fetcher};
use dateline_core::collect::robots::Robots;
use dateline_store::now;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

const FRESH_SECONDS: i64 = 24 * 3600;
/// Sites remembered before the stale are forgotten.
const MANY: usize = 10_000;
/// Longest crawl-delay that is waited for; one that asks for more is a site that wants no visits.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What a site lets us do.
#[derive(Debug, Clone, PartialEq)]
pub enum Permission {
    /// With the pause that it asks for between visits.
    Granted(Option<Duration>),
    /// By its robots.txt.
    Denied,
    /// Its robots.txt can't be had just now: until it can, nothing is fetched.
    Unknown(String),
}

/// The rules of the sites visited lately.
#[derive(Debug, Default)]
pub struct Courtesy {
    sites: Mutex<HashMap<String, (i64, Arc<Robots>)>>,
}

impl Courtesy {
    /// Whether a page may be fetched.
    pub async fn permission(&self, fetcher: &Fetcher, page: &str) -> Permission {
        let Some(file) = file_of(page) else {
            // What is no address is refused by the fetcher, with its reason.
            return Permission::Granted(None);
        };
        let robots = match self.known(&file) {
            Some(robots) => robots,
            None => match read(fetcher, &file).await {
                Ok(robots) => self.remember(file, robots),
                Err(reason) => return Permission::Unknown(reason),
            },
        };
        if !robots.allows(AGENT_NAME, page) {
            return Permission::Denied;
        }
        let pause = robots.crawl_delay(AGENT_NAME);
        let pause = pause.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Permission::Granted(pause.map(|pause| pause.min(LONGEST_PAUSE)))
    }

    fn known(&self, file: &str) -> Option<Arc<Robots>> {
        let sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        let (read_at, robots) = sites.get(file)?;
        (now() - read_at < FRESH_SECONDS).then(|| Arc::clone(robots))
    }

    fn remember(&self, file: String, robots: Robots) -> Arc<Robots> {
        let robots = Arc::new(robots);
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if sites.len() >= MANY {
            sites.retain(|_, (read_at, _)| now() - *read_at < FRESH_SECONDS / 2);
        }
        sites.insert(file, (now(), Arc::clone(&robots)));
        robots
    }
}

/// The address of the robots.txt that speaks for a page.
fn file_of(page: &str) -> Option<String> {
    let url = Url::parse(page).ok()?;
    matches!(url.scheme(), "http" | "https")
        .then(|| url.join("/robots.txt").ok())
        .flatten()
        .map(|url| url.to_string())
}

/// Reads a robots.txt. One that isn't there allows everything; a server at fault allows nothing for now.
async fn read(fetcher: &Fetcher, file: &str) -> Result<Robots, String> {
    match fetcher.fetch(&Ask::page(file)).await {
        Ok(answer) => match answer.status {
            200..300 => Ok(Robots::parse(&answer.body)),
            429 | 500.. => Err(format!(
                "robots.txt: {}",
                answer.fault().unwrap_or_default()
            )),
            _ => Ok(Robots::default()),
        },
        // Nothing that could be read as rules: as if it weren't there.
        Err(
            FetchError::TooLarge
            | FetchError::Unpacking(_)
            | FetchError::TooManyRedirects
            | FetchError::RedirectLoop,
        ) => Ok(Robots::default()),
        Err(error) => Err(format!("robots.txt: {error}")),
    }
}
