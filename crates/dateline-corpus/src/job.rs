//! The order of steps: extract and read on all cores, then index and curate one by one in order of time, then id,
//! whatever order the documents came in; last, on all cores again, what each copy added.

use crate::output::{Corpus, Link, StoryRow};
use dateline_core::agencies::Agencies;
use dateline_core::curate::section::SectionModel;
use dateline_core::curate::story::{Stories, StoryItem};
use dateline_core::extract::site_memory::SiteMemory;
use dateline_core::extract::{Extraction, Layout, article_id, extract_with_lines};
use dateline_core::model::{Article, Document, RelationKind, SectionGuess};
use dateline_core::time;
use dateline_core::trace::align::added;
use dateline_core::trace::direction::{Signs, settle};
use dateline_core::trace::index::{Asked, Index, Known, Reading, Relation};
use dateline_core::trace::key::Key;
use rayon::prelude::*;
use std::collections::HashMap;

/// Related reads in a story row.
const RELATED: usize = 10;
/// Sections in a story row.
const SECTIONS: usize = 3;

/// Texts read on all cores ahead of being indexed one by one.
const READ_AHEAD: usize = 4096;

/// One input of the job: a document, or why it can't be read.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub document: Document,
    pub error: Option<String>,
}

impl From<Document> for Given {
    fn from(document: Document) -> Given {
        Given {
            document,
            error: None,
        }
    }
}

/// Runs the whole line over a batch. An input that can't be read, holds no article or repeats an id is a row in
/// `articles` with its error; it has no story and no links.
pub fn build(inputs: &[Given], agencies: &Agencies) -> Corpus {
    let extractions: Vec<Extraction> = inputs
        .par_iter()
        .map(|given| match &given.error {
            Some(reason) => Extraction {
                article: Article::without_text(article_id(&given.document), reason),
                ..Extraction::default()
            },
            None => with_marks_alone(extract_with_lines(&given.document, agencies)),
        })
        .collect();
    let mut articles = without_repeated_lines(extractions, agencies);
    refuse_repeats(&mut articles);
    let order = in_order(&articles);

    // The same input gives the same output.
    let mut index = Index::new().keyed(Key::OPEN);
    let mut stories = Stories::new();
    let mut pairs: Vec<(usize, Relation)> = Vec::new();
    let mut story_of = Vec::with_capacity(order.len());
    for some in order.chunks(READ_AHEAD) {
        let readings: Vec<Reading> = some
            .par_iter()
            .map(|&i| Reading::of(&articles[i].text, index.key()))
            .collect();
        for (&i, reading) in some.iter().zip(readings) {
            let article = &articles[i];
            let relations = index.relations_of(&Asked {
                reading: &reading,
                id: Some(&article.id),
                published_at: article.published_at.as_deref(),
                outlet: article.outlet.name.as_deref(),
            });
            story_of.push(stories.add(story_item(article, &relations, &index)));
            let number = index.insert_read(known(article), reading);
            pairs.extend(relations.into_iter().map(|relation| (number, relation)));
        }
    }
    // Texts were numbered in the order they came in.
    let by_number: Vec<&Article> = order.iter().map(|&i| &articles[i]).collect();
    let links = links(&index, &by_number, pairs, agencies);
    let stories = order
        .par_iter()
        .zip(story_of)
        .map(|(&i, story)| story_row(&articles[i], story, &stories))
        .collect();
    Corpus {
        articles,
        links,
        stories,
    }
}

/// An extraction without what only a trace of one page asks for.
fn with_marks_alone(extraction: Extraction) -> Extraction {
    Extraction {
        layout: Layout {
            beside: extraction.layout.beside,
            with_lines: extraction.layout.with_lines,
            ..Layout::default()
        },
        ..extraction
    }
}

/// Learns which lines outlets repeat on their pages, from all of the batch, and takes them out.
fn without_repeated_lines(mut extractions: Vec<Extraction>, agencies: &Agencies) -> Vec<Article> {
    let mut memory = SiteMemory::default();
    let mut order: Vec<usize> = (0..extractions.len()).collect();
    order.sort_by_cached_key(|&i| {
        let article = &extractions[i].article;
        (article.published_at.clone(), article.id.clone())
    });
    for i in order {
        memory.learn(&extractions[i]);
    }
    extractions.par_iter_mut().for_each(|extraction| {
        memory.clean(extraction, agencies);
    });
    let articles = extractions.into_iter();
    articles.map(|extraction| extraction.article).collect()
}

