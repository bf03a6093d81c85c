//! The broadcaster: schema.org microdata in the markup, programme boxes between the paragraphs.

use super::super::furniture::{menu, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape};
use super::super::page::{Page, hash};

const STYLE: &str = "body{font:16px/1.5 Verdana,sans-serif;margin:0;background:#f6f7f9}.bar{background:#5a1250;color:#fff;padding:10px}\
.bar a{color:#fff;margin:0 8px}[itemtype]{background:#fff;max-width:760px;margin:16px auto;padding:20px}.watch,.live{background:#eee;\
padding:10px;margin:14px 0}small{color:#666}";

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        2 => "<div class=\"watch\"><strong>Watch:</strong> The evening bulletin, every night at seven on Ternwick One \
<button>Play</button></div>\n"
            .to_owned(),
        5 => "<aside class=\"live\"><p>Listen to Ternwick Radio wherever you are. Find your frequency.</p></aside>\n".to_owned(),
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
    let post = page
        .post
        .as_ref()
        .map_or_else(String::new, |post| format!(" {}", escape(post)));
    let authors: String = page
        .bylines
        .iter()
        .map(|name| {
            format!(
                "<span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\">By <span itemprop=\"name\">{}</span>{post}</span> ",
                escape(name)
            )
        })
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} – {outlet}</title>\n\
<link rel=\"canonical\" href=\"{url}\">\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div class=\"bar\"><b>{outlet}</b>{menu}<a href=\"/live\">Live</a><a href=\"/programmes\">Programmes</a></div>\n\
<div itemscope itemtype=\"https://schema.org/NewsArticle\">\n<small itemprop=\"articleSection\">{section}</small>\n\
<h1 itemprop=\"headline\">{title}</h1>\n{standfirst}<p><small>{authors}\
<time itemprop=\"datePublished\" datetime=\"{published}\">{day} {month} {year} at {hhmm}</time>{modified}</small></p>\n\
<span itemprop=\"publisher\" itemscope itemtype=\"https://schema.org/Organization\"><meta itemprop=\"name\" content=\"{outlet}\"></span>\n\
{figure}<div itemprop=\"articleBody\">\n{body}</div>\n\
<div class=\"share\"><small>Share this page: <a href=\"#\">Mail</a> <a href=\"#\">Message</a> <a href=\"#\">Copy</a></small></div>\n</div>\n\
<section class=\"more\"><h2>Top stories now</h2><ul>{related}</ul></section>\n\
<section><p>Do you know more about this? Tell our newsroom: tips@{domain}</p></section>\n\
<footer><small>© 2026 Ternwick Broadcasting Trust. We are not responsible for the content of other sites.</small></footer>\n\
</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(&page.url),
        menu = menu(page, &|name| format!(
            "<a href=\"/{}\">{}</a>",
            name.to_lowercase(),
            escape(name)
        )),
        section = escape(page.section.as_deref().unwrap_or("News")),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p itemprop=\"description\"><b>{}</b></p>\n",
            escape(deck)
        )),
        published = page.stated_time(),
        day = page.published.day,
        month = page.published.month_name(),
        year = page.published.year,
        hhmm = page.published.hhmm(),
        modified = page.modified.map_or_else(String::new, |when| format!(
            " · updated <time itemprop=\"dateModified\" datetime=\"{}\">{} {} at {}</time>",
            when.full(),
            when.day,
            when.month_name(),
            when.hhmm()
        )),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure>{}<figcaption><small>{}</small></figcaption></figure>\n",
                drawing(hash(&page.name), "Still from a report"),
                escape(caption)
            )),
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
        domain = page.outlet.domain,
    )
}
