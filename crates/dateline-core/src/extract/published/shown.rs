//! Dates that a reader sees: `time` elements, lines near the headline, notes below the text.

use super::{Place, element_time, in_reach};
use crate::extract::blocks::{PageBlocks, place};
use crate::extract::matcher::Matcher;
use crate::extract::written_time::{self, Order, WrittenTime};
use crate::html::{NodeId, Tag, query};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A `time` element beside the headline, and what it is worth.
pub fn time_beside(place: &Place, order: Order) -> Option<String> {
    best_time(place, order, true)
        .filter(|(score, _)| *score >= super::BESIDE)
        .map(|(_, at)| at)
}

/// A `time` element in or around the article, one called publication date before others.
pub fn time_element(place: &Place, order: Order) -> Option<(i32, String)> {
    best_time(place, order, false)
}

fn best_time(place: &Place, order: Order, beside_only: bool) -> Option<(i32, String)> {
    let Place {
        tree,
        survey,
        blocks,
        ref near,
        body,
        ..
    } = *place;
    let mut best: Option<(i32, String)> = None;
    let end = near.end.min(blocks.blocks.len());
    let around: HashSet<NodeId> = blocks.blocks[near.start..end]
        .iter()
        .map(|block| block.node)
        .collect();
    // What is quoted has the date of whoever is quoted.
    let quoted = |id: NodeId| query::ancestors(tree, id).any(|up| tree.tag(up) == Tag::BLOCKQUOTE);
    for id in survey.times.iter().filter(|id| !quoted(**id)) {
        let beside = query::ancestors(tree, *id)
            .take(6)
            .any(|up| around.contains(&up));
        if beside_only && !beside {
            continue;
        }
        let Some(at) = element_time(tree, *id, order) else {
            continue;
        };
        let mut score = if beside { super::BESIDE } else { 0 };
        let names: String = query::ancestors(tree, *id)
            .take(3)
            .filter_map(|up| tree.attr_raw(up, "class"))
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        if names.contains("publish")
            || names.contains("entry-date")
            || tree.attr_raw(*id, "pubdate").is_some()
        {
            score += 2;
        }
        if names.contains("updated") && !names.contains("publish")
            || names.contains("modified")
            || names.contains("comment")
            || names.contains("related")
        {
            score -= 3;
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            best = Some((score, at));
        }
    }
    let few = survey.times.len() <= 3;
    best.filter(|(score, _)| *score > 0 || (few && *score == 0 && !body.is_empty()))
}

/// The score from which a date is likely the article's; one below is better than none.
pub const LIKELY: i32 = 3;

