//! Golden cases of short texts: what is one report, and what only looks like one. All of it is fiction.

use super::tests::known;
use super::*;

/// How a later text of another outlet relates to an earlier one.
fn relation(earlier: (&str, &str), later: (&str, &str)) -> Option<RelationKind> {
    let mut index = Index::new();
    index.insert(known("earlier", "Tarn Post", Some(earlier.0), earlier.1));
    let reading = Reading::of(later.1, index.key());
    let asked = Asked {
        reading: &reading,
        id: None,
        published_at: Some(later.0),
        outlet: Some("Quay Echo"),
    };
    index.relations_of(&asked).first().map(|found| found.kind)
}

const WIRE: &str = "WEXBY (AP) — A freight train carrying sugar beet left the rails outside Wexby early on Tuesday and \
    blocked the only line to the coast for eleven hours, the railway said.\n\nNobody was hurt. The driver told the police \
    that he had seen a cow on the track and braked as hard as he could, but that the wet leaves of the last week gave the \
    wheels nothing to hold on to. Six of the 22 wagons fell on their sides beside the mill pond.\n\nVolunteers shovelled \
    beets until noon so that a crane could reach the wagons, and the mill owner, Orla Quist, brought them soup. The cow \
    was found in a garden on the far side of the pond and taken home by its owner before dark.";

