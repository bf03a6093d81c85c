//! The outlets of the sample newsroom. All of them are invented, as are their towns and countries.

use anyhow::{Context, Result};

/// How an outlet's pages are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Design {
    /// JSON-LD NewsArticle, one object.
    JsonLd,
    /// OpenGraph properties only.
    OpenGraph,
    /// schema.org microdata in the markup.
    Microdata,
    /// JSON-LD `@graph` and OpenGraph, subscription boxes.
    Graph,
    /// A title and little else.
    Bare,
    /// Tables, `font` and `br`, windows-1252 bytes under another label.
    Table,
    /// German, OpenGraph and JSON-LD.
    German,
    /// Arabic, right to left.
    RightToLeft,
    /// Chinese, times without a zone.
    Chinese,
    /// Headline, excerpt, source line, canonical link to the origin.
    Aggregator,
    /// Content farm: brand in the title, source and category run together, three cut teasers.
    FarmA,
    /// Content farm: brand before and after the headline, a list of related headlines.
    FarmB,
}

/// How much of a time the outlet prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Zoned,
    Local,
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    Rss,
    Atom,
    Json,
}

#[derive(Debug)]
pub struct Outlet {
    pub key: &'static str,
    pub name: &'static str,
    pub domain: &'static str,
    pub design: Design,
    pub language: &'static str,
    pub clock: Clock,
    /// Path of an article; `{section}`, `{slug}`, `{date}` and `{hex}` are filled in.
    pub address: &'static str,
    pub tagline: &'static str,
    pub sections: &'static [&'static str],
    pub feed: Option<FeedFormat>,
}

impl Outlet {
    pub fn home(&self) -> String {
        format!("https://{}/", self.domain)
    }

    /// Whether a deck stands above the text and so is part of it.
    pub fn shows_deck(&self) -> bool {
        !matches!(
            self.design,
            Design::FarmA | Design::FarmB | Design::Aggregator | Design::Bare
        )
    }

    /// Whether the page's canonical link or og:url is its own address, and nothing else is.
    pub fn states_address(&self) -> bool {
        !matches!(
            self.design,
            Design::FarmA | Design::FarmB | Design::Bare | Design::Table | Design::Aggregator
        )
    }

    /// Whether the page says its section.
    pub fn states_section(&self) -> bool {
        !matches!(self.design, Design::Bare | Design::Aggregator)
    }
}

/// The outlet with this key.
pub fn outlet(key: &str) -> Result<&'static Outlet> {
    OUTLETS
        .iter()
        .find(|outlet| outlet.key == key)
        .with_context(|| format!("no outlet `{key}`"))
}

