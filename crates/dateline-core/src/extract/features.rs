//! What the body model sees of a block: what it is, where it stands, what surrounds it, and what the page says elsewhere.

use super::blocks::{PageBlock, PageBlocks, place};
use super::hints::{self, CLASS_GROUPS, PHRASE_GROUPS};
use crate::html::{NodeId, Tag, Tree};
use std::collections::{HashMap, HashSet};

/// What is known about the article before its body is.
#[derive(Debug, Default)]
pub struct Known<'a> {
    pub headline: Option<&'a str>,
    pub description: Option<&'a str>,
    /// The text in the page's own data.
    pub body: Option<&'a str>,
}

/// Features of all blocks of a page, row by row.
#[derive(Debug, Default)]
pub struct Features {
    pub width: usize,
    pub values: Vec<f32>,
    /// Words of each block.
    pub words: Vec<usize>,
    /// Blocks that look like paragraphs of running text.
    pub prose: Vec<bool>,
}

impl Features {
    /// The row of a block.
    pub fn row(&self, block: usize) -> &[f32] {
        &self.values[block * self.width..(block + 1) * self.width]
    }
}

/// Counts over the letters of a block.
#[derive(Debug, Default, Clone)]
struct Letters {
    words: usize,
    chars: usize,
    digits: usize,
    upper: usize,
    commas: usize,
    stops: usize,
    wide: usize,
    last: char,
    first: char,
    year: bool,
    clock: bool,
    at_sign: bool,
    bar: bool,
    quotes: usize,
}

/// Characters of scripts that don't part words by spaces.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{0e00}'..='\u{0e7f}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a sentence may end in this character.
pub fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '．'
    )
}

fn letters(text: &str) -> Letters {
    let mut out = Letters::default();
    let mut in_word = false;
    let mut digit_run = 0usize;
    let mut previous = ' ';
    for c in text.chars() {
        out.chars += 1;
        if c.is_ascii_digit() {
            digit_run += 1;
        } else {
            out.year |= digit_run == 4;
            digit_run = 0;
        }
        if is_wide(c) {
            out.wide += 1;
            in_word = false;
        } else if c.is_alphanumeric() {
            out.words += usize::from(!in_word);
            in_word = true;
            out.digits += usize::from(c.is_ascii_digit());
            out.upper += usize::from(c.is_uppercase());
        } else {
            if c.is_whitespace() {
                in_word = false;
            }
            match c {
                ',' | '、' | '，' | '،' => out.commas += 1,
                '@' => out.at_sign = true,
                '|' => out.bar = true,
                ':' => out.clock |= previous.is_ascii_digit(),
                '"' | '“' | '”' | '„' | '«' | '»' | '「' => out.quotes += 1,
                c if is_stop(c) => out.stops += 1,
                _ => {}
            }
        }
        if out.first == '\0' {
            out.first = c;
        }
        previous = c;
    }
    out.year |= digit_run == 4;
    out.words += out.wide.div_ceil(2);
    out.last = text
        .chars()
        .rev()
        .find(|c| {
            !matches!(
                c,
                '"' | '”' | '“' | '»' | '’' | '\'' | ')' | ']' | '」' | '』' | '）' | ' '
            )
        })
        .unwrap_or(' ');
    out
}

/// Words of a text, as [`Features::words`] counts them.
pub fn count_words(text: &str) -> usize {
    letters(text).words
}

/// Hashes of the runs of three words of a text, letters and digits only, lower case.
fn runs(text: &str) -> Vec<u64> {
    let mut words = Vec::new();
    let mut hash = 0u64;
    let mut open = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if is_wide(c) && open {
                words.push(hash);
                hash = 0;
            }
            for lower in c.to_lowercase() {
                hash = hash
                    .wrapping_mul(0x0100_0000_01b3)
                    .wrapping_add(u64::from(u32::from(lower)) + 1);
            }
            open = true;
        } else if open {
            words.push(hash);
            hash = 0;
            open = false;
        }
    }
    if open {
        words.push(hash);
    }
    if words.len() < 3 {
        let all = words
            .iter()
            .fold(1u64, |all, word| all.wrapping_mul(31).wrapping_add(*word));
        return if words.is_empty() {
            Vec::new()
        } else {
            vec![all]
        };
    }
    words
        .windows(3)
        .map(|w| {
            w[0].wrapping_mul(0x9e37_79b9_7f4a_7c15)
                ^ w[1].wrapping_mul(0xc2b2_ae3d_27d4_eb4f).rotate_left(17)
                ^ w[2].rotate_left(31)
        })
        .collect()
}

