//! The pieces of a text.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// What a piece of the text is.
pub enum BlockKind {
    /// Running text.
    #[default]
    Paragraph,
    /// A sub-heading.
    Heading,
    /// A quotation that stands apart.
    Quote,
    /// An item of a list.
    ListItem,
    /// Text whose line breaks count.
    Preformatted,
    /// A row of a table, cells parted by ` | `.
    TableRow,
}

/// One paragraph-like piece of the text, in reading order. `text` of the article is the blocks joined by blank lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, white space collapsed.
    pub text: String,
    /// Of a list's item: how many of the text's lists that list stands in. Left out of the JSON when none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub level: u8,
    /// Of a numbered list's item: its number. Left out of the JSON elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Links in the text, in order. Left out of the JSON when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
}

impl Block {
    /// A piece of text without links.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Block {
        Block {
            kind,
            text: text.into(),
            ..Block::default()
        }
    }
}

/// A link in the text of a block, to the web or to a mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// First character of it in the text of the block.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// Where it leads, made absolute.
    pub url: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_zero(n: &u8) -> bool {
    *n == 0
}
