//! The phrases of credits, in the languages they are printed in: help, ownership, supply, pictures, mentions. Each looks
//! at the words before and after an agency's name; `low` is the same in lower case.

/// Words of a picture's caption or credit.
pub fn is_picture(before: &str, after: &str, low_before: &str, low_after: &str) -> bool {
    const MARKS: [&str; 12] = [
        "photo",
        "image copyright",
        "image caption",
        "toggle caption",
        "getty",
        "foto:",
        "picture:",
        "bild:",
        "crédit",
        "file -",
        "file photo",
        "via ",
    ];
    let near_before = tail_chars(low_before, 90);
    let near_after = head_chars(low_after, 40);
    // "REUTERS/Ann Lee", "Ann Lee/AP": a name and a stroke, no space between.
    let stroke = after.starts_with('/') && after[1..].starts_with(char::is_uppercase)
        || before.ends_with('/') && before[..before.len() - 1].ends_with(char::is_alphabetic);
    stroke
        || MARKS.iter().any(|mark| near_before.contains(mark))
        || near_after.starts_with("photo")
        || near_after.starts_with("image caption")
}

/// Words that say the agency helped.
pub fn is_help(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 30] = [
        "inputs from",
        "input from",
        "files from",
        "contributions from",
        "contribution from",
        "with reporting by",
        "with reporting from",
        "additional reporting by",
        "additional reporting from",
        "includes reporting by",
        "includes reporting from",
        "includes information from",
        "information from",
        "material from",
        "was used in this",
        "mit material von",
        "mit material der",
        "unter verwendung von",
        "avec",
        "con información de",
        "con informacion de",
        "con datos de",
        "com informações da",
        "com informações de",
        "con informazioni",
        "met informatie van",
        "с использованием материалов",
        "mit",
        "综合",
        "綜合",
    ];
    const REPORT: [&str; 9] = [
        "report",
        "story",
        "article",
        "dispatch",
        "coverage",
        "post",
        "piece",
        "this file",
        "also contributed",
    ];
    let contributed = after.find("contributed").is_some_and(|at| {
        let rest = after[at + "contributed".len()..].trim();
        let rest_is_short = rest.trim_matches(is_border).is_empty();
        rest_is_short
            || rest.starts_with("to ") && REPORT.iter().any(|word| rest.contains(word))
            || rest.starts_with("reporting")
            || rest.starts_with("from ")
    });
    let intro = before.trim_end_matches([' ', '(', '-']);
    let intro = intro
        .strip_suffix(" the")
        .or(intro.strip_suffix(" der"))
        .or(intro.strip_suffix(" l'"))
        .unwrap_or(intro);
    let note = before.trim_start_matches(is_border);
    let introduced = BEFORE.iter().any(|words| match words.len() {
        // Short words ("mit dpa", "avec AFP") must open the note.
        0..=6 => note == *words || intro.trim_start_matches(is_border) == *words,
        _ => {
            intro.ends_with(words)
                || intro.contains(words) && intro.len() < 160 && note.starts_with(words)
        }
    });
    let with = (note == "with" || note == "— with") && after.trim_matches(is_border).is_empty();
    let german = (after.starts_with("-material") || after.starts_with(" material"))
        && before.contains("mit");
    contributed || introduced || with || german
}

/// A copyright notice with the agency as its owner.
pub fn is_owner(before: &str, after: &str) -> bool {
    let near = tail_chars(before, 60);
    let marked = near.contains("copyright") || near.contains('©') || near.contains("(c)");
    let owner = near.trim_end_matches(|c: char| {
        c.is_ascii_digit() || c == ' ' || c == ',' || c == '-' || c == '–'
    });
    let owner = owner
        .strip_suffix(" the")
        .unwrap_or(owner)
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == ',');
    let directly = owner.ends_with("copyright")
        || owner.ends_with('©')
        || owner.ends_with("(c)")
        || owner.ends_with("by");
    marked && directly && !after.starts_with("/")
}

/// Words that say the whole text came from the agency.
pub fn is_supply(before: &str, after: &str) -> bool {
    const BEFORE: [&str; 20] = [
        "distributed by",
        "republished from",
        "originally published by",
        "originally published on",
        "originally appeared on",
        "originally appeared in",
        "first published by",
        "first published on",
        "first appeared on",
        "syndicated by",
        "provided by",
        "published with permission from",
        "this report by",
        "this story was produced by",
        "this article was produced by",
        "content created by",
        "courtesy of",
        "this report is from",
        "this story is from",
        "this article is from",
    ];
    let intro = before.strip_suffix(" the").unwrap_or(before);
    let supplied = BEFORE
        .iter()
        .any(|words| intro.ends_with(words) || before.ends_with(words));
    let first_published = after.contains("first published") && before.contains("this report by");
    let standards = before.contains("our standards:") && after.contains("trust principles");
    let created =
        before.ends_with("content created by") || before.ends_with("content created by the");
    (supplied && is_about_text(before)) || first_published || standards || created
}

