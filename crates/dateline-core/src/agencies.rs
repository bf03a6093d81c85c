//! News agencies and press-release wires: who they are and how their work is marked.

use serde::{Deserialize, Serialize};

/// One agency, as it stands in the built-in list and in a desk's own `agencies.jsonl`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agency {
    /// Short mark, the value of every `wire` field ("AP", "Reuters").
    pub id: String,
    pub name: String,
    /// Other ways it is named in credits and datelines, in any language.
    pub aliases: Vec<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Its own domains.
    pub sites: Vec<String>,
    /// How its credit is usually printed; for readers of the list.
    pub mark: Option<String>,
    /// `agency` or `press-release`.
    pub kind: String,
}

/// The agencies that a desk knows.
#[derive(Debug, Clone, Default)]
pub struct Agencies {
    list: Vec<Agency>,
}

impl Agencies {
    /// The list that ships with Dateline.
    pub fn builtin() -> Agencies {
        Agencies::default()
    }

    /// Adds the agencies of a JSON lines text; one with a known id replaces it.
    ///
    /// # Errors
    /// Names the line that is not an agency.
    pub fn extend(&mut self, json_lines: &str) -> Result<(), String> {
        for (n, line) in json_lines
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty())
        {
            let agency: Agency =
                serde_json::from_str(line).map_err(|e| format!("agencies line {}: {e}", n + 1))?;
            self.list.retain(|known| known.id != agency.id);
            self.list.push(agency);
        }
        Ok(())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Agency> {
        self.list.iter()
    }

    /// The agency that goes by this name, mark or alias exactly (letter case of marks up to three letters counts).
    pub fn named(&self, name: &str) -> Option<&Agency> {
        let name = name.trim();
        self.list.iter().find(|agency| {
            agency.id == name || agency.name == name || agency.aliases.iter().any(|a| a == name)
        })
    }

    /// The agency that owns this registrable domain.
    pub fn of_domain(&self, domain: &str) -> Option<&Agency> {
        self.list
            .iter()
            .find(|agency| agency.sites.iter().any(|site| site == domain))
    }
}
