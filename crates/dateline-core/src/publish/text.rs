//! An article as plain text: headline, deck, and the text as it is.

use crate::model::Article;

/// Headline and text, parted by blank lines.
pub fn text(article: &Article) -> String {
    let mut out = String::new();
    for part in [article.headline.as_deref(), Some(article.text.as_str())]
        .into_iter()
        .flatten()
    {
        if part.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        out.push_str(part);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
