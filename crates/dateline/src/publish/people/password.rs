//! Passwords, hashed by Argon2id with its recommended costs (RFC 9106, OWASP's second choice of memory: 19 MiB).

use anyhow::anyhow;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// Fewest characters of a password (NIST SP 800-63B asks for eight at least).
pub const FEWEST: usize = 10;
/// Most bytes of one: hashing takes all of them in.
const MOST: usize = 1024;

/// Hashes at a time: each takes 19 MiB and a core.
static SLOTS: Semaphore = Semaphore::const_new(2);

/// What a password is held against when there is no such account, so that the answer takes as long.
static NOBODY: LazyLock<Option<String>> = LazyLock::new(|| hash("nobody has this one").ok());

/// A password as a PHC string.
///
/// # Errors
/// When it is too short or too long, or the system gives no randomness.
pub fn hash(password: &str) -> anyhow::Result<String> {
    if password.chars().count() < FEWEST {
        anyhow::bail!("a password has {FEWEST} characters at least");
    }
    if password.len() > MOST {
        anyhow::bail!("a password has {MOST} bytes at most");
    }
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow!("hashing the password: {error}"))?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed. Without a hash it takes as long and says no.
pub async fn matches(password: String, hash: Option<String>) -> bool {
    let Ok(_slot) = SLOTS.acquire().await else {
        return false;
    };
    let known = hash.is_some();
    let check = move || {
        let hash = hash.or_else(|| NOBODY.clone());
        password.len() <= MOST && hash.is_some_and(|hash| is_of(&password, &hash))
    };
    let right = tokio::task::spawn_blocking(check).await.unwrap_or(false);
    known && right
}

fn is_of(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_of_somebody_matches() {
        let kept = hash("a lamp on the mole").unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(matches("a lamp on the mole".into(), Some(kept.clone())).await);
        assert!(!matches("a lamp on the pier".into(), Some(kept)).await);
        assert!(!matches("a lamp on the mole".into(), Some("no hash".into())).await);
        assert!(!matches("nobody has this one".into(), None).await);
        assert!(hash("short").is_err());
        assert!(hash(&"long ".repeat(1000)).is_err());
    }
}
