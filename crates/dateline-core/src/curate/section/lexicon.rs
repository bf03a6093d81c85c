//! The model that ships: word lists that tell the 17 top topics of IPTC Media Topics, written for Dateline, one list a
//! language. A list's line is a code, a weight from 1 (a hint, that other topics have a use for too) to 3 (hardly said
//! elsewhere), and terms of up to three words; a star stands for any ending.

use crate::curate::opening;
use crate::curate::topics::{TOPICS, Topic};
use crate::words;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Number of topics.
pub(super) const COUNT: usize = TOPICS.len();

/// Bytes of a text that are looked at: what it is about is told at the top.
const READ: usize = 4_000;
/// Bytes that count for more, and how much.
const LEDE: usize = 500;
const LEDE_COUNTS: f32 = 1.3;
const HEADLINE_COUNTS: f32 = 2.0;
/// How far a strong topic leaves a weak one behind.
const CONTRAST: f32 = 3.0;
/// Points under which nothing is sure, in a text of full length.
const DOUBT: f32 = 2.5;
/// What is less sure than this is not said.
const LEAST: f32 = 0.1;
/// The best topic must be as sure as this in a text of full length, or nothing is said at all.
const LEAST_BEST: f32 = 0.25;
/// Words of a text of full length. A shorter one has fewer chance hits to doubt and fewer terms to show.
const FULL: f32 = 250.0;
/// What a term is worth as backing, by weight. Hints count only in company: no more of them than of the others.
const BACKING: [f32; 4] = [0.0, 0.2, 0.5, 1.0];
/// Words in the longest term.
const LONGEST: usize = 3;

/// Each language's list, with its commonest words.
#[rustfmt::skip]
const LISTS: [(&str, [&str; 9]); 9] = [
    (include_str!("lexicon/en.txt"), ["the", "of", "and", "to", "that", "with", "is", "for", "was"]),
    (include_str!("lexicon/de.txt"), ["der", "und", "das", "nicht", "mit", "ist", "dem", "ein", "auf"]),
    (include_str!("lexicon/fr.txt"), ["les", "et", "des", "une", "dans", "pour", "est", "du", "qui"]),
    (include_str!("lexicon/es.txt"), ["el", "los", "y", "que", "una", "del", "para", "las", "con"]),
    (include_str!("lexicon/pt.txt"), ["o", "os", "um", "uma", "não", "em", "do", "da", "com"]),
    (include_str!("lexicon/it.txt"), ["il", "di", "che", "della", "è", "gli", "per", "nel", "sono"]),
    (include_str!("lexicon/ru.txt"), ["и", "в", "на", "не", "что", "с", "по", "из", "это"]),
    (include_str!("lexicon/zh.txt"), ["的", "了", "在", "是", "和", "有", "不", "这", "为"]),
    (include_str!("lexicon/ar.txt"), ["في", "من", "على", "إلى", "أن", "التي", "الذي", "عن", "هذا"]),
];

static LEXICONS: LazyLock<Vec<Lexicon>> = LazyLock::new(|| {
    let lists = LISTS.iter();
    lists
        .map(|(list, common)| Lexicon::read(list, common))
        .collect()
});

/// Topics with their confidence (summing to at most 1), best first; none when unsure.
///
/// A topic's share of all points is believed as far as distinct terms back it.
pub(super) fn topics(headline: &str, text: &str) -> Vec<(&'static Topic, f64)> {
    let read = read(headline, text);
    #[expect(clippy::cast_precision_loss, reason = "a few thousand words at most")]
    let length = (read.words as f32 / FULL).powf(0.4).clamp(0.4, 1.0);
    let raised = read.points.map(|points| points.powf(CONTRAST));
    let sum = raised.iter().sum::<f32>() + (DOUBT * length).powf(CONTRAST);
    let half = 0.6 + 0.9 * length;
    let sure = |(raised, backing): (&f32, &f32)| raised / sum * backing / (backing + half);
    let backing: Vec<f32> = read
        .backing
        .iter()
        .zip(&read.hints)
        .map(|(backing, hints)| backing + hints.min(*backing))
        .collect();
    let sures = raised.iter().zip(&backing).map(sure);
    let mut found: Vec<(&Topic, f32)> = TOPICS
        .iter()
        .zip(sures)
        .filter(|(_, sure)| *sure >= LEAST)
        .collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1));
    if found
        .first()
        .is_none_or(|best| best.1 < LEAST_BEST * length)
    {
        found.clear();
    }
    found
        .into_iter()
        .map(|(topic, sure)| (topic, f64::from(sure)))
        .collect()
}

