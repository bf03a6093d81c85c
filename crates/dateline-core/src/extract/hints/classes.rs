//! The class words, by what they speak of.

/// Groups of class words. A block knows how many levels up each group was last seen.
pub const CLASS_GROUPS: usize = 34;

/// Words in class, id, itemprop, role and data-* values; `_` is a border between words.
pub const CLASS_WORDS: [&str; CLASS_GROUPS] = [
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
