//! Findings laid over the text they are about: blocks cut into stretches, each with the findings that cover it.

use crate::extract::Layout;
use crate::model::{Article, Block, BlockKind, Field, Finding};

/// Where a finding stands, as a reader sees the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Characters `start..end` of `article.text`; the same twice where something is missing.
    Text {
        /// First character.
        start: usize,
        /// The character behind the last one.
        end: usize,
    },
    /// In a field beside the text.
    Field(Field),
    /// On the page, but in nothing that the article keeps.
    Elsewhere,
}

/// A stretch of text under the same findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Empty where a finding points at something missing.
    pub text: String,
    /// Numbers of the findings that cover it, ascending; none for plain text.
    pub findings: Vec<usize>,
}

/// A paragraph, sub-heading, quotation, list item … cut into stretches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkedBlock {
    /// What kind of block it is.
    pub kind: BlockKind,
    /// Its text in stretches.
    pub stretches: Vec<Stretch>,
}

/// Places each finding. `page` is the layout of a page that was read as plain text: positions count in it, and each of
/// its [`Field::Text`] spans is a block of the article. `None` says that positions count in `article.text`.
pub fn place(findings: &[Finding], article: &Article, page: Option<&Layout>) -> Vec<Place> {
    let length = article.text.chars().count();
    let blocks = page.map(|_| block_starts(article));
    let place_one = |finding: &Finding| {
        if let Some(field) = finding.field {
            return Place::Field(field);
        }
        let (Some(start), Some(end)) = (finding.start, finding.end) else {
            return Place::Elsewhere;
        };
        match (page, &blocks) {
            (Some(layout), Some(blocks)) => on_page(layout, blocks, start, end),
            _ if start <= end && end <= length => Place::Text { start, end },
            _ => Place::Elsewhere,
        }
    };
    findings.iter().map(place_one).collect()
}

/// From a place on a plain-text page to one in the article.
fn on_page(layout: &Layout, blocks: &[(usize, usize)], start: usize, end: usize) -> Place {
    let mut number = 0;
    for span in &layout.spans {
        let is_text = span.field == Field::Text;
        if start < span.end.max(span.start + 1) && end > span.start {
            if !is_text {
                return Place::Field(span.field);
            }
            let Some(&(at, block_end)) = blocks.get(number) else {
                return Place::Elsewhere;
            };
            let from = at + start.saturating_sub(span.start);
            let to = at + end.saturating_sub(span.start);
            return Place::Text {
                start: from.min(block_end),
                end: to.clamp(from.min(block_end), block_end),
            };
        }
        number += usize::from(is_text);
    }
    Place::Elsewhere
}

/// Cuts the article's blocks at the bounds of the findings. Paragraphs that a block holds become blocks of their own.
pub fn mark_blocks(article: &Article, places: &[Place]) -> Vec<MarkedBlock> {
    let whole = [Block::new(BlockKind::Paragraph, article.text.as_str())];
    let blocks = if article.blocks.is_empty() {
        &whole[..]
    } else {
        &article.blocks
    };
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    for (number, place) in places.iter().enumerate() {
        if let Place::Text { start, end } = *place {
            spans.push((start, end, number));
        }
    }
    spans.sort_unstable();
    let mut out = Vec::new();
    let mut cursor = Cursor::new(&article.text);
    for block in blocks {
        let mut at = cursor.find(&block.text);
        let apart = block.kind != BlockKind::Preformatted;
        for paragraph in paragraphs(&block.text, apart) {
            let length = paragraph.text.chars().count();
            at += paragraph.gap;
            if length > 0 {
                out.push(MarkedBlock {
                    kind: block.kind,
                    stretches: cut(paragraph.text, at, &spans),
                });
            }
            at += length;
        }
    }
    settle_points(&mut out, &spans);
    out
}

