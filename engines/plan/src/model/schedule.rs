use serde::Serialize;

/// A stage of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// The numbers of the headings, outermost first, as written.
    pub path: Vec<String>,
    /// Its title without the dates.
    pub title: String,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; None where it is left open.
    pub from: Option<String>,
    /// The same.
    pub to: Option<String>,
    /// The dates as written.
    pub text: Option<String>,
    /// 1-based.
    pub line: usize,
}

/// A safeguard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Safeguard {
    /// The numbers of the headings, outermost first, as written.
    pub path: Vec<String>,
    /// Its title, or its first words where it has none.
    pub title: String,
    /// What follows the title.
    pub text: String,
    /// Bodies named as owners.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<String>,
    /// Bodies named as sharing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<String>,
    /// 1-based.
    pub line: usize,
}

/// A date by which something is to be done, in running text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// The date as written.
    pub text: String,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The sentence it stands in.
    pub what: String,
    /// 1-based.
    pub line: usize,
}

/// A rhythm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Frequency {
    /// The words.
    pub text: String,
    /// year, half_year, quarter, month, week, day, or `unstated` for 定期.
    pub every: String,
    /// The path of the task or section.
    pub path: Vec<String>,
    /// 1-based.
    pub line: usize,
}
