//! What every page shares: the desk behind it, the navigation, and the frame around its content.

use super::assets;
use super::people::{Readers, Throttle};
use super::topics::{Topic, topics};
use super::when;
use crate::collect::Collector;
use crate::desk::Desk;
use dateline_store::now;
use std::sync::{Arc, Mutex, PoisonError};

/// The site over one desk.
#[derive(Debug)]
pub struct Site {
    pub desk: Arc<Desk>,
    /// Fetches and follows.
    pub collector: Arc<Collector>,
    pub readers: Readers,
    /// Failed logins.
    pub throttle: Throttle,
    /// Sections that hold articles, as of a revision of the store.
    sections: Mutex<Option<AsOf>>,
}

/// Sections that hold articles, and the revision of the store that this was true at.
type AsOf = (i64, Arc<Vec<&'static Topic>>);

/// The frame of a page.
#[derive(Debug, Clone)]
pub struct Shell {
    pub title: String,
    pub description: String,
    pub sections: Arc<Vec<&'static Topic>>,
    /// Address of the page within the site, without its query.
    pub here: String,
    /// The front page's masthead is larger.
    pub front: bool,
    pub today: String,
    /// Address of the page's list without its ending, when it has one: `/section/sport`.
    pub feeds: Option<Feeds>,
    pub css: &'static str,
    pub js: &'static str,
    /// schema.org markup, as JSON that is safe inside a script element.
    pub markup: Option<String>,
    /// Not for search engines: reports, desk, searches.
    pub noindex: bool,
    pub query: String,
}

/// Where a page's list is to be had as a feed.
#[derive(Debug, Clone)]
pub struct Feeds {
    pub base: String,
    /// `?q=…`, or nothing.
    pub query: String,
}

impl Site {
    pub fn new(collector: Arc<Collector>, readers: Readers) -> Site {
        Site {
            desk: Arc::clone(&collector.desk),
            collector,
            readers,
            throttle: Throttle::default(),
            sections: Mutex::new(None),
        }
    }

    /// The frame for a page.
    pub async fn shell(&self, title: impl Into<String>, here: impl Into<String>) -> Shell {
        Shell {
            title: title.into(),
            description: String::new(),
            sections: self.sections().await,
            here: here.into(),
            front: false,
            today: when::today(now()),
            feeds: None,
            css: assets::css_address(),
            js: assets::js_address(),
            markup: None,
            noindex: false,
            query: String::new(),
        }
    }

    /// Sections that hold articles, in the order of the navigation. A store that can't be read has none: the page that
    /// asks will say so itself.
    async fn sections(&self) -> Arc<Vec<&'static Topic>> {
        let revision = self.desk.store.revision().await.unwrap_or_default();
        if let Some((as_of, sections)) =
            &*self.sections.lock().unwrap_or_else(PoisonError::into_inner)
            && *as_of == revision
        {
            return Arc::clone(sections);
        }
        let counts = self.desk.store.section_counts().await.unwrap_or_default();
        let held = |topic: &&Topic| counts.iter().any(|(code, _)| code == topic.code);
        let sections = Arc::new(topics().iter().filter(held).collect::<Vec<_>>());
        *self.sections.lock().unwrap_or_else(PoisonError::into_inner) =
            Some((revision, Arc::clone(&sections)));
        sections
    }
}

impl Shell {
    pub fn describe(mut self, description: impl Into<String>) -> Shell {
        self.description = description.into();
        self
    }

    /// Says that the page's list is also to be had as `BASE.rss`, `.atom` and `.json`.
    pub fn with_feeds(mut self, base: impl Into<String>, query: impl Into<String>) -> Shell {
        self.feeds = Some(Feeds {
            base: base.into(),
            query: query.into(),
        });
        self
    }

    /// Whether the page is a section's.
    pub fn is_section(&self, slug: &str) -> bool {
        self.here.strip_prefix("/section/") == Some(slug)
    }

    pub fn hidden(mut self) -> Shell {
        self.noindex = true;
        self
    }
}
