//! The key of a data folder's index of texts: drawn once and kept beside the store, so that every process over the folder
//! reads texts alike. It protects nothing that isn't public; without it who writes a page could choose words that pass
//! for others. A file that is lost or damaged is written anew.

use anyhow::Context;
use dateline_core::trace::key::Key;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

const FILE: &str = "index.key";

/// The folder's key, which is drawn when there is none.
pub fn key_of(folder: &Path) -> anyhow::Result<Key> {
    let path = folder.join(FILE);
    let kept = || {
        fs::read_to_string(&path)
            .ok()
            .and_then(|text| parsed(&text))
    };
    if let Some(key) = kept() {
        return Ok(key);
    }
    let drawn = Key::random();
    let [start, factor] = drawn.to_parts();
    let file = tempfile::NamedTempFile::new_in(folder)
        .and_then(|mut file| writeln!(file, "{start:016x}{factor:016x}").map(|()| file))
        .with_context(|| format!("a key in {}", folder.display()))?;
    if path.exists() {
        // It is damaged.
        file.persist(&path)
            .with_context(|| path.display().to_string())?;
        return Ok(drawn);
    }
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(drawn),
        // Another process was first.
        Err(e) if e.error.kind() == ErrorKind::AlreadyExists => Ok(kept().unwrap_or(drawn)),
        Err(e) => Err(e.error).with_context(|| path.display().to_string()),
    }
}

fn parsed(text: &str) -> Option<Key> {
    let text = text.trim_end();
    let (start, factor) = (text.get(..16)?, text.get(16..32)?);
    let part = |digits: &str| u64::from_str_radix(digits, 16).ok();
    (text.len() == 32).then_some(Key::from_parts([part(start)?, part(factor)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_keeps_its_key() {
        let folder = tempfile::tempdir().unwrap();
        let key = key_of(folder.path()).unwrap();
        assert_eq!(key_of(folder.path()).unwrap(), key);
        fs::write(folder.path().join(FILE), "no key").unwrap();
        let other = key_of(folder.path()).unwrap();
        assert_ne!(other, key);
        assert_eq!(key_of(folder.path()).unwrap(), other);
    }
}
