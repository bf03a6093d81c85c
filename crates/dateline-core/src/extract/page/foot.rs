//! What stands below and between the text of a plain page: teasers of other stories, their headings, counters.

use super::line::Line;

/// A teaser: line numbers of its headline and of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    pub headline: usize,
    pub text: Option<usize>,
    /// The text breaks off.
    pub cut: bool,
}

/// Which lines are body, and the teasers among and below them.
#[derive(Debug, Clone, Default)]
pub struct Foot {
    /// Number of the first line below the body.
    pub from: usize,
    pub teasers: Vec<Found>,
}

/// Headings under which a page lists other stories, in lower case.
const HEADINGS: [&str; 44] = [
    "recommend",
    "recommended",
    "recommended for you",
    "recommended stories",
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "read more",
    "read next",
    "read also",
    "more stories",
    "more news",
    "more from this section",
    "you may also like",
    "you might also like",
    "most read",
    "most popular",
    "popular",
    "popular posts",
    "trending",
    "trending now",
    "latest",
    "latest news",
    "hot news",
    "hot topics",
    "editors' picks",
    "don't miss",
    "also read",
    "up next",
    "what to read next",
    "mehr zum thema",
    "lesen sie auch",
    "das könnte sie auch interessieren",
    "à lire aussi",
    "lire aussi",
    "te puede interesar",
    "lea también",
    "leggi anche",
    "lees ook",
    "推荐",
    "相关阅读",
];

/// Characters of a paragraph that only running text has.
const LONG: usize = 240;

/// Reads what stands below the body, from line `body` on.
pub fn read(lines: &[Line], body: usize) -> Foot {
    let heading =
        (body + 1..lines.len()).find(|&n| is_heading(lines[n].text) && is_list(&lines[n + 1..]));
    let Some(heading) = heading else {
        let from = trim_counters(lines, body, lines.len());
        return Foot {
            from,
            teasers: Vec::new(),
        };
    };
    Foot {
        from: trim_counters(lines, body, heading),
        teasers: listed(lines, heading + 1),
    }
}

/// Teasers that stand in the middle of the body: a headline with the cut start of its story right below it.
pub fn among_body(lines: &[Line], body: usize, end: usize) -> Vec<Found> {
    let pairs = |n: &usize| {
        let closed = lines.get(n + 2).is_none_or(|next| next.apart);
        lines[*n].apart && !lines[n + 1].apart && closed && is_teaser_headline(lines[*n].text)
    };
    let pairs: Vec<usize> = (body..end.saturating_sub(1)).filter(pairs).collect();
    let length = |n: &usize| lines[n + 1].text.chars().count();
    let cut: Vec<usize> = pairs
        .iter()
        .copied()
        .filter(|n| is_cut(lines[n + 1].text))
        .collect();
    // A text that happens to end with a sentence is cut all the same if it ends where the others do.
    let as_long = |n: &usize| {
        (60..=220).contains(&length(n))
            && cut
                .iter()
                .any(|other| length(other).abs_diff(length(n)) <= 1)
    };
    let found = pairs
        .iter()
        .copied()
        .filter(|n| cut.contains(n) || as_long(n));
    found
        .map(|n| Found {
            headline: n,
            text: Some(n + 1),
            cut: true,
        })
        .collect()
}

/// Short lines before the foot that count or share.
fn trim_counters(lines: &[Line], body: usize, mut end: usize) -> usize {
    while end > body + 1 && (is_counter(lines[end - 1].text) || is_heading(lines[end - 1].text)) {
        end -= 1;
    }
    end
}

/// `More:SECTION`, `More in SECTION`, `Recommend`, `Related`.
fn is_heading(line: &str) -> bool {
    let low = line.trim_end_matches([':', '：', ' ']).to_lowercase();
    if low.chars().count() > 48 {
        return false;
    }
    HEADINGS.contains(&low.as_str())
        || ["more:", "more in ", "more on ", "more from "]
            .iter()
            .any(|start| low.starts_with(start))
            && low.split_whitespace().count() <= 5
}

/// `Nice! (17)`, `1,204 views`.
fn is_counter(line: &str) -> bool {
    let Some((words, number)) = line.rsplit_once(' ') else {
        return false;
    };
    let digits = number.trim_matches(['(', ')']);
    number.starts_with('(')
        && number.ends_with(')')
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && words.split_whitespace().count() <= 3
}

/// Whether the lines can be a list of other stories: none of them is a finished paragraph.
fn is_list(lines: &[Line]) -> bool {
    !lines.is_empty()
        && lines.len() <= 80
        && lines.iter().all(|line| line.text.chars().count() < LONG)
}

