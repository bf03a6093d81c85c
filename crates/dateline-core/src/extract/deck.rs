//! The deck: the line under the headline that sums the article up. It is the page's own standfirst where it shows one, or
//! else its description, unless that is no more than the beginning of the text.

use super::facts::Facts;
use super::frame::{HEAD, Page};
use super::{outlet, written_time};
use crate::html::Tag;

/// Letters of a description below which it is too short to be judged a cut of the text.
const SHORT: usize = 20;

/// The deck of a page, of whose blocks `chosen` are the text.
pub fn find(page: &Page, facts: &Facts, chosen: &[usize]) -> Option<String> {
    let description = facts.description.as_deref();
    if let Some(standfirst) = standfirst(page, facts, chosen) {
        return Some(super::survey::one_line(page.text(standfirst)));
    }
    let description = description.filter(|text| !text.is_empty())?;
    let cut = chosen
        .iter()
        .filter(|i| page.block(**i).tag != Tag::H1)
        .take(3)
        .any(|i| is_cut_of(description, page.text(*i)));
    (!cut).then(|| description.to_owned())
}

/// The block of the standfirst: called one, or set apart between the headline and the paragraphs.
fn standfirst(page: &Page, facts: &Facts, chosen: &[usize]) -> Option<usize> {
    let first = chosen.first().copied()?;
    let headline = outlet::key(facts.headline.as_deref()?);
    let from = first.saturating_sub(HEAD);
    let title = (from..=first)
        .rev()
        .find(|i| outlet::reads_as(page.text(*i), &headline))?;
    // Up to the second block of the text: the text may have taken its standfirst in.
    let end = chosen.get(1).copied().unwrap_or(first + 1);
    let description = facts.description.as_deref().map(outlet::key);
    (title + 1..end).find(|i| {
        let next = chosen.iter().copied().find(|other| other > i);
        let Some(next) = next else {
            return false;
        };
        let apart = is_apart(page, *i, next);
        // What the page gives as its description, with a byline or a picture before the text.
        let described = (apart || next > *i + 1)
            && description
                .as_deref()
                .is_some_and(|key| outlet::reads_as(page.text(*i), key));
        let beside = *i == title + 1 && (apart || is_dated_between(page, *i, next));
        page.is_standfirst(*i) || ((beside || described) && page.is_summary(*i))
    })
}

/// Whether a line of author and date stands between a block and the text.
fn is_dated_between(page: &Page, i: usize, next: usize) -> bool {
    (i + 1..next).any(|between| {
        page.words(between) <= 20 && written_time::find(page.text(between), page.order).is_some()
    })
}

/// Whether a block is no paragraph like the next one of the text: a heading, or under another element.
fn is_apart(page: &Page, i: usize, next: usize) -> bool {
    let (Some(block), Some(next)) = (page.get(i), page.get(next)) else {
        return false;
    };
    let heading = matches!(block.tag, Tag::H2 | Tag::H3);
    // A crosshead is short; a sentence under the headline sums up.
    (heading && page.words(i) >= 8) || (block.parent != next.parent && block.tag == Tag::P)
}

/// Whether a description only repeats how a paragraph begins, an ellipsis aside.
fn is_cut_of(description: &str, paragraph: &str) -> bool {
    let key = outlet::key(description.trim_end_matches(['.', '…', ' ']));
    let of = outlet::key(paragraph);
    // The last word may be cut, too.
    key.len() >= SHORT && (of.starts_with(&key) || same_start(&key, &of))
}

/// Whether two keys differ in no more than the last few letters of the shorter.
fn same_start(key: &str, of: &str) -> bool {
    const TAIL: usize = 12;
    let same = key
        .chars()
        .zip(of.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let length = key.chars().count();
    length > 60 && same + TAIL >= length
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;
    use crate::extract::written_time::Order;
    use crate::html::Tree;

    fn deck(page: &str) -> Option<String> {
        let tree = Tree::parse(page);
        let facts = Facts::of(&tree, Some("https://fordcourier.example/bridge"));
        let blocks = segment(&tree);
        let chosen: Vec<usize> = (0..blocks.blocks.len())
            .filter(|i| blocks.blocks[*i].tag == Tag::P)
            .collect();
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        find(&page, &facts, &chosen)
    }

    #[test]
    fn is_the_standfirst_or_else_the_description() {
        let text = "<div><p>The bridge over the Wend opened on Friday after two years of work, the town said.</p>\
                    <p>The ferry will run until May, the mayor said.</p></div>";
        let described =
            |words: &str| format!("<meta name=description content='{words}'><h1>Bridge opens</h1>");
        let own = "Cars cross again, and the ferry stays";
        for (head, deck_of) in [
            (
                format!(
                    "{}<p class=standfirst>{own}, says the mayor.</p>",
                    described("All about bridges and ferries.")
                ),
                Some("Cars cross again, and the ferry stays, says the mayor."),
            ),
            (
                format!(
                    "{}<h2>{own} for now, says the mayor</h2>",
                    described("All about bridges and ferries.")
                ),
                Some("Cars cross again, and the ferry stays for now, says the mayor"),
            ),
            (
                described("All about bridges and ferries."),
                Some("All about bridges and ferries."),
            ),
            (
                described("The bridge over the Wend opened on Friday after two …"),
                None,
            ),
            (
                described("The bridge over the Wend opened on Friday after two years of wor..."),
                None,
            ),
            (String::from("<h1>Bridge opens</h1>"), None),
        ] {
            assert_eq!(deck(&format!("{head}{text}")).as_deref(), deck_of, "{head}");
        }
    }
}
