use super::*;

#[test]
fn takes_the_first_that_speaks() {
    assert_eq!(
        decode(
            b"\xef\xbb\xbfcaf\xc3\xa9",
            Some("text/html; charset=latin1")
        ),
        "café"
    );
    assert_eq!(
        decode(b"caf\xe9", Some("text/html; charset=ISO-8859-1")),
        "café"
    );
    assert_eq!(
        decode(b"<meta charset=windows-1251>\xcf\xf0\xe8", None),
        "<meta charset=windows-1251>При"
    );
    assert_eq!(
        decode(
            b"<META http-equiv=x content='text/html; charset=\"koi8-r\"'>\xf0",
            None
        ),
        "<META http-equiv=x content='text/html; charset=\"koi8-r\"'>П"
    );
    assert_eq!(
        decode(b"<?xml version='1.0' encoding='shift_jis'?>\x93\xfa", None),
        "<?xml version='1.0' encoding='shift_jis'?>日"
    );
    assert_eq!(decode(b"\xff\xfeh\0i\0", None), "hi");
    assert_eq!(decode(b"<\0p\0>\0h\0i\0<\0/\0p\0", None), "<p>hi</p");
}

#[test]
fn does_not_believe_wrong_labels() {
    assert_eq!(
        decode(
            "naïve – ça".as_bytes(),
            Some("text/html; charset=iso-8859-1")
        ),
        "naïve – ça"
    );
    let russian = b"<meta charset=utf-8>\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xe0\xea \xe4\xe5\xeb\xe0, \xf7\xf2\xee \xed\xee\xe2\xee\xe3\xee \xe2 \xe3\xee\xf0\xee\xe4\xe5";
    assert!(decode(russian, None).contains("Привет, как дела"));
}

#[test]
fn keeps_going_over_broken_bytes() {
    let mut bytes = "Straße ".repeat(30).into_bytes();
    bytes.push(0xc3);
    let text = decode(&bytes, None);
    assert!(text.starts_with("Straße Straße") && text.ends_with('\u{fffd}'));
    assert_eq!(decode(b"", None), "");
}

/// A sentence or two in many languages, and the label of an encoding that has all its letters.
const TEXTS: [(&str, &str); 22] = [
    ("shift_jis", JAPANESE),
    ("euc-jp", JAPANESE),
    ("iso-2022-jp", JAPANESE),
    ("euc-kr", KOREAN),
    ("ks_c_5601-1987", KOREAN),
    ("gb18030", CHINESE),
    ("gb2312", CHINESE),
    ("gbk", CHINESE),
    ("big5", TRADITIONAL),
    ("koi8-r", RUSSIAN),
    ("koi8-u", RUSSIAN),
    ("windows-1251", RUSSIAN),
    ("iso-8859-5", RUSSIAN),
    ("ibm866", RUSSIAN),
    ("windows-1250", POLISH),
    ("iso-8859-2", POLISH),
    ("windows-1253", GREEK),
    ("windows-1254", TURKISH),
    ("windows-1255", HEBREW),
    ("windows-1256", ARABIC),
    ("tis-620", THAI),
    ("iso-8859-1", FRENCH),
];
const JAPANESE: &str =
    "川にかかる橋が四日、三日ぶりに通行できるようになった。嵐で欄干の一部がはがれていた。";
const KOREAN: &str =
    "강을 건너는 다리가 사흘 만에 다시 열렸다. 군청은 기술자들이 밤새 교각을 살폈다고 밝혔다.";
const CHINESE: &str =
    "大桥四日恢复通行。三天前的风暴刮掉了部分护栏，两辆卡车被困在河中央，没有人受伤。";
const TRADITIONAL: &str =
    "大橋四日恢復通行。三天前的風暴颳掉了部分護欄，兩輛卡車被困在河中央，沒有人受傷。";
const RUSSIAN: &str =
    "Мост через реку в субботу вновь открыли для движения, сообщили в администрации округа.";
const POLISH: &str = "Most otwarto w sobotę, trzy dni po burzy, która zerwała część barierki i zatrzymała ciężarówki. Pęknięć nie było.";
const GREEK: &str = "Η γέφυρα άνοιξε ξανά το Σάββατο, τρεις ημέρες μετά την καταιγίδα που παρέσυρε τα κιγκλιδώματα.";
const TURKISH: &str = "Köprü cumartesi günü trafiğe yeniden açıldı; fırtına korkulukların bir bölümünü sökmüştü, çatlak yoktu.";
const HEBREW: &str = "הגשר נפתח מחדש לתנועה ביום שבת, שלושה ימים אחרי הסערה שעקרה חלק מהמעקה.";
const ARABIC: &str =
    "أعيد فتح الجسر أمام حركة المرور يوم السبت بعد ثلاثة أيام من العاصفة التي اقتلعت جزءا من سياجه.";
const THAI: &str = "สะพานเปิดให้รถวิ่งอีกครั้งเมื่อวันเสาร์ สามวันหลังจากพายุพัดราวสะพานหลุดไป";
const FRENCH: &str = "Le pont a rouvert samedi, trois jours après la tempête : « Nous avons eu de la chance », a déclaré le maire.";

