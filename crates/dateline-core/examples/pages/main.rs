//! Measures over whole pages, for `cargo xtask bench tree|worst|memory|kinds|sites`: figures of this machine, no assertions.
//!
//! `pages tree DIR` compares our tree with html5ever's; `pages worst DIR` times every page; `pages speed JOB FILE…` times
//! one job over pages; `pages memory MB` reads one long page and prints the peak; `pages kinds DIR` says which pages
//! of a folder of articles come out empty; `pages sites LIST` scores bodies without and with a site memory.

mod compare;
mod kinds;
#[path = "../shared/machine.rs"]
mod machine;
mod memory;
mod reference;
mod shown;
mod sites;
mod speed;

use dateline_core::agencies::Agencies;
use dateline_core::extract::extract_article;
use dateline_core::model::{Body, Document};
use machine::cpu;
use std::io::Read;
use std::path::{Path, PathBuf};

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some("tree"), Some(folder)) => compare::run(Path::new(&folder)),
        (Some("worst"), Some(folder)) => worst(Path::new(&folder)),
        (Some("sites"), Some(list)) => sites::run(Path::new(&list)),
        (Some("kinds"), Some(folder)) => kinds::run(Path::new(&folder)),
        (Some("speed"), Some(job)) => speed::run(&job, words),
        (Some("memory"), Some(size)) => {
            memory::run(size.parse().unwrap_or(5));
            Ok(())
        }
        _ => Err(std::io::Error::other(
            "tree DIR | worst DIR | kinds DIR | sites LIST | speed whole|body|tree FILE… | memory MB",
        )),
    }
}

/// Every `.gz` below a folder, sorted.
fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|end| end == "gz") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(path)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn document(bytes: Vec<u8>) -> Document {
    Document {
        body: Body::Html(bytes),
        ..Document::default()
    }
}

fn worst(folder: &Path) -> std::io::Result<()> {
    let agencies = Agencies::builtin();
    extract_article(&document(b"<p>warm".to_vec()), &agencies);
    let mut times = Vec::new();
    for path in files(folder)? {
        let page = document(read(&path)?);
        // The better of two: the first one may have been disturbed.
        let mut best = f64::INFINITY;
        for _ in 0..2 {
            let start = cpu();
            std::hint::black_box(extract_article(&page, &agencies));
            best = best.min(cpu() - start);
        }
        let Body::Html(bytes) = &page.body else {
            continue;
        };
        times.push((best, bytes.len(), path));
    }
    times.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (time, size, path) in times.iter().take(5) {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        println!("{time:8.2} ms {:8} kB {name}", size / 1000);
    }
    println!(
        "pages {} worst {:.2} ms",
        times.len(),
        times.first().map_or(0.0, |t| t.0)
    );
    Ok(())
}
