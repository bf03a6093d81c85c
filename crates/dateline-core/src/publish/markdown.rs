//! An article as Markdown (CommonMark): headline, a line of facts, blocks by kind. What the text says in characters
//! that Markdown takes for marks is escaped, so that it reads as written.

use crate::model::{Article, Block, BlockKind};

/// Writes an article.
pub fn markdown(article: &Article) -> String {
    let mut out = String::new();
    if let Some(headline) = &article.headline {
        push(&mut out, &format!("# {}", inline(headline)));
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
    .map(|fact| inline(&fact))
    .collect();
    if !facts.is_empty() {
        push(&mut out, &format!("*{}*", facts.join(" · ")));
    }
    let mut previous = None;
    for block in &article.blocks {
        // Items of a list and rows of a table stand together.
        let joined = previous == Some(block.kind)
            && matches!(block.kind, BlockKind::ListItem | BlockKind::TableRow);
        let text = written(block);
        if joined {
            out.push('\n');
            out.push_str(&text);
        } else {
            push(&mut out, &text);
        }
        previous = Some(block.kind);
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
    let lines: Vec<&str> = block.text.lines().collect();
    match block.kind {
        BlockKind::Heading => format!("## {}", inline(&lines.join(" "))),
        BlockKind::Quote => lines
            .iter()
            .map(|line| format!("> {}", inline(line)))
            .collect::<Vec<_>>()
            .join("  \n"),
        BlockKind::ListItem => format!(
            "- {}",
            lines
                .iter()
                .map(|line| inline(line))
                .collect::<Vec<_>>()
                .join("  \n  ")
        ),
        BlockKind::Preformatted => {
            let fence = "`".repeat(longest_ticks(&block.text).max(2) + 1);
            format!("{fence}\n{}\n{fence}", block.text)
        }
        BlockKind::TableRow => format!(
            "| {} |",
            lines
                .iter()
                .map(|line| inline(line))
                .collect::<Vec<_>>()
                .join(" ")
        ),
        BlockKind::Paragraph => lines
            .iter()
            .map(|line| start(&inline(line)))
            .collect::<Vec<_>>()
            .join("  \n"),
    }
}

fn longest_ticks(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Marks that count anywhere in a line.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Marks that count at the start of a line: headings, lists, quotations, rules.
fn start(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && line[digits..].starts_with(['.', ')']);
    if numbered {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    if line.starts_with(['#', '-', '+', '=', '~']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_kinds_and_escapes_marks() {
        let block = |kind, text: &str| Block {
            kind,
            text: text.to_owned(),
        };
        let article = Article {
            headline: Some("A *bold* bridge".into()),
            bylines: vec!["Ada Brook".into()],
            blocks: vec![
                block(BlockKind::Paragraph, "1. May was <b>wet</b>.\n- said_she"),
                block(BlockKind::Heading, "What now?"),
                block(BlockKind::ListItem, "one"),
                block(BlockKind::ListItem, "two"),
                block(BlockKind::Quote, "It opened."),
                block(BlockKind::Preformatted, "a ``` b"),
            ],
            ..Article::default()
        };
        assert_eq!(
            markdown(&article),
            "# A \\*bold\\* bridge\n\n*Ada Brook*\n\n1\\. May was \\<b\\>wet\\</b\\>.  \n\\- said\\_she\n\n## What now?\n\n- one\n- two\n\n> It opened.\n\n````\na ``` b\n````\n"
        );
    }
}
