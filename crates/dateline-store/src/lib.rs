//! The only SQL, migrations and search index of Dateline: one SQLite file in a data folder.
//!
//! What was collected (`document`) is the truth; articles, traces, links and search words are made from it and can be
//! made again. Every write goes through one [`Write`], so that an effect is in the file whole or not at all.

mod accounts;
mod articles;
mod audit;
mod clock;
mod documents;
mod entries;
mod error;
mod feeds;
mod health;
mod hubs;
mod listing;
mod outlets;
mod queue;
mod reports;
mod search;
mod site_memory;
mod stories;
mod write;

pub use accounts::{Account, Role};
pub use articles::{Arrival, Link, NewArticle, StoredArticle, Version, Written};
pub use audit::LinkFaults;
pub use clock::{is_turnable, now};
pub use documents::{StoredDocument, document_digest};
pub use entries::Noted;
pub use error::StoreError;
pub use feeds::{Feed, FeedKind, FetchOutcome, NewFeed};
pub use health::{Health, HealthChange};
pub use hubs::{Hub, HubState};
pub use listing::{Filter, Listing};
pub use outlets::OutletRecord;
pub use queue::{Job, QueueCount};
pub use reports::Report;
pub use search::{Facet, Found, Hit, SearchQuery};
pub use stories::{Arrivals, StoryTally};
pub use write::Write;

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::{Path, PathBuf};
use std::time::Duration;

pub type Result<T> = std::result::Result<T, StoreError>;

/// Name of the database file in a data folder.
const FILE: &str = "dateline.sqlite";

/// Locked while a store is being opened; empty.
const LOCK: &str = "dateline.lock";

/// Numbered, forward only.
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (
        1,
        "newsroom",
        include_str!("../migrations/0001_newsroom.sql"),
    ),
    (2, "entry", include_str!("../migrations/0002_entry.sql")),
    (
        3,
        "arrivals",
        include_str!("../migrations/0003_arrivals.sql"),
    ),
    (
        4,
        "credited",
        include_str!("../migrations/0004_credited.sql"),
    ),
    (5, "filed", include_str!("../migrations/0005_filed.sql")),
    (
        6,
        "courtesy",
        include_str!("../migrations/0006_courtesy.sql"),
    ),
    (
        10,
        "account",
        include_str!("../migrations/0010_account.sql"),
    ),
    (
        11,
        "site_memory",
        include_str!("../migrations/0011_site_memory.sql"),
    ),
    (14, "health", include_str!("../migrations/0014_health.sql")),
];

/// An open store. Cheap to clone; all clones share one pool.
#[derive(Debug, Clone)]
pub struct Store {
    pool: SqlitePool,
    folder: PathBuf,
}

impl Store {
    /// Opens the store in a data folder, making folder and file when they are missing, and brings it up to date.
    ///
    /// # Errors
    /// Names the folder or file when it can't be made, read or is no store of Dateline's.
    pub async fn open(folder: &Path) -> Result<Store> {
        std::fs::create_dir_all(folder).map_err(|source| StoreError::Folder {
            folder: folder.into(),
            source,
        })?;
        let file = folder.join(FILE);
        let _alone = alone(folder).await?;
        let options = SqliteConnectOptions::new()
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What an ingest says it took must survive a power cut too.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(60))
            .pragma("mmap_size", "268435456");
        let open = |source| StoreError::Open {
            file: file.clone(),
            source,
        };
        let pool = SqlitePoolOptions::new()
            .max_connections(8)
            .connect_with(options)
            .await
            .map_err(open)?;
        let migrations = MIGRATIONS.iter().map(|&(number, name, sql)| {
            Migration::new(
                number,
                name.into(),
                MigrationType::Simple,
                sql.into_sql_str(),
                false,
            )
        });
        let migrate = |source| StoreError::Migrate {
            file: file.clone(),
            source,
        };
        Migrator::with_migrations(migrations.collect())
            .run(&pool)
            .await
            .map_err(migrate)?;
        Ok(Store {
            pool,
            folder: folder.into(),
        })
    }

    /// Opens the store in a data folder that has one already: for commands that only look.
    ///
    /// # Errors
    /// As [`Store::open`], and when there is no store in the folder.
    pub async fn open_existing(folder: &Path) -> Result<Store> {
        if !folder.join(FILE).is_file() {
            return Err(StoreError::Missing {
                folder: folder.into(),
            });
        }
        Store::open(folder).await
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Closes all connections; what is committed is in the file.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Checks the file itself: one line for each fault, none when it is sound.
    ///
    /// # Errors
    /// When the check can't run at all.
    pub async fn check(&self) -> Result<Vec<String>> {
        let rows: Vec<(String,)> = sqlx::query_as("PRAGMA integrity_check")
            .fetch_all(&self.pool)
            .await?;
        let mut faults: Vec<String> = rows
            .into_iter()
            .map(|(row,)| row)
            .filter(|row| row != "ok")
            .collect();
        let broken: Vec<(String, i64)> =
            sqlx::query_as("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1")
                .fetch_all(&self.pool)
                .await?;
        faults.extend(
            broken
                .into_iter()
                .map(|(table, n)| format!("{n} rows of {table} point nowhere")),
        );
        Ok(faults)
    }
}

/// Keeps other processes from opening the same store meanwhile: SQLite's own waiting covers neither the first switch
/// to the write-ahead log nor migrations. Released when dropped, also by the end of the process.
async fn alone(folder: &Path) -> Result<std::fs::File> {
    let named = |source| StoreError::Folder {
        folder: folder.into(),
        source,
    };
    let lock = std::fs::File::create(folder.join(LOCK)).map_err(named)?;
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(lock),
            Err(std::fs::TryLockError::WouldBlock) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(std::fs::TryLockError::Error(source)) => return Err(named(source)),
        }
    }
}
