//! The language of a text: what the page says, unless its script or words say otherwise.

use std::sync::LazyLock;

/// Bytes that detection looks at.
const WITHIN: usize = 4_000;

/// The language as a BCP 47 code, mostly of two letters. `stated` is the page's own label.
pub fn find(stated: Option<&str>, text: &str) -> Option<String> {
    let stated = stated.and_then(code);
    let mut cut = text.len().min(WITHIN);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let sample = &text[..cut];
    if let Some(language) = by_common_words(sample, stated.as_deref()) {
        return Some(language.to_owned());
    }
    let Some(info) = whatlang::detect(sample).filter(|_| sample.chars().count() >= 80) else {
        return stated;
    };
    let seen = two_letters(info.lang());
    match stated {
        // A label is believed unless the words clearly speak another language.
        Some(stated) if stated == seen || !(info.is_reliable() && info.confidence() > 0.9) => {
            Some(stated)
        }
        Some(stated) if kin(&stated, &seen) => Some(stated),
        _ => info.is_reliable().then_some(seen),
    }
}

/// Words that every text of a language has many of. Most stand in several lists; a text of one language has far more of
/// its own than of any other.
const COMMON: [(&str, &str); 24] = [
    (
        "en",
        "the of and to that for with was is by in on as at from it his has he",
    ),
    (
        "de",
        "der die und das den von mit ist im nicht zu auf für sich ein eine dem auch",
    ),
    (
        "fr",
        "le les et des du une dans est pour à la que en au pas sur par",
    ),
    ("es", "el los del y las una por con en de la que se un para"),
    (
        "it",
        "il di che della del per è un sono nel e la in si con non",
    ),
    ("pt", "o do da os em uma não para no de a e que se por"),
    ("nl", "de het een van en dat op te zijn met in is voor niet"),
    ("pl", "w z na i się nie do że jest po o od dla a"),
    ("sv", "och att det som en på är av för med i om har"),
    ("da", "og at det som en på er af for med i om har"),
    ("no", "og at det som en på er av for med i om har"),
    ("fi", "ja on ei että oli se mutta joka myös kun"),
    ("cs", "a v na se je že s z do i"),
    ("ro", "și de la în cu pe din este care nu"),
    ("hu", "a az és hogy nem is egy meg ez csak"),
    ("tr", "ve bir bu da de için ile olarak çok olan"),
    ("id", "yang dan di dengan untuk dari pada ini dalam itu"),
    ("vi", "và của là có cho với các được trong không"),
    ("ru", "и в на не что с по как из за"),
    ("uk", "і в на не що з та до як у"),
    ("bg", "и в на не че с за от се да"),
    ("ar", "في من على إلى أن عن مع هذا التي ما"),
    ("fa", "و در به از که این را با است برای"),
    ("hi", "के में की है से को का और ने पर"),
];
/// Share of these words, in hundredths, at which a text is surely of the language, and the fewest words that tell.
const SURELY: usize = 10;
const FEWEST_WORDS: usize = 40;

/// The common words, each with the languages it is one of, as bits: a table that is searched from the place that a word's
/// bytes give on to the next gap.
static LANGUAGES_OF: LazyLock<Vec<(&str, u32)>> = LazyLock::new(|| {
    let mut table = vec![("", 0u32); SLOTS];
    for (number, (_, words)) in COMMON.iter().enumerate() {
        for word in words.split(' ') {
            let mut at = slot(word);
            while !table[at].0.is_empty() && table[at].0 != word {
                at = (at + 1) % SLOTS;
            }
            table[at] = (word, table[at].1 | 1 << number);
        }
    }
    table
});
const SLOTS: usize = 2_048;

fn slot(word: &str) -> usize {
    word.bytes().fold(word.len(), |slot, byte| {
        slot.wrapping_mul(31) ^ usize::from(byte)
    }) % SLOTS
}

/// The languages that a word is common in, as bits.
fn languages_of(word: &str) -> u32 {
    if word.len() > LONGEST_WORD {
        return 0;
    }
    let from = slot(word);
    let slots = (from..SLOTS).chain(0..from).map(|at| LANGUAGES_OF[at]);
    slots
        .take_while(|(known, _)| !known.is_empty())
        .find(|(known, _)| *known == word)
        .map_or(0, |(_, languages)| languages)
}

/// Bytes of the longest of them.
const LONGEST_WORD: usize = 10;

