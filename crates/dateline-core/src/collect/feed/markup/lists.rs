//! Lists: the elements, attributes and style properties that content may have. They are those of feedparser's
//! sanitiser, which readers of feeds know, less what animates or embeds and more of today's inline elements.

/// Elements of HTML.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote",
    "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "command", "datagrid",
    "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "event-source", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img",
    "input", "ins", "kbd", "keygen", "label", "legend", "li", "m", "main", "map", "mark", "menu", "meter", "multicol",
    "nav", "nextid", "noscript", "ol", "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "rp",
    "rt", "ruby", "s", "samp", "section", "select", "small", "sound", "source", "spacer", "span", "strike", "strong",
    "sub", "summary", "sup", "table", "tbody", "td", "textarea", "tfoot", "th", "thead", "time", "tr", "tt", "u",
    "ul", "var", "video", "wbr",
];

/// Attributes of HTML.
#[rustfmt::skip]
const ATTRIBUTES: &[&str] = &[
    "abbr", "accept", "accept-charset", "accesskey", "action", "align", "alt", "autocomplete", "autofocus", "axis",
    "background", "balance", "bgcolor", "bgproperties", "border", "bordercolor", "bordercolordark",
    "bordercolorlight", "bottompadding", "cellpadding", "cellspacing", "ch", "challenge", "char", "charoff",
    "charset", "checked", "choff", "cite", "class", "clear", "color", "cols", "colspan", "compact", "contenteditable",
    "controls", "coords", "data", "datafld", "datapagesize", "datasrc", "datetime", "default", "delay", "dir",
    "disabled", "draggable", "dynsrc", "enctype", "end", "face", "for", "form", "frame", "galleryimg", "gutter",
    "headers", "height", "hidden", "hidefocus", "high", "href", "hreflang", "hspace", "icon", "id", "inputmode",
    "ismap", "keytype", "label", "lang", "leftspacing", "list", "longdesc", "loop", "loopcount", "loopend",
    "loopstart", "low", "lowsrc", "max", "maxlength", "media", "method", "min", "multiple", "name", "nohref",
    "noshade", "nowrap", "open", "optimum", "pattern", "ping", "point-size", "poster", "pqg", "preload", "prompt",
    "radiogroup", "readonly", "rel", "repeat-max", "repeat-min", "replace", "required", "rev", "rightspacing", "rows",
    "rowspan", "rules", "scope", "selected", "shape", "size", "sizes", "span", "src", "srcset", "start", "step",
    "style", "summary", "suppress", "tabindex", "target", "template", "title", "toppadding", "type", "unselectable",
    "urn", "usemap", "valign", "value", "variable", "volume", "vrml", "vspace", "width", "wrap", "xml:lang",
];

/// Elements of MathML.
#[rustfmt::skip]
const MATH_ELEMENTS: &[&str] = &[
    "annotation", "maction", "maligngroup", "malignmark", "math", "menclose", "merror", "mfenced", "mfrac", "mglyph",
    "mi", "mlabeledtr", "mlongdiv", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "ms", "mscarries", "mscarry", "msgroup", "msline", "mspace", "msqrt", "msrow", "mstack",
    "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder", "munderover", "none", "semantics",
];

