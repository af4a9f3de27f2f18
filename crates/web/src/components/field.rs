//! A field of a form on a page: its label, its help, what is wrong with it, and its control. Each control has a template
//! of its own in `templates/fields`.

use askama::Template;

use super::{Cell, component};
use crate::words::Words;

/// One field of a form.
#[derive(Debug, Clone, Template)]
#[template(path = "components/field.html")]
pub(crate) struct Field {
    pub(crate) words: Words,
    /// Its name in what is sent, and its id on the page.
    pub(crate) id: String,
    pub(crate) label: String,
    pub(crate) help: Option<String>,
    pub(crate) is_required: bool,
    /// What was written, as it was written.
    pub(crate) values: Vec<String>,
    /// What is wrong with it and how to put it right.
    pub(crate) problems: Vec<String>,
    pub(crate) control: FieldControl,
}

/// How a field is asked.
#[derive(Debug, Clone)]
pub(crate) enum FieldControl {
    /// One line, or several lines for several values.
    Line(Line),
    /// Several lines of text; the most characters.
    Text { characters_max: usize },
    /// A day.
    Day,
    /// Some out of a few.
    Choice { choices: Vec<Choice>, several: bool },
    /// One out of many; what the line says that chooses none.
    Select { choices: Vec<Choice>, none: &'static str },
    /// A record of another ledger, by key or name.
    Reference(Reference),
    /// A file to be sent; the ends of names that are taken.
    File { accept: String, several: bool },
}

/// How one line is asked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// The type of the input.
    pub(crate) kind: &'static str,
    /// What a browser may fill in, such as `username`; empty for nothing.
    pub(crate) autocomplete: &'static str,
    /// Which keys a telephone shows, such as `numeric`; empty for all.
    pub(crate) keys: &'static str,
    /// How long an answer is expected to be.
    pub(crate) width: Width,
    /// Whether it may have several answers.
    pub(crate) several: bool,
}

/// How long an answer is expected to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Width {
    /// A code, a year.
    Short,
    /// A number, a date.
    Middle,
    /// A name.
    Long,
}

/// How a record is asked. It is written by key, by name, or as `name (key)`.
#[derive(Debug, Clone)]
pub(crate) struct Reference {
    /// The ledger of the record.
    pub(crate) ledger: String,
    /// All records, as they are written; none if there are too many.
    pub(crate) offered: Vec<String>,
    /// Where records are looked up while somebody writes, if not all are offered.
    pub(crate) suggestions: String,
    /// Whether it may be several records.
    pub(crate) several: bool,
}

/// One answer that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) text: String,
}

impl Field {
    /// A field that has to be filled in.
    pub(crate) fn new(words: Words, id: &str, label: impl Into<String>, control: FieldControl) -> Field {
        Field {
            words,
            id: id.to_owned(),
            label: label.into(),
            help: None,
            is_required: true,
            values: Vec::new(),
            problems: Vec::new(),
            control,
        }
    }

    /// The field with a word of help.
    pub(crate) fn helped(self, help: impl Into<String>) -> Field {
        Field { help: Some(help.into()), ..self }
    }

    /// The field with what was written.
    pub(crate) fn filled(self, values: &[String]) -> Field {
        Field { values: values.to_vec(), ..self }
    }

    /// The field, which may stay empty.
    pub(crate) fn optional(self) -> Field {
        Field { is_required: false, ..self }
    }
}

impl Field {
    /// What was written, as it is read.
    pub(crate) fn said(&self) -> Cell {
        let name = |value: &String| match &self.control {
            FieldControl::Choice { choices, .. } | FieldControl::Select { choices, .. } => {
                let chosen = choices.iter().find(|choice| choice.value == *value);
                chosen.map_or_else(|| value.clone(), |choice| choice.text.clone())
            }
            FieldControl::File { .. } => file_name(value).to_owned(),
            _ => value.clone(),
        };
        let written = self.values.iter().filter(|value| !value.trim().is_empty()).map(name);
        match written
            .flat_map(|value| value.lines().map(str::to_owned).collect::<Vec<String>>())
            .collect::<Vec<String>>()
        {
            lines if lines.is_empty() => Cell::Nothing,
            lines => Cell::Lines(lines),
        }
    }
}

/// The name in what stands for a file: `sha256:…/name`.
fn file_name(value: &str) -> &str {
    value.split_once('/').map_or(value, |(_, name)| name)
}

