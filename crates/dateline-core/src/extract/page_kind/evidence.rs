//! What speaks for and against a page being an article, counted over its blocks.

use super::words;
use crate::extract::blocks::{PageBlock, PageBlocks, place};
use crate::extract::facts::Facts;
use crate::extract::features::word_overlap;
use crate::extract::hints;
use crate::extract::teaser_boxes::TeaserBoxes;
use crate::html::{Tag, Tree};
use std::collections::HashSet;

/// Class groups of [`hints::class_groups`].
const GALLERY_CLASS: usize = 22;
const CAPTION_CLASS: usize = 4;
const PLAYER_CLASS: usize = 23;
/// Phrase groups of [`hints::phrase_groups`].
const ASKING: u64 = 0b110;
/// Words of a line that asks for something; a longer one talks about it.
const ASKED: usize = 40;

/// Counts over a page.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Words of the chosen blocks.
    pub words: usize,
    /// Words of those that are running text: no teaser, no caption, no wall.
    pub prose: usize,
    /// Words of chosen blocks that are headlines of other stories, or stand under one in its box.
    pub teaser_words: usize,
    /// How many teasers those are.
    pub chosen_teasers: usize,
    /// Stories that the page points to, menus and footers aside.
    pub teasers: usize,
    /// Words of running text on the page that were not chosen.
    pub other_prose: usize,
    /// Chosen words that ask for money, an address or a login.
    pub asking: usize,
    /// A wall speaks somewhere on the page.
    pub wall: bool,
    /// Pictures with captions, and the words of those.
    pub captions: usize,
    pub caption_words: usize,
    pub pictures: usize,
    pub video: bool,
    pub audio: bool,
    pub password: bool,
    pub frames: bool,
    /// The chosen text says what the page's description says.
    pub is_description: bool,
}

impl Evidence {
    pub fn of(
        tree: &Tree,
        blocks: &PageBlocks,
        boxes: &TeaserBoxes,
        chosen: &[usize],
        facts: &Facts,
    ) -> Evidence {
        let mut found = Evidence {
            pictures: blocks.images.len(),
            ..Evidence::default()
        };
        found.elements(tree);
        found.teasers = boxes.targets;
        let mut numbers = HashSet::new();
        let mut text = String::new();
        for (i, block) in blocks.blocks.iter().enumerate() {
            let line = blocks.text_of(block);
            let words = block.letters.words;
            let caption = is_caption(block);
            if caption {
                found.captions += 1;
                found.caption_words += words;
            }
            let aside = block.context.is_in(place::NAV | place::FOOTER);
            let beside = chosen.binary_search(&i).is_err();
            let asks = words <= ASKED && !(aside && beside) && words::speaks_of_wall(line);
            found.wall |= asks && !aside;
            if beside {
                let linked = block.link_bytes * 2 > line.len();
                if words >= 15 && !aside && !linked && boxes.teaser[i].is_none() {
                    found.other_prose += words;
                }
                continue;
            }
            found.words += words;
            if text.len() < 4_000 {
                text.push_str(line);
                text.push(' ');
            }
            if let Some(number) = boxes.teaser[i] {
                found.teaser_words += words;
                numbers.insert(number);
            } else if asks || words <= ASKED && hints::phrase_groups(line) & ASKING != 0 {
                found.asking += words;
            } else if !caption {
                found.prose += words;
            }
        }
        found.chosen_teasers = numbers.len();
        found.is_description = facts
            .description
            .as_deref()
            .is_some_and(|description| word_overlap(&text, description) >= 0.7);
        found
    }

    fn elements(&mut self, tree: &Tree) {
        for id in tree.ids() {
            match tree.tag(id) {
                Tag::VIDEO => self.video = true,
                Tag::AUDIO => self.audio = true,
                Tag::FRAME => self.frames = true,
                Tag::INPUT => {
                    let kind = tree.attr_raw(id, "type").unwrap_or_default();
                    self.password |= kind.eq_ignore_ascii_case("password");
                }
                Tag::IFRAME | Tag::EMBED | Tag::OBJECT => {
                    let values = ["class", "id", "title", "src", "data-src"]
                        .map(|name| tree.attr_raw(id, name).unwrap_or_default());
                    self.video |= hints::class_groups(&values) >> PLAYER_CLASS & 1 == 1;
                }
                _ => {}
            }
        }
    }
}

fn is_caption(block: &PageBlock) -> bool {
    let context = &block.context;
    context.is_in(place::FIGURE | place::FIGCAPTION)
        || context.class_within(CAPTION_CLASS, 2)
        || (context.class_within(GALLERY_CLASS, 2) && block.images_before > 0)
}
