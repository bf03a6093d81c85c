//! What a page says about its article outside its text: everything that is known before the body is.

use super::blocks::PageBlocks;
use super::features::Known;
use super::linked_data::{self, LinkedData};
use super::outlet::{self, OutletNames};
use super::survey::{Survey, one_line};
use super::{canonical, headline, labels, paywall};
use crate::html::Tree;
use std::ops::Range;

/// What a page says about its article outside its text.
#[derive(Debug, Default)]
pub struct Facts {
    pub survey: Survey,
    pub data: LinkedData,
    pub outlet: OutletNames,
    pub headline: Option<String>,
    /// Names that the page runs into its headline.
    pub title_names: Vec<String>,
    pub description: Option<String>,
    pub canonical_url: Option<String>,
}

impl Facts {
    /// Gathers them. `url` is where the page came from, where known.
    pub fn of(tree: &Tree, url: Option<&str>) -> Facts {
        let survey = Survey::of(tree);
        let data = linked_data::read(&survey.linked_data);
        let canonical_url = canonical::find(&survey, &data, url);
        let mut outlet = outlet::find(&survey, &data, url.or(canonical_url.as_deref()));
        if outlet.names.is_empty() {
            outlet.names.extend(outlet::masthead(tree, &survey));
        }
        let headline = headline::find(tree, &survey, &data, &outlet);
        let description = [
            "og:description",
            "description",
            "twitter:description",
            "dc.description",
        ]
        .iter()
        .find_map(|name| survey.meta_of(&[name]))
        .map(str::to_owned)
        .or_else(|| data.description.as_deref().map(one_line));
        Facts {
            survey,
            data,
            outlet,
            headline,
            title_names: Vec::new(),
            description,
            canonical_url,
        }
    }

    /// Takes the brand off the headline of a page whose template puts it there, and knows it for the outlet's name.
    pub fn unbrand(&mut self, blocks: &PageBlocks, near: Range<usize>) {
        let shown: Vec<&str> = near.map(|i| blocks.text_of(&blocks.blocks[i])).collect();
        let titles = [self.survey.title.as_deref(), self.headline.as_deref()];
        let Some(found) = titles
            .into_iter()
            .flatten()
            .find_map(|title| labels::unbrand(title, &shown))
        else {
            return;
        };
        self.headline = Some(found.headline);
        self.title_names = vec![found.brand.clone()];
        self.title_names.extend(found.second);
        self.outlet.names.retain(|name| *name != found.brand);
        self.outlet.names.insert(0, found.brand);
    }

    /// Whether the page says that its text is not for everybody.
    pub fn paywalled(&self) -> Option<bool> {
        paywall::find(&self.survey, &self.data)
    }

    /// What the body model asks for.
    pub fn known(&self) -> Known<'_> {
        Known {
            headline: self.headline.as_deref(),
            description: self.description.as_deref(),
            body: self.data.body.as_deref(),
        }
    }
}

/// An address made absolute against a base; `None` when it can't be.
pub fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    let parsed = match url::Url::parse(address) {
        Ok(parsed) => parsed,
        Err(_) => url::Url::parse(base?).ok()?.join(address).ok()?,
    };
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}
