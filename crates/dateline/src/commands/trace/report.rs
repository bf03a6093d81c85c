//! A trace in words: a report for a terminal, or for a mail to a colleague. Plain text of at most [`WIDTH`] columns.

use dateline_core::agencies::Agencies;
use dateline_core::model::{
    Article, CopyLink, Direction, Finding, Form, RelationKind, Role, Trace,
};
use dateline_core::publish::diff::{self, Row, Whose};
use dateline_core::trace::align::align;
use dateline_core::trace::index::{Index, Known};
use std::fmt::Write;
use std::sync::Arc;

const WIDTH: usize = 92;
/// Other places of the text that are listed.
const MOST_COPIES: usize = 12;

/// The whole report on one article.
pub fn report(name: &str, trace: &Trace, index: &Index, agencies: &Agencies) -> String {
    let article = &trace.article;
    let mut out = String::new();
    put(&mut out, "", article.headline.as_deref().unwrap_or(name));
    put(&mut out, "", &stated(article));
    put(&mut out, "", article.url.as_deref().unwrap_or_default());
    if let Some(error) = &article.error {
        put(&mut out, "", &format!("Not traced: {error}"));
        out.push('\n');
        return out;
    }
    origin(&mut out, trace, agencies);
    copies(&mut out, &trace.copies, index);
    findings(&mut out, trace);
    let known = trace
        .origin
        .article
        .as_deref()
        .and_then(|id| index.find(id));
    if let Some(known) = known.map(|number| index.known(number)) {
        changes(&mut out, &article.text, &known);
    }
    out.push('\n');
    out
}

