//! An article as HTML that is safe to show: a handful of elements, no attribute that runs or loads anything but its
//! pictures and links. Built from the blocks, then passed through ammonia all the same.

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
    let mut open = None;
    for block in &article.blocks {
        let list = match block.kind {
            BlockKind::ListItem => Some("ul"),
            BlockKind::TableRow => Some("table"),
            _ => None,
        };
        if open != list {
            close(&mut out, open);
            open_list(&mut out, list);
            open = list;
        }
        write_block(&mut out, block);
    }
    close(&mut out, open);
    out.push_str("</article>\n");
    out
}

fn write_block(out: &mut String, block: &Block) {
    match block.kind {
        BlockKind::Heading => line(out, "h2", &block.text),
        BlockKind::Quote => line(out, "blockquote", &block.text),
        BlockKind::ListItem => line(out, "li", &block.text),
        BlockKind::Preformatted => {
            let text = escaped(&block.text, false);
            // A line end right after the tag would not be text.
            let _ = writeln!(out, "<pre>\n{text}</pre>");
        }
        BlockKind::TableRow => {
            let cells = block.text.split(" | ");
            let cells: String = cells
                .map(|cell| format!("<td>{}</td>", escaped(cell, true)))
                .collect();
            let _ = writeln!(out, "<tr>{cells}</tr>");
        }
        BlockKind::Paragraph => line(out, "p", &block.text),
    }
}

fn line(out: &mut String, tag: &str, text: &str) {
    let text = escaped(text, true);
    let _ = writeln!(out, "<{tag}>{text}</{tag}>");
}

fn open_list(out: &mut String, tag: Option<&str>) {
    match tag {
        Some("table") => out.push_str("<table><tbody>\n"),
        Some(tag) => {
            let _ = writeln!(out, "<{tag}>");
        }
        None => {}
    }
}

fn close(out: &mut String, tag: Option<&str>) {
    match tag {
        Some("table") => out.push_str("</tbody></table>\n"),
        Some(tag) => {
            let _ = writeln!(out, "</{tag}>");
        }
        None => {}
    }
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
