//! A page in HTML: everything put together, from bytes to the article.

mod inside;
mod other;
mod text;

pub use text::kind_of;

use super::blocks::{PageBlocks, segment};
use super::body::{self, BodyModel};
use super::facts::Facts;
use super::features::{count_words, features};
use super::labels::{self, Labelled};
use super::teaser_boxes::TeaserBoxes;
use super::written_time::Order;
use super::{
    Extraction, Layout, article_id, byline, canonical, credit, dateline, deck, embedded, frame, images,
    language, outlet, page, page_kind, published, section, site_memory, teaser_boxes, teasers,
};
use crate::agencies::Agencies;
use crate::charset;
use crate::html::Tree;
use crate::model::{Article, Block, Document, Outlet, PageKind, Teaser};
use other::{no_page, plain_text_alone};
use std::ops::Range;
use text::{confidence, joined, lede, place, to_blocks};

/// Reads the article out of a page.
pub fn extract_html(document: &Document, bytes: &[u8], agencies: &Agencies) -> Extraction {
    extract_by(BodyModel::builtin(), document, bytes, agencies)
}

/// The same, with marks of the lines beside the text.
pub fn extract_with_lines(document: &Document, bytes: &[u8], agencies: &Agencies) -> Extraction {
    extract(BodyModel::builtin(), document, bytes, agencies, true)
}

/// The same by a body model of the caller's, as training asks for.
pub fn extract_by(
    model: &BodyModel,
    document: &Document,
    bytes: &[u8],
    agencies: &Agencies,
) -> Extraction {
    extract(model, document, bytes, agencies, false)
}

fn extract(
    model: &BodyModel,
    document: &Document,
    bytes: &[u8],
    agencies: &Agencies,
    with_lines: bool,
) -> Extraction {
    let id = article_id(document);
    if let Some(reason) = no_page(bytes) {
        return failed(document, id, reason);
    }
    let content_type = document
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let source = charset::decode(bytes, content_type.map(|(_, value)| value.as_str()));
    let tree = Tree::parse(&source);
    if let Some(text) = plain_text_alone(&tree) {
        let mut extraction = page::extract_page(document, &text, agencies);
        extraction.article.id = id;
        extraction.layout = Layout::default();
        place(&mut extraction);
        return extraction;
    }
    let reading = Reading::of(&tree, document, model, agencies);
    let mut extraction = reading.article(id, document, agencies);
    if with_lines {
        extraction.layout.beside = reading.lines_beside();
        extraction.layout.with_lines = true;
    }
    // Where the memory of a long page peaks: what was read goes before its text is held once more.
    drop(reading);
    drop(tree);
    drop(source);
    place(&mut extraction);
    extraction
}

/// A page on the way to its article.
struct Reading<'p> {
    tree: &'p Tree<'p>,
    facts: Facts,
    blocks: PageBlocks,
    /// Pointers to other stories among the blocks, where there is doubt that the page is an article.
    boxes: Option<TeaserBoxes>,
    /// The blocks of the text, in order.
    chosen: Vec<usize>,
    /// Blocks among which bylines and dates stand.
    near: Range<usize>,
    order: Order,
    labelled: Labelled,
    url: Option<String>,
    confidence: f64,
}

