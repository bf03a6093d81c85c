//! Which blocks of a page point to other stories: a linked headline, and the text that stands under it in its box.
//!
//! Told by form alone, without class words, so that it holds for pages of any design: [`super::page_kind`] knows an index
//! by it, and [`clear`] keeps lists of teasers out of a text that the body model read on into.

use super::blocks::{PageBlock, PageBlocks, place};
use super::features::count_words;
use super::hints;
use super::page::registrable_domain;
use crate::html::{NodeId, Tree, query};
use std::collections::HashSet;

const MORE_TO_READ: u64 = 1;
/// Words from which on a line can be another story's headline.
const HEADLINE: usize = 4;
/// Words that a teaser's box holds at most.
const BOX: usize = 120;
/// Words of a text that breaks off which is a teaser's all the same.
const CUT: usize = 60;
/// Blocks of a box that may follow its headline.
const REACH: usize = 4;
/// Words below which a text is outweighed by the teasers around it.
const SHORT: usize = 80;
/// Teasers in a row that make a list.
const LIST: usize = 3;

/// The teasers of a page.
#[derive(Debug, Default)]
pub struct TeaserBoxes {
    /// For each block, the number of the headline that it is or belongs to.
    pub teaser: Vec<Option<u32>>,
    /// Addresses that the headlines lead to.
    pub targets: usize,
}

impl TeaserBoxes {
    /// Finds them. `url` is the page's own address, where known: what leads elsewhere is no teaser.
    pub fn of(tree: &Tree, blocks: &PageBlocks, url: Option<&str>) -> TeaserBoxes {
        let all = &blocks.blocks;
        let words: Vec<usize> = all.iter().map(|block| block.letters.words).collect();
        let site = url.and_then(registrable_domain);
        let heads: Vec<Option<&str>> = all
            .iter()
            .zip(&words)
            .map(|(block, words)| head_of(tree, blocks, block, *words, site.as_deref()))
            .collect();
        let sizes = Sizes::of(tree, blocks, &words, &heads);
        let mut teaser = vec![None; all.len()];
        let mut targets = HashSet::new();
        let mut count = 0u32;
        // The headline that is still open: where it stands, where it leads, the box that holds it and little else.
        let mut open: Option<(usize, NodeId)> = None;
        let mut leads: Option<&str> = None;
        for (i, block) in all.iter().enumerate() {
            if block.context.is_in(place::NAV | place::FOOTER) {
                open = None;
                continue;
            }
            let text = blocks.text_of(block);
            if let Some(target) = heads[i] {
                if words[i] >= HEADLINE && (leads != Some(target) || open.is_none()) {
                    count += 1;
                    targets.insert(target);
                    leads = Some(target);
                    open = Some((i, sizes.small_box(tree, block.node)));
                }
                teaser[i] = (count > 0).then_some(count);
                continue;
            }
            let within = open.is_some_and(|(at, near)| is_near(tree, block, i, at, near));
            let belongs = within
                || is_between(tree, blocks, &words, i, open)
                || words[i] < CUT && text.trim_end().ends_with(['…'])
                || words[i] < CUT && text.trim_end().ends_with("...")
                || words[i] < BOX && is_pointed(tree, blocks, &words, i);
            if belongs {
                teaser[i] = Some(count);
            } else if words[i] >= HEADLINE {
                open = None;
            }
        }
        TeaserBoxes {
            teaser,
            targets: targets.len(),
        }
    }
}

/// Drops lists of teasers from the chosen blocks of a short text: three or more in a row after it. In a longer one lists of
/// links are often a part of it, and the body model knows better.
pub fn clear(boxes: &TeaserBoxes, words: &[usize], chosen: &mut Vec<usize>) {
    let own = chosen.iter().filter(|i| boxes.teaser[**i].is_none());
    if own.map(|i| words[*i]).sum::<usize>() >= SHORT {
        return;
    }
    let mut kept = Vec::with_capacity(chosen.len());
    let mut prose = 0;
    let mut at = 0;
    while at < chosen.len() {
        let end = at
            + chosen[at..]
                .iter()
                .take_while(|i| boxes.teaser[**i].is_some())
                .count();
        let mut numbers: Vec<u32> = chosen[at..end]
            .iter()
            .filter_map(|i| boxes.teaser[*i])
            .collect();
        numbers.dedup();
        if numbers.len() < LIST || prose == 0 {
            kept.extend_from_slice(&chosen[at..end]);
        }
        if let Some(i) = chosen.get(end) {
            kept.push(*i);
            prose += words[*i];
        }
        at = end + 1;
    }
    *chosen = kept;
}

/// Where a block leads that is a linked headline, or begins with one.
fn head_of<'t>(
    tree: &'t Tree,
    blocks: &PageBlocks,
    block: &PageBlock,
    words: usize,
    site: Option<&str>,
) -> Option<&'t str> {
    let text = blocks.text_of(block);
    let target = tree.attr_raw(block.link?, "href")?;
    let heads = is_linked(block, text) || is_headed(block, text, words);
    let aside = block.context.is_in(place::NAV | place::FOOTER);
    (heads && !aside && is_own(target, site)).then_some(target)
}

/// Whether a link leads to the page's own site. Everything does where that is unknown.
fn is_own(href: &str, site: Option<&str>) -> bool {
    let href = href.trim();
    let absolute = href.starts_with("//") || href.contains("://");
    if href.starts_with('#') || href.starts_with("mailto:") || href.starts_with("tel:") {
        return false;
    }
    let Some(site) = site.filter(|_| absolute) else {
        return true;
    };
    if let Some(host) = plain_host(href) {
        let rest = host.strip_suffix(site);
        return rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    }
    let whole = format!("https:{href}");
    let href = if href.starts_with("//") { &whole } else { href };
    registrable_domain(href).as_deref() == Some(site)
}

