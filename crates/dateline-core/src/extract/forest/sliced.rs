//! A forest that answers for 64 rows at a time.
//!
//! Trees are walked once for the whole batch: a set of rows, 64 bits, goes down from the root and is parted at each branch
//! by the set of rows whose value lies above the threshold. Many branches ask the same question, so each question is asked
//! once, and most are answered by the smallest and largest value of the batch alone. Every row adds the same leaves in the
//! same order as it would alone: the answers are equal to the last bit.

use super::{LEAF, Node};

/// Rows of a batch.
const ROWS: usize = 64;

/// A branch or a leaf.
#[derive(Debug, Clone, Copy)]
struct Step {
    /// The question that parts the rows; [`NONE`] at a leaf.
    question: u32,
    /// What a leaf adds.
    value: f32,
    /// Where the rows above the threshold go, from the tree's first step on.
    right: u16,
    /// The step after all that lies below this one.
    next: u16,
}

const NONE: u32 = u32::MAX;

/// The thresholds that the trees ask a feature about, as a range of [`Sliced::thresholds`].
#[derive(Debug, Clone, Copy)]
struct Asked {
    feature: usize,
    from: usize,
    to: usize,
}

/// The forest in a form for batches.
#[derive(Debug, Clone)]
pub struct Sliced {
    trees: Vec<Vec<Step>>,
    asked: Vec<Asked>,
    thresholds: Vec<f32>,
}

impl Sliced {
    /// Of trees as [`super::Forest`] keeps them.
    pub fn of<'f>(trees: impl Iterator<Item = &'f [Node]> + Clone) -> Sliced {
        let branches = trees.clone().flatten().filter(|node| node.feature != LEAF);
        let mut questions: Vec<(u16, f32)> = branches.map(key).collect();
        questions.sort_by(order);
        questions.dedup_by(|a, b| order(a, b).is_eq());
        let number = |node: &Node| {
            let at = questions.binary_search_by(|known| order(known, &key(node)));
            at.ok().and_then(|at| u32::try_from(at).ok())
        };
        let mut asked: Vec<Asked> = Vec::new();
        for (at, (feature, _)) in questions.iter().enumerate() {
            let feature = usize::from(*feature);
            match asked.last_mut() {
                Some(last) if last.feature == feature => last.to = at + 1,
                _ => asked.push(Asked {
                    feature,
                    from: at,
                    to: at + 1,
                }),
            }
        }
        Sliced {
            trees: trees.map(|tree| steps(tree, number)).collect(),
            asked,
            thresholds: questions.iter().map(|question| question.1).collect(),
        }
    }

    /// Adds up what the trees say of each row, onto what is there already. Rows are `width` values long.
    pub fn add(&self, values: &[f32], width: usize, sums: &mut [f32]) {
        let mut above = vec![0u64; self.thresholds.len()];
        let mut reach = vec![0u64; self.trees.iter().map(Vec::len).max().unwrap_or(0)];
        for (batch, sums) in sums.chunks_mut(ROWS).enumerate() {
            self.ask(
                &values[batch * ROWS * width..],
                width,
                sums.len(),
                &mut above,
            );
            let present = u64::MAX >> (ROWS - sums.len().min(ROWS));
            let mut all = [0f32; ROWS];
            all[..sums.len()].copy_from_slice(sums);
            for tree in &self.trees {
                walk(tree, &above, present, &mut reach, &mut all);
            }
            sums.copy_from_slice(&all[..sums.len()]);
        }
    }

    /// Answers every question for the first rows of `values`: the set of those above the threshold.
    fn ask(&self, values: &[f32], width: usize, rows: usize, above: &mut [u64]) {
        let mut column = [0f32; ROWS];
        for Asked { feature, from, to } in self.asked.iter().copied() {
            if feature < width && rows > 0 {
                for (row, value) in column[..rows].iter_mut().enumerate() {
                    *value = values[row * width + feature];
                }
                // Rows that are not there answer like the last one.
                let last = column[rows - 1];
                column[rows..].fill(last);
            } else {
                column.fill(0.0);
            }
            let (low, high, numbers) = bounds(&column);
            for (set, threshold) in above[from..to].iter_mut().zip(&self.thresholds[from..to]) {
                *set = if numbers && high <= *threshold {
                    0
                } else if numbers && low > *threshold {
                    u64::MAX
                } else {
                    rows_above(&column, *threshold)
                };
            }
        }
    }
}

