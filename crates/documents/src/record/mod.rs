//! A plain layout for what a page shows: one record with its fields and history, or a list. As PDF.

use form::Language;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::Unit;
use crate::print::{Cleaner, Rows, Template, typeset};
use crate::{Error, Faces, Printed, Table, limits};

const TEMPLATE: Template = Template { name: "record.typ", text: include_str!("record.typ") };

/// What is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The title.
    pub title: String,
    /// Lines below it: of which ledger, as of which day, filters.
    pub lines: Vec<String>,
    /// A mark on every page, such as 演示数据.
    pub mark: Option<String>,
    /// The content.
    pub sections: Vec<Section>,
    /// The line at the foot of every page: who printed it, when, from which address.
    pub foot: String,
    /// How the paper lies.
    pub paper: Paper,
    /// The language of the page numbers and of the file.
    pub language: Language,
    /// The day in the metadata.
    pub date: Date,
}

/// A part of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Section {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// Names and values.
    Fields(Vec<(String, String)>),
    /// A table.
    Table(Table),
}

/// How the paper lies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Paper {
    /// A4 upright, for records.
    #[default]
    Portrait,
    /// A4 across, for lists.
    Landscape,
}

impl Paper {
    /// Characters of Latin in a line of a table across the page.
    fn room(self) -> usize {
        match self {
            Paper::Portrait => 90,
            Paper::Landscape => 135,
        }
    }
}

/// What `record.typ` takes.
#[derive(Serialize)]
struct Content {
    title: String,
    lines: Vec<String>,
    mark: Option<String>,
    sections: Vec<Set>,
    foot: String,
    paper: Paper,
    language: Language,
}

/// A part of the content for the template.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Set {
    Heading { text: String },
    Paragraph { text: String },
    Fields { fields: Vec<[String; 2]> },
    Table(Rows),
}

/// Sets the record as PDF/A-2b.
///
/// # Errors
/// [`Error::TooLong`] beyond the limits of printing, [`Error::Layout`] when a table has no columns or too long rows.
pub fn pdf(record: &Record, faces: &Faces) -> Result<Printed, Error> {
    let fields = record.sections.iter().map(|section| match section {
        Section::Fields(fields) => fields.len(),
        _ => 1,
    });
    if fields.sum::<usize>() > limits::PRINTED_BLOCKS_MAX {
        return Err(Error::TooLong { limit: limits::PRINTED_BLOCKS_MAX, unit: Unit::Blocks });
    }
    let mut cleaner = Cleaner::new(faces);
    let sections: Result<Vec<Set>, Error> =
        record.sections.iter().map(|section| set(section, record.paper, &mut cleaner)).collect();
    let content = Content {
        title: cleaner.text(&record.title),
        lines: record.lines.iter().map(|line| cleaner.text(line)).collect(),
        mark: record.mark.as_deref().map(|mark| cleaner.text(mark)),
        sections: sections?,
        foot: cleaner.text(&record.foot),
        paper: record.paper,
        language: record.language,
    };
    let pdf = typeset(&TEMPLATE, &content, record.date, faces)?;
    Ok(Printed { pdf, notes: cleaner.notes() })
}

fn set(section: &Section, paper: Paper, cleaner: &mut Cleaner<'_>) -> Result<Set, Error> {
    Ok(match section {
        Section::Heading(text) => Set::Heading { text: cleaner.text(text) },
        Section::Paragraph(text) => Set::Paragraph { text: cleaner.text(text) },
        Section::Fields(fields) => Set::Fields {
            fields: fields.iter().map(|(name, value)| [cleaner.text(name), cleaner.text(value)]).collect(),
        },
        Section::Table(table) => Set::Table(table.rows(paper.room(), cleaner)?),
    })
}
