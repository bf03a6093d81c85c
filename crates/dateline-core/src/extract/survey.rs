//! What a page says about itself outside its text, gathered in one pass: meta tags, links, JSON-LD, microdata, times.

use crate::html::{NodeId, Tag, Tree, query};

/// Titles and the like are cut at this many bytes.
const LONG: usize = 2_000;
/// Elements of one kind that are kept; a page that has more has no more to say.
const MANY: usize = 2_000;

/// The places of a page where facts are stated.
#[derive(Debug, Default)]
pub struct Survey {
    /// `name`, `property`, `itemprop` or `http-equiv` of each meta tag in lower case, and its content.
    pub metas: Vec<(String, String)>,
    /// `<title>`.
    pub title: Option<String>,
    pub canonical: Option<String>,
    pub base: Option<String>,
    /// The `lang` of the page.
    pub lang: Option<String>,
    /// JSON-LD as written.
    pub linked_data: Vec<String>,
    /// Other JSON that scripts carry: application state, as written.
    pub states: Vec<NodeId>,
    pub headings: Vec<NodeId>,
    pub times: Vec<NodeId>,
    /// Microdata and RDFa properties with their elements.
    pub properties: Vec<(String, NodeId)>,
    /// Links with `rel=author`, and with `rel=tag`.
    pub author_links: Vec<NodeId>,
    pub tag_links: Vec<NodeId>,
}

impl Survey {
    /// Goes over the page once.
    pub fn of(tree: &Tree) -> Survey {
        let mut survey = Survey::default();
        for id in tree.ids() {
            match tree.tag(id) {
                Tag::TEXT | Tag::ROOT => continue,
                Tag::META => survey.meta(tree, id),
                Tag::LINK => survey.link(tree, id),
                Tag::SCRIPT => survey.script(tree, id),
                Tag::TITLE if survey.title.is_none() && !in_svg(tree, id) => {
                    let title = query::text_of(tree, id, LONG);
                    survey.title = (!title.is_empty()).then_some(title);
                }
                Tag::BASE if survey.base.is_none() => {
                    survey.base = tree.attr(id, "href").map(|href| href.trim().to_owned());
                }
                Tag::HTML if survey.lang.is_none() => {
                    survey.lang = tree
                        .attr(id, "lang")
                        .or_else(|| tree.attr(id, "xml:lang"))
                        .map(|lang| lang.trim().to_owned())
                        .filter(|lang| !lang.is_empty());
                }
                Tag::H1 | Tag::H2 if survey.headings.len() < MANY => survey.headings.push(id),
                Tag::TIME if survey.times.len() < MANY => survey.times.push(id),
                _ => {}
            }
            for (name, value) in tree.attrs(id) {
                if (name.eq_ignore_ascii_case("itemprop") || name.eq_ignore_ascii_case("property"))
                    && tree.tag(id) != Tag::META
                    && survey.properties.len() < MANY
                {
                    survey.properties.push((value.to_ascii_lowercase(), id));
                } else if name.eq_ignore_ascii_case("rel") {
                    let says = |word: &str| {
                        let mut words = value.split_ascii_whitespace();
                        words.any(|rel| rel.eq_ignore_ascii_case(word))
                    };
                    if says("author") && survey.author_links.len() < MANY {
                        survey.author_links.push(id);
                    } else if says("tag") && !says("category") && survey.tag_links.len() < MANY {
                        survey.tag_links.push(id);
                    }
                }
            }
        }
        survey
    }

    /// The first meta content under one of these names, tried in this order; empty contents don't count.
    pub fn meta_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas_of(name).next())
    }

    /// All meta contents under a name.
    pub fn metas_of<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s str> {
        let found = self.metas.iter().filter(move |(known, _)| known == name);
        found
            .map(|(_, content)| content.as_str())
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn meta(&mut self, tree: &Tree, id: NodeId) {
        if self.metas.len() >= MANY {
            return;
        }
        // Some saved pages carry the content as `value`.
        let Some(content) = tree.attr(id, "content").or_else(|| tree.attr(id, "value")) else {
            return;
        };
        let content = one_line(&content);
        if content.is_empty() {
            return;
        }
        for name in ["name", "property", "itemprop", "http-equiv"] {
            if let Some(name) = tree.attr_raw(id, name) {
                self.metas
                    .push((name.trim().to_ascii_lowercase(), content.clone()));
            }
        }
    }

    fn link(&mut self, tree: &Tree, id: NodeId) {
        let canonical = tree.attr_raw(id, "rel").is_some_and(|rel| {
            rel.split_ascii_whitespace()
                .any(|rel| rel.eq_ignore_ascii_case("canonical"))
        });
        if canonical && self.canonical.is_none() {
            let href = tree.attr(id, "href").map(|href| href.trim().to_owned());
            self.canonical = href.filter(|href| !href.is_empty());
        }
    }

    fn script(&mut self, tree: &Tree, id: NodeId) {
        let kind = tree
            .attr_raw(id, "type")
            .unwrap_or_default()
            .to_ascii_lowercase();
        let Some(text) = tree.first_child(id) else {
            return;
        };
        if kind.contains("ld+json") {
            if self.linked_data.len() < 64 {
                self.linked_data.push(tree.text(text).into_owned());
            }
        } else if (kind.contains("json") || kind.is_empty() || kind.contains("javascript"))
            && self.states.len() < MANY
        {
            self.states.push(text);
        }
    }
}

fn in_svg(tree: &Tree, id: NodeId) -> bool {
    query::ancestors(tree, id).any(|id| tree.tag(id) == Tag::SVG)
}

/// White space collapsed, ends trimmed.
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gathers_what_is_stated() {
        let tree = Tree::parse(
            "<html lang=de><head><title>A &amp; B</title><meta property='og:title' content=' A\n B '>\
             <meta name=author value=Ada><link rel='canonical' href='/a'><script type=application/ld+json>{}</script>\
             </head><h1>A</h1><time datetime=2024-01-02>x</time><a rel='author nofollow'>Ada</a>\
             <span itemprop=Author>Ada</span>",
        );
        let survey = Survey::of(&tree);
        assert_eq!(survey.title.as_deref(), Some("A & B"));
        assert_eq!(survey.meta_of(&["x", "og:title"]), Some("A B"));
        assert_eq!(survey.meta_of(&["author"]), Some("Ada"));
        assert_eq!(survey.canonical.as_deref(), Some("/a"));
        assert_eq!(survey.lang.as_deref(), Some("de"));
        assert_eq!(survey.linked_data, ["{}"]);
        assert_eq!(
            (
                survey.headings.len(),
                survey.times.len(),
                survey.author_links.len()
            ),
            (1, 1, 1)
        );
        assert_eq!(survey.properties[0].0, "author");
    }
}
