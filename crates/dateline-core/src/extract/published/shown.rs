//! Dates that a reader sees: `time` elements, lines near the headline, notes below the text.

use super::{element_time, in_reach};
use crate::extract::blocks::{PageBlocks, place};
use crate::extract::survey::Survey;
use crate::extract::written_time::{self, Order, WrittenTime};
use crate::html::{NodeId, Tree, query};
use std::ops::Range;

/// A `time` element in or around the article, one called publication date before others.
pub fn time_element(
    tree: &Tree,
    survey: &Survey,
    blocks: &PageBlocks,
    near: &Range<usize>,
    body: &[usize],
    order: Order,
) -> Option<(i32, String)> {
    let mut best: Option<(i32, String)> = None;
    let end = near.end.min(blocks.blocks.len());
    let around: Vec<NodeId> = blocks.blocks[near.start..end]
        .iter()
        .map(|block| block.node)
        .collect();
    for id in &survey.times {
        let Some(at) = element_time(tree, *id, order) else {
            continue;
        };
        let mut score = 0;
        if around
            .iter()
            .any(|node| query::ancestors(tree, *id).take(6).any(|up| up == *node))
        {
            score += 4;
        }
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
    let mut consider = |i: usize, bonus: i32| {
        let block = &blocks.blocks[i];
        let text = blocks.text_of(block);
        let length = text.chars().count();
        let noted = noted(text, order);
        let is_noted = noted.is_some();
        let Some(found) = noted.or_else(|| written_time::find(text, order)) else {
            return;
        };
        if block.context.class_within(COMMENT_CLASS, 3) {
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
            best = Some((score, at));
        }
    };
    let end = near.end.min(blocks.blocks.len());
    for i in near.start..end {
        consider(i, if i <= first_body { 2 } else { 0 });
    }
    // Below the text: "Published on …" lines and signatures.
    if let Some(last) = body.last() {
        for i in last.saturating_sub(1)..(last + 10).min(blocks.blocks.len()) {
            consider(i, 0);
        }
    }
    // "This entry was posted on …" may stand anywhere below.
    for i in end..blocks.blocks.len().min(end + 2_000) {
        let block = &blocks.blocks[i];
        let listed = [5, 6]
            .iter()
            .any(|group| block.context.class_within(*group, 4));
        if !listed && noted(blocks.text_of(block), order).is_some() {
            consider(i, 0);
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
    best
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

/// Whether a line speaks of a change and not of publication.
pub fn says_updated(text: &str) -> bool {
    let text = text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    has(&CHANGED_ON) && !has(&PUBLISHED_ON)
}

/// The date that a line gives for publication: the one after the word, or in languages that end with it, before it.
fn noted(text: &str, order: Order) -> Option<WrittenTime> {
    if text.len() > 800 {
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
        assert!(says_updated("Stand: aktualisiert am 3. Mai"));
        assert!(!says_updated("Published 3 May, updated 4 May"));
    }
}
