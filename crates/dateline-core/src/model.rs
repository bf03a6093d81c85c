//! The values that move between the stages. Their JSON is the contract that outside programs rely on: it only grows.
//!
//! Unknown is `None` (null in JSON), never a guess; lists are empty rather than null. Positions count characters
//! (Unicode scalar values), not bytes. Times are RFC 3339, without a zone where the page gives none.

mod block;

pub use block::{Block, BlockKind, Link};
use serde::{Deserialize, Serialize};

/// One thing to read, as it was handed over or fetched.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// As given by the caller; `None` lets Dateline make a stable one from the address or the content.
    pub id: Option<String>,
    /// Where it came from.
    pub url: Option<String>,
    /// Response headers, names as received.
    pub headers: Vec<(String, String)>,
    /// When it was fetched, RFC 3339.
    pub fetched_at: Option<String>,
    /// What was fetched or handed over.
    pub body: Body,
    /// What the caller knows of a text that was extracted before.
    pub stated: Stated,
}

/// What a document holds. It decides what positions count in.
#[derive(Debug, Clone)]
pub enum Body {
    /// An HTML page, bytes as served. Positions count in `article.text`.
    Html(Vec<u8>),
    /// A page's plain text, furniture and all. Positions count in it.
    Page(String),
    /// An article's text, already extracted: kept character for character, positions count in it.
    Text(String),
}

impl Default for Body {
    fn default() -> Self {
        Body::Text(String::new())
    }
}

/// What the caller states about a document whose text is already extracted.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stated {
    /// Headline.
    pub headline: Option<String>,
    /// Line under the headline.
    pub deck: Option<String>,
    /// Name of the outlet.
    pub outlet: Option<String>,
    /// Who wrote it, a name each.
    pub bylines: Vec<String>,
    /// What the outlet files it under.
    pub section: Option<String>,
    /// When it was published, RFC 3339.
    pub published_at: Option<String>,
}

/// What a page says, as it says it. Whether it is true is the trace's business.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// Id of the document.
    pub id: String,
    /// Where the document came from.
    pub url: Option<String>,
    /// The page's own address for itself.
    pub canonical_url: Option<String>,
    /// Who ran it.
    pub outlet: Outlet,
    /// Title, without the name of the outlet.
    pub headline: Option<String>,
    /// Line under the headline, or the description that the page gives.
    pub deck: Option<String>,
    /// Place, agency and day that open the text.
    pub dateline: Dateline,
    /// Who wrote it, a name each; agencies are in `credit_line`.
    pub bylines: Vec<String>,
    /// The words naming the supplier: "Reuters", "Source: …".
    pub credit_line: Option<String>,
    /// The section that the outlet states.
    pub section: Option<String>,
    /// What the outlet tags it with.
    pub tags: Vec<String>,
    /// When the page says it was published, RFC 3339.
    pub published_at: Option<String>,
    /// When the page says it was changed, RFC 3339.
    pub modified_at: Option<String>,
    /// BCP 47, mostly the two-letter code.
    pub language: Option<String>,
    /// First paragraph of the body.
    pub lede: Option<String>,
    /// Dateline, standfirst, sub-headings and body; no headline, furniture or teasers. A blank line parts paragraphs.
    pub text: String,
    /// The text in pieces, each with its kind.
    pub blocks: Vec<Block>,
    /// Pictures, the one that leads first.
    pub images: Vec<Image>,
    /// Pointers to other stories that stood on the page.
    pub teasers: Vec<Teaser>,
    /// Whether the page says that its text is not for everybody.
    pub paywalled: Option<bool>,
    /// How sure the extraction is that this is an article and this its text, 0 to 1.
    pub confidence: f64,
    /// Why there is no article here, in words; `None` when there is one.
    pub error: Option<String>,
    /// What the page is instead of an article, for programs; left out of the JSON when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page_kind: Option<PageKind>,
    /// Why the article may not be whole, in words: the page went over a budget. Unlike `error` it takes nothing away
    /// from what was found; left out of the JSON when the page was read to its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
/// Who runs a page.
pub struct Outlet {
    /// Name, as the page states it.
    pub name: Option<String>,
    /// Registrable domain ("apnews.com").
    pub domain: Option<String>,
}

