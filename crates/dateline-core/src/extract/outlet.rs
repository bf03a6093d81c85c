//! The outlet: by what name the page calls its publication, and whose domain it stands on.

use super::linked_data::LinkedData;
use super::survey::Survey;
use crate::chars::{Chars, LETTER_OR_DIGIT, SMALL};
use crate::html::{NodeId, Tag, Tree, query};

/// Marks that part a headline from an outlet's name in a title.
const PARTS: [&str; 12] = [
    " | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • ", " · ", " / ", " ‹ ", " ~ ",
];

/// The names that a page gives its publication, likeliest first.
#[derive(Debug, Default, Clone)]
pub struct OutletNames {
    pub names: Vec<String>,
    /// Registrable domain of the page.
    pub domain: Option<String>,
}

/// Gathers the names. `url` is where the page was fetched, or what it calls its own address.
pub fn find(survey: &Survey, data: &LinkedData, url: Option<&str>) -> OutletNames {
    let domain = url.and_then(registrable_domain);
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        let name = tidy(name);
        if !name.is_empty()
            && name.chars().count() <= 60
            && !is_address(&name)
            && !names.contains(&name)
        {
            names.push(name);
        }
    };
    let metas = [
        "og:site_name",
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
        "dcterms.publisher",
        "cre",
        "copyright",
        "publisher",
    ];
    for name in &metas[..1] {
        survey.metas_of(name).for_each(&mut add);
    }
    data.publisher.iter().for_each(|name| add(name));
    data.site_names.iter().for_each(|name| add(name));
    for name in &metas[1..] {
        survey.metas_of(name).for_each(&mut add);
    }
    OutletNames { names, domain }
}

/// Texts at the head of a page that are looked at for its masthead.
const MASTHEAD_TEXTS: usize = 24;

/// The masthead: words at the head of the page, or in the link to its own front page, that also begin or end its title.
pub fn masthead(tree: &Tree, survey: &Survey) -> Option<String> {
    let title = survey.title.as_deref()?;
    let home = |href: &str| {
        href == "/"
            || url::Url::parse(href).is_ok_and(|url| url.path() == "/" && url.query().is_none())
    };
    let head = tree
        .ids()
        .filter(|id| tree.tag(*id) == Tag::TEXT && is_shown(tree, *id))
        .map(|id| (id, tidy(&tree.text(id))));
    let texts = head
        .filter(|(_, text)| !text.is_empty())
        .take(MASTHEAD_TEXTS)
        .filter(|(id, text)| {
            is_shorter_half(text, title)
                && (!is_in_heading(tree, *id) || heads_beside(tree, survey, text, title))
        })
        .map(|(_, text)| text);
    let links = tree
        .ids()
        .filter(|id| tree.tag(*id) == Tag::A)
        .take(60)
        .filter(|id| {
            tree.attr_raw(*id, "href")
                .is_some_and(|href| home(href.trim()))
        })
        .map(|id| tidy(&query::text_of(tree, id, 200)));
    links.chain(texts).find(|name| is_masthead(name, title))
}

/// Words of a masthead that isn't linked to a front page.
const MASTHEAD_WORDS: usize = 6;

/// Whether words may be the name in a title, and what is left of it the headline. A name is the shorter of the two.
fn is_shorter_half(name: &str, title: &str) -> bool {
    name.chars().count() * 2 <= title.chars().count()
        && name.split_whitespace().count() <= MASTHEAD_WORDS
}

/// Whether another heading shows what a name leaves of the title: then the name heads the page, and that the article.
fn heads_beside(tree: &Tree, survey: &Survey, name: &str, title: &str) -> bool {
    let rest = title.strip_prefix(name).or(title.strip_suffix(name));
    let rest = key(rest.unwrap_or_default());
    let shows = |id: &NodeId| reads_as(&query::text_of(tree, *id, 600), &rest);
    !rest.is_empty() && survey.headings.iter().take(HEADINGS).any(shows)
}

/// Headings of a page that are compared with its title.
const HEADINGS: usize = 12;

