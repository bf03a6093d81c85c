use super::*;
use proptest::prelude::*;

/// The same, a character at a time.
fn slow(text: &str) -> (Letters, Vec<String>) {
    let chars = Chars::get();
    let mut out = Letters::default();
    let (mut words, mut word) = (Vec::new(), String::new());
    let (mut in_word, mut digits, mut previous) = (false, 0, ' ');
    for c in text.chars() {
        let kind = chars.kind(c);
        let letter = kind & LETTER_OR_DIGIT != 0;
        if (!letter || kind & WIDE != 0) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter {
            word.extend(c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c }));
        }
        out.chars += 1;
        digits = if c.is_ascii_digit() {
            digits + 1
        } else {
            out.year |= digits == 4;
            0
        };
        if kind & WIDE != 0 {
            out.wide += 1;
            in_word = false;
        } else if letter {
            out.words += usize::from(!in_word);
            in_word = true;
            out.digits += usize::from(c.is_ascii_digit());
            out.upper += usize::from(kind & CAPITAL != 0);
        } else if kind & SPACE != 0 {
            in_word = false;
        } else {
            match c {
                ',' | '、' | '，' | '،' => out.commas += 1,
                '@' => out.at_sign = true,
                '|' => out.bar = true,
                ':' => out.clock |= previous.is_ascii_digit(),
                '"' | '“' | '”' | '„' | '«' | '»' | '「' => out.quotes += 1,
                c if is_stop(c) => out.stops += 1,
                _ => {}
            }
        }
        previous = c;
    }
    out.year |= digits == 4;
    out.words += out.wide.div_ceil(2);
    out.first = text.chars().find(|c| *c != '\0').unwrap_or('\0');
    out.last = text.chars().rev().find(|c| !closes(*c)).unwrap_or(' ');
    words.extend((!word.is_empty()).then_some(word));
    (out, words)
}

fn hash(word: &str) -> u64 {
    let mut hash = WordHash::default();
    word.chars().for_each(|c| hash.push_char(c));
    hash.finish()
}

fn plain(text: &str) -> String {
    let mut plain = Plain::default();
    skim(text, &mut Vec::new(), &mut plain);
    String::from_utf8_lossy(plain.text()).into_owned()
}

proptest! {
    #[test]
    fn says_the_same_as_a_character_at_a_time(
        text in "([a-zA-Z0-9]{1,12}|[ .,:;@|\"-]{1,3}|[äÖßİςΣдЖ中日ไทाक。، „»©]|[0-9]{4}|\\PC|\n){0,60}"
    ) {
        let mut words = Vec::new();
        let letters = skim(&text, &mut words, &mut Plain::default());
        let (slow, texts) = slow(&text);
        prop_assert_eq!(letters, slow);
        let hashes: Vec<u64> = texts.iter().map(|word| hash(word)).collect();
        prop_assert_eq!(words, hashes);
    }
}

#[test]
fn words_differ() {
    let texts = "a b ab ba aa aaaaaaaa aaaaaaaaa abcdefgh abcdefghi abcdefgi é è 0 00 000";
    let mut hashes = words_of(texts);
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), texts.split(' ').count());
}

#[test]
fn makes_the_opening_plain() {
    assert_eq!(
        plain("Read  More:\n“The Bridge”…"),
        "read more the bridge $"
    );
    assert_eq!(plain("»İlgili haber"), "ilgili haber $");
    assert_eq!(plain("©2025 ये भी पढ़ें:"), "© 2025 ये भी पढ़ें $");
    assert_eq!(plain("相关：新闻"), "相关 新闻 $");
    assert_eq!(plain(" "), " $");
    assert!(plain(&"word ".repeat(100)).ends_with(" word word"));
    assert!(plain(&"字".repeat(300)).len() <= 256);
}
