//! What a page's blocks share: sums over elements and kinds, the element that most likely holds the article, and the
//! block that shows the headline.

use super::Known;
use super::said::Said;

use crate::extract::blocks::{PageBlock, PageBlocks, place};
use crate::extract::grouped::Grouped;
use crate::extract::letters::{bit, is_stop, ratio, to_f32};
use crate::html::tag::TagSet;
use crate::html::{NodeId, Tag, Tree, query};

/// Sums and finds of a page.
pub struct Page<'p> {
    pub tree: &'p Tree<'p>,
    pub blocks: &'p PageBlocks,
    pub prose: Vec<bool>,
    pub density: Vec<f32>,
    /// By element: words of all text below, of running text below, of links below, number of blocks below.
    pub below: Vec<[u32; 4]>,
    pub total_prose: usize,
    pub top: NodeId,
    /// By element: how many levels above `top` it is, where it is one that holds it.
    top_levels: Vec<Option<u8>>,
    /// By block: the same sums over all blocks of its kind.
    pub kinds: Vec<[usize; 4]>,
    pub prose_before: Vec<usize>,
    pub title_block: Option<usize>,
    pub phrases: Vec<u64>,
    pub said: Said,
    /// The innermost list or table around each block, and the innermost article.
    pub groups: Vec<Option<NodeId>>,
    pub articles: Vec<Option<NodeId>>,
    /// By element: whether it holds the block that shows the headline.
    title_levels: Vec<Option<u8>>,
}

impl<'p> Page<'p> {
    pub fn new(tree: &'p Tree<'p>, blocks: &'p PageBlocks, known: &Known) -> Page<'p> {
        let all = &blocks.blocks;
        let density: Vec<f32> = all
            .iter()
            .map(|block| ratio(block.link_bytes, block.end - block.start))
            .collect();
        let prose: Vec<bool> = all
            .iter()
            .zip(&density)
            .map(|(block, density)| is_prose(block, *density))
            .collect();
        let mut below = vec![[0u32; 4]; tree.len()];
        let kinds = Grouped::by(all.iter().map(|block| block.context.kind_hash));
        let mut kind_sums = vec![[0usize; 4]; kinds.count];
        let mut prose_before = Vec::with_capacity(all.len());
        let mut total_prose = 0;
        for (i, block) in all.iter().enumerate() {
            let words = block.letters.words;
            let linked = scaled(words, density[i]);
            prose_before.push(total_prose);
            let mine = if prose[i] { words } else { 0 };
            total_prose += mine;
            let sums = &mut below[block.node.index()];
            for (sum, more) in sums.iter_mut().zip([words, mine, linked, 1]) {
                *sum = sum.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            }
            let kind = &mut kind_sums[kinds.of[i]];
            for (sum, more) in kind.iter_mut().zip([words, mine, linked, 1]) {
                *sum += more;
            }
        }
        let top = top_element(tree, all, &prose);
        // Children come after their parents in the arena, so one pass from the end adds everything up.
        for at in (0..below.len()).rev() {
            let own = below[at];
            if own[3] > 0 {
                let id = NodeId(u32::try_from(at).unwrap_or(u32::MAX));
                if let Some(parent) = tree.parent(id) {
                    for (sum, more) in below[parent.index()].iter_mut().zip(own) {
                        *sum = sum.saturating_add(more);
                    }
                }
            }
        }
        let mut page = Page {
            tree,
            blocks,
            prose,
            density,
            below,
            total_prose,
            top,
            top_levels: levels(tree, top, 100),
            kinds: kinds.of.iter().map(|kind| kind_sums[*kind]).collect(),
            prose_before,
            title_block: None,
            phrases: all.iter().map(|block| block.phrases).collect(),
            groups: innermost(tree, all, GROUPS),
            articles: innermost(tree, all, TagSet::of(&[Tag::ARTICLE])),
            said: Said::of(blocks, known),
            title_levels: Vec::new(),
        };
        page.find_title(known);
        if let Some(title) = page.title_block {
            let node = all[title].node;
            page.title_levels = levels(tree, node, 40);
        }
        page
    }

    /// The block that shows the headline: of those that agree with it, the one nearest above the running text.
    fn find_title(&mut self, known: &Known) {
        if known.headline.is_none() {
            return;
        }
        let top_first = self
            .blocks
            .blocks
            .iter()
            .position(|block| self.in_top(block.node))
            .unwrap_or(0);
        let mut best: Option<(usize, f32)> = None;
        for (i, block) in self.blocks.blocks.iter().enumerate() {
            let overlap = self.said.in_headline[i];
            if overlap <= 0.5 {
                continue;
            }
            let heading = bit(matches!(block.tag, Tag::H1 | Tag::H2));
            let near = if i <= top_first + 12 { 0.1 } else { 0.0 };
            let score = overlap + 0.3 * heading + near
                - if block
                    .context
                    .is_in(place::NAV | place::FOOTER | place::ASIDE)
                {
                    0.5
                } else {
                    0.0
                };
            if best.is_none_or(|(_, known)| {
                score >= known - 1e-6 && (score > known + 1e-6 || i <= top_first)
            }) {
                best = Some((i, score));
            }
        }
        self.title_block = best.map(|(i, _)| i);
    }

    /// Levels up from a block to the first element that also holds the headline; `None` where no headline is shown.
    pub fn levels_to_title(&self, i: usize) -> Option<usize> {
        if self.title_levels.is_empty() {
            return None;
        }
        let path = query::ancestors(self.tree, self.blocks.blocks[i].node);
        let holds = |id: NodeId| self.title_levels[id.index()].is_some();
        let found = path.take(24).position(holds);
        Some(found.unwrap_or(24))
    }

    /// How many levels above the likeliest element one is that holds it, and 0 for itself.
    pub fn levels_above_top(&self, id: NodeId) -> Option<usize> {
        self.top_levels[id.index()].map(usize::from)
    }

    fn in_top(&self, node: NodeId) -> bool {
        query::ancestors(self.tree, node)
            .take(64)
            .any(|id| id == self.top)
    }
}

/// By element: how many levels above this one, so many at most.
fn levels(tree: &Tree, id: NodeId, most: u8) -> Vec<Option<u8>> {
    let mut out = vec![None; tree.len()];
    for (id, level) in query::ancestors(tree, id).zip(0..most) {
        out[id.index()] = Some(level);
    }
    out
}

/// Elements whose parts belong together.
const GROUPS: TagSet = TagSet::of(&[Tag::TABLE, Tag::UL, Tag::OL, Tag::DL]);

/// The nearest element of these kinds around each block.
fn innermost(tree: &Tree, blocks: &[PageBlock], kinds: TagSet) -> Vec<Option<NodeId>> {
    // Children come after their parents in the arena.
    let mut around: Vec<Option<NodeId>> = Vec::with_capacity(tree.len());
    for id in tree.ids() {
        let own = kinds.has(tree.tag(id)).then_some(id);
        let outer = tree.parent(id).and_then(|up| around.get(up.index()));
        around.push(own.or(outer.copied().flatten()));
    }
    let of = |block: &PageBlock| around.get(block.node.index()).copied().flatten();
    blocks.iter().map(of).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count of words is a count of words"
)]
fn scaled(words: usize, share: f32) -> usize {
    (to_f32(words) * share) as usize
}

