//! A plan as people read it.

pub(crate) mod findings;
pub(crate) mod markdown;
mod parts;
pub(crate) mod terminal;
mod words;
pub(crate) mod workbook;

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Tasks,
    Targets,
    Stages,
    Safeguards,
    Bodies,
    Findings,
}

impl Section {
    /// Every part, in the order of the page.
    pub(crate) const ALL: [Section; 6] = [
        Section::Tasks,
        Section::Targets,
        Section::Stages,
        Section::Safeguards,
        Section::Bodies,
        Section::Findings,
    ];

    /// Its name on the command line.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Section::Tasks => "tasks",
            Section::Targets => "targets",
            Section::Stages => "stages",
            Section::Safeguards => "safeguards",
            Section::Bodies => "bodies",
            Section::Findings => "findings",
        }
    }

    /// The part with this name.
    pub(crate) fn named(code: &str) -> Option<Section> {
        Section::ALL.into_iter().find(|section| section.code() == code)
    }
}
