//! Credits: where a page says which agency wrote its text, helped with it, took its picture, or is only quoted in it.
//!
//! A credit may be a byline ("By Ann Lee, Associated Press"), a credit line ("Source: Reuters"), a line at the end
//! ("(dpa)", "Quelle: AFP", "© 2025 The Associated Press"), or a note of help ("The Associated Press contributed to
//! this report", "con información de EFE"). Any other naming of an agency is a mention: the agency is cited, it wrote
//! nothing. Datelines are read in [`super::dateline`].

mod phrase;

use crate::agencies::{Agencies, Named};
use phrase::{
    ends_with_word, is_border, is_help, is_owner, is_picture, is_rest_of_credit, is_spoken_of,
    is_supply, strip_label,
};

/// What part the named agency had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It wrote the text.
    Author,
    /// It helped the outlet's own staff.
    Helper,
    /// It took a picture.
    Picture,
    /// It is quoted, reported on, or thanked for something else.
    Cited,
}

/// Where the credit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// In the byline.
    Byline,
    /// In the credit line.
    CreditLine,
    /// A line of its own, or the last words of the text.
    Tail,
    /// A copyright notice that names the agency as owner of this text.
    Copyright,
    /// A staff line in an agency's own manner, which doesn't name it ("Reporting by …; Editing by …").
    StaffLine,
    /// In the running text.
    Text,
}

/// An agency named on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Id of the agency.
    pub agency: String,
    /// What the agency did.
    pub part: Part,
    /// Where it is said.
    pub place: Place,
    /// The words it stands on, at most a sentence.
    pub text: String,
    /// Characters of the searched text that hold the words; `None` for bylines and credit lines.
    pub span: Option<(usize, usize)>,
}

/// Lines at the end of a text in which a bare name is a credit.
const TAIL_LINES: usize = 8;
/// Bytes to either side of a name that are looked at for what is said of it.
const WINDOW: usize = 240;

/// Every agency that the page names, with its part: byline and credit line first, then the text in order.
pub fn find_credits(
    text: &str,
    bylines: &[String],
    credit_line: Option<&str>,
    agencies: &Agencies,
) -> Vec<Credit> {
    let mut credits = Vec::new();
    for byline in bylines {
        credits.extend(named_beside(byline, Place::Byline, agencies));
    }
    if let Some(line) = credit_line {
        credits.extend(named_beside(line, Place::CreditLine, agencies));
    }
    in_text(text, agencies, &mut credits);
    credits
}

/// Agencies in a byline or a credit line. One that is joined to a person by "and" or "with" helped.
fn named_beside(line: &str, place: Place, agencies: &Agencies) -> Vec<Credit> {
    let found = agencies.find(line);
    let credit = |named: &Named| {
        let before = line[..named.start].trim_end();
        let rest = line[named.end..].trim_start();
        let alone = before.is_empty()
            || before.ends_with([',', '/', '|', '-', '–', '—', ':', '(', '·', ';', '©']);
        let introduced = ends_with_word(
            before,
            &[
                "by", "of", "for", "from", "von", "par", "por", "the", "via", "agence", "agencia",
            ],
        );
        let joined = ends_with_word(
            before,
            &[
                "and", "with", "und", "mit", "et", "avec", "y", "con", "e", "com",
            ],
        );
        let closed = rest.is_empty()
            || rest.starts_with([',', '/', '|', '-', '–', ')', ';', '.', '·'])
            || [
                "staff",
                "writer",
                "correspondent",
                "reporter",
                "news agency",
                "and",
                "und",
                "et",
                "y",
            ]
            .iter()
            .any(|word| rest.to_lowercase().starts_with(word));
        // An ordinary word or a bare mark must stand where only a supplier can.
        if named.weak && !((alone || introduced || joined) && closed) {
            return None;
        }
        let staff_before = joined
            && !agencies
                .find(before)
                .iter()
                .any(|other| !other.weak || other.end == before.len());
        Some(Credit {
            agency: named.agency.id.clone(),
            part: if staff_before {
                Part::Helper
            } else {
                Part::Author
            },
            place,
            text: line.trim().to_owned(),
            span: None,
        })
    };
    found.iter().filter_map(credit).collect()
}