/// What a page without an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PageKind {
    /// A home or section page: pointers to articles.
    Index,
    /// The articles of one tag, topic or author.
    Tag,
    /// Results of a search.
    SearchResults,
    /// A player and no text but what announces it.
    Video,
    /// A player of sound and no text but what announces it.
    Audio,
    /// Pictures and their captions.
    Gallery,
    /// A form to log in with.
    Login,
    /// A question about cookies where the text would be.
    Consent,
    /// A call to subscribe where the text would be.
    Paywall,
    /// "Page not found" and the like, served as if it were a page.
    ErrorPage,
    /// A check that the visitor is no robot.
    BotCheck,
    /// A page that shows nothing without running its scripts.
    ScriptOnly,
    /// A frameset: the text stands in other documents.
    Frameset,
    /// No text at all.
    Empty,
}

impl PageKind {
    /// The reason in words, as `error` gives it.
    pub fn reason(self) -> &'static str {
        match self {
            PageKind::Index => "no article: an index page",
            PageKind::Tag => "no article: a tag page",
            PageKind::SearchResults => "no article: search results",
            PageKind::Video => "no article: a video",
            PageKind::Audio => "no article: a recording",
            PageKind::Gallery => "no article: a gallery",
            PageKind::Login => "no article: a login page",
            PageKind::Consent => "no article: a consent page",
            PageKind::Paywall => "no article: a paywall",
            PageKind::ErrorPage => "no article: an error page",
            PageKind::BotCheck => "no article: a check for robots",
            PageKind::ScriptOnly => "no article: the page needs its scripts",
            PageKind::Frameset => "no article: a frameset",
            PageKind::Empty => "no text on the page",
        }
    }
}

/// The place and date that open the text, with the agency named there. All `None` when the text has no dateline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dateline {
    /// As written ("BEIJING", "DUBAI, United Arab Emirates").
    pub place: Option<String>,
    /// Id of the agency ("AP"), see [`crate::agencies`].
    pub wire: Option<String>,
    /// As written ("March 3"), or a full date where the dateline gives one.
    pub on: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
/// A picture.
pub struct Image {
    /// Address, made absolute.
    pub url: Option<String>,
    /// The text that stands for it.
    pub alt: Option<String>,
    /// What is written below it.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
}

/// A pointer to another story that stood on the page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Teaser {
    /// Headline of the other story.
    pub headline: Option<String>,
    /// What is said of it.
    pub text: Option<String>,
    /// Its address, made absolute.
    pub url: Option<String>,
    /// The text breaks off in mid-sentence.
    pub cut: bool,
}

/// Whose text an article is and what was done to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// Id of the article.
    pub id: String,
    /// The article itself.
    pub article: Article,
    /// Whose text it is.
    pub origin: Origin,
    /// Other articles that share text with it.
    pub copies: Vec<CopyLink>,
    /// Against the origin, when its text is known: what the copy changed, in order of position.
    pub edits: Vec<Edit>,
    /// Marks on the text, in order of position.
    pub findings: Vec<Finding>,
    /// The body with what was put in taken out, where sure; `None` when nothing was.
    pub restored: Option<String>,
    /// 0 (clean) to 1 (certain).
    pub tampered: f64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// What part an agency has in a text.
