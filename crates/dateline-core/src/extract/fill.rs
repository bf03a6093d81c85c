//! What the body model passed over though the text isn't whole without it: the standfirst above it, tables, lists and
//! sub-headings inside it, the credit that closes it.

use super::blocks::{PageBlock, place};
use super::credit::{self, Part};
use super::facts::Facts;
use super::features::runs;
use super::frame::{HEAD, Page};
use super::outlet;
use crate::agencies::Agencies;
use crate::html::{NodeId, Tag, Tree, query};
use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Longest sub-heading, in words.
const LONGEST_HEADING: usize = 20;
/// Longest credit in brackets, and longest of any other form, in words.
const LONGEST_NAME: usize = 6;
const LONGEST_CREDIT: usize = 14;
/// Paragraphs in one element after which those that follow in it are taken to go on with the text, and the fewest words of
/// one.
const CHAPTER: usize = 60;
const SHORTEST_PARAGRAPH: usize = 8;
/// Bytes that a cell of data stays below.
const LONGEST_CELL: usize = 400;
/// Levels up to the element that holds a sub-heading and the text around it.
const CONTAINER: usize = 3;
/// The same for a quotation, which posts from elsewhere wrap in boxes of their own.
const QUOTED: usize = 5;
/// Places whose headings and lines are not the text's.
const ELSEWHERE: u32 = place::NAV
    | place::ASIDE
    | place::FOOTER
    | place::FORM
    | place::FIGURE
    | place::FIGCAPTION
    | place::BUTTON
    | place::DIALOG
    | place::HIDDEN;

/// Class groups of [`super::hints::class_groups`] and phrase groups of [`super::hints::phrase_groups`] that furniture goes by; writers and
/// times are none of them, as a text speaks of both.
const FURNITURE_CLASSES: [usize; 14] = [5, 6, 7, 8, 9, 10, 16, 17, 19, 20, 21, 25, 29, 31];
const FURNITURE_PHRASES: u64 = 0b1001_1111_1111;

/// Takes them in.
pub fn fill(tree: &Tree, page: &Page, facts: &Facts, agencies: &Agencies, chosen: &mut Vec<usize>) {
    add_standfirst(page, facts, chosen);
    add_tables(tree, page, chosen);
    add_between(tree, page, chosen);
    add_quotations(tree, page, chosen);
    add_headings(tree, page, chosen);
    add_credit(page, agencies, chosen);
}

/// Takes in the standfirst that the page states nowhere else: a line between headline and text that is called one. One
/// that is also the page's description is known as the article's deck; whether it is part of the text as well, the model
/// says.
fn add_standfirst(page: &Page, facts: &Facts, chosen: &mut Vec<usize>) {
    let Some(first) = chosen.first().copied() else {
        return;
    };
    let key_of = |text: &Option<String>| text.as_deref().map(outlet::key).unwrap_or_default();
    let (headline, description) = (key_of(&facts.headline), key_of(&facts.description));
    let Some(title) = (first.saturating_sub(HEAD)..first)
        .rev()
        .find(|i| !headline.is_empty() && outlet::reads_as(page.text(*i), &headline))
    else {
        return;
    };
    let found = (title + 1..first).find(|i| page.is_standfirst(*i));
    if let Some(found) = found.filter(|i| !outlet::reads_as(page.text(*i), &description)) {
        chosen.insert(0, found);
    }
}

/// What was taken of an element: from which block to which, and how many paragraphs.
struct Reach {
    first: usize,
    last: usize,
    paragraphs: usize,
}

impl Reach {
    /// Whether a block stands between the first and the last.
    fn holds(&self, i: usize) -> bool {
        (self.first + 1..self.last).contains(&i)
    }

    /// Whether a block stands after the last of so many that the text surely goes on: the model judges by a block's place
    /// too, and has seen few texts as long as a chapter.
    fn is_long(&self, i: usize) -> bool {
        self.paragraphs >= CHAPTER && i > self.last
    }
}

fn is_paragraph(page: &Page, i: usize) -> bool {
    page.block(i).tag == Tag::P && page.words(i) >= SHORTEST_PARAGRAPH
}

/// A table of data in the element that holds the text belongs to it as a whole, or not at all.
fn add_tables(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let holders: HashSet<NodeId> = chosen
        .iter()
        .filter(|i| page.block(**i).tag == Tag::P)
        .map(|i| NodeId(page.block(*i).parent))
        .collect();
    let (Some(first), Some(last)) = (chosen.first().copied(), chosen.last().copied()) else {
        return;
    };
    let mut found = Vec::new();
    let mut i = first;
    while let Some(block) = page.get(i).filter(|_| i <= last) {
        let Some(table) = table_of(tree, block) else {
            i += 1;
            continue;
        };
        let from = i;
        while page
            .get(i)
            .is_some_and(|block| table_of(tree, block) == Some(table))
        {
            i += 1;
        }
        let held = query::ancestors(tree, table)
            .take(CONTAINER)
            .any(|id| holders.contains(&id));
        if held && is_data(tree, page, table, from..i) {
            found.extend(from..i);
        }
    }
    take_in(chosen, found);
}

