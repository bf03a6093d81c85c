use super::*;

/// Place, wire, day, and where the report begins.
fn read(text: &str) -> Option<(String, String, String, String)> {
    let found = parse_dateline(text, &Agencies::builtin())?;
    let rest: String = text.chars().skip(found.end).collect();
    let Dateline { place, wire, on } = found.dateline;
    Some((
        place.unwrap_or_default(),
        wire.unwrap_or_default(),
        on.unwrap_or_default(),
        rest,
    ))
}

#[test]
fn reads_the_agencies_forms() {
    let mut wrong = Vec::new();
    for (text, place, wire, on, rest) in [
        (
            "ELM HARBOUR (AP) — A ferry",
            "ELM HARBOUR",
            "AP",
            "",
            "A ferry",
        ),
        (
            "DUBAI, United Arab Emirates (AP) — Oil",
            "DUBAI, United Arab Emirates",
            "AP",
            "",
            "Oil",
        ),
        ("WASHINGTON (AP) _ The", "WASHINGTON", "AP", "", "The"),
        ("(Reuters) - A judge", "", "Reuters", "", "A judge"),
        (
            "OSLO/BONN, June 3 (Reuters) - Two",
            "OSLO/BONN",
            "Reuters",
            "June 3",
            "Two",
        ),
        ("June 3 (UPI) -- A bear", "", "UPI", "June 3", "A bear"),
        (
            "Paris, 3 juin 2025 (AFP) - Le",
            "Paris",
            "AFP",
            "2025-06-03",
            "Le",
        ),
        ("Berlin (dpa/lno) - Ein", "Berlin", "dpa", "", "Ein"),
        ("Madrid, 3 jun (EFE).- El", "Madrid", "EFE", "3 jun", "El"),
        (
            "Ciudad de México, 12 may. (EFE).- La",
            "Ciudad de México",
            "EFE",
            "12 may",
            "La",
        ),
        ("(ANSA) - ROMA, 03 GIU - Il", "ROMA", "ANSA", "03 GIU", "Il"),
        (
            "Roma, 3 giu. (Adnkronos) - Il",
            "Roma",
            "Adnkronos",
            "3 giu",
            "Il",
        ),
        (
            "MINSK, June 3. /TASS/. The",
            "MINSK",
            "TASS",
            "June 3",
            "The",
        ),
        (
            "МОСКВА, 3 июня. /ТАСС/. Суд",
            "МОСКВА",
            "TASS",
            "3 июня",
            "Суд",
        ),
        (
            "МОСКВА, 3 июн — РИА Новости. Суд",
            "МОСКВА",
            "RIA",
            "3 июн",
            "Суд",
        ),
        (
            "MOSCOW. June 3 (Interfax) - The",
            "MOSCOW",
            "Interfax",
            "June 3",
            "The",
        ),
        (
            "New Delhi, Jun 3 (PTI) The court",
            "New Delhi",
            "PTI",
            "Jun 3",
            "The court",
        ),
        (
            "New Delhi [India], June 3 (ANI): The",
            "New Delhi [India]",
            "ANI",
            "June 3",
            "The",
        ),
        (
            "TOKYO, June 3 (Kyodo) - The",
            "TOKYO",
            "Kyodo",
            "June 3",
            "The",
        ),
        (
            "SEOUL, June 3 (Yonhap) -- The",
            "SEOUL",
            "Yonhap",
            "June 3",
            "The",
        ),
        (
            "ABU DHABI, 3rd June, 2025 (WAM) -- The",
            "ABU DHABI",
            "WAM",
            "2025-06-03",
            "The",
        ),
        (
            "Riyadh, June 3, 2025, SPA -- The",
            "Riyadh",
            "SPA",
            "2025-06-03",
            "The",
        ),
        ("Damascus, SANA- The", "Damascus", "SANA", "", "The"),
        ("Tehran, IRNA – The", "Tehran", "IRNA", "", "The"),
        (
            "Praha 3. června (ČTK) - Vláda",
            "Praha",
            "CTK",
            "3. června",
            "Vláda",
        ),
        (
            "RAMALLAH, Tuesday, June 3, 2025 (WAFA) – The",
            "RAMALLAH",
            "WAFA",
            "2025-06-03",
            "The",
        ),
        (
            "OSLO, June 3, 2025 /PRNewswire/ -- Acme",
            "OSLO",
            "PRNewswire",
            "2025-06-03",
            "Acme",
        ),
        (
            "OSLO--(BUSINESS WIRE)--Acme",
            "OSLO",
            "BusinessWire",
            "",
            "Acme",
        ),
        (
            "OSLO, June 03, 2025 (GLOBE NEWSWIRE) -- Acme",
            "OSLO",
            "GlobeNewswire",
            "2025-06-03",
            "Acme",
        ),
        (
            "OSLO, NORWAY / ACCESSWIRE / June 3, 2025 / Acme",
            "OSLO, NORWAY",
            "Accesswire",
            "2025-06-03",
            "Acme",
        ),
        (
            "Oslo, Norway--(Newsfile Corp. - June 3, 2025) - Acme",
            "Oslo, Norway",
            "Newsfile",
            "2025-06-03",
            "Acme",
        ),
        (
            "HONG KONG - Media OutReach Newswire - 3 June 2025 - Acme",
            "HONG KONG",
            "MediaOutReach",
            "2025-06-03",
            "Acme",
        ),
        (
            "Washington (CNN) Two years",
            "Washington",
            "CNN",
            "",
            "Two years",
        ),
        ("(CNN)Two years", "", "CNN", "", "Two years"),
        ("القاهرة (رويترز) - قال", "القاهرة", "Reuters", "", "قال"),
        (
            "新华社北京6月3日电（记者王五）今天",
            "北京",
            "Xinhua",
            "6月3日",
            "今天",
        ),
        ("（中央社台北3日電）今天", "台北", "CNA", "3日", "今天"),
        (
            "【ワシントン共同】きょう",
            "ワシントン",
            "Kyodo",
            "",
            "きょう",
        ),
        (
            "[北京 3日 ロイター] - きょう",
            "北京",
            "Reuters",
            "3日",
            "きょう",
        ),
        (
            "(서울=연합뉴스) 홍길동 기자 = 오늘",
            "서울",
            "Yonhap",
            "",
            "오늘",
        ),
        ("Paris (AFP) – Le", "Paris", "AFP", "", "Le"),
        (
            "Berlin, 03. Jun (Reuters) - Die",
            "Berlin",
            "Reuters",
            "03. Jun",
            "Die",
        ),
        (
            "PEKÍN, 3 jun (Xinhua) -- El",
            "PEKÍN",
            "Xinhua",
            "3 jun",
            "El",
        ),
        ("Madrid (EFE).- El", "Madrid", "EFE", "", "El"),
        (
            "Lisboa, 03 jun 2025 (Lusa) – O",
            "Lisboa",
            "Lusa",
            "2025-06-03",
            "O",
        ),
        (
            "Warszawa, 3 czerwca (PAP) – Sejm",
            "Warszawa",
            "PAP",
            "3 czerwca",
            "Sejm",
        ),
        (
            "Bruxelles, 3 juin (Belga) - Le",
            "Bruxelles",
            "Belga",
            "3 juin",
            "Le",
        ),
        (
            "BRUSSEL 03/06 (BELGA) = De",
            "BRUSSEL",
            "Belga",
            "03/06",
            "De",
        ),
        ("Wien (APA) - Der", "Wien", "APA", "", "Der"),
        ("Wien/Graz (APA/dpa) – Der", "Wien/Graz", "APA", "", "Der"),
        (
            "Bern, 3. Juni (Keystone-SDA) - Der",
            "Bern",
            "SDA",
            "3. Juni",
            "Der",
        ),
        (
            "(Keystone-SDA) Der Bundesrat",
            "",
            "SDA",
            "",
            "Der Bundesrat",
        ),
        ("Genève (ats) - Le", "Genève", "SDA", "", "Le"),
        (
            "Oslo (NTB): Statsministeren",
            "Oslo",
            "NTB",
            "",
            "Statsministeren",
        ),
        (
            "OSLO (©NTB): Statsministeren",
            "OSLO",
            "NTB",
            "",
            "Statsministeren",
        ),
        (
            "STOCKHOLM (TT) Regeringen",
            "STOCKHOLM",
            "TT",
            "",
            "Regeringen",
        ),
        (
            "KØBENHAVN (Ritzau): Regeringen",
            "KØBENHAVN",
            "Ritzau",
            "",
            "Regeringen",
        ),
        (
            "København /ritzau/ - Regeringen",
            "København",
            "Ritzau",
            "",
            "Regeringen",
        ),
        (
            "KUALA LUMPUR, June 3 (Bernama) -- The",
            "KUALA LUMPUR",
            "Bernama",
            "June 3",
            "The",
        ),
        (
            "Jakarta (ANTARA) - Menteri",
            "Jakarta",
            "Antara",
            "",
            "Menteri",
        ),
        ("Hanoi (VNA) – The", "Hanoi", "VNA", "", "The"),
        ("Hà Nội (TTXVN) - Thủ", "Hà Nội", "VNA", "", "Thủ"),
        ("ANKARA (AA) - Bakan", "ANKARA", "Anadolu", "", "Bakan"),
        ("İSTANBUL (AA) – Bakan", "İSTANBUL", "Anadolu", "", "Bakan"),
        (
            "KUWAIT, June 3 (KUNA) -- The",
            "KUWAIT",
            "KUNA",
            "June 3",
            "The",
        ),
        (
            "الكويت - 3 - 6 (كونا) -- قال",
            "الكويت",
            "KUNA",
            "3 - 6",
            "قال",
        ),
        (
            "CAIRO, June 3 (MENA) - The",
            "CAIRO",
            "MENA",
            "June 3",
            "The",
        ),
        (
            "القاهرة 3 يونيو (أ ش أ) - قال",
            "القاهرة",
            "MENA",
            "3 يونيو",
            "قال",
        ),
        ("دبي (وام) - قال", "دبي", "WAM", "", "قال"),
        ("تهران - ایرنا - وزیر", "تهران", "IRNA", "", "وزیر"),
        (
            "Brasília (Agência Brasil) - O",
            "Brasília",
            "AgenciaBrasil",
            "",
            "O",
        ),
        (
            "Москва. 3 июня. INTERFAX.RU - Суд",
            "Москва",
            "Interfax",
            "3 июня",
            "Суд",
        ),
        (
            "नई दिल्ली, 3 जून (पीटीआई) - अदालत",
            "नई दिल्ली",
            "PTI",
            "3 जून",
            "अदालत",
        ),
        (
            "Mumbai (Maharashtra) [India], June 3 (ANI): The",
            "Mumbai (Maharashtra) [India]",
            "ANI",
            "June 3",
            "The",
        ),
        ("WASHINGTON — The", "WASHINGTON", "", "", "The"),
        ("ST. LOUIS, Mo. — The", "ST. LOUIS, Mo.", "", "", "The"),
        ("Oslo, June 3 – The", "Oslo", "", "June 3", "The"),
    ] {
        let expected = (place.into(), wire.into(), on.into(), rest.into());
        let found = read(text);
        if found.as_ref() != Some(&expected) {
            wrong.push((text, found));
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn keeps_a_strange_supplier_apart() {
    let agencies = Agencies::builtin();
    let found = parse_dateline("ELM HARBOUR (Golden Oak Academy) - A ferry", &agencies)
        .expect("is a dateline");
    assert_eq!(found.supplier.as_deref(), Some("Golden Oak Academy"));
    assert_eq!(found.supplier_span, Some((13, 31)));
    assert_eq!(found.dateline.wire, None);
}

#[test]
fn takes_no_sentence_for_a_dateline() {
    let mut wrong = Vec::new();
    for text in [
        "",
        "The AP (Associated Press) — known for speed — said",
        "Mayor Ann Lee — the city's first — resigned",
        "The ferry (Reuters) - as it were",
        "He told Reuters - and others - that",
        "I — We",
        "NASA (National Aeronautics and Space Administration) launched",
        "In June 3 (AP) items were",
        "— — —",
        "((((((((((",
        "NEW YORK (NYSE: ACME) — Shares",
        "Ann Lee (AP) reported from the bridge - and left",
        "BERLIN 2:1 (1:0) - Ein Tor",
        "PART 2 — The bridge",
        "Q&A: The bridge — and why",
        "\"OSLO (AP) — A ferry\", the note began",
        "They said (Reuters) - and so on",
        "On June 3 (AP photo) - the",
        "According to Xinhua, June 3 - a ferry",
    ] {
        let found = read(text).filter(|(_, wire, ..)| !wire.is_empty() || !text.starts_with('('));
        wrong.extend(found.map(|found| (text, found)));
    }
    assert_eq!(wrong, []);
}

#[test]
fn looks_past_captions() {
    let agencies = Agencies::builtin();
    let text = "  Voters wait in Elm Harbour.\n\nELM HARBOUR (AP) — A ferry";
    let found = find_dateline(text, &agencies).expect("has a dateline");
    assert_eq!(
        text.chars().skip(found.start).collect::<String>(),
        "ELM HARBOUR (AP) — A ferry"
    );
    assert_eq!(text.chars().skip(found.end).collect::<String>(), "A ferry");
    let (from, to) = found.supplier_span.expect("names its supplier");
    assert_eq!(
        text.chars().skip(from).take(to - from).collect::<String>(),
        "AP"
    );
}
