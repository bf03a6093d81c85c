//! The server: comes up, takes note of other processes, stops when asked, and follows feeds of a local outlet.

use super::fiction::any_page;
use super::{Place, program, run};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running `dateline serve`.
pub struct Server {
    child: Child,
    address: String,
}

impl Server {
    pub fn over(inputs: &[&str], data: &str, more: &[&str]) -> Server {
        Server::with(program(), inputs, data, more)
    }

    /// The same, of a program with surroundings of its own.
    pub fn with(mut program: Command, inputs: &[&str], data: &str, more: &[&str]) -> Server {
        let mut child = program
            .arg("serve")
            .args(inputs)
            .args(["--data", data, "--listen", "127.0.0.1:0"])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.unwrap();
            let at = line.find("http://")? + "http://".len();
            Some(line[at..].trim_end_matches('/').to_owned())
        });
        let address = address.unwrap_or_else(|| {
            let mut err = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut err)
                .unwrap();
            panic!("no address: {err}")
        });
        Server { child, address }
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Status and body.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.0\r\nHost: {}\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|s| s.parse().ok());
        let body = answer
            .split_once("\r\n\r\n")
            .map(|(_, body)| body.to_owned());
        (status.unwrap_or(0), body.unwrap_or_default())
    }

    /// Ends it without a warning (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop and returns what it said on standard error.
    pub fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        let killed = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(killed.unwrap().success());
        let mut err = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        let status = self.child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{err}");
        assert!(!err.contains("panicked"), "{err}");
        err
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for something to become true; how long is no matter of the test.
pub fn eventually(what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(120);
    while !holds() {
        assert!(Instant::now() < end, "never: {what}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn it_stops_when_asked_and_comes_up_again_with_what_it_had() {
    let place = Place::new();
    place.write("pages/one.html", any_page(1));
    place.write("pages/two.html", any_page(2));
    let agency = "{\"id\":\"MPA\",\"name\":\"Merrow Press\",\"kind\":\"agency\"}\n";
    place.write("pages/agencies.jsonl", agency);
    let pages = place.text("pages");
    let server = Server::over(&[&pages], &place.data(), &[]);
    assert_eq!(server.get("/healthz").0, 200);
    let err = server.stop();
    assert!(
        err.contains("2 stored") && err.contains("installed"),
        "{err}"
    );
    let kept = std::fs::read_to_string(place.at("data/agencies.jsonl")).unwrap();
    assert_eq!(kept, agency);

    place.write(
        "data/agencies.jsonl",
        "{\"id\":\"OWN\",\"name\":\"Own\",\"kind\":\"agency\"}\n",
    );
    let again = Server::over(&[&pages], &place.data(), &[]).stop();
    assert!(again.contains("2 unchanged"), "{again}");
    let kept = std::fs::read_to_string(place.at("data/agencies.jsonl")).unwrap();
    assert!(kept.contains("OWN"), "the desk's own list stays");
}

#[test]
fn it_takes_in_beside_a_running_server() {
    let place = Place::new();
    let one = place.write("one.html", any_page(1));
    let two = place.write("two.html", any_page(2));
    let server = Server::over(&[&one], &place.data(), &[]);
    run(["ingest", &two, "--data", &place.data()]).expect(0);
    run(["ingest", &one, "--data", &place.data()]).expect(0);
    assert_eq!(
        run(["export", "jsonl", "--data", &place.data()])
            .lines()
            .len(),
        2
    );
    server.stop();
    run(["doctor", "--data", &place.data()]).expect(0);
}

#[test]
fn a_folder_gives_its_pages_their_addresses() {
    let place = Place::new();
    let own = any_page(1).replace(
        "<head>",
        "<head><link rel=canonical href=\"https://courier.example/own\">",
    );
    place.write("pages/deep/own.html", own);
    place.write("pages/deep/listed.html", any_page(2));
    place.write(
        "pages/urls.tsv",
        "deep/listed.html\thttps://ledger.example/listed\n",
    );
    Server::over(&[&place.text("pages")], &place.data(), &[]).stop();
    let mut urls: Vec<String> = run(["export", "jsonl", "--data", &place.data()])
        .lines()
        .iter()
        .map(|article| article["url"].as_str().unwrap_or("none").to_owned())
        .collect();
    urls.sort();
    assert_eq!(
        urls,
        [
            "https://courier.example/own",
            "https://ledger.example/listed"
        ]
    );
}
