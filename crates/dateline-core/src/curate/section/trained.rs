//! A model learnt from labelled articles: tf-idf over words and pieces of words, weighed for each label by a support
//! vector machine and complement naive Bayes together, with confidences fitted on rows held out.

use super::Labelled;
use super::features::{FAMILIES, Feature, features};
use super::linear::{self, Sparse};
use super::{bayes, lexicon};

/// A feature must stand in so many rows.
const MIN_ROWS: u32 = 2;
/// Length of the vector of each family: words, pieces.
const LENGTHS: [f32; FAMILIES] = [0.7, 1.0];
/// Length of the vector of topics, which speak up where there are few rows to learn words from.
const TOPICS_LENGTH: f32 = 0.25;
/// Parts into which rows are split to fit confidences.
const FOLDS: usize = 3;
/// Steepness of confidences where there are too few rows to fit it.
const STEEPNESS: f32 = 2.0;
/// Rows from which steepness is fitted.
const ENOUGH: usize = 30;

/// A trained model. Weights lie label by label, each with a constant at its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Trained {
    pub labels: Vec<String>,
    /// In order; the topics' scores follow as features without a hash.
    pub features: Vec<Feature>,
    pub idf: Vec<f32>,
    pub weights: Vec<Vec<f32>>,
    /// How fast confidence grows with the score.
    pub steepness: f32,
}

impl Trained {
    pub fn learn(rows: &[Labelled]) -> Trained {
        let mut labels: Vec<String> = rows.iter().map(|row| row.section.clone()).collect();
        labels.sort_unstable();
        labels.dedup();
        let marks: Vec<usize> = rows
            .iter()
            .filter_map(|row| labels.binary_search(&row.section).ok())
            .collect();
        let read: Vec<Read> = rows
            .iter()
            .map(|row| Read::of(&row.headline, &row.text))
            .collect();
        let mut model = Trained::with_vocabulary(&read);
        let vectors: Vec<Sparse> = read.iter().map(|read| model.vector(read)).collect();
        model.steepness = model.fit_steepness(&vectors, &marks, labels.len());
        model.weights = model.fit(&vectors, &marks, labels.len());
        model.labels = labels;
        model
    }

    /// Labels with confidences that sum to 1, best first; none when nothing of the text is known.
    pub fn sections(&self, headline: &str, text: &str) -> Vec<(String, f64)> {
        let vector = self.vector(&Read::of(headline, text));
        if vector.is_empty() {
            return Vec::new();
        }
        let scores: Vec<f32> = self
            .weights
            .iter()
            .map(|w| linear::score(w, &vector))
            .collect();
        let shares = shares(&scores, self.steepness);
        let mut found: Vec<(String, f64)> = self
            .labels
            .iter()
            .cloned()
            .zip(shares.into_iter().map(f64::from))
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found
    }

