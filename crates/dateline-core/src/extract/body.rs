//! The body: which blocks of a page are the article's text.
//!
//! Two models in a row decide (gradient-boosted trees, [`super::forest`]): the first sees each block with what
//! surrounds it, the second also sees what the first made of the neighbours.

use super::blocks::{PageBlocks, place};
use super::features::Features;
use super::forest::Forest;
use super::grouped::Grouped;
use crate::html::NodeId;
use std::collections::HashSet;
use std::sync::LazyLock;

/// The two models.
#[derive(Debug, Clone, Default)]
pub struct BodyModel {
    pub first: Forest,
    pub second: Forest,
}

static BUILTIN: LazyLock<BodyModel> = LazyLock::new(|| {
    let bytes = include_bytes!("body.forest");
    BodyModel::from_bytes(bytes).unwrap_or_default()
});

impl BodyModel {
    /// The models that ship with Dateline, made by `examples/train_body.rs`.
    pub fn builtin() -> &'static BodyModel {
        &BUILTIN
    }

    /// Both models as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.first.to_bytes();
        bytes.extend(self.second.to_bytes());
        bytes
    }

    /// Reads both models; `None` when the bytes are none.
    pub fn from_bytes(bytes: &[u8]) -> Option<BodyModel> {
        let (first, taken) = Forest::from_bytes(bytes)?;
        let (second, _) = Forest::from_bytes(bytes.get(taken..)?)?;
        Some(BodyModel { first, second })
    }

    /// The probability of each block that it belongs to the body.
    pub fn probabilities(&self, blocks: &PageBlocks, features: &Features) -> Vec<f32> {
        let first = self.first.probabilities(&features.values, features.width);
        let context = Surroundings::new(blocks, features, &first);
        let asked: Vec<usize> = (0..first.len()).filter(|i| first[*i] >= SURE_NOT).collect();
        let mut found = first.clone();
        let (mut row, mut rows) = (Vec::new(), Vec::new());
        for asked in asked.chunks(TOGETHER) {
            rows.clear();
            for i in asked {
                second_row(features, &first, &context, *i, &mut row);
                rows.extend_from_slice(&row);
            }
            let second = self.second.probabilities(&rows, row.len());
            for (i, second) in asked.iter().zip(second) {
                found[*i] = both(first[*i], second);
            }
        }
        found
    }
}

/// What the first model is so sure of that the second would not be asked in vain: only the opposite from it, as sure, could
/// turn that.
const SURE_NOT: f32 = 0.01;
/// Blocks that the second model sees at a time, so that a long page doesn't hold all rows twice.
const TOGETHER: usize = 256;

/// What both models say together: the mean of their log odds. The first errs less where the page as a whole is unusual, the
/// second where a block is.
fn both(first: f32, second: f32) -> f32 {
    let odds = |p: f32| {
        let p = p.clamp(1e-6, 1.0 - 1e-6);
        (p / (1.0 - p)).ln()
    };
    1.0 / (1.0 + (-f32::midpoint(odds(first), odds(second))).exp())
}

/// Sums of the first model's answers that the second model sees: words times probability, and words.
pub struct Surroundings {
    /// By block: over blocks of its kind, of its element, of its parent, of the list or table around it.
    company: [Vec<[f32; 2]>; 4],
    before: Vec<f32>,
    total: f32,
    first_sure: usize,
    last_sure: usize,
}

