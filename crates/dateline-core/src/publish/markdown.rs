//! An article as Markdown (CommonMark, with GitHub's tables): headline, a line of facts, the lead picture, blocks by kind.
//! What the text says in characters that Markdown takes for marks is escaped, so that it reads as written.

use super::clean_html::is_web;
use super::parts::{cells, levels};
use crate::model::{Article, Block, BlockKind, Image, Link};
use std::fmt::Write as _;

/// Writes an article.
pub fn markdown(article: &Article) -> String {
    let mut out = String::new();
    if let Some(headline) = &article.headline {
        push(&mut out, &format!("# {}", heading(headline)));
    }
    let facts: Vec<String> = [
        article.outlet.name.clone(),
        (!article.bylines.is_empty()).then(|| article.bylines.join(", ")),
        article.credit_line.clone(),
        article.published_at.clone(),
        article
            .url
            .clone()
            .or_else(|| article.canonical_url.clone()),
    ]
    .into_iter()
    .flatten()
    .map(|fact| inline(&one_line(&fact)))
    .filter(|fact| !fact.is_empty())
    .collect();
    if !facts.is_empty() {
        push(&mut out, &format!("*{}*", facts.join(" · ")));
    }
    if let Some(image) = article.images.first().and_then(picture) {
        push(&mut out, &image);
    }
    let mut blocks = article.blocks.as_slice();
    while let Some(first) = blocks.first() {
        // Items of a list and rows of a table stand together.
        let joined = matches!(first.kind, BlockKind::ListItem | BlockKind::TableRow);
        let same = blocks.iter().take_while(|block| block.kind == first.kind);
        let (some, rest) = blocks.split_at(if joined { same.count() } else { 1 });
        let text = match first.kind {
            BlockKind::TableRow => table(some),
            BlockKind::ListItem => list(some),
            _ => written(first),
        };
        if !text.is_empty() {
            push(&mut out, &text);
        }
        blocks = rest;
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn push(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    out.push_str(text);
}

fn written(block: &Block) -> String {
    match block.kind {
        BlockKind::Heading => match linked(block, "#").join(" ") {
            text if text.is_empty() => text,
            text => format!("## {text}"),
        },
        BlockKind::Quote => lines(block)
            .iter()
            .map(|line| format!("> {line}"))
            .collect::<Vec<_>>()
            .join("\\\n"),
        BlockKind::Preformatted => {
            let fence = "`".repeat(longest_ticks(&block.text).max(2) + 1);
            format!("{fence}\n{}\n{fence}", block.text)
        }
        _ => lines(block).join("\\\n"),
    }
}

/// Items below one another; a list within a list stands under the words of its item.
fn list(items: &[Block]) -> String {
    let mut out = String::new();
    // By level: how far the words of its items stand in.
    let mut depths: Vec<usize> = Vec::new();
    for (level, item) in levels(items) {
        let lines = lines(item);
        if lines.is_empty() {
            continue;
        }
        depths.truncate(level);
        let outer = depths.last().copied().unwrap_or(0);
        let mark = match item.number {
            // Markdown reads nine digits at most.
            Some(number) if number < 1_000_000_000 => format!("{number}. "),
            _ => "- ".to_owned(),
        };
        let inner = outer + mark.len();
        depths.push(inner);
        if !out.is_empty() {
            out.push('\n');
        }
        let next = format!("\\\n{:inner$}", "");
        let _ = write!(out, "{:outer$}{mark}{}", "", lines.join(&next));
    }
    out
}

/// Rows of cells parted by bars; the first row stands where a table of Markdown must have its head.
fn table(rows: &[Block]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let cells = cells(row).into_iter();
            cells.map(|cell| linked(&cell, "").join(" ")).collect()
        })
        .collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out: Vec<String> = rows
        .iter()
        .map(|row| {
            let blank = std::iter::repeat_n("", width - row.len());
            let cells: Vec<&str> = row.iter().map(String::as_str).chain(blank).collect();
            format!("| {} |", cells.join(" | "))
        })
        .collect();
    out.insert(1, format!("|{}", " --- |".repeat(width)));
    out.join("\n")
}

/// The lead picture with its caption below.
fn picture(image: &Image) -> Option<String> {
    let url = image.url.as_deref().filter(|url| is_web(url))?;
    let url = destination(url);
    let alt = inline(&one_line(image.alt.as_deref().unwrap_or_default()));
    let words = [image.caption.as_deref(), image.credit.as_deref()];
    let words: Vec<String> = words
        .into_iter()
        .flatten()
        .map(|text| inline(&one_line(text)))
        .collect();
    let caption = match words.is_empty() {
        true => String::new(),
        false => format!("\\\n*{}*", words.join(" · ")),
    };
    Some(format!("![{alt}]({url}){caption}"))
}

fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn heading(text: &str) -> String {
    // A `#` at the end would be a mark, too.
    inline(&one_line(text)).replace('#', "\\#")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of a block, each escaped; hard breaks go between them.
fn lines(block: &Block) -> Vec<String> {
    let lines = linked(block, "").into_iter();
    lines.map(|line| start(&line)).collect()
}

/// The same without the marks that count at the start of a line: links in theirs, white space that Markdown would read
/// gone, with more marks to escape.
fn linked(block: &Block, marks: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut links = block.links.iter().peekable();
    let mut open: Option<&Link> = None;
    let mut gap = false;
    for (at, c) in block.text.chars().enumerate() {
        let line = lines.last_mut().expect("begins with one");
        // A link doesn't go over the end of a line.
        if let Some(link) = open.take_if(|link| link.end <= at || c == '\n') {
            close(line, link);
        }
        if c == '\n' {
            gap = false;
            lines.push(String::new());
            continue;
        }
        if c.is_whitespace() {
            gap = !line.is_empty();
            continue;
        }
        if c.is_control() {
            continue;
        }
        if gap {
            line.push(' ');
            gap = false;
        }
        while links.next_if(|link| link.end <= at).is_some() {}
        if open.is_none() {
            open = links.peek().copied().filter(|link| link.start <= at);
            if open.is_some() {
                // An exclamation mark before it would make a picture of it.
                if line.ends_with('!') {
                    line.insert(line.len() - 1, '\\');
                }
                line.push('[');
            }
        }
        if is_mark(c) || marks.contains(c) {
            line.push('\\');
        }
        line.push(c);
    }
    if let (Some(link), Some(line)) = (open, lines.last_mut()) {
        close(line, link);
    }
    lines.retain(|line| !line.is_empty());
    lines
}

fn close(line: &mut String, link: &Link) {
    let _ = write!(line, "]({})", destination(&link.url));
}

/// An address as Markdown takes it: as it is where it can be, so that simpler readers find its end too.
fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len() + 2);
    for c in url.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            // It may begin the name of a character.
            '&' if url.contains(';') => out.push_str("&amp;"),
            c if c.is_whitespace() => out.push_str("%20"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    match out.contains(['(', ')']) {
        true => format!("<{out}>"),
        false => out,
    }
}

/// Marks that count anywhere in a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_mark(c) {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~'
    )
}

/// Marks that count at the start of a line: headings, lists, rules.
fn start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    if numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '-', '+', '=']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
#[path = "markdown/tests.rs"]
mod tests;
