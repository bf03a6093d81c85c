//! The wire's own site: one JSON-LD NewsArticle, a plain column, related coverage inside the text.

use super::super::furniture::{menu, names, read_more, related_items};
use super::super::markup::{BodyStyle, body_html, cut_at_word, drawing, escape, json};
use super::super::page::{Page, hash};

const STYLE: &str = "body{margin:0;font:17px/1.6 Georgia,serif;color:#1b1b1b}header,footer{background:#10243e;color:#fff;\
padding:14px 5vw}header a,footer a{color:#cfe0f5;margin-right:16px;font:14px sans-serif;text-decoration:none}\
main{max-width:680px;margin:24px auto;padding:0 16px}h1{font-size:34px;line-height:1.2}.meta{font:14px sans-serif;color:#555}\
.box{border-left:4px solid #c3142d;padding:6px 14px;margin:20px 0;font:15px sans-serif}figcaption{font:13px sans-serif;color:#555}";

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        3 => read_more(page).map_or_else(String::new, |(headline, url)| {
            format!(
                "<div class=\"box RelatedCoverage\"><h3>Related coverage</h3><a href=\"{url}\">{headline}</a></div>\n"
            )
        }),
        6 => "<div class=\"box Newsletter\" data-module=\"signup\"><p>The Morning File: eight stories before breakfast, \
every weekday.</p><form action=\"#\"><label>E-mail <input name=\"mail\"></label> <button>Sign up</button></form></div>\n"
            .to_owned(),
        _ => String::new(),
    }
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h2>", "</h2>"),
            after: &after,
        },
    );
    let byline = names(page, " and ").map_or_else(String::new, |names| {
        format!("<div class=\"Page-byline\">By {names}</div>\n")
    });
    let shown = page.modified.unwrap_or(page.published);
    let word = if page.modified.is_some() {
        "Updated"
    } else {
        "Published"
    };
    let tags: String = page
        .tags
        .iter()
        .map(|tag| format!("<a href=\"/hub/{0}\">{0}</a> ", escape(tag)))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
<title>{title} | {outlet}</title>\n<meta name=\"viewport\" content=\"width=device-width\">\n\
<link rel=\"canonical\" href=\"{url}\">\n<meta name=\"description\" content=\"{description}\">\n\
<script type=\"application/ld+json\">{ld}</script>\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div id=\"consent\" role=\"dialog\"><p>We and our partners store information on your device. You can accept, or choose \
what is stored.</p><button>Accept all</button> <button>Choose</button></div>\n\
<header><strong>{outlet}</strong> <nav>{menu}<a href=\"/members\">For members</a></nav></header>\n\
<main>\n<article class=\"Page-content\">\n<h1>{title}</h1>\n{figure}{byline}\
<div class=\"meta\">{word} {twelve}, {month} {day}, {year}</div>\n\
<div class=\"meta share\"><a href=\"#\">Share</a> <a href=\"#\">Copy link</a> <a href=\"#\">Print</a></div>\n\
<div class=\"RichTextStoryBody\">\n{body}</div>\n<div class=\"Tags\">{tags}</div>\n</article>\n\
<aside><h3>Most read</h3><ol>{related}</ol></aside>\n</main>\n\
<footer><p>{outlet} is a cooperative of its member newsrooms. Members may print this report; others may ask.</p>\
<nav><a href=\"/about\">About us</a><a href=\"/terms\">Terms</a><a href=\"/privacy\">Privacy</a>\
<a href=\"/corrections\">Corrections</a></nav><p>Copyright 2026 {outlet}. All rights reserved.</p></footer>\n\
</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(&page.url),
        description = escape(&cut_at_word(&page.opening(), 150)),
        ld = structured(page),
        menu = menu(page, &|name| format!(
            "<a href=\"/{}\">{}</a>",
            name.to_lowercase(),
            escape(name)
        )),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure>{}<figcaption>{}</figcaption></figure>\n",
                drawing(hash(&page.name), "Illustration"),
                escape(caption)
            )),
        twelve = shown.twelve(),
        month = shown.month_name(),
        day = shown.day,
        year = shown.year,
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
    )
}

fn structured(page: &Page) -> String {
    let authors: Vec<String> = page
        .bylines
        .iter()
        .map(|name| format!("{{\"@type\":\"Person\",\"name\":{}}}", json(name)))
        .collect();
    let modified = page.modified.unwrap_or(page.published).full();
    format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"mainEntityOfPage\":{url},\"headline\":{headline},\
\"datePublished\":\"{published}\",\"dateModified\":\"{modified}\",\"author\":[{authors}],\
\"publisher\":{{\"@type\":\"NewsMediaOrganization\",\"name\":{outlet},\"url\":{home}}},\"articleSection\":{section},\
\"keywords\":{tags},\"inLanguage\":\"en\",\"isAccessibleForFree\":true}}",
        url = json(&page.url),
        headline = json(&page.headline),
        published = page.published.full(),
        authors = authors.join(","),
        outlet = json(page.outlet.name),
        home = json(&page.outlet.home()),
        section = json(page.section.as_deref().unwrap_or("News")),
        tags = json(&page.tags.join(", ")),
    )
}
