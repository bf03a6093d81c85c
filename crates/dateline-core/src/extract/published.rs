//! When an article was published and changed, as the page states it: JSON-LD, meta tags, microdata, `time` elements, the
//! address, and dates that a reader sees near the headline.

use super::blocks::{PageBlocks, place};
use super::linked_data::LinkedData;
use super::survey::Survey;
use super::written_time::{self, Order};
use crate::html::{NodeId, Tree, query};
use crate::time;
use std::ops::Range;

const PUBLISHED: [&str; 34] = [
    "article:published_time",
    "article:published",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "article.published",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "published-date",
    "publication_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dc:date",
    "dcterms.date",
    "date.created",
    "article_date_original",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_date",
    "originalpublicationdate",
    "displaydate",
    "rnews:datepublished",
    "article:post_date",
    "ptime",
    "pub_date",
    "date_published",
    "date",
];
const MODIFIED: [&str; 14] = [
    "article:modified_time",
    "article:modified",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "article:updated",
    "updated_time",
    "revision_date",
    "utime",
    "modified_time",
];

/// What the page states.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Times {
    pub published: Option<String>,
    pub modified: Option<String>,
}

/// Reads a time of any kind: RFC 3339, a number of seconds or milliseconds, or words.
pub fn read_time(text: &str, order: Order) -> Option<String> {
    let text = text.trim();
    if let Some(normal) = time::normal(text) {
        return in_reach(normal);
    }
    if text.len() >= 9 && text.bytes().all(|b| b.is_ascii_digit()) {
        let digits: i64 = text.parse().ok()?;
        if text.len() == 14 {
            return in_reach(time::normal(&format!(
                "{}-{}-{}T{}:{}:{}",
                &text[..4],
                &text[4..6],
                &text[6..8],
                &text[8..10],
                &text[10..12],
                &text[12..]
            ))?);
        }
        let seconds = if text.len() >= 12 {
            digits / 1000
        } else {
            digits
        };
        let at = jiff::Timestamp::from_second(seconds).ok()?;
        return in_reach(time::normal(&at.to_string())?);
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return in_reach(time::normal(&format!(
            "{}-{}-{}",
            &text[..4],
            &text[4..6],
            &text[6..]
        ))?);
    }
    written_time::find(text, order).and_then(|found| in_reach(found.at))
}

/// Years before the web's forerunners and years to come are errors of the page.
fn in_reach(at: String) -> Option<String> {
    let year: u32 = at.get(..4)?.parse().ok()?;
    (1970..=2100).contains(&year).then_some(at)
}

/// Where times are looked for.
pub struct Place<'p> {
    pub tree: &'p Tree<'p>,
    pub survey: &'p Survey,
    pub data: &'p LinkedData,
    pub url: Option<&'p str>,
    pub blocks: &'p PageBlocks,
    /// The blocks around the headline.
    pub near: Range<usize>,
    /// The blocks of the text.
    pub body: &'p [usize],
    pub language: Option<&'p str>,
}

/// Finds both times.
pub fn find(place: &Place) -> Times {
    let Place {
        tree,
        survey,
        data,
        url,
        blocks,
        ref near,
        body,
        language,
    } = *place;
    let order = order_of(language, url);
    let read = |text: &str| read_time(text, order);
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| survey.metas_of(name).find_map(&read))
    };
    let modified = data
        .modified
        .as_deref()
        .and_then(read)
        .or_else(|| meta(&MODIFIED))
        .or_else(|| property(tree, survey, "datemodified", order));
    let stated = data
        .published
        .as_deref()
        .and_then(read)
        .or_else(|| meta(&PUBLISHED))
        .or_else(|| property(tree, survey, "datepublished", order))
        .or_else(|| property(tree, survey, "datecreated", order));
    let published = stated
        .map(|at| with_clock(tree, survey, at, order))
        .or_else(|| {
            let element = time_element(tree, survey, blocks, near, body, order);
            let address = url.and_then(in_address);
            let seen = visible(blocks, near.clone(), body, order);
            match (element, seen, address) {
                // An address that names the day settles which of several visible dates is meant.
                (Some(at), _, Some(day)) if at.starts_with(&day) => Some(at),
                (_, Some(at), Some(day)) if at.starts_with(&day) => Some(at),
                (_, _, Some(day)) if day.len() == 10 => Some(day),
                (Some(at), _, _) => Some(at),
                (_, Some(at), _) => Some(at),
                _ => None,
            }
        });
    let published = published
        .or_else(|| in_scripts(tree, survey, order))
        .map(|at| localised(place, at, order));
    Times {
        published,
        modified,
    }
}

