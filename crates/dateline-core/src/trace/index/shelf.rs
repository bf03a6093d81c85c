//! The shelf: the words of each text and what is known of it, in memory or in a file.
//!
//! A text of 600 words with its words takes seven kilobytes. That is nothing for a few thousand and too much for a
//! million, so a large index keeps them in a file that only grows: a text's words first, as the check needs only
//! those, then what is known of it, packed. The file is derived from the store and is thrown away with the index.

use super::Known;
use crate::trace::normal::Word;
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

#[derive(Debug, Clone)]
pub enum Shelf {
    Memory(Vec<(Arc<Known>, Box<[Word]>)>),
    File(FileShelf),
}

#[derive(Debug, Clone)]
pub struct FileShelf {
    file: Arc<File>,
    places: Vec<Place>,
    /// Where the next text goes; copies of an index write to one file.
    end: Arc<AtomicU64>,
    /// The first read or write that failed.
    trouble: Arc<OnceLock<String>>,
}

/// Where a text stands in the file; nowhere when it couldn't be written.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    at: u64,
    words: u32,
    /// Bytes of what is known, packed.
    known: u32,
}

/// How hard to pack: speed counts more than size.
const LEVEL: i32 = 1;
/// Most bytes that a packed record may unpack to.
const MOST: usize = 1 << 30;

impl Default for Shelf {
    fn default() -> Shelf {
        Shelf::Memory(Vec::new())
    }
}

impl Shelf {
    pub fn in_file(file: File) -> Shelf {
        Shelf::File(FileShelf {
            file: Arc::new(file),
            places: Vec::new(),
            end: Arc::default(),
            trouble: Arc::default(),
        })
    }

    /// Puts a text on the shelf, in the place of the one with this number or at the end.
    pub fn put(&mut self, number: usize, known: Known, words: Vec<Word>) {
        match self {
            Shelf::Memory(held) => {
                let text = (Arc::new(known), words.into_boxed_slice());
                match held.get_mut(number) {
                    Some(slot) => *slot = text,
                    None => held.push(text),
                }
            }
            Shelf::File(shelf) => {
                let place = shelf.write(&known, &words);
                match shelf.places.get_mut(number) {
                    Some(slot) => *slot = place,
                    None => shelf.places.push(place),
                }
            }
        }
    }

    pub fn known(&self, number: usize) -> Arc<Known> {
        match self {
            Shelf::Memory(held) => Arc::clone(&held[number].0),
            Shelf::File(shelf) => Arc::new(shelf.note(shelf.read_known(number))),
        }
    }

    pub fn words(&self, number: usize) -> Cow<'_, [Word]> {
        match self {
            Shelf::Memory(held) => Cow::Borrowed(&held[number].1),
            Shelf::File(shelf) => Cow::Owned(shelf.note(shelf.read_words(number))),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Shelf::Memory(held) => held.len(),
            Shelf::File(shelf) => shelf.places.len(),
        }
    }

    pub fn trouble(&self) -> Option<&str> {
        match self {
            Shelf::Memory(_) => None,
            Shelf::File(shelf) => shelf.trouble.get().map(String::as_str),
        }
    }
}

impl FileShelf {
    fn write(&self, known: &Known, words: &[Word]) -> Place {
        self.note(self.try_write(known, words))
    }

    fn try_write(&self, known: &Known, words: &[Word]) -> io::Result<Place> {
        let packed = zstd::bulk::compress(&serde_json::to_vec(known)?, LEVEL)?;
        let mut bytes = Vec::with_capacity(words.len() * 4 + packed.len());
        bytes.extend(words.iter().flat_map(|word| word.to_bits().to_le_bytes()));
        bytes.extend_from_slice(&packed);
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        self.file.write_all_at(&bytes, at)?;
        let size = |n: usize| u32::try_from(n).map_err(io::Error::other);
        Ok(Place {
            at,
            words: size(words.len())?,
            known: size(packed.len())?,
        })
    }

    fn read_words(&self, number: usize) -> io::Result<Vec<Word>> {
        let place = self.places[number];
        let mut bytes = vec![0; place.words as usize * 4];
        self.file.read_exact_at(&mut bytes, place.at)?;
        let word =
            |four: &[u8]| Word::from_bits(u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        Ok(bytes.chunks_exact(4).map(word).collect())
    }

    fn read_known(&self, number: usize) -> io::Result<Known> {
        let place = self.places[number];
        if place.known == 0 {
            return Ok(Known::default());
        }
        let mut packed = vec![0; place.known as usize];
        let at = place.at + u64::from(place.words) * 4;
        self.file.read_exact_at(&mut packed, at)?;
        let size = zstd::zstd_safe::get_frame_content_size(&packed)
            .ok()
            .flatten();
        let size = size.and_then(|n| usize::try_from(n).ok()).unwrap_or(MOST);
        let bytes = zstd::bulk::decompress(&packed, size.min(MOST))?;
        Ok(serde_json::from_slice(&bytes)?)
    }

    /// Remembers a failure: what can't be read is no relation, and whoever holds the index asks for
    /// [`super::Index::trouble`].
    fn note<T: Default>(&self, read: io::Result<T>) -> T {
        read.unwrap_or_else(|e| {
            let _ = self.trouble.set(e.to_string());
            T::default()
        })
    }
}
