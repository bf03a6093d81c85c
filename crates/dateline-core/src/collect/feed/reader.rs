//! One pass over the tokens of a feed: which element we are in, what its text is worth, where it goes.

use super::fields::{Fields, Value};
use super::geo::Frame;
use super::names::{self, Role};
use super::{Options, address, markup};
use crate::collect::xml::{Start, Token, Tokens};
use std::borrow::Cow;
use std::rc::Rc;

/// Name of a value.
pub(super) type Key = Cow<'static, str>;

/// An end tag looks for its start this far up the stack; what lies deeper is not closed by it.
const MAX_UNCLOSED: usize = 256;
/// Entries kept of one feed.
const MAX_ENTRIES: usize = 100_000;
/// Namespaces declared around one element.
const MAX_NAMESPACES: usize = 256;
/// Values of an entry whose depth is kept.
const MAX_DEPTHS: usize = 500;

/// An element that is open.
pub(super) struct Open<'a> {
    pub name: &'a str,
    pub role: Role,
    /// Set when its text is collected.
    pub key: Option<Key>,
    /// Whether its text is a value of its own; else only its handler looks at it.
    pub expects: bool,
    /// Whether it opened the content that we are in.
    pub holds_content: bool,
    pub text: String,
    /// Where text inside goes: the nearest open element with a key.
    sink: Option<usize>,
    base: Rc<str>,
    language: Option<Rc<str>>,
    scopes: usize,
}

/// Type and context of a value that may hold markup.
#[derive(Debug, Clone, Default)]
pub(super) struct Content {
    pub media_type: String,
    pub language: Option<String>,
    pub base: String,
    pub src: Option<String>,
    pub base64: bool,
}

impl Content {
    fn is_xhtml(&self) -> bool {
        self.media_type == "application/xhtml+xml"
    }

    /// feedparser's `*_detail`.
    fn detail(&self, value: &str) -> Fields {
        let mut detail = Fields::new();
        detail.set("type", self.media_type.as_str());
        if let Some(language) = &self.language {
            detail.set("language", language.as_str());
        }
        detail.set("base", self.base.as_str());
        if let Some(src) = &self.src {
            detail.set("src", src.as_str());
        }
        detail.set("value", value);
        detail
    }
}

/// Attributes of a start tag under their usual names.
#[derive(Debug, Default)]
pub(super) struct Attributes(pub Vec<(String, String)>);

impl Attributes {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    /// All of them as a value, `url` and `uri` as `href` where asked.
    pub(super) fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        for (key, value) in &self.0 {
            fields.set(key.clone(), value.as_str());
        }
        fields
    }

    pub(super) fn href(&self) -> Option<&str> {
        self.get("href")
            .or_else(|| self.get("url"))
            .or_else(|| self.get("uri"))
    }
}

/// What the elements that are open mean for those inside.
#[derive(Debug, Default)]
pub(super) struct Inside {
    pub feed: bool,
    pub entry: bool,
    pub source: bool,
    pub image: bool,
    pub text_input: bool,
    pub author: bool,
    pub contributor: bool,
    pub publisher: bool,
}

