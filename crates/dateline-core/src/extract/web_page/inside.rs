//! What a block holds besides its words: where its links lead, and where in which list an item stands.

use crate::extract::blocks::{PageBlock, PageBlocks};
use crate::html::{NodeId, Tag, Tree, query};
use crate::model::{Block, Link};
use std::collections::HashMap;
use url::Url;

/// Links kept of an article, and bytes of an address: a short page may make much out of a long base.
const MOST_LINKS: usize = 2_000;
const LONGEST: usize = 2_048;
/// Levels up that lists are looked for.
const REACH: usize = 64;
/// Lists within lists that are told apart.
const DEEPEST: u8 = 8;

/// The links of a page, asked for block by block.
pub struct Links<'p> {
    tree: &'p Tree<'p>,
    blocks: &'p PageBlocks,
    base: Option<&'p Url>,
    left: usize,
}

impl<'p> Links<'p> {
    pub fn new(tree: &'p Tree<'p>, blocks: &'p PageBlocks, base: Option<&'p Url>) -> Links<'p> {
        Links {
            tree,
            blocks,
            base,
            left: MOST_LINKS,
        }
    }

    /// The links in a block's text, which has so many characters before it.
    pub fn within(&mut self, block: &PageBlock, before: usize) -> Vec<Link> {
        let all = &self.blocks.links;
        let first = all.partition_point(|link| link.end <= block.start);
        let mut out = Vec::new();
        let (mut byte, mut at) = (block.start, before);
        for link in all[first..].iter().take_while(|l| l.start < block.end) {
            // A link around several blocks is cut at their bounds, and the space before its words is none of it.
            let (from, to) = (link.start.max(block.start), link.end.min(block.end));
            let text = &self.blocks.text[from..to];
            let shown = text.trim();
            if shown.is_empty() || self.left == 0 {
                continue;
            }
            let Some(url) = self.address(link.node) else {
                continue;
            };
            let from = from + (text.len() - text.trim_start().len());
            let start = at + self.blocks.text[byte..from].chars().count();
            at = start + shown.chars().count();
            byte = from + shown.len();
            self.left -= 1;
            out.push(Link {
                start,
                end: at,
                url,
            });
        }
        out
    }

    /// Where a link leads, if that is another page or a mail address.
    fn address(&self, id: NodeId) -> Option<String> {
        let href = self.tree.attr(id, "href")?;
        let href = href.trim();
        if href.is_empty() || href.starts_with('#') || href.len() > LONGEST {
            return None;
        }
        let url = match Url::parse(href) {
            Ok(url) => url,
            Err(_) => self.base?.join(href).ok()?,
        };
        let fits = matches!(url.scheme(), "http" | "https" | "mailto")
            && url.username().is_empty()
            && url.password().is_none();
        let within =
            url.fragment().is_some() && self.base.is_some_and(|base| same_page(base, &url));
        (fits && !within).then(|| url.into())
    }
}

/// Whether two addresses differ in their fragments alone.
fn same_page(a: &Url, b: &Url) -> bool {
    let page = |url: &Url| url.as_str().split('#').next().map(str::to_owned);
    page(a) == page(b)
}

/// The lists of a page: how deep an item's list stands, and its number.
pub struct Lists<'p> {
    tree: &'p Tree<'p>,
    /// By numbered list: the last item asked for, and its number.
    last: HashMap<NodeId, (NodeId, u32)>,
}

impl<'p> Lists<'p> {
    pub fn new(tree: &'p Tree<'p>) -> Lists<'p> {
        Lists {
            tree,
            last: HashMap::new(),
        }
    }

    /// The level and number of the item around a node. Nodes are asked for in the order of the page.
    pub fn place(&mut self, node: NodeId) -> (u8, Option<u32>) {
        let tree = self.tree;
        let is_list = |id: &NodeId| matches!(tree.tag(*id), Tag::UL | Tag::OL);
        let around = || query::ancestors(tree, node).take(REACH);
        let lists = around().filter(is_list).count();
        let level = u8::try_from(lists.saturating_sub(1)).unwrap_or(u8::MAX);
        let item = around().find(|id| tree.tag(*id) == Tag::LI);
        (level, item.and_then(|item| self.number(item)))
    }

    fn number(&mut self, item: NodeId) -> Option<u32> {
        let tree = self.tree;
        let list = tree.parent(item).filter(|id| tree.tag(*id) == Tag::OL)?;
        if tree.attr_raw(list, "reversed").is_some() {
            return None;
        }
        let stated = |id, name| tree.attr(id, name)?.trim().parse::<u32>().ok();
        let (mut next, mut number) = match self.last.get(&list) {
            Some((known, number)) if *known == item => return Some(*number),
            Some((known, number)) => (tree.next_sibling(*known), *number),
            None => {
                let start = stated(list, "start").unwrap_or(1);
                (tree.first_child(list), start.saturating_sub(1))
            }
        };
        while let Some(id) = next {
            if tree.tag(id) == Tag::LI {
                number = stated(id, "value").unwrap_or(number.saturating_add(1));
                if id == item {
                    self.last.insert(list, (item, number));
                    return Some(number);
                }
            }
            next = tree.next_sibling(id);
        }
        None
    }
}

