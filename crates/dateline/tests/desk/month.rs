//! A month of the desk's clock beside outlets whose servers misbehave, with the process killed in between: what they
//! published is there, once, in the state it ended in; what failed is told in words; nobody was asked too often.

use super::serving::Server;
use super::touchy::{ALL, DAY, Manner, Outlets, now};
use super::{Place, program};
use serde_json::Value;
use sqlx::SqlitePool;
use sqlx::sqlite::SqliteConnectOptions;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Days that pass, and days between two kills.
const DAYS: i64 = 33;
const KILL_EVERY: i64 = 4;
/// Nothing that is due takes longer, and what is taken is free after so long by the desk's clock.
const LONGEST_WORK: Duration = Duration::from_secs(5);
const LEASE: i64 = 600;
/// The clock goes on by at least so many seconds at a time.
const STEP: i64 = 1800;

struct Month {
    place: Place,
    clock: PathBuf,
    outlets: Arc<Outlets>,
    runtime: tokio::runtime::Runtime,
}

impl Month {
    fn begin() -> Month {
        let place = Place::new();
        place.write("clock", "0");
        let clock = place.at("clock");
        let runtime = tokio::runtime::Builder::new_current_thread();
        Month {
            outlets: Outlets::open(clock.clone()),
            runtime: { runtime }.enable_all().build().unwrap(),
            clock,
            place,
        }
    }

    fn program(&self) -> Command {
        let mut program = program();
        program.env("DATELINE_CLOCK", &self.clock);
        program
    }