/// What stands in a heading is the headline, unless it links to the front page or heads an article's own heading.
fn is_in_heading(tree: &Tree, text: NodeId) -> bool {
    query::ancestors(tree, text)
        .take(8)
        .any(|up| matches!(tree.tag(up), Tag::H1 | Tag::H2))
}

fn is_shown(tree: &Tree, text: NodeId) -> bool {
    query::ancestors(tree, text).skip(1).take(40).all(|up| {
        !matches!(
            tree.tag(up),
            Tag::SCRIPT
                | Tag::STYLE
                | Tag::HEAD
                | Tag::TITLE
                | Tag::NOSCRIPT
                | Tag::SVG
                | Tag::TEMPLATE
        )
    })
}

/// Whether a name stands at an end of the title, parted from a headline by more than a space.
fn is_masthead(name: &str, title: &str) -> bool {
    let length = name.chars().count();
    let one_word =
        name.split_whitespace().count() == 1 && !name.chars().any(super::features::is_wide);
    let plain = [
        "home", "news", "sport", "sports", "business", "politics", "opinion", "local", "world",
        "menu", "search", "blog",
    ];
    if !(3..=48).contains(&length)
        || (one_word && (length < 4 || plain.contains(&name.to_lowercase().as_str())))
    {
        return false;
    }
    let parted = |rest: &str, from_end: bool| {
        let edge = if from_end {
            rest.trim_end().chars().next_back()
        } else {
            rest.trim_start().chars().next()
        };
        edge.is_some_and(|c| {
            matches!(
                c,
                '|' | '-' | '–' | '—' | ':' | '：' | '_' | '·' | '•' | '»' | '«' | '/' | '丨'
            )
        }) && rest.chars().count() > 10
    };
    title
        .strip_suffix(name)
        .is_some_and(|rest| parted(rest, true))
        || title
            .strip_prefix(name)
            .is_some_and(|rest| parted(rest, false))
}

/// The registrable domain of an address ("news.example.co.uk" gives "example.co.uk").
pub fn registrable_domain(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url)
        .or_else(|_| url::Url::parse(&format!("https://{url}")))
        .ok()?;
    let host = parsed.host_str()?;
    let host = host.trim_end_matches('.').to_lowercase();
    psl::domain_str(&host).map(str::to_owned).or(Some(host))
}

impl OutletNames {
    /// The name: the first given, or what stands apart from the headline in the page's title.
    pub fn name(&self, title: Option<&str>, headline: Option<&str>) -> Option<String> {
        self.names
            .first()
            .cloned()
            .or_else(|| self.in_title(title?, headline?))
    }

    fn in_title(&self, title: &str, headline: &str) -> Option<String> {
        let rest = title.trim().strip_prefix(headline)?;
        let part = PARTS.iter().find_map(|part| rest.strip_prefix(part))?;
        // "Headline - Section - Outlet": the last part.
        let last = PARTS
            .iter()
            .fold(part, |rest, mark| rest.rsplit(mark).next().unwrap_or(rest));
        let last = tidy(last);
        (!last.is_empty() && last.chars().count() <= 40 && last.split(' ').count() <= 5)
            .then_some(last)
    }

    /// Whether this is one of the names, or the domain's.
    pub fn is_name(&self, text: &str) -> bool {
        let text = text.trim();
        let key = key(text.strip_prefix("www.").unwrap_or(text));
        if key.is_empty() {
            return false;
        }
        if self.names.iter().any(|name| reads_as(name, &key)) {
            return true;
        }
        let Some(domain) = &self.domain else {
            return false;
        };
        let label = domain.split('.').next().unwrap_or(domain);
        let label = self::key(label);
        reads_as(domain, &key)
            || label == key
            || (label.len() >= 6 && key.starts_with(&label) && key.len() <= label.len() + 8)
            || (key.len() >= 5 && label.starts_with(&key) && label.len() <= key.len() + 6)
    }

