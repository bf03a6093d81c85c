//! OPML: lists of feeds in folders, read however sloppy, written clean.

use super::feed::decoded_text;
use super::xml::{Start, Token, Tokens};
use crate::publish::xml::Xml;

/// How deep folders may stand in folders.
const MAX_DEPTH: usize = 64;
/// Feeds kept of one list.
const MAX_FEEDS: usize = 200_000;

/// A list of feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opml {
    /// What the list calls itself.
    pub title: Option<String>,
    /// Its feeds in order, folders flattened.
    pub feeds: Vec<Outline>,
    /// What was wrong with the document, the first fault only.
    pub complaint: Option<String>,
}

/// One feed of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Address of the feed.
    pub feed_url: String,
    /// What the list calls it.
    pub title: Option<String>,
    /// The site that it belongs to.
    pub home_url: Option<String>,
    /// Names of the folders it stands in, outermost first.
    pub folders: Vec<String>,
    /// From `category`, comma-separated there.
    pub categories: Vec<String>,
}

/// Reads a list. A feed without an address is left out.
///
/// # Errors
/// Says that the bytes are no list of feeds, or hostile.
pub fn read_opml(bytes: &[u8]) -> Result<Opml, String> {
    let text = decoded_text(bytes);
    let mut tokens = Tokens::new(&text);
    let mut list = Opml::default();
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut is_opml = false;
    let mut title: Option<String> = None;
    while let Some(token) = tokens.next() {
        match token {
            Token::Start(start) => match start.name.to_ascii_lowercase().as_str() {
                "opml" => is_opml = true,
                "title" if list.title.is_none() && !start.empty => title = Some(String::new()),
                "outline" => {
                    is_opml = true;
                    let folder = outline(&start, &folders, &mut list.feeds);
                    if !start.empty {
                        folders.push(folder);
                    }
                }
                _ => {}
            },
            Token::End(name) if name.eq_ignore_ascii_case("outline") => {
                folders.pop();
            }
            Token::End(name) if name.eq_ignore_ascii_case("title") => {
                let text = title.take().map(|text| text.trim().to_owned());
                list.title = list.title.or(text.filter(|text| !text.is_empty()));
            }
            Token::End(_) => {}
            Token::Text(text) => {
                if let Some(title) = &mut title {
                    title.push_str(&text);
                }
            }
        }
        if folders.len() > MAX_DEPTH * 4 || list.feeds.len() >= MAX_FEEDS {
            tokens.complain("more than can be kept, the rest is left out");
            break;
        }
    }
    if tokens.bomb {
        return Err("XML entity bomb: the document's entities expand without measure".into());
    }
    if !is_opml {
        return Err("not a list of feeds (OPML)".into());
    }
    list.complaint = tokens.complaint;
    Ok(list)
}

/// Takes in one outline; the folder's name when it is one.
fn outline(
    start: &Start<'_>,
    folders: &[Option<String>],
    feeds: &mut Vec<Outline>,
) -> Option<String> {
    let get = |name: &str| {
        let found = start
            .attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name));
        found
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    };
    let title = get("title").or_else(|| get("text"));
    let kind = get("type").unwrap_or_default().to_ascii_lowercase();
    let is_feed = matches!(
        kind.as_str(),
        "rss" | "atom" | "feed" | "rss1" | "pie" | "json"
    );
    let feed_url = get("xmlurl").or_else(|| get("url").filter(|_| is_feed));
    let Some(feed_url) = feed_url else {
        return title;
    };
    // Some programs write feed: before the address.
    let feed_url = match feed_url.strip_prefix("feed:") {
        Some(rest) if rest.starts_with("http") => rest.to_owned(),
        Some(rest) => format!("http:{rest}"),
        None => feed_url,
    };
    let categories = get("category").unwrap_or_default();
    let categories = categories
        .split(',')
        .map(|c| c.trim().trim_matches('/').to_owned());
    feeds.push(Outline {
        feed_url,
        title,
        home_url: get("htmlurl"),
        folders: folders.iter().flatten().take(MAX_DEPTH).cloned().collect(),
        categories: categories.filter(|c| !c.is_empty()).collect(),
    });
    None
}

