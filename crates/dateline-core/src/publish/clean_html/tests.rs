use super::*;
use crate::model::Link;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use proptest::prelude::*;
use std::cell::RefCell;

/// Elements that may come out. All are plain HTML, none switches the tokenizer or leaves HTML for SVG or MathML: reading the
/// output tag by tag is reading it as a browser does.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "tfoot",
];
const ATTRIBUTES: &[&str] = &[
    "href",
    "hreflang",
    "rel",
    "src",
    "alt",
    "width",
    "height",
    "align",
    "title",
    "lang",
    "dir",
    "cite",
    "datetime",
    "start",
    "span",
    "colspan",
    "rowspan",
    "headers",
    "scope",
    "summary",
    "char",
    "charoff",
    "size",
    "shape",
    "coords",
    "reversed",
    "type",
    "value",
    "valign",
    "border",
    "cellpadding",
    "cellspacing",
    "rules",
    "nohref",
    "compact",
    "color",
    "noshade",
];

#[derive(Default)]
struct Sink {
    tags: RefCell<Vec<Tag>>,
    text: RefCell<String>,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tags.borrow_mut().push(tag),
            Token::CharacterTokens(text) => self.text.borrow_mut().push_str(&text),
            Token::CommentToken(_) | Token::DoctypeToken(_) => {
                panic!("a comment or doctype came out")
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn tokens(html: &str) -> (Vec<Tag>, String) {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    (tokenizer.sink.tags.take(), tokenizer.sink.text.take())
}

/// Reads the output again and holds every element, attribute and address in it against the lists.
#[track_caller]
fn is_safe(html: &str, from: &str) {
    for tag in tokens(html).0 {
        assert!(
            ELEMENTS.contains(&&*tag.name),
            "<{}> out of {from:?}: {html}",
            tag.name
        );
        for attribute in &tag.attrs {
            let (name, value) = (&*attribute.name.local, attribute.value.as_ref());
            assert!(ATTRIBUTES.contains(&name), "{name} out of {from:?}: {html}");
            if matches!(name, "href" | "src" | "cite") {
                // What holds other characters is no scheme: the address is a relative one.
                let begins = value.trim_start_matches(|c: char| c <= ' ');
                let scheme = begins.split_once(':');
                let scheme = scheme.map(|(scheme, _)| scheme.to_ascii_lowercase());
                let scheme = scheme.filter(|scheme| {
                    let within = |b: u8| b.is_ascii_alphanumeric() || b"+-.".contains(&b);
                    scheme.bytes().all(within)
                });
                let known = scheme
                    .as_deref()
                    .is_none_or(|s| ["http", "https", "mailto"].contains(&s));
                assert!(
                    known && !value.contains(char::is_control),
                    "{name}={value:?} out of {from:?}"
                );
            }
        }
    }
}

/// Hostile inputs of our own making.
const HOSTILE: &[&str] = &[
    // scripts, plain and disguised
    "<script>a()</script>",
    "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
    "<scr<script>ipt>a()</scr</script>ipt>",
    "<script/x>a()</script\n>",
    "<script><!--<script>a()</script>--></script><img src=x onerror=a()>",
    "<p>a<script>b()</p>",
    "<<script>a()//<</script>",
    // handlers
    "<img src=x onerror=a()>",
    "<img src=x OnErRoR = 'a()'>",
    "<p onclick=\"a()\" onmouseover='a()'>x</p>",
    "<img/src=x/onerror=a()>",
    "<img src=\"x\"\u{c}onerror=a()>",
    "<details open ontoggle=a()><summary>x</summary></details>",
    "<a href=x onfocus=a() autofocus>x</a>",
    "<video onloadstart=a()><source onerror=a()></video>",
    "<body onload=a()>x</body>",
    "<img alt='\" onerror=\"a()' src=x>",
    "<p title='\"><img src=x onerror=a()>'>x</p>",
    "<a href='x' title='`onmouseover=a()`'>x</a>",
    // addresses that run
    "<a href=javascript:a()>x</a>",
    "<a href='JaVaScRiPt:a()'>x</a>",
    "<a href='java\tscript:a()'>x</a>",
    "<a href='java\nscript:a()'>x</a>",
    "<a href='java&#x0A;script:a()'>x</a>",
    "<a href='&#106;&#97;&#118;&#97;script:a()'>x</a>",
    "<a href='&#x6A&#x61&#x76&#x61script:a()'>x</a>",
    "<a href=' \u{1}javascript:a()'>x</a>",
    "<a href='\u{0}javascript:a()'>x</a>",
    "<a href='javascript&colon;a()'>x</a>",
    "<a href='javascript&Tab;:a()'>x</a>",
    "<a href='vbscript:a()'>x</a>",
    "<a href='data:text/html,<script>a()</script>'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<img src='data:image/svg+xml,<svg onload=a()>'>",
    "<img src='javascript:a()'>",
    "<a href='blob:https://x.example/1'>x</a>",
    "<a href='filesystem:https://x.example/1'>x</a>",
    "<a href='view-source:https://x.example/'>x</a>",
    "<a href='feed:javascript:a()'>x</a>",
    "<blockquote cite='javascript:a()'>x</blockquote>",
    "<img srcset='javascript:a() 1x, x 2x' src=x>",
    "<picture><source srcset='javascript:a()'><img src=x></picture>",
    "<a ping=https://x.example/ href=x>x</a>",
    "<img src=x lowsrc=javascript:a() dynsrc=javascript:a()>",
    "<table background='javascript:a()'><tr><td background=javascript:a()>x</table>",
    "<area shape=default href=javascript:a()>",
    // forms
    "<form action=javascript:a()><input type=submit></form>",
    "<form id=f></form><button form=f formaction=javascript:a()>x</button>",
    "<input type=image formaction=javascript:a() src=x>",
    "<isindex type=image src=x onerror=a()>",
    "<textarea autofocus onfocus=a()>x</textarea>",
    "<select><option onclick=a()>x</option></select>",
    "<keygen autofocus onfocus=a()>",
    // frames, objects, the page itself
    "<iframe src=javascript:a()></iframe>",
    "<iframe srcdoc='<script>a()</script>'></iframe>",
    "<object data=javascript:a()></object><embed src=javascript:a()>",
    "<applet code=a></applet><frameset><frame src=javascript:a()></frameset>",
    "<base href=https://x.example/><a href=y>x</a>",
    "<meta http-equiv=refresh content='0;url=javascript:a()'>",
    "<meta charset=utf-7>+ADw-script+AD4-a()+ADw-/script+AD4-",
    "<link rel=stylesheet href=//x.example/a.css><link rel=import href=x>",
    "<portal src=https://x.example/></portal>",
    // styles
    "<style>@import '//x.example/a.css';</style>",
    "<p style='width:expression(a())'>x</p>",
    "<p style='background:url(javascript:a())'>x</p>",
    "<p style='-moz-binding:url(//x.example/a.xml#a)'>x</p>",
    "<style><img src=x onerror=a()></style>",
    "<p class=admin-bar style='position:fixed;top:0;left:0;width:100%;height:100%'>x</p>",
    // what changes when it is read twice
    "<svg><style><img src=x onerror=a()></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=a()>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=a()></style></mglyph></table></mtext></math>",
    "<math><annotation-xml encoding='text/html'><style><img src=x onerror=a()></style></annotation-xml></math>",
    "<svg><foreignObject><p><style><!--</style><img title='--><img src=x onerror=a()>'></p></foreignObject></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=a()>",
    "<noscript><p title='</noscript><img src=x onerror=a()>'></noscript>",
    "<template><script>a()</script><p>x</p></template>",
    "<template shadowrootmode=open><img src=x onerror=a()></template>",
    "<svg><desc><noscript><a title='</noscript><img src=x onerror=a()>'></desc></svg>",
    "<svg><title><style><a title='</style><img src=x onerror=a()>'></title></svg>",
    "<xmp><p title='</xmp><img src=x onerror=a()>'></xmp>",
    "<noembed><p title='</noembed><img src=x onerror=a()>'></noembed>",
    "<noframes><p title='</noframes><img src=x onerror=a()>'></noframes>",
    "<plaintext><img src=x onerror=a()>",
    "<title><p title='</title><img src=x onerror=a()>'></title>",
    "<textarea><p title='</textarea><img src=x onerror=a()>'></textarea>",
    "<select><template><style><!--</style><a rel='--></style></template></select><img src=x onerror=a()>'>",
    "<svg><a xlink:href=javascript:a()><text>x</text></a></svg>",
    "<svg><animate attributeName=href values=javascript:a() /><a id=x>x</a></svg>",
    "<svg><set attributeName=onmouseover to=a()></svg><svg><use href='data:image/svg+xml,x#x'/></svg>",
    "<math href=javascript:a()>x</math><math><maction actiontype=statusline xlink:href=javascript:a()>x</maction></math>",
    "<table><td><svg><style></table><img src=x onerror=a()>",
    // comments and declarations
    "<!--><img src=x onerror=a()>-->",
    "<!--- --!><img src=x onerror=a()> -->",
    "<!-- a --!><script>a()</script>",
    "<![CDATA[<img src=x onerror=a()>]]>",
    "<svg><![CDATA[<img src=x onerror=a()>]]></svg>",
    "<?xml version='1.0'?><img src=x onerror=a()>",
    "<?php echo '<script>a()</script>' ?>",
    "<!DOCTYPE x [<!ENTITY y '<script>a()</script>'>]>&y;",
    "<!--[if gte IE 4]><script>a()</script><![endif]-->",
    "</<script>a()</script>",
    // names that hide those of the page
    "<img name=getElementById src=x><form name=body><input name=attributes></form>",
    "<a id=__proto__ name=cookie href=x>x</a>",
    // broken off, and full of what no text has
    "<img src=x onerror=a()",
    "<a href=\"javascript:a()",
    "<p>x<b>y<i>z</p>",
    "<scr\u{0}ipt>a()</scr\u{0}ipt><img src=x on\u{0}error=a()>",
    "<img src=x\u{0}onerror=a()>",
    "\u{feff}<script>a()</script>\u{202e}<p>x</p>",
    "<p>\u{b}\u{1b}[31mx</p>",
    "<A HREF=\u{ff4a}avascript:a()>x</A>",
    "<a href='//x.example/a'>x</a><a href='\\\\x.example\\a'>x</a>",
    "<a target=_top href=https://x.example/>x</a>",
    "<marquee onstart=a()>x</marquee><bgsound src=javascript:a()><layer src=x></layer>",
    "<x-y onclick=a() is=z>w</x-y><slot name=a></slot><dialog open>x</dialog>",
];

#[test]
fn hostile_inputs_come_out_harmless() {
    assert!(HOSTILE.len() >= 60);
    for html in HOSTILE {
        let once = sanitized(html);
        is_safe(&once, html);
        // What is read, written and read again stays what it is.
        assert_eq!(sanitized(&once), once, "{html}");
        let nested = format!("<table><tr><td><div>{html}</div>{html}<p>after");
        is_safe(&sanitized(&nested), &nested);
        let article = article_of(html);
        let written = clean_html(&article);
        is_safe(&written, html);
        assert!(
            !written.contains("<script") && !written.contains("<img"),
            "{written}"
        );
    }
}

#[test]
fn hostile_pages_come_out_harmless() {
    use crate::agencies::Agencies;
    use crate::extract::extract_article;
    use crate::model::{Body, Document};
    let text = "The bridge over the Wend opened on Friday after two years of work and eleven months of delay, the town said.";
    for html in HOSTILE {
        let page = format!(
            "<title>Bridge</title><article><h1>Bridge</h1><p>{text}</p><p>{text} {html}</p><p>Then it ended, the mayor said on Friday.</p></article>"
        );
        let document = Document {
            url: Some("https://fordcourier.example/a".into()),
            body: Body::Html(page.into_bytes()),
            ..Document::default()
        };
        let article = extract_article(&document, &Agencies::default()).article;
        is_safe(&clean_html(&article), html);
    }
}

/// An article that says the same everywhere.
fn article_of(text: &str) -> Article {
    let kinds = [
        BlockKind::Paragraph,
        BlockKind::Heading,
        BlockKind::Quote,
        BlockKind::ListItem,
        BlockKind::Preformatted,
        BlockKind::TableRow,
    ];
    Article {
        headline: Some(text.into()),
        images: vec![Image {
            url: Some(text.into()),
            alt: Some(text.into()),
            caption: Some(text.into()),
            credit: None,
        }],
        blocks: kinds.map(|kind| Block::new(kind, text)).into(),
        ..Article::default()
    }
}

#[test]
fn writes_lists_tables_breaks_and_pictures() {
    let mut article = article_of("a < b | c");
    article.images[0].url = Some("https://fordcourier.example/a.jpg?x=1&y=2".into());
    article
        .blocks
        .push(Block::new(BlockKind::Paragraph, "one\ntwo"));
    let html = clean_html(&article);
    for part in [
        "<ul>\n<li>a &lt; b | c</li>\n</ul>",
        "<tr><td>a &lt; b</td><td>c</td></tr>",
        "<p>one<br>two</p>",
        "src=\"https://fordcourier.example/a.jpg?x=1&amp;y=2\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn writes_links_and_lists_in_lists() {
    let link = |start, end, url: &str| Link {
        start,
        end,
        url: url.into(),
    };
    let item = |level, number, text: &str| Block {
        level,
        number,
        ..Block::new(BlockKind::ListItem, text)
    };
    let mut article = article_of("");
    article.blocks = vec![
        Block {
            links: vec![
                link(0, 3, "https://a.example/?x=\"<b>"),
                link(4, 9, "javascript:alert(1)"),
                link(8, 99, "mailto:a@b.example"),
            ],
            ..Block::new(BlockKind::Paragraph, "né<a & b's")
        },
        item(0, None, "one"),
        item(1, Some(2), "two"),
        item(1, Some(3), "three"),
        item(1, Some(9), "nine"),
        item(0, None, "four"),
    ];
    let html = clean_html(&article);
    for part in [
        "<p><a href=\"https://a.example/?x=&quot;&lt;b&gt;\" rel=\"noopener noreferrer nofollow\">né&lt;</a>a &amp; b<a",
        "href=\"mailto:a@b.example\"",
        "<ul>\n<li>one\n<ol start=\"2\">\n<li>two</li>\n<li>three</li>\n</ol>\n<ol start=\"9\">\n<li>nine</li>\n</ol>\n</li>\n<li>four</li>\n</ul>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("javascript"));
}

proptest! {
    /// ammonia is the measure of what we build by hand: it must find nothing to take out, whatever the text says.
    #[test]
    fn ammonia_takes_nothing_out(text in "[ -~\\n\\t\u{0}-\u{1f}é中\u{feff}<>&\"'`=/]{0,80}", other in "(<[a-z/!]{1,6}[ =\"'a-z:]{0,12}>?){1,5}") {
        for text in [&text, &other] {
            let mut article = article_of(text);
            article.images[0].url = Some("https://fordcourier.example/a.jpg".into());
            let ours = built(&article);
            let theirs = sanitized(&ours);
            let names = |html: &str| -> Vec<(bool, String)> {
                let tags = tokens(html).0.into_iter();
                tags.map(|tag| (tag.kind == TagKind::StartTag, tag.name.to_string())).collect()
            };
            prop_assert_eq!(names(&ours), names(&theirs));
            // A line end right after `<pre>` is none of the text.
            let text_of = |html: &str| tokens(html).1.replace('\n', "");
            prop_assert_eq!(text_of(&ours), text_of(&theirs));
            is_safe(&theirs, text);
        }
    }

    #[test]
    fn what_came_through_once_comes_through_again(parts in proptest::collection::vec(proptest::sample::select(HOSTILE), 1..5)) {
        let html = parts.concat();
        let once = sanitized(&html);
        is_safe(&once, &html);
        is_safe(&sanitized(&once), &html);
    }
}
