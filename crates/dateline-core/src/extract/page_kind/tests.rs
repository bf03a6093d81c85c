use crate::agencies::Agencies;
use crate::extract::extract_article;
use crate::model::{Article, Body, Document, PageKind};

fn read(url: &str, page: &str) -> Article {
    let document = Document {
        url: Some(url.to_owned()),
        body: Body::Html(page.as_bytes().to_vec()),
        ..Document::default()
    };
    extract_article(&document, &Agencies::default()).article
}

/// Headlines and first words of stories that never happened, in several languages.
const STORIES: [(&str, &[(&str, &str)]); 6] = [
    (
        "en",
        &[
            (
                "Ferry stops for good in May",
                "The last ferry over the Wend will stop in May, the council decided on Friday after a long debate.",
            ),
            (
                "Town hall gets a new roof",
                "Workers began to lay slate on the old town hall this week. The roof had leaked since the storm.",
            ),
            (
                "Market moves to the square",
                "Traders must leave the quay by June, when the new bridge takes its place, the mayor said.",
            ),
            (
                "School wins prize for its garden",
                "Pupils of the river school grew nine kinds of beans and won the county's prize for it.",
            ),
            (
                "Night bus to North Ford is back",
                "From Monday a bus runs every hour after midnight, for the first time in eleven years.",
            ),
            (
                "Two held after break-in at the mill",
                "Police arrested two men on Thursday who are said to have taken copper from the old mill.",
            ),
            (
                "Swim club looks for a new pool",
                "The baths close in autumn and the club with its four hundred members has nowhere to go.",
            ),
            (
                "Harvest late but good, farmers say",
                "After a wet May the wheat stands high, and the farmers of the valley are content.",
            ),
        ],
    ),
    (
        "de",
        &[
            (
                "Die Fähre fährt nur noch bis Mai",
                "Der Rat hat am Freitag beschlossen, dass die letzte Fähre über die Wend im Mai eingestellt wird.",
            ),
            (
                "Neues Dach für das alte Rathaus",
                "Seit dieser Woche decken Handwerker das Rathaus neu, durch das es seit dem Sturm geregnet hatte.",
            ),
            (
                "Der Markt zieht auf den Platz um",
                "Bis Juni müssen die Händler den Kai räumen, sagte die Bürgermeisterin am Donnerstag.",
            ),
            (
                "Schule gewinnt Preis für Garten",
                "Neun Sorten Bohnen haben die Kinder gezogen und dafür den Preis des Kreises erhalten.",
            ),
            (
                "Der Nachtbus fährt wieder stündlich",
                "Zum ersten Mal seit elf Jahren fährt nach Mitternacht wieder ein Bus nach Nordfurt.",
            ),
            (
                "Zwei Festnahmen nach Einbruch in Mühle",
                "Die Polizei hat zwei Männer festgenommen, die Kupfer aus der alten Mühle geholt haben sollen.",
            ),
        ],
    ),
    (
        "es",
        &[
            (
                "El transbordador se despide en mayo",
                "El último transbordador sobre el río dejará de navegar en mayo, decidió el concejo el viernes.",
            ),
            (
                "El ayuntamiento estrena tejado nuevo",
                "Los obreros empezaron esta semana a colocar pizarra en el viejo edificio del ayuntamiento.",
            ),
            (
                "El mercado se muda a la plaza mayor",
                "Los vendedores deben dejar el muelle antes de junio, dijo la alcaldesa a los periodistas.",
            ),
            (
                "Una escuela gana premio por su huerto",
                "Los alumnos cultivaron nueve clases de judías y ganaron por ello el premio de la comarca.",
            ),
            (
                "Vuelve el autobús nocturno al norte",
                "Desde el lunes hay un autobús cada hora después de medianoche, por primera vez en once años.",
            ),
            (
                "Dos detenidos por el robo del molino",
                "La policía detuvo el jueves a dos hombres que habrían robado cobre del viejo molino.",
            ),
        ],
    ),
    (
        "ru",
        &[
            (
                "Паром закроют в мае навсегда",
                "Последний паром через Венд перестанет ходить в мае, решил в пятницу городской совет.",
            ),
            (
                "Ратуша получит новую крышу",
                "Рабочие начали на этой неделе крыть сланцем старую ратушу, которая протекала после бури.",
            ),
            (
                "Рынок переезжает на площадь города",
                "Торговцы должны освободить набережную к июню, сообщила мэр города в четверг.",
            ),
            (
                "Школа получила премию за сад",
                "Ученики вырастили девять сортов фасоли и получили за это премию округа.",
            ),
            (
                "Ночной автобус снова ходит на север",
                "С понедельника автобус ходит каждый час после полуночи впервые за одиннадцать лет.",
            ),
            (
                "Двое задержаны после кражи на мельнице",
                "Полиция задержала двух мужчин, которые, как считают, украли медь со старой мельницы.",
            ),
        ],
    ),
    (
        "zh",
        &[
            (
                "北桥渡轮五月停航告别居民",
                "市议会周五决定，温德河上最后一班渡轮将于五月停航，居民改乘公交车。",
            ),
            (
                "市政厅换新屋顶工程本周开工",
                "工人本周开始为老市政厅铺设石板屋顶，自风暴以来屋顶一直漏水。",
            ),
            (
                "集市六月搬到中心广场经营",
                "市长说，商贩须在六月前离开码头，为新桥让路，新摊位免租一年。",
            ),
            (
                "河畔学校菜园获得全县大奖",
                "学生们种植了九种豆子，因此获得了今年全县的学校菜园奖。",
            ),
            (
                "北福特夜班公交车恢复运行",
                "从星期一起，午夜之后每小时一班车，这是十一年来的第一次。",
            ),
            (
                "两人因磨坊失窃案被警方拘留",
                "警方周四逮捕了两名男子，他们涉嫌从老磨坊偷走铜线。",
            ),
        ],
    ),
    (
        "ar",
        &[
            (
                "العبارة تتوقف نهائيا في شهر مايو",
                "قرر المجلس يوم الجمعة أن آخر عبارة فوق نهر ويند ستتوقف في شهر مايو المقبل.",
            ),
            (
                "سقف جديد لمبنى البلدية القديم",
                "بدأ العمال هذا الأسبوع في تركيب سقف جديد لمبنى البلدية الذي تسرب منه الماء.",
            ),
            (
                "السوق ينتقل إلى الساحة الكبيرة",
                "قالت رئيسة البلدية إن على التجار مغادرة الرصيف قبل شهر يونيو من أجل الجسر.",
            ),
            (
                "مدرسة تفوز بجائزة عن حديقتها",
                "زرع التلاميذ تسعة أنواع من الفول وفازوا بجائزة المقاطعة لهذا العام.",
            ),
            (
                "عودة الحافلة الليلية إلى الشمال",
                "ابتداء من الاثنين تسير حافلة كل ساعة بعد منتصف الليل لأول مرة منذ سنوات.",
            ),
            (
                "توقيف رجلين بعد سرقة الطاحونة",
                "أوقفت الشرطة يوم الخميس رجلين يشتبه في أنهما سرقا النحاس من الطاحونة القديمة.",
            ),
        ],
    ),
];

