//! How alike an article is to stories that it does not belong to. In a stream full of one subject everything is alike,
//! and likeness says less; this measures it. Stories count once, however many articles they have.

/// Stories that count.
const NEAREST: usize = 7;

/// The nearest stories of an article, its own possibly among them, nearest first.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Crowd {
    /// Story and the cosine of its nearest article; a cosine of 0 is an empty place.
    nearest: [(u32, f32); NEAREST + 1],
}

impl Crowd {
    /// Takes in how near one article of a story is.
    pub fn note(&mut self, story: u32, cosine: f32) {
        let known = self
            .nearest
            .iter()
            .position(|(s, c)| *s == story && *c > 0.0);
        let at = known.unwrap_or(NEAREST);
        if cosine > self.nearest[at].1 {
            self.nearest[at] = (story, cosine);
            let mut at = at;
            while at > 0 && self.nearest[at].1 > self.nearest[at - 1].1 {
                self.nearest.swap(at, at - 1);
                at -= 1;
            }
        }
    }

    /// Mean cosine to the nearest stories other than this one, 0 to 1.
    pub fn density(&self, but: u32) -> f32 {
        let others = self.nearest.iter().filter(|(story, _)| *story != but);
        let sum: f32 = others.take(NEAREST).map(|(_, cosine)| cosine).sum();
        #[expect(clippy::cast_precision_loss, reason = "seven")]
        let mean = sum / NEAREST as f32;
        mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_each_story_once_and_not_its_own() {
        let mut crowd = Crowd::default();
        for _ in 0..20 {
            crowd.note(5, 0.7);
        }
        crowd.note(6, 0.35);
        assert!((crowd.density(6) - 0.1).abs() < 1e-6);
        assert!((crowd.density(5) - 0.05).abs() < 1e-6);
    }

    #[test]
    fn keeps_the_nearest_stories() {
        let mut crowd = Crowd::default();
        for story in 0..100_u8 {
            crowd.note(story.into(), f32::from(story) / 100.0);
        }
        assert!((crowd.density(99) - 0.95).abs() < 1e-6);
    }
}
