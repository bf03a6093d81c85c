//! Bylines: the people who wrote a text, apart from agencies, roles, addresses and the outlet's own name.

use super::blocks::PageBlocks;
use super::linked_data::LinkedData;
use super::outlet::{self, OutletNames};
use super::survey::Survey;
use crate::agencies::Agencies;
use crate::html::{Tree, query};
pub use names::split_names;
use std::ops::Range;
use words::{BY, DESKS, strip_by};

mod lines;
mod marked;
mod names;
mod words;

/// Meta tags that hold names.
const METAS: [&str; 15] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "byl",
    "article:author_name",
    "articleauthor",
    "cxenseparse:author",
    "citation_author",
    "news:author",
    "byline",
    "twitter:data1",
];

/// What is known of a page when its names are told apart.
pub struct Known<'p> {
    pub outlet: &'p OutletNames,
    pub agencies: &'p Agencies,
    /// What the page is filed under: names of sections are no people.
    pub filed: Vec<&'p str>,
}

/// Where lines with names may stand.
pub struct Around<'p> {
    pub blocks: &'p PageBlocks,
    /// The blocks from above the headline to the first paragraphs.
    pub near: Range<usize>,
    /// The blocks of the text.
    pub body: &'p [usize],
}

/// Finds the names: JSON-LD, then meta tags, marked links and properties, then a line that says who wrote it.
pub fn find(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    outlet: &OutletNames,
    agencies: &Agencies,
    around: &Around,
) -> Authors {
    let filed = data
        .sections
        .iter()
        .chain(&data.keywords)
        .map(String::as_str);
    let filed = filed.chain(survey.metas_of("article:section"));
    let known = Known {
        outlet,
        agencies,
        filed: filed.collect(),
    };
    let mut found = Authors::default();
    for author in &data.authors {
        found.add(&author.name, &known, author.organization);
    }
    if found.has_writers() {
        return corrected(found, survey, around, &known);
    }
    from_metas(survey, &mut found, &known);
    if found.has_writers() {
        return found;
    }
    let links = survey.author_links.iter().take(6);
    let properties = survey
        .properties
        .iter()
        .filter(|(name, _)| name == "author" || name.ends_with(":author") || name == "creator");
    let inside = |id| blocks_around(tree, id, around.blocks, &around.near);
    for id in links
        .copied()
        .chain(properties.map(|(_, id)| *id).take(6))
        .filter(|id| inside(*id))
    {
        let text = query::text_of(tree, id, 200);
        found.add(&text, &known, false);
    }
    let ways: [&dyn Fn(&mut Authors); 4] = [
        &|found| {
            lines::outright(around, found, &known);
        },
        &|found| marked::find(tree, around, found, &known),
        &|found| lines::at_headline(around, found, &known),
        &|found| lines::under_text(around, found, &known),
    ];
    for way in ways {
        if found.has_writers() {
            break;
        }
        way(&mut found);
    }
    found
}

fn from_metas(survey: &Survey, found: &mut Authors, known: &Known) {
    for name in METAS {
        if name == "twitter:data1"
            && !survey.meta_of(&["twitter:label1"]).is_some_and(|label| {
                BY.split('|').any(|by| by == label.to_lowercase())
                    || label.to_lowercase().contains("written")
            })
        {
            continue;
        }
        for content in survey.metas_of(name) {
            found.add(content, known, false);
        }
        if found.has_writers() {
            return;
        }
    }
}

/// What the page's data says, where another place knows better: a list that holds all its people and more, or a byline
/// on a page that shows the one it names as its editor.
fn corrected(found: Authors, survey: &Survey, around: &Around, known: &Known) -> Authors {
    let holds = |other: &Authors, people: &[String]| {
        people.iter().all(|name| {
            let key = outlet::key(name);
            other
                .people
                .iter()
                .any(|known| outlet::reads_as(known, &key))
        })
    };
    if found.people.is_empty() {
        return found;
    }
    let mut tagged = Authors::default();
    from_metas(survey, &mut tagged, known);
    if tagged.people.len() > found.people.len() && holds(&tagged, &found.people) {
        return Authors {
            people: tagged.people,
            ..found
        };
    }
    if let [only] = found.people.as_slice()
        && around.is_editor(only)
    {
        let mut shown = Authors::default();
        lines::at_headline(around, &mut shown, known);
        if !shown.people.is_empty() && !holds(&shown, &found.people) {
            return shown;
        }
    }
    found
}

