//! The harbour town's paper: JSON-LD `@graph` beside OpenGraph, a subscription appeal in the text, a consent wall.

use super::super::furniture::{comments, menu, read_more, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape, json};
use super::super::page::{Page, hash};

const STYLE: &str = "body{font:17px/1.6 'Segoe UI',sans-serif;margin:0;color:#222}.mast{padding:18px;border-bottom:1px solid #ccc}\
.mast h2{margin:0;font-family:Georgia}.grid{display:grid;grid-template-columns:minmax(0,2fr) 1fr;gap:30px;max-width:1080px;margin:20px auto}\
.subscribe{background:#e8f1f2;padding:14px}.lead{font-size:20px}.cap{font-size:13px;color:#666}";

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        2 => "<div class=\"subscribe\" data-nosnippet><p>You are reading one of five free stories this month. Local reporting \
costs money. <a href=\"/subscribe\">Subscribe for 4 crowns a week</a></p></div>\n"
            .to_owned(),
        4 => read_more(page).map_or_else(String::new, |(headline, url)| {
            format!("<p><em>Read more: <a href=\"{url}\">{headline}</a></em></p>\n")
        }),
        _ => String::new(),
    }
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h2 class=\"crosshead\">", "</h2>"),
            after: &after,
        },
    );
    let linked: Vec<String> = page
        .bylines
        .iter()
        .map(|name| format!("<a rel=\"author\" href=\"/staff\">{}</a>", escape(name)))
        .collect();
    let byline = if linked.is_empty() {
        String::new()
    } else {
        format!("<p class=\"byline\">By {}</p>\n", linked.join(", "))
    };
    let cards: String = page
        .cards
        .iter()
        .map(|card| {
            format!(
                "<article class=\"card\"><h3><a href=\"{}\">{}</a></h3><p>{}</p></article>\n",
                escape(&card.url),
                escape(&card.headline),
                escape(&card.text)
            )
        })
        .collect();
    let replies: String = comments(page)
        .iter()
        .filter(|_| page.comments)
        .map(|(who, words)| {
            format!(
                "<div class=\"comment\"><cite>{}</cite><p>{}</p></div>\n",
                escape(who),
                escape(words)
            )
        })
        .collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} | {outlet}</title>\n\
<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:title\" content=\"{title}\">\n\
<meta property=\"og:site_name\" content=\"{outlet}\">\n<meta property=\"og:url\" content=\"{url}\">\n\
<script type=\"application/ld+json\">{ld}</script>\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div class=\"mast\"><h2>{outlet}</h2><span>{tagline}</span><ul class=\"nav\">{menu}</ul></div>\n<div class=\"grid\">\n\
<main><header><h1>{title}</h1>{standfirst}{byline}\
<p class=\"stamp\"><time datetime=\"{published}\">{month} {day}, {year} {hhmm}</time></p></header>\n{figure}\
<div class=\"story\">\n{body}</div>\n<div id=\"talk\">{replies}</div>\n</main>\n\
<aside><h2>Along the coast</h2>\n{cards}<h2>Most read</h2><ol>{related}</ol>\n\
<p>Tides at Port Ellery: high 04:12 and 16:38, low 10:20 and 22:51.</p></aside>\n</div>\n\
<footer>© Port Ellery Ledger 2026. <a href=\"/privacy\">Privacy</a> <a href=\"/ads\">Advertise</a> \
<a href=\"/corrections\">Corrections policy</a></footer>\n\
<div class=\"consent-layer\"><h2>Your choice</h2><p>We and 214 vendors would like to keep cookies on this device to measure \
reach and show you advertising. You may say no.</p><button>Agree</button><button>Reject</button></div>\n</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(&page.url),
        ld = structured(page),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<li><a href=\"/{}\">{}</a></li>",
            name.to_lowercase(),
            escape(name)
        )),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p class=\"lead\">{}</p>\n",
            escape(deck)
        )),
        published = page.stated_time(),
        month = page.published.month_name(),
        day = page.published.day,
        year = page.published.year,
        hhmm = page.published.hhmm(),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure>{}<p class=\"cap\">{}</p></figure>\n",
                drawing(hash(&page.name), "Photograph"),
                escape(caption)
            )),
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
    let modified = page.modified.map_or_else(String::new, |when| {
        format!("\"dateModified\":\"{}\",", when.full())
    });
    format!(
        "{{\"@context\":\"https://schema.org\",\"@graph\":[{{\"@type\":\"WebSite\",\"name\":{outlet},\"url\":{home}}},\
{{\"@type\":\"BreadcrumbList\",\"itemListElement\":[{{\"@type\":\"ListItem\",\"position\":1,\"name\":{section}}}]}},\
{{\"@type\":\"NewsArticle\",\"@id\":{url},\"headline\":{headline},\"datePublished\":\"{published}\",{modified}\
\"author\":[{authors}],\"articleSection\":{section},\"publisher\":{{\"@type\":\"Organization\",\"name\":{outlet}}}}}]}}",
        outlet = json(page.outlet.name),
        home = json(&page.outlet.home()),
        section = json(page.section.as_deref().unwrap_or("News")),
        url = json(&page.url),
        headline = json(&page.headline),
        published = page.stated_time(),
        authors = authors.join(","),
    )
}
