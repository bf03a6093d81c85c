//! Where exactly a difference begins and ends: which punctuation goes with it, and which letters when a brand is glued
//! to a word.

use crate::trace::normal::{Token, letters};

/// A stretch of a text between two of its words.
#[derive(Clone, Copy)]
pub struct Gap<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    /// Words before `from` and from `to` on are paired.
    pub from: usize,
    pub to: usize,
}

impl<'a> Gap<'a> {
    fn first(&self) -> Option<&'a Token> {
        self.tokens[self.from..self.to].first()
    }

    fn last(&self) -> Option<&'a Token> {
        self.tokens[self.from..self.to].last()
    }

    /// Byte and character at which the word before the gap ends.
    pub fn after_previous(&self) -> (usize, usize) {
        match self.from.checked_sub(1).and_then(|n| self.tokens.get(n)) {
            Some(token) => (token.end_byte as usize, token.end as usize),
            None => (0, 0),
        }
    }

    /// Byte at which the word after the gap begins.
    fn before_next(&self) -> usize {
        match self.tokens.get(self.to) {
            Some(token) => token.start_byte as usize,
            None => self.text.len(),
        }
    }

    /// The gap's words and the marks between them; empty when it has none.
    pub fn inner(&self) -> &'a str {
        match (self.first(), self.last()) {
            (Some(first), Some(last)) => {
                &self.text[first.start_byte as usize..last.end_byte as usize]
            }
            _ => "",
        }
    }

    /// What stands before its first word and after its last.
    fn margins(&self) -> (&'a str, &'a str) {
        let (Some(first), Some(last)) = (self.first(), self.last()) else {
            return (self.outer(), "");
        };
        let before = &self.text[self.after_previous().0..first.start_byte as usize];
        let after = &self.text[last.end_byte as usize..self.before_next()];
        (before, after)
    }

    /// Its characters `start..end`, with these marks before and after its words.
    fn widened(&self, left: &str, right: &str) -> Option<(usize, usize)> {
        let start = self.first()?.start as usize - left.chars().count();
        Some((start, self.last()?.end as usize + right.chars().count()))
    }

    fn outer(&self) -> &'a str {
        &self.text[self.after_previous().0..self.before_next()]
    }
}

/// Characters `start..end` of the copy that were put in, punctuation included: as much of it as leaves behind what the
/// origin has in this place.
pub fn inserted(copy: &Gap, origin: &Gap) -> Option<(usize, usize)> {
    let (before, after) = copy.margins();
    let wanted = marks(origin.outer());
    let lefts = [in_line_before(before), after_space(before), ""];
    let rights = [in_line_after(after), until_space(after), ""];
    let fits = |left: &str, right: &str| {
        let kept_before = &before[..before.len() - left.len()];
        marks(kept_before) + &marks(&after[right.len()..]) == wanted
    };
    for left in lefts {
        for right in rights {
            if fits(left, right) {
                return copy.widened(left, right);
            }
        }
    }
    inserted_lines(copy)
}

/// The same without looking at the origin: where the gap begins or ends a line, all marks on that side of the line
/// belong to it.
pub fn inserted_lines(copy: &Gap) -> Option<(usize, usize)> {
    let (before, after) = copy.margins();
    let opens = |n: usize| copy.tokens.get(n).is_none_or(|t| t.opens_paragraph);
    let left = match opens(copy.from) {
        true => in_line_before(before),
        false => after_space(before),
    };
    let right = match opens(copy.to) {
        true => in_line_after(after),
        false => until_space(after),
    };
    copy.widened(left, right)
}

/// Where words were taken out: right behind the word before and the marks that cling to it.
pub fn deleted(copy: &Gap) -> usize {
    let (_, at) = copy.after_previous();
    let outer = copy.outer();
    match outer.contains(char::is_whitespace) {
        true => at + until_space(outer).chars().count(),
        false => at,
    }
}

/// How the words of a gap differ when the difference lies inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glue {
    /// The same letters, parted differently: no difference.
    Same,
    /// Letters put in, as characters of the copy; the origin has a space there when `space` is set.
    Inserted {
        start: usize,
        end: usize,
        space: bool,
    },
}

/// Longest gap looked at letter by letter, in bytes.
const LONGEST: usize = 2000;

/// Looks for text glued to words: the copy's letters are the origin's with one stretch more.
pub fn glued(copy: &Gap, origin: &Gap) -> Option<Glue> {
    let (inner, was) = (copy.inner(), origin.inner());
    if inner.len() > LONGEST || was.is_empty() || was.len() > inner.len() {
        return None;
    }
    let offset = copy.first()?.start as usize;
    let (mine, theirs) = (letters(inner), letters(was));
    let extra = mine.len().checked_sub(theirs.len())?;
    let same = |a: &(char, u32, u32), b: &(char, u32, u32)| a.0 == b.0;
    if extra == 0 {
        return mine
            .iter()
            .zip(&theirs)
            .all(|(a, b)| same(a, b))
            .then_some(Glue::Same);
    }
    let head = mine
        .iter()
        .zip(&theirs)
        .take_while(|(a, b)| same(a, b))
        .count();
    let tail = mine
        .iter()
        .rev()
        .zip(theirs.iter().rev())
        .take_while(|(a, b)| same(a, b))
        .count();
    let chars: Vec<char> = inner.chars().collect();
    let first_split = theirs.len().saturating_sub(tail);
    // Of several ways to cut, take the one that begins and ends like a name.
    let split = (first_split..=head).max_by_key(|&split| {
        let start = mine[split].1 as usize;
        let end = mine[split + extra - 1].2 as usize;
        let at_space = |n: usize| chars.get(n).is_none_or(|c| !c.is_alphanumeric());
        let opens = start == 0 || at_space(start - 1);
        let capital = chars[start].is_uppercase();
        let closes = at_space(end);
        (
            usize::from(capital) * 2 + usize::from(opens) + usize::from(closes),
            theirs.len() - split,
        )
    })?;
    let gap_in_origin = split > 0 && split < theirs.len() && theirs[split - 1].2 < theirs[split].1;
    let start = mine[split].1 as usize;
    let end = mine[split + extra - 1].2 as usize;
    let space_in_copy = |n: usize| chars.get(n).is_some_and(|c| c.is_whitespace());
    let parted = start.checked_sub(1).is_some_and(space_in_copy) || space_in_copy(end);
    Some(Glue::Inserted {
        start: offset + start,
        end: offset + end,
        space: gap_in_origin && !parted,
    })
}

/// Punctuation of a stretch in one style, without white space.
fn marks(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            '‘' | '’' => '\'',
            '–' | '—' => '-',
            c => c,
        })
        .collect()
}

/// What stands before a word on its line.
fn in_line_before(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text).trim_start()
}

/// What stands behind a word on its line.
fn in_line_after(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text).trim_end()
}

/// What follows the last white space; all of it when there is none.
fn after_space(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}

/// What stands before the first white space; all of it when there is none.
fn until_space(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or(text)
}
