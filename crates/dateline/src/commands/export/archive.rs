//! The archive: everything that can't be made again, as JSON lines that any version can read. Agencies, sources, accounts, and
//! every state of every document in order of arrival; articles, traces and stories are made from them on import.

use super::CHUNK;
use crate::cli;
use crate::commands::ingest::{outcome, told};
use crate::commands::runtime::block_on;
use crate::desk::{AGENCIES_FILE, Desk};
use crate::exit::Outcome;
use crate::input::{Input, Lines, Origin};
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dateline_core::model::{Body, Document, Stated};
use dateline_store::{FeedKind, NewFeed, Role, Store, StoredDocument};
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

const VERSION: u32 = 1;

/// One line of an archive.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    /// The first line, with the version of the format.
    Archive(u32),
    /// The desk's own list, JSON lines in one string.
    Agencies(String),
    Feed(FeedLine),
    Account(AccountLine),
    Document(DocumentLine),
}

#[derive(Debug, Serialize, Deserialize)]
struct FeedLine {
    url: String,
    kind: String,
    title: Option<String>,
    site: Option<String>,
    folder: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
struct AccountLine {
    name: String,
    role: String,
    /// Hashed: keep an archive as safe as the store.
    password: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct DocumentLine {
    id: String,
    url: Option<String>,
    headers: Vec<(String, String)>,
    fetched_at: Option<String>,
    /// html | page | text
    kind: String,
    /// Base64 for html, else the text itself.
    body: String,
    stated: Stated,
}

pub async fn write(store: &Store, out: &mut impl Write) -> anyhow::Result<()> {
    line(out, &Line::Archive(VERSION))?;
    if let Ok(agencies) = std::fs::read_to_string(store.folder().join(AGENCIES_FILE)) {
        line(out, &Line::Agencies(agencies))?;
    }
    for feed in store.feeds().await? {
        let feed = FeedLine {
            url: feed.url,
            kind: feed.kind.word().to_owned(),
            title: feed.title,
            site: feed.site,
            folder: feed.folder,
        };
        line(out, &Line::Feed(feed))?;
    }
    for account in store.accounts().await? {
        let account = AccountLine {
            name: account.name,
            role: account.role.word().to_owned(),
            password: account.password,
        };
        line(out, &Line::Account(account))?;
    }
    let mut number = 0;
    loop {
        let chunk = store.documents_after(number, CHUNK).await?;
        let Some((last, _)) = chunk.last() else {
            return Ok(());
        };
        number = *last;
        for (_, stored) in chunk {
            line(out, &Line::Document(document_line(stored)))?;
        }
    }
}

fn line(out: &mut impl Write, line: &Line) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    Ok(writeln!(out)?)
}

fn document_line(stored: StoredDocument) -> DocumentLine {
    let document = stored.document;
    let (kind, body) = match document.body {
        Body::Html(bytes) => ("html", STANDARD.encode(bytes)),
        Body::Page(text) => ("page", text),
        Body::Text(text) => ("text", text),
    };
    DocumentLine {
        id: stored.article,
        url: document.url,
        headers: document.headers,
        fetched_at: document.fetched_at,
        kind: kind.to_owned(),
        body,
        stated: document.stated,
    }
}

/// `dateline import`: takes an archive into a data folder. What is there already stays as it is.
pub fn import(args: &cli::Import) -> anyhow::Result<Outcome> {
    let name = args.archive.clone();
    let mut lines = Lines::open(&name)?;
    let first = lines.next().map(|(_, line)| line);
    match first
        .and_then(Result::ok)
        .map(|line| serde_json::from_str(&line))
    {
        Some(Ok(Line::Archive(VERSION))) => {}
        Some(Ok(Line::Archive(other))) => anyhow::bail!(
            "{name}: an archive of version {other}, this Dateline reads version {VERSION}"
        ),
        _ => anyhow::bail!("{name}: no archive of Dateline's"),
    }
    block_on(async {
        let store = Store::open(&args.data.data).await?;
        let mut rest = lines.peekable();
        // Agencies and sources come before the documents, which are read with them.
        while let Some((number, line)) = rest.next_if(|(_, line)| !is_document(line)) {
            let line = line.map_err(anyhow::Error::msg);
            line.and_then(|line| Ok(serde_json::from_str(&line)?))
                .with_context(|| format!("{name} line {number}"))
                .map(|line| take_head(&store, line))?
                .await?;
        }
        store.close().await;
        let desk = Desk::open(&args.data.data).await?;
        let inputs = rest.map(move |(number, line)| input(format!("{name} line {number}"), line));
        let intake = desk
            .take_in(inputs, false, |input, taken| {
                if let Some(error) = &taken.error {
                    eprintln!("dateline: {}: {error}", input.name);
                }
                Ok(())
            })
            .await?;
        desk.store.close().await;
        eprintln!("dateline: {}", told(intake));
        outcome(intake)
    })
}

fn is_document(line: &Result<String, String>) -> bool {
    line.as_ref()
        .map_or(true, |line| line.starts_with("{\"document\""))
}

async fn take_head(store: &Store, line: Line) -> anyhow::Result<()> {
    match line {
        Line::Agencies(agencies) => install_agencies(store.folder(), &agencies)?,
        Line::Feed(feed) => {
            let new = NewFeed {
                url: feed.url,
                kind: FeedKind::read(&feed.kind),
                title: feed.title,
                site: feed.site,
                folder: feed.folder,
            };
            store.add_feed(&new).await?;
        }
        Line::Account(account) => {
            let role = Role::read(&account.role);
            store
                .add_account(&account.name, role, &account.password)
                .await?;
        }
        Line::Archive(_) | Line::Document(_) => {}
    }
    Ok(())
}

fn install_agencies(folder: &Path, agencies: &str) -> anyhow::Result<()> {
    let file = folder.join(AGENCIES_FILE);
    if !file.exists() {
        std::fs::write(&file, agencies).with_context(|| file.display().to_string())?;
    }
    Ok(())
}

fn input(name: String, line: Result<String, String>) -> Input {
    let read = line.and_then(|line| {
        serde_json::from_str(&line).map_err(|e| format!("not JSON of an archive: {e}"))
    });
    let document = read.and_then(|line| match line {
        Line::Document(document) => document_of(document),
        _ => Err("stands after the documents began".to_owned()),
    });
    match document {
        Ok(document) => Input {
            name,
            document,
            origin: Origin::Row,
            ..Input::default()
        },
        Err(error) => Input {
            document: Document {
                id: Some(name.clone()),
                ..Document::default()
            },
            name,
            error: Some(error),
            origin: Origin::Row,
            ..Input::default()
        },
    }
}

fn document_of(line: DocumentLine) -> Result<Document, String> {
    let body = match line.kind.as_str() {
        "html" => Body::Html(
            STANDARD
                .decode(&line.body)
                .map_err(|e| format!("body is not base64: {e}"))?,
        ),
        "page" => Body::Page(line.body),
        "text" => Body::Text(line.body),
        other => return Err(format!("a document of kind {other}")),
    };
    Ok(Document {
        id: Some(line.id),
        url: line.url,
        headers: line.headers,
        fetched_at: line.fetched_at,
        body,
        stated: line.stated,
    })
}
