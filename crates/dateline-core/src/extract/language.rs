//! The language of a text: what the page says, unless its script or words say otherwise.

/// Characters that detection looks at.
const WITHIN: usize = 4_000;

/// The language as a BCP 47 code, mostly of two letters. `stated` is the page's own label.
pub fn find(stated: Option<&str>, text: &str) -> Option<String> {
    let stated = stated.and_then(code);
    let mut cut = text.len().min(WITHIN);
    while !text.is_char_boundary(cut) {
        cut -= 1;
    }
    let sample = &text[..cut];
    if let Some(stated) = stated.as_deref().filter(|stated| confirms(sample, stated)) {
        return Some(stated.to_owned());
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

/// Words that every text of a language has many of and that few other languages have.
const COMMON: [(&str, &[&str]); 6] = [
    (
        "en",
        &[
            "the", "of", "and", "to", "that", "for", "with", "was", "is", "by",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "mit", "ist", "im", "nicht",
        ],
    ),
    (
        "fr",
        &["le", "les", "et", "des", "du", "une", "dans", "est", "pour"],
    ),
    (
        "es",
        &["el", "los", "del", "y", "las", "una", "por", "con", "en"],
    ),
    (
        "it",
        &[
            "il", "di", "che", "della", "del", "per", "è", "un", "sono", "nel",
        ],
    ),
    (
        "pt",
        &["o", "do", "da", "os", "em", "uma", "não", "para", "no"],
    ),
];
/// Share of these words, in hundredths, at which a text is surely of the language, and the fewest words that tell.
const SURELY: usize = 14;
const FEWEST_WORDS: usize = 40;

/// Whether a text's commonest words are those of the language: detection would say the same, and takes ten times as long.
fn confirms(sample: &str, language: &str) -> bool {
    let Some((_, common)) = COMMON.iter().find(|(known, _)| *known == language) else {
        return false;
    };
    let (mut words, mut known) = (0, 0);
    for word in sample.split(' ') {
        words += 1;
        known += usize::from(word.len() <= 5 && common.contains(&word));
    }
    words >= FEWEST_WORDS && known * 100 >= words * SURELY
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
