//! Relative addresses in feeds, resolved by RFC 3986 with the spelling kept: a feed's links are shown and compared as
//! they were written, so nothing is percent-encoded or lower-cased here.

use std::borrow::Cow;

/// Schemes that a link in a feed may have.
const SCHEMES: &[&str] = &[
    "file", "ftp", "gopher", "h323", "hdl", "http", "https", "imap", "magnet", "mailto", "mms",
    "news", "nntp", "prospero", "rsync", "rtsp", "rtspu", "sftp", "shttp", "sip", "sips", "snews",
    "svn", "svn+ssh", "telnet", "wais", "aim", "callto", "cvs", "facetime", "feed", "git", "gtalk",
    "irc", "ircs", "irc6", "itms", "msnim", "skype", "ssh", "smb", "ymsg", "tel", "sms", "gemini",
    "xmpp", "geo", "bitcoin", "webcal",
];

/// Whether an address is relative or has a scheme that does no harm.
pub(super) fn is_safe(address: &str) -> bool {
    scheme(address.trim())
        .is_none_or(|scheme| SCHEMES.iter().any(|s| s.eq_ignore_ascii_case(scheme)))
}

/// Resolves an address against a base. Without a base it stays as it is.
pub(super) fn join(base: &str, address: &str) -> String {
    let address = without_extra_slashes(address.trim());
    let address = address.as_ref();
    if base.is_empty() || scheme(address).is_some() {
        return address.to_owned();
    }
    if address.is_empty() {
        return base.to_owned();
    }
    let Some(base_scheme) = scheme(base) else {
        let path = merged(split(base).1, address);
        return if address.starts_with('/') {
            address.to_owned()
        } else {
            path
        };
    };
    let rest = &base[base_scheme.len() + 1..];
    if !rest.starts_with("//") {
        return address.to_owned();
    }
    if address.starts_with("//") {
        return format!("{base_scheme}:{address}");
    }
    let (host, tail) = split(&rest[2..]);
    let path_end = tail.find(['?', '#']).unwrap_or(tail.len());
    let path = &tail[..path_end];
    let prefix = format!("{base_scheme}://{host}");
    if address.starts_with('#') {
        let end = tail.find('#').unwrap_or(tail.len());
        return format!("{prefix}{}{address}", &tail[..end]);
    }
    if address.starts_with('?') {
        return format!("{prefix}{path}{address}");
    }
    let target_end = address.find(['?', '#']).unwrap_or(address.len());
    let (target, suffix) = address.split_at(target_end);
    let joined = match target.starts_with('/') {
        true => target.to_owned(),
        false => merged(path, target),
    };
    let joined = match joined.starts_with('/') {
        true => joined,
        false => format!("/{joined}"),
    };
    format!("{prefix}{}{suffix}", without_dots(&joined))
}

/// `http:///lune.example` means one host.
fn without_extra_slashes(address: &str) -> Cow<'_, str> {
    match (address.find(":///"), scheme(address)) {
        (Some(at), Some(scheme)) if at == scheme.len() && scheme != "file" => {
            let rest = address[at + 1..].trim_start_matches('/');
            format!("{scheme}://{rest}").into()
        }
        _ => address.into(),
    }
}

fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    letters.then_some(scheme)
}

/// Host and the rest.
fn split(authority: &str) -> (&str, &str) {
    authority.split_at(authority.find(['/', '?', '#']).unwrap_or(authority.len()))
}

fn merged(base_path: &str, target: &str) -> String {
    let folder = base_path.rfind('/').map_or("", |at| &base_path[..=at]);
    format!("{folder}{target}")
}

fn without_dots(path: &str) -> String {
    if !path.contains("/.") {
        return path.to_owned();
    }
    let mut out: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    out.pop();
                }
                if last {
                    out.push("");
                }
            }
            segment => out.push(segment),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_by_the_rules() {
        let base = "http://lune.example/a/b/c?q#f";
        for (address, joined) in [
            ("d", "http://lune.example/a/b/d"),
            ("./d", "http://lune.example/a/b/d"),
            ("../d/", "http://lune.example/a/d/"),
            ("../../../d", "http://lune.example/d"),
            ("/d?x=1&y", "http://lune.example/d?x=1&y"),
            ("?y", "http://lune.example/a/b/c?y"),
            ("#s", "http://lune.example/a/b/c?q#s"),
            ("//cdn.example/x", "http://cdn.example/x"),
            ("mailto:ann@lune.example", "mailto:ann@lune.example"),
            ("", base),
            (" https://x.example/ÄÖ ", "https://x.example/ÄÖ"),
        ] {
            assert_eq!(join(base, address), joined, "{address}");
        }
        assert_eq!(join("http://lune.example", "d"), "http://lune.example/d");
        assert_eq!(join("", "d"), "d");
    }

    #[test]
    fn knows_harm() {
        assert!(is_safe("a/b:c"));
        assert!(is_safe("https://lune.example/"));
        assert!(!is_safe(" JavaScript:alert(1)"));
        assert!(!is_safe("data:text/html,x"));
    }
}
