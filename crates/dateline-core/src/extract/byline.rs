//! Bylines: the people who wrote a text, apart from agencies, roles, addresses and the outlet's own name.

use super::blocks::{PageBlocks, place};
use super::hints;
use super::linked_data::LinkedData;
use super::outlet::{self, OutletNames};
use super::survey::Survey;
use super::written_time::{self, Order};
use crate::agencies::Agencies;
use crate::html::{Tree, query};

/// Class groups of [`hints`].
const COMMENT_CLASS: usize = 9;
const AUTHOR_CLASS: usize = 15;

/// "By" in the languages that put it before names, in lower case.
const BY: &str = "by|von|par|por|di|da|de|door|av|af|autor|autorin|autoren|author|authors|auteur|autore|autores|text|\
                  texte|texto|tekst|testo|written by|words by|story by|reported by|posted by|published by|автор|авторы|\
                  текст|par la rédaction|från|fra|kirjoittanut|napsal|napsala|szerző|yazan|文|作者|記者|记者|编辑|撰文|\
                  post author|interview|verfasst von|view all posts by|all posts by|zeige alle beiträge von|alle beiträge von|\
                  veröffentlicht von|geschrieben von|gepostet von|erstellt von|publié par|écrit par|rédigé par|\
                  voir tous les articles par|publicado por|escrito por|ver todas las entradas de|scritto da|\
                  pubblicato da|escrito por|postado por|geschreven door|geplaatst door|skrevet av|skrevet af|\
                  napisał|napisała|redazione di|penulis|oleh|लेखक|بقلم|كتب|كتبت|نویسنده|กล่าวโดย|글";

/// Words before a date or a button that are left at a name's end once those are off.
const LEFT_OVER: [&str; 26] = [
    "am",
    "on",
    "le",
    "el",
    "il",
    "em",
    "op",
    "den",
    "um",
    "at",
    "à",
    "vom",
    "stand",
    "follow",
    "folgen",
    "seguir",
    "suivre",
    "updated",
    "published",
    "aktualisiert",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "shares",
    "uhr",
];

/// Words that say who stands behind a text where no one signs it: a desk.
const DESKS: [&str; 16] = [
    "staff",
    "redaktion",
    "redazione",
    "redacción",
    "redacao",
    "redação",
    "rédaction",
    "redactie",
    "newsroom",
    "desk",
    "редакция",
    "editors",
    "online",
    "redaksi",
    "redakcja",
    "redakce",
];

/// Labels of what stands beside a text and isn't its writer.
const NO_WRITER: [&str; 24] = [
    "anzeige",
    "advertisement",
    "publiziert",
    "registriert",
    "published",
    "posted",
    "updated",
    "son güncelleme",
    "güncelleme",
    "print",
    "drucken",
    "imprimir",
    "share",
    "teilen",
    "comments",
    "kommentare",
    "kontakt",
    "contact",
    "home",
    "gast",
    "anonymous",
    "anonym",
    "redakteur",
    "wordpressadmin",
];

/// Words that part names. A comma does, too, unless it goes before a title or a job.
const AND: [&str; 12] = [
    "and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "&", "with",
];

/// Jobs and titles that follow a name after a comma or a dash.
const ROLES: &str = "reporter|editor|correspondent|writer|journalist|columnist|staff|producer|contributor|author|\
                     redakteur|redakteurin|redaktion|korrespondent|korrespondentin|journaliste|redactor|redactora|\
                     redacción|periodista|corresponsal|giornalista|jornalista|repórter|colunista|verslaggever|redacteur|\
                     redaktør|redaktör|reporter:in|autor|md|phd|ph.d|m.d|analyst|photographer|director|senior|chief|\
                     special|head|freelance|political";

