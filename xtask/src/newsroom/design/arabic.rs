//! An Arabic newspaper: right to left, Arabic digits in the visible date, OpenGraph times with a zone.

use super::super::furniture::{menu, read_more, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape};
use super::super::page::{Page, hash};

const STYLE: &str = "body{font:19px/1.9 'Noto Naskh Arabic',Tahoma,serif;margin:0 auto;max-width:820px;padding:0 16px}\
.ras{background:#0b4f6c;color:#fff;padding:12px}.ras a{color:#fff;margin-inline-end:14px}.bayan{color:#666;font-size:15px}\
.nashra{background:#eef5f7;padding:12px}";

const MONTHS: [&str; 12] = [
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
];

pub fn html(page: &Page) -> String {
    let after = |n: usize| match n {
        2 => read_more(page).map_or_else(String::new, |(headline, url)| {
            format!("<p class=\"iqra\"><b>اقرأ أيضا:</b> <a href=\"{url}\">{headline}</a></p>\n")
        }),
        3 => "<div class=\"nashra\"><p>اشترك في نشرتنا البريدية لتصلك أهم الأخبار كل صباح.</p>\
<button>اشترك الآن</button></div>\n"
            .to_owned(),
        _ => String::new(),
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>",
            heading: ("<h2>", "</h2>"),
            after: &after,
        },
    );
    let byline = match page.bylines.as_slice() {
        [] => String::new(),
        names => format!(
            "<span class=\"katib\">{}</span> - ",
            escape(&names.join("، "))
        ),
    };
    let date = arabic_digits(&format!(
        "{} {} {} - {}",
        page.published.day,
        MONTHS[usize::from(page.published.month - 1) % 12],
        page.published.year,
        page.published.hhmm()
    ));
    format!(
        "<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title} | {outlet}</title>\n\
<link rel=\"canonical\" href=\"{url}\">\n<meta property=\"og:type\" content=\"article\">\n\
<meta property=\"og:title\" content=\"{title}\">\n<meta property=\"og:site_name\" content=\"{outlet}\">\n\
<meta property=\"og:locale\" content=\"ar_AR\">\n<meta property=\"article:published_time\" content=\"{published}\">\n\
<meta property=\"article:section\" content=\"{section}\">\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div class=\"ras\"><b>{outlet}</b> <span>{tagline}</span><nav>{menu}</nav></div>\n<article>\n<h1>{title}</h1>\n{standfirst}\
<div class=\"bayan\">{byline}{date}</div>\n{figure}<div class=\"matn\">\n{body}</div>\n</article>\n\
<section><h3>الأكثر قراءة</h3><ul>{related}</ul></section>\n\
<div class=\"bayan\">نستخدم ملفات تعريف الارتباط لتحسين تجربتك. <button>موافق</button></div>\n\
<footer class=\"bayan\">جميع الحقوق محفوظة © ٢٠٢٦ {outlet} · <a href=\"/contact\">اتصل بنا</a></footer>\n</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        url = escape(&page.url),
        published = page.stated_time(),
        section = escape(page.section.as_deref().unwrap_or("أخبار")),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/s\">{}</a> ",
            escape(name)
        )),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p class=\"muqaddima\"><b>{}</b></p>\n",
            escape(deck)
        )),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<figure>{}<figcaption class=\"bayan\">{}</figcaption></figure>\n",
                drawing(hash(&page.name), "صورة"),
                escape(caption)
            )),
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
    )
}

fn arabic_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => char::from_u32(0x0660 + digit).unwrap_or(c),
            None => c,
        })
        .collect()
}
