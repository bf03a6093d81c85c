//! A reader's walk in a real browser: front → story → article → origin → section → search → trace. Each page must
//! come without a word in the console, fit its window, and look like a page.

mod running;

use running::Running;
use serde_json::{Value, json};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// A narrow telephone and a wide desk.
const WIDTHS: [u32; 2] = [360, 1440];

/// chromedriver, stopped when dropped.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Driver {
        // The client that speaks to the driver is the program's own, which leaves the choice to whoever runs it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let process = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver can't be started; `cargo xtask test` installs it");
        let driver = Driver { process, port };
        let patience = Instant::now() + Duration::from_secs(60);
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < patience, "chromedriver doesn't answer");
            std::thread::sleep(Duration::from_millis(50));
        }
        driver
    }

    async fn browser(&self) -> WebDriver {
        let mut wanted = DesiredCapabilities::chrome();
        for argument in [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
        ] {
            wanted.add_arg(argument).unwrap();
        }
        wanted
            .set("goog:loggingPrefs", json!({"browser": "ALL"}))
            .unwrap();
        WebDriver::new(format!("http://127.0.0.1:{}", self.port), wanted)
            .await
            .expect("the browser doesn't start")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Looks at the page that the browser is on.
async fn look(browser: &WebDriver, port: u16, what: &str) {
    let title = browser.title().await.unwrap();
    assert!(!title.trim().is_empty(), "{what} has no title");
    for width in WIDTHS {
        browser.set_window_rect(0, 0, width, 900).await.unwrap();
        let fits =
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        let fits = browser.execute(fits, vec![]).await.unwrap();
        assert_eq!(
            fits.json(),
            &Value::Bool(true),
            "{what} is wider than a window of {width} pixels"
        );
        let picture = browser.screenshot_as_png().await.unwrap();
        assert!(
            picture.len() > 8_000,
            "{what} at {width} pixels is a picture of {} bytes: blank?",
            picture.len()
        );
    }
    let said = console(browser, port).await;
    assert!(said.is_empty(), "{what} says in the console: {said:?}");
}

/// What the page wrote to the console since the last time.
async fn console(browser: &WebDriver, port: u16) -> Vec<Value> {
    let session = browser.session_id();
    let url = format!("http://127.0.0.1:{port}/session/{session}/se/log");
    let body = json!({"type": "browser"}).to_string();
    let answer = reqwest::Client::new()
        .post(url)
        .body(body)
        .send()
        .await
        .unwrap()
        .text()
        .await
        .unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    answer["value"]
        .as_array()
        .cloned()
        .unwrap_or_else(|| panic!("no console log: {answer}"))
}

async fn follow(browser: &WebDriver, selector: &str, what: &str) {
    let link = browser
        .find(By::Css(selector))
        .await
        .unwrap_or_else(|_| panic!("no {what} ({selector})"));
    let target = link
        .attr("href")
        .await
        .unwrap()
        .unwrap_or_else(|| panic!("{what} links nowhere"));
    let here = browser.current_url().await.unwrap();
    browser
        .goto(here.join(&target).unwrap().as_str())
        .await
        .unwrap();
}

async fn main_text(browser: &WebDriver) -> String {
    browser
        .find(By::Css("main"))
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
}

#[tokio::test]
async fn a_reader_walks_through_the_site() {
    let site = Running::over_samples();
    let driver = Driver::start();
    let browser = driver.browser().await;

    browser.goto(site.url("/")).await.unwrap();
    look(&browser, driver.port, "front").await;

    follow(
        &browser,
        "main a[href^='/story/']",
        "story on the front page",
    )
    .await;
    look(&browser, driver.port, "story").await;

    // A page of the farm, by the search, so that there is an origin to go to.
    browser.goto(site.url("/search?q=is:marked")).await.unwrap();
    look(&browser, driver.port, "search").await;
    follow(&browser, "main a[href^='/article/']", "marked article").await;
    look(&browser, driver.port, "marked article").await;
    assert!(
        browser.find(By::Css("main mark")).await.is_ok()
            || main_text(&browser).await.contains("marked")
    );

    let copy = browser.current_url().await.unwrap();
    follow(&browser, "a[rel~='via']", "origin of the marked article").await;
    assert_ne!(
        browser.current_url().await.unwrap(),
        copy,
        "the origin is another page"
    );
    look(&browser, driver.port, "origin").await;

    follow(&browser, "main a[href^='/section/']", "section").await;
    look(&browser, driver.port, "section").await;

    browser.goto(site.url("/")).await.unwrap();
    let field = browser.find(By::Css("input[type='search']")).await.unwrap();
    field.send_keys("flood").await.unwrap();
    field.send_keys(Key::Enter + "").await.unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    while !browser
        .current_url()
        .await
        .unwrap()
        .path()
        .starts_with("/search")
    {
        assert!(Instant::now() < patience, "the search field leads nowhere");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(main_text(&browser).await.to_lowercase().contains("flood"));
    look(&browser, driver.port, "search by hand").await;

    browser.goto(site.url("/trace")).await.unwrap();
    look(&browser, driver.port, "trace form").await;
    let twin = std::fs::read_to_string(running::root().join("xtask/newsroom/twin.txt")).unwrap();
    let field = browser.find(By::Css("textarea")).await.unwrap();
    browser
        .execute(
            "arguments[0].value = arguments[1]",
            vec![field.to_json().unwrap(), json!(twin)],
        )
        .await
        .unwrap();
    browser
        .execute("arguments[0].form.submit()", vec![field.to_json().unwrap()])
        .await
        .unwrap();
    while browser.current_url().await.unwrap().path() == "/trace" {
        assert!(
            Instant::now() < patience + Duration::from_secs(60),
            "the trace form leads nowhere"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    look(&browser, driver.port, "trace report").await;
    assert!(
        main_text(&browser).await.contains("MPA"),
        "the report names the wire"
    );

    browser.quit().await.unwrap();
}
