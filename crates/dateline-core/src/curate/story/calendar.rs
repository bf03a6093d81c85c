//! The weekdays and months that a text names: reports of one event name the same ones, whether or not the pages say
//! when they were published.

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "montag", "lundi", "lunes"],
    &["tuesday", "dienstag", "mardi", "martes"],
    &["wednesday", "mittwoch", "mercredi", "miércoles"],
    &["thursday", "donnerstag", "jeudi", "jueves"],
    &["friday", "freitag", "vendredi", "viernes"],
    &["saturday", "samstag", "sonnabend", "samedi", "sábado"],
    &["sunday", "sonntag", "dimanche", "domingo"],
];

const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "enero"],
    &["february", "feb", "februar", "février", "febrero"],
    &["march", "märz", "mars", "marzo"],
    &["april", "avril", "abril"],
    &["may", "mai", "mayo"],
    &["june", "juni", "juin", "junio"],
    &["july", "juli", "juillet", "julio"],
    &["august", "aug", "août", "agosto"],
    &["september", "sept", "septembre", "septiembre"],
    &["october", "oct", "oktober", "octobre", "octubre"],
    &["november", "nov", "novembre", "noviembre"],
    &["december", "dec", "dezember", "décembre", "diciembre"],
];

/// How often each weekday and month is named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Calendar {
    weekdays: [u8; 7],
    months: [u8; 12],
}

impl Calendar {
    /// Counts a word, given in lower case, when it names a day or month.
    pub fn note(&mut self, word: &str) {
        for (names, counts) in [
            (&WEEKDAYS[..], &mut self.weekdays[..]),
            (&MONTHS[..], &mut self.months[..]),
        ] {
            if let Some(at) = names.iter().position(|names| names.contains(&word)) {
                counts[at] = counts[at].saturating_add(1);
            }
        }
    }

    /// How far the weekdays of two texts agree, 0 to 1; `None` when one of them names none.
    pub fn weekdays_agree(&self, other: &Calendar) -> Option<f32> {
        cosine(&self.weekdays, &other.weekdays)
    }

    /// How far the months of two texts agree, 0 to 1; `None` when one of them names none.
    pub fn months_agree(&self, other: &Calendar) -> Option<f32> {
        cosine(&self.months, &other.months)
    }
}

fn cosine(a: &[u8], b: &[u8]) -> Option<f32> {
    let dot = |a: &[u8], b: &[u8]| -> f32 {
        let products = a.iter().zip(b).map(|(a, b)| f32::from(*a) * f32::from(*b));
        products.sum()
    };
    let norms = (dot(a, a) * dot(b, b)).sqrt();
    (norms > 0.0).then(|| dot(a, b) / norms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> Calendar {
        let mut calendar = Calendar::default();
        words.split(' ').for_each(|word| calendar.note(word));
        calendar
    }

    #[test]
    fn agrees_across_languages() {
        let agreement = read("on tuesday in march").weekdays_agree(&read("am dienstag"));
        assert_eq!(agreement, Some(1.0));
    }

    #[test]
    fn says_nothing_where_a_text_names_no_day() {
        assert_eq!(read("on tuesday").weekdays_agree(&read("in march")), None);
        assert_eq!(
            read("on tuesday").weekdays_agree(&read("friday")),
            Some(0.0)
        );
    }
}