/// Names of people, and of agencies, as a page gives them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Authors {
    pub people: Vec<String>,
    /// Other organisations than agencies and the outlet.
    pub organizations: Vec<String>,
    pub agencies: Vec<String>,
    pub outlet: Vec<String>,
    /// Desks that sign for nobody in particular ("Staff", "Redaktion").
    pub desks: Vec<String>,
    /// The outlet and an agency that sign together ("Ford Courier and Northwire"), in their order.
    together: Vec<String>,
}

impl Authors {
    /// Somebody else than the outlet itself is named.
    fn has_writers(&self) -> bool {
        !self.people.is_empty() || !self.organizations.is_empty() || !self.agencies.is_empty()
    }

    /// The names to print: people where there are any, or else whoever is named.
    pub fn bylines(self) -> Vec<String> {
        [
            self.people,
            self.organizations,
            self.together,
            self.agencies,
            self.desks,
            self.outlet,
        ]
        .into_iter()
        .find(|names| !names.is_empty())
        .unwrap_or_default()
    }

    fn add(&mut self, text: &str, known: &Known, organization: bool) {
        if let Some(desk) = desk(text) {
            if !self.desks.contains(&desk) {
                self.desks.push(desk);
            }
            return;
        }
        // An organisation's place follows its name: "Ford Courier, Elm Harbour".
        let text = if organization {
            text.split(',').next().unwrap_or(text)
        } else {
            text
        };
        let names = split_names(text);
        let mut signed = Vec::new();
        let (mut agency, mut house, mut person) = (false, false, false);
        for name in &names {
            if names.iter().any(|other| is_initials(name, other)) {
                continue;
            }
            let list = if known.agencies.named(name).is_some() {
                agency = true;
                &mut self.agencies
            } else if known.outlet.is_name(name) || is_branch(name, known.outlet) {
                house = true;
                &mut self.outlet
            } else if organization {
                &mut self.organizations
            } else if (agency || house) && !name.contains(' ') {
                // "Northwire, Geneva": a place follows the house that writes from it.
                continue;
            } else {
                person = true;
                &mut self.people
            };
            let key = outlet::key(name);
            signed.push(name.clone());
            if !list.iter().any(|known| outlet::reads_as(known, &key)) {
                list.push(name.clone());
            }
        }
        if agency && house && !person && self.together.is_empty() {
            self.together = signed;
        }
    }
}

/// Whether a short name is the initials of another.
fn is_initials(short: &str, name: &str) -> bool {
    let initials = name
        .split_whitespace()
        .filter_map(|word| word.chars().next());
    (2..=4).contains(&short.chars().count())
        && short.chars().all(char::is_uppercase)
        && initials.eq(short.chars())
}

/// Whether a name is a branch of the outlet's: its initials, and what they run there ("FC Sport", "FC ELM VALLEY").
fn is_branch(name: &str, outlet: &OutletNames) -> bool {
    let Some((initials, rest)) = name.split_once(' ') else {
        return false;
    };
    let short = (2..=5).contains(&initials.chars().count());
    let label = outlet
        .domain
        .as_deref()
        .and_then(|domain| domain.split('.').next())
        .unwrap_or_default();
    short
        && rest.starts_with(char::is_uppercase)
        && initials.chars().all(char::is_uppercase)
        && (initials.to_lowercase() == label || outlet.is_name(initials))
}

/// A desk, where a short byline is one.
fn desk(text: &str) -> Option<String> {
    let text = super::survey::one_line(text);
    let text = strip_by(&text).unwrap_or(&text).trim();
    let words: Vec<&str> = text.split([' ', '-']).collect();
    let named = [words.first()?, words.last()?]
        .iter()
        .any(|word| DESKS.contains(&word.to_lowercase().as_str()));
    let capital = text.starts_with(|c: char| c.is_uppercase());
    (named && capital && (1..=4).contains(&words.len()) && !text.contains([',', '|', ':', '/']))
        .then(|| text.to_owned())
}

