//! When an article was published and changed, as the page states it: JSON-LD, meta tags, microdata, `time` elements, the
//! address, and dates that a reader sees near the headline.

use super::blocks::PageBlocks;
use super::linked_data::LinkedData;
use super::survey::Survey;
use super::written_time::{self, Order};
use crate::html::{NodeId, Tree, query};
use crate::time;
pub use address::in_address;
use std::ops::Range;

mod address;
mod shown;
mod zone;

/// The score of a `time` element beside the headline.
const BESIDE: i32 = 4;

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
    let mut unlikely = None;
    let published = stated
        .map(|at| zone::with_clock(place, at, order))
        .or_else(|| {
            let element = shown::time_element(tree, survey, blocks, near, body, order);
            let address = url.and_then(in_address);
            let seen = match shown::visible(blocks, near.clone(), body, order) {
                Some((score, at)) if score < shown::LIKELY => {
                    unlikely = Some(at);
                    None
                }
                seen => seen.map(|(_, at)| at),
            };
            // An element away from the headline is of less worth than what a reader sees beside it.
            let element = element
                .filter(|(score, _)| *score >= BESIDE || seen.is_none())
                .map(|(_, at)| at);
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
        .or_else(|| data.uploaded.as_deref().and_then(read))
        .or_else(|| url.and_then(address::in_address_day_first))
        .or_else(|| {
            let picture = survey.meta_of(&["og:image", "twitter:image"])?;
            address::in_address(picture)
        })
        .or(unlikely)
        .map(|at| zone::localised(place, at, order));
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
}
