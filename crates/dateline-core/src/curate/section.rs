//! Sections: what an article is about. The model that ships knows the top topics of IPTC Media Topics from word lists;
//! a desk can train its own from its own articles.

mod bayes;
mod features;
mod file;
mod lexicon;
mod linear;
mod trained;

use trained::Trained;

/// One labelled text to learn from.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// Headline of the example.
    pub headline: String,
    /// Its text.
    pub text: String,
    /// The code it is filed under.
    pub section: String,
}

/// A classifier: any labels, any language.
#[derive(Debug, Clone)]
pub struct SectionModel {
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Word lists, see [`lexicon`].
    Topics,
    Trained(Trained),
}

impl Default for SectionModel {
    /// A model that has learnt nothing and says nothing.
    fn default() -> SectionModel {
        SectionModel::train(&[])
    }
}

impl SectionModel {
    /// The model that ships with Dateline: the 17 top topics of IPTC Media Topics, labelled by code. It says nothing
    /// of a text that it is unsure about.
    pub fn builtin() -> &'static SectionModel {
        static MODEL: SectionModel = SectionModel { kind: Kind::Topics };
        &MODEL
    }

    /// Learns from labelled texts. Deterministic.
    pub fn train(rows: &[Labelled]) -> SectionModel {
        SectionModel {
            kind: Kind::Trained(Trained::learn(rows)),
        }
    }

    /// Labels by confidence (0 to 1, summing to at most 1), best first.
    pub fn sections(&self, headline: &str, text: &str) -> Vec<(String, f64)> {
        match &self.kind {
            Kind::Topics => {
                let found = lexicon::topics(headline, text).into_iter();
                found
                    .map(|(topic, sure)| (topic.code.to_owned(), sure))
                    .collect()
            }
            Kind::Trained(model) => model.sections(headline, text),
        }
    }

    /// The model as a file. The model that ships has none of its own: its file is empty.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.kind {
            Kind::Topics => Vec::new(),
            Kind::Trained(model) => file::write(model),
        }
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// Says what is wrong with it, and where.
    pub fn from_bytes(bytes: &[u8]) -> Result<SectionModel, String> {
        Ok(SectionModel {
            kind: match bytes {
                [] => Kind::Topics,
                bytes => Kind::Trained(file::read(bytes)?),
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forty short notices of two kinds.
    fn rows() -> Vec<Labelled> {
        let (mut rows, places) = (Vec::new(), ["Marlow", "Sund", "Orvik", "Tarn", "Penwith"]);
        for place in places {
            for number in 0..4 {
                rows.push(Labelled {
                    headline: format!("{place} bakers raise prices"),
                    text: format!(
                        "A loaf in {place} costs {number} crowns more, the bakers' guild said."
                    ),
                    section: "market".to_owned(),
                });
                rows.push(Labelled {
                    headline: format!("{place} rowers win regatta"),
                    text: format!(
                        "The crew of {place} rowed home {number} lengths ahead of the other boats."
                    ),
                    section: "boats".to_owned(),
                });
            }
        }
        rows
    }

    #[test]
    fn learns_to_tell_two_sections() {
        let model = SectionModel::train(&rows());
        let found = model.sections(
            "Rowing crew wins",
            "The boats from the island were two lengths behind.",
        );
        assert_eq!(found[0].0, "boats");
        assert!(found[0].1 > 0.6, "{found:?}");
        let sum: f64 = found.iter().map(|(_, sure)| sure).sum();
        assert!((sum - 1.0).abs() < 1e-6);
    }

    #[test]
    fn the_same_rows_give_the_same_file() {
        assert_eq!(
            SectionModel::train(&rows()).to_bytes(),
            SectionModel::train(&rows()).to_bytes()
        );
    }

    #[test]
    fn a_file_read_back_answers_the_same() {
        let model = SectionModel::train(&rows());
        let again = SectionModel::from_bytes(&model.to_bytes()).expect("its own file");
        let text = ("Guild meets", "Loaf and crowns in Sund.");
        assert_eq!(
            model.sections(text.0, text.1),
            again.sections(text.0, text.1)
        );
    }

    #[test]
    fn a_damaged_file_is_named() {
        let good = SectionModel::train(&rows()).to_bytes();
        let fails = |bytes: &[u8]| SectionModel::from_bytes(bytes).expect_err("damaged");
        assert!(fails(b"PK\x03\x04 something").contains("not a section model"));
        assert!(fails(&good[..good.len() / 2]).contains("checksum"));
        assert!(fails(&good[..10]).contains("cut off"));
        let mut flipped = good.clone();
        flipped[good.len() / 2] ^= 1;
        assert!(fails(&flipped).contains("damaged"));
        let mut newer = good;
        newer[8] = 9;
        assert!(fails(&newer).contains("version 9"));
    }

    #[test]
    fn no_rows_or_one_label_is_no_reason_to_fail() {
        assert!(SectionModel::train(&[]).sections("a", "b").is_empty());
        let only: Vec<Labelled> = rows()
            .into_iter()
            .filter(|row| row.section == "boats")
            .collect();
        let found = SectionModel::train(&only).sections("Rowers", "The crew rowed.");
        assert_eq!(found.len(), 1);
        assert!(found[0].1 <= 1.0);
    }
}
