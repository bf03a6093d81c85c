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
    }
}
