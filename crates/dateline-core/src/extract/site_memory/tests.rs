use super::*;
use crate::extract::extract_with_lines;
use crate::model::{Body, Document};

const SUBSCRIBE: &str = "Get the Courier every morning at seven, for less than a bun.";
const STANDING: &str = "Readers keep this paper alive, and have done so since the flood of 1911, when the presses stood under water and \
                        the whole town came with buckets to help.";

/// Different words for each article, so that no two share a paragraph.
fn story(n: usize) -> [String; 3] {
    let places = [
        "quay", "mill", "school", "square", "bridge", "church", "park", "market", "station",
        "harbour", "theatre", "library",
    ];
    let place = places[n % places.len()];
    [
        format!(
            "The {place} was shut for the whole of week {n}, after a pipe had burst under the street in front of it on Monday."
        ),
        format!(
            "Workers found {n} more leaks near the {place}, and the town said that it would take until spring to mend them all."
        ),
        format!(
            "“We had {n} calls before breakfast,” said the keeper of the {place}, who had slept in a chair by the telephone."
        ),
    ]
}

fn page(site: &str, address: &str, headline: &str, paragraphs: &[String]) -> Extraction {
    let text: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    let html = format!(
        "<html lang=en><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{text}</article></body></html>"
    );
    let document = Document {
        url: Some(format!("https://{site}/{address}")),
        body: Body::Html(html.into_bytes()),
        ..Document::default()
    };
    extract_with_lines(&document, &Agencies::default())
}

/// The nth article of a site, with these lines after its first paragraph and at its end.
fn article(site: &str, n: usize, inner: &[&str], last: &[&str]) -> Extraction {
    let [first, second, third] = story(n);
    let mut all = vec![first];
    all.extend(inner.iter().map(|line| (*line).to_owned()));
    all.extend([second, third]);
    all.extend(last.iter().map(|line| (*line).to_owned()));
    page(
        site,
        &format!("{n}"),
        &format!("Leaks again, report number {n} of the season's"),
        &all,
    )
}

fn cleaned(memory: &SiteMemory, mut extraction: Extraction) -> Extraction {
    memory.clean(&mut extraction, &Agencies::builtin());
    extraction
}

#[test]
fn lines_of_many_articles_go_and_layout_follows() {
    let site = "fordcourier.example";
    let mut memory = SiteMemory::default();
    for n in 0..6 {
        memory.learn(&article(site, n, &[SUBSCRIBE], &[STANDING]));
    }
    let found = article(site, 9, &[SUBSCRIBE], &[STANDING]);
    assert!(
        found.article.text.contains(SUBSCRIBE),
        "the body model takes it for text: else this test shows nothing"
    );
    let found = cleaned(&memory, found);
    assert_eq!(found.article.text, story(9).join("\n\n"));
    assert_eq!(found.layout.basis, found.article.text);
    let chars: Vec<char> = found.article.text.chars().collect();
    for (span, block) in found.layout.spans.iter().zip(&found.article.blocks) {
        assert_eq!(
            chars[span.start..span.end].iter().collect::<String>(),
            block.text
        );
    }
    // Nothing is known of another outlet.
    let other = article("millpost.example", 9, &[SUBSCRIBE], &[]);
    assert!(cleaned(&memory, other).article.text.contains(SUBSCRIBE));
}

#[test]
fn few_pages_are_no_evidence() {
    let mut memory = SiteMemory::default();
    for n in 0..2 {
        memory.learn(&article(
            "fordcourier.example",
            n,
            &[SUBSCRIBE],
            &[STANDING],
        ));
    }
    let found = cleaned(
        &memory,
        article("fordcourier.example", 9, &[SUBSCRIBE], &[STANDING]),
    );
    assert!(found.article.text.contains(SUBSCRIBE) && found.article.text.contains(STANDING));
}

