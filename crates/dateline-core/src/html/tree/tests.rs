//! Trees of odd sources, written as nested brackets.

use super::*;

fn shown(source: &str) -> String {
    let tree = Tree::parse(source);
    let mut out = String::new();
    let mut next = tree.first_child(NodeId::ROOT);
    let mut open = Vec::new();
    while let Some(id) = next {
        if tree.tag(id) == Tag::TEXT {
            out.push_str(&tree.text(id));
        } else {
            out.push_str(tree.tag(id).name());
            out.push('(');
            if let Some(child) = tree.first_child(id) {
                open.push(id);
                next = Some(child);
                continue;
            }
            out.push(')');
        }
        next = tree.next_sibling(id);
        while next.is_none() {
            let Some(parent) = open.pop() else { break };
            out.push(')');
            next = tree.next_sibling(parent);
        }
    }
    out
}

#[test]
fn implies_end_tags() {
    for (given, tree) in [
        ("<p>a<p>b<div>c", "p(a)p(b)div(c)"),
        (
            "<ul><li>a<li>b<ul><li>c</ul>d</ul>",
            "ul(li(a)li(bul(li(c))d))",
        ),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))"),
        ("<h1>a<h2>b</h1>c", "h1(a)h2(b)c"),
        ("<p><button><p>x</button>y", "p(button(p(x))y)"),
        (
            "<select><option>a<option>b</select>c",
            "select(option(a)option(b))c",
        ),
        ("<a href=x>a<a href=y>b</a>", "a(a)a(b)"),
        ("<head><title>t</title><p>x", "head(title(t))p(x)"),
        (
            "<head><title>t</title>x<link></head>y",
            "head(title(t))xlink()y",
        ),
    ] {
        assert_eq!(shown(given), tree, "{given}");
    }
}

#[test]
fn ignores_stray_end_tags() {
    for (given, tree) in [
        ("</p></div>a</b>", "p()a"),
        ("<div><span>a</div>b</span>c", "div(span(a))bc"),
        ("<div><span><p>a</span>b</div>c", "div(span(p(ab)))c"),
        ("<p><b>a<div>b</b>c</div>d", "p(b(a))div(bc)d"),
        ("<body>a</body>b</html>c", "body(abc)"),
        ("a</br>b", "abr()b"),
    ] {
        assert_eq!(shown(given), tree, "{given}");
    }
}

#[test]
fn puts_what_tables_refuse_before_them() {
    for (given, tree) in [
        ("<table>x<tr><td>a<td>b</table>c", "xtable(tr(td(a)td(b)))c"),
        (
            "<table><tr><td>a</td>x<p>y</p></tr></table>",
            "xp(y)table(tr(td(a)))",
        ),
        (
            "<table><tr><td><table><tr><td>a</table>b</table>",
            "table(tr(td(table(tr(td(a)))b)))",
        ),
        (
            "<table><form><tr><td>a</form></table>b",
            "table(form()tr(td(a)))b",
        ),
        ("<td>a</td>b", "ab"),
        ("<table><tr><td><div>a</table>b", "table(tr(td(div(a))))b"),
    ] {
        assert_eq!(shown(given), tree, "{given}");
    }
}

#[test]
fn keeps_svg_apart() {
    assert_eq!(
        shown("<svg><title>a</title><path/><![CDATA[<b>]]></svg><p>c"),
        "svg(title(a)()<b>)p(c)"
    );
    assert_eq!(shown("<svg><g><p>a</p>b"), "svg(())p(a)b");
}

#[test]
fn reads_attributes() {
    let tree = Tree::parse("<a HREF='?a=1&amp;b=2' title=x title=y>");
    let a = tree.first_child(NodeId::ROOT).unwrap();
    assert_eq!(tree.attr(a, "href").as_deref(), Some("?a=1&b=2"));
    assert_eq!(tree.attr(a, "title").as_deref(), Some("x"));
    assert_eq!(tree.attr(a, "rel"), None);
}

#[test]
fn stays_flat_below_the_deepest_level() {
    let source = "<div>".repeat(200_000) + "x" + &"</div>".repeat(200_000) + "<p>y";
    let tree = Tree::parse(&source);
    let last = tree.ids().last().unwrap();
    assert_eq!(tree.text(last), "y");
    let mut depth = 0;
    let mut at = last;
    while let Some(parent) = tree.parent(at) {
        at = parent;
        depth += 1;
    }
    assert_eq!(depth, 2);
}

#[test]
fn says_which_budget_cut() {
    assert_eq!(Tree::parse("<p>a").cut(), None);
    let nodes = Tree::parse(&"<br>".repeat(MAX_NODES)).cut();
    assert!(nodes.is_some_and(|why| why.contains("1,500,000")));
    let long = format!("<p>a<!--{}--><p>b", "x".repeat(MAX_SOURCE));
    let source = Tree::parse(&long).cut();
    assert!(source.is_some_and(|why| why.contains("64 MiB")));
}
