//! Related reads: what else to read, best first, and why.

/// Recommendations on an article's page.
pub const ON_PAGE: usize = 3;

/// One read that goes with another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// Id of the other article.
    pub id: String,
    /// How likely both tell one event, 0 to 1.
    pub score: f64,
    /// In a few words: "earlier in this story", "same names".
    pub why: String,
}

/// A related read with what the page's choice looks at.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What is shown of it.
    pub read: Related,
    /// Id of its story.
    pub story: String,
    /// Who ran it.
    pub outlet: Option<String>,
    /// It is a copy of another article that is known.
    pub copy: bool,
    /// The same for all copies of one text.
    pub text: String,
}

/// The three reads for an article's page from its related reads, best first. No two copies of one text; originals
/// before copies; and as far as there is a choice, no outlet and no story twice. Order among equals is relevance.
pub fn page_three(candidates: &[Candidate]) -> Vec<Related> {
    let mut chosen: Vec<&Candidate> = Vec::with_capacity(ON_PAGE);
    for copies in [false, true] {
        // Each round asks less: a new outlet and a new story, then one of both, then neither.
        for (new_outlet, new_story) in [(true, true), (false, true), (true, false), (false, false)]
        {
            for candidate in candidates
                .iter()
                .filter(|candidate| candidate.copy == copies)
            {
                let outlet_taken = candidate.outlet.is_some()
                    && chosen.iter().any(|c| c.outlet == candidate.outlet);
                let story_taken = chosen.iter().any(|c| c.story == candidate.story);
                let text_taken = chosen.iter().any(|c| c.text == candidate.text);
                let refused =
                    text_taken || (new_outlet && outlet_taken) || (new_story && story_taken);
                if chosen.len() < ON_PAGE && !refused {
                    chosen.push(candidate);
                }
            }
        }
    }
    chosen
        .into_iter()
        .map(|candidate| candidate.read.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(id: &str, story: &str, outlet: &str, text: &str, copy: bool) -> Candidate {
        Candidate {
            read: Related {
                id: id.to_owned(),
                score: 0.5,
                why: String::new(),
            },
            story: story.to_owned(),
            outlet: Some(outlet.to_owned()),
            copy,
            text: text.to_owned(),
        }
    }

    fn ids(candidates: &[Candidate]) -> Vec<String> {
        page_three(candidates)
            .into_iter()
            .map(|read| read.id)
            .collect()
    }

    #[test]
    fn varies_outlet_and_story() {
        let found = ids(&[
            candidate("a", "quay", "Post", "a", false),
            candidate("b", "quay", "Echo", "b", false),
            candidate("c", "bridge", "Post", "c", false),
            candidate("d", "bridge", "Gazette", "d", false),
            candidate("e", "tunnel", "Radio Nine", "e", false),
        ]);
        assert_eq!(found, ["a", "d", "e"]);
    }

    #[test]
    fn puts_originals_before_copies_and_no_text_twice() {
        let found = ids(&[
            candidate("copy", "quay", "Farm", "a", true),
            candidate("a", "quay", "Post", "a", false),
            candidate("b", "bridge", "Echo", "b", false),
        ]);
        assert_eq!(found, ["a", "b"]);
    }

    #[test]
    fn takes_the_same_outlet_when_there_is_no_other() {
        let found = ids(&[
            candidate("a", "quay", "Post", "a", false),
            candidate("b", "quay", "Post", "b", false),
        ]);
        assert_eq!(found, ["a", "b"]);
        assert!(ids(&[]).is_empty());
    }
}
