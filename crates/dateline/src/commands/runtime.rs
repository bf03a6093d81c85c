//! Where commands meet async: one runtime for a command that needs the store or the network.

/// Runs a future to its end on all cores.
///
/// # Errors
/// Those of the future, and when the system gives no threads.
pub fn block_on<T>(future: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(future)
}
