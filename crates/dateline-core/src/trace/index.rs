//! The index of texts seen so far: which other texts share a passage with this one?

use crate::model::{Form, RelationKind};

/// What the index keeps of an article.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub id: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub headline: Option<String>,
    /// As stated, see [`crate::time`].
    pub published_at: Option<String>,
    /// Agency that its own page credits with the text.
    pub wire: Option<String>,
    pub section: Option<String>,
    pub text: String,
}

/// Another text that shares a passage with the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Number of the other text, see [`Index::known`].
    pub other: usize,
    pub kind: RelationKind,
    pub form: Form,
    /// Share of the asked text's words that stand in the other, 0 to 1.
    pub cover: f64,
    pub cover_of_other: f64,
    /// Words in the longest shared run.
    pub run_words: usize,
}

/// Texts seen so far, in memory. Insert and query one at a time.
#[derive(Debug, Clone, Default)]
pub struct Index {
    known: Vec<Known>,
}

impl Index {
    pub fn new() -> Index {
        Index::default()
    }

    /// Adds a text and returns its number. One with a known id replaces it.
    pub fn insert(&mut self, known: Known) -> usize {
        self.known.push(known);
        self.known.len() - 1
    }

    /// The text with this number.
    pub fn known(&self, number: usize) -> &Known {
        &self.known[number]
    }

    /// The number of the text with this id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.known.iter().position(|known| known.id == id)
    }

    /// The texts that share a passage with this one, the closest first. `published_at` helps to tell apart formulaic
    /// texts of different days.
    pub fn relations(&self, _text: &str, _published_at: Option<&str>) -> Vec<Relation> {
        Vec::new()
    }

    pub fn len(&self) -> usize {
        self.known.len()
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}