impl Surroundings {
    /// Adds up over a page.
    pub fn new(blocks: &PageBlocks, features: &Features, first: &[f32]) -> Surroundings {
        let all = &blocks.blocks;
        let sums: Vec<[f32; 2]> = features
            .words
            .iter()
            .zip(first)
            .map(|(words, first)| [first * weight(*words), weight(*words)])
            .collect();
        let mut out = Surroundings {
            company: [
                shared(&sums, all.iter().map(|block| block.context.kind_hash)),
                shared(&sums, all.iter().map(|block| block.node.0)),
                shared(&sums, all.iter().map(|block| block.parent)),
                shared(&sums, (0..all.len()).map(|i| group_of(features, i))),
            ],
            before: Vec::with_capacity(first.len()),
            total: 0.0,
            first_sure: first.len(),
            last_sure: 0,
        };
        for (i, [hit, _]) in sums.iter().enumerate() {
            out.before.push(out.total);
            out.total += hit;
            if first[i] > 0.8 && features.prose[i] {
                out.first_sure = out.first_sure.min(i);
                out.last_sure = i;
            }
        }
        out
    }
}

/// By block: the sums over all blocks that share its key.
fn shared(sums: &[[f32; 2]], keys: impl Iterator<Item = u32>) -> Vec<[f32; 2]> {
    let groups = Grouped::by(keys);
    let mut all = vec![[0f32; 2]; groups.count];
    for (group, [hit, words]) in groups.of.iter().zip(sums) {
        all[*group][0] += hit;
        all[*group][1] += words;
    }
    groups.of.iter().map(|group| all[*group]).collect()
}

/// The list or table around a block as a number; the page itself where there is none.
fn group_of(features: &Features, i: usize) -> u32 {
    features.groups[i].unwrap_or(NodeId::ROOT).0
}

#[expect(clippy::cast_precision_loss, reason = "a count of words as a weight")]
fn weight(words: usize) -> f32 {
    words as f32 + 1.0
}

#[expect(clippy::cast_precision_loss, reason = "distances as features")]
fn distance(from: usize, to: usize) -> f32 {
    let apart = (from.abs_diff(to) as f32).ln_1p();
    if from < to { -apart } else { apart }
}

/// The second model's row for a block: all that the first saw, and the first model's answers around it.
pub fn second_row(
    features: &Features,
    first: &[f32],
    around: &Surroundings,
    i: usize,
    row: &mut Vec<f32>,
) {
    row.clear();
    row.extend_from_slice(features.row(i));
    row.push(first[i]);
    for step in [-4isize, -3, -2, -1, 1, 2, 3, 4] {
        let other = i.checked_add_signed(step).and_then(|at| first.get(at));
        row.push(other.copied().unwrap_or(-0.1));
    }
    let own = weight(features.words[i]);
    // The block itself left out, so that they speak of its company only.
    for company in &around.company {
        let [hit, words] = company[i];
        let others = words - own;
        row.push(if others < 0.5 {
            -0.1
        } else {
            (hit - first[i] * own) / others
        });
    }
    // Windows weighted by words.
    for reach in [6usize, 15] {
        let (mut hit, mut words) = (0.0, 0.0);
        let window = i.saturating_sub(reach)..(i + reach + 1).min(first.len());
        for (at, sure) in first.iter().enumerate().take(window.end).skip(window.start) {
            if at != i {
                hit += sure * weight(features.words[at]);
                words += weight(features.words[at]);
            }
        }
        row.push(if words > 0.0 { hit / words } else { -0.1 });
    }
    let total = around.total.max(1.0);
    row.push(around.before[i] / total);
    row.push(total.ln());
    row.push(own / total);
    row.push(distance(i, around.first_sure));
    row.push(distance(i, around.last_sure));
}

/// How sure a block has to be.
pub const THRESHOLD: f32 = 0.5;

/// The blocks that make the body, in order of the page. The same text is taken once.
pub fn choose(blocks: &PageBlocks, probabilities: &[f32]) -> Vec<usize> {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut chosen = Vec::new();
    for (i, block) in blocks.blocks.iter().enumerate() {
        if probabilities[i] < THRESHOLD {
            continue;
        }
        let text = blocks.text_of(block);
        // A short line may rightly stand twice (a refrain, a table's cell).
        if text.len() > 40 && !block.context.is_in(place::TABLE) && !seen.insert(text) {
            continue;
        }
        chosen.push(i);
    }
    chosen
}
