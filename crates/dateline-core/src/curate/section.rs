//! Sections: what an article is about. The model that ships knows the top topics of IPTC Media Topics from word lists;
//! a desk can train its own from its own articles.

mod bayes;
mod features;
mod file;
mod linear;
mod topics_seen;
mod trained;

use trained::Trained;

/// One labelled text to learn from.
#[derive(Debug, Clone)]
pub struct Labelled {
    pub headline: String,
    pub text: String,
    pub section: String,
}

/// A classifier: any labels, any language.
#[derive(Debug, Clone, Default)]
pub struct SectionModel {
    trained: Trained,
}

impl SectionModel {
    /// The model that ships with Dateline: the 17 top topics of IPTC Media Topics, labelled by code.
    pub fn builtin() -> &'static SectionModel {
        static MODEL: std::sync::LazyLock<SectionModel> =
            std::sync::LazyLock::new(SectionModel::default);
        &MODEL
    }

    /// Learns from labelled texts. Deterministic.
    pub fn train(rows: &[Labelled]) -> SectionModel {
        SectionModel {
            trained: Trained::learn(rows),
        }
    }

    /// Labels by confidence (0 to 1, summing to at most 1), best first.
    pub fn sections(&self, headline: &str, text: &str) -> Vec<(String, f64)> {
        self.trained.sections(headline, text)
    }

    /// The model as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        file::write(&self.trained)
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// Says what is wrong with it, and where.
    pub fn from_bytes(bytes: &[u8]) -> Result<SectionModel, String> {
        Ok(SectionModel {
            trained: file::read(bytes)?,
        })
    }
}
