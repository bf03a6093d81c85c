//! Unpacking: gzip and zstd told from their first bytes, brotli (which has none) by its name in a header; with bounds,
//! so that a few kilobytes can't fill the memory.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of output below which no ratio is looked at: small repetitive files pack well and do no harm.
const RATIO_FLOOR: u64 = 8 << 20;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// A zstd file may open with a skippable frame: 0x184D2A50 to 0x184D2A5F, little endian.
const ZSTD_SKIPPABLE: [u8; 3] = [0x2a, 0x4d, 0x18];

/// How a stream of bytes is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As it is.
    None,
    /// gzip, of one member or more.
    Gzip,
    /// Zstandard, of one frame or more.
    Zstd,
    /// Brotli.
    Brotli,
}

impl Packing {
    /// Tells the packing from the first bytes.
    pub fn of(head: &[u8]) -> Packing {
        let skippable = head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == ZSTD_SKIPPABLE;
        if head.starts_with(&GZIP) {
            Packing::Gzip
        } else if head.starts_with(&ZSTD) || skippable {
            Packing::Zstd
        } else {
            Packing::None
        }
    }

    fn name(self) -> &'static str {
        match self {
            Packing::None => "plain",
            Packing::Gzip => "gzip",
            Packing::Zstd => "zstd",
            Packing::Brotli => "brotli",
        }
    }
}

/// How far unpacking may go.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most bytes out; more is an error.
    pub bytes: u64,
    /// Most bytes out for a byte in.
    pub ratio: u64,
}

impl Default for Limits {
    /// 512 MiB, a thousand to one.
    fn default() -> Self {
        Limits {
            bytes: 512 << 20,
            ratio: 1000,
        }
    }
}

impl Limits {
    /// For archives and JSON lines, which are read record by record: any length, the same ratio.
    pub fn stream() -> Limits {
        Limits {
            bytes: u64::MAX,
            ..Limits::default()
        }
    }
}

/// A reader over the unpacked bytes. Several gzip members or zstd frames in a row are one stream. What passes a limit
/// is an error of kind `InvalidData` whose text names the bomb.
///
/// # Errors
/// When the first bytes can't be read.
pub fn unpack<R: BufRead + Send + 'static>(
    mut packed: R,
    limits: Limits,
) -> io::Result<Box<dyn BufRead + Send>> {
    let packing = Packing::of(packed.fill_buf()?);
    unpack_as(packing, packed, limits)
}

fn unpack_as<R: BufRead + Send + 'static>(
    packing: Packing,
    packed: R,
    limits: Limits,
) -> io::Result<Box<dyn BufRead + Send>> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = BufReader::new(Counted {
        inner: packed,
        taken: Arc::clone(&taken),
    });
    let unpacked: Box<dyn Read + Send> = match packing {
        Packing::None => return Ok(Box::new(counted)),
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(counted)?),
        Packing::Brotli => Box::new(brotli_decompressor::Decompressor::new(counted, 16 << 10)),
    };
    let bounded = Bounded {
        inner: unpacked,
        packing,
        limits,
        taken,
        given: 0,
    };
    Ok(Box::new(BufReader::with_capacity(64 << 10, bounded)))
}

/// Unpacks a whole body, or hands it back as it is when it isn't packed.
///
/// # Errors
/// When it is damaged or passes a limit.
pub fn unpack_all(bytes: Vec<u8>, limits: Limits) -> io::Result<Vec<u8>> {
    if Packing::of(&bytes) == Packing::None {
        return Ok(bytes);
    }
    let mut out = Vec::new();
    unpack(io::Cursor::new(bytes), limits)?.read_to_end(&mut out)?;
    Ok(out)
}

/// Content codings that [`decode`] undoes, for `Accept-Encoding`.
pub const ACCEPTED: &str = "gzip, br, zstd";
/// Codings laid over one another that are undone: a bomb in a bomb is no text.
const MAX_CODINGS: usize = 2;

