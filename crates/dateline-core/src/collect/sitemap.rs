//! Sitemaps 0.9: page lists, indexes of them, news sitemaps, and plain text with an address a line.

use super::dates;
use super::feed::decoded_text;
use super::xml::{Token, Tokens};

/// Addresses that one sitemap may list.
const MAX_ADDRESSES: usize = 50_000;

/// What a sitemap lists.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sitemap {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Further sitemaps, from an index.
    pub maps: Vec<Page>,
    /// What was wrong or left out, in words.
    pub complaint: Option<String>,
}

/// One address of a sitemap.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Address of the page.
    pub url: String,
    /// RFC 3339 in UTC.
    pub modified_at: Option<String>,
    /// What the news extension says of it.
    pub news: Option<News>,
}

/// What a news sitemap says about an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// Name of the publication.
    pub publication: Option<String>,
    /// Language of the article, BCP 47.
    pub language: Option<String>,
    /// RFC 3339 in UTC.
    pub published_at: Option<String>,
    /// Headline.
    pub title: Option<String>,
}

/// Reads a sitemap, unpacked.
///
/// # Errors
/// Says that the bytes are none, or hostile.
pub fn read_sitemap(bytes: &[u8]) -> Result<Sitemap, String> {
    let text = decoded_text(bytes);
    let trimmed = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if !trimmed.starts_with('<') {
        return read_text(trimmed);
    }
    let mut tokens = Tokens::new(&text);
    let mut reader = Reader::default();
    while let Some(token) = tokens.next() {
        match token {
            Token::Start(start) => {
                reader.start(start.name);
                if start.empty {
                    reader.end(start.name);
                }
            }
            Token::End(name) => reader.end(name),
            Token::Text(text) => {
                if reader.wanted {
                    reader.text.push_str(&text);
                }
            }
        }
        if reader.map.pages.len() + reader.map.maps.len() >= MAX_ADDRESSES {
            tokens.complain("more than 50,000 addresses, the rest is left out");
            break;
        }
    }
    if tokens.bomb {
        return Err("XML entity bomb: the document's entities expand without measure".into());
    }
    if !reader.is_map {
        return Err("not a sitemap".into());
    }
    reader.map.complaint = tokens.complaint;
    Ok(reader.map)
}

fn read_text(text: &str) -> Result<Sitemap, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut map = Sitemap::default();
    for line in lines.take(MAX_ADDRESSES) {
        if !(line.starts_with("http://") || line.starts_with("https://"))
            || line.contains(char::is_whitespace)
        {
            return Err("not a sitemap".into());
        }
        map.pages.push(Page {
            url: line.to_owned(),
            ..Page::default()
        });
    }
    match map.pages.is_empty() {
        true => Err("empty".into()),
        false => Ok(map),
    }
}

#[derive(Default)]
struct Reader {
    map: Sitemap,
    is_map: bool,
    page: Option<Page>,
    /// Inside `image:image` or `video:video`, whose `loc` is not the page's.
    foreign: usize,
    wanted: bool,
    text: String,
}

impl Reader {
    fn start(&mut self, name: &str) {
        self.wanted = false;
        match local(name) {
            "urlset" | "sitemapindex" => self.is_map = true,
            "url" | "sitemap" => self.page = Some(Page::default()),
            "image" | "video" => self.foreign += 1,
            "news" => {
                if let Some(page) = &mut self.page {
                    page.news.get_or_insert_default();
                }
            }
            "loc" | "lastmod" | "name" | "language" | "publication_date" | "title" => {
                self.wanted = true;
                self.text.clear();
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        let name = local(name);
        match name {
            "image" | "video" => self.foreign = self.foreign.saturating_sub(1),
            "url" | "sitemap" => {
                if let Some(page) = self.page.take().filter(|page| !page.url.is_empty()) {
                    let list = if name == "url" {
                        &mut self.map.pages
                    } else {
                        &mut self.map.maps
                    };
                    list.push(page);
                }
            }
            _ if self.wanted => self.value(name),
            _ => {}
        }
        self.wanted = false;
    }

    fn value(&mut self, name: &str) {
        let text = self.text.trim().to_owned();
        let Some(page) = self
            .page
            .as_mut()
            .filter(|_| self.foreign == 0 && !text.is_empty())
        else {
            return;
        };
        match (name, &mut page.news) {
            ("loc", _) => page.url = text,
            ("lastmod", _) => page.modified_at = dates::parse_utc(&text),
            ("name", Some(news)) => news.publication = Some(text),
            ("language", Some(news)) => news.language = Some(text),
            ("publication_date", Some(news)) => news.published_at = dates::parse_utc(&text),
            ("title", Some(news)) => news.title = Some(text),
            _ => {}
        }
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_news_past_images() {
        let xml = "<?xml version='1.0'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
            <url><loc> https://lune.example/a?x=1&amp;y </loc><lastmod>2026-03-01T10:00+01:00</lastmod>\
            <image:image><image:loc>https://lune.example/a.jpg</image:loc><image:title>no</image:title></image:image>\
            <news:news><news:publication><news:name>Lune Post</news:name><news:language>en</news:language>\
            </news:publication><news:publication_date>2026-03-01</news:publication_date>\
            <news:title>Ferry &amp; fog</news:title></news:news></url><url><loc/></url></urlset>";
        let map = read_sitemap(xml.as_bytes()).unwrap();
        assert_eq!(map.pages.len(), 1);
        let page = &map.pages[0];
        assert_eq!(page.url, "https://lune.example/a?x=1&y");
        assert_eq!(page.modified_at.as_deref(), Some("2026-03-01T09:00:00Z"));
        let news = page.news.as_ref().unwrap();
        assert_eq!(news.publication.as_deref(), Some("Lune Post"));
        assert_eq!(news.title.as_deref(), Some("Ferry & fog"));
    }

    #[test]
    fn reads_indexes_and_text() {
        let index = b"<sitemapindex><sitemap><loc>https://lune.example/1.xml.gz</loc></sitemap></sitemapindex>";
        assert_eq!(read_sitemap(index).unwrap().maps.len(), 1);
        let text = b"https://lune.example/a\r\nhttps://lune.example/b\r\n";
        assert_eq!(read_sitemap(text).unwrap().pages.len(), 2);
        assert_eq!(read_sitemap(b"Dear reader"), Err("not a sitemap".into()));
        assert_eq!(read_sitemap(b"<html></html>"), Err("not a sitemap".into()));
    }
}