/// A date that a reader sees: in the blocks around the headline, best where it stands alone or after "Published".
pub fn visible(
    blocks: &PageBlocks,
    near: Range<usize>,
    body: &[usize],
    order: Order,
) -> Option<(i32, String)> {
    const WHEN_CLASS: usize = 16;
    const COMMENT_CLASS: usize = 9;
    let mut best: Option<(i32, String)> = None;
    let first_body = body.first().copied().unwrap_or(near.end);
    let consider = |best: &mut Option<(i32, String)>, i: usize, bonus: i32| {
        let block = &blocks.blocks[i];
        let text = blocks.text_of(block);
        let length = text.chars().count();
        let noted = noted(text, order);
        let is_noted = noted.is_some();
        let Some(found) = noted.or_else(|| written_time::find(text, order)) else {
            return;
        };
        // Comments stand under a text; what is called so above it is a kind of article, or counts them.
        if i > first_body && block.context.class_within(COMMENT_CLASS, 3) {
            return;
        }
        if !is_noted && is_of_somebody(&text[..found.start]) {
            return;
        }
        let Some(at) = in_reach(found.at.clone()) else {
            return;
        };
        let mut score = bonus + if is_noted { 4 } else { 0 };
        if length <= 120 {
            score += 3;
        }
        if length <= 40 {
            score += 1;
        }
        if block.context.class_within(WHEN_CLASS, 1) || block.inline_groups >> WHEN_CLASS & 1 == 1 {
            score += 3;
        }
        let phrases = block.phrases;
        if phrases >> 10 & 1 == 1 {
            score += 2;
        }
        if !found.certain {
            score -= 1;
        }
        if !is_noted
            && (block
                .context
                .is_in(place::NAV | place::FOOTER | place::ASIDE)
                || phrases >> 3 & 1 == 1)
        {
            score -= 4;
        }
        if best.as_ref().is_none_or(|(top, _)| score > *top) {
            *best = Some((score, at));
        }
    };
    let end = near.end.min(blocks.blocks.len());
    for i in near.start..end {
        consider(&mut best, i, if i <= first_body { 2 } else { 0 });
    }
    // Below the text: "Published on …" lines and signatures. Beside a date at the headline they are worth less, because
    // the rails below hold the dates of others.
    if let Some(last) = body.last() {
        let below = match best {
            Some((score, _)) if score >= LIKELY => -2,
            _ => 0,
        };
        for i in last.saturating_sub(1)..(last + 10).min(blocks.blocks.len()) {
            consider(&mut best, i, below);
        }
    }
    // "This entry was posted on …" may stand anywhere, in a box beside the text, too.
    let beside = (0..near.start).chain(end..blocks.blocks.len().min(end + 2_000));
    for i in beside {
        let block = &blocks.blocks[i];
        let listed = [5, 6]
            .iter()
            .any(|group| block.context.class_within(*group, 4));
        if !listed && noted(blocks.text_of(block), order).is_some() {
            consider(&mut best, i, 0);
        }
    }
    // A page that shows one day for itself and none near a headline: the first short line with a date, off the rails.
    if best.as_ref().is_none_or(|(score, _)| *score < LIKELY) {
        let lines = blocks.blocks.iter().take(2_000).filter(|block| {
            let text = blocks.text_of(block);
            text.len() <= 60
                && !block
                    .context
                    .is_in(place::NAV | place::FOOTER | place::ASIDE)
                && ![COMMENT_CLASS, 5]
                    .iter()
                    .any(|group| block.context.class_within(*group, 4))
                && block.phrases >> 3 & 1 == 0
        });
        best = lines
            .filter_map(|block| written_time::find(blocks.text_of(block), order))
            .find_map(|found| in_reach(found.at))
            .map(|at| (0, at));
    }
    best.or_else(|| {
        let lines = blocks.blocks.iter().take(4_000);
        lines
            .map(|block| blocks.text_of(block))
            .filter(|text| text.len() <= 400)
            .flat_map(str::lines)
            .filter(|text| text.len() <= 80 && says_as_of(text))
            .filter_map(|text| written_time::find(text, order))
            .find_map(|found| in_reach(found.at))
            .map(|at| (0, at))
    })
}

/// Whether a line gives the day of which its page is: all the date that an office's page has, often at its foot.
fn says_as_of(text: &str) -> bool {
    let line = text.trim_start_matches(['[', '(', ' ']);
    let line: String = line.chars().take(16).collect();
    let line = line.to_lowercase();
    [
        "stand:",
        "stand ",
        "as of ",
        "état au ",
        "situación a ",
        "stato al ",
        "stan na ",
    ]
    .iter()
    .any(|label| line.starts_with(label))
}

/// Words that say of a date near them that something was published on it, in lower case.
const PUBLISHED_ON: [&str; 40] = [
    "published",
    "posted",
    "first published",
    "publication date",
    "veröffentlicht",
    "erschienen",
    "gepostet",
    "geschrieben",
    "erstellt am",
    "publié",
    "mis en ligne",
    "paru le",
    "publicado",
    "publicada",
    "publicação",
    "pubblicato",
    "pubblicata",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "publicerat",
    "publisert",
    "offentliggjort",
    "julkaistu",
    "opublikowano",
    "publikováno",
    "zveřejněno",
    "publikované",
    "közzétéve",
    "megjelent",
    "publicat",
    "yayınlanma",
    "yayın tarihi",
    "опубликован",
    "опубліковано",
    "публикация",
    "تم نشره",
    "نشر في",
    "प्रकाशित",
    "diterbitkan",
];

