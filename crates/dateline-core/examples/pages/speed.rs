//! The CPU time of one job over pages, for the speed bench: pages are read one at a time and before the clock runs.

use crate::machine::{cpu, kilobytes};
use crate::{document, read};
use dateline_core::agencies::Agencies;
use dateline_core::extract::{blocks, body, extract_article, facts::Facts, features};
use dateline_core::html::Tree;
use dateline_core::model::Document;
use std::hint::black_box;
use std::io;
use std::path::Path;

type Job = Box<dyn Fn(&Document, &[u8])>;

/// Prints seconds, pages, bytes and the peak of memory in kB.
pub fn run(job: &str, names: impl Iterator<Item = String>) -> io::Result<()> {
    let agencies = Agencies::builtin();
    let job: Job = match job {
        "whole" => Box::new(move |page, _| {
            black_box(extract_article(page, &agencies));
        }),
        "body" => Box::new(|_, bytes| {
            black_box(body_alone(bytes));
        }),
        "tree" => Box::new(|_, bytes| {
            let source = dateline_core::charset::decode(bytes, None);
            black_box(Tree::parse(&source).len());
        }),
        _ => return Err(io::Error::other("speed whole|body|tree FILE…")),
    };
    let (mut time, mut pages, mut size) = (0.0, 0, 0);
    for name in names {
        let bytes = read(Path::new(&name))?;
        let page = document(bytes.clone());
        if pages == 0 {
            // Tables that are made once are made before the clock starts.
            job(&page, &bytes);
        }
        let start = cpu();
        job(&page, &bytes);
        time += cpu() - start;
        pages += 1;
        size += bytes.len();
    }
    println!("{} {pages} {size} {}", time / 1e3, kilobytes("VmHWM"));
    Ok(())
}

/// The article's text without its facts: tree, blocks and the body's model.
fn body_alone(bytes: &[u8]) -> usize {
    let source = dateline_core::charset::decode(bytes, None);
    let tree = Tree::parse(&source);
    let facts = Facts::of(&tree, None);
    let page = blocks::segment(&tree);
    let features = features::features(&tree, &page, &facts.known());
    let sure = body::BodyModel::builtin().probabilities(&page, &features);
    body::choose(&page, &sure).len()
}