fn blocks_around(
    tree: &Tree,
    id: crate::html::NodeId,
    blocks: &PageBlocks,
    near: &Range<usize>,
) -> bool {
    blocks.blocks[near.start..near.end.min(blocks.blocks.len())]
        .iter()
        .any(|block| {
            block.node == id
                || query::ancestors(tree, id)
                    .take(12)
                    .any(|up| up == block.node)
                || query::ancestors(tree, block.node)
                    .take(12)
                    .any(|up| up == id)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bylines(source: &str) -> Vec<String> {
        let tree = Tree::parse(source);
        let survey = Survey::of(&tree);
        let data = super::super::linked_data::read(&survey.linked_data);
        let outlet = OutletNames {
            names: vec!["Ford Courier".into(), "FC".into()],
            domain: None,
        };
        let blocks = super::super::blocks::segment(&tree);
        let agencies = Agencies::builtin();
        let around = Around {
            blocks: &blocks,
            near: 0..9,
            body: &[],
        };
        find(&tree, &survey, &data, &outlet, &agencies, &around).bylines()
    }

    #[test]
    fn takes_people_before_agencies_and_the_outlet() {
        assert_eq!(
            bylines("<meta name=author content='Ford Courier'><p>By Ada Brook | 3 May 2024"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<meta name=author content='Ada Brook, Reuters'>"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<p>Fri 3 May 2024 | 14:30 | By Ada Brook</p>"),
            ["Ada Brook"]
        );
        assert_eq!(bylines("<meta name=author content=Reuters>"), ["Reuters"]);
        assert_eq!(
            bylines("<meta name=author content='Ford Courier'>"),
            ["Ford Courier"]
        );
        assert_eq!(
            bylines("<p>Ada Brook - 3 May 2024, 14:30</p>"),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines("<p>Published on Friday, 3 May 2024</p><p>By the way, it rained.</p>"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn takes_no_place_branch_or_section_for_a_person() {
        for (page, names) in [
            (
                "<meta name=author content='Reuters, Geneva'>",
                &["Reuters"][..],
            ),
            (
                "<meta name=author content='Ford Courier, Elmford, Nordland'>",
                &["Ford Courier"],
            ),
            (
                "<meta name=author content='Ada Brook, FC ELM VALLEY'>",
                &["Ada Brook"],
            ),
            (
                "<meta name=author content='Ford Courier and Reuters'>",
                &["Ford Courier", "Reuters"],
            ),
            (
                "<meta property=article:section content='Town Life'><p>Town Life | 3 May 2024</p>",
                &[],
            ),
            ("<p class=profile>Welcome</p>", &[]),
            (
                "<p>Ada Brook, AB</p><meta name=author content='Ada Brook, AB'>",
                &["Ada Brook"],
            ),
            ("<p>3 May 2024 | Solar, World</p>", &[]),
            (
                "<ul><li>Text</li><li>Photos</li></ul><p>von Ada Brook</p>",
                &["Ada Brook"],
            ),
        ] {
            assert_eq!(bylines(page), names, "{page}");
        }
    }

    #[test]
    fn reads_bylines_where_they_stand() {
        for (page, names) in [
            ("<p>11.12.2023 - Ada Brook</p>", &["Ada Brook"][..]),
            (
                "<h5>Autor: </h5><p>Ada Brook/Jan Ford</p>",
                &["Ada Brook", "Jan Ford"],
            ),
            (
                "<p>Datum: 19.11.2021<br>Autor: Ada Brook<br>Quelle: Courier</p>",
                &["Ada Brook"],
            ),
            (
                "<p class=meta>am 3. Mai 2024 von <span class='author vcard'><a class='url fn' href=/a>tlow</a></span></p>",
                &["tlow"],
            ),
        ] {
            assert_eq!(bylines(page), names, "{page}");
        }
        // A list that holds more, and an editor who isn't the writer.
        let data = |names: &str| {
            format!(
                "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"author\":{names}}}</script>"
            )
        };
        assert_eq!(
            bylines(&format!(
                "{}<meta name=author content='Ada Brook,Jan Ford'>",
                data("\"Ada Brook\"")
            )),
            ["Ada Brook", "Jan Ford"]
        );
        assert_eq!(
            bylines(&format!(
                "{}<p class=author>Ada Brook</p><p>Editor: Jan Ford</p>",
                data("{\"name\":\"Jan Ford\"}")
            )),
            ["Ada Brook"]
        );
        assert_eq!(
            bylines(&data(
                "[\"Ada Brook\",{\"name\":[\"Jan Ford\",\"Sam Hill\"]},{\"@type\":\"Organization\",\"name\":\"Reuters\"}]"
            )),
            ["Ada Brook", "Jan Ford", "Sam Hill"]
        );
    }
}