/// Attributes of MathML.
#[rustfmt::skip]
const MATH_ATTRIBUTES: &[&str] = &[
    "accent", "accentunder", "actiontype", "align", "alignmentscope", "altimg", "altimg-height", "altimg-valign",
    "altimg-width", "alttext", "bevelled", "charalign", "close", "columnalign", "columnlines", "columnspacing",
    "columnspan", "columnwidth", "crossout", "decimalpoint", "denomalign", "depth", "dir", "display", "displaystyle",
    "edge", "encoding", "equalcolumns", "equalrows", "fence", "fontstyle", "fontweight", "form", "frame",
    "framespacing", "groupalign", "height", "href", "id", "indentalign", "indentalignfirst", "indentalignlast",
    "indentshift", "indentshiftfirst", "indentshiftlast", "indenttarget", "infixlinebreakstyle", "largeop", "length",
    "linebreak", "linebreakmultchar", "linebreakstyle", "lineleading", "linethickness", "location", "longdivstyle",
    "lquote", "lspace", "mathbackground", "mathcolor", "mathsize", "mathvariant", "maxsize", "minlabelspacing",
    "minsize", "movablelimits", "notation", "numalign", "open", "other", "overflow", "position", "rowalign",
    "rowlines", "rowspacing", "rowspan", "rquote", "rspace", "scriptlevel", "scriptminsize", "scriptsizemultiplier",
    "selection", "separator", "separators", "shift", "side", "src", "stackalign", "stretchy", "subscriptshift",
    "superscriptshift", "symmetric", "voffset", "width", "xlink:href", "xlink:show", "xlink:type", "xmlns",
    "xmlns:xlink",
];

/// Elements of SVG, in small letters.
#[rustfmt::skip]
const SVG_ELEMENTS: &[&str] = &[
    "a", "circle", "defs", "desc", "ellipse", "font-face", "font-face-name", "font-face-src", "g", "glyph", "hkern",
    "line", "lineargradient", "marker", "metadata", "missing-glyph", "path", "polygon", "polyline", "radialgradient",
    "rect", "stop", "svg", "switch", "text", "title", "tspan", "use",
];

/// Attributes of SVG, in small letters.
#[rustfmt::skip]
const SVG_ATTRIBUTES: &[&str] = &[
    "accent-height", "alphabetic", "arabic-form", "ascent", "baseprofile", "bbox", "cap-height", "class", "color",
    "color-rendering", "content", "cx", "cy", "d", "descent", "display", "dx", "dy", "fill", "fill-opacity",
    "fill-rule", "font-family", "font-size", "font-stretch", "font-style", "font-variant", "font-weight", "fx", "fy",
    "g1", "g2", "glyph-name", "gradientunits", "hanging", "height", "horiz-adv-x", "horiz-origin-x", "id",
    "ideographic", "k", "lang", "marker-end", "marker-mid", "marker-start", "markerheight", "markerunits",
    "markerwidth", "mathematical", "max", "min", "name", "offset", "opacity", "orient", "origin", "overline-position",
    "overline-thickness", "panose-1", "path", "pathlength", "points", "preserveaspectratio", "r", "refx", "refy",
    "requiredextensions", "requiredfeatures", "rotate", "rx", "ry", "slope", "stemh", "stemv", "stop-color",
    "stop-opacity", "strikethrough-position", "strikethrough-thickness", "stroke", "stroke-dasharray",
    "stroke-dashoffset", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width",
    "style", "systemlanguage", "target", "text-anchor", "transform", "type", "u1", "u2", "underline-position",
    "underline-thickness", "unicode", "unicode-range", "units-per-em", "version", "viewbox", "visibility", "width",
    "widths", "x", "x-height", "x1", "x2", "xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show",
    "xlink:title", "xlink:type", "xml:lang", "xml:space", "xmlns", "xmlns:xlink", "y", "y1", "y2", "zoomandpan",
];

/// Names of SVG that have capitals.
#[rustfmt::skip]
const SVG_NAMES: &[&str] = &[
    "baseProfile", "gradientUnits", "linearGradient", "markerHeight", "markerUnits", "markerWidth", "pathLength",
    "preserveAspectRatio", "radialGradient", "refX", "refY", "requiredExtensions", "requiredFeatures",
    "systemLanguage", "viewBox", "zoomAndPan",
];

/// Attributes that hold an address.
#[rustfmt::skip]
const ADDRESSES: &[&str] = &[
    "action", "background", "cite", "data", "dynsrc", "href", "icon", "longdesc", "lowsrc", "ping", "poster", "src",
    "usemap", "xlink:href",
];