/// Keys under which scripts hand the day to their trackers.
const SCRIPT_KEYS: [&str; 12] = [
    "\"datePublished\"",
    "\"publishedAt\"",
    "\"published_at\"",
    "\"publishDate\"",
    "\"publish_date\"",
    "\"publishedDate\"",
    "\"publicationDate\"",
    "\"pubDate\"",
    "\"publishedFirst\"",
    "\"first-publication\"",
    "\"datePublication\"",
    "\"pagePostDate\"",
];

/// The time that a script of the page states under a key of that name.
fn in_scripts(tree: &Tree, survey: &Survey, order: Order) -> Option<String> {
    let scripts = survey.states.iter().take(200).map(|id| tree.text(*id));
    let mut found = scripts.filter_map(|script| {
        SCRIPT_KEYS.iter().find_map(|key| {
            let at = memchr::memmem::find(script.as_bytes(), key.as_bytes())?;
            let rest = script[at + key.len()..]
                .trim_start()
                .strip_prefix(':')?
                .trim_start();
            let value = rest.strip_prefix('"')?.split('"').next()?;
            if value.len() > 60 {
                None
            } else {
                read_time(value, order)
            }
        })
    });
    found.next()
}

/// An instant given in UTC, in the page's own zone where the page shows the same instant in it: as another tag with a
/// zone, or as a time of day without one that lies whole quarters of an hour away.
fn localised(place: &Place, at: String, order: Order) -> String {
    let Some(instant) = at.ends_with('Z').then(|| time::instant(&at)).flatten() else {
        return at;
    };
    let tags = PUBLISHED
        .iter()
        .flat_map(|name| place.survey.metas_of(name))
        .filter_map(|text| read_time(text, order));
    let elements = place.survey.times.iter().take(40).flat_map(|id| {
        let stated = place
            .tree
            .attr(*id, "datetime")
            .and_then(|text| read_time(&text, order));
        let shown = read_time(&query::text_of(place.tree, *id, 200), order);
        [stated, shown].into_iter().flatten()
    });
    let end = place.near.end.min(place.blocks.blocks.len());
    let shown = place.blocks.blocks[place.near.start..end]
        .iter()
        .map(|block| place.blocks.text_of(block))
        .filter(|text| text.len() < 400)
        .filter_map(|text| read_time(text, order));
    for other in tags.chain(elements).chain(shown) {
        if other.len() <= 10 || other.ends_with('Z') {
            continue;
        }
        let Some(theirs) = time::instant(&other) else {
            continue;
        };
        if time::has_zone(&other) {
            if (theirs - instant).abs() < 60 {
                return other;
            }
            continue;
        }
        // Read as UTC, a local time is off by its zone.
        let quarters = (theirs - instant + 450).div_euclid(900);
        let rest = theirs - instant - quarters * 900;
        if rest.abs() < 60 && quarters != 0 && (-48..=56).contains(&quarters) {
            let minutes = quarters * 15;
            let sign = if minutes < 0 { '-' } else { '+' };
            return format!(
                "{other}{sign}{:02}:{:02}",
                minutes.abs() / 60,
                minutes.abs() % 60
            );
        }
    }
    at
}

/// A bare date gets its time of day from a `time` element of the same day.
fn with_clock(tree: &Tree, survey: &Survey, at: String, order: Order) -> String {
    if at.len() > 10 {
        return at;
    }
    survey
        .times
        .iter()
        .filter_map(|id| read_time(&tree.attr(*id, "datetime")?, order))
        .find(|other| other.len() > 10 && other.starts_with(&at))
        .unwrap_or(at)
}

fn property(tree: &Tree, survey: &Survey, name: &str, order: Order) -> Option<String> {
    survey
        .properties
        .iter()
        .filter(|(known, _)| known.rsplit(':').next() == Some(name))
        .find_map(|(_, id)| element_time(tree, *id, order))
}

fn element_time(tree: &Tree, id: NodeId, order: Order) -> Option<String> {
    [
        "datetime",
        "content",
        "data-datetime",
        "data-timestamp",
        "title",
    ]
    .iter()
    .find_map(|name| read_time(&tree.attr(id, name)?, order))
    .or_else(|| read_time(&query::text_of(tree, id, 200), order))
}

