//! A page in HTML: everything put together, from bytes to the article.

use super::blocks::{PageBlocks, place, segment};
use super::body::{self, BodyModel};
use super::facts::Facts;
use super::features::{count_words, features};
use super::labels::{self, Labelled};
use super::teaser_boxes::TeaserBoxes;
use super::written_time::Order;
use super::{
    Extraction, Layout, article_id, byline, credit, dateline, deck, embedded, frame, images,
    language, outlet, page, page_kind, published, section, site_memory, teaser_boxes, teasers,
};
use crate::agencies::Agencies;
use crate::charset;
use crate::html::{NodeId, Tag, Tree};
use crate::model::{Article, Block, BlockKind, Document, Outlet, PageKind, Teaser};
use std::collections::HashMap;
use std::ops::Range;

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
        extraction.layout = layout(&extraction.article, &[]);
        return extraction;
    }
    let reading = Reading::of(&tree, document, model, agencies);
    let mut extraction = reading.article(id, document, agencies);
    if with_lines {
        extraction.layout.beside = reading.lines_beside();
        extraction.layout.with_lines = true;
    }
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
        let features = features(tree, &blocks, &facts.known());
        let probabilities = model.probabilities(&blocks, &features);
        let mut chosen = body::choose(&blocks, &probabilities);
        let near = around_headline(&blocks, &chosen, &facts);
        let labelled = labels::find(&blocks, near.clone());
        if labelled.branded {
            facts.unbrand(&blocks, near.clone());
            frame::keep_between(&blocks, &labelled, &facts, &mut chosen);
        }
        let order = published::order_of(facts.survey.lang.as_deref(), document.url.as_deref());
        frame::clear(
            tree,
            &blocks,
            &facts,
            &labelled,
            order,
            agencies,
            &mut chosen,
        );
        let url = document.url.clone().or_else(|| facts.canonical_url.clone());
        // A print view ends with its own address.
        let own = [url.as_deref(), facts.canonical_url.as_deref()];
        chosen.retain(|i| !own.contains(&Some(blocks.text_of(&blocks.blocks[*i]))));
        // Most pages are plainly articles, and need no look at what else they might be.
        let doubtful = !page_kind::is_plain_article(&blocks, &chosen, &features.words);
        let boxes = doubtful.then(|| TeaserBoxes::of(tree, &blocks, url.as_deref()));
        if let Some(boxes) = &boxes {
            teaser_boxes::clear(boxes, &features.words, &mut chosen);
        }
        let confidence = confidence(&probabilities, &chosen, &features.words);
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
        let shown = to_blocks(self.tree, &self.blocks, &self.chosen);
        let words = count(&shown);
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
        let stated_language = facts
            .survey
            .lang
            .as_deref()
            .or_else(|| {
                facts
                    .survey
                    .meta_of(&["og:locale", "language", "content-language", "dc.language"])
            })
            .or(facts.data.language.as_deref());
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
            tags: section::tags(&facts.survey, &facts.data),
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
            ..layout(&article, &facts.title_names)
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

/// The first paragraph of the body: a standfirst or heading before it is passed over where a longer one follows.
fn lede(blocks: &[Block]) -> Option<String> {
    let mut paragraphs = blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph);
    let first = paragraphs.next()?;
    Some(first.text.clone())
}

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

/// The text of a page that is one `<pre>` and nothing else: a text file, as browsers save it.
fn plain_text_alone(tree: &Tree) -> Option<String> {
    let ids = || tree.ids().skip(1);
    let pre = ids().find(|id| tree.tag(*id) == Tag::PRE)?;
    let frame = |id: NodeId| match tree.tag(id) {
        Tag::HTML | Tag::HEAD | Tag::BODY | Tag::META | Tag::STYLE | Tag::LINK | Tag::TITLE => true,
        Tag::TEXT => {
            tree.text(id).trim().is_empty()
                || tree.parent(id) != Some(NodeId::ROOT) && {
                    tree.parent(id)
                        .is_some_and(|id| matches!(tree.tag(id), Tag::TITLE | Tag::STYLE))
                }
        }
        _ => false,
    };
    let text = tree
        .first_child(pre)
        .filter(|id| tree.tag(*id) == Tag::TEXT)?;
    let alone =
        tree.next_sibling(text).is_none() && ids().all(|id| id == pre || id == text || frame(id));
    let text = tree.text(text);
    // A short one may be anything: a listing, a message of the server.
    (alone && count_words(&text) >= 40).then(|| text.replace("\r\n", "\n"))
}

