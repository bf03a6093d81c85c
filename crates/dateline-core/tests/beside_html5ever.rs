//! Our tree beside html5ever's over odd sources: the same text in the same order, parted by the same borders of blocks.
//!
//! `cargo xtask bench tree` does the same over whole pages.

#[path = "../examples/pages/reference.rs"]
mod reference;
#[path = "../examples/pages/shown.rs"]
mod shown;

/// What the standard's rules make of text order and of borders, one rule or two each.
const SOURCES: &[&str] = &[
    // Comments, declarations, instructions: also those that are broken off.
    "1<!-->2-->3<p>4<!--->5-->6<p>7<!----!>8<!---!-->9",
    "1<!--a--!b-->2<!--<!--x-->3--><!---->4<!-- a -- b -->5",
    "1<!a>2<!-b>3<!>4<!doctype>5<?c d?>6</ e>7</8>9<//>10",
    "<!doctype html><!doctype x><html><!doctype y>1",
    "1<!--2",
    "1<!-",
    "1<!",
    "1<",
    "1</",
    "1</p",
    "1<p a='2>3",
    // Tags and attributes.
    "<p a=1/>2<p a='>'>3<p \"=>4<p <>5<p/a/b=c/>6<p\n>7<P>8</P\t>9",
    "<b>1</b x='2'>3<br/>4</br>5<hr>6</hr>7<p/>8</p/>9",
    "a < b <3 <> <=c & d &; &# &#x; &e;",
    // Character references.
    "&amp&lt;&gt&quot;&copy &copy;&notit;&notin;&NotEqualTilde;&ampx &AMP; &Amp;",
    "&#65;&#x41;&#X41 &#0;&#128;&#x9f;&#xd800;&#x110000;&#xfffffffff; &#38;#38;",
    "<p title='&lt;&copy=&copy;'>&#13;1&#10;2&#9;3&#12;4&nbsp;5",
    // Raw text, escapable raw text, scripts in scripts.
    "<title>a<b>c</title>1<textarea>d<p>e</textarea>2<style><p></style>3<xmp><p>4</xmp>5",
    "<script><!--<script></script>1--></script>2<script><!--</script>3<script><!--<script>--></script>4",
    "<script><!--<script></script></script>5<script>'<!--'</script>6<script>'<script>'</script>7",
    "<iframe><p></iframe>1<noembed><p></noembed>2<noframes><p></noframes>3<plaintext><p>4</plaintext>5",
    "<style>1</style >2<style>3</styles></style\n>4<textarea>\n5</textarea",
    // CDATA counts in foreign content only.
    "1<![CDATA[2]]>3<svg><![CDATA[<p>4]]></svg>5<math><![CDATA[x]]]]></math>6",
    "<svg><title>1<b>x</b></title><desc><p>2</p></desc><foreignObject><p>3</p></foreignObject></svg>4",
    "<svg><g><p>1<b>2</svg>3<math><mi>x</math>4<svg/>5<svg><path/><circle/></svg>6<math/>7",
    // Paragraphs.
    "<p>1<p>2<div>3</p>4</div>5</p>6",
    "<p>1<ul><li>2</p>3</ul>4<p>5<h1>6<h2>7</h1>8",
    "<p>1<button>2<p>3</button>4</p>5",
    "<p>1<table><tr><td>2</p>3</table>4",
    "1</p>2<span></p>3",
    "<p>1<span>2<p>3</span>4<address>5<p>6</address>7",
    "<p>1<form>2<p>3</form>4<form>5<form>6</form>7",
    // Lists and definitions.
    "<li>1<li>2<ul><li>3<li>4</ul>5<li>6",
    "<ul><li>1<div><li>2</div>3</ul>4",
    "<ol><li>1</ul>2</li>3</ol>4",
    "<dl><dt>1<dd>2<dt>3<p>4<dd>5</dl>6",
    "<dd>1<div><dd>2<dt>3</div>4",
    "<ul>1<li>2</ul>3</li>4",
    // Tables: implied parts, and what they refuse.
    "<table>1<tr>2<td>3<td>4<tr>5<th>6</table>7",
    "<table><td>1<tr><td>2<tbody><tr><td>3<tfoot><td>4</table>5",
    "<table><caption>1<tr><td>2</caption>3</table>4",
    "<table><colgroup><col>1<tr><td>2</table>3",
    "<table><tr><td>1<table><tr><td>2</table>3</td>4</table>5",
    "<table><table>1<td>2</table>3</table>4",
    "<table><div>1</div><tr><div>2</div><td>3</table>4",
    "<table> <tr> <td>1</td> </tr> </table>2",
    "<table><script>1</script><style>2</style><tr><td>3</table>4",
    "<table><p>1<tr><td>2</p>3</table>4",
    "<div><table>1</div>2<tr><td>3</div>4</table>5",
    "<table><tr><td>1</tr>2<td>3</table>",
    "<tr><td>1</td></tr>2<td>3",
    "<table><form><tr><td>1</form>2</table>3",
    "<table><input type=hidden>1<td>2</table>3",
    "<table><td><p>1<td>2</p></table>3<table><th>4</td>5</th>6</table>7",
    "<table><tr><a href=x>1<td>2</a>3</table>4",
    "<b><table>1<td>2</b>3</table>4",
    // Formatting that is closed in another order, or across blocks.
    "<b>1<i>2</b>3</i>4",
    "<b>1<p>2</b>3</p>4",
    "<b>1<div>2<p>3</b>4</p>5</div>6",
    "<a>1<a>2</a>3<div><a>4<div>5</a>6",
    "<p><b>1<p>2</b>3<p>4",
    "<a>1<p>2<a>3</p>4</a>5",
    "<nobr>1<nobr>2</nobr>3",
    "<font>1<p>2<font>3</font>4</font>5",
    "<b><b><b>1<p>2</b></b></b>3",
    "<i>1<b>2<p>3</i>4</b>5</p>6",
    "<em>1<section>2</em>3</section>4",
    "<span>1<div>2</span>3</div>4",
    "<strong><h2>1</strong>2</h2>3",
    "<small>1<ul><li>2</small>3</ul>4",
    // The page's own parts.
    "<head><title>x</title>1<meta>2</head>3",
    "<head><title>x</title>1<meta>2</head>3",
    "<head></head>1<link>2<title>x</title>3",
    "<html><head><body><p>1</html><p>2</body>3",
    "<body>1<body>2</body></body>3",
    "<head><style>a</style><p>1",
    // Everything else that ends by itself.
    "<select><option>1<option>2<optgroup><option>3</select>4",
    "<option>1<option>2<p>3",
    "<button>1<button>2</button>3",
    "<ruby>1<rb>2<rt>3<rtc>4<rp>5</ruby>6",
    "<template><p>1</template>2<template><tr><td>3</template>4",
    "<object><p>1</object>2<marquee><p>3</marquee>4",
    "<h1>1<h1>2</h3>3<center>4<p>5</center>6",
    "<details><summary>1<p>2</details>3<dialog>4<p>5</dialog>6<main>7<p>8</main>9<search>10<p>11</search>12",
    "<pre>\n1\n<p>2</pre>3<listing>4<p>5</listing>6",
    "<fieldset><legend>1<p>2</fieldset>3<figure><figcaption>4<p>5</figure>6",
    "<p>1\0 2&#0;3",
    "<div>1\r\n2\r3\n4\x0c5</div>",
];

