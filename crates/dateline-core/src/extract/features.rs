//! What the body model sees of a block: what it is, where it stands, what surrounds it, and what the page says elsewhere.

mod near;
mod page;
mod said;

use super::blocks::{PageBlocks, place};
use super::hints::{CLASS_GROUPS, PHRASE_GROUPS};
use super::letters::{bit, ln, ratio, to_f32};
pub use super::letters::{count_words, is_stop, runs, word_overlap};
pub use crate::chars::is_wide;
use crate::html::{NodeId, Tag, Tree};
use memchr::memmem::Finder;
use near::{near_features, neighbours};
use page::Page;
use std::sync::LazyLock;

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
    /// The list or table around each block.
    pub groups: Vec<Option<NodeId>>,
    /// Shares of each block's runs of words that other blocks have too, before it and after it.
    pub said: Vec<[f32; 2]>,
}

impl Features {
    /// Lets the rows go, most of the memory of a long page; what is known of each block stays.
    pub fn forget_rows(&mut self) {
        self.values = Vec::new();
    }

    /// The row of a block.
    pub fn row(&self, block: usize) -> &[f32] {
        &self.values[block * self.width..(block + 1) * self.width]
    }
}

/// Computes the features of every block.
pub fn features(tree: &Tree, blocks: &PageBlocks, known: &Known) -> Features {
    let page = Page::new(tree, blocks, known);
    let near = neighbours(&page);
    let count = blocks.blocks.len();
    let mut out = Features {
        width: 0,
        values: Vec::with_capacity(count * 200),
        words: blocks
            .blocks
            .iter()
            .map(|block| block.letters.words)
            .collect(),
        prose: page.prose.clone(),
        groups: page.groups.clone(),
        said: page.said.elsewhere.clone(),
    };
    for i in 0..count {
        let before = out.values.len();
        let row = &mut out.values;
        own_features(&page, i, row);
        page_features(&page, i, row);
        near_features(&page, &near, i, row);
        company_features(&page, i, row);
        row.push(page.said.in_description[i]);
        let at = |step: isize| {
            i.checked_add_signed(step)
                .and_then(|at| page.said.in_body.get(at))
                .copied()
                .unwrap_or(-1.0)
        };
        row.extend([at(-1), at(0), at(1)]);
        row.push(ln(page.said.body_words));
        out.width = row.len() - before;
    }
    out
}

/// Whether an address is written out in a text.
fn shows_address(text: &str) -> bool {
    static MARKS: LazyLock<[Finder; 2]> =
        LazyLock::new(|| [Finder::new("http"), Finder::new("www.")]);
    MARKS
        .iter()
        .any(|mark| mark.find(text.as_bytes()).is_some())
}

fn own_features(page: &Page, i: usize, row: &mut Vec<f32>) {
    let block = &page.blocks.blocks[i];
    let text = page.blocks.text_of(block);
    let l = &block.letters;
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
        bit(shows_address(text)),
        bit(text.ends_with('…') || text.ends_with("...")),
        bracketed_end(text),
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
    let phrases = page.phrases[i];
    row.extend((0..PHRASE_GROUPS).map(|n| bit(phrases >> n & 1 == 1)));
}

/// Words in brackets after the last sentence, as under pictures and below texts; nothing but those count as 1.
fn bracketed_end(text: &str) -> f32 {
    let end = text.trim_end();
    if !end.ends_with([')', ']', '）']) {
        return 0.0;
    }
    let Some(open) = end.rfind(['(', '[', '（']) else {
        return 0.0;
    };
    let before = end[..open].trim_end();
    if before.is_empty() {
        1.0
    } else if before.ends_with(is_stop) {
        2.0
    } else {
        3.0
    }
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
    row.extend([found, distance, prose, page.said.in_headline[i]]);
    // Whether it was said before, and how often in all.
    row.extend([bit(!page.said.first[i]), ln(page.said.times[i])]);
    // What its kind is on this page.
    let kind = page.kinds[i];
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
        ratio(block.letters.words, parent[0]),
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
        if let Some(at) = page.levels_above_top(id) {
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

/// What stands in one list, table or article with it, and what other blocks say too.
fn company_features(page: &Page, i: usize, row: &mut Vec<f32>) {
    let below = |id: Option<NodeId>| id.map(|id| page.below[id.index()].map(|n| n as usize));
    let kind = |id: NodeId| match page.tree.tag(id) {
        Tag::TABLE => 1.0,
        Tag::DL => 3.0,
        _ => 2.0,
    };
    match page.groups[i].zip(below(page.groups[i])) {
        Some((group, [words, prose, linked, count])) => row.extend([
            kind(group),
            ln(words),
            ratio(prose, words),
            ratio(linked, words),
            ln(count),
            ratio(words, count),
        ]),
        None => row.extend([0.0; 6]),
    }
    let top = below(Some(page.top)).unwrap_or_default();
    row.push(ratio(top[1], page.total_prose));
    match (page.articles[i], below(page.articles[i])) {
        (Some(article), Some([_, prose, _, count])) => row.extend([
            ratio(prose, page.total_prose),
            ln(count),
            bit(page.levels_above_top(article).is_some()),
            bit(page
                .title_block
                .is_some_and(|title| page.articles[title] == Some(article))),
        ]),
        _ => row.extend([-1.0; 4]),
    }
    row.push(page.levels_to_title(i).map_or(-1.0, to_f32));
    row.extend(page.said.elsewhere[i]);
}
