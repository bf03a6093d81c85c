use super::*;
use crate::extract::extract_article;
use crate::model::{Body, Document, Trace};
use crate::trace::index::{Index, Known};
use crate::trace::trace_article;

const BODY: &str = "ELM HARBOUR (AP) — The two ports signed a “pact on pilots and international trade” on Monday, the harbour master said.\n\n\
    She did not say what the pact of the two ports will cost the 4,200 people of the town of Elm Harbour in the coming year.\n\n\
    The mayor, Ann Lee, told reporters that the old pier will stay open while the new channel is dredged by the end of May.";

/// More of the report: a short text is only another's copy when its figures agree.
const MORE: &str = "The pilots had asked for the pact since the storms of 1987 and 2012, when 30 coasters waited outside the breakwater for a whole night because \
    neither harbour would send a boat across the line that parts their waters. A committee of both towns then met in the old customs house and wrote down who \
    sends whom, at what hour and at whose cost.\n\nFishermen who moor at the old pier fear that the dredging will stir up the mud in which their oysters grow. \
    The harbour master promised to listen to them before the first barge arrives, and to publish what the divers find under the quay.";

fn trace(body: Body, against: &[Known]) -> Trace {
    let agencies = Agencies::builtin();
    let mut index = Index::new();
    for known in against {
        index.insert(known.clone());
    }
    let document = Document {
        id: Some("page".into()),
        body,
        ..Document::default()
    };
    trace_article(&extract_article(&document, &agencies), &index, &agencies)
}

fn page(text: &str, against: &[Known]) -> Trace {
    trace(Body::Page(text.to_owned()), against)
}

fn origin() -> Known {
    Known {
        id: "origin".into(),
        outlet: Some("Associated Press".into()),
        headline: Some("Ports sign pact".into()),
        published_at: Some("2024-06-03".into()),
        text: BODY.into(),
        ..Known::default()
    }
}

fn kinds(trace: &Trace) -> Vec<FindingKind> {
    trace.findings.iter().map(|finding| finding.kind).collect()
}

/// What a finding covers on the page is what it says.
fn covers(trace: &Trace, page: &str) -> bool {
    trace.findings.iter().all(|finding| {
        let (Some(start), Some(end)) = (finding.start, finding.end) else {
            return finding.field.is_some();
        };
        page.chars()
            .skip(start)
            .take(end - start)
            .collect::<String>()
            .trim()
            == finding.text.trim()
    })
}

fn farm_page() -> String {
    let body = BODY.replace("international", "Golden Oak Academyinternational");
    format!(
        "Golden Oak Academy|Two ports sign a pact on pilots\n\n2025-11-03 08:16:32source:Silver Birch Asset Groupcategory:Contact\n\n{body}\n\nMore:Contact"
    )
}

#[test]
fn a_farm_page_shows_what_it_is_by_itself() {
    let text = farm_page();
    let trace = page(&text, &[]);
    use FindingKind::{BrandInHeadline, BrandInserted, FalseSource, WrongSection};
    assert_eq!(
        kinds(&trace),
        [BrandInHeadline, FalseSource, WrongSection, BrandInserted]
    );
    assert!(covers(&trace, &text), "{:?}", trace.findings);
    assert_eq!(trace.restored.as_deref(), Some(BODY));
    assert_eq!(trace.origin.wire.as_deref(), Some("AP"));
    assert!(trace.tampered > 0.9);
}

#[test]
fn against_the_origin_the_date_is_false_too() {
    let text = farm_page();
    let trace = page(&text, &[origin()]);
    assert!(kinds(&trace).contains(&FindingKind::Redated));
    assert!(covers(&trace, &text), "{:?}", trace.findings);
    assert_eq!(trace.restored.as_deref(), Some(BODY));
    assert_eq!(trace.origin.article.as_deref(), Some("origin"));
}

#[test]
fn an_honest_page_in_the_same_template_shows_nothing() {
    let text = format!(
        "Elm Post|Two ports sign a pact on pilots\n\n2024-06-03 08:16:32source:Elm Postcategory:Business\n\n{BODY}\n\nMore:Business"
    );
    for against in [
        &[][..],
        &[Known {
            outlet: Some("Elm Post".into()),
            ..origin()
        }][..],
    ] {
        let trace = page(&text, against);
        assert_eq!(kinds(&trace), [], "{:?}", trace.findings);
        assert!(trace.tampered < 0.5);
        assert_eq!(trace.restored, None);
    }
}