/// Articles in order of time (undated last), then id; those with an error are left out.
fn in_order(articles: &[Article]) -> Vec<usize> {
    let readable = |&i: &usize| articles[i].error.is_none();
    let mut order: Vec<usize> = (0..articles.len()).filter(readable).collect();
    order.sort_by_cached_key(|&i| {
        let article = &articles[i];
        let at = article.published_at.as_deref().and_then(time::instant);
        (at.unwrap_or(i64::MAX), article.id.clone())
    });
    order
}

/// Links name articles by id: a second article under one id becomes an error, so that it isn't lost unseen.
fn refuse_repeats(articles: &mut [Article]) {
    let mut first: HashMap<String, usize> = HashMap::with_capacity(articles.len());
    for i in 0..articles.len() {
        if articles[i].error.is_some() {
            continue;
        }
        let Some(&earlier) = first.get(&articles[i].id) else {
            first.insert(articles[i].id.clone(), i);
            continue;
        };
        let reason = match articles[i].text == articles[earlier].text {
            true => "repeats an earlier input with the same id and text",
            false => "has the id of an earlier input with another text",
        };
        articles[i].error = Some(reason.to_owned());
    }
}

fn known(article: &Article) -> Known {
    Known {
        id: article.id.clone(),
        url: article.url.clone(),
        outlet: article.outlet.name.clone(),
        headline: article.headline.clone(),
        published_at: article.published_at.clone(),
        wire: article.dateline.wire.clone(),
        section: article.section.clone(),
        // The batch holds the texts already.
        text: String::new(),
    }
}

fn story_item(article: &Article, relations: &[Relation], index: &Index) -> StoryItem {
    StoryItem {
        id: article.id.clone(),
        headline: article.headline.clone(),
        text: article.text.clone(),
        outlet: article.outlet.name.clone(),
        published_at: article.published_at.clone(),
        copies: relations
            .iter()
            .filter(|relation| relation.kind == RelationKind::Copy)
            .map(|relation| index.known(relation.other).id.clone())
            .collect(),
    }
}

fn story_row(article: &Article, story: String, stories: &Stories) -> StoryRow {
    let related = stories.related(&article.id, RELATED);
    StoryRow {
        id: article.id.clone(),
        story,
        sections: sections(article),
        related: related.into_iter().map(|read| read.id).collect(),
    }
}

fn sections(article: &Article) -> Vec<SectionGuess> {
    let headline = article.headline.as_deref().unwrap_or_default();
    let found = SectionModel::builtin().sections(headline, &article.text);
    found
        .into_iter()
        .take(SECTIONS)
        .map(|(code, confidence)| SectionGuess { code, confidence })
        .collect()
}

/// The links between texts: who copied whom is settled for all together, as outlets' records count.
fn links(
    index: &Index,
    articles: &[&Article],
    pairs: Vec<(usize, Relation)>,
    agencies: &Agencies,
) -> Vec<Link> {
    let pairs: Vec<(usize, Relation, Signs)> = pairs
        .into_par_iter()
        .map(|(number, relation)| {
            let text = |number: usize| (number, articles[number].text.as_str());
            let signs = Signs::of(index, text(number), text(relation.other), agencies);
            (number, relation, signs)
        })
        .collect();
    let from_other = settle(index, &pairs);
    pairs
        .par_iter()
        .zip(from_other)
        .map(|((number, relation, _), from_other)| {
            link(
                articles[*number],
                articles[relation.other],
                relation,
                from_other,
            )
        })
        .collect()
}

