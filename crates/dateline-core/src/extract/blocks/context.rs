//! Where in the page an element stands, and what it and those around it are called.

use crate::extract::hints::{CLASS_GROUPS, KnownClasses};
use crate::html::{NodeId, Tag, Tree};

/// Where in the page a block stands, as bits of [`Context::flags`].
pub mod place {
    pub const ARTICLE: u32 = 1;
    pub const MAIN: u32 = 1 << 1;
    pub const ASIDE: u32 = 1 << 2;
    pub const NAV: u32 = 1 << 3;
    pub const HEADER: u32 = 1 << 4;
    pub const FOOTER: u32 = 1 << 5;
    pub const FIGURE: u32 = 1 << 6;
    pub const FIGCAPTION: u32 = 1 << 7;
    pub const FORM: u32 = 1 << 8;
    pub const LIST: u32 = 1 << 9;
    pub const TABLE: u32 = 1 << 10;
    pub const QUOTE: u32 = 1 << 11;
    pub const BUTTON: u32 = 1 << 12;
    pub const DETAILS: u32 = 1 << 13;
    pub const HIDDEN: u32 = 1 << 14;
    pub const NOSCRIPT: u32 = 1 << 15;
    pub const BODY_PROP: u32 = 1 << 16;
    pub const PRE: u32 = 1 << 17;
    pub const HEADING: u32 = 1 << 18;
    pub const DEFINITION: u32 = 1 << 19;
    pub const SECTION: u32 = 1 << 20;
    pub const LINKED_BLOCK: u32 = 1 << 21;
    pub const TIME: u32 = 1 << 22;
    pub const ADDRESS: u32 = 1 << 23;
    pub const DIALOG: u32 = 1 << 24;
    pub const LABEL: u32 = 1 << 25;
    /// How many bits are in use.
    pub const COUNT: usize = 26;
}

/// What an element's ancestors say about it.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    pub flags: u32,
    /// Levels up to the nearest element of each class group, itself being 0; 255 where there is none.
    pub class_distance: [u8; CLASS_GROUPS],
    pub depth: u16,
    /// Hash of the last three elements with their classes: text of one kind shares it.
    pub kind_hash: u32,
    own_hash: [u32; 3],
}

impl Context {
    /// Of the document.
    pub fn root() -> Context {
        Context {
            flags: 0,
            class_distance: [u8::MAX; CLASS_GROUPS],
            depth: 0,
            kind_hash: 0,
            own_hash: [0; 3],
        }
    }

    /// Whether the block stands in one of these places.
    pub fn is_in(&self, places: u32) -> bool {
        self.flags & places != 0
    }

    /// Whether an element at most this many levels up is of a class group.
    pub fn class_within(&self, group: usize, levels: u8) -> bool {
        self.class_distance
            .get(group)
            .is_some_and(|distance| *distance <= levels)
    }

    /// What is said about an element within this one; `linked` when a link is around it.
    pub fn of_inner(
        &self,
        tree: &Tree,
        id: NodeId,
        linked: bool,
        classes: &mut KnownClasses,
    ) -> Context {
        let mut context = *self;
        let tag = tree.tag(id);
        for distance in &mut context.class_distance {
            *distance = distance.saturating_add(1);
        }
        context.depth = context.depth.saturating_add(1);
        context.flags |= flags_of(tag);
        if linked {
            context.flags |= place::LINKED_BLOCK;
        }
        let mut values: [&str; 8] = [""; 8];
        let mut count = 0;
        let mut hash = u32::from(tag.0);
        for (name, value) in tree.attrs(id) {
            let of_class = match name.len() {
                2 => name.eq_ignore_ascii_case("id"),
                4 => name.eq_ignore_ascii_case("role"),
                5 => name.eq_ignore_ascii_case("class"),
                8 => name.eq_ignore_ascii_case("itemprop"),
                _ => {
                    name.len() > 5
                        && name.as_bytes()[..5].eq_ignore_ascii_case(b"data-")
                        && value.len() < 60
                }
            };
            if name.eq_ignore_ascii_case("class") {
                for byte in value.bytes().filter(u8::is_ascii_alphabetic) {
                    hash = hash.wrapping_mul(31).wrapping_add(u32::from(byte));
                }
            }
            if of_class && count < values.len() {
                values[count] = value;
                count += 1;
                if name.eq_ignore_ascii_case("itemprop")
                    && value.to_ascii_lowercase().contains("articlebody")
                {
                    context.flags |= place::BODY_PROP;
                }
                if name.eq_ignore_ascii_case("role") {
                    context.flags |= flags_of_role(value);
                }
            }
            if is_hidden(name, value) {
                context.flags |= place::HIDDEN;
            }
        }
        let mut groups = classes.groups(&values[..count]);
        while groups != 0 {
            context.class_distance[groups.trailing_zeros() as usize] = 0;
            groups &= groups - 1;
        }
        context.own_hash = [hash, context.own_hash[0], context.own_hash[1]];
        context.kind_hash = context.own_hash.iter().fold(7u32, |all, own| {
            all.wrapping_mul(1_000_003).wrapping_add(*own)
        });
        context
    }
}

