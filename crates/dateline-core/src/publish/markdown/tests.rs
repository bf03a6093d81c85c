use super::*;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

fn block(kind: BlockKind, text: &str) -> Block {
    Block::new(kind, text)
}

/// What a reader of Markdown sees: each block's kind and text, read by another's parser.
fn read_back(source: &str) -> Vec<(BlockKind, String)> {
    let mut out: Vec<(BlockKind, String)> = Vec::new();
    let mut quoted = false;
    let mut cells = 0;
    let mut listed = false;
    for event in Parser::new_ext(
        source,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    ) {
        let mut add = |text: &str| {
            if let Some((_, known)) = out.last_mut() {
                known.push_str(text);
            }
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => quoted = true,
            Event::End(TagEnd::BlockQuote(_)) => quoted = false,
            Event::Start(Tag::Heading { .. }) => out.push((BlockKind::Heading, String::new())),
            Event::Start(Tag::Paragraph) if quoted => out.push((BlockKind::Quote, String::new())),
            Event::Start(Tag::Paragraph) if !listed => {
                out.push((BlockKind::Paragraph, String::new()))
            }
            Event::Start(Tag::Item) => {
                listed = true;
                out.push((BlockKind::ListItem, String::new()));
            }
            Event::End(TagEnd::Item) => listed = false,
            Event::Start(Tag::CodeBlock(_)) => out.push((BlockKind::Preformatted, String::new())),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                cells = 0;
                out.push((BlockKind::TableRow, String::new()));
            }
            Event::Start(Tag::TableCell) => {
                if cells > 0 {
                    add(" | ");
                }
                cells += 1;
            }
            Event::Text(text) => add(&text),
            Event::HardBreak => add("\n"),
            Event::SoftBreak => add(" "),
            Event::Start(Tag::Table(_) | Tag::List(_) | Tag::Paragraph | Tag::Link { .. })
            | Event::End(_) => {}
            other => panic!("{other:?} out of {source}"),
        }
    }
    out
}

/// The same of the article, white space as Markdown leaves it.
fn said(blocks: &[Block]) -> Vec<(BlockKind, String)> {
    let lines = |text: &str| -> Vec<String> {
        text.lines()
            .map(one_line)
            .filter(|line| !line.is_empty())
            .collect()
    };
    let told = blocks.iter().map(|block| {
        let text = match block.kind {
            BlockKind::Preformatted => format!("{}\n", block.text),
            BlockKind::Heading => lines(&block.text).join(" "),
            BlockKind::TableRow => block
                .text
                .split(" | ")
                .map(one_line)
                .collect::<Vec<_>>()
                .join(" | "),
            _ => lines(&block.text).join("\n"),
        };
        (block.kind, text)
    });
    told.filter(|(_, text)| !text.is_empty()).collect()
}

#[track_caller]
fn comes_back(blocks: Vec<Block>) {
    let article = Article {
        blocks,
        ..Article::default()
    };
    let source = markdown(&article);
    assert_eq!(read_back(&source), said(&article.blocks), "{source}");
}

const KINDS: [BlockKind; 4] = [
    BlockKind::Paragraph,
    BlockKind::Heading,
    BlockKind::Quote,
    BlockKind::ListItem,
];

#[test]
fn text_full_of_marks_comes_back() {
    for text in [
        "1. May was <b>wet</b>.\n- said_she\n+ more\n# not a heading\n> nor this",
        "# x #",
        "C# and F##",
        "=== ",
        "---",
        "***",
        "___",
        "~~~ a",
        "~~gone~~",
        "``` a",
        "`a` ``b``",
        "a*b*c _d_ __e__",
        "[a](b) ![c](d(e)) [f]: g",
        "[^1] [x]",
        "<a href=x> &amp; &lt; &#42; & AT&T;",
        "\\ and \\* and \\\\",
        "a\\",
        "a  \nb",
        "| a | b |",
        "https://fordcourier.example/a_b_(c)?d=*e*&f",
        "10) ten\n123456789. nine",
        "- [ ] task",
        "    indented\n\ttabbed",
        "<!-- a -->",
        "<script>a()</script>",
        "2 * 3 * 4 = 24",
        "a|b",
        "$x_1$ and $$y$$",
        ":--- | ---:",
        "!",
        "![",
        "+",
        "-",
        "=",
        "1.",
        "2)",
        "价格：*十元*_",
    ] {
        for kind in KINDS {
            comes_back(vec![block(kind, text)]);
            comes_back(vec![
                block(BlockKind::Paragraph, "before"),
                block(kind, text),
                block(BlockKind::Paragraph, "after"),
            ]);
        }
    }
}

#[test]
fn lists_tables_code_and_quotes_come_back() {
    comes_back(vec![
        block(BlockKind::Paragraph, "Before\nand on a new line"),
        block(BlockKind::ListItem, "one\nstill one"),
        block(BlockKind::ListItem, "# two"),
        block(BlockKind::ListItem, "- three"),
        block(BlockKind::TableRow, "Ferry | 12 | a*b"),
        block(BlockKind::TableRow, "Bridge | 9 | \\"),
        block(BlockKind::Quote, "It opened.\n- At last."),
        block(BlockKind::Quote, "1. And it stays."),
        block(BlockKind::Preformatted, "a ``` b\n    <c>\n\n```` d"),
        block(BlockKind::Heading, "What #now#"),
        block(BlockKind::Paragraph, "After"),
    ]);
}

