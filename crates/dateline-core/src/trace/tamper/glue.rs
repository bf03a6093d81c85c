//! Names glued to the words beside them, told from the text alone: `trust and Golden Oak Academyinternational`.
//!
//! Extraction glues words too ("Read moreShare this"), and so do writers (iPhone, McAvoy). A brand is told from both
//! by three things together: what is glued on is a word by itself, the name stands nowhere else as people write names,
//! and it ends as names of firms do, holds a hump, or is glued in more than one place.

use super::brand::PutIn;
use super::names::is_camel;
use super::text::Text;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Frequent English words, lower case: what a name may be glued to. Words of the page itself are added to them.
const COMMON: &str = include_str!("words.txt");

/// Last words of firms', schools' and funds' names.
const HOUSES: &str = " academy advisors agency alliance asset associates association bank bureau capital center centre college company consulting \
    corporation council edge exchange finance financial foundation fund funds group growth holdings hub institute insights international \
    investment investments labs league management market markets media network partners platform school securities services society \
    solutions studio systems tank technologies technology tools trading trust university ventures wealth ";

/// Words that open compounds of their own: "Overnight", "Whitehouse", "Newsroom".
const OPENERS: &str = " over under out up down in on off back every some any no with through news white black fire head home house land life light \
    rail road sea sun water work wild broad hand foot man after before counter inter super fore cross short long high low mid ";

/// Letters of a name's last word from which it may be told although what is glued to it is no word that we know.
const TELLING: usize = 6;

/// Endings that make one word of two: "Bankman", "Schooling".
const ENDINGS: &str = " s es er ers ed ing al an ian ist ists ism man men son ship hood less ful ly ness ment able wide town land ville woman women field \
    ford worth hip wife wives keeper holder hold our house room place paper point time ";

static WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// Words before which a name is at home in an English sentence.
const LEADS: &str = " the a an of to by at from for in on with told and or via as like called named than is was said says near between against under over after \
    before about into per when while where that if but because although though since until joined left asked calling including senator governor mayor president \
    ";

/// Tokens of a text that are looked at, at most.
const TOKENS: usize = 40_000;
/// Names put in that are told, at most.
const MOST: usize = 40;

struct Token {
    start: usize,
    end: usize,
    /// A single space parts it from the token before.
    follows: bool,
}

/// Every name that is surely put in.
pub fn find(text: &Text) -> Vec<PutIn> {
    let tokens = tokens(text);
    let known = Known::of(text, &tokens);
    let mut candidates: Vec<Candidate> = Vec::new();
    for n in 0..tokens.len() {
        candidates.extend(right(text, &tokens, n, &known));
        candidates.extend(left(text, &tokens, n, &known));
    }
    let mut times: HashMap<String, usize> = HashMap::new();
    for candidate in &candidates {
        *times.entry(candidate.name.clone()).or_insert(0) += 1;
    }
    let mut found: Vec<PutIn> = Vec::new();
    for candidate in &candidates {
        let again = times.get(&candidate.name).is_some_and(|n| *n > 1);
        let confidence = match (candidate.sure, again) {
            (_, true) => 0.9,
            (true, false) => 0.8,
            (false, false) => continue,
        };
        let free = !found
            .iter()
            .any(|other| other.start < candidate.end && candidate.start < other.end);
        if free && found.len() < MOST && !known.stands_alone(text, &candidate.name) {
            found.push(candidate.put_in(confidence));
        }
    }
    for put_in in repeated(text, &tokens, &known) {
        let free = !found
            .iter()
            .any(|other| other.start < put_in.end && put_in.start < other.end);
        if free && found.len() < MOST {
            found.push(put_in);
        }
    }
    // The same name elsewhere, in a place where none belongs.
    let names: Vec<String> = found.iter().map(|put_in| put_in.name.clone()).collect();
    for name in names {
        for (start, end) in text.find(&name, 16) {
            let free = !found
                .iter()
                .any(|other| other.start < end && start < other.end);
            if free
                && (is_out_of_place(text, start, end) || touches_words(text, start, end))
                && found.len() < MOST
            {
                found.push(PutIn {
                    start,
                    end,
                    confidence: 0.85,
                    why: format!("“{name}” doesn't belong to the sentence, and stands glued to a word elsewhere in this text"),
                    name: name.clone(),
                });
            }
        }
    }
    found
}

