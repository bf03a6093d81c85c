//! Lines that readers see: a byline at the headline, a signature under the text.

use super::names::{is_handle, looks_like_names, split_names};
use super::words::{is_filing, is_label, is_outright, is_signed_behind, strip_by};
use super::{Around, Authors, Known};
use crate::extract::blocks::{PageBlock, place};
use crate::extract::hints;
use crate::extract::outlet;
use crate::extract::written_time::{self, Order};
use std::ops::Range;

/// Class groups of [`hints`].
const COMMENT_CLASS: usize = 9;
const AUTHOR_CLASS: usize = 15;
/// Characters of a line that may be a byline, bytes of a block that holds one, and its lines.
const LONGEST_LINE: usize = 160;
const LONGEST_BLOCK: usize = 600;
const MOST_LINES: usize = 6;

fn is_called(block: &PageBlock) -> bool {
    block.context.class_within(AUTHOR_CLASS, 1) || block.inline_groups >> AUTHOR_CLASS & 1 == 1
}

/// A block near the headline that begins with "By", or else is called a byline, or names someone beside a date.
pub fn at_headline(around: &Around, found: &mut Authors, known: &Known) {
    if outright(around, found, known) {
        return;
    }
    let (mut called, mut dated) = (None, None);
    for block in near(around) {
        let text = around.blocks.text_of(block);
        let Some(line) = text.lines().next().filter(|line| fits(line)) else {
            continue;
        };
        if known.is_filed(line) || is_when(line) {
            continue;
        }
        let (before, after) = beside_date(line);
        let (before, after) = (before_bar(before), before_bar(after));
        if is_called(block) && looks_like_names(before) && before.contains(' ') {
            called = called.or(Some(before));
        } else if before.len() < line.len() {
            let names = [before, after].into_iter().find(|names| {
                looks_like_names(names)
                    && split_names(names).iter().all(|name| name.contains(' '))
                    && !known.is_filed(names)
            });
            dated = dated.or(names);
        }
    }
    if let Some(text) = called.or(dated) {
        found.add(text, known, false);
    }
}

/// Names after "By" near the headline.
pub fn outright(around: &Around, found: &mut Authors, known: &Known) -> bool {
    let mut label = false;
    for block in near(around) {
        let text = around.blocks.text_of(block);
        if text.len() > LONGEST_BLOCK {
            label = false;
            continue;
        }
        for line in text.lines().filter(|line| fits(line)).take(MOST_LINES) {
            // "By", and the name in a box of its own.
            if label && looks_like_names(line) {
                found.add(line, known, false);
            } else if let Some(names) = signed(line) {
                found.add(names, known, false);
            }
            if found.has_writers() {
                return true;
            }
            label = is_label(line);
        }
    }
    false
}

fn near<'a>(around: &'a Around) -> impl Iterator<Item = &'a PageBlock> {
    let end = around.near.end.min(around.blocks.blocks.len());
    around.blocks.blocks[around.near.start.min(end)..end]
        .iter()
        .filter(|block| !block.context.is_in(place::NAV | place::FOOTER))
}

fn fits(line: &str) -> bool {
    line.chars().count() <= LONGEST_LINE
}

/// A line under the text that says outright who wrote it: "Posted by Ada at 14:30".
pub fn under_text(around: &Around, found: &mut Authors, known: &Known) {
    let end = around.below().end.min(around.blocks.blocks.len());
    let start = around.below().start.min(end);
    let mut label = false;
    for block in &around.blocks.blocks[start..end] {
        let text = around.blocks.text_of(block);
        if text.len() > LONGEST_BLOCK
            || block.context.is_in(place::NAV)
            || block.context.class_within(COMMENT_CLASS, 8)
        {
            label = false;
            continue;
        }
        for line in text.lines().filter(|line| fits(line)).take(MOST_LINES) {
            let names = signed(line).filter(|_| is_called(block) || is_outright(line));
            if let Some(names) = names.or_else(|| (label && looks_like_names(line)).then_some(line))
            {
                found.add(names, known, false);
                if found.has_writers() {
                    return;
                }
            }
            label = is_label(line) && is_outright(&format!("{} ", line.trim()));
        }
    }
}

/// The part of a line that says "By" and names.
fn signed(line: &str) -> Option<&str> {
    if is_filing(line) {
        return None;
    }
    let (before, after) = beside_date(line);
    let sides = if before.len() < line.len() {
        [before, after]
    } else {
        [line, ""]
    };
    let parts = sides
        .into_iter()
        .flat_map(|side| side.split(" | "))
        .flat_map(|part| part.split(" · "))
        .flat_map(|part| part.split(" — "))
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c)))
        .map(after_source);
    parts.filter(|part| !part.is_empty()).find(|part| {
        strip_by(part).is_some_and(|names| {
            looks_like_names(names) || (is_outright(part) && is_handle(last_label_off(names)))
        }) || is_signed_behind(part) && looks_like_names(part)
    })
}

