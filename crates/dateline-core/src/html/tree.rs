//! The tree of a page: one flat `Vec` of nodes over the source, built without recursion.
//!
//! Follows the tree construction of the HTML standard (13.2.6) where it decides the order of text and the borders of
//! blocks: implied end tags, scopes, tables with foster parenting, stray end tags. It doesn't rebuild formatting
//! elements across blocks (the adoption agency): a `</b>` whose element holds an open block only ends the bold.

use super::entities;
use super::tag::{ESCAPABLE_RAW, Tag, TagSet, VOID};
use super::tokenize::{Attr, Span, Token, Tokenizer};
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

    pub fn tag(&self, id: NodeId) -> Tag {
        self.nodes[id.index()].tag
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent.some()
    }

    pub fn first_child(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first.some()
    }

    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next.some()
    }

    pub fn prev_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].prev.some()
    }

    /// The text of a text node, character references read; empty for elements.
    pub fn text(&self, id: NodeId) -> Cow<'a, str> {
        let node = &self.nodes[id.index()];
        let written = node.text.of(self.source);
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
}

const P_CLOSERS: TagSet = TagSet::of(&[
    Tag::ADDRESS,
    Tag::ARTICLE,
    Tag::ASIDE,
    Tag::BLOCKQUOTE,
    Tag::CENTER,
    Tag::DD,
    Tag::DETAILS,
    Tag::DIALOG,
    Tag::DIR,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::FIELDSET,
    Tag::FIGCAPTION,
    Tag::FIGURE,
    Tag::FOOTER,
    Tag::FORM,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEADER,
    Tag::HGROUP,
    Tag::HR,
    Tag::LI,
    Tag::LISTING,
    Tag::MAIN,
    Tag::MENU,
    Tag::NAV,
    Tag::OL,
    Tag::P,
    Tag::PLAINTEXT,
    Tag::PRE,
    Tag::SEARCH,
    Tag::SECTION,
    Tag::SUMMARY,
    Tag::TABLE,
    Tag::UL,
    Tag::XMP,
]);

const HEADINGS: TagSet = TagSet::of(&[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]);

const FORMATTING: TagSet = TagSet::of(&[
    Tag::A,
    Tag::B,
    Tag::BIG,
    Tag::CODE,
    Tag::EM,
    Tag::FONT,
    Tag::I,
    Tag::NOBR,
    Tag::S,
    Tag::SMALL,
    Tag::STRIKE,
    Tag::STRONG,
    Tag::TT,
    Tag::U,
]);

/// Elements that an end tag of another can't reach through.
const SCOPE: TagSet = TagSet::of(&[
    Tag::ROOT,
    Tag::HTML,
    Tag::TABLE,
    Tag::TD,
    Tag::TH,
    Tag::CAPTION,
    Tag::TEMPLATE,
    Tag::MARQUEE,
    Tag::OBJECT,
    Tag::FOREIGN_OBJECT,
]);

const TABLE_SCOPE: TagSet = TagSet::of(&[Tag::ROOT, Tag::HTML, Tag::TABLE, Tag::TEMPLATE]);
/// Where text and other elements don't belong and are put before the table.
const TABLE_CONTEXT: TagSet =
    TagSet::of(&[Tag::TABLE, Tag::TBODY, Tag::THEAD, Tag::TFOOT, Tag::TR]);
