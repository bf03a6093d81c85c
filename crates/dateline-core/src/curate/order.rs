//! The order of stories on front and section pages.
//!
//! ```text
//! weight = reports × (1 + outlets) ÷ 2 × 2 ^ (−age ÷ half-life)
//!
//! reports   √ of the number of independent reports; copies count nothing
//! outlets   share of those reports that come from different outlets, 0 to 1
//! age       of the newest independent report; half-life 12 hours
//! ```
//!
//! After that, a story slips down where the outlet it opens with has already opened one of the two before it, so that
//! no outlet fills the top of a page.

use super::opening::opening;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// Seconds in which a story loses half its weight.
const HALF_LIFE: f64 = 12.0 * 3_600.0;
/// Age of a story whose time isn't known.
const UNDATED: f64 = 48.0 * 3_600.0;
/// An outlet may open one of so many stories in a row.
const SPACING: usize = 3;
/// Bytes of a headline that are looked at.
const HEADLINE: usize = 500;
/// Stories looked at for one place on the page.
const LOOK_AHEAD: usize = 12;

/// An article of a story, as far as the order needs it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontArticle {
    /// Id of the article.
    pub id: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Who ran it.
    pub outlet: Option<String>,
    /// Seconds since 1970.
    pub at: Option<i64>,
    /// It is a copy of another article that is known.
    pub copy: bool,
}

/// A story with its articles in order of arrival.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontStory {
    /// Id of the story.
    pub id: String,
    /// Its articles in order of arrival.
    pub articles: Vec<FrontArticle>,
}

/// Weight of a story at a time (seconds since 1970); see the formula above. A story of copies alone counts as one
/// report.
pub fn weight(story: &FrontStory, now: i64) -> f64 {
    let mut reports: Vec<&FrontArticle> = story.articles.iter().filter(|a| !a.copy).collect();
    if reports.is_empty() {
        reports.extend(story.articles.first());
    }
    if reports.is_empty() {
        return 0.0;
    }
    let outlets: HashSet<&str> = reports.iter().filter_map(|a| a.outlet.as_deref()).collect();
    let count = as_real(reports.len());
    let variety = (as_real(outlets.len()) / count).min(1.0);
    let newest = reports.iter().filter_map(|report| report.at).max();
    let age = newest.map_or(UNDATED, |at| {
        // What claims to come from the future is not fresher than fresh.
        u32::try_from(now.saturating_sub(at).max(0)).map_or(f64::from(u32::MAX), f64::from)
    });
    count.sqrt() * (1.0 + variety) / 2.0 * (-age / HALF_LIFE).exp2()
}

/// Places of the stories in the given list, in the order of the page.
pub fn front_order(stories: &[FrontStory], now: i64) -> Vec<usize> {
    let mut weighed: Vec<(f64, usize)> = stories
        .iter()
        .enumerate()
        .map(|(at, story)| (weight(story, now), at))
        .collect();
    weighed.sort_by(|a, b| {
        let by_weight = b.0.total_cmp(&a.0);
        by_weight.then_with(|| stories[a.1].id.cmp(&stories[b.1].id))
    });
    let mut waiting: std::collections::VecDeque<usize> =
        weighed.into_iter().map(|(_, at)| at).collect();
    let mut order: Vec<usize> = Vec::with_capacity(stories.len());
    let opens =
        |at: usize| best_headline(&stories[at]).and_then(|article| article.outlet.as_deref());
    while !waiting.is_empty() {
        let before: Vec<Option<&str>> = order
            .iter()
            .rev()
            .take(SPACING - 1)
            .map(|&at| opens(at))
            .collect();
        let fresh = |at: &usize| opens(*at).is_none() || !before.contains(&opens(*at));
        let next = waiting.iter().take(LOOK_AHEAD).position(fresh).unwrap_or(0);
        order.extend(waiting.remove(next));
    }
    order
}

