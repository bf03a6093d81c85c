//! What is wrong with a feed although it was read, in the terms of the W3C's feed validator: for whoever follows it, and
//! for the mail to whoever makes it.

use super::Feed;
use super::fields::Fields;
use std::collections::HashSet;

/// Years from and before which an article on the web is plausibly dated.
const PLAUSIBLE: [&str; 2] = ["1990", "2060"];

/// A fault, by the validator's word for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The validator's message class: `SAXError`, `MissingTitle`.
    pub event: &'static str,
    /// What it is about, in words.
    pub what: String,
}

impl Feed {
    /// What is wrong with it, each kind of fault once.
    pub fn warnings(&self) -> Vec<Warning> {
        let mut found = Vec::new();
        let mut warn = |event, what: String| found.push(Warning { event, what });
        if let Some(fault) = &self.bozo {
            warn("SAXError", fault.clone());
        }
        if self.version == "atom03" {
            warn("ObsoleteNamespace", "Atom 0.3".to_owned());
        }
        let lacks = |name: &str| {
            self.feed
                .text(name)
                .is_none_or(|text| text.trim().is_empty())
        };
        let is_rss = self.version.starts_with("rss");
        if lacks("title") {
            warn("MissingTitle", "the feed has no title".to_owned());
        }
        if is_rss && lacks("link") {
            warn("MissingLink", "the feed names no site".to_owned());
        }
        if is_rss && lacks("subtitle") {
            warn(
                "MissingDescription",
                "the feed has no description".to_owned(),
            );
        }
        if self.version == "atom10" && lacks("id") {
            warn("MissingElement", "the feed has no id".to_owned());
        }
        let mut count = |event, words: &str, is_so: &dyn Fn(&Fields) -> bool| {
            let n = self.entries.iter().filter(|entry| is_so(entry)).count();
            if n > 0 {
                let what = format!("{n} of {} entries {words}", self.entries.len());
                warn(event, what);
            }
        };
        let blank =
            |entry: &Fields, name: &str| entry.text(name).is_none_or(|text| text.trim().is_empty());
        count("MissingGuid", "have no id", &|entry| blank(entry, "id"));
        count(
            "ItemMustContainTitleOrDescription",
            "have neither title nor description",
            &|entry| {
                blank(entry, "title") && blank(entry, "summary") && entry.list("content").is_empty()
            },
        );
        count("InvalidFullLink", "link to no page", &|entry| {
            let link = entry.text("link").map(str::trim);
            link.is_some_and(|link| !link.is_empty() && !link.starts_with("http"))
        });
        let invalid = match is_rss {
            true => "InvalidRFC2822Date",
            false => "InvalidRFC3339Date",
        };
        count(invalid, "have a date that is none", &|entry| {
            let dates = [
                ("published", "published_parsed"),
                ("updated", "updated_parsed"),
            ];
            dates
                .iter()
                .any(|(said, read)| !blank(entry, said) && blank(entry, read))
        });
        count("ImplausibleDate", "have a date that can't be", &|entry| {
            ["published_parsed", "updated_parsed"].iter().any(|name| {
                let year = entry.text(name);
                year.is_some_and(|at| at < PLAUSIBLE[0] || at >= PLAUSIBLE[1])
            })
        });
        let mut ids = HashSet::new();
        let again = self.entries.iter().filter_map(|entry| entry.text("id"));
        let again = again
            .filter(|id| !id.is_empty() && !ids.insert(*id))
            .count();
        if again > 0 {
            let what = format!("{again} entries have the id of another");
            found.push(Warning {
                event: "DuplicateValue",
                what,
            });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, read_feed};

    fn events(xml: &str) -> Vec<&'static str> {
        let feed = read_feed(xml.as_bytes(), &Options::default()).unwrap();
        feed.warnings().iter().map(|found| found.event).collect()
    }

    #[test]
    fn a_sound_feed_has_none() {
        let sound = "<?xml version='1.0'?><rss version='2.0'><channel><title>Lune Post</title><link>https://lune.example/</link>\
            <description>News of the coast</description><item><title>Fog</title><link>https://lune.example/1</link>\
            <guid>https://lune.example/1</guid><pubDate>Tue, 03 Mar 2026 04:05:06 GMT</pubDate></item></channel></rss>";
        assert_eq!(events(sound), [""; 0]);
    }

    #[test]
    fn faults_have_the_validators_names() {
        let poor = "<?xml version='1.0'?><rss version='2.0'><channel><title> </title>\
            <item><link>javascript:alert(1)</link><pubDate>soon</pubDate></item>\
            <item><title>A</title><guid>same</guid><pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate></item>\
            <item><title>B</title><guid>same</guid></item></channel></rss>";
        let mut found = events(poor);
        found.sort_unstable();
        assert_eq!(
            found,
            [
                "DuplicateValue",
                "ImplausibleDate",
                "InvalidFullLink",
                "InvalidRFC2822Date",
                "ItemMustContainTitleOrDescription",
                "MissingDescription",
                "MissingGuid",
                "MissingLink",
                "MissingTitle",
            ]
        );
        assert!(events("<rss><channel><title>A<item><title>B</channel>").contains(&"SAXError"));
    }
}