/// The teasers in a list.
fn listed(lines: &[Line], from: usize) -> Vec<Found> {
    let numbers: Vec<usize> = (from..lines.len())
        .filter(|&n| !is_heading(lines[n].text) && !is_counter(lines[n].text))
        .collect();
    let paired = paired_lengths(
        &numbers
            .iter()
            .map(|&n| lines[n].text.chars().count())
            .collect::<Vec<_>>(),
    );
    let mut teasers = Vec::new();
    let mut n = 0;
    while n < numbers.len() {
        let headline = numbers[n];
        let text = numbers.get(n + 1).copied().filter(|&t| {
            let line = lines[t].text;
            let bullet = lines[headline].text.starts_with(['-', '•', '*', '–']);
            !bullet && (paired || !lines[t].apart || line.ends_with(['…']) || line.ends_with("..."))
        });
        teasers.push(Found {
            headline,
            text,
            cut: text.is_some_and(|t| is_broken_off(lines[t].text)),
        });
        n += 1 + usize::from(text.is_some());
    }
    teasers
}

/// Every second line has about the same length: texts cut at so many characters, each under its headline.
fn paired_lengths(lengths: &[usize]) -> bool {
    if lengths.len() < 2 || lengths.len() % 2 == 1 {
        return false;
    }
    let texts: Vec<usize> = lengths.iter().skip(1).step_by(2).copied().collect();
    let headlines: Vec<usize> = lengths.iter().step_by(2).copied().collect();
    let longest = texts.iter().copied().max().unwrap_or(0);
    let shortest = texts.iter().copied().min().unwrap_or(0);
    let even = longest - shortest <= 8 && longest >= 50;
    let differ = headlines.iter().any(|h| h.abs_diff(longest) > 10);
    even && differ && (texts.len() > 1 || longest >= 85)
}

fn is_teaser_headline(line: &str) -> bool {
    let chars = line.chars().count();
    let words = line.split_whitespace().count();
    (16..=160).contains(&chars) && words >= 3 && !line.ends_with([',', ';', ':'])
}

/// The start of a story, cut in mid-sentence.
fn is_cut(line: &str) -> bool {
    let chars = line.chars().count();
    (50..=220).contains(&chars) && is_broken_off(line)
}

fn is_broken_off(line: &str) -> bool {
    let line = line.trim_end();
    let quotes = line.chars().filter(|c| *c == '"').count();
    // A quotation mark at the end may open what was cut.
    let opens = line.ends_with(" \"") || line.ends_with('"') && quotes % 2 == 1;
    const ENDS: [char; 14] = [
        '.', '!', '?', '"', '”', '’', '»', ')', ':', '。', '！', '？', '」', '\'',
    ];
    opens || line.ends_with('…') || line.ends_with("...") || !line.ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    #[test]
    fn finds_teasers_below() {
        let cut = "HARBOUR TOWN (NWA) — The bridge will be closed for two days while its cables are looked at by en";
        let page = format!(
            "Title\n\nBody one.\n\nMore:Finance\n\nRecommend\n\nBridge to close\n\n{cut}\n\nSchool opens\n\n{cut}"
        );
        let lines = lines(&page);
        let foot = read(&lines, 1);
        assert_eq!(foot.from, 2);
        assert_eq!(foot.teasers.len(), 2);
        assert!(
            foot.teasers
                .iter()
                .all(|t| t.cut && t.text == Some(t.headline + 1))
        );
    }

    #[test]
    fn a_list_of_headlines_has_no_texts() {
        let page = "Title\n\nBody one.\n\nNice! (17)\n\nRelated\n\n- Bridge to close for two days\n\n- School opens";
        let lines = lines(page);
        let foot = read(&lines, 1);
        assert_eq!(foot.from, 2);
        assert!(foot.teasers.iter().all(|t| t.text.is_none()));
        assert_eq!(foot.teasers.len(), 2);
    }

    #[test]
    fn finds_teasers_in_the_body() {
        let page = "Title\n\nBody one.\n\nBridge to close for two days\nHARBOUR TOWN (NWA) — The bridge will be closed for two days while its cab\n\nBody two.";
        let lines = lines(page);
        assert_eq!(among_body(&lines, 1, lines.len()).len(), 1);
        let whole = lines_of(
            "Title\n\nA short heading here\nA whole sentence that ends as sentences do, with a full stop at its end.\n\nBody two.",
        );
        assert_eq!(among_body(&whole, 1, whole.len()), []);
    }

    fn lines_of(page: &str) -> Vec<Line<'_>> {
        lines(page)
    }
}
