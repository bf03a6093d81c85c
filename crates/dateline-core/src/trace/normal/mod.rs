//! Normal text: the comparable words of a text, each with where it stands in the original.
//!
//! Two prints of one report differ in quotation marks, dashes, accents, entities, line-end hyphens, invisible
//! characters and sometimes in a broken encoding. None of that is a change of the text, so none of it is in a word's
//! identity. What comes out is a list of [`Token`]s: a 29-bit identity with three flags, and the stretch of the
//! original that it was read from.

mod fold;

use super::key::{Key, by_eight};
use fold::{Fold, Folded, PlainWord};

/// A comparable word and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Hash of the word in its comparable form.
    pub word: Word,
    /// Characters of the original, `start..end`.
    pub start: u32,
    /// The character behind its last one.
    pub end: u32,
    /// Bytes of the original.
    pub start_byte: u32,
    /// The byte behind its last one.
    pub end_byte: u32,
    /// First of its paragraph (a blank line or a line break parts paragraphs).
    pub opens_paragraph: bool,
}

/// A word as the index keeps it: 29 bits of identity, three of flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Word(u32);

const NUMBER: u32 = 1;
const NAME: u32 = 2;
const QUOTED: u32 = 4;

impl Word {
    fn new(hash: u64, flags: u32) -> Word {
        // 29 bits of the hash are the identity.
        let identity = (hash >> 32) as u32;
        Word(identity << 3 | flags)
    }

    /// All 32 bits, for keeping a word elsewhere.
    pub(crate) fn to_bits(self) -> u32 {
        self.0
    }

    pub(crate) fn from_bits(bits: u32) -> Word {
        Word(bits)
    }

    /// Equal for equal words, whatever their letter case and place.
    pub fn identity(self) -> u32 {
        self.0 >> 3
    }

    /// It begins with a digit.
    pub fn is_number(self) -> bool {
        self.0 & NUMBER != 0
    }

    /// Capitalised, and not only because it opens a sentence.
    pub fn is_name(self) -> bool {
        self.0 & NAME != 0
    }

    /// It stands within quotation marks.
    pub fn is_quoted(self) -> bool {
        self.0 & QUOTED != 0
    }
}

/// The comparable words of a text, in order, with where they stand. At most the first 4 GB are read.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6);
    read(text, Key::of_process(), |token| tokens.push(token));
    tokens
}

/// The comparable words of a text alone, as an index with this key knows them.
pub fn words(text: &str, key: Key) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6);
    read(text, key, |token| words.push(token.word));
    words
}

fn read(text: &str, key: Key, found: impl FnMut(Token)) {
    let mut reader = Reader::new(key, found);
    let mut fold = Fold::new(text);
    loop {
        if reader.token.is_none()
            && let Some(word) = fold.plain_word()
        {
            reader.plain_word(&word);
        } else if let Some(folded) = fold.next_char() {
            reader.take(folded);
        } else {
            break;
        }
    }
    reader.finish_word();
}

/// The normal form of a stretch of text: each comparable character, with the original characters it was read from.
/// Positions count from the stretch's start.
pub fn letters(text: &str) -> Vec<(char, u32, u32)> {
    let mut fold = Fold::new(text);
    let mut out = Vec::new();
    while let Some(folded) = fold.next_char() {
        if folded.c.is_alphanumeric() {
            out.push((folded.c, folded.start, folded.end));
        }
    }
    out
}

/// What stands between the word so far and the next character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Join {
    #[default]
    Direct,
    /// An apostrophe: the word goes on if a letter follows.
    Apostrophe,
    /// A full stop or comma: a number goes on if a digit follows, an abbreviation ("U.S.") if a letter does.
    Stop,
    Comma,
    /// A hyphen, and a hyphen at the end of a line: the word goes on if a small letter opens the next line.
    Hyphen,
    BrokenLine,
}

struct Reader<F> {
    key: Key,
    found: F,
    /// The byte behind the last word, and its character.
    last: (u32, u32),
    /// UTF-8 of the word being read.
    word: Vec<u8>,
    token: Option<Token>,
    flags: u32,
    join: Join,
    /// Single letters with stops between them so far.
    abbreviation: bool,
    letters: usize,
    last_is_digit: bool,
    quoted: bool,
    /// The next word opens a sentence, a paragraph.
    opens_sentence: bool,
    opens_paragraph: bool,
    after_space: bool,
}

impl<F: FnMut(Token)> Reader<F> {
    fn new(key: Key, found: F) -> Reader<F> {
        Reader {
            key,
            found,
            last: (0, 0),
            word: Vec::with_capacity(32),
            token: None,
            flags: 0,
            join: Join::Direct,
            abbreviation: false,
            letters: 0,
            last_is_digit: false,
            quoted: false,
            opens_sentence: true,
            opens_paragraph: true,
            after_space: true,
        }
    }