/// The smallest and the largest value, and whether all are numbers.
fn bounds(column: &[f32; ROWS]) -> (f32, f32, bool) {
    // Eight at once, side by side.
    let mut low = [f32::INFINITY; 8];
    let mut high = [f32::NEG_INFINITY; 8];
    let mut strange = [false; 8];
    for eight in column.chunks_exact(8) {
        for k in 0..8 {
            low[k] = if eight[k] < low[k] { eight[k] } else { low[k] };
            high[k] = if eight[k] > high[k] {
                eight[k]
            } else {
                high[k]
            };
            strange[k] |= eight[k].is_nan();
        }
    }
    let low = low.into_iter().fold(f32::INFINITY, f32::min);
    let high = high.into_iter().fold(f32::NEG_INFINITY, f32::max);
    (low, high, !strange.contains(&true))
}

fn key(node: &Node) -> (u16, f32) {
    (node.feature, node.threshold)
}

fn order(a: &(u16, f32), b: &(u16, f32)) -> std::cmp::Ordering {
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
}

/// A tree's nodes as steps.
fn steps(tree: &[Node], number: impl Fn(&Node) -> Option<u32>) -> Vec<Step> {
    let mut out: Vec<Step> = tree
        .iter()
        .map(|node| Step {
            question: if node.feature == LEAF {
                NONE
            } else {
                number(node).unwrap_or(NONE)
            },
            value: node.threshold,
            right: node.right,
            next: 0,
        })
        .collect();
    // Children lie behind their parents: from the end, what lies below the right child is known.
    for at in (0..out.len()).rev() {
        let right = usize::from(out[at].right);
        let next = if out[at].question == NONE {
            u16::try_from(at + 1).ok()
        } else {
            out.get(right).map(|right| right.next)
        };
        out[at].next = next.unwrap_or(u16::MAX);
    }
    out
}

/// The set of rows that lie above the threshold or are no number.
fn rows_above(column: &[f32; ROWS], threshold: f32) -> u64 {
    let mut bytes = [0u8; ROWS];
    for (byte, value) in bytes.iter_mut().zip(column) {
        *byte = u8::from(value.is_nan() | (*value > threshold));
    }
    let mut set = 0;
    for (at, eight) in bytes.chunks_exact(8).enumerate() {
        // Eight bytes of 0 and 1 become eight bits.
        let word = u64::from_le_bytes(std::array::from_fn(|k| eight[k]));
        set |= (word.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * at);
    }
    set
}

/// Lets the rows that are there through a tree.
fn walk(tree: &[Step], above: &[u64], present: u64, reach: &mut [u64], sums: &mut [f32; ROWS]) {
    let reach = &mut reach[..tree.len()];
    let mut at = 0usize;
    if let Some(first) = reach.first_mut() {
        *first = present;
    }
    while let Some(step) = tree.get(at) {
        let rows = reach[at];
        if rows == 0 {
            at = usize::from(step.next).max(at + 1);
            continue;
        }
        at += 1;
        if let Some(above) = above.get(step.question as usize) {
            let right = usize::from(step.right);
            if at < tree.len() && right < tree.len() {
                reach[at] = rows & !above;
                reach[right] = rows & above;
            }
        } else if rows == present {
            for sum in sums.iter_mut() {
                *sum += step.value;
            }
        } else {
            let mut rows = rows;
            while rows != 0 {
                sums[rows.trailing_zeros() as usize % ROWS] += step.value;
                rows &= rows - 1;
            }
        }
    }
}
