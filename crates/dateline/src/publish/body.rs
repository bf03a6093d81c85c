//! An article's text with its findings, ready to show; and the findings that stand beside the text.

use super::wording;
use dateline_core::extract::Layout;
use dateline_core::model::{Article, BlockKind, Field, Finding};
use dateline_core::publish::marked::{MarkedBlock, Place, mark_blocks, place};

/// A text to read.
#[derive(Debug, Clone, Default)]
pub struct BodyView {
    pub blocks: Vec<BlockView>,
    pub flags: Flags,
}

/// One paragraph-like piece.
#[derive(Debug, Clone)]
pub struct BlockView {
    /// `p`, `h2`, `quote`, `li`, `pre` or `row`.
    pub kind: &'static str,
    pub stretches: Vec<StretchView>,
    /// First and last of a run of list items.
    pub opens_list: bool,
    pub closes_list: bool,
}

/// Words under the same findings.
#[derive(Debug, Clone)]
pub struct StretchView {
    pub text: String,
    pub marked: bool,
    /// Findings that begin here: the page's anchors.
    pub anchors: Vec<usize>,
    /// Findings that end here: each gets its word.
    pub tags: Vec<Tag>,
}

/// The word on a finding, and its number on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// From 1.
    pub number: usize,
    pub word: &'static str,
}

/// Findings about fields beside the text.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    pub headline: Vec<Tag>,
    pub published_at: Vec<Tag>,
    pub credit_line: Vec<Tag>,
    pub section: Vec<Tag>,
    pub bylines: Vec<Tag>,
    pub outlet: Vec<Tag>,
    pub dateline: Vec<Tag>,
}

/// Lays the findings over an article. `page` is the layout of a page that was read as plain text.
pub fn body_view(article: &Article, findings: &[Finding], page: Option<&Layout>) -> BodyView {
    let places = place(findings, article, page);
    let tag = |number: usize| Tag {
        number: number + 1,
        word: wording::finding(findings[number].kind),
    };
    let mut flags = Flags::default();
    for (number, place) in places.iter().enumerate() {
        if let Place::Field(field) = place
            && let Some(list) = flags.of(*field)
        {
            list.push(tag(number));
        }
    }
    let marked = mark_blocks(article, &places);
    let mut blocks: Vec<BlockView> = Vec::with_capacity(marked.len());
    for (i, block) in marked.iter().enumerate() {
        let is_item = |at: Option<&MarkedBlock>| at.is_some_and(|b| b.kind == BlockKind::ListItem);
        let before = i.checked_sub(1).and_then(|before| marked.get(before));
        blocks.push(BlockView {
            kind: kind_word(block.kind),
            stretches: stretches(&marked, i, &tag),
            opens_list: !is_item(before),
            closes_list: !is_item(marked.get(i + 1)),
        });
    }
    BodyView { blocks, flags }
}

fn stretches(blocks: &[MarkedBlock], at: usize, tag: &dyn Fn(usize) -> Tag) -> Vec<StretchView> {
    let block = &blocks[at];
    let covers = |block: &MarkedBlock, finding: usize| {
        let mut all = block.stretches.iter();
        all.any(|stretch| stretch.findings.contains(&finding))
    };
    let earlier = |i: usize, finding: usize| {
        block.stretches[..i]
            .iter()
            .any(|s| s.findings.contains(&finding))
            || at
                .checked_sub(1)
                .is_some_and(|before| covers(&blocks[before], finding))
    };
    let later = |i: usize, finding: usize| {
        block.stretches[i + 1..]
            .iter()
            .any(|s| s.findings.contains(&finding))
            || blocks
                .get(at + 1)
                .is_some_and(|after| covers(after, finding))
    };
    let view = |(i, stretch): (usize, &dateline_core::publish::marked::Stretch)| {
        let begins = stretch.findings.iter().filter(|f| !earlier(i, **f));
        let ends = stretch.findings.iter().filter(|f| !later(i, **f));
        StretchView {
            text: stretch.text.clone(),
            marked: !stretch.findings.is_empty(),
            anchors: begins.map(|finding| finding + 1).collect(),
            tags: ends.map(|finding| tag(*finding)).collect(),
        }
    };
    block.stretches.iter().enumerate().map(view).collect()
}

fn kind_word(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Paragraph => "p",
        BlockKind::Heading => "h2",
        BlockKind::Quote => "quote",
        BlockKind::ListItem => "li",
        BlockKind::Preformatted => "pre",
        BlockKind::TableRow => "row",
    }
}

impl Flags {
    fn of(&mut self, field: Field) -> Option<&mut Vec<Tag>> {
        match field {
            Field::Headline => Some(&mut self.headline),
            Field::PublishedAt | Field::ModifiedAt => Some(&mut self.published_at),
            Field::CreditLine => Some(&mut self.credit_line),
            Field::Section => Some(&mut self.section),
            Field::Bylines => Some(&mut self.bylines),
            Field::Outlet => Some(&mut self.outlet),
            Field::Dateline => Some(&mut self.dateline),
            Field::Text | Field::Teaser => None,
        }
    }
}