    /// A whole word at once; the same as its letters one by one.
    fn plain_word(&mut self, word: &PlainWord) {
        let mut flags = if self.quoted { QUOTED } else { 0 };
        if word.upper && !self.opens_sentence {
            flags |= NAME;
        }
        let token = Token {
            word: Word::new(self.key.hash(word.letters()), flags),
            start: word.start,
            end: word.start + word.len,
            start_byte: word.start_byte,
            end_byte: word.start_byte + word.len,
            opens_paragraph: self.opens_paragraph,
        };
        self.last = (token.end_byte, token.end);
        (self.found)(token);
        self.opens_sentence = false;
        self.opens_paragraph = false;
        self.after_space = word.before_space;
    }

    fn take(&mut self, f: Folded) {
        if f.c.is_ascii() {
            match f.c {
                'a'..='z' | '0'..='9' => self.letter(f),
                _ => self.mark(f),
            }
        } else if fold::stands_alone(f.c) {
            self.finish_word();
            self.letter(f);
            self.finish_word();
        } else if f.c.is_alphanumeric() {
            self.letter(f);
        } else if self.token.is_some()
            && self.join == Join::Direct
            && unicode_normalization::char::is_combining_mark(f.c)
        {
            self.push(f);
        } else {
            self.mark(f);
        }
    }

    fn letter(&mut self, f: Folded) {
        let digit = f.c.is_ascii_digit();
        let goes_on = match self.join {
            Join::Direct | Join::Apostrophe => true,
            Join::Stop => {
                (self.last_is_digit && digit)
                    || (!digit && (self.abbreviation || self.letters == 1) && !self.last_is_digit)
            }
            Join::Comma => self.last_is_digit && digit,
            Join::Hyphen => false,
            Join::BrokenLine => f.c.is_alphabetic() && !f.upper && !self.last_is_digit,
        };
        if !goes_on {
            self.finish_word();
        }
        if self.join == Join::Stop {
            match digit {
                true => self.word.push(b'.'),
                false => self.abbreviation = true,
            }
        } else if self.abbreviation && self.join == Join::Direct {
            // "U.Sgt": not an abbreviation after all, but one word all the same.
            self.abbreviation = false;
        }
        self.join = Join::Direct;
        if self.token.is_none() {
            self.flags = if self.quoted { QUOTED } else { 0 };
            if digit {
                self.flags |= NUMBER;
            } else if f.upper && !self.opens_sentence {
                self.flags |= NAME;
            }
            self.token = Some(Token {
                word: Word::default(),
                start: f.start,
                end: f.end,
                start_byte: f.start_byte,
                end_byte: f.end_byte,
                opens_paragraph: self.opens_paragraph,
            });
            self.opens_sentence = false;
            self.opens_paragraph = false;
        }
        self.letters += 1;
        self.push(f);
        self.last_is_digit = digit;
        self.after_space = false;
    }

    fn push(&mut self, f: Folded) {
        let mut bytes = [0; 4];
        self.word
            .extend_from_slice(f.c.encode_utf8(&mut bytes).as_bytes());
        if let Some(token) = &mut self.token {
            token.end = f.end;
            token.end_byte = f.end_byte;
        }
    }

    /// Anything that is not part of a word by itself.
    fn mark(&mut self, f: Folded) {
        let in_word = self.token.is_some();
        match f.c {
            '\'' if in_word && self.join == Join::Direct => self.join = Join::Apostrophe,
            '.' if in_word && self.join == Join::Direct => self.join = Join::Stop,
            ',' if in_word && self.join == Join::Direct => self.join = Join::Comma,
            '-' if in_word && self.join == Join::Direct => self.join = Join::Hyphen,
            '\n' if in_word && self.join == Join::Hyphen => self.join = Join::BrokenLine,
            ' ' | '\r' if in_word && matches!(self.join, Join::Hyphen | Join::BrokenLine) => {}
            _ => self.between(f),
        }
        self.after_space = f.c.is_whitespace();
    }

    fn between(&mut self, f: Folded) {
        if self.join == Join::Stop {
            self.opens_sentence = !self.abbreviation;
        }
        if self.token.is_some() {
            self.finish_word();
        }
        match f.c {
            '\n' => {
                self.quoted = false;
                self.opens_sentence = true;
                self.opens_paragraph = true;
            }
            '.' | '!' | '?' | ':' | '。' | '！' | '？' => self.opens_sentence = true,
            fold::OPENING => {
                self.quoted = true;
                self.opens_sentence = true;
            }
            fold::CLOSING => self.quoted = false,
            '"' => {
                self.quoted = self.after_space;
                self.opens_sentence |= self.quoted;
            }
            _ => {}
        }
    }

