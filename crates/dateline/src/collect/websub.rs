//! WebSub, the subscriber's side: a hub that a feed announces is asked to tell of its news; it asks back whether that was
//! us; what it sends is taken when it is signed. Polling goes on, rarely, in case the hub falls silent; it is what remains
//! when the hub denies or its lease ends.

use super::fetch::{Answer, Ask, Sent};
use super::poll;
use super::{Collector, SUBSCRIBE_JOB};
use anyhow::Context;
use dateline_core::time;
use dateline_store::{Feed, Hub, HubState, Write, now};
use ring::hmac;
use std::fmt::Write as _;
use url::form_urlencoded;

/// The lease that is asked for, and what a hub may make of it, in seconds.
const LEASE: i64 = 10 * DAY;
const LEASES: std::ops::RangeInclusive<i64> = 3600..=60 * DAY;
const DAY: i64 = 24 * 3600;
/// A hub that didn't ask back or denied is asked again after so long.
const ASK_AGAIN: i64 = DAY;
const AFTER_DENIAL: i64 = 7 * DAY;

/// What a hub asks back about.
#[derive(Debug, Default)]
pub struct Question<'a> {
    pub mode: &'a str,
    pub topic: &'a str,
    pub lease_seconds: Option<i64>,
}

/// Asks the hub that a source announces, unless it was asked and tells, or was asked lately.
pub(super) async fn keep_asked(
    write: &mut Write,
    feed: &Feed,
    (hub, topic): &(String, String),
) -> anyhow::Result<()> {
    let before = write.hub_of(feed.id).await?;
    let before = before.filter(|before| before.hub == *hub && before.topic == *topic);
    let rested = before.as_ref().is_none_or(|before| {
        let rest = match before.state {
            HubState::Verified if before.is_live() => return false,
            HubState::Verified => 0,
            HubState::Asked => ASK_AGAIN,
            HubState::Denied => AFTER_DENIAL,
        };
        now() >= before.asked_at + rest
    });
    if !rested {
        return Ok(());
    }
    let asked = match before {
        Some(before) => Hub {
            state: HubState::Asked,
            asked_at: now(),
            ..before
        },
        None => Hub {
            feed: feed.id,
            hub: hub.clone(),
            topic: topic.clone(),
            token: random()?,
            secret: random()?,
            state: HubState::Asked,
            asked_at: now(),
            ends_at: 0,
            pushes: 0,
            pushed_at: None,
        },
    };
    write.put_hub(&asked).await?;
    queue(write, &asked, now()).await?;
    Ok(())
}

/// Queues asking a hub. A hub may ask back while the job that asked it is still under way: the next one is another.
async fn queue(write: &mut Write, hub: &Hub, due_at: i64) -> dateline_store::Result<()> {
    let address = hub.hub.split('#').next().unwrap_or_default();
    let key = format!("{address}#{}-{due_at}", hub.feed);
    let payload = hub.feed.to_string();
    write
        .enqueue_anew(SUBSCRIBE_JOB, &key, &payload, due_at)
        .await
}