/// Writes a list, feeds grouped by folder in the order given. `created_at` is RFC 822.
pub fn write_opml(list: &Opml, created_at: Option<&str>) -> String {
    let mut xml = Xml::new();
    xml.open("opml", &[("version", "2.0")]);
    xml.open("head", &[]);
    xml.text("title", &[], list.title.as_deref().unwrap_or("Feeds"));
    if let Some(at) = created_at {
        xml.text("dateCreated", &[], at);
    }
    xml.close("head");
    xml.open("body", &[]);
    let mut ordered: Vec<&Outline> = list.feeds.iter().collect();
    ordered.sort_by(|a, b| a.folders.cmp(&b.folders));
    let mut open: Vec<&str> = Vec::new();
    for feed in ordered {
        let shared = open
            .iter()
            .zip(&feed.folders)
            .take_while(|(a, b)| *a == b)
            .count();
        for _ in open.drain(shared..) {
            xml.close("outline");
        }
        for folder in &feed.folders[shared..] {
            xml.open("outline", &[("text", folder), ("title", folder)]);
            open.push(folder);
        }
        write_feed(&mut xml, feed);
    }
    for _ in open {
        xml.close("outline");
    }
    xml.close("body");
    xml.close("opml");
    xml.end()
}

fn write_feed(xml: &mut Xml, feed: &Outline) {
    let title = feed.title.as_deref().unwrap_or(&feed.feed_url);
    let categories = feed.categories.join(",");
    let mut attributes = vec![
        ("type", "rss"),
        ("text", title),
        ("title", title),
        ("xmlUrl", &feed.feed_url),
    ];
    if let Some(home) = &feed.home_url {
        attributes.push(("htmlUrl", home));
    }
    if !categories.is_empty() {
        attributes.push(("category", &categories));
    }
    xml.empty("outline", &attributes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sloppy_lists() {
        let list = read_opml(
            b"<OPML><head><title>Mine</title><body>\
            <outline text=News><outline text='Lune & Post' XMLURL='https://lune.example/feed?a=1&b=2' type=RSS>\
            </outline><outline title='Sub'><outline xmlUrl=\"feed://lune.example/x\" category='/a, b'/></outline>\
            </outline><outline text='no feed' htmlUrl='https://x.example'/><outline type='rss' url='https://y.example/r'/>",
        )
        .unwrap();
        assert_eq!(list.title.as_deref(), Some("Mine"));
        let urls: Vec<_> = list
            .feeds
            .iter()
            .map(|feed| feed.feed_url.as_str())
            .collect();
        assert_eq!(
            urls,
            [
                "https://lune.example/feed?a=1&b=2",
                "http://lune.example/x",
                "https://y.example/r"
            ]
        );
        assert_eq!(list.feeds[1].folders, ["News", "Sub"]);
        assert_eq!(list.feeds[1].categories, ["a", "b"]);
        assert!(list.complaint.is_some());
    }

    #[test]
    fn what_is_written_is_read() {
        let feed = |url: &str, folders: &[&str]| Outline {
            feed_url: url.into(),
            title: Some(format!("<{url}> & \"more\"")),
            home_url: Some("https://lune.example/".into()),
            folders: folders.iter().map(|f| (*f).to_owned()).collect(),
            categories: vec!["ports".into()],
        };
        let list = Opml {
            title: Some("All".into()),
            feeds: vec![
                feed("https://a.example/f", &[]),
                feed("https://b.example/f", &["News"]),
                feed("https://c.example/f", &["News", "Ports"]),
                feed("https://d.example/f", &["Sport"]),
            ],
            complaint: None,
        };
        assert_eq!(read_opml(write_opml(&list, None).as_bytes()), Ok(list));
    }

    #[test]
    fn refuses_what_is_none() {
        assert!(read_opml(b"<html></html>").is_err());
        assert!(read_opml(b"").is_err());
    }
}
