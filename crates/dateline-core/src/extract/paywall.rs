//! Walls: whether a page says that its text is not for everybody, in the forms that search engines and ad systems ask for.

use super::linked_data::LinkedData;
use super::survey::Survey;

/// Tags that name the tier of a text.
const TIERS: [&str; 9] = [
    "article:content_tier",
    "og:article:content_tier",
    "content_tier",
    "content-tier",
    "contenttier",
    "article:access",
    "access-tier",
    "accesstype",
    "cxenseparse:access",
];
/// Tags that say outright whether it is free.
const FREE: [&str; 3] = ["isaccessibleforfree", "accessible-for-free", "article:free"];
/// Tags that say outright whether it is closed.
const CLOSED: [&str; 7] = [
    "paywall",
    "paywalled",
    "article:paywall",
    "article:premium",
    "is_premium",
    "ispremium",
    "premium",
];

/// What the page says, its data before its tags.
pub fn find(survey: &Survey, data: &LinkedData) -> Option<bool> {
    data.free
        .map(|free| !free)
        .or_else(|| survey.meta_of(&FREE).and_then(truth).map(|free| !free))
        .or_else(|| survey.meta_of(&TIERS).and_then(closed_tier))
        .or_else(|| survey.meta_of(&CLOSED).and_then(truth))
}

/// Whether a tier is closed.
fn closed_tier(tier: &str) -> Option<bool> {
    match tier.trim().to_ascii_lowercase().as_str() {
        "locked" | "metered" | "premium" | "paid" | "subscriber" | "subscribers"
        | "subscription" | "registered" | "plus" | "closed" => Some(true),
        "free" | "open" | "public" | "unlocked" => Some(false),
        _ => None,
    }
}

/// Yes and no in the spellings that pages have: `true`, `False`, `http://schema.org/False`, `0`, `no`.
pub fn truth(text: &str) -> Option<bool> {
    let word = text.trim().rsplit(['/', ':', '#']).next().unwrap_or(text);
    match word.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" | "y" => Some(true),
        "false" | "no" | "0" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Tree;

    fn paywalled(page: &str) -> Option<bool> {
        let survey = Survey::of(&Tree::parse(page));
        let data = crate::extract::linked_data::read(&survey.linked_data);
        find(&survey, &data)
    }

    #[test]
    fn reads_walls_in_all_spellings() {
        let data = |value: &str| {
            format!(
                "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",{value}}}</script>"
            )
        };
        for (page, closed) in [
            (data("\"isAccessibleForFree\":false"), Some(true)),
            (data("\"isAccessibleForFree\":\"False\""), Some(true)),
            (
                data("\"isAccessibleForFree\":\"http://schema.org/False\""),
                Some(true),
            ),
            (
                data("\"isAccessibleForFree\":\"https://schema.org/True\""),
                Some(false),
            ),
            (data("\"isAccessibleForFree\":0"), Some(true)),
            (data("\"isAccessibleForFree\":1"), Some(false)),
            (data("\"isAccessibleForFree\":[\"false\"]"), Some(true)),
            (
                data("\"isAccessibleForFree\":{\"@value\":\"false\"}"),
                Some(true),
            ),
            (data("\"isaccessibleforfree\":\"no\""), Some(true)),
            (
                data(
                    "\"hasPart\":{\"@type\":\"WebPageElement\",\"isAccessibleForFree\":\"False\",\"cssSelector\":\".wall\"}",
                ),
                Some(true),
            ),
            (
                "<meta property=article:content_tier content=locked>".into(),
                Some(true),
            ),
            (
                "<meta property=article:content_tier content=Metered>".into(),
                Some(true),
            ),
            (
                "<meta property=article:content_tier content=free>".into(),
                Some(false),
            ),
            (
                "<meta itemprop=isAccessibleForFree content=False>".into(),
                Some(true),
            ),
            ("<meta name=paywall content=true>".into(), Some(true)),
            ("<meta name=is_premium content=0>".into(), Some(false)),
            ("<p>Subscribe now".into(), None),
            (data("\"isAccessibleForFree\":\"maybe\""), None),
        ] {
            assert_eq!(paywalled(&page), closed, "{page}");
        }
    }
}
