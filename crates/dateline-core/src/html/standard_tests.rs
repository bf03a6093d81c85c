//! Odd sources that the standard is explicit about: what the tokenizer finds in them, and the text in its order.

use super::query::text_of;
use super::tokenize::{Token, Tokenizer};
use super::{NodeId, Tree};

/// The tokens, text and raw text by their characters, tags by name.
fn tokens(source: &str) -> String {
    let mut tokenizer = Tokenizer::new(source);
    let mut out = Vec::new();
    while let Some(token) = tokenizer.next_token() {
        out.push(match token {
            Token::Text(span) => span.of(source).to_owned(),
            Token::Raw(span) => format!("raw:{}", span.of(source)),
            Token::Start { tag, .. } => format!("<{}>", tag.name()),
            Token::End { tag } => format!("</{}>", tag.name()),
        });
    }
    out.join(" ")
}

fn text(source: &str) -> String {
    text_of(&Tree::parse(source), NodeId::ROOT, 10_000)
}

#[test]
fn ends_comments_where_the_standard_does() {
    for (given, found) in [
        ("1<!---->2", "1 2"),
        ("1<!----->2", "1 2"),
        ("1<!-- a -- b -->2", "1 2"),
        ("1<!-- a --!>2", "1 2"),
        ("1<!-- a --! b -->2", "1 2"),
        ("1<!-- a --- >2--->3", "1 3"),
        ("1<!-- <!-- -->2", "1 2"),
        ("1<!- a -->2", "1 2"),
        ("1<!a>2", "1 2"),
        ("1<!>2", "1 2"),
        ("1</>2", "1 2"),
        ("1</3>2", "1 2"),
        ("1<?a?>2", "1 2"),
        ("1<!--", "1"),
        ("1<!-->2-->3", "1 2-->3"),
    ] {
        assert_eq!(tokens(given), found, "{given}");
    }
}

#[test]
fn finds_the_end_of_raw_text() {
    for (given, found) in [
        (
            "<title>a</titles></title>b",
            "<title> raw:a</titles> </title> b",
        ),
        (
            "<textarea>a</ textarea></textarea>b",
            "<textarea> raw:a</ textarea> </textarea> b",
        ),
        ("<style><!-- </style>b", "<style> raw:<!--  </style> b"),
        ("<script></script>b", "<script> </script> b"),
        ("<script>a</SCRIPT\n>b", "<script> raw:a </script> b"),
        ("<script>a</script/>b", "<script> raw:a </script> b"),
        ("<script>a</script", "<script> raw:a</script"),
        // Escaped: an end tag still ends it. Doubly escaped: the inner one doesn't.
        ("<script><!--a</script>b", "<script> raw:<!--a </script> b"),
        (
            "<script><!--<script>a</script></script>b",
            "<script> raw:<!--<script>a</script> </script> b",
        ),
        (
            "<script><!--<script>a--></script>b",
            "<script> raw:<!--<script>a--> </script> b",
        ),
        (
            "<script><!--><script></script>b",
            "<script> raw:<!--><script> </script> b",
        ),
        (
            "<script><!--<scripts></script>b",
            "<script> raw:<!--<scripts> </script> b",
        ),
    ] {
        assert_eq!(tokens(given), found, "{given}");
    }
}

#[test]
fn reads_references_in_text_and_leaves_them_in_raw_text() {
    for (given, found) in [
        ("a &amp b", "a & b"),
        ("a &ampb", "a &b"),
        ("a &#38;#38; b", "a &#38; b"),
        ("&#x80;&#x9f;", "€Ÿ"),
        ("&#x110000;&#xffffffffff;", "\u{fffd}\u{fffd}"),
        ("&#65", "A"),
        ("&#x;&#;&;&", "&#x;&#;&;&"),
        ("<textarea>a&lt;b</textarea>", "a<b"),
        ("<xmp>a&lt;b</xmp>", "a&lt;b"),
    ] {
        assert_eq!(text(given), found, "{given}");
    }
}

#[test]
fn keeps_text_in_the_order_that_browsers_show() {
    for (given, found) in [
        ("<b>a<p>b</b>c</p>d", "a bc d"),
        ("<a>a<div>b<a>c</a>d</div>e", "a bcd e"),
        ("<table><b>a<tr><td>b</table>c", "a b c"),
        ("<table><tr>a<td>b</td>c</tr>d</table>e", "acd b e"),
        ("<table><caption>a<tr><td>b</table>", "a b"),
        ("<table><td>a<tr>b<td>c</table>", "b a c"),
        ("<p>a<table><tr><td>b</p>c</table>d", "a b c d"),
        ("<div>a<li>b</div>c", "a b c"),
        ("<ul><li>a<div><li>b</ul>c", "a b c"),
        ("<h1>a<p>b</h2>c", "a b c"),
        ("a</body>b</html>c<p>d", "abc d"),
        ("<p>a</div>b", "ab"),
        ("<dl><dt>a<p>b<dd>c</dl>d", "a b c d"),
        ("<button>a<button>b</button>c", "abc"),
        ("<ruby>a<rt>b<rt>c</ruby>d", "abcd"),
        ("<plaintext>a</plaintext><b>c", "a</plaintext><b>c"),
    ] {
        assert_eq!(text(given), found, "{given}");
    }
}
