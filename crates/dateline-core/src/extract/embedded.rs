//! Text that stands only in a page's data: JSON-LD's `articleBody`, or the state that a script will show later.

use super::features::{count_words, is_stop};
use crate::html::{NodeId, Tree, entities};
use crate::model::{Block, BlockKind};
use serde_json::Value;
use std::collections::HashMap;

/// Bytes of scripts that are read for state.
const MAX_STATE: usize = 8 << 20;
/// Values of a state that are looked at.
const MAX_VALUES: usize = 200_000;
/// Words below which a text is no article.
const FEWEST_WORDS: usize = 60;

/// A text with markup or line ends as blocks.
pub fn text_blocks(text: &str) -> Vec<Block> {
    if text.contains("</") || text.contains("<br") || text.contains("<p") {
        let tree = Tree::parse(text);
        let page = super::blocks::segment(&tree);
        return page
            .blocks
            .iter()
            .map(|block| Block {
                kind: super::web_page::kind_of(block),
                text: page.text_of(block).to_owned(),
            })
            .collect();
    }
    let text = entities::decode(text, false);
    text.split(['\n', '\r', '\u{2029}'])
        .map(super::survey::one_line)
        .filter(|line| !line.is_empty())
        .map(|text| Block {
            kind: BlockKind::Paragraph,
            text,
        })
        .collect()
}

/// The longest running text in the page's state; empty when there is none.
pub fn in_state(tree: &Tree, scripts: &[NodeId]) -> Vec<Block> {
    let mut best: (usize, Vec<Block>) = (FEWEST_WORDS, Vec::new());
    let mut left = MAX_STATE;
    for id in scripts {
        let script = tree.text(*id);
        if script.len() < 400 || script.len() > left {
            continue;
        }
        left -= script.len();
        let Some(value) = state_of(&script) else {
            continue;
        };
        if let Some((words, blocks)) = longest_text(&value)
            && words > best.0
        {
            best = (words, blocks);
        }
    }
    best.1
}

/// The JSON in a script: all of it, or what is assigned to a variable.
fn state_of(script: &str) -> Option<Value> {
    let start = script.find(['{', '['])?;
    if start > 400 || (start > 0 && !script[..start].trim_end().ends_with(['=', '('])) {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(&script[start..]).into_iter::<Value>();
    values.next()?.ok()
}

/// Goes over all strings: the longest one with markup, or the largest group of sentences under one path.
fn longest_text(value: &Value) -> Option<(usize, Vec<Block>)> {
    let mut stack: Vec<(&Value, u64)> = vec![(value, 7)];
    let mut marked: Option<(usize, &str)> = None;
    let mut groups: HashMap<u64, (usize, Vec<&str>)> = HashMap::new();
    let mut seen = 0;
    while let Some((value, path)) = stack.pop() {
        seen += 1;
        if seen > MAX_VALUES {
            break;
        }
        match value {
            // Last first, so that the stack gives them in order.
            Value::Array(items) => stack.extend(items.iter().rev().map(|item| (item, path))),
            Value::Object(map) => {
                for (key, inner) in map {
                    // Elements of one list of blocks may differ in kind but not in where their text is.
                    let step = if key.chars().all(|c| c.is_ascii_digit()) {
                        0
                    } else {
                        hash(key)
                    };
                    stack.push((inner, path.wrapping_mul(31).wrapping_add(step)));
                }
            }
            Value::String(text) => {
                let text = text.trim();
                if text.len() < 30 || text.starts_with("http") || text.starts_with('{') {
                    continue;
                }
                if text.contains("</p>") || text.contains("<br") {
                    let words = count_words(text);
                    if marked.is_none_or(|(most, _)| words > most) {
                        marked = Some((words, text));
                    }
                } else if is_sentence(text) {
                    let group = groups.entry(path).or_default();
                    group.0 += count_words(text);
                    group.1.push(text);
                }
            }
            _ => {}
        }
    }
    let group = groups
        .into_values()
        .max_by_key(|(words, texts)| (*words, texts.len()));
    let (group_words, texts) = group.unwrap_or_default();
    match marked {
        Some((words, text)) if words >= group_words => Some((words, text_blocks(text))),
        _ if group_words > 0 => Some((
            group_words,
            texts.into_iter().flat_map(text_blocks).collect(),
        )),
        _ => None,
    }
}

fn is_sentence(text: &str) -> bool {
    let ended = text
        .trim_end_matches(['"', '”', '»', ')', '\''])
        .chars()
        .next_back()
        .is_some_and(is_stop);
    ended && count_words(text) >= 8 && !text.contains("function(") && !text.contains("=>")
}

fn hash(key: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(key.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::survey::Survey;

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
