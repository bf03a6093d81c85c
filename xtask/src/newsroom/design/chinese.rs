//! A Chinese evening paper: the time stands in the page only, without a zone; the source line names the paper.

use super::super::furniture::{menu, related_items};
use super::super::markup::{BodyStyle, body_html, drawing, escape};
use super::super::page::{Page, hash};

const STYLE: &str = "body{font:18px/1.9 'Noto Serif CJK SC',SimSun,serif;margin:0 auto;max-width:860px;padding:0 14px}\
.tou{border-bottom:2px solid #b3001b}.tou b{font-size:34px;color:#b3001b}.xinxi{font-size:14px;color:#777}.tuijian{background:#faf6ee;padding:10px}";

pub fn html(page: &Page) -> String {
    let after = |n: usize| match n {
        3 => "<div class=\"tuijian\">扫码关注“临岚晚报”，第一时间了解身边事</div>\n".to_owned(),
        _ => String::new(),
    };
    let body = body_html(
        &page.body(),
        &BodyStyle {
            paragraph: "<p>　　",
            heading: ("<p><strong>", "</strong></p>"),
            after: &after,
        },
    );
    let author = match page.bylines.as_slice() {
        [] => String::new(),
        names => format!("<span>记者 {}</span> ", escape(&names.join(" "))),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}_{outlet}</title>\n\
<meta name=\"keywords\" content=\"{tags}\">\n<meta property=\"og:url\" content=\"{url}\">\n<style>{STYLE}</style>\n</head>\n<body>\n\
<div class=\"tou\"><b>{outlet}</b><span>{tagline}</span><div>{menu}<a href=\"/epaper\">电子报</a></div></div>\n\
<div class=\"xinxi\">当前位置：<a href=\"/\">首页</a> &gt; <span class=\"lanmu\">{section}</span></div>\n\
<h1>{title}</h1>\n<div class=\"xinxi\"><span>{year}年{month}月{day}日 {hhmm}</span> <span>来源：{source}</span> {author}</div>\n\
{standfirst}<div id=\"content\" class=\"zhengwen\">\n{figure}{body}</div>\n\
<div class=\"xinxi\">（责任编辑：值班室）</div>\n<div class=\"tuijian\"><h3>相关阅读</h3><ul>{related}</ul></div>\n\
<div class=\"xinxi\">分享到： <a href=\"#\">好友</a> <a href=\"#\">空间</a></div>\n\
<div class=\"xinxi\">网站声明 | 广告服务 | 联系我们<br>版权所有 {outlet}，未经许可不得转载</div>\n</body>\n</html>\n",
        title = escape(&page.headline),
        outlet = escape(page.outlet.name),
        tags = escape(&page.tags.join(",")),
        source = escape(page.credit.as_deref().unwrap_or(page.outlet.name)),
        url = escape(&page.url),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<a href=\"/list\">{}</a> ",
            escape(name)
        )),
        section = escape(page.section.as_deref().unwrap_or("要闻")),
        year = page.published.year,
        month = page.published.month,
        day = page.published.day,
        hhmm = page.published.hhmm(),
        standfirst = page.deck.as_ref().map_or_else(String::new, |deck| format!(
            "<p class=\"daoyu\">{}</p>\n",
            escape(deck)
        )),
        figure = page
            .caption
            .as_ref()
            .map_or_else(String::new, |caption| format!(
                "<div class=\"tu\">{}<div class=\"xinxi\">{}</div></div>\n",
                drawing(hash(&page.name), "图片"),
                escape(caption)
            )),
        related = related_items(page, &|headline, url| format!(
            "<li><a href=\"{url}\">{headline}</a></li>"
        )),
    )
}
