//! Labelled facts in a page's visible lines: `2025-05-03 08:16:32source:NAMEcategory:NAME`, `来源：新华网`, `Quelle: dpa`,
//! `Current:Home > Finance`, `More:Finance`. The labels may be glued to what goes before them.

use super::blocks::{PageBlocks, place};
use super::outlet;
use super::written_time::{self, Order};
use crate::chars::prefix_in_any_case;
use std::ops::Range;
use std::sync::LazyLock;

/// What the lines state, as they state it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Labelled {
    pub source: Option<String>,
    pub category: Option<String>,
    pub at: Option<String>,
    /// Who is named behind a label on the same line.
    pub author: Option<String>,
    /// The block of the line that states them.
    pub block: Option<usize>,
    /// The page is made by a template that puts its brand on others' headlines: time, source and category run together
    /// on one line, or `Current:Home > …` with `Date:…`.
    pub branded: bool,
}

/// Labels of each kind in lower case, parted by bars.
const LABELS: [(Label, &str); 4] = [
    (
        Label::Source,
        "source|sources|source(s)|quelle|quellen|fuente|fuentes|fonte|fonti|fontes|källa|kilde|bron|lähde|źródło|\
         zdroj|forrás|sursa|sursă|kaynak|источник|джерело|извор|източник|πηγή|المصدر|مصدر|منبع|ماخذ|מקור|स्रोत|सूत्र|সূত্র|\
         sumber|nguồn|ที่มา|izvor|vir|avots|allikas|šaltinis|heimild|burimi|来源|來源|文章来源|稿源|出典|出処|引用元|출처|자료출처",
    ),
    (
        Label::Category,
        "category|section|kategorie|rubrik|categoría|categoria|catégorie|rubrique|rubriek|kategori|kategoria|рубрика|\
         категория|分类|栏目|分類",
    ),
    (
        Label::Author,
        "author|autor|autorin|auteur|autore|автор|作者|记者|記者|撰文|本报记者",
    ),
    (
        Label::Other,
        "editor|date|time|by|tags|views|编辑|責任編輯|责任编辑|責編|责编|時間|时间|发布时间|日期|фото|photo|foto|posted",
    ),
];
/// Each word with its kind.
static WORDS: LazyLock<Vec<(Label, &str)>> = LazyLock::new(|| {
    let words = LABELS.iter();
    words
        .flat_map(|(label, words)| words.split('|').map(move |word| (*label, word)))
        .collect()
});

/// Longest value of a label, in characters.
const LONGEST: usize = 60;
/// Longest line that is read for labels.
const LONGEST_LINE: usize = 260;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Source,
    Category,
    Author,
    Other,
}

/// A label in a line: what it is, where it starts, where its value starts.
type Found = (Label, usize, usize);

/// Reads the labelled lines among these blocks.
pub fn find(blocks: &PageBlocks, near: Range<usize>) -> Labelled {
    let mut out = Labelled::default();
    let mut dated_only = None;
    let mut crumbs = None;
    for i in near.start..near.end.min(blocks.blocks.len()) {
        let block = &blocks.blocks[i];
        if block.context.is_in(place::FOOTER | place::NAV) {
            continue;
        }
        let text = blocks.text_of(block);
        if text.chars().count() > LONGEST_LINE {
            continue;
        }
        if !text.contains([':', '：']) {
            out.author = out.author.take().or_else(|| spaced_author(text));
            continue;
        }
        if let Some(section) = current(text) {
            crumbs = Some(section);
        }
        if let Some(at) = after_word(text, "date")
            && let Some(found) = written_time::find(at, Order::DayFirst)
            && dated_only.is_none()
        {
            dated_only = Some((found.at, i));
        }
        let time = written_time::find(text, Order::DayFirst);
        let glued = time
            .as_ref()
            .is_some_and(|found| found.start < 12 && found.at.len() > 10);
        let labels = labels_in(text, glued);
        for (n, (label, _, value_at)) in labels.iter().enumerate() {
            let end = labels.get(n + 1).map_or(text.len(), |next| next.1);
            let Some(value) = value_of(&text[*value_at..end]) else {
                continue;
            };
            let slot = match label {
                Label::Source => &mut out.source,
                Label::Category => &mut out.category,
                Label::Author => &mut out.author,
                Label::Other => continue,
            };
            if slot.is_none() {
                *slot = Some(value);
                out.block = out.block.or(Some(i));
                if let Some(found) = time.as_ref().filter(|found| found.end <= labels[0].1) {
                    out.at = out.at.take().or_else(|| Some(found.at.clone()));
                }
            }
        }
        if out.author.is_none()
            && let Some(name) = spaced_author(text)
        {
            out.author = Some(name);
        }
        if out.block == Some(i) && out.category.is_some() && out.at.is_some() {
            out.branded = true;
        }
    }
    if let Some(section) = crumbs {
        out.category = out.category.or(Some(section));
        if let Some((at, block)) = dated_only {
            out.branded = true;
            out.at = out.at.or(Some(at));
            out.block = out.block.or(Some(block));
        }
    }
    out
}

