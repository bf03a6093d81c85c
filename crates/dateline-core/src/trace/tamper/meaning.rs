//! Changes of meaning against the known text: another name, number, quotation or negation, or text put in. Spelling,
//! style and units don't count, nor does an outlet's own update of its report.

use super::Case;
use super::names::same_house;
use super::text::Text;
use crate::model::{Edit, EditKind, Finding, FindingKind, Form};

/// Edits that an edited copy may have before single changes stop meaning anything.
const MANY: usize = 60;
/// Words of an insert that make it a text of its own.
const PASSAGE: usize = 12;

/// The changes that alter what the text says. `taken`: stretches that other findings explain.
pub fn find(case: &Case, text: &Text, taken: &[(usize, usize)]) -> Vec<Finding> {
    let Some(base) = case.whole().filter(|base| base.relation.cover >= 0.8) else {
        return Vec::new();
    };
    let close = matches!(
        base.relation.form,
        Form::Verbatim | Form::Edited | Form::Partial
    );
    let own = base
        .known
        .outlet
        .as_deref()
        .zip(case.article.outlet.name.as_deref())
        .is_some_and(|(a, b)| same_house(a, b));
    if !close || own || case.edits.len() > MANY {
        return Vec::new();
    }
    let dateline_end = crate::extract::dateline::find_dateline(&case.article.text, case.agencies)
        .map_or(0, |found| found.end);
    let quotes = quotations(text);
    let mut found = Vec::new();
    for edit in case.edits {
        let explained = taken
            .iter()
            .any(|&(start, end)| edit.start < end && start < edit.end)
            || edit.end <= dateline_end && dateline_end > 0;
        if explained {
            continue;
        }
        let quoted = quotes
            .iter()
            .any(|&(start, end)| start <= edit.start && edit.end <= end);
        if let Some((kind, confidence, why)) = judge(edit, quoted) {
            found.push(case.in_text(kind, edit.start, edit.end, &edit.text, confidence, why));
        }
    }
    found
}

fn judge(edit: &Edit, quoted: bool) -> Option<(FindingKind, f64, String)> {
    let (now, was) = (edit.text.trim(), edit.was.trim());
    let (now_words, was_words) = (words(now), words(was));
    if edit.kind == EditKind::Insert && now_words.len() >= PASSAGE {
        return Some((
            FindingKind::TextInserted,
            0.7,
            "this passage doesn't stand in the known text".into(),
        ));
    }
    if now_words.len().max(was_words.len()) > 8 {
        return None;
    }
    let negations = |words: &[String]| words.iter().filter(|word| is_negation(word)).count();
    if negations(&now_words) != negations(&was_words)
        && now_words.len().abs_diff(was_words.len()) <= 3
    {
        let why = match negations(&now_words) > negations(&was_words) {
            true => format!("“{now}” turns what the known text says into its contrary"),
            false => format!(
                "“{was}” was taken out, which turns what the known text says into its contrary"
            ),
        };
        return Some((FindingKind::NegationChanged, 0.85, why));
    }
    if edit.kind != EditKind::Replace {
        return None;
    }
    let told = format!("the known text has “{was}”, this one “{now}”");
    let (now_numbers, was_numbers) = (numbers(now), numbers(was));
    if !now_numbers.is_empty()
        && !was_numbers.is_empty()
        && now_numbers != was_numbers
        && units(&now_words) == units(&was_words)
    {
        return Some((FindingKind::NumberChanged, 0.85, told));
    }
    if is_name(now) && is_name(was) && !alike(&now_words, &was_words) {
        return Some((FindingKind::NameChanged, 0.8, told));
    }
    let content = now_words
        .iter()
        .chain(&was_words)
        .any(|word| word.chars().count() > 3);
    (quoted && content && !alike(&now_words, &was_words)).then_some((
        FindingKind::QuoteChanged,
        0.75,
        told,
    ))
}

/// Stretches between quotation marks, within a paragraph each.
fn quotations(text: &Text) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, &c) in text.chars.iter().enumerate() {
        match c {
            '\n' => open = None,
            '“' | '«' | '„' => open = Some(at + 1),
            '”' | '»' => found.extend(open.take().map(|start| (start, at))),
            '"' => match open.take() {
                Some(start) => found.push((start, at)),
                None => open = Some(at + 1),
            },
            _ => {}
        }
    }
    found
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’')));
    parts
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().replace('’', "'"))
        .collect()
}

fn is_negation(word: &str) -> bool {
    const NEGATIONS: [&str; 31] = [
        "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without",
        "nicht", "kein", "keine", "keinen", "nie", "ne", "pas", "jamais", "aucun", "aucune",
        "nunca", "ningún", "ninguna", "sin", "non", "mai", "nessun", "não", "nem", "niet", "geen",
    ];
    NEGATIONS.contains(&word) || word.ends_with("n't")
}

/// The values of the numbers in a text, in order: digits with their marks, and small number words.
fn numbers(text: &str) -> Vec<String> {
    const SMALL: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let mut found = Vec::new();
    for word in text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ','))) {
        let digits: String = word
            .trim_matches(['.', ','])
            .chars()
            .filter(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        if digits.chars().any(|c| c.is_ascii_digit()) {
            found.push(digits.trim_start_matches('0').to_owned());
        } else if let Some(value) = SMALL
            .iter()
            .position(|small| word.eq_ignore_ascii_case(small))
        {
            found.push(value.to_string());
        }
    }
    found
}

/// What isn't a number: where it differs, another unit may have been meant.
fn units(words: &[String]) -> Vec<&String> {
    words
        .iter()
        .filter(|word| !word.chars().any(|c| c.is_ascii_digit()))
        .collect()
}

fn is_name(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| {
            word.trim_matches(|c: char| !c.is_alphanumeric())
                .starts_with(char::is_uppercase)
        })
        && text.chars().any(char::is_lowercase)
}

/// One says the other in other letters, or more shortly.
fn alike(a: &[String], b: &[String]) -> bool {
    let (a, b) = (a.concat(), b.concat());
    if a.contains(&b) || b.contains(&a) {
        return true;
    }
    let same = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longer = a.chars().count().max(b.chars().count());
    same * 2 >= longer
}
