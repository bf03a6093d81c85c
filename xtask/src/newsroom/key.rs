//! The key: what is true of each page, a line a page. It is the golden data of the end-to-end test.

use super::design;
use super::outlet::{Clock, Design};
use super::page::{Page, page_named};
use anyhow::{Result, bail};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Row<'a> {
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    warc: bool,
    outlet: &'a str,
    domain: &'a str,
    design: &'a str,
    language: &'a str,
    canonical_url: Option<&'a str>,
    headline: &'a str,
    deck: Option<&'a str>,
    bylines: Vec<&'a str>,
    section: Option<&'a str>,
    credit_line: Option<&'a str>,
    tail_credit: Option<&'a str>,
    published_at: String,
    dateline: Dateline<'a>,
    text: String,
    teasers: Vec<Teaser<'a>>,
    true_section: &'a str,
    event: &'a str,
    origin: Origin<'a>,
    relation: Option<Relation<'a>>,
    changes: Vec<Change<'a>>,
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Dateline<'a> {
    place: Option<&'a str>,
    wire: Option<&'a str>,
    on: Option<&'a str>,
}

#[derive(Serialize)]
struct Teaser<'a> {
    headline: &'a str,
    text: &'a str,
    cut: bool,
}

#[derive(Serialize)]
struct Origin<'a> {
    url: Option<&'a str>,
    wire: Option<&'a str>,
    role: &'a str,
}

#[derive(Serialize)]
struct Relation<'a> {
    kind: &'a str,
    form: &'a str,
}

#[derive(Serialize)]
struct Change<'a> {
    kind: &'a str,
    text: &'a str,
    was: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    kind: &'a str,
    text: &'a str,
    field: Option<&'a str>,
    start: Option<usize>,
    end: Option<usize>,
}

/// JSON lines, in the order of the pages.
pub fn key(pages: &[Page]) -> Result<String> {
    let mut out = String::new();
    for page in pages {
        out.push_str(&serde_json::to_string(&row(page, pages)?)?);
        out.push('\n');
    }
    Ok(out)
}

fn row<'a>(page: &'a Page, pages: &'a [Page]) -> Result<Row<'a>> {
    let truth = &page.truth;
    let text = page.text();
    let mut findings = Vec::new();
    for mark in &truth.marks {
        let at = if mark.field.is_none() {
            let Some(byte) = text.find(&mark.text) else {
                bail!("{}: `{}` is not in the text", page.name, mark.text);
            };
            let start = text[..byte].chars().count();
            Some((start, start + mark.text.chars().count()))
        } else {
            None
        };
        findings.push(Finding {
            kind: &mark.kind,
            text: &mark.text,
            field: mark.field.as_deref(),
            start: at.map(|(start, _)| start),
            end: at.map(|(_, end)| end),
        });
    }
    let origin = truth
        .origin
        .as_ref()
        .map(|name| page_named(pages, name))
        .transpose()?;
    let deck = page.deck.as_deref().filter(|_| page.outlet.shows_deck());
    Ok(Row {
        url: &page.url,
        file: page.file.as_deref(),
        warc: page.file.is_none(),
        outlet: page.outlet.name,
        domain: page.outlet.domain,
        design: design::name(page.outlet.design),
        language: page.outlet.language,
        canonical_url: page.canonical.as_deref(),
        headline: &page.headline,
        deck,
        bylines: people(page),
        section: page.section.as_deref(),
        credit_line: page.credit.as_deref().or_else(|| agency(page)),
        tail_credit: page.tail.as_deref(),
        published_at: page.stated_time(),
        dateline: Dateline {
            place: page.place.as_deref(),
            wire: page.dateline_wire.as_deref(),
            on: page.dateline_on.as_deref(),
        },
        text,
        teasers: page
            .cards
            .iter()
            .map(|card| Teaser {
                headline: &card.headline,
                text: &card.text,
                cut: card.text.ends_with('…') || matches!(page.outlet.design, Design::FarmA),
            })
            .collect(),
        true_section: &truth.section,
        event: &truth.event,
        origin: Origin {
            url: origin.map(|page| page.url.as_str()),
            wire: truth.wire.as_deref(),
            role: &truth.role,
        },
        relation: truth
            .relation
            .as_ref()
            .map(|(kind, form)| Relation { kind, form }),
        changes: truth
            .changes
            .iter()
            .map(|change| Change {
                kind: change.kind,
                text: &change.text,
                was: &change.was,
            })
            .collect(),
        findings,
    })
}

/// Agencies as their members name them in a byline.
const AGENCIES: [&str; 2] = ["Merrow Press Agency", "tdd"];

/// Who is named as writer.
fn people(page: &Page) -> Vec<&str> {
    let names = page.bylines.iter().map(String::as_str);
    names.filter(|name| !AGENCIES.contains(name)).collect()
}

/// The agency that stands among the writers.
fn agency(page: &Page) -> Option<&str> {
    let mut names = page.bylines.iter().map(String::as_str);
    names.find(|name| AGENCIES.contains(name))
}

/// For every folder with such pages, a `urls.tsv` of those that do not say their own address: file name, tab, address.
pub fn addresses(pages: &[Page]) -> BTreeMap<String, String> {
    let mut lists: BTreeMap<String, String> = BTreeMap::new();
    for page in pages.iter().filter(|page| !page.outlet.states_address()) {
        if let Some((folder, name)) = page.file.as_deref().and_then(|file| file.rsplit_once('/')) {
            lists
                .entry(format!("{folder}/urls.tsv"))
                .or_default()
                .push_str(&format!("{name}\t{}\n", page.url));
        }
    }
    lists
}

/// A page of the farm as plain text, furniture and all: what a reader copies out of the browser.
pub fn plain_page(page: &Page) -> String {
    let section = page.section.as_deref().unwrap_or("News");
    let mut parts = vec![
        format!("{}|{}", page.outlet.name, page.headline),
        format!(
            "{}{}category:{section}",
            page.published.local().replace('T', " "),
            page.credit
                .as_ref()
                .map_or_else(String::new, |credit| format!("source:{credit}")),
        ),
        page.text(),
        format!("More:{section}"),
        "Recommend".to_owned(),
    ];
    for card in &page.cards {
        parts.push(card.headline.clone());
        parts.push(card.text.clone());
    }
    debug_assert!(page.outlet.clock == Clock::Local);
    parts.join("\n\n") + "\n"
}