/// How a page shows one teaser: number, headline, summary.
type Design = fn(usize, &str, &str) -> String;

const DESIGNS: [(&str, Design); 6] = [
    ("cards", |n, headline, text| {
        format!(
            "<div class=card><a href=/news/{n}><img src=/{n}.jpg></a><h3><a href=/news/{n}>{headline}</a></h3><p>{text}</p></div>"
        )
    }),
    ("one link around each", |n, headline, text| {
        format!("<li><a href=/news/{n}><h2>{headline}</h2><p>{text}</p></a></li>")
    }),
    ("plain headlines", |n, headline, _| {
        format!("<p><a href=/news/{n}>{headline}</a></p>")
    }),
    ("articles with time and more", |n, headline, text| {
        format!(
            "<article><header><h2><a href=/news/{n}>{headline}</a></h2><time datetime=2024-05-0{n}>{n}. 5.</time></header><div><p>{text} …</p><a href=/news/{n}>Read more</a></div></article>"
        )
    }),
    ("a table", |n, headline, text| {
        format!(
            "<tr><td><img src=/{n}.jpg></td><td><b><a href=/news/{n}>{headline}</a></b><br>{text}</td></tr>"
        )
    }),
    ("one flat column", |n, headline, text| {
        format!("<h3><a href=/news/{n}>{headline}</a></h3><p>{text}</p>")
    }),
];

fn list_of(design: usize, stories: &[(&str, &str)]) -> String {
    let (_, write) = DESIGNS[design];
    let items = stories.iter().enumerate();
    let list: String = items
        .map(|(n, (headline, text))| write(n + 1, headline, text))
        .collect();
    match list.starts_with("<tr") {
        true => format!("<table>{list}</table>"),
        false => list,
    }
}

fn page(lang: &str, head: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang={lang}><head>{head}</head><body><header><a href=/>The Ford Courier</a><nav><a href=/news>News</a> \
         <a href=/sport>Sport</a></nav></header><main>{body}</main><footer><a href=/about>About</a> © Ford Courier</footer></body></html>"
    )
}