/// Why bytes are no page; `None` when they may be one.
fn no_page(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 12] = [
        (b"%PDF", "not HTML: a PDF"),
        (b"\x89PNG", "not HTML: a PNG image"),
        (b"\xff\xd8\xff", "not HTML: a JPEG image"),
        (b"GIF8", "not HTML: a GIF image"),
        (b"RIFF", "not HTML: a RIFF media file"),
        (b"PK\x03\x04", "not HTML: a ZIP archive"),
        (b"\x1f\x8b", "not HTML: gzip data"),
        (b"\x28\xb5\x2f\xfd", "not HTML: zstd data"),
        (b"\x7fELF", "not HTML: a program"),
        (b"ID3", "not HTML: an MP3 file"),
        (b"\xd0\xcf\x11\xe0", "not HTML: an Office document"),
        (b"BZh", "not HTML: bzip2 data"),
    ];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("empty input");
    }
    if let Some((_, reason)) = KINDS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(reason);
    }
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = start.iter().filter(|b| **b == 0).count();
    let controls = start.iter().filter(|b| **b < 9 && **b != 0).count();
    // UTF-16 has zeros in every other place; other binary data has other control characters, too.
    if controls * 20 > start.len()
        || (zeros * 20 > start.len() && memchr::memchr(b'<', start).is_none())
    {
        return Some("not HTML: binary data");
    }
    None
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
        text.len() < 1_000 && !key.is_empty() && outlet::key(text).contains(&key)
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

/// Characters up to which a cell of a table is data.
const LONGEST_CELL: usize = 240;

/// The chosen blocks as the article's; cells of one row become one block.
fn to_blocks(tree: &Tree, blocks: &PageBlocks, chosen: &[usize]) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut last_row = None;
    let mut alone: HashMap<NodeId, usize> = HashMap::new();
    for block in &blocks.blocks {
        *alone.entry(block.node).or_default() += 1;
    }
    for i in chosen {
        let block = &blocks.blocks[*i];
        let text = blocks.text_of(block);
        let kind = match kind_of(block) {
            // A cell that holds paragraphs is layout, not data.
            BlockKind::TableRow
                if alone.get(&block.node) != Some(&1) || text.chars().count() > LONGEST_CELL =>
            {
                BlockKind::Paragraph
            }
            kind => kind,
        };
        let row = (kind == BlockKind::TableRow)
            .then(|| tree.parent(block.node))
            .flatten();
        if let Some(known) = out.last_mut()
            && row.is_some()
            && row == last_row
        {
            known.text.push_str(" | ");
            known.text.push_str(text);
        } else {
            out.push(Block {
                kind,
                text: text.to_owned(),
            });
        }
        last_row = row;
    }
    out
}

/// What kind of block of an article a block of the page is.
pub fn kind_of(block: &super::blocks::PageBlock) -> BlockKind {
    let context = &block.context;
    if context.is_in(place::HEADING) {
        BlockKind::Heading
    } else if context.is_in(place::QUOTE) {
        BlockKind::Quote
    } else if context.is_in(place::PRE) {
        BlockKind::Preformatted
    } else if matches!(block.tag, Tag::TD | Tag::TH) {
        BlockKind::TableRow
    } else if context.is_in(place::LIST) || matches!(block.tag, Tag::DT | Tag::DD) {
        BlockKind::ListItem
    } else {
        BlockKind::Paragraph
    }
}

