//! The file of a trained model: a mark and version, labels, features, weights, and a checksum. All numbers are
//! little-endian.

use super::features::Feature;
use super::lexicon;
use super::trained::Trained;
use xxhash_rust::xxh3::xxh3_64;

const MARK: &[u8; 8] = b"dl-sect\n";
/// Of the file and of what features mean.
const VERSION: u32 = 1;

pub(super) fn write(model: &Trained) -> Vec<u8> {
    let mut out = MARK.to_vec();
    out.extend(VERSION.to_le_bytes());
    put_count(&mut out, model.labels.len());
    for label in &model.labels {
        put_count(&mut out, label.len());
        out.extend(label.as_bytes());
    }
    put_count(&mut out, model.features.len());
    model
        .features
        .iter()
        .for_each(|feature| out.extend(feature.0.to_le_bytes()));
    model
        .idf
        .iter()
        .for_each(|idf| out.extend(idf.to_le_bytes()));
    out.extend(model.steepness.to_le_bytes());
    model
        .weights
        .iter()
        .flatten()
        .for_each(|weight| out.extend(weight.to_le_bytes()));
    let sum = xxh3_64(&out);
    out.extend(sum.to_le_bytes());
    out
}

pub(super) fn read(bytes: &[u8]) -> Result<Trained, String> {
    let Some(rest) = bytes.strip_prefix(MARK) else {
        return Err("not a section model: its first bytes are something else".to_owned());
    };
    let Some((body, sum)) = rest.split_last_chunk::<8>() else {
        return Err(format!("section model is cut off at byte {}", bytes.len()));
    };
    let mut from = Reader {
        rest: body,
        at: MARK.len(),
    };
    let version = from.number("version")?;
    if version != VERSION {
        return Err(format!(
            "section model has version {version}; this program reads version {VERSION}"
        ));
    }
    if xxh3_64(&bytes[..bytes.len() - 8]) != u64::from_le_bytes(*sum) {
        return Err(format!(
            "section model is damaged or cut off: the checksum at byte {} doesn't match",
            bytes.len() - 8
        ));
    }
    let mut model = Trained::default();
    for _ in 0..from.number("number of labels")? {
        let length = from.number("length of a label")? as usize;
        let label = from.take(length, "label")?;
        let label = std::str::from_utf8(label).map_err(|e| {
            format!(
                "section model has a label before byte {} that is not UTF-8: {e}",
                from.at
            )
        })?;
        model.labels.push(label.to_owned());
    }
    let features = from.number("number of features")? as usize;
    model.features = from
        .numbers(features, "feature")?
        .into_iter()
        .map(Feature)
        .collect();
    model.idf = from.reals(features, "idf")?;
    model.steepness = from.reals(1, "steepness")?.first().copied().unwrap_or(1.0);
    for _ in 0..model.labels.len() {
        model
            .weights
            .push(from.reals(features + lexicon::COUNT + 1, "weight")?);
    }
    match from.rest.len() {
        0 => Ok(model),
        more => Err(format!(
            "section model has {more} bytes too many at byte {}",
            from.at
        )),
    }
}

fn put_count(out: &mut Vec<u8>, count: usize) {
    out.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
}

struct Reader<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize, what: &str) -> Result<&'a [u8], String> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(format!(
                "section model ends inside a {what} at byte {}",
                self.at
            ));
        };
        self.rest = rest;
        self.at += count;
        Ok(taken)
    }

    fn number(&mut self, what: &str) -> Result<u32, String> {
        Ok(self.numbers(1, what)?.first().copied().unwrap_or_default())
    }

    fn numbers(&mut self, count: usize, what: &str) -> Result<Vec<u32>, String> {
        let bytes = self.take(count.saturating_mul(4), what)?;
        let (words, _) = bytes.as_chunks::<4>();
        Ok(words.iter().map(|word| u32::from_le_bytes(*word)).collect())
    }

    fn reals(&mut self, count: usize, what: &str) -> Result<Vec<f32>, String> {
        Ok(self
            .numbers(count, what)?
            .into_iter()
            .map(f32::from_bits)
            .collect())
    }
}