/// What went wrong on the pages of a test, all of it at once.
#[derive(Default)]
struct Wrong(String);

impl Wrong {
    fn unless_kind(&mut self, article: &Article, kind: PageKind, what: &str) {
        let empty = article.text.is_empty() && article.blocks.is_empty() && article.lede.is_none();
        if article.page_kind != Some(kind)
            || article.error.as_deref() != Some(kind.reason())
            || !empty
        {
            let (error, text) = (&article.error, &article.text);
            self.0 += &format!("{what}: {kind:?} wanted, {error:?} {text:.100}\n");
        }
    }

    fn unless_article(&mut self, article: &Article, has: &str, what: &str) {
        if article.error.is_some() || article.page_kind.is_some() || !article.text.contains(has) {
            let (error, text) = (&article.error, &article.text);
            self.0 += &format!("{what}: an article wanted, {error:?} {text:.100}\n");
        }
    }
}

impl Drop for Wrong {
    fn drop(&mut self) {
        assert!(self.0.is_empty(), "\n{}", self.0);
    }
}

#[test]
fn index_pages_of_many_designs_and_languages() {
    let mut wrong = Wrong::default();
    for (lang, stories) in STORIES {
        for (design, (name, _)) in DESIGNS.iter().enumerate() {
            let list = list_of(design, stories);
            let head =
                "<title>Town - The Ford Courier</title><meta property=og:type content=website>";
            let found = read(
                "https://fordcourier.example/town",
                &page(lang, head, &format!("<h1>Town</h1>{list}")),
            );
            wrong.unless_kind(&found, PageKind::Index, &format!("{lang}, {name}"));
        }
    }
}

#[test]
fn home_pages_tag_pages_and_search_results() {
    let mut wrong = Wrong::default();
    let (_, stories) = STORIES[0];
    for (address, head, kind) in [
        (
            "https://fordcourier.example/",
            "<title>The Ford Courier</title><meta property=og:type content=article>",
            PageKind::Index,
        ),
        (
            "https://fordcourier.example/tag/ferry",
            "<title>ferry - The Ford Courier</title>",
            PageKind::Tag,
        ),
        (
            "https://fordcourier.example/search?q=ferry",
            "<title>Search - The Ford Courier</title>",
            PageKind::SearchResults,
        ),
        (
            "https://fordcourier.example/find",
            "<title>Suchergebnisse für Fähre</title>",
            PageKind::SearchResults,
        ),
        (
            "https://fordcourier.example/ferry",
            "<title>Ferry</title><script type=application/ld+json>{\"@type\":\"CollectionPage\",\"name\":\"Ferry\"}</script>",
            PageKind::Index,
        ),
    ] {
        for design in [0, 3, 5] {
            let found = read(address, &page("en", head, &list_of(design, stories)));
            wrong.unless_kind(&found, kind, address);
        }
    }
}

#[test]
fn players_without_text() {
    let mut wrong = Wrong::default();
    let (_, stories) = STORIES[0];
    let more = list_of(0, stories);
    let data = r#"<script type=application/ld+json>{"@type":"VideoObject","name":"Bridge opens","description":"The first cars cross the new bridge over the Wend.","uploadDate":"2024-05-01"}</script>"#;
    let described =
        "<meta name=description content='The first cars cross the new bridge over the Wend.'>";
    for (what, head, body) in [
        (
            "data and description",
            format!("<title>Bridge opens</title>{described}{data}"),
            "<h1>Bridge opens</h1><div class=player><video src=a.mp4></video></div><p>The first cars cross the new bridge over the Wend.</p>".to_owned(),
        ),
        (
            "og:type",
            format!("<title>Bridge opens</title>{described}<meta property=og:type content=video.other>"),
            format!("<h1>Bridge opens</h1><iframe class=video-embed src=https://player.example/1></iframe><h2>More videos</h2>{more}"),
        ),
        (
            "player alone",
            "<title>Bridge opens</title>".to_owned(),
            "<h1>Bridge opens</h1><video src=a.mp4></video><p>01:32</p>".to_owned(),
        ),
    ] {
        wrong.unless_kind(&read("https://fordcourier.example/v/1", &page("en", &head, &body)), PageKind::Video, what);
    }
    let audio = "<title>The ferryman speaks</title><script type=application/ld+json>{\"@type\":\"PodcastEpisode\",\"name\":\"The ferryman speaks\"}</script>";
    let body =
        "<h1>The ferryman speaks</h1><audio src=a.mp3></audio><p>Listen to episode nine.</p>";
    wrong.unless_kind(
        &read("https://fordcourier.example/p/9", &page("en", audio, body)),
        PageKind::Audio,
        "podcast",
    );
}