/// Finds the names: JSON-LD, then meta tags, marked links and properties, then a line that says who wrote it.
pub fn find(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
    agencies: &Agencies,
    around: Around,
) -> Authors {
    let Around { blocks, near, body } = around;
    let mut found = Authors::default();
    for author in &data.authors {
        found.add(&author.name, outlet, agencies, author.organization);
    }
    if found.has_writers() {
        return found;
    }
    let metas = [
        "author",
        "article:author",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "dc.contributor",
        "byl",
        "article:author_name",
        "cxenseparse:author",
        "citation_author",
        "news:author",
        "twitter:data1",
    ];
    for name in metas {
        if name == "twitter:data1"
            && !survey.meta_of(&["twitter:label1"]).is_some_and(|label| {
                BY.split('|').any(|by| by == label.to_lowercase())
                    || label.to_lowercase().contains("written")
            })
        {
            continue;
        }
        for content in survey.metas_of(name) {
            found.add(content, outlet, agencies, false);
        }
        if found.has_writers() {
            return found;
        }
    }
    let links = survey.author_links.iter().take(6);
    let properties = survey
        .properties
        .iter()
        .filter(|(name, _)| name == "author" || name.ends_with(":author") || name == "creator");
    let inside = |id| blocks_around(tree, id, blocks, &near);
    for id in links
        .copied()
        .chain(properties.map(|(_, id)| *id).take(6))
        .filter(|id| inside(*id))
    {
        let text = query::text_of(tree, id, 200);
        found.add(&text, outlet, agencies, false);
    }
    if found.has_writers() {
        return found;
    }
    by_line(blocks, near.clone(), &mut found, outlet, agencies);
    if !found.has_writers() {
        signature(blocks, below(&near, body), &mut found, outlet, agencies);
    }
    found
}

/// The blocks under the text in which it may be signed.
fn below(near: &std::ops::Range<usize>, body: &[usize]) -> std::ops::Range<usize> {
    const MOST: usize = 10;
    let last = body.last().copied().unwrap_or(near.end);
    last..last + MOST
}

/// A line under the text that says outright who wrote it: "Posted by Ada at 14:30".
fn signature(
    blocks: &PageBlocks,
    below: std::ops::Range<usize>,
    found: &mut Authors,
    outlet: &OutletNames,
    agencies: &Agencies,
) {
    let end = below.end.min(blocks.blocks.len());
    for block in blocks.blocks.get(below.start..end).unwrap_or_default() {
        let text = blocks.text_of(block);
        if text.chars().count() > 160 || block.context.is_in(place::NAV) {
            continue;
        }
        let names = before_date(text);
        let called = block.context.class_within(AUTHOR_CLASS, 1)
            || block.inline_groups >> AUTHOR_CLASS & 1 == 1;
        let comment = block.context.class_within(COMMENT_CLASS, 8);
        if comment || !(called || is_outright(text)) {
            continue;
        }
        if strip_by(names).is_some_and(looks_like_names) {
            found.add(names, outlet, agencies, false);
            return;
        }
    }
}

/// Whether a line says of a text who wrote it in more than one word.
fn is_outright(text: &str) -> bool {
    let lower = text.to_lowercase();
    BY.split('|')
        .filter(|by| by.contains(' ') || by.len() >= 5)
        .any(|by| {
            lower
                .strip_prefix(by)
                .is_some_and(|rest| rest.starts_with([' ', ':']))
        })
}

/// Where lines with names may stand.
pub struct Around<'p> {
    pub blocks: &'p PageBlocks,
    /// The blocks from above the headline to the first paragraphs.
    pub near: std::ops::Range<usize>,
    /// The blocks of the text.
    pub body: &'p [usize],
}

/// Names of people, and of agencies, as a page gives them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Authors {
    pub people: Vec<String>,
    /// Other organisations than agencies and the outlet.
    pub organizations: Vec<String>,
    pub agencies: Vec<String>,
    pub outlet: Vec<String>,
    /// Desks that sign for nobody in particular ("Staff", "Redaktion").
    pub desks: Vec<String>,
}

