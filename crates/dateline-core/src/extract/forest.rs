//! Gradient-boosted decision trees: the form a trained model has in the repository, and how it answers.
//!
//! Training is done by `examples/train_body.rs`; here is only what a page needs.

mod sliced;

use sliced::Sliced;
use std::sync::OnceLock;

/// A model: the sum of its trees' leaves, as log odds.
#[derive(Debug, Clone, Default)]
pub struct Forest {
    pub base: f32,
    nodes: Vec<Node>,
    roots: Vec<u32>,
    /// The same for many rows at once, made when it is first asked for.
    sliced: OnceLock<Sliced>,
}

impl PartialEq for Forest {
    fn eq(&self, other: &Forest) -> bool {
        self.base == other.base && self.nodes == other.nodes && self.roots == other.roots
    }
}

/// A branch, or a leaf when `feature` is [`LEAF`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    pub feature: u16,
    /// Rows whose value is at most this go to the next node, the others to `right`. The value of a leaf.
    pub threshold: f32,
    pub right: u16,
}

/// The feature number that marks a leaf.
pub const LEAF: u16 = u16::MAX;

const MAGIC: &[u8; 4] = b"DLF1";
const NODE_BYTES: usize = 8;

impl Forest {
    /// Adds a tree: its nodes in preorder, the left child right after its parent, `right` counted from the tree's
    /// first node.
    pub fn push_tree(&mut self, nodes: &[Node]) {
        self.roots
            .push(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.extend_from_slice(nodes);
        self.sliced = OnceLock::new();
    }

    /// Each tree's nodes.
    fn trees(&self) -> impl Iterator<Item = &[Node]> + Clone {
        let starts = self.roots.iter().map(|root| *root as usize);
        let ends = starts.clone().skip(1).chain([self.nodes.len()]);
        starts
            .zip(ends)
            .map(|(start, end)| self.nodes.get(start..end).unwrap_or_default())
    }

    /// The probabilities of rows of `width` values each that they are of those looked for; equal to
    /// [`Forest::probability`] of each, and several times as fast.
    pub fn probabilities(&self, values: &[f32], width: usize) -> Vec<f32> {
        let rows = values.len().checked_div(width).unwrap_or(0);
        let mut sums = vec![self.base; rows];
        let sliced = self.sliced.get_or_init(|| Sliced::of(self.trees()));
        sliced.add(values, width, &mut sums);
        sums.into_iter().map(of_odds).collect()
    }

    /// The probability that the row is one of those looked for.
    pub fn probability(&self, row: &[f32]) -> f32 {
        let mut sum = self.base;
        for &root in &self.roots {
            let tree = &self.nodes[root as usize..];
            let mut at = 0usize;
            // A tree's right children lie behind their parents, so this ends.
            while let Some(node) = tree.get(at) {
                if node.feature == LEAF {
                    sum += node.threshold;
                    break;
                }
                let value = row.get(usize::from(node.feature)).copied().unwrap_or(0.0);
                at = if value <= node.threshold {
                    at + 1
                } else {
                    usize::from(node.right)
                };
            }
        }
        of_odds(sum)
    }

    /// The model as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes();
        out.extend(self.base.to_le_bytes());
        out.extend(count(self.roots.len()));
        out.extend(count(self.nodes.len()));
        out.extend(self.roots.iter().flat_map(|root| root.to_le_bytes()));
        for node in &self.nodes {
            out.extend(node.feature.to_le_bytes());
            out.extend(node.right.to_le_bytes());
            out.extend(node.threshold.to_le_bytes());
        }
        out
    }

