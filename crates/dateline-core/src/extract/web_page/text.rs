//! The text of an article from the blocks of its page, and where each block of it stands.

use super::inside::{Links, Lists, level};
use crate::extract::blocks::{PageBlock, PageBlocks, place};
use crate::extract::{Extraction, site_memory};
use crate::html::{NodeId, Tag, Tree};
use crate::model::{Block, BlockKind};
use std::cell::LazyCell;
use std::collections::HashMap;
use url::Url;

/// Characters up to which a cell of a table is data.
const LONGEST_CELL: usize = 240;

/// The chosen blocks as the article's; cells of one row become one block.
pub fn to_blocks(
    tree: &Tree,
    blocks: &PageBlocks,
    chosen: &[usize],
    base: Option<&Url>,
) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut links = Links::new(tree, blocks, base);
    let mut lists = Lists::new(tree);
    let mut last_row = None;
    // Most pages have no tables of data: what stands alone in its cell is counted when it is asked for.
    let alone = LazyCell::new(|| {
        let mut alone: HashMap<NodeId, usize> = HashMap::new();
        for block in &blocks.blocks {
            *alone.entry(block.node).or_default() += 1;
        }
        alone
    });
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
            let before = known.text.chars().count();
            known.links.extend(links.within(block, before));
            known.text.push_str(text);
        } else {
            let mut own = Block::new(kind, text);
            own.links = links.within(block, 0);
            if kind == BlockKind::ListItem {
                (own.level, own.number) = lists.place(block.node);
            }
            out.push(own);
        }
        last_row = row;
    }
    level(&mut out);
    out
}

/// What kind of block of an article a block of the page is.
pub fn kind_of(block: &PageBlock) -> BlockKind {
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

pub fn joined(blocks: &[Block]) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
    texts.join("\n\n")
}

/// The mean probability of the words that were taken, lowered where there are few.
pub fn confidence(probabilities: &[f32], chosen: &[usize], words: &[usize]) -> f64 {
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

/// Says where the blocks stand in the text.
pub fn place(extraction: &mut Extraction) {
    let Extraction { article, layout } = extraction;
    layout.basis.clone_from(&article.text);
    layout.spans = site_memory::spans(&article.blocks);
}

/// The first paragraph of the body: a standfirst or heading before it is passed over where a longer one follows.
pub fn lede(blocks: &[Block]) -> Option<String> {
    let mut paragraphs = blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Paragraph);
    let first = paragraphs.next()?;
    Some(first.text.clone())
}
