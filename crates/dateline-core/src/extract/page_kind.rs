//! What a page is that is no article: an index, a video, a gallery, a login, an error.
//!
//! Emptying an article is worse than passing an index on, so doubt speaks for the article: a page that has some running
//! text is one, and what calls itself an article needs strong evidence against it.

mod evidence;
mod words;

use super::blocks::{PageBlocks, place};
use super::facts::Facts;
use super::teaser_boxes::TeaserBoxes;
use crate::html::Tree;
use crate::model::PageKind;
use evidence::Evidence;
use std::collections::HashMap;

/// Words of running text that make an article whatever else there is on the page.
const PROSE: usize = 80;
/// Words of running text in one element that leave no doubt, and of a line of it.
const PLAIN: usize = 400;
const LINE: usize = 20;
/// Words of a short sentence.
const SENTENCE: usize = 12;
/// Words of an announcement under a player.
const ANNOUNCEMENT: usize = 80;
/// Words that a page of an error, a login or a wall has at most.
const NOTICE: usize = 150;

/// Whether so much running text stands in one place that the page can be nothing but an article. `words` are those of each
/// block.
pub fn is_plain_article(blocks: &PageBlocks, chosen: &[usize], words: &[usize]) -> bool {
    let mut sums: HashMap<u32, usize> = HashMap::new();
    chosen.iter().any(|i| {
        let block = &blocks.blocks[*i];
        let linked = block.link_bytes * 4 > block.end - block.start;
        if linked || block.context.is_in(place::LINKED_BLOCK) || words[*i] < LINE {
            return false;
        }
        let sum = sums.entry(block.parent).or_default();
        *sum += words[*i];
        *sum >= PLAIN
    })
}

/// Whether a line offers for money what would be read on.
pub fn asks_to_pay(line: &str) -> bool {
    words::count(&words::spelled(line), words::WALL) > 0
}

/// What the page is, when it is no article. `chosen` are the blocks taken for its text.
pub fn find(
    tree: &Tree,
    blocks: &PageBlocks,
    boxes: &TeaserBoxes,
    chosen: &[usize],
    facts: &Facts,
    url: Option<&str>,
) -> Option<PageKind> {
    let evidence = Evidence::of(tree, blocks, boxes, chosen, facts);
    let page = Page {
        address: Address::of(url),
        title: titles(facts),
        claims: Claims::of(facts),
        evidence,
    };
    if page.evidence.frames {
        return Some(PageKind::Frameset);
    }
    if blocks.blocks.is_empty() {
        let player = page.player();
        return Some(player.unwrap_or(PageKind::Empty));
    }
    if page.is_consent(blocks, chosen) {
        return Some(PageKind::Consent);
    }
    let claims = &page.claims;
    let lists = claims.listing || claims.search;
    // What calls itself a list may have a long text on top; a home page may show some words of its own.
    let enough = match (lists, page.address.root || page.address.search) {
        (true, _) => PROSE.max(page.evidence.words / 3),
        (false, true) => PROSE.max(page.evidence.words / 10),
        (false, false) => PROSE,
    };
    let lists = lists || page.address.root;
    if page.evidence.prose >= enough {
        return None;
    }
    let plays = !lists && (claims.video || claims.audio);
    page.notice(blocks)
        .or_else(|| page.player().filter(|_| plays))
        .or_else(|| page.listing())
        .or_else(|| page.gallery())
        .or_else(|| page.player())
}

/// What a page calls itself.
#[derive(Debug)]
struct Claims {
    /// JSON-LD has an article.
    article: bool,
    /// Any other mark of an article.
    marked: bool,
    listing: bool,
    search: bool,
    video: bool,
    audio: bool,
    gallery: bool,
}

