//! The copy graph of a story: one line an article, in order of time, with a curve from each origin to its copies. Along
//! the line runs the time since the first article, on a logarithmic scale: copies come within hours, old texts are
//! brought up again after years. The words stand in the list beside the picture.

use super::rows::outlet_name;
use super::when::When;
use dateline_core::curate::teaser::teaser;
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
/// The scale's unit: below it time runs evenly.
const UNIT_SECONDS: f64 = 900.0;
/// Between two labels.
const TICK_ROOM: u32 = 60;

/// The picture.
#[derive(Debug, Clone)]
pub struct Graph {
    pub nodes: Vec<Node>,
    pub edges: Vec<String>,
    pub height: u32,
    /// Times after the first article, along the top.
    pub ticks: Vec<Tick>,
    /// Articles that the picture leaves to the list.
    pub left_out: usize,
}

#[derive(Debug, Clone)]
pub struct Tick {
    pub x: u32,
    pub label: String,
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
        ticks: ticks(last - first),
        nodes,
        edges,
        left_out,
    })
}

fn at(listing: &Listing) -> i64 {
    listing.published.unwrap_or(listing.ordered_at)
}

fn node(listing: &Listing, line: usize, (first, last): (i64, i64), now: i64) -> Node {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    let name = outlet_name(listing);
    let when = When::at(at(listing), now);
    Node {
        x: place(at(listing) - first, last - first),
        y: TOP + line.saturating_mul(LINE_HEIGHT) + LINE_HEIGHT / 2,
        kind: kind(listing),
        href: super::address::article(&listing.id, listing.headline.as_deref()),
        title: format!("{name}, {} {}", when.absolute, when.zone),
        label: teaser(&name, 26),
    }
}

/// Where a time after the first stands.
fn place(since: i64, span: i64) -> u32 {
    #[expect(clippy::cast_precision_loss, reason = "seconds of a story's life")]
    let (since, span) = (since.max(0) as f64, span.max(1) as f64);
    let along = (since / UNIT_SECONDS).ln_1p() / (span / UNIT_SECONDS).ln_1p();
    let reach = f64::from(RIGHT - LEFT) * along.clamp(0.0, 1.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and the width"
    )]
    let reach = reach.round() as u32;
    LEFT + reach
}

/// Round times that the picture has room for.
fn ticks(span: i64) -> Vec<Tick> {
    let mut ticks = vec![Tick {
        x: LEFT,
        label: "first".to_owned(),
    }];
    for (seconds, label) in [
        (3_600, "1 hour"),
        (6 * 3_600, "6 hours"),
        (86_400, "1 day"),
        (7 * 86_400, "1 week"),
        (30 * 86_400, "1 month"),
        (365 * 86_400, "1 year"),
    ] {
        let x = place(seconds, span);
        let room = ticks.last().is_none_or(|last| x >= last.x + TICK_ROOM);
        if seconds < span && room {
            ticks.push(Tick {
                x,
                label: label.to_owned(),
            });
        }
    }
    ticks
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
        assert!(
            xs[0] == LEFT && xs[2] == RIGHT && xs[1] > LEFT && xs[1] < RIGHT,
            "{xs:?}"
        );
        assert_eq!(graph.edges.len(), 2);
    }

    #[test]
    fn labels_leave_room_for_each_other() {
        let xs: Vec<u32> = ticks(400 * 86_400).iter().map(|tick| tick.x).collect();
        assert!(
            xs.windows(2).all(|pair| pair[1] >= pair[0] + TICK_ROOM),
            "{xs:?}"
        );
        assert_eq!(ticks(0).len(), 1);
    }

    #[test]
    fn without_copies_there_is_no_picture() {
        assert!(graph(&[listing("a", 1, None), listing("b", 2, None)], 0).is_none());
        assert!(graph(&[], 0).is_none());
        assert!(graph(&[listing("a", 1, Some("elsewhere"))], 0).is_none());
    }
}
