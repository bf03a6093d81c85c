//! A page before it has a design: what it says, and what is true of it.

use super::derive;
use super::markup::plain;
use super::outlet::{Clock, Design, Outlet, outlet};
use super::source::{Block, Kind, Source};
use super::when::When;
use anyhow::{Context, Result, bail};

/// A difference from the origin that somebody made.
#[derive(Debug, Clone)]
pub struct Change {
    /// insert, delete or replace.
    pub kind: &'static str,
    pub text: String,
    pub was: String,
}

/// A mark that a reader of the page should be given.
#[derive(Debug, Clone)]
pub struct Mark {
    pub kind: String,
    pub text: String,
    /// `None` when the mark lies in the text.
    pub field: Option<String>,
}

/// A pointer to another story: headline and the opening of its text.
#[derive(Debug, Clone)]
pub struct Card {
    pub headline: String,
    pub text: String,
    pub url: String,
}

/// What is true of a page, whatever it says.
#[derive(Debug, Clone)]
pub struct Truth {
    pub section: String,
    pub event: String,
    /// Name of the page that this text comes from.
    pub origin: Option<String>,
    /// The agency that wrote it, or that contributed.
    pub wire: Option<String>,
    pub role: String,
    /// copy or excerpt, and its form.
    pub relation: Option<(String, String)>,
    pub changes: Vec<Change>,
    pub marks: Vec<Mark>,
}

#[derive(Debug, Clone)]
pub struct Page {
    pub name: String,
    pub outlet: &'static Outlet,
    pub url: String,
    /// Where the page's canonical link points, when not at itself.
    pub canonical: Option<String>,
    /// Path under the project root; `None` when the page is in the archive only.
    pub file: Option<String>,
    pub headline: String,
    pub deck: Option<String>,
    pub bylines: Vec<String>,
    /// What stands after the name: an office, a place.
    pub post: Option<String>,
    pub section: Option<String>,
    pub credit: Option<String>,
    pub published: When,
    pub modified: Option<When>,
    /// What opens the text: `DUNMARROW, Aldmark (MPA) —`.
    pub dateline: Option<String>,
    pub place: Option<String>,
    pub dateline_wire: Option<String>,
    pub dateline_on: Option<String>,
    pub tags: Vec<String>,
    /// Blocks of the body without dateline and tail.
    pub blocks: Vec<Block>,
    /// Last paragraph of the text: a credit or contributor line.
    pub tail: Option<String>,
    pub caption: Option<String>,
    /// Second brand of the farm template that has one.
    pub suffix: Option<String>,
    pub comments: bool,
    /// Names of other pages whose headline stands in a list on this one.
    pub related: Vec<(String, String)>,
    pub cards: Vec<Card>,
    pub truth: Truth,
}

impl Page {
    /// The blocks as they stand on the page: dateline joined to the first paragraph, tail at the end.
    pub fn body(&self) -> Vec<Block> {
        let mut blocks = self.blocks.clone();
        if let (Some(mark), Some(first)) = (
            &self.dateline,
            blocks.iter_mut().find(|b| b.kind == Kind::Paragraph),
        ) {
            first.text = format!("{mark} {}", first.text);
        }
        blocks.extend(self.tail.iter().map(|tail| Block {
            kind: Kind::Paragraph,
            text: tail.clone(),
        }));
        blocks
    }

    /// The text that a reader should get: deck where shown, body, no furniture.
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        if let Some(deck) = &self.deck
            && self.outlet.shows_deck()
        {
            parts.push(deck.clone());
        }
        parts.extend(self.body().iter().map(|block| plain(&block.text)));
        parts.join("\n\n")
    }

    /// The opening of the text as lists and feeds give it.
    pub fn opening(&self) -> String {
        self.body()
            .iter()
            .find(|block| block.kind == Kind::Paragraph)
            .map(|block| plain(&block.text))
            .unwrap_or_default()
    }

    /// The time as the outlet prints it.
    pub fn stated_time(&self) -> String {
        match self.outlet.clock {
            Clock::Zoned => self.published.full(),
            Clock::Local => self.published.local(),
            Clock::Day => self.published.date(),
        }
    }
}

