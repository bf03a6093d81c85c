//! A folder as INPUT: everything in it, in order of name. A `urls.tsv` (file name, tab, address) says where its pages
//! came from; where it doesn't, a page's own canonical link does.

use super::{Feeds, Input, Inputs, Place, one, open_file, reason};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Deepest nesting of folders that is followed.
const MAX_DEPTH: usize = 32;
const ADDRESSES: &str = "urls.tsv";
/// What a folder has to say about its pages; read as a page or as JSON lines it would double them.
const ABOUT_THE_PAGES: &[&str] = &[ADDRESSES, "agencies.jsonl", "key.jsonl", "README.md"];
/// Files that a folder of pages has beside the pages. Only a name tells them from plain text.
const NO_ARTICLES: &[&str] = &[
    "css", "js", "mjs", "json5", "ts", "py", "rs", "sh", "toml", "yaml", "yml", "ini", "cfg",
    "csv", "tsv", "log", "map", "xsl", "xslt",
];

pub(super) fn open(root: &Path, feeds: Feeds) -> anyhow::Result<Inputs> {
    fs::read_dir(root).map_err(|e| anyhow::anyhow!(reason(&e)))?;
    let walk = Walk {
        stack: vec![Step::Folder(root.to_owned(), 0)],
    };
    Ok(Box::new(walk.flat_map(move |found| match found {
        Err(failed) => one(failed),
        Ok((path, addresses)) => open_found(&path, &addresses, feeds),
    })))
}

fn open_found(path: &Path, addresses: &HashMap<String, String>, feeds: Feeds) -> Inputs {
    let name = path.to_string_lossy().into_owned();
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    let place = Place {
        url: addresses.get(file_name.as_ref()).cloned(),
        walked: true,
        ..Place::named(&name)
    };
    let extension = place.extension();
    if NO_ARTICLES.contains(&extension.as_str()) {
        return one(Input::failed(name, format!("a .{extension} file, no page")));
    }
    open_file(path, place, feeds).unwrap_or_else(|e| one(Input::failed(name, format!("{e:#}"))))
}

enum Step {
    Folder(PathBuf, usize),
    File(PathBuf, Arc<HashMap<String, String>>),
}

/// Walks without recursion; hidden files and links to folders are passed over.
struct Walk {
    stack: Vec<Step>,
}

impl Iterator for Walk {
    type Item = Result<(PathBuf, Arc<HashMap<String, String>>), Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.stack.pop()? {
                Step::File(path, addresses) => return Some(Ok((path, addresses))),
                Step::Folder(path, depth) => {
                    if let Err(failed) = self.enter(&path, depth) {
                        return Some(Err(failed));
                    }
                }
            }
        }
    }
}

impl Walk {
    fn enter(&mut self, folder: &Path, depth: usize) -> Result<(), Input> {
        let failed = |why: String| Input::failed(folder.to_string_lossy(), why);
        if depth > MAX_DEPTH {
            return Err(failed(format!("more than {MAX_DEPTH} folders deep")));
        }
        let entries = fs::read_dir(folder).map_err(|e| failed(reason(&e)))?;
        let mut paths: Vec<(PathBuf, bool)> = entries
            .flatten()
            .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
            .filter_map(|entry| {
                let path = entry.path();
                let linked = entry.file_type().is_ok_and(|t| t.is_symlink());
                let is_folder = path.is_dir();
                (!(linked && is_folder)).then_some((path, is_folder))
            })
            .collect();
        paths.sort();
        let addresses = Arc::new(addresses(&folder.join(ADDRESSES)));
        for (path, is_folder) in paths.into_iter().rev() {
            if is_folder {
                self.stack.push(Step::Folder(path, depth + 1));
            } else if !ABOUT_THE_PAGES.iter().any(|name| path.ends_with(name)) {
                self.stack.push(Step::File(path, Arc::clone(&addresses)));
            }
        }
        Ok(())
    }
}

fn addresses(path: &Path) -> HashMap<String, String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.split_once('\t'))
        .map(|(name, url)| (name.trim().to_owned(), url.trim().to_owned()))
        .filter(|(_, url)| url.starts_with("http"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_about_pages_is_no_page() {
        let folder = std::env::temp_dir().join(format!("dateline-folder-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let row = r#"{"url":"https://a.example/1","text":"One page, not two."}"#;
        fs::write(folder.join("key.jsonl"), row).unwrap();
        fs::write(folder.join("agencies.jsonl"), r#"{"id":"XX"}"#).unwrap();
        fs::write(folder.join("README.md"), "# About the pages\n").unwrap();
        fs::write(folder.join("urls.tsv"), "p.html\thttps://a.example/1\n").unwrap();
        fs::write(folder.join("p.html"), "<html><p>One page.</p></html>").unwrap();
        let found: Vec<Input> = open(&folder, Feeds::Entries).unwrap().collect();
        fs::remove_dir_all(&folder).unwrap();
        let urls: Vec<_> = found
            .iter()
            .map(|input| input.document.url.as_deref())
            .collect();
        assert_eq!(urls, [Some("https://a.example/1")]);
    }
}