/// A finding that points between two blocks, or behind the last one, goes to the end of the block before it.
fn settle_points(blocks: &mut [MarkedBlock], spans: &[(usize, usize, usize)]) {
    for &(_, _, number) in spans {
        let shown = |block: &MarkedBlock| {
            let mut covered = block.stretches.iter().flat_map(|stretch| &stretch.findings);
            covered.any(|finding| *finding == number)
        };
        if blocks.iter().any(shown) {
            continue;
        }
        if let Some(last) = blocks.last_mut() {
            last.stretches.push(Stretch {
                text: String::new(),
                findings: vec![number],
            });
        }
    }
}

/// Cuts a paragraph that begins at character `at` where findings begin and end.
fn cut(text: &str, at: usize, spans: &[(usize, usize, usize)]) -> Vec<Stretch> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let end = at + chars.len();
    let here: Vec<(usize, usize, usize)> = spans
        .iter()
        .filter(|(from, to, _)| *from <= end && *to >= at && (from < &end || from == to))
        .filter(|(from, to, _)| *to > at || from == to)
        .copied()
        .collect();
    let mut bounds: Vec<usize> = vec![at, end];
    for (from, to, _) in &here {
        bounds.extend([(*from).clamp(at, end), (*to).clamp(at, end)]);
    }
    bounds.sort_unstable();
    bounds.dedup();
    let byte = |position: usize| {
        chars
            .get(position - at)
            .map_or(text.len(), |(byte, _)| *byte)
    };
    let points = |position: usize| -> Vec<usize> {
        let points = here
            .iter()
            .filter(|(from, to, _)| from == to && *from == position);
        points.map(|(_, _, number)| *number).collect()
    };
    let mut out = Vec::new();
    for (i, &from) in bounds.iter().enumerate() {
        let missing = points(from);
        if !missing.is_empty() {
            out.push(Stretch {
                text: String::new(),
                findings: missing,
            });
        }
        let Some(&to) = bounds.get(i + 1) else { break };
        let mut findings: Vec<usize> = here
            .iter()
            .filter(|(start, stop, _)| *start < to && *stop > from)
            .map(|(_, _, number)| *number)
            .collect();
        findings.sort_unstable();
        findings.dedup();
        out.push(Stretch {
            text: text[byte(from)..byte(to)].to_owned(),
            findings,
        });
    }
    out
}

/// First and last-but-one character of each block in `article.text`.
fn block_starts(article: &Article) -> Vec<(usize, usize)> {
    let mut cursor = Cursor::new(&article.text);
    let mut out = Vec::new();
    for block in &article.blocks {
        let at = cursor.find(&block.text);
        out.push((at, at + block.text.chars().count()));
    }
    out
}

/// Walks a text block by block, counting characters.
struct Cursor<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> Cursor<'a> {
    fn new(text: &'a str) -> Cursor<'a> {
        Cursor {
            text,
            byte: 0,
            chars: 0,
        }
    }

    /// Character at which the block begins; where the text doesn't hold it, the present place.
    fn find(&mut self, block: &str) -> usize {
        let Some(ahead) = self.text[self.byte..].find(block) else {
            return self.chars;
        };
        let at = self.chars + self.text[self.byte..self.byte + ahead].chars().count();
        self.byte += ahead + block.len();
        self.chars = at + block.chars().count();
        at
    }
}

struct Paragraph<'a> {
    /// Characters between the paragraph before it and this one.
    gap: usize,
    text: &'a str,
}

