//! Elements whose class says outright that they hold the writer's name, as templates and the hCard format have it.

use super::names::{is_handle, looks_like_names};
use super::{Around, Authors, Known};
use crate::extract::hints;
use crate::html::{NodeId, Tag, Tree, query};

/// Class names of such elements.
const CLASSES: [&str; 19] = [
    "author",
    "vcard",
    "byline",
    "byline-author",
    "byline-name",
    "byline__name",
    "author-name",
    "authorname",
    "author_name",
    "author__name",
    "author-link",
    "article-author",
    "article__author",
    "post-author",
    "entry-author",
    "documentauthor",
    "p-author",
    "full-name",
    "fn",
];
/// Elements of that kind that are looked at.
const MOST: usize = 40;
/// Bytes of a name or two.
const LONGEST: usize = 120;

/// The first such element from the headline on that holds names and belongs to no teaser, comment or rail.
pub fn find(tree: &Tree, around: &Around, found: &mut Authors, known: &Known) {
    let from = around
        .blocks
        .blocks
        .get(around.near.start)
        .map_or(0, |block| block.node.index());
    let called = tree.ids().filter(|id| {
        id.index() >= from
            && tree.attr_raw(*id, "class").is_some_and(|classes| {
                classes.split_ascii_whitespace().any(|class| {
                    CLASSES
                        .iter()
                        .any(|known| class.eq_ignore_ascii_case(known))
                })
            })
    });
    for id in called.take(MOST) {
        if is_of_others(tree, id) {
            continue;
        }
        let text = query::text_of(tree, id, LONGEST);
        let (text, _) = super::lines::beside_date(text.lines().next().unwrap_or_default());
        let text = super::words::strip_by(text).unwrap_or(text);
        if looks_like_names(text) || is_handle(text) {
            found.add(text, known, false);
            if found.has_writers() || !found.desks.is_empty() {
                return;
            }
        }
    }
}

/// Whether an element stands in a rail, a comment or a pointer to another article.
fn is_of_others(tree: &Tree, id: NodeId) -> bool {
    const OTHERS: u64 = 1 << 5 | 1 << 6 | 1 << 9 | 1 << 14;
    query::ancestors(tree, id).take(12).any(|up| {
        matches!(tree.tag(up), Tag::ASIDE | Tag::NAV | Tag::LI)
            || tree
                .attr_raw(up, "class")
                .is_some_and(|classes| hints::class_groups(&[classes]) & OTHERS != 0)
    })
}
