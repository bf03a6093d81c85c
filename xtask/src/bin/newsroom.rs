//! Writes the sample newsroom: `cargo run -p xtask --bin newsroom`.
//!
//! The articles under `xtask/newsroom/` are written by hand; pages, feeds, sitemap, archive and key under `samples/`
//! come from them. The same sources give the same bytes on every machine; a test holds the committed files to that.

#[path = "../newsroom/mod.rs"]
mod newsroom;

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that belong to the generator alone: what it no longer writes is removed from them.
const OWN_FOLDERS: [&str; 2] = ["samples/pages", "samples/feeds"];

fn main() -> Result<()> {
    let root = project_root();
    let files = newsroom::build(&root.join("xtask/newsroom"))?;
    for folder in OWN_FOLDERS {
        for path in files_under(&root.join(folder))? {
            let known = path
                .strip_prefix(&root)
                .is_ok_and(|relative| files.contains_key(&slashed(relative)));
            if !known {
                fs::remove_file(&path).with_context(|| format!("remove {}", path.display()))?;
            }
        }
    }
    for (path, bytes) in &files {
        let target = root.join(path);
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
        }
        fs::write(&target, bytes).with_context(|| format!("write {}", target.display()))?;
    }
    println!("{}", newsroom::summary(&files));
    Ok(())
}

/// The folder that holds the workspace.
fn project_root() -> PathBuf {
    // Cargo says it anew at every run: a build shared between checkouts must not look into another one.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or_else(PathBuf::new, Path::to_path_buf)
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        if !next.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&next).with_context(|| format!("list {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Bytes as they are compared: an archive by what it holds, since a compressor may change with its version.
#[cfg(test)]
fn comparable(path: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut plain = Vec::new();
    if path.ends_with(".gz") {
        let mut reader = flate2::read::MultiGzDecoder::new(bytes);
        reader.read_to_end(&mut plain).unwrap();
    } else {
        plain.extend_from_slice(bytes);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn built() -> BTreeMap<String, Vec<u8>> {
        newsroom::build(&project_root().join("xtask/newsroom")).unwrap()
    }

    #[test]
    fn the_committed_files_are_what_the_generator_writes() {
        let root = project_root();
        let files = built();
        for (path, bytes) in &files {
            let committed = fs::read(root.join(path)).unwrap_or_default();
            assert!(
                comparable(path, &committed) == comparable(path, bytes),
                "{path} differs: run `cargo run -p xtask --bin newsroom` and commit"
            );
        }
        for folder in OWN_FOLDERS {
            for path in files_under(&root.join(folder)).unwrap() {
                let relative = slashed(path.strip_prefix(&root).unwrap());
                assert!(files.contains_key(&relative), "{relative} is left over");
            }
        }
    }

    #[test]
    fn two_runs_give_the_same_bytes() {
        assert!(built() == built());
    }
}
