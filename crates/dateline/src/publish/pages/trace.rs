//! The trace form and its reports: whose text is this, and what was done to it?

use super::article::Head;
use super::render;
use crate::collect::fetch::{Ask, Fetcher};
use crate::input::Input;
use crate::publish::address;
use crate::publish::body::{BodyView, body_view};
use crate::publish::error::{Answer, Failure};
use crate::publish::panel::{Panel, panel};
use crate::publish::site::{Shell, Site};
use crate::publish::upload::{self, Form};
use crate::publish::when::When;
use askama::Template;
use axum::Json;
use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse, Redirect};
use dateline_core::extract::{FieldSpan, Layout, extract_article};
use dateline_core::model::{Body, Document, Trace};
use dateline_core::trace::align::align;
use dateline_store::{Report, now};
use std::sync::Arc;
use tokio::task::block_in_place;

#[derive(Template)]
#[template(path = "trace_form.html")]
struct FormPage {
    shell: Shell,
    /// Why the last request came to nothing.
    problem: Option<String>,
    url: String,
    text: String,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage {
    shell: Shell,
    id: String,
    head: Head,
    body: BodyView,
    panel: Panel,
    made: When,
}

pub async fn form(State(site): State<Arc<Site>>) -> Answer {
    form_page(&site, None, "", "").await
}

async fn form_page(site: &Site, problem: Option<String>, url: &str, text: &str) -> Answer {
    let shell = site
        .shell("Trace a text · Dateline", "/trace")
        .await
        .describe("Give a page, a text or a file: whose text is it, and what was done to it?");
    render(&FormPage {
        shell,
        problem,
        url: url.to_owned(),
        text: text.to_owned(),
    })
}

/// Takes a form and leads to its report.
pub async fn ask(
    State(site): State<Arc<Site>>,
    sent: Result<Multipart, MultipartRejection>,
) -> Answer {
    let sent = sent.map_err(|error| Failure::Bad(error.body_text()))?;
    let form = Form::read(sent).await?;
    let (url, text) = (form.field("url").to_owned(), form.field("text").to_owned());
    let document = match form.files.into_iter().next() {
        Some((name, bytes)) => Some(from_file(&name, bytes, &url)),
        None if !text.is_empty() => Some(from_file("text", text.clone().into_bytes(), &url)),
        None => None,
    };
    match document {
        Some(Ok(document)) => {
            let (id, _) = make_report(&site, &document).await?;
            Ok(Redirect::to(&format!("/trace/{id}")).into_response())
        }
        Some(Err(problem)) => form_page(&site, Some(problem), &url, &text).await,
        None if url.is_empty() => {
            let problem = "Give an address, a text or a file.".to_owned();
            form_page(&site, Some(problem), "", "").await
        }
        None => by_address(&site, &url).await,
    }
}

/// An address whose page came in already leads to its article.
async fn by_address(site: &Site, url: &str) -> Answer {
    if let Some(id) = site.desk.store.id_of_url(url).await? {
        return Ok(Redirect::to(&address::article(&id, None)).into_response());
    }
    let document = match fetch(&site.collector.fetcher, url).await {
        Ok(document) => document,
        Err(problem) => {
            let problem = format!("{problem}. Paste the page’s text or HTML, or send its file.");
            return form_page(site, Some(problem), url, "").await;
        }
    };
    let (id, _) = make_report(site, &document).await?;
    Ok(Redirect::to(&format!("/trace/{id}")).into_response())
}

/// Fetches a page, within what the guard allows.
async fn fetch(fetcher: &Fetcher, url: &str) -> Result<Document, String> {
    let url = address::outward(Some(url)).ok_or("That is no address of a web page")?;
    let answer = fetcher.fetch(&Ask::page(&url)).await;
    let answer = answer.map_err(|error| format!("The page can’t be fetched: {error}"))?;
    if let Some(fault) = answer.fault() {
        return Err(format!("The page can’t be fetched: {fault}"));
    }
    let mut document = from_file("page", answer.body, &answer.url)?;
    document.headers = answer.headers;
    document.fetched_at = Some(answer.fetched_at);
    Ok(document)
}

fn from_file(name: &str, bytes: Vec<u8>, url: &str) -> Result<Document, String> {
    let mut inputs = upload::inputs(name, bytes).into_iter();
    let Some(Input {
        mut document,
        error,
        ..
    }) = inputs.next()
    else {
        return Err("There is nothing in it".to_owned());
    };
    if let Some(error) = error {
        return Err(format!("That can’t be traced: {error}"));
    }
    document.url = document.url.or_else(|| address::outward(Some(url)));
    document.id = None;
    Ok(document)
}

/// Traces a document and keeps the report.
///
/// # Errors
/// When no article can be found in it, or the store can't be written.
pub async fn make_report(site: &Site, document: &Document) -> Answer<(String, Trace)> {
    let trace = site.desk.trace(document).await;
    if let Some(error) = &trace.article.error {
        return Err(Failure::Bad(format!(
            "No article was found in it: {error}."
        )));
    }
    let page = match &document.body {
        Body::Page(_) => {
            let extraction = block_in_place(|| extract_article(document, &site.desk.agencies));
            let spans = extraction.layout.spans.iter();
            spans
                .map(|span| (span.field, span.start, span.end))
                .collect()
        }
        Body::Html(_) | Body::Text(_) => Vec::new(),
    };
    let report = Report { trace, page };
    let id = site.desk.store.put_report(&report).await?;
    Ok((id, report.trace))
}

/// A report, as a page or (`.json`) as the contract's trace.
pub async fn report(State(site): State<Arc<Site>>, Path(name): Path<String>) -> Answer {
    let (id, json) = match name.strip_suffix(".json") {
        Some(id) => (id, true),
        None => (name.as_str(), false),
    };
    let found = site.desk.store.report(id).await?;
    let (report, made_at) =
        found.ok_or_else(|| Failure::NotFound(format!("There is no report “{id}”.")))?;
    if json {
        return Ok(Json(report.trace).into_response());
    }
    let now = now();
    let trace = &report.trace;
    let layout = (!report.page.is_empty()).then(|| Layout {
        basis: String::new(),
        spans: report
            .page
            .iter()
            .map(|&(field, start, end)| FieldSpan { field, start, end })
            .collect(),
        ..Layout::default()
    });
    let origin = match &trace.origin.article {
        Some(origin) => site.desk.store.article(origin).await?,
        None => None,
    };
    let changes = origin.map(|origin| {
        let edits = block_in_place(|| align(&trace.article.text, &origin.article.text));
        edits.len()
    });
    let head = Head::of(&trace.article, now);
    let shell = site
        .shell(format!("Trace: {} · Dateline", head.headline), "/trace")
        .await
        .hidden();
    render(&ReportPage {
        shell,
        id: id.to_owned(),
        panel: panel(&site.desk.store, trace, &[], changes, now).await?,
        body: body_view(&trace.article, &trace.findings, layout.as_ref()),
        head,
        made: When::at(made_at, now),
    })
}
