//! Bad input of every kind: each is named and counted, has its exit code, and the rest of the input goes on.

use super::fiction::any_page;
use super::serving::Server;
use super::{Place, run};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::net::TcpListener;

/// What must become of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Stored,
    Failed,
    /// Either, but answered.
    Answered,
}

fn packed(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    for piece in bytes {
        out.write_all(&piece).unwrap();
    }
    out.finish().unwrap()
}

fn paragraphs(bytes: usize) -> String {
    let mut page = String::with_capacity(bytes + 200);
    page.push_str("<html><head><title>Long watch on the pier</title></head><body><article>");
    let mut n = 0;
    while page.len() < bytes {
        n += 1;
        page.push_str(&format!(
            "<p>On day {n} the keeper of the light wrote down the wind, the tide and the names of ships.</p>\n"
        ));
    }
    page.push_str("</article></body></html>");
    page
}

fn warc_cut_short() -> Vec<u8> {
    let page = any_page(77);
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = |n: u32| {
        format!(
            "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:{n}>\r\nWARC-Date: 2026-05-01T00:00:00Z\r\n\
             WARC-Target-URI: https://courier.example/warc/{n}\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{http}\r\n\r\n",
            http.len()
        )
    };
    let mut bytes = record(1).into_bytes();
    let second = record(2).into_bytes();
    bytes.extend(&second[..second.len() / 2]);
    bytes
}

fn bomb_of_entities() -> String {
    let mut bomb =
        String::from("<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY a0 \"laugh\">\n");
    for n in 1..30 {
        bomb.push_str(&format!(
            "<!ENTITY a{n} \"{}\">\n",
            format!("&a{};", n - 1).repeat(10)
        ));
    }
    bomb.push_str("]>\n<rss version=\"2.0\"><channel><title>&a29;</title><item><title>&a29;</title></item></channel></rss>");
    bomb
}

/// The bad files, in order of name, with how many answers each has and what they are.
fn write_all(place: &Place) -> Vec<(&'static str, &'static [Fate])> {
    use Fate::{Answered, Failed, Stored};
    let mut broken = any_page(3).into_bytes();
    for at in (200..broken.len()).step_by(97) {
        broken[at] = 0xff;
    }
    let mislabelled = any_page(4).replace("<head>", "<head><meta charset=utf-16le>");
    let files: Vec<(&'static str, Vec<u8>, &'static [Fate])> = vec![
        ("a-good.html", any_page(1).into_bytes(), &[Stored]),
        ("b-picture.html", [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[7; 3000]].concat(), &[Failed]),
        ("c-empty.html", Vec::new(), &[Failed]),
        ("d-blank.html", b" \n\n\t ".to_vec(), &[Failed]),
        ("e-huge.html", paragraphs(50 << 20).into_bytes(), &[Answered]),
        ("f-nested.html", [b"<html><body>".to_vec(), b"<div>".repeat(200_000), b"<p>Deep down there is a sentence about a lighthouse.".to_vec()].concat(), &[Answered]),
        ("g-inline.html", [b"<html><body><p>".to_vec(), b"<b><i>".repeat(100_000), b"Deep".to_vec()].concat(), &[Answered]),
        ("h-bomb.html.gz", packed((0..400).map(|_| vec![b' '; 1 << 20])), &[Failed]),
        ("i-cut.html.gz", { let whole = packed(std::iter::once(any_page(9).into_bytes())); whole[..whole.len() / 2].to_vec() }, &[Answered]),
        ("j-broken.html", broken, &[Stored]),
        ("k-mislabelled.html", mislabelled.into_bytes(), &[Stored]),
        ("l-cut.warc", warc_cut_short(), &[Stored, Failed]),
        ("m-bomb.xml", bomb_of_entities().into_bytes(), &[Failed]),
        ("n-shape.jsonl", b"[1, 2]\n{\"id\": \"no body\"}\n\"text\"\n{\"id\": 5, \"text\": 9}\n{\"id\"\n{\"id\": \"fine\", \"text\": \"The mill turned for the first time in years, and nobody cheered.\"}\n".to_vec(),
            &[Failed, Failed, Failed, Failed, Failed, Stored]),
        ("o-noise.html", (0..200_000u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).unwrap()).collect(), &[Failed]),
        ("z-good.html", any_page(2).into_bytes(), &[Stored]),
    ];
    files
        .into_iter()
        .map(|(name, bytes, fates)| {
            place.write(&format!("bad/{name}"), bytes);
            (name, fates)
        })
        .collect()
}

#[test]
fn each_is_named_and_the_rest_goes_on() {
    let place = Place::new();
    let files = write_all(&place);
    let names: Vec<String> = files
        .iter()
        .map(|(name, _)| place.text(&format!("bad/{name}")))
        .collect();
    let mut args = vec!["ingest".to_owned()];
    args.extend(names.iter().cloned());
    args.push(place.text("bad/missing.html"));
    args.extend(["--data".to_owned(), place.data()]);
    let ran = run(&args).expect(1);
    let mut answers = ran.lines().into_iter();
    for (name, fates) in &files {
        for fate in *fates {
            let answer = answers
                .next()
                .unwrap_or_else(|| panic!("{name} has no answer"));
            let state = answer["state"].as_str().unwrap();
            match fate {
                Fate::Stored => assert_eq!(state, "stored", "{name}: {answer}"),
                Fate::Failed => assert_eq!(state, "failed", "{name}: {answer}"),
                Fate::Answered => {}
            }
            if state == "failed" {
                assert!(
                    answer["error"].as_str().is_some_and(|e| e.len() > 4),
                    "{name}: {answer}"
                );
                assert!(
                    ran.err.contains(name),
                    "{name} is not named on standard error: {}",
                    ran.err
                );
            }
        }
    }
    let missing = answers.next().unwrap();
    assert_eq!(missing["error"], "no such file or folder");
    assert!(answers.next().is_none());
    run(["doctor", "--data", &place.data()]).expect(0);
}

#[test]
fn a_folder_of_it_can_be_served() {
    let place = Place::new();
    write_all(&place);
    let server = Server::over(&[&place.text("bad")], &place.data(), &[]);
    assert_eq!(server.get("/healthz").0, 200);
    let err = server.stop();
    assert!(
        err.contains("skipped") && err.contains("b-picture.html"),
        "{err}"
    );
    assert!(
        err.contains("n-shape.jsonl") && !err.contains("n-shape.jsonl line"),
        "{err}"
    );
}

#[test]
fn a_data_folder_that_can_not_be_is_named() {
    let place = Place::new();
    let page = place.write("page.html", any_page(1));
    // Not even root makes folders below a file, or in /proc.
    for data in [format!("{page}/data"), "/proc/dateline/data".to_owned()] {
        for word in ["ingest", "serve"] {
            let ran = run([word, &page, "--data", &data]).expect(2);
            assert!(ran.err.contains(&data), "{}", ran.err);
            assert_eq!(
                ran.err.matches("(os error").count(),
                1,
                "told once: {}",
                ran.err
            );
        }
    }
}

#[test]
fn a_port_in_use_is_named() {
    let place = Place::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ran = run(["serve", "--data", &place.data(), "--listen", &address]).expect(2);
    assert!(ran.err.contains(&address), "{}", ran.err);
    let ran = run(["serve", "--data", &place.data(), "--listen", "nonsense"]).expect(2);
    assert!(ran.err.contains("nonsense"), "{}", ran.err);
}
