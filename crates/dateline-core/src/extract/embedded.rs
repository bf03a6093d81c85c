//! Text that stands only in a page's data: JSON-LD's `articleBody`, the state that a script will show later, the parts of
//! a page that Next.js streams, and templates.

mod strings;

use super::features::{count_words, is_stop};
use crate::html::{NodeId, Tag, Tree, entities, query};
use crate::model::{Block, BlockKind};
use std::collections::HashMap;
use strings::{Found, strings};

/// Bytes of scripts that are read for state.
const MAX_STATE: usize = 8 << 20;
/// Words below which a text is no article.
const FEWEST_WORDS: usize = 60;
/// Bytes of a paragraph in a template.
const LONG: usize = 20_000;

/// A text with markup or line ends as blocks.
pub fn text_blocks(text: &str) -> Vec<Block> {
    if text.contains("</") || text.contains("<br") || text.contains("<p") {
        let tree = Tree::parse(text);
        let page = super::blocks::segment(&tree);
        return page
            .blocks
            .iter()
            .map(|block| Block::new(super::web_page::kind_of(block), page.text_of(block)))
            .collect();
    }
    let text = entities::decode(text, false);
    text.split(['\n', '\r', '\u{2029}'])
        .map(super::survey::one_line)
        .filter(|line| !line.is_empty())
        .map(|text| Block::new(BlockKind::Paragraph, text))
        .collect()
}

/// The longest running text in the page's state; empty when there is none.
pub fn in_state(tree: &Tree, scripts: &[NodeId]) -> Vec<Block> {
    let mut best: (usize, Vec<Block>) = (FEWEST_WORDS, Vec::new());
    let mut left = MAX_STATE;
    let mut streamed = String::new();
    for id in scripts {
        let script = tree.text(*id);
        if script.len() > left {
            continue;
        }
        if let Some(part) = streamed_part(&script) {
            left -= script.len();
            streamed.push_str(&part);
        } else if script.len() >= 400 && is_data(&script) {
            left -= script.len();
            best = longer(best, longest_text(&strings(&script)));
        }
    }
    if !streamed.is_empty() {
        best = longer(best, longest_text(&streamed_strings(&streamed)));
    }
    best.1
}

fn longer(best: (usize, Vec<Block>), other: Option<(usize, Vec<Block>)>) -> (usize, Vec<Block>) {
    match other {
        Some(other) if other.0 > best.0 => other,
        _ => best,
    }
}

/// Whether a script is data: JSON, or something assigned or handed over near its start.
fn is_data(script: &str) -> bool {
    let Some(start) = script.find(['{', '[', '(']) else {
        return false;
    };
    let before = script[..start].trim_end();
    start <= 400 && (before.is_empty() || before.ends_with('=') || script[start..].starts_with('('))
        || script.contains("JSON.parse(")
        || [
            "__NUXT__",
            "__APOLLO_STATE__",
            "globalContent",
            "_STATE__",
            "initialState",
        ]
        .iter()
        .any(|name| script.contains(name))
}

/// What one script of a streamed Next.js page adds to the stream.
fn streamed_part(script: &str) -> Option<String> {
    let (_, call) = script.split_once("__next_f.push(")?;
    let parts = strings(call);
    Some(parts.into_iter().map(|part| part.text).collect())
}

/// The strings of a stream: rows of JSON, and texts that are told by their length.
fn streamed_strings(stream: &str) -> Vec<Found> {
    let mut out = Vec::new();
    let mut rest = stream;
    while let Some(at) = rest.find(":T") {
        let length = rest[at + 2..].split_once(',').map(|(hex, _)| hex);
        let Some((hex, length)) =
            length.and_then(|hex| Some((hex, usize::from_str_radix(hex, 16).ok()?)))
        else {
            out.extend(strings(&rest[..at]));
            rest = &rest[at + 2..];
            continue;
        };
        out.extend(strings(&rest[..at]));
        let start = at + 2 + hex.len() + 1;
        let mut end = (start + length).min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        out.push(Found {
            path: 1,
            aside: false,
            text: rest[start..end].to_owned(),
        });
        rest = &rest[end..];
    }
    out.extend(strings(rest));
    out
}

