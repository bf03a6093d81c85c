//! Character references: `&amp;`, `&#8212;`, `&eacute` and the like, by the rules of the HTML standard (13.2.5.72).

use memchr::memchr;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The standard's names with what each stands for, sorted by name; a name without `;` may stand without it in text.
static NAMED: LazyLock<Vec<(&'static str, String)>> = LazyLock::new(|| {
    let parse = |line: &'static str| {
        let (name, codes) = line.split_once('\t')?;
        let text = codes
            .split(' ')
            .filter_map(|code| u32::from_str_radix(code, 16).ok())
            .filter_map(char::from_u32);
        Some((name, text.collect()))
    };
    let mut named: Vec<_> = include_str!("entities.tsv")
        .lines()
        .filter_map(parse)
        .collect();
    named.sort_unstable();
    named
});

/// What the numbers 128 to 159 stand for: the characters of windows-1252 at these places.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The longest name in the table, with its `;`.
const LONGEST: usize = 33;

/// The text with its character references read. `attribute` turns on the rule that keeps `?a=1&copy=2` as it is.
pub fn decode(text: &str, attribute: bool) -> Cow<'_, str> {
    let Some(first) = memchr(b'&', text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(&text[..first]);
    let mut rest = &text[first..];
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let taken = reference(rest, attribute, &mut out);
        if taken == 0 {
            out.push('&');
            rest = &rest[1..];
        } else {
            rest = &rest[taken..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads the reference at the start of `text` and says how many bytes it took; 0 when there is none.
fn reference(text: &str, attribute: bool, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'#') => numeric(bytes, out),
        Some(c) if c.is_ascii_alphabetic() => named(text, attribute, out),
        _ => 0,
    }
}

fn numeric(bytes: &[u8], out: &mut String) -> usize {
    let (mut at, radix) = match bytes.get(2) {
        Some(b'x' | b'X') => (3, 16),
        _ => (2, 10),
    };
    let digits_at = at;
    let mut code = 0u32;
    while let Some(digit) = bytes.get(at).and_then(|b| char::from(*b).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        at += 1;
    }
    if at == digits_at {
        return 0;
    }
    out.push(match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => WINDOWS[code as usize - 0x80],
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    });
    at + usize::from(bytes.get(at) == Some(&b';'))
}

fn named(text: &str, attribute: bool, out: &mut String) -> usize {
    let name = &text.as_bytes()[1..];
    let letters = name
        .iter()
        .take(LONGEST)
        .take_while(|b| b.is_ascii_alphanumeric())
        .count();
    if name.get(letters) == Some(&b';')
        && let Some(value) = lookup(&text[1..letters + 2])
    {
        out.push_str(value);
        return letters + 2;
    }
    for length in (2..=letters.min(6)).rev() {
        let Some(value) = lookup(&text[1..=length]) else {
            continue;
        };
        let next = name.get(length);
        if attribute && next.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric()) {
            return 0;
        }
        out.push_str(value);
        return length + 1;
    }
    0
}

fn lookup(name: &str) -> Option<&'static str> {
    let frequent = match name {
        "amp;" => "&",
        "nbsp;" => "\u{a0}",
        "quot;" => "\"",
        "lt;" => "<",
        "gt;" => ">",
        _ => {
            let at = NAMED
                .binary_search_by(|(known, _)| (*known).cmp(name))
                .ok()?;
            return NAMED.get(at).map(|(_, value)| value.as_str());
        }
    };
    Some(frequent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_standard_names() {
        for (given, read) in [
            ("plain", "plain"),
            ("Marks &amp; Co", "Marks & Co"),
            ("caf&eacute;, caf&eacute", "café, café"),
            ("&#8212;&#x2014;&#X2014", "———"),
            (
                "&#150;&#0;&#xD800;&#99999999999;",
                "–\u{fffd}\u{fffd}\u{fffd}",
            ),
            ("&notit; &notin; &not", "¬it; ∉ ¬"),
            ("&CounterClockwiseContourIntegral;", "∳"),
            ("&NotEqualTilde;", "≂\u{338}"),
            (
                "AT&T & &; &#; &#x; &unknown;",
                "AT&T & &; &#; &#x; &unknown;",
            ),
        ] {
            assert_eq!(decode(given, false), read, "{given}");
        }
    }

    #[test]
    fn leaves_queries_in_attributes_alone() {
        assert_eq!(decode("?a=1&copy=2&lt=3&amp;b", true), "?a=1&copy=2&lt=3&b");
        assert_eq!(decode("&copy; &copy", true), "© ©");
    }
}
