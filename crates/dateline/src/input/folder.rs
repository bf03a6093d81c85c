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
        stack: vec![Step::Folder(root.to_owned(), 0, Arc::default())],
    };
    Ok(Box::new(walk.flat_map(move |found| match found {
        Err(failed) => one(failed),
        Ok((path, addresses)) => open_found(&path, &addresses, feeds),
    })))
}

fn open_found(path: &Path, addresses: &Addresses, feeds: Feeds) -> Inputs {
    let name = path.to_string_lossy().into_owned();
    let place = Place {
        url: addresses.of(path),
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
    Folder(PathBuf, usize, Arc<Addresses>),
    File(PathBuf, Arc<Addresses>),
}

/// Walks without recursion; hidden files and links to folders are passed over.
struct Walk {
    stack: Vec<Step>,
}

impl Iterator for Walk {
    type Item = Result<(PathBuf, Arc<Addresses>), Input>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            match self.stack.pop()? {
                Step::File(path, addresses) => return Some(Ok((path, addresses))),
                Step::Folder(path, depth, above) => {
                    if let Err(failed) = self.enter(&path, depth, &above) {
                        return Some(Err(*failed));
                    }
                }
            }
        }
    }
}

impl Walk {
    fn enter(
        &mut self,
        folder: &Path,
        depth: usize,
        above: &Arc<Addresses>,
    ) -> Result<(), Box<Input>> {
        let failed = |why: String| Box::new(Input::failed(folder.to_string_lossy(), why));
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
        let addresses = Addresses::read(folder, above);
        for (path, is_folder) in paths.into_iter().rev() {
            if is_folder {
                self.stack
                    .push(Step::Folder(path, depth + 1, Arc::clone(&addresses)));
            } else if !ABOUT_THE_PAGES.iter().any(|name| path.ends_with(name)) {
                self.stack.push(Step::File(path, Arc::clone(&addresses)));
            }
        }
        Ok(())
    }
}

/// The addresses that the `urls.tsv` of a folder and of the folders above it give; paths count from where it lies.
#[derive(Debug, Default)]
struct Addresses {
    folder: PathBuf,
    of_path: HashMap<PathBuf, String>,
    above: Option<Arc<Addresses>>,
}

impl Addresses {
    /// Those of a folder, or those above it when it has none of its own.
    fn read(folder: &Path, above: &Arc<Addresses>) -> Arc<Addresses> {
        let Ok(text) = fs::read_to_string(folder.join(ADDRESSES)) else {
            return Arc::clone(above);
        };
        let rows = text.lines().filter_map(|line| line.split_once('\t'));
        let of_path = rows
            .map(|(path, url)| (PathBuf::from(path.trim()), url.trim().to_owned()))
            .filter(|(_, url)| url.starts_with("http"))
            .collect();
        Arc::new(Addresses {
            folder: folder.to_owned(),
            of_path,
            above: Some(Arc::clone(above)),
        })
    }

    fn of(&self, path: &Path) -> Option<String> {
        let mut level = Some(self);
        while let Some(addresses) = level {
            let inside = path.strip_prefix(&addresses.folder).ok();
            if let Some(url) = inside.and_then(|inside| addresses.of_path.get(inside)) {
                return Some(url.clone());
            }
            level = addresses.above.as_deref();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_count_from_where_the_list_lies() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("pages/ledger");
        fs::create_dir_all(&deep).unwrap();
        let list =
            "pages/ledger/p.html\thttps://ledger.example/1\nq.html\thttps://ledger.example/2\n";
        fs::write(folder.path().join("urls.tsv"), list).unwrap();
        fs::write(deep.join("p.html"), "<html><p>One page.</p></html>").unwrap();
        fs::write(deep.join("q.html"), "<html><p>Two pages.</p></html>").unwrap();
        let urls = |root: &Path| -> Vec<Option<String>> {
            let found = open(root, Feeds::Entries).unwrap();
            found.map(|input| input.document.url).collect()
        };
        let first = Some("https://ledger.example/1".to_owned());
        assert_eq!(urls(folder.path()), [first.clone(), None]);
        fs::write(deep.join("urls.tsv"), "q.html\thttps://ledger.example/3\n").unwrap();
        let third = Some("https://ledger.example/3".to_owned());
        assert_eq!(urls(folder.path()), [first, third]);
    }

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
