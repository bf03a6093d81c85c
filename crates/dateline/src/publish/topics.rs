//! Sections as the site names them: the 17 top topics in the order of the navigation, each with a short name.

use dateline_core::curate::topics::Topic as MediaTopic;
use std::sync::LazyLock;

/// A section of the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// IPTC code.
    pub code: &'static str,
    /// In addresses.
    pub slug: &'static str,
    /// In navigation and above headlines.
    pub name: &'static str,
    /// IPTC's English name.
    pub full: &'static str,
}

const SHORT_NAMES: [(&str, &str); 17] = [
    ("11000000", "Politics"),
    ("16000000", "Conflict"),
    ("04000000", "Business"),
    ("14000000", "Society"),
    ("02000000", "Crime & law"),
    ("03000000", "Disasters"),
    ("13000000", "Science"),
    ("07000000", "Health"),
    ("06000000", "Environment"),
    ("05000000", "Education"),
    ("09000000", "Labour"),
    ("01000000", "Arts & media"),
    ("15000000", "Sport"),
    ("10000000", "Lifestyle"),
    ("08000000", "People"),
    ("12000000", "Religion"),
    ("17000000", "Weather"),
];

/// In the order of the navigation.
pub fn topics() -> &'static [Topic] {
    static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| {
        let named = |&(code, name): &(&'static str, &'static str)| {
            let topic = MediaTopic::by_code(code)?;
            Some(Topic {
                code,
                slug: topic.slug,
                name,
                full: topic.name,
            })
        };
        SHORT_NAMES.iter().filter_map(named).collect()
    });
    &TOPICS
}

/// The topic with this code.
pub fn by_code(code: &str) -> Option<&'static Topic> {
    topics().iter().find(|topic| topic.code == code)
}

/// The topic with this address.
pub fn by_slug(slug: &str) -> Option<&'static Topic> {
    topics().iter().find(|topic| topic.slug == slug)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_has_a_short_name() {
        assert_eq!(topics().len(), dateline_core::curate::topics::TOPICS.len());
    }
}