/// Parts a text at its blank lines.
fn paragraphs(text: &str, apart: bool) -> Vec<Paragraph<'_>> {
    if !apart {
        return vec![Paragraph { gap: 0, text }];
    }
    let mut out: Vec<Paragraph<'_>> = Vec::new();
    let (mut gap, mut start, mut end) = (0, None, 0);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim().is_empty() {
            if let Some(from) = start.take() {
                out.push(Paragraph {
                    gap,
                    text: &text[from..end],
                });
                gap = text[end..at].chars().count();
            }
            gap += line.chars().count();
        } else {
            if start.is_none() {
                start = Some(at);
            }
            end = at + line.trim_end_matches(['\n', '\r']).len();
        }
        at += line.len();
    }
    if let Some(from) = start {
        out.push(Paragraph {
            gap,
            text: &text[from..end],
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::FieldSpan;
    use crate::model::FindingKind;

    fn finding(start: usize, end: usize) -> Finding {
        Finding {
            kind: FindingKind::BrandInserted,
            start: Some(start),
            end: Some(end),
            field: None,
            text: String::new(),
            confidence: 1.0,
            why: String::new(),
        }
    }

    fn article(paragraphs: &[&str]) -> Article {
        let block = |text: &&str| Block::new(BlockKind::Paragraph, *text);
        Article {
            text: paragraphs.join("\n\n"),
            blocks: paragraphs.iter().map(block).collect(),
            ..Article::default()
        }
    }

    fn shown(blocks: &[MarkedBlock]) -> Vec<String> {
        let show = |stretch: &Stretch| match stretch.findings.is_empty() {
            true => stretch.text.clone(),
            false => format!("[{}:{}]", stretch.text, stretch.findings.len()),
        };
        blocks
            .iter()
            .map(|block| block.stretches.iter().map(show).collect())
            .collect()
    }

    fn marked(article: &Article, findings: &[Finding]) -> Vec<String> {
        shown(&mark_blocks(article, &place(findings, article, None)))
    }

    #[test]
    fn counts_characters_and_crosses_blocks() {
        let article = article(&["Åre – the ski town", "woke to rain."]);
        assert_eq!(
            marked(&article, &[finding(4, 5), finding(14, 24)]),
            ["Åre [–:1] the ski [town:1]", "[woke:1] to rain."]
        );
    }

    #[test]
    fn overlapping_findings_share_a_stretch() {
        let article = article(&["abcdef"]);
        assert_eq!(
            marked(&article, &[finding(1, 4), finding(3, 5)]),
            ["a[bc:1][d:2][e:1]f"]
        );
    }

    #[test]
    fn something_missing_is_an_empty_stretch() {
        let article = article(&["ab", "cd"]);
        assert_eq!(marked(&article, &[finding(6, 6)]), ["ab", "cd[:1]"]);
        assert_eq!(marked(&article, &[finding(3, 3)]), ["ab", "cd[:1]"]);
        assert_eq!(marked(&article, &[finding(0, 0)]), ["[:1]ab", "cd"]);
    }

    #[test]
    fn a_block_of_several_paragraphs_is_parted() {
        let text = "One.\n\n  \nTwo\nlines.\n\nThree.";
        let article = Article {
            text: text.into(),
            blocks: vec![Block::new(BlockKind::Paragraph, text)],
            ..Article::default()
        };
        assert_eq!(
            marked(&article, &[finding(9, 12), finding(21, 26)]),
            ["One.", "[Two:1]\nlines.", "[Three:1]."]
        );
    }

    #[test]
    fn positions_beyond_the_text_are_elsewhere() {
        let article = article(&["short"]);
        let findings = [finding(3, 99), finding(4, 2)];
        assert_eq!(
            place(&findings, &article, None),
            [Place::Elsewhere, Place::Elsewhere]
        );
    }

    #[test]
    fn places_on_a_page_move_into_the_text() {
        let article = article(&["First.", "Second."]);
        let span = |field, start, end| FieldSpan { field, start, end };
        let layout = Layout {
            basis: "Head\nFirst.\nSecond.".into(),
            spans: vec![
                span(Field::Headline, 0, 4),
                span(Field::Text, 5, 11),
                span(Field::Text, 12, 19),
            ],
            ..Layout::default()
        };
        assert_eq!(
            place(
                &[finding(0, 2), finding(12, 18), finding(40, 41)],
                &article,
                Some(&layout)
            ),
            [
                Place::Field(Field::Headline),
                Place::Text { start: 8, end: 14 },
                Place::Elsewhere
            ]
        );
    }
}
