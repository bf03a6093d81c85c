//! What frames the text: a page without class words gives the body model little to go by, so what stands before the
//! headline, the lines of author and date, boxes beside the column and calls to subscribe are told by their own form
//! here. What it passed over comes in by [`super::fill`].

use super::blocks::{PageBlock, PageBlocks, place};
use super::facts::Facts;
use super::features::{count_words, is_stop, runs};
use super::labels::Labelled;
use super::written_time::{self, Order};
use super::{fill, hints, outlet, page_kind};
use crate::agencies::Agencies;
use crate::html::{NodeId, Tag, Tree, query};
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// Phrase groups of [`hints::phrase_groups`].
const MORE_TO_READ: u64 = 1;
const NEWSLETTERS: u64 = 1 << 1;
const ADVERTISING: u64 = 1 << 7;
const SHARING: u64 = 1 << 5;
const WRITERS: u64 = 1 << 9;
const WHEN: u64 = 1 << 10;
/// Class group of [`hints::class_groups`].
const STANDFIRST_CLASS: usize = 18;
/// Longest furniture, in words.
const SHORT: usize = 25;
/// Words from which on a line may be a sentence.
const SENTENCE: usize = 6;
/// Longest last line that is a link, in words.
const WAY_OUT: usize = 3;
/// Longest label over links, in words.
const LABEL: usize = 8;
/// Headings over other stories that are looked at.
const OTHERS: usize = 16;
/// Levels above a block that are looked at.
const DEEP: usize = 60;
/// Blocks at the start among which the headline and the lines under it stand.
pub const HEAD: usize = 14;
/// Share of the words that a table's cell must hold to be the page's column.
const COLUMN: f64 = 0.7;

/// Clears the chosen blocks of what frames the text. `said` are the shares of each block that other blocks say too.
pub fn clear(
    tree: &Tree,
    page: &Page,
    facts: &Facts,
    labelled: &Labelled,
    said: &[[f32; 2]],
    agencies: &Agencies,
    chosen: &mut Vec<usize>,
) {
    chosen.retain(|i| labelled.block != Some(*i));
    keep_column(tree, page, chosen);
    drop_to_headline(page, facts.headline.as_deref(), chosen);
    drop_lines_under_headline(page, facts, chosen);
    chosen.retain(|i| !page.is_furniture(*i) && !page.is_caption(*i));
    // Most pages say nothing twice, and need no closer look.
    let is_said = |i: &usize| said.get(*i).is_some_and(|[a, b]| a + b > SAID);
    if chosen
        .iter()
        .any(|i| is_said(i) && page.words(*i) * 2 >= LONG)
    {
        drop_repetition(page, chosen);
    }
    drop_headings_of_boxes(page, chosen);
    drop_pointers(page, chosen);
    drop_other_stories(tree, page, chosen);
    drop_linked_end(page, chosen);
    drop_offers(page, chosen);
    fill::fill(tree, page, facts, agencies, chosen);
}

/// The blocks of a page and how they read.
pub struct Page<'p> {
    pub blocks: &'p PageBlocks,
    pub order: Order,
}