/// A page of a text in an encoding, with a tag in its head.
fn page(label: &str, text: &str, tag: &str) -> (Vec<u8>, String) {
    let page =
        format!("<html><head>{tag}<title>{text}</title></head><body><p>{text}</p></body></html>");
    let encoding = Encoding::for_label(label.as_bytes()).unwrap();
    let (bytes, _, lost) = encoding.encode(&page);
    assert!(!lost, "{label} lacks letters of {text}");
    (bytes.into_owned(), page)
}

#[test]
fn reads_every_encoding_by_header_and_by_tag() {
    for (label, text) in TEXTS {
        let (bytes, shown) = page(label, text, "");
        let header = format!("text/html; Charset=\"{}\"", label.to_uppercase());
        assert_eq!(decode(&bytes, Some(&header)), shown, "{label} by header");
        for tag in [
            format!("<meta charset='{label}'>"),
            format!("<Meta Charset = {label} />"),
            format!("<META content=\"text/html; charset={label}\" http-equiv=\"Content-Type\">"),
            format!("<!-- <meta charset=utf-8> --><meta name=x content=y><meta charset={label}>"),
        ] {
            let (bytes, shown) = page(label, text, &tag);
            assert_eq!(decode(&bytes, None), shown, "{label} by {tag}");
            // A server that knows no better says nothing of use.
            assert_eq!(decode(&bytes, Some("text/html; charset=unknown")), shown);
        }
    }
}

#[test]
fn detects_what_nobody_labels() {
    for (label, text) in TEXTS {
        let (bytes, shown) = page(label, text, "");
        assert_eq!(decode(&bytes, None), shown, "{label}");
    }
}

#[test]
fn a_mark_goes_before_a_header_and_a_header_before_a_tag() {
    let (bytes, shown) = page("windows-1251", RUSSIAN, "<meta charset=koi8-r>");
    assert_eq!(
        decode(&bytes, Some("text/html;charset=windows-1251")),
        shown
    );
    let tagged = format!("<meta charset=koi8-r>{RUSSIAN}");
    let marked = format!("\u{feff}{tagged}");
    assert_eq!(
        decode(marked.as_bytes(), Some("text/html; charset=windows-1251")),
        tagged
    );
}

#[test]
fn reads_utf_16_with_a_mark_and_without() {
    let page = format!(
        "<html><head><meta charset=utf-16><title>橋</title></head><p>{RUSSIAN} {CHINESE} 🌉</p>"
    );
    let bytes = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let units = mark
            .then_some(0xfeff)
            .into_iter()
            .chain(page.encode_utf16());
        units.flat_map(order).collect()
    };
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        for header in [
            None,
            Some("text/html; charset=utf-8"),
            Some("text/html; charset=utf-16"),
        ] {
            assert_eq!(decode(&bytes(order), header), page);
            assert_eq!(decode(&bytes(order, false), header), page);
        }
    }
    // What calls itself UTF-16 in bytes of ASCII isn't.
    let said = format!("<meta charset=utf-16>{RUSSIAN}");
    assert_eq!(decode(said.as_bytes(), None), said);
}

#[test]
fn a_tag_may_stand_late() {
    let filler = format!("<!-- {} -->", "x".repeat(3_000));
    let (bytes, shown) = page("koi8-r", RUSSIAN, &format!("{filler}<meta charset=koi8-r>"));
    assert_eq!(decode(&bytes, None), shown);
    // Too late for a label, it is a page like one without.
    let filler = "<link rel=x>".repeat(1_000);
    let (bytes, shown) = page(
        "windows-1251",
        RUSSIAN,
        &format!("{filler}<meta charset=koi8-r>"),
    );
    assert_eq!(decode(&bytes, None), shown);
}

#[test]
fn wrong_labels_give_way() {
    // Letters of UTF-8 under every label of a byte for a letter.
    for label in [
        "iso-8859-1",
        "windows-1252",
        "windows-1251",
        "shift_jis",
        "gbk",
        "big5",
        "euc-kr",
    ] {
        for text in [FRENCH, RUSSIAN, JAPANESE, THAI, ARABIC] {
            let said = format!("<meta charset={label}><p>{text}");
            assert_eq!(decode(said.as_bytes(), None), said);
            assert_eq!(
                decode(
                    said.as_bytes(),
                    Some(&format!("text/html; charset={label}"))
                ),
                said
            );
        }
    }
    // Quotation marks of windows-1252 in what calls itself Latin-1.
    assert_eq!(
        decode(
            b"\x93na\xefve\x94 \x96 \x80 5",
            Some("text/html; charset=iso-8859-1")
        ),
        "“naïve” – € 5"
    );
    // One encoding of East Asia under the label of another, which makes no sense of it.
    for (label, true_label, text) in [
        ("shift_jis", "euc-jp", JAPANESE),
        ("euc-jp", "shift_jis", JAPANESE),
        ("utf-8", "gbk", CHINESE),
        ("utf-8", "windows-1251", RUSSIAN),
    ] {
        let (bytes, shown) = page(true_label, text, "");
        assert_eq!(
            decode(&bytes, Some(&format!("text/html; charset={label}"))),
            shown,
            "{true_label} as {label}"
        );
    }
}
