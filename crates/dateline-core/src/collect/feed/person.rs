//! Authors, contributors and publishers: names, addresses, and both in one string.

use super::fields::{Fields, Value};
use super::names::Role;
use super::reader::Reader;

impl Reader<'_> {
    pub(super) fn open_person(&mut self, role: Role) {
        match role {
            Role::Author => {
                self.inside.author = true;
                self.context()
                    .list_mut("authors")
                    .push(Fields::new().into());
                self.push("author", true);
            }
            Role::Owner => {
                self.inside.publisher = true;
                self.push("publisher", false);
            }
            Role::Publisher => self.push("publisher", true),
            _ => {
                self.inside.contributor = true;
                self.context()
                    .list_mut("contributors")
                    .push(Fields::new().into());
                self.push("contributor", false);
            }
        }
    }

    pub(super) fn finish_person(&mut self, role: Role) {
        let base = self.base.to_string();
        let Some(text) = self.take() else { return };
        match role {
            Role::Author => {
                self.inside.author = false;
                self.settle_author(&text);
            }
            Role::Publisher => self.settle_publisher(&text),
            Role::Owner => self.inside.publisher = false,
            Role::Contributor => self.inside.contributor = false,
            Role::DcContributor => {
                self.person("name", &text);
                self.inside.contributor = false;
            }
            Role::Name if self.inside.text_input => self.context().set("name", text),
            Role::Name => self.person("name", &text),
            Role::Email => self.person("email", &text),
            _ if !self.is_plain_url() => {
                let url = super::address::join(&base, &text);
                self.person("href", &url);
            }
            _ => {}
        }
    }

    /// Whether a `url` element belongs to no person.
    pub(super) fn is_plain_url(&self) -> bool {
        !(self.inside.author || self.inside.contributor || self.inside.publisher)
    }

    fn person(&mut self, key: &'static str, value: &str) {
        let (author, contributor, publisher) = (
            self.inside.author,
            self.inside.contributor,
            self.inside.publisher,
        );
        let context = self.context();
        if publisher {
            context.fields_mut("publisher_detail").set(key, value);
            let named = context
                .fields("publisher_detail")
                .map(shown)
                .unwrap_or_default();
            context.set("publisher", named);
        } else if author || contributor {
            let list = context.list_mut(if author { "authors" } else { "contributors" });
            if let Some(person) = list.last_mut().and_then(Value::as_fields_mut) {
                person.set(key, value);
            }
        }
    }

    fn settle_author(&mut self, text: &str) {
        let context = self.context();
        let Some(author) = context
            .list_mut("authors")
            .last_mut()
            .and_then(Value::as_fields_mut)
        else {
            return;
        };
        if author.is_empty() {
            *author = told_apart(text);
        }
        let named = match text.is_empty() || author.contains("href") || !text_is_whole(author, text)
        {
            true => shown(author),
            false => text.to_owned(),
        };
        let detail = author.clone();
        if detail.is_empty() {
            context.list_mut("authors").pop();
            return;
        }
        if named.is_empty() {
            context.remove("author");
        } else {
            context.set("author", named);
        }
        context.set("author_detail", detail);
    }

    fn settle_publisher(&mut self, text: &str) {
        let detail = told_apart(text);
        if !detail.is_empty() {
            self.context().set("publisher_detail", detail);
        }
    }
}

/// Whether the person was read out of this text, and not out of elements in it.
fn text_is_whole(person: &Fields, text: &str) -> bool {
    person.text("name").is_none_or(|name| text.contains(name))
        && person
            .text("email")
            .is_none_or(|email| text.contains(email))
}

/// `name (address)`, or the one that is known.
fn shown(person: &Fields) -> String {
    match (person.text("name"), person.text("email")) {
        (Some(name), Some(email)) => format!("{name} ({email})"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    }
}

/// Name and mail address in one string: `ann@lune.example (Ann)`, `Ann <ann@lune.example>`.
fn told_apart(text: &str) -> Fields {
    let mut person = Fields::new();
    let email = email_in(text);
    let mut name = text.to_owned();
    if let Some(email) = email {
        name = name.replace(email, "");
        for empty in ["()", "<>", "&lt;&gt;"] {
            name = name.replace(empty, "");
        }
        let trimmed = name.trim();
        let trimmed = trimmed.strip_prefix('(').unwrap_or(trimmed);
        name = trimmed
            .strip_suffix(')')
            .unwrap_or(trimmed)
            .trim()
            .to_owned();
    }
    if !name.is_empty() {
        person.set("name", name);
    }
    if let Some(email) = email {
        person.set("email", email);
    }
    person
}

/// The first mail address in a text, with the `?subject=` that may follow it.
fn email_in(text: &str) -> Option<&str> {
    let at = text.find('@')?;
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '+');
    let start = text[..at].rfind(|c| !local(c)).map_or(0, |i| {
        i + text[i..].chars().next().map_or(1, char::len_utf8)
    });
    let domain = &text[at + 1..];
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '[' | ']');
    let mut end = domain.find(|c| !host(c)).unwrap_or(domain.len());
    end = domain[..end].trim_end_matches('.').len();
    let top = domain[..end].rsplit_once('.').map(|(_, top)| top)?;
    let plausible = (2..=24).contains(&top.len()) && top.bytes().all(|b| b.is_ascii_alphanumeric());
    if start == at || !plausible {
        return None;
    }
    if domain[end..].starts_with("?subject=") {
        let subject = &domain[end..];
        end += subject
            .find(|c: char| c.is_whitespace() || matches!(c, ')' | '>'))
            .unwrap_or(subject.len());
    }
    Some(&text[start..at + 1 + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_names_from_addresses() {
        for (text, name, email) in [
            (
                "ann@lune.example (Ann Lee)",
                Some("Ann Lee"),
                Some("ann@lune.example"),
            ),
            (
                "Ann Lee <ann@lune.example>",
                Some("Ann Lee"),
                Some("ann@lune.example"),
            ),
            ("ann@lune.example", None, Some("ann@lune.example")),
            ("Ann Lee, Port Lune", Some("Ann Lee, Port Lune"), None),
            (
                "Ann (ann.b+c@a-b.example?subject=Hi)",
                Some("Ann"),
                Some("ann.b+c@a-b.example?subject=Hi"),
            ),
            ("@annlee", Some("@annlee"), None),
        ] {
            let person = told_apart(text);
            assert_eq!(
                (person.text("name"), person.text("email")),
                (name, email),
                "{text}"
            );
        }
    }
}