impl Authors {
    /// Somebody else than the outlet itself is named.
    fn has_writers(&self) -> bool {
        !self.people.is_empty() || !self.organizations.is_empty() || !self.agencies.is_empty()
    }

    /// The names to print: people where there are any, or else whoever is named.
    pub fn bylines(self) -> Vec<String> {
        [
            self.people,
            self.organizations,
            self.agencies,
            self.desks,
            self.outlet,
        ]
        .into_iter()
        .find(|names| !names.is_empty())
        .unwrap_or_default()
    }

    fn add(&mut self, text: &str, outlet: &OutletNames, agencies: &Agencies, organization: bool) {
        if let Some(desk) = desk(text) {
            if !self.desks.contains(&desk) {
                self.desks.push(desk);
            }
            return;
        }
        // An organisation's place follows its name: "Ford Courier, Elm Harbour".
        let text = if organization {
            text.split(',').next().unwrap_or(text)
        } else {
            text
        };
        for name in split_names(text) {
            let list = if agencies.named(&name).is_some() {
                &mut self.agencies
            } else if outlet.is_name(&name) {
                &mut self.outlet
            } else if organization {
                &mut self.organizations
            } else {
                &mut self.people
            };
            let key = outlet::key(&name);
            if !list.iter().any(|known| outlet::key(known) == key) {
                list.push(name);
            }
        }
    }
}

/// A desk, where a short byline is one.
fn desk(text: &str) -> Option<String> {
    let text = super::survey::one_line(text);
    let text = strip_by(&text).unwrap_or(&text).trim();
    let words: Vec<&str> = text.split([' ', '-']).collect();
    let named = [words.first()?, words.last()?]
        .iter()
        .any(|word| DESKS.contains(&word.to_lowercase().as_str()));
    let capital = text.starts_with(|c: char| c.is_uppercase());
    (named && capital && (1..=4).contains(&words.len()) && !text.contains([',', '|', ':', '/']))
        .then(|| text.to_owned())
}

fn blocks_around(
    tree: &Tree,
    id: crate::html::NodeId,
    blocks: &PageBlocks,
    near: &std::ops::Range<usize>,
) -> bool {
    blocks.blocks[near.start..near.end.min(blocks.blocks.len())]
        .iter()
        .any(|block| {
            block.node == id
                || query::ancestors(tree, id)
                    .take(12)
                    .any(|up| up == block.node)
                || query::ancestors(tree, block.node)
                    .take(12)
                    .any(|up| up == id)
        })
}

/// A block near the headline that is called a byline, or that begins with "By".
fn by_line(
    blocks: &PageBlocks,
    near: std::ops::Range<usize>,
    found: &mut Authors,
    outlet: &OutletNames,
    agencies: &Agencies,
) {
    let range = near.start..near.end.min(blocks.blocks.len());
    let mut marked = Vec::new();
    let mut dated = Vec::new();
    for block in &blocks.blocks[range] {
        let text = blocks.text_of(block);
        if text.chars().count() > 160 || block.context.is_in(place::NAV | place::FOOTER) {
            continue;
        }
        let called = block.context.class_within(AUTHOR_CLASS, 1)
            || block.inline_groups >> AUTHOR_CLASS & 1 == 1;
        // "Friday | 14:30 | By Ada Brook".
        let names = text
            .lines()
            .next()
            .unwrap_or_default()
            .split(" | ")
            .skip(1)
            .find(|part| strip_by(part).is_some_and(looks_like_names))
            .unwrap_or_else(|| before_date(text));
        if strip_by(names).is_some_and(looks_like_names) {
            found.add(names, outlet, agencies, false);
            if found.has_writers() {
                return;
            }
        } else if called && looks_like_names(names) {
            marked.push(names);
        } else if names.len() < text.len()
            && names.split_whitespace().count() >= 2
            && looks_like_names(names)
            && !is_when(text)
        {
            // "Ada Brook | 3 May 2024"
            dated.push(names);
        }
    }
    let marked = if marked.is_empty() { dated } else { marked };
    if let Some(text) = marked.first() {
        found.add(text, outlet, agencies, false);
    }
}

