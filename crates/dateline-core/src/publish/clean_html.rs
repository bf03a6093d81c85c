//! An article as HTML that is safe to show: a handful of elements, no attribute that runs or loads anything but its
//! pictures and links. Built from the blocks, then passed through ammonia all the same.

use crate::model::{Article, BlockKind, Image};
use std::fmt::Write;

/// Writes an article as one `<article>` element.
pub fn clean_html(article: &Article) -> String {
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
            if let Some(tag) = list {
                out.push_str(&format!("<{tag}>\n"));
            }
            open = list;
        }
        match block.kind {
            BlockKind::Heading => line(&mut out, "h2", &block.text),
            BlockKind::Quote => line(&mut out, "blockquote", &block.text),
            BlockKind::ListItem => line(&mut out, "li", &block.text),
            BlockKind::Preformatted => {
                let text = escaped(&block.text, false);
                out.push_str(&format!("<pre>{text}</pre>\n"));
            }
            BlockKind::TableRow => {
                let text = escaped(&block.text, true);
                out.push_str(&format!("<tr><td>{text}</td></tr>\n"));
            }
            BlockKind::Paragraph => line(&mut out, "p", &block.text),
        }
    }
    close(&mut out, open);
    out.push_str("</article>\n");
    sanitized(&out)
}

/// Passes HTML from outside through the same gate: what a reader may be shown of it.
pub fn sanitized(html: &str) -> String {
    ammonia::Builder::default()
        .add_tags(["article", "figure", "figcaption"])
        .url_schemes(["http", "https", "mailto"].into_iter().collect())
        .link_rel(Some("noopener noreferrer nofollow"))
        .clean(html)
        .to_string()
}

fn line(out: &mut String, tag: &str, text: &str) {
    let text = escaped(text, true);
    let _ = writeln!(out, "<{tag}>{text}</{tag}>");
}

fn close(out: &mut String, tag: Option<&str>) {
    if let Some(tag) = tag {
        let _ = writeln!(out, "</{tag}>");
    }
}

fn figure(out: &mut String, image: &Image) {
    let Some(url) = &image.url else {
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

fn escaped(text: &str, breaks: bool) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' if breaks => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Block;

    #[test]
    fn holds_nothing_that_runs() {
        let article = Article {
            headline: Some("<script>alert(1)</script>".into()),
            images: vec![Image {
                url: Some("javascript:alert(1)".into()),
                alt: Some("\" onerror=\"x".into()),
                ..Image::default()
            }],
            blocks: vec![
                Block {
                    kind: BlockKind::ListItem,
                    text: "a < b".into(),
                },
                Block {
                    kind: BlockKind::Paragraph,
                    text: "one\ntwo".into(),
                },
            ],
            ..Article::default()
        };
        let html = clean_html(&article);
        assert!(
            !html.contains("<script")
                && !html.contains("javascript:")
                && !html.contains("onerror=\"x\"")
        );
        assert!(
            html.contains("<ul>\n<li>a &lt; b</li>\n</ul>") && html.contains("<p>one<br>two</p>")
        );
        assert!(!sanitized("<p onclick=x>a<iframe src=y></iframe></p>").contains("onclick"));
    }
}
