//! The strings of a script's data, each with the path of keys that leads to it: read off JSON and off the object literals
//! that frameworks write (bare keys, single quotes, `void 0`, calls around them). Nothing is evaluated; what isn't a string,
//! a key or a bracket is passed over. One pass, a stack of bounded depth, a bounded number of strings.

use std::borrow::Cow;

/// Levels of brackets that are told apart; deeper ones share their path.
const DEEPEST: usize = 256;
/// Strings that are read.
const MOST: usize = 200_000;
/// Data in strings in data: `JSON.parse("…")`.
const NESTED: usize = 3;

/// A string and the hash of the keys above it. Places in a list don't count: the paragraphs of one list share a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub path: u64,
    /// A key on the way says that this is not the page's own text.
    pub aside: bool,
    pub text: String,
}

/// Keys below which other texts than the page's stand.
const ASIDE: &[&str] = &[
    "comment",
    "related",
    "recommend",
    "teaser",
    "consent",
    "cookie",
    "translation",
    "i18n",
    "message",
    "locale",
    "footer",
    "navigation",
    "menu",
    "newsletter",
    "advert",
    "mostread",
    "trending",
    "promo",
];

/// All strings of a script.
pub fn strings(script: &str) -> Vec<Found> {
    let mut out = Vec::new();
    read(script, 7, false, 0, &mut out);
    out
}

#[derive(Clone, Copy)]
struct Level {
    object: bool,
    path: u64,
    aside: bool,
}

fn read(script: &str, path: u64, aside: bool, nested: usize, out: &mut Vec<Found>) {
    let bytes = script.as_bytes();
    let mut levels: Vec<Level> = vec![Level {
        object: false,
        path,
        aside,
    }];
    let mut deeper = 0usize;
    // What was read last and may turn out to be a key.
    let mut last: Option<Cow<str>> = None;
    let mut key: Option<Cow<str>> = None;
    let mut at = 0;
    while at < bytes.len() && out.len() < MOST {
        let level = levels[levels.len() - 1];
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                let (text, end) = string(script, at + 1, quote);
                at = end;
                if level.object && key.is_none() {
                    last = Some(text);
                    continue;
                }
                let (path, aside) = under(level, key.take().as_deref());
                let data = text.trim_start();
                if nested < NESTED && (data.starts_with('{') || data.starts_with('[')) {
                    read(&text, path, aside, nested + 1, out);
                } else if nested < NESTED && (data.starts_with("%7B") || data.starts_with("%5B")) {
                    let bytes = percent_decoded(data);
                    read(
                        &String::from_utf8_lossy(&bytes),
                        path,
                        aside,
                        nested + 1,
                        out,
                    );
                } else {
                    let text = text.into_owned();
                    out.push(Found { path, aside, text });
                }
                continue;
            }
            b'{' | b'[' | b'(' => {
                let (path, aside) = under(level, key.take().as_deref());
                if levels.len() < DEEPEST {
                    levels.push(Level {
                        object: bytes[at] == b'{',
                        path,
                        aside,
                    });
                } else {
                    deeper += 1;
                }
                last = None;
            }
            b'}' | b']' | b')' => {
                if deeper > 0 {
                    deeper -= 1;
                } else if levels.len() > 1 {
                    levels.pop();
                }
                (last, key) = (None, None);
            }
            b':' => key = last.take(),
            b',' | b';' => (last, key) = (None, None),
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                let end = memchr::memmem::find(&bytes[at + 2..], b"*/");
                at = end.map_or(bytes.len(), |end| at + 2 + end + 1);
            }
            b if b.is_ascii_alphanumeric() || b == b'_' || b == b'$' => {
                let word = |b: &u8| !(b.is_ascii_alphanumeric() || *b == b'_' || *b == b'$');
                let length = bytes[at..]
                    .iter()
                    .position(word)
                    .unwrap_or(bytes.len() - at);
                last = Some(Cow::Borrowed(&script[at..at + length]));
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
}

