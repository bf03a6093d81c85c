//! What can go wrong with the store.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("data folder {folder} can't be used")]
    Folder {
        folder: PathBuf,
        source: std::io::Error,
    },
    #[error("data folder {folder} holds no store")]
    Missing { folder: PathBuf },
    #[error("store {file} can't be opened")]
    Open { file: PathBuf, source: sqlx::Error },
    #[error("store {file} can't be brought up to date")]
    Migrate {
        file: PathBuf,
        source: sqlx::migrate::MigrateError,
    },
    #[error("store")]
    Sql(#[from] sqlx::Error),
    /// A row holds what Dateline never wrote.
    #[error("store: {what} of {id} is corrupt: {reason}")]
    Corrupt {
        what: &'static str,
        id: String,
        reason: String,
    },
}

impl StoreError {
    /// Whether trying again later may help.
    pub fn is_transient(&self) -> bool {
        match self {
            StoreError::Sql(sqlx::Error::PoolTimedOut) => true,
            StoreError::Sql(sqlx::Error::Database(e)) => {
                e.message().contains("locked") || e.message().contains("busy")
            }
            _ => false,
        }
    }
}
