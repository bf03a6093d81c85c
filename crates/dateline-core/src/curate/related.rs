//! Related reads: what else to read, best first, and why.

/// One read that goes with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    pub id: String,
    /// 0 to 1.
    pub score: f64,
    /// In a few words: "same place and people", "earlier in this story".
    pub why: String,
}