/// FNV-1a, for addresses and choices that look arbitrary and never change.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| {
        (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Makes the pages of all sources. A page that others are made from comes before them, otherwise the order is kept.
pub fn make_pages(sources: &[Source]) -> Result<Vec<Page>> {
    let mut pages: Vec<Page> = Vec::new();
    let mut waiting: Vec<&Source> = sources.iter().collect();
    while !waiting.is_empty() {
        let (ready, later): (Vec<&Source>, Vec<&Source>) = waiting.iter().partition(|source| {
            lenders(source).all(|name| pages.iter().any(|page| page.name == name))
        });
        if ready.is_empty() {
            let names: Vec<_> = later.iter().map(|source| source.name.as_str()).collect();
            bail!(
                "these wait for a page that is not there: {}",
                names.join(", ")
            );
        }
        for source in ready {
            let page =
                make_page(source, &pages).with_context(|| format!("page {}", source.name))?;
            if let Some(twice) = pages
                .iter()
                .find(|known| known.url == page.url || known.name == page.name)
            {
                bail!(
                    "{} and {} share a name or an address",
                    page.name,
                    twice.name
                );
            }
            pages.push(page);
        }
        waiting = later;
    }
    Ok(pages)
}

/// Names of the pages that must be there before a source can become one.
fn lenders(source: &Source) -> impl Iterator<Item = &str> {
    let fields = ["from", "canonical", "origin"]
        .into_iter()
        .filter_map(|key| source.field(key));
    let lifted = source
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Lifted)
        .filter_map(|block| block.text.split_whitespace().next());
    fields.chain(lifted)
}

/// The page with this name.
pub fn page_named<'a>(pages: &'a [Page], name: &str) -> Result<&'a Page> {
    pages
        .iter()
        .find(|page| page.name == name)
        .with_context(|| format!("no page `{name}` before this one"))
}

fn make_page(source: &Source, before: &[Page]) -> Result<Page> {
    let outlet = outlet(source.need("outlet")?)?;
    let from = source
        .field("from")
        .map(|name| page_named(before, name))
        .transpose()?;
    let own = |key: &str| source.field(key).map(str::to_owned);
    // A derived page says what its origin says unless it says otherwise; an empty value takes the field away.
    let taken = |key: &str, of: fn(&Page) -> Option<String>| {
        if source.has(key) {
            own(key)
        } else {
            from.and_then(of)
        }
    };
    let headline = taken("headline", |page| Some(page.headline.clone()))
        .with_context(|| "no headline".to_owned())?;
    let published = When::parse(source.need("published")?)?;
    let section = own("section").filter(|_| outlet.states_section());
    let root = from.map_or(source.name.as_str(), |page| page.name.as_str());
    let url = address(
        outlet,
        source,
        section.as_deref(),
        published,
        root,
        &headline,
    );
    let file = match outlet.design {
        Design::FarmA | Design::FarmB => hex(root),
        _ => source.name.clone(),
    };
    let archived = source.field("archive") == Some("yes");
    let dateline = taken("dateline", |page| page.dateline.clone());
    let keeps_dateline = dateline.is_some();
    let bylines: Vec<String> = source
        .fields()
        .filter(|(key, value)| *key == "byline" && !value.is_empty())
        .map(|(_, value)| value.to_owned())
        .collect();
    let origin = own("origin").or_else(|| from.map(|page| page.name.clone()));
    let wire = taken("agency", |page| page.truth.wire.clone());
    let role = own("role").unwrap_or_else(|| match (&from, &wire) {
        (Some(_), Some(_)) => "republished_wire".to_owned(),
        _ => "none".to_owned(),
    });
    let relation = own("relation").map(|value| {
        let (kind, form) = value
            .split_once(' ')
            .unwrap_or((value.as_str(), "verbatim"));
        (kind.to_owned(), form.to_owned())
    });
    let mut page = Page {
        name: source.name.clone(),
        outlet,
        canonical: own("canonical")
            .map(|name| page_named(before, &name).map(|page| page.url.clone()))
            .transpose()?,
        file: (!archived).then(|| format!("samples/pages/{}/{file}.html", outlet.key)),
        url,
        headline,
        deck: own("deck"),
        bylines,
        post: own("post"),
        section,
        // The Chinese design always has a source line; without another source it names the paper.
        credit: own("credit")
            .or_else(|| (outlet.design == Design::Chinese).then(|| outlet.name.to_owned())),
        published,
        modified: source.field("modified").map(When::parse).transpose()?,
        place: taken("place", |page| page.place.clone()).filter(|_| keeps_dateline),
        dateline_wire: taken("wire", |page| page.dateline_wire.clone()).filter(|_| keeps_dateline),
        dateline_on: taken("on", |page| page.dateline_on.clone()).filter(|_| keeps_dateline),
        dateline,
        tags: own("tags")
            .map(|list| list.split(',').map(|tag| tag.trim().to_owned()).collect())
            .unwrap_or_default(),
        blocks: match from {
            Some(page) if source.blocks.is_empty() => page.blocks.clone(),
            _ => lifted(&source.blocks, before)?,
        },
        tail: own("tail"),
        caption: own("caption"),
        suffix: own("suffix"),
        comments: source.field("comments") == Some("yes"),
        related: Vec::new(),
        cards: Vec::new(),
        truth: Truth {
            section: taken("true-section", |page| Some(page.truth.section.clone()))
                .context("no true-section")?,
            event: taken("event", |page| Some(page.truth.event.clone())).context("no event")?,
            origin,
            wire,
            role,
            relation,
            changes: Vec::new(),
            marks: Vec::new(),
        },
    };
    derive::apply(source, from, &mut page)?;
    Ok(page)
}

