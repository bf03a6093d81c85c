//! News agencies and press-release wires: who they are and how their work is marked.
//!
//! The list that ships with Dateline is `agencies.jsonl`, facts in plain sight that anyone can correct; a desk adds
//! its own in the same form. Names are looked up by their first two letters, so that a whole text can be searched for
//! all of them in one pass.

use crate::chars::{Chars, LETTER_OR_DIGIT, SMALL, prefix_in_any_case};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One agency, as it stands in the built-in list and in a desk's own `agencies.jsonl`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Short mark, the value of every `wire` field ("AP", "Reuters").
    pub id: String,
    /// Its name in full.
    pub name: String,
    /// Other ways it is named in credits and datelines, in any language.
    pub aliases: Vec<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Its own domains.
    pub sites: Vec<String>,
    /// How its credit is usually printed; for readers of the list.
    pub mark: Option<String>,
    /// Names that are ordinary words too: they count in a dateline or a credit, never in running text.
    pub weak: Vec<String>,
    /// `agency`, `press-release`, or `outlet` for a newsroom of its own whose reports others run too.
    pub kind: String,
}

/// Letters up to which a name is a mark, which must stand in its own letter case ("PA", "dpa").
const MARK_LETTERS: usize = 4;

/// One name of an agency, as the search needs it.
#[derive(Debug, Clone)]
struct Name {
    folded: String,
    /// Set where letter case counts.
    exact: Option<String>,
    weak: bool,
    agency: usize,
}

/// The agencies that a desk knows.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    list: Vec<Agency>,
    /// Names by their first two letters in lower case, the longest first.
    names: HashMap<[char; 2], Vec<Name>>,
    openings: Openings,
}

/// What names open with: nearly every word of a text is seen to be none by this alone.
#[derive(Debug, Clone, Default)]
struct Openings {
    /// First three letters of marks, in their own letter case; a mark of two goes before any third.
    marks: Letters,
    /// First eight letters of the other names in lower case, and first five of those that are shorter.
    names: Letters,
    short_names: Letters,
    /// First three letters of all names in lower case, for texts that are not all ASCII; a name of two goes before any.
    others: Letters,
}

impl Openings {
    fn add(&mut self, name: &str, is_mark: bool) {
        let bytes = name.as_bytes();
        match (is_mark, bytes) {
            (true, [a, b, c, ..]) => self.marks.add(three(*a, *b, *c)),
            (true, [a, b]) => self.marks.add(three(*a, *b, 0)),
            (false, _) => match (name.as_bytes().first_chunk(), name.as_bytes().first_chunk()) {
                (Some(eight), _) if eight.is_ascii() => self.names.add(in_small(*eight)),
                (_, Some(five)) if five.is_ascii() => self.short_names.add(five_in_small(five)),
                _ => {}
            },
            _ => {}
        }
        self.others
            .extend(key(name).map(|key| other(key, third(name))));
    }

    /// Whether a name may stand at the start of a text.
    #[inline]
    fn may_start(&self, text: &str) -> bool {
        if let Some(eight @ [a, b, c, ..]) = text.as_bytes().first_chunk::<8>()
            && eight.is_ascii()
        {
            let [first @ .., _, _, _] = eight;
            return self.names.has(in_small(*eight))
                || self.short_names.has(five_in_small(first))
                || self.marks.has(three(*a, *b, *c))
                || self.marks.has(three(*a, *b, 0));
        }
        key(text).is_some_and(|key| {
            self.others.has(other(key, third(text))) || self.others.has(other(key, None))
        })
    }
}

/// Eight ASCII letters in small form; other characters come out as anything, but always the same.
fn in_small(letters: [u8; 8]) -> u64 {
    u64::from_le_bytes(letters) | 0x2020_2020_2020_2020
}

fn five_in_small(letters: &[u8; 5]) -> u64 {
    let [a, b, c, d, e] = *letters;
    in_small([a, b, c, d, e, 0, 0, 0])
}

fn three(a: u8, b: u8, c: u8) -> u64 {
    u64::from(u32::from_le_bytes([a, b, c, 0]))
}

fn other([a, b]: [char; 2], third: Option<char>) -> u64 {
    let third = third.map_or(0, u32::from);
    u64::from(u32::from(a)) << 42 | u64::from(u32::from(b)) << 21 | u64::from(third)
}

fn third(text: &str) -> Option<char> {
    text.chars().nth(2).map(lower)
}

/// A set of openings, which may take others for its own.
#[derive(Debug, Clone, Default)]
struct Letters(Vec<u64>);

impl Letters {
    fn add(&mut self, letters: u64) {
        self.0.resize(1024, 0);
        let (word, bit) = Self::place(letters);
        self.0[word] |= bit;
    }

    fn extend(&mut self, letters: Option<u64>) {
        letters.into_iter().for_each(|letters| self.add(letters));
    }