/// The article whose headline names the story best: an original before copies, then the one whose headline shares most
/// with the other headlines, then the earliest. `None` when no article has a headline.
pub fn best_headline(story: &FrontStory) -> Option<&FrontArticle> {
    /// Articles whose headlines are compared.
    const COMPARED: usize = 40;
    let named = || {
        story
            .articles
            .iter()
            .take(COMPARED)
            .filter(|article| article.headline.is_some())
    };
    let mut said: HashMap<String, f64> = HashMap::new();
    for article in named() {
        for word in headline_words(article) {
            *said.entry(word).or_default() += 1.0;
        }
    }
    let shares = |article: &FrontArticle| {
        let words = headline_words(article);
        let sum: f64 = words.iter().filter_map(|word| said.get(word)).sum();
        // A long headline shares more words by chance; one of two words says little.
        sum / as_real(words.len().max(4)).sqrt()
    };
    let better = |a: &&FrontArticle, b: &&FrontArticle| -> Ordering {
        let originals = b.copy.cmp(&a.copy);
        originals.then_with(|| shares(a).total_cmp(&shares(b)))
    };
    // Of equals the last one wins, so the earliest must come last.
    named().collect::<Vec<_>>().into_iter().rev().max_by(better)
}

fn headline_words(article: &FrontArticle) -> HashSet<String> {
    let headline = article.headline.as_deref().unwrap_or_default();
    let headline = opening(headline, HEADLINE);
    crate::words::words(headline)
        .map(|word| word.text.to_lowercase())
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "a number of articles")]
fn as_real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_700_000_000;

    fn article(outlet: &str, headline: &str, hours_old: i64, copy: bool) -> FrontArticle {
        FrontArticle {
            id: format!("{outlet}-{headline}"),
            headline: Some(headline.to_owned()),
            outlet: Some(outlet.to_owned()),
            at: Some(NOW - hours_old * 3_600),
            copy,
        }
    }

    fn story(id: &str, articles: Vec<FrontArticle>) -> FrontStory {
        FrontStory {
            id: id.to_owned(),
            articles,
        }
    }

    #[test]
    fn copies_weigh_nothing() {
        let alone = story("a", vec![article("Post", "Quay shut", 2, false)]);
        let mut copied = alone.clone();
        copied
            .articles
            .extend((0..50).map(|_| article("Farm", "Quay shut", 1, true)));
        assert!((weight(&alone, NOW) - weight(&copied, NOW)).abs() < 1e-9);
    }

    #[test]
    fn independent_reports_weigh_more_than_one_outlets_own() {
        let of = |outlets: [&str; 3]| {
            story(
                "a",
                outlets
                    .map(|outlet| article(outlet, "Quay shut", 1, false))
                    .to_vec(),
            )
        };
        let varied = weight(&of(["Post", "Echo", "Radio Nine"]), NOW);
        assert!(varied > weight(&of(["Post", "Post", "Post"]), NOW));
    }

    #[test]
    fn half_the_weight_is_gone_after_the_half_life() {
        let fresh = weight(
            &story("a", vec![article("Post", "Quay shut", 0, false)]),
            NOW,
        );
        let old = weight(
            &story("a", vec![article("Post", "Quay shut", 12, false)]),
            NOW,
        );
        assert!((fresh / old - 2.0).abs() < 1e-9);
        let future = weight(
            &story("a", vec![article("Post", "Quay shut", -90, false)]),
            NOW,
        );
        assert!((fresh - future).abs() < 1e-9);
    }

    #[test]
    fn no_outlet_fills_the_top() {
        let stories: Vec<FrontStory> = [
            ("a", "Post", 1),
            ("b", "Post", 2),
            ("c", "Echo", 3),
            ("d", "Gazette", 4),
        ]
        .map(|(id, outlet, age)| story(id, vec![article(outlet, id, age, false)]))
        .to_vec();
        assert_eq!(front_order(&stories, NOW), [0, 2, 3, 1]);
        assert_eq!(front_order(&stories[..2], NOW), [0, 1]);
        assert!(front_order(&[], NOW).is_empty());
    }

    #[test]
    fn the_headline_that_the_others_agree_with_names_the_story() {
        let found = story(
            "a",
            vec![
                article("Echo", "What we know so far", 5, false),
                article("Post", "North quay shut after cracks found", 4, false),
                article("Radio Nine", "Cracks found: north quay shut", 3, false),
                article(
                    "Farm",
                    "North quay shut after cracks found, says Farm",
                    3,
                    true,
                ),
            ],
        );
        let best = best_headline(&found).and_then(|best| best.outlet.as_deref());
        assert_eq!(best, Some("Post"));
        assert_eq!(best_headline(&story("b", Vec::new())), None);
    }
}
