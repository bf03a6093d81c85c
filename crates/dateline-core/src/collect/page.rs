//! What the head of a page tells collectors: its base, its links, its own address. A scan over tags, not a tree: it
//! must work on any bytes and runs over every page of a folder.

use super::xml;

/// Bytes of a page that are looked at.
const MAX_SCAN: usize = 4 << 20;

/// A `link` or `a` element with an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Link {
    pub is_anchor: bool,
    pub rel: String,
    pub media_type: String,
    pub href: String,
    pub title: Option<String>,
}

/// Links and addresses of a page, in page order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    /// From the first `base` element.
    pub base: Option<String>,
    pub links: Vec<Link>,
    pub og_url: Option<String>,
}

impl Page {
    pub(crate) fn scan(html: &str) -> Page {
        let mut page = Page::default();
        let mut end = html.len().min(MAX_SCAN);
        while !html.is_char_boundary(end) {
            end -= 1;
        }
        let mut rest = &html[..end];
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let name_end = rest
                .bytes()
                .position(|b| !b.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            let name = rest[..name_end].to_ascii_lowercase();
            match name.as_str() {
                "link" | "a" | "base" | "meta" => {
                    if let Some(tag) = xml::tag(&rest[name_end..]) {
                        page.take(&name, &tag);
                        rest = &rest[name_end + tag.width..];
                    }
                }
                "script" | "style" | "textarea" | "title" | "xmp" => {
                    rest = past_raw_text(rest, &name)
                }
                _ => {}
            }
        }
        page
    }

    fn take(&mut self, name: &str, tag: &xml::Tag<'_>) {
        let get = |wanted: &str| {
            let found = tag
                .attributes
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.trim().to_owned())
        };
        match name {
            "base" => self.base = self.base.take().or_else(|| get("href")),
            "meta" => {
                let property = get("property").or_else(|| get("name")).unwrap_or_default();
                if property.eq_ignore_ascii_case("og:url") && self.og_url.is_none() {
                    self.og_url = get("content").filter(|url| !url.is_empty());
                }
            }
            _ => {
                let Some(href) = get("href").filter(|href| !href.is_empty()) else {
                    return;
                };
                self.links.push(Link {
                    is_anchor: name == "a",
                    rel: get("rel").unwrap_or_default().to_ascii_lowercase(),
                    media_type: get("type").unwrap_or_default().to_ascii_lowercase(),
                    href,
                    title: get("title").filter(|title| !title.is_empty()),
                });
            }
        }
    }

    /// An address of the page made absolute; `None` when it can't be.
    pub(crate) fn absolute(&self, href: &str, page_url: Option<&str>) -> Option<String> {
        let page = page_url.and_then(|url| url::Url::parse(url).ok());
        let base = match (&self.base, page) {
            (Some(base), Some(page)) => page.join(base).ok(),
            (Some(base), None) => url::Url::parse(base).ok(),
            (None, page) => page,
        };
        match base {
            Some(base) => base.join(href).ok(),
            None => url::Url::parse(href).ok(),
        }
        .map(String::from)
    }
}

fn past_raw_text<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut at = 0;
    while let Some(next) = rest[at..].find("</") {
        at += next + 2;
        if rest[at..]
            .get(..name.len())
            .is_some_and(|end| end.eq_ignore_ascii_case(name))
        {
            return &rest[at..];
        }
    }
    ""
}

/// The address that a page says is its own: `link rel=canonical`, or else `og:url`; only an absolute one.
pub fn stated_address(html: &str) -> Option<String> {
    let page = Page::scan(html);
    let canonical = page.links.iter().find(|link| {
        !link.is_anchor
            && link
                .rel
                .split_ascii_whitespace()
                .any(|rel| rel == "canonical")
    });
    let stated = canonical.map(|link| link.href.clone()).or(page.og_url);
    stated.filter(|url| url.starts_with("http://") || url.starts_with("https://"))
}