#[test]
fn writes_facts_and_the_lead_picture() {
    let article = Article {
        headline: Some("A *bold* bridge #1".into()),
        bylines: vec!["Ada Brook".into()],
        images: vec![Image {
            url: Some("https://fordcourier.example/a_(b)<c> d.jpg?x=1&copy=2".into()),
            alt: Some("The [old] bridge".into()),
            caption: Some("It *stands*".into()),
            credit: Some("Ada_Brook".into()),
        }],
        blocks: vec![block(BlockKind::Paragraph, "Text.")],
        ..Article::default()
    };
    let source = markdown(&article);
    assert!(
        source.starts_with("# A \\*bold\\* bridge \\#1\n\n*Ada Brook*\n\n!["),
        "{source}"
    );
    let mut address = None;
    let mut text = String::new();
    for event in Parser::new(&source) {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => address = Some(dest_url.into_string()),
            Event::Text(part) => text.push_str(&part),
            _ => {}
        }
    }
    assert_eq!(
        address.as_deref(),
        Some("https://fordcourier.example/a_(b)%3Cc%3E%20d.jpg?x=1&copy=2")
    );
    assert!(text.contains("The [old] bridge") && text.contains("It *stands* · Ada_Brook"));
    let harmful = Article {
        images: vec![Image {
            url: Some("javascript:a()".into()),
            ..Image::default()
        }],
        ..Article::default()
    };
    assert_eq!(markdown(&harmful), "");
}

/// Addresses and words of the links that a reader of Markdown sees.
fn links_in(source: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for event in Parser::new_ext(source, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = true;
                out.push((dest_url.into_string(), String::new()));
            }
            Event::End(TagEnd::Link) => open = false,
            Event::Text(text) if open => out.last_mut().unwrap().1.push_str(&text),
            _ => {}
        }
    }
    out
}

#[test]
fn links_stand_around_their_words() {
    const URL: &str = "https://fordcourier.example/a_b_(c)?d=*e*&copy;f#g";
    let linked = |kind, text: &str, start, end| Block {
        links: vec![Link {
            start,
            end,
            url: URL.into(),
        }],
        ..block(kind, text)
    };
    for (kind, text, start, end, words) in [
        (
            BlockKind::Paragraph,
            "the old bridge opened",
            4,
            14,
            "old bridge",
        ),
        (BlockKind::Paragraph, "Look!here", 5, 9, "here"),
        (BlockKind::Paragraph, "- [a](b) é", 0, 10, "- [a](b) é"),
        (BlockKind::Heading, "1. The #bridge", 3, 14, "The #bridge"),
        (BlockKind::Quote, "a | b", 0, 5, "a | b"),
        (BlockKind::ListItem, "* a", 0, 3, "* a"),
        (
            BlockKind::TableRow,
            "Ferry | the bridge | 12",
            8,
            18,
            "the bridge",
        ),
    ] {
        let blocks = vec![linked(kind, text, start, end)];
        let article = Article {
            blocks: blocks.clone(),
            ..Article::default()
        };
        let source = markdown(&article);
        assert_eq!(
            links_in(&source),
            [(URL.to_owned(), words.to_owned())],
            "{source}"
        );
        comes_back(blocks);
    }
    // A link over the end of a line is one on each; a link past the text is none.
    let over = Article {
        blocks: vec![
            linked(BlockKind::Paragraph, "one\ntwo", 0, 7),
            linked(BlockKind::Paragraph, "one", 7, 9),
            linked(BlockKind::Preformatted, "one", 0, 3),
        ],
        ..Article::default()
    };
    assert_eq!(links_in(&markdown(&over)).len(), 2);
}

#[test]
fn lists_stand_in_lists() {
    let item = |level, number, text: &str| Block {
        level,
        number,
        ..block(BlockKind::ListItem, text)
    };
    let article = Article {
        blocks: vec![
            item(0, None, "a"),
            item(1, Some(1), "b\nc"),
            item(1, Some(2), "d"),
            item(7, None, "e"),
            item(0, None, "f"),
        ],
        ..Article::default()
    };
    assert_eq!(
        markdown(&article),
        "- a\n  1. b\\\n     c\n  2. d\n     - e\n- f\n"
    );
    comes_back(article.blocks);
}

proptest! {
    #[test]
    fn any_linked_text_comes_back(text in "[-+#=*_`~|<>\\[\\]()!&;:.0-9a-zé\\\\\n ]{1,40}", kind in 0usize..4, start in 0usize..40, length in 1usize..40) {
        let link = Link { start, end: start + length, url: "https://fordcourier.example/a".into() };
        comes_back(vec![Block { links: vec![link], ..block(KINDS[kind], &text) }, block(BlockKind::Paragraph, "after")]);
    }

    #[test]
    fn any_text_comes_back(text in "[-+#=*_`~|<>\\[\\]()!&;:.0-9a-zé\\\\\n ]{1,40}", kind in 0usize..4) {
        // Of white space alone nothing is written.
        comes_back(vec![block(KINDS[kind], &text), block(BlockKind::Paragraph, "after")]);
    }
}