pub(super) struct Reader<'a> {
    pub tokens: Tokens<'a>,
    pub options: &'a Options<'a>,
    pub feed: Fields,
    pub entries: Vec<Fields>,
    pub source: Fields,
    pub version: &'static str,
    /// The text came as UTF-8, so text encoded twice can be told.
    pub utf8: bool,
    pub stack: Vec<Open<'a>>,
    scopes: Vec<(&'a str, Option<&'static str>, Cow<'a, str>)>,
    pub base: Rc<str>,
    pub language: Option<Rc<str>>,
    pub inside: Inside,
    pub content: Option<Content>,
    pub has_content: bool,
    pub guid_is_link: bool,
    /// How deep the title stood that is kept.
    pub title_depth: Option<usize>,
    /// How deep the values of this entry stood.
    depths: Vec<(Key, usize)>,
    /// A second summary is kept as content.
    pub summary_as_content: bool,
    /// A root or channel of a feed was seen.
    pub is_feed: bool,
    /// The root is HTML's.
    pub is_page: bool,
    /// The root was closed.
    ended: bool,
    /// Media type of the last value that may hold markup.
    pub last_type: String,
    /// How positions inside the innermost place are written.
    pub frame: Frame,
    /// In the list of chapters that is kept.
    pub in_chapters: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, options: &'a Options<'a>, utf8: bool) -> Reader<'a> {
        let language = options
            .header("content-language")
            .filter(|l| !l.trim().is_empty());
        let mut feed = Fields::new();
        if let Some(language) = language {
            feed.set("language", language.replace('_', "-"));
        }
        Reader {
            tokens: Tokens::new(text),
            options,
            feed,
            entries: Vec::new(),
            source: Fields::new(),
            version: "",
            utf8,
            stack: Vec::new(),
            scopes: Vec::new(),
            base: options.base().into(),
            language: language.map(Rc::from),
            inside: Inside::default(),
            content: None,
            has_content: false,
            guid_is_link: false,
            title_depth: None,
            depths: Vec::new(),
            summary_as_content: false,
            is_feed: false,
            is_page: false,
            ended: false,
            last_type: String::new(),
            frame: Frame::default(),
            in_chapters: false,
        }
    }

    /// Reads to the end.
    pub(super) fn run(&mut self) {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Start(start) => self.start(start),
                Token::End(name) => self.end(name),
                Token::Text(text) => self.text(&text),
            }
            if self.entries.len() > MAX_ENTRIES {
                self.tokens
                    .complain("more than 100,000 entries, the rest is left out");
                break;
            }
        }
        if !self.stack.is_empty() {
            self.tokens.complain("element without end");
        }
        while !self.stack.is_empty() {
            self.close();
        }
    }

    /// Depth of the innermost open element, 1 for the root.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    fn text(&mut self, text: &str) {
        let Some(sink) = self.stack.last().and_then(|open| open.sink) else {
            if self.stack.is_empty()
                && !text
                    .trim_matches(['\u{feff}', ' ', '\n', '\t', '\r'])
                    .is_empty()
            {
                self.tokens.complain("text outside of the document");
            }
            return;
        };
        let out = &mut self.stack[sink].text;
        if self.content.as_ref().is_some_and(Content::is_xhtml) {
            escape(text, out);
        } else {
            out.push_str(text);
        }
    }

    fn start(&mut self, start: Start<'a>) {
        if self.stack.is_empty() && self.ended {
            self.tokens.complain("more than one root");
        }
        self.end_content_before(start.name);
        let scopes = self.scopes.len();
        let base = Rc::clone(&self.base);
        let language = self.language.clone();
        for (key, value) in &start.attributes {
            match key.strip_prefix("xmlns") {
                Some("") => self.declare("", value.clone()),
                Some(prefix) if prefix.starts_with(':') => {
                    self.declare(&prefix[1..], value.clone())
                }
                _ => {}
            }
        }
        let sink = self.stack.last().and_then(|open| open.sink);
        self.stack.push(Open {
            name: start.name,
            role: Role::Other,
            key: None,
            expects: false,
            holds_content: false,
            text: String::new(),
            sink,
            base,
            language,
            scopes,
        });
        self.set_context(&start);
        if !self.content_start(&start) {
            let (prefix, local) = self.canonical(start.name);
            let role = names::role(&prefix, &local);
            let attributes = self.attributes(start.attributes);
            if let Some(open) = self.stack.last_mut() {
                open.role = role;
            }
            self.open(role, &prefix, &local, &attributes);
        }
        if start.empty {
            self.close();
        }
    }

    fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) {
        let known = names::prefix_of(&uri);
        if self.version.is_empty()
            && let Some(version) = names::version_of(&uri)
            && (version != "rss090" || prefix.is_empty())
        {
            self.version = version;
        }
        if self.scopes.len() < MAX_NAMESPACES {
            self.scopes.push((prefix, known, uri));
        }
    }

    /// `xml:base` and `xml:lang` of a tag.
    fn set_context(&mut self, start: &Start<'a>) {
        let get = |long: &str, short: &str| {
            let found = start.attributes.iter().find(|(key, _)| *key == long);
            let found = found.or_else(|| start.attributes.iter().find(|(key, _)| *key == short));
            found.map(|(_, value)| value.as_ref())
        };
        if let Some(base) = get("xml:base", "base") {
            let joined = address::join(&self.base, base);
            if address::is_safe(&joined) {
                self.base = joined.into();
            }
        }
        if let Some(language) = get("xml:lang", "lang") {
            self.language = (!language.is_empty()).then(|| language.into());
            if matches!(start.name, "feed" | "rss" | "rdf:RDF") && !language.is_empty() {
                self.feed.set("language", language.replace('_', "-"));
            }
        }
    }

    /// Content whose end tag is missing ends where an element begins that no markup has.
    fn end_content_before(&mut self, name: &str) {
        let in_title = |open: &Open<'_>| open.holds_content && open.key.as_deref() == Some("title");
        let foreign = match name {
            "item" | "entry" | "channel" | "pubDate" | "guid" | "updated" | "published"
            | "enclosure" => true,
            "link" | "description" | "category" | "author" => {
                self.stack.last().is_some_and(in_title)
            }
            _ => false,
        };
        if self.content.is_none() || !foreign {
            return;
        }
        self.tokens.complain("element without end");
        while self.content.is_some() && !self.stack.is_empty() {
            self.close();
        }
    }

    /// Inside content a tag is part of the text. Says whether it was taken so.
    fn content_start(&mut self, start: &Start<'a>) -> bool {
        let Some(content) = &mut self.content else {
            return false;
        };
        let (_, local) = split_name(start.name);
        if !content.media_type.ends_with("xml") {
            // Some wrap escaped text into an element of XHTML; others forgot to escape.
            if local == "div" {
                if let Some(open) = self.stack.last_mut() {
                    open.role = Role::Markup;
                    open.expects = false;
                }
                return true;
            }
            content.media_type = "application/xhtml+xml".into();
        }
        if !content.is_xhtml() {
            return false;
        }
        let namespace = self.namespace_of(start.name).map(str::to_owned);
        let Some(open) = self.stack.last_mut() else {
            return false;
        };
        open.role = Role::Markup;
        open.expects = true;
        let Some(sink) = open.sink else {
            return true;
        };
        let out = &mut self.stack[sink].text;
        out.push('<');
        out.push_str(local);
        for (key, value) in &start.attributes {
            if !key.starts_with("xmlns") {
                push_attribute(key, value, out);
            }
        }
        if let Some(namespace) = namespace.filter(|_| matches!(local, "svg" | "math")) {
            push_attribute("xmlns", &namespace, out);
        }
        out.push_str(if is_void(local) { " />" } else { ">" });
        true
    }

    fn end(&mut self, name: &str) {
        let floor = self.stack.len().saturating_sub(MAX_UNCLOSED);
        let above = &self.stack[floor..];
        let at = above
            .iter()
            .rposition(|open| open.name == name)
            .or_else(|| {
                above
                    .iter()
                    .rposition(|open| open.name.eq_ignore_ascii_case(name))
            });
        let Some(at) = at.map(|at| at + floor) else {
            self.tokens.complain("end tag without start");
            return;
        };
        if at + 1 != self.stack.len() {
            self.tokens.complain("element without end");
        }
        while self.stack.len() > at {
            self.close();
        }
    }

    /// Closes the innermost element.
    fn close(&mut self) {
        let Some(last) = self.stack.last_mut() else {
            return;
        };
        if last.role == Role::Markup {
            let (_, local) = split_name(last.name);
            let sink = last.sink.filter(|_| last.expects && !is_void(local));
            if let Some(sink) = sink {
                let out = &mut self.stack[sink].text;
                out.push_str("</");
                out.push_str(local);
                out.push('>');
            }
        } else {
            self.finish();
        }
        if let Some(open) = self.stack.pop() {
            self.base = open.base;
            self.language = open.language;
            self.scopes.truncate(open.scopes);
        }
        if self.stack.is_empty() {
            self.ended = true;
        }
    }

    /// The usual prefix and the local name in small letters.
    fn canonical(&self, name: &'a str) -> (Cow<'a, str>, Cow<'a, str>) {
        let (prefix, local) = split_name(name);
        let local: Cow<'a, str> = if local.bytes().any(|b| b.is_ascii_uppercase()) {
            local.to_ascii_lowercase().into()
        } else {
            local.into()
        };
        let declared = self
            .scopes
            .iter()
            .rev()
            .find(|(known, _, _)| *known == prefix);
        let prefix: Cow<'a, str> = match declared {
            Some((_, Some(usual), _)) => (*usual).into(),
            _ if prefix.bytes().any(|b| b.is_ascii_uppercase()) => {
                prefix.to_ascii_lowercase().into()
            }
            _ => prefix.into(),
        };
        (prefix, local)
    }

    fn namespace_of(&self, name: &str) -> Option<&str> {
        let (prefix, _) = split_name(name);
        let declared = self
            .scopes
            .iter()
            .rev()
            .find(|(known, _, _)| *known == prefix);
        declared.map(|(_, _, uri)| uri.as_ref())
    }

    /// Attributes under their usual names, without declarations of namespaces.
    fn attributes(&self, raw: Vec<(&'a str, Cow<'a, str>)>) -> Attributes {
        let named = raw.into_iter().filter(|(key, _)| !key.starts_with("xmlns"));
        let list = named.map(|(key, value)| {
            let mut usual = key.to_ascii_lowercase();
            let value = match usual.as_str() {
                "rel" | "type" => value.to_lowercase(),
                _ => value.into_owned(),
            };
            if key.contains(':') {
                let (prefix, local) = self.canonical(key);
                usual = if prefix.is_empty() {
                    local.into_owned()
                } else {
                    format!("{prefix}:{local}")
                };
            }
            (usual, value)
        });
        Attributes(list.collect())
    }

    /// Begins to collect the text of the innermost element.
    pub(super) fn push(&mut self, key: impl Into<Key>, expects: bool) {
        let at = self.stack.len().saturating_sub(1);
        if let Some(open) = self.stack.last_mut() {
            open.key = Some(key.into());
            open.expects = expects;
            open.sink = Some(at);
        }
    }

    /// Text inside goes nowhere.
    pub(super) fn push_silent(&mut self) {
        if let Some(open) = self.stack.last_mut() {
            open.sink = None;
        }
    }

    /// Begins a value that may hold markup.
    pub(super) fn push_content(
        &mut self,
        key: &'static str,
        attributes: &Attributes,
        default_type: &str,
    ) {
        let stated = attributes.get("type").unwrap_or(default_type);
        let media_type = markup::media_type(stated).into_owned();
        let plain = media_type.starts_with("text/")
            || media_type.ends_with("+xml")
            || media_type.ends_with("/xml");
        self.content = Some(Content {
            base64: attributes.get("mode") == Some("base64") || !plain,
            media_type,
            language: self.language.as_deref().map(|l| l.replace('_', "-")),
            base: self.base.to_string(),
            src: None,
        });
        self.push(key, true);
        if let Some(open) = self.stack.last_mut() {
            open.holds_content = true;
        }
    }

    /// The map that values go into here.
    pub(super) fn context(&mut self) -> &mut Fields {
        let inside = &self.inside;
        if inside.source {
            return &mut self.source;
        }
        if inside.entry
            && let Some(entry) = self.entries.last_mut()
        {
            return entry;
        }
        match (inside.image, inside.text_input) {
            (true, _) => self.feed.fields_mut("image"),
            (_, true) => self.feed.fields_mut("textinput"),
            _ => &mut self.feed,
        }
    }

    /// Puts a finished value in its place.
    pub(super) fn store(&mut self, key: &Key, value: &str, content: Option<&Content>) {
        let depth = self.depth();
        let key: Key = match key.as_ref() {
            "description" if self.inside.entry && !self.inside.source => "summary".into(),
            "description" => "subtitle".into(),
            _ => key.clone(),
        };
        if key == "link" {
            return self.store_link(value);
        }
        if self.inside.entry && !self.inside.source {
            let Some(entry) = self.entries.last_mut() else {
                return;
            };
            if key == "content" {
                let detail = content.cloned().unwrap_or_default().detail(value);
                entry.list_mut("content").push(detail.into());
                return;
            }
            let known = self.depths.iter_mut().find(|(name, _)| *name == key);
            let nearer = match known {
                Some((_, before)) if depth > *before => false,
                Some((_, before)) => {
                    *before = depth;
                    true
                }
                None => {
                    if self.depths.len() < MAX_DEPTHS {
                        self.depths.push((key.clone(), depth));
                    }
                    true
                }
            };
            if nearer {
                entry.set(key.clone(), value);
            }
            if let (Some(content), true) = (content, nearer) {
                entry.set(detail_key(&key), content.detail(value));
            }
            return;
        }
        if !(self.inside.feed || self.inside.source || self.inside.image || self.inside.text_input)
        {
            return;
        }
        let context = self.context();
        if let Some(content) = content {
            context.set(detail_key(&key), content.detail(value));
        }
        context.set(key, value);
    }

    fn store_link(&mut self, value: &str) {
        if self.inside.entry && self.inside.image {
            return;
        }
        let value = without_stray_semicolons(&value.replace("&amp;", "&"));
        let context = self.context();
        let mut is_page = true;
        if let Some(last) = context
            .list_mut("links")
            .last_mut()
            .and_then(Value::as_fields_mut)
        {
            is_page = last.text("rel") == Some("alternate");
            last.set("href", value.as_str());
        }
        if is_page {
            context.set("link", value);
        } else {
            context.set_new("link", value);
        }
    }

    /// Forgets how deep the last entry's values stood.
    pub(super) fn begin_entry(&mut self) {
        self.entries.push(Fields::new());
        self.depths.clear();
        self.title_depth = None;
    }
}

fn detail_key(key: &str) -> Key {
    match key {
        "title" => "title_detail".into(),
        "summary" => "summary_detail".into(),
        "subtitle" => "subtitle_detail".into(),
        "rights" => "rights_detail".into(),
        key => format!("{key}_detail").into(),
    }
}

/// `?a=1&b;=2`, where a reader took `&b` for a reference, is `?a=1&b=2`.
fn without_stray_semicolons(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    let mut rest = address;
    while let Some(at) = rest.find('&') {
        let name = rest[at + 1..]
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
            .count();
        out.push_str(&rest[..at + 1 + name]);
        rest = &rest[at + 1 + name..];
        if name > 0 {
            rest = rest.strip_prefix(';').unwrap_or(rest);
        }
    }
    out.push_str(rest);
    out
}

fn split_name(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn is_void(local: &str) -> bool {
    matches!(
        local,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

fn push_attribute(key: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(key);
    out.push_str("=\"");
    let mut escaped = String::new();
    escape(value, &mut escaped);
    out.push_str(&escaped.replace('"', "&quot;"));
    out.push('"');
}