/// The link from a text to one before it, with what the copy of the two has that the origin hasn't.
fn link(this: &Article, other: &Article, relation: &Relation, from_other: bool) -> Link {
    let (copy, origin) = match from_other {
        true => (this, other),
        false => (other, this),
    };
    Link {
        a: this.id.clone(),
        b: other.id.clone(),
        relation: relation.kind,
        origin: origin.id.clone(),
        cover_a: relation.cover,
        cover_b: relation.cover_of_other,
        changes: added(&copy.text, &origin.text, origin.headline.as_deref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::model::{Body, Stated};

    const REPORT: &str = "The harbour board of Wexby voted on Monday to close the old ferry pier for two winters while \
        divers replace forty rotten piles under the ticket hall.\n\nShopkeepers along the quay said that they had not been \
        asked, and the mayor, Orla Quist, promised them a hearing before the first barge arrives in May.\n\nThe work will \
        cost nine million crowns, of which the county pays two thirds, and it includes a new slipway for the lifeboat and \
        a ramp for wheelchairs at the northern end of the pier, engineers wrote in their report to the board last week.\n\n\
        “We have patched it for thirty years,” said pier master Jon Abel. “It is time to do it once and to do it right.”";

    fn given(id: &str, outlet: &str, published_at: Option<&str>, text: &str) -> Given {
        Given::from(Document {
            id: Some(id.into()),
            body: Body::Text(text.into()),
            stated: Stated {
                outlet: Some(outlet.into()),
                published_at: published_at.map(str::to_owned),
                ..Stated::default()
            },
            ..Document::default()
        })
    }

    fn rows<T: serde::Serialize>(rows: &[T]) -> Vec<String> {
        rows.iter()
            .map(|row| serde_json::to_string(row).unwrap())
            .collect()
    }

    #[test]
    fn a_copy_is_linked_to_its_origin_with_what_it_added() {
        let copy = format!("{REPORT}\n\nSubscribe to our harbour letter.");
        let inputs = [
            given("copy", "Quay Echo", Some("2031-04-03"), &copy),
            given("origin", "Tarn Post", Some("2031-04-02"), REPORT),
        ];
        let corpus = build(&inputs, &Agencies::builtin());
        assert_eq!(corpus.links.len(), 1);
        let link = &corpus.links[0];
        assert_eq!((link.a.as_str(), link.b.as_str()), ("copy", "origin"));
        assert_eq!(link.origin, "origin");
        assert_eq!(link.changes.len(), 1);
        let [start, end] = link.changes[0];
        let added: String = copy.chars().skip(start).take(end - start).collect();
        assert_eq!(added, "Subscribe to our harbour letter.");
    }

    #[test]
    fn the_order_of_the_inputs_does_not_matter() {
        let mut inputs = vec![
            given("c", "Quay Echo", None, REPORT),
            given("a", "Tarn Post", Some("2031-04-02"), REPORT),
            given("b", "Dune Times", Some("2031-04-02T10:00:00Z"), REPORT),
        ];
        let forward = build(&inputs, &Agencies::builtin());
        inputs.reverse();
        let backward = build(&inputs, &Agencies::builtin());
        assert_eq!(rows(&forward.links), rows(&backward.links));
        assert_eq!(rows(&forward.stories), rows(&backward.stories));
        assert_eq!(forward.links.len(), 3);
    }

    #[test]
    fn lines_that_an_outlet_repeats_are_left_out() {
        let furniture = "Get the Post at your door by seven, for less than a bun.";
        let page = |n: usize| {
            let mut paragraphs: Vec<String> = REPORT
                .split("\n\n")
                .map(|text| format!("<p>{text} Report {n}.</p>"))
                .collect();
            paragraphs.rotate_left(n % 4);
            let text = paragraphs[..2].join(&format!("<p>{furniture}</p>"));
            Given::from(Document {
                url: Some(format!("https://tarnpost.example/{n}")),
                body: Body::Html(format!("<title>Pier, part {n} of it</title><article><h1>Pier, part {n} of it</h1>{text}</article>").into()),
                ..Document::default()
            })
        };
        let kept = |pages: usize| {
            let inputs: Vec<Given> = (0..pages).map(page).collect();
            let corpus = build(&inputs, &Agencies::builtin());
            let with = |article: &&Article| article.text.contains(furniture);
            corpus.articles.iter().filter(with).count()
        };
        assert_eq!((kept(1), kept(8)), (1, 0));
    }

    #[test]
    fn what_fails_is_a_row_and_nothing_more() {
        let inputs = [
            given("a", "Tarn Post", None, REPORT),
            given("a", "Tarn Post", None, "Another text under the same id."),
            Given {
                document: Document {
                    id: Some("z".into()),
                    ..Document::default()
                },
                error: Some("no such file".into()),
            },
        ];
        let corpus = build(&inputs, &Agencies::builtin());
        let errors: Vec<_> = corpus.articles.iter().map(|a| a.error.as_deref()).collect();
        assert_eq!(
            errors,
            [
                None,
                Some("has the id of an earlier input with another text"),
                Some("no such file")
            ]
        );
        assert_eq!(corpus.stories.len(), 1);
        assert!(corpus.links.is_empty());
    }
}
