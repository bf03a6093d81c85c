//! The real program, running over a data folder of its own for as long as a test needs it.

#![allow(dead_code, reason = "each test file uses a part of this")]

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A site that is being served. Stopped and swept away when dropped.
pub struct Running {
    server: Child,
    /// `127.0.0.1:PORT`
    pub address: String,
    pub data: PathBuf,
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Cargo says it anew at every run: a build shared between checkouts must not look into another one.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.join("../..")
}

/// A folder that no other test uses.
pub fn fresh_folder() -> PathBuf {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let name = format!(
        "dateline-test-{}-{}",
        std::process::id(),
        NUMBER.fetch_add(1, Ordering::Relaxed)
    );
    let folder = std::env::temp_dir().join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Running {
    /// The site over the sample newsroom, ready to be asked.
    pub fn over_samples() -> Running {
        let data = fresh_folder().join("data");
        let mut server = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["serve", "samples/", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data)
            .current_dir(root())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let address = lines.find_map(|line| {
            let line = line.unwrap();
            let at = line.find("http://")? + "http://".len();
            Some(line[at..].trim_end_matches('/').to_owned())
        });
        // Whatever it prints later must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Running {
            server,
            address: address.expect("the program ended without an address"),
            data,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The status and body of an address, redirects of the site followed.
    pub fn get(&self, path: &str) -> (u16, String) {
        let mut path = path.to_owned();
        for _ in 0..5 {
            let (status, head, body) = self.request(&path);
            let location = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("location")
                    .then(|| value.trim().to_owned())
            });
            match location {
                Some(location) if (300..400).contains(&status) => path = location,
                _ => return (status, body),
            }
        }
        panic!("redirects without end at {path}");
    }

    /// One request over HTTP/1.0: no chunks, no keep-alive, nothing to install.
    fn request(&self, path: &str) -> (u16, String, String) {
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
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or(0);
        (status, head.to_owned(), body.to_owned())
    }

    pub fn text(&self, path: &str) -> String {
        let (status, body) = self.get(path);
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub fn json(&self, path: &str) -> Value {
        let body = self.text(path);
        serde_json::from_str(&body).unwrap_or_else(|e| panic!("{path}: {e}: {body}"))
    }

    /// All stored articles.
    pub fn export(&self) -> Vec<Value> {
        let out = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(["export", "jsonl", "--data"])
            .arg(&self.data)
            .output()
            .unwrap();
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
        let lines = String::from_utf8(out.stdout).unwrap();
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
        if let Some(folder) = self.data.parent() {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A page's text without its tags, with the references that the site writes resolved.
pub fn visible_text(page: &str) -> String {
    let mut text = String::new();
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        rest = rest[open..]
            .find('>')
            .map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(rest);
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#38;", "&"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&amp;", "&"),
    ];
    named.iter().fold(text, |text, (name, character)| {
        text.replace(name, character)
    })
}

/// Whether a stated time says its zone.
pub fn has_zone(at: &str) -> bool {
    at.get(10..)
        .is_some_and(|clock| clock.contains(['Z', '+', '-']))
}