#[test]
fn galleries_of_captions() {
    let mut wrong = Wrong::default();
    let (_, stories) = STORIES[0];
    let shots: String = stories
        .iter()
        .enumerate()
        .map(|(n, (_, text))| format!("<figure><img src=/{n}.jpg><figcaption>{text} Photo: Ada Brook</figcaption></figure>"))
        .collect();
    let head = "<title>The bridge in pictures</title>";
    let body = format!("<h1>The bridge in pictures</h1><div class=gallery>{shots}</div>");
    wrong.unless_kind(
        &read("https://fordcourier.example/a/1", &page("en", head, &body)),
        PageKind::Gallery,
        "figures",
    );
    let slides: String = stories
        .iter()
        .enumerate()
        .map(|(n, (_, text))| {
            format!("<li class=slide><img src=/{n}.jpg><div class=caption>{text}</div></li>")
        })
        .collect();
    let called =
        format!("{head}<script type=application/ld+json>{{\"@type\":\"ImageGallery\"}}</script>");
    let body = format!(
        "<h1>The bridge in pictures</h1><p>The best of the day.</p><ul class=slideshow>{slides}</ul>"
    );
    wrong.unless_kind(
        &read(
            "https://fordcourier.example/a/2",
            &page("en", &called, &body),
        ),
        PageKind::Gallery,
        "slides",
    );
}