/// Adds blocks to those of the text, in the page's order.
fn take_in(chosen: &mut Vec<usize>, found: Vec<usize>) {
    chosen.extend(found);
    chosen.sort_unstable();
    chosen.dedup();
}

/// Elements of one kind around a block, the nearest first, as far as a few steps up.
fn around<'t>(tree: &'t Tree, block: &PageBlock, tag: Tag) -> impl Iterator<Item = NodeId> + 't {
    std::iter::once(block.node)
        .chain(query::ancestors(tree, block.node))
        .take(12)
        .filter(move |id| tree.tag(*id) == tag)
}

/// The table whose cell a block is in.
fn table_of(tree: &Tree, block: &PageBlock) -> Option<NodeId> {
    let within = block.context.is_in(place::TABLE);
    within.then(|| around(tree, block, Tag::TABLE).next())?
}

/// Whether a table is rows of short cells: data, and not the page's layout, a list of links or a form.
fn is_data(tree: &Tree, page: &Page, table: NodeId, blocks: Range<usize>) -> bool {
    let (mut bytes, mut linked, mut longest, mut rows) = (0, 0, 0, HashSet::new());
    for i in blocks.clone() {
        let block = page.block(i);
        let length = block.end - block.start;
        bytes += length;
        linked += block.link_bytes;
        longest = longest.max(length);
        if block.context.is_in(ELSEWHERE) || page.is_furniture(i) {
            return false;
        }
        rows.extend(
            std::iter::once(block.node)
                .chain(query::ancestors(tree, block.node))
                .take_while(|id| *id != table)
                .find(|id| tree.tag(*id) == Tag::TR),
        );
    }
    rows.len() >= 2
        && blocks.len() >= 2 * rows.len()
        && linked * 2 < bytes
        && longest < LONGEST_CELL
}

/// The reach of the text in each element that holds paragraphs of it.
fn reaches(page: &Page, chosen: &[usize]) -> HashMap<u32, Reach> {
    let mut reach: HashMap<u32, Reach> = HashMap::new();
    for i in chosen.iter().filter(|i| page.block(**i).tag == Tag::P) {
        let reach = reach.entry(page.block(*i).parent).or_insert(Reach {
            first: *i,
            last: *i,
            paragraphs: 0,
        });
        reach.last = *i;
        reach.paragraphs += 1;
    }
    reach
}

/// A list or a paragraph between two kept paragraphs of one element belongs to the text, unless it reads or is called like
/// furniture or is mostly links.
fn add_between(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let reach = reaches(page, chosen);
    let mut found = Vec::new();
    for (i, block) in page.blocks.blocks.iter().enumerate() {
        let holder = match block.tag {
            Tag::P => Some(block.parent),
            // The list's own parent; a list inside an item goes by its own.
            Tag::LI => tree.parent(NodeId(block.parent)).map(|id| id.0),
            _ => None,
        };
        let inside = holder.and_then(|id| reach.get(&id)).is_some_and(|reach| {
            (reach.holds(i) || (reach.is_long(i) && is_paragraph(page, i)))
                && !stands_elsewhere(page, i, reach.first)
        });
        let length = block.end - block.start;
        let called = FURNITURE_CLASSES
            .iter()
            .any(|group| block.context.class_within(*group, 1));
        if inside
            && !called
            && block.link_bytes * 10 < length * 4
            && !page.is_furniture(i)
            && block.phrases & FURNITURE_PHRASES == 0
        {
            found.push(i);
        }
    }
    take_in(chosen, found);
}

/// A quotation between two kept paragraphs of one element, or right below them, belongs to the text as a whole: other
/// people's posts are quoted so, and the text speaks of them. What only says again what the text says is set there to catch
/// the eye, and does not.
fn add_quotations(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let mut reach = reaches(page, chosen);
    // Few pages quote in boxes of their own: what the text says is gathered when it is asked for.
    let said = LazyCell::new(|| -> HashSet<u64> {
        chosen.iter().flat_map(|i| runs(page.text(*i))).collect()
    });
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(block) = page.get(i) {
        let Some(quotation) = quotation_of(tree, block) else {
            i += 1;
            continue;
        };
        let from = i;
        while page
            .get(i)
            .is_some_and(|block| quotation_of(tree, block) == Some(quotation))
        {
            i += 1;
        }
        let missing = (from..i).filter(|at| chosen.binary_search(at).is_err());
        if missing.clone().count() == 0
            || missing
                .clone()
                .any(|at| page.block(at).context.is_in(ELSEWHERE))
        {
            continue;
        }
        let holder = query::ancestors(tree, quotation).take(QUOTED).find(|id| {
            reach
                .get(&id.0)
                .is_some_and(|reach| reach.holds(from) || reach.last + 1 == from)
        });
        let begun = missing.clone().count() < i - from;
        if begun || (holder.is_some() && !is_said(page, missing, &said)) {
            found.extend(from..i);
            if let Some(reach) = holder.and_then(|id| reach.get_mut(&id.0)) {
                reach.last = reach.last.max(i - 1);
            }
        }
    }
    take_in(chosen, found);
}

