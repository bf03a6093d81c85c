//! A page's title line: the headline, and the name of the site that stands before or after it.

/// A title taken apart; byte ranges of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title {
    pub headline: (usize, usize),
    /// The site's name, without the mark that parts it from the headline.
    pub name: Option<(usize, usize)>,
}

/// What is known when a title is taken apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hints<'a> {
    /// Names that the page states elsewhere: source, outlet, supplier.
    pub names: &'a [&'a str],
    /// The page stands in a template that puts a name before every headline.
    pub template: bool,
    /// Everything below the title, to see how a name occurs there.
    pub below: &'a str,
}

/// Words of a site's name, at most.
const NAME_WORDS: usize = 8;

/// Takes a title apart. A name is only split off where something tells it from a part of the headline: a stroke, a
/// colon or hyphen without its space, or the name standing elsewhere on the page.
pub fn split(line: &str, hints: Hints) -> Title {
    prefix(line, hints)
        .or_else(|| suffix(line, hints))
        .unwrap_or(Title {
            headline: (0, line.len()),
            name: None,
        })
}

fn prefix(line: &str, hints: Hints) -> Option<Title> {
    let part = |at: usize, mark: char| {
        let name = line[..at].trim_end();
        let after = at + mark.len_utf8();
        let headline = line[after..].trim_start();
        Title {
            headline: (line.len() - headline.len(), line.len()),
            name: Some((0, name.len())),
        }
    };
    if let Some(at) = line.find(['|', '｜']) {
        let mark = line[at..].chars().next()?;
        let (before, after) = (line[..at].trim(), line[at + mark.len_utf8()..].trim());
        let fits = is_name(before) && words(before) <= words(after).max(1) && !after.is_empty();
        return fits.then(|| part(at, mark));
    }
    for (at, mark) in line.char_indices() {
        if !matches!(mark, ':' | '-' | '：') {
            continue;
        }
        let after = &line[at + mark.len_utf8()..];
        let before = &line[..at];
        let glued =
            !after.starts_with(char::is_whitespace) && !before.ends_with(char::is_whitespace);
        let named = hints.names.iter().any(|name| same(name, before));
        if named && !after.trim().is_empty() {
            return Some(part(at, mark));
        }
        if !glued || !is_name(before) || words(after) < 2 {
            continue;
        }
        let glued_below = is_glued(before, hints.below);
        let sure = match mark {
            '-' => {
                let opens = after.starts_with(|c: char| !c.is_lowercase());
                let whole = words(before) > 1 || !is_compound(before, hints.below);
                opens && (glued_below || hints.template && whole)
            }
            _ => (hints.template || glued_below) && !before.ends_with(|c: char| c.is_ascii_digit()),
        };
        if sure {
            return Some(part(at, mark));
        }
        if mark != '-' {
            return None;
        }
    }
    None
}

/// `headline - NAME`, `headline | NAME`, `headline -NAME`.
fn suffix(line: &str, hints: Hints) -> Option<Title> {
    for (at, mark) in line.char_indices().rev() {
        if !matches!(mark, '|' | '｜' | '-' | '–' | '—') {
            continue;
        }
        let before = &line[..at];
        let after = line[at + mark.len_utf8()..].trim_start();
        let spaced = before.ends_with(' ');
        let named = hints.names.iter().any(|name| same(name, after));
        let stroke = matches!(mark, '|' | '｜');
        if named && spaced || stroke && is_name(after.trim()) && words(after) < words(before) {
            let start = line.len() - after.len();
            return Some(Title {
                headline: (0, before.trim_end().len()),
                name: Some((start, start + after.trim_end().len())),
            });
        }
    }
    None
}

/// Words that file a headline and name no house.
const KINDS: [&str; 24] = [
    "opinion",
    "analysis",
    "video",
    "watch",
    "exclusive",
    "breaking",
    "live",
    "review",
    "editorial",
    "commentary",
    "report",
    "update",
    "updated",
    "photos",
    "gallery",
    "podcast",
    "interview",
    "explainer",
    "factbox",
    "column",
    "feature",
    "letters",
    "poll",
    "fact check",
];