/// The source that a line of its own names at the end of the text or right under it: "Quelle: Northwire".
pub fn under(blocks: &PageBlocks, body: &[usize]) -> Option<String> {
    const BEFORE: usize = 2;
    const AFTER: usize = 4;
    let last = body.last().copied()?;
    let range = last.saturating_sub(BEFORE)..(last + AFTER).min(blocks.blocks.len());
    let elsewhere = place::FIGURE | place::FIGCAPTION | place::NAV | place::FOOTER | place::TABLE;
    let lines = blocks.blocks[range]
        .iter()
        .filter(|block| !block.context.is_in(elsewhere))
        .flat_map(|block| blocks.text_of(block).lines())
        .filter(|line| line.chars().count() <= 2 * LONGEST);
    let mut named = lines.filter_map(|line| {
        let line = line.trim_start_matches(['(', '[', '（', '–', '—', '-', ' ']);
        let labels = labels_in(line, false);
        let (label, at, value_at) = labels.first()?;
        let end = labels.get(1).map_or(line.len(), |next| next.1);
        (*label == Label::Source && *at == 0).then(|| value_of(&line[*value_at..end]))?
    });
    named.find(|name| !name.starts_with(char::is_lowercase) || name.chars().count() <= 6)
}

/// The last crumb of `Current:Home > Finance`.
fn current(text: &str) -> Option<String> {
    let rest = after_word(text, "current")?;
    let line = rest.lines().next().unwrap_or(rest);
    let last = line.rsplit(['>', '›', '»', '/']).next()?.trim();
    (line.contains(['>', '›', '»']) && !last.is_empty() && last.chars().count() <= 30)
        .then(|| last.to_owned())
}

/// What follows `word:` in a line that has it at the start or after a space.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let at = text.char_indices().map(|(at, _)| at).find(|at| {
        text[*at..]
            .get(..word.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(word))
            && text[at + word.len()..].starts_with([':', '：'])
            && text[..*at]
                .chars()
                .next_back()
                .is_none_or(|c| !c.is_alphanumeric())
    })?;
    Some(text[at + word.len()..].trim_start_matches([':', '：', ' ']))
}

fn labels_in(text: &str, glued: bool) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (colon, mark) in text.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
        let before = text[..colon].trim_end();
        let value_at = colon + mark.len_utf8();
        let last = before.as_bytes().last().map(u8::to_ascii_lowercase);
        let label = WORDS
            .iter()
            .filter(|(_, word)| word.as_bytes().last().copied() == last || !word.is_ascii())
            .filter_map(|&(label, word)| {
                let at = before.len().checked_sub(word.len())?;
                let written = before.get(at..)?;
                if prefix_in_any_case(written, word) != Some(written.len()) {
                    return None;
                }
                let free = before[..at]
                    .chars()
                    .next_back()
                    .is_none_or(|c| !c.is_alphabetic() || super::features::is_wide(c));
                // Labels run together with the value before them are in lower case there.
                let runs_on =
                    glued && written == word && matches!(label, Label::Source | Label::Category);
                (free || runs_on).then_some((label, at, word.len()))
            })
            .max_by_key(|(.., length)| *length);
        if let Some((label, at, _)) = label {
            // A value that holds a label of its own begins anew there.
            out.push((label, at, value_at));
        }
    }
    out
}

/// Whether a word labels the source of a text.
pub fn is_source(label: &str) -> bool {
    let label = label.trim().to_lowercase();
    LABELS
        .iter()
        .any(|(kind, words)| *kind == Label::Source && words.split('|').any(|word| word == label))
}

