//! Addresses of the site: made in one place, so that pages, feeds and the API agree.

/// Letters of a headline that an address shows.
const SLUG_CHARS: usize = 60;

pub fn article(id: &str, headline: Option<&str>) -> String {
    with_slug("article", id, headline)
}

pub fn story(id: &str, headline: Option<&str>) -> String {
    with_slug("story", id, headline)
}

pub fn section(slug: &str) -> String {
    format!("/section/{slug}")
}

pub fn source(domain: &str) -> String {
    format!("/source/{}", encoded(domain))
}

pub fn search(query: &str) -> String {
    format!("/search?q={}", encoded(query))
}

/// The login that leads on to an address of the site.
pub fn login(next: &str) -> String {
    format!("/login?next={}", encoded(next))
}

fn with_slug(kind: &str, id: &str, headline: Option<&str>) -> String {
    let slug = slug(headline.unwrap_or_default());
    match slug.is_empty() {
        true => format!("/{kind}/{}", encoded(id)),
        false => format!("/{kind}/{}/{}", encoded(id), encoded(&slug)),
    }
}

/// A headline as the readable end of an address: letters and figures of any script, joined by hyphens.
pub fn slug(headline: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in headline.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let word: String = word
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let chars = word.chars().count();
        if chars == 0 {
            continue;
        }
        if length + chars > SLUG_CHARS {
            if length == 0 {
                out.extend(word.chars().take(SLUG_CHARS));
            }
            break;
        }
        if length > 0 {
            out.push('-');
        }
        out.push_str(&word);
        length += chars + 1;
    }
    out
}

/// Percent-encodes everything but RFC 3986's unreserved characters.
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// An address that leads out of the site, when it is one that a reader may safely follow.
pub fn outward(url: Option<&str>) -> Option<String> {
    let url = url::Url::parse(url?).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(
            slug("‘Water’ came: Ellery’s night"),
            "water-came-ellerys-night"
        );
        assert_eq!(slug("临岚湾潮汐电站"), "临岚湾潮汐电站");
        assert_eq!(slug("  ?! "), "");
        assert!(slug(&"word ".repeat(40)).len() <= SLUG_CHARS);
        assert_eq!(slug(&"字".repeat(99)).chars().count(), SLUG_CHARS);
    }

    #[test]
    fn ids_of_any_shape_make_one_segment() {
        assert_eq!(
            article("a/b?c#d", Some("Äh")),
            "/article/a%2Fb%3Fc%23d/%C3%A4h"
        );
        assert_eq!(article("7", None), "/article/7");
    }

    #[test]
    fn only_the_web_leads_out() {
        assert_eq!(outward(Some("javascript:alert(1)")), None);
        assert_eq!(outward(Some("data:text/html,x")), None);
        assert_eq!(outward(Some("//x.example/a")), None);
        assert_eq!(
            outward(Some("https://x.example/\"><b>")).as_deref(),
            Some("https://x.example/%22%3E%3Cb%3E")
        );
    }
}