const TABLE_PARTS: TagSet = TagSet::of(&[
    Tag::CAPTION,
    Tag::COLGROUP,
    Tag::COL,
    Tag::TBODY,
    Tag::THEAD,
    Tag::TFOOT,
    Tag::TR,
    Tag::TD,
    Tag::TH,
]);
/// What may stand between the parts of a table without being pushed out.
const TABLE_GUESTS: TagSet = TagSet::of(&[
    Tag::SCRIPT,
    Tag::STYLE,
    Tag::TEMPLATE,
    Tag::FORM,
    Tag::INPUT,
    Tag::TABLE,
]);
const HEAD_CONTENT: TagSet = TagSet::of(&[
    Tag::BASE,
    Tag::BASEFONT,
    Tag::BGSOUND,
    Tag::LINK,
    Tag::META,
    Tag::TITLE,
    Tag::NOSCRIPT,
    Tag::NOFRAMES,
    Tag::STYLE,
    Tag::SCRIPT,
    Tag::TEMPLATE,
    Tag::HEAD,
]);
/// Start tags that end svg and math.
const BREAKOUT: TagSet = TagSet::of(&[
    Tag::B,
    Tag::BIG,
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::BR,
    Tag::CENTER,
    Tag::CODE,
    Tag::DD,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::EM,
    Tag::EMBED,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEAD,
    Tag::HR,
    Tag::I,
    Tag::IMG,
    Tag::LI,
    Tag::LISTING,
    Tag::MENU,
    Tag::META,
    Tag::NOBR,
    Tag::OL,
    Tag::P,
    Tag::PRE,
    Tag::RUBY,
    Tag::S,
    Tag::SMALL,
    Tag::SPAN,
    Tag::STRONG,
    Tag::STRIKE,
    Tag::SUB,
    Tag::SUP,
    Tag::TABLE,
    Tag::TT,
    Tag::U,
    Tag::UL,
]);
/// Elements that are no blocks, but whose end tag reaches through open blocks all the same.
const STRONG_ENDS: TagSet = TagSet::of(&[
    Tag::BUTTON,
    Tag::FOREIGN_OBJECT,
    Tag::HEAD,
    Tag::MATH,
    Tag::MARQUEE,
    Tag::NOSCRIPT,
    Tag::OBJECT,
    Tag::SELECT,
    Tag::SVG,
    Tag::TEMPLATE,
]);
const FOREIGN: TagSet = TagSet::of(&[Tag::SVG, Tag::MATH]);
/// Elements that a search for an open `li` passes through.
const LI_TRANSPARENT: TagSet = TagSet::of(&[Tag::ADDRESS, Tag::DIV, Tag::P]);

struct Builder<'a> {
    tokenizer: Tokenizer<'a>,
    tree: Tree<'a>,
    stack: Vec<(NodeId, Tag)>,
    /// How many elements of each tag are open: most stray end tags are seen to be stray without a search.
    open: [u16; Tag::COUNT],
    /// Start tags of each tag that were too deep to be opened.
    too_deep: [u32; Tag::COUNT],
}

impl<'a> Builder<'a> {
    fn new(source: &'a str) -> Builder<'a> {
        let mut nodes = Vec::with_capacity(source.len() / 40 + 16);
        nodes.push(Node {
            tag: Tag::ROOT,
            raw: false,
            attrs_count: 0,
            attrs_start: 0,
            text: Span::default(),
            parent: NodeId::NONE,
            first: NodeId::NONE,
            last: NodeId::NONE,
            prev: NodeId::NONE,
            next: NodeId::NONE,
        });
        Builder {
            tokenizer: Tokenizer::new(source),
            tree: Tree {
                source,
                nodes,
                attrs: Vec::with_capacity(source.len() / 60 + 16),
                cut: None,
            },
            stack: vec![(NodeId::ROOT, Tag::ROOT)],
            open: [0; Tag::COUNT],
            too_deep: [0; Tag::COUNT],
        }
    }

    fn build(mut self) -> Tree<'a> {
        while let Some(token) = self.tokenizer.next_token() {
            if self.tree.nodes.len() >= MAX_NODES {
                self.tree.cut = Some(
                    "the page has more than 1,500,000 elements and texts; the rest was not read",
                );
                break;
            }
            match token {
                Token::Text(span) => self.text(span),
                Token::Raw(span) => {
                    let raw = !ESCAPABLE_RAW.has(self.current().1);
                    let parent = self.current().0;
                    self.add(parent, Tag::TEXT, span, raw);
                }
                Token::Start { tag, self_closing } => self.start(tag, self_closing),
                Token::End { tag } => self.end(tag),
            }
        }
        self.tree
    }

