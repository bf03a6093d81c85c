//! Alignment: a copy against its origin, to the word, and inside a word where something is glued to it.
//!
//! Words are compared in normal form (see [`super::normal`]), so that white space, accents and the style of quotation
//! marks and dashes make no edit. A passage that was moved shows as taken out in one place and put in at another;
//! [`added`] knows that it is still the origin's.

mod edges;
mod pairs;

use super::normal::{Token, Word, tokens};
use super::overlap::{SOLID, Stretch};
use crate::model::{Edit, EditKind};
use edges::{Gap, Glue};
use pairs::pair;

/// What stands differently in `copy`, in order of position. Positions count characters of `copy`. White space and
/// punctuation style (quotes, dashes) alone make no edit. Putting each edit's `was` in the place of `start..end` gives
/// the origin's words back. An insert has no `was`, except a space where the text that was put in took one's place.
pub fn align(copy: &str, origin: &str) -> Vec<Edit> {
    let (copy_tokens, origin_tokens) = (tokens(copy), tokens(origin));
    let pairing = pair(&words(&copy_tokens), &words(&origin_tokens));
    let copy = Text::new(copy, &copy_tokens);
    let origin = Text::new(origin, &origin_tokens);
    let mut edits = Vec::new();
    for (mine, theirs) in gaps(&copy, &origin, &pairing.pairs) {
        edits.extend(edit(&copy, &mine, &theirs));
    }
    edits
}

/// Stretches `[start, end)` of the copy, in characters, that are not the origin's: neither in this place nor in
/// another, nor its headline. A stretch ends with its paragraph.
pub fn added(copy: &str, origin: &str, headline: Option<&str>) -> Vec<[usize; 2]> {
    let headline = headline.unwrap_or_default();
    let headline_words = tokens(headline).len();
    let origin = format!("{headline}\n\n{origin}");
    let (copy_tokens, origin_tokens) = (tokens(copy), tokens(&origin));
    let pairing = pair(&words(&copy_tokens), &words(&origin_tokens));
    let copy = Text::new(copy, &copy_tokens);
    let origin = Text::new(&origin, &origin_tokens);
    let opens = |n: usize| copy_tokens.get(n).is_none_or(|token| token.opens_paragraph);
    // A few words that stand elsewhere in the origin are chance, unless they are a whole line or the headline.
    let is_moved = |s: &&Stretch| {
        let is_line = opens(s.other) && opens(s.other + s.len);
        let is_headline = s.at == 0 && s.len == headline_words;
        s.len >= SOLID || is_line || is_headline
    };
    let moved = pairing.moved.iter().filter(is_moved);
    let mut moved = moved.map(|s| (s.other, s.other + s.len)).peekable();
    let mut out: Vec<[usize; 2]> = Vec::new();
    for (mine, theirs) in gaps(&copy, &origin, &pairing.pairs) {
        // What was moved, and where a paragraph begins, part a gap.
        let mut from = mine.from;
        for n in mine.from..=mine.to {
            while moved.peek().is_some_and(|&(_, end)| end <= n) {
                moved.next();
            }
            let is_moved = moved.peek().is_some_and(|&(start, _)| start <= n);
            let ends = n == mine.to || is_moved || copy.tokens[n].opens_paragraph;
            if ends {
                let part = Gap {
                    from,
                    to: n,
                    ..mine
                };
                let whole = from == mine.from && n == mine.to;
                out.extend(added_part(&part, &theirs, whole));
                from = if is_moved { n + 1 } else { n };
            }
        }
    }
    out
}

fn added_part(part: &Gap, theirs: &Gap, whole: bool) -> Option<[usize; 2]> {
    if part.from >= part.to {
        return None;
    }
    if whole {
        match edges::glued(part, theirs) {
            Some(Glue::Same) => return None,
            Some(Glue::Inserted { start, end, .. }) => return span(start, end),
            None => {}
        }
    }
    let (start, end) = match whole {
        true => edges::inserted(part, theirs)?,
        false => edges::inserted_lines(part)?,
    };
    span(start, end)
}

/// Characters that are several letters in normal form can leave nothing between the two ends.
fn span(start: usize, end: usize) -> Option<[usize; 2]> {
    (start < end).then_some([start, end])
}

