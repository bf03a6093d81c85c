//! German pages: a regional paper and, in the same system, the agency it buys from.

use super::super::furniture::{menu, names, read_more, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape, json};
use super::super::page::{Page, hash};

const STYLE: &str = "body{font:17px/1.6 Cambria,serif;margin:0 auto;max-width:960px;padding:0 14px}.kopf{border-top:6px solid #7a1f1f;\
padding:10px 0}.kopf b{font-size:32px}.vorspann{font-weight:bold}.info{font:13px Arial;color:#555}.kasten{background:#f3f0ea;padding:12px}";

const MONATE: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        2 => read_more(page).map_or_else(String::new, |(headline, url)| {
            format!("<p class=\"lesen\"><b>Lesen Sie auch:</b> <a href=\"{url}\">{headline}</a></p>\n")
        }),
        4 => "<div class=\"kasten\"><h4>Newsletter „Guten Morgen, Hochtal“</h4><p>Das Wichtigste aus der Region, jeden \
Werktag um sechs Uhr in Ihrem Postfach.</p><button>Kostenlos bestellen</button></div>\n"
            .to_owned(),
        _ => String::new(),
    }
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h3>", "</h3>"),
            after: &after,
        },
    );
    let byline = names(page, " und ").map_or_else(String::new, |names| format!("Von {names} · "));
    let cards: String = page
        .cards
        .iter()
        .map(|card| {
            format!(
                "<div class=\"teaser\"><h4><a href=\"{}\">{}</a></h4><p>{} <a href=\"{0}\">mehr</a></p></div>\n",
                escape(&card.url),
                escape(&card.headline),
                escape(&card.text)
            )
        })
        .collect();
    let section = escape(page.section.as_deref().unwrap_or("Nachrichten"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} - {outlet}</title>\n\
<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:title\" content=\"{title}\">\n\
<meta property=\"og:site_name\" content=\"{outlet}\">\n<meta property=\"og:locale\" content=\"de_DE\">\n\
<script type=\"application/ld+json\">{ld}</script>\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div class=\"kopf\"><b>{outlet}</b><div>{tagline}</div><nav>{menu}<a href=\"/abo\">Abo</a> <a href=\"/anmelden\">Anmelden</a></nav></div>\n\
<div class=\"info\">Sie sind hier: <a href=\"/\">Startseite</a> / {section}</div>\n<article>\n<h1>{title}</h1>\n{standfirst}\
<div class=\"info\">{byline}<time datetime=\"{published}\">{day}. {month} {year}, {hhmm} Uhr</time></div>\n{figure}\
<div class=\"text\">\n{body}</div>\n</article>\n<section><h3>Das könnte Sie auch interessieren</h3>\n{cards}<ul>{related}</ul></section>\n\
<div class=\"info\">Wir verwenden Cookies. Mit „Zustimmen“ erlauben Sie uns, Ihr Nutzungsverhalten auszuwerten. \
<button>Zustimmen</button> <a href=\"/ablehnen\">Ablehnen</a></div>\n\
<footer class=\"info\"><a href=\"/impressum\">Impressum</a> · <a href=\"/datenschutz\">Datenschutz</a> · © 2026 {outlet}</footer>\n\
</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(&page.url),
        ld = structured(page),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/{}\">{}</a> ",
            name.to_lowercase(),
            escape(name)
        )),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p class=\"vorspann\">{}</p>\n",
            escape(deck)
        )),
        published = page.stated_time(),
        day = page.published.day,
        month = MONATE[usize::from(page.published.month - 1) % 12],
        year = page.published.year,
        hhmm = page.published.hhmm(),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure>{}<figcaption class=\"info\">{}</figcaption></figure>\n",
                drawing(hash(&page.name), "Bild"),
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
    format!(
        "{{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":{},\"datePublished\":\"{}\",\
\"author\":[{}],\"articleSection\":{},\"inLanguage\":\"de\",\"publisher\":{{\"@type\":\"Organization\",\"name\":{}}}}}",
        json(&page.headline),
        page.stated_time(),
        authors.join(","),
        json(page.section.as_deref().unwrap_or("Nachrichten")),
        json(page.outlet.name),
    )
}