/// Counts levels from the outermost list of each run of items: a list that the page is laid out with is none of the text.
pub fn level(blocks: &mut [Block]) {
    for run in blocks.chunk_by_mut(|a, b| a.kind == b.kind) {
        let outermost = run.iter().map(|block| block.level).min().unwrap_or(0);
        for block in run {
            block.level = (block.level - outermost).min(DEEPEST);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::agencies::Agencies;
    use crate::extract::extract_article;
    use crate::model::{Article, Body, Document};
    use crate::publish::{clean_html::clean_html, markdown::markdown};

    const TEXT: &str = "The bridge over the Wend opened on Friday after two years of work and eleven months of delay, the town said.";

    fn read(url: Option<&str>, inner: &str) -> Article {
        let page = format!(
            "<title>Bridge opens</title><article><h1>Bridge opens</h1><p>{TEXT}</p>{inner}<p>{TEXT} It cost more than planned.</p></article>"
        );
        let document = Document {
            url: url.map(str::to_owned),
            body: Body::Html(page.into_bytes()),
            ..Document::default()
        };
        extract_article(&document, &Agencies::default()).article
    }

    /// The linked words and addresses of an article.
    fn links(article: &Article) -> Vec<(String, &str)> {
        let of = |block: &crate::model::Block, link: &crate::model::Link| {
            let chars = block.text.chars().skip(link.start);
            chars.take(link.end - link.start).collect::<String>()
        };
        let all = article.blocks.iter();
        all.flat_map(|block| {
            block
                .links
                .iter()
                .map(move |link| (of(block, link), link.url.as_str()))
        })
        .collect()
    }

    #[test]
    fn links_lead_where_the_page_says() {
        let here = Some("https://fordcourier.example/town/bridge");
        let p = "<p>Many, says <a href=' /people?id=1&amp;x=2 '> Mayor   Åsa <b>Brook</b></a>, came to see the bridge and <a href=ferry>its ferry</a>, which ran for the last time on Friday.";
        let article = read(here, p);
        let people = "https://fordcourier.example/people?id=1&x=2";
        let ferry = "https://fordcourier.example/town/ferry";
        let named = |words: &str, url| (words.to_owned(), url);
        assert_eq!(
            links(&article),
            [named("Mayor Åsa Brook", people), named("its ferry", ferry)]
        );
        let shown = "says [Mayor Åsa Brook](https://fordcourier.example/people?id=1&x=2), came";
        assert!(markdown(&article).contains(shown), "{}", markdown(&article));
        let html = clean_html(&article);
        assert!(html.contains(">Mayor Åsa Brook</a>, came"), "{html}");
        assert!(html.contains("href=\"https://fordcourier.example/people?id=1&amp;x=2\""));
        assert!(article.text.contains("Mayor Åsa Brook, came"));
        // The page's own base, and no base at all.
        let based = format!("<base href=https://other.example/a/>{p}");
        assert_eq!(
            links(&read(here, &based))[1].1,
            "https://other.example/a/ferry"
        );
        assert_eq!(links(&read(None, p)), []);
    }

    #[test]
    fn links_that_lead_nowhere_are_words() {
        let here = Some("https://fordcourier.example/town/bridge");
        for (href, url) in [
            (
                "mailto:mayor@ford.example",
                Some("mailto:mayor@ford.example"),
            ),
            ("//other.example/x", Some("https://other.example/x")),
            ("javascript:alert(1)", None),
            (" java\nscript:alert(1)", None),
            ("data:text/html,x", None),
            ("#note", None),
            ("bridge#note", None),
            ("", None),
            ("https://mayor@other.example/", None),
            ("https://[", None),
        ] {
            let article = read(
                here,
                &format!(
                    "<p>Many of the people <a href='{href}'>of the town</a> came to see the bridge, the mayor said on Friday."
                ),
            );
            let urls: Vec<&str> = links(&article).into_iter().map(|(_, url)| url).collect();
            assert_eq!(urls, Vec::from_iter(url), "{href}");
            assert!(article.text.contains("people of the town came"));
        }
    }

    #[test]
    fn lists_keep_their_levels_and_numbers() {
        let article = read(
            None,
            "<ol start=3><li>The first bridge of the town was made of wood.<ul><li>It burnt down in the year of the flood.\
             <li>Nobody was hurt that night, the chronicle says.</ul><li>The second one was made of iron, and rusted.</ol>\
             <p>The council of the river town voted on Friday to open the third bridge to all who walk or ride.</p>",
        );
        let items = article
            .blocks
            .iter()
            .map(|block| (block.level, block.number));
        assert_eq!(
            items.collect::<Vec<_>>(),
            [
                (0, None),
                (0, Some(3)),
                (1, None),
                (1, None),
                (0, Some(4)),
                (0, None),
                (0, None)
            ]
        );
        let source = markdown(&article);
        assert!(
            source.contains("\n3. The first")
                && source.contains("\n   - It burnt")
                && source.contains("\n4. The second"),
            "{source}"
        );
        let html = clean_html(&article);
        assert!(
            html.contains("<ol start=\"3\">")
                && html.contains("<ul>\n<li>It burnt")
                && html.contains("</li>\n</ul>\n</li>"),
            "{html}"
        );
    }
}