    /// A title without the outlet's name before or after it.
    pub fn strip<'t>(&self, title: &'t str) -> &'t str {
        let mut text = title.trim();
        // Most headlines hold no mark at all, and few more than one kind.
        let has = |mark: &str| has_mark(title, mark);
        if !title.contains(is_mark) {
            return text;
        }
        for _ in 0..3 {
            let before = text;
            for mark in PARTS.into_iter().filter(|mark| has(mark.trim())) {
                if let Some((head, tail)) = text.rsplit_once(mark)
                    && self.is_name(tail)
                    && !head.trim().is_empty()
                {
                    text = head.trim();
                }
                if let Some((head, tail)) = text.split_once(mark)
                    && self.is_name(head)
                    && !tail.trim().is_empty()
                {
                    text = tail.trim();
                }
            }
            for mark in ["|", "_", "-", "丨", "ㅣ"]
                .into_iter()
                .filter(|mark| has(mark))
            {
                if let Some((head, tail)) = text.rsplit_once(mark)
                    && self.is_name(tail)
                    && head.trim().chars().count() > 5
                {
                    text = head.trim();
                }
            }
            for mark in ["|", ":", "："].into_iter().filter(|mark| has(mark)) {
                if let Some((head, tail)) = text.split_once(mark)
                    && self.is_name(head)
                    && tail.trim().chars().count() > 8
                {
                    text = tail.trim();
                }
            }
            if text == before {
                break;
            }
        }
        text
    }
}

/// The characters that marks between names and headlines are made of.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '|' | '-'
            | '–'
            | '—'
            | ':'
            | '：'
            | '»'
            | '«'
            | '•'
            | '·'
            | '/'
            | '‹'
            | '~'
            | '_'
            | '丨'
            | 'ㅣ'
    )
}

/// Whether a mark, of which the first byte is looked for, may stand in a title: far cheaper than a search for a string.
fn has_mark(title: &str, mark: &str) -> bool {
    let first = mark.as_bytes().first().copied().unwrap_or_default();
    memchr::memchr(first, title.as_bytes()).is_some()
}

/// Cuts of one title that are tried; a title has two or three.
const MOST_CUTS: usize = 12;

/// The ways to cut a title in two at a mark: what comes before, what comes after.
pub fn cuts(title: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    for mark in PARTS {
        if !has_mark(title, mark.trim()) {
            continue;
        }
        for (at, _) in title.match_indices(mark) {
            if out.len() < MOST_CUTS {
                out.push((title[..at].trim(), title[at + mark.len()..].trim()));
            }
        }
    }
    out
}

fn tidy(name: &str) -> String {
    let name = name.trim().trim_start_matches(['©', '@']).trim();
    super::survey::one_line(name)
}

fn is_address(name: &str) -> bool {
    name.contains("://") || name.starts_with("www.") && name.contains('/')
}

/// Letters and digits in lower case, for comparing names.
pub fn key(text: &str) -> String {
    let chars = Chars::get();
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            let small = SMALL[c as usize];
            if small != 0 {
                key.push(char::from(small));
            }
        } else if chars.kind(c) & LETTER_OR_DIGIT != 0 {
            chars.small(c, |small| key.push(small));
        }
    }
    key
}