    fn current(&self) -> (NodeId, Tag) {
        // The document is never popped.
        self.stack
            .last()
            .copied()
            .unwrap_or((NodeId::ROOT, Tag::ROOT))
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open[usize::from(tag.0)] > 0
    }

    fn push(&mut self, id: NodeId, tag: Tag) {
        self.stack.push((id, tag));
        self.open[usize::from(tag.0)] += 1;
        if FOREIGN.has(tag) {
            self.tokenizer.foreign = true;
        }
    }

    fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some((_, tag)) = self.stack.pop()
        {
            self.closed(tag);
        }
    }

    fn closed(&mut self, tag: Tag) {
        let count = &mut self.open[usize::from(tag.0)];
        *count = count.saturating_sub(1);
        if FOREIGN.has(tag) {
            self.tokenizer.foreign = self.is_open(Tag::SVG) || self.is_open(Tag::MATH);
        }
    }

    /// Pops until the stack is this long.
    fn pop_to(&mut self, length: usize) {
        while self.stack.len() > length.max(1) {
            self.pop();
        }
    }

    /// Where in the stack the innermost open element of these tags is, if no barrier lies between.
    fn find_open(&self, wanted: TagSet, barrier: TagSet) -> Option<usize> {
        for (at, (_, tag)) in self.stack.iter().enumerate().rev() {
            if wanted.has(*tag) {
                return Some(at);
            }
            if barrier.has(*tag) {
                return None;
            }
        }
        None
    }

    fn close_p(&mut self) {
        if self.is_open(Tag::P) {
            const BUTTON_SCOPE: TagSet = TagSet::of(&[Tag::BUTTON]);
            const P: TagSet = TagSet::of(&[Tag::P]);
            if let Some(at) = self.find_open(P, SCOPE)
                && !self.stack[at..].iter().any(|(_, t)| BUTTON_SCOPE.has(*t))
            {
                self.pop_to(at);
            }
        }
    }

    fn add(&mut self, parent: NodeId, tag: Tag, text: Span, raw: bool) -> NodeId {
        let id = self.make(tag, text, raw);
        let last = self.tree.nodes[parent.index()].last;
        let node = &mut self.tree.nodes[id.index()];
        node.parent = parent;
        node.prev = last;
        match last.some() {
            Some(last) => self.tree.nodes[last.index()].next = id,
            None => self.tree.nodes[parent.index()].first = id,
        }
        self.tree.nodes[parent.index()].last = id;
        id
    }

    fn add_before(&mut self, sibling: NodeId, tag: Tag, text: Span, raw: bool) -> NodeId {
        let Node { parent, prev, .. } = self.tree.nodes[sibling.index()];
        let id = self.make(tag, text, raw);
        let node = &mut self.tree.nodes[id.index()];
        node.parent = parent;
        node.prev = prev;
        node.next = sibling;
        self.tree.nodes[sibling.index()].prev = id;
        match prev.some() {
            Some(prev) => self.tree.nodes[prev.index()].next = id,
            None => self.tree.nodes[parent.index()].first = id,
        }
        id
    }

    fn make(&mut self, tag: Tag, text: Span, raw: bool) -> NodeId {
        let id = NodeId(u32::try_from(self.tree.nodes.len()).unwrap_or(u32::MAX - 1));
        let attrs_start = u32::try_from(self.tree.attrs.len()).unwrap_or(u32::MAX);
        let mut attrs_count = 0;
        if tag != Tag::TEXT {
            self.tree.attrs.extend_from_slice(&self.tokenizer.attrs);
            // The tokenizer keeps 256 attributes at most.
            attrs_count = u16::try_from(self.tokenizer.attrs.len()).unwrap_or(0);
        }
        self.tree.nodes.push(Node {
            tag,
            raw,
            attrs_count,
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

    /// The table that a node here has to go before, if we are between its parts.
    fn foster(&self) -> Option<NodeId> {
        if !TABLE_CONTEXT.has(self.current().1) {
            return None;
        }
        let table = self
            .stack
            .iter()
            .rev()
            .find(|(_, tag)| *tag == Tag::TABLE)?;
        self.tree.parent(table.0).map(|_| table.0)
    }

    fn text(&mut self, span: Span) {
        let between = matches!(self.current().1, Tag::HEAD) || TABLE_CONTEXT.has(self.current().1);
        let source = span.of(self.tree.source);
        if between && !source.bytes().all(|b| b.is_ascii_whitespace()) {
            if self.current().1 == Tag::HEAD {
                // Text has no place in the head: the body begins with it.
                self.pop();
            } else if let Some(table) = self.foster() {
                self.add_before(table, Tag::TEXT, span, false);
                return;
            }
        }
        let (parent, _) = self.current();
        self.add(parent, Tag::TEXT, span, false);
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        if self.tokenizer.foreign {
            if BREAKOUT.has(tag) && !self.is_open(Tag::FOREIGN_OBJECT) && !self.is_open(Tag::DESC) {
                if let Some(at) = self.find_open(FOREIGN, TagSet::of(&[])) {
                    self.pop_to(at);
                }
            } else {
                self.insert(tag, self_closing);
                return;
            }
        }
        match tag {
            Tag::HTML if self.is_open(Tag::HTML) => return,
            Tag::BODY if self.is_open(Tag::BODY) => return,
            Tag::HEAD if self.is_open(Tag::HEAD) || self.is_open(Tag::BODY) => return,
            _ => {}
        }
        if self.is_open(Tag::HEAD) && !HEAD_CONTENT.has(tag) {
            const HEAD: TagSet = TagSet::of(&[Tag::HEAD]);
            if let Some(at) = self.find_open(HEAD, TagSet::of(&[Tag::TEMPLATE])) {
                self.pop_to(at);
            }
        }
        if TABLE_PARTS.has(tag) {
            if !self.table_part(tag) {
                return;
            }
        } else {
            self.imply_ends(tag);
        }
        self.insert(tag, self_closing && VOID.has(tag));
    }

    /// Closes what the start of a table's part closes; false when there is no table for it.
    fn table_part(&mut self, tag: Tag) -> bool {
        if !self.is_open(Tag::TABLE) && !self.is_open(Tag::TEMPLATE) {
            return false;
        }
        const CELLS: TagSet = TagSet::of(&[Tag::TD, Tag::TH, Tag::CAPTION]);
        if let Some(at) = self.find_open(CELLS, TABLE_SCOPE) {
            self.pop_to(at);
        }
        let keep = match tag {
            Tag::TD | Tag::TH => TagSet::of(&[
                Tag::TR,
                Tag::TBODY,
                Tag::THEAD,
                Tag::TFOOT,
                Tag::TABLE,
                Tag::TEMPLATE,
            ]),
            Tag::TR => TagSet::of(&[
                Tag::TBODY,
                Tag::THEAD,
                Tag::TFOOT,
                Tag::TABLE,
                Tag::TEMPLATE,
            ]),
            Tag::COL => TagSet::of(&[Tag::COLGROUP, Tag::TABLE, Tag::TEMPLATE]),
            _ => TagSet::of(&[Tag::TABLE, Tag::TEMPLATE]),
        };
        if let Some(at) = self.find_open(keep, TagSet::of(&[Tag::ROOT])) {
            self.pop_to(at + 1);
        }
        true
    }

    /// Closes what the start of this element closes.
    fn imply_ends(&mut self, tag: Tag) {
        match tag {
            Tag::LI => self.close_item(TagSet::of(&[Tag::LI])),
            Tag::DD | Tag::DT => self.close_item(TagSet::of(&[Tag::DD, Tag::DT])),
            Tag::A if self.is_open(Tag::A) => {
                const A: TagSet = TagSet::of(&[Tag::A]);
                if let Some(at) = self.find_open(A, SCOPE) {
                    self.end_formatting(at);
                }
            }
            Tag::BUTTON if self.is_open(Tag::BUTTON) => {
                const BUTTON: TagSet = TagSet::of(&[Tag::BUTTON]);
                if let Some(at) = self.find_open(BUTTON, SCOPE) {
                    self.pop_to(at);
                }
            }
            Tag::OPTION | Tag::OPTGROUP if self.current().1 == Tag::OPTION => self.pop(),
            Tag::TABLE if TABLE_CONTEXT.has(self.current().1) => {
                const TABLE: TagSet = TagSet::of(&[Tag::TABLE]);
                if let Some(at) = self.find_open(TABLE, TABLE_SCOPE) {
                    self.pop_to(at);
                }
            }
            Tag::RB | Tag::RTC | Tag::RP | Tag::RT => {
                if matches!(self.current().1, Tag::RB | Tag::RT | Tag::RP) {
                    self.pop();
                }
            }
            _ => {}
        }
        if P_CLOSERS.has(tag) {
            self.close_p();
        }
        if HEADINGS.has(tag) && HEADINGS.has(self.current().1) {
            self.pop();
        }
    }

    fn close_item(&mut self, items: TagSet) {
        for at in (1..self.stack.len()).rev() {
            let tag = self.stack[at].1;
            if items.has(tag) {
                self.pop_to(at);
                return;
            }
            if !LI_TRANSPARENT.has(tag) && (super::tag::BLOCK.has(tag) || SCOPE.has(tag)) {
                return;
            }
        }
    }

    fn insert(&mut self, tag: Tag, childless: bool) {
        let foster = if TABLE_PARTS.has(tag) || TABLE_GUESTS.has(tag) {
            None
        } else {
            self.foster()
        };
        let in_table = TABLE_CONTEXT.has(self.current().1);
        let id = match foster {
            Some(table) => self.add_before(table, tag, Span::default(), false),
            None => self.add(self.current().0, tag, Span::default(), false),
        };
        // A form between the parts of a table is closed at once, or it would swallow them.
        if childless || VOID.has(tag) || (tag == Tag::FORM && in_table) {
            return;
        }
        if self.stack.len() < MAX_DEPTH {
            self.push(id, tag);
        } else {
            self.too_deep[usize::from(tag.0)] += 1;
        }
    }

    fn end(&mut self, tag: Tag) {
        let deep = &mut self.too_deep[usize::from(tag.0)];
        if *deep > 0 {
            *deep -= 1;
            return;
        }
        match tag {
            Tag::BR => {
                self.tokenizer.attrs.clear();
                self.insert(Tag::BR, true);
                return;
            }
            // What comes after the body still belongs to it.
            Tag::BODY | Tag::HTML => return,
            _ if !self.is_open(tag) && !HEADINGS.has(tag) => return,
            _ => {}
        }
        let wanted = if HEADINGS.has(tag) {
            HEADINGS
        } else {
            TagSet::of(&[tag])
        };
        let barrier = if TABLE_PARTS.has(tag) || tag == Tag::TABLE {
            TABLE_SCOPE
        } else if tag == Tag::LI {
            TagSet::of(&[
                Tag::OL,
                Tag::UL,
                Tag::TABLE,
                Tag::TD,
                Tag::TH,
                Tag::CAPTION,
                Tag::TEMPLATE,
                Tag::OBJECT,
            ])
        } else {
            SCOPE
        };
        let Some(at) = self.find_open(wanted, barrier) else {
            return;
        };
        if FORMATTING.has(tag) {
            self.end_formatting(at);
        } else if super::tag::BLOCK.has(tag) || TABLE_PARTS.has(tag) || STRONG_ENDS.has(tag) {
            self.pop_to(at);
        } else if !self.stack[at + 1..]
            .iter()
            .any(|(_, t)| super::tag::BLOCK.has(*t))
        {
            // An inline end tag doesn't reach through an open block.
            self.pop_to(at);
        }
    }

    /// Ends the formatting element at this place of the stack; blocks that stand open in it stay open.
    fn end_formatting(&mut self, at: usize) {
        if self.stack[at + 1..]
            .iter()
            .any(|(_, t)| super::tag::BLOCK.has(*t))
        {
            let (_, tag) = self.stack.remove(at);
            self.closed(tag);
        } else {
            self.pop_to(at);
        }
    }
}

#[cfg(test)]
#[path = "tree_tests.rs"]
mod tests;
