//! The walk that cuts a tree into blocks: text goes into the run that is open, and what starts on a line of its own ends
//! it.

use super::context::{Context, place};
use super::words::{Words, is_unseen, space_at};
use super::{MAX_BLOCKS, MAX_TEXT, PageBlock, PageBlocks, PageLink};
use crate::chars::Chars;
use crate::extract::hints::{self, KnownClasses};
use crate::extract::skim::{Plain, skim};
use crate::html::tag::{BLOCK, TagSet};
use crate::html::{NodeId, Tag, Tree};

/// Elements whose content isn't text of the page.
const UNSEEN: TagSet = TagSet::of(&[
    Tag::HEAD,
    Tag::SCRIPT,
    Tag::STYLE,
    Tag::SVG,
    Tag::MATH,
    Tag::SELECT,
    Tag::TEXTAREA,
    Tag::IFRAME,
    Tag::OBJECT,
    Tag::AUDIO,
    Tag::VIDEO,
    Tag::CANVAS,
    Tag::NOEMBED,
    Tag::NOFRAMES,
    Tag::TITLE,
    Tag::RP,
    Tag::RT,
]);
const BOLD: TagSet = TagSet::of(&[Tag::B, Tag::STRONG]);
/// Elements that break the line though they are no block elements in the standard's sense.
const BREAKS: TagSet = TagSet::of(&[Tag::BUTTON, Tag::IMG, Tag::PICTURE]);

enum Step {
    Enter(NodeId),
    Leave { block: bool, link: bool, bold: bool },
}

/// A walk over a tree.
pub struct Walk<'t, 's> {
    tree: &'t Tree<'s>,
    out: PageBlocks,
    /// Contexts of the open elements.
    contexts: Vec<(NodeId, Tag, Context)>,
    start: usize,
    breaks: usize,
    after_break: bool,
    space: bool,
    link_depth: usize,
    bold_depth: usize,
    link_bytes: usize,
    bold_bytes: usize,
    links: u16,
    inline_groups: u64,
    link: Option<NodeId>,
    outer_link: Option<NodeId>,
    images_before: u16,
    classes: KnownClasses,
    plain: Plain,
}

impl<'t, 's> Walk<'t, 's> {
    pub fn new(tree: &'t Tree<'s>) -> Walk<'t, 's> {
        Walk {
            tree,
            // A page has a block for some ten nodes, and they grow no further for most.
            out: PageBlocks {
                text: String::with_capacity(tree.len() * 8),
                blocks: Vec::with_capacity(tree.len() / 8),
                words: Vec::with_capacity(tree.len()),
                ..PageBlocks::default()
            },
            contexts: vec![(NodeId::ROOT, Tag::BODY, Context::root())],
            start: 0,
            breaks: 0,
            after_break: false,
            space: false,
            link_depth: 0,
            bold_depth: 0,
            link_bytes: 0,
            bold_bytes: 0,
            links: 0,
            inline_groups: 0,
            link: None,
            outer_link: None,
            images_before: 0,
            classes: KnownClasses::default(),
            plain: Plain::default(),
        }
    }

