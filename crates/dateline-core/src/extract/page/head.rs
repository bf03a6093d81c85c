//! The head of a plain page: the lines before the body that state headline, outlet, time, source, section and author.

use super::line::Line;
use super::stamp::{Stamp, stamps};
use super::title::{self, Hints};
use crate::model::Field;

/// What the head states: fields with the bytes of the page that hold their values, and where the body begins.
#[derive(Debug, Clone, Default)]
pub struct Head {
    pub fields: Vec<(Field, usize, usize)>,
    pub published: Option<String>,
    pub modified: Option<String>,
    /// Number of the first line of the body.
    pub body: usize,
    /// Something beside the headline was recognised.
    pub recognised: bool,
}

/// Lines that a head may have.
const LINES: usize = 10;

/// What a line of the head turned out to be: its fields, in bytes of the line.
#[derive(Default)]
struct Meta {
    fields: Vec<(Field, usize, usize)>,
    stamps: Vec<Stamp>,
}

/// Reads the head off a page's first lines.
pub fn read(page: &str, lines: &[Line]) -> Head {
    let mut head = Head::default();
    let mut next = 0;
    let crumb = lines.first().and_then(|line| crumb(line.text));
    if crumb.is_some() {
        next = 1;
    }
    let mut headline = None;
    while let Some(line) = lines.get(next).filter(|_| next < LINES) {
        if let Some(meta) = meta(line.text) {
            head.take(line, meta);
            head.recognised = true;
        } else if headline.is_none()
            && (next == 0 || head.recognised || crumb.is_some())
            && is_headline(line.text)
        {
            headline = Some(next);
        } else if let Some((start, end)) = viewer(line.text).filter(|_| headline.is_some()) {
            if end > start {
                head.fields
                    .push((Field::CreditLine, line.start + start, line.start + end));
            }
            head.recognised = true;
        } else {
            break;
        }
        next += 1;
    }
    // A first line without any head behind it is a headline only if it looks like one and a body follows.
    if !head.recognised && crumb.is_none() && (lines.len() < 2 || !lines[1].apart) {
        headline = None;
        next = 0;
    }
    head.body = next;
    let below = lines.get(next).map_or("", |line| &page[line.start..]);
    if let Some(number) = headline {
        head.take_title(page, &lines[number], crumb.map(|at| (&lines[0], at)), below);
    }
    head.fields.sort_by_key(|&(_, start, _)| start);
    head
}

impl Head {
    fn take(&mut self, line: &Line, meta: Meta) {
        for (field, start, end) in meta.fields {
            self.fields
                .push((field, line.start + start, line.start + end));
        }
        for stamp in meta.stamps {
            let field = if stamp.updated && self.published.is_some() {
                Field::ModifiedAt
            } else {
                Field::PublishedAt
            };
            let slot = if field == Field::ModifiedAt {
                &mut self.modified
            } else {
                &mut self.published
            };
            if slot.is_none() {
                *slot = Some(stamp.time);
                self.fields
                    .push((field, line.start + stamp.start, line.start + stamp.end));
            }
        }
    }

    fn take_title(&mut self, page: &str, line: &Line, crumb: Option<(&Line, usize)>, below: &str) {
        let stated: Vec<(Field, usize, usize)> = self.fields.clone();
        let of = |wanted: Field| stated.iter().filter(move |(field, ..)| *field == wanted);
        let names: Vec<&str> = of(Field::CreditLine)
            .chain(of(Field::Outlet))
            .map(|&(_, a, b)| &page[a..b])
            .collect();
        // Time, source and section on one line without a space between them: the mark of one template.
        let run_together =
            of(Field::CreditLine).next().is_some() && of(Field::Section).next().is_some();
        let hints = Hints {
            names: &names,
            template: run_together || crumb.is_some(),
            below,
        };
        let title = title::split(line.text, hints);
        let mut push = |field, line: &Line, (start, end): (usize, usize)| {
            if end > start {
                self.fields
                    .push((field, line.start + start, line.start + end));
            }
        };
        push(Field::Headline, line, title.headline);
        if let Some(name) = title.name {
            push(Field::Outlet, line, name);
        }
        // "Home > SECTION" runs straight into the title, and that into another name.
        let Some((crumb, from)) = crumb else { return };
        let trail = &crumb.text[from..];
        let Some(at) = trail.find(line.text) else {
            push(
                Field::Section,
                crumb,
                trimmed(crumb.text, from, crumb.text.len()),
            );
            return;
        };
        push(Field::Section, crumb, trimmed(crumb.text, from, from + at));
        if let Some((start, end)) = title.name {
            push(Field::Outlet, crumb, (from + at + start, from + at + end));
        }
        let (start, end) = trimmed(crumb.text, from + at + line.text.len(), crumb.text.len());
        let name = crumb.text[start..end].trim_start_matches(['-', '–', '—', '|', ' ']);
        push(Field::Outlet, crumb, (end - name.len(), end));
    }
}

