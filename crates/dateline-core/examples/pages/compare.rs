//! Our tree beside html5ever's: the same text in the same order, the same borders of blocks, or how they differ.

use crate::shown::{ours, theirs};
use crate::{files, read};
use std::path::Path;

/// Counts pages by how the two trees differ.
pub fn run(folder: &Path) -> std::io::Result<()> {
    let (mut same, mut borders, mut order, mut lost) = (0, Vec::new(), Vec::new(), Vec::new());
    for path in files(folder)? {
        let bytes = read(&path)?;
        let source = dateline_core::charset::decode(&bytes, None);
        let (mut a, mut b) = (ours(&source), theirs(&source));
        let first = a.runs.iter().zip(&b.runs).find(|(a, b)| a != b);
        let shown = first.map(|(a, b)| {
            let cut = |text: &str| text.chars().take(60).collect::<String>();
            format!("{:?} / {:?}", cut(a), cut(b))
        });
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let line = format!(
            "{name} {} / {} runs: {}",
            a.runs.len(),
            b.runs.len(),
            shown.unwrap_or_default()
        );
        let letters = |words: &[String]| words.concat();
        if a.runs == b.runs {
            same += 1;
        } else if letters(&a.words) == letters(&b.words) {
            borders.push(line);
        } else {
            a.words.sort();
            b.words.sort();
            if a.words == b.words {
                order.push(line)
            } else {
                lost.push(line)
            }
        }
    }
    for (class, lines) in [
        ("same text, other borders", &borders),
        ("same words, other order", &order),
        ("other words", &lost),
    ] {
        println!("{class}: {}", lines.len());
        for line in lines {
            println!("    {line}");
        }
    }
    let all = same + borders.len() + order.len() + lost.len();
    println!(
        "pages {all}, same text and blocks {same}, other borders {}, other order {}, other words {}",
        borders.len(),
        order.len(),
        lost.len()
    );
    Ok(())
}
