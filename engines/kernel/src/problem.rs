use std::fmt;

use serde::{Deserialize, Serialize};

/// A sentence for people, in both languages of the product.
///
/// There is no way to say something in one language only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Simplified Chinese, the first language.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Wording {
    /// Both languages of one sentence.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Wording { zh: zh.into(), en: en.into() }
    }
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Information,
    /// Somebody should look; work can go on.
    Warning,
    /// What was given cannot be used as it is.
    Error,
}

/// Where a problem was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The file, as the person named it or relative to the pack.
    pub file: Option<String>,
    /// 1-based line in that file.
    pub line: Option<usize>,
    /// The field, key or column.
    pub field: Option<String>,
}

impl Place {
    /// A place in a file.
    pub fn file(file: impl Into<String>) -> Self {
        Place { file: Some(file.into()), line: None, field: None }
    }

    /// The same place, at this line.
    #[must_use]
    pub fn at_line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }

    /// The same place, at this field.
    #[must_use]
    pub fn at_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    /// `file:line field`, leaving out what is not known.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut space = "";
        if let Some(file) = &self.file {
            write!(out, "{file}")?;
            space = " ";
        }
        if let Some(line) = self.line {
            write!(out, ":{line}")?;
            space = " ";
        }
        match &self.field {
            Some(field) => write!(out, "{space}{field}"),
            None => Ok(()),
        }
    }
}

/// One thing that is wrong in something a person wrote: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of problem, such as `unknown-key`; tests and scripts rely on it.
    pub code: String,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub what: Wording,
    /// What to do about it.
    pub remedy: Wording,
}

impl Problem {
    /// An error: what was given cannot be used as it is.
    pub fn error(code: &str, place: Place, what: Wording, remedy: Wording) -> Self {
        Problem { severity: Severity::Error, code: code.to_owned(), place, what, remedy }
    }

    /// A warning: somebody should look.
    pub fn warning(code: &str, place: Place, what: Wording, remedy: Wording) -> Self {
        Problem { severity: Severity::Warning, ..Problem::error(code, place, what, remedy) }
    }
}
