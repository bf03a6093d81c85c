//! Sections as the site names them: the 17 top topics of IPTC Media Topics with an address and a short name each.

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

const fn topic(
    code: &'static str,
    slug: &'static str,
    name: &'static str,
    full: &'static str,
) -> Topic {
    Topic {
        code,
        slug,
        name,
        full,
    }
}

/// In the order of the navigation.
pub const TOPICS: [Topic; 17] = [
    topic(
        "11000000",
        "politics",
        "Politics",
        "politics and government",
    ),
    topic(
        "16000000",
        "conflict",
        "Conflict",
        "conflict, war and peace",
    ),
    topic(
        "04000000",
        "business",
        "Business",
        "economy, business and finance",
    ),
    topic("14000000", "society", "Society", "society"),
    topic("02000000", "crime", "Crime & law", "crime, law and justice"),
    topic(
        "03000000",
        "disaster",
        "Disasters",
        "disaster, accident and emergency incident",
    ),
    topic("13000000", "science", "Science", "science and technology"),
    topic("07000000", "health", "Health", "health"),
    topic("06000000", "environment", "Environment", "environment"),
    topic("05000000", "education", "Education", "education"),
    topic("09000000", "labour", "Labour", "labour"),
    topic(
        "01000000",
        "arts",
        "Arts & media",
        "arts, culture, entertainment and media",
    ),
    topic("15000000", "sport", "Sport", "sport"),
    topic(
        "10000000",
        "lifestyle",
        "Lifestyle",
        "lifestyle and leisure",
    ),
    topic("08000000", "people", "People", "human interest"),
    topic("12000000", "religion", "Religion", "religion"),
    topic("17000000", "weather", "Weather", "weather"),
];

/// The topic with this code.
pub fn by_code(code: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.code == code)
}

/// The topic with this address.
pub fn by_slug(slug: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|topic| topic.slug == slug)
}