impl Page<'_> {
    pub fn get(&self, i: usize) -> Option<&PageBlock> {
        self.blocks.blocks.get(i)
    }

    pub fn block(&self, i: usize) -> &PageBlock {
        &self.blocks.blocks[i]
    }

    pub fn text(&self, i: usize) -> &str {
        self.blocks.text_of(self.block(i))
    }

    pub fn words(&self, i: usize) -> usize {
        self.block(i).letters.words
    }

    pub fn is_link(&self, i: usize) -> bool {
        let block = self.block(i);
        block.link_bytes * 10 > (block.end - block.start) * 4
    }

    /// More links than other text.
    fn is_mostly_link(&self, i: usize) -> bool {
        let block = self.block(i);
        block.link_bytes * 2 > block.end - block.start
    }

    /// A pointer to another story, a call to subscribe, an advertisement.
    pub fn is_furniture(&self, i: usize) -> bool {
        if self.words(i) > SHORT {
            return false;
        }
        let text = self.text(i);
        let phrases = self.block(i).phrases;
        let first_line = text.lines().next().unwrap_or_default();
        let labelled_ad = text.contains('\n')
            && count_words(first_line) <= 2
            && hints::phrase_groups(first_line) & ADVERTISING != 0;
        let (mut capitals, mut small) = (false, false);
        for c in text.chars() {
            capitals |= c.is_uppercase();
            small |= c.is_lowercase();
        }
        // A whole sentence in capitals, and linked, calls out what to read elsewhere.
        let called_out = capitals && !small && self.words(i) >= SENTENCE && self.is_mostly_link(i);
        (phrases & MORE_TO_READ != 0 && self.is_link(i))
            || called_out
            || phrases & NEWSLETTERS != 0
            || labelled_ad
    }

    /// What a figure says below its picture; a figure may also hold a table or a quotation.
    fn is_caption(&self, i: usize) -> bool {
        let context = &self.block(i).context;
        context.is_in(place::FIGURE | place::FIGCAPTION)
            && !context.is_in(place::TABLE | place::QUOTE)
    }

    /// A line that is called a standfirst and reads like one.
    pub fn is_standfirst(&self, i: usize) -> bool {
        let block = self.block(i);
        let called = block.context.class_within(STANDFIRST_CLASS, 2)
            || block.inline_groups >> STANDFIRST_CLASS & 1 == 1;
        called && self.may_sum_up(i)
    }

    /// A paragraph or heading without a time that may sum the text up, whatever it is called.
    pub fn is_summary(&self, i: usize) -> bool {
        matches!(self.block(i).tag, Tag::P | Tag::H2 | Tag::H3)
            && self.may_sum_up(i)
            && written_time::find(self.text(i), self.order).is_none()
    }

    fn may_sum_up(&self, i: usize) -> bool {
        let block = self.block(i);
        let words = self.words(i);
        let elsewhere = place::NAV
            | place::ASIDE
            | place::FIGURE
            | place::FIGCAPTION
            | place::BUTTON
            | place::FORM
            | place::LIST
            | place::TIME;
        if !(5..=80).contains(&words)
            || self.is_link(i)
            || self.is_byline(i)
            || self.is_furniture(i)
            || block.context.is_in(elsewhere)
        {
            return false;
        }
        block.phrases & (WRITERS | WHEN | SHARING) == 0
    }

    /// A line of author, date or reading time and nothing else.
    fn is_byline(&self, i: usize) -> bool {
        let text = self.text(i);
        let words = self.words(i);
        let ends_as_sentence = text.trim_end().ends_with(['.', '!', '?', '”', '。', '؟'])
            && !text.trim_end().ends_with(".m.");
        let by = text
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("by "));
        let dated = written_time::find(text, self.order).is_some();
        let timed = words <= LABEL && self.block(i).phrases & WHEN != 0;
        words <= 14 && !ends_as_sentence && (dated || by || timed)
    }
}

/// In pages laid out by tables the text stands in one cell: what was chosen from others stands beside it.
fn keep_column(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let cell = |i: usize| -> Option<NodeId> {
        let node = page.block(i).node;
        std::iter::once(node)
            .chain(query::ancestors(tree, node))
            .find(|id| tree.tag(*id) == Tag::TD)
    };
    let mut words: HashMap<Option<NodeId>, usize> = HashMap::new();
    for i in chosen.iter() {
        *words.entry(cell(*i)).or_default() += page.words(*i);
    }
    let all: usize = words.values().sum();
    let column = words.iter().max_by_key(|(cell, words)| (**words, **cell));
    let Some((Some(column), most)) = column.map(|(cell, words)| (*cell, *words)) else {
        return;
    };
    #[expect(clippy::cast_precision_loss, reason = "words of one page")]
    let is_column = most as f64 >= COLUMN * all as f64;
    if is_column {
        chosen.retain(|i| cell(*i) == Some(column));
    }
}

