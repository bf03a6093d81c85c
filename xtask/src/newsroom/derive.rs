//! What was done to a text on its way to a page, each step noted in the truth.
//!
//! Steps, in the order of the file: `keep: 1-4`, `cut: words`, `replace: old => new`, `insert: 2 | paragraph`,
//! `glue: words` (the brand goes before these words, a space before it and none after), `mark: kind | text | field`.

use super::outlet::Design;
use super::page::{Change, Mark, Page};
use super::source::{Block, Kind, Source, positions};
use anyhow::{Context, Result, bail};

/// Days after which a new date on an old text misleads.
const REDATED_AFTER_DAYS: i64 = 7;

/// Applies a source's steps to its page.
pub fn apply(source: &Source, from: Option<&Page>, page: &mut Page) -> Result<()> {
    if let Some(origin) = from {
        note_dateline(origin, page);
    }
    for (key, value) in source.fields() {
        match key {
            "keep" => keep(page, value)?,
            "cut" => replace(page, value, "")?,
            "replace" => {
                let (old, new) = value.split_once(" => ").context("`old => new` is meant")?;
                replace(page, old, new)?;
            }
            "insert" => insert(page, value)?,
            "glue" => {
                let brand = page.outlet.name.to_owned();
                replace(page, value, &format!("{brand}{value}"))?;
                if let Some(change) = page.truth.changes.last_mut() {
                    *change = Change {
                        kind: "insert",
                        text: brand.clone(),
                        was: String::new(),
                    };
                }
                mark(page, "brand-inserted", &brand, None);
            }
            "mark" => {
                let mut parts = value.split(" | ");
                let kind = parts.next().unwrap_or_default();
                let text = parts.next().context("`kind | text | field` is meant")?;
                // A mark over several paragraphs is written with `\\n\\n` between them.
                mark(page, kind, &text.replace("\\n", "\n"), parts.next());
            }
            _ => {}
        }
    }
    if matches!(page.outlet.design, Design::FarmA | Design::FarmB)
        && let Some(origin) = from
    {
        mark_farm(source, origin, page);
    }
    Ok(())
}

/// The lies of a farm page, unless the source says that this part of it is honest.
fn mark_farm(source: &Source, origin: &Page, page: &mut Page) {
    let honest = source.field("honest").unwrap_or_default().to_owned();
    let brand = page.outlet.name;
    let joined = match page.outlet.design {
        Design::FarmA => format!("{brand}|"),
        _ => format!("{brand}-"),
    };
    mark(page, "brand-in-headline", &joined, Some("headline"));
    if let Some(suffix) = page.suffix.clone() {
        mark(
            page,
            "brand-in-headline",
            &format!("-{suffix}"),
            Some("headline"),
        );
    }
    if let Some(credit) = page.credit.clone()
        && !honest.contains("source")
    {
        mark(page, "false-source", &credit, Some("credit_line"));
    }
    let late = page.published.instant() - origin.published.instant();
    if late > REDATED_AFTER_DAYS * 86_400 {
        let shown = page.published.local().replace('T', " ");
        mark(page, "redated", &shown, Some("published_at"));
    }
    if let Some(section) = page.section.clone()
        && !honest.contains("section")
    {
        mark(page, "wrong-section", &section, Some("section"));
    }
}

fn mark(page: &mut Page, kind: &str, text: &str, field: Option<&str>) {
    page.truth.marks.push(Mark {
        kind: kind.to_owned(),
        text: text.to_owned(),
        field: field.map(str::to_owned),
    });
}

fn note_dateline(origin: &Page, page: &mut Page) {
    let (was, now) = (origin.dateline.clone(), page.dateline.clone());
    if was != now
        && page
            .truth
            .relation
            .as_ref()
            .is_some_and(|(kind, _)| kind == "copy")
    {
        page.truth.changes.push(Change {
            kind: match (&was, &now) {
                (Some(_), None) => "delete",
                (None, _) => "insert",
                _ => "replace",
            },
            text: now.unwrap_or_default(),
            was: was.unwrap_or_default(),
        });
    }
}

fn keep(page: &mut Page, list: &str) -> Result<()> {
    let kept = positions(list)?;
    if let Some(beyond) = kept.iter().find(|position| **position >= page.blocks.len()) {
        bail!("there is no block {}", beyond + 1);
    }
    let mut blocks = Vec::new();
    for (position, block) in page.blocks.iter().enumerate() {
        if kept.contains(&position) {
            blocks.push(block.clone());
        } else {
            page.truth.changes.push(Change {
                kind: "delete",
                text: String::new(),
                was: super::markup::plain(&block.text),
            });
        }
    }
    page.blocks = blocks;
    Ok(())
}

fn replace(page: &mut Page, old: &str, new: &str) -> Result<()> {
    let times: usize = page
        .blocks
        .iter()
        .map(|b| b.text.matches(old).count())
        .sum();
    if times != 1 {
        bail!("`{old}` stands {times} times in the text");
    }
    for block in &mut page.blocks {
        // Taking words out must not leave two spaces or one at the end.
        block.text = block
            .text
            .replace(old, new)
            .replace("  ", " ")
            .trim()
            .to_owned();
    }
    page.truth.changes.push(Change {
        kind: if new.is_empty() { "delete" } else { "replace" },
        text: new.to_owned(),
        was: old.to_owned(),
    });
    Ok(())
}

fn insert(page: &mut Page, value: &str) -> Result<()> {
    let (after, text) = value
        .split_once(" | ")
        .context("`2 | paragraph` is meant")?;
    let after: usize = after.trim().parse().context("a block's number is meant")?;
    if after > page.blocks.len() {
        bail!("there is no block {after}");
    }
    page.blocks.insert(
        after,
        Block {
            kind: Kind::Paragraph,
            text: text.to_owned(),
        },
    );
    page.truth.changes.push(Change {
        kind: "insert",
        text: super::markup::plain(text),
        was: String::new(),
    });
    Ok(())
}
