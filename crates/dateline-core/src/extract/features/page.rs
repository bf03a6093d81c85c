//! What a page's blocks share: sums over elements and kinds, the element that most likely holds the article, the block
//! that shows the headline, and what is said twice.

use super::Known;

use crate::extract::blocks::{MAX_BLOCKS, PageBlock, PageBlocks, place};
use crate::extract::grouped::Grouped;
use crate::extract::letters::{
    WordSet, bit, count_words, is_stop, ratio, runs_onto, to_f32, words_onto,
};
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
    pub runs: Runs,
    /// By block: whether it is the first that says this, and how many say it.
    pub said_first: Vec<bool>,
    pub said_times: Vec<usize>,
    pub title_block: Option<usize>,
    pub title_overlap: Vec<f32>,
    pub phrases: Vec<u64>,
    /// Shares of each block's runs that other blocks have too, before it and after it.
    pub said: Vec<[f32; 2]>,
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
        let headline = known.headline.map(Headline::of);
        let mut runs = Runs::default();
        let mut title_overlap = Vec::with_capacity(all.len());
        let mut words = Vec::new();
        for block in all {
            words.clear();
            words_onto(blocks.text_of(block), &mut words);
            runs.push(&words);
            let overlap = headline.as_ref().map(|headline| headline.overlap(block, &words));
            title_overlap.push(overlap.unwrap_or(0.0));
        }
        let texts = Grouped::by((0..all.len()).map(|i| whole(runs.of(i))));
        let mut times = vec![0usize; texts.count];
        let said_first = texts.of.iter().map(|text| {
            times[*text] += 1;
            times[*text] == 1
        });
        let said_first: Vec<bool> = said_first.collect();
        let said_times = texts.of.iter().map(|text| times[*text]).collect();
        let said = said_elsewhere(&runs);
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
            runs,
            said_first,
            said_times,
            title_block: None,
            title_overlap,
            phrases: all.iter().map(|block| block.phrases).collect(),
            groups: innermost(tree, all, GROUPS),
            articles: innermost(tree, all, TagSet::of(&[Tag::ARTICLE])),
            said,
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
            let overlap = self.title_overlap[i];
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

/// The headline's words.
struct Headline {
    words: WordSet,
    count: usize,
}

impl Headline {
    fn of(text: &str) -> Headline {
        Headline {
            words: WordSet::of(text),
            count: count_words(text).max(1),
        }
    }

    /// How much of it a block of these words says; nothing where its length is another's.
    fn overlap(&self, block: &PageBlock, words: &[u64]) -> f32 {
        let length = block.letters.words;
        if length > self.count * 3 + 4 || length * 3 + 4 < self.count {
            return 0.0;
        }
        self.words.overlap_with(words)
    }
}

/// Runs of words of all blocks, one behind the other.
#[derive(Debug, Default)]
pub struct Runs {
    all: Vec<u64>,
    ends: Vec<usize>,
}

impl Runs {
    /// Adds those of the next block's words.
    fn push(&mut self, words: &[u64]) {
        runs_onto(words, &mut self.all);
        self.ends.push(self.all.len());
    }

    /// Those of a block.
    pub fn of(&self, block: usize) -> &[u64] {
        let start = block.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[block]]
    }

    /// Those of each block in turn.
    pub fn iter(&self) -> impl Iterator<Item = &[u64]> {
        (0..self.ends.len()).map(|block| self.of(block))
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

/// Bits that number the blocks of a page.
const NUMBER: u64 = (1 << 15) - 1;
const _: () = assert!(MAX_BLOCKS < 1 << 15);

/// Shares of each block's runs that stand in a block before it, and in one after it.
fn said_elsewhere(runs: &Runs) -> Vec<[f32; 2]> {
    let count = runs.ends.len();
    // Mixed once more: hashes of short words differ in their last bits only.
    let mixed = |run: &u64| run.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // Most runs stand nowhere else, which a set of bits tells without sorting them.
    let bits = (runs.all.len() * 8).next_power_of_two().max(64);
    let place = |run: &u64| usize::try_from(mixed(run) >> 32).unwrap_or(0) & (bits - 1);
    let (mut once, mut again) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
    for at in runs.all.iter().map(place) {
        let bit = 1 << (at % 64);
        again[at / 64] |= once[at / 64] & bit;
        once[at / 64] |= bit;
    }
    // A place is the run's hash with the block's number in its last bits: a long page has a million of them.
    let mut places: Vec<u64> = Vec::new();
    for (i, runs) in runs.iter().enumerate() {
        let recurring = runs.iter().filter(|run| {
            let at = place(run);
            again[at / 64] >> (at % 64) & 1 == 1
        });
        places.extend(recurring.map(|run| mixed(run) & !NUMBER | i as u64 & NUMBER));
    }
    places.sort_unstable();
    let number = |place: &u64| usize::try_from(place & NUMBER).unwrap_or(0);
    let mut counts = vec![[0usize; 2]; count];
    for same in places.chunk_by(|a, b| a & !NUMBER == b & !NUMBER) {
        let [first, .., last] = same else {
            continue;
        };
        let (first, last) = (number(first), number(last));
        for i in same.iter().map(number) {
            counts[i][0] += usize::from(first < i);
            counts[i][1] += usize::from(last > i);
        }
    }
    let shares = counts.into_iter().zip(runs.iter());
    shares
        .map(|(counts, runs)| counts.map(|count| ratio(count, runs.len())))
        .collect()
}

fn whole(runs: &[u64]) -> u64 {
    runs.iter().fold(runs.len() as u64, |all, run| {
        all.rotate_left(5).wrapping_mul(31).wrapping_add(*run)
    })
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
