use super::*;

fn read(text: &str) -> Vec<(String, Part)> {
    let credits = find_credits(text, &[], None, &Agencies::builtin());
    credits.into_iter().map(|c| (c.agency, c.part)).collect()
}

fn beside(line: &str) -> Vec<(String, Part)> {
    let credits = find_credits("", &[line.to_owned()], None, &Agencies::builtin());
    credits.into_iter().map(|c| (c.agency, c.part)).collect()
}

#[test]
fn reads_tails() {
    for (tail, agency, part) in [
        (
            "The Associated Press contributed to this report.",
            "AP",
            Part::Helper,
        ),
        (
            "Oak News’ Ann Lee and The Associated Press contributed to this report.",
            "AP",
            Part::Helper,
        ),
        (
            "Associated Press writer Ann Lee in Oslo contributed to this story.",
            "AP",
            Part::Helper,
        ),
        ("(With inputs from PTI)", "PTI", Part::Helper),
        ("With files from The Canadian Press", "CP", Part::Helper),
        ("(mit Material von dpa)", "dpa", Part::Helper),
        ("Avec AFP", "AFP", Part::Helper),
        ("Con información de EFE", "EFE", Part::Helper),
        ("- with AAP", "AAP", Part::Helper),
        ("Source: Reuters", "Reuters", Part::Author),
        ("Quelle: dpa", "dpa", Part::Author),
        ("Fuente: EFE", "EFE", Part::Author),
        ("来源：新华社", "Xinhua", Part::Author),
        ("(AP)", "AP", Part::Author),
        ("Er sagte nichts weiter. (dpa)", "dpa", Part::Author),
        ("/ritzau/", "Ritzau", Part::Author),
        ("— Reuters", "Reuters", Part::Author),
        (
            "Copyright 2019 The Associated Press. All rights reserved.",
            "AP",
            Part::Author,
        ),
        ("© 2025 AFP", "AFP", Part::Author),
        (
            "This report by The Canadian Press was first published June 3, 2025.",
            "CP",
            Part::Author,
        ),
        (
            "This article was originally published on The Conversation.",
            "TheConversation",
            Part::Author,
        ),
        (
            "©2025 The Elm Post. Distributed by Tribune Content Agency, LLC.",
            "TNS",
            Part::Author,
        ),
        (
            "(Reporting by Ann Lee in Oslo; Editing by Bo Ek)",
            "Reuters",
            Part::Author,
        ),
        ("Photo: Ann Lee/AP", "AP", Part::Picture),
        (
            "A ferry in Oslo, June 3. REUTERS/Ann Lee",
            "Reuters",
            Part::Picture,
        ),
        (
            "She told Reuters that the ferry was late.",
            "Reuters",
            Part::Cited,
        ),
        ("The ferry was late, the AP reported.", "AP", Part::Cited),
    ] {
        let text = format!("A ferry ran aground.\n\nNobody was hurt.\n\n{tail}");
        assert_eq!(read(&text), [(agency.to_owned(), part)], "{tail}");
    }
}

#[test]
fn leaves_words_alone_that_only_look_like_agencies() {
    for text in [
        "Students who take AP classes pass more APs.",
        "She lives in Scranton, PA, with her family.",
        "The MAP of the beta version, Petra said, was in the app.",
        "He had an AA battery and a CP of 40.",
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn tells_a_signed_text_from_a_caption_before_its_end() {
    let long = "The ferry that ran aground on Monday had been due for its yearly repairs since the spring.";
    let caption = format!("The ferry in Oslo. (AP Staff)\n\n{long}");
    let signed =
        format!("{long} (AP)\n\nFollow us for more news of ferries and of all that goes by water.");
    let part = |text: &str| read(text).first().map(|found| found.1);
    assert_ne!(part(&caption), Some(Part::Author));
    assert_eq!(part(&signed), Some(Part::Author));
}

#[test]
fn reads_bylines() {
    for (byline, expected) in [
        ("Ann Lee, Associated Press", Some(("AP", Part::Author))),
        ("Associated Press", Some(("AP", Part::Author))),
        ("Reuters Staff", Some(("Reuters", Part::Author))),
        ("By Ann Lee, PA", Some(("PA", Part::Author))),
        ("AFP", Some(("AFP", Part::Author))),
        (
            "Ann Lee and The Associated Press",
            Some(("AP", Part::Helper)),
        ),
        ("Ann Lee mit dpa", Some(("dpa", Part::Helper))),
        ("Pa Lee", None),
        ("Petra Lee", None),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(a, p)| (a.to_owned(), p))
            .collect();
        assert_eq!(beside(byline), expected, "{byline}");
    }
}

#[test]
fn says_where_the_words_stand() {
    let text = "Zürich é.\n\nThe Associated Press contributed to this report.";
    let credit = &find_credits(text, &[], None, &Agencies::builtin())[0];
    let (from, to) = credit.span.expect("stands in the text");
    let words: String = text.chars().skip(from).take(to - from).collect();
    assert_eq!(words, "The Associated Press contributed to this report.");
}
