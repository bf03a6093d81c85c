//! Two templates of content farms: the brand before the headline, a source and a category of the farm's choosing, a
//! time of its own, and other people's headlines below.

use super::super::markup::{BodyStyle, body_html, escape};
use super::super::page::{Page, hash};

fn body(page: &Page) -> String {
    body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h2>", "</h2>"),
            after: &|_| String::new(),
        },
    )
}

/// `BRAND|headline`, then time, source and category run together, `More:CATEGORY`, three teasers cut at 100 characters.
pub fn html_a(page: &Page) -> String {
    let outlet = escape(page.outlet.name);
    let title = escape(&page.headline);
    let section = escape(page.section.as_deref().unwrap_or("News"));
    let source = page.credit.as_ref().map_or_else(String::new, |credit| {
        format!("<span>source:{}</span>", escape(credit))
    });
    let menu: String = page
        .outlet
        .sections
        .iter()
        .map(|name| format!("<li><a href=\"/{0}/\">{0}</a></li>", escape(name)))
        .collect();
    let cards: String = page
        .cards
        .iter()
        .map(|card| {
            format!(
                "<li><a href=\"/html/{:012x}.html\"><h3>{}</h3></a>\n<p>{}</p></li>\n",
                hash(&card.headline) & 0xffff_ffff_ffff,
                escape(&card.headline),
                escape(&card.text)
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{outlet}|{title}</title>\n\
<meta name=\"keywords\" content=\"{section}\">\n<style>body{{font:16px/1.7 Arial;width:900px;margin:auto}}\
.info span{{color:#999}}.rec li{{list-style:none;border-top:1px solid #eee}}</style>\n</head>\n<body>\n\
<div class=\"head\"><a class=\"logo\" href=\"/\">{outlet}</a><ul class=\"nav\"><li><a href=\"/\">Home</a></li>{menu}</ul></div>\n\
<div class=\"main\"><div class=\"article\">\n<h1>{outlet}|{title}</h1>\n\
<div class=\"info\"><span>{date} {clock}</span>{source}<span>category:{section}</span></div>\n\
<div class=\"content\">\n{body}</div>\n<div class=\"more\">More:<a href=\"/{section}/\">{section}</a></div>\n</div>\n\
<div class=\"rec\"><h2>Recommend</h2>\n<ul>\n{cards}</ul></div></div>\n\
<div class=\"foot\">Copyright © {outlet} All Rights Reserved.</div>\n</body>\n</html>\n",
        date = page.published.date(),
        clock = page.published.clock(),
        body = body(page),
    )
}

/// `Current:Home > CATEGORY`, `BRAND-headline -SECOND`, `Date:`, a vote, a list of related headlines.
pub fn html_b(page: &Page) -> String {
    let outlet = escape(page.outlet.name);
    let title = escape(&page.headline);
    let section = escape(page.section.as_deref().unwrap_or("News"));
    let suffix = page
        .suffix
        .as_ref()
        .map_or_else(String::new, |suffix| format!(" -{}", escape(suffix)));
    let related: String = page
        .related
        .iter()
        .map(|(headline, _)| {
            format!(
                "<li><a href=\"/news/{:012x}.html\">{}</a></li>\n",
                hash(headline) & 0xffff_ffff_ffff,
                escape(headline)
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{outlet}-{title}{suffix}</title>\n\
<style>body{{font:15px/1.7 Helvetica;width:980px;margin:auto}}.crumb,.date{{color:#888}}</style>\n</head>\n<body>\n\
<div class=\"top\"><a href=\"/\">{outlet}</a></div>\n\
<div class=\"crumb\">Current:<a href=\"/\">Home</a> &gt; <a href=\"/{section}/\">{section}</a></div>\n\
<h1>{outlet}-{title}</h1>\n<div class=\"date\"><span>{outlet} View</span> <span>Date:{date} {clock}</span></div>\n\
<div class=\"text\">\n{body}</div>\n<div class=\"vote\">veryGood! ({votes})</div>\n\
<div class=\"rel\"><h3>Related</h3>\n<ul>\n{related}</ul></div>\n<div class=\"foot\">{outlet} 2026</div>\n</body>\n</html>\n",
        date = page.published.date(),
        clock = page.published.clock(),
        body = body(page),
        votes = hash(&page.name) % 900,
    )
}
