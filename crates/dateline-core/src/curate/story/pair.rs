//! Two articles side by side: in what they agree, and how likely they tell one event.
//!
//! The likelihood is a logistic regression over a dozen agreements. Its weights were fitted on pairs of articles that
//! editors had or had not put into one round-up.

use super::Known;
use super::norms::Norms;
use super::terms::{FIGURE, IN_HEADLINE, NAME, Term, Vocabulary};

/// A term in no more articles than this is a strong sign when two articles share it.
const RARE: u32 = 6;
const DAY: f32 = 86_400.0;

/// In what two articles agree. Shares and cosines run from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Pair {
    /// Cosine over all terms.
    pub cosine: f32,
    /// Cosine over names.
    pub names: f32,
    /// Cosine over the words of both headlines.
    pub headlines: f32,
    /// Share of the words of the headlines that stand anywhere in the other article.
    pub headline_in_text: f32,
    /// Cosine over figures.
    pub figures: f32,
    /// Terms shared that hardly any other article has.
    pub rare: f32,
    pub same_outlet: bool,
    pub weekdays: Option<f32>,
    pub months: Option<f32>,
    /// `None` when the time of either is not known.
    pub days_apart: Option<f32>,
}

impl Pair {
    pub fn of(vocabulary: &Vocabulary, a: &Known, b: &Known, days_apart: Option<f32>) -> Pair {
        let mut pair = Pair {
            same_outlet: a.outlet.is_some() && a.outlet == b.outlet,
            weekdays: a.calendar.weekdays_agree(&b.calendar),
            months: a.calendar.months_agree(&b.calendar),
            days_apart,
            ..Pair::default()
        };
        let (a_norms, b_norms) = (vocabulary.norms(a), vocabulary.norms(b));
        let mut dot = Norms::default();
        let mut headline = 0.0;
        for (s, t) in shared(&a.terms, &b.terms) {
            let idf = vocabulary.idf(s.id);
            let product = s.weight() * t.weight() * idf * idf;
            dot.all += product;
            if s.is(NAME) || t.is(NAME) {
                dot.names += product;
            }
            if s.is(IN_HEADLINE) && t.is(IN_HEADLINE) {
                dot.headline += product;
            }
            if s.is(FIGURE) {
                dot.figures += product;
            }
            headline += idf * f32::from(u8::from(s.is(IN_HEADLINE)) + u8::from(t.is(IN_HEADLINE)));
            if vocabulary.articles_with(s.id) <= RARE {
                pair.rare += 1.0;
            }
        }
        let cosine = |dot: f32, a: f32, b: f32| (dot / (a * b).sqrt().max(1e-6)).min(1.0);
        pair.cosine = cosine(dot.all, a_norms.all, b_norms.all);
        pair.names = cosine(dot.names, a_norms.names, b_norms.names);
        pair.headlines = cosine(dot.headline, a_norms.headline, b_norms.headline);
        pair.figures = cosine(dot.figures, a_norms.figures, b_norms.figures);
        pair.headline_in_text = headline / (a_norms.headline_idf + b_norms.headline_idf).max(1e-6);
        pair
    }

    /// Log-odds that both tell one event. `a_crowd` and `b_crowd` say how alike each is to other stories anyway:
    /// where everything is alike, likeness says less.
    pub fn log_odds(&self, a_crowd: f32, b_crowd: f32) -> f32 {
        let weights = if self.days_apart.is_some() {
            &DATED
        } else {
            &UNDATED
        };
        let agreements = self.agreements(a_crowd, b_crowd);
        weights
            .iter()
            .zip(agreements)
            .map(|(weight, value)| weight * value)
            .sum()
    }

    /// What the weights stand for, in their order.
    pub(super) fn agreements(&self, a_crowd: f32, b_crowd: f32) -> [f32; WEIGHTS] {
        let flag = |on: bool| f32::from(u8::from(on));
        let days = self.days_apart.unwrap_or(f32::MAX);
        [
            1.0,
            self.cosine,
            self.cosine.max(0.01).ln(),
            self.names,
            self.headlines,
            self.headline_in_text,
            self.headline_in_text.max(0.03).ln(),
            self.figures,
            (1.0 + self.rare).ln(),
            flag(self.same_outlet),
            a_crowd.max(0.02).ln() + b_crowd.max(0.02).ln(),
            flag(self.weekdays.is_some()),
            self.weekdays.unwrap_or(0.0),
            flag(self.months.is_some()),
            self.months.unwrap_or(0.0),
            flag(days < 0.5),
            flag(days < 1.5),
            flag(days < 2.5),
            flag(days < 4.5),
            (days / 30.0).min(1.0),
        ]
    }
}

const WEIGHTS: usize = 20;
const DATED: [f32; WEIGHTS] = [
    -3.288,  // bias
    0.919,   // cosine
    1.221,   // log cosine
    -0.829,  // names
    1.360,   // headlines
    -0.948,  // headline in text
    1.323,   // log headline in text
    0.021,   // figures
    0.637,   // rare terms
    -3.000,  // same outlet
    -0.818,  // log crowd
    -1.044,  // weekdays known
    1.022,   // weekdays
    0.106,   // months known
    -0.317,  // months
    2.146,   // same day
    1.091,   // a day
    0.330,   // two days
    -0.066,  // four days
    -11.813, // days
];
const UNDATED: [f32; WEIGHTS] = [
    -3.859, // bias
    -0.407, // cosine
    3.131,  // log cosine
    0.592,  // names
    0.334,  // headlines
    1.833,  // headline in text
    0.944,  // log headline in text
    0.577,  // figures
    0.394,  // rare terms
    -3.000, // same outlet
    -1.786, // log crowd
    -2.027, // weekdays known
    2.925,  // weekdays
    -0.342, // months known
    0.357,  // months
    0.000,  // same day
    0.000,  // a day
    0.000,  // two days
    0.000,  // four days
    0.000,  // days
];

pub(super) fn days_apart(a: Option<i64>, b: Option<i64>) -> Option<f32> {
    #[expect(clippy::cast_precision_loss, reason = "days, to a fraction")]
    let seconds = a?.abs_diff(b?) as f32;
    Some(seconds / DAY)
}

/// The terms that stand in both lists, both in order of id.
fn shared<'a>(a: &'a [Term], b: &'a [Term]) -> impl Iterator<Item = (Term, Term)> + 'a {
    let mut b = b.iter().peekable();
    a.iter().filter_map(move |s| {
        while b.next_if(|t| t.id < s.id).is_some() {}
        b.next_if(|t| t.id == s.id).map(|t| (*s, *t))
    })
}
