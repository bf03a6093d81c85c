//! Made-up news for tests: originals, copies with changes, pages and texts, later states of pages, all from a seed.

use serde_json::{Value, json};

/// A small generator of numbers (xorshift64*): the same seed gives the same news.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % n
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const WHO: &[&str] = &[
    "the harbour board",
    "a retired tram driver",
    "the county council",
    "a school choir",
    "the lighthouse keeper",
    "a company of actors",
    "the ferry line",
    "an orchard keeper",
    "the weather office",
    "a chess club",
];
const DID: &[&str] = &[
    "announced",
    "put off",
    "defended",
    "called for",
    "measured",
    "repaired",
    "sold",
    "opened",
    "counted",
    "painted",
];
const WHAT: &[&str] = &[
    "a new bridge",
    "the northern pier",
    "forty wooden boats",
    "the town's oldest bakery",
    "a row of lime trees",
    "the evening service",
    "an archive of letters",
    "three water mills",
    "the market hall",
    "a frozen canal",
];
const WHEN: &[&str] = &[
    "on Monday morning",
    "late on Tuesday",
    "before the rain came",
    "after a long debate",
    "in front of a small crowd",
    "without any notice",
    "for the first time since the war",
    "as the tide turned",
];
const PLACE: &[&str] = &[
    "Halvern",
    "Port Ellery",
    "Dunmarrow",
    "Brackwater",
    "Saint Orle",
    "Tessing",
];

const SYLLABLES: &[&str] = &[
    "bar", "del", "fen", "gor", "hal", "kin", "lum", "mor", "nes", "ost", "pel", "rud", "sal",
    "tor", "ven", "wick",
];

/// A word of its own: a name, a ship, a street that hardly anybody else writes about.
fn word(dice: &mut Dice) -> String {
    let count = 2 + dice.below(2);
    (0..count).map(|_| dice.pick(SYLLABLES)).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}

fn sentence(dice: &mut Dice) -> String {
    let text = format!(
        "{} {} {} {} {} by {} in {} {}, and {} {} {} of the {} {} stayed {} to see {} {} {}.",
        dice.pick(WHO),
        capital(&word(dice)),
        dice.pick(DID),
        dice.pick(WHAT),
        word(dice),
        capital(&word(dice)),
        dice.pick(PLACE),
        dice.pick(WHEN),
        dice.below(9000) + 10,
        word(dice),
        word(dice),
        capital(&word(dice)),
        word(dice),
        word(dice),
        word(dice),
        dice.pick(WHAT),
        word(dice),
    );
    capital(&text)
}

/// The paragraphs of some text.
pub fn paragraphs(dice: &mut Dice) -> Vec<String> {
    let count = 3 + dice.below(5);
    (0..count)
        .map(|_| {
            (0..2 + dice.below(3))
                .map(|_| sentence(dice))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect()
}

/// Rows of JSON lines: about one in four is a copy of an earlier one, one in ten is a page, one in ten comes again
/// changed, one in thirty is no document at all.
pub fn rows(seed: u64, count: usize) -> Vec<Value> {
    let mut dice = Dice::new(seed);
    let mut rows: Vec<Value> = Vec::new();
    let mut texts: Vec<(String, String, Vec<String>)> = Vec::new();
    for n in 0..count {
        let id = format!("n{n}");
        if dice.below(30) == 0 {
            rows.push(json!({"id": id, "url": "https://courier.example/nothing"}));
            continue;
        }
        let later = !texts.is_empty() && dice.below(10) == 0;
        let copy = !texts.is_empty() && dice.below(4) == 0;
        let (id, headline, body) = if later {
            let (id, headline, mut body) = texts[dice.below(texts.len())].clone();
            body.push(sentence(&mut dice));
            (id, headline, body)
        } else if copy {
            let (_, headline, mut body) = texts[dice.below(texts.len())].clone();
            let at = dice.below(body.len());
            body[at] = sentence(&mut dice);
            (id, headline, body)
        } else {
            let headline = sentence(&mut dice).chars().take(60).collect();
            (id, headline, paragraphs(&mut dice))
        };
        rows.push(row(&mut dice, n, &id, &headline, &body));
        texts.push((id, headline, body));
    }
    rows
}

fn row(dice: &mut Dice, n: usize, id: &str, headline: &str, body: &[String]) -> Value {
    let outlet = ["courier", "ledger", "sentinel", "beacon", "farm"][dice.below(5)];
    let at = format!(
        "2026-0{}-{:02}T{:02}:00:00Z",
        1 + dice.below(9),
        1 + dice.below(28),
        dice.below(24)
    );
    let url = format!("https://{outlet}.example/{n}/{id}");
    if dice.below(10) == 0 {
        return json!({"id": id, "url": url, "html": page(outlet, headline, &at, body)});
    }
    json!({
        "id": id, "url": url, "text": body.join("\n\n"), "headline": headline, "outlet": outlet, "published_at": at,
    })
}

/// A plain page.
pub fn page(outlet: &str, headline: &str, at: &str, body: &[String]) -> String {
    let body: Vec<String> = body.iter().map(|p| format!("<p>{p}</p>")).collect();
    format!(
        "<!doctype html><html lang=en><head><title>{headline} - {outlet}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"><meta property=\"og:title\" content=\"{headline}\">\
         <meta property=\"article:published_time\" content=\"{at}\"></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>{headline}</h1>{}</article><footer>All rights kept</footer></body></html>",
        body.join("\n")
    )
}

/// A page of its own with some text.
pub fn any_page(seed: u64) -> String {
    let mut dice = Dice::new(seed);
    let headline: String = sentence(&mut dice).chars().take(60).collect();
    let body = paragraphs(&mut dice);
    page("Courier", &headline, "2026-03-04T05:06:07Z", &body)
}

/// Rows as the lines of a file.
pub fn as_lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}
