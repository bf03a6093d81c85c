//! What class names and stock phrases hint at. Hints are evidence for the body model, never verdicts: a page may call
//! its text "promo-wide" or its newsletter box "content".

use super::matcher::Matcher;
use crate::chars::{Chars, INDIC, LETTER_OR_DIGIT};
use std::sync::LazyLock;

/// Groups of class words. A block knows how many levels up each group was last seen.
pub const CLASS_GROUPS: usize = 34;

/// Words in class, id, itemprop, role and data-* values; `_` is a border between words.
const CLASS_WORDS: [&str; CLASS_GROUPS] = [
    // 0: the text of an article
    "articlebody article_body articletext article_text article_content articlecontent storybody story_body storytext \
     story_text story_content body_text bodytext body_copy bodycopy entry_content post_content post_body postbody \
     content_body article_main main_content maincontent _rte_ richtext rich_text wysiwyg td_post_content blog_content \
     post_entry article_copy articlecopy articulo texto_noticia cuerpo corpo_ testo artikeltext articlebodycontent text_formatted field_name_body",
    // 1
    "article story_ _post_ hentry entry_ artikel articolo noticia news_detail newsdetail detail_",
    // 2
    "content _main_ inhalt contenido contenu",
    // 3
    "paragraph _para_ _text_ copy_ _absatz",
    // 4: captions and credits
    "caption _credit bildunterschrift legend_ legende image_desc img_desc photo_desc picture_desc cutline wp_caption \
     bildtext didascalia pie_foto piedefoto photograph",
    // 5: pointers to other stories
    "related recommend recirc read_more readmore readnext read_next read_also readalso also_like more_from morefrom \
     more_on more_stories morestories similar relacionad verwandt weiterles suggested up_next upnext next_article \
     youmay you_may mehr_zum see_also seealso lire_aussi correlat linked_ internal_link crosslink cross_link outbrain \
     taboola plista ligatus trending popular mostread most_read most_viewed mostviewed topstories top_stories latest",
    // 6: teasers
    "teaser promo _card_ cards _tile _thumb listing _river feed_item headlines_ headline_list linklist link_list",
    // 7: newsletters and sign-ups
    "newsletter signup sign_up subscrib subscription optin opt_in mailchimp email_form mailing _inscription abonn mc4wp",
    // 8: sharing
    "share sharing social _facebook _twitter_ _whatsapp addthis sharedaddy _follow",
    // 9: comments
    "comment disqus _replies_ respond_ _reply discussion livefyre _reactions kommentar",
    // 10: advertising
    "_ad_ _ads_ advert adslot ad_slot _adv_ adunit ad_unit ad_container adbox google_ad dfp_ _gpt_ banner sponsor anzeige \
     werbung publicidad pubblicita reklama native_ad commercial affiliate",
    // 11: navigation
    "_nav_ navbar navigation navi_ _menu _menubar submenu topbar toolbar tabbar _tabs_ pager pagination paginat skip_link",
    // 12
    "footer _foot_ colophon bottom_bar",
    // 13
    "_header_ masthead site_header page_header topheader",
    // 14
    "sidebar side_bar aside rightcol right_col rightrail right_rail leftcol left_col _rail_ _sidecol secondary marginal",
    // 15: who wrote it
    "author byline _bio_ about_author contributor writer autor_ auteur _profile journalist reporter redakteur firma_autore",
    // 16: when
    "_date_ timestamp datetime pubdate publish_date published date_ _time_ post_meta entry_meta article_meta meta_ dateline _updated_ fecha datum_",
    // 17: tags
    "_tags_ _tag_ taglist tag_list _topics_ _topic_ keyword categories _category_ category_ kicker eyebrow _label_ _labels_ _cats_ cat_links",
    // 18: standfirst
    "standfirst _deck_ _dek_ subhead sub_head subtitle sub_title subheadline _lead_ _lede_ _intro_ introduction _summary_ teaser_text \
     article_summary article_lead story_summary _abstract _chapo_ chapeau bajada entradilla sottotitolo sommario excerpt vorspann _ingress_ strapline description_",
    // 19: boxes beside the text
    "factbox fact_box infobox info_box _fact_ _facts_ _box_ _infos_ sidenote callout pullout _inset highlight key_points keypoints keytakeaways key_takeaways takeaway \
     in_brief timeline glossar explainer",
    // 20: consent
    "cookie consent gdpr _cmp_ privacy onetrust didomi usercentrics",
    // 21: paywalls
    "paywall premium regwall _wall_ _metered subscriber piano_ _tp_ locked meteredcontent paid_content",
    // 22: pictures
    "gallery slideshow slider carousel _slide_ lightbox swiper image _img_ photo picture _figure_ _media_ bild_",
    // 23: video and sound
    "video player _audio_ podcast youtube jwplayer brightcove _embed",
    // 24: quotations
    "pullquote pull_quote blockquote _quote_ quotation zitat",
    // 25: contents
    "_toc_ table_of_contents tableofcontents toc_ outline_ jump_link anchor_link",
    // 26: widgets
    "widget module_ plugin shortcode wpb_ component_",
    // 27: layers
    "modal popup pop_up overlay _dialog tooltip dropdown drop_down offcanvas lightbox toast snackbar",
    // 28: breadcrumbs
    "breadcrumb bread_crumb crumbs",
    // 29: forms
    "login log_in signin sign_in register _search_ searchform search_form _form_ input_ _poll_ survey quiz donate donation",
    // 30: live
    "liveblog live_blog _live_ ticker breaking",
    // 31: small print
    "copyright disclaimer correction legal_ imprint impressum _terms _notice footnote editor_note editorsnote endnote",
    // 32: shops and ratings
    "product price _shop _cart buy_ rating review_box _stars recipe_card",
    // 33: not for the eye
    "screen_reader screenreader sr_only visually_hidden visuallyhidden _hidden_ _hide_ hidden_ invisible print_only noprint no_print accessib offscreen",
];