/// Style properties of which any harmless value is kept.
#[rustfmt::skip]
const PROPERTIES: &[&str] = &[
    "azimuth", "background-color", "border-bottom-color", "border-collapse", "border-color", "border-left-color",
    "border-right-color", "border-top-color", "clear", "color", "cursor", "direction", "display", "elevation",
    "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height",
    "letter-spacing", "line-height", "overflow", "pause", "pause-after", "pause-before", "pitch", "pitch-range",
    "richness", "speak", "speak-header", "speak-numeral", "speak-punctuation", "speech-rate", "stress", "text-align",
    "text-decoration", "text-indent", "unicode-bidi", "vertical-align", "voice-family", "volume", "white-space",
    "width",
];

/// The same in SVG.
#[rustfmt::skip]
const SVG_PROPERTIES: &[&str] = &[
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-linecap", "stroke-linejoin", "stroke-opacity",
    "stroke-width",
];

/// Values of backgrounds, borders, margins and paddings.
#[rustfmt::skip]
const KEYWORDS: &[&str] = &[
    "!important", "aqua", "auto", "black", "block", "blue", "bold", "both", "bottom", "brown", "center", "collapse",
    "dashed", "dotted", "fuchsia", "gray", "green", "italic", "left", "lime", "maroon", "medium", "navy", "none",
    "normal", "nowrap", "olive", "pointer", "purple", "red", "right", "silver", "solid", "teal", "top", "transparent",
    "underline", "white", "yellow",
];

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "br", "col", "command", "embed", "frame", "hr", "img", "input",
    "isindex", "keygen", "link", "meta", "param", "source", "track", "wbr",
];

/// Which vocabulary an element stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vocabulary {
    Html,
    Svg,
    Math,
}

fn has(list: &[&str], name: &str) -> bool {
    list.binary_search(&name).is_ok()
}

/// Whether an element of this name, in small letters, is kept.
pub(super) fn keeps_element(vocabulary: Vocabulary, name: &str) -> bool {
    has(ELEMENTS, name)
        || match vocabulary {
            Vocabulary::Html => false,
            Vocabulary::Svg => has(SVG_ELEMENTS, name),
            Vocabulary::Math => has(MATH_ELEMENTS, name),
        }
}

/// Whether an element belongs to HTML as content has it.
pub(super) fn is_html(name: &str) -> bool {
    has(ELEMENTS, name)
}

/// Whether an attribute of this name, in small letters, is kept.
pub(super) fn keeps_attribute(vocabulary: Vocabulary, name: &str) -> bool {
    match vocabulary {
        Vocabulary::Html => has(ATTRIBUTES, name),
        Vocabulary::Svg => has(SVG_ATTRIBUTES, name),
        Vocabulary::Math => has(MATH_ATTRIBUTES, name),
    }
}

/// The name with the capitals that SVG wants.
pub(super) fn svg_name(name: &str) -> &str {
    let found = SVG_NAMES
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name));
    found.copied().unwrap_or(name)
}

pub(super) fn holds_address(name: &str) -> bool {
    has(ADDRESSES, name)
}

pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub(super) fn keeps_property(vocabulary: Vocabulary, name: &str) -> bool {
    has(PROPERTIES, name) || (vocabulary == Vocabulary::Svg && has(SVG_PROPERTIES, name))
}

pub(super) fn is_keyword(value: &str) -> bool {
    has(KEYWORDS, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order() {
        let lists = [
            ELEMENTS,
            ATTRIBUTES,
            MATH_ELEMENTS,
            MATH_ATTRIBUTES,
            SVG_ELEMENTS,
            SVG_ATTRIBUTES,
            ADDRESSES,
            PROPERTIES,
            SVG_PROPERTIES,
            KEYWORDS,
        ];
        for list in lists {
            assert!(list.is_sorted(), "{list:?}");
        }
    }
}
