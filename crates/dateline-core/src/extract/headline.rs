//! The headline: a vote of JSON-LD, OpenGraph, the page's headings and its title.

use super::features::word_overlap;
use super::linked_data::LinkedData;
use super::outlet::{self, OutletNames};
use super::survey::{self, Survey};
use crate::html::{NodeId, Tag, Tree, query};

/// The weight of a second title for sharing.
const SHARED: f32 = 0.1;

/// Longer texts are no headlines.
const LONGEST: usize = 400;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    Data,
    OpenGraph,
    Twitter,
    Heading,
    Property,
    Title,
    Meta,
}

struct Candidate {
    text: String,
    key: String,
    from: From,
    weight: f32,
}

/// The headline that most of the page's statements agree on.
pub fn find(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
) -> Option<String> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut add = |text: &str, from: From, weight: f32| {
        let text = one_line(outlet.strip(text));
        let key = outlet::key(&text);
        if !key.is_empty()
            && text.chars().count() <= LONGEST
            && !outlet.is_name(&text)
            && !is_placeholder(&key)
        {
            candidates.push(Candidate {
                text,
                key,
                from,
                weight,
            });
        }
    };
    if let Some(text) = data.headlines.first() {
        let weight = match (data.is_news, data.is_article) {
            (true, _) => 1.6,
            (_, true) => 1.0,
            _ => 0.5,
        };
        add(text, From::Data, weight);
    }
    if let Some(text) = survey.meta_of(&["og:title"]) {
        add(text, From::OpenGraph, 0.9);
    }
    if let Some(text) = survey.meta_of(&["twitter:title", "twitter:text:title"]) {
        // Where it says what OpenGraph says, both are written for sharing, by one hand.
        let same = survey
            .meta_of(&["og:title"])
            .is_some_and(|other| outlet::key(other) == outlet::key(text));
        add(text, From::Twitter, if same { SHARED } else { 0.4 });
    }
    for name in [
        "parsely-title",
        "sailthru.title",
        "dc.title",
        "dcterms.title",
        "headline",
        "hdl",
        "title",
        "citation_title",
        "cxenseparse:recs:articletitle",
    ] {
        if let Some(text) = survey.meta_of(&[name]) {
            add(text, From::Meta, 0.4);
        }
    }
    for (_, id) in survey
        .properties
        .iter()
        .filter(|(name, _)| name == "headline")
        .take(1)
    {
        add(&query::text_of(tree, *id, 600), From::Property, 0.6);
    }
    if let Some(title) = &survey.title {
        add(title, From::Title, 0.5);
        // What stands before or after a mark may be the headline alone, if others say so too.
        for (head, tail) in outlet::cuts(title) {
            add(head, From::Title, 0.3);
            add(tail, From::Title, 0.1);
        }
    }
    add_headings(tree, survey, data, &mut candidates, outlet);
    let agreed = vote(&candidates).map(|text| {
        let shared = shared_titles(survey, data, outlet);
        let text = without_kicker(tree, survey, text, &shared);
        bare(text, survey, data, outlet)
    });
    agreed.or_else(|| {
        survey
            .title
            .as_deref()
            .map(|title| one_line(outlet.strip(title)))
    })
}

/// A text in one line, without the marks that only say where it may break.
fn one_line(text: &str) -> String {
    let line = survey::one_line(text);
    if line.contains(['\u{AD}', '\u{200B}']) {
        return line.replace(['\u{AD}', '\u{200B}'], "");
    }
    line
}

/// A headline without what its template runs into it: a kicker before it that OpenGraph leaves off, a section after it
/// that the page's data leaves off.
fn bare(headline: String, survey: &Survey, data: &LinkedData, outlet: &OutletNames) -> String {
    const MOST_KICKER: usize = 40;
    const LEAST: usize = 16;
    // A headline cut short by one place stands whole in another.
    if let Some(stem) = headline
        .strip_suffix("...")
        .or_else(|| headline.strip_suffix('…'))
    {
        let stem = stem.trim_end();
        let others = [
            survey.meta_of(&["og:title"]),
            survey.title.as_deref(),
            survey.meta_of(&["twitter:title"]),
        ];
        let whole = others.into_iter().flatten().find(|other| {
            stem.chars().count() >= LEAST
                && other.len() > headline.len()
                && other.starts_with(stem)
                && !other.ends_with(['…', '.'])
        });
        if let Some(whole) = whole {
            return one_line(outlet.strip(whole));
        }
    }
    let whole = outlet::key(&headline);
    if let Some(shared) = survey.meta_of(&["og:title"])
        && shared.chars().count() >= LEAST
        && let Some(at) = headline.rfind(shared)
        && at > 0
        && at + shared.len() == headline.len()
    {
        let kicker = headline[..at].trim_end();
        if kicker.chars().count() <= MOST_KICKER && kicker.ends_with([':', '-', '–', '|', '—'])
        {
            return shared.to_owned();
        }
    }
    if let Some(shared) = without_line_mates(&whole, survey, data, outlet) {
        return shared;
    }
    if let Some(stated) = data.headlines.first().filter(|_| data.is_article) {
        let key = outlet::key(stated);
        let rest = headline.strip_prefix(stated.as_str()).unwrap_or_default();
        if key.len() < whole.len()
            && rest.trim_start().starts_with(['-', '–', '|', '_', '—'])
            && stated.chars().count() >= LEAST
        {
            return stated.clone();
        }
    }
    headline
}