/// Groups of stock phrases.
pub const PHRASE_GROUPS: usize = 16;

/// Phrases in lower case, letters and digits only with single spaces between; `^` is the start of a block, `$` its end.
/// A phrase without either stands anywhere, on word borders where it is written with spaces around it.
const PHRASES: [&[&str]; PHRASE_GROUPS] = [
    // 0: more to read
    &[
        "^ read more",
        "^ read also",
        "^ read next",
        "^ also read",
        "^ related ",
        "^ more on ",
        "^ more from ",
        "^ see also ",
        "^ see more",
        "^ recommended ",
        "^ recommend ",
        "^ most popular",
        "^ most read",
        "^ trending ",
        "^ latest ",
        "^ up next",
        "^ don t miss",
        "^ you may ",
        "^ you might ",
        "^ read the full",
        "^ continue reading",
        "^ similar posts",
        "^ similar articles",
        "^ you ll also like",
        "^ read full",
        "^ click here",
        "^ watch ",
        "^ listen ",
        "^ more stories",
        "^ top stories",
        "^ in other news",
        "^ in pictures",
        "^ view more",
        "^ find out more",
        "^ learn more",
        "^ learn how",
        "^ discover more",
        "^ keep reading",
        "^ further reading",
        "^ what to read",
        "^ mehr zum",
        "^ mehr zu ",
        "^ lesen sie",
        "^ weiterlesen",
        "^ lesen sie auch",
        "^ auch interessant",
        "^ ähnliche artikel",
        "^ ähnliche beiträge",
        "^ zum thema",
        "^ mehr lesen",
        "^ das könnte",
        "^ weitere ",
        "^ lire aussi",
        "^ à lire",
        "^ a lire",
        "^ lire la suite",
        "^ voir aussi",
        "^ articles similaires",
        "^ vous aimerez",
        "^ à découvrir",
        "^ sur le même",
        "^ lee también",
        "^ también te puede",
        "^ artículos relacionados",
        "^ entradas relacionadas",
        "^ lea también",
        "^ leer más",
        "^ te puede interesar",
        "^ ver también",
        "^ más información",
        "^ más sobre",
        "^ noticias relacionadas",
        "^ relacionad",
        "^ leia também",
        "^ você pode gostar",
        "^ você também pode",
        "^ talvez você",
        "^ artigos relacionados",
        "^ posts relacionados",
        "^ leia mais",
        "^ veja também",
        "^ saiba mais",
        "^ leggi anche",
        "^ articoli correlati",
        "^ ti potrebbe",
        "^ leggi tutto",
        "^ per approfondire",
        "^ potrebbe interessarti",
        "^ guarda anche",
        "^ lees ook",
        "^ gerelateerd",
        "^ meer lezen",
        "^ lees meer",
        "^ bekijk ook",
        "^ meer over",
        "^ les også",
        "^ läs också",
        "^ läs mer",
        "^ läs även",
        "^ lue myös",
        "^ læs også",
        "^ læs mere",
        "^ czytaj także",
        "^ czytaj też",
        "^ zobacz także",
        "^ powiązane",
        "^ podobne",
        "^ zobacz też",
        "^ czytaj więcej",
        "^ přečtěte si",
        "^ čtěte také",
        "^ mohlo by vás",
        "^ olvassa el",
        "^ kapcsolódó",
        "^ citește și",
        "^ vezi și",
        "^ ayrıca ",
        "^ bunlar da",
        "^ ilgili haber",
        "^ читайте также",
        "^ вам может",
        "^ похожие ",
        "^ рекомендуем",
        "^ смотрите также",
        "^ читать далее",
        "^ по теме",
        "^ материалы по теме",
        "^ читайте також",
        "^ дивіться також",
        "^ читай още",
        "^ اقرأ أيضا",
        "^ اقرأ ايضا",
        "^ اقرأ المزيد",
        "^ 相关",
        "^ 猜你喜欢",
        "^ 你可能",
        "^ 延伸阅读",
        "^ 推荐",
        "^ 更多",
        "^ 相關",
        "^ 延伸閱讀",
        "^ 関連",
        "^ おすすめ",
        "^ あわせて",
        "^ 관련",
        "^ यह भी पढ़ें",
        "^ ये भी पढ़ें",
        "^ baca juga",
        "^ đọc thêm",
        "^ xem thêm",
    ],
    // 1: newsletters
    &[
        "newsletter",
        " sign up ",
        " sign up for ",
        " your inbox",
        " subscribe to ",
        " your email ",
        "^ get the latest",
        " stay up to date",
        " push notification",
        " e mail adresse",
        " boletín",
        " newsletters",
        " postfach",
        " posteingang",
        " نشرتنا",
        " النشرة البريدية",
        "扫码关注",
        "关注公众号",
        "微信公众号",
        " rassegna",
        " każdego ranka",
        " nieuwsbrief",
        " nyhetsbrev",
        " рассылк",
        " bülten",
        "メルマガ",
        "뉴스레터",
        " unsubscribe",
        " infolettre",
        " mailing list",
    ],
    // 2: paying and logging in
    &[
        " subscriber",
        " subscribe now",
        " subscription",
        " log in ",
        " sign in ",
        " create an account",
        " create a free",
        " already a ",
        " register ",
        " free trial",
        " abonnieren",
        " abonnent",
        " abonné",
        " suscríbete",
        " suscriptor",
        " abbonati",
        " assinante",
        " prenumer",
        " e paper",
        " premium ",
        " donate ",
        " support us",
        " support our",
    ],
    // 3: rights
    &[
        "copyright",
        " all rights reserved",
        " alle rechte",
        " tous droits",
        " todos los derechos",
        " tutti i diritti",
        "©",
        " may not be published",
        " без письменного",
        " 版权所有",
    ],
    // 4: picture credits
    &[
        " getty images",
        "^ photo ",
        "^ image ",
        "^ photograph",
        "^ foto ",
        "^ bild ",
        "^ picture ",
        "^ credit",
        " file photo",
        " shutterstock",
        " istock",
        "^ crédit",
        "^ imagen ",
        "^ immagine ",
        "^ fotos ",
        " unsplash",
        "^ photo by",
        " image source",
        " courtesy of",
        " via getty",
        " picture alliance",
        " imago ",
        "^ фото ",
        "^ figure ",
        "^ screenshot",
        "^ caption ",
    ],
    // 5: sharing
    &[
        "^ share ",
        "^ tweet ",
        "^ facebook $",
        "^ twitter $",
        "^ whatsapp $",
        "^ email $",
        "^ e mail $",
        "^ copy link",
        "^ print $",
        "^ share this",
        "^ teilen",
        "^ partager",
        "^ compartir",
        "^ condividi",
        "^ compartilh",
        "^ follow us",
        "^ follow ",
        "^ like us",
        " on facebook",
        " on twitter",
        " on instagram",
        "^ join us",
        " our facebook",
        " whatsapp channel",
        " telegram channel",
        "^ pinterest $",
        "^ linkedin $",
        "^ flipboard $",
    ],
    // 6: comments
    &[
        "^ comments",
        "^ comment ",
        "^ leave a ",
        " comments $",
        "^ reply $",
        " your comment",
        "^ be the first",
        " leave a reply",
        "^ kommentare",
        "^ commentaires",
        "^ comentarios",
        "^ commenti",
        "^ join the conversation",
        "^ join the discussion",
        " moderated",
        " moderator",
        " moderador",
        " comentários com",
        " comment policy",
        "^ post a comment",
        "^ log in to comment",
    ],
    // 7: advertising
    &[
        "^ advertisement",
        "^ advertising",
        "^ ad $",
        "^ sponsored",
        "^ anzeige",
        "^ werbung",
        "^ publicité",
        "^ publicidad",
        "^ pubblicità",
        "^ publicidade",
        "^ annonse",
        "^ annons",
        "^ advertentie",
        "^ реклама",
        "^ reklam",
        "^ story continues below",
        "^ article continues",
        "^ paid content",
        "^ promoted",
        " affiliate link",
        " we may earn",
        " commission",
    ],
    // 8: consent and scripts
    &[
        " cookies ",
        " cookie policy",
        " privacy policy",
        " terms of ",
        " javascript",
        " your browser",
        " external content",
        " externe inhalte",
        " datenschutz",
        " personal data",
        " consent",
        " ad blocker",
        " adblock",
    ],
    // 9: who wrote it
    &[
        "^ by ",
        "^ von ",
        "^ par ",
        "^ por ",
        "^ di ",
        "^ door ",
        "^ av ",
        "^ af ",
        "^ written by",
        "^ reporting by",
        "^ edited by",
        "^ editing by",
        " is a freelance",
        " is a reporter",
        " is a writer",
        " is the author",
        " is a senior",
        " is an editor",
        "^ about the author",
        "^ about the writer",
        "^ author ",
        "^ автор",
        "^ follow him",
        "^ follow her",
        " can be reached at",
        " may be reached at",
        " follow him on",
        " follow her on",
        " follow them on",
        "^ have a tip",
        "^ got a tip",
        "^ do you have a tip",
        " staff writer",
        " contributed to this",
        "^ additional reporting",
    ],
    // 10: when
    &[
        "^ published",
        "^ updated",
        "^ last updated",
        "^ posted",
        "^ veröffentlicht",
        "^ aktualisiert",
        "^ stand ",
        "^ publié",
        "^ mis à jour",
        "^ publicado",
        "^ actualizado",
        "^ atualizado",
        "^ pubblicato",
        "^ aggiornato",
        "^ опубликовано",
        "^ обновлено",
        " min read",
        " minute read",
        " read time",
        " reading time",
        " lesezeit",
        " tempo de leitura",
        " temps de lecture",
        " tiempo de lectura",
        " tempo di lettura",
        " leestijd",
        " czas czytania",
        " время чтения",
        " lästid",
        " okuma süresi",
        "^ publisert",
        "^ oppdatert",
        "^ publicerad",
        "^ uppdaterad",
        "^ gepubliceerd",
    ],
    // 11: filed under
    &[
        "^ tags ",
        "^ tags $",
        "^ topics",
        "^ filed under",
        "^ categories",
        "^ category",
        "^ tagged",
        "^ schlagwörter",
        "^ schlagworte",
        "^ themen",
        "^ mots clés",
        "^ etiquetas",
        "^ temas",
        "^ теги",
        "^ in this article",
        "^ keywords",
        "^ more about",
        "^ mehr über",
    ],
    // 12: headings over what follows the text
    &[
        "^ about us",
        "^ contact us",
        "^ contact ",
        "^ editor s note",
        "^ editors note",
        "^ correction",
        "^ note to ",
        "^ media contact",
        "^ about the company",
        "^ disclaimer",
        "^ source ",
        "^ sources $",
        "^ references $",
        "^ footnotes",
        "^ this article was ",
        "^ this story was ",
        "^ this article originally",
        "^ this article first",
    ],
    // 13: contents of the page
    &[
        "^ table of contents",
        "^ contents $",
        "^ jump to",
        "^ skip to",
        "^ in this article",
        "^ on this page",
        "^ inhaltsverzeichnis",
        "^ inhalt $",
        "^ key points $",
        "^ key takeaways",
        "^ at a glance",
        "^ auf einen blick",
    ],
    // 14: pages and players
    &[
        "^ next $",
        "^ previous",
        "^ next ",
        "^ back to",
        "^ load more",
        "^ show more",
        "^ show all",
        "^ close $",
        "^ menu $",
        "^ search",
        "^ home $",
        "^ play ",
        "^ 1 of ",
        "^ loading",
        "^ view gallery",
        "^ slide ",
        "^ prev",
        "^ zurück",
        "^ weiter $",
        "^ hide ",
        "^ open ",
        "^ report this",
        "^ report an",
    ],
    // 15: buying and competing
    &[
        "^ buy ",
        " shop now",
        " add to cart",
        " free shipping",
        "^ price",
        " discount",
        " coupon",
        " order now",
        " book now",
        " contact us",
        " get in touch",
        " call us",
        " request a",
        " download our",
        " schedule a",
    ],
];

