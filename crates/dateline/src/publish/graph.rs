//! The copy graph of a story: one line an article, in order of time, with a curve from each origin to its copies.
//! Positions only; the words stand in the list below the picture.

use super::rows::outlet_name;
use super::when::When;
use dateline_store::Listing;
use std::collections::HashMap;

/// Lines that the picture holds.
const LINES: usize = 24;
const LINE_HEIGHT: u32 = 30;
const TOP: u32 = 34;
/// Where the dots may stand, in the picture's own units.
const LEFT: u32 = 210;
const RIGHT: u32 = 690;
pub const WIDTH: u32 = 720;

/// The picture.
#[derive(Debug, Clone)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<String>,
    pub height: u32,
    /// The two ends of the time line.
    pub first: String,
    pub last: String,
    /// Articles that the picture leaves to the list.
    pub left_out: usize,
}

#[derive(Debug, Clone)]
pub struct Node {
    pub x: u32,
    pub y: u32,
    /// `own`, `wire`, `copy` or `marked`.
    pub kind: &'static str,
    pub label: String,
    pub href: String,
    /// Full words, for those who point at it or hear it.
    pub title: String,
}

/// What an article is in its story.
pub fn kind(listing: &Listing) -> &'static str {
    match () {
        () if listing.tampered >= 0.5 => "marked",
        () if listing.role == "wire" => "wire",
        () if listing.origin.is_some() || listing.role == "republished_wire" => "copy",
        () => "own",
    }
}

/// Draws a story; `None` when nothing in it was copied, for then there is nothing to see.
pub fn graph(listings: &[Listing], now: i64) -> Option<Graph> {
    let mut shown: Vec<&Listing> = listings.iter().collect();
    shown.sort_by_key(|listing| (at(listing), listing.seq));
    let left_out = shown.len().saturating_sub(LINES);
    shown.truncate(LINES);
    let ids: HashMap<&str, usize> = shown
        .iter()
        .enumerate()
        .map(|(i, listing)| (listing.id.as_str(), i))
        .collect();
    let (first, last) = (at(shown.first()?), at(shown.last()?));
    let nodes: Vec<Node> = shown
        .iter()
        .enumerate()
        .map(|(i, listing)| node(listing, i, (first, last), now))
        .collect();
    let mut edges = Vec::new();
    for (i, listing) in shown.iter().enumerate() {
        let origin = listing.origin.as_deref().and_then(|id| ids.get(id));
        if let Some(&from) = origin
            && from != i
        {
            edges.push(curve(&nodes[from], &nodes[i]));
        }
    }
    if edges.is_empty() {
        return None;
    }
    let lines = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    Some(Graph {
        height: TOP + lines.saturating_mul(LINE_HEIGHT) + 4,
        first: When::at(first, now).absolute,
        last: When::at(last, now).absolute,
        nodes,
        edges,
        left_out,
    })
}

fn at(listing: &Listing) -> i64 {
    listing.published.unwrap_or(listing.ordered_at)
}

fn node(listing: &Listing, line: usize, (first, last): (i64, i64), now: i64) -> Node {
    let span = u64::try_from(last - first).unwrap_or(0).max(1);
    let since = u64::try_from(at(listing) - first).unwrap_or(0).min(span);
    let along = u128::from(since) * u128::from(RIGHT - LEFT) / u128::from(span);
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    let name = outlet_name(listing);
    let when = When::at(at(listing), now);
    Node {
        x: LEFT + u32::try_from(along).unwrap_or(0),
        y: TOP + line.saturating_mul(LINE_HEIGHT) + LINE_HEIGHT / 2,
        kind: kind(listing),
        href: super::address::article(&listing.id, listing.headline.as_deref()),
        title: format!("{name}, {} {}", when.absolute, when.zone),
        label: super::rows::shortened(&name, 26),
    }
}

/// From dot to dot: down first, then across, so that copies of one origin fan out from it.
fn curve(from: &Node, to: &Node) -> String {
    let (x1, y1, x2, y2) = (from.x, from.y, to.x, to.y);
    format!("M{x1} {y1}C{x1} {y2} {x1} {y2} {x2} {y2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(id: &str, at: i64, origin: Option<&str>) -> Listing {
        Listing {
            seq: at,
            id: id.into(),
            version: 1,
            url: None,
            domain: Some(format!("{id}.example")),
            outlet: None,
            headline: None,
            summary: None,
            language: None,
            published_at: None,
            published: Some(at),
            arrived_at: at,
            ordered_at: at,
            story: "s".into(),
            section: None,
            wire: None,
            role: "none".into(),
            origin: origin.map(str::to_owned),
            findings: 0,
            tampered: 0.0,
        }
    }

    #[test]
    fn draws_lines_in_order_of_time() {
        let all = [
            listing("late", 300, Some("first")),
            listing("first", 100, None),
            listing("mid", 200, Some("first")),
        ];
        let graph = graph(&all, 0).unwrap();
        let labels: Vec<&str> = graph.nodes.iter().map(|node| node.label.as_str()).collect();
        assert_eq!(labels, ["first.example", "mid.example", "late.example"]);
        let xs: Vec<u32> = graph.nodes.iter().map(|node| node.x).collect();
        assert_eq!(xs, [LEFT, (LEFT + RIGHT) / 2, RIGHT]);
        assert_eq!(graph.edges.len(), 2);
    }

    #[test]
    fn without_copies_there_is_no_picture() {
        assert!(graph(&[listing("a", 1, None), listing("b", 2, None)], 0).is_none());
        assert!(graph(&[], 0).is_none());
        assert!(graph(&[listing("a", 1, Some("elsewhere"))], 0).is_none());
    }
}
