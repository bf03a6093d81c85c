//! What came as a page and is none: other files, and plain text that a browser saved.

use crate::extract::features::count_words;
use crate::html::{NodeId, Tag, Tree};

/// The text of a page that is one `<pre>` and nothing else: a text file, as browsers save it.
pub fn plain_text_alone(tree: &Tree) -> Option<String> {
    let ids = || tree.ids().skip(1);
    let pre = ids().find(|id| tree.tag(*id) == Tag::PRE)?;
    let frame = |id: NodeId| match tree.tag(id) {
        Tag::HTML | Tag::HEAD | Tag::BODY | Tag::META | Tag::STYLE | Tag::LINK | Tag::TITLE => true,
        Tag::TEXT => {
            tree.text(id).trim().is_empty()
                || tree.parent(id) != Some(NodeId::ROOT) && {
                    tree.parent(id)
                        .is_some_and(|id| matches!(tree.tag(id), Tag::TITLE | Tag::STYLE))
                }
        }
        _ => false,
    };
    let text = tree
        .first_child(pre)
        .filter(|id| tree.tag(*id) == Tag::TEXT)?;
    let alone =
        tree.next_sibling(text).is_none() && ids().all(|id| id == pre || id == text || frame(id));
    let text = tree.text(text);
    // A short one may be anything: a listing, a message of the server.
    (alone && count_words(&text) >= 40).then(|| text.replace("\r\n", "\n"))
}

/// Why bytes are no page; `None` when they may be one.
pub fn no_page(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 12] = [
        (b"%PDF", "not HTML: a PDF"),
        (b"\x89PNG", "not HTML: a PNG image"),
        (b"\xff\xd8\xff", "not HTML: a JPEG image"),
        (b"GIF8", "not HTML: a GIF image"),
        (b"RIFF", "not HTML: a RIFF media file"),
        (b"PK\x03\x04", "not HTML: a ZIP archive"),
        (b"\x1f\x8b", "not HTML: gzip data"),
        (b"\x28\xb5\x2f\xfd", "not HTML: zstd data"),
        (b"\x7fELF", "not HTML: a program"),
        (b"ID3", "not HTML: an MP3 file"),
        (b"\xd0\xcf\x11\xe0", "not HTML: an Office document"),
        (b"BZh", "not HTML: bzip2 data"),
    ];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Some("empty input");
    }
    if let Some((_, reason)) = KINDS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(reason);
    }
    let start = &bytes[..bytes.len().min(1024)];
    let zeros = start.iter().filter(|b| **b == 0).count();
    let controls = start.iter().filter(|b| **b < 9 && **b != 0).count();
    // UTF-16 has zeros in every other place; other binary data has other control characters, too.
    if controls * 20 > start.len()
        || (zeros * 20 > start.len() && memchr::memchr(b'<', start).is_none())
    {
        return Some("not HTML: binary data");
    }
    None
}