/// The host of an address that is written plainly: nothing in it needs to be read otherwise than it stands.
fn plain_host(href: &str) -> Option<&str> {
    let rest = ["https://", "http://", "//"]
        .iter()
        .find_map(|scheme| href.strip_prefix(scheme))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-');
    (host.contains('.') && host.bytes().all(plain)).then_some(host)
}

fn is_linked(block: &PageBlock, text: &str) -> bool {
    block.link_bytes * 10 >= text.len() * 8 || block.context.is_in(place::LINKED_BLOCK)
}

/// A block whose first line is a linked headline and the rest its text.
fn is_headed(block: &PageBlock, text: &str, words: usize) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.len() < text.len()
        && words < BOX
        && count_words(first) >= HEADLINE
        && block.link_bytes * 10 >= first.len() * 8
        && block.link_bytes <= first.len()
}

fn is_near(tree: &Tree, block: &PageBlock, i: usize, at: usize, near: NodeId) -> bool {
    let mut around = std::iter::once(block.node).chain(query::ancestors(tree, block.node));
    i - at <= REACH && around.by_ref().take(7).any(|id| id == near)
}

/// One text between two linked headlines of one column.
fn is_between(
    tree: &Tree,
    blocks: &PageBlocks,
    words: &[usize],
    i: usize,
    open: Option<(usize, NodeId)>,
) -> bool {
    let Some((at, _)) = open.filter(|(at, _)| i - at == 1) else {
        return false;
    };
    let (headline, block) = (&blocks.blocks[at], &blocks.blocks[i]);
    let siblings = tree.parent(headline.node) == tree.parent(block.node);
    let next = blocks.blocks.get(i + 1);
    let ended = next.is_none_or(|next| {
        next.parent != block.parent
            || (is_linked(next, blocks.text_of(next)) && words[i + 1] >= HEADLINE)
    });
    siblings && ended && words[i] < BOX
}

/// A text with a link "read more" after it.
fn is_pointed(tree: &Tree, blocks: &PageBlocks, words: &[usize], i: usize) -> bool {
    let block = &blocks.blocks[i];
    blocks.blocks.get(i + 1).is_some_and(|next| {
        let text = blocks.text_of(next);
        is_linked(next, text)
            && words[i + 1] <= 6
            && hints::phrase_groups(text) & MORE_TO_READ != 0
            && tree.parent(next.node) == tree.parent(block.node)
    })
}

/// Words below each node, and headlines of other stories.
struct Sizes(Vec<[u32; 2]>);

impl Sizes {
    fn of(tree: &Tree, blocks: &PageBlocks, words: &[usize], heads: &[Option<&str>]) -> Sizes {
        let mut sums = vec![[0u32; 2]; tree.len()];
        let mut last = None;
        for (i, block) in blocks.blocks.iter().enumerate() {
            let own = &mut sums[block.node.index()];
            own[0] = own[0].saturating_add(u32::try_from(words[i]).unwrap_or(u32::MAX));
            // Picture and headline of one teaser lead to one place.
            if words[i] >= HEADLINE && heads[i].is_some() && heads[i] != last {
                last = heads[i];
                own[1] += 1;
            }
        }
        // Children stand behind their parents, so one pass from the end adds everything up.
        let ids: Vec<NodeId> = tree.ids().collect();
        for id in ids.into_iter().rev() {
            if let Some(parent) = tree.parent(id) {
                let [words, heads] = sums[id.index()];
                let above = &mut sums[parent.index()];
                *above = [
                    above[0].saturating_add(words),
                    above[1].saturating_add(heads),
                ];
            }
        }
        Sizes(sums)
    }

    /// The widest element around a headline that holds no other one and no more than a teaser does.
    fn small_box(&self, tree: &Tree, node: NodeId) -> NodeId {
        let around = query::ancestors(tree, node).take(4);
        around
            .take_while(|id| {
                let [words, heads] = self.0[id.index()];
                words as usize <= BOX && heads <= 1
            })
            .last()
            .unwrap_or(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;

    fn cleared(source: &str) -> Vec<String> {
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let boxes = TeaserBoxes::of(&tree, &blocks, Some("https://fordcourier.example/a"));
        let words: Vec<usize> = blocks
            .blocks
            .iter()
            .map(|block| count_words(blocks.text_of(block)))
            .collect();
        let mut chosen = (0..blocks.blocks.len()).collect();
        clear(&boxes, &words, &mut chosen);
        let text = |i: &usize| blocks.text_of(&blocks.blocks[*i]).to_owned();
        chosen.iter().map(text).collect()
    }

    const TEXT: &str = "<p>The ferry stopped on Friday when its engine failed.</p>";

    #[test]
    fn drops_lists_and_keeps_single_pointers() {
        let card = |n: usize| {
            format!(
                "<div><h3><a href=/{n}>The market moves to square {n}</a></h3><p>Traders must leave the quay by June.</p></div>"
            )
        };
        assert_eq!(
            cleared(&format!("{TEXT}{}{}{}", card(1), card(2), card(3))).len(),
            1
        );
        assert_eq!(cleared(&format!("{TEXT}{}{}", card(1), card(2))).len(), 5);
        // A list alone is the page's matter, not the text's.
        assert_eq!(cleared(&[card(1), card(2), card(3)].concat()).len(), 6);
    }

    #[test]
    fn what_leads_elsewhere_is_no_teaser() {
        let item = |n: usize| {
            format!(
                "<h2><a href=https://shop{n}.example/>Number {n} is a fine soup</a></h2><p>It costs next to nothing.</p>"
            )
        };
        assert_eq!(
            cleared(&format!("{TEXT}{}{}{}", item(1), item(2), item(3))).len(),
            7
        );
    }
}
