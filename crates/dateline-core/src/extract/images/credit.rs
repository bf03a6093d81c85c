//! The credit at the end of a caption: "Photo: Ada Brook", "(AP Photo/Ada Brook)", "Foto: dpa", "王小明 摄", "© Northwire".

use crate::extract::matcher::Matcher;
use std::sync::LazyLock;

/// Words before a picture's credit, in lower case. One that ends with a mark may stand anywhere before a name; the others
/// only where a sentence has ended.
const LABELS: [&str; 62] = [
    "photo by",
    "photos by",
    "photo credit:",
    "photo courtesy of",
    "photo:",
    "photos:",
    "photo :",
    "photograph:",
    "photograph by",
    "photography by",
    "image by",
    "image credit:",
    "image:",
    "picture by",
    "picture:",
    "pictures:",
    "credit:",
    "credits:",
    "source:",
    "file photo:",
    "illustration:",
    "illustration by",
    "courtesy of",
    "foto:",
    "fotos:",
    "foto von",
    "foto de",
    "foto di",
    "foto/",
    "bild:",
    "bilder:",
    "bildquelle:",
    "quelle:",
    "symbolbild:",
    "crédit :",
    "crédit:",
    "crédit photo :",
    "crédits :",
    "photo d'archives :",
    "crédito:",
    "créditos:",
    "fotografía:",
    "imagen:",
    "imagem:",
    "divulgação/",
    "reprodução/",
    "immagine:",
    "kuva:",
    "bilde:",
    "fot.",
    "fot:",
    "zdroj:",
    "foto ©",
    "fotó:",
    "fotoğraf:",
    "фото:",
    "фото ",
    "φωτογραφία:",
    "تصوير:",
    "صورة:",
    "फोटो:",
    "ảnh:",
];

/// The same in scripts that write no spaces between words; the mark may be wide.
const WIDE_LABELS: [&str; 16] = [
    "图片来源",
    "圖片來源",
    "图源",
    "摄影",
    "攝影",
    "图/",
    "圖/",
    "圖／",
    "图：",
    "クレジット",
    "写真提供",
    "写真",
    "撮影",
    "사진제공",
    "사진",
    "출처",
];

/// Bytes of a credit.
const LONGEST: usize = 140;

/// Parts a caption into its words and its credit.
pub fn split_credit(text: &str) -> (String, Option<String>) {
    let found = by_photographer_mark(text)
        .or_else(|| by_label(text))
        .or_else(|| by_wide_label(text))
        .or_else(|| in_brackets(text))
        .or_else(|| by_stroke(text));
    match found {
        Some((at, credit)) if !credit.is_empty() => {
            (without_label(&text[..at]).to_owned(), Some(credit))
        }
        _ => (text.to_owned(), None),
    }
}

/// A credit without its label and brackets.
pub fn bare(credit: &str) -> &str {
    let credit = trimmed(credit);
    let lower = credit.to_lowercase();
    let label = LABELS
        .iter()
        .filter(|label| lower.starts_with(**label))
        .max_by_key(|label| label.len());
    let rest = match label {
        Some(label) if lower.len() == credit.len() => &credit[label.len()..],
        _ => WIDE_LABELS
            .iter()
            .find_map(|label| credit.strip_prefix(label))
            .unwrap_or(credit),
    };
    trimmed(rest)
}

/// What goes before a credit, without the marks and the label that lead to it.
pub fn without_label(before: &str) -> &str {
    let mut text = before;
    for _ in 0..2 {
        text = text.trim_end_matches([
            ' ', '\u{a0}', '(', '（', '[', '|', '-', '–', '—', '/', ':', '：', '＝', '=',
        ]);
        let lower = text.to_lowercase();
        let label = LABELS
            .iter()
            .map(|label| label.trim_end_matches([':', ' ', '/']))
            .filter(|label| label.len() >= 4 && lower.len() == text.len() && lower.ends_with(label))
            .filter(|label| !lower[..lower.len() - label.len()].ends_with(char::is_alphanumeric))
            .max_by_key(|label| label.len());
        let Some(label) = label else { break };
        text = &text[..text.len() - label.len()];
    }
    text
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(
                c,
                ':' | '：'
                    | ')'
                    | '('
                    | '（'
                    | '）'
                    | '.'
                    | ']'
                    | '['
                    | '|'
                    | '='
                    | '＝'
                    | '/'
                    | '©'
                    | '。'
                    | '】'
            )
    })
}