    pub fn run(mut self) -> PageBlocks {
        let mut steps = Vec::with_capacity(64);
        self.push_children(NodeId::ROOT, &mut steps);
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(id) => self.enter(id, &mut steps),
                Step::Leave { block, link, bold } => {
                    if block {
                        self.flush();
                        self.after_break = false;
                        self.contexts.pop();
                    }
                    if link {
                        self.link_depth -= 1;
                        if self.link_depth == 0 {
                            self.outer_link = None;
                            self.end_link();
                        }
                    }
                    self.bold_depth -= usize::from(bold);
                }
            }
            self.out.cut = self.full();
            if self.out.cut.is_some() {
                // Elements that only end leave nothing out.
                if !steps.iter().any(|step| matches!(step, Step::Enter(_))) {
                    self.out.cut = None;
                }
                break;
            }
        }
        self.flush();
        self.out
    }

    /// Says where the open link ends; one without words is none.
    fn end_link(&mut self) {
        if let Some(link) = self.out.links.last_mut() {
            link.end = self.out.text.len();
            if link.end == link.start {
                self.out.links.pop();
            }
        }
    }

    fn full(&self) -> Option<&'static str> {
        if self.out.blocks.len() >= MAX_BLOCKS {
            Some("the page has more than 20,000 paragraphs; the rest was left out")
        } else if self.out.text.len() >= MAX_TEXT {
            Some("the page has more than 16 MiB of text; the rest was left out")
        } else {
            None
        }
    }

    /// Children go on the stack last first. The stack holds the siblings of each open level, so its length is bounded
    /// by the nodes of the tree.
    fn push_children(&self, id: NodeId, steps: &mut Vec<Step>) {
        let at = steps.len();
        let mut child = self.tree.first_child(id);
        while let Some(id) = child {
            steps.push(Step::Enter(id));
            child = self.tree.next_sibling(id);
        }
        steps[at..].reverse();
    }

    fn enter(&mut self, id: NodeId, steps: &mut Vec<Step>) {
        let tag = self.tree.tag(id);
        if tag == Tag::TEXT {
            let text = self.tree.text(id);
            self.push_text(&text);
            return;
        }
        if UNSEEN.has(tag) || (tag == Tag::TEMPLATE && !self.is_shadow(id)) {
            return;
        }
        match tag {
            Tag::BR => {
                self.breaks += 1;
                if self.breaks == 2 {
                    self.flush();
                    self.after_break = true;
                }
                return;
            }
            Tag::HR => {
                self.flush();
                self.after_break = false;
                return;
            }
            Tag::IMG => {
                let blocks = self.out.blocks.len() + usize::from(self.out.text.len() > self.start);
                self.out.images.push((id, blocks));
                self.images_before = self.images_before.saturating_add(1);
                return;
            }
            Tag::WBR => return,
            _ => {}
        }
        let block = BLOCK.has(tag) || BREAKS.has(tag);
        let link = tag == Tag::A && self.tree.attr_raw(id, "href").is_some_and(is_real_link);
        let bold = BOLD.has(tag);
        if block {
            self.flush();
            self.after_break = false;
            let outer = match self.contexts.last() {
                Some((_, _, context)) => *context,
                None => Context::root(),
            };
            let linked = self.link_depth > 0;
            let context = outer.of_inner(self.tree, id, linked, &mut self.classes);
            self.contexts.push((id, tag, context));
        } else if self.out.text.len() == self.start
            && let Some(class) = self.tree.attr_raw(id, "class")
        {
            self.inline_groups |= self.classes.groups(&[class]);
        }
        if link {
            if self.link_depth == 0 {
                let start = self.out.text.len();
                let end = start;
                self.out.links.push(PageLink {
                    node: id,
                    start,
                    end,
                });
            }
            self.link_depth += 1;
            self.links = self.links.saturating_add(1);
            self.link = self.link.or(Some(id));
            self.outer_link = self.outer_link.or(Some(id));
        }
        self.bold_depth += usize::from(bold);
        if block || link || bold {
            steps.push(Step::Leave { block, link, bold });
        }
        self.push_children(id, steps);
    }

    /// A template that a script-less browser shows too.
    fn is_shadow(&self, id: NodeId) -> bool {
        let attrs = ["shadowrootmode", "shadowroot"];
        attrs
            .iter()
            .any(|name| self.tree.attr_raw(id, name).is_some())
    }

    /// Takes the words of a text in, white space between them as one space.
    fn push_text(&mut self, text: &str) {
        let chars = Chars::get();
        let pre = self
            .contexts
            .last()
            .is_some_and(|(_, _, context)| context.is_in(place::PRE));
        let mut at = 0;
        while at < text.len() {
            let words = Words::of(&text[at..], chars);
            if words.end > 0 {
                self.push_words(&text[at..at + words.end], &words);
                at += words.end;
            }
            let gap = at;
            while let Some(length) = space_at(text, at, chars) {
                at += length;
            }
            if at > gap {
                self.space = true;
                if pre && text[gap..at].contains('\n') {
                    self.breaks = self.breaks.max(1);
                }
            }
        }
    }

    fn push_words(&mut self, words: &str, found: &Words) {
        if found.unseen && found.spaces > 0 {
            // A word may have nothing to be seen: each by itself.
            for word in words.split(' ') {
                self.push_words(
                    word,
                    &Words {
                        spaces: 0,
                        ..*found
                    },
                );
                self.space = true;
            }
            self.space = false;
            return;
        }
        let out = &mut self.out.text;
        if out.len() > self.start {
            if self.breaks > 0 {
                out.push('\n');
            } else if self.space {
                out.push(' ');
            }
        }
        self.space = false;
        self.breaks = 0;
        let before = out.len();
        if found.unseen {
            out.extend(words.chars().filter(|c| !is_unseen(*c)));
        } else {
            out.push_str(words);
        }
        let added = out.len() - before - found.spaces;
        if self.link_depth > 0 {
            self.link_bytes += added;
        }
        if self.bold_depth > 0 {
            self.bold_bytes += added;
        }
    }

    fn words_read(&self) -> u32 {
        u32::try_from(self.out.words.len()).unwrap_or(u32::MAX)
    }

    /// Ends the run of text, if there is one.
    fn flush(&mut self) {
        self.space = false;
        self.breaks = 0;
        let end = self.out.text.len();
        if end > self.start {
            let (node, tag, context) = match self.contexts.last() {
                Some((node, tag, context)) => (*node, *tag, *context),
                None => (NodeId::ROOT, Tag::BODY, Context::root()),
            };
            let text = &self.out.text[self.start..end];
            let first = self.words_read();
            let letters = skim(text, &mut self.out.words, &mut self.plain);
            self.out.blocks.push(PageBlock {
                letters,
                phrases: hints::phrase_groups_of(&self.plain),
                words: (first, self.words_read()),
                start: self.start,
                end,
                node,
                parent: self.tree.parent(node).unwrap_or(NodeId::ROOT).0,
                tag,
                context,
                link_bytes: self.link_bytes,
                bold_bytes: self.bold_bytes,
                links: self.links,
                link: self.link.or(self.outer_link),
                inline_groups: self.inline_groups,
                after_break: self.after_break,
                images_before: self.images_before,
            });
            self.images_before = 0;
            self.links = 0;
            self.link = None;
            self.start = end;
        }
        self.link_bytes = 0;
        self.bold_bytes = 0;
        self.inline_groups = 0;
    }
}

/// Whether a link leads somewhere: anchors that only carry a name or run a script don't.
fn is_real_link(href: &str) -> bool {
    let href = href.trim_start();
    !href.is_empty() && !href.starts_with("javascript:")
}
