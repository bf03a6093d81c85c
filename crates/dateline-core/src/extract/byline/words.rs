//! The words of bylines: how languages say "by", what parts names, who is no person, what is left when a button is off.

use crate::chars::prefix_in_any_case;
use std::sync::LazyLock;

/// "By" in the languages that put it before names, in lower case.
pub const BY: &str = "by|von|par|por|di|da|de|door|av|af|autor|autorin|autoren|author|authors|auteur|autore|autores|text|\
                  texte|texto|tekst|testo|written by|words by|story by|reported by|posted by|published by|автор|авторы|\
                  текст|par la rédaction|från|fra|kirjoittanut|napsal|napsala|szerző|yazan|文|作者|記者|记者|编辑|撰文|\
                  post author|interview|verfasst von|view all posts by|all posts by|zeige alle beiträge von|alle beiträge von|\
                  veröffentlicht von|geschrieben von|gepostet von|erstellt von|eingestellt von|gespeichert von|beitrag von|\
                  publié par|écrit par|rédigé par|soumis par|proposé par|submitted by|contributed by|\
                  voir tous les articles par|publicado por|escrito por|enviado por|ver todas las entradas de|scritto da|\
                  pubblicato da|inviato da|postado por|geschreven door|geplaatst door|skrevet av|skrevet af|\
                  napisał|napisała|redazione di|penulis|oleh|लेखक|بقلم|كتب|كتبت|نویسنده|กล่าวโดย|글|\
                  โดย|ผู้เขียน|tác giả|yazar|muhabir|haber:|oprac.|opracował|opracowała|napísal|napísala|írta|\
                  scris de|skriven av|skrevet af|toimittaja|teksti|piše|пише|מאת|γράφει|συντάκτης|الكاتب|الكاتبة|\
                  تحریر|লেখক|执笔|執筆|取材・文";

static BYS: LazyLock<Vec<&str>> = LazyLock::new(|| BY.split('|').collect());

/// Those that a text may open with, by its first byte; 0 stands for all beyond ASCII.
static BY_FIRST: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let mut by_first = vec![Vec::new(); 128];
    for by in BYS.iter() {
        by_first[opening(by)].push(*by);
    }
    by_first
});

fn opening(text: &str) -> usize {
    let first = text.bytes().next().filter(u8::is_ascii);
    usize::from(first.unwrap_or(0).to_ascii_lowercase())
}

/// Words before a date or a button that are left at a name's end once those are off.
pub const LEFT_OVER: [&str; 37] = [
    "am",
    "in",
    "on",
    "le",
    "el",
    "il",
    "em",
    "op",
    "den",
    "um",
    "at",
    "à",
    "vom",
    "stand",
    "datum",
    "follow",
    "folgen",
    "seguir",
    "suivre",
    "updated",
    "published",
    "aktualisiert",
    "veröffentlicht",
    "publié",
    "publicado",
    "pubblicato",
    "shares",
    "uhr",
    // Korean and Japanese put the job behind the name, and what the time behind it is.
    "기자",
    "특파원",
    "입력",
    "수정",
    "등록",
    "記者",
    "特派員",
    "yayınlanma",
    "güncelleme",
];

/// Jobs that stand behind the name of whoever signs with them.
const SIGNS_BEHIND: [&str; 4] = ["기자", "특파원", "記者", "特派員"];

/// Whether a line signs by the job behind a name: "강하늘 기자".
pub fn is_signed_behind(line: &str) -> bool {
    let mut words = line.split_whitespace().take(5).skip(1);
    words.any(|word| SIGNS_BEHIND.contains(&word))
}

/// Words that say who stands behind a text where no one signs it: a desk.
pub const DESKS: [&str; 16] = [
    "staff",
    "redaktion",
    "redazione",
    "redacción",
    "redacao",
    "redação",
    "rédaction",
    "redactie",
    "newsroom",
    "desk",
    "редакция",
    "editors",
    "online",
    "redaksi",
    "redakcja",
    "redakce",
];

/// Labels of what stands beside a text and isn't its writer.
pub const NO_WRITER: [&str; 28] = [
    "anzeige",
    "advertisement",
    "publiziert",
    "registriert",
    "published",
    "posted",
    "updated",
    "son güncelleme",
    "güncelleme",
    "print",
    "drucken",
    "imprimir",
    "share",
    "teilen",
    "comments",
    "kommentare",
    "kontakt",
    "kontaktdaten",
    "contact",
    "home",
    "welcome",
    "gast",
    "anonymous",
    "anonym",
    "redakteur",
    "wordpressadmin",
    "vorlesen",
    "profile",
];

/// What opens a line that files a text, in lower case.
const FILED: [&str; 14] = [
    "filed under",
    "abgelegt",
    "posted in",
    "publié dans",
    "kategorie",
    "categor",
    "catégorie",
    "tags",
    "tagged",
    "veröffentlicht in",
    "publicado en",
    "pubblicato in",
    "schlagw",
    "themen",
];