/// The headline of a heading that holds a kicker before it, or a date and a desk after it, without a mark between them:
/// the part that title or tags state alone, while none of them states the whole.
fn without_line_mates(
    whole: &str,
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
) -> Option<String> {
    const LEAST_KEY: usize = 14;
    /// More than an article.
    const LEAST_MORE: usize = 4;
    const MOST_MORE: usize = 90;
    let stated = [
        survey.meta_of(&["og:title"]),
        data.headlines
            .first()
            .map(String::as_str)
            .filter(|_| data.is_article),
        survey.title.as_deref(),
    ];
    let stated: Vec<String> = stated
        .into_iter()
        .flatten()
        .map(|text| one_line(outlet.strip(text)))
        .collect();
    let keys: Vec<String> = stated.iter().map(|text| outlet::key(text)).collect();
    if keys.iter().any(|key| key == whole) {
        return None;
    }
    let part = keys.iter().position(|key| {
        let more = whole.len().saturating_sub(key.len());
        let dated_rest = || {
            whole
                .strip_prefix(key.as_str())
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        };
        key.len() >= LEAST_KEY
            && (LEAST_MORE..=MOST_MORE).contains(&more)
            && (whole.ends_with(key.as_str()) || dated_rest())
    })?;
    Some(stated[part].clone())
}

/// Headings of the page: an `h1` counts for much, more so when it is the only one.
fn add_headings(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    candidates: &mut Vec<Candidate>,
    outlet: &OutletNames,
) {
    let shown: Vec<(NodeId, String)> = survey
        .headings
        .iter()
        .filter(|id| tree.tag(**id) == Tag::H1)
        .take(12)
        .map(|id| (*id, query::text_of(tree, *id, 600)))
        .filter(|(_, text)| !text.is_empty() && text.chars().count() <= LONGEST)
        .collect();
    let meant: Vec<(NodeId, String)> = shown
        .into_iter()
        .map(|(id, text)| (id, one_line(outlet.strip(&text))))
        .filter(|(_, text)| !outlet.is_name(text))
        .collect();
    // Off the news, title and OpenGraph are often written for search engines, all by one hand: a heading that speaks of
    // the same thing outweighs them together.
    let agreed = |text: &str| {
        let stated = [
            survey.title.as_deref(),
            survey.meta_of(&["og:title"]),
            data.headlines.first().map(String::as_str),
        ];
        stated
            .into_iter()
            .flatten()
            .map(|other| word_overlap(text, other))
            .fold(0.0, f32::max)
    };
    let single = meant.len() == 1;
    let shown: Vec<f32> = meant.iter().map(|(_, text)| agreed(text)).collect();
    let best = (0..shown.len())
        .rev()
        .max_by(|a, b| shown[*a].total_cmp(&shown[*b]));
    for (n, (id, text)) in meant.into_iter().enumerate() {
        let aside = query::ancestors(tree, id)
            .any(|up| matches!(tree.tag(up), Tag::ASIDE | Tag::NAV | Tag::FOOTER));
        let weight = match (single, n) {
            _ if aside => 0.2,
            _ if !data.is_news && Some(n) == best && shown[n] >= 0.25 => 2.7,
            (true, _) if data.is_news || shown[n] > 0.0 => 1.05,
            (true, _) => 0.6,
            (false, 0) => 0.7,
            _ => 0.3,
        };
        let key = outlet::key(&text);
        if !key.is_empty() {
            candidates.push(Candidate {
                text,
                key,
                from: From::Heading,
                weight,
            });
        }
    }
    add_display(tree, survey, data, candidates, outlet);
    if !candidates.iter().any(|c| c.from == From::Heading) {
        // A page without an h1 may show its headline in an h2; only one that others confirm counts.
        for id in survey
            .headings
            .iter()
            .filter(|id| tree.tag(**id) == Tag::H2)
            .take(12)
        {
            let text = one_line(outlet.strip(&query::text_of(tree, *id, 600)));
            let key = outlet::key(&text);
            if candidates.iter().any(|c| c.key == key) {
                candidates.push(Candidate {
                    text,
                    key,
                    from: From::Heading,
                    weight: 0.8,
                });
                break;
            }
        }
    }
}