#[test]
fn notices_in_place_of_pages() {
    let mut wrong = Wrong::default();
    for (kind, lang, title, body) in [
        (
            PageKind::ErrorPage,
            "en",
            "Page not found - The Ford Courier",
            "<h1>404</h1><p>Sorry, we could not find what you were looking for. It may have moved.</p>",
        ),
        (
            PageKind::ErrorPage,
            "de",
            "Seite nicht gefunden",
            "<h1>Hoppla!</h1><p>Diese Seite gibt es nicht mehr. Zurück zur Startseite.</p>",
        ),
        (
            PageKind::ErrorPage,
            "ja",
            "ページが見つかりません",
            "<h1>ページが見つかりません</h1><p>お探しのページは削除されたか、移動した可能性があります。</p>",
        ),
        (
            PageKind::ErrorPage,
            "ru",
            "Страница не найдена",
            "<h1>Ошибка</h1><p>Такой страницы нет или она была удалена. Попробуйте начать с главной.</p>",
        ),
        (
            PageKind::BotCheck,
            "en",
            "Just a moment...",
            "<h1>fordcourier.example</h1><p>We are checking that you are a person before you go on. This takes a few seconds.</p>",
        ),
        (
            PageKind::Login,
            "en",
            "Log in - The Ford Courier",
            "<h1>Log in</h1><form><label>E-mail<input type=email></label><label>Password<input type=password></label><button>Log in</button></form><p>Forgot your password? Write to us.</p>",
        ),
        (
            PageKind::Login,
            "fr",
            "Connexion",
            "<h1>Se connecter</h1><form><input name=u><input type=password></form><p>Mot de passe oublié ?</p>",
        ),
        (
            PageKind::Consent,
            "en",
            "Your privacy",
            "<h1>We value your privacy</h1><p>We and our partners store and read information on your device, such as cookies, and process personal data to show \
             ads and to measure them. You may accept this or make a choice of your own. Some vendors may process data without your consent.</p>\
             <button>Accept all</button><button>Manage</button>",
        ),
        (
            PageKind::Consent,
            "de",
            "Zustimmung erforderlich",
            "<h1>Weiter mit Werbung lesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Wir und unsere Partner verarbeiten dazu personenbezogene \
             Daten und nutzen Cookies. Mit Ihrer Zustimmung geht es weiter. Einzelheiten stehen in der Datenschutzerklärung.</p><button>Akzeptieren</button>",
        ),
        (
            PageKind::Paywall,
            "en",
            "Bridge opens",
            "<h1>Bridge opens</h1><div class=wall><p>Subscribe to continue reading. Already a subscriber? Log in.</p></div>",
        ),
        (
            PageKind::ScriptOnly,
            "en",
            "Ford",
            "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        ),
    ] {
        let html = format!(
            "<html lang={lang}><head><title>{title}</title></head><body>{body}</body></html>"
        );
        wrong.unless_kind(&read("https://fordcourier.example/x", &html), kind, title);
    }
    let frames = "<html><head><title>Ford</title></head><frameset cols=20%,*><frame src=menu.html><frame src=text.html><noframes>Your browser shows no frames.</noframes></frameset></html>";
    wrong.unless_kind(
        &read("https://fordcourier.example/f", frames),
        PageKind::Frameset,
        "frameset",
    );
    wrong.unless_kind(
        &read(
            "https://fordcourier.example/e",
            "<html><body></body></html>",
        ),
        PageKind::Empty,
        "empty",
    );
}

#[test]
fn short_and_odd_articles_stay() {
    let mut wrong = Wrong::default();
    let (_, stories) = STORIES[0];
    let aside = format!(
        "<aside class=related><h2>More news</h2>{}</aside>",
        list_of(0, stories)
    );
    let two = "The ferry over the Wend stopped on Friday when its engine failed. Nobody was hurt, the harbour office said.";
    let poem = "<p>The river goes<br>where rivers go,<br>under the bridge<br>and does not know.</p><p>The ferryman<br>has tied his boat,<br>the toll is nought,<br>the rope afloat.</p>";
    let interview = "<p><b>Ms Brook, will the ferry be missed?</b></p><p>By me it will. I took it every day for thirty years.</p><p><b>And the bridge?</b></p><p>It is a good bridge.</p>";
    let recipe = "<p>A soup for wet days by the river.</p><h2>Ingredients</h2><ul><li>300 g beans</li><li>2 onions</li><li>1 l water</li></ul><h2>Method</h2><ol><li>Soak the beans overnight.</li><li>Boil everything for an hour.</li></ol>";
    let ten: String = stories
        .iter()
        .enumerate()
        .map(|(n, (headline, text))| format!("<h2><a href=https://shop{n}.example/>{}. {headline}</a></h2><img src=/{n}.jpg><p>{text} It is worth the way, and it costs next to nothing.</p>", n + 1))
        .collect();
    let ten = format!(
        "<p>We walked along the Wend for nine days and these are the places that we liked best.</p>{ten}"
    );
    let live: String = stories
        .iter()
        .enumerate()
        .map(|(n, (headline, text))| {
            format!("<section><time>1{n}:30</time><h3>{headline}</h3><p>{text}</p></section>")
        })
        .collect();
    for (what, body, has) in [
        ("two sentences", format!("<p>{two}</p>"), "Nobody was hurt"),
        (
            "two sentences and a player",
            format!("<p>{two}</p><video src=a.mp4></video>"),
            "Nobody was hurt",
        ),
        ("poem", poem.to_owned(), "and does not know"),
        ("interview", interview.to_owned(), "thirty years"),
        ("recipe", recipe.to_owned(), "Soak the beans"),
        ("a list of ten", ten, "we liked best"),
        ("a live blog", live, "nine kinds of beans"),
    ] {
        for head in ["<meta property=og:type content=article>", ""] {
            let head = format!("<title>By the river</title>{head}");
            let html = page(
                "en",
                &head,
                &format!("<article><h1>By the river</h1>{body}</article>{aside}"),
            );
            wrong.unless_article(
                &read("https://fordcourier.example/2024/05/by-the-river", &html),
                has,
                what,
            );
        }
    }
}

#[test]
fn articles_about_errors_logins_and_consent_stay() {
    let mut wrong = Wrong::default();
    let text = "The town's own site has shown nothing but an error since Monday, and nobody at the town hall knows why. A clerk said that the \
                page had been there on Friday. Those who want to pay for parking now have to come in person, log in at a desk and agree to cookies of \
                the baked kind. The mayor promised to look into it, and that the privacy of those who queue would be kept with the consent of all.";
    for title in [
        "404: page not found, says the town",
        "Log in, says the town hall",
        "Cookies, consent and privacy at the town hall",
    ] {
        let html = page(
            "en",
            &format!("<title>{title}</title>"),
            &format!("<article><h1>{title}</h1><p>{text}</p></article>"),
        );
        wrong.unless_article(
            &read("https://fordcourier.example/2024/05/a", &html),
            "baked kind",
            title,
        );
    }
}

#[test]
fn pictures_of_a_home_page_make_no_gallery() {
    let (_, stories) = STORIES[0];
    let cards = stories.iter().enumerate().map(|(n, (headline, _))| {
        format!("<figure><img src=/{n}.jpg><figcaption>{headline}, as seen by our photographer</figcaption></figure>")
    });
    let page = format!(
        "<title>The Ford Courier</title><h1>The Ford Courier</h1>{}",
        cards.collect::<String>()
    );
    let home = read("https://fordcourier.example/", &page);
    assert_eq!(
        (home.page_kind, home.text.as_str()),
        (Some(PageKind::Index), "")
    );
    let gallery = read("https://fordcourier.example/pictures/week", &page);
    assert_eq!(gallery.page_kind, Some(PageKind::Gallery));
}