fn random() -> anyhow::Result<String> {
    let mut bytes = [0; 24];
    getrandom::fill(&mut bytes)?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl Collector {
    /// Sends a hub our request for a source's news. `None` when it isn't followed any more, else what is wrong.
    pub(super) async fn subscribe(&self, feed: &str) -> anyhow::Result<Option<String>> {
        let feed = feed.parse().context("a job for no source")?;
        let (Some(hub), Some(root)) = (self.desk.store.hub_of(feed).await?, &self.public_url)
        else {
            return Ok(None);
        };
        let callback = format!("{}/websub/{}", root.trim_end_matches('/'), hub.token);
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("hub.mode", "subscribe")
            .append_pair("hub.topic", &hub.topic)
            .append_pair("hub.callback", &callback)
            .append_pair("hub.secret", &hub.secret)
            .append_pair("hub.lease_seconds", &LEASE.to_string())
            .finish();
        let ask = Ask {
            sent: Some(Sent {
                media_type: "application/x-www-form-urlencoded",
                body: &body,
            }),
            ..Ask::page(&hub.hub)
        };
        Ok(match self.fetcher.fetch(&ask).await {
            Ok(answer) => answer.fault(),
            Err(error) => Some(error.to_string()),
        })
    }

    /// Whether we want what a hub asks back about. A lease that is granted is renewed in its last quarter.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn confirm(&self, token: &str, question: &Question<'_>) -> anyhow::Result<bool> {
        let store = &self.desk.store;
        let Some(hub) = store.hub_by_token(token).await? else {
            return Ok(false);
        };
        if hub.topic != question.topic {
            return Ok(false);
        }
        let mut write = store.write().await?;
        let wanted = match question.mode {
            "subscribe" => {
                let lease = question.lease_seconds.unwrap_or(LEASE);
                let lease = lease.clamp(*LEASES.start(), *LEASES.end());
                let verified = Hub {
                    state: HubState::Verified,
                    ends_at: now() + lease,
                    ..hub
                };
                write.put_hub(&verified).await?;
                queue(&mut write, &verified, now() + lease / 4 * 3).await?;
                true
            }
            "denied" => {
                let denied = Hub {
                    state: HubState::Denied,
                    asked_at: now(),
                    ..hub
                };
                write.put_hub(&denied).await?;
                true
            }
            // We never ask to be forgotten: a source that isn't followed any more has no callback.
            _ => false,
        };
        write.commit().await?;
        Ok(wanted)
    }

    /// Takes what a hub sent. False when nobody here waits for it; what isn't signed with our secret is passed over.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn take_push(
        &self,
        token: &str,
        signature: &str,
        media_type: &str,
        body: Vec<u8>,
    ) -> anyhow::Result<bool> {
        let store = &self.desk.store;
        let Some(hub) = store.hub_by_token(token).await? else {
            return Ok(false);
        };
        if !is_signed(&hub.secret, signature, &body) {
            eprintln!(
                "dateline: {}: sent without our signature, passed over",
                hub.hub
            );
            return Ok(true);
        }
        let Some(feed) = store.feed(hub.feed).await? else {
            return Ok(false);
        };
        let headers = vec![("Content-Type".to_owned(), media_type.to_owned())];
        let answer = Answer::sent(&hub.topic, headers, body, time::utc(now()));
        poll::take_push(self, feed, &answer).await?;
        Ok(true)
    }
}

/// Checks `X-Hub-Signature: METHOD=HEX` in constant time.
fn is_signed(secret: &str, signature: &str, body: &[u8]) -> bool {
    let Some((method, hex)) = signature.trim().split_once('=') else {
        return false;
    };
    let method = match method {
        "sha1" => hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY,
        "sha256" => hmac::HMAC_SHA256,
        "sha384" => hmac::HMAC_SHA384,
        "sha512" => hmac::HMAC_SHA512,
        _ => return false,
    };
    let Some(tag) = unhex(hex) else {
        return false;
    };
    let key = hmac::Key::new(method, secret.as_bytes());
    hmac::verify(&key, body, &tag).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.chars().map(|c| c.to_digit(16)).collect();
    let digits = digits?;
    let pairs = digits.chunks(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(high << 4 | low).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_every_method_are_checked() {
        for (name, method) in [
            ("sha1", hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
            ("sha256", hmac::HMAC_SHA256),
            ("sha384", hmac::HMAC_SHA384),
            ("sha512", hmac::HMAC_SHA512),
        ] {
            let tag = hmac::sign(&hmac::Key::new(method, b"secret"), b"news");
            let signature = format!("{name}={}", hex(tag.as_ref()));
            assert!(is_signed("secret", &signature, b"news"));
            assert!(!is_signed("other", &signature, b"news"));
            assert!(!is_signed("secret", &signature, b"news!"));
            assert!(!is_signed(
                "secret",
                &signature[..signature.len() - 1],
                b"news"
            ));
        }
        for broken in ["", "sha256=", "sha256=zz", "md5=00", "=", "sha256"] {
            assert!(!is_signed("secret", broken, b"news"), "{broken}");
        }
        // RFC 4231, case 2.
        let known = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert!(is_signed("Jefe", known, b"what do ya want for nothing?"));
    }
}
