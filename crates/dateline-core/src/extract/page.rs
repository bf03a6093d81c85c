//! Plain text: a page's whole text, furniture and all, or an article's text alone.
//!
//! A page is read from both ends: [`head`] takes the lines that state headline, outlet, time, source and section,
//! [`foot`] what stands below the text. What is left is the body, paragraph by paragraph, less the teasers of other
//! stories that stand in it.

mod foot;
mod head;
pub mod line;
mod stamp;
mod title;

use super::dateline::{DatelineSpan, find_dateline};
use super::{Extraction, FieldSpan, Layout, article_id};
use crate::agencies::Agencies;
use crate::model::{Article, Block, BlockKind, Document, Field, Outlet, Teaser};
use foot::Found;
use line::{Chars, Line};

/// How sure we are of a page whose head says more than a headline, and of one that is only text.
const SURE: f64 = 0.97;
const UNSURE: f64 = 0.6;

/// Reads an article out of a page's plain text.
pub fn extract_page(document: &Document, page: &str, agencies: &Agencies) -> Extraction {
    let lines = line::lines(page);
    if lines.is_empty() {
        return Extraction {
            article: Article::without_text(article_id(document), "the page holds no text"),
            layout: Layout {
                basis: page.to_owned(),
                ..Layout::default()
            },
        };
    }
    let head = head::read(page, &lines);
    let foot = foot::read(&lines, head.body);
    let inner = foot::among_body(&lines, head.body, foot.from);
    let chars = Chars::new(page);
    let mut spans: Vec<FieldSpan> = head
        .fields
        .iter()
        .map(|&(field, start, end)| span(field, start, end, page, &chars))
        .collect();

    let mut blocks = Vec::new();
    for (start, end) in paragraphs(&lines, head.body, foot.from, &inner) {
        blocks.push(Block::new(BlockKind::Paragraph, &page[start..end]));
        spans.push(span(Field::Text, start, end, page, &chars));
    }
    let found: Vec<&Found> = inner.iter().chain(&foot.teasers).collect();
    for teaser in &found {
        let last = teaser.text.unwrap_or(teaser.headline);
        spans.push(span(
            Field::Teaser,
            lines[teaser.headline].start,
            lines[last].end(),
            page,
            &chars,
        ));
    }
    spans.sort_by_key(|span| (span.start, span.end));

    let value = |wanted: Field| {
        let found = head.fields.iter().find(|(field, ..)| *field == wanted);
        found.map(|&(_, start, end)| page[start..end].to_owned())
    };
    let headline = value(Field::Headline);
    let name = outlet_name(&head.fields, page);
    let bylines = head
        .fields
        .iter()
        .filter(|(field, ..)| *field == Field::Bylines);
    let confidence = if head.recognised && headline.is_some() {
        SURE
    } else {
        UNSURE
    };
    let mut article = Article {
        id: article_id(document),
        url: document.url.clone(),
        outlet: Outlet {
            name,
            domain: document.url.as_deref().and_then(registrable_domain),
        },
        headline,
        bylines: bylines
            .flat_map(|&(_, start, end)| names_in(&page[start..end]))
            .collect(),
        credit_line: value(Field::CreditLine),
        section: value(Field::Section),
        published_at: head.published.clone(),
        modified_at: head.modified.clone(),
        teasers: found
            .iter()
            .map(|teaser| read_teaser(teaser, &lines))
            .collect(),
        confidence,
        ..Article::default()
    };
    set_body(&mut article, blocks);
    let dateline = find_dateline(&article.text, agencies);
    if article.text.is_empty() {
        article.error = Some("the page holds no body text".into());
        article.confidence = 0.0;
    }
    place_dateline(&mut article, dateline.as_ref(), &mut spans);
    Extraction {
        article,
        layout: Layout {
            basis: page.to_owned(),
            spans,
            ..Layout::default()
        },
    }
}

/// An article whose text was already extracted: kept character for character, with what the caller states about it.
pub fn extract_text(document: &Document, text: &str, agencies: &Agencies) -> Extraction {
    let stated = document.stated.clone();
    let lines = line::lines(text);
    let chars = Chars::new(text);
    let mut blocks = Vec::new();
    let mut spans = Vec::new();
    for (start, end) in paragraphs(&lines, 0, lines.len(), &[]) {
        blocks.push(Block::new(BlockKind::Paragraph, &text[start..end]));
        spans.push(span(Field::Text, start, end, text, &chars));
    }
    let mut article = Article {
        id: article_id(document),
        url: document.url.clone(),
        outlet: Outlet {
            name: stated.outlet,
            domain: document.url.as_deref().and_then(registrable_domain),
        },
        headline: stated.headline,
        deck: stated.deck,
        bylines: stated.bylines,
        section: stated.section,
        published_at: stated.published_at,
        confidence: 1.0,
        ..Article::default()
    };
    set_body(&mut article, blocks);
    article.text = text.to_owned();
    if text.trim().is_empty() {
        article.error = Some("the text is empty".into());
        article.confidence = 0.0;
    }
    let dateline = find_dateline(text, agencies);
    if let Some(found) = &dateline {
        article.dateline = found.dateline.clone();
        spans.push(FieldSpan {
            field: Field::Dateline,
            start: found.start,
            end: found.end,
        });
        spans.sort_by_key(|span| (span.start, span.end));
    }
    Extraction {
        article,
        layout: Layout {
            basis: text.to_owned(),
            spans,
            ..Layout::default()
        },
    }
}