/// Each topic's share of the points, for another model to build on: place in [`TOPICS`] and share.
pub(super) fn scores(headline: &str, text: &str) -> Vec<(usize, f32)> {
    let points = read(headline, text).points;
    let length = points.iter().map(|p| p * p).sum::<f32>().sqrt() + DOUBT;
    let shares = points.iter().map(|p| p / length);
    shares
        .enumerate()
        .filter(|(_, share)| *share > 0.0)
        .collect()
}

/// What the terms of a text say of each topic.
#[derive(Debug, Default)]
struct Read {
    /// The weights of a topic's terms, each counted with damping.
    points: [f32; COUNT],
    /// How many distinct terms speak for a topic, see [`BACKING`], and how many of them are hints.
    backing: [f32; COUNT],
    hints: [f32; COUNT],
    words: usize,
}

fn read(headline: &str, text: &str) -> Read {
    let headline = lowered(opening::opening(headline, READ));
    let (lede, rest) = opening::split(opening::opening(text, READ), LEDE);
    let (lede, rest) = (lowered(lede), lowered(rest));
    let parts = [
        (HEADLINE_COUNTS, headline),
        (LEDE_COUNTS, lede),
        (1.0, rest),
    ];
    let mut read = Read {
        words: parts.iter().map(|(_, words)| words.len()).sum(),
        ..Read::default()
    };
    let Some(lexicon) = lexicon_for(&parts) else {
        return read;
    };
    let mut counts: HashMap<&str, (f32, &[Tells])> = HashMap::new();
    for (weight, part) in &parts {
        lexicon.find(part, |term, tells| {
            counts.entry(term).or_insert((0.0, tells)).0 += weight;
        });
    }
    // Summed in order, so that the same text gives the same points to the last bit.
    let mut counts: Vec<(&str, (f32, &[Tells]))> = counts.into_iter().collect();
    counts.sort_unstable_by_key(|(term, _)| *term);
    for (_, (count, tells)) in counts {
        for tell in tells {
            read.points[tell.topic] += f32::from(tell.weight) * (1.0 + count).ln();
            let backing = BACKING.get(usize::from(tell.weight)).copied();
            let backed = match tell.weight {
                1 => &mut read.hints,
                _ => &mut read.backing,
            };
            backed[tell.topic] += backing.unwrap_or_default();
        }
    }
    read
}

fn lowered(text: &str) -> Vec<String> {
    let bare = |word: words::Word| {
        let lower = word.text.to_lowercase();
        let bare = lower
            .strip_suffix("'s")
            .or_else(|| lower.strip_suffix("’s"));
        bare.map(str::to_owned).unwrap_or(lower)
    };
    words::words(text).map(bare).collect()
}

/// The list of the language whose commonest words stand in the text most; of a text too short to have any, the list
/// that knows most of its words. `None` when none knows one.
fn lexicon_for(parts: &[(f32, Vec<String>)]) -> Option<&'static Lexicon> {
    let words = || parts.iter().flat_map(|(_, words)| words);
    let said = |lexicon: &Lexicon| {
        let common = |word: &&String| lexicon.common.contains(&word.as_str());
        words().filter(common).count()
    };
    let known = |lexicon: &'static Lexicon| {
        let mut known = 0_usize;
        parts
            .iter()
            .for_each(|(_, words)| lexicon.find(words, |_, _| known += 1));
        known
    };
    let most = |count: &dyn Fn(&'static Lexicon) -> usize| {
        // Of equals the first.
        let counted = LEXICONS
            .iter()
            .rev()
            .map(|lexicon| (count(lexicon), lexicon));
        counted
            .max_by_key(|(count, _)| *count)
            .filter(|(count, _)| *count > 0)
    };
    most(&said)
        .or_else(|| most(&known))
        .map(|(_, lexicon)| lexicon)
}

/// That a term speaks for a topic.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Tells {
    topic: usize,
    weight: u8,
}