fn under(level: Level, key: Option<&str>) -> (u64, bool) {
    let Some(key) = key else {
        return (level.path, level.aside);
    };
    // Elements kept under numbers are a list, too.
    if key.bytes().all(|b| b.is_ascii_digit()) {
        return (level.path, level.aside);
    }
    let small = key.to_ascii_lowercase();
    let aside = ASIDE.iter().any(|word| small.contains(word));
    let step = xxhash_rust::xxh3::xxh3_64(key.as_bytes());
    (
        level.path.wrapping_mul(31).wrapping_add(step),
        level.aside || aside,
    )
}

/// The string that begins at `from`, its escapes read, and where it ends. One that never ends goes to the end.
fn string(script: &str, from: usize, quote: u8) -> (Cow<'_, str>, usize) {
    let bytes = script.as_bytes();
    let mut at = from;
    while at < bytes.len() && bytes[at] != quote {
        if bytes[at] == b'\\' {
            return escaped_string(script, from, at, quote);
        }
        at += 1;
    }
    (Cow::Borrowed(&script[from..at]), at + 1)
}

fn escaped_string(script: &str, from: usize, first: usize, quote: u8) -> (Cow<'_, str>, usize) {
    let mut out = script[from..first].to_owned();
    let mut rest = script[first..].char_indices();
    // The first half of a character that JSON writes in two.
    let mut half: Option<u32> = None;
    while let Some((at, c)) = rest.next() {
        if c as u32 == u32::from(quote) {
            return (Cow::Owned(out), first + at + 1);
        }
        if c != '\\' {
            out.push(c);
            half = None;
            continue;
        }
        let Some((at, escape)) = rest.next() else {
            break;
        };
        let digits = match escape {
            'u' => 4,
            'x' => 2,
            _ => 0,
        };
        let code = script.get(first + at + 1..first + at + 1 + digits);
        let code = code
            .filter(|_| digits > 0)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let Some(code) = code else {
            match escape {
                'n' | 'r' => out.push('\n'),
                't' | 'b' | 'f' | 'v' => out.push(' '),
                '\n' => {}
                c => out.push(c),
            }
            half = None;
            continue;
        };
        for _ in 0..digits {
            rest.next();
        }
        match (half.take(), code) {
            (_, 0xd800..=0xdbff) => half = Some(code),
            (Some(high), 0xdc00..=0xdfff) => {
                let whole = 0x10000 + ((high - 0xd800) << 10) + (code - 0xdc00);
                out.extend(char::from_u32(whole));
            }
            _ => out.extend(char::from_u32(code)),
        }
    }
    (Cow::Owned(out), script.len())
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: &str) -> Vec<String> {
        strings(script)
            .into_iter()
            .map(|found| found.text)
            .collect()
    }

    #[test]
    fn reads_json_and_literals() {
        assert_eq!(
            texts(r#"{"a":["x","y\u00e9\"\ud83d\ude00"],"b":{"c":"z"}}"#),
            ["x", "yé\"😀", "z"]
        );
        assert_eq!(
            texts("window.__S__={a:'it\\'s',b:[!0,void 0,`t`],\"c\":null,d:f(\"u\")};"),
            ["it's", "t", "u"]
        );
        assert_eq!(texts(r#"x = JSON.parse("{\"a\":\"b\"}")"#), ["b"]);
        assert_eq!(
            texts(r#"x = decodeURIComponent("%7B%22a%22%3A%22b%C3%A9%22%7D")"#),
            ["bé"]
        );
    }

    #[test]
    fn lists_share_a_path_and_keys_part_it() {
        let found = strings(r#"{"p":[{"t":"a"},{"t":"b"}],"q":{"0":"c"},"related":[{"t":"d"}]}"#);
        assert_eq!(found[0].path, found[1].path);
        assert_ne!(found[1].path, found[2].path);
        assert_eq!((found[2].aside, found[3].aside), (false, true));
    }

    #[test]
    fn survives_what_is_no_data() {
        for script in [
            "{\"a",
            "'",
            "\\",
            "{\"a\":\"\\",
            "{\"a\":\"\\u12",
            "}}]])",
            "/*",
            "é\"é\\",
        ] {
            strings(script);
        }
        assert_eq!(texts(&("[".repeat(100_000) + "\"a\"")), ["a"]);
        let nested = (0..9).fold("\"a\"".to_owned(), |inner, _| {
            format!("{{\"k\":{inner:?}}}")
        });
        strings(&nested);
    }
}
