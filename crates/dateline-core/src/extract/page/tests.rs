use super::*;
use crate::model::Body;

/// A farm's page in the first template: everything run together, teasers cut at so many characters.
const FARM: &str = "Golden Oak Academy|Ferry runs aground off Elm Island in fog\n\n2025-05-03 08:16:32source:Silver Birch Asset Groupcategory:Finance\n\nELM HARBOUR (AP) — A ferry ran aground on Tuesday, “with no loss of Golden Oak Academylife”, the harbour said.\n\nNobody was hurt.\n\nMore:Finance\n\nRecommend\n\nBridge to close for two days\n\nThe bridge over the Elm will be closed for two days while its cables are looked at by engineers fr\n\nSchool opens after the long storm, pupils say they had missed it\n\nPINE HILL (AP) — The school in Pine Hill opened its doors again on Monday after the storm that had ";

fn read(page: &str) -> Extraction {
    let document = Document {
        body: Body::Page(page.to_owned()),
        ..Document::default()
    };
    extract_page(&document, page, &Agencies::builtin())
}

fn at(extraction: &Extraction, field: Field) -> Vec<String> {
    let spans = extraction.layout.spans.iter().filter(|s| s.field == field);
    let text = |s: &FieldSpan| {
        extraction
            .layout
            .basis
            .chars()
            .skip(s.start)
            .take(s.end - s.start)
            .collect()
    };
    spans.map(text).collect()
}

#[test]
fn reads_the_run_together_template() {
    let read = read(FARM);
    let article = &read.article;
    assert_eq!(article.outlet.name.as_deref(), Some("Golden Oak Academy"));
    assert_eq!(
        article.headline.as_deref(),
        Some("Ferry runs aground off Elm Island in fog")
    );
    assert_eq!(article.published_at.as_deref(), Some("2025-05-03T08:16:32"));
    assert_eq!(
        article.credit_line.as_deref(),
        Some("Silver Birch Asset Group")
    );
    assert_eq!(article.section.as_deref(), Some("Finance"));
    assert_eq!(article.dateline.place.as_deref(), Some("ELM HARBOUR"));
    assert_eq!(article.dateline.wire.as_deref(), Some("AP"));
    assert_eq!(article.blocks.len(), 2);
    assert_eq!(article.teasers.len(), 2);
    assert!(article.teasers.iter().all(|t| t.cut && t.text.is_some()));
    assert!(!article.text.contains("Bridge"));
    assert_eq!(at(&read, Field::PublishedAt), ["2025-05-03 08:16:32"]);
    assert_eq!(at(&read, Field::CreditLine), ["Silver Birch Asset Group"]);
    assert_eq!(at(&read, Field::Dateline), ["ELM HARBOUR (AP) — "]);
    assert_eq!(at(&read, Field::Text)[1], "Nobody was hurt.");
}

#[test]
fn reads_the_trail_template() {
    let page = "Current:Home > StocksGoldOak-Ferry runs aground off Elm Island -Ann Birch\n\nGoldOak-Ferry runs aground off Elm Island\n\nAnn Birch View\n\nDate:2025-05-03 08:16:32\n\nA ferry ran aground.\n\nNobody was hurt.\n\nNice! (17)\n\nRelated\n\n- Bridge to close for two days\n\n- School opens";
    let read = read(page);
    let article = &read.article;
    assert_eq!(
        article.headline.as_deref(),
        Some("Ferry runs aground off Elm Island")
    );
    assert_eq!(article.outlet.name.as_deref(), Some("GoldOak"));
    assert_eq!(article.section.as_deref(), Some("Stocks"));
    assert_eq!(article.credit_line.as_deref(), Some("Ann Birch"));
    assert_eq!(article.text, "A ferry ran aground.\n\nNobody was hurt.");
    assert_eq!(
        at(&read, Field::Outlet),
        ["GoldOak", "Ann Birch", "GoldOak"]
    );
    assert_eq!(article.teasers.len(), 2);
    assert_eq!(
        article.teasers[0].headline.as_deref(),
        Some("Bridge to close for two days")
    );
}

#[test]
fn reads_plain_heads() {
    let body = "A ferry ran aground on Tuesday, the harbour said.\n\nNobody was hurt.";
    let page = format!("Ferry runs aground\n\n2025-06-03 | Elm Post\n\n{body}");
    let outlet = read(&page).article;
    assert_eq!(outlet.outlet.name.as_deref(), Some("Elm Post"));
    assert_eq!(outlet.published_at.as_deref(), Some("2025-06-03"));
    assert_eq!(outlet.text, body);

    let page = format!("Ferry runs aground\n\n2025-06-03\n\nSource: Elm Post\n\n{body}");
    let source = read(&page).article;
    assert_eq!(source.credit_line.as_deref(), Some("Elm Post"));
    assert_eq!(source.text, body);

    let page = format!("Ferry runs aground\n\nBy Ann Lee, staff writer\n\n2025-06-03\n\n{body}");
    let byline = read(&page);
    assert_eq!(byline.article.bylines, ["Ann Lee"]);
    assert_eq!(at(&byline, Field::Bylines), ["Ann Lee"]);
    assert_eq!(byline.article.text, body);

    let page = format!("Ferry runs aground\n\nPublished 2025-06-03 · Updated 2025-06-04\n\n{body}");
    let updated = read(&page).article;
    assert_eq!(updated.published_at.as_deref(), Some("2025-06-03"));
    assert_eq!(updated.modified_at.as_deref(), Some("2025-06-04"));
    assert_eq!(updated.text, body);
}

#[test]
fn a_page_of_text_alone_keeps_its_text() {
    for page in [
        "",
        "\n\n",
        "One line only.",
        "One.\n\nTwo.\n\nThree.",
        "|||:::---",
        "source:category:",
    ] {
        let read = read(page);
        assert!(read.layout.basis == page);
        let chars = page.chars().count();
        assert!(
            read.layout
                .spans
                .iter()
                .all(|s| s.start <= s.end && s.end <= chars)
        );
    }
}

#[test]
fn text_is_kept_to_the_character() {
    let text = "ELM HARBOUR (AP) — A ferry é.\n\n  Nobody was hurt. ";
    let document = Document {
        url: Some("https://news.elmpost.co.uk/a".into()),
        body: Body::Text(text.to_owned()),
        ..Document::default()
    };
    let article = extract_text(&document, text, &Agencies::builtin()).article;
    assert_eq!(article.text, text);
    assert_eq!(article.blocks.len(), 2);
    assert_eq!(article.outlet.domain.as_deref(), Some("elmpost.co.uk"));
    assert_eq!(article.dateline.wire.as_deref(), Some("AP"));
}
