//! gaoya, an index of `MinHash` signatures, over the texts of a JSON-lines file: each is asked for, then inserted. Prints the
//! CPU seconds, the number of texts and of answers. Threshold .5, 128 hashes, word 5-grams: `own` ones as gaoya's text module
//! makes them, a string each, or `slices` of the words, which is faster than what it offers.

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, calculate_minhash_params};
use gaoya::text::{shingle_tokens, whitespace_split};
use std::io::Read;

const GRAM: usize = 5;

/// CPU seconds of this thread, from the kernel.
fn cpu() -> f64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = line.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    first.unwrap_or(0.0) / 1e9
}

fn main() -> std::io::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [grams, file] = &words[..] else {
        return Err(std::io::Error::other("own|slices FILE.gz"));
    };
    let own = grams == "own";
    let mut bytes = Vec::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(file)?).read_to_end(&mut bytes)?;
    let rows = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
    let texts: Vec<String> = rows
        .filter_map(|row| Some(row.ok()?["text"].as_str()?.to_owned()))
        .collect();

    let before = cpu();
    let (bands, width) = calculate_minhash_params(0.5, 128);
    let hasher = MinHasher32::new(bands * width);
    let mut index: MinHashIndex<u32, usize> = MinHashIndex::new(bands, width, 0.5);
    let mut found = 0;
    for (n, text) in texts.iter().enumerate() {
        let words: Vec<&str> = whitespace_split(text).collect();
        let signature = match own {
            true => hasher.create_signature(shingle_tokens(&words, GRAM)),
            false => hasher.create_signature(words.windows(GRAM)),
        };
        found += index.query(&signature).len();
        index.insert(n, signature);
    }
    println!("{:.4} {} {found}", cpu() - before, texts.len());
    Ok(())
}
