//! Addresses without what only tells who sent the reader: campaign and click parameters.

use url::Url;

/// Openings of parameters that only track.
const PREFIXES: &[&str] = &[
    "utm_",
    "mtm_",
    "pk_",
    "piwik_",
    "hsa_",
    "oly_",
    "vero_",
    "at_custom",
    "stm_",
];

/// Parameters that only track.
const NAMES: &[&str] = &[
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "msclkid",
    "yclid",
    "ysclid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_openstat",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "_ga",
    "_gl",
    "wickedid",
    "s_cid",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ns_linkname",
    "ns_fee",
    "fb_action_ids",
    "fb_action_types",
    "fb_comment_id",
    "fb_ref",
    "fb_source",
    "wt_mc",
    "xtor",
    "sc_cid",
    "ref_src",
    "ref_url",
    "campaign_id",
    "campaign_medium",
    "campaign_name",
    "campaign_source",
    "campaign_term",
    "campaign_content",
    "itm_source",
    "itm_medium",
    "itm_campaign",
    "srsltid",
    "smid",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "__s",
];

/// The address without tracking parameters; unchanged when it has none, or isn't an address of the web.
pub fn without_tracking(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return address.to_owned();
    };
    if !matches!(url.scheme(), "http" | "https") || url.query().is_none() {
        return address.to_owned();
    }
    let (kept, all): (Vec<(String, String)>, usize) = {
        let all: Vec<_> = url.query_pairs().into_owned().collect();
        let count = all.len();
        (
            all.into_iter().filter(|(name, _)| !tracks(name)).collect(),
            count,
        )
    };
    if kept.len() == all {
        return address.to_owned();
    }
    if kept.is_empty() {
        url.set_query(None);
    } else {
        url.query_pairs_mut().clear().extend_pairs(kept);
    }
    url.into()
}

fn tracks(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_tracks_and_no_more() {
        for (given, kept) in [
            (
                "https://lune.example/a?id=1&utm_source=x&FBCLID=y#s",
                "https://lune.example/a?id=1#s",
            ),
            (
                "https://lune.example/a?utm_medium=x",
                "https://lune.example/a",
            ),
            (
                "https://lune.example/a?q=a%20b",
                "https://lune.example/a?q=a%20b",
            ),
            (
                "https://lune.example/a?reference=1",
                "https://lune.example/a?reference=1",
            ),
            (
                "mailto:ann@lune.example?utm_source=x",
                "mailto:ann@lune.example?utm_source=x",
            ),
            ("/a?utm_source=x", "/a?utm_source=x"),
        ] {
            assert_eq!(without_tracking(given), kept);
        }
    }
}
