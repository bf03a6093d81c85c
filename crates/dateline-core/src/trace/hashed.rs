//! Maps whose keys are hashes already.
//!
//! What is hashed already is mixed, so that a multiplication is enough to spread it over a table. The factor is drawn
//! once for each process: whoever knows which words have which hash (see [`super::key`]) still can't send them all to
//! one place of a table. Nothing that is answered depends on it.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::LazyLock;

static FACTOR: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one(0) | 1);

/// Spreads numbers over tables of any size: the high bits of what it gives are the good ones.
#[derive(Debug, Clone, Copy)]
pub struct Spread(u64);

impl Default for Spread {
    fn default() -> Spread {
        Spread(*FACTOR)
    }
}

impl Spread {
    pub fn of(self, n: u32) -> u64 {
        u64::from(n).wrapping_mul(self.0)
    }
}

impl BuildHasher for Spread {
    type Hasher = Spreader;

    fn build_hasher(&self) -> Spreader {
        Spreader {
            factor: self.0,
            value: 0,
        }
    }
}

/// Spreads one number.
pub struct Spreader {
    factor: u64,
    value: u64,
}

impl Hasher for Spreader {
    /// The map takes the lowest bits for the place and the highest ones for telling keys apart.
    fn finish(&self) -> u64 {
        self.value.rotate_left(32)
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.value = (self.value ^ u64::from(byte)).wrapping_mul(self.factor);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.value = n.wrapping_mul(self.factor);
    }
    fn write_u32(&mut self, n: u32) {
        self.value = u64::from(n).wrapping_mul(self.factor);
    }
}

/// A map from hashes that are already well mixed.
pub type HashedMap<V> = HashMap<u32, V, Spread>;
