//! The capital's newspaper: OpenGraph properties only, class names without meaning, comments below.

use super::super::furniture::{comments, menu, names, read_more, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape};
use super::super::page::{Page, hash};

const STYLE: &str = ".c-1f{font:18px/1.55 'Times New Roman',serif;max-width:720px;margin:auto}.c-2a{border-bottom:3px double #000;\
text-align:center}.c-2a b{font-size:40px}.c-3d{font-size:20px;color:#444}.c-4k{font:13px sans-serif;color:#666}\
.c-9z{background:#f4efe4;padding:12px;margin:18px 0}.c-7q{display:flex;gap:18px}";

pub fn html(page: &Page) -> String {
    let after = |n: usize| {
        match n {
        2 => read_more(page).map_or_else(String::new, |(headline, url)| {
            format!("<p class=\"c-8m\"><strong>Read more:</strong> <a href=\"{url}\">{headline}</a></p>\n")
        }),
        4 => "<div class=\"c-9z\"><h4>The Courier at seven</h4><p>Get the day’s best reporting in your inbox every \
morning. You can leave at any time.</p><button>Subscribe to the newsletter</button></div>\n"
            .to_owned(),
        _ => String::new(),
    }
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p class=\"c-5t\">",
            heading: ("<h3 class=\"c-5h\">", "</h3>"),
            after: &after,
        },
    );
    let author_meta: String = page
        .bylines
        .iter()
        .map(|name| {
            format!(
                "<meta property=\"article:author\" content=\"{}\">\n",
                escape(name)
            )
        })
        .collect();
    let byline = names(page, " and ").map_or_else(String::new, |names| {
        format!("<span class=\"c-4b\">By {names}</span> · ")
    });
    let replies = if page.comments {
        let items: String = comments(page)
            .iter()
            .map(|(who, words)| {
                format!("<li><b>{}</b> <p>{}</p></li>\n", escape(who), escape(words))
            })
            .collect();
        format!(
            "<section class=\"c-6c\" id=\"comments\"><h4>Comments</h4><ul>\n{items}</ul></section>\n"
        )
    } else {
        String::new()
    };
    let cards: String = page
        .cards
        .iter()
        .map(|card| {
            format!(
                "<div class=\"c-7c\"><h4><a href=\"{}\">{}</a></h4><p>{}</p></div>\n",
                escape(&card.url),
                escape(&card.headline),
                escape(&card.text)
            )
        })
        .collect();
    let section = escape(page.section.as_deref().unwrap_or("News"));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" prefix=\"og: https://ogp.me/ns#\">\n<head>\n<meta charset=\"utf-8\">\n\
<title>{title} - {outlet}</title>\n<meta property=\"og:type\" content=\"article\">\n\
<meta property=\"og:site_name\" content=\"{outlet}\">\n<meta property=\"og:title\" content=\"{title}\">\n\
<meta property=\"og:url\" content=\"{url}\">\n<meta property=\"og:description\" content=\"{deck}\">\n\
<meta property=\"article:published_time\" content=\"{published}\">\n{modified}\
<meta property=\"article:section\" content=\"{section}\">\n{author_meta}<style>{STYLE}</style>\n</head>\n\
<body class=\"c-1f\">\n<div class=\"c-2a\"><b>{outlet}</b><br><i>{tagline}</i><div class=\"c-2n\">{menu}</div></div>\n\
<div class=\"c-4k\"><a href=\"/\">Home</a> › <a href=\"#\">{section}</a></div>\n<div class=\"c-3a\">\n\
<h1 class=\"c-3h\">{title}</h1>\n{standfirst}<div class=\"c-4k\">{byline}{weekday} {day} {month} {year}, {hhmm}</div>\n\
{figure}{body}</div>\n{replies}\
<div class=\"c-7r\"><h3>More from the Courier</h3><div class=\"c-7q\">\n{cards}</div><ul>{related}</ul></div>\n\
<div class=\"c-4k\">We use cookies to run this site and to count readers. <a href=\"/cookies\">Cookie settings</a></div>\n\
<div class=\"c-4k\">© 2026 Halvern Courier Company · <a href=\"/contact\">Write to the editor</a></div>\n</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(page.canonical.as_ref().unwrap_or(&page.url)),
        deck = escape(page.deck.as_deref().unwrap_or_default()),
        published = page.stated_time(),
        modified = page.modified.map_or_else(String::new, |when| format!(
            "<meta property=\"article:modified_time\" content=\"{}\">\n",
            when.full()
        )),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/{}\">{}</a> | ",
            name.to_lowercase(),
            escape(name)
        )),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p class=\"c-3d\">{}</p>\n",
            escape(deck)
        )),
        weekday = page.published.weekday_name(),
        day = page.published.day,
        month = page.published.month_name(),
        year = page.published.year,
        hhmm = page.published.hhmm(),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure class=\"c-5f\">{}<figcaption class=\"c-4k\">{}</figcaption></figure>\n",
                drawing(hash(&page.name), "Picture"),
                escape(caption)
            )),
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
    )
}
