//! The pictures of an article, with caption and credit: the lead picture first, then those in the text.

use super::blocks::PageBlocks;
use super::facts::absolute;
use super::linked_data::LinkedData;
use super::survey::{Survey, one_line};
use crate::html::{NodeId, Tag, Tree, query};
use crate::model::Image;
use credit::split_credit;

mod credit;

/// Pictures kept of a page.
const MANY: usize = 20;
const CAPTION_CLASS: usize = 4;

/// Finds the pictures.
pub fn find(
    tree: &Tree,
    survey: &Survey,
    data: &LinkedData,
    blocks: &PageBlocks,
    chosen: &[usize],
    base: Option<&str>,
) -> Vec<Image> {
    let mut out: Vec<Image> = Vec::new();
    let (Some(first), Some(last)) = (chosen.first().copied(), chosen.last().copied()) else {
        return out;
    };
    let lead = survey
        .meta_of(&[
            "og:image:secure_url",
            "og:image",
            "og:image:url",
            "twitter:image",
            "twitter:image:src",
            "parsely-image-url",
        ])
        .and_then(|url| absolute(url, base));
    for (id, at) in &blocks.images {
        if *at + 12 < first || *at > last + 1 {
            continue;
        }
        let Some(image) = read(tree, *id, base) else {
            continue;
        };
        if out.len() < MANY
            && !out
                .iter()
                .any(|known| same_picture(known.url.as_deref(), image.url.as_deref()))
        {
            // Above the text only a picture with a caption, or the one that the page names, is the article's.
            let named = lead.is_some() && same_picture(lead.as_deref(), image.url.as_deref());
            if *at >= first || image.caption.is_some() || named {
                out.push(image);
            }
        }
    }
    let lead = lead.or_else(|| {
        data.images
            .first()
            .and_then(|image| absolute(&image.url, base))
    });
    if let Some(url) = lead {
        let at = out
            .iter()
            .position(|image| same_picture(image.url.as_deref(), Some(&url)));
        let mut image = match at {
            Some(at) => out.remove(at),
            None => Image {
                alt: survey
                    .meta_of(&["og:image:alt", "twitter:image:alt"])
                    .map(str::to_owned),
                url: Some(url),
                ..Image::default()
            },
        };
        // Of the data's pictures the same one, or the first.
        let stated = data
            .images
            .iter()
            .find(|stated| same_picture(Some(&stated.url), image.url.as_deref()));
        if let Some(stated) = stated.or(data.images.first()) {
            image.caption = image
                .caption
                .or_else(|| stated.caption.as_deref().map(one_line));
            image.credit = image
                .credit
                .or_else(|| stated.credit.as_deref().map(one_line));
        }
        // A lead picture that is shown at another size carries its caption there.
        if at.is_none()
            && let Some(shown) = out.first()
            && image.caption.is_none()
        {
            image.caption.clone_from(&shown.caption);
            image.credit.clone_from(&shown.credit);
            if image.caption.is_some() {
                out.remove(0);
            }
        }
        out.insert(0, image);
    }
    out.truncate(MANY);
    out
}

fn read(tree: &Tree, id: NodeId, base: Option<&str>) -> Option<Image> {
    let size = |name: &str| {
        tree.attr_raw(id, name)
            .and_then(|value| value.trim_end_matches("px").parse::<u32>().ok())
    };
    if size("width").is_some_and(|w| w < 100) || size("height").is_some_and(|h| h < 80) {
        return None;
    }
    let url = [
        "src",
        "data-src",
        "data-original",
        "data-lazy-src",
        "data-srcset",
        "srcset",
    ]
    .iter()
    .find_map(|name| {
        let value = tree.attr(id, name)?;
        let first = value
            .split_whitespace()
            .next()?
            .trim_end_matches(',')
            .to_owned();
        if first.starts_with("data:") {
            None
        } else {
            absolute(&first, base)
        }
    })?;
    let alt = tree
        .attr(id, "alt")
        .map(|alt| one_line(&alt))
        .filter(|alt| !alt.is_empty());
    let (caption, credit) = caption(tree, id);
    Some(Image {
        url: Some(url),
        alt,
        caption,
        credit,
    })
}

