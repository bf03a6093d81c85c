//! Search: words in many scripts, fields, and queries that make no sense.

use super::{Newsroom, Piece};
use dateline_store::SearchQuery;

async fn found(room: &Newsroom, query: &str) -> Vec<String> {
    let found = room.store.search(&SearchQuery::read(query), 50, 0).await;
    let found = found.unwrap_or_else(|e| panic!("{query}: {e}"));
    assert_eq!(
        usize::try_from(found.total).unwrap(),
        found.hits.len(),
        "{query}"
    );
    let mut ids: Vec<String> = found.hits.into_iter().map(|hit| hit.listing.id).collect();
    ids.sort();
    ids
}

async fn newsroom() -> Newsroom {
    let room = Newsroom::open().await;
    let pieces = [
        Piece::new(
            "ferry",
            "Ferry strike ends",
            "The ferry crews went back to work in Port Ellery.",
        ),
        Piece::new(
            "bridge",
            "Bridge shut",
            "The tannery bridge was shut after a ferry hit it.",
        )
        .at("2026-03-05"),
        Piece::new("naïve", "Élan café", "Un café à Zürich: l'été commence."),
        Piece::new("han", "临岚潮汐电站", "临岚市的潮汐电站今天开始发电。"),
        Piece::new("kana", "港の橋", "ポートエラリーの橋が閉鎖された。"),
        Piece::new(
            "arabic",
            "تحلية المياه",
            "بدأت محطة تحلية المياه العمل اليوم.",
        ),
        Piece::new(
            "copy",
            "Ferry strike over",
            "The ferry crews went back to work.",
        )
        .of("farm.example", "Farm Exchange")
        .copied_from("ferry", 0.9),
    ];
    for mut piece in pieces {
        if piece.article.id == "han" {
            piece.article.language = Some("zh".into());
            piece.section = Some("13000000");
        }
        room.put(&piece).await;
    }
    room
}

#[tokio::test]
async fn finds_words_phrases_prefixes_and_leaves_out() {
    let room = newsroom().await;
    for (query, expected) in [
        ("ferry", &["bridge", "copy", "ferry"][..]),
        ("FERRY", &["bridge", "copy", "ferry"]),
        ("ferry port", &["ferry"]),
        ("\"ferry crews went\"", &["copy", "ferry"]),
        ("\"crews ferry\"", &[]),
        ("ferr*", &["bridge", "copy", "ferry"]),
        ("ferry -strike", &["bridge"]),
        ("ferry NOT strike", &["bridge"]),
        ("headline:ferry", &["copy", "ferry"]),
        ("outlet:farm ferry", &["copy"]),
        ("cafe zurich", &["naïve"]),
        ("潮汐", &["han"]),
        ("汐潮", &[]),
        ("发电", &["han"]),
        ("橋", &["kana"]),
        ("المياه", &["arabic"]),
        ("lang:zh", &["han"]),
        ("section:13000000", &["han"]),
        ("domain:farm.example", &["copy"]),
        ("ferry is:original", &["bridge", "ferry"]),
        ("is:copy", &["copy"]),
        ("before:2026-04-01", &["bridge"]),
        ("ferry after:2026-03-01 before:2026-03-31", &["bridge"]),
    ] {
        assert_eq!(found(&room, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn nonsense_is_no_error() {
    let room = newsroom().await;
    for query in [
        "",
        " ",
        "\"",
        "\"\"",
        "\"ferry",
        "ferry\"",
        "(",
        ")",
        "()",
        "*",
        "**",
        "-",
        "--",
        "NOT",
        "NOT NOT",
        "AND",
        "OR",
        "ferry AND",
        "NEAR(ferry, 2)",
        "a:b:c",
        "headline:",
        ":ferry",
        "{headline}:x",
        "^ferry",
        "+ferry",
        "ferry'; DROP TABLE article; --",
        "after:soon",
        "is:",
        "\u{0}",
        "\u{202e}ferry",
        "headline:\"",
        "-\"",
        "ferry~2",
        "\\",
        "%",
        "_",
    ] {
        found(&room, query).await;
    }
    let long = "ferry ".repeat(500);
    found(&room, &long).await;
    assert_eq!(found(&room, "\"ferry crews").await, ["copy", "ferry"]);
}

#[tokio::test]
async fn the_passage_shows_the_words_and_facets_count() {
    let room = newsroom().await;
    let query = SearchQuery::read("ferry");
    let found = room.store.search(&query, 2, 0).await.unwrap();
    assert_eq!((found.total, found.hits.len()), (3, 2));
    assert!(
        found.hits.iter().all(|hit| hit
            .listing
            .headline
            .as_deref()
            .is_some_and(|h| h.contains("Ferry"))),
        "the headline counts most"
    );
    for hit in &found.hits {
        assert!(
            hit.passage
                .iter()
                .any(|(text, marked)| *marked && text.eq_ignore_ascii_case("ferry"))
        );
    }
    assert_eq!(found.domains[0].count, 2);
    assert_eq!(found.domains.len(), 2);
    let rest = room.store.search(&query, 2, 2).await.unwrap();
    assert_eq!(rest.hits.len(), 1);
}

#[tokio::test]
async fn a_changed_article_is_found_by_its_new_words_only() {
    let room = newsroom().await;
    room.put(&Piece::new(
        "ferry",
        "Goats stay",
        "The goats stayed ashore.",
    ))
    .await;
    assert_eq!(found(&room, "goats").await, ["ferry"]);
    assert_eq!(found(&room, "strike").await, ["copy"]);
}
