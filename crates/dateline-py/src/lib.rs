//! Dateline for Python: the functions of the core over one page at a time, answering with the contract's objects.
//!
//! ```python
//! import dateline
//! article = dateline.extract(open("page.html", "rb").read(), url="https://herald.example/story")
//! trace = dateline.trace(article["text"], against=[{"id": "wire", "text": "…"}])
//! ```

use dateline_core::agencies::Agencies;
use dateline_core::collect::row::read_row;
use dateline_core::extract::extract_article;
use dateline_core::handover;
use dateline_core::model::{Body, Document, Trace};
use dateline_core::trace::index::Index;
use dateline_core::trace::trace_article;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyModule};
use serde::Serialize;

/// Reads the article out of an HTML page: bytes as served, or decoded text.
#[pyfunction]
#[pyo3(signature = (page, url=None))]
fn extract<'py>(py: Python<'py>, page: Page, url: Option<String>) -> PyResult<Bound<'py, PyAny>> {
    let document = Document {
        url,
        body: Body::Html(page.into_bytes()),
        ..Document::default()
    };
    let agencies = Agencies::builtin();
    let article = py.detach(|| extract_article(&document, &agencies).article);
    to_python(py, &article)
}

/// Traces an article's text against others: dicts with the keys of Dateline's JSON lines (id, text or html or page,
/// and any of url, headline, outlet, published_at).
#[pyfunction]
#[pyo3(signature = (text, against=Vec::new()))]
fn trace<'py>(
    py: Python<'py>,
    text: String,
    against: Vec<Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let others = against
        .iter()
        .map(|row| from_python(py, row))
        .collect::<PyResult<Vec<Document>>>()?;
    let document = Document {
        body: Body::Text(text),
        ..Document::default()
    };
    let trace = py.detach(|| {
        let agencies = Agencies::builtin();
        let mut index = Index::new();
        for other in &others {
            let article = extract_article(other, &agencies).article;
            index.insert(handover::known(&article, &Trace::default()));
        }
        trace_article(&extract_article(&document, &agencies), &index, &agencies)
    });
    to_python(py, &trace)
}

/// A page as Python hands it over.
#[derive(FromPyObject)]
enum Page {
    Bytes(Vec<u8>),
    Text(String),
}

impl Page {
    fn into_bytes(self) -> Vec<u8> {
        match self {
            Page::Bytes(bytes) => bytes,
            Page::Text(text) => text.into_bytes(),
        }
    }
}

fn from_python(py: Python<'_>, row: &Bound<'_, PyDict>) -> PyResult<Document> {
    let line: String = PyModule::import(py, "json")?
        .call_method1("dumps", (row,))?
        .extract()?;
    let row = read_row(&line).map_err(|e| PyValueError::new_err(e.to_string()))?;
    match row.path {
        Some(_) => Err(PyValueError::new_err(
            "a path is not read here: hand over html or text",
        )),
        None => Ok(row.document),
    }
}

fn to_python<'py, T: Serialize>(py: Python<'py>, value: &T) -> PyResult<Bound<'py, PyAny>> {
    let json = serde_json::to_string(value).map_err(|e| PyValueError::new_err(e.to_string()))?;
    PyModule::import(py, "json")?.call_method1("loads", (json,))
}

#[pymodule]
fn dateline(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(extract, module)?)?;
    module.add_function(wrap_pyfunction!(trace, module)?)
}
