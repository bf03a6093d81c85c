//! What readers see as the headline: a second-level heading where the first is one for machines, and a heading's own parts.

use super::{Candidate, From, one_line};
use crate::extract::linked_data::LinkedData;
use crate::extract::outlet::{self, OutletNames};
use crate::extract::survey::Survey;
use crate::html::{NodeId, Tag, Tree, query};

/// An `h2` that has the words which the page's data or its tag for sharing states: readers see it as the headline, and the
/// `h1` is one for machines, often the last step of a breadcrumb.
pub fn add_display(
    tree: &Tree,
    survey: &Survey,
    stated: &[(String, String)],
    candidates: &mut Vec<Candidate>,
) {
    const LEAST: usize = 16;
    let seconds = survey
        .headings
        .iter()
        .filter(|id| tree.tag(**id) == Tag::H2)
        .take(40);
    for id in seconds {
        let key = outlet::key(&query::text_of(tree, *id, 600));
        // As it is stated, with the marks that a heading leaves to its layout.
        let Some((text, _)) = stated.iter().find(|(_, stated)| *stated == key) else {
            continue;
        };
        if key.len() < LEAST {
            continue;
        }
        let shown = candidates
            .iter()
            .any(|c| c.from == From::Heading && c.key == key);
        let aside = query::ancestors(tree, *id)
            .any(|up| matches!(tree.tag(up), Tag::ASIDE | Tag::NAV | Tag::FOOTER));
        if !shown && !aside {
            candidates.push(Candidate {
                text: text.clone(),
                key,
                from: From::Heading,
                weight: 2.7,
            });
        }
        return;
    }
}

/// What the page's data and its tag for sharing call the article, with the keys.
pub fn shared_titles(
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
) -> Vec<(String, String)> {
    let stated = data.headlines.first().filter(|_| data.is_article);
    let stated = stated.map(String::as_str).into_iter();
    stated
        .chain(survey.meta_of(&["og:title"]))
        .map(|text| one_line(outlet.strip(text)))
        .map(|text| {
            let key = outlet::key(&text);
            (text, key)
        })
        .collect()
}

/// The headline without the kicker that its heading sets apart in an element of its own, where nothing that the page
/// states about itself has it as well.
pub fn without_kicker(
    tree: &Tree,
    survey: &Survey,
    headline: String,
    shared: &[(String, String)],
) -> String {
    const LONGEST_KICKER: usize = 80;
    const LEAST: usize = 10;
    let whole = outlet::key(&headline);
    if shared.iter().any(|(_, key)| *key == whole) {
        return headline;
    }
    for id in survey.headings.iter().take(60) {
        if !outlet::reads_as(&query::text_of(tree, *id, 600), &whole) {
            continue;
        }
        let parts = heading_parts(tree, *id);
        if let [kicker, rest] = parts.as_slice()
            && kicker.chars().count() <= LONGEST_KICKER
            && outlet::key(rest).len() >= LEAST
        {
            return rest.clone();
        }
    }
    headline
}

/// The texts of a heading's own elements, where it has nothing beside them but marks; a wrapper around all is gone into.
fn heading_parts(tree: &Tree, heading: NodeId) -> Vec<String> {
    let mut top = heading;
    for _ in 0..4 {
        let mut parts: Vec<(NodeId, String)> = Vec::new();
        let mut child = tree.first_child(top);
        while let Some(id) = child {
            let text = one_line(&query::text_of(tree, id, 600));
            if !outlet::key(&text).is_empty() {
                parts.push((id, text));
            }
            child = tree.next_sibling(id);
            if parts.len() > 2 {
                return Vec::new();
            }
        }
        match parts.as_slice() {
            [(only, _)] if tree.tag(*only) != Tag::TEXT => top = *only,
            // Words in an element of their own inside a sentence are no kicker: it is one that stands apart.
            [(first, kicker), (_, rest)] if is_kicker(tree, *first, kicker, rest) => {
                return parts.into_iter().map(|(_, text)| text).collect();
            }
            _ => return Vec::new(),
        }
    }
    Vec::new()
}

/// Whether a heading's first part is a kicker: it is called one, or its sibling begins a sentence of its own.
fn is_kicker(tree: &Tree, id: NodeId, text: &str, rest: &str) -> bool {
    if tree.tag(id) == Tag::TEXT || matches!(tree.tag(id), Tag::EM | Tag::I | Tag::A) {
        return false;
    }
    let called = tree.attr_raw(id, "class").is_some_and(|class| {
        let class = class.to_ascii_lowercase();
        [
            "kicker",
            "topline",
            "overline",
            "roofline",
            "dachzeile",
            "catchline",
            "eyebrow",
            "spitzmarke",
            "pretitle",
            "supertitle",
            "antetitulo",
            "volanta",
            "occhiello",
            "surtitre",
            "sub-heading",
            "preheadline",
            "headline-prefix",
        ]
        .iter()
        .any(|word| class.contains(word))
    });
    let opens =
        rest.starts_with(|c: char| !c.is_lowercase() && !matches!(c, ',' | '-' | '–' | ')'));
    called || (opens && !text.ends_with(['.', '?', '!', ',']) && is_apart(tree, id))
}

/// Whether the next element begins right after this one, with no space or word between as in a sentence.
fn is_apart(tree: &Tree, id: NodeId) -> bool {
    let next = tree.next_sibling(id);
    next.is_some_and(|next| matches!(tree.tag(next), Tag::SPAN | Tag::DIV | Tag::STRONG))
        && matches!(tree.tag(id), Tag::SPAN | Tag::DIV)
}