fn is_prose(block: &PageBlock, density: f32) -> bool {
    let letters = &block.letters;
    if density > 0.5
        || block
            .context
            .is_in(place::NAV | place::BUTTON | place::HEADING | place::FIGCAPTION | place::FORM)
    {
        return false;
    }
    let ended = is_stop(letters.last) || letters.last == ':';
    letters.words >= 24
        || (letters.words >= 8 && ended)
        || (letters.words >= 4 && ended && block.tag == Tag::P)
}

/// The element whose text is most likely the article's: readability's way of scoring, with wider reach.
fn top_element(tree: &Tree, blocks: &[PageBlock], prose: &[bool]) -> NodeId {
    let mut scores = vec![0f32; tree.len()];
    for (i, block) in blocks.iter().enumerate() {
        if !prose[i] {
            continue;
        }
        let l = &block.letters;
        let penalty = if block
            .context
            .is_in(place::FOOTER | place::ASIDE | place::HIDDEN | place::DIALOG)
        {
            0.2
        } else {
            1.0
        };
        let score =
            penalty * (1.0 + to_f32(l.commas.min(10)) * 0.5 + (to_f32(l.words) / 15.0).min(6.0));
        // The block's own element counts only where text lies in it directly, parted by breaks.
        let own = if block.tag == Tag::P || block.tag == Tag::LI {
            tree.parent(block.node)
        } else {
            Some(block.node)
        };
        let mut at = own;
        for level in 0..6u8 {
            let Some(id) = at else { break };
            let share = match level {
                0 => 1.0,
                1 => 0.7,
                2 => 0.45,
                3 => 0.3,
                4 => 0.2,
                _ => 0.1,
            };
            scores[id.index()] += score * share;
            at = tree.parent(id);
        }
    }
    let mut best = (NodeId::ROOT, 0.0);
    for (id, score) in tree.ids().zip(scores) {
        if score > 0.0 && score >= best.1 {
            best = (id, score);
        }
    }
    best.0
}
