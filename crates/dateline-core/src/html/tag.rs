//! Element and attribute names as small numbers, so that the tree compares bytes instead of strings.

/// An element name. Names that no rule here speaks of are [`Tag::OTHER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag(pub u8);

macro_rules! tags {
    ($($konst:ident $name:literal),* $(,)?) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Number { ROOT, TEXT, OTHER, $($konst),* , COUNT }
        impl Tag {
            /// The document itself.
            pub const ROOT: Tag = Tag(Number::ROOT as u8);
            /// A run of text.
            pub const TEXT: Tag = Tag(Number::TEXT as u8);
            /// An element whose name has no number.
            pub const OTHER: Tag = Tag(Number::OTHER as u8);
            /// How many numbers there are.
            pub const COUNT: usize = Number::COUNT as usize;
            $(#[doc = $name] pub const $konst: Tag = Tag(Number::$konst as u8);)*

            /// The number of a lower-case name.
            pub fn of(name: &[u8]) -> Tag {
                $(const $konst: &[u8] = $name.as_bytes();)*
                match name {
                    $($konst => Tag::$konst,)*
                    _ => Tag::OTHER,
                }
            }

            /// The name; empty for what has none.
            pub fn name(self) -> &'static str {
                const NAMES: &[&str] = &["", "", "", $($name),*];
                NAMES.get(usize::from(self.0)).copied().unwrap_or("")
            }
        }
    };
}

tags! {
    A "a", ABBR "abbr", ADDRESS "address", AREA "area", ARTICLE "article", ASIDE "aside", AUDIO "audio", B "b",
    BASE "base", BASEFONT "basefont", BGSOUND "bgsound", BIG "big", BLOCKQUOTE "blockquote", BODY "body", BR "br",
    BUTTON "button", CANVAS "canvas", CAPTION "caption", CENTER "center", CITE "cite", CODE "code", COL "col",
    COLGROUP "colgroup", DD "dd", DEL "del", DETAILS "details", DIALOG "dialog", DIR "dir", DIV "div", DL "dl",
    DT "dt", EM "em", EMBED "embed", FIELDSET "fieldset", FIGCAPTION "figcaption", FIGURE "figure", FONT "font",
    FOOTER "footer", FORM "form", FRAME "frame", FRAMESET "frameset", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5",
    H6 "h6", HEAD "head", HEADER "header", HGROUP "hgroup", HR "hr", HTML "html", I "i", IFRAME "iframe", IMG "img",
    INPUT "input", INS "ins", LABEL "label", LEGEND "legend", LI "li", LINK "link", LISTING "listing", MAIN "main",
    MARQUEE "marquee", MATH "math", MENU "menu", META "meta", NAV "nav", NOBR "nobr", NOEMBED "noembed",
    NOFRAMES "noframes", NOSCRIPT "noscript", OBJECT "object", OL "ol", OPTGROUP "optgroup", OPTION "option", P "p",
    PARAM "param", PICTURE "picture", PLAINTEXT "plaintext", PRE "pre", Q "q", RB "rb", RP "rp", RT "rt", RTC "rtc",
    RUBY "ruby", S "s", SCRIPT "script", SEARCH "search", SECTION "section", SELECT "select", SMALL "small",
    SOURCE "source", SPAN "span", STRIKE "strike", STRONG "strong", STYLE "style", SUB "sub", SUMMARY "summary",
    SUP "sup", SVG "svg", TABLE "table", TBODY "tbody", TD "td", TEMPLATE "template", TEXTAREA "textarea",
    TFOOT "tfoot", TH "th", THEAD "thead", TIME "time", TITLE "title", TR "tr", TRACK "track", TT "tt", U "u",
    UL "ul", VIDEO "video", WBR "wbr", XMP "xmp", FOREIGN_OBJECT "foreignobject", DESC "desc",
}

/// A set of tags, made at compile time.
#[derive(Debug, Clone, Copy)]
pub struct TagSet([u64; 3]);

impl TagSet {
    /// The set of these tags.
    pub const fn of(tags: &[Tag]) -> TagSet {
        let mut bits = [0u64; 3];
        let mut i = 0;
        while i < tags.len() {
            let n = tags[i].0 as usize;
            bits[n / 64] |= 1 << (n % 64);
            i += 1;
        }
        TagSet(bits)
    }

    /// The set with one tag more.
    pub const fn and(mut self, tag: Tag) -> TagSet {
        self.0[tag.0 as usize / 64] |= 1 << (tag.0 % 64);
        self
    }

    /// Whether the tag is in the set.
    pub const fn has(self, tag: Tag) -> bool {
        let n = tag.0 as usize;
        n < 192 && self.0[n / 64] >> (n % 64) & 1 == 1
    }
}

/// Elements that never have children.
pub const VOID: TagSet = TagSet::of(&[
    Tag::AREA,
    Tag::BASE,
    Tag::BASEFONT,
    Tag::BGSOUND,
    Tag::BR,
    Tag::COL,
    Tag::EMBED,
    Tag::FRAME,
    Tag::HR,
    Tag::IMG,
    Tag::INPUT,
    Tag::LINK,
    Tag::META,
    Tag::PARAM,
    Tag::SOURCE,
    Tag::TRACK,
    Tag::WBR,
]);

/// Elements whose content is text up to their own end tag.
pub const RAW: TagSet = TagSet::of(&[
    Tag::SCRIPT,
    Tag::STYLE,
    Tag::XMP,
    Tag::IFRAME,
    Tag::NOEMBED,
    Tag::NOFRAMES,
    Tag::TITLE,
    Tag::TEXTAREA,
]);

/// Raw-text elements in which character references still count.
pub const ESCAPABLE_RAW: TagSet = TagSet::of(&[Tag::TITLE, Tag::TEXTAREA]);

/// Elements that start on a line of their own.
pub const BLOCK: TagSet = TagSet::of(&[
    Tag::ADDRESS,
    Tag::ARTICLE,
    Tag::ASIDE,
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::CAPTION,
    Tag::CENTER,
    Tag::DD,
    Tag::DETAILS,
    Tag::DIALOG,
    Tag::DIR,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::FIELDSET,
    Tag::FIGCAPTION,
    Tag::FIGURE,
    Tag::FOOTER,
    Tag::FORM,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEADER,
    Tag::HGROUP,
    Tag::HR,
    Tag::HTML,
    Tag::LEGEND,
    Tag::LI,
    Tag::LISTING,
    Tag::MAIN,
    Tag::MENU,
    Tag::NAV,
    Tag::OL,
    Tag::OPTION,
    Tag::P,
    Tag::PRE,
    Tag::SEARCH,
    Tag::SECTION,
    Tag::SUMMARY,
    Tag::TABLE,
    Tag::TBODY,
    Tag::TD,
    Tag::TFOOT,
    Tag::TH,
    Tag::THEAD,
    Tag::TR,
    Tag::UL,
    Tag::XMP,
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_agree() {
        assert_eq!(Tag::of(b"blockquote"), Tag::BLOCKQUOTE);
        assert_eq!(Tag::BLOCKQUOTE.name(), "blockquote");
        assert_eq!(Tag::of(b"desc").name(), "desc");
        assert_eq!(Tag::of(b"my-widget"), Tag::OTHER);
        const { assert!(Tag::COUNT <= 192) };
    }

    #[test]
    fn sets_hold_what_was_put_in() {
        assert!(VOID.has(Tag::BR) && !VOID.has(Tag::P));
        assert!(BLOCK.has(Tag::XMP) && !BLOCK.has(Tag::SPAN) && !BLOCK.has(Tag::TEXT));
    }
}