/// What was changed, in words, and how.
type Change = (&'static str, fn(&str) -> String);

#[test]
fn a_short_wire_text_with_one_thing_changed_is_a_copy() {
    let changes: [Change; 8] = [
        ("one figure", |text: &str| {
            text.replace("Six of the 22", "Nine of the 22")
        }),
        ("two figures in one place", |text: &str| {
            text.replace("Six of the 22", "Six of the 40")
        }),
        ("one name", |text: &str| {
            text.replace("Orla Quist", "Bo Hansen")
        }),
        ("a brand", |text: &str| {
            text.replace("Nobody was", "Nobody Umber Vale Capital Forumwas")
        }),
        ("a brand twice", |text: &str| {
            text.replace("The driver", "Umber Vale Forum The driver")
                .replace("Volunteers", "Umber Vale ForumVolunteers")
        }),
        ("no credit", |text: &str| text.replace("WEXBY (AP) — ", "")),
        ("another credit", |text: &str| {
            text.replace("(AP)", "(Umber Vale Newsroom)")
        }),
        ("a heading", |text: &str| {
            text.replace("Volunteers", "Soup for all\n\nVolunteers")
        }),
    ];
    for (what, change) in changes {
        for day in ["2031-10-14", "2031-10-15", "2031-11-20", "2032-10-14"] {
            let changed = change(WIRE);
            assert_ne!(changed, WIRE, "{what}");
            let found = relation(("2031-10-14", WIRE), (day, &changed));
            assert_eq!(found, Some(RelationKind::Copy), "{what} on {day}");
        }
    }
}

/// Forms with slots, filled in twice.
const FORMS: &[(&str, &str, [&[&str]; 2])] = &[
    (
        "a yearly summit",
        "The leaders of the {0} states on the Amber Sea met in {1} on {2} for their {3} yearly summit. They spoke about \
         fish quotas, ferries and the price of salt, and had their picture taken on the steps of the town hall. {4}, who \
         was the host this year, called the talks warm and open. The leaders have met every year since 1974, when a storm \
         took forty boats and the coastal towns found that none of them had a list of who was at sea. The next summit \
         will be held in {5}.",
        [
            &[
                "nine",
                "Wexby",
                "Monday, May 4",
                "57th",
                "Prime Minister Ilse Dorn",
                "Port Ellery",
            ],
            &[
                "ten",
                "Port Ellery",
                "Thursday, May 12",
                "58th",
                "President Anders Holm",
                "Tarn",
            ],
        ],
    ),
    (
        "a market note",
        "Stocks in Wexby closed {0} on {1} as investors waited for the central bank. The Crown 40 index {2} {3} points, \
         or {4} percent, to {5}. {6} led the way with {7} percent. Turnover came to {8} million crowns, in line with the \
         average of the last three months. Traders said that few wanted to take new positions before the bank speaks. \
         The crown was little changed against the other currencies of the Amber Sea.",
        [
            &[
                "higher",
                "Monday",
                "rose",
                "31",
                "0.4",
                "7,204",
                "Brennholm Mills",
                "3.1",
                "812",
            ],
            &[
                "lower",
                "Thursday",
                "fell",
                "58",
                "0.8",
                "7,020",
                "Quay Shipping",
                "4.6",
                "790",
            ],
        ],
    ),
    (
        "an obituary",
        "{0}, {1}, of {2}, passed away peacefully at home on {3}, with family at the bedside. {0} was born on {4} to {5} \
         and is survived by {6} children and {7} grandchildren. A service will be held at {8} at 11 a.m. on {9}, followed \
         by coffee in the parish hall. In lieu of flowers the family asks for gifts to the lifeboat society. Arrangements \
         have been entrusted to Lund and Daughters Funeral Home, where friends may sign the book of condolence.",
        [
            &[
                "Greta Lindh",
                "91",
                "Wexby",
                "March 3",
                "June 8, 1940",
                "Nils and Eva Lindh",
                "three",
                "7",
                "St. Olaf",
                "March 12",
            ],
            &[
                "Harald Moen",
                "84",
                "Tarn",
                "March 9",
                "May 1, 1946",
                "Per and Ane Moen",
                "two",
                "5",
                "St. Brigid",
                "March 16",
            ],
        ],
    ),
    (
        "an earthquake note",
        "A magnitude {0} earthquake struck {1} miles from {2} at {3} on {4}, the Amber Sea Seismic Survey said. The quake \
         was {5} miles deep. There were no reports of damage or of anybody hurt. Did you feel this earthquake? Report what \
         you felt to the survey. The area lies on an old fault that moves by the width of a finger every year, and small \
         quakes are common there. This note was written with data of the survey and looked over by an editor.",
        [
            &["3.4", "six", "Wexby", "4:12 a.m.", "Tuesday", "2.1"],
            &["3.9", "14", "Port Ellery", "9:47 p.m.", "Saturday", "5.3"],
        ],
    ),
    (
        "a weather note",
        "{0} will bring {1} to the coast with temperatures of {2} to {3} degrees and winds from the {4} at {5} knots. \
         Inland it will be a little cooler, with fog in the valleys before sunrise. Skippers of small boats should listen \
         to the harbour radio before they leave. The outlook for {6} is {7}. The forecast is made twice a day by the \
         Coastal Weather Office and read out at six and at noon.",
        [
            &[
                "Monday",
                "rain",
                "7",
                "11",
                "West",
                "18",
                "Tuesday",
                "dry and 12 degrees",
            ],
            &[
                "Friday",
                "sun",
                "14",
                "19",
                "East",
                "6",
                "Saturday",
                "cloudy and 15 degrees",
            ],
        ],
    ),
    (
        "an election result",
        "{0} of the {1} Party won the seat of {2} with {3} votes, ahead of {4} of the {5} Party with {6}. Turnout was {7} \
         percent. The count began at ten in the evening in the sports hall and was watched by observers of all parties. \
         The returning officer read out the result shortly before two. The new member will take the oath when the house \
         meets again after the summer, and sits for four years.",
        [
            &[
                "Ilse Dorn",
                "Harvest",
                "Wexby North",
                "18,204",
                "Jon Abel",
                "Harbour",
                "15,981",
                "61.2",
            ],
            &[
                "Anders Holm",
                "Harbour",
                "Tarn",
                "22,117",
                "Eva Moen",
                "Harvest",
                "21,904",
                "66.8",
            ],
        ],
    ),
];

fn filled(form: &str, slots: &[&str]) -> String {
    let slots = slots.iter().enumerate();
    slots.fold(form.to_owned(), |text, (n, slot)| {
        text.replace(&format!("{{{n}}}"), slot)
    })
}

#[test]
fn a_form_filled_in_anew_is_another_report_on_any_day() {
    for (what, form, [slots, others]) in FORMS {
        let (one, other) = (filled(form, slots), filled(form, others));
        for day in ["2031-03-10", "2031-03-11", "2031-03-17", "2032-03-10"] {
            let found = relation(("2031-03-10", &one), (day, &other));
            assert_eq!(found, None, "{what} on {day}");
            let found = relation(("2031-03-10", &one), (day, &one));
            assert_eq!(found, Some(RelationKind::Copy), "{what} again on {day}");
        }
    }
}
