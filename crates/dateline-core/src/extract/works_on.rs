//! The ways in which pages carry their text, each with a page of our own: the same story must come out of all of them.

use super::extract_article;
use crate::agencies::Agencies;
use crate::model::{Article, Body, Document};

const STORY: [&str; 4] = [
    "The bridge over the Wend opened on Friday after two years of work and eleven months of delay, the town said.",
    "Mayor Ada Brook said that the ferry would run until May, and that nobody would have to pay for it until then.",
    "About twelve thousand cars are expected to cross each day, twice as many as the old bridge could carry in a week.",
    "The last ferryman, who is sixty-one, said that he would take the first bus over it and then look for a boat.",
];

fn read(page: &str) -> Article {
    let document = Document {
        body: Body::Html(page.as_bytes().to_vec()),
        url: Some("https://fordcourier.example/town/bridge-opens".into()),
        ..Document::default()
    };
    extract_article(&document, &Agencies::default()).article
}

fn paragraphs() -> String {
    STORY.iter().map(|text| format!("<p>{text}</p>")).collect()
}

/// The story as JSON strings, each in `wrap` with `$` for it.
fn listed(wrap: &str) -> String {
    let items: Vec<String> = STORY.iter().map(|text| wrap.replace('$', text)).collect();
    items.join(",")
}

fn shell(script: &str) -> String {
    format!(
        "<!doctype html><html lang=en><head><title>Bridge opens</title></head><body><div id=root><a href=/>The Ford Courier</a>\
         <p>Loading</p></div>{script}</body></html>"
    )
}

#[track_caller]
fn is_story(page: &str) {
    let article = read(page);
    assert_eq!((article.error, article.page_kind), (None, None));
    assert_eq!(article.text, STORY.join("\n\n"));
}

#[test]
fn next_data_with_elements() {
    let elements = listed(r#"{"type":"text","content":"$"}"#);
    is_story(&shell(&format!(
        r#"<script id=__NEXT_DATA__ type="application/json">{{"props":{{"pageProps":{{"article":{{"title":"Bridge opens","elements":[{elements}]}},
        "related":[{{"content":"The market moves to the square in June, traders were told on Monday."}}]}}}},"page":"/[slug]","query":{{"slug":"bridge-opens"}}}}</script>"#
    )));
}

#[test]
fn next_streamed_in_parts() {
    let body = paragraphs();
    let half = body.len() / 2;
    let row = format!("2:T{:x},{body}3:[\"$\",\"p\",null]\n", body.len());
    let parts: String = [&row[..half], &row[half..]]
        .iter()
        .map(|part| {
            format!(
                "<script>self.__next_f.push([1,{}])</script>",
                serde_json::to_string(part).unwrap()
            )
        })
        .collect();
    is_story(&shell(&format!(
        "<script>(self.__next_f=self.__next_f||[]).push([0])</script>{parts}"
    )));
}

#[test]
fn nuxt_as_a_call_and_as_data() {
    let body = paragraphs().replace('<', "\\u003C").replace('/', "\\u002F");
    is_story(&shell(&format!(
        "<script>window.__NUXT__=(function(a,b,c){{return {{layout:\"default\",data:[{{article:{{title:a,body:\"{body}\",live:b}}}}],error:c}}}}(\"Bridge opens\",!1,null));</script>"
    )));
    let flat = format!(
        r#"[["Reactive",1],{{"body":2}},{}]"#,
        serde_json::to_string(&paragraphs()).unwrap()
    );
    is_story(&shell(&format!(
        "<script type=application/json id=__NUXT_DATA__>{flat}</script>"
    )));
}

