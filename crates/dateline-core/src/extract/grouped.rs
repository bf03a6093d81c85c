//! Items that share a key, numbered: sorted and not hashed, so that no page can make it slow.

/// The group of each item.
#[derive(Debug, Default)]
pub struct Grouped {
    pub of: Vec<usize>,
    /// How many groups there are.
    pub count: usize,
}

impl Grouped {
    /// Groups items by their keys.
    pub fn by<K: Ord>(keys: impl Iterator<Item = K>) -> Grouped {
        let mut sorted: Vec<(K, usize)> = keys.enumerate().map(|(i, key)| (key, i)).collect();
        sorted.sort_unstable();
        let mut of = vec![0; sorted.len()];
        let mut count = 0;
        for same in sorted.chunk_by(|a, b| a.0 == b.0) {
            for (_, i) in same {
                of[*i] = count;
            }
            count += 1;
        }
        Grouped { of, count }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_what_is_equal() {
        let grouped = Grouped::by([7, 3, 7, 9, 3].into_iter());
        assert_eq!((grouped.of, grouped.count), (vec![1, 0, 1, 2, 0], 3));
    }
}
