//! Months and weekdays by name, in the languages that feeds write them in.

/// Months by the opening letters that tell them apart; the English ones first. Where names of two languages would
/// collide, the longer opening stands first.
const MONTHS: &[(&str, i64)] = &[
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("juni", 6),
    ("juno", 6),
    ("juli", 7),
    ("julho", 7),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    // German, Dutch, Scandinavian
    ("jän", 1),
    ("mär", 3),
    ("mrt", 3),
    ("maart", 3),
    ("maa", 3),
    ("mai", 5),
    ("mei", 5),
    ("maj", 5),
    ("okt", 10),
    ("dez", 12),
    ("des", 12),
    // French
    ("fév", 2),
    ("fev", 2),
    ("avr", 4),
    ("juin", 6),
    ("juil", 7),
    ("aoû", 8),
    ("aou", 8),
    ("déc", 12),
    // Spanish, Portuguese, Italian
    ("ene", 1),
    ("gen", 1),
    ("abr", 4),
    ("mag", 5),
    ("giu", 6),
    ("lug", 7),
    ("ago", 8),
    ("set", 9),
    ("out", 10),
    ("ott", 10),
    ("dic", 12),
    // Hungarian
    ("már", 3),
    ("ápr", 4),
    ("máj", 5),
    ("jún", 6),
    ("júl", 7),
    ("sze", 9),
    // Polish, Czech
    ("sty", 1),
    ("lut", 2),
    ("kwi", 4),
    ("cze", 6),
    ("lip", 7),
    ("sie", 8),
    ("wrz", 9),
    ("paź", 10),
    ("lis", 11),
    ("gru", 12),
    // Russian, Ukrainian, Bulgarian
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    // Greek, with and without accents
    ("ιαν", 1),
    ("φεβ", 2),
    ("μάρ", 3),
    ("μαρ", 3),
    ("μάώ", 3),
    ("μαώ", 3),
    ("απρ", 4),
    ("μάι", 5),
    ("μαΐ", 5),
    ("μαι", 5),
    ("μαϊ", 5),
    ("ιούν", 6),
    ("ιουν", 6),
    ("ιον", 6),
    ("ιούλ", 7),
    ("ιουλ", 7),
    ("ιολ", 7),
    ("αύγ", 8),
    ("αυγ", 8),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοέ", 11),
    ("νοε", 11),
    ("δεκ", 12),
    // Turkish
    ("oca", 1),
    ("şub", 2),
    ("nis", 4),
    ("haz", 6),
    ("tem", 7),
    ("ağu", 8),
    ("eyl", 9),
    ("eki", 10),
    ("kas", 11),
    ("ara", 12),
];

const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs", "mo", "di", "mi",
    "do", "fr", "sa", "so", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "mie", "jue",
    "vie", "sáb", "sab", "dom", "gio", "ma", "wo", "vr", "za", "zo", "zon", "maa", "din", "woe",
    "don", "vri", "zat", "seg", "ter", "qua", "qui", "sex", "man", "tir", "tor", "lør", "søn",
    "mån", "tis", "ons", "lör", "sön", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "пон", "вто",
    "сре", "чет", "пят", "суб", "вос", "κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ", "κυρι",
    "pon", "wto", "śro", "czw", "pią", "sob", "nie", "月", "火", "水", "木", "金", "土", "日",
];

/// The month that a name in small letters stands for.
pub(super) fn month(name: &str) -> Option<i64> {
    if name.chars().count() < 3 {
        return None;
    }
    // "mardi" and "marți" are weekdays, "mars" and "march" are not.
    if matches!(name, "mardi" | "marți" | "martes" | "martedì" | "setmana") {
        return None;
    }
    let found = MONTHS.iter().find(|(opening, _)| name.starts_with(opening));
    found.map(|(_, month)| *month)
}

/// Whether a word in small letters can be a weekday: its opening letters are, or it ends like one.
pub(super) fn is_weekday(name: &str) -> bool {
    let endings = [
        "day", "tag", "woch", "di", "dag", "feira", "ник", "ица", "та", "ье",
    ];
    WEEKDAYS.contains(&name)
        || endings.iter().any(|ending| name.ends_with(ending))
        || WEEKDAYS
            .iter()
            .any(|day| day.chars().count() >= 3 && name.starts_with(day))
}