impl Claims {
    fn of(facts: &Facts) -> Claims {
        let survey = &facts.survey;
        let has = |kinds: &[&str]| {
            facts
                .data
                .kinds
                .iter()
                .any(|kind| kinds.contains(&kind.as_str()))
        };
        let og = survey
            .meta_of(&["og:type"])
            .unwrap_or_default()
            .to_ascii_lowercase();
        let marked = og.contains("article")
            || survey.meta_of(&["article:published_time"]).is_some()
            || survey
                .properties
                .iter()
                .any(|(name, _)| name.contains("articlebody"));
        Claims {
            article: facts.data.is_article,
            marked,
            listing: has(&["CollectionPage", "ItemList", "Blog"]),
            search: has(&["SearchResultsPage"]),
            video: has(&["VideoObject"]) || og.starts_with("video"),
            audio: has(&["AudioObject", "PodcastEpisode", "RadioEpisode"])
                || og.starts_with("music"),
            gallery: has(&["ImageGallery", "MediaGallery"]),
        }
    }
}

/// What an address says.
#[derive(Debug, Default)]
struct Address {
    root: bool,
    search: bool,
    tag: bool,
    gallery: bool,
}

impl Address {
    fn of(url: Option<&str>) -> Address {
        let Some(url) = url.and_then(|url| url::Url::parse(url).ok()) else {
            return Address::default();
        };
        let parts: Vec<String> = url
            .path_segments()
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let is = |words: &[&str]| parts.iter().any(|part| words.contains(&part.as_str()));
        let last = parts.last().map(String::as_str).unwrap_or_default();
        let home = last.is_empty() || last.starts_with("index.") || last.starts_with("default.");
        // A home page may stand under the code of its language.
        let root = url.query().is_none()
            && (parts.len() <= 1 && (home || last.len() == 2)
                || parts.len() == 2 && home && parts[0].len() == 2);
        Address {
            root,
            search: is(&[
                "search",
                "suche",
                "recherche",
                "buscar",
                "busca",
                "cerca",
                "poisk",
            ]) && url.query().is_some()
                || url
                    .query_pairs()
                    .any(|(key, _)| matches!(&*key, "s" | "search" | "query")),
            tag: is(&[
                "tag", "tags", "topic", "topics", "thema", "themen", "sujet", "tema", "temas",
                "category", "author", "authors", "etiqueta", "keyword",
            ]),
            gallery: is(&[
                "gallery",
                "galleries",
                "photos",
                "pictures",
                "slideshow",
                "fotostrecke",
                "bilder",
                "fotos",
                "galerie",
                "diaporama",
                "galeria",
                "fotogalerie",
                "fotogaleria",
            ]),
        }
    }
}

struct Page {
    address: Address,
    /// Title and headline, spelled.
    title: String,
    claims: Claims,
    evidence: Evidence,
}

fn titles(facts: &Facts) -> String {
    let titles = [facts.survey.title.as_deref(), facts.headline.as_deref()];
    let all: Vec<&str> = titles.into_iter().flatten().collect();
    words::spelled(&all.join(" | "))
}

impl Page {
    fn titled(&self, phrases: &[&str]) -> bool {
        words::count(&self.title, phrases) > 0
    }

    /// Whether the page speaks of nothing but consent: its terms come thick and it doesn't call itself an article.
    fn is_consent(&self, blocks: &PageBlocks, chosen: &[usize]) -> bool {
        if self.claims.article || self.claims.marked || self.evidence.words > 400 {
            return false;
        }
        let mut all = self.title.clone();
        let lines = chosen.iter().take(60).map(|i| &blocks.blocks[*i]);
        let few = blocks.blocks.len() <= 60;
        if !few {
            return false;
        }
        for block in lines.chain(&blocks.blocks) {
            all.push_str(&words::spelled(blocks.text_of(block)));
        }
        // Headings of articles on data protection speak of them, too, but not of everything at once.
        words::count(&all, words::CONSENT) >= 5 && words::count(&self.title, words::CONSENT) >= 1
    }