/// Drops the headline wherever it stands again, at the top alone or as the last line of a block, and there what stands
/// before it.
fn drop_to_headline(page: &Page, headline: Option<&str>, chosen: &mut Vec<usize>) {
    let key = headline.map(outlet::key).unwrap_or_default();
    if key.is_empty() {
        return;
    }
    let is_headline = |i: usize| {
        let last_line = page.text(i).lines().last().unwrap_or_default();
        outlet::reads_as(last_line, &key)
    };
    if let Some(at) = chosen.iter().take(HEAD).position(|i| is_headline(*i)) {
        // Above the headline stand mastheads and taglines; running text there means that this is no headline.
        if chosen[..at].iter().all(|i| page.words(*i) <= SHORT) {
            chosen.drain(..=at);
        } else {
            chosen.remove(at);
        }
    }
    chosen.retain(|i| !outlet::reads_as(page.text(*i), &key));
}

/// Runs of words from which on a block may be found to say nothing of its own.
const LONG: usize = 40;
/// Share of a block's runs of three words that stand elsewhere, below which no four in five of its runs of six can.
const SAID: f32 = 0.7;

/// Drops long blocks that only say again what other blocks say: the text as one string for machines, a printed copy.
fn drop_repetition(page: &Page, chosen: &mut Vec<usize>) {
    let own = |i: &usize| {
        // What a block repeats in itself nobody else has said.
        let mut own = long_runs(page.text(*i));
        own.sort_unstable();
        own.dedup();
        own
    };
    let all: Vec<Vec<u64>> = chosen.iter().map(own).collect();
    let mut counts: HashMap<u64, usize> = HashMap::new();
    for run in all.iter().flatten() {
        *counts.entry(*run).or_default() += 1;
    }
    // The longest first: a string of the whole text goes, and not the paragraphs that it is made of. Of two alike the later.
    let mut order: Vec<usize> = (0..all.len()).filter(|at| all[*at].len() >= LONG).collect();
    order.sort_by_key(|at| Reverse((all[*at].len(), *at)));
    let mut dropped = HashSet::new();
    for at in order {
        let own = &all[at];
        let again = own
            .iter()
            .filter(|run| counts.get(run).is_some_and(|count| *count > 1))
            .count();
        if again * 10 > own.len() * 8 {
            // The other that says it then stays.
            for run in own {
                counts.entry(*run).and_modify(|count| *count -= 1);
            }
            dropped.insert(chosen[at]);
        }
    }
    chosen.retain(|i| !dropped.contains(i));
}

/// Hashes of the runs of six words: shorter ones recur by chance in a long text. At the borders of what a string is made of
/// some stand nowhere else.
fn long_runs(text: &str) -> Vec<u64> {
    let short = runs(text);
    let pairs = short.iter().zip(short.iter().skip(3));
    pairs
        .map(|(first, second)| first.rotate_left(7) ^ second)
        .collect()
}

/// Drops a short last line that is nothing but a link: it leads back, home or on.
fn drop_linked_end(page: &Page, chosen: &mut Vec<usize>) {
    while let Some(last) = chosen.last().copied() {
        let block = page.block(last);
        let plain = !block.context.is_in(place::LIST | place::QUOTE)
            && !matches!(block.tag, Tag::TD | Tag::TH);
        let spaces = page.text(last).matches(char::is_whitespace).count();
        let linked = block.link_bytes + spaces >= block.end - block.start;
        if !(plain && linked && page.words(last) <= WAY_OUT) {
            return;
        }
        chosen.pop();
    }
}