/// Words that say the same of a change.
const CHANGED_ON: [&str; 22] = [
    "updated",
    "modified",
    "last edited",
    "aktualisiert",
    "geändert",
    "letzte änderung",
    "mis à jour",
    "modifié",
    "actualizado",
    "actualizada",
    "atualizado",
    "aggiornato",
    "bijgewerkt",
    "uppdaterad",
    "oppdatert",
    "päivitetty",
    "aktualizacja",
    "aktualizováno",
    "güncelleme",
    "обновлен",
    "оновлено",
    "تحديث",
];

/// Words before the day on which somebody was born or joined, in lower case.
const OF_SOMEBODY: [&str; 23] = [
    "joined",
    "member since",
    "registered",
    "born",
    "registriert",
    "mitglied seit",
    "dabei seit",
    "geboren",
    "geburt",
    "inscrit",
    "inscription",
    "né le",
    "née le",
    "naissance",
    "registrado",
    "nacid",
    "nacimiento",
    "nascid",
    "iscritto",
    "nato il",
    "nata il",
    "регистрация",
    "出生",
];

/// Whether what goes before a date on its line says that it is a person's, not the text's.
fn is_of_somebody(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    if line.len() > 60 {
        return false;
    }
    let line = line.to_lowercase();
    OF_SOMEBODY.iter().any(|word| line.contains(word))
}

/// Whether a line speaks of a change and not of publication.
pub fn says_updated(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&CHANGED_ON) && !has(&PUBLISHED_ON)
}

/// The date that a line gives for publication: the one after the word, or in languages that end with it, before it.
fn noted(text: &str, order: Order) -> Option<WrittenTime> {
    static WORDS: LazyLock<Matcher> =
        LazyLock::new(|| Matcher::new(PUBLISHED_ON.iter().map(|word| (*word, 0))));
    let numeric = |c: char| c.is_ascii_digit() || !c.is_ascii() && c.is_numeric();
    if text.len() > 800 || !text.contains(numeric) || !WORDS.is_in(text) {
        return None;
    }
    let text = text.to_lowercase();
    let at = PUBLISHED_ON.iter().find_map(|word| text.find(word))?;
    let changed = CHANGED_ON.iter().filter_map(|word| text.find(word)).min();
    let after = &text[at..];
    // "Published 3 May, updated 4 May".
    let after = match changed.filter(|changed| *changed > at) {
        Some(changed) => &after[..changed - at],
        None => after,
    };
    let close = |found: &WrittenTime| found.start <= 60;
    written_time::find(after, order)
        .filter(close)
        .or_else(|| written_time::find(&text[..at], order).filter(|_| changed.is_none()))
        .map(|mut found| {
            found.at.make_ascii_uppercase();
            found
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_publication_from_change() {
        for (text, at) in [
            (
                "Published 3 May 2024 | Updated 4 May 2024",
                Some("2024-05-03"),
            ),
            (
                "Updated 4 May 2024. First published 3 May 2024, 2:30 PM",
                Some("2024-05-03T14:30:00"),
            ),
            (
                "Dieser Beitrag wurde am Freitag, 3. Mai 2024 um 23:03 Uhr veröffentlicht",
                Some("2024-05-03T23:03:00"),
            ),
            (
                "Letzte Änderung: 4.5.2024 - Erschienen am: 3.5.2024",
                Some("2024-05-03"),
            ),
            ("تم نشره الجمعة 3 أيار / مايو 2024", Some("2024-05-03")),
            ("Publicado el 3 de mayo de 2024", Some("2024-05-03")),
            ("Updated 4 May 2024", None),
            ("Published by the Ford Press", None),
        ] {
            assert_eq!(
                noted(text, Order::DayFirst)
                    .map(|found| found.at)
                    .as_deref(),
                at,
                "{text}"
            );
        }
        assert!(says_as_of("[Stand: 3.5.2024, 01:40 Uhr]") && !says_as_of("Standing by: 3.5.2024"));
        assert!(is_of_somebody("Registriert: "));
        assert!(!is_of_somebody("Beitrag von Ada » "));
        assert!(says_updated("Stand: aktualisiert am 3. Mai"));
        assert!(!says_updated("Published 3 May, updated 4 May"));
    }
}