/// The language that a text's commonest words are of, the stated one where they may be its: detection would mostly say the
/// same, and takes ten times as long.
fn by_common_words(sample: &str, stated: Option<&str>) -> Option<&'static str> {
    let (mut words, mut known) = (0, [0usize; COMMON.len()]);
    for word in sample.split(' ') {
        words += 1;
        let mut languages = languages_of(word);
        while languages != 0 {
            known[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    let surely = |count: usize| words >= FEWEST_WORDS && count * 100 >= words * SURELY;
    let languages = || COMMON.iter().map(|(language, _)| *language).zip(known);
    if let Some(stated) = stated
        && let Some((language, count)) = languages().find(|(language, _)| *language == stated)
    {
        let most = known.iter().max().copied().unwrap_or(0);
        return (surely(count) && count * 4 >= most * 3).then_some(language);
    }
    let (best, most) = languages().max_by_key(|(_, count)| *count)?;
    let plain = languages().all(|(language, count)| language == best || count * 2 <= most);
    (stated.is_none() && plain && surely(most)).then_some(best)
}

/// The first of a page's labels that is one: templates leave "{{lang}}" and empty strings.
pub fn stated<'a>(labels: impl IntoIterator<Item = Option<&'a str>>) -> Option<&'a str> {
    labels
        .into_iter()
        .flatten()
        .find(|label| code(label).is_some())
}

/// Languages so close that a detector takes one for the other.
fn kin(a: &str, b: &str) -> bool {
    const KIN: [&[&str]; 8] = [
        &["no", "nb", "nn", "da", "sv"],
        &["hr", "sr", "bs", "sl"],
        &["cs", "sk"],
        &["es", "ca", "gl", "pt"],
        &["id", "ms", "jv"],
        &["ru", "uk", "be", "bg", "mk"],
        &["hi", "mr", "ne"],
        &["nl", "af"],
    ];
    KIN.iter()
        .any(|group| group.contains(&a) && group.contains(&b))
}

/// "de_AT" and "de-AT" give "de"; what isn't a code gives nothing.
fn code(label: &str) -> Option<String> {
    let first = label
        .trim()
        .split(['-', '_', ',', ' '])
        .next()?
        .to_lowercase();
    ((2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_lowercase()))
        .then_some(first)
}

fn two_letters(lang: whatlang::Lang) -> String {
    let three = lang.code();
    const CODES: [(&str, &str); 69] = [
        ("epo", "eo"),
        ("eng", "en"),
        ("rus", "ru"),
        ("cmn", "zh"),
        ("spa", "es"),
        ("por", "pt"),
        ("ita", "it"),
        ("ben", "bn"),
        ("fra", "fr"),
        ("deu", "de"),
        ("ukr", "uk"),
        ("kat", "ka"),
        ("ara", "ar"),
        ("hin", "hi"),
        ("jpn", "ja"),
        ("heb", "he"),
        ("yid", "yi"),
        ("pol", "pl"),
        ("amh", "am"),
        ("jav", "jv"),
        ("kor", "ko"),
        ("nob", "no"),
        ("dan", "da"),
        ("swe", "sv"),
        ("fin", "fi"),
        ("tur", "tr"),
        ("nld", "nl"),
        ("hun", "hu"),
        ("ces", "cs"),
        ("ell", "el"),
        ("bul", "bg"),
        ("bel", "be"),
        ("mar", "mr"),
        ("kan", "kn"),
        ("ron", "ro"),
        ("slv", "sl"),
        ("hrv", "hr"),
        ("srp", "sr"),
        ("mkd", "mk"),
        ("lit", "lt"),
        ("lav", "lv"),
        ("est", "et"),
        ("tam", "ta"),
        ("vie", "vi"),
        ("urd", "ur"),
        ("tha", "th"),
        ("guj", "gu"),
        ("uzb", "uz"),
        ("pan", "pa"),
        ("aze", "az"),
        ("ind", "id"),
        ("tel", "te"),
        ("pes", "fa"),
        ("mal", "ml"),
        ("ori", "or"),
        ("mya", "my"),
        ("nep", "ne"),
        ("sin", "si"),
        ("khm", "km"),
        ("tuk", "tk"),
        ("aka", "ak"),
        ("zul", "zu"),
        ("sna", "sn"),
        ("afr", "af"),
        ("lat", "la"),
        ("slk", "sk"),
        ("cat", "ca"),
        ("tgl", "tl"),
        ("hye", "hy"),
    ];
    CODES
        .iter()
        .find(|(known, _)| *known == three)
        .map_or(three, |(_, two)| two)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn believes_labels_but_not_against_the_words() {
        let german = "Die Brücke über den Fluss ist seit gestern wieder offen, und die Leute der Stadt feierten bis tief in die Nacht hinein mit Musik und Tanz.";
        assert_eq!(find(Some("de-AT"), german).as_deref(), Some("de"));
        assert_eq!(find(Some("en"), german).as_deref(), Some("de"));
        assert_eq!(find(None, german).as_deref(), Some("de"));
        assert_eq!(find(Some("fr"), "Bref.").as_deref(), Some("fr"));
        assert_eq!(find(Some("{{lang}}"), ""), None);
        assert_eq!(
            stated([Some("{{lang}}"), None, Some(""), Some("pt_BR"), Some("en")]),
            Some("pt_BR")
        );
        assert_eq!(stated([Some("{{lang}}"), None]), None);
    }
}
