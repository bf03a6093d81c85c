//! JSON-LD: what a page's own data says about its article. Read leniently, because much of it is hand-made.

use script::flatten;
pub use script::parse;
use serde_json::{Map, Value};
use values::{closed_part, crumbs, free, images, names, strings, text};

mod script;
mod values;

/// What the data says about the page's article. Strings have their character references read.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct LinkedData {
    pub headlines: Vec<String>,
    pub authors: Vec<Named>,
    pub published: Option<String>,
    /// When a film or a recording on the page was put up: seldom when its article was.
    pub uploaded: Option<String>,
    pub modified: Option<String>,
    pub publisher: Option<String>,
    /// Other names of the site: of `WebSite`, `isPartOf`, `sourceOrganization`.
    pub site_names: Vec<String>,
    pub sections: Vec<String>,
    /// The trail of pages above this one, from a `BreadcrumbList`.
    pub crumbs: Vec<String>,
    pub keywords: Vec<String>,
    pub description: Option<String>,
    pub body: Option<String>,
    pub images: Vec<LdImage>,
    pub free: Option<bool>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub dateline: Option<String>,
    pub credit: Option<String>,
    /// Whether anything here calls itself an article.
    pub is_article: bool,
    /// Whether it calls itself news: on such pages headline and title are written by one desk.
    pub is_news: bool,
    /// What the page's own objects call themselves, without their namespace.
    pub kinds: Vec<String>,
}

/// A name and whether it is an organisation's.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub organization: bool,
}

/// An image of the article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct LdImage {
    pub url: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// Reads all JSON-LD scripts of a page.
pub fn read(scripts: &[String]) -> LinkedData {
    let values: Vec<Value> = scripts.iter().filter_map(|text| parse(text)).collect();
    let mut objects = Vec::new();
    for value in &values {
        flatten(value, &mut objects);
    }
    let mut out = LinkedData::default();
    for kind in objects.iter().flat_map(|object| types(object)) {
        let kind = local_name(kind);
        if out.kinds.len() < MANY_KINDS && !out.kinds.iter().any(|known| known == kind) {
            out.kinds.push(kind.to_owned());
        }
    }
    // Articles first, best kind first, and in order of the page.
    let mut ranked: Vec<(u8, &Map<String, Value>)> = objects
        .iter()
        .map(|object| (rank(object), *object))
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    for (rank, object) in ranked.iter().filter(|(rank, _)| *rank < OTHER) {
        out.article(object, *rank, &objects);
    }
    for object in &objects {
        out.site(object);
    }
    out
}

const OTHER: u8 = 9;
/// Kinds of object that are kept of a page.
const MANY_KINDS: usize = 32;

/// A type without its namespace.
fn local_name(kind: &str) -> &str {
    kind.rsplit(['/', ':', '#']).next().unwrap_or(kind)
}

