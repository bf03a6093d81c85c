//! Our tree beside html5ever's: the same text in the same order, the same borders of blocks, or how they differ.

use crate::{files, read, reference};
use dateline_core::html::tag::BLOCK;
use dateline_core::html::{NodeId, Tag, Tree};
use std::path::Path;

/// A page as a list: words of visible text, and where blocks begin and end.
#[derive(Default)]
struct Shown {
    /// Runs of text between block borders, white space collapsed; empty runs are left out.
    runs: Vec<String>,
    words: Vec<String>,
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

fn ours(source: &str) -> Shown {
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

fn theirs(source: &str) -> Shown {
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

/// Counts pages by how the two trees differ.
pub fn run(folder: &Path) -> std::io::Result<()> {
    let (mut same, mut borders, mut order, mut lost) = (0, Vec::new(), Vec::new(), Vec::new());
    for path in files(folder)? {
        let bytes = read(&path)?;
        let source = dateline_core::charset::decode(&bytes, None);
        let (mut a, mut b) = (ours(&source), theirs(&source));
        let first = a.runs.iter().zip(&b.runs).find(|(a, b)| a != b);
        let shown = first.map(|(a, b)| {
            let cut = |text: &str| text.chars().take(60).collect::<String>();
            format!("{:?} / {:?}", cut(a), cut(b))
        });
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let line = format!(
            "{name} {} / {} runs: {}",
            a.runs.len(),
            b.runs.len(),
            shown.unwrap_or_default()
        );
        let letters = |words: &[String]| words.concat();
        if a.runs == b.runs {
            same += 1;
        } else if letters(&a.words) == letters(&b.words) {
            borders.push(line);
        } else {
            a.words.sort();
            b.words.sort();
            if a.words == b.words {
                order.push(line)
            } else {
                lost.push(line)
            }
        }
    }
    for (class, lines) in [
        ("same text, other borders", &borders),
        ("same words, other order", &order),
        ("other words", &lost),
    ] {
        println!("{class}: {}", lines.len());
        for line in lines {
            println!("    {line}");
        }
    }
    let all = same + borders.len() + order.len() + lost.len();
    println!(
        "pages {all}, same text and blocks {same}, other borders {}, other order {}, other words {}",
        borders.len(),
        order.len(),
        lost.len()
    );
    Ok(())
}