/// Outlet, date and names, as the page states them.
fn stated(article: &Article) -> String {
    let outlet = article
        .outlet
        .name
        .as_deref()
        .or(article.outlet.domain.as_deref());
    let bylines = article.bylines.join(", ");
    let parts = [
        outlet.unwrap_or_default(),
        article.published_at.as_deref().unwrap_or_default(),
        &bylines,
        article.credit_line.as_deref().unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn origin(out: &mut String, trace: &Trace, agencies: &Agencies) {
    let origin = &trace.origin;
    let agency = origin.wire.as_deref().map(|id| {
        let name = agencies.get(id).map_or(id, |agency| agency.name.as_str());
        match origin.role {
            Role::Contributed => format!("the outlet's own, with the help of {name}"),
            _ => name.to_owned(),
        }
    });
    // How sure it is speaks of the agency: an outlet is named by what is known, and silence proves nothing.
    let sure = percent(origin.confidence);
    let whose = match (agency, origin.outlet.as_deref()) {
        (Some(agency), Some(outlet)) if !agency.contains(outlet) => {
            format!("{agency} ({sure} sure), first known from {outlet}")
        }
        (Some(agency), _) => format!("{agency} ({sure} sure)"),
        (None, Some(outlet)) => format!("first known from {outlet}"),
        (None, None) => "not known: no agency is named, and no earlier print is known".to_owned(),
    };
    let _ = writeln!(out);
    put(out, "", &format!("WHOSE TEXT: {whose}"));
    for evidence in &origin.evidence {
        put(
            out,
            "  - ",
            &format!("{}: {}", evidence.kind.replace('_', " "), evidence.text),
        );
    }
}

fn copies(out: &mut String, copies: &[CopyLink], index: &Index) {
    if copies.is_empty() {
        return;
    }
    let _ = writeln!(out);
    put(
        out,
        "",
        &format!("THE SAME WORDS ELSEWHERE: {}", copies.len()),
    );
    for copy in copies.iter().take(MOST_COPIES) {
        let known = index.find(&copy.id).map(|number| index.known(number));
        put(out, "  - ", &elsewhere(copy, known.as_deref()));
    }
    if copies.len() > MOST_COPIES {
        put(
            out,
            "  - ",
            &format!("and {} more", copies.len() - MOST_COPIES),
        );
    }
}

fn elsewhere(copy: &CopyLink, known: Option<&Known>) -> String {
    let place = copy.url.as_deref().unwrap_or(&copy.id);
    let outlet = known.and_then(|known| known.outlet.as_deref());
    let outlet = outlet
        .map(|outlet| format!("{outlet}, "))
        .unwrap_or_default();
    let kind = match copy.relation {
        RelationKind::Excerpt => "a passage",
        RelationKind::Copy => match copy.form {
            Form::Verbatim => "word for word",
            Form::Edited => "edited",
            Form::Spun => "its words swapped",
            Form::Partial => "a part of it",
            Form::Merged => "put together with another report",
        },
    };
    let direction = match copy.direction {
        Direction::From => "taken from it",
        Direction::To => "taken from this text",
    };
    let delay = copy
        .delay_seconds
        .map(|seconds| format!(", {}", delay(seconds)));
    format!(
        "{outlet}{place}: {direction}, {kind}; {} of this text, {} of that{}",
        percent(copy.cover),
        percent(copy.cover_of_other),
        delay.unwrap_or_default()
    )
}

/// How much later or earlier this text is, in the unit that fits.
fn delay(seconds: i64) -> String {
    let long = seconds.unsigned_abs();
    let (number, unit) = match long {
        0 => return "at the same time".to_owned(),
        1..3600 => (long.div_ceil(60), "minute"),
        3600..172_800 => (long / 3600, "hour"),
        _ => (long / 86_400, "day"),
    };
    let plural = if number == 1 { "" } else { "s" };
    let side = if seconds > 0 { "later" } else { "earlier" };
    format!("this one {number} {unit}{plural} {side}")
}

fn findings(out: &mut String, trace: &Trace) {
    let _ = writeln!(out);
    if trace.findings.is_empty() {
        put(out, "", "WHAT MISLEADS: nothing was found");
        return;
    }
    let verdict = format!(
        "WHAT MISLEADS: tampered with, {} sure",
        percent(trace.tampered)
    );
    put(out, "", &verdict);
    for (n, finding) in trace.findings.iter().enumerate() {
        put(out, &format!("  {}. ", n + 1), &misleading(finding));
    }
}

fn misleading(finding: &Finding) -> String {
    let kind = serde_json::to_value(finding.kind).ok();
    let kind = kind
        .as_ref()
        .and_then(|kind| kind.as_str())
        .unwrap_or_default();
    let sure = percent(finding.confidence);
    let why = &finding.why;
    match finding.text.trim() {
        "" => format!("{kind} ({sure}): {why}"),
        text if why.contains(text) => format!("{kind} ({sure}): {why}"),
        text => format!("{kind} ({sure}): “{text}”: {why}"),
    }
}

/// The paragraphs that differ, the origin's with a minus before it, this one's with a plus.
fn changes(out: &mut String, text: &str, known: &Arc<Known>) {
    let edits = align(text, &known.text);
    let rows = diff::rows(text, &edits);
    let place = known.url.as_deref().unwrap_or(&known.id);
    let changed = rows.iter().filter(|row| row.changed()).count();
    let _ = writeln!(out);
    if changed == 0 {
        put(out, "", &format!("CHANGES against {place}: none"));
        return;
    }
    put(
        out,
        "",
        &format!(
            "CHANGES against {place}: {changed} of {} paragraphs",
            rows.len()
        ),
    );
    for row in rows.iter().filter(|row| row.changed()) {
        for (mark, whose) in [("- ", Whose::Origin), ("+ ", Whose::Copy)] {
            let text = side(row, whose);
            if text.contains(char::is_alphanumeric) {
                put(out, mark, &text);
            }
        }
    }
}

/// One text's paragraph; what only it has stands in brackets, unless that is all of it.
fn side(row: &Row, whose: Whose) -> String {
    let is_shared = row
        .stretches
        .iter()
        .any(|stretch| stretch.whose == Whose::Both);
    let mut out = String::new();
    for stretch in &row.stretches {
        if stretch.whose == Whose::Both || !is_shared && stretch.whose == whose {
            out.push_str(&stretch.text);
        } else if stretch.whose == whose {
            let inner = stretch.text.trim();
            let (before, after) = stretch.text.split_once(inner).unwrap_or_default();
            let _ = match inner.is_empty() {
                true => write!(out, "{}", stretch.text),
                false => write!(out, "{before}[{inner}]{after}"),
            };
        }
    }
    out
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Puts a paragraph, broken at spaces; what follows the first line stands below its text. An empty one is no line.
fn put(out: &mut String, mark: &str, text: &str) {
    let indent = mark.chars().count();
    let mut column = 0;
    for word in text.split_whitespace() {
        // What comes from pages must not steer the terminal.
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        let wide = word.chars().count();
        if column == 0 {
            out.push_str(mark);
            column = indent;
        } else if column + 1 + wide > WIDTH {
            let _ = write!(out, "\n{:indent$}", "");
            column = indent;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(&word);
        column += wide;
    }
    if column > 0 {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_core::extract::extract_article;
    use dateline_core::model::{Body, Document, Stated};
    use dateline_core::trace::trace_article;

    const ORIGIN: &str = "WEXBY (AP) - The harbour board voted on Monday to close the old ferry pier for two years.\n\n\
        The pier has carried passengers since 1911, and its piles are worn, said the board's chair, Ana Roy.\n\n\
        \u{201C}We will not wait until someone gets hurt,\u{201D} Roy said after the vote. Work begins on April 14, and the \
        ferries will call at the fish quay until then.\n\nThe city pays 12 million crowns, the state the rest.";

    fn document(id: &str, day: &str, text: &str) -> Document {
        Document {
            id: Some(id.into()),
            url: Some(format!("https://{id}.example/pier")),
            stated: Stated {
                published_at: Some(day.into()),
                ..Stated::default()
            },
            body: Body::Text(text.into()),
            ..Document::default()
        }
    }

    #[test]
    fn tells_whose_text_what_changed_and_where_else_it_stands() {
        let agencies = Agencies::builtin();
        let mut index = Index::new();
        let origin = extract_article(&document("wire", "2031-04-07", ORIGIN), &agencies).article;
        index.insert(Known {
            id: origin.id,
            url: origin.url,
            published_at: origin.published_at,
            text: origin.text,
            ..Known::default()
        });
        let copy = ORIGIN
            .replace("12 million", "21 million")
            .replace("Monday", "Monday\u{1b}[31m");
        let extraction = extract_article(&document("copy", "2031-04-09", &copy), &agencies);
        let trace = trace_article(&extraction, &index, &agencies);
        let told = report("copy", &trace, &index, &agencies);
        for line in [
            "WHOSE TEXT: Associated Press",
            "THE SAME WORDS ELSEWHERE: 1",
            "https://wire.example/pier: taken from it",
            "this one 2 days later",
            "number-changed",
            "- The city pays [12] million",
            "+ The city pays [21] million",
        ] {
            assert!(told.contains(line), "{line}\n{told}");
        }
        assert!(
            told.lines().all(|line| line.chars().count() <= WIDTH),
            "{told}"
        );
        assert!(!told.contains('\u{1b}'), "{told}");
    }

    #[test]
    fn silence_is_no_claim() {
        let agencies = Agencies::builtin();
        let text = ORIGIN.replace(" (AP)", "");
        let extraction = extract_article(&document("alone", "2031-04-07", &text), &agencies);
        let trace = trace_article(&extraction, &Index::new(), &agencies);
        let told = report("alone", &trace, &Index::new(), &agencies);
        assert!(
            told.contains("WHOSE TEXT: not known") && !told.contains("sure"),
            "{told}"
        );
    }

    #[test]
    fn an_unreadable_input_is_named() {
        let trace = Trace {
            article: Article::without_text("x", "no text on the page"),
            ..Trace::default()
        };
        let told = report("page.html", &trace, &Index::new(), &Agencies::builtin());
        assert_eq!(told, "page.html\nNot traced: no text on the page\n\n");
    }
}