fn is_hidden(name: &str, value: &str) -> bool {
    match name.len() {
        5 if name.eq_ignore_ascii_case("style") => hides(value),
        6 => name.eq_ignore_ascii_case("hidden"),
        11 => name.eq_ignore_ascii_case("aria-hidden") && value.eq_ignore_ascii_case("true"),
        _ => false,
    }
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let mut flat = [0u8; 400];
    let bytes = style.bytes().filter(|b| !b.is_ascii_whitespace());
    let mut length = 0;
    for (slot, byte) in flat.iter_mut().zip(bytes) {
        *slot = byte.to_ascii_lowercase();
        length += 1;
    }
    let flat = &flat[..length];
    memchr::memchr_iter(b':', flat).any(|at| {
        let (name, value) = (&flat[..at], &flat[at + 1..]);
        (name.ends_with(b"display") && value.starts_with(b"none"))
            || (name.ends_with(b"visibility") && value.starts_with(b"hidden"))
    })
}

fn flags_of(tag: Tag) -> u32 {
    match tag {
        Tag::ARTICLE => place::ARTICLE,
        Tag::MAIN => place::MAIN,
        Tag::ASIDE => place::ASIDE,
        Tag::NAV | Tag::MENU => place::NAV,
        Tag::HEADER => place::HEADER,
        Tag::FOOTER => place::FOOTER,
        Tag::FIGURE => place::FIGURE,
        Tag::FIGCAPTION => place::FIGCAPTION,
        Tag::FORM | Tag::FIELDSET => place::FORM,
        Tag::UL | Tag::OL | Tag::LI => place::LIST,
        Tag::TABLE => place::TABLE,
        Tag::BLOCKQUOTE => place::QUOTE,
        Tag::BUTTON => place::BUTTON,
        Tag::DETAILS | Tag::SUMMARY => place::DETAILS,
        Tag::NOSCRIPT => place::NOSCRIPT,
        Tag::PRE | Tag::LISTING | Tag::XMP => place::PRE,
        Tag::H1 | Tag::H2 | Tag::H3 | Tag::H4 | Tag::H5 | Tag::H6 => place::HEADING,
        Tag::DL | Tag::DT | Tag::DD => place::DEFINITION,
        Tag::SECTION => place::SECTION,
        Tag::ADDRESS => place::ADDRESS,
        Tag::DIALOG => place::DIALOG,
        _ => 0,
    }
}

fn flags_of_role(role: &str) -> u32 {
    match role {
        "navigation" | "menu" | "menubar" => place::NAV,
        "main" => place::MAIN,
        "complementary" => place::ASIDE,
        "contentinfo" => place::FOOTER,
        "banner" => place::HEADER,
        "article" => place::ARTICLE,
        "dialog" | "alertdialog" => place::DIALOG,
        "form" | "search" => place::FORM,
        "button" => place::BUTTON,
        _ => 0,
    }
}