/// The outermost quotation that a block is in.
fn quotation_of(tree: &Tree, block: &PageBlock) -> Option<NodeId> {
    let within = block.context.is_in(place::QUOTE);
    within.then(|| around(tree, block, Tag::BLOCKQUOTE).last())?
}

/// Whether nearly all of some blocks stands in the text already.
fn is_said(page: &Page, blocks: impl Iterator<Item = usize>, said: &HashSet<u64>) -> bool {
    let own: Vec<u64> = blocks.flat_map(|i| runs(page.text(i))).collect();
    let again = own.iter().filter(|run| said.contains(run)).count();
    again * 10 > own.len() * 7
}

/// A heading between two paragraphs of the text, in the element that holds both, belongs to it.
fn add_headings(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let mut found = Vec::new();
    for pair in chosen.windows(2) {
        // Directly above the text that follows; more than one may stand there.
        for i in (pair[0] + 1..pair[1]).rev() {
            if !is_sub_heading(page, i) || stands_elsewhere(page, i, pair[0]) {
                break;
            }
            let container = page.block(i).parent;
            let holds = |at: usize| {
                query::ancestors(tree, page.block(at).node)
                    .take(CONTAINER)
                    .any(|id| id == NodeId(container))
            };
            if !holds(pair[0]) || !holds(pair[1]) {
                break;
            }
            found.push(i);
        }
    }
    chosen.extend(found);
    chosen.sort_unstable();
}

/// Whether a block is in a place that the text beside it isn't in: whole pages stand in a form.
fn stands_elsewhere(page: &Page, i: usize, beside: usize) -> bool {
    let flags = |i: usize| page.block(i).context.flags;
    flags(i) & ELSEWHERE & !flags(beside) != 0
}

fn is_sub_heading(page: &Page, i: usize) -> bool {
    let context = &page.block(i).context;
    context.is_in(place::HEADING)
        && (1..=LONGEST_HEADING).contains(&page.words(i))
        && !page.is_link(i)
        && !page.is_furniture(i)
}

