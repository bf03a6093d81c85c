//! An article's text by characters, for looking around a position.

/// The text's characters.
pub struct Text {
    pub chars: Vec<char>,
}

impl Text {
    pub fn new(text: &str) -> Text {
        Text {
            chars: text.chars().collect(),
        }
    }

    pub fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    pub fn before(&self, index: usize) -> Option<char> {
        index.checked_sub(1).and_then(|i| self.at(i))
    }

    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start.min(self.chars.len())..end.min(self.chars.len())]
            .iter()
            .collect()
    }

    /// The word that ends right before this position, white space skipped.
    pub fn word_before(&self, index: usize) -> String {
        let mut end = index;
        while end > 0 && self.chars[end - 1] == ' ' {
            end -= 1;
        }
        let mut start = end;
        while start > 0 && is_word(self.chars[start - 1]) {
            start -= 1;
        }
        self.slice(start, end)
    }

    /// The word that begins right behind this position, white space skipped.
    pub fn word_after(&self, index: usize) -> String {
        let mut start = index;
        while self.at(start) == Some(' ') {
            start += 1;
        }
        let mut end = start;
        while self.at(end).is_some_and(is_word) {
            end += 1;
        }
        while end > start && matches!(self.chars[end - 1], '.' | '-' | '\'' | '’') {
            end -= 1;
        }
        self.slice(start, end)
    }

    /// Where a name occurs, letter case counting.
    pub fn find(&self, name: &str, most: usize) -> Vec<(usize, usize)> {
        let wanted: Vec<char> = name.chars().collect();
        let mut found = Vec::new();
        let Some(&first) = wanted.first() else {
            return found;
        };
        let mut at = 0;
        while at + wanted.len() <= self.chars.len() && found.len() < most {
            if self.chars[at] == first && self.chars[at..at + wanted.len()] == wanted[..] {
                found.push((at, at + wanted.len()));
                at += wanted.len();
            } else {
                at += 1;
            }
        }
        found
    }

    /// A letter or digit touches the stretch on its left, on its right.
    pub fn touches(&self, start: usize, end: usize) -> (bool, bool) {
        let left = self.before(start).is_some_and(char::is_alphanumeric);
        let right = self.at(end).is_some_and(char::is_alphanumeric);
        (left, right)
    }
}

pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.')
}
