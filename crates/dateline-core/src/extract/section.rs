//! The section that an outlet files an article under, and its tags, as stated.

use super::blocks::{PageBlock, PageBlocks, place};
use super::facts::Facts;
use super::labels::Labelled;
use super::linked_data::LinkedData;
use super::outlet;
use super::survey::{Survey, one_line};
use crate::html::tag::TagSet;
use crate::html::{NodeId, Tag, Tree, query};
use std::ops::Range;

const BREADCRUMB_CLASS: usize = 28;
/// Tags kept of a page.
const MANY: usize = 40;

/// The section: a labelled category, then meta tags, JSON-LD, and the last crumb before the headline.
pub fn find(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    labelled: &Labelled,
    blocks: &PageBlocks,
    facts: &Facts,
    near: Range<usize>,
) -> Option<String> {
    let stated = labelled
        .category
        .clone()
        .or_else(|| {
            survey
                .meta_of(&[
                    "article:section",
                    "og:article:section",
                    "parsely-section",
                    "sailthru.section",
                    "section",
                    "dcsext.section",
                    "cxenseparse:section",
                    "category",
                ])
                .map(str::to_owned)
        })
        .or_else(|| data.sections.first().map(|section| one_line(section)))
        .or_else(|| property(tree, survey));
    stated
        .filter(|section| plausible(section))
        .or_else(|| stated_crumb(data, facts))
        .or_else(|| crumb(blocks, facts, near))
        .or_else(|| kicker(blocks, facts))
}

/// The `articleSection` of microdata.
fn property(tree: &Tree, survey: &Survey) -> Option<String> {
    let mut properties = survey.properties.iter();
    let (_, id) = properties.find(|(name, _)| name.rsplit(':').next() == Some("articlesection"))?;
    Some(query::text_of(tree, *id, 200))
}

/// Names of the front page in a trail, and of the page one is on, parted by bars.
const HOME: &str = "home|startseite|accueil|inicio|start|homepage|index|início|首页|首頁|ホーム|トップ|главная|головна|\
                    الرئيسية|होम|strona główna|hem|forside|etusivu|anasayfa|ana sayfa|홈|होम|หน้าแรก|trang chủ|\
                    正文|详情|內文|本文|記事詳細";

fn is_home(crumb: &str) -> bool {
    let crumb = crumb.to_lowercase();
    HOME.split('|').any(|name| name == crumb)
}

fn plausible(section: &str) -> bool {
    (2..=60).contains(&section.chars().count()) && !section.contains("://")
}

/// The last step of the data's trail that is neither the front page nor the article.
fn stated_crumb(data: &LinkedData, facts: &Facts) -> Option<String> {
    let headline = outlet::key(facts.headline.as_deref().unwrap_or_default());
    let steps = data.crumbs.iter().rev().map(|crumb| one_line(crumb));
    let mut sections = steps.filter(|crumb| {
        let key = outlet::key(crumb);
        !key.is_empty()
            && !is_home(crumb)
            && plausible(crumb)
            && !headline.starts_with(&key)
            && !key.starts_with(&headline)
            && !facts.outlet.is_name(crumb)
    });
    sections.next()
}

/// The last crumb of a breadcrumb trail above the headline that isn't the headline itself.
fn crumb(blocks: &PageBlocks, facts: &Facts, near: Range<usize>) -> Option<String> {
    let headline = facts
        .headline
        .as_deref()
        .map(outlet::key)
        .unwrap_or_default();
    let start = near.start.saturating_sub(12);
    let mut last = None;
    for block in blocks
        .blocks
        .get(start..near.end.min(blocks.blocks.len()))?
    {
        let text = blocks.text_of(block);
        let called = block.context.class_within(BREADCRUMB_CLASS, 4);
        if block.context.is_in(place::FOOTER) || !(called || is_trail(text)) {
            continue;
        }
        let trail = text.rsplit([':', '：']).next().unwrap_or(text);
        for crumb in trail.split(['>', '›', '»', '/', '|', '→']) {
            let crumb = one_line(crumb);
            let key = outlet::key(&crumb);
            if !key.is_empty()
                && !is_home(&crumb)
                && plausible(&crumb)
                && key != headline
                && !headline.starts_with(&key)
                && !facts.outlet.is_name(&crumb)
            {
                last = Some(crumb);
            }
        }
    }
    last
}

