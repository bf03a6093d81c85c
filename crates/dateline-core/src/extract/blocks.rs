//! A page cut into blocks: runs of text that a reader sees as one paragraph, with where each stands.
//!
//! Blocks end where block elements begin or end and at doubled `<br>`. Every block of the page is kept, furniture and
//! all; [`super::body`] says which are the article's.

use super::features::count_words;
use super::hints::{self, CLASS_GROUPS, KnownClasses};
use crate::chars::{Chars, SPACE};
use crate::html::tag::{BLOCK, TagSet};
use crate::html::{NodeId, Tag, Tree};

/// Blocks of a page; what comes after is left out.
pub const MAX_BLOCKS: usize = 20_000;
/// Bytes of a page's text; what comes after is left out.
const MAX_TEXT: usize = 16 << 20;

/// Where in the page a block stands, as bits of [`Context::flags`].
pub mod place {
    pub const ARTICLE: u32 = 1;
    pub const MAIN: u32 = 1 << 1;
    pub const ASIDE: u32 = 1 << 2;
    pub const NAV: u32 = 1 << 3;
    pub const HEADER: u32 = 1 << 4;
    pub const FOOTER: u32 = 1 << 5;
    pub const FIGURE: u32 = 1 << 6;
    pub const FIGCAPTION: u32 = 1 << 7;
    pub const FORM: u32 = 1 << 8;
    pub const LIST: u32 = 1 << 9;
    pub const TABLE: u32 = 1 << 10;
    pub const QUOTE: u32 = 1 << 11;
    pub const BUTTON: u32 = 1 << 12;
    pub const DETAILS: u32 = 1 << 13;
    pub const HIDDEN: u32 = 1 << 14;
    pub const NOSCRIPT: u32 = 1 << 15;
    pub const BODY_PROP: u32 = 1 << 16;
    pub const PRE: u32 = 1 << 17;
    pub const HEADING: u32 = 1 << 18;
    pub const DEFINITION: u32 = 1 << 19;
    pub const SECTION: u32 = 1 << 20;
    pub const LINKED_BLOCK: u32 = 1 << 21;
    pub const TIME: u32 = 1 << 22;
    pub const ADDRESS: u32 = 1 << 23;
    pub const DIALOG: u32 = 1 << 24;
    pub const LABEL: u32 = 1 << 25;
    /// How many bits are in use.
    pub const COUNT: usize = 26;
}

/// What an element's ancestors say about it.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    pub flags: u32,
    /// Levels up to the nearest element of each class group, itself being 0; 255 where there is none.
    pub class_distance: [u8; CLASS_GROUPS],
    pub depth: u16,
    /// Hash of the last three elements with their classes: text of one kind shares it.
    pub kind_hash: u32,
    own_hash: [u32; 3],
}

impl Context {
    fn root() -> Context {
        Context {
            flags: 0,
            class_distance: [u8::MAX; CLASS_GROUPS],
            depth: 0,
            kind_hash: 0,
            own_hash: [0; 3],
        }
    }

    /// Whether the block stands in one of these places.
    pub fn is_in(&self, places: u32) -> bool {
        self.flags & places != 0
    }

    /// Whether an element at most this many levels up is of a class group.
    pub fn class_within(&self, group: usize, levels: u8) -> bool {
        self.class_distance
            .get(group)
            .is_some_and(|distance| *distance <= levels)
    }
}

/// A run of text.
#[derive(Debug, Clone)]
pub struct PageBlock {
    /// Bytes of [`PageBlocks::text`].
    pub start: usize,
    pub end: usize,
    /// The innermost block element around it.
    pub node: NodeId,
    /// The node around that, as a number.
    pub parent: u32,
    pub tag: Tag,
    pub context: Context,
    /// Bytes of the text that stand in links, and in bold.
    pub link_bytes: usize,
    pub bold_bytes: usize,
    pub links: u16,
    /// The first link in the block, or the one around it.
    pub link: Option<NodeId>,
    /// Class groups of inline elements that open with the block, as bits.
    pub inline_groups: u64,
    /// The block was parted from the one before by `<br>` only.
    pub after_break: bool,
    /// Images passed since the block before.
    pub images_before: u16,
    pub words: usize,
    /// Groups of stock phrases, see [`hints::phrase_groups`].
    pub phrases: u64,
}

/// All blocks of a page in reading order.
#[derive(Debug, Default)]
pub struct PageBlocks {
    pub text: String,
    pub blocks: Vec<PageBlock>,
    /// Images of the page: the element, and how many blocks come before it.
    pub images: Vec<(NodeId, usize)>,
    /// Which budget ended the cutting, in words; `None` when the whole tree was cut.
    pub cut: Option<&'static str>,
}

impl PageBlocks {
    /// The text of a block.
    pub fn text_of(&self, block: &PageBlock) -> &str {
        &self.text[block.start..block.end]
    }
}

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

