//! Brands put into the text: a name that doesn't belong where it stands, often glued to its neighbours.

use super::Case;
use super::glue;
use super::names::{Stated, is_camel, is_proper};
use super::text::Text;
use crate::model::{EditKind, Field, Finding, FindingKind};
use crate::trace::restore::Undo;

/// A name put into the text; characters of the text, the name alone.
#[derive(Debug, Clone, PartialEq)]
pub struct PutIn {
    pub start: usize,
    pub end: usize,
    pub name: String,
    pub confidence: f64,
    pub why: String,
}

/// Places that are looked at for one name.
const PLACES: usize = 64;

/// Every name that was put in, in order.
pub fn find(case: &Case, text: &Text, names: &[Stated]) -> Vec<PutIn> {
    let mut found = match case.whole() {
        Some(_) => against_origin(case, text, names),
        None => Vec::new(),
    };
    let stated = own_names(case, text, names, &found);
    add(&mut found, stated);
    if case.whole().is_none() {
        add(&mut found, glue::find(text));
    }
    found.sort_by_key(|put_in| put_in.start);
    found
}

fn add(found: &mut Vec<PutIn>, more: Vec<PutIn>) {
    for put_in in more {
        if !found
            .iter()
            .any(|known| known.start < put_in.end && put_in.start < known.end)
        {
            found.push(put_in);
        }
    }
}

/// Names that stand here and not in the known text.
fn against_origin(case: &Case, text: &Text, names: &[Stated]) -> Vec<PutIn> {
    let Some(base) = case.whole() else {
        return Vec::new();
    };
    let inserts: Vec<(usize, usize, String)> = case
        .edits
        .iter()
        .filter(|edit| edit.kind == EditKind::Insert)
        .filter_map(|edit| {
            let lead = edit.text.chars().take_while(|c| c.is_whitespace()).count();
            let name = edit.text.trim();
            let start = edit.start + lead;
            let end = start + name.chars().count();
            (is_proper(name) && !base.known.text.contains(name))
                .then(|| (start, end, name.to_owned()))
        })
        .collect();
    let mut found = Vec::new();
    for (start, end, name) in &inserts {
        let (left, right) = text.touches(*start, *end);
        let again = inserts.iter().filter(|(_, _, other)| other == name).count() > 1;
        let own = names
            .iter()
            .any(|stated| stated.field != Field::Bylines && stated.name == *name);
        let made_up = name.contains(' ') || is_camel(name);
        let amid = amid_words(text, *start, *end);
        let (confidence, why) = match () {
            () if left || right => (0.99, "glued to the word beside it"),
            () if own => (0.98, "the name that the page gives itself"),
            () if again => (0.97, "put in more than once"),
            () if amid && made_up && !beside_name(text, *start, *end) => {
                (0.85, "in mid-sentence, where it says nothing")
            }
            () => continue,
        };
        found.push(PutIn {
            start: *start,
            end: *end,
            name: name.clone(),
            confidence,
            why: format!("“{name}” doesn't stand in the known text; {why}"),
        });
    }
    found
}

/// The page's own names where they stand in the text glued to a word, or in a place where no name belongs.
fn own_names(case: &Case, text: &Text, names: &[Stated], known: &[PutIn]) -> Vec<PutIn> {
    let mut found = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    let put_in = known.iter().map(|put_in| (put_in.name.as_str(), true));
    let stated = names
        .iter()
        .filter(|s| s.field != Field::Bylines)
        .map(|s| (s.name.as_str(), false));
    for (name, sure) in put_in.chain(stated) {
        if seen.contains(&name) || !is_proper(name) || case.agencies.named(name).is_some() {
            continue;
        }
        seen.push(name);
        let places = text.find(name, PLACES);
        let in_known = case
            .whole()
            .is_some_and(|base| base.known.text.contains(name));
        if in_known || places.is_empty() {
            continue;
        }
        let glued = |&&(start, end): &&(usize, usize)| glue::is_glued(text, start, end);
        let any_glued = places.iter().any(|place| glued(&place));
        // A second name for the same page, or a known text without the name: then the place alone tells.
        let strange = sure || any_glued || case.whole().is_some() || two_names(names, name);
        for place in &places {
            let (start, end) = *place;
            let why = if glued(&place) {
                "glued to the word beside it; it is a name that the page gives itself"
            } else if strange && (sure && any_glued || glue::is_out_of_place(text, start, end)) {
                "the name that the page gives itself, in mid-sentence, where it says nothing"
            } else {
                continue;
            };
            found.push(PutIn {
                start,
                end,
                name: name.to_owned(),
                confidence: if glued(&place) { 0.97 } else { 0.85 },
                why: format!("“{name}” doesn't belong to the sentence: {why}"),
            });
        }
    }
    found
}

/// The page also goes by another name.
fn two_names(names: &[Stated], name: &str) -> bool {
    names
        .iter()
        .any(|other| other.field != Field::Bylines && !super::names::same_house(&other.name, name))
}

/// Words of one paragraph stand on both sides.
fn amid_words(text: &Text, start: usize, end: usize) -> bool {
    !text.word_before(start).is_empty() && !text.word_after(end).is_empty()
}

/// A name right beside it may have been given its first name or title.
fn beside_name(text: &Text, start: usize, end: usize) -> bool {
    let before = text.word_before(start);
    let after = text.word_after(end);
    let sentence_opens = before.ends_with('.');
    (before.starts_with(char::is_uppercase) && !sentence_opens && before.chars().count() > 1)
        || after.starts_with(char::is_uppercase)
}

impl PutIn {
    pub fn finding(&self, case: &Case) -> Finding {
        case.in_text(
            FindingKind::BrandInserted,
            self.start,
            self.end,
            &self.name,
            self.confidence,
            self.why.clone(),
        )
    }

    /// Taken out so that the words beside it are parted as before: one space where both sides had one, or none.
    pub fn undo(&self, text: &Text) -> Undo {
        let (left, right) = text.touches(self.start, self.end);
        let left = left
            || text
                .before(self.start)
                .is_some_and(|c| matches!(c, ',' | '.' | ';' | ':'));
        let spaced = text.before(self.start) == Some(' ') && text.at(self.end) == Some(' ');
        Undo {
            start: self.start,
            end: self.end + usize::from(spaced),
            put_back: if left && right {
                " ".into()
            } else {
                String::new()
            },
        }
    }
}