/// The caption in the picture's own figure, and the credit in or after it.
fn caption(tree: &Tree, id: NodeId) -> (Option<String>, Option<String>) {
    let figure = query::ancestors(tree, id)
        .skip(1)
        .take(6)
        .find(|up| tree.tag(*up) == Tag::FIGURE);
    let holder = figure.or_else(|| tree.parent(id));
    let Some(holder) = holder else {
        return (None, None);
    };
    let mut text = None;
    let mut credit = None;
    for below in query::descendants(tree, holder).take(200) {
        let tag = tree.tag(below);
        if tag == Tag::TEXT {
            continue;
        }
        let class = tree.attr_raw(below, "class").unwrap_or_default();
        let lower = class.to_ascii_lowercase();
        let called =
            !class.is_empty() && super::hints::class_groups(&[class]) >> CAPTION_CLASS & 1 == 1;
        let property = tree.attr_raw(below, "itemprop").unwrap_or_default();
        let credits = [
            "credit",
            "copyright",
            "photographer",
            "bildrecht",
            "media-source",
        ]
        .iter()
        .any(|word| lower.contains(word))
            || matches!(
                property,
                "creditText" | "copyrightHolder" | "copyrightNotice" | "author" | "creator"
            );
        if credit.is_none() && credits {
            credit = Some(query::text_of(tree, below, 300)).filter(|text| !text.is_empty());
        } else if text.is_none()
            && (tag == Tag::FIGCAPTION || called || matches!(property, "caption" | "description"))
        {
            text = Some(query::text_of(tree, below, 1_500)).filter(|text| !text.is_empty());
        }
    }
    let credit = credit.map(|credit| credit::bare(&credit).to_owned());
    let credit = credit.filter(|credit| !credit.is_empty());
    let Some(mut text) = text else {
        return (None, credit);
    };
    if let Some(credit) = &credit {
        if let Some(at) = text.rfind(credit.as_str())
            && text.len() - at - credit.len() <= 2
        {
            text = credit::without_label(&text[..at]).to_owned();
        }
        return (
            Some(text).filter(|text| !text.is_empty()),
            Some(credit.clone()),
        );
    }
    let (text, credit) = split_credit(&text);
    (Some(text).filter(|text| !text.is_empty()), credit)
}

/// Whether two addresses are of one picture, whatever its size: the same file name.
fn same_picture(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else {
        return false;
    };
    let name = |url: &str| -> String {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let file = path.rsplit('/').find(|part| part.len() > 4).unwrap_or(path);
        file.rsplit_once('.')
            .map_or(file, |(stem, _)| stem)
            .to_lowercase()
    };
    a == b || name(a) == name(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::blocks::segment;

    #[test]
    fn takes_captions_and_credits() {
        let tree = Tree::parse(
            "<meta property=og:image content='https://a.example/i/bridge.jpg?w=1200'>\
             <figure><img src='https://a.example/i/bridge.jpg?w=600' alt=Bridge><figcaption>The bridge (Photo: Ada Brook)</figcaption></figure>\
             <p>The bridge opened on Friday.</p><img src=/icon.png width=16><figure><img src=/two.jpg>\
             <figcaption>Two <span class=credit>Sam Hill</span></figcaption></figure><p>It did.</p>",
        );
        let (survey, blocks) = (Survey::of(&tree), segment(&tree));
        let chosen: Vec<usize> = (0..blocks.blocks.len())
            .filter(|i| blocks.blocks[*i].tag == Tag::P)
            .collect();
        let found = find(
            &tree,
            &survey,
            &LinkedData::default(),
            &blocks,
            &chosen,
            Some("https://a.example/x"),
        );
        let shown: Vec<_> = found
            .iter()
            .map(|i| {
                (
                    i.url.as_deref().unwrap(),
                    i.caption.as_deref(),
                    i.credit.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                (
                    "https://a.example/i/bridge.jpg?w=600",
                    Some("The bridge"),
                    Some("Ada Brook")
                ),
                ("https://a.example/two.jpg", Some("Two"), Some("Sam Hill")),
            ]
        );
    }
}
