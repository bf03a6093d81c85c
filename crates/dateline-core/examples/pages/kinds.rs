//! Which pages of a folder of articles come out empty, and for what reason.

use crate::{document, files, read};
use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use std::collections::BTreeMap;
use std::path::Path;

pub fn run(folder: &Path) -> std::io::Result<()> {
    let agencies = Agencies::default();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let paths = files(folder)?;
    for path in &paths {
        let article = extract_article(&document(read(path)?), &agencies).article;
        if let Some(reason) = article.error {
            let name = path.strip_prefix(folder).unwrap_or(path).display();
            println!("{name}: {reason}");
            *counts.entry(reason).or_default() += 1;
        }
    }
    println!(
        "pages {}, empty {}",
        paths.len(),
        counts.values().sum::<usize>()
    );
    for (reason, count) in counts {
        println!("{count:6} {reason}");
    }
    Ok(())
}
