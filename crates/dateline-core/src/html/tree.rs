//! The tree of a page: one flat `Vec` of nodes over the source, built without recursion. How it is built is in `build`.

mod build;
mod sets;
#[cfg(test)]
mod tests;

use super::entities;
use super::tag::Tag;
use super::tokenize::{Attr, Span};
use build::Builder;
use std::borrow::Cow;

/// Elements open at a time; what is nested deeper lies flat at this depth, as in browsers.
pub const MAX_DEPTH: usize = 512;
/// Nodes of a tree; what comes after is not read.
pub const MAX_NODES: usize = 1_500_000;
/// Bytes of a source; what comes after is not read.
pub const MAX_SOURCE: usize = 64 << 20;

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The document, parent of everything.
    pub const ROOT: NodeId = NodeId(0);
    const NONE: NodeId = NodeId(u32::MAX);

    /// As an index into something as long as the tree.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    fn some(self) -> Option<NodeId> {
        (self != NodeId::NONE).then_some(self)
    }
}

#[derive(Debug, Clone, Copy)]
struct Node {
    tag: Tag,
    /// Text in which character references don't count.
    raw: bool,
    attrs_count: u16,
    attrs_start: u32,
    text: Span,
    parent: NodeId,
    first: NodeId,
    last: NodeId,
    prev: NodeId,
    next: NodeId,
}

/// A parsed page. Elements and text runs are nodes; comments and doctypes aren't kept.
#[derive(Debug)]
pub struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node>,
    attrs: Vec<Attr>,
    cut: Option<&'static str>,
}

impl<'a> Tree<'a> {
    /// Parses a page. Takes anything; time and memory grow with the length of the source at most.
    pub fn parse(source: &'a str) -> Tree<'a> {
        let mut cut = source.len().min(MAX_SOURCE);
        while !source.is_char_boundary(cut) {
            cut -= 1;
        }
        let mut tree = Builder::new(&source[..cut]).build();
        if cut < source.len() {
            tree.cut = Some("the page is longer than 64 MiB; the rest was not read");
        }
        tree
    }

    /// Which budget ended the reading, in words; `None` when the page was read to its end.
    pub fn cut(&self) -> Option<&'static str> {
        self.cut
    }

    /// Nodes in the tree.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing but the document.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    /// All nodes in the order they were made, which is document order but for what tables push out.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        let count = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        (0..count).map(NodeId)
    }

    /// The name of an element; [`Tag::TEXT`] for text.
    pub fn tag(&self, id: NodeId) -> Tag {
        self.nodes[id.index()].tag
    }

    /// The element around it; `None` for the document.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent.some()
    }

    /// The first node in it.
    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first.some()
    }

    /// The node after it in the same element.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next.some()
    }

    /// The node before it in the same element.
    pub fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].prev.some()
    }

    /// The text of a text node, character references read; empty for elements.
    pub fn text(&self, id: NodeId) -> Cow<'a, str> {
        let node = &self.nodes[id.index()];
        let written = node.text.of(self.source);
        if memchr::memchr(0, written.as_bytes()).is_some() {
            // The standard drops zeros from text and marks them in what is raw.
            let mark = if node.raw { "\u{fffd}" } else { "" };
            let text = written.replace('\0', mark);
            return Cow::Owned(match node.raw {
                true => text,
                false => entities::decode(&text, false).into_owned(),
            });
        }
        if node.raw {
            return Cow::Borrowed(written);
        }
        entities::decode(written, false)
    }

    /// The first attribute of this lower-case name, character references read.
    pub fn attr(&self, id: NodeId, name: &str) -> Option<Cow<'a, str>> {
        self.attr_raw(id, name)
            .map(|value| entities::decode(value, true))
    }

    /// The first attribute of this lower-case name, as written.
    pub fn attr_raw(&self, id: NodeId, name: &str) -> Option<&'a str> {
        self.attrs(id)
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// All attributes as written.
    pub fn attrs(&self, id: NodeId) -> impl Iterator<Item = (&'a str, &'a str)> + '_ {
        let node = &self.nodes[id.index()];
        let start = node.attrs_start as usize;
        let source = self.source;
        self.attrs[start..start + usize::from(node.attrs_count)]
            .iter()
            .map(move |attr| (attr.name.of(source), attr.value.of(source)))
    }

    /// A tree of nothing but the document, with room for what a source of its length mostly holds.
    fn empty(source: &'a str) -> Tree<'a> {
        let mut tree = Tree {
            source,
            nodes: Vec::with_capacity(source.len() / 40 + 16),
            attrs: Vec::with_capacity(source.len() / 60 + 16),
            cut: None,
        };
        tree.make(Tag::ROOT, Span::default(), false, &[]);
        tree
    }

    /// Makes a node that stands nowhere yet.
    fn make(&mut self, tag: Tag, text: Span, raw: bool, attrs: &[Attr]) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX - 1));
        let attrs_start = u32::try_from(self.attrs.len()).unwrap_or(u32::MAX);
        self.attrs.extend_from_slice(attrs);
        self.nodes.push(Node {
            tag,
            raw,
            // The tokenizer keeps 256 attributes at most.
            attrs_count: u16::try_from(attrs.len()).unwrap_or(0),
            attrs_start,
            text,
            parent: NodeId::NONE,
            first: NodeId::NONE,
            last: NodeId::NONE,
            prev: NodeId::NONE,
            next: NodeId::NONE,
        });
        id
    }

    /// Puts a node behind the last child of its parent.
    fn append(&mut self, parent: NodeId, id: NodeId) {
        let last = self.nodes[parent.index()].last;
        let node = &mut self.nodes[id.index()];
        node.parent = parent;
        node.prev = last;
        match last.some() {
            Some(last) => self.nodes[last.index()].next = id,
            None => self.nodes[parent.index()].first = id,
        }
        self.nodes[parent.index()].last = id;
    }

    /// Puts a node before one that has a parent.
    fn put_before(&mut self, sibling: NodeId, id: NodeId) {
        let Node { parent, prev, .. } = self.nodes[sibling.index()];
        let node = &mut self.nodes[id.index()];
        node.parent = parent;
        node.prev = prev;
        node.next = sibling;
        self.nodes[sibling.index()].prev = id;
        match prev.some() {
            Some(prev) => self.nodes[prev.index()].next = id,
            None => self.nodes[parent.index()].first = id,
        }
    }
}
