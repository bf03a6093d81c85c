//! The walks over a tree that several readers need.

use super::tag::{BLOCK, TagSet};
use super::{NodeId, Tag, Tree};

/// Elements whose text no reader sees.
const SILENT: TagSet = TagSet::of(&[
    Tag::SCRIPT,
    Tag::STYLE,
    Tag::TEMPLATE,
    Tag::NOSCRIPT,
    Tag::SVG,
]);

/// The nodes below `top` in document order, `top` itself left out. Goes by links, so it needs no memory.
pub fn descendants<'t>(tree: &'t Tree<'_>, top: NodeId) -> impl Iterator<Item = NodeId> + 't {
    let mut next = tree.first_child(top);
    std::iter::from_fn(move || {
        let id = next?;
        next = tree.first_child(id).or_else(|| after(tree, id, top));
        Some(id)
    })
}

/// The node that follows in document order when the children of `id` are skipped; `None` past the end of `top`.
pub fn after(tree: &Tree<'_>, mut id: NodeId, top: NodeId) -> Option<NodeId> {
    loop {
        if id == top {
            return None;
        }
        if let Some(sibling) = tree.next_sibling(id) {
            return Some(sibling);
        }
        id = tree.parent(id)?;
    }
}

/// The text below a node with white space collapsed, a space where blocks meet, scripts left out. Stops after `limit`
/// bytes.
pub fn text_of(tree: &Tree<'_>, top: NodeId, limit: usize) -> String {
    let mut out = String::new();
    let mut gap = false;
    let mut next = Some(top);
    while let Some(id) = next {
        let tag = tree.tag(id);
        if SILENT.has(tag) && id != top {
            next = after(tree, id, top);
            continue;
        }
        if tag == Tag::TEXT {
            for c in tree.text(id).chars() {
                if c.is_whitespace() {
                    gap = true;
                } else {
                    if gap && !out.is_empty() {
                        out.push(' ');
                    }
                    gap = false;
                    out.push(c);
                }
            }
            if out.len() >= limit {
                break;
            }
        } else if BLOCK.has(tag) || tag == Tag::BR {
            gap = true;
        }
        next = tree.first_child(id).or_else(|| {
            let next = after(tree, id, top)?;
            // Going up past the end of a block parts words, too.
            let kept = tree.parent(next);
            gap |= ancestors(tree, id)
                .take_while(|up| Some(*up) != kept)
                .any(|up| BLOCK.has(tree.tag(up)));
            Some(next)
        });
    }
    out
}

/// The element and its ancestors, innermost first.
pub fn ancestors<'t>(tree: &'t Tree<'_>, id: NodeId) -> impl Iterator<Item = NodeId> + 't {
    std::iter::successors(Some(id), move |id| tree.parent(*id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_in_document_order_and_stays_below() {
        let tree = Tree::parse("<div><p>a<b>b</b></p>c</div>d");
        let div = tree.first_child(NodeId::ROOT).unwrap();
        let tags: Vec<_> = descendants(&tree, div)
            .map(|id| tree.tag(id).name())
            .collect();
        assert_eq!(tags, ["p", "", "b", "", ""]);
        assert_eq!(text_of(&tree, div, 100), "ab c");
        assert_eq!(
            descendants(&tree, tree.first_child(div).unwrap()).count(),
            3
        );
    }

    #[test]
    fn leaves_scripts_out() {
        let tree = Tree::parse("<h1> The <script>x</script>\n<i>bridge</i><br>opens</h1>");
        assert_eq!(text_of(&tree, NodeId::ROOT, 100), "The bridge opens");
    }
}