/// How likely an object is the page's article; lower is likelier.
fn rank(object: &Map<String, Value>) -> u8 {
    types(object)
        .map(|kind| match local_name(kind) {
            "NewsArticle"
            | "ReportageNewsArticle"
            | "OpinionNewsArticle"
            | "AnalysisNewsArticle"
            | "BackgroundNewsArticle"
            | "ReviewNewsArticle"
            | "AskPublicNewsArticle" => 0,
            "Article"
            | "BlogPosting"
            | "LiveBlogPosting"
            | "TechArticle"
            | "ScholarlyArticle"
            | "Report"
            | "AdvertiserContentArticle"
            | "SatiricalArticle"
            | "SocialMediaPosting" => 1,
            kind if kind.ends_with("Article") || kind.ends_with("Posting") => 1,
            "Review" | "Recipe" | "CreativeWork" | "HowTo" | "Blog" => 3,
            "VideoObject" | "AudioObject" | "PodcastEpisode" => 5,
            "WebPage" | "ItemPage" | "AboutPage" => 4,
            _ => OTHER,
        })
        .min()
        .unwrap_or(OTHER)
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let kinds: Vec<&str> = match object.get("@type").or_else(|| object.get("type")) {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    kinds.into_iter()
}

impl LinkedData {
    fn article(&mut self, object: &Map<String, Value>, rank: u8, objects: &[&Map<String, Value>]) {
        let newsy = rank <= 1;
        // A page that has articles has no use for what lesser objects say but where they say nothing.
        self.is_article |= newsy;
        self.is_news |= rank == 0;
        let add = |list: &mut Vec<String>, text: Option<String>| {
            if let Some(text) = text
                && !list.contains(&text)
            {
                list.push(text);
            }
        };
        if self.headlines.is_empty() {
            add(&mut self.headlines, text(object, "headline"));
            add(
                &mut self.headlines,
                text(object, "name").filter(|_| rank != 4 || !self.is_article),
            );
        }
        if self.authors.is_empty() {
            for key in ["author", "creator", "contributor"] {
                if let Some(value) = object.get(key)
                    && self.authors.is_empty()
                {
                    names(value, objects, &mut self.authors);
                }
            }
        }
        if self.published.is_none() {
            self.published = text(object, "datePublished")
                .or_else(|| text(object, "dateCreated").filter(|_| newsy));
        }
        if self.uploaded.is_none() {
            self.uploaded = text(object, "uploadDate");
        }
        if self.modified.is_none() {
            self.modified = text(object, "dateModified");
        }
        if self.publisher.is_none()
            && let Some(value) = object.get("publisher")
        {
            let mut found = Vec::new();
            names(value, objects, &mut found);
            self.publisher = found.into_iter().next().map(|named| named.name);
        }
        for key in ["isPartOf", "sourceOrganization", "copyrightHolder"] {
            // A part of a page, a series or an issue isn't named after the site.
            let of_page = |value: &Value| {
                value.as_object().is_some_and(|inner| {
                    types(inner).any(|kind| {
                        kind.ends_with("Page")
                            || kind.ends_with("Issue")
                            || kind.ends_with("Series")
                    })
                })
            };
            if let Some(value) = object.get(key).filter(|value| {
                !of_page(value)
                    && !value.as_object().is_some_and(|inner| {
                        inner.contains_key("@id") && !inner.contains_key("name")
                    })
                    && !value.is_string()
            }) {
                let mut found = Vec::new();
                names(value, objects, &mut found);
                self.site_names
                    .extend(found.into_iter().map(|named| named.name));
            }
        }
        if self.sections.is_empty() {
            strings(object.get("articleSection"), &mut self.sections);
        }
        if self.keywords.is_empty() {
            strings(object.get("keywords"), &mut self.keywords);
        }
        if self.description.is_none() {
            self.description = text(object, "description");
        }
        if newsy
            && let Some(body) = text(object, "articleBody")
            && self
                .body
                .as_ref()
                .is_none_or(|known| known.len() < body.len())
        {
            self.body = Some(body);
        }
        if self.images.is_empty()
            && let Some(value) = object.get("image").or_else(|| object.get("thumbnailUrl"))
        {
            images(value, objects, &mut self.images);
        }
        if self.free.is_none() {
            self.free = free(object).or_else(|| closed_part(object));
        }
        if self.language.is_none() {
            self.language = text(object, "inLanguage");
        }
        if self.url.is_none() && newsy {
            self.url = text(object, "url").or_else(|| text(object, "mainEntityOfPage"));
        }
        if self.dateline.is_none() {
            self.dateline = text(object, "dateline");
        }
        if self.credit.is_none() {
            self.credit = text(object, "creditText").filter(|_| newsy);
        }
    }

    fn site(&mut self, object: &Map<String, Value>) {
        let is_site = types(object)
            .any(|kind| kind.ends_with("WebSite") || kind.ends_with("NewsMediaOrganization"));
        if is_site && let Some(name) = text(object, "name") {
            self.site_names.push(name);
        }
        if self.crumbs.is_empty() && types(object).any(|kind| kind.ends_with("BreadcrumbList")) {
            self.crumbs = crumbs(object);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_one(script: &str) -> LinkedData {
        read(&[script.to_owned()])
    }

    #[test]
    fn reads_the_article_and_not_what_it_cites() {
        let found = read_one(
            r#"{"@graph":[{"@type":"WebSite","name":"The Ford Courier"},
               {"@type":"NewsArticle","headline":"Bridge &amp; tunnel open","author":[{"@id":"/ada"},{"@type":"Organization","name":"Northwire"}],
                "datePublished":"2024-05-01T08:00:00Z","publisher":{"name":"Courier Group"},"isAccessibleForFree":"False",
                "articleBody":"Long text","image":{"url":"/a.jpg","caption":"The bridge"},
                "citation":{"@type":"NewsArticle","headline":"Another","datePublished":"2001-01-01"}},
               {"@type":"Person","@id":"/ada","name":"Ada Brook"}]}"#,
        );
        assert_eq!(found.headlines, ["Bridge & tunnel open"]);
        assert_eq!(found.published.as_deref(), Some("2024-05-01T08:00:00Z"));
        let names: Vec<_> = found
            .authors
            .iter()
            .map(|a| (a.name.as_str(), a.organization))
            .collect();
        assert_eq!(names, [("Ada Brook", false), ("Northwire", true)]);
        assert_eq!(found.publisher.as_deref(), Some("Courier Group"));
        assert_eq!(found.site_names, ["The Ford Courier"]);
        assert_eq!(found.free, Some(false));
        assert_eq!(found.images[0].caption.as_deref(), Some("The bridge"));
        assert!(found.is_article);
    }

    #[test]
    fn mends_broken_scripts() {
        for script in [
            "<!-- {\"@type\":\"Article\",\"headline\":\"A\nB\",} -->",
            "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A B\"}\n//]]>",
            "{\"@type\":\"Article\",\"headline\":\"A B\"};",
            "{\"@type\":\"Article\",\"keywords\":[\"x\",],\"headline\":\"A\\ B\"}",
        ] {
            assert_eq!(read_one(script).headlines, ["A B"], "{script}");
        }
        assert_eq!(read_one("{\"@type\":"), LinkedData::default());
        assert_eq!(read_one(&"[".repeat(10_000)), LinkedData::default());
    }

    #[test]
    fn reads_walls_off_the_article_and_its_parts() {
        for (stated, free) in [
            (
                "\"isAccessibleForFree\":\"http://schema.org/False\"",
                Some(false),
            ),
            ("\"isAccessibleForFree\":true", Some(true)),
            (
                "\"hasPart\":[{\"isAccessibleForFree\":\"False\",\"cssSelector\":\".wall\"}]",
                Some(false),
            ),
            ("\"hasPart\":{\"isAccessibleForFree\":true}", None),
            ("\"hasPart\":7", None),
        ] {
            let data = read(&[format!("{{\"@type\":\"NewsArticle\",{stated}}}")]);
            assert_eq!(data.free, free, "{stated}");
        }
    }
}