struct Text<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Text<'a> {
    fn new(text: &'a str, tokens: &'a [Token]) -> Text<'a> {
        Text { text, tokens }
    }

    fn gap(&self, from: usize, to: usize) -> Gap<'a> {
        Gap {
            text: self.text,
            tokens: self.tokens,
            from,
            to,
        }
    }
}

fn words(tokens: &[Token]) -> Vec<Word> {
    tokens.iter().map(|token| token.word).collect()
}

/// The unpaired words between pairs, of the copy and of the origin.
fn gaps<'a>(
    copy: &Text<'a>,
    origin: &Text<'a>,
    pairs: &[(usize, usize)],
) -> Vec<(Gap<'a>, Gap<'a>)> {
    let mut out = Vec::new();
    let (mut c, mut o) = (0, 0);
    let end = (copy.tokens.len(), origin.tokens.len());
    for &(next_c, next_o) in pairs.iter().chain([&end]) {
        if next_c > c || next_o > o {
            out.push((copy.gap(c, next_c), origin.gap(o, next_o)));
        }
        (c, o) = (next_c + 1, next_o + 1);
    }
    out
}

fn edit(copy: &Text, mine: &Gap, theirs: &Gap) -> Option<Edit> {
    let was = theirs.inner();
    if mine.from == mine.to {
        let at = edges::deleted(mine);
        return Some(Edit {
            kind: EditKind::Delete,
            start: at,
            end: at,
            text: String::new(),
            was: was.to_owned(),
        });
    }
    let insert = |(start, end): (usize, usize), was: &str| Edit {
        kind: EditKind::Insert,
        start,
        end,
        text: slice(copy.text, mine, start, end),
        was: was.to_owned(),
    };
    if was.is_empty() {
        return edges::inserted(mine, theirs).map(|range| insert(range, ""));
    }
    match edges::glued(mine, theirs) {
        Some(Glue::Same) => None,
        Some(Glue::Inserted { start, end, space }) => {
            Some(insert((start, end), if space { " " } else { "" }))
        }
        None => {
            let tokens = &mine.tokens[mine.from..mine.to];
            Some(Edit {
                kind: EditKind::Replace,
                start: tokens.first()?.start as usize,
                end: tokens.last()?.end as usize,
                text: mine.inner().to_owned(),
                was: was.to_owned(),
            })
        }
    }
}

