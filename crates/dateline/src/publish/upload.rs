//! What readers and the desk send: form fields and files, read into documents.

use super::error::{Answer, Failure};
use super::guard::MAX_BODY;
use crate::input;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartError;

/// A form as sent: its fields, and its files with their names.
#[derive(Debug, Default)]
pub struct Form {
    fields: Vec<(String, String)>,
    pub files: Vec<(String, Vec<u8>)>,
}

impl Form {
    /// The value of a field; empty when it was not sent.
    pub fn field(&self, name: &str) -> &str {
        let value = self.fields.iter().find(|(known, _)| known == name);
        value.map_or("", |(_, value)| value.trim())
    }

    /// # Errors
    /// When the form breaks off, is too large, or a field is no text.
    pub async fn read(mut sent: Multipart) -> Answer<Form> {
        let mut form = Form::default();
        while let Some(field) = sent.next_field().await.map_err(|error| broken(&error))? {
            let name = field.name().unwrap_or_default().to_owned();
            match field.file_name().map(str::to_owned) {
                Some(file) => {
                    let bytes = field.bytes().await.map_err(|error| broken(&error))?;
                    if !bytes.is_empty() {
                        form.files.push((file, bytes.to_vec()));
                    }
                }
                None => form
                    .fields
                    .push((name, field.text().await.map_err(|error| broken(&error))?)),
            }
        }
        Ok(form)
    }
}

fn broken(error: &MultipartError) -> Failure {
    if error.status().as_u16() == 413 {
        let limit = MAX_BODY >> 20;
        return Failure::TooLarge(format!("Up to {limit} MB can be sent at a time."));
    }
    Failure::Bad(error.body_text())
}

/// Reads a file that was sent, whatever it is: a page, a text, an archive, JSON lines, packed or not.
pub fn inputs(name: &str, bytes: Vec<u8>) -> Vec<input::Input> {
    input::read_sent(name, bytes).collect()
}