type Found = (usize, String);

/// "王小明 摄", "（王小明摄）": the mark of Chinese press photographers ends the caption.
fn by_photographer_mark(text: &str) -> Option<Found> {
    let end = text.trim_end_matches([' ', '。', '.', '）', ')', '】']);
    let before = end.strip_suffix('摄').or_else(|| end.strip_suffix('攝'))?;
    let before = before.trim_end();
    let at = before
        .rfind(['。', '（', '(', '，', '！', '？', '\u{3000}'])
        .map_or_else(
            || before.rfind(' ').map(|at| at + 1),
            |at| Some(at + before[at..].chars().next().map_or(1, char::len_utf8)),
        )?;
    let name = before[at..].trim();
    ((2..=16).contains(&name.chars().count())).then(|| (at, name.to_owned()))
}

fn by_label(text: &str) -> Option<Found> {
    static WORDS: LazyLock<Matcher> =
        LazyLock::new(|| Matcher::new(LABELS.iter().chain(&["©"]).map(|label| (*label, 0))));
    if !WORDS.is_in(text) {
        return None;
    }
    let lower = text.to_lowercase();
    // Lower case may change lengths; positions are only good where it didn't.
    if lower.len() != text.len() {
        return None;
    }
    let marked = LABELS.iter().chain(&["©"]).filter_map(|label| {
        let at = lower.rfind(label)?;
        let opens = at == 0 || !lower[..at].ends_with(char::is_alphanumeric);
        let ended = at == 0
            || text[..at]
                .trim_end()
                .ends_with(['(', '.', '|', '[', '/', '!', '?', '"', '”']);
        let sure = label.ends_with([':', '/', '©']);
        let rest = trimmed(&text[at + label.len()..]);
        (opens && (sure || ended) && text.len() - at <= LONGEST && !rest.is_empty())
            .then_some((at, rest))
    });
    // The first label begins the credit: "Photo: Ada Brook, courtesy of Ford".
    let (at, credit) = marked.min_by_key(|(at, rest)| (*at, rest.len()))?;
    Some((at, credit.to_owned()))
}

fn by_wide_label(text: &str) -> Option<Found> {
    WIDE_LABELS.iter().find_map(|label| {
        let at = text.rfind(label)?;
        let rest = &text[at + label.len()..];
        let marked = label.ends_with(['/', '：', '／'])
            || rest
                .trim_start()
                .starts_with([':', '：', '=', '＝', '/', '／', '｜']);
        let credit = trimmed(rest.trim_start_matches(['／', '｜', ' ']));
        (marked && text.len() - at <= LONGEST && !credit.is_empty())
            .then(|| (at, credit.to_owned()))
    })
}

/// "(AP Photo/Ada Brook)", "(Ada Brook/The Ford Courier via AP)": brackets at the end that hold a stroke or "via".
fn in_brackets(text: &str) -> Option<Found> {
    let end = text.trim_end_matches([' ', '.']);
    let inside = end.strip_suffix(')').or_else(|| end.strip_suffix(']'))?;
    let at = inside.rfind(['(', '['])?;
    let inside = inside[at + 1..].trim();
    let credits = (inside.contains('/')
        && inside
            .split('/')
            .all(|part| part.trim().starts_with(char::is_uppercase)))
        || inside.contains(" via ")
        || inside.contains("Getty Images")
        || inside.to_lowercase().contains(" photo");
    (credits && inside.len() <= LONGEST).then(|| (at, inside.to_owned()))
}