/// How many empty lines a field for several values offers beside those it has.
const SPARE_LINES: usize = 2;

impl Field {
    /// Whether the control consists of several, which need a common name.
    fn is_group(&self) -> bool {
        match &self.control {
            FieldControl::Choice { .. } => true,
            FieldControl::Line(line) => line.several,
            FieldControl::Reference(reference) => reference.several,
            _ => false,
        }
    }

    /// The ids of help and problems, for those who hear the page.
    fn described_by(&self) -> String {
        let help = self.help.as_ref().map(|_| format!("{}-help", self.id));
        let problems = (!self.problems.is_empty()).then(|| format!("{}-problem", self.id));
        help.into_iter().chain(problems).collect::<Vec<String>>().join(" ")
    }

    fn value(&self) -> &str {
        self.values.first().map_or("", String::as_str)
    }

    fn is_chosen(&self, choice: &Choice) -> bool {
        self.values.contains(&choice.value)
    }

    /// The lines of a field for several values.
    fn lines(&self) -> Vec<&str> {
        self.values.iter().map(String::as_str).chain([""; SPARE_LINES]).collect()
    }

    /// The files that are kept already: what stands for each, and its name.
    fn files(&self) -> Vec<(&str, &str)> {
        self.values.iter().map(|value| (value.as_str(), file_name(value))).collect()
    }

    /// The control as HTML.
    fn control(&self) -> Result<String, askama::Error> {
        match &self.control {
            FieldControl::Line(line) => LineTemplate { field: self, line }.render(),
            FieldControl::Text { characters_max } => {
                TextTemplate { field: self, characters_max: *characters_max }.render()
            }
            FieldControl::Day => DayTemplate { field: self }.render(),
            FieldControl::Choice { choices, several } => {
                ChoiceTemplate { field: self, choices, several: *several }.render()
            }
            FieldControl::Select { choices, none } => SelectTemplate { field: self, choices, none }.render(),
            FieldControl::Reference(reference) => ReferenceTemplate { field: self, reference }.render(),
            FieldControl::File { accept, several } => {
                FileTemplate { field: self, accept, several: *several }.render()
            }
        }
    }
}

impl Line {
    /// A line of words.
    pub(crate) const TEXT: Line =
        Line { kind: "text", autocomplete: "", keys: "", width: Width::Long, several: false };
    /// The name or address with which somebody signs in.
    pub(crate) const SIGN_IN_NAME: Line = Line { autocomplete: "username", ..Line::TEXT };
    /// The password that somebody has.
    pub(crate) const PASSWORD: Line =
        Line { kind: "password", autocomplete: "current-password", ..Line::TEXT };
    /// A password that somebody chooses.
    pub(crate) const NEW_PASSWORD: Line = Line { autocomplete: "new-password", ..Line::PASSWORD };
    /// An address of mail.
    pub(crate) const MAIL: Line = Line { kind: "email", autocomplete: "email", keys: "email", ..Line::TEXT };
    /// The six digits of an authenticator.
    pub(crate) const CODE: Line =
        Line { autocomplete: "one-time-code", keys: "numeric", width: Width::Short, ..Line::TEXT };
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Short => "short",
            Width::Middle => "middle",
            Width::Long => "long",
        }
    }
}

#[derive(Template)]
#[template(path = "fields/line.html")]
struct LineTemplate<'f> {
    field: &'f Field,
    line: &'f Line,
}

#[derive(Template)]
#[template(path = "fields/text.html")]
struct TextTemplate<'f> {
    field: &'f Field,
    characters_max: usize,
}

#[derive(Template)]
#[template(path = "fields/day.html")]
struct DayTemplate<'f> {
    field: &'f Field,
}

#[derive(Template)]
#[template(path = "fields/choice.html")]
struct ChoiceTemplate<'f> {
    field: &'f Field,
    choices: &'f [Choice],
    several: bool,
}

#[derive(Template)]
#[template(path = "fields/select.html")]
struct SelectTemplate<'f> {
    field: &'f Field,
    choices: &'f [Choice],
    none: &'f str,
}

#[derive(Template)]
#[template(path = "fields/reference.html")]
struct ReferenceTemplate<'f> {
    field: &'f Field,
    reference: &'f Reference,
}

#[derive(Template)]
#[template(path = "fields/file.html")]
struct FileTemplate<'f> {
    field: &'f Field,
    accept: &'f str,
    several: bool,
}

component!(Field);
