//! One file for each way of building a page.

mod aggregator;
mod arabic;
mod bare;
mod chinese;
mod farm;
mod german;
mod graph;
mod jsonld;
mod microdata;
mod opengraph;
mod table;

use super::outlet::Design;
use super::page::Page;

/// The bytes of a page as its outlet would serve them.
pub fn render(page: &Page) -> Vec<u8> {
    let html = match page.outlet.design {
        Design::JsonLd => jsonld::html(page),
        Design::OpenGraph => opengraph::html(page),
        Design::Microdata => microdata::html(page),
        Design::Graph => graph::html(page),
        Design::Bare => bare::html(page),
        Design::Table => return table::bytes(page),
        Design::German => german::html(page),
        Design::RightToLeft => arabic::html(page),
        Design::Chinese => chinese::html(page),
        Design::Aggregator => aggregator::html(page),
        Design::FarmA => farm::html_a(page),
        Design::FarmB => farm::html_b(page),
    };
    html.into_bytes()
}

/// The name of a design in the key.
pub fn name(design: Design) -> &'static str {
    match design {
        Design::JsonLd => "json-ld",
        Design::OpenGraph => "opengraph",
        Design::Microdata => "microdata",
        Design::Graph => "json-ld-graph",
        Design::Bare => "bare",
        Design::Table => "table",
        Design::German => "german",
        Design::RightToLeft => "right-to-left",
        Design::Chinese => "chinese",
        Design::Aggregator => "aggregator",
        Design::FarmA => "farm-a",
        Design::FarmB => "farm-b",
    }
}
