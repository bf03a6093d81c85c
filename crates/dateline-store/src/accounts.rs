//! Accounts and their sessions. Passwords come here hashed and tokens as digests: the file alone lets nobody in.

use crate::{Result, Store, now};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

/// What an account may do; each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Read a private site.
    Reader,
    /// Work at the desk.
    Editor,
    /// The desk's keeper.
    Owner,
}

impl Role {
    /// Its word, as stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Role::Reader => "reader",
            Role::Editor => "editor",
            Role::Owner => "owner",
        }
    }

    /// The role by its word; anything else may only read.
    pub fn read(word: &str) -> Role {
        match word {
            "owner" => Role::Owner,
            "editor" => Role::Editor,
            _ => Role::Reader,
        }
    }
}

/// Somebody who may log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: i64,
    /// Unique; case doesn't count.
    pub name: String,
    pub role: Role,
    /// Argon2id hash as a PHC string.
    pub password: String,
    /// Seconds since 1970.
    pub added_at: i64,
}

impl Store {
    /// Adds an account. Returns false when the name is taken.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn add_account(&self, name: &str, role: Role, password: &str) -> Result<bool> {
        let sql = "INSERT INTO account (name, role, password, added_at) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (name) DO NOTHING";
        let done = sqlx::query(sql)
            .bind(name)
            .bind(role.word())
            .bind(password)
            .bind(now())
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Gives an account another password and ends its sessions. Returns false when there is no such account.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn set_password(&self, name: &str, password: &str) -> Result<bool> {
        let mut both = self.pool.begin().await?;
        let done = sqlx::query("UPDATE account SET password = $2 WHERE name = $1")
            .bind(name)
            .bind(password)
            .execute(&mut *both)
            .await?;
        sqlx::query("DELETE FROM session WHERE account = (SELECT id FROM account WHERE name = $1)")
            .bind(name)
            .execute(&mut *both)
            .await?;
        both.commit().await?;
        Ok(done.rows_affected() > 0)
    }

    /// Removes an account and ends its sessions. Returns false when there is no such account.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn remove_account(&self, name: &str) -> Result<bool> {
        let done = sqlx::query("DELETE FROM account WHERE name = $1")
            .bind(name)
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// All accounts, by name.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn accounts(&self) -> Result<Vec<Account>> {
        let rows = sqlx::query("SELECT * FROM account ORDER BY name")
            .fetch_all(&self.pool)
            .await?;
        rows.iter().map(account_of).collect()
    }

    /// The account of a name.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn account(&self, name: &str) -> Result<Option<Account>> {
        let row = sqlx::query("SELECT * FROM account WHERE name = $1")
            .bind(name)
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(account_of).transpose()
    }

    /// Whether anybody may log in at all.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn has_accounts(&self) -> Result<bool> {
        let (some,): (bool,) = sqlx::query_as("SELECT EXISTS (SELECT 1 FROM account)")
            .fetch_one(&self.pool)
            .await?;
        Ok(some)
    }

    /// Begins a session of an account, known by its token's digest until `ends_at` (seconds since 1970). Sessions that
    /// are over are dropped.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn begin_session(&self, digest: &str, account: i64, ends_at: i64) -> Result<()> {
        let mut both = self.pool.begin().await?;
        sqlx::query("DELETE FROM session WHERE ends_at <= $1")
            .bind(now())
            .execute(&mut *both)
            .await?;
        sqlx::query("INSERT INTO session (digest, account, ends_at) VALUES ($1, $2, $3)")
            .bind(digest)
            .bind(account)
            .bind(ends_at)
            .execute(&mut *both)
            .await?;
        Ok(both.commit().await?)
    }

    /// Whose session a token's digest stands for, while it lasts.
    ///
    /// # Errors
    /// When the store can't be read.
    pub async fn session(&self, digest: &str) -> Result<Option<Account>> {
        let sql = "SELECT account.* FROM session JOIN account ON account.id = session.account \
                   WHERE session.digest = $1 AND session.ends_at > $2";
        let row = sqlx::query(sql)
            .bind(digest)
            .bind(now())
            .fetch_optional(&self.pool)
            .await?;
        row.as_ref().map(account_of).transpose()
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the store can't be written.
    pub async fn end_session(&self, digest: &str) -> Result<()> {
        sqlx::query("DELETE FROM session WHERE digest = $1")
            .bind(digest)
            .execute(&self.pool)
            .await?;
        Ok(())
    }
}

fn account_of(row: &SqliteRow) -> Result<Account> {
    Ok(Account {
        id: row.try_get("id")?,
        name: row.try_get("name")?,
        role: Role::read(row.try_get("role")?),
        password: row.try_get("password")?,
        added_at: row.try_get("added_at")?,
    })
}