/// One language's terms.
#[derive(Debug, Default)]
struct Lexicon {
    common: &'static [&'static str],
    whole: HashMap<&'static str, Vec<Tells>>,
    beginnings: HashMap<&'static str, Vec<Tells>>,
    /// Bytes of the shortest and the longest beginning.
    shortest: usize,
    longest: usize,
}

impl Lexicon {
    fn read(list: &'static str, common: &'static [&'static str]) -> Lexicon {
        let mut lexicon = Lexicon {
            common,
            shortest: usize::MAX,
            ..Lexicon::default()
        };
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let Some((head, terms)) = line.split_once(':') else {
                continue;
            };
            let Some((code, weight)) = head.split_once(' ') else {
                continue;
            };
            let topic = TOPICS.iter().position(|topic| topic.code == code);
            let (Some(topic), Ok(weight)) = (topic, weight.parse()) else {
                continue;
            };
            for term in terms
                .split(',')
                .map(str::trim)
                .filter(|term| !term.is_empty())
            {
                let tells = match term.strip_suffix('*') {
                    Some(beginning) => {
                        lexicon.shortest = lexicon.shortest.min(beginning.len());
                        lexicon.longest = lexicon.longest.max(beginning.len());
                        lexicon.beginnings.entry(beginning).or_default()
                    }
                    None => lexicon.whole.entry(term).or_default(),
                };
                // The first line that names a term for a topic decides.
                if tells.iter().all(|tells| tells.topic != topic) {
                    tells.push(Tells { topic, weight });
                }
            }
        }
        lexicon
    }

    /// Calls back with every term in these words.
    fn find(
        &'static self,
        words: &[String],
        mut found: impl FnMut(&'static str, &'static [Tells]),
    ) {
        let mut phrase = String::new();
        for at in 0..words.len() {
            phrase.clear();
            for word in words[at..].iter().take(LONGEST) {
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(word);
                let alone = phrase.len() == word.len();
                if let Some((term, tells)) = self.whole.get_key_value(phrase.as_str()) {
                    found(term, tells);
                } else if alone && let Some((term, tells)) = self.beginning(word) {
                    found(term, tells);
                }
            }
        }
    }

