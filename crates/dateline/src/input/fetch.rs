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
/// Always, in a build without the desk.
pub fn fetch(_url: &str) -> anyhow::Result<Fetched> {
    anyhow::bail!("needs the desk build, this one has no network")
}
