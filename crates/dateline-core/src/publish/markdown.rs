//! An article as Markdown (CommonMark, with GitHub's tables): headline, a line of facts, the lead picture, blocks by kind.
//! What the text says in characters that Markdown takes for marks is escaped, so that it reads as written.

use super::clean_html::is_web;
use crate::model::{Article, Block, BlockKind, Image};

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
        BlockKind::Heading if lines(&block.text).is_empty() => String::new(),
        BlockKind::Heading => format!("## {}", heading(&block.text)),
        BlockKind::Quote => lines(&block.text)
            .iter()
            .map(|line| format!("> {line}"))
            .collect::<Vec<_>>()
            .join("\\\n"),
        BlockKind::Preformatted => {
            let fence = "`".repeat(longest_ticks(&block.text).max(2) + 1);
            format!("{fence}\n{}\n{fence}", block.text)
        }
        _ => lines(&block.text).join("\\\n"),
    }
}

fn list(items: &[Block]) -> String {
    let items = items.iter().map(|item| lines(&item.text));
    let items = items.filter(|lines| !lines.is_empty());
    let items: Vec<String> = items
        .map(|lines| format!("- {}", lines.join("\\\n  ")))
        .collect();
    items.join("\n")
}

/// Rows of cells parted by bars; the first row stands where a table of Markdown must have its head.
fn table(rows: &[Block]) -> String {
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.text
                .split(" | ")
                .map(|cell| inline(&one_line(cell)))
                .collect()
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
    // An address in angle brackets may hold anything but these.
    let url = url
        .replace('<', "%3C")
        .replace('>', "%3E")
        .replace('\\', "%5C")
        .replace(char::is_whitespace, "%20")
        .replace('&', "&amp;");
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
    Some(format!("![{alt}](<{url}>){caption}"))
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

/// The lines of a text, each escaped; hard breaks go between them. White space that Markdown would read goes.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(one_line).filter(|line| !line.is_empty());
    lines.map(|line| start(&inline(&line))).collect()
}

/// Marks that count anywhere in a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~'
        ) {
            out.push('\\');
        }
        if !c.is_control() {
            out.push(c);
        }
    }
    out
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