/// A heading that shares its box with lines that are no text, and with none that are, is the box's.
fn drop_headings_of_boxes(page: &Page, chosen: &mut Vec<usize>) {
    let is_heading = |i: usize| page.block(i).context.is_in(place::HEADING);
    let with_text: HashSet<u32> = chosen
        .iter()
        .filter(|i| !is_heading(**i))
        .map(|i| page.block(*i).parent)
        .collect();
    chosen.retain(|i| {
        let parent = page.block(*i).parent;
        let beside = page.get(*i + 1).is_some_and(|next| next.parent == parent);
        !is_heading(*i) || !beside || with_text.contains(&parent)
    });
}

/// A heading that points to other stories takes with it what follows in its part of the page: the largest element around
/// it that holds nothing of the text above.
fn drop_other_stories(tree: &Tree, page: &Page, chosen: &mut Vec<usize>) {
    let path = |i: usize| {
        let node = page.block(i).node;
        std::iter::once(node).chain(query::ancestors(tree, node).take(DEEP))
    };
    let (Some(first), Some(last)) = (chosen.first().copied(), chosen.last().copied()) else {
        return;
    };
    let headings = (first + 1..last).filter(|i| {
        let block = page.block(*i);
        block.context.is_in(place::HEADING)
            && block.phrases & MORE_TO_READ != 0
            && page.words(*i) <= LABEL
    });
    for heading in headings.take(OTHERS) {
        let Some(above) = chosen.iter().rfind(|i| **i < heading).copied() else {
            continue;
        };
        let text: HashSet<NodeId> = path(above).collect();
        let Some(part) = path(heading).take_while(|id| !text.contains(id)).last() else {
            continue;
        };
        chosen.retain(|i| *i < heading || !path(*i).any(|id| id == part));
    }
}

/// Drops a label that points to other stories together with the links below it.
fn drop_pointers(page: &Page, chosen: &mut Vec<usize>) {
    let is_label = |i: usize| page.words(i) <= LABEL && page.block(i).phrases & MORE_TO_READ != 0;
    let mut below = false;
    let mut last = None;
    chosen.retain(|i| {
        let next = page.get(*i + 1).is_some() && page.is_mostly_link(*i + 1);
        below =
            (is_label(*i) && next) || (below && last == Some(*i - 1) && page.is_mostly_link(*i));
        last = Some(*i);
        !below
    });
}

/// Drops lines at the end that offer the rest of the text, or more of its kind, for money.
fn drop_offers(page: &Page, chosen: &mut Vec<usize>) {
    while let Some(last) = chosen.last().copied()
        && chosen.len() > 1
        && page.words(last) <= SHORT
        && page_kind::asks_to_pay(page.text(last))
    {
        chosen.pop();
    }
}

/// Drops the lines of author and date that open the text, and above its second paragraph one that names an author of the
/// page and little else.
fn drop_lines_under_headline(page: &Page, facts: &Facts, chosen: &mut Vec<usize>) {
    for _ in 0..3 {
        match chosen.first() {
            Some(first) if page.is_byline(*first) => drop(chosen.remove(0)),
            _ => break,
        }
    }
    // Under a standfirst the line may stand, too.
    let elsewhere = place::HEADING | place::LIST | place::TABLE | place::QUOTE;
    let stamps = |i: usize| {
        page.words(i) <= LABEL && !page.block(i).context.is_in(elsewhere) && page.is_byline(i)
    };
    if let Some(second) = chosen.get(1).copied().filter(|i| stamps(*i)) {
        chosen.retain(|i| *i != second);
    }
    let names = || {
        let names = facts.data.authors.iter().map(|author| author.name.trim());
        names.filter(|name| name.contains(' '))
    };
    let signs = |i: usize| {
        let text = page.text(i).trim_end();
        let heading = page.block(i).context.is_in(place::HEADING);
        let extra = |name: &str| page.words(i) - count_words(name).min(page.words(i));
        !heading
            && page.words(i) <= LABEL
            && !text.ends_with(is_stop)
            && names().any(|name| text.contains(name) && extra(name) <= 2)
    };
    if let Some(at) = chosen.iter().take(3).position(|i| signs(*i)) {
        chosen.remove(at);
    }
}