/// Whether a name at this place is glued to words: what touches it is a word by itself.
pub fn is_glued(text: &Text, start: usize, end: usize) -> bool {
    let (left, right) = text.touches(start, end);
    if !left && !right {
        return false;
    }
    let after: String = text.chars[end.min(text.chars.len())..]
        .iter()
        .take_while(|c| c.is_alphanumeric())
        .collect();
    let before: String = {
        let tail: Vec<char> = text.chars[..start]
            .iter()
            .rev()
            .take_while(|c| c.is_alphanumeric())
            .copied()
            .collect();
        tail.into_iter().rev().collect()
    };
    let word = |part: &str| {
        part.chars().count() > 1
            && part
                .chars()
                .next()
                .is_some_and(|c| c.is_lowercase() || c.is_ascii_digit())
            && !is_ending(part)
            || part == "a"
    };
    right && word(&after)
        || left && before.chars().all(char::is_lowercase) && (!right || word(&after))
}

/// A name between two lower-case words of one sentence, of which the first doesn't lead up to a name.
pub fn is_out_of_place(text: &Text, start: usize, end: usize) -> bool {
    let before = text.word_before(start);
    let after = text.word_after(end);
    let lower = |word: &str| {
        word.chars().next().is_some_and(char::is_lowercase)
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-'))
    };
    lower(&before) && lower(&after) && !LEADS.contains(&format!(" {before} "))
}

fn touches_words(text: &Text, start: usize, end: usize) -> bool {
    let (left, right) = text.touches(start, end);
    left || right
}

struct Candidate {
    start: usize,
    end: usize,
    name: String,
    sure: bool,
}

impl Candidate {
    fn put_in(&self, confidence: f64) -> PutIn {
        PutIn {
            start: self.start,
            end: self.end,
            name: self.name.clone(),
            confidence,
            why: format!(
                "“{}” is glued to the words beside it and says nothing in this sentence",
                self.name
            ),
        }
    }
}

/// What the page shows of its words.
struct Known {
    /// Lower-case words of the page.
    words: HashSet<String>,
    /// Every token as written, with how often it stands there.
    tokens: HashMap<String, usize>,
}

impl Known {
    fn of(text: &Text, tokens: &[Token]) -> Known {
        let mut words = HashSet::new();
        let mut count: HashMap<String, usize> = HashMap::new();
        for token in tokens {
            let word = text.slice(token.start, token.end);
            if word.chars().all(char::is_lowercase) {
                words.insert(word.clone());
            }
            *count.entry(word).or_insert(0) += 1;
        }
        Known {
            words,
            tokens: count,
        }
    }

    fn is_word(&self, word: &str) -> bool {
        let low = word.to_lowercase();
        low.chars().count() > 1 && (WORDS.contains(low.as_str()) || self.words.contains(&low))
    }

    /// The name stands somewhere as names do: apart, and where one belongs.
    fn stands_alone(&self, text: &Text, name: &str) -> bool {
        text.find(name, 16).into_iter().any(|(start, end)| {
            let (left, right) = text.touches(start, end);
            !left && !right && !is_out_of_place(text, start, end)
        })
    }
}

/// Capitalised tokens right before this one, in one run; where the run starts.
fn run_start(text: &Text, tokens: &[Token], n: usize) -> usize {
    let mut first = n;
    while first > 0
        && n - first < 7
        && tokens[first].follows
        && text
            .at(tokens[first - 1].start)
            .is_some_and(char::is_uppercase)
    {
        first -= 1;
    }
    first
}

