//! Stories: articles on one event, clustered online in order of arrival.

/// What clustering needs of an article.
#[derive(Debug, Clone, Default)]
pub struct StoryItem {
    pub id: String,
    pub headline: Option<String>,
    pub text: String,
    pub outlet: Option<String>,
    /// As stated, see [`crate::time`].
    pub published_at: Option<String>,
    /// Ids of known articles that this one is a copy of, or that are copies of it.
    pub copies: Vec<String>,
}

/// One read that goes with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub id: String,
    /// 0 to 1.
    pub score: f64,
    /// In a few words: "same place and people", "earlier in this story".
    pub why: String,
}

/// The stories so far. Articles come in one at a time; no look ahead.
#[derive(Debug, Clone, Default)]
pub struct Stories {
    items: Vec<StoryItem>,
}

impl Stories {
    pub fn new() -> Stories {
        Stories::default()
    }

    /// Adds an article and returns the id of its story: the id of the story's first article.
    pub fn add(&mut self, item: StoryItem) -> String {
        let id = item.id.clone();
        self.items.push(item);
        id
    }

    /// Adds an article whose story is known already, when the desk reloads what it stored.
    pub fn restore(&mut self, item: StoryItem, _story: &str) {
        self.items.push(item);
    }

    /// The articles most related to a known one, best first, not its copies.
    pub fn related(&self, _id: &str, _limit: usize) -> Vec<Related> {
        Vec::new()
    }
}
