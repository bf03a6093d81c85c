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

const PUBLISHED: [&str; 30] = [
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
];
/// Names that say of a date no more than that it is one: of the page, of its last change, of the day it was served.
const DATED: [&str; 4] = ["dc.date", "dc:date", "dcterms.date", "date"];
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
    let stated = stated.map(|at| first_of(place, at, meta(&PUBLISHED), order));
    let dated = stated.is_none().then(|| meta(&DATED)).flatten();
    let mut unlikely = None;
    let published = stated
        .map(|at| zone::with_clock(place, at, order))
        .or_else(|| {
            let order = order_shown(blocks).unwrap_or(order);
            let element = shown::time_element(place, order);
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
            // A tag that doesn't say what it dates gives way to what stands beside the headline, but may know the hour.
            if let Some(at) = dated.clone()
                && (element.is_none() && seen.is_none()
                    || [&element, &seen].iter().any(|shown| {
                        shown
                            .as_deref()
                            .is_some_and(|shown| shown.get(..10) == at.get(..10))
                    }))
            {
                return Some(zone::with_clock(place, at, order));
            }
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

/// Which of several dates that the page's data states is meant.
fn first_of(place: &Place, stated: String, tagged: Option<String>, order: Order) -> String {
    // Two that differ were written by two programs: readers see the outlet's own.
    if let Some(tagged) = tagged.filter(|at| days_between(at, &stated).is_some_and(apart)) {
        let end = place.near.end.min(place.blocks.blocks.len());
        let near = &place.blocks.blocks[place.near.start..end];
        let lines = near.iter().map(|block| place.blocks.text_of(block));
        let days: Vec<String> = lines
            .filter(|text| text.len() < 60 && !shown::says_updated(text))
            .filter_map(|text| read_time(text, order))
            .collect();
        let seen = |at: &str| days.iter().any(|day| day.get(..10) == at.get(..10));
        if seen(&tagged) && !seen(&stated) {
            return tagged;
        }
    }
    // A text that is put up again gets a new date from the machine, while its first one stays in the markup at the headline.
    let marked = place
        .data
        .published
        .is_some()
        .then(|| property(place.tree, place.survey, "datepublished", order));
    let element = shown::time_beside(place, order);
    let earlier = |at: &String| days_between(at, &stated).is_some_and(|days| days > 1);
    let first = marked
        .flatten()
        .into_iter()
        .chain(element)
        .filter(earlier)
        .min();
    first.unwrap_or(stated)
}

/// Farther apart than two zones can make one instant.
fn apart(days: i64) -> bool {
    days.abs() > 1
}

/// Days from one time's date to another's, as both are written.
fn days_between(from: &str, to: &str) -> Option<i64> {
    let day = |text: &str| time::instant(&format!("{}T00:00:00Z", text.get(..10)?));
    Some((day(to)? - day(from)?) / 86_400)
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
    /// Country domains on which English is written, day first.
    const ELSEWHERE: &str = "uk au ie nz in za sg ca eu de ng ke hk my pk bd lk gh ug tz zw zm bw ae qa il jm tt mt cy fj";
    let language = language.unwrap_or_default().to_lowercase();
    let mut subtags = language.split(['-', '_']);
    let english = matches!(subtags.next(), Some("" | "en"));
    let region = subtags.find(|tag| tag.len() == 2);
    let host = url
        .and_then(|url| url.split("://").last())
        .and_then(|rest| rest.split(['/', '?', '#', ':']).next())
        .unwrap_or_default();
    let country = host.rsplit('.').next().unwrap_or_default();
    let elsewhere = ELSEWHERE.split(' ').any(|end| end == country);
    let american = region.is_none_or(|region| matches!(region, "us" | "ph" | "pr"));
    if english && american && !elsewhere {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}

/// The order that the page's own figures leave no doubt of, where they agree: "13/05/2024" in one of its lines.
fn order_shown(blocks: &PageBlocks) -> Option<Order> {
    const LINES: usize = 1_000;
    let lines = blocks.blocks.iter().map(|block| blocks.text_of(block));
    let mut orders = lines
        .filter(|text| text.len() <= 160 && text.contains('/'))
        .take(LINES)
        .filter_map(written_time::order_in);
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
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
    fn tells_the_first_publication_from_other_dates() {
        let tagged = "<meta property=article:published_time content='2024-05-06T08:00:00+02:00'>";
        let data = "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\
                    \"datePublished\":\"2024-05-03T08:00:00+02:00\"}</script>";
        for (page, at) in [
            // Put up again: the machine has a new date, the markup at the headline still the first.
            (
                format!("{tagged}<h1>x</h1><time datetime=2022-03-09>9 March 2022</time>"),
                Some("2022-03-09"),
            ),
            (
                format!("{tagged}<h1>x</h1><p>9 March 2022</p>"),
                Some("2024-05-06T08:00:00+02:00"),
            ),
            // A tag named "date" alone may be the last change.
            (
                "<meta name=date content=2024-05-06><p class=date>Published 3 May 2024</p>".into(),
                Some("2024-05-03"),
            ),
            ("<meta name=date content=2024-05-06><p>x".into(), Some("2024-05-06")),
            // Of two programs, the one that readers see.
            (format!("{tagged}{data}<p>6 May 2024</p>"), Some("2024-05-06T08:00:00+02:00")),
            (format!("{tagged}{data}<p>x</p>"), Some("2024-05-03T08:00:00+02:00")),
            // What is quoted has another's date.
            (
                "<p>Friday, 3 May 2024</p><blockquote>Ada <time datetime=2020-01-01>x</time></blockquote>".into(),
                Some("2024-05-03"),
            ),
            ("<p>Registered: 3 May 2004</p><p>by Ada, 5 May 2024</p>".into(), Some("2024-05-05")),
            ("<footer>Stand: 03.05.2024</footer>".into(), Some("2024-05-03")),
            ("<footer>© 2024 Ford Courier</footer>".into(), None),
        ] {
            assert_eq!(published(&page).as_deref(), at, "{page}");
        }
    }

    #[test]
    fn gives_the_day_alone_where_the_clock_is_of_another_zone() {
        let stated = "<meta property=article:published_time content='2024-05-03T23:15:00'>";
        assert_eq!(
            published(&format!("{stated}<p>4 May 2024</p>")).as_deref(),
            Some("2024-05-04")
        );
        assert_eq!(
            published(&format!("{stated}<p>3 May 2024</p><p>4 May 2024</p>")).as_deref(),
            Some("2024-05-03T23:15:00")
        );
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
    fn orders_figures_as_the_page_does() {
        for (language, url, order) in [
            (Some("en"), None, Order::MonthFirst),
            (
                Some("en-US"),
                Some("https://a.example/x"),
                Order::MonthFirst,
            ),
            (Some("en-AU"), None, Order::DayFirst),
            (Some("en_GB"), None, Order::DayFirst),
            (
                Some("en-US"),
                Some("https://a.example.co.uk/x"),
                Order::DayFirst,
            ),
            (Some("de"), None, Order::DayFirst),
            (None, Some("https://a.example.in"), Order::DayFirst),
        ] {
            assert_eq!(order_of(language, url), order, "{language:?} {url:?}");
        }
        let line = "<h1>x</h1><p>Published 05/03/2024</p><p>x";
        for (beside, at) in [
            ("<li>Council meets 05/28/2024</li>", "2024-05-03"),
            ("<li>Council meets 28/05/2024</li>", "2024-03-05"),
            // The page of this test is British.
            ("<li>28/05/2024</li><li>05/28/2024</li>", "2024-03-05"),
        ] {
            assert_eq!(
                published(&format!("{line}<ul>{beside}</ul>")).as_deref(),
                Some(at),
                "{beside}"
            );
        }
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
