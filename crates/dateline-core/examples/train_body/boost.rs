//! Gradient boosting with logistic loss over binned features (Friedman 2001; the histogram way of LightGBM), growing
//! each tree leaf by leaf.

use dateline_core::extract::forest::{Forest, LEAF, Node};
use rayon::prelude::*;

pub struct Settings {
    pub rounds: usize,
    pub leaves: usize,
    pub rate: f32,
    /// Smallest sum of second derivatives in a leaf.
    pub min_hessian: f32,
    pub ridge: f32,
    /// Share of the features that each tree may look at, and of the rows.
    pub feature_share: f32,
    pub row_share: f32,
    pub seed: u64,
}

/// Rows of features with what they should come out as and how much each counts.
#[derive(Default)]
pub struct Table {
    pub width: usize,
    pub values: Vec<f32>,
    pub labels: Vec<f32>,
    pub weights: Vec<f32>,
}

impl Table {
    pub fn push(&mut self, row: &[f32], label: f32, weight: f32) {
        self.width = row.len();
        self.values.extend_from_slice(row);
        self.labels.push(label);
        self.weights.push(weight);
    }

    fn len(&self) -> usize {
        self.labels.len()
    }
}

const BINS: usize = 64;

/// Column-wise bins of a table and the values that part them.
struct Binned {
    columns: Vec<Vec<u8>>,
    edges: Vec<Vec<f32>>,
}

fn bin(table: &Table) -> Binned {
    let made: Vec<(Vec<u8>, Vec<f32>)> = (0..table.width)
        .into_par_iter()
        .map(|f| {
            let column: Vec<f32> = (0..table.len())
                .map(|r| table.values[r * table.width + f])
                .collect();
            let mut sorted = column.clone();
            sorted.sort_by(f32::total_cmp);
            let mut edges: Vec<f32> = Vec::new();
            let mut unique = sorted.clone();
            unique.dedup();
            if unique.len() <= BINS {
                edges.extend(unique.windows(2).map(|pair| (pair[0] + pair[1]) / 2.0));
            } else {
                for b in 1..BINS {
                    let edge = sorted[b * sorted.len() / BINS];
                    if edges.last().is_none_or(|last| *last < edge)
                        && edge < sorted[sorted.len() - 1]
                    {
                        edges.push(edge);
                    }
                }
            }
            let bins = column
                .iter()
                .map(|v| edges.partition_point(|edge| *edge < *v) as u8)
                .collect();
            (bins, edges)
        })
        .collect();
    let (columns, edges) = made.into_iter().unzip();
    Binned { columns, edges }
}

struct Random(u64);