/// The first line up to a date or a bar.
fn before_date(text: &str) -> &str {
    let line = text.lines().next().unwrap_or(text);
    let mut end = line.find(" | ").unwrap_or(line.len());
    if let Some(found) = written_time::find(&line[..end], Order::DayFirst) {
        end = found.start;
    }
    line[..end].trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '–' | '—' | '|' | ',' | '•' | '·' | '/' | '،' | '(')
    })
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

/// Two to five capitalised words, or several such parted by commas and "and".
fn looks_like_names(text: &str) -> bool {
    let line = text.lines().next().unwrap_or(text).trim();
    let names = split_names(line);
    !names.is_empty()
        && names.iter().all(|name| {
            let words: Vec<&str> = name.split_whitespace().collect();
            let capitals = words
                .iter()
                .filter(|word| {
                    word.chars()
                        .next()
                        .is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
                })
                .count();
            (1..=5).contains(&words.len())
                && capitals * 2 > words.len()
                && !name.ends_with('.')
                && !name.chars().any(|c| c.is_ascii_digit())
        })
}

/// The text after a leading "By".
fn strip_by(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['-', '–', '—', '•', '|', ' ', '/']);
    for by in BY.split('|') {
        let Some(head) = text.get(..by.len()) else {
            continue;
        };
        let lower = head.to_lowercase();
        if lower != by {
            continue;
        }
        let rest = &text[by.len()..];
        let wide = by.chars().any(super::features::is_wide);
        if rest.starts_with([' ', ':', '\n', '\u{a0}', '：', '/']) || wide {
            return Some(rest.trim_start_matches([' ', ':', '\n', '\u{a0}', '：', '/']));
        }
    }
    None
}

/// Names in a byline: "By" off, roles, addresses and handles off, parted at commas and "and".
pub fn split_names(text: &str) -> Vec<String> {
    let text = super::survey::one_line(text);
    let mut text = text.as_str();
    if text.contains("://") && !text.contains(' ') {
        return Vec::new();
    }
    for _ in 0..2 {
        text = strip_by(text).unwrap_or(text);
    }
    let mut out = Vec::new();
    for part in parts(text) {
        let name = tidy_name(part);
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let words = name.split_whitespace().count();
        if letters >= 2
            && words <= 7
            && name.chars().count() <= 80
            && !is_role(&name)
            && !NO_WRITER.contains(&name.to_lowercase().as_str())
            && !name.contains(": ")
            && !name.contains("://")
        {
            out.push(name);
        }
    }
    out
}

fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut cut = |from: usize, to: usize| out.push(text[from..to].trim());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        if matches!(c, ',' | ';' | '|' | '/' | '、' | '，' | '\n' | '•' | '·') {
            cut(start, at);
            start = at + width;
        } else if c == ' ' {
            let word_end = text[at + 1..].find(' ').map(|end| at + 1 + end);
            if let Some(end) = word_end
                && AND.contains(&text[at + 1..end].to_lowercase().as_str())
                // "y" and "i" are words in lower case only; a middle initial is no "and".
                && text[at + 1..end].chars().all(|c| c.is_lowercase() || !c.is_alphabetic())
            {
                cut(start, at);
                start = end;
                at = end;
                continue;
            }
        }
        at += width;
    }
    cut(start, text.len());
    out
}

