//! What stands around an article and is no part of it: menus, boxes, comments, lists of other stories.

use super::markup::{cut_at_word, cut_hard, escape};
use super::outlet::Design;
use super::page::{Card, Page, hash};

/// Readers' comments, by name and words; none of them says anything about the story it stands under.
const COMMENTS: [(&str, &str); 9] = [
    (
        "wendside_walker",
        "Thank you for covering this. Nobody else bothered to send anyone.",
    ),
    (
        "OldQuay",
        "I have lived here for forty years and have heard all of it before. Wait and see.",
    ),
    (
        "Pim R.",
        "Could you please put the map back at the top of the page? It was useful.",
    ),
    (
        "tallow & wick",
        "My brother works in that office. Half of what people say about it is wrong.",
    ),
    (
        "Gannet7",
        "First time I agree with the comments section. Must be the weather.",
    ),
    (
        "H. Brockle",
        "Where is the money supposed to come from? That is the only question.",
    ),
    ("sarn_lurker", "The second paragraph says it all, really."),
    (
        "MrsDillow",
        "Well written, but the print edition had a better picture.",
    ),
    (
        "northbound",
        "Moderator: why was my post from this morning removed?",
    ),
];

/// Two or three comments for a page, always the same ones.
pub fn comments(page: &Page) -> Vec<(&'static str, &'static str)> {
    let seed = usize::try_from(hash(&page.name) % 9).unwrap_or(0);
    let count = 2 + seed % 2;
    (0..count)
        .map(|n| COMMENTS[(seed + n * 4) % COMMENTS.len()])
        .collect()
}

/// The bylines in one line: writers by `and`, the agency they write for after a comma.
pub fn names(page: &Page, and: &str) -> Option<String> {
    let mut line = String::new();
    for (n, name) in page.bylines.iter().enumerate() {
        if n > 0 {
            line.push_str(if name == AGENCY { ", " } else { and });
        }
        line.push_str(&escape(name));
    }
    (!line.is_empty()).then_some(line)
}

/// The wire as its members print it in a byline.
const AGENCY: &str = "Merrow Press Agency";

/// Menu links of an outlet, each through `item`.
pub fn menu(page: &Page, item: &dyn Fn(&str) -> String) -> String {
    page.outlet.sections.iter().map(|name| item(name)).collect()
}

/// The related headlines as list items.
pub fn related_items(page: &Page, item: &dyn Fn(&str, &str) -> String) -> String {
    page.related
        .iter()
        .map(|(headline, url)| item(&escape(headline), &escape(url)))
        .collect()
}

/// The first related headline, for a "Read more" line in the body.
pub fn read_more(page: &Page) -> Option<(String, String)> {
    page.related
        .first()
        .map(|(headline, url)| (escape(headline), escape(url)))
}

/// Chooses for every page what it points at. Farms take headlines from anywhere, the others from their own pages.
pub fn fill(pages: &mut [Page]) {
    let known: Vec<_> = pages
        .iter()
        .map(|page| Known {
            name: page.name.clone(),
            outlet: page.outlet.key,
            language: page.outlet.language,
            event: page.truth.event.clone(),
            headline: page.headline.clone(),
            url: page.url.clone(),
            opening: page.opening(),
            deck: page.deck.clone(),
            published: page.published.instant(),
        })
        .collect();
    for page in pages {
        let farm = matches!(page.outlet.design, Design::FarmA | Design::FarmB);
        let mut choice: Vec<&Known> = known
            .iter()
            .filter(|other| {
                other.event != page.truth.event && other.language == page.outlet.language
            })
            // The archive's crawler saw its pages when they were new.
            .filter(|other| page.file.is_some() || other.published < page.published.instant())
            .filter(|other| match page.outlet.design {
                Design::FarmA | Design::FarmB => other.outlet == "merrow",
                Design::German => matches!(other.outlet, "grenzbote" | "talwind"),
                _ => other.outlet == page.outlet.key,
            })
            .collect();
        choice.sort_by_key(|other| hash(&format!("{} {}", page.name, other.name)));
        let mut events: Vec<&str> = Vec::new();
        choice.retain(|other| {
            let fresh = !events.contains(&other.event.as_str());
            events.push(&other.event);
            fresh
        });
        let cards = match page.outlet.design {
            Design::FarmA => 3,
            Design::OpenGraph | Design::German | Design::Graph => 2,
            _ => 0,
        };
        page.cards = choice
            .iter()
            .take(cards)
            .map(|other| Card {
                headline: other.headline.clone(),
                text: if farm {
                    cut_hard(&other.opening, 100)
                } else {
                    cut_at_word(other.deck.as_ref().unwrap_or(&other.opening), 110)
                },
                url: if farm {
                    String::new()
                } else {
                    other.url.clone()
                },
            })
            .collect();
        page.related = choice
            .iter()
            .skip(cards)
            .take(4)
            .map(|other| (other.headline.clone(), other.url.clone()))
            .collect();
    }
}

struct Known {
    name: String,
    outlet: &'static str,
    language: &'static str,
    event: String,
    headline: String,
    url: String,
    opening: String,
    deck: Option<String>,
    published: i64,
}