#[test]
fn a_reprint_with_credit_is_no_tampering() {
    let text = format!("Two ports sign a pact on pilots\n\n2024-06-04 | Elm Post\n\n{BODY}");
    let trace = page(&text, &[origin()]);
    assert_eq!(kinds(&trace), [], "{:?}", trace.findings);
    assert_eq!(trace.copies.len(), 1);
}

#[test]
fn a_credit_that_was_replaced_or_dropped() {
    let replaced = BODY.replace("(AP)", "(Golden Oak Academy)");
    let text =
        format!("Two ports sign a pact\n\nBy Bo Ek, staff writer\n\n2024-06-03\n\n{replaced}");
    let trace = page(&text, &[origin()]);
    assert_eq!(
        kinds(&trace),
        [FindingKind::FalseSource, FindingKind::FalseCredit]
    );
    assert_eq!(trace.restored.as_deref(), Some(BODY));
    assert_eq!(trace.origin.wire.as_deref(), Some("AP"));

    let dropped = BODY.replace("ELM HARBOUR (AP) — ", "");
    let text = format!("Two ports sign a pact\n\n2024-06-03 | Elm Post\n\n{dropped}");
    assert_eq!(
        kinds(&page(&text, &[origin()])),
        [FindingKind::CreditDropped]
    );
}

#[test]
fn a_credit_that_stands_beside_the_text_is_not_dropped() {
    let paragraphs = BODY.replace("ELM HARBOUR (AP) — ", "");
    let paragraphs: Vec<&str> = paragraphs.split("\n\n").collect();
    let html = |head: &str, below: &str| {
        format!(
            "<html><head><title>Two ports sign a pact - Elm Post</title>{head}</head><body><article><h1>Two ports sign a pact</h1>\
             <p>{}</p></article>{below}</body></html>",
            paragraphs.join("</p><p>")
        )
    };
    let dropped = |head: &str, below: &str| {
        let trace = trace(Body::Html(html(head, below).into_bytes()), &[origin()]);
        assert_eq!(trace.copies.len(), 1);
        kinds(&trace).contains(&FindingKind::CreditDropped)
    };
    assert!(dropped("", ""));
    assert!(!dropped(
        "<meta name=\"author\" content=\"Associated Press\">",
        ""
    ));
    assert!(!dropped(
        "",
        "<footer><p>© 2024 The Associated Press. All rights reserved.</p></footer>"
    ));
    assert!(!dropped(
        "",
        "<aside class=\"credit\"><span>Source: Associated Press</span></aside>"
    ));
}

#[test]
fn teasers_among_the_paragraphs() {
    let teaser = "Bridge to close for two days\nPINE HILL (AP) — The bridge over the Elm will be closed for two days while its cables are looked at by";
    let body = BODY.replace("\n\nThe mayor", &format!("\n\n{teaser}\n\nThe mayor"));
    let text = format!("Two ports sign a pact\n\n2024-06-03 | Elm Post\n\n{body}");
    let trace = page(&text, &[]);
    assert_eq!(kinds(&trace), [FindingKind::TeaserInBody]);
    assert_eq!(trace.findings[0].text, teaser);
    assert_eq!(trace.restored.as_deref(), Some(BODY));
}

#[test]
fn changes_of_meaning_count_and_spelling_does_not() {
    for (was, now, expected) in [
        (
            "4,200 people",
            "9,700 people",
            Some(FindingKind::NumberChanged),
        ),
        ("4,200 people", "4200 people", None),
        ("did not say", "did say", Some(FindingKind::NegationChanged)),
        ("Ann Lee", "Bo Hansen", Some(FindingKind::NameChanged)),
        (
            "pact on pilots",
            "feud on pilots",
            Some(FindingKind::QuoteChanged),
        ),
        ("harbour master", "harbor master", None),
        ("will stay open", "will remain open", None),
    ] {
        let long = format!("{BODY}\n\n{MORE}");
        let known = Known {
            text: long.clone(),
            ..origin()
        };
        let trace = trace(Body::Text(long.replace(was, now)), &[known]);
        assert_eq!(
            kinds(&trace),
            expected.into_iter().collect::<Vec<_>>(),
            "{now}: {:?}",
            trace.edits
        );
    }
}

#[test]
fn strange_texts_are_taken() {
    for text in [
        "",
        "\n\n\n",
        "|",
        "A|B",
        "source:category:",
        "AaAaAaAa AaAaAa",
        "é|É\n\n2025-01-01\n\né",
    ] {
        let trace = page(text, &[origin()]);
        assert!((0.0..=1.0).contains(&trace.tampered));
    }
    let long = "GoldOakthe ".repeat(20_000);
    assert!(page(&long, &[]).findings.len() <= 200);
}
