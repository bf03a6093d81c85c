//! The manifest of a corpus folder: which job it belongs to, and whether that job came to its end.

use serde::{Deserialize, Serialize};
use std::io;
use std::path::Path;

/// Name of the file.
pub const FILE: &str = "manifest.json";

/// Version of the folder's layout.
const VERSION: u32 = 1;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub version: u32,
    /// The job's inputs, as it was called with.
    pub inputs: Vec<String>,
    /// All files are written.
    pub done: bool,
}

impl Manifest {
    pub fn new(inputs: &[String]) -> Manifest {
        Manifest {
            version: VERSION,
            inputs: inputs.to_vec(),
            done: false,
        }
    }

    /// Whether it is about this job, at an end or not.
    pub fn is_job_of(&self, other: &Manifest) -> bool {
        self.version == other.version && self.inputs == other.inputs
    }

    /// The manifest of a folder; `None` when it has none that can be read.
    pub fn read(folder: &Path) -> Option<Manifest> {
        let bytes = std::fs::read(folder.join(FILE)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Puts it into a folder, whole or not at all.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let part = folder.join(format!("{FILE}.part"));
        std::fs::write(&part, serde_json::to_vec(self)?)?;
        std::fs::rename(&part, folder.join(FILE))
    }
}
