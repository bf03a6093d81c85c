//! Which word of the copy is which word of the origin.
//!
//! Stretches that both texts share anchor the alignment: of these, the heaviest set that stands in the same order in
//! both is taken, and what is left between two anchors is aligned by a longest common subsequence. Shared stretches
//! that don't fit the order were moved. Everything is bounded: stretches by the text, the rest by a budget of cells.

use crate::trace::normal::Word;
use crate::trace::overlap::{Probe, Stretch};

/// Cells of all subsequence tables together; past it a gap counts as replaced whole.
const BUDGET: usize = 4_000_000;
/// Cells of one table.
const TABLE: usize = 600_000;

/// How the words of two texts belong together.
#[derive(Debug, Default)]
pub struct Pairing {
    /// (word of the copy, word of the origin), rising in both.
    pub pairs: Vec<(usize, usize)>,
    /// Stretches that stand elsewhere in the origin, in the order of the copy (which is `other` here).
    pub moved: Vec<Stretch>,
}

pub fn pair(copy: &[Word], origin: &[Word]) -> Pairing {
    let overlap = Probe::new(origin).overlap(copy);
    let (anchors, rest) = heaviest_chain(&overlap.stretches, origin.len());
    let mut out = Pairing {
        pairs: Vec::with_capacity(copy.len().min(origin.len())),
        moved: rest,
    };
    let mut budget = BUDGET;
    let (mut c, mut o) = (0, 0);
    let end = Stretch {
        at: origin.len(),
        other: copy.len(),
        len: 0,
    };
    for anchor in anchors.into_iter().chain([end]) {
        let mut gap = between(&copy[c..anchor.other], &origin[o..anchor.at], &mut budget);
        drop_chance_pairs(&mut gap, anchor.other - c, anchor.at - o);
        out.pairs
            .extend(gap.into_iter().map(|(x, y)| (c + x, o + y)));
        let matched = (0..anchor.len).map(|n| (anchor.other + n, anchor.at + n));
        out.pairs.extend(matched);
        (c, o) = (anchor.other + anchor.len, anchor.at + anchor.len);
    }
    out
}