pub const OUTLETS: &[Outlet] = &[
    Outlet {
        key: "merrow",
        name: "Merrow Press Agency",
        domain: "merrowpress.example",
        design: Design::JsonLd,
        language: "en",
        clock: Clock::Zoned,
        address: "/article/{slug}-{hex}",
        tagline: "The news, made for others to run",
        sections: &[
            "World", "Politics", "Business", "Science", "Health", "Sport",
        ],
        feed: Some(FeedFormat::Atom),
    },
    Outlet {
        key: "courier",
        name: "The Halvern Courier",
        domain: "halverncourier.example",
        design: Design::OpenGraph,
        language: "en",
        clock: Clock::Zoned,
        address: "/{section}/{date}/{slug}",
        tagline: "The capital’s morning paper since 1871",
        sections: &["National", "World", "Money", "Culture", "Sport", "Science"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "ternwick",
        name: "Ternwick Broadcasting",
        domain: "ternwick.example",
        design: Design::Microdata,
        language: "en",
        clock: Clock::Zoned,
        address: "/news/{slug}-{hex}",
        tagline: "Radio, television and the rest of the day",
        sections: &["News", "Politics", "Business", "Health", "Sport", "Climate"],
        feed: Some(FeedFormat::Json),
    },
    Outlet {
        key: "ledger",
        name: "Port Ellery Ledger",
        domain: "elleryledger.example",
        design: Design::Graph,
        language: "en",
        clock: Clock::Zoned,
        address: "/{date}/{section}/{slug}/",
        tagline: "News of the harbour and the coast",
        sections: &["Coast", "Courts", "Business", "Nation", "Arts", "Sport"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "sentinel",
        name: "Dunmarrow Sentinel",
        domain: "dunmarrowsentinel.example",
        design: Design::Table,
        language: "en",
        clock: Clock::Local,
        address: "/stories/{slug}.htm",
        tagline: "Your town, every day but Sunday",
        sections: &["Local", "Nation", "Farm & Garden", "Sports", "Obituaries"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "freight",
        name: "Freight & Harbour Weekly",
        domain: "freightharbour.example",
        design: Design::Bare,
        language: "en",
        clock: Clock::Day,
        address: "/read.php?id={hex}",
        tagline: "For those who move things",
        sections: &["Ports", "Rail", "Rates", "People", "Jobs"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "grenzbote",
        name: "Ruhlstädter Grenzbote",
        domain: "grenzbote.example",
        design: Design::German,
        language: "de",
        clock: Clock::Zoned,
        address: "/{section}/{slug}-{hex}.html",
        tagline: "Unabhängige Tageszeitung für das Hochtal",
        sections: &[
            "Politik",
            "Wirtschaft",
            "Region",
            "Wissen",
            "Kultur",
            "Sport",
        ],
        feed: Some(FeedFormat::Atom),
    },
    Outlet {
        key: "talwind",
        name: "Talwind Depeschendienst",
        domain: "talwind.example",
        design: Design::German,
        language: "de",
        clock: Clock::Zoned,
        address: "/meldung/{hex}",
        tagline: "Meldungen für Zeitung, Funk und Netz",
        sections: &["Politik", "Wirtschaft", "Wissen", "Sport"],
        feed: Some(FeedFormat::Atom),
    },
    Outlet {
        key: "marsa",
        name: "صحيفة مرسى الصفصاف",
        domain: "marsa-safsaf.example",
        design: Design::RightToLeft,
        language: "ar",
        clock: Clock::Zoned,
        address: "/articles/{hex}",
        tagline: "أخبار الساحل كل صباح",
        sections: &["أخبار", "اقتصاد", "علوم", "ثقافة", "رياضة"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "linlan",
        name: "临岚晚报",
        domain: "linlanwanbao.example",
        design: Design::Chinese,
        language: "zh",
        clock: Clock::Local,
        address: "/content/{date}/{hex}.html",
        tagline: "临岚人自己的报纸",
        sections: &["要闻", "财经", "科技", "文化", "体育"],
        feed: Some(FeedFormat::Rss),
    },
    Outlet {
        key: "linkmoot",
        name: "Linkmoot",
        domain: "linkmoot.example",
        design: Design::Aggregator,
        language: "en",
        clock: Clock::Zoned,
        address: "/s/{hex}",
        tagline: "Other people’s news, in order",
        sections: &["Top", "Money", "Science", "Games"],
        feed: Some(FeedFormat::Json),
    },
    Outlet {
        key: "corrievale",
        name: "Corrie Vale Bulletin",
        domain: "corrievale.example",
        // An honest parish paper on the template that the farms took: a template is no evidence.
        design: Design::FarmA,
        language: "en",
        clock: Clock::Local,
        address: "/html/{hex}.html",
        tagline: "",
        sections: &["News", "Meetings", "Garden", "Contact"],
        feed: None,
    },
    Outlet {
        key: "vantolyn",
        name: "Vantolyn Exchange",
        domain: "vantolyn.example",
        design: Design::FarmA,
        language: "en",
        clock: Clock::Local,
        address: "/html/{hex}.html",
        tagline: "",
        sections: &["Finance", "Markets", "Invest", "Stocks", "My", "Contact"],
        feed: None,
    },
    Outlet {
        key: "lumivane",
        name: "Lumivane Capital Forum",
        domain: "lumivane.example",
        design: Design::FarmA,
        language: "en",
        clock: Clock::Local,
        address: "/html/{hex}.html",
        tagline: "",
        sections: &["Finance", "Markets", "Invest", "Stocks", "My", "Contact"],
        feed: None,
    },
    Outlet {
        key: "harrowyield",
        name: "HarrowYield",
        domain: "harrowyield.example",
        design: Design::FarmB,
        language: "en",
        clock: Clock::Local,
        address: "/news/{hex}.html",
        tagline: "",
        sections: &["Scams", "reviews", "News", "Invest"],
        feed: None,
    },
];