/// The registrable domain of an address: "apnews.com" of "https://www.apnews.com/x".
pub fn registrable_domain(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    psl::domain_str(url.domain()?).map(str::to_lowercase)
}

fn set_body(article: &mut Article, blocks: Vec<Block>) {
    article.text = blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect::<Vec<_>>()
        .join("\n\n");
    article.lede = blocks.first().map(|block| block.text.clone());
    article.language = language(&article.text);
    article.blocks = blocks;
}

/// Characters that are enough to tell a language.
const LANGUAGE_LOOK: usize = 2000;

fn language(text: &str) -> Option<String> {
    let end = text
        .char_indices()
        .nth(LANGUAGE_LOOK)
        .map_or(text.len(), |(at, _)| at);
    let info = whatlang::detect(&text[..end])?;
    let sure = info.is_reliable() || info.confidence() > 0.5;
    let code = info.lang().code();
    sure.then(|| two_letters(code).unwrap_or(code).to_owned())
}

/// BCP 47 prefers two letters where there are two.
fn two_letters(code: &str) -> Option<&'static str> {
    const CODES: [(&str, &str); 68] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "nb"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
    ];
    CODES
        .iter()
        .find(|(three, _)| *three == code)
        .map(|(_, two)| *two)
}

/// Byte ranges of the body's paragraphs: lines up to the next blank one, or every line for itself where the page has
/// hardly any blank lines.
fn paragraphs(lines: &[Line], from: usize, to: usize, without: &[Found]) -> Vec<(usize, usize)> {
    let left_out = |n: usize| without.iter().any(|t| t.headline == n || t.text == Some(n));
    let body = &lines[from.min(to)..to];
    let apart = body.iter().filter(|line| line.apart).count();
    let every_line = apart * 4 < body.len();
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut open = false;
    for (n, line) in body.iter().enumerate() {
        if left_out(from + n) {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if open && !line.apart && !every_line => last.1 = line.end(),
            _ => found.push((line.start, line.end())),
        }
        open = true;
    }
    found
}

/// The name before the headline; else the one that the date line or the title states.
fn outlet_name(fields: &[(Field, usize, usize)], page: &str) -> Option<String> {
    let headline = fields.iter().rfind(|(field, ..)| *field == Field::Headline);
    let outlets = || fields.iter().filter(|(field, ..)| *field == Field::Outlet);
    let beside = headline.and_then(|&(_, start, _)| {
        outlets().rfind(|&&(_, _, end)| end <= start && start - end <= 4)
    });
    beside
        .or_else(|| outlets().next_back())
        .map(|&(_, start, end)| page[start..end].to_owned())
}

/// The people of a byline, one by one.
fn names_in(byline: &str) -> Vec<String> {
    let joined = byline
        .replace(" and ", ",")
        .replace(" und ", ",")
        .replace(" et ", ",")
        .replace(" & ", ",");
    let names = joined
        .split(',')
        .map(str::trim)
        .filter(|name| !name.is_empty());
    names.map(str::to_owned).collect()
}

fn read_teaser(teaser: &Found, lines: &[Line]) -> Teaser {
    let headline = lines[teaser.headline]
        .text
        .trim_start_matches(['-', '•', '*', '–', ' ']);
    Teaser {
        headline: Some(headline.to_owned()),
        text: teaser.text.map(|n| lines[n].text.to_owned()),
        url: None,
        cut: teaser.cut,
    }
}

/// Sets the dateline that was found in the article's text, and marks where it stands on the page.
fn place_dateline(article: &mut Article, found: Option<&DatelineSpan>, spans: &mut Vec<FieldSpan>) {
    let Some(found) = found else { return };
    article.dateline = found.dateline.clone();
    // The block that holds it: characters before it in `text`, blank lines between blocks included.
    let mut before = 0;
    let texts = spans
        .iter()
        .filter(|span| span.field == Field::Text)
        .copied();
    for block in texts.collect::<Vec<_>>() {
        let length = block.end - block.start;
        if found.start < before + length {
            let shift = block.start - before;
            spans.push(FieldSpan {
                field: Field::Dateline,
                start: found.start + shift,
                end: (found.end + shift).min(block.end),
            });
            spans.sort_by_key(|span| (span.start, span.end));
            return;
        }
        before += length + 2;
    }
}

fn span(field: Field, start: usize, end: usize, page: &str, chars: &Chars) -> FieldSpan {
    FieldSpan {
        field,
        start: chars.at(page, start),
        end: chars.at(page, end),
    }
}

#[cfg(test)]
#[path = "page/tests.rs"]
mod tests;
