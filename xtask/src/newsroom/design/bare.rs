//! The trade paper: a title, a date without a clock, no metadata, prices beside the text.

use super::super::furniture::{menu, names, related_items};
use super::super::markup::{BodyStyle, body_html, escape};
use super::super::page::Page;

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        4 => "<div class=box><b>Advertisement</b><br>Pallets, new and used. Ask for Wenna at Tolley &amp; Marsh.</div>\n".to_owned(),
        _ => String::new(),
    }
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h4>", "</h4>"),
            after: &after,
        },
    );
    let post = page
        .post
        .as_ref()
        .map_or_else(String::new, |post| format!(", {}", escape(post)));
    let byline =
        names(page, " and ").map_or_else(String::new, |names| format!("By {names}{post} | "));
    format!(
        "<html>\n<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n\
<title>{outlet}: {title}</title>\n</head>\n<body bgcolor=white>\n\
<div id=top><h1>{outlet}</h1><p><i>{tagline}</i></p>{menu}<a href=\"/subscribe.php\">Subscribe</a></div>\n\
<div id=c>\n<h2>{title}</h2>\n<p>{byline}{day} {month} {year}</p>\n{body}</div>\n\
<div id=r>\n<h3>Box rates this week</h3>\n<table border=1><tr><th>Route</th><th>40 ft</th></tr>\
<tr><td>Halvern–Sarrone</td><td>1,240 crowns</td></tr><tr><td>Port Ellery–Kareth</td><td>1,615 crowns</td></tr>\
<tr><td>Port Ellery–Linlan</td><td>3,380 crowns</td></tr></table>\n<h3>Also this week</h3>\n<ul>{related}</ul>\n</div>\n\
<hr>\n<p>{outlet}, 14 Capstan Row, Port Ellery. ISSN pending. Printed on Thursdays.</p>\n</body>\n</html>\n",
        outlet = escape(page.outlet.name),
        title = escape(&page.headline),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/list.php?s={0}\">{0}</a> | ",
            escape(name)
        )),
        day = page.published.day,
        month = page.published.month_name(),
        year = page.published.year,
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a>\n"
        )),
    )
}