/// The name in "来源：… 记者 王小明", where the label stands with a space alone.
fn spaced_author(text: &str) -> Option<String> {
    let rest = ["记者 ", "記者 ", "作者 "].iter().find_map(|label| {
        let (head, rest) = text.split_once(label)?;
        (head.is_empty() || head.ends_with([' ', '\n', '：'])).then_some(rest)
    })?;
    let line = rest.lines().next()?.trim();
    let name = (2..=20).contains(&line.chars().count());
    (name && line.chars().all(|c| c == ' ' || c.is_alphabetic())).then(|| line.to_owned())
}

/// A label's value: up to a date, a bar, a line's end, two spaces.
fn value_of(text: &str) -> Option<String> {
    let text = text.trim_start_matches([' ', ':', '：']);
    // Labels of Chinese pages may stand with a space alone.
    let next = [" 记者", " 記者", " 作者", " 编辑", " 责任编辑", " 责编"];
    let next = next.iter().filter_map(|label| text.find(label)).min();
    let text = &text[..next.unwrap_or(text.len())];
    let mut end = text
        .find(['|', '\n', '｜', '】', '\u{3000}', '•', '丨'])
        .unwrap_or(text.len());
    if let Some(found) = written_time::find(&text[..end], Order::DayFirst) {
        end = end.min(found.start);
    }
    let value = text[..end]
        .trim()
        .trim_matches(|c: char| {
            matches!(
                c,
                ',' | ';' | '-' | '(' | ')' | '（' | '）' | '[' | ']' | '·' | '/'
            )
        })
        .trim();
    let length = value.chars().count();
    // A sentence after "Source:" is no name.
    let name =
        !value.contains(". ") && !value.contains("://") && value.split_whitespace().count() <= 9;
    ((2..=LONGEST).contains(&length) && name).then(|| value.to_owned())
}

/// A branded headline taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branded {
    pub brand: String,
    /// Another name at the other end.
    pub second: Option<String>,
    pub headline: String,
}

/// Parts the brand from a headline of a branded page: `BRAND|headline`, `BRAND:headline`, `BRAND-headline -BRAND2`.
/// `again` is the headline as it stands elsewhere on the page, with one brand only or none.
pub fn unbrand(title: &str, again: &[&str]) -> Option<Branded> {
    let title = title.trim();
    // ` -BRAND2` at the end.
    let (title, last) = match title.rfind(" -") {
        Some(at) if !title[at + 2..].starts_with(' ') && brand_like(&title[at + 2..]) && at > 8 => {
            (title[..at].trim_end(), Some(title[at + 2..].trim()))
        }
        _ => (title, None),
    };
    let cut = ['|', ':', '：', '-'].iter().filter_map(|mark| {
        title
            .match_indices(*mark)
            .map(|(at, found)| (at, at + found.len()))
            .find(|(at, after)| {
                let tight = !title[..*at].ends_with(' ') && !title[*after..].starts_with(' ');
                tight && brand_like(&title[..*at]) && title[*after..].chars().count() >= 10
            })
    });
    if let Some((at, after)) = cut.min() {
        return Some(Branded {
            brand: title[..at].trim().to_owned(),
            second: last.map(str::to_owned),
            headline: title[after..].trim().to_owned(),
        });
    }
    let brand = last?;
    let headline = again
        .iter()
        .find(|text| outlet::reads_as(text, &outlet::key(title)))
        .copied()
        .unwrap_or(title);
    Some(Branded {
        brand: brand.to_owned(),
        second: None,
        headline: headline.trim().to_owned(),
    })
}