/// Whether the key of a text is this one, found out no further than to where they part.
pub fn reads_as(text: &str, key: &str) -> bool {
    let chars = Chars::get();
    let mut rest = key.chars();
    for c in text.chars() {
        let mut same = true;
        if c.is_ascii() {
            let small = SMALL[c as usize];
            same = small == 0 || rest.next() == Some(char::from(small));
        } else if chars.kind(c) & LETTER_OR_DIGIT != 0 {
            chars.small(c, |small| same &= rest.next() == Some(small));
        }
        if !same {
            return false;
        }
    }
    rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str], domain: &str) -> OutletNames {
        OutletNames {
            names: names.iter().map(|n| (*n).to_owned()).collect(),
            domain: Some(domain.to_owned()),
        }
    }

    #[test]
    fn strips_the_outlet_off_titles() {
        let outlet = names(&["The Ford Courier"], "fordcourier.example");
        for (title, headline) in [
            ("Bridge opens | The Ford Courier", "Bridge opens"),
            ("The Ford Courier - Bridge opens", "Bridge opens"),
            (
                "Bridge opens - Local - Ford Courier",
                "Bridge opens - Local",
            ),
            (
                "The Ford Courier|Bridge opens to traffic",
                "Bridge opens to traffic",
            ),
            (
                "Bridge - what now? – FordCourier.example",
                "Bridge - what now?",
            ),
            ("Ford: Courier of the year", "Ford: Courier of the year"),
            ("Bridge opens :: The Ford Courier", "Bridge opens"),
            ("Bridge opens » The Ford Courier", "Bridge opens"),
            ("Bridge opens • Ford Courier", "Bridge opens"),
            ("Bridge opens · Ford Courier", "Bridge opens"),
            ("Bridge opens — THE FORD COURIER", "Bridge opens"),
            ("Bridge opens / fordcourier.example", "Bridge opens"),
            ("Bridge opens_Ford Courier", "Bridge opens"),
            ("Bridge opens丨Ford Courier", "Bridge opens"),
            ("Ford Courier: Bridge opens today", "Bridge opens today"),
            ("Ford Courier | Bridge opens | Ford Courier", "Bridge opens"),
            ("Ford Courier » Bridge opens", "Bridge opens"),
            ("Bridge opens | www.fordcourier.example", "Bridge opens"),
            ("Bridge opens | Ford Courier Online", "Bridge opens"),
            (
                "Bridge-builder opens X-ray ward",
                "Bridge-builder opens X-ray ward",
            ),
            ("Courier", "Courier"),
        ] {
            assert_eq!(outlet.strip(title), headline, "{title}");
        }
    }

    #[test]
    fn takes_the_name_from_the_title_when_nothing_else_gives_one() {
        let outlet = names(&[], "x.example");
        assert_eq!(
            outlet
                .name(Some("Bridge opens | Local | Courier"), Some("Bridge opens"))
                .as_deref(),
            Some("Courier")
        );
        assert_eq!(
            outlet.name(Some("Bridge opens"), Some("Bridge opens")),
            None
        );
    }

    #[test]
    fn tells_a_masthead_from_a_headline() {
        let long = "Council votes to close the old bridge early";
        for (title, head, name) in [
            // The headline, whatever it stands in, is none.
            (
                "Council votes to close the old bridge early | Ford and Wend",
                "<div>{long}</div>",
                None,
            ),
            (
                "Bridge opens | The Ford Courier",
                "<h1>Bridge opens</h1>",
                None,
            ),
            (
                "Bridge opens to all traffic | The Ford Courier",
                "<b>The Ford Courier</b>",
                Some("The Ford Courier"),
            ),
            (
                "The Ford Courier: Bridge opens to all traffic",
                "<p>The Ford Courier</p>",
                Some("The Ford Courier"),
            ),
            // A name may head the page where the article has a heading of its own.
            (
                "The Ford: Bridge opens",
                "<h1>The Ford</h1>",
                Some("The Ford"),
            ),
            // In a link to the front page it may stand in a heading, and be long.
            (
                "Bridge opens | The Ford Courier",
                "<h1><a href=/>The Ford Courier</a></h1>",
                Some("The Ford Courier"),
            ),
        ] {
            let head = head.replace("{long}", long);
            let page = format!(
                "<title>{title}</title>{head}<h1>Bridge opens</h1><p>The bridge opened on Friday."
            );
            let tree = Tree::parse(&page);
            let found = masthead(&tree, &Survey::of(&tree));
            assert_eq!(found.as_deref(), name, "{page}");
        }
    }

    #[test]
    fn knows_registrable_domains() {
        assert_eq!(
            registrable_domain("https://news.fordcourier.co.uk/a").as_deref(),
            Some("fordcourier.co.uk")
        );
        assert_eq!(registrable_domain("not an address"), None);
    }
}