/// The sentence is about this text, not about something in it.
fn is_about_text(before: &str) -> bool {
    [
        "this story",
        "this article",
        "this report",
        "this piece",
        "story",
        "article",
        "distributed",
        "©",
        "content",
        "report",
    ]
    .iter()
    .any(|word| before.contains(word))
}

/// A weak name that something is said of, as of an agency.
pub fn is_spoken_of(name: &str, after: &str, low_before: &str, low_after: &str) -> bool {
    const BEFORE: [&str; 24] = [
        "the",
        "told",
        "to",
        "by",
        "with",
        "from",
        "der",
        "die",
        "an",
        "agence",
        "agencia",
        "agenzia",
        "agentur",
        "agency",
        "news agency",
        "according to",
        "to the",
        "la",
        "l",
        "nachrichtenagentur",
        "à",
        "per",
        "laut",
        "een",
    ];
    const AFTER: [&str; 16] = [
        "'s",
        "’s",
        "reported",
        "reports",
        "report",
        "said",
        "says",
        "news agency",
        "journalist",
        "reporter",
        "correspondent",
        "poll",
        "writes",
        "wrote",
        "quoted",
        "cited",
    ];
    let spoken_before = ends_with_word(low_before, &BEFORE);
    let spoken_after = AFTER.iter().any(|word| low_after.starts_with(word));
    let agency = low_after.starts_with("news agency")
        || low_before.ends_with("agency")
        || low_before.ends_with("told");
    // "PA", "NA", "CP" are words of many meanings: an article before them isn't enough.
    let word = name.chars().any(char::is_uppercase) && name.chars().any(char::is_lowercase);
    if word {
        return agency;
    }
    if name.len() <= 2 && name != "AP" {
        return agency || spoken_before && spoken_after;
    }
    let ends = !after.starts_with(|c: char| c.is_alphanumeric() || c == '-');
    agency || spoken_after || spoken_before && ends
}

/// The words without a leading label such as "Source:" or "来源：".
pub fn strip_label(before: &str) -> &str {
    const LABELS: [&str; 27] = [
        "source",
        "sources",
        "quelle",
        "quellen",
        "fuente",
        "fuentes",
        "fonte",
        "bron",
        "kilde",
        "källa",
        "źródło",
        "zdroj",
        "forrás",
        "источник",
        "джерело",
        "来源",
        "來源",
        "출처",
        "出典",
        "المصدر",
        "kaynak",
        "nguồn",
        "sumber",
        "πηγή",
        "credit",
        "via",
        "izvor",
    ];
    let rest = before.trim_start_matches(is_border);
    let label_end = rest.find([':', '：', '|']).unwrap_or(rest.len());
    let label = rest[..label_end].trim().to_lowercase();
    match LABELS.contains(&label.as_str()) {
        true => rest[label_end..].trim_start_matches([':', '：', '|', ' ']),
        false => before,
    }
}

/// What may follow an agency's name in a credit: nothing, another supplier, a year.
pub fn is_rest_of_credit(rest: &str) -> bool {
    rest.is_empty()
        || rest.chars().count() <= 30
            && rest.split(['/', ',', '&', '-', ' ']).all(|word| {
                word.chars()
                    .next()
                    .is_none_or(|c| c.is_uppercase() || c.is_ascii_digit())
            })
        || rest.eq_ignore_ascii_case("news agency")
}

pub fn is_border(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '(' | ')'
                | '['
                | ']'
                | '—'
                | '–'
                | '-'
                | '.'
                | '/'
                | '|'
                | '*'
                | '_'
                | '•'
                | '（'
                | '）'
                | '【'
                | '】'
                | '©'
                | ','
                | ';'
                | '"'
        )
}

pub fn ends_with_word(text: &str, words: &[&str]) -> bool {
    let last = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    !last.is_empty() && words.contains(&last.to_lowercase().as_str())
}

fn head_chars(text: &str, chars: usize) -> &str {
    text.char_indices()
        .nth(chars)
        .map_or(text, |(at, _)| &text[..at])
}

fn tail_chars(text: &str, chars: usize) -> &str {
    text.char_indices()
        .rev()
        .nth(chars)
        .map_or(text, |(at, _)| &text[at..])
}