/// What follows the source in "来源：… 记者 …": a label and its words, and then the label that signs.
fn after_source(part: &str) -> &str {
    let Some((source, _)) = part.split_once('：') else {
        return part;
    };
    let is_label = source.chars().count() <= 4 && strip_by(source).is_none();
    let words = part.match_indices(char::is_whitespace);
    let mut rest = words.map(|(at, _)| part[at..].trim_start());
    rest.find(|rest| is_label && strip_by(rest).is_some())
        .unwrap_or(part)
}

/// The handle in "rasos am": what is left before a date.
fn last_label_off(names: &str) -> &str {
    match names.rsplit_once(' ') {
        Some((handle, small)) if small.chars().count() <= 3 => handle,
        _ => names,
    }
}

/// What stands before a date in a line, and what stands after it and its clock; the line and nothing without one.
pub fn beside_date(line: &str) -> (&str, &str) {
    const MARKS: [char; 11] = ['-', '–', '—', '|', ',', '•', '·', '/', '،', '(', ')'];
    let is_mark = |c: char| c.is_whitespace() || MARKS.contains(&c);
    let Some(found) = written_time::find(line, Order::DayFirst) else {
        return (line, "");
    };
    let rest = line[found.end..]
        .trim_start_matches(|c: char| is_mark(c) || c.is_ascii_digit() || matches!(c, ':' | '.'));
    let rest = ["Uhr ", "h "]
        .iter()
        .find_map(|clock| rest.strip_prefix(clock))
        .unwrap_or(rest);
    (
        line[..found.start].trim_end_matches(is_mark),
        rest.trim_matches(is_mark),
    )
}

/// A line up to its first bar.
fn before_bar(line: &str) -> &str {
    line.split(" | ").next().unwrap_or(line)
}

/// Lines that say when, not who: "Published 3 May 2024", "Saturday, 3 May".
fn is_when(text: &str) -> bool {
    const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag \
                        freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes \
                        miércoles jueves viernes sábado domingo";
    let phrases = hints::phrase_groups(text);
    let first = text
        .split([' ', ',', ':'])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    phrases & 0b100_0000_1001 != 0 || DAYS.split(' ').any(|day| day == first)
}

impl Around<'_> {
    /// The blocks under the text in which it may be signed, its own last lines among them.
    fn below(&self) -> Range<usize> {
        const MOST: usize = 10;
        let last = self.body.last().copied().unwrap_or(self.near.end);
        last.saturating_sub(1)..last + MOST
    }

    /// Whether the page shows a name as that of the text's editor.
    pub fn is_editor(&self, name: &str) -> bool {
        let key = outlet::key(name);
        let lines = self.blocks.blocks.iter().take(4_000);
        let mut lines = lines.map(|block| self.blocks.text_of(block));
        lines.any(|text: &str| {
            text.len() <= 80 && says_editor(text) && outlet::key(text).contains(&key)
        })
    }
}

fn says_editor(text: &str) -> bool {
    // Most lines are told by their first letter.
    if !text
        .trim_start()
        .starts_with(['e', 'E', 'p', 'P', 'r', 'R'])
    {
        return false;
    }
    let lower = text.trim_start().to_lowercase();
    super::words::EDITORS
        .iter()
        .any(|label| lower.starts_with(label))
}

impl Known<'_> {
    /// Whether a text is what the page is filed under.
    fn is_filed(&self, text: &str) -> bool {
        if is_filing(text) {
            return true;
        }
        let key = outlet::key(text);
        self.filed.iter().any(|name| outlet::reads_as(name, &key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_signed_part_of_a_line() {
        for (line, part) in [
            ("By Ada Brook | 3 May 2024", Some("By Ada Brook")),
            ("06.11.2023 13:30 von Olga", Some("von Olga")),
            (
                "Gespeichert von rasos am 24. Juli 2017 - 18:55",
                Some("Gespeichert von rasos am"),
            ),
            (
                "erstellt von Dominique — zuletzt verändert",
                Some("erstellt von Dominique"),
            ),
            (
                "Autorin: Uta Brook, Projektleiterin",
                Some("Autorin: Uta Brook, Projektleiterin"),
            ),
            ("yes! | By Ada Brook | 3 May 2024", Some("By Ada Brook")),
            ("By the way, it rained.", None),
            ("Filed under: By Ada", None),
            (
                "2031年11月9日 17:45 来源：临港晚报 记者 沈一 陆二",
                Some("记者 沈一 陆二"),
            ),
            ("来源：临港晚报 综合报道", None),
        ] {
            assert_eq!(signed(line), part, "{line}");
        }
    }

    #[test]
    fn parts_a_line_at_its_date() {
        assert_eq!(beside_date("11.12.2019 - Ada Brook"), ("", "Ada Brook"));
        assert_eq!(
            beside_date("Ada Brook, 3 May 2024, 14:30"),
            ("Ada Brook", "")
        );
        assert_eq!(beside_date("Ada Brook | Town"), ("Ada Brook | Town", ""));
    }
}