/// Undoes the codings that a `Content-Encoding` header names, the last first. A body labelled as packed that isn't is
/// handed back as it is: servers label what a cache has unpacked before.
///
/// # Errors
/// When it is damaged, passes a limit, or is packed in a way that wasn't asked for.
pub fn decode(mut body: Vec<u8>, codings: &str, limits: Limits) -> io::Result<Vec<u8>> {
    let named = codings
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase());
    let mut named: Vec<String> = named.filter(|n| !n.is_empty() && n != "identity").collect();
    if named.len() > MAX_CODINGS {
        return Err(bomb(format!("packed {} times over", named.len())));
    }
    while let Some(name) = named.pop() {
        body = match name.as_str() {
            "gzip" | "x-gzip" | "zstd" => unpack_all(body, limits)?,
            "br" => {
                let mut out = Vec::new();
                unpack_as(Packing::Brotli, io::Cursor::new(body), limits)?.read_to_end(&mut out)?;
                out
            }
            _ => return Err(bomb(format!("packed in an unknown way ({name:.20})"))),
        };
    }
    Ok(body)
}

struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

struct Bounded {
    inner: Box<dyn Read + Send>,
    packing: Packing,
    limits: Limits,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        let taken = self.taken.load(Ordering::Relaxed).max(1);
        let name = self.packing.name();
        if self.given > RATIO_FLOOR && self.given / taken > self.limits.ratio {
            let ratio = self.limits.ratio;
            return Err(bomb(format!(
                "{name} bomb: more than {ratio} bytes out for each byte in"
            )));
        }
        if self.given > self.limits.bytes {
            let mib = self.limits.bytes >> 20;
            return Err(bomb(format!("{name} bomb: unpacks to more than {mib} MiB")));
        }
        Ok(n)
    }
}

fn bomb(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    #[test]
    fn several_members_are_one_stream() {
        let mut both = gzip(b"one ");
        both.extend(gzip(b"two"));
        assert_eq!(
            unpack_all(both, Limits::default()).unwrap(),
            b"one two".to_vec()
        );
        let mut both = zstd::encode_all(&b"one "[..], 3).unwrap();
        both.extend(zstd::encode_all(&b"two"[..], 3).unwrap());
        assert_eq!(
            unpack_all(both, Limits::default()).unwrap(),
            b"one two".to_vec()
        );
    }

    #[test]
    fn plain_bytes_pass() {
        assert_eq!(
            unpack_all(b"<p>".to_vec(), Limits::default()).unwrap(),
            b"<p>".to_vec()
        );
    }

    #[test]
    fn bombs_are_named() {
        let zeros = vec![0; 64 << 20];
        let packed = zstd::encode_all(&zeros[..], 3).unwrap();
        let error = unpack_all(packed, Limits::default()).unwrap_err();
        assert!(error.to_string().starts_with("zstd bomb: more than 1000"));
        let limits = Limits {
            bytes: 1 << 20,
            ratio: 10_000,
        };
        let error = unpack_all(gzip(&zeros), limits).unwrap_err();
        assert_eq!(error.to_string(), "gzip bomb: unpacks to more than 1 MiB");
    }

    /// "a page in brotli\n", packed.
    const BROTLI: [u8; 21] = [
        0x0b, 0x08, 0x80, b'a', b' ', b'p', b'a', b'g', b'e', b' ', b'i', b'n', b' ', b'b', b'r',
        b'o', b't', b'l', b'i', b'\n', 0x03,
    ];

    #[test]
    fn codings_are_undone_by_name_the_last_first() {
        let undo = |body: Vec<u8>, codings| decode(body, codings, Limits::default());
        let page = b"a page in brotli\n".to_vec();
        assert_eq!(undo(BROTLI.to_vec(), "br").unwrap(), page);
        assert_eq!(undo(gzip(&BROTLI), "br, gzip").unwrap(), page);
        assert_eq!(undo(page.clone(), "gzip").unwrap(), page, "mislabelled");
        assert_eq!(undo(page.clone(), "Identity").unwrap(), page);
        assert!(undo(BROTLI[..12].to_vec(), "br").is_err(), "broken off");
        assert!(undo(page.clone(), "compress").is_err());
        assert!(undo(page, "gzip, gzip, gzip").is_err());
    }

    #[test]
    fn truncation_is_an_error() {
        let mut packed = gzip(b"a page that goes on for a while");
        packed.truncate(packed.len() - 12);
        assert!(unpack_all(packed, Limits::default()).is_err());
    }
}