/// The line right above the headline, where the page's menu has a link of that name.
fn kicker(blocks: &PageBlocks, facts: &Facts) -> Option<String> {
    let headline = outlet::key(facts.headline.as_deref()?);
    let lines: Vec<&str> = blocks
        .blocks
        .iter()
        .flat_map(|block| blocks.text_of(block).lines())
        .collect();
    let at = lines
        .iter()
        .position(|line| outlet::reads_as(line, &headline))?;
    let above = one_line(lines.get(at.checked_sub(1)?)?);
    let key = outlet::key(&above);
    let all_links = |block: &&PageBlock| block.link_bytes * 10 >= (block.end - block.start) * 8;
    let mut menu = blocks
        .blocks
        .iter()
        .filter(all_links)
        .flat_map(|block| blocks.text_of(block).lines());
    let named = !key.is_empty() && menu.any(|line| outlet::reads_as(line, &key));
    (named && plausible(&above) && above.split_whitespace().count() <= 3 && !is_home(&above))
        .then_some(above)
}

/// "Home > Politics": a short line of crumbs that begins at the front page.
fn is_trail(text: &str) -> bool {
    let trail = text.rsplit([':', '：']).next().unwrap_or(text);
    let Some((first, _)) = trail.split_once(['>', '›', '»']) else {
        return false;
    };
    text.chars().count() <= 160 && is_home(&one_line(first))
}

/// The tags: article:tag, news_keywords, JSON-LD keywords; where nobody names any, links that are called tags, and then the
/// keywords of the page.
pub fn tags(tree: &Tree, survey: &Survey, data: &LinkedData) -> Vec<String> {
    let mut out = Vec::new();
    for tag in survey.metas_of("article:tag") {
        add_tags(&mut out, tag, false);
    }
    for tags in survey.metas_of("parsely-tags") {
        add_tags(&mut out, tags, true);
    }
    for keyword in &data.keywords {
        add_tags(&mut out, keyword, data.keywords.len() == 1);
    }
    for tags in survey.metas_of("news_keywords") {
        add_tags(&mut out, tags, true);
    }
    if out.is_empty() {
        for tag in linked_tags(tree, survey) {
            add_tags(&mut out, tag.trim_start_matches('#'), false);
        }
    }
    if out.is_empty() {
        for name in ["keywords", "sailthru.tags"] {
            for tags in survey.metas_of(name) {
                add_tags(&mut out, tags, true);
            }
        }
    }
    out
}

/// Adds a tag, or the tags of a list, once each.
fn add_tags(out: &mut Vec<String>, text: &str, list: bool) {
    for part in text.split(|c| list && matches!(c, ',' | ';' | '、' | '，' | '،')) {
        let tag = one_line(part);
        if !tag.is_empty()
            && tag.chars().count() <= 60
            && !out.iter().any(|known| known.eq_ignore_ascii_case(&tag))
            && out.len() < MANY
        {
            out.push(tag);
        }
    }
}

