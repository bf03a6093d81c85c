//! The hand-written sources: `key: value` lines, a blank line, then the text.
//!
//! In the text a blank line parts blocks, `## ` opens a sub-heading, `- ` a list item, and `[words](address)` is a
//! link. A block `<< NAME 2-4` stands for those blocks of another source, word for word: that is how an excerpt is
//! written.

use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Paragraph,
    Heading,
    Item,
    /// A passage of another source; resolved when the page is made.
    Lifted,
}

/// One piece of a text, with light markup in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    pub text: String,
}

/// One source as it stands in its file.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    fields: Vec<(String, String)>,
    pub blocks: Vec<Block>,
}

impl Source {
    /// Reads one source.
    pub fn parse(name: &str, text: &str) -> Result<Source> {
        let text = text.trim_start();
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut fields = Vec::new();
        for line in head.lines().filter(|line| !line.starts_with('#')) {
            let Some((key, value)) = line.split_once(':') else {
                bail!("{name}: `{line}` is not `key: value`");
            };
            fields.push((key.trim().to_owned(), value.trim().to_owned()));
        }
        let blocks = body
            .split("\n\n")
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(block)
            .collect();
        Ok(Source {
            name: name.to_owned(),
            fields,
            blocks,
        })
    }

    /// First value of a key; `None` when absent or empty.
    pub fn field(&self, key: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(known, value)| known == key && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// First value of a key that must be there.
    pub fn need(&self, key: &str) -> Result<&str> {
        self.field(key)
            .with_context(|| format!("{}: no `{key}`", self.name))
    }

    /// Whether the key is given at all, be it empty.
    pub fn has(&self, key: &str) -> bool {
        self.fields.iter().any(|(known, _)| known == key)
    }

    /// All `(key, value)` pairs in the order of the file.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

fn block(part: &str) -> Block {
    let joined = part.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    for (mark, kind) in [
        ("## ", Kind::Heading),
        ("- ", Kind::Item),
        ("<< ", Kind::Lifted),
    ] {
        if let Some(rest) = joined.strip_prefix(mark) {
            return Block {
                kind,
                text: rest.to_owned(),
            };
        }
    }
    Block {
        kind: Kind::Paragraph,
        text: joined,
    }
}

/// Reads every `.md` file of a folder: one source a file, or several parted by lines of `===`, by file name.
pub fn read_folder(folder: &Path) -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("list {}", folder.display()))? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "md") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).with_context(|| format!("read {}", path.display()))?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        for part in text.replace('\r', "").split("\n===\n") {
            let source =
                Source::parse(&stem, part).with_context(|| format!("in {}", path.display()))?;
            let name = source.field("name").unwrap_or(&stem).to_owned();
            sources.push(Source { name, ..source });
        }
    }
    Ok(sources)
}

/// Reads `2-4,6` as zero-based positions.
pub fn positions(list: &str) -> Result<Vec<usize>> {
    let mut found = Vec::new();
    for part in list.split(',') {
        let (from, to) = part
            .trim()
            .split_once('-')
            .unwrap_or((part.trim(), part.trim()));
        let from: usize = from
            .parse()
            .with_context(|| format!("`{list}` is no list"))?;
        let to: usize = to.parse().with_context(|| format!("`{list}` is no list"))?;
        if from == 0 || to < from {
            bail!("`{list}` counts from 1");
        }
        found.extend(from - 1..to);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_has_fields_and_blocks() {
        let source = Source::parse(
            "x",
            "outlet: a\nheadline: B: c\n\nOne\nline.\n\n## Two\n\n- three",
        )
        .unwrap();
        assert_eq!(source.field("headline"), Some("B: c"));
        let kinds: Vec<_> = source
            .blocks
            .iter()
            .map(|b| (b.kind, b.text.as_str()))
            .collect();
        assert_eq!(
            kinds,
            [
                (Kind::Paragraph, "One line."),
                (Kind::Heading, "Two"),
                (Kind::Item, "three")
            ]
        );
        assert!(Source::parse("x", "no colon here\n\nText").is_err());
    }

    #[test]
    fn positions_count_from_one() {
        assert_eq!(positions("1-3,5").unwrap(), [0, 1, 2, 4]);
        assert!(positions("0-2").is_err());
        assert!(positions("3-2").is_err());
    }
}