pub enum Role {
    /// The agency wrote it and it is printed as the agency's report.
    Wire,
    /// An outlet's page whose text an agency wrote.
    RepublishedWire,
    /// Staff report with an agency's help: the agency is not the author.
    Contributed,
    /// An agency is only cited.
    Mention,
    #[default]
    /// No agency is named.
    None,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
/// Whose text an article is.
pub struct Origin {
    /// Id of the agency that wrote it, or that contributed; null for mention and none.
    pub wire: Option<String>,
    /// What part the agency has.
    pub role: Role,
    /// Outlet of the earliest known article of this text, when it is not this one.
    pub outlet: Option<String>,
    /// Id of that article.
    pub article: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// What it stands on.
    pub evidence: Vec<Evidence>,
}

/// One reason for a claim, with the words it stands on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// dateline, tail_credit, byline, credit_line, canonical, outlet, overlap, earliest, contributed, mention …
    pub kind: String,
    /// The words, as the page has them.
    pub text: String,
    /// 0 to 1.
    pub weight: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// How two texts are related.
pub enum RelationKind {
    /// One report: the texts belong to one group.
    Copy,
    /// A passage of one stands in the other.
    Excerpt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// How a text was taken over.
pub enum Form {
    /// Word for word.
    Verbatim,
    /// With edits.
    Edited,
    /// Rewritten sentence by sentence.
    Spun,
    /// In part.
    Partial,
    /// As one of several texts put together.
    Merged,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// Which of two texts is derived from the other.
pub enum Direction {
    /// This text is derived from the other.
    From,
    /// The other is derived from this text.
    To,
}

/// Another article that shares text with this one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyLink {
    /// Id of the other article.
    pub id: String,
    /// Its address.
    pub url: Option<String>,
    /// Whether it is one report or a passage.
    pub relation: RelationKind,
    /// How the text was taken over.
    pub form: Form,
    /// Who took it from whom.
    pub direction: Direction,
    /// Share of this text's words that stand in the other, 0 to 1 (containment, not similarity).
    pub cover: f64,
    /// Share of the other's words that stand in this.
    pub cover_of_other: f64,
    /// Words in the longest shared run.
    pub run_words: usize,
    /// This article's stated time less the other's; `None` when either is unknown.
    pub delay_seconds: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
/// What an edit did.
pub enum EditKind {
    /// Words were put in.
    Insert,
    /// Words were taken out.
    Delete,
    /// Words stand in the place of others.
    Replace,
}

/// One difference from the origin. `start..end` lies in this text (empty for a delete).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What it did.
    pub kind: EditKind,
    /// First character of it.
    pub start: usize,
    /// The character behind it.
    pub end: usize,
    /// What stands here now.
    pub text: String,
    /// What the origin has instead.
    pub was: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
/// What a finding is about.
pub enum FindingKind {
    /// A name put into the text.
    BrandInserted,
    /// A name put before or behind the headline.
    BrandInHeadline,
    /// A stated source that the text is not from.
    FalseSource,
    /// A byline or credit that takes the place of the true one.
    FalseCredit,
    /// A date that the text had before this page says it was published.
    Redated,
    /// A section that the text does not belong to.
    WrongSection,
    /// Another story announced in the middle of the text.
    TeaserInBody,
    /// A name of a person, a place or a house that the origin has otherwise.
    NameChanged,
    /// A number that the origin has otherwise.
    NumberChanged,
    /// Words in quotation marks that the origin has otherwise.
    QuoteChanged,
    /// A "not" put in or taken out.
    NegationChanged,
    /// The credit that the origin has and this text lacks.
    CreditDropped,
    /// Sentences that the origin lacks.
    TextInserted,
}

/// A mark on the text: what, where, how sure, why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is about.
    pub kind: FindingKind,
    /// Null, with `field` set, when the finding lies outside an HTML page's text.
    pub start: Option<usize>,
    /// The character behind it.
    pub end: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    /// The field it is about, where it is not a place in the text.
    pub field: Option<Field>,
    /// The words it is about.
    pub text: String,
    /// 0 to 1.
    pub confidence: f64,
    /// A sentence that a reader understands.
    pub why: String,
}

/// A field of the article, where a finding or a position is about one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `headline`.
    Headline,
    /// `published_at`.
    PublishedAt,
    /// `modified_at`.
    ModifiedAt,
    /// `credit_line`.
    CreditLine,
    /// `section`.
    Section,
    /// `bylines`.
    Bylines,
    /// `outlet`.
    Outlet,
    /// `dateline`.
    Dateline,
    /// A block of `text`.
    Text,
    /// A teaser.
    Teaser,
}

/// A section that we found, by code of IPTC Media Topics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectionGuess {
    /// Code of IPTC Media Topics.
    pub code: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// Evidence that is the page's own word on whose text it prints.
const CREDITS: [&str; 6] = [
    "dateline",
    "byline",
    "credit_line",
    "tail_credit",
    "copyright",
    "canonical",
];

impl Trace {
    /// Whether the page says whose text it prints, and not another's name instead.
    pub fn is_credited(&self) -> bool {
        let hides = |finding: &Finding| {
            matches!(
                finding.kind,
                FindingKind::CreditDropped | FindingKind::FalseSource | FindingKind::FalseCredit
            )
        };
        if self.findings.iter().any(hides) {
            return false;
        }
        let evidence = &self.origin.evidence;
        let credit = self.article.credit_line.as_deref().unwrap_or_default();
        let outlet = self.origin.outlet.as_deref();
        evidence.iter().any(|e| CREDITS.contains(&e.kind.as_str()))
            || outlet.is_some_and(|outlet| credit.contains(outlet))
    }
}

impl Article {
    /// An answer for an input in which no article was found.
    pub fn without_text(id: impl Into<String>, reason: impl Into<String>) -> Article {
        Article {
            id: id.into(),
            error: Some(reason.into()),
            ..Article::default()
        }
    }
}