/// A `time` element in or around the article, one called publication date before others.
fn time_element(
    tree: &Tree,
    survey: &Survey,
    blocks: &PageBlocks,
    near: &Range<usize>,
    body: &[usize],
    order: Order,
) -> Option<String> {
    let mut best: Option<(i32, String)> = None;
    let end = near.end.min(blocks.blocks.len());
    let around: Vec<NodeId> = blocks.blocks[near.start..end]
        .iter()
        .map(|block| block.node)
        .collect();
    for id in &survey.times {
        let Some(at) = element_time(tree, *id, order) else {
            continue;
        };
        let mut score = 0;
        if around
            .iter()
            .any(|node| query::ancestors(tree, *id).take(6).any(|up| up == *node))
        {
            score += 4;
        }
        let names: String = query::ancestors(tree, *id)
            .take(3)
            .filter_map(|up| tree.attr_raw(up, "class"))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if names.contains("publish")
            || names.contains("entry-date")
            || tree.attr_raw(*id, "pubdate").is_some()
        {
            score += 2;
        }
        if names.contains("updated") && !names.contains("publish")
            || names.contains("modified")
            || names.contains("comment")
            || names.contains("related")
        {
            score -= 3;
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, at));
        }
    }
    let few = survey.times.len() <= 3;
    best.filter(|(score, _)| *score > 0 || (few && *score == 0 && !body.is_empty()))
        .map(|(_, at)| at)
}

/// A date in the address: `/2024/05/03/`, `/2024-05-03-`, `/20240503/`.
pub fn in_address(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split("://").last()?;
    let path = &path[path.find('/')?..];
    let bytes = path.as_bytes();
    for at in 0..bytes.len() {
        let before = at.checked_sub(1).and_then(|i| bytes.get(i));
        if before.is_some_and(u8::is_ascii_digit) {
            continue;
        }
        let digits = |from: usize, n: usize| -> Option<&str> {
            let text = path.get(from..from + n)?;
            text.bytes().all(|b| b.is_ascii_digit()).then_some(text)
        };
        let Some(year) =
            digits(at, 4).filter(|year| (1990..=2100).contains(&year.parse::<u32>().unwrap_or(0)))
        else {
            continue;
        };
        let mark = bytes.get(at + 4).copied();
        let day = if let Some(mark @ (b'/' | b'-' | b'_' | b'.')) = mark {
            let month_len = if digits(at + 5, 2).is_some() { 2 } else { 1 };
            let month = digits(at + 5, month_len);
            if bytes.get(at + 5 + month_len) != Some(&mark) {
                continue;
            }
            let from = at + 6 + month_len;
            let day_len = if digits(from, 2).is_some() { 2 } else { 1 };
            if bytes.get(from + day_len).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            month.zip(digits(from, day_len))
        } else if digits(at, 8).is_some() && !bytes.get(at + 8).is_some_and(u8::is_ascii_digit) {
            digits(at + 4, 2).zip(digits(at + 6, 2))
        } else {
            None
        };
        if let Some((month, day)) = day
            && let Some(found) = time::normal(&format!("{year}-{month:0>2}-{day:0>2}"))
        {
            return Some(found);
        }
    }
    None
}

/// A date that a reader sees: in the blocks around the headline, best where it stands alone or after "Published".
fn visible(
    blocks: &PageBlocks,
    near: Range<usize>,
    body: &[usize],
    order: Order,
) -> Option<String> {
    const WHEN_CLASS: usize = 16;
    let mut best: Option<(i32, String)> = None;
    let first_body = body.first().copied().unwrap_or(near.end);
    let mut consider = |i: usize, bonus: i32| {
        let block = &blocks.blocks[i];
        let text = blocks.text_of(block);
        let length = text.chars().count();
        let Some(found) = written_time::find(text, order) else {
            return;
        };
        let Some(at) = in_reach(found.at.clone()) else {
            return;
        };
        let mut score = bonus;
        if length <= 120 {
            score += 3;
        }
        if length <= 40 {
            score += 1;
        }
        if block.context.class_within(WHEN_CLASS, 1) || block.inline_groups >> WHEN_CLASS & 1 == 1 {
            score += 3;
        }
        let phrases = super::hints::phrase_groups(text);
        if phrases >> 10 & 1 == 1 {
            score += 2;
        }
        if !found.certain {
            score -= 1;
        }
        if block
            .context
            .is_in(place::NAV | place::FOOTER | place::ASIDE)
            || phrases >> 3 & 1 == 1
        {
            score -= 4;
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, at));
        }
    };
    let end = near.end.min(blocks.blocks.len());
    for i in near.start..end {
        consider(i, if i <= first_body { 2 } else { 0 });
    }
    // Below the text: "Published on …" lines and signatures.
    if let Some(last) = body.last() {
        for i in last.saturating_sub(1)..(last + 10).min(blocks.blocks.len()) {
            consider(i, 0);
        }
    }
    best.filter(|(score, _)| *score >= 3).map(|(_, at)| at)
}

