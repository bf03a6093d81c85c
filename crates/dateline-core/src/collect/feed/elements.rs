//! What each element does when it opens and when it closes.

use super::fields::{Fields, Value};
use super::names::{Role, Time};
use super::reader::{Attributes, Reader};
use super::{address, markup};
use crate::collect::dates;

impl Reader<'_> {
    pub(super) fn open(&mut self, role: Role, prefix: &str, local: &str, attributes: &Attributes) {
        if prefix.is_empty() {
            // Images and text inputs without an end are common in broken feeds.
            let text_input = matches!(
                role,
                Role::Title | Role::Link | Role::Description | Role::Name
            );
            self.inside.text_input &= text_input;
            let image = matches!(
                role,
                Role::Title | Role::Link | Role::Description | Role::Url | Role::Measure(_)
            );
            self.inside.image &= image;
        }
        match role {
            Role::Rss => self.open_rss(attributes),
            Role::Rdf => self.is_feed = true,
            Role::Feed => self.open_feed(attributes),
            Role::Channel => {
                self.is_feed = true;
                self.inside.feed = true;
                self.cdf(attributes);
            }
            Role::Item => self.open_item(attributes),
            Role::Image => {
                self.inside.image = true;
                self.title_depth = None;
                self.push_silent();
            }
            Role::TextInput => {
                self.inside.text_input = true;
                self.title_depth = None;
                self.push_silent();
            }
            Role::Author
            | Role::Contributor
            | Role::DcContributor
            | Role::Publisher
            | Role::Owner => {
                self.open_person(role);
            }
            Role::Name => self.push("name", false),
            Role::Email => self.push("email", false),
            Role::Url => self.push("href", self.is_plain_url()),
            Role::Measure(name) => self.push(name, false),
            Role::Title | Role::MediaTitle => self.push_content("title", attributes, "text/plain"),
            Role::Link => self.open_link(attributes),
            Role::Guid | Role::Id => {
                let permanent = attributes.get("ispermalink").unwrap_or("true");
                self.guid_is_link = permanent.eq_ignore_ascii_case("true");
                self.push("id", true);
            }
            Role::Description => self.open_summary("description", attributes, "text/html"),
            Role::Abstract => self.open_summary("description", attributes, "text/plain"),
            Role::Summary => self.open_summary("summary", attributes, "text/plain"),
            Role::Subtitle => self.push_content("subtitle", attributes, "text/plain"),
            Role::Rights => self.push_content("rights", attributes, "text/plain"),
            Role::Info => self.push_content("info", attributes, "text/plain"),
            Role::Content => self.open_content(attributes, "text/plain"),
            Role::Encoded => self.open_content(attributes, "text/html"),
            Role::Body => self.open_content(attributes, "application/xhtml+xml"),
            Role::Generator => self.open_generator(attributes),
            Role::GeneratorAgent => self.of_resource(attributes, "generator"),
            Role::ErrorReportsTo => self.of_resource(attributes, "errorreportsto"),
            Role::Time(time) => self.push(time_name(time), true),
            Role::Validity => self.push("validity", true),
            Role::Language => self.push("language", true),
            Role::Category | Role::ItunesCategory | Role::MediaCategory | Role::Keywords => {
                self.open_category(role, attributes);
            }
            Role::Enclosure => self.open_enclosure(attributes),
            Role::Source => {
                self.inside.source = true;
                self.title_depth = None;
                self.source = Fields::new();
                if let Some(url) = attributes.get("url") {
                    self.source.set("href", url);
                }
                self.push("source", false);
            }
            Role::License => self.push("license", true),
            Role::CcLicense => {
                if let Some(url) = attributes.get("rdf:resource").map(str::to_owned) {
                    self.licensed(&url);
                }
                self.push_silent();
            }
            Role::NewLocation => self.push("newlocation", false),
            Role::ItunesImage => {
                if let Some(href) = attributes.href() {
                    let href = address::join(&self.base, href);
                    self.context().fields_mut("image").set("href", href);
                }
                self.push_silent();
            }
            Role::ItunesBlock => self.push("itunes_block", false),
            Role::ItunesExplicit => self.push("itunes_explicit", false),
            Role::Markup => {}
            Role::Other => self.open_other(prefix, local, attributes),
            _ => self.open_module(role, attributes),
        }
    }

    /// The innermost element ends.
    pub(super) fn finish(&mut self) {
        let Some(role) = self.stack.last().map(|open| open.role) else {
            return;
        };
        match role {
            Role::Channel => self.inside.feed = false,
            Role::Item => {
                self.inside.entry = false;
                self.inside.source = false;
                self.has_content = false;
            }
            Role::Image => self.inside.image = false,
            Role::TextInput => self.inside.text_input = false,
            Role::Author
            | Role::Contributor
            | Role::DcContributor
            | Role::Publisher
            | Role::Owner
            | Role::Name
            | Role::Email
            | Role::Url => self.finish_person(role),
            Role::Measure(name) => {
                let value = self
                    .take()
                    .and_then(|text| text.parse::<i64>().ok())
                    .unwrap_or(0);
                if self.inside.image {
                    self.context().set(name, value);
                }
            }
            Role::Title => {
                let depth = self.depth();
                if self.take().is_some_and(|title| !title.is_empty()) {
                    self.title_depth = Some(depth);
                }
            }
            Role::MediaTitle => {
                self.take();
            }
            Role::Link => {
                self.take();
            }
            Role::Guid | Role::Id => self.finish_guid(),
            Role::Description | Role::Abstract | Role::Summary => {
                if std::mem::take(&mut self.summary_as_content) {
                    self.finish_content();
                } else {
                    self.take();
                }
            }
            Role::Content | Role::Encoded | Role::Body => self.finish_content(),
            Role::Generator => {
                if let Some(name) = self.take().filter(|name| !name.is_empty()) {
                    let context = self.context();
                    context.fields_mut("generator_detail").set("name", name);
                }
            }
            Role::Time(time) => self.finish_time(time),
            Role::Validity => self.finish_validity(),
            Role::Language => {
                self.take();
            }
            Role::Category | Role::ItunesCategory | Role::MediaCategory | Role::Keywords => {
                self.finish_category(role)
            }
            Role::Source => self.finish_source(),
            Role::License => {
                if let Some(url) = self.take() {
                    self.licensed(&url);
                }
            }
            Role::NewLocation => {
                let base = self.base.to_string();
                if let Some(url) = self.take() {
                    let url = address::join(&base, &url);
                    let url = if address::is_safe(&url) {
                        url
                    } else {
                        String::new()
                    };
                    self.context().set("newlocation", url);
                }
            }
            Role::ItunesBlock => {
                // Only these two spellings count, white space included.
                let text = self.stack.last().map(|open| open.text.as_str());
                let yes = matches!(text, Some("yes" | "Yes"));
                self.context().set("itunes_block", i64::from(yes));
            }
            Role::ItunesExplicit => {
                let text = self.take().unwrap_or_default().to_ascii_lowercase();
                match text.as_str() {
                    "yes" | "true" | "explicit" => self.context().set("itunes_explicit", true),
                    "clean" | "false" => self.context().set("itunes_explicit", false),
                    _ => {}
                }
            }
            Role::Other => {
                self.take();
            }
            Role::Markup | Role::Rss | Role::Rdf | Role::Feed | Role::Enclosure => {}
            role => self.finish_module(role),
        }
    }

    fn open_rss(&mut self, attributes: &Attributes) {
        self.is_feed = true;
        if self.version.starts_with("rss") {
            return;
        }
        self.version = match attributes.get("version").map(str::trim).unwrap_or_default() {
            "0.91" => "rss091u",
            "0.92" => "rss092",
            "0.93" => "rss093",
            "0.94" => "rss094",
            version if version.starts_with("2.") => "rss20",
            _ => "rss",
        };
    }

    fn open_feed(&mut self, attributes: &Attributes) {
        self.is_feed = true;
        self.inside.feed = true;
        if self.version.is_empty() {
            self.version = match attributes.get("version").unwrap_or_default() {
                "0.1" => "atom01",
                "0.2" => "atom02",
                "0.3" => "atom03",
                _ => "atom",
            };
        }
    }

    fn open_item(&mut self, attributes: &Attributes) {
        self.is_feed = true;
        self.begin_entry();
        self.inside.entry = true;
        self.inside.source = false;
        self.inside.image = false;
        self.inside.text_input = false;
        self.guid_is_link = false;
        if let Some(id) = attributes.get("rdf:about") {
            let id = id.to_owned();
            self.context().set("id", id);
        }
        self.cdf(attributes);
        self.push("item", false);
        self.push_silent();
    }

    /// Channel Definition Format states time and address in attributes.
    fn cdf(&mut self, attributes: &Attributes) {
        if let Some(time) = attributes.get("lastmod") {
            let parsed = dates::parse_utc(time);
            let context = self.context();
            context.set("updated", time);
            if let Some(parsed) = parsed {
                context.set("updated_parsed", parsed);
            }
        }
        if let Some(href) = attributes.get("href") {
            let href = address::join(&self.base, href);
            let mut link = Fields::new();
            link.set("rel", "alternate");
            link.set("type", "text/html");
            link.set("href", href.as_str());
            let context = self.context();
            context.list_mut("links").push(link.into());
            context.set("link", href);
        }
    }

    fn open_link(&mut self, attributes: &Attributes) {
        let mut link = Fields::new();
        for (key, value) in &attributes.0 {
            if !matches!(key.as_str(), "url" | "uri" | "href") {
                link.set(key.clone(), value.as_str());
            }
        }
        link.set_new("rel", "alternate");
        let own = link.text("rel") == Some("self");
        link.set_new(
            "type",
            if own {
                "application/atom+xml"
            } else {
                "text/html"
            },
        );
        let href = attributes
            .href()
            .map(|href| address::join(&self.base, href));
        if let Some(href) = &href {
            link.set("href", href.as_str());
        }
        let page = link.text("rel") == Some("alternate")
            && link
                .text("type")
                .is_some_and(|t| markup::is_markup(&markup::media_type(t)));
        let foreign = self.inside.entry && self.inside.image;
        let context = self.context();
        if !foreign {
            context.list_mut("links").push(link.into());
        }
        match href {
            Some(href) if page => context.set("link", href),
            Some(_) => {}
            None => self.push("link", true),
        }
    }

    fn finish_guid(&mut self) {
        let Some(id) = self.take() else { return };
        // An identifier that is no address of a page can't stand in for a link.
        let is_link = self.guid_is_link && id.starts_with("http");
        let context = self.context();
        let stands_in = is_link && !context.contains("link");
        context.set("guidislink", stands_in);
        if stands_in {
            context.set("link", id);
        }
        self.guid_is_link = false;
    }

    fn open_summary(&mut self, key: &'static str, attributes: &Attributes, default_type: &str) {
        let second = self.context().contains("summary");
        if second
            && !(key == "description" && self.has_content)
            && self.inside.entry
            && !self.inside.source
        {
            self.summary_as_content = true;
            self.open_content(attributes, "text/plain");
        } else {
            self.push_content(key, attributes, default_type);
        }
    }

    fn open_content(&mut self, attributes: &Attributes, default_type: &str) {
        self.has_content = true;
        self.push_content("content", attributes, default_type);
        if let Some(src) = attributes.get("src") {
            let src = address::join(&self.base, src);
            if let Some(content) = &mut self.content {
                content.src = Some(src);
            }
        }
    }

    fn finish_content(&mut self) {
        let Some(value) = self.take() else { return };
        if matches!(
            self.last_type.as_str(),
            "text/plain" | "text/html" | "application/xhtml+xml"
        ) {
            self.context().set_new("summary", value);
        }
    }

    fn open_generator(&mut self, attributes: &Attributes) {
        if !attributes.0.is_empty() {
            let mut detail = Fields::new();
            for (key, value) in &attributes.0 {
                if !matches!(key.as_str(), "url" | "uri" | "href") {
                    detail.set(key.clone(), value.as_str());
                }
            }
            if let Some(href) = attributes.href() {
                detail.set("href", address::join(&self.base, href));
            }
            self.context().set("generator_detail", detail);
        }
        self.push("generator", true);
    }

    fn of_resource(&mut self, attributes: &Attributes, name: &'static str) {
        if let Some(value) = attributes.get("rdf:resource") {
            let value = value.to_owned();
            let context = self.context();
            if name == "generator" {
                context
                    .fields_mut("generator_detail")
                    .set("href", value.as_str());
            }
            context.set(name, value);
        }
        self.push_silent();
    }

    fn finish_time(&mut self, time: Time) {
        let Some(text) = self.take() else { return };
        let name = match time {
            Time::Published => "published_parsed",
            Time::Updated => "updated_parsed",
            Time::Created => "created_parsed",
            Time::Expired => "expired_parsed",
        };
        if let Some(parsed) = dates::parse_utc(&text) {
            self.context().set(name, parsed);
        }
    }

    fn finish_validity(&mut self) {
        let Some(text) = self.take() else { return };
        let context = self.context();
        for part in text.split(';') {
            let Some((key, value)) = part.split_once('=') else {
                continue;
            };
            let names = match key.trim() {
                "start" => ("validity_start", "validity_start_parsed"),
                "end" => ("validity_end", "validity_end_parsed"),
                _ => continue,
            };
            context.set(names.0, value.trim());
            if let Some(parsed) = dates::parse_utc(value) {
                context.set(names.1, parsed);
            }
        }
    }

    fn open_category(&mut self, role: Role, attributes: &Attributes) {
        let get = |name: &str| attributes.get(name).map(str::to_owned);
        let (term, scheme, label) = match role {
            Role::ItunesCategory => (get("text"), Some("http://www.itunes.com/".to_owned()), None),
            Role::MediaCategory => {
                let usual = "http://search.yahoo.com/mrss/category_schema".to_owned();
                (get("term"), get("scheme").or(Some(usual)), get("label"))
            }
            Role::Keywords => (None, None, None),
            _ => (
                get("term"),
                get("scheme").or_else(|| get("domain")),
                get("label"),
            ),
        };
        self.tag(term, scheme, label);
        self.push("category", true);
    }

    fn finish_category(&mut self, role: Role) {
        let Some(text) = self.take().filter(|text| !text.is_empty()) else {
            return;
        };
        if role == Role::Keywords {
            for term in text
                .split(',')
                .map(str::trim)
                .filter(|term| !term.is_empty())
            {
                self.tag(
                    Some(term.to_owned()),
                    Some("http://www.itunes.com/".to_owned()),
                    None,
                );
            }
            return;
        }
        let last = self.context().list_mut("tags").last_mut();
        match last.and_then(Value::as_fields_mut) {
            Some(tag) if !tag.contains("term") => tag.set("term", text),
            _ => self.tag(Some(text), None, None),
        }
    }

    fn tag(&mut self, term: Option<String>, scheme: Option<String>, label: Option<String>) {
        if term.is_none() && scheme.is_none() && label.is_none() {
            return;
        }
        let mut tag = Fields::new();
        for (name, value) in [("term", term), ("scheme", scheme), ("label", label)] {
            if let Some(value) = value {
                tag.set(name, value);
            }
        }
        let tag = Value::Fields(tag);
        let tags = self.context().list_mut("tags");
        // A handful of tags: looking through them is no cost. Thousands are nobody's.
        if tags.len() < 1000 && !tags.contains(&tag) {
            tags.push(tag);
        }
    }

    fn open_enclosure(&mut self, attributes: &Attributes) {
        let mut link = Fields::new();
        for (key, value) in &attributes.0 {
            if !matches!(key.as_str(), "url" | "uri" | "href") {
                link.set(key.clone(), value.as_str());
            }
        }
        if let Some(href) = attributes.href() {
            link.set("href", address::join(&self.base, href));
        }
        link.set("rel", "enclosure");
        self.context().list_mut("links").push(link.into());
        self.push_silent();
    }

    fn finish_source(&mut self) {
        let title = self.take().filter(|title| !title.is_empty());
        self.inside.source = false;
        if let Some(title) = title {
            self.source.set_new("title", title);
        }
        let source = std::mem::take(&mut self.source);
        self.context().set("source", source);
    }

    fn licensed(&mut self, url: &str) {
        let mut link = Fields::new();
        link.set("rel", "license");
        link.set("href", url);
        let context = self.context();
        context.set("license", url);
        context.list_mut("links").push(link.into());
    }

    /// An element that nobody knows: its text under its name, or its attributes where it has some.
    fn open_other(&mut self, prefix: &str, local: &str, attributes: &Attributes) {
        if self.depth() == 1 && local == "html" {
            self.is_page = true;
        }
        let name = if prefix.is_empty() {
            local.to_owned()
        } else {
            format!("{prefix}_{local}")
        };
        if attributes.0.is_empty() {
            self.push(name, true);
            return;
        }
        let fields = attributes.fields();
        self.context().set(name, fields);
    }
}

fn time_name(time: Time) -> &'static str {
    match time {
        Time::Published => "published",
        Time::Updated => "updated",
        Time::Created => "created",
        Time::Expired => "expired",
    }
}