/// Few words, all of them capitalised or small joining words.
pub fn is_name(text: &str) -> bool {
    let count = words(text);
    (1..=NAME_WORDS).contains(&count)
        && text.chars().count() <= 70
        && !KINDS.contains(&text.trim().to_lowercase().as_str())
        && !text.ends_with(['.', '!', '?', ','])
        && text.split_whitespace().all(|word| {
            let first = word
                .trim_start_matches(['(', '-', '–', '&', '"', '“'])
                .chars()
                .next();
            first.is_none_or(|c| {
                !c.is_lowercase()
                    || matches!(
                        word,
                        "of" | "the"
                            | "and"
                            | "for"
                            | "de"
                            | "la"
                            | "le"
                            | "el"
                            | "der"
                            | "die"
                            | "und"
                            | "in"
                            | "on"
                    )
            })
        })
}

/// A name that stands in the text below glued to its neighbours.
fn is_glued(name: &str, below: &str) -> bool {
    let name = name.trim();
    !name.is_empty()
        && below.match_indices(name).take(16).any(|(at, _)| {
            let before = below[..at]
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric);
            let after = below[at + name.len()..]
                .chars()
                .next()
                .is_some_and(char::is_lowercase);
            before || after
        })
}

/// The first half of a compound: "Ex-Mayor", "Anti-War", or a name that the text below speaks of.
fn is_compound(word: &str, below: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters < 5
        || below.contains(word) && !is_glued(word, below)
        || matches!(
            word.to_lowercase().as_str(),
            "cross" | "inter" | "multi" | "under" | "counter" | "super" | "ultra" | "trans"
        )
}

fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    !a.is_empty() && a.to_lowercase() == b.to_lowercase()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str, hints: Hints) -> (String, Option<String>) {
        let title = split(line, hints);
        let text = |(a, b): (usize, usize)| line[a..b].to_owned();
        (text(title.headline), title.name.map(text))
    }

    #[test]
    fn takes_names_off() {
        let template = Hints {
            template: true,
            ..Hints::default()
        };
        let names = Hints {
            names: &["Elm Post"],
            ..Hints::default()
        };
        for (line, hints, headline, name) in [
            (
                "Golden Oak Academy|Ferry runs aground off Elm",
                Hints::default(),
                "Ferry runs aground off Elm",
                Some("Golden Oak Academy"),
            ),
            (
                "Ferry runs aground off Elm | Elm Post",
                Hints::default(),
                "Ferry runs aground off Elm",
                Some("Elm Post"),
            ),
            (
                "Golden Oak Academy:Report: Ferry aground",
                template,
                "Report: Ferry aground",
                Some("Golden Oak Academy"),
            ),
            (
                "GoldOak-Ferry runs aground",
                template,
                "Ferry runs aground",
                Some("GoldOak"),
            ),
            (
                "Ferry runs aground - Elm Post",
                names,
                "Ferry runs aground",
                Some("Elm Post"),
            ),
            (
                "Elm Post - News|Ferry runs aground off Elm Island",
                Hints::default(),
                "Ferry runs aground off Elm Island",
                Some("Elm Post - News"),
            ),
            (
                "Report: Ferry runs aground",
                template,
                "Report: Ferry runs aground",
                None,
            ),
            (
                "Ex-Mayor Lee runs again",
                template,
                "Ex-Mayor Lee runs again",
                None,
            ),
            (
                "At 10:30 the ferry ran aground",
                template,
                "At 10:30 the ferry ran aground",
                None,
            ),
            ("", Hints::default(), "", None),
        ] {
            assert_eq!(
                parts(line, hints),
                (headline.into(), name.map(Into::into)),
                "{line}"
            );
        }
    }

    #[test]
    fn a_name_the_text_is_about_stays() {
        let hints = Hints {
            template: true,
            below: "Hansen said. Hansen and Ek met.",
            ..Hints::default()
        };
        assert_eq!(parts("Hansen-Ek debate tonight", hints).1, None);
        let glued = Hints {
            below: "The GoldOakferry ran aground.",
            ..Hints::default()
        };
        assert_eq!(
            parts("GoldOak-Ferry runs aground", glued).1.as_deref(),
            Some("GoldOak")
        );
    }
}