    /// The longest beginning of a word that is in the list.
    fn beginning(&'static self, word: &str) -> Option<(&'static str, &'static [Tells])> {
        let lengths = self.shortest..=self.longest.min(word.len());
        lengths.rev().find_map(|length| {
            let (term, tells) = self.beginnings.get_key_value(word.get(..length)?)?;
            Some((*term, tells.as_slice()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(headline: &str, text: &str) -> Option<&'static str> {
        topics(headline, text).first().map(|(topic, _)| topic.code)
    }

    #[test]
    fn every_line_of_the_lists_is_read() {
        for ((list, _), lexicon) in LISTS.iter().zip(LEXICONS.iter()) {
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                let (head, terms) = line.split_once(": ").expect("code, weight: terms");
                let (code, weight) = head.split_once(' ').expect("code and weight");
                assert!(TOPICS.iter().any(|topic| topic.code == code), "{line}");
                assert!(["1", "2", "3"].contains(&weight), "{line}");
                for term in terms.split(", ") {
                    assert_eq!(term, term.trim().to_lowercase(), "{line}");
                    assert!(term.split(' ').count() <= LONGEST, "{term}");
                    assert!(!term.trim_end_matches('*').contains('*'), "{term}");
                }
            }
            assert!(lexicon.whole.len() + lexicon.beginnings.len() > 300);
        }
    }

    #[test]
    fn tells_the_topic_in_many_languages() {
        for (headline, text, code) in [
            (
                "Foreign ministers sign treaty",
                "The presidents of both countries met in the capital and said that the treaty opens a new chapter for bilateral relations.",
                "11000000",
            ),
            (
                "Rebels shell border town",
                "Troops fired on the town for a third day and killed two of the soldiers, the army said.",
                "16000000",
            ),
            (
                "Man sentenced for robbery",
                "The judge told the court that the defendant was guilty of the robbery and of theft.",
                "02000000",
            ),
            (
                "Heimsieg im Derby",
                "Die Mannschaft gewann das Spiel mit drei Toren, der Trainer lobte den Torwart und das Publikum.",
                "15000000",
            ),
            (
                "La Bourse recule",
                "Les investisseurs et les banques craignent une hausse des taux dans la zone, et les actions baissent.",
                "04000000",
            ),
            (
                "Enchente deixa desalojados",
                "Os bombeiros fizeram o resgate de uma família em um bairro da cidade; a enchente não deixou mortos.",
                "03000000",
            ),
            (
                "Sciopero dei tram",
                "Il sindacato chiede che i turni e gli straordinari della notte siano pagati, e per questo lo sciopero continua.",
                "09000000",
            ),
            (
                "Перемирие на перевале",
                "Стороны договорились, что войска и боевики отойдут, и по дороге в село пройдёт гуманитарный конвой.",
                "16000000",
            ),
            (
                "渔船触礁沉没",
                "救生艇在暴风中出动，船员全部获救，消防和救援人员为伤者提供了帮助。",
                "03000000",
            ),
            (
                "افتتاح معرض الكتاب",
                "شارك في المعرض ناشرون من دول كثيرة، وقرأ شاعر قصائد على المسرح أمام قراء من المدينة.",
                "01000000",
            ),
            (
                "El hospital pide médicos",
                "Los pacientes esperan una vacuna y los médicos del hospital hablan de una epidemia que crece con el frío.",
                "07000000",
            ),
        ] {
            assert_eq!(best(headline, text), Some(code), "{headline}");
        }
    }

    #[test]
    fn says_nothing_when_unsure() {
        assert_eq!(best("", ""), None);
        assert_eq!(
            best(
                "A note",
                "It was there and then it was not, and that is all of the note."
            ),
            None
        );
        assert_eq!(best("短い記事", "これは短い記事です。"), None);
    }

    #[test]
    fn confidences_sum_to_one_at_most() {
        let found = topics(
            "Minister on trial",
            "The minister of health was in court for the murder of a footballer in a war.",
        );
        let sum: f64 = found.iter().map(|(_, sure)| sure).sum();
        assert!(sum > 0.3 && sum <= 1.0 + 1e-6, "{sum}");
    }

    #[test]
    fn everyday_words_in_a_report_of_another_kind_are_no_sport() {
        for (headline, text, code) in [
            (
                "Crew of trawler taken off in gale",
                "The team from the lifeboat station took off four men in three runs on Saturday night, the last one with a minute to \
                 spare before the boat struck the rocks. The coastguard led the race against the tide; the skipper was the \
                 last to leave and was taken to hospital. A helicopter could not reach the line of breakers.",
                "03000000",
            ),
            (
                "Lorries with flour reach the besieged valley",
                "The convoy crossed the pass on the second day of the truce between the army and the militia. Peacekeepers \
                 led it through a minefield. Drivers had played cards for half the night while they waited for the front to open.",
                "16000000",
            ),
            (
                "Salmon spawn above the mill again",
                "For the first time in forty years salmon have been seen on the gravel beds of the upper river, where volunteers \
                 took out the last weir in spring. The river trust counted ninety, and otters have followed them.",
                "06000000",
            ),
            (
                "Bus depot back at work after pay deal",
                "The bus drivers walked out over night shifts last month. The union and the employer agreed on overtime, and a \
                 mediator signed for both.",
                "09000000",
            ),
            (
                "Plum jam without a thermometer",
                "Stone the plums, add half their weight in sugar and simmer until a drop holds on a cold plate. Fill the jars while hot \
                 and keep them in the cellar; the sour ones make the best jam.",
                "10000000",
            ),
        ] {
            assert_eq!(
                best(headline, text),
                Some(code),
                "{headline} {:?}",
                topics(headline, text)
            );
        }
    }

    #[test]
    fn hints_alone_tell_nothing() {
        let text = "They played the last half minute of the race on Sunday night, and the crowd was on its feet for it.";
        assert_eq!(best("A record night", text), None);
    }

    #[test]
    fn few_terms_are_less_sure_than_many() {
        let few = topics("Note on the ceasefire", "It was told that it is so.");
        let many = topics(
            "Note on the ceasefire",
            "The army and the militia kept the truce; soldiers left the trenches and the artillery was silent.",
        );
        assert!(few[0].1 < 0.5 && many[0].1 > 0.7, "{few:?} {many:?}");
    }
}