/// A name whose last word runs into the next: `Golden Oak Academyinternational`.
fn right(text: &Text, tokens: &[Token], n: usize, known: &Known) -> Vec<Candidate> {
    let token = &tokens[n];
    let word = text.slice(token.start, token.end);
    let mut out = Vec::new();
    let Some((head, tail)) = split_right(&word, known) else {
        return out;
    };
    let end = token.start + head.chars().count();
    let first = run_start(text, tokens, n);
    // The first words of a run may be the sentence's ("President", a person's name): the shortest run that ends as a
    // firm's name does, at least two words, grows to the left as long as its words stand nowhere else.
    let mut start_token = n;
    for earlier in (first..n).rev() {
        let word = text.slice(tokens[earlier].start, tokens[earlier].end);
        let usual = known.tokens.get(&word).copied().unwrap_or(0) > 1
            && !repeated_in_run(text, tokens, earlier, n);
        let opens =
            earlier == first && opens_sentence(text, tokens[earlier].start) && known.is_word(&word);
        if usual || opens && n - earlier > 2 {
            break;
        }
        start_token = earlier;
    }
    let words = n - start_token + 1;
    let start = tokens[start_token].start;
    let name = text.slice(start, end);
    let camel = is_camel(&head)
        || (start_token..n).any(|t| is_camel(&text.slice(tokens[t].start, tokens[t].end)));
    let house = words > 1 && HOUSES.contains(&format!(" {} ", head.to_lowercase()));
    // A person's name: it ends in a syllable, never in a whole word of this kind, and its other words are names.
    let named =
        (start_token..n).all(|t| !known.is_word(&text.slice(tokens[t].start, tokens[t].end)));
    let person = words > 1
        && named
        && head.chars().count() > 3
        && is_no_syllable(&tail)
        && text.word_before(start).starts_with(char::is_lowercase);
    out.push(Candidate {
        start,
        end,
        name,
        sure: house || camel || person,
    });
    out
}

/// A made-up name that stands in the text more than once and belongs in none of its places.
fn repeated(text: &Text, tokens: &[Token], known: &Known) -> Vec<PutIn> {
    let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
    let mut n = 0;
    while n < tokens.len() {
        let upper = |t: usize| text.at(tokens[t].start).is_some_and(char::is_uppercase);
        let mut last = n;
        while upper(n) && last + 1 < tokens.len() && tokens[last + 1].follows && upper(last + 1) {
            last += 1;
        }
        let (start, end) = (tokens[n].start, tokens[last].end);
        let name = text.slice(start, end);
        let camel = (n..=last).any(|t| is_camel(&text.slice(tokens[t].start, tokens[t].end)));
        if upper(n) && last - n < 8 && camel {
            places.entry(name).or_default().push((start, end));
        }
        n = last + 1;
    }
    let mut found = Vec::new();
    for (name, places) in places {
        let nowhere = places.len() > 1
            && places
                .iter()
                .all(|&(start, end)| is_out_of_place(text, start, end));
        if nowhere && !known.is_word(&name) {
            found.extend(places.into_iter().map(|(start, end)| PutIn {
                start,
                end,
                name: name.clone(),
                confidence: 0.8,
                why: format!(
                    "“{name}” stands in mid-sentence more than once and says nothing there"
                ),
            }));
        }
    }
    found.sort_by_key(|put_in| put_in.start);
    found
}

/// A word run into a name: `stateGolden Oak Academy will`, `toGoldOakour`.
fn left(text: &Text, tokens: &[Token], n: usize, known: &Known) -> Option<Candidate> {
    let token = &tokens[n];
    let word = text.slice(token.start, token.end);
    let humps = word
        .char_indices()
        .zip(word.chars().skip(1))
        .find(|((_, a), b)| a.is_lowercase() && b.is_uppercase());
    let ((at, last), _) = humps?;
    let before = &word[..at + last.len_utf8()];
    if !before.starts_with(char::is_lowercase) || !known.is_word(before) && before != "a" {
        return None;
    }
    let rest = &word[before.len()..];
    let start = token.start + before.chars().count();
    let mut last = n;
    while last + 1 < tokens.len()
        && last - n < 7
        && tokens[last + 1].follows
        && text
            .at(tokens[last + 1].start)
            .is_some_and(char::is_uppercase)
    {
        last += 1;
    }
    let last_word = if last == n {
        rest.to_owned()
    } else {
        text.slice(tokens[last].start, tokens[last].end)
    };
    let split = split_right(&last_word, known);
    let (end, both) = match &split {
        Some((head, _)) => {
            let from = if last == n { start } else { tokens[last].start };
            (from + head.chars().count(), true)
        }
        None => (tokens[last].end, false),
    };
    let last_word = split.map_or(last_word, |(head, _)| head);
    let words = last - n + 1;
    let camel = is_camel(rest)
        || (n + 1..=last).any(|t| is_camel(&text.slice(tokens[t].start, tokens[t].end)));
    let house = words > 1 && HOUSES.contains(&format!(" {} ", last_word.to_lowercase()));
    let goes_on = text.word_after(end).starts_with(char::is_lowercase);
    let sure = both && (words > 1 || camel) || goes_on && house && (words > 2 || camel);
    Some(Candidate {
        start,
        end,
        name: text.slice(start, end),
        sure,
    })
}