impl Random {
    fn unit(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f64,
    hessian: f64,
}

struct Split {
    gain: f64,
    feature: usize,
    bin: usize,
}

struct Leaf {
    rows: Vec<u32>,
    sum: Sum,
    sums: Vec<Bins>,
    best: Option<Split>,
    node: usize,
}

/// Sums over the rows of a leaf by a feature's bins.
type Bins = [Sum; BINS];

/// A tree under construction: (feature, bin) with children, or a value.
enum Grown {
    Branch {
        feature: usize,
        bin: usize,
        left: usize,
        right: usize,
    },
    Leaf(f32),
}

/// Trains a forest.
pub fn train(table: &Table, settings: &Settings) -> Forest {
    let binned = bin(table);
    let n = table.len();
    let total: f64 = table.weights.iter().map(|w| f64::from(*w)).sum();
    let positive: f64 = table
        .labels
        .iter()
        .zip(&table.weights)
        .map(|(l, w)| f64::from(l * w))
        .sum();
    let share = (positive / total).clamp(0.001, 0.999);
    let mut forest = Forest::default();
    forest.base = (share / (1.0 - share)).ln() as f32;
    let mut scores = vec![forest.base; n];
    let mut random = Random(settings.seed | 1);
    for _ in 0..settings.rounds {
        let mut gradient = vec![0f32; n];
        let mut hessian = vec![0f32; n];
        for r in 0..n {
            let p = 1.0 / (1.0 + (-scores[r]).exp());
            gradient[r] = (p - table.labels[r]) * table.weights[r];
            hessian[r] = (p * (1.0 - p)).max(1e-6) * table.weights[r];
        }
        let rows: Vec<u32> = (0..n)
            .filter(|r| table.weights[*r] > 0.0 && random.unit() < settings.row_share)
            .map(|r| r as u32)
            .collect();
        let features: Vec<usize> = (0..table.width)
            .filter(|_| random.unit() < settings.feature_share)
            .collect();
        let tree = grow(&binned, &gradient, &hessian, rows, &features, settings);
        for (r, score) in scores.iter_mut().enumerate() {
            let mut at = 0;
            loop {
                match &tree[at] {
                    Grown::Leaf(value) => {
                        *score += value;
                        break;
                    }
                    Grown::Branch {
                        feature,
                        bin,
                        left,
                        right,
                    } => {
                        at = if usize::from(binned.columns[*feature][r]) <= *bin {
                            *left
                        } else {
                            *right
                        };
                    }
                }
            }
        }
        forest.push_tree(&flatten(&tree, &binned));
    }
    forest
}

fn grow(
    binned: &Binned,
    gradient: &[f32],
    hessian: &[f32],
    rows: Vec<u32>,
    features: &[usize],
    settings: &Settings,
) -> Vec<Grown> {
    let value = |sum: Sum| {
        (-sum.gradient / (sum.hessian + f64::from(settings.ridge))) as f32 * settings.rate
    };
    let leaf = |rows: Vec<u32>, sums: Vec<Bins>, node: usize| {
        let sum = rows.iter().fold(Sum::default(), |mut sum, r| {
            sum.gradient += f64::from(gradient[*r as usize]);
            sum.hessian += f64::from(hessian[*r as usize]);
            sum
        });
        let best = best_split(binned, &sums, sum, features, settings);
        Leaf {
            rows,
            sum,
            sums,
            best,
            node,
        }
    };
    let sums = sum_bins(binned, gradient, hessian, &rows, features);
    let root = leaf(rows, sums, 0);
    let mut tree = vec![Grown::Leaf(value(root.sum))];
    let mut leaves = vec![root];
    while leaves.len() < settings.leaves {
        let Some(at) = (0..leaves.len())
            .filter(|at| leaves[*at].best.is_some())
            .max_by(|a, b| {
                let gain = |at: usize| leaves[at].best.as_ref().map_or(0.0, |split| split.gain);
                gain(*a).total_cmp(&gain(*b))
            })
        else {
            break;
        };
        let parent = leaves.swap_remove(at);
        let Some(split) = parent.best else { break };
        let (left, right): (Vec<u32>, Vec<u32>) = parent
            .rows
            .iter()
            .partition(|r| usize::from(binned.columns[split.feature][**r as usize]) <= split.bin);
        let children = [tree.len(), tree.len() + 1];
        tree[parent.node] = Grown::Branch {
            feature: split.feature,
            bin: split.bin,
            left: children[0],
            right: children[1],
        };
        // Only the smaller child is summed up; the other has what is left of their parent.
        let left_is_smaller = left.len() < right.len();
        let smaller = if left_is_smaller { &left } else { &right };
        let own = sum_bins(binned, gradient, hessian, smaller, features);
        let rest = less(parent.sums, &own);
        let (of_left, of_right) = if left_is_smaller {
            (own, rest)
        } else {
            (rest, own)
        };
        for (rows, sums, node) in [(left, of_left, children[0]), (right, of_right, children[1])] {
            let child = leaf(rows, sums, node);
            tree.push(Grown::Leaf(value(child.sum)));
            leaves.push(child);
        }
    }
    tree
}

/// Sums over rows, for each of the features.
fn sum_bins(
    binned: &Binned,
    gradient: &[f32],
    hessian: &[f32],
    rows: &[u32],
    features: &[usize],
) -> Vec<Bins> {
    let own: Vec<(u32, f32, f32)> = rows
        .iter()
        .map(|r| (*r, gradient[*r as usize], hessian[*r as usize]))
        .collect();
    features
        .par_iter()
        .with_min_len(8)
        .map(|&feature| {
            let column = &binned.columns[feature];
            let mut bins = [Sum::default(); BINS];
            for (row, gradient, hessian) in &own {
                let slot = &mut bins[usize::from(column[*row as usize])];
                slot.gradient += f64::from(*gradient);
                slot.hessian += f64::from(*hessian);
            }
            bins
        })
        .collect()
}

fn less(mut sums: Vec<Bins>, part: &[Bins]) -> Vec<Bins> {
    for (sum, part) in sums.iter_mut().flatten().zip(part.iter().flatten()) {
        sum.gradient -= part.gradient;
        sum.hessian -= part.hessian;
    }
    sums
}

fn best_split(
    binned: &Binned,
    sums: &[Bins],
    sum: Sum,
    features: &[usize],
    settings: &Settings,
) -> Option<Split> {
    if sum.hessian < 2.0 * f64::from(settings.min_hessian) {
        return None;
    }
    let ridge = f64::from(settings.ridge);
    let score = |s: Sum| s.gradient * s.gradient / (s.hessian + ridge);
    let smallest = f64::from(settings.min_hessian);
    let mut best: Option<Split> = None;
    for (bins, &feature) in sums.iter().zip(features) {
        let mut left = Sum::default();
        for (bin, slot) in bins.iter().enumerate().take(binned.edges[feature].len()) {
            left.gradient += slot.gradient;
            left.hessian += slot.hessian;
            let right = Sum {
                gradient: sum.gradient - left.gradient,
                hessian: sum.hessian - left.hessian,
            };
            if left.hessian < smallest || right.hessian < smallest {
                continue;
            }
            let gain = score(left) + score(right) - score(sum);
            if gain > 1e-6 && best.as_ref().is_none_or(|known| gain > known.gain) {
                best = Some(Split { gain, feature, bin });
            }
        }
    }
    best
}

/// The tree in the order that [`Forest`] wants: preorder, left child first.
fn flatten(tree: &[Grown], binned: &Binned) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::new();
    // (node, parent whose right child this is)
    let mut stack = vec![(0usize, None::<usize>)];
    while let Some((at, right_of)) = stack.pop() {
        let place = out.len();
        if let Some(parent) = right_of {
            out[parent].right = place as u16;
        }
        match &tree[at] {
            Grown::Leaf(value) => out.push(Node {
                feature: LEAF,
                threshold: *value,
                right: 0,
            }),
            Grown::Branch {
                feature,
                bin,
                left,
                right,
            } => {
                out.push(Node {
                    feature: *feature as u16,
                    threshold: binned.edges[*feature][*bin],
                    right: 0,
                });
                stack.push((*right, Some(place)));
                stack.push((*left, None));
            }
        }
    }
    out
}