/// Where the trail of "Current:Home > …" goes on, in bytes.
fn crumb(line: &str) -> Option<usize> {
    const HOME: [&str; 12] = [
        "Home",
        "Homepage",
        "Start",
        "Startseite",
        "Accueil",
        "Inicio",
        "Início",
        "Hem",
        "Hjem",
        "Главная",
        "首页",
        "ホーム",
    ];
    let label = line.find([':', '：']).filter(|at| *at <= 24);
    let from = label.map_or(0, |at| {
        at + line[at..].chars().next().map_or(1, char::len_utf8)
    });
    let rest = &line[from..];
    let home = HOME
        .iter()
        .find(|home| rest.trim_start().starts_with(**home))?;
    let after = from + (rest.len() - rest.trim_start().len()) + home.len();
    let tail = &line[after..];
    let trail = tail.trim_start_matches([' ', '>', '»', '›', '/', '→']);
    let marked = tail.trim_start().starts_with(['>', '»', '›', '/', '→']);
    (marked && !trail.is_empty()).then_some(line.len() - trail.len())
}

/// Time, source, section, author or outlet: a line that holds nothing else.
fn meta(line: &str) -> Option<Meta> {
    if line.chars().count() > 240 {
        return None;
    }
    byline(line)
        .or_else(|| labelled(line))
        .or_else(|| dated(line))
}

/// `2025-06-03 | Elm Post`, `Published … · Updated …`
fn dated(line: &str) -> Option<Meta> {
    let (stamps, rest) = stamps(line);
    if stamps.is_empty() {
        return None;
    }
    let mut meta = Meta {
        stamps,
        ..Meta::default()
    };
    match rest[..] {
        [] => {}
        [(from, to)] => {
            let piece = line[from..to].trim();
            let parted = piece.starts_with(is_rule) || piece.ends_with(is_rule);
            let (from, to) = trimmed_by(line, from, to, |c| c.is_whitespace() || is_rule(c));
            let piece = &line[from..to];
            if !parted || piece.contains(is_rule) || !title::is_name(piece) {
                return None;
            }
            match author_start(piece) {
                Some(skip) => meta.fields.push((Field::Bylines, from + skip, to)),
                None => meta.fields.push((Field::Outlet, from, to)),
            }
        }
        _ => return None,
    }
    Some(meta)
}

/// `source:NAME`, `Source: NAME`, or several labels with a time on one line, with or without spaces between them.
fn labelled(line: &str) -> Option<Meta> {
    let (stamps, _) = stamps(line);
    let opening = stamps.first().is_some_and(|stamp| stamp.start < 20);
    let labels = labels(line, opening);
    let first = labels.first()?;
    if first.0 > 0 && !opening {
        return None;
    }
    let mut meta = Meta::default();
    for (n, &(_, value_from, field)) in labels.iter().enumerate() {
        let value_to = labels.get(n + 1).map_or(line.len(), |next| next.0);
        let (from, to) = trimmed_by(line, value_from, value_to, |c| {
            c.is_whitespace() || is_rule(c) || c == ','
        });
        if let (Some(field), true) = (field, to > from) {
            meta.fields.push((field, from, to));
        }
    }
    // A time that is a label's value ("date: …") is read as one; a source that holds a time is none.
    let inside = |s: &Stamp| {
        meta.fields
            .iter()
            .any(|&(f, a, b)| f != Field::PublishedAt && s.start >= a && s.end <= b)
    };
    meta.stamps = stamps.iter().filter(|s| !inside(s)).cloned().collect();
    meta.fields
        .retain(|(field, ..)| *field != Field::PublishedAt);
    let known = !meta.fields.is_empty() || !meta.stamps.is_empty();
    let before = &line[..first.0];
    let clean = stamps_cover(before, &meta.stamps)
        && meta.fields.iter().all(|&(_, a, b)| is_value(&line[a..b]));
    (known && clean).then_some(meta)
}

/// A source or section is a name of a few words.
fn is_value(value: &str) -> bool {
    value.chars().count() <= 90
        && value.split_whitespace().count() <= 12
        && !value.ends_with(['?', '!'])
}

/// Nothing but the times stands before the first label.
fn stamps_cover(before: &str, stamps: &[Stamp]) -> bool {
    let end = stamps
        .iter()
        .map(|s| s.end)
        .filter(|end| *end <= before.len())
        .max();
    before[end.unwrap_or(0)..]
        .chars()
        .all(|c| c.is_whitespace() || is_rule(c))
}

