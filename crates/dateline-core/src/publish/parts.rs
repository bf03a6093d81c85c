//! Blocks taken apart for those who write them in a markup: the levels of a list, the cells of a row.

use crate::model::{Block, Link};

/// The items of a list with the levels that they can be shown at: each list begins in an item of the one around it.
pub(super) fn levels(items: &[Block]) -> impl Iterator<Item = (usize, &Block)> {
    let mut deepest = 0;
    items.iter().map(move |item| {
        let level = usize::from(item.level).min(deepest);
        deepest = level + 1;
        (level, item)
    })
}

/// The cells of a table's row, each a block with its own links.
pub(super) fn cells(row: &Block) -> Vec<Block> {
    let mut at = 0;
    let cells = row.text.split(" | ").map(|text| {
        let end = at + text.chars().count();
        let first = row.links.partition_point(|link| link.start < at);
        let own = row.links[first..].iter().take_while(|l| l.end <= end);
        let links = own.map(|link| Link {
            start: link.start - at,
            end: link.end - at,
            url: link.url.clone(),
        });
        let cell = Block {
            links: links.collect(),
            ..Block::new(row.kind, text)
        };
        at = end + 3;
        cell
    });
    cells.collect()
}