    fn with_vocabulary(read: &[Read]) -> Trained {
        let mut all: Vec<Feature> = read
            .iter()
            .flat_map(|read| read.features.iter().map(|(feature, _)| *feature))
            .collect();
        all.sort_unstable();
        let mut model = Trained::default();
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number of rows; the logarithm forgives"
        )]
        let rows = read.len() as f32;
        for same in all.chunk_by(|a, b| a == b) {
            let with = u32::try_from(same.len()).unwrap_or(u32::MAX);
            if with >= MIN_ROWS {
                model.features.push(same[0]);
                #[expect(clippy::cast_precision_loss, reason = "as above")]
                model
                    .idf
                    .push(((1.0 + rows) / (1.0 + with as f32)).ln() + 1.0);
            }
        }
        model
    }

    fn width(&self) -> usize {
        self.features.len() + lexicon::COUNT
    }

    fn vector(&self, read: &Read) -> Sparse {
        let mut vector: Sparse = Vec::with_capacity(read.features.len());
        let mut squares = [0.0_f32; FAMILIES];
        let mut families = Vec::with_capacity(read.features.len());
        let mut from = 0;
        for (feature, count) in &read.features {
            let Ok(at) = self.features[from..].binary_search(feature) else {
                continue;
            };
            let at = from + at;
            from = at + 1;
            let value = (1.0 + count.ln()) * self.idf[at];
            squares[feature.family()] += value * value;
            families.push(feature.family());
            vector.push((u32::try_from(at).unwrap_or(u32::MAX), value));
        }
        for ((_, value), family) in vector.iter_mut().zip(families) {
            *value *= LENGTHS[family] / squares[family].sqrt().max(1e-6);
        }
        if !vector.is_empty() {
            let first = self.features.len();
            vector.extend(read.topics.iter().map(|(topic, value)| {
                let at = u32::try_from(first + topic).unwrap_or(u32::MAX);
                (at, *value * TOPICS_LENGTH)
            }));
        }
        vector
    }

    fn fit(&self, vectors: &[Sparse], marks: &[usize], labels: usize) -> Vec<Vec<f32>> {
        let width = self.width();
        let mut machine: Vec<Vec<f32>> = (0..labels)
            .map(|label| {
                let marks: Vec<bool> = marks.iter().map(|mark| *mark == label).collect();
                linear::part(vectors, &marks, width)
            })
            .collect();
        let mut bayes = bayes::weights(vectors, marks, labels, self.features.len());
        let bayes_size = size(&bayes, vectors);
        let machine_size = size(&machine, vectors);
        for (machine, bayes) in machine.iter_mut().zip(&mut bayes) {
            for weight in machine.iter_mut() {
                *weight /= machine_size;
            }
            for (weight, more) in machine.iter_mut().zip(bayes.iter()) {
                *weight += *more / bayes_size;
            }
        }
        machine
    }

    /// The steepness under which rows that were held out are least surprising.
    fn fit_steepness(&self, vectors: &[Sparse], marks: &[usize], labels: usize) -> f32 {
        if vectors.len() < ENOUGH || labels < 2 {
            return STEEPNESS;
        }
        let mut held_out: Vec<(Vec<f32>, usize)> = Vec::with_capacity(vectors.len());
        for fold in 0..FOLDS {
            let is_out = |i: &usize| i % FOLDS == fold;
            let kept: Vec<usize> = (0..vectors.len()).filter(|i| !is_out(i)).collect();
            let rows: Vec<Sparse> = kept.iter().map(|&i| vectors[i].clone()).collect();
            let of: Vec<usize> = kept.iter().map(|&i| marks[i]).collect();
            let weights = self.fit(&rows, &of, labels);
            for i in (0..vectors.len()).filter(is_out) {
                let scores = weights
                    .iter()
                    .map(|w| linear::score(w, &vectors[i]))
                    .collect();
                held_out.push((scores, marks[i]));
            }
        }
        let surprise = |steepness: f32| -> f32 {
            let of = |(scores, mark): &(Vec<f32>, usize)| {
                -shares(scores, steepness)[*mark].max(1e-6).ln()
            };
            held_out.iter().map(of).sum()
        };
        let tried = (1..=24_u8).map(|step| f32::from(step) * 0.25);
        tried
            .min_by(|a, b| surprise(*a).total_cmp(&surprise(*b)))
            .unwrap_or(STEEPNESS)
    }
}

/// A text as the model takes it in.
struct Read {
    features: Vec<(Feature, f32)>,
    topics: Vec<(usize, f32)>,
}

impl Read {
    fn of(headline: &str, text: &str) -> Read {
        Read {
            features: features(headline, text),
            topics: lexicon::scores(headline, text),
        }
    }
}

/// Scores as shares of 1.
fn shares(scores: &[f32], steepness: f32) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let raised: Vec<f32> = scores
        .iter()
        .map(|score| ((score - top) * steepness).exp())
        .collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|share| share / sum).collect()
}

/// How far scores spread on these rows, about each row's mean.
fn size(weights: &[Vec<f32>], vectors: &[Sparse]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a number of labels and of rows")]
    let (labels, count) = (weights.len() as f32, (weights.len() * vectors.len()) as f32);
    let mut squares = 0.0_f32;
    for vector in vectors {
        let scores: Vec<f32> = weights.iter().map(|w| plain_score(w, vector)).collect();
        let mean = scores.iter().sum::<f32>() / labels;
        squares += scores
            .iter()
            .map(|score| (score - mean).powi(2))
            .sum::<f32>();
    }
    (squares / count.max(1.0)).sqrt().max(1e-6)
}

/// The score without the constant; what there is no weight for counts nothing.
fn plain_score(weights: &[f32], vector: &Sparse) -> f32 {
    let parts = vector
        .iter()
        .filter_map(|(index, value)| Some(weights.get(*index as usize)? * value));
    parts.sum()
}
