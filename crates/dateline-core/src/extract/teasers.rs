//! Teasers: the pointers to other stories that stand beside or below an article.

use super::blocks::{PageBlock, PageBlocks, place};
use super::facts::absolute;
use super::features::is_stop;
use super::teaser_boxes::TeaserBoxes;
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
        let pointed = blocks.blocks.get(i).filter(|_| summary.is_some());
        let pointed = pointed.is_some_and(|next| is_pointer(blocks.text_of(next)));
        // A lone line without link or text may be anything.
        if url.is_none() && summary.is_none() && !under {
            continue;
        }
        out.push(Teaser {
            headline: Some(
                text.trim_start_matches(['-', '–', '•', '·', '►', ' '])
                    .to_owned(),
            ),
            cut: pointed || summary.as_deref().is_some_and(is_cut),
            text: summary.as_deref().map(without_pointer),
            url,
        });
    }
    out
}

/// The teasers of a page that is nothing but teasers.
pub fn of_list(
    tree: &Tree,
    blocks: &PageBlocks,
    boxes: &TeaserBoxes,
    base: Option<&str>,
) -> Vec<Teaser> {
    let mut out: Vec<Teaser> = Vec::new();
    let mut last = None;
    for (block, number) in blocks.blocks.iter().zip(&boxes.teaser) {
        let Some(number) = number else { continue };
        let text = blocks.text_of(block);
        if last != Some(*number) {
            let linked = block.link.and_then(|link| tree.attr(link, "href"));
            let (Some(href), true) = (linked, out.len() < MANY) else {
                continue;
            };
            last = Some(*number);
            // Some boxes are one block: headline, line break, text.
            let (headline, rest) = text.split_once('\n').unwrap_or((text, ""));
            out.push(Teaser {
                headline: Some(headline.to_owned()),
                cut: !rest.is_empty() && is_cut(rest),
                text: (!rest.is_empty()).then(|| without_pointer(rest)),
                url: absolute(&href, base),
            });
        } else if let Some(teaser) = out.last_mut() {
            if is_pointer(text) {
                teaser.cut |= teaser.text.is_some();
            } else if teaser.text.is_none() && text.len() >= 40 {
                teaser.cut = is_cut(text);
                teaser.text = Some(without_pointer(text));
            }
        }
    }
    out
}

/// Words that lead from a teaser to its article.
const POINTERS: &[&str] = &[
    "read more",
    "continue reading",
    "keep reading",
    "read on",
    "full story",
    "weiterlesen",
    "mehr lesen",
    "zum artikel",
    "lire la suite",
    "lire plus",
    "leer más",
    "seguir leyendo",
    "leia mais",
    "ler mais",
    "leggi tutto",
    "continua a leggere",
    "lees meer",
    "lees verder",
    "læs mere",
    "les mer",
    "läs mer",
    "lue lisää",
    "czytaj więcej",
    "czytaj dalej",
    "číst dál",
    "devamını oku",
    "devamı",
    "читать далее",
    "читати далі",
    "اقرأ المزيد",
    "और पढ़ें",
    "继续阅读",
    "阅读全文",
    "繼續閱讀",
    "続きを読む",
    "더 보기",
    "อ่านต่อ",
];

/// Where the words begin that lead from the end of a text to its article.
fn pointer_at(text: &str) -> Option<usize> {
    let decoration = |c: char| c.is_whitespace() || "»›>→…. :[]()".contains(c);
    let text = text.trim_end_matches(decoration);
    POINTERS.iter().find_map(|words| {
        let at = text.len().checked_sub(words.len())?;
        let end = text.get(at..)?;
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|c| !c.is_alphanumeric() || super::features::is_wide(c));
        (begins && end.to_lowercase() == **words).then_some(at)
    })
}

fn is_pointer(text: &str) -> bool {
    pointer_at(text).is_some_and(|at| text[..at].chars().all(|c| !c.is_alphanumeric()))
}

fn without_pointer(text: &str) -> String {
    let decoration = |c: char| c.is_whitespace() || "[(".contains(c);
    match pointer_at(text) {
        Some(at) if at > 0 => text[..at].trim_end_matches(decoration).to_owned(),
        _ => text.to_owned(),
    }
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
        || pointer_at(text).is_some()
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
    fn reads_a_page_of_teasers() {
        let tree = Tree::parse(
            "<div><a href=/a><img src=a.jpg></a><h3><a href=/a>Ferry stops for good in May</a></h3><p>The last ferry over the river will stop in May. \
             <a href=/a>Read more</a></p></div><div><h3><a href=b>Town hall gets a new roof</a></h3><p>Workers began to lay slate on the old town hall, which had …</p></div>\
             <table><tr><td><a href=/c>Market moves to the square</a><br>Traders must leave the quay by June, the mayor said.</td></tr></table>",
        );
        let blocks = segment(&tree);
        let url = Some("https://fordcourier.example/town/");
        let boxes = TeaserBoxes::of(&tree, &blocks, url);
        let found = of_list(&tree, &blocks, &boxes, url);
        let told: Vec<_> = found
            .iter()
            .map(|t| (t.url.as_deref().unwrap(), t.cut))
            .collect();
        assert_eq!(
            told,
            [
                ("https://fordcourier.example/a", true),
                ("https://fordcourier.example/town/b", true),
                ("https://fordcourier.example/c", false)
            ]
        );
        assert_eq!(
            found[0].text.as_deref(),
            Some("The last ferry over the river will stop in May.")
        );
        assert_eq!(
            found[2].headline.as_deref(),
            Some("Market moves to the square")
        );
    }

    #[test]
    fn sees_where_texts_are_cut() {
        assert!(is_cut("He said that") && is_cut("He said …") && is_cut("He went..."));
        assert!(!is_cut("He said so.") && !is_cut("“He said so.”"));
        for text in [
            "He said so. Read more »",
            "Er sagte es. Weiterlesen",
            "他这样说。继续阅读",
            "He said [...]",
            "Он сказал. Читать далее",
        ] {
            assert!(is_cut(text), "{text}");
        }
        assert!(!is_cut("He did not read moreover."));
        assert_eq!(without_pointer("He went. [Read more]"), "He went.");
        assert_eq!(without_pointer("他这样说。继续阅读"), "他这样说。");
        assert!(is_pointer("→ Lire la suite") && !is_pointer("To read more"));
    }
}
