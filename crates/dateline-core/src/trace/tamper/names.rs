//! The names a page gives itself: before and after its headline, as its source, as its author.

use super::Case;
use crate::model::Field;

/// A name that a page states, and where it stands.
#[derive(Debug, Clone)]
pub struct Stated {
    pub name: String,
    /// Characters of the basis; `None` when it stands outside.
    pub place: Option<(usize, usize)>,
    pub field: Field,
    /// It stands right beside the headline.
    pub in_title: bool,
}

/// Every name that the page states of itself.
pub fn of_page(case: &Case) -> Vec<Stated> {
    let basis: Vec<char> = match case.places.whole {
        true => Vec::new(),
        false => case.layout.basis.chars().collect(),
    };
    let mut names = Vec::new();
    if !case.places.whole {
        let headlines: Vec<(usize, usize)> = case.places.of_field(Field::Headline).collect();
        let first_text = case
            .places
            .of_field(Field::Text)
            .next()
            .map_or(usize::MAX, |(start, _)| start);
        for field in [Field::Outlet, Field::CreditLine, Field::Bylines] {
            for (start, end) in case
                .places
                .of_field(field)
                .filter(|&(start, _)| start < first_text)
            {
                let beside = headlines
                    .iter()
                    .any(|&(from, to)| on_one_line(&basis, (start, end), (from, to)));
                // Before the line of the headline stands the trail, which repeats it.
                let above = headlines.first().is_some_and(|&(from, _)| end <= from);
                names.push(Stated {
                    name: basis[start..end].iter().collect(),
                    place: Some((start, end)),
                    field,
                    in_title: field == Field::Outlet && (beside || above),
                });
            }
        }
    }
    let title_names = &case.layout.title_names;
    names.extend(title_names.iter().map(|name| Stated {
        name: name.clone(),
        place: None,
        field: Field::Outlet,
        in_title: true,
    }));
    let mut add = |field: Field, name: &str| {
        if !names.iter().any(|known| known.field == field) {
            names.push(Stated {
                name: name.to_owned(),
                place: None,
                field,
                in_title: false,
            });
        }
    };
    if let Some(name) = &case.article.outlet.name {
        add(Field::Outlet, name);
    }
    if let Some(name) = &case.article.credit_line {
        add(Field::CreditLine, name);
    }
    for name in case.article.bylines.iter().take(1) {
        add(Field::Bylines, name);
    }
    names
}

fn on_one_line(basis: &[char], a: (usize, usize), b: (usize, usize)) -> bool {
    let (from, to) = if a.1 <= b.0 { (a.1, b.0) } else { (b.1, a.0) };
    from <= to && to <= basis.len() && !basis[from..to].contains(&'\n')
}

/// Whether two names mean one house: the words of the shorter stand in the longer, in order.
pub fn same_house(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if short.is_empty() {
        return false;
    }
    let mut rest = long.iter();
    let inside = short.iter().all(|word| rest.any(|other| other == word));
    inside || squeezed(&a) == squeezed(&b)
}

/// Whether the words read as a proper name: few of them, each capitalised or a small joining word.
pub fn is_proper(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let proper = |word: &&str| {
        word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '&')
            || matches!(*word, "of" | "the" | "and" | "for" | "de" | "la" | "&")
    };
    (1..=8).contains(&words.len())
        && letters >= 3
        && name.starts_with(char::is_uppercase)
        && words.iter().all(proper)
        && !name.contains(['.', ',', ';', ':', '?', '!', '"', '“', '”', '(', ')', '\n'])
}

/// A capital inside a word ("GoldOak"): a made-up name rather than a person's or a place's.
pub fn is_camel(word: &str) -> bool {
    let mut before = ' ';
    word.chars().any(|c| {
        let humps = c.is_uppercase() && before.is_lowercase();
        before = c;
        humps
    }) && ![
        "Mc", "Mac", "De", "Di", "La", "Le", "Van", "Fitz", "O’", "O'",
    ]
    .iter()
    .any(|start| word.starts_with(start))
}

/// Words that tell houses apart: no articles, no legal forms, no domain endings.
fn words(name: &str) -> Vec<String> {
    const LOOSE: [&str; 16] = [
        "the", "a", "of", "and", "inc", "llc", "ltd", "co", "corp", "com", "org", "net", "www",
        "news", "online", "web",
    ];
    let all: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let telling: Vec<String> = all
        .iter()
        .filter(|word| !LOOSE.contains(&word.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}

fn squeezed(words: &[String]) -> String {
    words.concat()
}

#[cfg(test)]
mod tests {
    use super::same_house;

    #[test]
    fn tells_houses_apart() {
        assert!(same_house("The Elm Post", "Elm Post LLC"));
        assert!(same_house("Elm Post (Opinion)", "Elm Post"));
        assert!(same_house("ElmPost.com", "Elm Post"));
        assert!(!same_house("Elm Post", "Elm Courier"));
        assert!(!same_house("", "Elm"));
    }
}
