//! Tables whose keys are hashes already.
//!
//! What is hashed already is mixed, so that a multiplication is enough to spread it over a table. The factor is drawn
//! once for each process: whoever knows which words have which hash (see [`super::key`]) still can't send them all to
//! one place of a table. Nothing that is answered depends on it.

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

/// Small numbers by hash: an open table of eight bytes for each, so that looking one up touches one line of memory.
/// A number that was never set is 0.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Key and number; 0 is an empty slot. A power of two of them, or none.
    slots: Vec<u64>,
    spread: Spread,
    taken: usize,
}

/// Of so many slots so many may be taken.
const OF_SLOTS: usize = 8;
const MAY_BE_TAKEN: usize = 5;

impl Table {
    /// With room for so many.
    pub fn with_room(keys: usize) -> Table {
        let slots = (keys * OF_SLOTS / MAY_BE_TAKEN + 1).next_power_of_two();
        Table {
            slots: vec![0; slots.max(16)],
            ..Table::default()
        }
    }

    /// Whether the key may be there: looks at its own place only, and follows nothing.
    pub fn may_hold(&self, key: u32) -> bool {
        let slot = self.slots.get(self.place(key));
        slot.is_some_and(|&slot| slot != 0)
    }

    pub fn get(&self, key: u32) -> u32 {
        match self.slots.is_empty() {
            true => 0,
            false => number(self.slots[self.find(key)]),
        }
    }

    /// Sets the number of this key to what `change` makes of it, which is not 0, and returns what it was.
    pub fn change(&mut self, key: u32, change: impl FnOnce(u32) -> u32) -> u32 {
        if (self.taken + 1) * OF_SLOTS > self.slots.len() * MAY_BE_TAKEN {
            self.grow();
        }
        let at = self.find(key);
        let before = number(self.slots[at]);
        self.slots[at] = u64::from(key) << 32 | u64::from(change(before));
        self.taken += usize::from(before == 0);
        before
    }

    /// All keys and their numbers, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let held = self.slots.iter().filter(|&&slot| slot != 0);
        held.map(|&slot| (key_of(slot), number(slot)))
    }

    /// The slot of this key, or the empty one where it belongs.
    fn find(&self, key: u32) -> usize {
        let mut at = self.place(key);
        while self.slots[at] != 0 && key_of(self.slots[at]) != key {
            at = (at + 1) & (self.slots.len() - 1);
        }
        at
    }

    /// Where a key belongs; nowhere in a table without slots.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "shifted to the table's size"
    )]
    fn place(&self, key: u32) -> usize {
        let shift = self.slots.len().leading_zeros() + 1;
        (self.spread.of(key) >> (shift & 63)) as usize
    }

    fn grow(&mut self) {
        let larger = vec![0; (self.slots.len() * 2).max(16)];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if slot != 0 {
                let at = self.find(key_of(slot));
                self.slots[at] = slot;
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half")]
fn number(slot: u64) -> u32 {
    slot as u32
}

fn key_of(slot: u64) -> u32 {
    (slot >> 32) as u32
}