/// Parts a token into a name's last word and the word it runs into.
fn split_right(word: &str, known: &Known) -> Option<(String, String)> {
    if !word.starts_with(char::is_uppercase)
        || !word.chars().all(char::is_alphabetic)
        || word.chars().count() < 5
    {
        return None;
    }
    let seen = known.tokens.get(word).copied().unwrap_or(0);
    if seen > 1 || known.is_word(word) {
        return None;
    }
    let chars: Vec<char> = word.chars().collect();
    let last_capital = chars.iter().rposition(|c| c.is_uppercase())?;
    let mut best: Option<(i32, usize)> = None;
    for at in (last_capital + 3)..chars.len() - 1 {
        let tail: String = chars[at..].iter().collect();
        let part: String = chars[last_capital..at]
            .iter()
            .collect::<String>()
            .to_lowercase();
        if OPENERS.contains(&format!(" {part} ")) {
            continue;
        }
        let tail_known = known.is_word(&tail) && !is_ending(&tail);
        let head_known = HOUSES.contains(&format!(" {part} ")) || known.is_word(&part);
        let house = HOUSES.contains(&format!(" {part} "));
        let score = match (house, head_known, tail_known) {
            (true, _, true) => 5,
            (true, _, false) if part.len() >= TELLING && tail.len() > 2 && !is_ending(&tail) => 3,
            (_, true, true) if last_capital > 0 => 4,
            (_, false, true) if tail.len() > 3 || last_capital > 0 && tail.len() > 2 => 2,
            (_, true, true) => 2,
            _ => continue,
        };
        if best.is_none_or(|(top, _)| score >= top) {
            best = Some((score, at));
        }
    }
    let (_, at) = best?;
    Some((chars[..at].iter().collect(), chars[at..].iter().collect()))
}

fn repeated_in_run(text: &Text, tokens: &[Token], earlier: usize, n: usize) -> bool {
    // A name put in twice brings all its words twice.
    let run = text.slice(tokens[earlier].start, tokens[n].start);
    text.find(run.trim_end(), 8).len()
        == text
            .find(&text.slice(tokens[earlier].start, tokens[earlier].end), 8)
            .len()
}

fn opens_sentence(text: &Text, start: usize) -> bool {
    match text.before(start) {
        None | Some('\n') => true,
        Some(' ') => start >= 2 && matches!(text.at(start - 2), Some('.' | '!' | '?' | '"' | '”')),
        Some(c) => matches!(c, '"' | '“' | '‘' | '\''),
    }
}

/// A word that no person's name ends in.
fn is_no_syllable(word: &str) -> bool {
    const FUNCTION: [&str; 20] = [
        "that", "this", "they", "their", "there", "should", "would", "could", "have", "been",
        "from", "which", "whether", "about", "said", "into", "when", "because", "these", "those",
    ];
    const PLACES: [&str; 14] = [
        "bridge", "borough", "hammer", "castle", "worthy", "master", "shield", "church", "garden",
        "forest", "street", "market", "hunter", "bottom",
    ];
    FUNCTION.contains(&word) || word.chars().count() > 5 && !PLACES.contains(&word)
}

fn is_ending(part: &str) -> bool {
    ENDINGS.contains(&format!(" {part} "))
}

fn tokens(text: &Text) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    while at < text.chars.len() && tokens.len() < TOKENS {
        if !text.chars[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.chars.len() && text.chars[at].is_alphanumeric() {
            at += 1;
        }
        // Handles, tags, addresses: words are run together there by custom.
        let custom = matches!(
            text.before(start),
            Some('@' | '#' | '/' | '_' | '.' | '=' | '&')
        ) || matches!(text.at(at), Some('/' | '_' | '@' | '='))
            || text.at(at) == Some('.') && text.at(at + 1).is_some_and(char::is_alphanumeric);
        if custom {
            continue;
        }
        let follows = tokens
            .last()
            .is_some_and(|last| last.end + 1 == start && text.chars[last.end] == ' ');
        tokens.push(Token {
            start,
            end: at,
            follows,
        });
    }
    tokens
}
