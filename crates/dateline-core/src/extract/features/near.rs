//! What surrounds a block in reading order.

use super::kind_of;
use super::page::Page;
use crate::extract::blocks::place;
use crate::extract::letters::{bit, ln, to_f32};

/// Distances to what surrounds each block.
pub struct Near {
    prose_before: Vec<usize>,
    prose_after: Vec<usize>,
    heading_before: Vec<Option<usize>>,
    /// Blocks since the last that reads like furniture.
    furniture_before: Vec<usize>,
    /// Blocks since the last, and to the next, that says who wrote or when.
    signed_before: Vec<usize>,
    signed_after: Vec<usize>,
}

/// Phrase groups with which furniture begins.
const FURNITURE: u64 = 0b1_1000_0111;
/// Phrase groups of writers and times.
const SIGNED: u64 = 0b110_0000_0000;
/// Longest line that says who wrote or when, in words.
const SIGNATURE: usize = 14;

pub fn neighbours(page: &Page) -> Near {
    let blocks = &page.blocks.blocks;
    let mut near = Near {
        prose_before: Vec::with_capacity(blocks.len()),
        prose_after: vec![99; blocks.len()],
        heading_before: Vec::with_capacity(blocks.len()),
        furniture_before: Vec::with_capacity(blocks.len()),
        signed_before: Vec::with_capacity(blocks.len()),
        signed_after: vec![99; blocks.len()],
    };
    let is_signed = |i: usize| {
        let l = &blocks[i].letters;
        l.words <= SIGNATURE
            && (page.phrases[i] & SIGNED != 0
                || blocks[i].context.is_in(place::TIME)
                || (l.year && l.clock))
    };
    let (mut prose, mut heading, mut furniture) = (None::<usize>, None, None::<usize>);
    let mut signed = None::<usize>;
    for (i, block) in blocks.iter().enumerate() {
        near.prose_before.push(prose.map_or(99, |at| i - at));
        near.heading_before.push(heading);
        near.furniture_before
            .push(furniture.map_or(99, |at| i - at));
        near.signed_before.push(signed.map_or(99, |at| i - at));
        if is_signed(i) {
            signed = Some(i);
        }
        if page.phrases[i] & FURNITURE != 0 {
            furniture = Some(i);
        }
        if page.prose[i] {
            prose = Some(i);
        }
        if block.context.is_in(place::HEADING) {
            heading = Some(i);
        }
    }
    (prose, signed) = (None, None);
    for i in (0..blocks.len()).rev() {
        near.prose_after[i] = prose.map_or(99, |at| at - i);
        near.signed_after[i] = signed.map_or(99, |at| at - i);
        if is_signed(i) {
            signed = Some(i);
        }
        if page.prose[i] {
            prose = Some(i);
        }
    }
    near
}

pub fn near_features(page: &Page, near: &Near, i: usize, row: &mut Vec<f32>) {
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
                    ln(blocks[at].letters.words),
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
            let phrases = page.phrases[at];
            row.extend([
                to_f32((i - at).min(40)),
                kind_of(blocks[at].tag),
                bit(phrases & FURNITURE != 0),
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
    row.extend([
        bit(next_heading),
        to_f32(near.furniture_before[i].min(40)),
        to_f32(near.signed_before[i].min(30)),
        to_f32(near.signed_after[i].min(30)),
    ]);
}
