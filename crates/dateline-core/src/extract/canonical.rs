//! The page's own address for itself: made absolute, without what only tracks, and believed only where it may be true.
//!
//! An address on another site is a strong statement, that the text is another's; it counts when the page's own link says so
//! and nothing else on the page says otherwise. A front page is no article's address, and neither is a bare host of a
//! private network.

use super::linked_data::LinkedData;
use super::outlet::registrable_domain;
use super::survey::Survey;
use crate::collect::tracking::without_tracking;
use url::{Host, Url};

/// Bytes of an address that is believed.
const LONGEST: usize = 2_048;

/// The canonical address, with `url` as where the page came from.
pub fn find(survey: &Survey, data: &LinkedData, url: Option<&str>) -> Option<String> {
    let base = base(survey, url);
    let here = url.and_then(|url| Url::parse(url).ok());
    let read = |stated: Option<&str>| {
        let address = resolved(stated?, base.as_ref())?;
        let front = address.path() == "/" && address.query().is_none();
        let deeper = here
            .as_ref()
            .is_some_and(|here| here.path() != "/" || here.query().is_some());
        (!(front && deeper)).then_some(address)
    };
    let linked = read(survey.canonical.as_deref());
    let shared = read(survey.meta_of(&["og:url"]));
    let in_data = read(data.url.as_deref());
    let own = |address: &Option<Url>| match (address, &here) {
        (Some(address), Some(here)) => same_site(address, here),
        (Some(_), None) => true,
        (None, _) => false,
    };
    let found = if own(&linked) {
        linked
    } else if own(&shared) {
        shared
    } else if own(&in_data) && linked.is_none() {
        in_data
    } else {
        // All that speaks of an address names another site.
        linked.filter(|linked| {
            shared
                .as_ref()
                .is_none_or(|shared| same_site(linked, shared))
        })
    };
    found.map(|address| without_tracking(address.as_str()))
}

/// What relative addresses start from: the page's `<base>`, against where it came from.
pub fn base(survey: &Survey, url: Option<&str>) -> Option<Url> {
    let here = url.and_then(|url| Url::parse(url).ok());
    let Some(stated) = survey.base.as_deref() else {
        return here;
    };
    match &here {
        Some(here) => here.join(stated).ok(),
        None => Url::parse(stated).ok(),
    }
    .or(here)
}

fn resolved(stated: &str, base: Option<&Url>) -> Option<Url> {
    let stated = stated.trim();
    if stated.is_empty() || stated.len() > LONGEST {
        return None;
    }
    let mut address = match Url::parse(stated) {
        Ok(address) => address,
        Err(_) => base?.join(stated).ok()?,
    };
    address.set_fragment(None);
    is_public(&address).then_some(address)
}

/// An address that anybody could open: of the web, without a password, of a host with a name.
fn is_public(address: &Url) -> bool {
    let named = match address.host() {
        Some(Host::Domain(name)) => name.trim_end_matches('.').contains('.'),
        _ => false,
    };
    matches!(address.scheme(), "http" | "https")
        && address.username().is_empty()
        && address.password().is_none()
        && named
}

fn same_site(a: &Url, b: &Url) -> bool {
    a.host_str() == b.host_str()
        || registrable_domain(a.as_str())
            .is_some_and(|site| registrable_domain(b.as_str()) == Some(site))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::Tree;

    fn canonical(page: &str) -> Option<String> {
        let tree = Tree::parse(page);
        let survey = Survey::of(&tree);
        let data = crate::extract::linked_data::read(&survey.linked_data);
        find(
            &survey,
            &data,
            Some("https://www.fordcourier.example/town/bridge?id=7"),
        )
    }

    #[test]
    fn believes_what_may_be_true() {
        let own = Some("https://www.fordcourier.example/town/bridge");
        let link = |href: &str| format!("<link rel=canonical href='{href}'>");
        let shared = |href: &str| format!("<meta property=og:url content='{href}'>");
        for (page, address) in [
            (link("https://www.fordcourier.example/town/bridge"), own),
            (link("/town/bridge?utm_source=feed&fbclid=1#top"), own),
            (link("//www.fordcourier.example/town/bridge"), own),
            (link("https://m.fordcourier.example/town/bridge"), Some("https://m.fordcourier.example/town/bridge")),
            (format!("<base href=/town/>{}", link("bridge")), own),
            (shared("https://www.fordcourier.example/town/bridge"), own),
            (
                "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"url\":\"/town/bridge\"}</script>".into(),
                own,
            ),
            // Syndicated, and saying so everywhere.
            (link("https://northwire.example/a/1"), Some("https://northwire.example/a/1")),
            (
                format!("{}{}", link("https://northwire.example/a/1"), shared("https://northwire.example/a/1")),
                Some("https://northwire.example/a/1"),
            ),
            // Of two minds: the page's own address stands.
            (format!("{}{}", link("https://other.example/x"), shared("/town/bridge")), own),
            (shared("https://other.example/x"), None),
            // No addresses of an article.
            (link("https://www.fordcourier.example/"), None),
            (format!("{}{}", link("/"), shared("/town/bridge")), own),
            (link("javascript:alert(1)"), None),
            (link("data:text/html,x"), None),
            (link("https://user:secret@fordcourier.example/x"), None),
            (link("http://127.0.0.1/admin"), None),
            (link("http://localhost/admin"), None),
            (link("http://[::1]/x"), None),
            (link(&format!("/{}", "x".repeat(5_000))), None),
            (link(""), None),
        ] {
            assert_eq!(canonical(&page).as_deref(), address, "{page}");
        }
    }
}
