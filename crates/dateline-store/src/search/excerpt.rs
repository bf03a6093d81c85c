//! The passage to show for a hit: the stretch of the text where most of the words asked for stand together.

use dateline_core::words::{Word, words};

/// Words in a passage.
const WINDOW: usize = 32;

/// The best passage of a text as stretches, each marked or not. Without a match, its beginning.
pub fn passage(text: &str, marks: &[String]) -> Vec<(String, bool)> {
    let all: Vec<(Word<'_>, bool)> = words(text)
        .map(|word| (word, is_marked(word.text, marks)))
        .collect();
    if all.is_empty() {
        return Vec::new();
    }
    let first = best_window(&all);
    let last = (first + WINDOW).min(all.len()) - 1;
    let mut out: Vec<(String, bool)> = Vec::new();
    let mut from = all[first].0.start;
    if first > 0 {
        out.push(("… ".into(), false));
    }
    for (word, marked) in &all[first..=last] {
        let end = word.start + word.text.len();
        if *marked {
            out.push((text[from..word.start].to_owned(), false));
            out.push((word.text.to_owned(), true));
            from = end;
        } else {
            out.push((text[from..end].to_owned(), false));
            from = end;
        }
    }
    if last + 1 < all.len() {
        out.push((" …".into(), false));
    }
    merged(out)
}

/// Where the window with the most marked words begins, the earliest of equals.
fn best_window(all: &[(Word<'_>, bool)]) -> usize {
    let (mut best, mut best_at, mut count) = (0, 0, 0);
    for i in 0..all.len() {
        count += usize::from(all[i].1);
        if i >= WINDOW {
            count -= usize::from(all[i - WINDOW].1);
        }
        if count > best {
            best = count;
            best_at = (i + 1).saturating_sub(WINDOW);
        }
    }
    best_at
}

fn is_marked(word: &str, marks: &[String]) -> bool {
    let word = word.to_lowercase();
    marks.iter().any(|mark| match mark.strip_suffix('*') {
        Some(prefix) => word.starts_with(prefix),
        None => word == *mark,
    })
}

/// Neighbours of one kind as one stretch, line ends as spaces.
fn merged(parts: Vec<(String, bool)>) -> Vec<(String, bool)> {
    let mut out: Vec<(String, bool)> = Vec::new();
    for (text, marked) in parts {
        let text = text.replace(['\n', '\r'], " ");
        match out.last_mut() {
            Some((last, kind)) if *kind == marked => last.push_str(&text),
            _ if text.is_empty() => {}
            _ => out.push((text, marked)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_where_the_words_stand_together() {
        let text = format!(
            "{} The dam broke at noon. {}",
            "filler ".repeat(60),
            "more ".repeat(60)
        );
        let shown = passage(&text, &["dam".into(), "broke".into()]);
        let plain: String = shown.iter().map(|(text, _)| text.as_str()).collect();
        assert!(plain.contains("The dam broke"), "{plain}");
        let marked: Vec<_> = shown
            .iter()
            .filter(|(_, marked)| *marked)
            .map(|(text, _)| text.as_str())
            .collect();
        assert_eq!(marked, ["dam", "broke"]);
    }

    #[test]
    fn without_a_match_it_is_the_beginning() {
        assert_eq!(
            passage("One two.\n\nThree.", &[]),
            [("One two.  Three".to_owned(), false)]
        );
        assert_eq!(passage("", &["a".into()]), []);
    }
}