#[test]
fn shows_the_same_text_between_the_same_borders() {
    let mut different = Vec::new();
    for source in SOURCES {
        let (ours, theirs) = (shown::ours(source).runs, shown::theirs(source).runs);
        if ours != theirs {
            different.push(format!(
                "{source:?}\n  ours   {ours:?}\n  theirs {theirs:?}"
            ));
        }
    }
    assert!(
        different.is_empty(),
        "{} differ\n{}",
        different.len(),
        different.join("\n")
    );
}

/// The one difference we mean: a `noscript` in the head that holds more than a head may. Without scripts html5ever ends
/// the head there and shows it; with scripts a browser shows nothing of it, and neither do we.
#[test]
fn shows_nothing_of_a_noscript_in_the_head() {
    for source in [
        "<head><noscript>1 &lt;img&gt;</noscript><title>x</title></head><p>2",
        "<head><noscript>1 <a href=x>2</a><div>3</div></noscript><link></head><body>4",
        "<head><noscript><img src=x><body>5",
    ] {
        let (ours, theirs) = (shown::ours(source).runs, shown::theirs(source).runs);
        assert_eq!(ours.len(), 1, "{source}: {ours:?}");
        assert!(theirs.ends_with(&ours), "{source}: {theirs:?}");
    }
}
