//! The fuzz targets on stable Rust: the kept seeds, and changed copies of them that are the same on every run.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::path::Path;
use std::time::{Duration, Instant};

/// Changed copies of each seed.
const COPIES: usize = 1000;
/// No seed or copy of one is longer than some kilobytes: what takes this long hangs.
const TOO_LONG: Duration = Duration::from_secs(10);

/// Steps of a fixed sequence: the same copies on every machine.
struct Steps(u64);

impl Steps {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }
}

/// One change: a byte flipped, put in or taken out, a stretch doubled, moved or cut off.
fn change(bytes: &mut Vec<u8>, steps: &mut Steps) {
    const TOLD: &[&[u8]] = &[
        b"<",
        b">",
        b"&",
        b"\"",
        b"'",
        b"-->",
        b"</",
        b"]]>",
        b"\0",
        b"\n",
        b"0",
        b"99999999999",
        b"\xff",
        b"\xe2\x80\x8f",
        b"&#x10ffff;",
        b"<table>",
        b"<!--",
        b"\xcc\x81",
        b":",
        b"-",
    ];
    let at = steps.below(bytes.len() + 1);
    let end = (at + steps.below(40)).min(bytes.len());
    match steps.below(6) {
        0 if at < bytes.len() => bytes[at] ^= 1 << steps.below(8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let stretch = bytes[at..end].repeat(1 + steps.below(4));
            bytes.splice(at..at, stretch);
        }
        3 => {
            let stretch: Vec<u8> = bytes.drain(at..end).collect();
            let to = steps.below(bytes.len() + 1);
            bytes.splice(to..to, stretch);
        }
        4 if steps.below(8) == 0 => bytes.truncate(at),
        _ => drop(bytes.splice(at..at, TOLD[steps.below(TOLD.len())].iter().copied())),
    }
}

#[test]
fn targets_take_their_seeds_and_changed_copies() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds");
    for (name, target) in targets::TARGETS {
        let files = std::fs::read_dir(folder.join(name)).expect("each target has seeds");
        let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no seeds");
        for file in files {
            let seed = std::fs::read(&file).unwrap();
            let mut steps = Steps(7);
            for copy in 0..=COPIES {
                let mut bytes = seed.clone();
                for _ in 0..copy.min(1 + copy % 9) {
                    change(&mut bytes, &mut steps);
                }
                let start = Instant::now();
                let done = std::panic::catch_unwind(|| target(&bytes));
                let shown = file.display();
                assert!(
                    done.is_ok(),
                    "{shown}, copy {copy}: {:?}",
                    bytes.escape_ascii().to_string()
                );
                assert!(start.elapsed() < TOO_LONG, "{shown}, copy {copy} hangs");
            }
        }
    }
}