/// On a branded page the text ends where the template goes on: `More:CATEGORY`, `Recommend`, `Related`, a vote.
pub fn keep_between(
    blocks: &PageBlocks,
    labelled: &Labelled,
    facts: &Facts,
    chosen: &mut Vec<usize>,
) {
    let start = labelled.block.map_or(0, |at| at + 1);
    let headline = facts
        .headline
        .as_deref()
        .map(outlet::key)
        .unwrap_or_default();
    let end = (start..blocks.blocks.len())
        .find(|i| {
            let text = blocks.text_of(&blocks.blocks[*i]);
            let key = outlet::key(text);
            let more = labelled
                .category
                .as_deref()
                .is_some_and(|category| key == format!("more{}", outlet::key(category)));
            let vote =
                text.chars().count() <= 24 && text.ends_with(')') && key.starts_with("verygood");
            more || vote || matches!(key.as_str(), "recommend" | "recommended" | "related")
        })
        .unwrap_or(blocks.blocks.len());
    chosen.retain(|i| {
        (start..end).contains(i) && !outlet::reads_as(blocks.text_of(&blocks.blocks[*i]), &headline)
    });
    // What the model passed over between the marks, if it is running text, is the text all the same.
    let missed = (start..end).filter(|i| {
        let block = &blocks.blocks[*i];
        block.tag == Tag::P
            && block.link_bytes * 2 < block.end - block.start
            && block.end - block.start > 60
    });
    chosen.extend(missed);
    chosen.sort_unstable();
    chosen.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;

    #[test]
    fn drops_what_only_repeats_the_text() {
        let words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
        let (first, second) = (words[..30].join(" "), words[30..].join(" "));
        let tree_of = |last: &str| format!("<p>{first}</p><p>{second}</p><p>{last}</p>");
        let kept = |last: &str| {
            let source = tree_of(last);
            let tree = Tree::parse(&source);
            let blocks = segment(&tree);
            let page = Page {
                blocks: &blocks,
                order: Order::DayFirst,
            };
            let mut chosen = vec![0, 1, 2];
            drop_repetition(&page, &mut chosen);
            chosen
        };
        assert_eq!(kept(&words.join(" ")).len(), 2);
        assert_eq!(kept("They came back with nine men."), [0, 1, 2]);
        assert_eq!(kept(&words[..20].join(" ")), [0, 1, 2]);
    }

    #[test]
    fn drops_the_string_of_all_paragraphs_and_keeps_them() {
        let words: Vec<String> = (0..150).map(|n| format!("word{n}")).collect();
        let source: String = [0, 50, 100]
            .map(|from| format!("<p>{}</p>", words[from..from + 50].join(" ")))
            .concat();
        let source = format!("{source}<div>{}</div>", words.join(" "));
        let tree = Tree::parse(&source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let mut chosen = vec![0, 1, 2, 3];
        drop_repetition(&page, &mut chosen);
        assert_eq!(chosen, [0, 1, 2]);
    }

    #[test]
    fn drops_other_stories_with_their_heading() {
        let kept = |source: &str| {
            let tree = Tree::parse(source);
            let blocks = segment(&tree);
            let page = Page {
                blocks: &blocks,
                order: Order::DayFirst,
            };
            let mut chosen: Vec<usize> = (0..blocks.blocks.len()).collect();
            drop_other_stories(&tree, &page, &mut chosen);
            chosen
        };
        let others = "<h3>Read more</h3><div><p>The boat was sold.</p></div><p>Nobody slept.</p>";
        let text = "<p>They went out.</p>";
        assert_eq!(kept(&format!("<div>{text}</div><div>{others}</div>")), [0]);
        // In a box inside the text only the box goes.
        assert_eq!(
            kept(&format!("<div>{text}<div>{others}</div>{text}</div>")),
            [0, 4]
        );
        // With nothing around both there is no telling where the others end.
        assert_eq!(kept(&format!("<div>{text}{others}</div>")), [0, 2, 3]);
    }

    #[test]
    fn knows_what_is_no_sentence_of_the_text() {
        let source = "<p><a href=/a>TWO MEN SAVED FROM THE WEND</a></p><p><a href=/b>Two men saved from the Wend</a></p>\
                      <p>TWO MEN SAVED FROM THE WEND</p><p>Tempo de leitura: 2 minutos</p><p>They read for two minutes</p>";
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let of = |is: &dyn Fn(usize) -> bool| (0..5).filter(|i| is(*i)).collect::<Vec<_>>();
        assert_eq!(of(&|i| page.is_furniture(i)), [0]);
        assert_eq!(of(&|i| page.is_byline(i)), [3]);
    }

    #[test]
    fn drops_a_last_line_that_leads_away() {
        let last = |line: &str| {
            let source = format!("<p>They went out.</p>{line}");
            let tree = Tree::parse(&source);
            let blocks = segment(&tree);
            let page = Page {
                blocks: &blocks,
                order: Order::DayFirst,
            };
            let mut chosen = vec![0, 1];
            drop_linked_end(&page, &mut chosen);
            chosen.len()
        };
        assert_eq!(last("<p><a href=/>Back</a>"), 1);
        assert_eq!(last("<p><a href=/>Go to start</a>"), 1);
        assert_eq!(last("<p>Back"), 2);
        assert_eq!(last("<p>They are <a href=/>back</a>"), 2);
        assert_eq!(last("<ul><li><a href=/>Nine men</a></ul>"), 2);
    }

    #[test]
    fn keeps_paragraphs_of_few_words_that_recur_otherwise() {
        // Every run of three words recurs, and none of six.
        let words = ["nine", "men", "rowed", "on", "past"];
        let mut seed = 7u32;
        let mut word = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            words[(seed >> 24) as usize % words.len()]
        };
        let paragraphs = (0..40).map(|_| (0..60).map(|_| word()).collect::<Vec<_>>().join(" "));
        let source: String = paragraphs.map(|text| format!("<p>{text}</p>")).collect();
        let tree = Tree::parse(&source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let mut chosen: Vec<usize> = (0..40).collect();
        drop_repetition(&page, &mut chosen);
        assert_eq!(chosen.len(), 40);
    }

    #[test]
    fn drops_pointers_with_the_links_below_them() {
        let source = "<div><p>They went out.</p><p>Read more:</p><p><a href=/a>Old boat sold</a> [Video]</p>\
                      <p><a href=/b>Harbor closed</a></p><p>They came back.</p><p>Read more</p><p>They slept.</p>\
                      <p><a href=/c>The boat</a></p></div>";
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let mut chosen: Vec<usize> = (0..blocks.blocks.len()).collect();
        drop_pointers(&page, &mut chosen);
        assert_eq!(chosen, [0, 4, 5, 6, 7]);
    }

    #[test]
    fn drops_the_headline_wherever_it_stands_again() {
        let source = "<h1>Nine in a boat</h1><p>They went out.</p><div>Nine in a boat</div><p>They came back.</p>";
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        let mut chosen = vec![0, 1, 2, 3];
        drop_to_headline(&page, Some("Nine in a Boat"), &mut chosen);
        assert_eq!(chosen, [1, 3]);
    }

    #[test]
    fn drops_the_heading_of_a_box_and_keeps_that_of_the_text() {
        let source = "<div><p>The vote came at dawn.</p><div><h4>The Courier at seven</h4><p>Every morning by mail.</p></div>\
                      <h4>What comes next</h4><p>The law takes effect in May.</p></div>";
        let tree = Tree::parse(source);
        let blocks = segment(&tree);
        let page = Page {
            blocks: &blocks,
            order: Order::DayFirst,
        };
        // All but the line in the box.
        let mut chosen = vec![0, 1, 3, 4];
        drop_headings_of_boxes(&page, &mut chosen);
        assert_eq!(chosen, [0, 3, 4]);
    }
}