    #[inline]
    fn has(&self, letters: u64) -> bool {
        let (word, bit) = Self::place(letters);
        self.0.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// The place among 65,536 bits: a word of 64, and the bit in it.
    fn place(letters: u64) -> (usize, u64) {
        let mixed = letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48;
        (usize::try_from(mixed >> 6).unwrap_or(0), 1 << (mixed & 63))
    }
}

/// An agency's name in a text, in bytes.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Which agency it is.
    pub agency: &'a Agency,
    /// First byte of the name.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The name is an ordinary word too, or a bare mark: it needs a context that makes it an agency.
    pub weak: bool,
}

impl Agencies {
    /// The list that ships with Dateline.
    pub fn builtin() -> Agencies {
        static BUILTIN: LazyLock<Agencies> = LazyLock::new(|| {
            let mut agencies = Agencies::default();
            let read = agencies.extend(include_str!("agencies.jsonl"));
            debug_assert!(read.is_ok(), "{read:?}");
            agencies
        });
        BUILTIN.clone()
    }

    /// Adds the agencies of a JSON lines text; one with a known id replaces it.
    ///
    /// # Errors
    /// Names the line that is not an agency. The lines before it are taken.
    pub fn extend(&mut self, json_lines: &str) -> Result<(), String> {
        let mut result = Ok(());
        for (n, line) in json_lines.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match serde_json::from_str::<Agency>(line) {
                Ok(agency) if agency.id.is_empty() => {
                    result = Err(format!("agencies line {}: no id", n + 1));
                    break;
                }
                Ok(agency) => {
                    self.list.retain(|known| known.id != agency.id);
                    self.list.push(agency);
                }
                Err(e) => {
                    result = Err(format!("agencies line {}: {e}", n + 1));
                    break;
                }
            }
        }
        self.index_names();
        result
    }

    /// All agencies, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Agency> {
        self.list.iter()
    }

    /// The agency with this id.
    pub fn get(&self, id: &str) -> Option<&Agency> {
        self.list.iter().find(|agency| agency.id == id)
    }

    /// The agency that goes by this name, mark or alias (letter case of marks up to four letters counts).
    pub fn named(&self, name: &str) -> Option<&Agency> {
        let name = name.trim();
        let named = self.name_at(name)?;
        (named.end == name.len()).then_some(named.agency)
    }

    /// The agency that owns this registrable domain.
    pub fn of_domain(&self, domain: &str) -> Option<&Agency> {
        self.list.iter().find(|agency| {
            agency.sites.iter().any(|site| {
                domain
                    .strip_suffix(site.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        })
    }

    /// The agency whose house an outlet is: its name is the agency's, perhaps with a word for a desk or edition
    /// behind it ("Reuters", "CNN (Web News)").
    pub fn of_outlet(&self, outlet: &str) -> Option<&Agency> {
        let outlet = outlet.trim();
        let named = self.name_at(outlet)?;
        let rest = outlet[named.end..].trim_start_matches([' ', '-', '–', '|', '(', '.', ',', ':']);
        let desk = rest.split([' ', ')']).next().unwrap_or_default();
        const DESKS: [&str; 13] = [
            "",
            "News",
            "Web",
            "Online",
            "Editorial",
            "Opinion",
            "com",
            "International",
            "World",
            "Newsroom",
            "Wire",
            "Staff",
            "Agency",
        ];
        DESKS.contains(&desk).then_some(named.agency)
    }

    /// The longest agency name that the text opens with, at a word's end.
    pub fn name_at<'a>(&'a self, text: &str) -> Option<Named<'a>> {
        if !self.openings.may_start(text) {
            return None;
        }
        let names = self.names.get(&key(text)?)?;
        names.iter().find_map(|name| {
            let end = match &name.exact {
                Some(exact) => text.starts_with(exact.as_str()).then_some(exact.len())?,
                None => prefix_in_any_case(text, &name.folded)?,
            };
            let glued = text[end..].chars().next().is_some_and(joins)
                && text[..end].chars().next_back().is_some_and(joins);
            (!glued).then(|| Named {
                agency: &self.list[name.agency],
                start: 0,
                end,
                weak: name.weak,
            })
        })
    }

    /// Every agency name in a text, in order, none within another.
    pub fn find<'a>(&'a self, text: &str) -> Vec<Named<'a>> {
        let mut found = Vec::new();
        let chars = Chars::get();
        let mut before = false;
        let mut free_from = 0;
        let mut at = 0;
        while let Some(&byte) = text.as_bytes().get(at) {
            let (length, letter, alone) = if byte.is_ascii() {
                (1, SMALL[usize::from(byte)] != 0, false)
            } else {
                let c = text[at..].chars().next().unwrap_or_default();
                let letter = chars.kind(c) & LETTER_OR_DIGIT != 0;
                (c.len_utf8(), letter, stands_alone(c))
            };
            let joining = letter && !alone;
            if letter
                && !(before && joining)
                && at >= free_from
                && let Some(mut named) = self.name_at(&text[at..])
            {
                named.start += at;
                named.end += at;
                free_from = named.end;
                found.push(named);
            }
            before = joining;
            at += length;
        }
        found
    }

    fn index_names(&mut self) {
        self.names.clear();
        self.openings = Openings::default();
        for (number, agency) in self.list.iter().enumerate() {
            let mut seen = Vec::new();
            let own = [&agency.id, &agency.name];
            for text in own.into_iter().chain(&agency.aliases) {
                let Some(key) = key(text) else { continue };
                if seen.contains(&text) {
                    continue;
                }
                seen.push(text);
                let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
                let mark = text.is_ascii() && letters <= MARK_LETTERS;
                // A mark that is no word in its own letter case ("Efe", "Lusa") still reads as a name.
                let bare = mark && text.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
                self.openings.add(text, mark);
                self.names.entry(key).or_default().push(Name {
                    folded: text.to_lowercase(),
                    exact: mark.then(|| text.clone()),
                    weak: bare
                        || mark && text.chars().all(char::is_lowercase)
                        || agency.weak.contains(text),
                    agency: number,
                });
            }
        }
        for names in self.names.values_mut() {
            names.sort_by(|a, b| {
                b.folded
                    .len()
                    .cmp(&a.folded.len())
                    .then_with(|| a.folded.cmp(&b.folded))
                    .then(b.agency.cmp(&a.agency))
            });
        }
    }
}