#[test]
fn apollo_fusion_redux_and_gatsby() {
    let list = listed(r#"{"__typename":"Paragraph","text":"$"}"#);
    is_story(&shell(&format!(
        r#"<script>window.__APOLLO_STATE__={{"Article:1":{{"headline":"Bridge opens","body":[{list}]}}}};</script>"#
    )));
    let fusion = listed(r#"{"_id":"X","type":"text","content":"$"}"#);
    is_story(&shell(&format!(
        r#"<script>window.Fusion=window.Fusion||{{}};Fusion.arcSite="courier";Fusion.globalContent={{"type":"story","content_elements":[{fusion}]}};Fusion.lastModified=1;</script>"#
    )));
    for name in ["__INITIAL_STATE__", "__PRELOADED_STATE__"] {
        let state = serde_json::to_string(&format!(
            r#"{{"page":{{"story":{{"paragraphs":[{}]}}}}}}"#,
            listed(r#""$""#)
        ))
        .unwrap();
        is_story(&shell(&format!(
            "<script>window.{name} = JSON.parse({state});</script>"
        )));
    }
    let gatsby = serde_json::to_string(&paragraphs()).unwrap();
    is_story(&shell(&format!(
        "<script>/*<![CDATA[*/window.pagePath=\"/bridge-opens\";window.___initialState={{page:{{html:{gatsby}}}}};/*]]>*/</script>"
    )));
}

#[test]
fn linked_data_alone() {
    let body = STORY.join("\\n\\n");
    is_story(&shell(&format!(
        r#"<script type=application/ld+json>{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge opens","articleBody":"{body}"}}</script>"#
    )));
}

#[test]
fn state_of_a_page_that_shows_its_text_changes_nothing() {
    let other = listed(
        r#"{"text":"Not this: $ And it goes on for many more words than the page shows, so that it would win."}"#,
    );
    let page = format!(
        "<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>{}</article><script>window.__INITIAL_STATE__={{\"a\":[{other}]}}</script></body></html>",
        paragraphs()
    );
    is_story(&page);
}

#[test]
fn amp_pages_and_stories() {
    let text = paragraphs();
    is_story(&format!(
        "<!doctype html><html ⚡ lang=en><head><title>Bridge opens</title></head><body><amp-consent id=c><div id=ui><p>We and our partners use cookies \
         to show you ads. You may accept or refuse at any time.</p><button>Accept</button></div></amp-consent><amp-sidebar id=menu><ul><li><a href=/a>Town</a></ul>\
         </amp-sidebar><main><h1>Bridge opens</h1><amp-img src=a.jpg alt=Bridge><noscript><img src=a.jpg></noscript></amp-img>{text}<amp-ad><div>Pallets</div></amp-ad>\
         </main></body></html>"
    ));
    let pages: String = STORY
        .iter()
        .enumerate()
        .map(|(n, text)| format!("<amp-story-page id=p{n}><amp-story-grid-layer template=fill><amp-img src={n}.jpg></amp-img></amp-story-grid-layer>\
             <amp-story-grid-layer template=vertical><p>{text}</p></amp-story-grid-layer></amp-story-page>"))
        .collect();
    is_story(&format!(
        "<!doctype html><html amp lang=en><head><title>Bridge opens</title></head><body><amp-story standalone title=\"Bridge opens\">{pages}</amp-story></body></html>"
    ));
}

#[test]
fn print_views_noscript_shadow_roots_and_templates() {
    let text = paragraphs();
    is_story(&format!(
        "<html><head><title>Bridge opens - print</title></head><body onload=window.print()><h1>Bridge opens</h1>{text}<hr><p><a href=/town/bridge-opens>\
         https://fordcourier.example/town/bridge-opens</a></p></body></html>"
    ));
    is_story(&shell(&format!(
        "<noscript><article><h1>Bridge opens</h1>{text}</article></noscript>"
    )));
    for mode in ["shadowrootmode=open", "shadowroot=open"] {
        is_story(&format!(
            "<html><head><title>Bridge opens</title></head><body><news-story><template {mode}><article><h1>Bridge opens</h1>{text}</article></template></news-story></body></html>"
        ));
    }
    is_story(&shell(&format!("<template id=story>{text}</template>")));
}

#[test]
fn a_page_that_is_one_pre() {
    let lines: Vec<String> = STORY.iter().map(|text| text.replace(", ", ",\n")).collect();
    let article = read(&format!(
        "<html><head></head><body><pre>{}</pre></body></html>",
        lines.join("\n\n")
    ));
    assert_eq!(article.error, None);
    assert_eq!(
        article.text.split_whitespace().collect::<Vec<_>>(),
        STORY.join(" ").split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(article.blocks.len(), 4);
}

#[test]
fn reads_thai_korean_and_more() {
    let pages: [(&str, &str, [&str; 3]); 4] = [
        (
            "th",
            "สะพานเหนือเปิดวันศุกร์",
            [
                "สะพานข้ามแม่น้ำเวนด์เปิดใช้งานเมื่อเช้าวันศุกร์หลังจากก่อสร้างมานานสองปีและล่าช้าไปสิบเอ็ดเดือน",
                "นายกเทศมนตรีกล่าวว่าเรือข้ามฟากจะให้บริการจนถึงเดือนพฤษภาคมและชาวเมืองไม่ต้องเสียค่าโดยสาร",
                "กรมทางหลวงคาดว่าจะมีรถยนต์ข้ามสะพานวันละประมาณหนึ่งหมื่นสองพันคัน",
            ],
        ),
        (
            "ko",
            "북교 금요일 개통",
            [
                "웬드강을 가로지르는 북교가 2년간의 공사 끝에 금요일 아침 개통됐다고 시가 밝혔다.",
                "시장은 나룻배가 5월까지 운항하며 그때까지 주민들은 무료로 탈 수 있다고 말했다.",
                "교통 당국은 하루 약 1만 2천 대의 차량이 다리를 건널 것으로 예상한다고 설명했다.",
            ],
        ),
        (
            "he",
            "הגשר הצפוני נפתח ביום שישי",
            [
                "הגשר הצפוני מעל נהר ונד נפתח ביום שישי בבוקר אחרי שנתיים של עבודה ואחד עשר חודשי עיכוב.",
                "ראש העיר אמרה שהמעבורת תמשיך לשוט עד מאי ושאיש לא יצטרך לשלם עליה עד אז.",
                "כשנים עשר אלף מכוניות צפויות לחצות את הגשר בכל יום, פי שניים מהגשר הישן.",
            ],
        ),
        (
            "el",
            "Άνοιξε η βόρεια γέφυρα",
            [
                "Η γέφυρα πάνω από τον Βεντ άνοιξε την Παρασκευή μετά από δύο χρόνια εργασιών και πολλές καθυστερήσεις.",
                "Η δήμαρχος είπε ότι το πορθμείο θα λειτουργεί ως τον Μάιο και ότι κανείς δεν θα πληρώνει.",
                "Περίπου δώδεκα χιλιάδες αυτοκίνητα αναμένεται να περνούν κάθε μέρα από τη νέα γέφυρα.",
            ],
        ),
    ];
    for (lang, headline, paragraphs) in pages {
        let text: String = paragraphs
            .iter()
            .map(|text| format!("<p>{text}</p>"))
            .collect();
        let article = read(&format!(
            "<html lang={lang}><head><title>{headline}</title></head><body><nav><a href=/1>1</a> <a href=/2>2</a></nav><article><h1>{headline}</h1>{text}</article></body></html>"
        ));
        assert_eq!(article.text, paragraphs.join("\n\n"), "{lang}");
        assert_eq!(article.headline.as_deref(), Some(headline));
    }
}