/// Cuts a page into blocks.
pub fn segment(tree: &Tree) -> PageBlocks {
    Walk::new(tree).run()
}

enum Step {
    Enter(NodeId),
    Leave { block: bool, link: bool, bold: bool },
}

struct Walk<'t, 's> {
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
}

impl<'t, 's> Walk<'t, 's> {
    fn new(tree: &'t Tree<'s>) -> Walk<'t, 's> {
        Walk {
            tree,
            out: PageBlocks::default(),
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
        }
    }

    fn run(mut self) -> PageBlocks {
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
            let context = self.context_of(id, tag);
            self.contexts.push((id, tag, context));
        } else if self.out.text.len() == self.start
            && let Some(class) = self.tree.attr_raw(id, "class")
        {
            self.inline_groups |= self.classes.groups(&[class]);
        }
        if link {
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

    fn context_of(&mut self, id: NodeId, tag: Tag) -> Context {
        let mut context = match self.contexts.last() {
            Some((_, _, context)) => *context,
            None => Context::root(),
        };
        for distance in &mut context.class_distance {
            *distance = distance.saturating_add(1);
        }
        context.depth = context.depth.saturating_add(1);
        context.flags |= flags_of(tag);
        if self.link_depth > 0 {
            context.flags |= place::LINKED_BLOCK;
        }
        let mut values: [&str; 8] = [""; 8];
        let mut count = 0;
        let mut hash = u32::from(tag.0);
        for (name, value) in self.tree.attrs(id) {
            let of_class = match name.len() {
                2 => name.eq_ignore_ascii_case("id"),
                4 => name.eq_ignore_ascii_case("role"),
                5 => name.eq_ignore_ascii_case("class"),
                8 => name.eq_ignore_ascii_case("itemprop"),
                _ => {
                    name.len() > 5
                        && name.as_bytes()[..5].eq_ignore_ascii_case(b"data-")
                        && value.len() < 60
                }
            };
            if name.eq_ignore_ascii_case("class") {
                for byte in value.bytes().filter(u8::is_ascii_alphabetic) {
                    hash = hash.wrapping_mul(31).wrapping_add(u32::from(byte));
                }
            }
            if of_class && count < values.len() {
                values[count] = value;
                count += 1;
                if name.eq_ignore_ascii_case("itemprop")
                    && value.to_ascii_lowercase().contains("articlebody")
                {
                    context.flags |= place::BODY_PROP;
                }
                if name.eq_ignore_ascii_case("role") {
                    context.flags |= flags_of_role(value);
                }
            }
            if is_hidden(name, value) {
                context.flags |= place::HIDDEN;
            }
        }
        let mut groups = self.classes.groups(&values[..count]);
        while groups != 0 {
            context.class_distance[groups.trailing_zeros() as usize] = 0;
            groups &= groups - 1;
        }
        context.own_hash = [hash, context.own_hash[0], context.own_hash[1]];
        context.kind_hash = context.own_hash.iter().fold(7u32, |all, own| {
            all.wrapping_mul(1_000_003).wrapping_add(*own)
        });
        context
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
            let (words, phrases) = (count_words(text), hints::phrase_groups(text));
            self.out.blocks.push(PageBlock {
                words,
                phrases,
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

/// Words at the start of a text that stand just one space apart.
struct Words {
    /// Bytes of them.
    end: usize,
    /// Spaces between them.
    spaces: usize,
    /// Whether characters without width are among them.
    unseen: bool,
}

impl Words {
    fn of(text: &str, chars: &Chars) -> Words {
        let bytes = text.as_bytes();
        let mut words = Words {
            end: 0,
            spaces: 0,
            unseen: false,
        };
        // A space counts once a word follows it.
        let (mut at, mut space) = (0, false);
        while let Some(&byte) = bytes.get(at) {
            let mut length = 1;
            if byte.is_ascii() {
                if is_ascii_space(byte) {
                    if byte != b' ' || space || at == 0 {
                        break;
                    }
                    space = true;
                    at += 1;
                    continue;
                }
            } else {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                if chars.kind(c) & SPACE != 0 {
                    break;
                }
                words.unseen |= is_unseen(c);
                length = c.len_utf8();
            }
            words.spaces += usize::from(space);
            space = false;
            at += length;
            words.end = at;
        }
        words
    }
}

/// `char::is_whitespace` below 128.
fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

/// Bytes of the white space at this place, if there is any.
fn space_at(text: &str, at: usize, chars: &Chars) -> Option<usize> {
    let byte = *text.as_bytes().get(at)?;
    if byte.is_ascii() {
        return is_ascii_space(byte).then_some(1);
    }
    let c = text[at..].chars().next()?;
    (chars.kind(c) & SPACE != 0).then(|| c.len_utf8())
}

/// Characters that a reader doesn't see: the soft hyphen, a space without width, a byte order mark.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}')
}

fn is_hidden(name: &str, value: &str) -> bool {
    match name.len() {
        5 if name.eq_ignore_ascii_case("style") => hides(value),
        6 => name.eq_ignore_ascii_case("hidden"),
        11 => name.eq_ignore_ascii_case("aria-hidden") && value.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let mut flat = [0u8; 400];
    let bytes = style.bytes().filter(|b| !b.is_ascii_whitespace());
    let mut length = 0;
    for (slot, byte) in flat.iter_mut().zip(bytes) {
        *slot = byte.to_ascii_lowercase();
        length += 1;
    }
    let flat = &flat[..length];
    memchr::memchr_iter(b':', flat).any(|at| {
        let (name, value) = (&flat[..at], &flat[at + 1..]);
        (name.ends_with(b"display") && value.starts_with(b"none"))
            || (name.ends_with(b"visibility") && value.starts_with(b"hidden"))
    })
}

fn flags_of(tag: Tag) -> u32 {
    match tag {
        Tag::ARTICLE => place::ARTICLE,
        Tag::MAIN => place::MAIN,
        Tag::ASIDE => place::ASIDE,
        Tag::NAV | Tag::MENU => place::NAV,
        Tag::HEADER => place::HEADER,
        Tag::FOOTER => place::FOOTER,
        Tag::FIGURE => place::FIGURE,
        Tag::FIGCAPTION => place::FIGCAPTION,
        Tag::FORM | Tag::FIELDSET => place::FORM,
        Tag::UL | Tag::OL | Tag::LI => place::LIST,
        Tag::TABLE => place::TABLE,
        Tag::BLOCKQUOTE => place::QUOTE,
        Tag::BUTTON => place::BUTTON,
        Tag::DETAILS | Tag::SUMMARY => place::DETAILS,
        Tag::NOSCRIPT => place::NOSCRIPT,
        Tag::PRE | Tag::LISTING | Tag::XMP => place::PRE,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => place::HEADING,
        Tag::DL | Tag::DT | Tag::DD => place::DEFINITION,
        Tag::SECTION => place::SECTION,
        Tag::ADDRESS => place::ADDRESS,
        Tag::DIALOG => place::DIALOG,
        _ => 0,
    }
}

fn flags_of_role(role: &str) -> u32 {
    match role {
        "navigation" | "menu" | "menubar" => place::NAV,
        "main" => place::MAIN,
        "complementary" => place::ASIDE,
        "contentinfo" => place::FOOTER,
        "banner" => place::HEADER,
        "article" => place::ARTICLE,
        "dialog" | "alertdialog" => place::DIALOG,
        "form" | "search" => place::FORM,
        "button" => place::BUTTON,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(source: &str) -> Vec<String> {
        let tree = Tree::parse(source);
        let page = segment(&tree);
        page.blocks
            .iter()
            .map(|block| page.text_of(block).to_owned())
            .collect()
    }

    #[test]
    fn parts_at_blocks_and_doubled_breaks() {
        assert_eq!(
            cut("<p>a <b>b</b>\n c</p>d<div>e<br>f<br><br>g</div>"),
            ["a b c", "d", "e\nf", "g"]
        );
        assert_eq!(
            cut("<li>a<li>b<table><tr><td>c<td>d</table>"),
            ["a", "b", "c", "d"]
        );
        assert_eq!(
            cut("<div>a<script>x</script><style>y</style>b</div>"),
            ["ab"]
        );
        assert_eq!(cut("<pre>a  b\nc</pre>"), ["a b\nc"]);
        assert_eq!(cut("<title>t</title><p>&nbsp;</p>"), Vec::<String>::new());
    }

    #[test]
    fn says_which_budget_cut() {
        let cut = |source: &str| segment(&Tree::parse(source)).cut;
        assert_eq!(cut(&"<p>a".repeat(MAX_BLOCKS)), None);
        let blocks = cut(&"<p>a".repeat(MAX_BLOCKS + 1));
        assert!(blocks.is_some_and(|why| why.contains("20,000 paragraphs")));
        let long = "a".repeat(MAX_TEXT);
        assert_eq!(cut(&long), None);
        let text = cut(&format!("<p>{long}<p>b"));
        assert!(text.is_some_and(|why| why.contains("16 MiB")));
    }

    #[test]
    fn knows_places_classes_and_links() {
        let source = "<main><div class=article-body><p>x <a href=/y>yy</a></p></div>\
                      <aside><a href=/z><h3>zz</h3></a></aside></main>";
        let tree = Tree::parse(source);
        let page = segment(&tree);
        let [p, z] = &page.blocks[..] else { panic!() };
        assert!(
            p.context.is_in(place::MAIN)
                && p.context.class_within(0, 1)
                && !p.context.class_within(0, 0)
        );
        assert_eq!((p.link_bytes, p.links), (2, 1));
        assert!(z.context.is_in(place::ASIDE) && z.context.is_in(place::LINKED_BLOCK));
        assert_eq!(tree.attr(z.link.unwrap(), "href").as_deref(), Some("/z"));
    }
}