/// Share of the runs that the set holds.
fn share(runs: &[u64], set: &HashSet<u64>) -> f32 {
    if runs.is_empty() {
        return 0.0;
    }
    ratio(
        runs.iter().filter(|run| set.contains(run)).count(),
        runs.len(),
    )
}

/// Words in common, as a share of the longer text's.
pub fn word_overlap(a: &str, b: &str) -> f32 {
    let words = |text: &str| -> HashSet<String> {
        let mut set = HashSet::new();
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            if word.chars().any(is_wide) {
                set.extend(word.chars().map(String::from));
            } else {
                set.insert(word.to_lowercase());
            }
        }
        set
    };
    let (a, b) = (words(a), words(b));
    ratio(a.intersection(&b).count(), a.len().max(b.len()))
}

fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        to_f32(part) / to_f32(whole)
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a feature needs no more than a float's precision"
)]
fn to_f32(n: usize) -> f32 {
    n as f32
}

fn ln(n: usize) -> f32 {
    to_f32(n).ln_1p()
}

fn bit(set: bool) -> f32 {
    f32::from(u8::from(set))
}

/// What a page's blocks share: sums over elements and over kinds of blocks.
struct Page<'p> {
    tree: &'p Tree<'p>,
    blocks: &'p PageBlocks,
    letters: Vec<Letters>,
    prose: Vec<bool>,
    density: Vec<f32>,
    /// By element: words of all text below, of running text below, of links below, number of blocks below.
    below: Vec<[u32; 4]>,
    total_prose: usize,
    top: NodeId,
    top_path: Vec<NodeId>,
    kinds: HashMap<u32, [usize; 4]>,
    prose_before: Vec<usize>,
    runs: Vec<Vec<u64>>,
    first_with: HashMap<u64, usize>,
    counts_with: HashMap<u64, usize>,
    title_block: Option<usize>,
    title_overlap: Vec<f32>,
}

