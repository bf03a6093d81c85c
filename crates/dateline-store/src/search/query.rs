//! The query language: `flood "state of emergency" outlet:herald -farm after:2026-11-01 is:original`.
//!
//! Words must all occur; a phrase stands in quotation marks; `word*` is a prefix; a leading `-` or `NOT` excludes.
//! Fields: `headline:`, `outlet:`, `domain:`, `section:`, `language:`, `wire:`, `after:`, `before:` and
//! `is:original|copy|marked`. What is not understood is taken as a word: a search never fails on its spelling.

use dateline_core::time;
use dateline_core::words::words;

/// A query, read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchQuery {
    /// FTS5 expression; empty when there are only filters.
    pub(crate) expression: String,
    /// Words to mark in what is shown, lower case; prefixes end in `*`.
    pub(crate) marks: Vec<String>,
    pub section: Option<String>,
    pub domain: Option<String>,
    pub language: Option<String>,
    pub wire: Option<String>,
    pub copies: Option<bool>,
    pub marked: bool,
    /// Ordered at or after, before; seconds since 1970.
    pub after: Option<i64>,
    pub before: Option<i64>,
}

impl SearchQuery {
    /// Reads a query as typed.
    pub fn read(text: &str) -> SearchQuery {
        let mut query = SearchQuery::default();
        let mut wanted: Vec<String> = Vec::new();
        let mut excluded: Vec<String> = Vec::new();
        let mut negate = false;
        for term in terms(text) {
            if term == "NOT" {
                negate = true;
                continue;
            }
            let (minus, term) = match term.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, term),
            };
            let negated = std::mem::take(&mut negate) || minus;
            if !negated && query.take_field(term) {
                continue;
            }
            let (column, body) = column_of(term);
            let Some(expression) = expression(body) else {
                continue;
            };
            let expression = column.map_or(expression.clone(), |column| {
                format!("{column} : {expression}")
            });
            if negated {
                excluded.push(expression);
            } else {
                query.mark(body);
                wanted.push(expression);
            }
        }
        query.expression = match (wanted.is_empty(), excluded.is_empty()) {
            (true, _) => String::new(),
            (false, true) => wanted.join(" AND "),
            (false, false) => format!("({}) NOT ({})", wanted.join(" AND "), excluded.join(" OR ")),
        };
        query
    }

    /// Whether it asks for anything at all.
    pub fn is_empty(&self) -> bool {
        *self == SearchQuery::default()
    }

    /// Takes a field that filters rather than searches.
    fn take_field(&mut self, term: &str) -> bool {
        let Some((name, value)) = term.split_once(':') else {
            return false;
        };
        let value = value.trim_matches('"');
        if value.is_empty() {
            return false;
        }
        match (name, value) {
            ("is", "original") => self.copies = Some(false),
            ("is", "copy") => self.copies = Some(true),
            ("is", "marked") => self.marked = true,
            ("section", _) => self.section = Some(value.to_owned()),
            ("domain", _) => self.domain = Some(value.to_lowercase()),
            ("language" | "lang", _) => self.language = Some(value.to_lowercase()),
            ("wire", _) => self.wire = Some(value.to_owned()),
            ("after", _) if time::instant(value).is_some() => self.after = time::instant(value),
            ("before", _) if time::instant(value).is_some() => self.before = time::instant(value),
            _ => return false,
        }
        true
    }

    fn mark(&mut self, body: &str) {
        let star = if body.ends_with('*') { "*" } else { "" };
        self.marks
            .extend(words(body).map(|word| format!("{}{star}", word.text.to_lowercase())));
    }
}

fn column_of(term: &str) -> (Option<&'static str>, &str) {
    match term.split_once(':') {
        Some(("headline", body)) if !body.is_empty() => (Some("headline"), body),
        Some(("outlet", body)) if !body.is_empty() => (Some("outlet"), body),
        _ => (None, term),
    }
}

/// A term as an FTS5 string: its words as a phrase, so that nothing in it can be taken for syntax.
fn expression(body: &str) -> Option<String> {
    let phrase: Vec<&str> = words(body).map(|word| word.text).collect();
    if phrase.is_empty() {
        return None;
    }
    let star = if body.trim_end_matches('"').ends_with('*') {
        " *"
    } else {
        ""
    };
    Some(format!("\"{}\"{star}", phrase.join(" ").replace('"', "")))
}

/// Terms parted by white space outside quotation marks.
fn terms(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut quoted) = (None, false);
    for (i, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        match (c.is_whitespace() && !quoted, start) {
            (true, Some(from)) => {
                out.push(&text[from..i]);
                start = None;
            }
            (false, None) => start = Some(i),
            _ => {}
        }
    }
    out.extend(start.map(|from| &text[from..]));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_words_phrases_prefixes_and_exclusions() {
        let query = SearchQuery::read(r#"flood "state of emergency" dam* -farm NOT rumour"#);
        assert_eq!(
            query.expression,
            r#"("flood" AND "state of emergency" AND "dam" *) NOT ("farm" OR "rumour")"#
        );
        assert_eq!(query.marks, ["flood", "state", "of", "emergency", "dam*"]);
    }

    #[test]
    fn reads_fields() {
        let query = SearchQuery::read(
            "headline:vote domain:Herald.example after:1970-01-02 is:copy section:sport",
        );
        assert_eq!(query.expression, r#"headline : "vote""#);
        assert_eq!(query.domain.as_deref(), Some("herald.example"));
        assert_eq!((query.after, query.copies), (Some(86_400), Some(true)));
        assert_eq!(query.section.as_deref(), Some("sport"));
    }

    #[test]
    fn a_character_of_a_script_without_spaces_is_a_word() {
        assert_eq!(SearchQuery::read("地震").expression, "\"地 震\"");
    }

    #[test]
    fn syntax_in_the_text_is_only_text() {
        for text in [
            "\"",
            "a\"b",
            "(",
            "AND",
            "headline:",
            "after:soon",
            "-",
            "*",
            "NEAR(a b)",
            "a:b:c",
        ] {
            let query = SearchQuery::read(text);
            assert_eq!(
                query.expression.matches('"').count() % 2,
                0,
                "{text}: {}",
                query.expression
            );
        }
    }
}