static CLASSES: LazyLock<Matcher> = LazyLock::new(|| {
    let words = CLASS_WORDS.iter().enumerate();
    Matcher::new(
        words
            .flat_map(|(group, words)| {
                words
                    .split_ascii_whitespace()
                    .map(move |word| (word, group))
            })
            .collect::<Vec<_>>(),
    )
});

static STOCK: LazyLock<Matcher> = LazyLock::new(|| {
    let phrases = PHRASES.iter().enumerate();
    Matcher::new(
        phrases
            .flat_map(|(group, list)| list.iter().map(move |phrase| (*phrase, group)))
            .collect::<Vec<_>>(),
    )
});

/// Bytes of a value that class words are looked for in, and of what it is spelled as.
const CLASS_WITHIN: usize = 200;
const SPELLED_WITHIN: usize = 254;

/// Groups of class words in attribute values, as bits. Anything but letters is a border, and so is a capital after a
/// small letter.
pub fn class_groups(values: &[&str]) -> u64 {
    let mut found = 0;
    for value in values {
        let mut search = CLASSES.start();
        search.push(b'_');
        let (mut length, mut border, mut small) = (1, true, false);
        for byte in value.bytes().take(CLASS_WITHIN) {
            if length >= SPELLED_WITHIN {
                break;
            }
            if small && byte.is_ascii_uppercase() {
                search.push(b'_');
                length += 1;
            }
            small = byte.is_ascii_lowercase();
            if byte.is_ascii_alphabetic() {
                search.push(byte.to_ascii_lowercase());
                length += 1;
                border = false;
            } else if !border {
                search.push(b'_');
                length += 1;
                border = true;
            }
        }
        search.push(b'_');
        found |= search.found;
    }
    found
}