/// One to six words that all begin with a capital or a figure, or small words between such.
fn brand_like(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let small = ["of", "and", "the", "for", "&", "de"];
    (1..=6).contains(&words.len())
        && text.chars().count() <= 48
        && words.iter().all(|word| {
            small.contains(word) || word.chars().next().is_some_and(|c| !c.is_lowercase())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;
    use crate::html::Tree;

    fn labelled(source: &str) -> Labelled {
        let tree = Tree::parse(source);
        find(&segment(&tree), 0..99)
    }

    #[test]
    fn reads_lines_run_together() {
        let found = labelled(
            "<p>2025-05-03 08:16:32<b>source:</b>Stone Bay Capital Desk<span>category:Markets</span>",
        );
        assert_eq!(found.source.as_deref(), Some("Stone Bay Capital Desk"));
        assert_eq!(found.category.as_deref(), Some("Markets"));
        assert_eq!(found.at.as_deref(), Some("2025-05-03T08:16:32"));
        assert!(found.branded);
    }

    #[test]
    fn reads_labels_in_other_languages() {
        for (line, source) in [
            (
                "<p>2024年5月3日 10:00 来源：海湾晚报 作者：王小明",
                "海湾晚报",
            ),
            ("<p>Quelle: dpa | Foto: Ada", "dpa"),
            ("<p>Fuente: Agencia Norte", "Agencia Norte"),
            ("<p>المصدر: وكالة الشمال", "وكالة الشمال"),
            ("<p>Source: Ford Council", "Ford Council"),
            ("<p>Source : Agence du Nord", "Agence du Nord"),
            ("<p>Fonte: Agência Norte", "Agência Norte"),
            ("<p>Источник: Северное агентство", "Северное агентство"),
            ("<p>Джерело: Північ", "Північ"),
            ("<p>स्रोत: उत्तर समाचार", "उत्तर समाचार"),
            ("<p>来源：新华社", "新华社"),
            ("<p>來源：中央社", "中央社"),
            ("<p>出典：北方通信", "北方通信"),
            ("<p>出処：北方通信", "北方通信"),
            ("<p>출처: 북방통신", "북방통신"),
            ("<p>Kaynak: Kuzey Ajansı", "Kuzey Ajansı"),
            ("<p>Bron: Noorderpers", "Noorderpers"),
            ("<p>Källa: Norrnytt", "Norrnytt"),
            ("<p>Kilde: Nordnytt", "Nordnytt"),
            ("<p>Lähde: Pohjola", "Pohjola"),
            ("<p>Źródło: Północ", "Północ"),
            ("<p>Zdroj: Sever", "Sever"),
            ("<p>Forrás: Észak", "Észak"),
            ("<p>Sursa: Nord", "Nord"),
            ("<p>Πηγή: Βορράς", "Βορράς"),
            ("<p>Sumber: Berita Utara", "Berita Utara"),
            ("<p>Nguồn: Tin Bắc", "Tin Bắc"),
            ("<p>منبع: شمال", "شمال"),
            ("<p>מקור: צפון", "צפון"),
        ] {
            let found = labelled(line);
            assert_eq!(found.source.as_deref(), Some(source), "{line}");
            assert!(!found.branded);
        }
        assert_eq!(
            labelled("<p>The source: he would not say. It was late.").source,
            None
        );
        assert_eq!(labelled("<p>Resource: none").source, None);
    }

    #[test]
    fn reads_the_source_under_a_text() {
        let under_text = |line: &str| {
            let blocks = segment(&Tree::parse(&format!(
                "<p>The bridge opened on Friday.</p><p>The ferry will run until May.</p>{line}"
            )));
            under(&blocks, &[0, 1])
        };
        for (line, source) in [
            ("<p>Quelle: Northwire", Some("Northwire")),
            ("<p>(Source: Ford Council)", Some("Ford Council")),
            ("<p>– Fuente: EFE", Some("EFE")),
            ("<p>Quelle: dpa", Some("dpa")),
            (
                "<figure><figcaption>Source: Ford Maps</figcaption></figure>",
                None,
            ),
            ("<p>The source: nobody. It was late.", None),
            ("<p>Source: he would not say who it was", None),
        ] {
            assert_eq!(under_text(line).as_deref(), source, "{line}");
        }
    }

    #[test]
    fn reads_crumbs_with_a_date() {
        let found = labelled(
            "<div>Current:<a href=/>Home</a> &gt; <a>Stocks</a></div><div>Zenmark View</div><div>Date:2024-05-03 10:00:01</div>",
        );
        assert_eq!(found.category.as_deref(), Some("Stocks"));
        assert_eq!(found.at.as_deref(), Some("2024-05-03T10:00:01"));
        assert!(found.branded);
    }

    #[test]
    fn takes_brands_off_headlines() {
        for (title, brand, headline) in [
            (
                "Zenmark Exchange|Old bridge opens: town rejoices",
                "Zenmark Exchange",
                "Old bridge opens: town rejoices",
            ),
            (
                "Zenmark:Old bridge opens to traffic",
                "Zenmark",
                "Old bridge opens to traffic",
            ),
            (
                "Zenmark-Old bridge opens to traffic -Stonebay",
                "Zenmark",
                "Old bridge opens to traffic",
            ),
            (
                "Old bridge opens to traffic -Stonebay",
                "Stonebay",
                "Old bridge opens to traffic",
            ),
        ] {
            let found = unbrand(title, &[]).unwrap();
            assert_eq!(
                (found.brand.as_str(), found.headline.as_str()),
                (brand, headline)
            );
        }
        assert_eq!(unbrand("Old bridge opens - at last", &[]), None);
    }
}
