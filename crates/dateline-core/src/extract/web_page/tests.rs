//! Whole pages.

use super::*;
use crate::model::Body;

fn read(bytes: &[u8]) -> Extraction {
    let document = Document {
        body: Body::Html(bytes.to_vec()),
        url: Some("https://fordcourier.example/a".into()),
        ..Document::default()
    };
    extract_html(&document, bytes, &Agencies::default())
}

#[test]
fn says_why_there_is_no_article() {
    for (bytes, reason) in [
        (&b""[..], "empty input"),
        (b"  \n ", "empty input"),
        (b"%PDF-1.7 x", "not HTML: a PDF"),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08", "not HTML: binary data"),
        (b"<html><body></body></html>", "no text on the page"),
        (
            b"<nav><a href=/>Home</a></nav>",
            "no article text found on the page",
        ),
    ] {
        let found = read(bytes).article;
        assert_eq!(found.error.as_deref(), Some(reason));
        assert!(found.text.is_empty() && found.confidence == 0.0);
    }
}

#[test]
fn says_that_a_budget_cut_and_keeps_the_text() {
    let paragraph = "<p>The council of the river town voted on Friday to open the new bridge.";
    let story = format!("<h1>Bridge opens</h1><article>{}", paragraph.repeat(3));
    let whole = read(story.as_bytes()).article;
    assert_eq!((whole.error, whole.incomplete), (None, None));
    let long = format!("{story}</article>{}", "<li>a".repeat(20_001));
    let cut = read(long.as_bytes()).article;
    assert_eq!((cut.error, cut.text), (None, whole.text));
    assert!(cut.incomplete.is_some_and(|why| why.contains("20,000")));
}

#[test]
fn a_text_that_repeats_itself_is_kept_once() {
    let sentence =
        "The council of the river town voted on Friday to open the new bridge to all traffic. ";
    for (times, paragraphs) in [(1, 1), (1, 9), (4, 1), (4, 3), (4, 30)] {
        let said = sentence.repeat(times);
        let text = format!("<p>{said}").repeat(paragraphs);
        let page =
            format!("<title>Bridge opens</title><article><h1>Bridge opens</h1>{text}</article>");
        let found = read(page.as_bytes()).article;
        assert_eq!(
            (found.error, found.text.as_str()),
            (None, said.trim()),
            "{times} {paragraphs}"
        );
    }
}

#[test]
fn survives_hostile_pages() {
    let nested = "<div>".repeat(200_000) + "x";
    let cells = "<table><tr><td>".repeat(3_000);
    let broken = b"<p>\xff\xfe\xc3\x28 a \xe2\x82 b</p><".repeat(500);
    for bytes in [nested.as_bytes(), cells.as_bytes(), &broken] {
        let found = read(bytes);
        assert_eq!(found.layout.spans.len(), found.article.blocks.len());
    }
}

/// A page with a head, a menu, the paragraphs and a footer, as `wrap` puts them together.
fn page(lang: &str, headline: &str, paragraphs: &[&str]) -> String {
    let text: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>"))
        .collect();
    format!(
        "<html lang={lang}><head><title>{headline}</title></head><body><nav><a href=/1>1</a> <a href=/2>2</a></nav>\
         <article><h1>{headline}</h1>{text}</article><footer><a href=/3>3</a></footer></body></html>"
    )
}

#[test]
fn reads_pages_in_many_scripts() {
    let pages: [(&str, &str, [&str; 3]); 5] = [
        (
            "zh",
            "北桥周五通车",
            [
                "北桥周五上午正式通车，这座跨越温德河的大桥修建了两年，耗资四千万元。",
                "市长说，渡轮将继续运行到五月，居民可以免费乘坐，直到新的公交线路开通为止。",
                "交通部门预计每天约有一万二千辆汽车经过大桥，是旧桥的两倍。",
            ],
        ),
        (
            "ja",
            "北橋が金曜日に開通",
            [
                "ウェンド川にかかる北橋が金曜日の朝に開通した。工事には二年を要した。",
                "市長は、渡し船は五月まで運航を続け、住民は無料で乗ることができると述べた。",
                "交通局によると、一日に約一万二千台の車が橋を渡る見込みだ。",
            ],
        ),
        (
            "ar",
            "افتتاح الجسر الشمالي يوم الجمعة",
            [
                "افتتح الجسر الشمالي فوق نهر ويند صباح الجمعة بعد عامين من العمل المتواصل في المدينة.",
                "وقال رئيس البلدية إن العبارة ستواصل رحلاتها حتى شهر مايو، وإن السكان يستطيعون ركوبها مجانا.",
                "وتتوقع إدارة المرور أن تعبر الجسر نحو اثني عشر ألف سيارة كل يوم، أي ضعف العدد السابق.",
            ],
        ),
        (
            "hi",
            "उत्तरी पुल शुक्रवार को खुला",
            [
                "वेंड नदी पर बना उत्तरी पुल दो साल के काम के बाद शुक्रवार सुबह लोगों के लिए खोल दिया गया।",
                "महापौर ने कहा कि नाव सेवा मई तक जारी रहेगी और निवासी बिना किसी शुल्क के उसमें यात्रा कर सकेंगे।",
                "यातायात विभाग का अनुमान है कि हर दिन लगभग बारह हजार गाड़ियां इस पुल से गुजरेंगी।",
            ],
        ),
        (
            "ru",
            "Северный мост открыли в пятницу",
            [
                "Северный мост через реку Венд открыли в пятницу утром после двух лет работы и долгих споров.",
                "Мэр сказал, что паром будет ходить до мая и что жители смогут пользоваться им бесплатно.",
                "Дорожная служба ожидает, что по мосту каждый день будут проезжать около двенадцати тысяч машин.",
            ],
        ),
    ];
    for (lang, headline, paragraphs) in pages {
        let found = read(page(lang, headline, &paragraphs).as_bytes()).article;
        assert_eq!(found.text, paragraphs.join("\n\n"), "{lang}");
        assert_eq!(found.headline.as_deref(), Some(headline));
    }
}

const STORY: [&str; 4] = [
    "The bridge over the Wend opened on Friday after two years of work and eleven months of delay, the town said.",
    "Mayor Ada Brook said that the ferry would run until May, and that nobody would have to pay for it until then.",
    "About twelve thousand cars are expected to cross each day, twice as many as the old bridge could carry in a week.",
    "The last ferryman, who is sixty-one, said that he would take the first bus over it and then look for a boat.",
];

#[test]
fn reads_amp() {
    let paragraphs: String = STORY.iter().map(|text| format!("<p>{text}</p>")).collect();
    let amp = format!(
        "<!doctype html><html amp lang=en><head><title>Bridge opens</title></head><body><amp-sidebar id=menu>\
         <ul><li><a href=/a>Town</a></ul></amp-sidebar><main><h1>Bridge opens</h1><amp-img src=a.jpg></amp-img>\
         {paragraphs}<amp-ad><div>Pallets</div></amp-ad></main></body></html>"
    );
    assert_eq!(read(amp.as_bytes()).article.text, STORY.join("\n\n"));
}