/// First two letters in lower case.
fn key(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let second = chars.next().unwrap_or(' ');
    Some([lower(first), lower(second)])
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Letters that make one word with a neighbour; scripts without spaces and Hangul, whose particles follow a name
/// directly, don't.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && !stands_alone(c)
}

fn stands_alone(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{0E00}'..='\u{0E7F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sound() {
        let agencies = Agencies::builtin();
        assert!(agencies.iter().count() >= 80);
        for agency in agencies.iter() {
            assert!(
                ["agency", "press-release", "outlet"].contains(&agency.kind.as_str()),
                "{}",
                agency.id
            );
            let names = [&agency.id, &agency.name];
            for name in names.into_iter().chain(&agency.aliases) {
                let found = agencies.named(name).map(|a| &a.id);
                assert_eq!(found, Some(&agency.id), "{name}");
            }
        }
    }

    #[test]
    fn marks_keep_their_letter_case_and_names_do_not() {
        let agencies = Agencies::builtin();
        assert!(agencies.named("pa").is_none());
        assert_eq!(
            agencies
                .named("THE ASSOCIATED PRESS")
                .map(|a| a.id.as_str()),
            Some("AP")
        );
        assert_eq!(agencies.named("dpa").map(|a| a.id.as_str()), Some("dpa"));
        assert!(agencies.named("Associated Pressure").is_none());
    }

    #[test]
    fn finds_names_in_running_text() {
        let agencies = Agencies::builtin();
        let ids = |text: &str| -> Vec<String> {
            agencies
                .find(text)
                .iter()
                .map(|n| n.agency.id.clone())
                .collect()
        };
        assert_eq!(
            ids("Sie sagte der dpa, die AFP habe Reuters gefragt."),
            ["dpa", "AFP", "Reuters"]
        );
        assert_eq!(ids("据新华社北京电"), ["Xinhua"]);
        assert_eq!(ids("연합뉴스는 전했다"), ["Yonhap"]);
        assert!(ids("The MAPS of APPLE").is_empty());
        assert_eq!(ids("Interfax-Ukraine said"), ["Interfax-Ukraine"]);
    }

    #[test]
    fn knows_a_house_by_its_outlet_and_domain() {
        let agencies = Agencies::builtin();
        let outlet = |name: &str| agencies.of_outlet(name).map(|a| a.id.clone());
        assert_eq!(outlet("Reuters"), Some("Reuters".into()));
        assert_eq!(outlet("CNN (Web News)"), Some("CNN".into()));
        assert_eq!(outlet("Petra Valley Courier"), None);
        assert_eq!(
            agencies.of_domain("apnews.com").map(|a| a.id.as_str()),
            Some("AP")
        );
        assert_eq!(
            agencies.of_domain("en.apnews.com").map(|a| a.id.as_str()),
            Some("AP")
        );
        assert_eq!(
            agencies.of_domain("fakeapnews.com").map(|a| a.id.as_str()),
            None
        );
    }

    #[test]
    fn a_desk_replaces_and_adds() {
        let mut agencies = Agencies::builtin();
        agencies
            .extend(r#"{"id":"NWA","name":"North Wind Agency","aliases":["Northwind"],"kind":"agency"}"#)
            .expect("is an agency");
        assert_eq!(
            agencies.named("Northwind").map(|a| a.id.as_str()),
            Some("NWA")
        );
        assert!(agencies.extend("{\"name\":\"x\"}").is_err());
        assert!(
            agencies
                .extend("not json")
                .is_err_and(|e| e.contains("line 1"))
        );
    }
}