/// Labels in a line: where each begins, where its value begins, and the field it labels. Within a line that opens
/// with a time a label may touch what stands before it.
fn labels(line: &str, touching: bool) -> Vec<(usize, usize, Option<Field>)> {
    const LABELS: [(&str, Option<Field>); 42] = [
        ("source", Some(Field::CreditLine)),
        ("sources", Some(Field::CreditLine)),
        ("quelle", Some(Field::CreditLine)),
        ("fuente", Some(Field::CreditLine)),
        ("fonte", Some(Field::CreditLine)),
        ("bron", Some(Field::CreditLine)),
        ("kilde", Some(Field::CreditLine)),
        ("källa", Some(Field::CreditLine)),
        ("źródło", Some(Field::CreditLine)),
        ("zdroj", Some(Field::CreditLine)),
        ("источник", Some(Field::CreditLine)),
        ("来源", Some(Field::CreditLine)),
        ("來源", Some(Field::CreditLine)),
        ("出典", Some(Field::CreditLine)),
        ("출처", Some(Field::CreditLine)),
        ("المصدر", Some(Field::CreditLine)),
        ("kaynak", Some(Field::CreditLine)),
        ("category", Some(Field::Section)),
        ("section", Some(Field::Section)),
        ("rubrik", Some(Field::Section)),
        ("ressort", Some(Field::Section)),
        ("rubrique", Some(Field::Section)),
        ("sección", Some(Field::Section)),
        ("categoría", Some(Field::Section)),
        ("categoria", Some(Field::Section)),
        ("分类", Some(Field::Section)),
        ("栏目", Some(Field::Section)),
        ("author", Some(Field::Bylines)),
        ("autor", Some(Field::Bylines)),
        ("auteur", Some(Field::Bylines)),
        ("作者", Some(Field::Bylines)),
        ("date", Some(Field::PublishedAt)),
        ("view date", Some(Field::PublishedAt)),
        ("published", Some(Field::PublishedAt)),
        ("time", Some(Field::PublishedAt)),
        ("views", None),
        ("hits", None),
        ("clicks", None),
        ("editor", None),
        ("tags", None),
        ("comments", None),
        ("reading time", None),
    ];
    let mut found = Vec::new();
    for (colon, mark) in line.char_indices().filter(|(_, c)| matches!(c, ':' | '：')) {
        let before = &line[..colon];
        let low = before.to_lowercase();
        let label = LABELS
            .iter()
            .filter(|(label, _)| low.ends_with(label))
            .max_by_key(|(label, _)| label.len());
        let Some((label, field)) = label else {
            continue;
        };
        if low.len() != before.len() {
            continue;
        }
        let start = colon - label.len();
        let touches = before[..start].ends_with(char::is_alphabetic);
        if touches && !touching || found.len() == 12 {
            continue;
        }
        found.push((start, colon + mark.len_utf8(), *field));
    }
    found
}

/// `By Ann Lee, staff writer`, `Von Ann Lee`.
fn byline(line: &str) -> Option<Meta> {
    let start = author_start(line)?;
    let words = line.split_whitespace().count();
    if words > 14 || line.ends_with(['.', ':', '?', '!']) && words > 6 {
        return None;
    }
    let value = &line[start..];
    let end = ROLES
        .iter()
        .filter_map(|role| value.to_lowercase().find(role))
        .min()
        .filter(|_| value.to_lowercase().len() == value.len())
        .unwrap_or(value.len());
    let named = value[..end].trim_end_matches([',', ' ', '|']);
    (title::is_name(named) || named.contains(',') && named.split(',').all(title::is_name)).then(
        || Meta {
            fields: vec![(Field::Bylines, start, start + named.len())],
            stamps: Vec::new(),
        },
    )
}

const ROLES: [&str; 8] = [
    ", staff",
    ", senior",
    ", special",
    ", political",
    ", correspondent",
    ", editor",
    ", reporter",
    ", contributing",
];

/// Bytes of the word that opens a byline.
fn author_start(text: &str) -> Option<usize> {
    const OPENINGS: [&str; 12] = [
        "By ",
        "BY ",
        "by ",
        "Von ",
        "Par ",
        "Por ",
        "Di ",
        "Door ",
        "Av ",
        "Af ",
        "Text: ",
        "Written by ",
    ];
    let opening = OPENINGS
        .iter()
        .find(|opening| text.starts_with(**opening))?;
    let rest = &text[opening.len()..];
    rest.trim_start()
        .starts_with(char::is_uppercase)
        .then_some(text.len() - rest.trim_start().len())
}

/// `View`, `NAME View`, `123 views`: the counter of one template, with a name before it.
fn viewer(line: &str) -> Option<(usize, usize)> {
    let name = line
        .strip_suffix("View")
        .or_else(|| line.strip_suffix("Views"))
        .or_else(|| line.strip_suffix("views"))?;
    let name = name.trim_end();
    let number = name
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'));
    if number {
        return Some((0, 0));
    }
    (title::is_name(name) && line.len() > name.len() + 4).then_some((0, name.len()))
}

fn is_headline(line: &str) -> bool {
    let chars = line.chars().count();
    (4..=260).contains(&chars) && !line.ends_with([';', ','])
}

fn is_rule(c: char) -> bool {
    matches!(c, '|' | '·' | '•' | '—' | '–' | '/' | '｜')
}

fn trimmed(text: &str, from: usize, to: usize) -> (usize, usize) {
    trimmed_by(text, from, to, char::is_whitespace)
}

fn trimmed_by(text: &str, from: usize, to: usize, cut: fn(char) -> bool) -> (usize, usize) {
    let part = &text[from..to];
    let start = from + (part.len() - part.trim_start_matches(cut).len());
    let end = to - (part.len() - part.trim_end_matches(cut).len());
    (start, end.max(start))
}