/// Characters `start..end` of a text, which lie near this gap.
fn slice(text: &str, near: &Gap, start: usize, end: usize) -> String {
    let (byte, at) = near.after_previous();
    text[byte..]
        .chars()
        .skip(start.saturating_sub(at))
        .take(end.saturating_sub(start))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ORIGIN: &str = "The two ports signed a pact on Monday. It deepens trust and international coordination, \
        the harbour master said.\n\n“We will dredge the channel by May,” she told reporters in Wexby.";

    /// The copy with every edit undone, by words.
    fn undone(copy: &str, edits: &[Edit]) -> Vec<u32> {
        let chars: Vec<char> = copy.chars().collect();
        let mut out = String::new();
        let mut at = 0;
        for edit in edits {
            out.extend(&chars[at..edit.start]);
            let glued = edit.kind == EditKind::Insert;
            out.push_str(if glued { "" } else { " " });
            out.push_str(&edit.was);
            out.push_str(if glued { "" } else { " " });
            at = edit.end;
        }
        out.extend(&chars[at..]);
        letters_of(&out)
    }

    fn letters_of(text: &str) -> Vec<u32> {
        super::super::normal::letters(text)
            .iter()
            .map(|l| u32::from(l.0))
            .collect()
    }

    fn only(copy: &str) -> Edit {
        let edits = align(copy, ORIGIN);
        assert_eq!(edits.len(), 1, "{edits:?}");
        assert_eq!(undone(copy, &edits), letters_of(ORIGIN));
        let cut: String = copy
            .chars()
            .skip(edits[0].start)
            .take(edits[0].end - edits[0].start)
            .collect();
        assert_eq!(cut, edits[0].text);
        edits[0].clone()
    }

    #[test]
    fn style_makes_no_edit() {
        let copy = ORIGIN.replace(['“', '”'], "\"").replace("\n\n", " \n ");
        assert_eq!(align(&copy, ORIGIN), []);
        assert_eq!(align(ORIGIN, ORIGIN), []);
        assert_eq!(align("", ""), []);
    }

    #[test]
    fn a_brand_glued_to_a_word_is_cut_out_exactly() {
        for (put_in, was) in [
            ("and Fjordbank Clubinternational", ""),
            ("andFjordbank Club international", ""),
            ("andFjordbank Clubinternational", " "),
            ("and Fjordbank Club international", ""),
        ] {
            let edit = only(&ORIGIN.replace("and international", put_in));
            assert_eq!(edit.kind, EditKind::Insert, "{put_in}");
            assert_eq!(
                (edit.text.as_str(), edit.was.as_str()),
                ("Fjordbank Club", was)
            );
        }
    }

    #[test]
    fn a_brand_that_begins_like_the_word_is_cut_right() {
        let edit = only(&ORIGIN.replace("trust and", "Trustworthy Newstrust and"));
        assert_eq!(edit.text, "Trustworthy News");
    }

    #[test]
    fn a_sentence_put_in_takes_its_marks_along() {
        let added_text = "“That is late,” a pilot said.";
        let copy = ORIGIN.replace("said.\n\n", &format!("said.\n\n{added_text}\n\n"));
        assert_eq!(only(&copy).text, added_text);
        let copy = format!("{ORIGIN}\n\n- Read more: our port diary …");
        assert_eq!(only(&copy).text, "- Read more: our port diary …");
        let edit = only(&ORIGIN.replace("coordination,", "coordination again,"));
        assert_eq!(edit.text, "again");
        let edit = only(&ORIGIN.replace("on Monday.", "on Monday, sources say."));
        assert_eq!(edit.text, ", sources say");
    }

    #[test]
    fn changed_and_dropped_words() {
        let edit = only(&ORIGIN.replace("by May", "by June"));
        assert_eq!((edit.text.as_str(), edit.was.as_str()), ("June", "May"));
        let edit = only(&ORIGIN.replace("trust and ", ""));
        assert_eq!(
            (edit.kind, edit.was.as_str()),
            (EditKind::Delete, "trust and")
        );
    }

    #[test]
    fn moved_text_is_not_added() {
        let (first, second) = ORIGIN.split_once("\n\n").unwrap();
        let copy =
            format!("Ports sign pact\n\n{second}\n\nSubscribe now\n\n{first}\n\nPorts sign pact");
        let added = added(&copy, ORIGIN, Some("Ports sign pact"));
        let chars: Vec<char> = copy.chars().collect();
        let texts: Vec<String> = added
            .iter()
            .map(|&[a, b]| chars[a..b].iter().collect())
            .collect();
        assert_eq!(texts, ["Subscribe now"]);
    }

    proptest! {
        #[test]
        fn undoing_the_edits_gives_the_origin(
            origin in prop::collection::vec("[a-e]{1,3}|[.,“”]|\n\n", 0..60),
            copy in prop::collection::vec("[a-e]{1,3}|[.,“”]|\n\n", 0..60),
            keep in 0usize..40,
        ) {
            let shared = &origin[..keep.min(origin.len())];
            let copy = [&copy[..copy.len() / 2], shared, &copy[copy.len() / 2..]].concat().join(" ");
            let origin = origin.join(" ");
            let edits = align(&copy, &origin);
            prop_assert_eq!(undone(&copy, &edits), letters_of(&origin));
            let mut at = 0;
            for edit in &edits {
                prop_assert!(at <= edit.start && edit.start <= edit.end);
                at = edit.end;
            }
            prop_assert!(at <= copy.chars().count());
        }

        #[test]
        fn any_text_is_taken(copy in ".{0,200}", origin in ".{0,200}") {
            let edits = align(&copy, &origin);
            let length = copy.chars().count();
            prop_assert!(edits.iter().all(|e| e.start <= e.end && e.end <= length));
            let spans = added(&copy, &origin, None);
            prop_assert!(spans.iter().all(|&[a, b]| a < b && b <= length));
        }
    }
}
