//! A forest that answers for up to 256 rows at a time.
//!
//! Trees are walked once for the whole batch: a set of rows, a bit for each, goes down from the root and is parted at each
//! branch by the set of rows whose value lies above the threshold. Many branches ask the same question, so each question is
//! asked once, and most are answered by the smallest and largest value of 64 rows alone. Every row adds the same leaves in
//! the same order as it would alone: the answers are equal to the last bit.

use super::{LEAF, Node};

/// Rows of a word of a set.
const ROWS: usize = 64;
/// A set of rows.
type Rows<const WORDS: usize> = [u64; WORDS];

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
        let (mut values, mut sums) = (values, sums);
        while !sums.is_empty() {
            let rows = sums.len().min(4 * ROWS);
            let (now, later) = sums.split_at_mut(rows);
            match rows.div_ceil(ROWS) {
                1 => self.add_batch::<1>(values, width, now),
                2 => self.add_batch::<2>(values, width, now),
                _ => self.add_batch::<4>(values, width, now),
            }
            values = &values[rows * width..];
            sums = later;
        }
    }

    fn add_batch<const WORDS: usize>(&self, values: &[f32], width: usize, sums: &mut [f32]) {
        let longest = self.trees.iter().map(Vec::len).max().unwrap_or(0);
        let mut reach = vec![[0u64; WORDS]; longest];
        let mut above = vec![[0u64; WORDS]; self.thresholds.len()];
        self.ask(values, width, sums.len(), &mut above);
        let mut all = [[0f32; ROWS]; WORDS];
        let mut present = [0u64; WORDS];
        for (word, sums) in sums.chunks(ROWS).enumerate() {
            all[word][..sums.len()].copy_from_slice(sums);
            present[word] = u64::MAX >> (ROWS - sums.len());
        }
        for tree in &self.trees {
            walk(tree, &above, &present, &mut reach, &mut all);
        }
        for (word, sums) in sums.chunks_mut(ROWS).enumerate() {
            sums.copy_from_slice(&all[word][..sums.len()]);
        }
    }

    /// Answers every question for the first rows of `values`: the set of those above the threshold.
    fn ask<const WORDS: usize>(
        &self,
        values: &[f32],
        width: usize,
        rows: usize,
        above: &mut [Rows<WORDS>],
    ) {
        for word in 0..rows.div_ceil(ROWS) {
            let here = (rows - word * ROWS).min(ROWS);
            let first = word * ROWS * width;
            let rows = &values[first..first + here * width];
            for Asked { feature, from, to } in self.asked.iter().copied() {
                let column = column(rows, width, feature);
                // Where something is no number, nothing is known of what the column lies between.
                let (low, high) = between(&column).unwrap_or((f32::NEG_INFINITY, f32::INFINITY));
                for (set, threshold) in above[from..to].iter_mut().zip(&self.thresholds[from..to]) {
                    set[word] = if high <= *threshold {
                        0
                    } else if low > *threshold {
                        u64::MAX
                    } else {
                        rows_above(&column, *threshold)
                    };
                }
            }
        }
    }
}

/// One feature of up to 64 rows of `width` values each, by lane. Rows that are not there repeat the last one; a feature that
/// is not there is zeros.
fn column(rows: &[f32], width: usize, feature: usize) -> [f32; ROWS] {
    let mut out = [0.0; ROWS];
    if feature >= width {
        return out;
    }
    let (mut at, mut last) = (feature, 0.0);
    for lane in 0..LANES {
        for four in out.as_chunks_mut::<LANES>().0 {
            if let Some(value) = rows.get(at) {
                last = *value;
            }
            four[lane] = last;
            at += width;
        }
    }
    out
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

/// Lanes of a column: rows of one lane lie four values apart, so that four lanes are compared by one instruction.
const LANES: usize = 4;

/// The smallest and the largest value of a column; `None` when one is no number or beyond all of them.
fn between(column: &[f32; ROWS]) -> Option<(f32, f32)> {
    let [low, high, strange] = by_lane(column);
    let plain = strange.iter().sum::<f32>() == 0.0;
    plain.then(|| {
        (
            low.into_iter().fold(f32::INFINITY, f32::min),
            high.into_iter().fold(f32::NEG_INFINITY, f32::max),
        )
    })
}

/// The smallest values of a column, its largest, and zeros unless something is no number. In this form, and by itself, the
/// loop becomes instructions on four lanes.
#[inline(never)]
fn by_lane(column: &[f32; ROWS]) -> [[f32; LANES]; 3] {
    let mut low = [f32::INFINITY; LANES];
    let mut high = [f32::NEG_INFINITY; LANES];
    let mut strange = [0f32; LANES];
    let (fours, _) = column.as_chunks::<LANES>();
    for four in fours {
        for at in 0..LANES {
            low[at] = if four[at] < low[at] {
                four[at]
            } else {
                low[at]
            };
        }
        for at in 0..LANES {
            high[at] = if four[at] > high[at] {
                four[at]
            } else {
                high[at]
            };
        }
        for at in 0..LANES {
            strange[at] += four[at] * 0.0;
        }
    }
    [low, high, strange]
}

/// The set of rows that lie above the threshold or are no number.
#[inline(never)]
#[expect(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "what is no number counts as above"
)]
fn rows_above(column: &[f32; ROWS], threshold: f32) -> u64 {
    let mut sets = [0u32; LANES];
    for (row, four) in column.chunks_exact(LANES).enumerate() {
        for (set, value) in sets.iter_mut().zip(four) {
            *set |= u32::from(!(*value <= threshold)) << row;
        }
    }
    let sets = sets.into_iter().rev();
    sets.fold(0, |all, set| all << (ROWS / LANES) | u64::from(set))
}

/// Lets the rows that are there through a tree.
fn walk<const WORDS: usize>(
    tree: &[Step],
    above: &[Rows<WORDS>],
    present: &Rows<WORDS>,
    reach: &mut [Rows<WORDS>],
    sums: &mut [[f32; ROWS]; WORDS],
) {
    let reach = &mut reach[..tree.len()];
    let mut at = 0usize;
    if let Some(first) = reach.first_mut() {
        *first = *present;
    }
    while let Some(step) = tree.get(at) {
        let rows = reach[at];
        if rows == [0; WORDS] {
            at = usize::from(step.next).max(at + 1);
            continue;
        }
        at += 1;
        if let Some(above) = above.get(step.question as usize) {
            let right = usize::from(step.right);
            if at < tree.len() && right < tree.len() {
                reach[at] = std::array::from_fn(|word| rows[word] & !above[word]);
                reach[right] = std::array::from_fn(|word| rows[word] & above[word]);
            }
        } else {
            for (rows, sums) in rows.into_iter().zip(sums.iter_mut()) {
                add_to(rows, step.value, sums);
            }
        }
    }
}

/// Adds a value to the sums of these rows.
fn add_to(mut rows: u64, value: f32, sums: &mut [f32; ROWS]) {
    if rows == u64::MAX {
        sums.iter_mut().for_each(|sum| *sum += value);
        return;
    }
    while rows != 0 {
        sums[rows.trailing_zeros() as usize % ROWS] += value;
        rows &= rows - 1;
    }
}