    /// Errors, logins, walls: short pages that say what they are.
    fn notice(&self, blocks: &PageBlocks) -> Option<PageKind> {
        let evidence = &self.evidence;
        let own = evidence.words - evidence.teaser_words.min(evidence.words);
        if self.claims.article || own > NOTICE {
            return None;
        }
        if self.titled(words::BOT_CHECK) && blocks.blocks.len() <= 40 {
            return Some(PageKind::BotCheck);
        }
        if self.titled(words::NOT_FOUND) {
            return Some(PageKind::ErrorPage);
        }
        let walled = evidence.prose == 0 && (evidence.asking > 0 || evidence.wall);
        let walled = walled && evidence.chosen_teasers < 3;
        if self.claims.marked {
            return walled.then_some(PageKind::Paywall);
        }
        if evidence.password && (self.titled(words::LOGIN) || own < 8) {
            return Some(PageKind::Login);
        }
        if walled || evidence.asking > 2 * evidence.prose {
            return Some(PageKind::Paywall);
        }
        let few = blocks.blocks.len() <= 12 && own <= 60;
        let all = blocks.blocks.iter().map(|block| blocks.text_of(block));
        if few && words::count(&words::spelled(&all.collect::<String>()), words::SCRIPT) > 0 {
            return Some(PageKind::ScriptOnly);
        }
        None
    }

    /// Pages whose text is that of teasers.
    fn listing(&self) -> Option<PageKind> {
        let evidence = &self.evidence;
        let mostly = |share: usize| evidence.teaser_words * 100 >= evidence.words * share;
        let claims = &self.claims;
        let called = claims.listing || claims.search || self.address.root || self.address.search;
        let listed = if claims.article {
            self.address.root && evidence.teasers >= 10 && mostly(80)
        } else if claims.marked {
            called && evidence.teasers >= 6 && evidence.prose < 25 && mostly(50)
        } else if called {
            evidence.teasers >= 3 && mostly(50)
        } else if evidence.words == evidence.teaser_words && evidence.chosen_teasers < 3 {
            // No text, or one or two headlines of the list that were taken for one.
            evidence.teasers >= 5 && evidence.other_prose < 60
        } else {
            // Two sentences over a list may be a short report.
            evidence.chosen_teasers >= 3 && mostly(70) && evidence.prose < SENTENCE
        };
        if !listed {
            return None;
        }
        Some(
            if self.claims.search || self.address.search || self.titled(words::SEARCH) {
                PageKind::SearchResults
            } else if self.address.tag {
                PageKind::Tag
            } else {
                PageKind::Index
            },
        )
    }

    fn gallery(&self) -> Option<PageKind> {
        let evidence = &self.evidence;
        let pictures = evidence.captions.max(if self.claims.gallery {
            evidence.pictures
        } else {
            0
        });
        let called = self.claims.gallery || self.address.gallery;
        let many = if called { 3 } else { 6 };
        let shown = pictures >= many && evidence.caption_words >= evidence.prose;
        let silent = if called { 60 } else { 15 };
        let article = self.claims.article && !self.claims.gallery;
        // The pictures of a home page are those of its teasers.
        let kind = match self.address.root && !self.claims.gallery {
            true => PageKind::Index,
            false => PageKind::Gallery,
        };
        (shown && evidence.prose < silent && !article).then_some(kind)
    }

    fn player(&self) -> Option<PageKind> {
        let evidence = &self.evidence;
        let kinds = [
            (self.claims.video, evidence.video, PageKind::Video),
            (self.claims.audio, evidence.audio, PageKind::Audio),
        ];
        let found = kinds.into_iter().find(|(claimed, shown, _)| {
            let called_article = self.claims.article || self.claims.marked;
            if *claimed && !called_article {
                evidence.prose < ANNOUNCEMENT && (evidence.is_description || evidence.prose < 40)
            } else if called_article {
                (*claimed || *shown) && evidence.prose < SENTENCE / 2
            } else {
                *shown && evidence.prose < SENTENCE
            }
        });
        found.map(|(.., kind)| kind)
    }
}

#[cfg(test)]
#[path = "page_kind/tests.rs"]
mod tests;
