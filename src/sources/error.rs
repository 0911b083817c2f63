//! Why a file cannot be read.

use std::io;

use thiserror::Error;

/// A file that cannot be read.
#[derive(Debug, Error)]
#[error("{file}: {problem}")]
pub struct SourceError {
    /// The file, as the reader of the message knows it.
    pub file: String,
    /// What is wrong with it.
    pub problem: Unreadable,
}

impl SourceError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        self.problem.hint()
    }
}

/// What is wrong with a file as a whole.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// There is none.
    #[error("there is no such file")]
    Missing,
    /// The system does not hand it out.
    #[error("the file cannot be read: {why}")]
    Io {
        /// In the system's words.
        why: String,
    },
    /// Not a single cell in it.
    #[error("the file is empty")]
    Empty,
    /// A format that the program does not know.
    #[error("the format is `{found}`, allowed: {allowed}")]
    Format {
        /// The name.
        found: String,
        /// All names.
        allowed: String,
        /// The nearest name.
        hint: Option<String>,
    },
    /// Something else than a table that can be read.
    #[error("the file is {what}")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// The way out.
        hint: &'static str,
    },
    /// An encoding that nobody knows.
    #[error("the encoding is `{found}`, allowed: a label of the WHATWG Encoding Standard")]
    Encoding {
        /// The label.
        found: String,
        /// The nearest common label.
        hint: Option<String>,
    },
    /// A sheet that is not there.
    #[error("the workbook has no sheet `{found}`, its sheets: {sheets}")]
    Sheet {
        /// The name.
        found: String,
        /// All names.
        sheets: String,
        /// The nearest name.
        hint: Option<String>,
    },
    /// A table that leaves out what it takes to read it.
    #[error("{why}")]
    Unclear {
        /// What is missing.
        why: String,
        /// Where to write it.
        hint: &'static str,
    },
    /// A file that breaks the rules of its own format.
    #[error("the file is damaged: {why}")]
    Damaged {
        /// In the words of the format's library.
        why: String,
    },
}

impl Unreadable {
    /// What to do about it.
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::Missing => Some("check the path"),
            Self::Io { .. } => Some("close the file in other programs and check its permissions"),
            Self::Empty => Some("export it again, with its header"),
            Self::Foreign { hint, .. } | Self::Unclear { hint, .. } => Some(hint),
            Self::Damaged { .. } => Some("open it in the program that made it and export it again"),
            Self::Format { hint, .. } | Self::Encoding { hint, .. } | Self::Sheet { hint, .. } => {
                hint.as_deref()
            }
        }
    }

    /// The same, of a file with this name.
    pub(super) fn of(self, file: &str) -> SourceError {
        SourceError { file: file.to_owned(), problem: self }
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Io { why: "permission denied".to_owned() },
            io::ErrorKind::IsADirectory => {
                Self::Foreign { what: "a folder", hint: "name a file in it" }
            }
            kind => Self::Io { why: kind.to_string() },
        }
    }
}

/// The nearest of some names, as a hint.
pub(super) fn did_you_mean<'a>(
    found: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    // Below this Jaro-Winkler similarity two names have no more in common than chance.
    const ALIKE: f64 = 0.7;
    let found = found.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&found, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, name)| format!("did you mean `{name}`?"))
}
