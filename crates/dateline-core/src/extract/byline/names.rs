//! Names in a byline: "By" off, roles, places, addresses and handles off, parted at commas and "and".

use super::words::{self, LEFT_OVER, NO_WRITER, PARTICLES, strip_by};
use crate::extract::survey::one_line;

/// The names that a byline holds.
pub fn split_names(text: &str) -> Vec<String> {
    let text = one_line(text);
    let mut text = text.as_str();
    if text.contains("://") && !text.contains(' ') || words::is_filing(text) {
        return Vec::new();
    }
    for _ in 0..2 {
        text = strip_by(text).unwrap_or(text);
    }
    let lower = text.to_lowercase();
    if lower.len() == text.len()
        && let Some(at) = words::other_work(&lower)
        && text.is_char_boundary(at)
        && at > 2
    {
        text = &text[..at];
    }
    let mut out = Vec::new();
    for part in parts(text) {
        if !out.is_empty() && words::is_place(part) {
            continue;
        }
        let name = tidy_name(part);
        let letters = name.chars().filter(|c| c.is_alphabetic()).count();
        let words = name.split_whitespace().count();
        if letters >= 2
            && words <= 7
            && name.chars().count() <= 80
            && !is_role(&name)
            && !NO_WRITER.contains(&name.to_lowercase().as_str())
            && !name.contains(": ")
            && !name.contains('：')
            && !name.contains("://")
        {
            out.push(name);
        }
    }
    out
}

/// Two to five capitalised words, or several such parted by commas and "and".
pub fn looks_like_names(text: &str) -> bool {
    let line = text.lines().next().unwrap_or(text).trim();
    let names = split_names(line);
    !names.is_empty() && names.iter().all(|name| looks_like_name(name))
}

fn looks_like_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &str| {
        word.chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
    };
    let capitals = words.iter().filter(|word| capital(word)).count();
    let small = words.iter().filter(|word| PARTICLES.contains(word)).count();
    let opens = words
        .first()
        .is_some_and(|first| capital(first) || PARTICLES.contains(first));
    (1..=5).contains(&words.len())
        && opens
        && capitals * 2 > words.len() - small
        && !name.ends_with('.')
        && !name.chars().any(|c| c.is_ascii_digit())
}

/// A name under which people write on the web: one word, not all of it capitalised.
pub fn is_handle(text: &str) -> bool {
    let text = text.trim();
    let length = text.chars().count();
    (3..=24).contains(&length)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        && text.chars().any(char::is_alphabetic)
        && !NO_WRITER.contains(&text.to_lowercase().as_str())
        && !is_role(text)
        && !words::is_label(text)
}

fn parts(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut cut = |from: usize, to: usize| out.push(text[from..to].trim());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        if matches!(
            c,
            ',' | ';' | '|' | '/' | '、' | '，' | '\n' | '•' | '·' | '،'
        ) {
            cut(start, at);
            start = at + width;
        } else if c == ' ' {
            let word_end = text[at + 1..].find(' ').map(|end| at + 1 + end);
            if let Some(end) = word_end
                && words::is_and(&text[at + 1..end])
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
        if depth == 0 && !word.contains('@') && !word.contains("://") && !word.starts_with("www.") {
            words.push(word);
        }
        if word.ends_with(')') || word.ends_with(']') {
            depth = depth.saturating_sub(1);
        }
    }
    // "Guest author Ada Brook": what goes before the name is what she is.
    while words.len() > 2 && is_title(words[0]) {
        words.remove(0);
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
        && LEFT_OVER.contains(
            &last
                .trim_matches(|c: char| !c.is_alphanumeric())
                .to_lowercase()
                .as_str(),
        )
    {
        name.truncate(head.trim_end().len());
    }
    name.trim_matches(|c: char| {
        matches!(
            c,
            '.' | ',' | ':' | '-' | '–' | '—' | '"' | '*' | '|' | ' ' | '“' | '”'
        )
    })
    .trim_end_matches("'s")
    .to_owned()
}

/// A job before a name, alone or at the end of a compound ("Courier-Experte").
fn is_title(word: &str) -> bool {
    let lower = word.to_lowercase();
    let last = lower.rsplit('-').next().unwrap_or(&lower);
    words::is_job(last)
}

fn is_role(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let last = lower.split_whitespace().last().unwrap_or_default();
    (words::is_job(first) && lower.split_whitespace().count() <= 4)
        || (words::is_job(last) && !name.contains(". "))
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
            ("Por João Ribeiro, do Vau do Norte", &["João Ribeiro"]),
            ("강하늘 기자 입력", &["강하늘"]),
            ("โดย อรุณี ลำธาร", &["อรุณี ลำธาร"]),
            ("oprac. Anna Potok, źródło: PAP", &["Anna Potok"]),
            ("Haber: Ayşe Dere", &["Ayşe Dere"]),
            ("Por: Ana Ríos y Luis Campo", &["Ana Ríos", "Luis Campo"]),
            ("Par Anne Rive et Luc Pont", &["Anne Rive", "Luc Pont"]),
            ("Di Anna Riva e Luca Ponte", &["Anna Riva", "Luca Ponte"]),
            ("Door Jan Brug en Eva Dijk", &["Jan Brug", "Eva Dijk"]),
            ("Av Ida Bro og Per Elv", &["Ida Bro", "Per Elv"]),
            ("Autor: Jan Most i Ewa Rzeka", &["Jan Most", "Ewa Rzeka"]),
            ("Автор: Анна Мост и Иван Рек", &["Анна Мост", "Иван Рек"]),
            ("By Ada Brook & Jan Ford", &["Ada Brook", "Jan Ford"]),
            ("By ADA BROOK AND JAN FORD", &["ADA BROOK", "JAN FORD"]),
            ("Von Ada Brook und Jan Ford", &["Ada Brook", "Jan Ford"]),
            ("Ada Brook (ada@courier.example) @adabrook", &["Ada Brook"]),
            ("作者：王小明", &["王小明"]),
            ("来源：海湾晚报 记者 王小明", &[]),
            ("https://courier.example/ada", &[]),
            ("Byron Lane", &["Byron Lane"]),
            ("written by Ada Brook", &["Ada Brook"]),
            ("Post author By Ada Brook", &["Ada Brook"]),
            ("Veröffentlicht von Ada Brook am", &["Ada Brook"]),
            ("Veröffentlicht vonAda Brook", &["Ada Brook"]),
            ("Ada Brook Follow", &["Ada Brook"]),
            ("Ada Brook Stand: ", &["Ada Brook"]),
            ("Courier-Experte Ada Brook", &["Ada Brook"]),
            (
                "Text von Ada Brook Illustration von Jan Ford",
                &["Ada Brook"],
            ),
            ("Ada Brook for the Ford Courier", &["Ada Brook"]),
            ("Publisher: Ford House", &[]),
            ("Abgelegt unter: Bücher, Reisen", &[]),
            ("Anzeige", &[]),
        ] {
            assert_eq!(split_names(text), names, "{text}");
        }
    }

    #[test]
    fn tells_names_from_other_lines() {
        for text in [
            "Ada Brook",
            "Ada von der Elm",
            "王小明",
            "Ada Brook and Jan Ford",
        ] {
            assert!(looks_like_names(text), "{text}");
        }
        for text in [
            "vorlesen Stop Pause",
            "3 May 2024",
            "It rained on and on",
            "Welcome",
        ] {
            assert!(!looks_like_names(text), "{text}");
        }
        assert!(is_handle("delta_7") && !is_handle("admin") && !is_handle("two words"));
    }
}
