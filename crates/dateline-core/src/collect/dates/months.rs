//! Months and weekdays by name, in the languages that feeds write them in. The months are [`crate::extract::months`]'s; feeds
//! also cut them short, each in its own way.

use crate::extract::months;

const WEEKDAYS: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "tues", "thur", "thurs", "mo", "di", "mi",
    "do", "fr", "sa", "so", "lun", "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "mie", "jue",
    "vie", "sáb", "sab", "dom", "gio", "ma", "wo", "vr", "za", "zo", "zon", "maa", "din", "woe",
    "don", "vri", "zat", "seg", "ter", "qua", "qui", "sex", "man", "tir", "tor", "lør", "søn",
    "mån", "tis", "ons", "lör", "sön", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "пон", "вто",
    "сре", "чет", "пят", "суб", "вос", "κυρ", "δευ", "τρι", "τετ", "πεμ", "παρ", "σαβ", "κυρι",
    "pon", "wto", "śro", "czw", "pią", "sob", "nie", "月", "火", "水", "木", "金", "土", "日",
];

/// The month that a name in small letters stands for, whole or cut short.
pub(super) fn month(name: &str) -> Option<i64> {
    if name.chars().count() < 3 {
        return None;
    }
    // "mardi" and "maandag" open like months.
    let cut = || months::month_by_opening(name).filter(|_| !is_weekday(name));
    months::month_of(name).or_else(cut).map(i64::from)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_months_whole_and_cut() {
        for (name, number) in [
            ("may", Some(5)),
            ("sept", Some(9)),
            ("septem", Some(9)),
            ("juil", Some(7)),
            ("juin", Some(6)),
            ("octobr", Some(10)),
            ("декаб", Some(12)),
            ("mar", Some(3)),
            ("mardi", None),
            ("maandag", None),
            ("martes", None),
            ("xyz", None),
            ("ma", None),
        ] {
            assert_eq!(month(name), number, "{name}");
        }
    }
}