fn in_text(text: &str, agencies: &Agencies, credits: &mut Vec<Credit>) {
    let tail_from = tail_start(text);
    let mut chars = CharCount::new(text);
    for named in agencies.find(text) {
        let line_from = text[..named.start].rfind('\n').map_or(0, |at| at + 1);
        let line_to = text[named.end..]
            .find('\n')
            .map_or(text.len(), |at| named.end + at);
        let sight = Sight::new(text, line_from, line_to, &named);
        let tail = (line_from >= tail_from).then(|| &text[line_to..]);
        let Some((part, place, (from, to))) = judge(&sight, &named, tail) else {
            continue;
        };
        let from = chars.at(from);
        let to = chars.at(to);
        credits.push(Credit {
            agency: named.agency.id.clone(),
            part,
            place,
            text: text_between(text, sight.from, sight.to),
            span: Some((from.min(to), to)),
        });
    }
    credits.extend(staff_line(text, tail_from, agencies));
}

/// What is seen around a name: its sentence, or as much of it as the window shows.
struct Sight<'a> {
    from: usize,
    to: usize,
    /// The whole line is the sentence.
    whole_line: bool,
    before: &'a str,
    name: &'a str,
    after: &'a str,
}

impl<'a> Sight<'a> {
    fn new(text: &'a str, line_from: usize, line_to: usize, named: &Named) -> Sight<'a> {
        let low = floor(text, named.start.saturating_sub(WINDOW)).max(line_from);
        let high = floor(text, (named.end + WINDOW).min(text.len())).min(line_to);
        let before = &text[low..named.start];
        let from = low + sentence_break_before(before);
        let to = named.end + sentence_break_after(&text[named.end..high]);
        Sight {
            from,
            to,
            whole_line: text[line_from..from].trim().is_empty()
                && text[to..line_to].trim().is_empty(),
            before: &text[from..named.start],
            name: &text[named.start..named.end],
            after: &text[named.end..to],
        }
    }
}

type Judged = (Part, Place, (usize, usize));

/// `tail` is what follows a line that is one of the text's last.
fn judge(sight: &Sight, named: &Named, tail: Option<&str>) -> Option<Judged> {
    let whole = (sight.from, sight.to);
    let before = sight.before.trim();
    let after = sight.after.trim();
    let low_before = before.to_lowercase();
    let low_after = after.to_lowercase();
    if is_picture(before, after, &low_before, &low_after) {
        return (named.agency.kind == "agency").then_some((Part::Picture, Place::Text, whole));
    }
    if is_help(&low_before, &low_after) {
        return Some((Part::Helper, Place::Tail, whole));
    }
    if is_owner(&low_before, &low_after) {
        return Some((Part::Author, Place::Copyright, whole));
    }
    if is_supply(&low_before, &low_after) {
        return Some((Part::Author, Place::Tail, whole));
    }
    if let Some(rest) = tail {
        let bare_before = strip_label(before).trim_matches(is_border);
        let bare_after = after.trim_matches(is_border);
        if sight.whole_line && bare_before.is_empty() && is_rest_of_credit(bare_after) {
            return Some((Part::Author, Place::Tail, whole));
        }
        let bracketed = (before.ends_with(['(', '[', '（', '【'])
            && after.starts_with([')', ']', '）', '】'])
            || before.ends_with('/') && after.starts_with('/'))
            && bare_after.is_empty()
            && closes_text(before);
        let signed = after.is_empty() && before.ends_with(['—', '–']);
        if (bracketed || signed) && !goes_on(rest) {
            return Some((Part::Author, Place::Tail, (named.start, named.end)));
        }
    }
    if named.agency.kind != "agency"
        || is_part_of_longer(before, sight.name)
        || named.weak && !is_spoken_of(sight.name, after, &low_before, &low_after)
    {
        return None;
    }
    Some((Part::Cited, Place::Text, whole))
}

/// Whether a text goes on after a line: then a name at that line's end closes a caption, and not the text.
fn goes_on(rest: &str) -> bool {
    const WORDS: usize = 12;
    rest.lines().map(str::trim).any(|line| {
        let low = line.to_lowercase();
        line.ends_with(['.', '!', '?', '”', '"', '»'])
            && line.split_whitespace().take(WORDS).count() == WORDS
            && !line.starts_with(['(', '[', '_', '—', '–', '*'])
            && ![
                "copyright",
                "©",
                "contribut",
                "reserved",
                "reporting",
                "follow ",
                "subscribe",
                "published",
                "read more",
            ]
            .iter()
            .any(|mark| low.contains(mark))
    })
}

/// What stands before a bracketed credit is finished: a mark in a sentence is an abbreviation explained there.
fn closes_text(before: &str) -> bool {
    let before = before.trim_end_matches(['(', '[', '（', '【', '/', ' ']);
    before.is_empty() || before.ends_with(['.', '!', '?', '"', '”', '“', '»', '’', '。', '」', '…'])
}

/// The name is a part of a longer one: "City Press Association", where a word of it goes before.
fn is_part_of_longer(before: &str, named: &str) -> bool {
    let last = before.rsplit([' ', '(']).next().unwrap_or_default();
    let many = named.contains(' ') && !named.starts_with("The ");
    many && last.chars().next().is_some_and(char::is_uppercase)
        && last != "The"
        && before.trim_start().len() > last.len()
}

/// "(Reporting by …; Editing by …)" is how Reuters signs; other agencies name themselves.
fn staff_line(text: &str, tail_from: usize, agencies: &Agencies) -> Option<Credit> {
    let reuters = agencies.get("Reuters")?;
    let mut from = tail_from;
    for line in text[tail_from..].split_inclusive('\n') {
        let low = line.trim().trim_start_matches('(').to_lowercase();
        let opens = [
            "reporting by ",
            "additional reporting by ",
            "writing by ",
            "editing by ",
            "compiled by ",
        ]
        .iter()
        .any(|w| low.starts_with(w));
        if opens && low.contains("editing by ") {
            let start = text[..from].chars().count();
            return Some(Credit {
                agency: reuters.id.clone(),
                part: Part::Author,
                place: Place::StaffLine,
                text: line.trim().chars().take(200).collect(),
                span: Some((start, start + line.trim_end().chars().count())),
            });
        }
        from += line.len();
    }
    None
}

/// Byte where the last lines begin.
fn tail_start(text: &str) -> usize {
    let mut at = text.len();
    let mut lines = 0;
    while let Some(newline) = text[..at].rfind('\n') {
        if !text[newline..at].trim().is_empty() {
            lines += 1;
        }
        if lines == TAIL_LINES {
            return newline + 1;
        }
        at = newline;
    }
    0
}

/// Byte after the last sentence end in what stands before a name.
fn sentence_break_before(before: &str) -> usize {
    let mut end = 0;
    for (at, c) in before.char_indices() {
        let next = before[at + c.len_utf8()..].chars().next();
        let stop =
            matches!(c, '.' | '!' | '?') && next == Some(' ') && !is_abbreviation(&before[..at])
                || matches!(c, '。' | '！' | '？');
        if stop {
            end = at + c.len_utf8();
        }
    }
    end
}

/// Byte behind the first sentence end in what follows a name.
fn sentence_break_after(after: &str) -> usize {
    for (at, c) in after.char_indices() {
        let next = after[at + c.len_utf8()..].chars().next();
        let stop = matches!(c, '.' | '!' | '?')
            && next.is_none_or(char::is_whitespace)
            && !is_abbreviation(&after[..at])
            || matches!(c, '。' | '！' | '？');
        if stop {
            return at + c.len_utf8();
        }
    }
    after.len()
}

/// The word before a full stop is short and capitalised ("Mr", "Gen", an initial).
fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit([' ', '.', '(']).next().unwrap_or_default();
    word.chars().count() <= 3
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn text_between(text: &str, from: usize, to: usize) -> String {
    text[from..to].trim().to_owned()
}

/// Counts characters up to rising byte positions in one pass.
struct CharCount<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl<'a> CharCount<'a> {
    fn new(text: &'a str) -> CharCount<'a> {
        CharCount {
            text,
            byte: 0,
            chars: 0,
        }
    }

    fn at(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            // Sentences overlap: a short step back.
            return self.chars - self.text[byte..self.byte].chars().count();
        }
        self.chars += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.chars
    }
}

#[cfg(test)]
#[path = "credit/tests.rs"]
mod tests;
