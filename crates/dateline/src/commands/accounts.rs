//! `dateline accounts`: who may log in; add, give another password, remove.

use super::runtime::block_on;
use crate::cli::{self, AccountsAction, Plain};
use crate::exit::Outcome;
use crate::publish::hash_password;
use anyhow::Context;
use dateline_core::time;
use dateline_store::Store;
use serde_json::{Value, json};
use std::io::{IsTerminal, Write};

pub fn run(args: &cli::Accounts) -> anyhow::Result<Outcome> {
    block_on(async {
        let store = Store::open(&args.data).await?;
        let done = act(&store, args).await;
        store.close().await;
        done
    })
}

async fn act(store: &Store, args: &cli::Accounts) -> anyhow::Result<Outcome> {
    match &args.action {
        None | Some(AccountsAction::List) => print(store, args.format).await?,
        Some(AccountsAction::Add { name, role }) => {
            let name = name.trim();
            if name.is_empty() || name.chars().any(char::is_control) {
                anyhow::bail!("an account needs a name");
            }
            let hash = hash_password(&password()?)?;
            if !store.add_account(name, (*role).into(), &hash).await? {
                anyhow::bail!("the name {name} is taken");
            }
        }
        Some(AccountsAction::Password { name }) => {
            let hash = hash_password(&password()?)?;
            if !store.set_password(name, &hash).await? {
                anyhow::bail!("nobody has the name {name}");
            }
        }
        Some(AccountsAction::Remove { name }) => {
            if !store.remove_account(name).await? {
                anyhow::bail!("nobody has the name {name}");
            }
        }
    }
    Ok(Outcome::Done)
}

/// Asks for a password on a terminal without showing it; else takes the first line of standard input.
fn password() -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password("Password: ").context("reading the password");
    }
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("reading the password from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn print(store: &Store, format: Plain) -> anyhow::Result<()> {
    let accounts = store.accounts().await?;
    let mut out = std::io::stdout().lock();
    match format {
        Plain::Json => {
            let list: Vec<Value> = accounts
                .iter()
                .map(|account| {
                    json!({"name": account.name, "role": account.role.word(), "added_at": time::utc(account.added_at)})
                })
                .collect();
            writeln!(out, "{}", Value::Array(list))?;
        }
        Plain::Text if accounts.is_empty() => writeln!(
            out,
            "nobody has an account; the desk is open on this machine only"
        )?,
        Plain::Text => {
            for account in accounts {
                writeln!(out, "{:8}{}", account.role.word(), account.name)?;
            }
        }
    }
    Ok(())
}
