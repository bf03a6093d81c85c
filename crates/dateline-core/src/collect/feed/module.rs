//! Elements of modules: Media RSS, Podlove chapters.

use super::fields::{Fields, Value};
use super::names::Role;
use super::reader::{Attributes, Reader};

impl Reader<'_> {
    pub(super) fn open_module(&mut self, role: Role, attributes: &Attributes) {
        match role {
            Role::MediaContent => {
                let fields = attributes.fields();
                self.context().list_mut("media_content").push(fields.into());
            }
            Role::MediaThumbnail => {
                let fields = attributes.fields();
                self.context()
                    .list_mut("media_thumbnail")
                    .push(fields.into());
                self.push("url", false);
            }
            Role::MediaCredit => {
                let fields = attributes.fields();
                self.context().list_mut("media_credit").push(fields.into());
                self.push("media_credit", false);
            }
            Role::MediaPlayer => {
                let fields = attributes.fields();
                self.context().set("media_player", fields);
                self.push("media_player", false);
            }
            Role::Media(name) => {
                let mut fields = Fields::new();
                for (key, value) in &attributes.0 {
                    let key = if key == "url" && name == "media_license" {
                        "href"
                    } else {
                        key.as_str()
                    };
                    fields.set(key.to_owned(), value.as_str());
                }
                if !fields.is_empty() {
                    self.context().set(name, fields);
                }
                self.push(name, false);
            }
            Role::Chapters => {
                // The first list counts.
                if !self.context().contains("psc_chapters") {
                    let version = attributes.get("version").map(str::to_owned);
                    let chapters = self.context().fields_mut("psc_chapters");
                    chapters.list_mut("chapters");
                    if let Some(version) = version {
                        chapters.set("version", version);
                    }
                    self.in_chapters = true;
                }
            }
            Role::Chapter if self.in_chapters => {
                let mut chapter = attributes.fields();
                if let Some(start) = attributes.get("start").and_then(seconds) {
                    chapter.set("start_parsed", start);
                }
                let chapters = self.context().fields_mut("psc_chapters");
                chapters.list_mut("chapters").push(chapter.into());
            }
            Role::Chapter => {}
            place => self.open_place(place, attributes),
        }
    }

    pub(super) fn finish_module(&mut self, role: Role) {
        if !matches!(
            role,
            Role::MediaContent
                | Role::MediaThumbnail
                | Role::MediaCredit
                | Role::MediaPlayer
                | Role::Media(_)
                | Role::Chapters
                | Role::Chapter
        ) {
            return self.finish_place(role);
        }
        let text = self.take().unwrap_or_default();
        match role {
            Role::MediaThumbnail => self.add_to_last("media_thumbnail", "url", &text),
            Role::MediaCredit => self.add_to_last("media_credit", "content", &text),
            Role::MediaPlayer if !text.is_empty() => {
                self.context()
                    .fields_mut("media_player")
                    .set("content", text);
            }
            Role::Media("media_restriction") if !text.is_empty() => {
                let countries = text
                    .split_whitespace()
                    .map(|c| Value::Text(c.to_lowercase()));
                let countries: Vec<Value> = countries.collect();
                self.context()
                    .fields_mut("media_restriction")
                    .set("content", countries);
            }
            Role::Media(name) if !text.is_empty() => {
                self.context().fields_mut(name).set("content", text);
            }
            Role::Chapters => self.in_chapters = false,
            _ => {}
        }
    }

    fn add_to_last(&mut self, list: &'static str, key: &'static str, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(last) = self
            .context()
            .list_mut(list)
            .last_mut()
            .and_then(Value::as_fields_mut)
        {
            last.set_new(key, text);
        }
    }
}

/// `HH:MM:SS.mmm`, `MM:SS` or seconds.
fn seconds(text: &str) -> Option<f64> {
    let parts: Result<Vec<f64>, _> = text.trim().split(':').map(str::parse::<f64>).collect();
    let parts = parts.ok()?;
    (parts.len() <= 3).then(|| parts.iter().fold(0.0, |sum, part| sum * 60.0 + part))
}