#[test]
fn versions_and_pages_of_one_article_count_once() {
    let mut memory = SiteMemory::default();
    for n in 0..9 {
        let text = story(3);
        memory.learn(&page(
            "fordcourier.example",
            &format!("v{n}"),
            &format!("Leaks again {n}"),
            &text,
        ));
        // The same text under another headline each time: a farm's way.
        memory.learn(&page(
            "fordcourier.example",
            &format!("w{n}"),
            &format!("Number {n} says it leaks"),
            &text,
        ));
    }
    let found = cleaned(
        &memory,
        page(
            "fordcourier.example",
            "x",
            "Yet another headline",
            &story(3),
        ),
    );
    assert_eq!(found.article.text, story(3).join("\n\n"));
}

#[test]
fn credits_notes_questions_and_headings_over_new_text_stay() {
    let site = "fordcourier.example";
    let lines = [
        "Source: Northwire",
        "This story is part of a series on the leaks of Ford.",
        "What will you do next?",
        "— Reuters",
    ];
    let mut memory = SiteMemory::default();
    for n in 0..8 {
        memory.learn(&article(site, n, &lines, &[]));
    }
    let before = article(site, 9, &lines, &[]);
    let kept = before.article.blocks.len();
    assert_eq!(cleaned(&memory, before).article.blocks.len(), kept);
}

#[test]
fn a_formula_of_the_trade_is_no_furniture() {
    let site = "fordcourier.example";
    let formula = "The town hall did not want to comment on the matter.";
    let mut memory = SiteMemory::default();
    for n in 0..40 {
        let inner: &[&str] = if n % 8 == 0 { &[formula] } else { &[] };
        memory.learn(&article(site, n, inner, &[]));
    }
    assert!(
        cleaned(&memory, article(site, 41, &[formula], &[]))
            .article
            .text
            .contains(formula)
    );
}

#[test]
fn bytes_bring_it_back_and_bounds_hold() {
    let site = "fordcourier.example";
    let mut memory = SiteMemory::default();
    for n in 0..1500 {
        memory.learn(&article(site, n, &[SUBSCRIBE], &[]));
    }
    let kept = memory.site(site).unwrap();
    assert!(kept.lines.len() <= MOST_LINES + MOST_LEARNT);
    let bytes = kept.to_bytes();
    let again = Site::from_bytes(&bytes).unwrap();
    assert_eq!(again.to_bytes(), bytes);
    let mut other = SiteMemory::default();
    other.restore(site, again);
    let found = article(site, 2000, &[SUBSCRIBE], &[]);
    assert!(!cleaned(&other, found).article.text.contains(SUBSCRIBE));
    for end in [0, 1, 3, 10, bytes.len() - 1] {
        assert_eq!(Site::from_bytes(&bytes[..end]), None);
    }
}

#[test]
fn an_extraction_comes_back_to_what_was_kept() {
    let mut again = article("fordcourier.example", 1, &[SUBSCRIBE], &[]);
    let kept: Vec<Block> = again
        .article
        .blocks
        .iter()
        .filter(|block| block.text != SUBSCRIBE)
        .cloned()
        .collect();
    as_before(&mut again, &kept);
    assert_eq!(again.article.blocks, kept);
}

#[test]
fn an_article_keeps_the_standfirst_that_others_point_to_it_with() {
    let site = "fordcourier.example";
    let deck =
        "Nine weeks of leaks have shown what lies under the streets of Ford, and it is not much";
    let mut memory = SiteMemory::default();
    for n in 0..8 {
        let mut other = article(site, n, &[], &[]);
        other.layout.beside.extend(mark(deck));
        memory.learn(&other);
    }
    memory.learn(&article(site, 20, &[], &[deck]));
    let [first, second, third] = story(9);
    let own = page(
        site,
        "9",
        "What lies under Ford",
        &[deck.to_owned(), first, second, third],
    );
    assert!(own.article.text.contains(deck));
    assert!(cleaned(&memory, own).article.text.contains(deck));
}
