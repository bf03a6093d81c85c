//! schema.org markup for an article's page: what the page shows, for programs that read pages.
//!
//! It describes the outlet's article, not ours: the outlet is the publisher, the agency is named as source, the origin
//! stands under `isBasedOn`. <https://schema.org/NewsArticle>

use crate::model::{Article, Role, Trace};
use serde_json::{Map, Value, json};

/// JSON-LD of a traced article, safe inside a script element. `page_url` is the page that carries it, `origin_url` the
/// address of the origin's own page.
pub fn news_article(trace: &Trace, page_url: &str, origin_url: Option<&str>) -> String {
    let article = &trace.article;
    let mut out = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            out.insert(name.to_owned(), value);
        }
    };
    put("@context", Some(json!("https://schema.org")));
    put("@type", Some(json!("NewsArticle")));
    put("mainEntityOfPage", Some(json!(page_url)));
    put("headline", text(article.headline.as_deref()));
    put("alternativeHeadline", text(article.deck.as_deref()));
    put("url", text(article.url.as_deref()));
    put("datePublished", text(article.published_at.as_deref()));
    put("dateModified", text(article.modified_at.as_deref()));
    put("inLanguage", text(article.language.as_deref()));
    put("articleSection", text(article.section.as_deref()));
    put("dateline", text(article.dateline.place.as_deref()));
    put("author", authors(article));
    put("publisher", publisher(article));
    put(
        "isAccessibleForFree",
        article.paywalled.map(|walled| json!(!walled)),
    );
    let by_agency = matches!(trace.origin.role, Role::Wire | Role::RepublishedWire);
    if let Some(wire) = trace.origin.wire.as_deref().filter(|_| by_agency) {
        put("creditText", Some(json!(wire)));
        let agency = json!({ "@type": "NewsMediaOrganization", "name": wire });
        put("sourceOrganization", Some(agency));
    }
    put("isBasedOn", text(origin_url));
    escaped(&Value::Object(out).to_string())
}

fn text(value: Option<&str>) -> Option<Value> {
    let value = value?.trim();
    (!value.is_empty()).then(|| json!(value))
}

fn authors(article: &Article) -> Option<Value> {
    let people: Vec<Value> = article
        .bylines
        .iter()
        .map(|name| json!({ "@type": "Person", "name": name }))
        .collect();
    (!people.is_empty()).then(|| Value::from(people))
}

fn publisher(article: &Article) -> Option<Value> {
    let name = article
        .outlet
        .name
        .as_deref()
        .or(article.outlet.domain.as_deref())?;
    Some(json!({ "@type": "NewsMediaOrganization", "name": name }))
}

/// Nothing in it can end the script element that holds it.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Origin, Outlet};

    fn trace() -> Trace {
        Trace {
            article: Article {
                headline: Some("Ends </script><script>here".into()),
                outlet: Outlet {
                    name: Some("The Post".into()),
                    domain: None,
                },
                bylines: vec!["Ann Lee".into()],
                ..Article::default()
            },
            origin: Origin {
                wire: Some("QPA".into()),
                role: Role::RepublishedWire,
                ..Origin::default()
            },
            ..Trace::default()
        }
    }

    #[test]
    fn says_what_the_page_shows() {
        let markup = news_article(
            &trace(),
            "https://here.example/a",
            Some("https://q.example/1"),
        );
        let value: Value = serde_json::from_str(&markup).unwrap();
        assert_eq!(value["headline"], "Ends </script><script>here");
        assert_eq!(value["publisher"]["name"], "The Post");
        assert_eq!(
            (&value["creditText"], &value["isBasedOn"]),
            (&json!("QPA"), &json!("https://q.example/1"))
        );
        assert_eq!(value.get("datePublished"), None, "unknown is left out");
    }

    #[test]
    fn cannot_end_its_element() {
        assert!(!news_article(&trace(), "x", None).contains('<'));
    }

    #[test]
    fn an_agency_that_only_helped_is_no_source() {
        let mut trace = trace();
        trace.origin.role = Role::Contributed;
        assert!(!news_article(&trace, "x", None).contains("creditText"));
    }
}
