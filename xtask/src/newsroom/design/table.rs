//! The local paper, whose pages have not changed since tables were the fashion: `font`, `br`, upper-case tags, and
//! windows-1252 bytes under the label iso-8859-1, as so many served them.

use super::super::furniture::{menu, names, related_items};
use super::super::markup::{escape, inline};
use super::super::page::Page;
use super::super::source::Kind;

pub fn bytes(page: &Page) -> Vec<u8> {
    html(page).chars().map(windows_1252).collect()
}

fn html(page: &Page) -> String {
    let body: String = page
        .body()
        .iter()
        .map(|block| match block.kind {
            Kind::Heading => format!("<B>{}</B><BR><BR>\n", inline(&block.text)),
            _ => format!("{}<BR><BR>\n", inline(&block.text)),
        })
        .collect();
    let byline = names(page, " and ").map_or_else(String::new, |names| format!("By {names}<BR>\n"));
    let deck = page.deck.as_ref().map_or_else(String::new, |deck| {
        format!(
            "<FONT SIZE=\"3\" FACE=\"Times\"><I>{}</I></FONT><BR><BR>\n",
            escape(deck)
        )
    });
    format!(
        "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<HTML>\n<HEAD>\n\
<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=iso-8859-1\">\n\
<TITLE>{outlet} - {title}</TITLE>\n</HEAD>\n<BODY BGCOLOR=\"#FFFFFF\" TEXT=\"#000000\" LINK=\"#003399\">\n\
<TABLE WIDTH=\"760\" BORDER=\"0\" CELLPADDING=\"4\" ALIGN=\"CENTER\">\n\
<TR><TD COLSPAN=\"3\" BGCOLOR=\"#003399\"><FONT COLOR=\"#FFFFFF\" SIZE=\"6\" FACE=\"Times\"><B>{outlet}</B></FONT><BR>\n\
<FONT COLOR=\"#FFFFFF\" SIZE=\"2\">{tagline}</FONT></TD></TR>\n\
<TR VALIGN=\"TOP\"><TD WIDTH=\"120\" BGCOLOR=\"#EEEEDD\"><FONT SIZE=\"2\" FACE=\"Arial\">{menu}\
<A HREF=\"/classified.htm\">Classifieds</A><BR>\n<A HREF=\"/guestbook.htm\">Guestbook</A><BR></FONT></TD>\n\
<TD WIDTH=\"480\">\n<FONT SIZE=\"1\" FACE=\"Arial\" COLOR=\"#666666\">{section}</FONT><BR>\n\
<FONT SIZE=\"5\" FACE=\"Times\"><B>{title}</B></FONT><BR><BR>\n{deck}\
<FONT SIZE=\"2\" FACE=\"Arial\">{byline}{weekday}, {month} {day}, {year}, {twelve}</FONT><BR><BR>\n\
<FONT SIZE=\"3\" FACE=\"Times\">\n{body}</FONT>\n</TD>\n\
<TD WIDTH=\"160\" BGCOLOR=\"#EEEEDD\"><FONT SIZE=\"2\" FACE=\"Arial\"><B>Also in the Sentinel</B><BR>\n{related}<BR>\n\
<B>Bakery on Mill Lane</B><BR>Fresh at five. Closed Mondays.<BR></FONT></TD></TR>\n\
<TR><TD COLSPAN=\"3\" ALIGN=\"CENTER\"><FONT SIZE=\"1\" FACE=\"Arial\">© 2026 Dunmarrow Sentinel · Best viewed at \
800 by 600 · <A HREF=\"mailto:desk@{domain}\">Mail the desk</A></FONT></TD></TR>\n</TABLE>\n</BODY>\n</HTML>\n",
        outlet = escape(page.outlet.name),
        title = escape(&page.headline),
        tagline = escape(page.outlet.tagline),
        menu = menu(page, &|name| format!(
            "<A HREF=\"/{0}.htm\">{0}</A><BR>\n",
            escape(name)
        )),
        section = escape(page.section.as_deref().unwrap_or("Local")),
        weekday = page.published.weekday_name(),
        month = page.published.month_name(),
        day = page.published.day,
        year = page.published.year,
        twelve = page.published.twelve(),
        related = related_items(page, &|headline, url| format!(
            "<A HREF=\"{url}\">{headline}</A><BR><BR>\n"
        )),
        domain = page.outlet.domain,
    )
}

/// One character in windows-1252; `?` for what that page of codes has not.
fn windows_1252(character: char) -> u8 {
    match character {
        '€' => 0x80,
        '…' => 0x85,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
    }
}

#[cfg(test)]
mod tests {
    use super::windows_1252;

    #[test]
    fn quotes_lie_where_latin_1_has_controls() {
        assert_eq!(windows_1252('“'), 0x93);
        assert_eq!(windows_1252('é'), 0xe9);
        assert_eq!(windows_1252('漢'), b'?');
    }
}
