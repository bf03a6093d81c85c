//! Teasers: the pointers to other stories that stand beside or below an article.

use super::blocks::{PageBlock, PageBlocks, place};
use super::facts::absolute;
use super::features::is_stop;
use crate::html::Tree;
use crate::model::Teaser;
use std::collections::HashSet;

/// Teasers kept of a page.
const MANY: usize = 40;
const RELATED_CLASS: usize = 5;
const TEASER_CLASS: usize = 6;
const COMMENT_CLASS: usize = 9;

/// Finds the teasers of a page. `chosen` are the blocks of the article's text; what stands among them is no teaser
/// unless its class or heading says so.
pub fn find(
    tree: &Tree,
    blocks: &PageBlocks,
    chosen: &[usize],
    headline: Option<&str>,
    base: Option<&str>,
) -> Vec<Teaser> {
    let Some(first) = chosen.first().copied() else {
        return Vec::new();
    };
    let own = headline.map(super::outlet::key).unwrap_or_default();
    let mut out: Vec<Teaser> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut under = false;
    let mut i = first;
    while i < blocks.blocks.len() && out.len() < MANY {
        let block = &blocks.blocks[i];
        let here = i;
        i += 1;
        if chosen.binary_search(&here).is_ok() {
            under = false;
            continue;
        }
        let text = blocks.text_of(block);
        if is_list_heading(block, text) {
            under = true;
            continue;
        }
        if block
            .context
            .is_in(place::FOOTER | place::NAV | place::FORM | place::DIALOG)
            || block.context.class_within(COMMENT_CLASS, 6)
        {
            under = false;
            continue;
        }
        let called = block.context.class_within(RELATED_CLASS, 5)
            || block.context.class_within(TEASER_CLASS, 3);
        if !(under || called) || !is_headline(block, text, under) {
            continue;
        }
        let key = super::outlet::key(text);
        if key.is_empty() || key == own || !seen.insert(key) {
            continue;
        }
        let url = block
            .link
            .and_then(|link| tree.attr(link, "href"))
            .and_then(|href| absolute(&href, base));
        let after = blocks
            .blocks
            .get(i)
            .filter(|next| is_text_of(tree, block, next) && chosen.binary_search(&i).is_err());
        let summary = after.map(|next| blocks.text_of(next).to_owned());
        if summary.is_some() {
            i += 1;
        }
        // A lone line without link or text may be anything.
        if url.is_none() && summary.is_none() && !under {
            continue;
        }
        out.push(Teaser {
            headline: Some(
                text.trim_start_matches(['-', '–', '•', '·', '►', ' '])
                    .to_owned(),
            ),
            cut: summary.as_deref().is_some_and(is_cut),
            text: summary,
            url,
        });
    }
    out
}

/// "Recommended", "Related", "More from …" on a line of its own.
fn is_list_heading(block: &PageBlock, text: &str) -> bool {
    text.chars().count() <= 60
        && text.split_whitespace().count() <= 6
        && block.phrases & 1 == 1
        && (block.context.is_in(place::HEADING) || block.link_bytes == 0)
}

/// Whether a block reads like another story's headline: a link, or a heading, of some words.
fn is_headline(block: &PageBlock, text: &str, under: bool) -> bool {
    let length = text.chars().count();
    let wide = text
        .chars()
        .filter(|c| super::features::is_wide(*c))
        .count();
    let words = text.split_whitespace().count() + wide / 2;
    let linked =
        block.link_bytes * 10 >= text.len() * 8 || block.context.is_in(place::LINKED_BLOCK);
    (12..=220).contains(&length)
        && words >= 3
        && (linked || block.context.is_in(place::HEADING) || under)
        && block.phrases & 0b1_1110_1000 == 0
}

/// Whether the next block is a teaser's text: longer than a label, in the same box, no headline of its own.
fn is_text_of(tree: &Tree, headline: &PageBlock, next: &PageBlock) -> bool {
    let length = next.end - next.start;
    if length < 40
        || next.context.is_in(place::HEADING)
        || (next.link_bytes * 2 > length
            && next.links > 0
            && !next.context.is_in(place::LINKED_BLOCK))
    {
        return false;
    }
    // In one box: their elements have a near ancestor in common.
    let up: Vec<_> = crate::html::query::ancestors(tree, headline.node)
        .take(5)
        .collect();
    crate::html::query::ancestors(tree, next.node)
        .take(4)
        .any(|id| up.contains(&id))
}

/// Whether a text breaks off in mid-sentence.
pub fn is_cut(text: &str) -> bool {
    let text = text.trim_end();
    if text.ends_with('…')
        || text.ends_with("...")
        || text.ends_with("[…]")
        || text.ends_with("[...]")
    {
        return true;
    }
    let last = text
        .chars()
        .rev()
        .find(|c| !matches!(c, '"' | '”' | '»' | '’' | '\'' | ')' | '」'));
    last.is_some_and(|c| !is_stop(c) && c != ':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;

    #[test]
    fn reads_lists_below_the_text() {
        let tree = Tree::parse(
            "<p>The bridge opened on Friday after two years of work.</p><h3>Recommend</h3>\
             <ul><li><a href=/a><h3>Ferry stops for good in May</h3></a><p>NORTH FORD — The last ferry over the river will stop in</p></li>\
             <li><a href=/b>Town hall gets a new roof</a></li></ul>\
             <div class=related-links><a href=/c>Market moves to the square</a></div><footer><a href=/d>About this long site here</a></footer>",
        );
        let blocks = segment(&tree);
        let found = find(
            &tree,
            &blocks,
            &[0],
            Some("Bridge opens"),
            Some("https://fordcourier.example/x"),
        );
        let headlines: Vec<_> = found
            .iter()
            .map(|t| t.headline.as_deref().unwrap())
            .collect();
        assert_eq!(
            headlines,
            [
                "Ferry stops for good in May",
                "Town hall gets a new roof",
                "Market moves to the square"
            ]
        );
        assert!(found[0].cut && found[0].text.as_deref().unwrap().starts_with("NORTH FORD"));
        assert_eq!(
            found[1].url.as_deref(),
            Some("https://fordcourier.example/b")
        );
        assert_eq!((found[1].text.as_deref(), found[1].cut), (None, false));
    }

    #[test]
    fn sees_where_texts_are_cut() {
        assert!(is_cut("He said that") && is_cut("He said …") && is_cut("He went..."));
        assert!(!is_cut("He said so.") && !is_cut("“He said so.”"));
    }
}