fn joined(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// The mean probability of the words that were taken, lowered where there are few.
fn confidence(probabilities: &[f32], chosen: &[usize], words: &[usize]) -> f64 {
    let (mut sum, mut count) = (0.0, 0u32);
    for i in chosen {
        let words = u32::try_from(words[*i]).unwrap_or(u32::MAX);
        sum += f64::from(probabilities[*i]) * f64::from(words);
        count = count.saturating_add(words);
    }
    if count == 0 {
        return 0.0;
    }
    let enough = (f64::from(count) / 60.0).min(1.0);
    (sum / f64::from(count) * enough * 1000.0).round() / 1000.0
}

/// Positions of the blocks in the text.
fn layout(article: &Article, title_names: &[String]) -> Layout {
    Layout {
        basis: article.text.clone(),
        spans: site_memory::spans(&article.blocks),
        title_names: title_names.to_vec(),
        ..Layout::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Body;

    fn read(bytes: &[u8]) -> Extraction {
        let document = Document {
            body: Body::Html(bytes.to_vec()),
            url: Some("https://fordcourier.example/a".into()),
            ..Document::default()
        };
        extract_html(&document, bytes, &Agencies::default())
    }

    #[test]
    fn says_why_there_is_no_article() {
        for (bytes, reason) in [
            (&b""[..], "empty input"),
            (b"  \n ", "empty input"),
            (b"%PDF-1.7 x", "not HTML: a PDF"),
            (b"\x01\x02\x03\x04\x05\x06\x07\x08", "not HTML: binary data"),
            (b"<html><body></body></html>", "no text on the page"),
            (
                b"<nav><a href=/>Home</a></nav>",
                "no article text found on the page",
            ),
        ] {
            let found = read(bytes).article;
            assert_eq!(found.error.as_deref(), Some(reason));
            assert!(found.text.is_empty() && found.confidence == 0.0);
        }
    }

    #[test]
    fn says_that_a_budget_cut_and_keeps_the_text() {
        let paragraph = "<p>The council of the river town voted on Friday to open the new bridge.";
        let story = format!("<h1>Bridge opens</h1><article>{}", paragraph.repeat(3));
        let whole = read(story.as_bytes()).article;
        assert_eq!((whole.error, whole.incomplete), (None, None));
        let long = format!("{story}</article>{}", "<li>a".repeat(20_001));
        let cut = read(long.as_bytes()).article;
        assert_eq!((cut.error, cut.text), (None, whole.text));
        assert!(cut.incomplete.is_some_and(|why| why.contains("20,000")));
    }

    #[test]
    fn survives_hostile_pages() {
        let nested = "<div>".repeat(200_000) + "x";
        let cells = "<table><tr><td>".repeat(3_000);
        let broken = b"<p>\xff\xfe\xc3\x28 a \xe2\x82 b</p><".repeat(500);
        for bytes in [nested.as_bytes(), cells.as_bytes(), &broken] {
            let found = read(bytes);
            assert_eq!(found.layout.spans.len(), found.article.blocks.len());
        }
    }

    /// A page with a head, a menu, the paragraphs and a footer, as `wrap` puts them together.
    fn page(lang: &str, headline: &str, paragraphs: &[&str]) -> String {
        let text: String = paragraphs
            .iter()
            .map(|text| format!("<p>{text}</p>"))
            .collect();
        format!(
            "<html lang={lang}><head><title>{headline}</title></head><body><nav><a href=/1>1</a> <a href=/2>2</a></nav>\
             <article><h1>{headline}</h1>{text}</article><footer><a href=/3>3</a></footer></body></html>"
        )
    }

    #[test]
    fn reads_pages_in_many_scripts() {
        let pages: [(&str, &str, [&str; 3]); 5] = [
            (
                "zh",
                "北桥周五通车",
                [
                    "北桥周五上午正式通车，这座跨越温德河的大桥修建了两年，耗资四千万元。",
                    "市长说，渡轮将继续运行到五月，居民可以免费乘坐，直到新的公交线路开通为止。",
                    "交通部门预计每天约有一万二千辆汽车经过大桥，是旧桥的两倍。",
                ],
            ),
            (
                "ja",
                "北橋が金曜日に開通",
                [
                    "ウェンド川にかかる北橋が金曜日の朝に開通した。工事には二年を要した。",
                    "市長は、渡し船は五月まで運航を続け、住民は無料で乗ることができると述べた。",
                    "交通局によると、一日に約一万二千台の車が橋を渡る見込みだ。",
                ],
            ),
            (
                "ar",
                "افتتاح الجسر الشمالي يوم الجمعة",
                [
                    "افتتح الجسر الشمالي فوق نهر ويند صباح الجمعة بعد عامين من العمل المتواصل في المدينة.",
                    "وقال رئيس البلدية إن العبارة ستواصل رحلاتها حتى شهر مايو، وإن السكان يستطيعون ركوبها مجانا.",
                    "وتتوقع إدارة المرور أن تعبر الجسر نحو اثني عشر ألف سيارة كل يوم، أي ضعف العدد السابق.",
                ],
            ),
            (
                "hi",
                "उत्तरी पुल शुक्रवार को खुला",
                [
                    "वेंड नदी पर बना उत्तरी पुल दो साल के काम के बाद शुक्रवार सुबह लोगों के लिए खोल दिया गया।",
                    "महापौर ने कहा कि नाव सेवा मई तक जारी रहेगी और निवासी बिना किसी शुल्क के उसमें यात्रा कर सकेंगे।",
                    "यातायात विभाग का अनुमान है कि हर दिन लगभग बारह हजार गाड़ियां इस पुल से गुजरेंगी।",
                ],
            ),
            (
                "ru",
                "Северный мост открыли в пятницу",
                [
                    "Северный мост через реку Венд открыли в пятницу утром после двух лет работы и долгих споров.",
                    "Мэр сказал, что паром будет ходить до мая и что жители смогут пользоваться им бесплатно.",
                    "Дорожная служба ожидает, что по мосту каждый день будут проезжать около двенадцати тысяч машин.",
                ],
            ),
        ];
        for (lang, headline, paragraphs) in pages {
            let found = read(page(lang, headline, &paragraphs).as_bytes()).article;
            assert_eq!(found.text, paragraphs.join("\n\n"), "{lang}");
            assert_eq!(found.headline.as_deref(), Some(headline));
        }
    }

    const STORY: [&str; 4] = [
        "The bridge over the Wend opened on Friday after two years of work and eleven months of delay, the town said.",
        "Mayor Ada Brook said that the ferry would run until May, and that nobody would have to pay for it until then.",
        "About twelve thousand cars are expected to cross each day, twice as many as the old bridge could carry in a week.",
        "The last ferryman, who is sixty-one, said that he would take the first bus over it and then look for a boat.",
    ];

    #[test]
    fn reads_amp() {
        let paragraphs: String = STORY.iter().map(|text| format!("<p>{text}</p>")).collect();
        let amp = format!(
            "<!doctype html><html amp lang=en><head><title>Bridge opens</title></head><body><amp-sidebar id=menu>\
             <ul><li><a href=/a>Town</a></ul></amp-sidebar><main><h1>Bridge opens</h1><amp-img src=a.jpg></amp-img>\
             {paragraphs}<amp-ad><div>Pallets</div></amp-ad></main></body></html>"
        );
        assert_eq!(read(amp.as_bytes()).article.text, STORY.join("\n\n"));
    }
}
