use super::*;
use crate::extract::credit::find_credits;
use crate::extract::dateline::find_dateline;

fn origin(outlet: &str, bylines: &[&str], text: &str) -> Origin {
    let agencies = Agencies::builtin();
    let article = Article {
        outlet: crate::model::Outlet {
            name: Some(outlet.to_owned()),
            domain: None,
        },
        bylines: bylines.iter().map(|b| (*b).to_owned()).collect(),
        dateline: find_dateline(text, &agencies)
            .map(|found| found.dateline)
            .unwrap_or_default(),
        text: text.to_owned(),
        ..Article::default()
    };
    let credits = find_credits(text, &article.bylines, None, &agencies);
    find_origin(&article, &credits, None, &agencies)
}

#[test]
fn tells_the_roles_apart() {
    let body = "A ferry ran aground.\n\nNobody was hurt.";
    let dated = format!("ELM HARBOUR (AP) — {body}");
    for (outlet, bylines, text, role, wire) in [
        (
            "Associated Press",
            vec![],
            dated.clone(),
            Role::Wire,
            Some("AP"),
        ),
        (
            "Reuters",
            vec!["Ann Lee"],
            body.to_owned(),
            Role::Wire,
            Some("Reuters"),
        ),
        (
            "Elm Post",
            vec![],
            dated.clone(),
            Role::RepublishedWire,
            Some("AP"),
        ),
        (
            "Elm Post",
            vec!["AFP"],
            body.to_owned(),
            Role::RepublishedWire,
            Some("AFP"),
        ),
        (
            "Elm Post",
            vec![],
            format!("{body}\n\n(dpa)"),
            Role::RepublishedWire,
            Some("dpa"),
        ),
        (
            "Elm Post",
            vec!["Ann Lee"],
            format!("{body}\n\nThe Associated Press contributed to this report."),
            Role::Contributed,
            Some("AP"),
        ),
        (
            "Elm Post",
            vec!["Ann Lee, Associated Press"],
            format!("{body}\n\nAssociated Press contributed to this story."),
            Role::Contributed,
            Some("AP"),
        ),
        (
            "Elm Post",
            vec![],
            format!("{body}\n\nShe told Reuters so."),
            Role::Mention,
            None,
        ),
        ("Elm Post", vec![], body.to_owned(), Role::None, None),
        // A newsroom's own dateline on its own page makes no wire copy.
        (
            "CNN (Web News)",
            vec![],
            format!("Washington (CNN) {body}"),
            Role::None,
            None,
        ),
        (
            "Elm Post",
            vec![],
            format!("Washington (CNN) {body}"),
            Role::RepublishedWire,
            Some("CNN"),
        ),
    ] {
        let found = origin(outlet, &bylines, &text);
        assert_eq!(
            (found.role, found.wire.as_deref()),
            (role, wire),
            "{outlet} {bylines:?} {text}"
        );
    }
}

#[test]
fn votes_that_agree_make_it_surer_and_are_told() {
    let body = "ELM HARBOUR (AP) — A ferry ran aground.\n\nNobody was hurt.";
    let one = origin("Elm Post", &[], body);
    let two = origin("Elm Post", &["Ann Lee, Associated Press"], body);
    assert!(two.confidence > one.confidence && two.confidence <= 0.99);
    assert_eq!(one.evidence[0].kind, "dateline");
    assert_eq!(one.evidence[0].text, "ELM HARBOUR (AP)");
    assert_eq!(two.evidence.len(), 2);
}
