//! A page cut into blocks: runs of text that a reader sees as one paragraph, with where each stands.
//!
//! Blocks end where block elements begin or end and at doubled `<br>`. Every block of the page is kept, furniture and
//! all; [`super::body`] says which are the article's.

mod context;
mod walk;
mod words;

pub use context::{Context, place};

use super::letters::Letters;
use crate::html::{NodeId, Tag, Tree};
use walk::Walk;

/// Blocks of a page; what comes after is left out.
pub const MAX_BLOCKS: usize = 20_000;
/// Bytes of a page's text; what comes after is left out.
const MAX_TEXT: usize = 16 << 20;

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
    /// Counts over its letters.
    pub letters: Letters,
    /// Groups of stock phrases, see [`hints::phrase_groups`].
    pub phrases: u64,
    /// Where its words start and end in [`PageBlocks::words`].
    pub words: (u32, u32),
}

/// A link of the page and the bytes of [`PageBlocks::text`] in it.
#[derive(Debug, Clone, Copy)]
pub struct PageLink {
    pub node: NodeId,
    pub start: usize,
    pub end: usize,
}

/// All blocks of a page in reading order.
#[derive(Debug, Default)]
pub struct PageBlocks {
    pub text: String,
    /// Hashes of all words of the text, see [`super::skim`].
    pub words: Vec<u64>,
    pub blocks: Vec<PageBlock>,
    /// Images of the page: the element, and how many blocks come before it.
    pub images: Vec<(NodeId, usize)>,
    /// Links with words, in order of position.
    pub links: Vec<PageLink>,
    /// Which budget ended the cutting, in words; `None` when the whole tree was cut.
    pub cut: Option<&'static str>,
}

impl PageBlocks {
    /// The text of a block.
    pub fn text_of(&self, block: &PageBlock) -> &str {
        &self.text[block.start..block.end]
    }

    /// The hashes of a block's words.
    pub fn words_of(&self, block: &PageBlock) -> &[u64] {
        let (start, end) = block.words;
        &self.words[start as usize..end as usize]
    }
}

/// Cuts a page into blocks.
pub fn segment(tree: &Tree) -> PageBlocks {
    Walk::new(tree).run()
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
