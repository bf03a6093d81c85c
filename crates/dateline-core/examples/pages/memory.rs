//! Peak memory over one long page.

use crate::document;
use crate::machine::{cpu, kilobytes};
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use std::fmt::Write as _;

/// A page of this many megabytes: paragraphs of made-up words, no two alike.
fn long_page(megabytes: usize) -> String {
    const WORDS: [&str; 24] = [
        "the", "river", "council", "said", "bridge", "of", "opened", "after", "mayor", "Friday,",
        "two", "years", "work", "and", "a", "ferry", "that", "market", "in", "North", "Ford",
        "people", "had", "voted",
    ];
    let mut seed = 7u64;
    let mut page = String::from("<title>The long report</title><h1>The long report</h1><article>");
    let mut count = 0usize;
    while page.len() < megabytes * 1_000_000 {
        count += 1;
        let _ = write!(page, "<p>Part {count} of the report");
        for _ in 0..70 {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            page.push(' ');
            page.push_str(WORDS[usize::try_from((seed >> 33) % 24).unwrap_or(0)]);
        }
        page.push_str(".</p>\n");
    }
    page + "</article>"
}

pub fn run(megabytes: usize) {
    let agencies = Agencies::builtin();
    extract_article(&document(b"<p>warm".to_vec()), &agencies);
    let text = long_page(megabytes);
    let paragraphs = text.matches("<p>").count();
    let size = text.len();
    let page = document(text.into_bytes());
    let before = kilobytes("VmHWM");
    let start = cpu();
    let article = extract_article(&page, &agencies).article;
    let time = cpu() - start;
    println!(
        "page {} kB, {paragraphs} paragraphs, kept {} of text {} kB, {:.0} ms, peak {} kB, {:.2} × the page (page in memory included), before {} kB, error {:?}",
        size / 1000,
        article.blocks.len(),
        article.text.len() / 1000,
        time,
        kilobytes("VmHWM"),
        kilobytes("VmHWM") as f64 * 1024.0 / size as f64,
        before,
        article.error
    );
}