/// The longest string with markup, or the largest group of sentences under one path.
fn longest_text(found: &[Found]) -> Option<(usize, Vec<Block>)> {
    let mut marked: Option<(usize, &str)> = None;
    // Words of sentences, the first and the last of them.
    let mut groups: HashMap<u64, (usize, usize, usize)> = HashMap::new();
    for (at, string) in found.iter().enumerate().filter(|(_, found)| !found.aside) {
        let text = string.text.trim();
        if text.len() < 30 || text.starts_with("http") {
            continue;
        }
        if text.contains("</p>") || text.contains("<br") {
            let words = count_words(text);
            if marked.is_none_or(|(most, _)| words > most) {
                marked = Some((words, text));
            }
        }
        if is_sentence(text) {
            let group = groups.entry(string.path).or_insert((0, at, at));
            group.0 += count_words(text);
            group.2 = at;
        }
    }
    let group = groups
        .into_iter()
        .max_by_key(|(path, group)| (group.0, *path));
    match (marked, group) {
        (Some((words, text)), group) if group.is_none_or(|(_, group)| words >= group.0) => {
            Some((words, text_blocks(text)))
        }
        (_, Some((path, (words, first, last)))) => {
            // Short lines between its sentences are of the text, too.
            let own = found[first..=last]
                .iter()
                .filter(|found| found.path == path);
            let lines = own.map(|found| found.text.trim()).filter(|text| {
                text.contains(char::is_whitespace) || text.chars().any(super::features::is_wide)
            });
            let lines: Vec<&str> = lines.collect();
            // The messages of a program are mostly no sentences.
            let all: usize = lines.iter().map(|line| count_words(line)).sum();
            (words * 2 >= all).then(|| (words, lines.into_iter().flat_map(text_blocks).collect()))
        }
        _ => None,
    }
}

/// The longest text that stands in a template which no browser shows by itself.
pub fn in_templates(tree: &Tree) -> Vec<Block> {
    let mut best = (FEWEST_WORDS / 2, Vec::new());
    for id in tree.ids().filter(|id| tree.tag(*id) == Tag::TEMPLATE) {
        let within = query::descendants(tree, id);
        let blocks: Vec<Block> = within.filter_map(|id| paragraph(tree, id)).collect();
        let words = blocks.iter().map(|block| count_words(&block.text)).sum();
        if words > best.0 {
            best = (words, blocks);
        }
    }
    best.1
}

fn paragraph(tree: &Tree, id: NodeId) -> Option<Block> {
    let kind = match tree.tag(id) {
        Tag::P => BlockKind::Paragraph,
        Tag::H2 | Tag::H3 | Tag::H4 => BlockKind::Heading,
        Tag::LI => BlockKind::ListItem,
        _ => return None,
    };
    let text = query::text_of(tree, id, LONG);
    (!text.is_empty()).then(|| Block::new(kind, text))
}

fn is_sentence(text: &str) -> bool {
    let ended = text
        .trim_end_matches(['"', '”', '»', ')', '\''])
        .chars()
        .next_back()
        .is_some_and(is_stop);
    ended && count_words(text) >= 8 && !text.contains("function(") && !text.contains("=>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::survey::Survey;

    #[test]
    fn takes_no_messages_of_a_program_for_a_text() {
        let message = |n: usize| {
            format!(
                "log('The option {n} is not valid'); log('Bidder {n} not permitted to register'); \
                 log('The option {n} of the bidder is not valid here.'); log('retrying {n} at once');"
            )
        };
        let code: String = (0..40).map(message).collect();
        let page = format!("<script>var x = {{}}; {code}</script>");
        let tree = Tree::parse(&page);
        let scripts: Vec<NodeId> = tree.ids().filter(|id| tree.tag(*id) == Tag::TEXT).collect();
        assert!(!scripts.is_empty());
        assert_eq!(in_state(&tree, &scripts).len(), 0);
    }

    #[test]
    fn finds_text_in_state() {
        let sentence = "The bridge over the river opened on Friday after two years of work.";
        let paragraphs: Vec<String> = (0..8)
            .map(|n| format!(r#"{{"type":"p","text":"{sentence} {n} times."}}"#))
            .collect();
        let page = format!(
            r#"<script id="__NEXT_DATA__" type="application/json">{{"props":{{"title":"x","body":[{}]}},"note":"A short note that says very little about it, but ends."}}</script>"#,
            paragraphs.join(",")
        );
        let tree = Tree::parse(&page);
        let blocks = in_state(&tree, &Survey::of(&tree).states);
        assert_eq!(blocks.len(), 8);
        assert!(blocks[7].text.ends_with("7 times."));
        let marked = format!(
            "<script>window.__STATE__ = {{\"html\":\"{}\"}};</script>",
            format!("<p>{sentence}<\\/p>").repeat(7)
        );
        let tree = Tree::parse(&marked);
        assert_eq!(in_state(&tree, &Survey::of(&tree).states).len(), 7);
    }
}
