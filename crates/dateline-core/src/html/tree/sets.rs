//! Sets of tags that the rules of tree construction speak of.

use crate::html::tag::{Tag, TagSet};

/// Elements whose start ends an open paragraph.
pub const P_CLOSERS: TagSet = TagSet::of(&[
    Tag::ADDRESS,
    Tag::ARTICLE,
    Tag::ASIDE,
    Tag::BLOCKQUOTE,
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
    Tag::LI,
    Tag::LISTING,
    Tag::MAIN,
    Tag::MENU,
    Tag::NAV,
    Tag::OL,
    Tag::P,
    Tag::PLAINTEXT,
    Tag::PRE,
    Tag::SEARCH,
    Tag::SECTION,
    Tag::SUMMARY,
    Tag::TABLE,
    Tag::UL,
    Tag::XMP,
]);

pub const HEADINGS: TagSet = TagSet::of(&[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]);

pub const FORMATTING: TagSet = TagSet::of(&[
    Tag::A,
    Tag::B,
    Tag::BIG,
    Tag::CODE,
    Tag::EM,
    Tag::FONT,
    Tag::I,
    Tag::NOBR,
    Tag::S,
    Tag::SMALL,
    Tag::STRIKE,
    Tag::STRONG,
    Tag::TT,
    Tag::U,
]);

/// Elements that an end tag of another can't reach through.
pub const SCOPE: TagSet = TagSet::of(&[
    Tag::ROOT,
    Tag::HTML,
    Tag::TABLE,
    Tag::TD,
    Tag::TH,
    Tag::CAPTION,
    Tag::TEMPLATE,
    Tag::MARQUEE,
    Tag::OBJECT,
    Tag::FOREIGN_OBJECT,
]);

pub const P: TagSet = TagSet::of(&[Tag::P]);
/// Elements that keep a paragraph around them open.
pub const P_SCOPE: TagSet = SCOPE.and(Tag::BUTTON);
pub const TABLE_SCOPE: TagSet = TagSet::of(&[Tag::ROOT, Tag::HTML, Tag::TABLE, Tag::TEMPLATE]);
/// Where text and other elements don't belong and are put before the table.
pub const TABLE_CONTEXT: TagSet =
    TagSet::of(&[Tag::TABLE, Tag::TBODY, Tag::THEAD, Tag::TFOOT, Tag::TR]);
pub const TABLE_PARTS: TagSet = TagSet::of(&[
    Tag::CAPTION,
    Tag::COLGROUP,
    Tag::COL,
    Tag::TBODY,
    Tag::THEAD,
    Tag::TFOOT,
    Tag::TR,
    Tag::TD,
    Tag::TH,
]);
/// What may stand between the parts of a table without being pushed out.
pub const TABLE_GUESTS: TagSet = TagSet::of(&[
    Tag::SCRIPT,
    Tag::STYLE,
    Tag::TEMPLATE,
    Tag::FORM,
    Tag::INPUT,
    Tag::TABLE,
]);
pub const HEAD_CONTENT: TagSet = TagSet::of(&[
    Tag::BASE,
    Tag::BASEFONT,
    Tag::BGSOUND,
    Tag::LINK,
    Tag::META,
    Tag::TITLE,
    Tag::NOSCRIPT,
    Tag::NOFRAMES,
    Tag::STYLE,
    Tag::SCRIPT,
    Tag::TEMPLATE,
    Tag::HEAD,
]);
/// Start tags that end svg and math.
pub const BREAKOUT: TagSet = TagSet::of(&[
    Tag::B,
    Tag::BIG,
    Tag::BLOCKQUOTE,
    Tag::BODY,
    Tag::BR,
    Tag::CENTER,
    Tag::CODE,
    Tag::DD,
    Tag::DIV,
    Tag::DL,
    Tag::DT,
    Tag::EM,
    Tag::EMBED,
    Tag::H1,
    Tag::H2,
    Tag::H3,
    Tag::H4,
    Tag::H5,
    Tag::H6,
    Tag::HEAD,
    Tag::HR,
    Tag::I,
    Tag::IMG,
    Tag::LI,
    Tag::LISTING,
    Tag::MENU,
    Tag::META,
    Tag::NOBR,
    Tag::OL,
    Tag::P,
    Tag::PRE,
    Tag::RUBY,
    Tag::S,
    Tag::SMALL,
    Tag::SPAN,
    Tag::STRONG,
    Tag::STRIKE,
    Tag::SUB,
    Tag::SUP,
    Tag::TABLE,
    Tag::TT,
    Tag::U,
    Tag::UL,
]);
/// Elements that are no blocks, but whose end tag reaches through open blocks all the same.
pub const STRONG_ENDS: TagSet = TagSet::of(&[
    Tag::BUTTON,
    Tag::FOREIGN_OBJECT,
    Tag::HEAD,
    Tag::MATH,
    Tag::MARQUEE,
    Tag::NOSCRIPT,
    Tag::OBJECT,
    Tag::SELECT,
    Tag::SVG,
    Tag::TEMPLATE,
]);
pub const FOREIGN: TagSet = TagSet::of(&[Tag::SVG, Tag::MATH]);
/// Elements of svg in which HTML may stand.
pub const INTEGRATION: [Tag; 3] = [Tag::FOREIGN_OBJECT, Tag::DESC, Tag::TITLE];
/// Elements that a search for an open `li` passes through.
pub const LI_TRANSPARENT: TagSet = TagSet::of(&[Tag::ADDRESS, Tag::DIV, Tag::P]);
