//! The aggregator: another outlet's headline and opening, its name as source, a canonical link to it.

use super::super::furniture::{menu, related_items};
use super::super::markup::{BodyStyle, body_html, escape};
use super::super::page::Page;

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:700px;margin:auto;padding:16px}.src{color:#555}.go{display:inline-block;\
background:#222;color:#fff;padding:8px 14px;text-decoration:none}.votes{float:left;margin-right:12px;color:#a40}";

pub fn html(page: &Page) -> String {
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h3>", "</h3>"),
            after: &|_| String::new(),
        },
    );
    let there = page.canonical.as_ref().unwrap_or(&page.url);
    let source = page.credit.as_deref().unwrap_or("the publisher");
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} · {outlet}</title>\n\
<link rel=\"canonical\" href=\"{there}\">\n<meta property=\"og:url\" content=\"{url}\">\n\
<meta property=\"og:site_name\" content=\"{outlet}\">\n<meta property=\"og:title\" content=\"{title}\">\n\
<meta property=\"article:published_time\" content=\"{published}\">\n<style>{STYLE}</style>\n</head>\n<body>\n\
<header><b>{outlet}</b> <i>{tagline}</i><nav>{menu}<a href=\"/new\">New</a> <a href=\"/login\">Sign in</a></nav></header>\n\
<main><div class=\"votes\">▲ {votes}</div><h1>{title}</h1>\n<p class=\"src\">Source: {source}</p>\n\
<div class=\"excerpt\">\n{body}</div>\n<p><a class=\"go\" href=\"{there}\">Continue reading at {source}</a></p></main>\n\
<aside><h2>More on Linkmoot</h2><ul>{related}</ul></aside>\n\
<footer><p>{outlet} shows the opening of stories and sends you to those who wrote them.</p></footer>\n</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        there = escape(there),
        url = escape(&page.url),
        published = page.stated_time(),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/{}\">{}</a> ",
            name.to_lowercase(),
            escape(name)
        )),
        votes = 11 + page.headline.len() % 90,
        source = escape(source),
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
    )
}