impl<'p> Reading<'p> {
    fn of(
        tree: &'p Tree<'p>,
        document: &Document,
        model: &BodyModel,
        agencies: &Agencies,
    ) -> Reading<'p> {
        let mut facts = Facts::of(tree, document.url.as_deref());
        let blocks = segment(tree);
        let mut features = features(tree, &blocks, &facts.known());
        let probabilities = model.probabilities(&blocks, &features);
        let mut chosen = body::choose(&blocks, &probabilities);
        features.forget_rows();
        let words = &features.words;
        let near = around_headline(&blocks, &chosen, &facts);
        let labelled = labels::find(&blocks, near.clone());
        if labelled.branded {
            facts.unbrand(&blocks, near.clone());
            frame::keep_between(&blocks, &labelled, &facts, &mut chosen);
        }
        let order = published::order_of(facts.survey.lang.as_deref(), document.url.as_deref());
        let page = frame::Page {
            blocks: &blocks,
            order,
        };
        frame::clear(
            tree,
            &page,
            &facts,
            &labelled,
            &features.said,
            agencies,
            &mut chosen,
        );
        let url = document.url.clone().or_else(|| facts.canonical_url.clone());
        // A print view ends with its own address.
        let own = [url.as_deref(), facts.canonical_url.as_deref()];
        chosen.retain(|i| !own.contains(&Some(blocks.text_of(&blocks.blocks[*i]))));
        // Most pages are plainly articles, and need no look at what else they might be.
        let doubtful = !page_kind::is_plain_article(&blocks, &chosen, words);
        let boxes = doubtful.then(|| TeaserBoxes::of(tree, &blocks, url.as_deref()));
        if let Some(boxes) = &boxes {
            teaser_boxes::clear(boxes, words, &mut chosen);
        }
        let confidence = confidence(&probabilities, &chosen, words);
        Reading {
            tree,
            facts,
            blocks,
            boxes,
            chosen,
            near,
            order,
            labelled,
            url,
            confidence,
        }
    }

    /// The text, how sure it is, and what the page is where it has none: the text of the blocks, or of the page's data
    /// where the blocks hold next to none.
    fn text_blocks(&self) -> (Vec<Block>, f64, Option<PageKind>) {
        let count = |blocks: &[Block]| -> usize {
            let words = blocks.iter().map(|block| count_words(&block.text));
            words.sum()
        };
        let base = canonical::base(&self.facts.survey, self.url.as_deref());
        let shown = to_blocks(self.tree, &self.blocks, &self.chosen, base.as_ref());
        let words = self.chosen.iter().map(|i| self.blocks.blocks[*i].letters.words);
        let words: usize = words.sum();
        if words < 120 {
            let stated = self.facts.data.body.as_deref();
            let stated = stated.map(embedded::text_blocks).unwrap_or_default();
            let stated_words = count(&stated);
            if stated_words > 3 * words && stated_words >= 40 {
                return (stated, 0.8, None);
            }
        }
        let kind = self.boxes.as_ref().and_then(|boxes| {
            let (tree, blocks, chosen) = (self.tree, &self.blocks, &self.chosen);
            page_kind::find(
                tree,
                blocks,
                boxes,
                chosen,
                &self.facts,
                self.url.as_deref(),
            )
        });
        // What a page hides behind a wall or shows elsewhere is not looked for in its state.
        let unshown = matches!(kind, None | Some(PageKind::Empty | PageKind::ScriptOnly));
        if words < 60 && unshown {
            let state = embedded::in_state(self.tree, &self.facts.survey.states);
            if count(&state) > 3 * words {
                return (state, 0.6, None);
            }
            let template = embedded::in_templates(self.tree);
            if count(&template) > 3 * words {
                return (template, 0.6, None);
            }
        }
        match kind {
            None => (shown, self.confidence, None),
            Some(_) => (Vec::new(), 0.0, kind),
        }
    }

    fn article(&self, id: String, document: &Document, agencies: &Agencies) -> Extraction {
        let facts = &self.facts;
        let url = self.url.as_deref();
        let (text_blocks, confidence, page_kind) = self.text_blocks();
        let text = joined(&text_blocks);
        let tag = |name: &str| facts.survey.meta_of(&[name]);
        let stated_language = language::stated([
            facts.survey.lang.as_deref(),
            tag("og:locale"),
            tag("language"),
            tag("content-language"),
            tag("dc.language"),
            facts.data.language.as_deref(),
        ]);
        let language = language::find(stated_language, &text);
        let mut times = published::find(&published::Place {
            tree: self.tree,
            survey: &facts.survey,
            data: &facts.data,
            url,
            blocks: &self.blocks,
            near: self.near.clone(),
            body: &self.chosen,
            language: stated_language.or(language.as_deref()),
        });
        times.published = times.published.or_else(|| self.labelled.at.clone());
        let authors = byline::find(
            self.tree,
            &facts.survey,
            &facts.data,
            &facts.outlet,
            agencies,
            &byline::Around {
                blocks: &self.blocks,
                near: self.near.clone(),
                body: &self.chosen,
            },
        );
        let mut credit_line = self
            .labelled
            .source
            .clone()
            .or_else(|| authors.agencies.first().cloned())
            .or_else(|| self.stated_source());
        let mut bylines = authors.bylines();
        // A brand's own line under its headline is no writer.
        let brands = &facts.title_names;
        bylines.retain(|name| !brands.iter().any(|brand| name.contains(brand.as_str())));
        if bylines.is_empty() {
            bylines = self
                .labelled
                .author
                .as_deref()
                .map(byline::split_names)
                .unwrap_or_default();
        }
        if credit_line.is_none() {
            credit_line = tail_credit(&text, &bylines, agencies)
                .or_else(|| labels::under(&self.blocks, &self.chosen));
        }
        let mut article = Article {
            id,
            url: document.url.clone(),
            canonical_url: facts.canonical_url.clone(),
            outlet: Outlet {
                name: facts
                    .outlet
                    .name(facts.survey.title.as_deref(), facts.headline.as_deref()),
                domain: facts.outlet.domain.clone(),
            },
            headline: facts.headline.clone(),
            deck: deck::find(
                &frame::Page {
                    blocks: &self.blocks,
                    order: self.order,
                },
                facts,
                &self.chosen,
            ),
            dateline: dateline::find_dateline(&text, agencies)
                .map(|found| found.dateline)
                .unwrap_or_default(),
            credit_line,
            bylines,
            section: section::find(
                self.tree,
                &facts.survey,
                &facts.data,
                &self.labelled,
                &self.blocks,
                facts,
                self.near.clone(),
            ),
            tags: section::tags(self.tree, &facts.survey, &facts.data),
            published_at: times.published,
            modified_at: times.modified,
            language,
            lede: lede(&text_blocks),
            images: images::find(
                self.tree,
                &facts.survey,
                &facts.data,
                &self.blocks,
                &self.chosen,
                url,
            ),
            teasers: self.teasers(page_kind),
            paywalled: facts.paywalled(),
            confidence,
            ..Article::default()
        };
        if text.is_empty() {
            let reason = page_kind.map_or("no article text found on the page", PageKind::reason);
            article.error = Some(reason.to_owned());
            article.page_kind = page_kind;
            article.confidence = 0.0;
        }
        let cut = self.tree.cut().or(self.blocks.cut);
        article.incomplete = cut.map(str::to_owned);
        article.text = text;
        article.blocks = text_blocks;
        let layout = Layout {
            supplier_lines: self.supplier_lines(agencies),
            title_names: facts.title_names.clone(),
            ..Layout::default()
        };
        Extraction { article, layout }
    }

    fn teasers(&self, kind: Option<PageKind>) -> Vec<Teaser> {
        let (tree, blocks, url) = (self.tree, &self.blocks, self.url.as_deref());
        let lists = [PageKind::Index, PageKind::Tag, PageKind::SearchResults];
        match &self.boxes {
            Some(boxes) if kind.is_some_and(|kind| lists.contains(&kind)) => {
                teasers::of_list(tree, blocks, boxes, url)
            }
            _ => {
                let headline = self.facts.headline.as_deref();
                teasers::find(tree, blocks, &self.chosen, headline, url)
            }
        }
    }

    /// Marks of the lines that are not in the text.
    fn lines_beside(&self) -> Vec<u64> {
        let all = self.blocks.blocks.iter().enumerate();
        let beside = all.filter(|(i, _)| self.chosen.binary_search(i).is_err());
        let marks = beside.filter_map(|(_, block)| site_memory::mark(self.blocks.text_of(block)));
        marks.take(LINES_BESIDE).collect()
    }

    /// Whom the page's tags or data name as the source of the text, if not the outlet itself.
    fn stated_source(&self) -> Option<String> {
        let tags = [
            "source",
            "article:source",
            "news_source",
            "original-source-name",
        ];
        let stated = self
            .facts
            .survey
            .meta_of(&tags)
            .or(self.facts.data.credit.as_deref())?;
        let name = name_alone(stated);
        let fits = (2..=80).contains(&name.chars().count())
            && !name.contains("://")
            && !name.contains(". ")
            && !name.starts_with(char::is_lowercase);
        (fits && !self.facts.outlet.is_name(name)).then(|| name.to_owned())
    }

    /// Lines beside the text and meta data in which an agency is named: an honest page often credits its supplier there.
    fn supplier_lines(&self, agencies: &Agencies) -> Vec<String> {
        let beside = self.blocks.blocks.iter().enumerate();
        let beside = beside
            .filter(|(i, block)| block.link.is_none() && self.chosen.binary_search(i).is_err())
            .map(|(_, block)| self.blocks.text_of(block));
        let metas = SUPPLIER_METAS
            .iter()
            .flat_map(|name| self.facts.survey.metas_of(name));
        let short = |line: &&str| {
            line.len() <= SUPPLIER_LINE
                && !agencies.find(line).is_empty()
                // What opens with a dateline is the beginning of another article.
                && dateline::find_dateline(line, agencies).is_none()
        };
        let lines = metas.chain(beside).filter(short).take(SUPPLIER_LINES);
        lines.map(str::to_owned).collect()
    }
}