/// The line right below the text that is nothing but who supplied it, `(Agency)` or an agency's credit.
fn add_credit(page: &Page, agencies: &Agencies, chosen: &mut Vec<usize>) {
    let Some(last) = chosen.last().copied() else {
        return;
    };
    let at = last + 1;
    let Some(next) = page.get(at) else { return };
    let block = page.block(last);
    let sibling = next.parent == block.parent && next.tag == block.tag;
    if !sibling || next.context.is_in(ELSEWHERE) || page.is_furniture(at) {
        return;
    }
    let text = page.text(at).trim();
    let words = page.words(at);
    let bracketed = text
        .strip_prefix(['(', '（', '['])
        .and_then(|rest| rest.strip_suffix([')', '）', ']']))
        .is_some_and(|name| {
            words <= LONGEST_NAME
                && name.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
                && !name.contains(|c: char| c.is_ascii_digit() || "()[]".contains(c))
        });
    let credited = || {
        words <= LONGEST_CREDIT
            && credit::find_credits(text, &[], None, agencies)
                .iter()
                .any(|found| matches!(found.part, Part::Author | Part::Helper))
    };
    if bracketed || credited() {
        chosen.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;
    use crate::extract::written_time::Order;

    /// The text after filling, of a page of which the model chose the blocks with a full stop.
    fn filled(source: &str) -> Vec<String> {
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let mut chosen: Vec<usize> = (0..blocks.blocks.len())
            .filter(|i| page.text(*i).ends_with('.'))
            .collect();
        let facts = Facts::of(&tree, None);
        fill(&tree, &page, &facts, &Agencies::builtin(), &mut chosen);
        let texts = chosen.into_iter().map(|i| page.text(i).to_owned());
        texts.collect()
    }

    #[test]
    fn goes_on_with_a_text_as_long_as_a_chapter() {
        let page = |chosen: usize| {
            let said = "they rowed on past the seventh light and the eighth";
            let told = (0..chosen).map(|n| format!("<p>On day {n} {said}.</p>"));
            let passed_over = (0..9).map(|n| format!("<p>On night {n} {said}!</p>"));
            let source: String = told.chain(passed_over).collect();
            filled(&format!(
                "<div>{source}<p>Go on!</p></div><div><p>Of another boat they said the very same thing!</p></div>"
            ))
        };
        assert_eq!(page(CHAPTER).len(), CHAPTER + 9);
        assert_eq!(page(CHAPTER - 1).len(), CHAPTER - 1);
    }

    #[test]
    fn takes_in_headings_inside_the_text() {
        assert_eq!(
            filled(
                "<form><div><h2>On top</h2><p>They went out.</p><h2>Nine, six, four</h2><h3>By night</h3><p>They came back.</p>\
                 <h2>How to do it</h2><ul><li>Turn them.</li></ul><h2>Below</h2></div></form>"
            ),
            [
                "They went out.",
                "Nine, six, four",
                "By night",
                "They came back.",
                "How to do it",
                "Turn them."
            ]
        );
        // Not a box's, not one of links, not one with other things below it.
        assert_eq!(
            filled(
                "<div><p>They went out.</p><aside><h2>The boat</h2></aside><h2><a href=/x>Old boat sold</a></h2>\
                 <p>They came back.</p><h2>Related</h2><p><a href=/y>Harbor closed</a></p><p>They slept.</p></div>"
            ),
            ["They went out.", "They came back.", "They slept."]
        );
    }

    #[test]
    fn takes_in_tables_and_lists_inside_the_text() {
        let cells = "<table><tr><th>Boat<th>Crew<tr><td>Merriday<td>7</table>";
        assert_eq!(
            filled(&format!(
                "<div><p>They went out.</p>{cells}<ul><li>Nine men</ul><p>Two women</p><p>They came back.</p>{cells}</div>{cells}"
            )),
            [
                "They went out.",
                "Boat",
                "Crew",
                "Merriday",
                "7",
                "Nine men",
                "Two women",
                "They came back."
            ]
        );
        // Not links, not what is called furniture, not a layout of one column.
        assert_eq!(
            filled(
                "<div><p>They went out.</p><ul class=share-links><li>Send</ul><ul><li><a href=/a>Old boat sold</a></ul>\
                 <p>Read more: Old boat sold</p><table><tr><td>Weather<tr><td>Tides</table><p>They came back.</p></div>"
            ),
            ["They went out.", "They came back."]
        );
    }

    #[test]
    fn takes_in_quotations_as_a_whole() {
        let post = "<blockquote><p>Nine of them, and not one wet!</p>— Harbor Watch, <a href=/w>May 2</a></blockquote>";
        let with = |quoted: &str| {
            filled(&format!(
                "<div><p>They went out.</p><div><div>{quoted}</div></div><p>They came back at nine.</p>{quoted}</div>{quoted}"
            ))
        };
        assert_eq!(
            with(post),
            [
                "They went out.",
                "Nine of them, and not one wet!",
                "— Harbor Watch, May 2",
                "They came back at nine.",
                "Nine of them, and not one wet!",
                "— Harbor Watch, May 2"
            ]
        );
        // Not what says the text again, and not what stands elsewhere.
        let again = "<blockquote><p>They came back at nine</p></blockquote>";
        let beside =
            "<aside><blockquote><p>Nine of them, and not one wet!</p></blockquote></aside>";
        assert_eq!(with(again).len(), 2);
        assert_eq!(with(beside).len(), 2);
    }

    #[test]
    fn takes_in_a_standfirst_that_stands_nowhere_else() {
        let first = |description: &str| {
            filled(&format!(
                "<head><title>Nine in a boat</title><meta name=description content='{description}'></head><h1>Nine in a boat</h1>\
                 <p class=standfirst>How the harbor got its crew back</p><p>They went out.</p>"
            ))
        };
        let called = "How the harbor got its crew back";
        assert_eq!(first("All of it"), [called, "They went out."]);
        assert_eq!(first(called), ["They went out."]);
    }

    #[test]
    fn takes_in_the_credit_that_closes_the_text() {
        let last = |line: &str| {
            let page = format!("<div><p>It fell slowly after ten.</p>{line}<p>Pallets</p></div>");
            filled(&page).len() == 2
        };
        assert!(last("<p>(Merrow Press Agency)</p>") && last("<p>[Talwind]</p>"));
        assert!(last("<p>Source: Reuters</p>") && last("<p>(dpa)</p>"));
        assert!(last(
            "<p>The Associated Press contributed to this report.</p>"
        ));
        assert!(!last("<p>(12)</p>") && !last("<p>Source: our own count</p>"));
        assert!(!last("<p>(see the table in the paper of last Friday)</p>"));
        assert!(!last("<div><p>(Merrow Press Agency)</p></div>") && !last("<li>(Map)</li>"));
    }
}