/// Words that part names. A comma does, too, unless it goes before a title or a job.
const AND: [&str; 20] = [
    "and", "und", "et", "y", "e", "en", "og", "och", "i", "и", "&", "with", "mit", "avec", "con",
    "ja", "oraz", "ve", "și", "та",
];

/// Jobs and titles that follow a name after a comma or a dash, or go before it.
const ROLES: &str = "reporter|editor|correspondent|writer|journalist|columnist|staff|producer|contributor|author|\
                     redakteur|redakteurin|redaktion|korrespondent|korrespondentin|journaliste|redactor|redactora|\
                     redacción|periodista|corresponsal|giornalista|jornalista|repórter|colunista|verslaggever|redacteur|\
                     redaktør|redaktör|reporter:in|autor|autorin|gastautor|gastautorin|experte|expertin|kolumnist|md|phd|\
                     ph.d|m.d|analyst|photographer|director|senior|chief|special|head|freelance|political|rechtsanwalt";

/// Words inside a byline that go on to somebody who did something else.
const OTHER_WORK: [&str; 16] = [
    " illustration",
    " fotos ",
    " foto ",
    " foto:",
    " photo",
    " bilder ",
    " bild:",
    " video",
    " übersetzung",
    " translated by",
    " translation",
    " edited by",
    " editing by",
    " for the ",
    " special to ",
    " zuletzt ",
];

/// Labels of people who saw to a text that others wrote.
pub const EDITORS: [&str; 7] = [
    "editor:",
    "editor :",
    "edited by",
    "editing by",
    "penyunting",
    "redaktur",
    "redigeret af",
];

/// Small words inside names.
pub const PARTICLES: [&str; 24] = [
    "de", "da", "do", "dos", "das", "di", "del", "della", "der", "den", "des", "du", "van", "von",
    "vom", "zu", "la", "le", "el", "al", "bin", "ibn", "ter", "ten",
];

/// Small words that open a place after a name: "João Ribeiro, do Vau do Norte".
const FROM: [&str; 13] = [
    "do", "da", "em", "no", "na", "from", "in", "aus", "desde", "en", "à", "uit", "из",
];

/// Whether a part of a byline after a name says where it was written.
pub fn is_place(part: &str) -> bool {
    let opening = part.split_whitespace().next();
    opening.is_some_and(|word| FROM.contains(&word))
}

/// Whether a word parts names.
pub fn is_and(word: &str) -> bool {
    // "y" and "i" are words in lower case only; a middle initial is no "and".
    let lower = word.chars().all(|c| c.is_lowercase() || !c.is_alphabetic());
    AND.contains(&word)
        || (!lower && word.len() >= 3 && AND.contains(&word.to_lowercase().as_str()))
}

/// Whether a word is a job or a title.
pub fn is_job(word: &str) -> bool {
    ROLES.split('|').any(|role| role == word)
}

/// Whether a line says what a text is filed under.
pub fn is_filing(line: &str) -> bool {
    FILED
        .iter()
        .any(|label| prefix_in_any_case(line, label).is_some())
}

/// Where a byline goes on to other work than writing.
pub fn other_work(lower: &str) -> Option<usize> {
    OTHER_WORK.iter().filter_map(|word| lower.find(word)).min()
}

/// The text after a leading "By".
pub fn strip_by(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['-', '–', '—', '•', '|', ' ', '/']);
    for by in &BY_FIRST[opening(text)] {
        let Some(end) = prefix_in_any_case(text, by) else {
            continue;
        };
        let rest = &text[end..];
        let wide = by.chars().any(crate::extract::features::is_wide);
        // A label for screen readers may touch the name: "Veröffentlicht vonAda Brook".
        let touches = by.contains(' ') && rest.starts_with(char::is_uppercase);
        if rest.starts_with([' ', ':', '\n', '\u{a0}', '：', '/']) || wide || touches {
            return Some(rest.trim_start_matches([' ', ':', '\n', '\u{a0}', '：', '/']));
        }
    }
    None
}

/// Whether a text is nothing but "By", or a label like "Author:".
pub fn is_label(text: &str) -> bool {
    let text = text.trim();
    let label = text.trim_end_matches([':', '：', ' ']);
    // "Text" alone may be a step of a menu.
    let marked = label.len() < text.len() || label.chars().count() <= 3;
    let is = |by: &&str| prefix_in_any_case(label, by) == Some(label.len());
    !label.is_empty() && marked && BY_FIRST[opening(label)].iter().any(is)
}

/// Whether a line says of a text who wrote it in more than a small word.
pub fn is_outright(text: &str) -> bool {
    let text = text.trim_start();
    let says = |by: &str| {
        prefix_in_any_case(text, by).is_some_and(|end| text[end..].starts_with([' ', ':', '：']))
    };
    BY_FIRST[opening(text)]
        .iter()
        .any(|by| says(by) && (by.contains(' ') || by.chars().count() >= 5))
}
