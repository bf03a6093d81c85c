//! The headline: a vote of JSON-LD, OpenGraph, the page's headings and its title.

use super::features::word_overlap;
use super::linked_data::LinkedData;
use super::outlet::{self, OutletNames};
use super::survey::{self, Survey};
use crate::html::{NodeId, Tag, Tree, query};
use bare::bare;
use display::{add_display, shared_titles, without_kicker};

mod bare;
mod display;

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
            .is_some_and(|other| outlet::reads_as(other, &outlet::key(text)));
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
    let shared = shared_titles(survey, data, outlet);
    add_headings(tree, survey, data, &shared, &mut candidates, outlet);
    let agreed = vote(&candidates).map(|text| {
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

/// Headings of the page: an `h1` counts for much, more so when it is the only one.
fn add_headings(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    shared: &[(String, String)],
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
    add_display(tree, survey, shared, candidates);
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