    fn desk(&self, args: &[&str]) -> String {
        let output = self
            .program()
            .args(args)
            .args(["--data", &self.place.data(), "--allow-host", "127.0.0.0/8"])
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{args:?}: {err}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn serve(&self) -> Server {
        let more = [
            "--allow-host",
            "127.0.0.0/8",
            "--host-pause",
            "0",
            "--patience",
            "2400",
        ];
        Server::with(self.program(), &[], &self.place.data(), &more)
    }

    /// Turns the clock forward. A file that is half written would turn it back.
    fn turn(&self, seconds: i64) {
        let ahead: i64 = std::fs::read_to_string(&self.clock)
            .unwrap()
            .parse()
            .unwrap();
        let next = self
            .place
            .write("clock.next", (ahead + seconds).to_string());
        std::fs::rename(next, &self.clock).unwrap();
    }

    fn now(&self) -> i64 {
        now(&self.clock)
    }

    fn pool(&self) -> SqlitePool {
        let file = self.place.at("data").join("dateline.sqlite");
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        self.runtime
            .block_on(SqlitePool::connect_with(options))
            .unwrap()
    }

    /// When something is due next: at once while somebody works.
    fn next(&self, pool: &SqlitePool) -> i64 {
        let sql = "SELECT min(CASE WHEN leased_until > $1 THEN $1 ELSE due END) FROM ( \
                   SELECT next_at AS due, leased_until FROM feed WHERE gone = 0 AND paused = 0 \
                   UNION ALL SELECT due_at, leased_until FROM job WHERE dead = 0)";
        let asked = sqlx::query_scalar::<_, Option<i64>>(sql).bind(self.now());
        let next = self.runtime.block_on(asked.fetch_one(pool)).unwrap();
        next.unwrap_or(i64::MAX)
    }

    /// Lets the desk do all that is due. What a killed process had taken is free when its lease is over.
    fn settle(&self, pool: &SqlitePool) {
        let mut began = Instant::now();
        let mut rounds = 0;
        while self.next(pool) <= self.now() {
            if began.elapsed() > LONGEST_WORK {
                assert!(rounds < 12, "never at rest");
                self.turn(LEASE);
                began = Instant::now();
                rounds += 1;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    fn count(&self, sql: &'static str) -> i64 {
        let pool = self.pool();
        let count = self
            .runtime
            .block_on(sqlx::query_scalar(sql).fetch_one(&pool));
        self.runtime.block_on(pool.close());
        count.unwrap()
    }
}

#[test]
fn a_month_beside_servers_that_misbehave() {
    let month = Month::begin();
    let outlets = &month.outlets;
    let outlines: String = ALL
        .iter()
        .filter(|manner| !matches!(manner, Manner::Maps | Manner::Front))
        .map(|manner| {
            format!(
                "<outline type=\"rss\" text=\"{manner:?}\" xmlUrl=\"{}\"/>",
                outlets.url(*manner, "/feed")
            )
        })
        .collect();
    let list = month.place.write(
        "list.opml",
        format!("<opml version=\"2.0\"><body>{outlines}</body></opml>"),
    );
    month.desk(&["add", &list]);
    month.desk(&["add", &outlets.url(Manner::Maps, "/feed")]);
    month.desk(&["add", &outlets.url(Manner::Front, "/front/")]);

    let began = month.now();
    let mut server = month.serve();
    let mut pool = month.pool();
    let mut kill_at = began + KILL_EVERY * DAY;
    let mut kills = 0;
    while month.now() < began + DAYS * DAY {
        month.settle(&pool);
        let wait = (month.next(&pool) - month.now()).clamp(STEP, DAY);
        month.turn(wait);
        if month.now() >= kill_at {
            // At work on what just came due.
            std::thread::sleep(Duration::from_millis(3 + 7 * kills));
            server.kill();
            month.runtime.block_on(pool.close());
            server = month.serve();
            pool = month.pool();
            kill_at += KILL_EVERY * DAY;
            kills += 1;
        }
    }
    month.settle(&pool);
    // Leases of what a kill tore away run out, and nothing more is new.
    month.turn(900);
    month.settle(&pool);
    month.runtime.block_on(pool.close());
    server.stop();
    assert!(kills >= 6, "{kills}");

    assert_eq!(outlets.complaints(), Vec::<String>::new());
    let feeds: Vec<Value> =
        serde_json::from_str(&month.desk(&["feeds", "--format", "json"])).unwrap();
    assert_eq!(feeds.len(), ALL.len());
    the_news_is_there_once(&month);
    health_is_told(&month, &feeds);
    wishes_were_kept(&month, began);
    assert_eq!(month.count("SELECT count(*) FROM job WHERE dead = 0"), 0);
    month.desk(&["doctor"]);
}

/// All that was published, each once, and changed only where it did change.
fn the_news_is_there_once(month: &Month) {
    use Manner::*;
    let mut versions: BTreeMap<String, i64> = BTreeMap::new();
    let rows = "SELECT url || ' ' || version FROM article";
    let pool = month.pool();
    let rows: Vec<String> = month
        .runtime
        .block_on(sqlx::query_scalar(rows).fetch_all(&pool))
        .unwrap();
    for row in rows {
        let (url, version) = row.split_once(' ').unwrap();
        let before = versions.insert(url.to_owned(), version.parse().unwrap());
        assert_eq!(before, None, "{url} is there twice");
    }
    let mut expected = BTreeMap::new();
    let silent = [Inside, Cloudflare, DataDome, Imperva, NoTls, Empty, Crowded];
    for manner in ALL.iter().filter(|manner| !silent.contains(manner)) {
        for n in 0..month.outlets.published() {
            // Gone after some visits, one of them after its first days.
            if *manner == Gone && n > 0 {
                continue;
            }
            let changed = match (manner, n) {
                (Counters, 0) => 2,
                _ => 1,
            };
            expected.insert(month.outlets.url(*manner, &format!("/a/{n}")), changed);
        }
    }
    // What a server published before it went for good.
    let gone = month.outlets.url(Gone, "/a/");
    versions.retain(|url, _| !url.starts_with(&gone) || url.ends_with("/0"));
    // What was cut at first was mended later.
    let cut = versions.get_mut(&month.outlets.url(LengthTooShort, "/a/0"));
    let cut = cut.expect("cut, but there");
    assert!(*cut <= 2, "{cut} versions");
    *cut = 1;
    // What a page linked to before it was watched counts only when its address is made like an article's.
    expected.remove(&month.outlets.url(Front, "/a/0"));
    let differs: Vec<_> = versions
        .iter()
        .filter(|(url, version)| expected.get(*url) != Some(*version))
        .collect();
    let missing: Vec<_> = expected
        .keys()
        .filter(|url| !versions.contains_key(*url))
        .collect();
    assert!(
        differs.is_empty() && missing.is_empty(),
        "too many or other than expected: {differs:?}, missing: {missing:?}"
    );
}

fn health_is_told(month: &Month, feeds: &[Value]) {
    use Manner::*;
    let of = |manner: Manner| {
        let found = feeds.iter().find(|feed| {
            feed["title"]
                .as_str()
                .is_some_and(|title| title.ends_with(&format!("{manner:?}")))
                || feed["url"]
                    .as_str()
                    .is_some_and(|url| url.starts_with(&month.outlets.url(manner, "/")))
        });
        found.unwrap_or_else(|| panic!("{manner:?} is not followed"))
    };
    let failing = [Inside, Cloudflare, DataDome, Imperva, NoTls];
    for manner in ALL {
        let feed = of(*manner);
        let state = match manner {
            Gone => "gone",
            _ if failing.contains(manner) => "failing",
            _ => "ok",
        };
        assert_eq!(feed["state"], state, "{manner:?}: {feed}");
    }
    let error = |manner: Manner| of(manner)["error"].as_str().unwrap().to_owned();
    assert_eq!(
        error(Cloudflare),
        "answered 403 Forbidden, answered by Cloudflare"
    );
    assert_eq!(
        error(DataDome),
        "answered 403 Forbidden, answered by DataDome"
    );
    assert_eq!(error(Imperva), "a page, no feed, answered by Imperva");
    assert_eq!(error(Gone), "gone for good (410)");
    assert!(
        error(Inside).contains("not on the public internet")
            || error(Inside).contains("only http and https"),
        "{}",
        error(Inside)
    );
    // A busy machine may be too slow even to be turned away.
    let no_tls = error(NoTls);
    assert!(
        no_tls.starts_with("can't connect") || no_tls == "no answer in time",
        "{no_tls}"
    );
    assert_eq!(of(Moved)["url"], month.outlets.url(Moved, "/new").as_str());
    assert_eq!(of(Slip)["url"], month.outlets.url(Slip, "/feed").as_str());
    assert_eq!(of(Crowded)["entries"], 6_000);
}

/// Nobody was asked before the time they asked for, after they were gone, or more often than the bounds allow.
fn wishes_were_kept(month: &Month, began: i64) {
    use Manner::*;
    let outlets = &month.outlets;
    for (manner, wait) in [(BusySeconds, 2 * DAY), (BusyDate, 3 * DAY)] {
        let visits = outlets.visits(manner);
        let between = visits[1].at - visits[0].at;
        assert!(
            (wait - 1..wait + DAY).contains(&between),
            "{manner:?}: {between}"
        );
    }
    let gone = outlets.visits(Gone);
    assert_eq!(gone.iter().filter(|visit| visit.status == 410).count(), 1);
    assert_eq!(gone.last().unwrap().status, 410);
    let moved = outlets.visits(Moved);
    let at_old = moved.iter().filter(|visit| visit.status == 301).count();
    assert_eq!(at_old, 3, "believed after the third time");
    for manner in ALL {
        let visits = outlets.visits(*manner);
        let mut asked: Vec<i64> = visits
            .iter()
            .filter(|visit| visit.path == "/feed" && visit.status != 301)
            .map(|visit| visit.at)
            .collect();
        asked.sort_unstable();
        let close = asked
            .windows(2)
            .filter(|pair| pair[1] - pair[0] < 600)
            .count();
        // A kill before the record repeats a question once.
        assert!(
            close <= 8,
            "{manner:?}: {close} too close of {}",
            asked.len()
        );
        assert!(asked.len() < 300, "{manner:?}: {} visits", asked.len());
    }
    assert!(month.now() - began >= DAYS * DAY);
}
