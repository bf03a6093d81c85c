//! Plain text from bytes: by byte order mark, as UTF-8, or else by detection.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Decodes a text file. Never fails: what can't be decoded becomes U+FFFD. Line ends become `\n`.
pub fn decode(bytes: &[u8]) -> String {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0,
        None => match std::str::from_utf8(bytes) {
            Ok(text) if utf16_without_mark(bytes).is_none() => text.into(),
            _ => guess(bytes).decode_without_bom_handling(bytes).0,
        },
    };
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    }
}

/// The likely encoding of bytes that carry no mark and are not UTF-8.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 << 10)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

/// Western text in UTF-16 shows a zero in nearly every second byte.
pub(crate) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 4 {
        return None;
    }
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let pairs = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, 0) if even * 10 > pairs * 7 => Some(UTF_16BE),
        (0, odd) if odd * 10 > pairs * 7 => Some(UTF_16LE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_win_over_guesses() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc"), "a\nb\nc");
        assert_eq!(decode(b"\xff\xfeh\0i\0"), "hi");
        assert_eq!(decode(b"h\0a\0r\0b\0o\0u\0r\0"), "harbour");
    }

    #[test]
    fn unlabelled_bytes_are_guessed() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Паром вернулся в гавань поздно вечером");
        assert_eq!(decode(&bytes), "Паром вернулся в гавань поздно вечером");
    }
}