/// What [`class_groups`] said lately: the elements of a page share few values.
pub struct KnownClasses(Vec<(u64, u64)>);

impl Default for KnownClasses {
    fn default() -> KnownClasses {
        KnownClasses(vec![(0, 0); 512])
    }
}

impl KnownClasses {
    /// The same as [`class_groups`].
    pub fn groups(&mut self, values: &[&str]) -> u64 {
        let key = values.iter().fold(1, |key, value| {
            xxhash_rust::xxh3::xxh3_64_with_seed(value.as_bytes(), key)
        });
        let slot = usize::try_from(key % 512).unwrap_or(0);
        let Some(known) = self.0.get_mut(slot) else {
            return class_groups(values);
        };
        if known.0 != key {
            *known = (key, class_groups(values));
        }
        known.1
    }
}

/// How much of a block stock phrases are looked for in, in bytes from its start and to its end.
const PHRASES_WITHIN: usize = 240;

/// Groups of stock phrases in a block, as bits.
pub fn phrase_groups(text: &str) -> u64 {
    let chars = Chars::get();
    let mut search = STOCK.start();
    search.push(b'^');
    search.push(b' ');
    let (mut length, mut gap) = (2, true);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            at += 1;
            if byte.is_ascii_alphanumeric() {
                search.push(byte.to_ascii_lowercase());
                length += 1;
                gap = false;
            } else if !gap {
                search.push(b' ');
                length += 1;
                gap = true;
            }
        } else {
            let c = text[at..].chars().next().unwrap_or_default();
            at += c.len_utf8();
            chars.small(c, |c| {
                if length > PHRASES_WITHIN {
                    return;
                }
                if chars.kind(c) & (LETTER_OR_DIGIT | INDIC) != 0 || c == '©' {
                    let mut bytes = [0; 4];
                    for byte in c.encode_utf8(&mut bytes).bytes() {
                        search.push(byte);
                    }
                    length += c.len_utf8();
                    gap = false;
                } else if !gap {
                    search.push(b' ');
                    length += 1;
                    gap = true;
                }
            });
        }
        if length > PHRASES_WITHIN {
            return search.found;
        }
    }
    if !gap {
        search.push(b' ');
    }
    search.push(b'$');
    search.found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_class_names() {
        let has = |values: &[&str], group: usize| class_groups(values) >> group & 1 == 1;
        assert!(
            has(&["c-article__body"], 0)
                && has(&["ArticleBody"], 0)
                && has(&["x", "entry-content"], 0)
        );
        assert!(has(&["js-ad ad-300"], 10) && !has(&["header-shadow"], 10) && !has(&["loads"], 10));
        assert!(has(&["NewsletterBox"], 7) && has(&["related_links"], 5));
        assert_eq!(class_groups(&[]), 0);
    }

    #[test]
    fn reads_stock_phrases() {
        let has = |text: &str, group: usize| phrase_groups(text) >> group & 1 == 1;
        assert!(
            has("Read more: The bridge", 0) && has("Lesen Sie auch:", 0) && has("ये भी पढ़ें: पुल", 0)
        );
        assert!(!has("They read more than that", 0));
        assert!(
            has("© 2025 The Herald", 3) && has("Facebook", 5) && !has("Facebook said on Monday", 5)
        );
        assert!(has("By Ada Brook", 9) && !has("Bye", 9));
    }
}