/// The words of `rel=tag` links: those that stand together with the first, as others are of other stories.
fn linked_tags<'t>(tree: &'t Tree, survey: &'t Survey) -> impl Iterator<Item = String> + 't {
    const ELSEWHERE: TagSet = TagSet::of(&[Tag::NAV, Tag::ASIDE]);
    const HOLDS: TagSet = TagSet::of(&[Tag::LI, Tag::DD, Tag::SPAN]);
    let around = |id: NodeId| query::ancestors(tree, id).skip(1).take(40);
    let group = move |id: NodeId| around(id).find(|up| !HOLDS.has(tree.tag(*up)));
    let links = survey.tag_links.iter().copied().filter(move |id| {
        tree.tag(*id) == Tag::A && !around(*id).any(|up| ELSEWHERE.has(tree.tag(up)))
    });
    let first = links.clone().next().and_then(group);
    links
        .filter(move |id| group(*id) == first)
        .map(|id| query::text_of(tree, id, 200))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;
    use crate::extract::labels;

    fn filed(page: &str) -> (Option<String>, Vec<String>) {
        let tree = Tree::parse(page);
        let facts = Facts::of(&tree, Some("https://fordcourier.example/1"));
        let blocks = segment(&tree);
        let near = 0..blocks.blocks.len();
        let labelled = labels::find(&blocks, near.clone());
        let section = find(
            &tree,
            &facts.survey,
            &facts.data,
            &labelled,
            &blocks,
            &facts,
            near,
        );
        (section, tags(&tree, &facts.survey, &facts.data))
    }

    #[test]
    fn finds_the_section_where_it_is_stated() {
        let data = |json: &str| format!("<script type=application/ld+json>{json}</script>");
        let head = "<title>Bridge opens to all traffic</title>";
        for (page, section) in [
            ("<meta property=article:section content=Town>".to_owned(), Some("Town")),
            (data("{\"@type\":\"NewsArticle\",\"articleSection\":[\"Town\",\"News\"]}"), Some("Town")),
            (
                data(
                    "{\"@type\":\"BreadcrumbList\",\"itemListElement\":[\
                     {\"@type\":\"ListItem\",\"position\":2,\"item\":{\"@id\":\"/town\",\"name\":\"Town\"}},\
                     {\"@type\":\"ListItem\",\"position\":1,\"name\":\"Home\",\"item\":\"/\"},\
                     {\"@type\":\"ListItem\",\"position\":3,\"name\":\"Bridge opens to all traffic\"}]}",
                ),
                Some("Town"),
            ),
            ("<nav class=breadcrumbs><a href=/>Home</a> &gt; <a href=/t>Town</a></nav><h1>Bridge opens to all traffic</h1>".to_owned(), Some("Town")),
            ("<div>Startseite &rsaquo; Stadt</div><h1>Bridge opens to all traffic</h1>".to_owned(), Some("Stadt")),
            ("<span itemprop=articleSection>Town</span>".to_owned(), Some("Town")),
            ("<p>Category: Town</p>".to_owned(), Some("Town")),
            ("<meta property=article:section content='https://fordcourier.example/town'>".to_owned(), None),
        ] {
            let page = format!("{head}{page}<p>The bridge opened on Friday.");
            assert_eq!(filed(&page).0.as_deref(), section, "{page}");
        }
    }

    #[test]
    fn gathers_tags() {
        for (page, tags) in [
            (
                "<meta property=article:tag content=Bridges><meta property=article:tag content='Ferries, old'>",
                &["Bridges", "Ferries, old"][..],
            ),
            (
                "<meta name=news_keywords content='Bridges, ferries;Bridges'>",
                &["Bridges", "ferries"],
            ),
            (
                "<meta name=keywords content='Bridges, ferries'>",
                &["Bridges", "ferries"],
            ),
            (
                "<nav><a rel=tag href=/n>News</a></nav><p><a rel='category tag' href=/t>Town</a></p>\
                 <ul><li><a rel=tag href=/b>#Bridges</a><li><a rel='nofollow tag' href=/f>Ferries</a></ul>\
                 <div><a rel=tag href=/o>Others</a></div><meta name=keywords content=news>",
                &["Bridges", "Ferries"],
            ),
            (
                "<meta property=article:tag content=Bridges><p><a rel=tag href=/f>Ferries</a>",
                &["Bridges"],
            ),
            (
                "<meta name=keywords content='news, ford, courier'><meta name=news_keywords content=Bridges>",
                &["Bridges"],
            ),
            (
                "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"keywords\":\"Bridges, ferries\"}</script>",
                &["Bridges", "ferries"],
            ),
            (
                "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"keywords\":[\"Bridges\",\"ferries\"]}</script>",
                &["Bridges", "ferries"],
            ),
        ] {
            assert_eq!(filed(page).1, tags, "{page}");
        }
    }
}
