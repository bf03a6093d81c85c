//! Plain text: a page's whole text, furniture and all, or an article's text alone.

use super::{Extraction, FieldSpan, Layout, article_id};
use crate::agencies::Agencies;
use crate::model::{Article, Block, BlockKind, Document, Field, Outlet};

/// Reads an article out of a page's plain text.
pub fn extract_page(document: &Document, page: &str, agencies: &Agencies) -> Extraction {
    extract_text(document, page, agencies)
}

/// An article whose text was already extracted: kept character for character, with what the caller states about it.
pub fn extract_text(document: &Document, text: &str, _agencies: &Agencies) -> Extraction {
    let stated = document.stated.clone();
    let article = Article {
        id: article_id(document),
        url: document.url.clone(),
        outlet: Outlet {
            name: stated.outlet,
            domain: None,
        },
        headline: stated.headline,
        deck: stated.deck,
        bylines: stated.bylines,
        section: stated.section,
        published_at: stated.published_at,
        text: text.to_owned(),
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
        }],
        confidence: 1.0,
        ..Article::default()
    };
    let spans = vec![FieldSpan {
        field: Field::Text,
        start: 0,
        end: text.chars().count(),
    }];
    Extraction {
        article,
        layout: Layout {
            basis: text.to_owned(),
            spans,
        },
    }
}