/// An `h2` that has the words which the page's data or its tag for sharing states: readers see it as the headline, and the
/// `h1` is one for machines, often the last step of a breadcrumb.
fn add_display(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    candidates: &mut Vec<Candidate>,
    outlet: &OutletNames,
) {
    const LEAST: usize = 16;
    let stated = shared_titles(survey, data, outlet);
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
fn shared_titles(
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
fn without_kicker(
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
        if outlet::key(&query::text_of(tree, *id, 600)) != whole {
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

fn vote(candidates: &[Candidate]) -> Option<String> {
    let mut best: Option<(&Candidate, f32)> = None;
    for candidate in candidates {
        // One vote of each place for each text.
        let mut voted: Vec<From> = Vec::new();
        let mut score = 0.0;
        for other in candidates {
            if other.key == candidate.key && !voted.contains(&other.from) {
                voted.push(other.from);
                score += other.weight;
            } else if other.from != candidate.from
                && !voted.contains(&other.from)
                && near(&candidate.key, &other.key)
            {
                score += other.weight * 0.25;
            }
        }
        if best.is_none_or(|(known, top)| {
            score > top + 1e-4 || (score > top - 1e-4 && candidate.weight > known.weight)
        }) {
            best = Some((candidate, score));
        }
    }
    best.map(|(candidate, _)| candidate.text.clone())
}

/// Whether one text is most of the other: a headline with a kicker, or cut short.
fn near(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() >= 12 && short.len() * 2 >= long.len() && long.contains(short)
}

fn is_placeholder(key: &str) -> bool {
    matches!(
        key,
        "home"
            | "news"
            | "article"
            | "untitled"
            | "index"
            | "homepage"
            | "blog"
            | "startseite"
            | "undefined"
            | "null"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headline(source: &str) -> Option<String> {
        let tree = Tree::parse(source);
        let survey = Survey::of(&tree);
        let data = super::super::linked_data::read(&survey.linked_data);
        let outlet = outlet::find(&survey, &data, Some("https://fordcourier.example/1"));
        find(&tree, &survey, &data, &outlet)
    }

    #[test]
    fn goes_with_the_majority() {
        assert_eq!(
            headline("<title>Bridge opens - Courier</title><meta property=og:title content='You won’t believe this bridge'><h1>Bridge opens</h1>").as_deref(),
            Some("Bridge opens")
        );
        assert_eq!(
            headline("<title>Bridge opens | Ford Courier</title><h1>Ford Courier</h1>").as_deref(),
            Some("Bridge opens")
        );
        assert_eq!(
            headline("<title>Bridge opens</title><h2>Most read</h2><h2>Bridge opens</h2>")
                .as_deref(),
            Some("Bridge opens")
        );
        assert_eq!(headline("<p>x"), None);
    }

    #[test]
    fn sees_what_readers_see() {
        let machines = "<title>Ford traffic: The bridge opens today - Courier</title><nav><a href=/>Home</a>\
                        <h1>Ford traffic: The bridge opens today</h1></nav>";
        assert_eq!(
            headline(&format!(
                "{machines}<h2><span>Ford traffic</span><span>The bridge opens today</span></h2>"
            ))
            .as_deref(),
            Some("The bridge opens today")
        );
        assert_eq!(
            headline(&format!(
                "{machines}<meta property=og:title content='After two years the ferries rest'>\
                 <h2>After two years the ferries rest</h2><h2>The bridge opens today again</h2>"
            ))
            .as_deref(),
            Some("After two years the ferries rest")
        );
        assert_eq!(
            headline("<title>What the Courier saw in Ford</title><h1>What the <em>Courier</em> saw in Ford</h1>").as_deref(),
            Some("What the Courier saw in Ford")
        );
    }

    #[test]
    fn leaves_out_what_templates_run_into_headlines() {
        let shared = "<meta property=og:title content='The bridge opens today'>";
        assert_eq!(
            headline(&format!("<title>Traffic: The bridge opens today</title>{shared}<h1>Traffic: The bridge opens today</h1>"))
                .as_deref(),
            Some("The bridge opens today")
        );
        for heading in [
            "<span class=kicker>Ford traffic</span> The bridge opens today",
            "Ford traffic The bridge opens today",
            "The bridge opens today 3 May 2024 • Traffic, Town",
            "The bridge op\u{AD}ens to\u{AD}day",
        ] {
            assert_eq!(
                headline(&format!(
                    "<title>The bridge opens today</title>{shared}<h1>{heading}</h1>"
                ))
                .as_deref(),
                Some("The bridge opens today"),
                "{heading}"
            );
        }
        assert_eq!(
            headline(
                "<meta property=og:title content='The bridge opens today-Local'><title>The bridge opens today-Local</title>\
                 <script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"The bridge opens today\"}</script>"
            )
            .as_deref(),
            Some("The bridge opens today")
        );
        assert_eq!(
            headline(
                "<title>The bridge over the Ford opens to all traffic | Ford Courier</title>\
                 <h1>The bridge over the Ford opens...</h1><script type=application/ld+json>\
                 {\"@type\":\"NewsArticle\",\"headline\":\"The bridge over the Ford opens...\",\"publisher\":{\"name\":\"Ford Courier\"}}</script>"
            )
            .as_deref(),
            Some("The bridge over the Ford opens to all traffic")
        );
    }
}