/// Parentheses, addresses, handles, roles and trailing marks off.
fn tidy_name(part: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut depth = 0usize;
    for word in part.split_whitespace() {
        if word.starts_with('(') || word.starts_with('[') {
            depth += 1;
        }
        if depth == 0 && !word.contains('@') && !word.contains("://") {
            words.push(word);
        }
        if word.ends_with(')') || word.ends_with(']') {
            depth = depth.saturating_sub(1);
        }
    }
    let mut name = words.join(" ");
    for mark in [" - ", " – ", " — ", " in ", " | "] {
        if let Some(at) = name.find(mark)
            && at > 2
        {
            name.truncate(at);
        }
    }
    let stripped = strip_by(&name).map(str::to_owned);
    let mut name = stripped.unwrap_or(name);
    while let Some((head, last)) = name.rsplit_once(' ')
        && LEFT_OVER.contains(&last.to_lowercase().as_str())
    {
        name.truncate(head.trim_end().len());
    }
    name.trim_matches(|c: char| {
        matches!(
            c,
            '.' | ',' | ':' | '-' | '–' | '"' | '*' | '|' | ' ' | '“' | '”'
        )
    })
    .trim_end_matches("'s")
    .to_owned()
}

fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let last = lower.split_whitespace().last().unwrap_or_default();
    let known = |word: &str| ROLES.split('|').any(|role| role == word);
    (known(first) && lower.split_whitespace().count() <= 4)
        || (known(last) && !name.contains(". "))
        || matches!(
            lower.as_str(),
            "admin"
                | "administrator"
                | "editorial staff"
                | "staff"
                | "guest"
                | "unknown"
                | "null"
                | "undefined"
                | "view all posts"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bylines(source: &str) -> Vec<String> {
        let tree = Tree::parse(source);
        let survey = Survey::of(&tree);
        let data = super::super::linked_data::read(&survey.linked_data);
        let outlet = OutletNames {
            names: vec!["Ford Courier".into()],
            domain: None,
        };
        let blocks = super::super::blocks::segment(&tree);
        let agencies = Agencies::builtin();
        let around = Around {
            blocks: &blocks,
            near: 0..9,
            body: &[],
        };
        find(&tree, &survey, &data, &outlet, &agencies, around).bylines()
    }

    #[test]
    fn takes_people_before_agencies_and_the_outlet() {
        assert_eq!(
            bylines("<meta name=author content='Ford Courier'><p>By Ada Brook | 3 May 2024"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<meta name=author content='Ada Brook, Reuters'>"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<p>Fri 3 May 2024 | 14:30 | By Ada Brook</p>"),
            ["Ada Brook"]
        );
        assert_eq!(bylines("<meta name=author content=Reuters>"), ["Reuters"]);
        assert_eq!(
            bylines("<meta name=author content='Ford Courier'>"),
            ["Ford Courier"]
        );
        assert_eq!(
            bylines("<p>Ada Brook - 3 May 2024, 14:30</p>"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<p>Published on Friday, 3 May 2024</p><p>By the way, it rained.</p>"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn splits_bylines_into_names() {
        for (text, names) in [
            (
                "By Ada Brook and Jan de Vries",
                &["Ada Brook", "Jan de Vries"][..],
            ),
            ("Von Ada Brook, Redakteurin", &["Ada Brook"]),
            (
                "Ada Brook, Political Reporter, and Sam Y. Hill",
                &["Ada Brook", "Sam Y. Hill"],
            ),
            ("Por: Ana Ríos y Luis Campo", &["Ana Ríos", "Luis Campo"]),
            ("Ada Brook (ada@courier.example) @adabrook", &["Ada Brook"]),
            ("作者：王小明", &["王小明"]),
            ("https://courier.example/ada", &[]),
            ("Byron Lane", &["Byron Lane"]),
            ("written by Ada Brook", &["Ada Brook"]),
            ("Post author By Ada Brook", &["Ada Brook"]),
            ("Veröffentlicht von Ada Brook am", &["Ada Brook"]),
            ("Ada Brook Follow", &["Ada Brook"]),
            ("Publisher: Ford House", &[]),
            ("Anzeige", &[]),
        ] {
            assert_eq!(split_names(text), names, "{text}");
        }
    }
}
