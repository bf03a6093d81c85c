//! HTML pieces that every design uses: escaping, links in the text, bodies with furniture between the blocks.

use super::source::{Block, Kind};

/// Text as it may stand in markup or in a quoted attribute.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// Splits `[words](address)` off: text before, words, address, rest.
fn first_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let open = text.find('[')?;
    let middle = open + text[open..].find("](")?;
    let close = middle + text[middle..].find(')')?;
    Some((
        &text[..open],
        &text[open + 1..middle],
        &text[middle + 2..close],
        &text[close + 1..],
    ))
}

/// The words of a text with light markup.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, words, _, after)) = first_link(rest) {
        out.push_str(before);
        out.push_str(words);
        rest = after;
    }
    out + rest
}

/// HTML of a text with light markup.
pub fn inline(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, words, address, after)) = first_link(rest) {
        out.push_str(&escape(before));
        out.push_str(&format!(
            "<a href=\"{}\">{}</a>",
            escape(address),
            escape(words)
        ));
        rest = after;
    }
    out + &escape(rest)
}

/// How a design writes the blocks of a body.
pub struct BodyStyle<'a> {
    /// Opening tag of a paragraph.
    pub paragraph: &'a str,
    pub heading: (&'a str, &'a str),
    /// Furniture to stand after the nth paragraph (from 1); empty for none.
    pub after: &'a dyn Fn(usize) -> String,
}

/// The body, a line a block.
pub fn body_html(blocks: &[Block], style: &BodyStyle) -> String {
    let mut out = String::new();
    let mut paragraphs = 0;
    let mut in_list = false;
    for block in blocks {
        if in_list && block.kind != Kind::Item {
            out.push_str("</ul>\n");
            in_list = false;
        }
        let text = inline(&block.text);
        match block.kind {
            Kind::Heading => {
                out.push_str(&format!("{}{text}{}\n", style.heading.0, style.heading.1));
            }
            Kind::Item => {
                if !in_list {
                    out.push_str("<ul>\n");
                    in_list = true;
                }
                out.push_str(&format!("<li>{text}</li>\n"));
            }
            Kind::Paragraph | Kind::Lifted => {
                out.push_str(&format!("{}{text}</p>\n", style.paragraph));
                paragraphs += 1;
                out.push_str(&(style.after)(paragraphs));
            }
        }
    }
    if in_list {
        out.push_str("</ul>\n");
    }
    out
}

/// A JSON string.
pub fn json(text: &str) -> String {
    // `</` would end a script element.
    serde_json::Value::from(text)
        .to_string()
        .replace("</", "<\\/")
}

/// The first characters of a text, whatever they break.
pub fn cut_hard(text: &str, characters: usize) -> String {
    text.chars()
        .take(characters)
        .collect::<String>()
        .trim_end()
        .to_owned()
}

/// The first words of a text that fit, with an ellipsis when there are more.
pub fn cut_at_word(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    let head = cut_hard(text, characters);
    let end = head.rfind(' ').unwrap_or(head.len());
    format!(
        "{}…",
        head[..end].trim_end_matches([',', ';', ':', '—', ' '])
    )
}

/// A small drawing that stands for a photograph, its hills chosen by the page's name.
pub fn drawing(seed: u64, label: &str) -> String {
    let hue = seed % 360;
    let (left, right) = (40 + seed / 7 % 60, 30 + seed / 11 % 70);
    format!(
        "<svg viewBox=\"0 0 320 160\" role=\"img\" aria-label=\"{}\" width=\"100%\">\
<rect width=\"320\" height=\"160\" fill=\"hsl({hue} 30% 86%)\"/>\
<circle cx=\"{}\" cy=\"38\" r=\"16\" fill=\"hsl({hue} 40% 96%)\"/>\
<path d=\"M0 160V{left}L110 {right}L200 120L320 {left}V160Z\" fill=\"hsl({hue} 22% 58%)\"/>\
<path d=\"M0 160V130L140 104L320 138V160Z\" fill=\"hsl({hue} 25% 38%)\"/></svg>",
        escape(label),
        40 + seed / 13 % 240
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_words_to_a_reader() {
        let text = "See [the map](/map) & go";
        assert_eq!(plain(text), "See the map & go");
        assert_eq!(inline(text), "See <a href=\"/map\">the map</a> &amp; go");
        assert_eq!(plain("no link [here] (yes)"), "no link [here] (yes)");
    }

    #[test]
    fn teasers_are_cut_hard_or_at_a_word() {
        assert_eq!(cut_hard("abc def", 5), "abc d");
        assert_eq!(cut_at_word("abc def ghi", 9), "abc def…");
        assert_eq!(cut_at_word("abc", 9), "abc");
    }
}