/// The set of stretches in the same order in both texts with the most words, and the others. The stretches come in the
/// order of the copy and don't overlap there; in the origin an anchor that overlaps the one before it is cut.
fn heaviest_chain(stretches: &[Stretch], origin_len: usize) -> (Vec<Stretch>, Vec<Stretch>) {
    // Best weight of a chain that ends at or before a place of the origin: a Fenwick tree of maxima.
    let mut tree: Vec<(usize, usize)> = vec![(0, usize::MAX); origin_len + 2];
    let mut previous = vec![usize::MAX; stretches.len()];
    let mut best = (0, usize::MAX);
    for (n, stretch) in stretches.iter().enumerate() {
        let mut at = stretch.at;
        let mut before = (0, usize::MAX);
        while at > 0 {
            if tree[at].0 > before.0 {
                before = tree[at];
            }
            at &= at - 1;
        }
        previous[n] = before.1;
        let weight = (before.0 + stretch.len, n);
        if weight.0 > best.0 {
            best = weight;
        }
        let mut at = stretch.at + stretch.len;
        while at < tree.len() {
            if weight.0 > tree[at].0 {
                tree[at] = weight;
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chosen = vec![false; stretches.len()];
    let mut n = best.1;
    while n != usize::MAX {
        chosen[n] = true;
        n = previous[n];
    }
    let mut chain = Vec::new();
    let mut rest = Vec::new();
    for (stretch, chosen) in stretches.iter().zip(chosen) {
        match chosen {
            true => chain.push(*stretch),
            false => rest.push(*stretch),
        }
    }
    (chain, rest)
}

/// Pairs of a longest common subsequence, within the budget.
fn between(copy: &[Word], origin: &[Word], budget: &mut usize) -> Vec<(usize, usize)> {
    let same = |a: &Word, b: &Word| a.identity() == b.identity();
    let mut pairs = Vec::new();
    let head = copy
        .iter()
        .zip(origin)
        .take_while(|(a, b)| same(a, b))
        .count();
    pairs.extend((0..head).map(|n| (n, n)));
    let (copy_rest, origin_rest) = (&copy[head..], &origin[head..]);
    let tail = copy_rest
        .iter()
        .rev()
        .zip(origin_rest.iter().rev())
        .take_while(|(a, b)| same(a, b))
        .count();
    let (n, m) = (copy_rest.len() - tail, origin_rest.len() - tail);
    let cells = n.saturating_mul(m);
    if cells > 0 && cells <= TABLE.min(*budget) {
        *budget -= cells;
        let found = subsequence(&copy_rest[..n], &origin_rest[..m]);
        pairs.extend(found.into_iter().map(|(x, y)| (head + x, head + y)));
    }
    let (c, o) = (copy.len() - tail, origin.len() - tail);
    pairs.extend((0..tail).map(|k| (c + k, o + k)));
    pairs
}

fn subsequence(copy: &[Word], origin: &[Word]) -> Vec<(usize, usize)> {
    let width = origin.len() + 1;
    // Longest common subsequence of the two tails from each cell.
    let mut table = vec![0u32; (copy.len() + 1) * width];
    for x in (0..copy.len()).rev() {
        for y in (0..origin.len()).rev() {
            table[x * width + y] = if copy[x].identity() == origin[y].identity() {
                table[(x + 1) * width + y + 1] + 1
            } else {
                table[(x + 1) * width + y].max(table[x * width + y + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut x, mut y) = (0, 0);
    while x < copy.len() && y < origin.len() {
        if copy[x].identity() == origin[y].identity() {
            pairs.push((x, y));
            (x, y) = (x + 1, y + 1);
        } else if table[(x + 1) * width + y] >= table[x * width + y + 1] {
            x += 1;
        } else {
            y += 1;
        }
    }
    pairs
}

/// A word or two that two unlike passages happen to share is no common ground: such pairs are dropped when the
/// differences on both sides are much longer than they.
fn drop_chance_pairs(pairs: &mut Vec<(usize, usize)>, copy_len: usize, origin_len: usize) {
    let mut kept: Vec<(usize, usize)> = Vec::with_capacity(pairs.len());
    let mut n = 0;
    while n < pairs.len() {
        let mut len = 1;
        while n + len < pairs.len() && pairs[n + len] == (pairs[n].0 + len, pairs[n].1 + len) {
            len += 1;
        }
        let (c, o) = pairs[n];
        let (last_c, last_o) = kept.last().map_or((0, 0), |&(c, o)| (c + 1, o + 1));
        let (next_c, next_o) = pairs
            .get(n + len)
            .copied()
            .unwrap_or((copy_len, origin_len));
        let before = (c - last_c).max(o - last_o);
        let after = (next_c - c - len).max(next_o - o - len);
        let long = len * 2 + 1;
        if before < long || after < long {
            kept.extend_from_slice(&pairs[n..n + len]);
        }
        n += len;
    }
    *pairs = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::normal::tokens;

    fn words(text: &str) -> Vec<Word> {
        tokens(text).iter().map(|t| t.word).collect()
    }

    #[test]
    fn a_moved_sentence_is_moved_not_new() {
        let origin = words(
            "One two three four five six. Seven eight nine ten eleven twelve thirteen fourteen.",
        );
        let copy = words(
            "Seven eight nine ten eleven twelve thirteen fourteen. One two three four five six.",
        );
        let found = pair(&copy, &origin);
        assert_eq!(found.pairs.len(), 8);
        let moved: Vec<_> = found.moved.iter().map(|s| (s.other, s.len)).collect();
        assert_eq!(moved, [(8, 6)]);
    }

    #[test]
    fn one_word_a_million_times_is_bounded() {
        let one = words(&"word ".repeat(200_000));
        let other = words(&format!("{}end", "word ".repeat(150_000)));
        assert!(pair(&one, &other).pairs.len() >= 150_000);
    }

    #[test]
    fn chance_words_are_no_common_ground() {
        let origin = words("alpha bravo charlie delta the echo foxtrot golf hotel");
        let copy = words("kilo lima mike november the oscar papa quebec romeo");
        assert!(pair(&copy, &origin).pairs.is_empty());
    }
}
