//! An http(s) address as INPUT. Fetching belongs to the desk build, which has the client and its guard.

/// What an address answered.
pub struct Fetched {
    /// After redirects.
    pub url: String,
    pub headers: Vec<(String, String)>,
    /// RFC 3339.
    pub fetched_at: String,
    pub body: Vec<u8>,
}

/// Fetches one address.
///
/// # Errors
/// Says why there is no answer; that it did not succeed is one reason.
#[cfg(feature = "desk")]
pub fn fetch(url: &str) -> anyhow::Result<Fetched> {
    use crate::collect::fetch::{Ask, Fetcher, PATIENCE};
    use crate::collect::guard;
    // Inputs are read on threads of their own, outside any runtime.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let fetcher = Fetcher::new(
        guard::of_command_line(),
        std::time::Duration::ZERO,
        PATIENCE,
    )?;
    let answer = runtime.block_on(fetcher.fetch(&Ask::page(url)))?;
    if let Some(fault) = answer.fault() {
        anyhow::bail!(fault);
    }
    Ok(Fetched {
        url: answer.url,
        headers: answer.headers,
        fetched_at: answer.fetched_at,
        body: answer.body,
    })
}

/// Fetches one address.
///
/// # Errors
/// Always, in a build without the desk.
#[cfg(not(feature = "desk"))]
pub fn fetch(_url: &str) -> anyhow::Result<Fetched> {
    anyhow::bail!("needs the desk build, this one has no network")
}