/// Puts the passages that other sources lend in their places.
fn lifted(blocks: &[Block], before: &[Page]) -> Result<Vec<Block>> {
    let mut whole = Vec::new();
    for block in blocks {
        if block.kind != Kind::Lifted {
            whole.push(block.clone());
            continue;
        }
        let (name, list) = block
            .text
            .split_once(' ')
            .context("`<< NAME 2-4` is meant")?;
        let lender = page_named(before, name)?;
        for position in super::source::positions(list)? {
            let lent = lender.blocks.get(position);
            whole.push(
                lent.with_context(|| format!("{name} has no block {}", position + 1))?
                    .clone(),
            );
        }
    }
    Ok(whole)
}

pub fn hex(name: &str) -> String {
    format!("{:012x}", hash(name) & 0xffff_ffff_ffff)
}

fn address(
    outlet: &Outlet,
    source: &Source,
    section: Option<&str>,
    published: When,
    root: &str,
    headline: &str,
) -> String {
    let farm = matches!(outlet.design, Design::FarmA | Design::FarmB);
    let section: String = section
        .unwrap_or("news")
        .to_lowercase()
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect();
    let date = match outlet.design {
        Design::Chinese => published.date(),
        _ => published.date().replace('-', "/"),
    };
    let path = outlet
        .address
        .replace("{section}", &section)
        .replace("{slug}", &slug(headline))
        .replace("{date}", &date)
        .replace("{hex}", &hex(if farm { root } else { &source.name }));
    format!("https://{}{path}", outlet.domain)
}

/// Words of a slug.
const SLUG_WORDS: usize = 8;

/// The short name that a headline gives an address.
fn slug(headline: &str) -> String {
    let spelled: String = headline
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            'ä' => Some("ae".to_owned()),
            'ö' => Some("oe".to_owned()),
            'ü' => Some("ue".to_owned()),
            'ß' => Some("ss".to_owned()),
            '’' | '‘' | '“' | '”' => None,
            c if c.is_ascii_alphanumeric() => Some(c.to_string()),
            _ => Some(" ".to_owned()),
        })
        .collect();
    let words: Vec<_> = spelled.split_whitespace().take(SLUG_WORDS).collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_slug_is_plain_words() {
        assert_eq!(
            slug("‘Water came’: a night, drowned"),
            "water-came-a-night-drowned"
        );
        assert_eq!(slug("Größe über alles"), "groesse-ueber-alles");
    }
}
