//! Names: namespaces under the prefixes that readers know them by, and what each element is to us.

/// Namespaces and their usual prefixes; the formats' own have none. Compared without letter case.
const NAMESPACES: &[(&str, &str)] = &[
    ("http://www.w3.org/2005/atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://blogs.law.harvard.edu/tech/rss", ""),
    ("http://purl.org/rss/1.0/modules/rss091#", ""),
    ("http://purl.org/echo/", ""),
    ("uri/of/echo/namespace#", ""),
    ("http://purl.org/pie/", ""),
    ("http://example.com/newformat#", ""),
    ("http://example.com/necho", ""),
    ("http://webns.net/mvcb/", "admin"),
    ("http://creativecommons.org/ns#", "cc"),
    ("http://web.resource.org/cc/", "cc"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    (
        "http://backend.userland.com/creativecommonsrssmodule",
        "creativecommons",
    ),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/elements/1.0/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/event/", "ev"),
    ("http://rssnamespace.org/feedburner/ext/1.0", "feedburner"),
    ("http://freshmeat.net/rss/fm/", "fm"),
    ("http://xmlns.com/foaf/0.1/", "foaf"),
    ("http://www.w3.org/2003/01/geo/wgs84_pos#", "geo"),
    ("http://www.georss.org/georss", "georss"),
    ("http://www.georss.org/georss/10", "georss"),
    ("http://www.opengis.net/gml", "gml"),
    ("http://purl.org/rss/1.0/modules/image/", "image"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://example.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://search.yahoo.com/mrss", "media"),
    (
        "http://madskills.com/public/xml/rss/module/pingback/",
        "pingback",
    ),
    ("http://prismstandard.org/namespaces/1.2/basic/", "prism"),
    ("http://podlove.org/simple-chapters", "psc"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/2000/01/rdf-schema#", "rdfs"),
    ("http://purl.org/rss/1.0/modules/slash/", "slash"),
    ("http://purl.org/rss/1.0/modules/subscription/", "sub"),
    ("http://www.w3.org/2000/svg", "svg"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
    ("http://schemas.pocketsoap.com/rss/mydescmodule/", "szf"),
    ("http://purl.org/rss/1.0/modules/taxonomy/", "taxo"),
    ("http://purl.org/syndication/thread/1.0", "thr"),
    ("http://purl.org/rss/1.0/modules/threading/", "thr"),
    (
        "http://madskills.com/public/xml/rss/module/trackback/",
        "trackback",
    ),
    ("http://wellformedweb.org/commentapi/", "wfw"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/1999/xlink", "xlink"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
];

/// The usual prefix of a namespace; `None` when it is not a known one.
pub(super) fn prefix_of(namespace: &str) -> Option<&'static str> {
    if contains_ignoring_case(namespace, "backend.userland.com/rss") {
        return Some("");
    }
    let known = NAMESPACES
        .iter()
        .find(|(uri, _)| uri.eq_ignore_ascii_case(namespace));
    known.map(|(_, prefix)| *prefix)
}

/// The version that a namespace tells of.
pub(super) fn version_of(namespace: &str) -> Option<&'static str> {
    match namespace.to_ascii_lowercase().as_str() {
        "http://my.netscape.com/rdf/simple/0.9/" => Some("rss090"),
        "http://purl.org/rss/1.0/" => Some("rss10"),
        "http://www.w3.org/2005/atom" => Some("atom10"),
        _ => None,
    }
}

fn contains_ignoring_case(text: &str, wanted: &str) -> bool {
    text.as_bytes()
        .windows(wanted.len())
        .any(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// Times that entries and feeds state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Published,
    Updated,
    Created,
    Expired,
}

/// What an element is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Rss,
    Rdf,
    Feed,
    Channel,
    Item,
    Image,
    TextInput,
    Author,
    Contributor,
    DcContributor,
    Publisher,
    Owner,
    Name,
    Url,
    Email,
    /// Width or height of an image.
    Measure(&'static str),
    Title,
    MediaTitle,
    Link,
    Guid,
    Id,
    Description,
    /// Description in CDF, plain text.
    Abstract,
    Summary,
    Subtitle,
    Rights,
    Info,
    Content,
    /// `content:encoded` and its like: HTML.
    Encoded,
    /// `xhtml:body`.
    Body,
    Generator,
    /// Its value is in `rdf:resource`.
    GeneratorAgent,
    ErrorReportsTo,
    Time(Time),
    Validity,
    Language,
    Category,
    ItunesCategory,
    MediaCategory,
    Keywords,
    Enclosure,
    Source,
    ItunesImage,
    ItunesBlock,
    ItunesExplicit,
    MediaContent,
    MediaThumbnail,
    MediaPlayer,
    MediaCredit,
    /// A single element of Media RSS with attributes and a value.
    Media(&'static str),
    License,
    CcLicense,
    NewLocation,
    GeoBox,
    GeoPoint,
    GeoLine,
    GeoPolygon,
    GeoLat,
    GeoLong,
    GmlPoint,
    GmlLine,
    GmlPolygon,
    GmlPositions,
    Chapters,
    Chapter,
    /// An element of HTML inside content.
    Markup,
    /// Kept under its own name.
    Other,
}

/// What an element is, by usual prefix and lower-case local name.
pub(super) fn role(prefix: &str, local: &str) -> Role {
    match prefix {
        "" => plain(local),
        "dc" => match local {
            "author" | "creator" => Role::Author,
            "contributor" => Role::DcContributor,
            "date" => Role::Time(Time::Updated),
            "description" => Role::Description,
            "language" => Role::Language,
            "publisher" => Role::Publisher,
            "rights" => Role::Rights,
            "subject" => Role::Category,
            "title" => Role::Title,
            _ => Role::Other,
        },
        "dcterms" => match local {
            "created" => Role::Time(Time::Created),
            "issued" => Role::Time(Time::Published),
            "modified" => Role::Time(Time::Updated),
            "valid" => Role::Validity,
            _ => Role::Other,
        },
        "itunes" => itunes(local),
        "media" => match local {
            "category" => Role::MediaCategory,
            "content" => Role::MediaContent,
            "credit" => Role::MediaCredit,
            "description" => Role::Description,
            "keywords" => Role::Keywords,
            "license" => Role::Media("media_license"),
            "player" => Role::MediaPlayer,
            "rating" => Role::Media("media_rating"),
            "restriction" => Role::Media("media_restriction"),
            "thumbnail" => Role::MediaThumbnail,
            "title" => Role::MediaTitle,
            _ => Role::Other,
        },
        "georss" => match local {
            "point" => Role::GeoPoint,
            "line" => Role::GeoLine,
            "polygon" => Role::GeoPolygon,
            "box" => Role::GeoBox,
            _ => Role::Other,
        },
        "geo" => match local {
            "lat" => Role::GeoLat,
            "long" => Role::GeoLong,
            _ => Role::Other,
        },
        "gml" => match local {
            "point" => Role::GmlPoint,
            "linestring" => Role::GmlLine,
            "polygon" => Role::GmlPolygon,
            "pos" | "poslist" => Role::GmlPositions,
            _ => Role::Other,
        },
        "psc" => match local {
            "chapters" => Role::Chapters,
            "chapter" => Role::Chapter,
            _ => Role::Other,
        },
        "rdf" if local == "rdf" => Role::Rdf,
        "content" if local == "encoded" => Role::Encoded,
        "xhtml" if local == "body" => Role::Body,
        "admin" if local == "generatoragent" => Role::GeneratorAgent,
        "admin" if local == "errorreportsto" => Role::ErrorReportsTo,
        "feedburner" if local == "browserfriendly" => Role::Info,
        "cc" if local == "license" => Role::CcLicense,
        "creativecommons" if local == "license" => Role::License,
        _ => Role::Other,
    }
}

fn plain(local: &str) -> Role {
    match local {
        "rss" => Role::Rss,
        "feed" => Role::Feed,
        "channel" => Role::Channel,
        "item" | "entry" | "product" => Role::Item,
        "image" => Role::Image,
        "textinput" => Role::TextInput,
        "author" | "managingeditor" => Role::Author,
        "contributor" => Role::Contributor,
        "webmaster" => Role::Publisher,
        "name" => Role::Name,
        "url" | "uri" | "homepage" | "href" => Role::Url,
        "email" => Role::Email,
        "width" => Role::Measure("width"),
        "height" => Role::Measure("height"),
        "title" => Role::Title,
        "link" => Role::Link,
        "guid" => Role::Guid,
        "id" => Role::Id,
        "description" => Role::Description,
        "abstract" => Role::Abstract,
        "summary" => Role::Summary,
        "subtitle" | "tagline" => Role::Subtitle,
        "rights" | "copyright" => Role::Rights,
        "info" => Role::Info,
        "content" => Role::Content,
        "prodlink" | "fullitem" => Role::Encoded,
        "body" => Role::Body,
        "generator" => Role::Generator,
        "published" | "issued" | "pubdate" => Role::Time(Time::Published),
        "updated" | "modified" | "lastbuilddate" => Role::Time(Time::Updated),
        "created" => Role::Time(Time::Created),
        "expirationdate" => Role::Time(Time::Expired),
        "language" => Role::Language,
        "category" => Role::Category,
        "keywords" => Role::Category,
        "enclosure" => Role::Enclosure,
        "source" => Role::Source,
        "newlocation" => Role::NewLocation,
        _ => Role::Other,
    }
}

fn itunes(local: &str) -> Role {
    match local {
        "author" => Role::Author,
        "block" => Role::ItunesBlock,
        "category" => Role::ItunesCategory,
        "email" => Role::Email,
        "explicit" => Role::ItunesExplicit,
        "image" | "link" => Role::ItunesImage,
        "keywords" => Role::Keywords,
        "name" => Role::Name,
        "owner" => Role::Owner,
        "subtitle" => Role::Subtitle,
        "summary" => Role::Summary,
        "title" => Role::MediaTitle,
        _ => Role::Other,
    }
}

/// Values that are addresses and may be relative.
pub(super) fn is_address(name: &str) -> bool {
    matches!(
        name,
        "link"
            | "id"
            | "wfw_comment"
            | "wfw_commentrss"
            | "docs"
            | "url"
            | "href"
            | "comments"
            | "icon"
            | "logo"
    )
}

/// Values that may hold markup.
pub(super) fn may_hold_markup(name: &str) -> bool {
    matches!(
        name,
        "content"
            | "title"
            | "summary"
            | "info"
            | "tagline"
            | "subtitle"
            | "copyright"
            | "rights"
            | "description"
    )
}
