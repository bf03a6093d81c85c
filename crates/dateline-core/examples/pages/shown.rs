//! The visible text of a page between the borders of blocks, by our tree and by html5ever's.

use super::reference;
use dateline_core::html::tag::BLOCK;
use dateline_core::html::{NodeId, Tag, Tree};

/// A page as a list: words of visible text, and where blocks begin and end.
#[derive(Default)]
pub struct Shown {
    /// Runs of text between block borders, white space collapsed; empty runs are left out.
    pub runs: Vec<String>,
    pub words: Vec<String>,
    run: String,
}

impl Shown {
    fn border(&mut self) {
        let run = std::mem::take(&mut self.run);
        let words: Vec<&str> = run.split_whitespace().collect();
        if !words.is_empty() {
            self.words
                .extend(words.iter().map(|word| (*word).to_owned()));
            self.runs.push(words.join(" "));
        }
    }
}

/// Elements that hold no text of the page, in either tree.
fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "head"
            | "title"
            | "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "math"
            | "iframe"
            | "textarea"
            | "noembed"
            | "noframes"
            | "select"
    )
}

fn is_block(name: &str) -> bool {
    BLOCK.has(Tag::of(name.as_bytes()))
}

/// By our tree.
pub fn ours(source: &str) -> Shown {
    let tree = Tree::parse(source);
    let mut out = Shown::default();
    let mut steps = vec![(NodeId::ROOT, false)];
    while let Some((id, leaving)) = steps.pop() {
        let tag = tree.tag(id);
        if leaving {
            out.border();
            continue;
        }
        if tag == Tag::TEXT {
            out.run.push_str(&tree.text(id));
            continue;
        }
        if is_silent(tag.name()) {
            continue;
        }
        if is_block(tag.name()) {
            out.border();
            steps.push((id, true));
        }
        let from = steps.len();
        let mut child = tree.first_child(id);
        while let Some(id) = child {
            steps.push((id, false));
            child = tree.next_sibling(id);
        }
        steps[from..].reverse();
    }
    out.border();
    out
}

/// By html5ever's.
pub fn theirs(source: &str) -> Shown {
    let nodes = reference::parse(source);
    let mut out = Shown::default();
    let mut steps = vec![(0usize, false)];
    while let Some((id, leaving)) = steps.pop() {
        if leaving {
            out.border();
            continue;
        }
        let node = &nodes[id];
        let name = node.name.as_ref().map_or("", |name| &*name.local);
        out.run.push_str(&node.text);
        if is_silent(name) {
            continue;
        }
        if is_block(name) {
            out.border();
            steps.push((id, true));
        }
        steps.extend(node.children.iter().rev().map(|id| (*id, false)));
    }
    out.border();
    out
}
