//! The contract's short words (kinds of finding, evidence, form …) as a reader's.

use dateline_core::model::{Direction, Field, FindingKind, Form, RelationKind};

pub fn finding(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::BrandInserted => "brand put in",
        FindingKind::BrandInHeadline => "brand in headline",
        FindingKind::FalseSource => "invented source",
        FindingKind::FalseCredit => "false credit",
        FindingKind::Redated => "new date",
        FindingKind::WrongSection => "wrong section",
        FindingKind::TeaserInBody => "teaser in the text",
        FindingKind::NameChanged => "name changed",
        FindingKind::NumberChanged => "number changed",
        FindingKind::QuoteChanged => "quotation changed",
        FindingKind::NegationChanged => "meaning turned round",
        FindingKind::CreditDropped => "credit dropped",
        FindingKind::TextInserted => "text put in",
    }
}

pub fn field(field: Field) -> &'static str {
    match field {
        Field::Headline => "in the headline",
        Field::PublishedAt => "in the stated time",
        Field::ModifiedAt => "in the stated time of change",
        Field::CreditLine => "in the stated source",
        Field::Section => "in the stated section",
        Field::Bylines => "in the byline",
        Field::Outlet => "in the outlet’s name",
        Field::Dateline => "in the dateline",
        Field::Text => "in the text",
        Field::Teaser => "among the teasers",
    }
}

/// What a piece of evidence is, in front of the words it quotes.
pub fn evidence(kind: &str) -> String {
    match kind {
        "dateline" => "Dateline",
        "tail_credit" => "Credit at the end",
        "byline" => "Byline",
        "credit_line" => "Stated source",
        "canonical" => "Page’s own pointer to its origin",
        "based_on" => "Page’s markup names its origin",
        "copyright" => "Copyright line",
        "staff_line" => "Line on who wrote it",
        "picture" => "Picture credit",
        "outlet" => "Outlet",
        "overlap" => "Shared text",
        "earliest" => "Earliest known",
        "containment" => "Direction of copying",
        "contributed" => "Help credited",
        "mention" => "Named in the text",
        other => return sentence_case(&other.replace(['_', '-'], " ")),
    }
    .to_owned()
}

pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A link to another article, seen from this one.
pub fn relation(relation: RelationKind, form: Form, direction: Direction) -> String {
    let form = match form {
        Form::Verbatim => "word for word",
        Form::Edited => "edited",
        Form::Spun => "reworded",
        Form::Partial => "in part",
        Form::Merged => "merged with other text",
    };
    match (relation, direction) {
        (RelationKind::Copy, Direction::From) => format!("copied from here, {form}"),
        (RelationKind::Copy, Direction::To) => format!("copies this, {form}"),
        (RelationKind::Excerpt, Direction::From) => "a passage comes from here".to_owned(),
        (RelationKind::Excerpt, Direction::To) => "takes a passage from this".to_owned(),
    }
}

/// Reads a relation and a form as the store keeps them.
pub fn stored_relation(relation_word: &str, form_word: &str, direction: Direction) -> String {
    let kind = match relation_word {
        "excerpt" => RelationKind::Excerpt,
        _ => RelationKind::Copy,
    };
    let form = match form_word {
        "verbatim" => Form::Verbatim,
        "spun" => Form::Spun,
        "partial" => Form::Partial,
        "merged" => Form::Merged,
        _ => Form::Edited,
    };
    relation(kind, form, direction)
}

/// `3 changes`.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

/// A share as `93 %`; what is not all is never shown as all.
pub fn percent(share: f64) -> String {
    let share = (share.clamp(0.0, 1.0) * 100.0).round();
    format!("{share:.0} %")
}

/// A name in the form that it takes after "a" or "an", by how it is said.
pub fn with_article(name: &str) -> String {
    let first = name.chars().next().unwrap_or_default();
    let spelt = name.chars().take(3).filter(|c| c.is_uppercase()).count() >= 2;
    let vowel = match spelt {
        true => "AEFHILMNORSX".contains(first),
        false => "AEIOaeio".contains(first),
    };
    format!("{} {name}", if vowel { "an" } else { "a" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_get_their_article() {
        for (name, with) in [
            ("AP", "an AP"),
            ("Reuters", "a Reuters"),
            ("MPA", "an MPA"),
            ("dpa", "a dpa"),
            ("UPI", "a UPI"),
            ("Agence", "an Agence"),
        ] {
            assert_eq!(with_article(name), with);
        }
    }

    #[test]
    fn unknown_evidence_keeps_its_word() {
        assert_eq!(evidence("first_seen"), "First seen");
    }
}
