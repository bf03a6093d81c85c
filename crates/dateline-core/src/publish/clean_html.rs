//! An article as HTML that is safe to show: a handful of elements, no attribute that runs or loads anything but its
//! pictures and links. Built from the blocks, then passed through ammonia all the same.

use super::parts::{cells, levels};
use crate::model::{Article, Block, BlockKind, Image};
use std::fmt::Write;

/// Writes an article as one `<article>` element.
pub fn clean_html(article: &Article) -> String {
    sanitized(&built(article))
}

/// Passes HTML from outside through the same gate: what a reader may be shown of it.
pub fn sanitized(html: &str) -> String {
    let mut gate = ammonia::Builder::default();
    // ammonia looks at no scheme in `cite`; nobody is shown it either.
    for tag in ["blockquote", "del", "ins", "q"] {
        gate.rm_tag_attributes(tag, ["cite"]);
    }
    gate.add_tags(["article", "figure", "figcaption"])
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

/// The HTML as it is before the gate.
fn built(article: &Article) -> String {
    let mut out = String::from("<article>\n");
    if let Some(headline) = &article.headline {
        line(&mut out, "h1", headline);
    }
    if let Some(image) = article.images.first() {
        figure(&mut out, image);
    }
    for same in article.blocks.chunk_by(|a, b| a.kind == b.kind) {
        match same[0].kind {
            BlockKind::ListItem => list(&mut out, same),
            BlockKind::TableRow => table(&mut out, same),
            _ => same.iter().for_each(|block| write_block(&mut out, block)),
        }
    }
    out.push_str("</article>\n");
    out
}

fn write_block(out: &mut String, block: &Block) {
    let tag = match block.kind {
        BlockKind::Heading => "h2",
        BlockKind::Quote => "blockquote",
        BlockKind::Preformatted => {
            let text = escaped(&block.text, false);
            // A line end right after the tag would not be text.
            let _ = writeln!(out, "<pre>\n{text}</pre>");
            return;
        }
        _ => "p",
    };
    let _ = writeln!(out, "<{tag}>{}</{tag}>", linked(block));
}

fn line(out: &mut String, tag: &str, text: &str) {
    let text = escaped(text, true);
    let _ = writeln!(out, "<{tag}>{text}</{tag}>");
}

fn table(out: &mut String, rows: &[Block]) {
    out.push_str("<table><tbody>\n");
    for row in rows {
        let cells = cells(row).into_iter();
        let cells: String = cells
            .map(|cell| format!("<td>{}</td>", linked(&cell)))
            .collect();
        let _ = writeln!(out, "<tr>{cells}</tr>");
    }
    out.push_str("</tbody></table>\n");
}

/// Items; a list within a list stands in the item before it.
fn list(out: &mut String, items: &[Block]) {
    // The open lists, each with the number that its next item has by itself.
    let mut open: Vec<Option<u32>> = Vec::new();
    let tag = |number: Option<u32>| if number.is_some() { "ol" } else { "ul" };
    for (level, item) in levels(items) {
        while open.len() > level + 1 {
            let _ = writeln!(out, "</li>\n</{}>", tag(open.pop().flatten()));
        }
        if open.len() == level + 1 {
            out.push_str("</li>\n");
            // A list of the other kind, or one that counts anew, is another list.
            if let Some(next) = open.pop_if(|next| *next != item.number) {
                let _ = writeln!(out, "</{}>", tag(next));
            }
        } else if !open.is_empty() {
            out.push('\n');
        }
        if open.len() == level {
            let _ = match item.number {
                Some(number) if number != 1 => writeln!(out, "<ol start=\"{number}\">"),
                number => writeln!(out, "<{}>", tag(number)),
            };
            open.push(None);
        }
        if let Some(next) = open.last_mut() {
            *next = item.number.map(|number| number.saturating_add(1));
        }
        let _ = write!(out, "<li>{}", linked(item));
    }
    while let Some(next) = open.pop() {
        let _ = writeln!(out, "</li>\n</{}>", tag(next));
    }
}

/// The text of a block with its links.
fn linked(block: &Block) -> String {
    let mut out = String::with_capacity(block.text.len() + 16);
    let mut rest = block.text.as_str();
    let mut at = 0;
    let mut take = |to: usize| {
        let length = rest.chars().take(to.saturating_sub(at)).map(char::len_utf8);
        let (taken, left) = rest.split_at(length.sum());
        (rest, at) = (left, at.max(to));
        escaped(taken, true)
    };
    for link in block.links.iter().filter(|link| is_safe(&link.url)) {
        out += &take(link.start);
        let words = take(link.end);
        if !words.is_empty() {
            let _ = write!(out, "<a href=\"{}\">{words}</a>", escaped(&link.url, false));
        }
    }
    out + &take(usize::MAX)
}

fn figure(out: &mut String, image: &Image) {
    let Some(url) = image.url.as_deref().filter(|url| is_web(url)) else {
        return;
    };
    let alt = image.alt.as_deref().unwrap_or_default();
    let _ = write!(
        out,
        "<figure><img src=\"{}\" alt=\"{}\">",
        escaped(url, false),
        escaped(alt, false)
    );
    let words: Vec<&str> = [image.caption.as_deref(), image.credit.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    if !words.is_empty() {
        let _ = write!(
            out,
            "<figcaption>{}</figcaption>",
            escaped(&words.join(" · "), false)
        );
    }
    out.push_str("</figure>\n");
}

/// Whether an address is one of the web, in full.
pub(super) fn is_web(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Whether an address leads to a page or a mail address, in full.
fn is_safe(url: &str) -> bool {
    url::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto"))
}

/// Text with what HTML takes for marks written out; control characters, which no text has, are left out.
fn escaped(text: &str, breaks: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' if breaks => out.push_str("<br>"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[path = "clean_html/tests.rs"]
mod tests;