/// Meta data in which pages name their supplier.
const SUPPLIER_METAS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dc.source",
    "dc.rights",
    "source",
    "original-source",
    "copyright",
];
/// Bytes of a line that may be a credit, and how many such lines are kept.
const SUPPLIER_LINE: usize = 240;
const SUPPLIER_LINES: usize = 32;
/// Lines beside the text that are marked.
const LINES_BESIDE: usize = 384;

/// The words in which the text's last lines credit an agency.
fn tail_credit(text: &str, bylines: &[String], agencies: &Agencies) -> Option<String> {
    credit::find_credits(text, bylines, None, agencies)
        .into_iter()
        .find(|found| {
            found.part == credit::Part::Author
                && matches!(found.place, credit::Place::Tail | credit::Place::Copyright)
        })
        .map(|found| name_alone(&found.text).to_owned())
}

/// The name in "(Agency)", "— Agency" and "Source: Agency"; a sentence stays whole.
fn name_alone(line: &str) -> &str {
    let name = line.trim_matches(|c: char| c.is_whitespace() || "()[]—–-".contains(c));
    match name.split_once(':') {
        Some((label, rest)) if labels::is_source(label) => rest.trim(),
        _ => name,
    }
}

fn failed(document: &Document, id: String, reason: &str) -> Extraction {
    let mut article = Article::without_text(id, reason);
    article.url.clone_from(&document.url);
    Extraction {
        article,
        layout: Layout::default(),
    }
}

/// The blocks among which bylines and dates stand: from a little above the headline to the first paragraphs.
fn around_headline(blocks: &PageBlocks, chosen: &[usize], facts: &Facts) -> Range<usize> {
    let count = blocks.blocks.len();
    let first = chosen.first().copied().unwrap_or(count.min(40));
    let key = facts
        .headline
        .as_deref()
        .map(outlet::key)
        .unwrap_or_default();
    let title = (0..first.min(count)).rev().find(|i| {
        let text = blocks.text_of(&blocks.blocks[*i]);
        // A small letter may be longer than its capital, but not twice.
        (key.len() / 2..1_000).contains(&text.len())
            && !key.is_empty()
            && outlet::key(text).contains(&key)
    });
    let start = title.unwrap_or(first.saturating_sub(12)).saturating_sub(6);
    // The second long block of the text ends the reach.
    let end = chosen
        .iter()
        .filter(|i| blocks.blocks[**i].end - blocks.blocks[**i].start > 120)
        .nth(1)
        .copied()
        .unwrap_or(first + 8);
    start.min(count)..end.min(count)
}

#[cfg(test)]
mod tests;