    /// Reads one model and says how many bytes it took; `None` when they are no model.
    pub fn from_bytes(bytes: &[u8]) -> Option<(Forest, usize)> {
        let word = |at: usize| <[u8; 4]>::try_from(bytes.get(at..at + 4)?).ok();
        if bytes.get(..4)? != MAGIC {
            return None;
        }
        let base = f32::from_le_bytes(word(4)?);
        let roots = u32::from_le_bytes(word(8)?) as usize;
        let nodes = u32::from_le_bytes(word(12)?) as usize;
        let nodes_at = 16 + roots.checked_mul(4)?;
        let end = nodes_at.checked_add(nodes.checked_mul(NODE_BYTES)?)?;
        let forest = Forest {
            base,
            roots: bytes
                .get(16..nodes_at)?
                .chunks_exact(4)
                .map(|root| u32::from_le_bytes([root[0], root[1], root[2], root[3]]))
                .collect(),
            nodes: bytes
                .get(nodes_at..end)?
                .chunks_exact(NODE_BYTES)
                .map(|node| Node {
                    feature: u16::from_le_bytes([node[0], node[1]]),
                    right: u16::from_le_bytes([node[2], node[3]]),
                    threshold: f32::from_le_bytes([node[4], node[5], node[6], node[7]]),
                })
                .collect(),
            sliced: OnceLock::new(),
        };
        let sound = forest
            .roots
            .iter()
            .all(|root| (*root as usize) < forest.nodes.len().max(1))
            && forest
                .nodes
                .iter()
                .all(|node| node.feature == LEAF || node.right > 0);
        sound.then_some((forest, end))
    }
}

/// The probability that these log odds mean.
fn of_odds(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Forest {
        let mut forest = Forest {
            base: 0.5,
            ..Forest::default()
        };
        let leaf = |threshold| Node {
            feature: LEAF,
            threshold,
            right: 0,
        };
        forest.push_tree(&[
            Node {
                feature: 1,
                threshold: 2.0,
                right: 2,
            },
            leaf(-1.0),
            leaf(1.5),
        ]);
        forest.push_tree(&[leaf(0.25)]);
        forest
    }

    #[test]
    fn sums_its_trees() {
        let forest = small();
        let odds = |p: f32| (p / (1.0 - p)).ln();
        assert!((odds(forest.probability(&[0.0, 2.0])) + 0.25).abs() < 1e-4);
        assert!((odds(forest.probability(&[0.0, 2.1])) - 2.25).abs() < 1e-4);
    }

    #[test]
    fn survives_as_bytes() {
        let bytes = small().to_bytes();
        assert_eq!(Forest::from_bytes(&bytes), Some((small(), bytes.len())));
        assert_eq!(Forest::from_bytes(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Forest::from_bytes(b"DLF0"), None);
    }

    #[test]
    fn answers_for_many_rows_as_for_each() {
        let mut seed = 9u32;
        let mut random = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let mut forest = Forest::default();
        for _ in 0..20 {
            forest.push_tree(&grown(&mut random));
        }
        for rows in [0usize, 1, 63, 64, 65, 128, 200, 256, 257, 600] {
            let width = 5;
            let values: Vec<f32> = (0..rows * width)
                .map(|_| match random(40) {
                    0 => f32::NAN,
                    n => small_number(n) / 4.0,
                })
                .collect();
            let each: Vec<f32> = values
                .chunks_exact(width)
                .map(|row| forest.probability(row))
                .collect();
            assert_eq!(forest.probabilities(&values, width), each);
        }
        assert_eq!(forest.probabilities(&[], 0), Vec::<f32>::new());
    }

    fn small_number(n: u32) -> f32 {
        f32::from(u16::try_from(n).unwrap())
    }

    /// A tree of some 30 nodes over seven features, two of which rows of five values lack.
    fn grown(random: &mut impl FnMut(u32) -> u32) -> Vec<Node> {
        let mut nodes = Vec::new();
        // Right children that wait for the number of their first node.
        let mut open: Vec<Option<usize>> = vec![None];
        while let Some(parent) = open.pop() {
            let at = nodes.len();
            if let Some(parent) = parent {
                let parent: &mut Node = &mut nodes[parent];
                parent.right = u16::try_from(at).unwrap();
            }
            let leaf = at > 25 || random(4) == 0;
            nodes.push(Node {
                feature: if leaf {
                    LEAF
                } else {
                    u16::try_from(random(7)).unwrap()
                },
                threshold: small_number(random(40)) / 4.0,
                right: 0,
            });
            if !leaf {
                open.extend([Some(at), None]);
            }
        }
        nodes
    }
}
