//! Measures of the index of texts, for `cargo xtask bench index-speed|million`: figures of this machine, no assertions.
//!
//! `index speed FILE` inserts and queries each text of a JSON-lines file (`text`, gzip or not) and prints CPU seconds,
//! texts and relations; `index million N` holds N made-up articles and prints memory and query times.

#[path = "../shared/machine.rs"]
mod machine;
mod made_up;

use dateline_core::trace::index::{Asked, Index, Known, Reading};
use std::io::Read;
use std::path::Path;

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    match (words.next().as_deref(), words.next()) {
        (Some("speed"), Some(file)) => speed(Path::new(&file)),
        (Some("million"), Some(count)) => million(count.parse().unwrap_or(1_000_000)),
        _ => Err(std::io::Error::other("speed FILE | million N")),
    }
}

/// CPU seconds of this thread.
fn cpu() -> f64 {
    machine::cpu() / 1e3
}

/// Kilobytes of memory that the process has now.
#[expect(clippy::cast_precision_loss, reason = "kilobytes")]
fn held() -> f64 {
    machine::kilobytes("VmRSS") as f64
}

fn speed(file: &Path) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let open = std::fs::File::open(file)?;
    match file.extension().is_some_and(|end| end == "gz") {
        true => flate2::read::MultiGzDecoder::new(open).read_to_end(&mut bytes)?,
        false => std::io::BufReader::new(open).read_to_end(&mut bytes)?,
    };
    let rows = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
    let mut texts: Vec<String> = rows
        .filter_map(|row| Some(row.ok()?["text"].as_str()?.to_owned()))
        .collect();
    let before = cpu();
    let mut index = Index::new();
    let mut found = 0;
    for (n, text) in texts.iter_mut().enumerate() {
        let reading = Reading::of(text, index.key());
        let id = n.to_string();
        found += index
            .relations_of(&Asked {
                reading: &reading,
                id: Some(&id),
                published_at: None,
                outlet: None,
            })
            .len();
        index.insert_read(
            Known {
                id,
                // The index keeps the text: it is handed over, as its peers copy none either.
                text: std::mem::take(text),
                ..Known::default()
            },
            reading,
        );
    }
    println!("{:.4} {} {found}", cpu() - before, texts.len());
    Ok(())
}

fn million(count: u32) -> std::io::Result<()> {
    let mut maker = made_up::Maker::new(7);
    let before = held();
    let mut index = Index::in_file(tempfile::tempfile()?);
    let started = cpu();
    let mut making = 0.0;
    for n in 0..count {
        let from = cpu();
        let text = maker.article(n);
        making += cpu() - from;
        index.insert(made_up::known(n, text));
        if (n + 1) % 100_000 == 0 {
            eprintln!("{} held, {:.0} kB", n + 1, held() - before);
        }
    }
    let insert = cpu() - started - making;
    let grown = held() - before;
    // Of this thread alone, and with what else the machine did.
    let (mut times, mut waits) = (Vec::new(), Vec::new());
    let mut found = 0;
    for n in 0..2000_u32 {
        let text = maker.asked(n, count);
        let (from, clock) = (cpu(), std::time::Instant::now());
        let relations = index.relations(&text, None);
        times.push((cpu() - from) * 1e3);
        waits.push(clock.elapsed().as_secs_f64() * 1e3);
        found += usize::from(!relations.is_empty());
    }
    times.sort_by(f64::total_cmp);
    waits.sort_by(f64::total_cmp);
    println!(
        "{{\"articles\": {count}, \"bytes_per_article\": {:.0}, \"insert_us\": {:.0}, \"asked\": {}, \"answered\": {found}, \
         \"cpu_p50_ms\": {:.2}, \"cpu_p99_ms\": {:.2}, \"cpu_worst_ms\": {:.2}, \"p99_ms\": {:.2}}}",
        grown * 1024.0 / f64::from(count),
        insert * 1e6 / f64::from(count),
        times.len(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1],
        waits[waits.len() * 99 / 100],
    );
    match index.trouble() {
        None => Ok(()),
        Some(trouble) => Err(std::io::Error::other(trouble.to_owned())),
    }
}