impl<'p> Page<'p> {
    fn new(tree: &'p Tree<'p>, blocks: &'p PageBlocks, known: &Known) -> Page<'p> {
        let all = &blocks.blocks;
        let letters: Vec<Letters> = all
            .iter()
            .map(|block| letters(blocks.text_of(block)))
            .collect();
        let density: Vec<f32> = all
            .iter()
            .map(|block| ratio(block.link_bytes, block.end - block.start))
            .collect();
        let prose: Vec<bool> = all
            .iter()
            .zip(&letters)
            .zip(&density)
            .map(|((block, l), density)| is_prose(block, l, *density))
            .collect();
        let mut below = vec![[0u32; 4]; tree.len()];
        let mut kinds: HashMap<u32, [usize; 4]> = HashMap::new();
        let mut prose_before = Vec::with_capacity(all.len());
        let mut total_prose = 0;
        for (i, block) in all.iter().enumerate() {
            let words = letters[i].words;
            let linked = scaled(words, density[i]);
            prose_before.push(total_prose);
            let mine = if prose[i] { words } else { 0 };
            total_prose += mine;
            let sums = &mut below[block.node.index()];
            for (sum, more) in sums.iter_mut().zip([words, mine, linked, 1]) {
                *sum = sum.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
            }
            let kind = kinds.entry(block.context.kind_hash).or_default();
            for (sum, more) in kind.iter_mut().zip([words, mine, linked, 1]) {
                *sum += more;
            }
        }
        let top = top_element(tree, all, &letters, &prose);
        // Children come after their parents in the arena, so one pass from the end adds everything up.
        for id in tree.ids().collect::<Vec<_>>().into_iter().rev() {
            if let Some(parent) = tree.parent(id) {
                let own = below[id.index()];
                if own[3] > 0 {
                    for (sum, more) in below[parent.index()].iter_mut().zip(own) {
                        *sum = sum.saturating_add(more);
                    }
                }
            }
        }
        let runs: Vec<Vec<u64>> = all
            .iter()
            .map(|block| runs(blocks.text_of(block)))
            .collect();
        let mut first_with = HashMap::new();
        let mut counts_with: HashMap<u64, usize> = HashMap::new();
        for (i, runs) in runs.iter().enumerate() {
            let whole = whole(runs);
            first_with.entry(whole).or_insert(i);
            *counts_with.entry(whole).or_default() += 1;
        }
        let mut page = Page {
            tree,
            blocks,
            letters,
            prose,
            density,
            below,
            total_prose,
            top,
            top_path: crate::html::query::ancestors(tree, top).take(100).collect(),
            kinds,
            prose_before,
            runs,
            first_with,
            counts_with,
            title_block: None,
            title_overlap: vec![0.0; all.len()],
        };
        page.find_title(known);
        page
    }

    /// The block that shows the headline: of those that agree with it, the one nearest above the running text.
    fn find_title(&mut self, known: &Known) {
        let Some(headline) = known.headline else {
            return;
        };
        let wanted = count_words(headline).max(1);
        let top_first = self
            .blocks
            .blocks
            .iter()
            .position(|block| self.in_top(block.node))
            .unwrap_or(0);
        let mut best: Option<(usize, f32)> = None;
        for (i, block) in self.blocks.blocks.iter().enumerate() {
            let words = self.letters[i].words;
            if words > wanted * 3 + 4 || words * 3 + 4 < wanted {
                continue;
            }
            let overlap = word_overlap(self.blocks.text_of(block), headline);
            self.title_overlap[i] = overlap;
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
            if overlap > 0.5
                && best.is_none_or(|(_, known)| {
                    score >= known - 1e-6 && (score > known + 1e-6 || i <= top_first)
                })
            {
                best = Some((i, score));
            }
        }
        self.title_block = best.map(|(i, _)| i);
    }

    fn in_top(&self, node: NodeId) -> bool {
        crate::html::query::ancestors(self.tree, node)
            .take(64)
            .any(|id| id == self.top)
    }
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

fn is_prose(block: &PageBlock, letters: &Letters, density: f32) -> bool {
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
fn top_element(tree: &Tree, blocks: &[PageBlock], letters: &[Letters], prose: &[bool]) -> NodeId {
    let mut scores: HashMap<NodeId, f32> = HashMap::new();
    for (i, block) in blocks.iter().enumerate() {
        if !prose[i] {
            continue;
        }
        let l = &letters[i];
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
            *scores.entry(id).or_default() += score * share;
            at = tree.parent(id);
        }
    }
    let mut best = (NodeId::ROOT, 0.0);
    for (id, score) in scores {
        if score > best.1 || (score == best.1 && id > best.0) {
            best = (id, score);
        }
    }
    best.0
}

/// Computes the features of every block.
pub fn features(tree: &Tree, blocks: &PageBlocks, known: &Known) -> Features {
    let page = Page::new(tree, blocks, known);
    let description: HashSet<u64> = known
        .description
        .map(runs)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let body: HashSet<u64> = known
        .body
        .map(runs)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let body_words = known.body.map_or(0, count_words);
    let near = neighbours(&page);
    let in_body: Vec<f32> = page
        .runs
        .iter()
        .map(|runs| {
            if body.is_empty() {
                -1.0
            } else {
                share(runs, &body)
            }
        })
        .collect();
    let count = blocks.blocks.len();
    let mut out = Features {
        width: 0,
        values: Vec::with_capacity(count * 200),
        words: page.letters.iter().map(|l| l.words).collect(),
        prose: page.prose.clone(),
    };
    for i in 0..count {
        let before = out.values.len();
        let row = &mut out.values;
        own_features(&page, i, row);
        page_features(&page, i, row);
        near_features(&page, &near, i, row);
        row.push(share(&page.runs[i], &description));
        let at = |step: isize| {
            i.checked_add_signed(step)
                .and_then(|at| in_body.get(at))
                .copied()
                .unwrap_or(-1.0)
        };
        row.extend([at(-1), at(0), at(1)]);
        row.push(ln(body_words));
        out.width = row.len() - before;
    }
    out
}

fn own_features(page: &Page, i: usize, row: &mut Vec<f32>) {
    let block = &page.blocks.blocks[i];
    let text = page.blocks.text_of(block);
    let l = &page.letters[i];
    let context = &block.context;
    row.extend([
        ln(l.words),
        ln(l.chars),
        ln(l.stops),
        match l.last {
            c if is_stop(c) => 3.0,
            ':' => 2.0,
            ',' | ';' => 1.0,
            _ => 0.0,
        },
        page.density[i],
        f32::from(block.links.min(50)),
        ratio(block.bold_bytes, text.len()),
        ratio(l.digits, l.chars),
        ratio(l.upper, l.chars),
        ratio(l.commas, l.words),
        match l.first {
            c if c.is_lowercase() => 0.0,
            c if c.is_uppercase() => 1.0,
            c if c.is_alphabetic() => 2.0,
            c if c.is_ascii_digit() => 3.0,
            '"' | '“' | '„' | '«' | '\'' | '‘' => 4.0,
            '–' | '—' | '-' | '•' | '·' => 5.0,
            '(' | '[' | '*' | '>' | '»' | '▶' => 6.0,
            _ => 7.0,
        },
        ratio(l.chars, l.words),
        ratio(l.stops, l.words),
        ratio(l.wide, l.chars),
        ln(l.quotes),
        bit(l.year),
        bit(l.clock),
        bit(l.at_sign),
        bit(l.bar),
        bit(text.contains("http") || text.contains("www.")),
        bit(text.ends_with('…') || text.ends_with("...")),
        bit(block.after_break),
        f32::from(block.images_before.min(5)),
        f32::from(context.depth.min(40)),
        kind_of(block.tag),
        bit(page.prose[i]),
    ]);
    row.extend((0..place::COUNT).map(|n| bit(context.flags >> n & 1 == 1)));
    for group in 0..CLASS_GROUPS {
        let inline = block.inline_groups >> group & 1 == 1;
        row.push(if inline {
            -1.0
        } else {
            f32::from(context.class_distance[group].min(12))
        });
    }
    let phrases = hints::phrase_groups(text);
    row.extend((0..PHRASE_GROUPS).map(|n| bit(phrases >> n & 1 == 1)));
}

fn kind_of(tag: Tag) -> f32 {
    match tag {
        Tag::P => 0.0,
        Tag::BLOCKQUOTE => 1.0,
        Tag::PRE => 2.0,
        Tag::H1 => 3.0,
        Tag::H2 => 4.0,
        Tag::H3 => 5.0,
        Tag::H4 => 6.0,
        Tag::H5 | Tag::H6 => 7.0,
        Tag::LI => 8.0,
        Tag::DD | Tag::DT => 9.0,
        Tag::TD | Tag::TH => 10.0,
        Tag::DIV => 11.0,
        Tag::SECTION | Tag::ARTICLE | Tag::MAIN => 12.0,
        Tag::FIGCAPTION => 13.0,
        Tag::BUTTON => 14.0,
        Tag::BODY => 15.0,
        _ => 16.0,
    }
}

fn page_features(page: &Page, i: usize, row: &mut Vec<f32>) {
    let block = &page.blocks.blocks[i];
    let count = page.blocks.blocks.len();
    let total = page.total_prose;
    row.extend([
        ratio(i, count),
        ratio(block.start, page.blocks.text.len()),
        ln(count),
        ln(total),
        ratio(page.prose_before[i], total),
        to_f32(i.min(200)),
        to_f32((count - i).min(200)),
    ]);
    // Where it stands to the headline.
    let (found, distance, prose) = match page.title_block {
        Some(title) => {
            let signed = if i >= title {
                ln(i - title)
            } else {
                -ln(title - i)
            };
            let prose = page.prose_before[i.max(title)] - page.prose_before[i.min(title)];
            (1.0, signed, if i >= title { ln(prose) } else { -ln(prose) })
        }
        None => (0.0, ln(i), ln(page.prose_before[i])),
    };
    row.extend([found, distance, prose, page.title_overlap[i]]);
    // Whether it was said before, and how often in all.
    let whole = whole(&page.runs[i]);
    let first = page.first_with.get(&whole).is_none_or(|first| *first == i);
    row.extend([
        bit(!first),
        ln(page.counts_with.get(&whole).copied().unwrap_or(1)),
    ]);
    // What its kind is on this page.
    let kind = page
        .kinds
        .get(&block.context.kind_hash)
        .copied()
        .unwrap_or_default();
    row.extend([
        ratio(kind[1], total),
        ln(kind[3]),
        ratio(kind[0], kind[3]),
        ratio(kind[2], kind[0]),
        ratio(kind[1], kind[0]),
    ]);
    // What the elements around it hold.
    let mut at = Some(block.node);
    for _ in 0..5 {
        let sums = at
            .map_or([0; 4], |id| page.below[id.index()])
            .map(|n| n as usize);
        row.extend([ratio(sums[1], total), ratio(sums[2], sums[0]), ln(sums[3])]);
        at = at.and_then(|id| page.tree.parent(id));
    }
    let parent = page
        .tree
        .parent(block.node)
        .map_or([0; 4], |id| page.below[id.index()])
        .map(|n| n as usize);
    row.extend([
        ratio(parent[1], parent[0]),
        ratio(page.letters[i].words, parent[0]),
    ]);
    // How far from the likeliest element.
    let path = crate::html::query::ancestors(page.tree, block.node);
    let mut levels = 64usize;
    let mut inside = false;
    let mut from_top = 64usize;
    for (up, id) in path.take(40).enumerate() {
        if id == page.top {
            inside = true;
        }
        if let Some(at) = page.top_path.iter().position(|known| *known == id) {
            levels = up;
            from_top = at;
            break;
        }
    }
    row.extend([
        bit(inside || from_top == 0),
        to_f32(levels.min(16)),
        to_f32(from_top.min(16)),
    ]);
}

/// Distances to what surrounds each block.
struct Near {
    prose_before: Vec<usize>,
    prose_after: Vec<usize>,
    heading_before: Vec<Option<usize>>,
}

fn neighbours(page: &Page) -> Near {
    let blocks = &page.blocks.blocks;
    let mut near = Near {
        prose_before: Vec::with_capacity(blocks.len()),
        prose_after: vec![99; blocks.len()],
        heading_before: Vec::with_capacity(blocks.len()),
    };
    let (mut prose, mut heading) = (None::<usize>, None);
    for (i, block) in blocks.iter().enumerate() {
        near.prose_before.push(prose.map_or(99, |at| i - at));
        near.heading_before.push(heading);
        if page.prose[i] {
            prose = Some(i);
        }
        if block.context.is_in(place::HEADING) {
            heading = Some(i);
        }
    }
    prose = None;
    for i in (0..blocks.len()).rev() {
        near.prose_after[i] = prose.map_or(99, |at| at - i);
        if page.prose[i] {
            prose = Some(i);
        }
    }
    near
}

fn near_features(page: &Page, near: &Near, i: usize, row: &mut Vec<f32>) {
    let blocks = &page.blocks.blocks;
    let block = &blocks[i];
    row.extend([
        to_f32(near.prose_before[i].min(30)),
        to_f32(near.prose_after[i].min(30)),
    ]);
    for step in [-3isize, -2, -1, 1, 2, 3] {
        let other = i.checked_add_signed(step).filter(|at| *at < blocks.len());
        match other {
            Some(at) => {
                let same = blocks[at].context.kind_hash == block.context.kind_hash;
                let siblings = page.tree.parent(blocks[at].node) == page.tree.parent(block.node);
                row.extend([
                    ln(page.letters[at].words),
                    page.density[at],
                    bit(page.prose[at]),
                    bit(same) + bit(siblings),
                ]);
            }
            None => row.extend([-1.0, -1.0, -1.0, -1.0]),
        }
    }
    // The heading it stands under.
    match near.heading_before[i] {
        Some(at) => {
            let phrases = hints::phrase_groups(page.blocks.text_of(&blocks[at]));
            row.extend([
                to_f32((i - at).min(40)),
                kind_of(blocks[at].tag),
                bit(phrases & 0b1_1000_0111 != 0),
                bit(phrases >> 12 & 1 == 1),
                bit(page.tree.parent(blocks[at].node) == page.tree.parent(block.node)),
                page.density[at],
            ]);
        }
        None => row.extend([-1.0; 6]),
    }
    let next_heading = blocks
        .get(i + 1)
        .is_some_and(|next| next.context.is_in(place::HEADING));
    row.push(bit(next_heading));
}
