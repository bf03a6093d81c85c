//! A page in HTML: everything put together, from bytes to the article.

use super::blocks::{PageBlocks, place, segment};
use super::body::{self, BodyModel};
use super::features::{self, features};
use super::{
    Extraction, FieldSpan, Layout, article_id, byline, headline, language, outlet, published,
};
use crate::agencies::Agencies;
use crate::charset;
use crate::extract::linked_data::{self, LinkedData};
use crate::extract::outlet::OutletNames;
use crate::extract::survey::{Survey, one_line};
use crate::html::{Tag, Tree};
use crate::model::{Article, Block, BlockKind, Document, Field, Outlet};

/// What a page says about its article outside its text.
#[derive(Debug, Default)]
pub struct Facts {
    pub survey: Survey,
    pub data: LinkedData,
    pub outlet: OutletNames,
    pub headline: Option<String>,
    pub description: Option<String>,
    pub canonical_url: Option<String>,
}

impl Facts {
    /// Gathers them. `url` is where the page came from, where known.
    pub fn of(tree: &Tree, url: Option<&str>) -> Facts {
        let survey = Survey::of(tree);
        let data = linked_data::read(&survey.linked_data);
        let canonical_url = canonical(&survey, &data, url);
        let outlet = outlet::find(&survey, &data, url.or(canonical_url.as_deref()));
        let headline = headline::find(tree, &survey, &data, &outlet);
        let description = [
            "og:description",
            "description",
            "twitter:description",
            "dc.description",
        ]
        .iter()
        .find_map(|name| survey.meta_of(&[name]))
        .map(str::to_owned)
        .or_else(|| data.description.as_deref().map(one_line));
        Facts {
            survey,
            data,
            outlet,
            headline,
            description,
            canonical_url,
        }
    }

    /// What the body model asks for.
    pub fn known(&self) -> features::Known<'_> {
        features::Known {
            headline: self.headline.as_deref(),
            description: self.description.as_deref(),
            body: self.data.body.as_deref(),
        }
    }
}

/// The page's own address for itself, made absolute.
fn canonical(survey: &Survey, data: &LinkedData, url: Option<&str>) -> Option<String> {
    let stated = survey
        .canonical
        .as_deref()
        .or_else(|| survey.meta_of(&["og:url"]))
        .or(data.url.as_deref())?;
    absolute(stated, url)
}

/// An address made absolute against a base; `None` when it can't be.
pub fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    let parsed = match url::Url::parse(address) {
        Ok(parsed) => parsed,
        Err(_) => url::Url::parse(base?).ok()?.join(address).ok()?,
    };
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

/// Reads the article out of a page.
pub fn extract_html(document: &Document, bytes: &[u8], agencies: &Agencies) -> Extraction {
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
    let url = document.url.as_deref();
    let facts = Facts::of(&tree, url);
    let blocks = segment(&tree);
    let features = features(&tree, &blocks, &facts.known());
    let model = BodyModel::builtin();
    let probabilities = model.probabilities(&blocks, &features);
    let chosen = body::choose(&blocks, &probabilities);
    let page_url = url.or(facts.canonical_url.as_deref());
    let near = around_headline(&blocks, &chosen, &facts);
    let text_blocks = to_blocks(&blocks, &chosen);
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
    let times = published::find(
        &tree,
        &facts.survey,
        &facts.data,
        page_url,
        &blocks,
        near.clone(),
        &chosen,
        stated_language.or(language.as_deref()),
    );
    let authors = byline::find(
        &tree,
        &facts.survey,
        &facts.data,
        &facts.outlet,
        agencies,
        &blocks,
        near,
    );
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
        deck: facts.description.clone(),
        credit_line: authors.agencies.first().cloned(),
        bylines: authors.bylines(),
        section: facts
            .survey
            .meta_of(&["article:section", "parsely-section", "section"])
            .map(str::to_owned)
            .or_else(|| facts.data.sections.first().cloned()),
        published_at: times.published,
        modified_at: times.modified,
        language,
        lede: text_blocks
            .iter()
            .find(|block| block.kind == BlockKind::Paragraph)
            .map(|block| block.text.clone()),
        paywalled: facts.data.free.map(|free| !free),
        confidence: confidence(&probabilities, &chosen, &features.words),
        ..Article::default()
    };
    if text.is_empty() {
        article.error = Some(no_article(&blocks).to_owned());
        article.confidence = 0.0;
    }
    article.text = text;
    article.blocks = text_blocks;
    let layout = layout(&article);
    Extraction { article, layout }
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

fn no_article(blocks: &PageBlocks) -> &'static str {
    if blocks.blocks.is_empty() {
        "no text on the page"
    } else {
        "no article text found on the page"
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
fn around_headline(blocks: &PageBlocks, chosen: &[usize], facts: &Facts) -> std::ops::Range<usize> {
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

/// The chosen blocks as the article's; cells of one row become one block.
fn to_blocks(blocks: &PageBlocks, chosen: &[usize]) -> Vec<Block> {
    chosen
        .iter()
        .map(|i| {
            let block = &blocks.blocks[*i];
            Block {
                kind: kind_of(block),
                text: blocks.text_of(block).to_owned(),
            }
        })
        .collect()
}

fn kind_of(block: &super::blocks::PageBlock) -> BlockKind {
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
fn layout(article: &Article) -> Layout {
    let mut at = 0;
    let mut spans = Vec::with_capacity(article.blocks.len());
    for block in &article.blocks {
        let length = block.text.chars().count();
        spans.push(FieldSpan {
            field: Field::Text,
            start: at,
            end: at + length,
        });
        at += length + 2;
    }
    Layout {
        basis: article.text.clone(),
        spans,
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
    fn survives_hostile_pages() {
        let nested = "<div>".repeat(200_000) + "x";
        let cells = "<table><tr><td>".repeat(3_000);
        let broken = b"<p>\xff\xfe\xc3\x28 a \xe2\x82 b</p><".repeat(500);
        for bytes in [nested.as_bytes(), cells.as_bytes(), &broken] {
            let found = read(bytes);
            assert_eq!(found.layout.spans.len(), found.article.blocks.len());
        }
    }
}