/// How the page orders figures: month first in the United States, day first elsewhere.
pub fn order_of(language: Option<&str>, url: Option<&str>) -> Order {
    let language = language.unwrap_or_default().to_lowercase();
    let host = url
        .and_then(|url| url.split("://").last())
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    let elsewhere = [
        ".uk", ".au", ".ie", ".nz", ".in", ".za", ".sg", ".ca", ".eu", ".de", ".ng", ".ke",
    ]
    .iter()
    .any(|end| host.ends_with(end));
    if (language.is_empty() || language.starts_with("en"))
        && !language.ends_with("gb")
        && !elsewhere
    {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(source: &str) -> Option<String> {
        let tree = Tree::parse(source);
        let survey = Survey::of(&tree);
        let data = super::super::linked_data::read(&survey.linked_data);
        let blocks = super::super::blocks::segment(&tree);
        let place = Place {
            tree: &tree,
            survey: &survey,
            data: &data,
            url: Some("https://fordcourier.example/x"),
            blocks: &blocks,
            near: 0..blocks.blocks.len(),
            body: &[],
            language: Some("en-GB"),
        };
        find(&place).published
    }

    #[test]
    fn gives_instants_in_the_zone_that_the_page_shows() {
        let utc = "<meta property=article:published_time content='2024-05-04T01:30:00Z'>";
        for (shown, at) in [
            ("<p>3 May 2024, 20:30</p>", "2024-05-03T20:30:00-05:00"),
            (
                "<time datetime='2024-05-04T03:30:00+02:00'>x</time>",
                "2024-05-04T03:30:00+02:00",
            ),
            ("<p>3 May 2024, 20:37</p>", "2024-05-04T01:30:00Z"),
            ("<p>1 May 2020, 20:30</p>", "2024-05-04T01:30:00Z"),
        ] {
            assert_eq!(
                published(&format!("{utc}{shown}")).as_deref(),
                Some(at),
                "{shown}"
            );
        }
    }

    #[test]
    fn falls_back_on_what_scripts_and_readers_see() {
        assert_eq!(
            published("<script>var layer = {\"publishedAt\": \"2024-05-03 14:30\"}</script>")
                .as_deref(),
            Some("2024-05-03T14:30:00")
        );
        assert_eq!(
            published("<div class=date>Published 03/05/2024</div><p>x").as_deref(),
            Some("2024-05-03")
        );
        assert_eq!(published("<footer>Copyright 3 May 2024</footer>"), None);
    }

    #[test]
    fn reads_times_of_all_kinds() {
        for (text, at) in [
            ("2024-05-03T14:30:00+0200", "2024-05-03T14:30:00+02:00"),
            ("1714732200", "2024-05-03T10:30:00Z"),
            ("1714732200000", "2024-05-03T10:30:00Z"),
            ("20240503", "2024-05-03"),
            ("20240503143000", "2024-05-03T14:30:00"),
            ("Friday, May 3, 2024", "2024-05-03"),
        ] {
            assert_eq!(
                read_time(text, Order::DayFirst).as_deref(),
                Some(at),
                "{text}"
            );
        }
        assert_eq!(read_time("0001-01-01T00:00:00Z", Order::DayFirst), None);
        assert_eq!(
            read_time("123456789012345678901234567890", Order::DayFirst),
            None
        );
    }

    #[test]
    fn reads_days_in_addresses() {
        for (url, day) in [
            ("https://a.example/2024/05/03/bridge", Some("2024-05-03")),
            (
                "https://a.example/news/2024-5-3-bridge.html",
                Some("2024-05-03"),
            ),
            ("https://a.example/20240503/x", Some("2024-05-03")),
            ("https://a.example/2024/05/bridge", None),
            ("https://a.example/120240503", None),
            ("https://a.example/2024/13/45/", None),
            ("https://2024-05-03.example", None),
        ] {
            assert_eq!(in_address(url).as_deref(), day, "{url}");
        }
    }
}
