//! The construction of a tree from tokens.
//!
//! Follows the HTML standard (13.2.6) where it decides the order of text and the borders of blocks: implied end tags, scopes,
//! tables with foster parenting, stray end tags. It doesn't rebuild formatting elements across blocks (the adoption agency):
//! a `</b>` whose element holds an open block only ends the bold.

use super::sets::{
    BREAKOUT, FOREIGN, FORMATTING, HEAD_CONTENT, HEADINGS, INTEGRATION, LI_TRANSPARENT, P,
    P_CLOSERS, P_SCOPE, SCOPE, STRONG_ENDS, TABLE_CONTEXT, TABLE_GUESTS, TABLE_PARTS, TABLE_SCOPE,
};
use super::{MAX_DEPTH, MAX_NODES, NodeId, Tree};
use crate::html::tag::{BLOCK, ESCAPABLE_RAW, Tag, TagSet, VOID};
use crate::html::tokenize::{Attr, Span, Token, Tokenizer};

/// A tree on its way.
pub struct Builder<'a> {
    tokenizer: Tokenizer<'a>,
    tree: Tree<'a>,
    stack: Vec<(NodeId, Tag)>,
    /// How many elements of each tag are open: most stray end tags are seen to be stray without a search.
    open: [u16; Tag::COUNT],
    /// Start tags of each tag that were too deep to be opened.
    too_deep: [u32; Tag::COUNT],
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a str) -> Builder<'a> {
        Builder {
            tokenizer: Tokenizer::new(source),
            tree: Tree::empty(source),
            stack: vec![(NodeId::ROOT, Tag::ROOT)],
            open: [0; Tag::COUNT],
            too_deep: [0; Tag::COUNT],
        }
    }

    pub fn build(mut self) -> Tree<'a> {
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
        if self.is_open(Tag::P)
            && let Some(at) = self.find_open(P, P_SCOPE)
        {
            self.pop_to(at);
        }
    }

    /// Makes a node, the last child of `parent`; an element gets the attributes of the last start tag.
    fn add(&mut self, parent: NodeId, tag: Tag, text: Span, raw: bool) -> NodeId {
        let id = self.make(tag, text, raw);
        self.tree.append(parent, id);
        id
    }

    /// Makes a node that goes before another one.
    fn add_before(&mut self, sibling: NodeId, tag: Tag) -> NodeId {
        let id = self.make(tag, Span::default(), false);
        self.tree.put_before(sibling, id);
        id
    }

    fn make(&mut self, tag: Tag, text: Span, raw: bool) -> NodeId {
        let attrs: &[Attr] = match tag {
            Tag::TEXT => &[],
            _ => &self.tokenizer.attrs,
        };
        self.tree.make(tag, text, raw, attrs)
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
                let id = self.make(Tag::TEXT, span, false);
                self.tree.put_before(table, id);
                return;
            }
        }
        let (parent, _) = self.current();
        self.add(parent, Tag::TEXT, span, false);
    }

    fn start(&mut self, tag: Tag, self_closing: bool) {
        if self.tokenizer.foreign {
            if BREAKOUT.has(tag) && !INTEGRATION.iter().any(|tag| self.is_open(*tag)) {
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
            Tag::FORM if self.is_open(Tag::FORM) && !self.is_open(Tag::TEMPLATE) => return,
            Tag::HEAD if self.is_open(Tag::HEAD) || self.is_open(Tag::BODY) => return,
            _ => {}
        }
        // What a head's noscript holds is for nobody to see, whatever it is; only the body itself ends it.
        let unseen = self.is_open(Tag::NOSCRIPT) && tag != Tag::BODY;
        if self.is_open(Tag::HEAD) && !HEAD_CONTENT.has(tag) && !unseen {
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
        self.insert(tag, self_closing && (VOID.has(tag) || FOREIGN.has(tag)));
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
            if !LI_TRANSPARENT.has(tag) && (BLOCK.has(tag) || SCOPE.has(tag)) {
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
            Some(table) => self.add_before(table, tag),
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
            Tag::P if self.find_open(P, P_SCOPE).is_none() => {
                // A stray end tag of a paragraph is an empty one.
                self.tokenizer.attrs.clear();
                self.insert(Tag::P, true);
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
        let barrier = if tag == Tag::TEMPLATE {
            TagSet::of(&[])
        } else if TABLE_PARTS.has(tag) || tag == Tag::TABLE {
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
        } else if BLOCK.has(tag) || TABLE_PARTS.has(tag) || STRONG_ENDS.has(tag) {
            self.pop_to(at);
        } else if !self.stack[at + 1..].iter().any(|(_, t)| BLOCK.has(*t)) {
            // An inline end tag doesn't reach through an open block.
            self.pop_to(at);
        }
    }

    /// Ends the formatting element at this place of the stack; blocks that stand open in it stay open.
    fn end_formatting(&mut self, at: usize) {
        if self.stack[at + 1..].iter().any(|(_, t)| BLOCK.has(*t)) {
            let (_, tag) = self.stack.remove(at);
            self.closed(tag);
        } else {
            self.pop_to(at);
        }
    }
}