/// "… on Friday. REUTERS/Ada Brook", "… on Friday. Ada Brook/AFP": after the last sentence.
fn by_stroke(text: &str) -> Option<Found> {
    let end = text.trim_end();
    let at = end.rfind(['.', '!', '?', '|', '”'])?;
    let at = at + end[at..].chars().next().map_or(1, char::len_utf8);
    let last = end[at..].trim();
    let parts: Vec<&str> = last.split('/').map(str::trim).collect();
    let named = |part: &&str| {
        part.starts_with(char::is_uppercase)
            && part.split_whitespace().count() <= 4
            && part.chars().all(|c| !c.is_ascii_digit())
    };
    let stroke = (2..=4).contains(&parts.len()) && parts.iter().all(named);
    let stock = last.ends_with("Getty Images") && last.len() <= 60;
    (stroke || stock).then(|| (at, last.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_captions_from_credits() {
        for (text, caption, credit) in [
            (
                "The bridge (Photo: Ada Brook)",
                "The bridge",
                Some("Ada Brook"),
            ),
            (
                "The bridge. Photo by Ada Brook",
                "The bridge.",
                Some("Ada Brook"),
            ),
            (
                "The bridge on Friday. Photo: Ada Brook/Ford Courier",
                "The bridge on Friday.",
                Some("Ada Brook/Ford Courier"),
            ),
            (
                "The bridge on Friday. (AP Photo/Ada Brook)",
                "The bridge on Friday.",
                Some("AP Photo/Ada Brook"),
            ),
            (
                "The bridge on Friday. (Ada Brook/Ford Courier via AP)",
                "The bridge on Friday.",
                Some("Ada Brook/Ford Courier via AP"),
            ),
            (
                "The bridge on Friday. REUTERS/Ada Brook",
                "The bridge on Friday.",
                Some("REUTERS/Ada Brook"),
            ),
            (
                "Die Brücke am Freitag. Foto: Ada Brook/dpa",
                "Die Brücke am Freitag.",
                Some("Ada Brook/dpa"),
            ),
            (
                "Die Brücke am Freitag. | Bild: dpa",
                "Die Brücke am Freitag.",
                Some("dpa"),
            ),
            (
                "Le pont, vendredi. Crédit photo : Anne Rive",
                "Le pont, vendredi.",
                Some("Anne Rive"),
            ),
            (
                "El puente, el viernes. Foto: EFE",
                "El puente, el viernes.",
                Some("EFE"),
            ),
            (
                "A ponte. Foto: Ana Rio/Agência Brasil",
                "A ponte.",
                Some("Ana Rio/Agência Brasil"),
            ),
            (
                "Most w piątek. Fot. Jan Rzeka",
                "Most w piątek.",
                Some("Jan Rzeka"),
            ),
            (
                "Мост в пятницу. Фото: Анна Река",
                "Мост в пятницу.",
                Some("Анна Река"),
            ),
            (
                "大桥星期五通车。新华社记者 王小明 摄",
                "大桥星期五通车。",
                Some("新华社记者 王小明"),
            ),
            (
                "大桥星期五通车（王小明摄）",
                "大桥星期五通车",
                Some("王小明"),
            ),
            ("大桥通车。图片来源：新华网", "大桥通车。", Some("新华网")),
            (
                "橋が開通した。クレジット：共同通信",
                "橋が開通した。",
                Some("共同通信"),
            ),
            (
                "開通した橋（写真：山川花子）",
                "開通した橋",
                Some("山川花子"),
            ),
            (
                "다리가 열렸다. 사진=연합뉴스",
                "다리가 열렸다.",
                Some("연합뉴스"),
            ),
            ("The bridge © Northwire", "The bridge", Some("Northwire")),
            (
                "The photo shows the bridge and its keeper",
                "The photo shows the bridge and its keeper",
                None,
            ),
            (
                "Image quality matters (a lot)",
                "Image quality matters (a lot)",
                None,
            ),
            (
                "The bridge at 3/4 of its length.",
                "The bridge at 3/4 of its length.",
                None,
            ),
            ("", "", None),
        ] {
            let (found, by) = split_credit(text);
            assert_eq!((found.as_str(), by.as_deref()), (caption, credit), "{text}");
        }
        assert_eq!(bare("Photo: Ada Brook"), "Ada Brook");
        assert_eq!(bare("© Ada Brook"), "Ada Brook");
        assert_eq!(without_label("The bridge. Photo by "), "The bridge.");
    }
}
