//! The lines of a plain page, with where each stands.

/// A line that isn't empty, without the white space around it.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The line without its line end.
    pub text: &'a str,
    /// Byte of the page where the text starts.
    pub start: usize,
    /// A blank line stands before it.
    pub apart: bool,
}

impl Line<'_> {
    /// The character behind its last one.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The page's lines in order.
pub fn lines(page: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut apart = true;
    for raw in page.split('\n') {
        let text = raw.trim();
        if text.is_empty() {
            apart = true;
        } else {
            let indent = raw.len() - raw.trim_start().len();
            lines.push(Line {
                text,
                start: start + indent,
                apart,
            });
            apart = false;
        }
        start += raw.len() + 1;
    }
    lines
}

/// Turns byte positions of a text into character positions, in any order, without counting from the start each time.
pub struct Chars {
    /// Characters before every 64th byte.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl Chars {
    /// Counts in this text.
    pub fn new(text: &str) -> Chars {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                marks.push(count);
            }
            count += usize::from(byte & 0xC0 != 0x80);
        }
        marks.push(count);
        Chars { marks }
    }

    /// Characters before this byte of the same text.
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        let mark = byte / STRIDE;
        let from = mark * STRIDE;
        let before = self.marks.get(mark).copied().unwrap_or_default();
        before
            + text.as_bytes()[from..byte]
                .iter()
                .filter(|b| **b & 0xC0 != 0x80)
                .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_lines() {
        let page = "  A é\n\n\nB\r\nC\n";
        let found: Vec<_> = lines(page)
            .iter()
            .map(|l| (l.text, l.start, l.apart))
            .collect();
        assert_eq!(found, [("A é", 2, true), ("B", 9, true), ("C", 12, false)]);
    }

    #[test]
    fn counts_characters() {
        let text = "é—x".repeat(200);
        let chars = Chars::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(chars.at(&text, byte), count);
        }
        assert_eq!(chars.at(&text, text.len()), 600);
        assert_eq!(Chars::new("").at("", 0), 0);
    }
}