    fn finish_word(&mut self) {
        if let Some(mut token) = self.token.take() {
            token.word = Word::new(self.key.hash(by_eight(&self.word)), self.flags);
            // One character can hold two words ("¾"): the second stands behind it, empty.
            let (last_byte, last) = self.last;
            if token.start_byte < last_byte {
                (token.start, token.start_byte) = (last, last_byte);
                token.end = token.end.max(token.start);
                token.end_byte = token.end_byte.max(token.start_byte);
            }
            self.last = (token.end_byte, token.end);
            (self.found)(token);
        }
        self.word.clear();
        self.letters = 0;
        self.abbreviation = false;
        self.last_is_digit = false;
        self.join = Join::Direct;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn identities(text: &str) -> Vec<u32> {
        tokens(text).iter().map(|t| t.word.identity()).collect()
    }

    fn read(text: &str) -> Vec<&str> {
        tokens(text)
            .iter()
            .map(|t| &text[t.start_byte as usize..t.end_byte as usize])
            .collect()
    }

    #[test]
    fn style_is_not_identity() {
        for (one, other) in [
            ("“It’s over,” he said", "\"It's over\" - he said"),
            (
                "the mayor’s full-time aide",
                "the mayors full\u{2014}time aide",
            ),
            ("inter-\n  national talks", "international talks"),
            ("co\u{AD}op\u{200B}erate", "cooperate"),
            ("caf\u{e9} Zürich", "cafe\u{301} Zurich"),
            (
                "â€œWell,â€\u{9d} said Anna MÃ¼ller",
                "\"Well,\" said Anna Müller",
            ),
            (
                "Brown &amp; Sons &#8220;quoted&#x201d;",
                "Brown & Sons \"quoted\"",
            ),
            ("1,200.50 in the U.S. today", "1200.50 in the US today"),
            ("ﬁrst ＡＢＣ１２", "first abc12"),
        ] {
            assert_eq!(identities(one), identities(other), "{one} / {other}");
        }
    }

    #[test]
    fn words_differ_where_the_text_does() {
        assert_ne!(identities("15.2"), identities("152"));
        assert_eq!(identities("well-known").len(), 2);
        assert_eq!(identities("end.\n\nNext").len(), 2);
        assert_eq!(identities("12, 13").len(), 2);
        assert_eq!(identities("habari-\n\nLeo").len(), 2);
    }

    /// Words read at once are the words read letter by letter.
    fn letter_by_letter(text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        let mut reader = Reader::new(Key::of_process(), |token| tokens.push(token));
        let mut fold = Fold::new(text);
        while let Some(folded) = fold.next_char() {
            reader.take(folded);
        }
        reader.finish_word();
        tokens
    }

    proptest! {
        #[test]
        fn plain_words_are_read_alike(parts in prop::collection::vec("[A-Za-z]{1,9}|[a-z]{30,40}|[ .,'&\"\\-\n0-9;:)“”é一]{1,3}", 0..40)) {
            let text = parts.concat();
            prop_assert_eq!(tokens(&text), letter_by_letter(&text), "{}", text);
        }
    }

    #[test]
    fn positions_lead_back() {
        assert_eq!(
            read("Zoë &amp; “Ünal’s” 1,200.5 U.S. plan."),
            ["Zoë", "Ünal’s", "1,200.5", "U.S", "plan"]
        );
        assert_eq!(read("2¾ cups"), ["2¾", "", "cups"]);
        let text = "é \u{1F600} two";
        let last = *tokens(text).last().unwrap();
        assert_eq!((last.start, last.end), (4, 7));
        assert_eq!((last.start_byte, last.end_byte), (8, 11));
    }

    #[test]
    fn scripts_without_spaces_go_by_the_character() {
        assert_eq!(identities("北京，今天").len(), 4);
        assert_eq!(identities("서울 시장").len(), 2);
        assert_eq!(identities("नमस्ते दुनिया").len(), 2);
    }

    #[test]
    fn knows_numbers_names_and_speech() {
        let all = tokens(
            "Rain fell. He met Ana Roy, 41, who said: \"We won't stop.\" Then he left.\nShe “sang on",
        );
        let flags = |n: usize| {
            let w = all[n].word;
            (w.is_number(), w.is_name(), w.is_quoted())
        };
        assert_eq!(flags(0), (false, false, false));
        assert_eq!(flags(4), (false, true, false));
        assert_eq!(flags(6), (true, false, false));
        assert_eq!(flags(9), (false, false, true));
        assert_eq!(flags(11), (false, false, true));
        assert_eq!(flags(12), (false, false, false));
        assert!(all[16].word.is_quoted());
        assert!(all[15].opens_paragraph);
    }
}
