//! Official documents (公文) in the layout of GB/T 9704-2012, as PDF and DOCX out of one model.
//!
//! ```text
//! Official ──Prepared (numbers of headings, dates, lists as people read them)──┬── pdf  (official.typ)
//!                                                                              └── docx
//! ```
//!
//! A seal is never drawn: the place for it stays free. A [`Chart`] is drawn here for the PDF, and is one of the program that opens it in DOCX. A [`Figure`] is a number that was counted: in DOCX a field of which all
//! places change together, beside which stays what was counted; [`figures`] reads both back. What figures mean is not known here.

mod chart;
mod docx;
mod figures;
mod numeral;
mod pdf;
mod prepare;

pub use chart::{Bar, Chart, Color, Series};
pub use docx::docx;
pub use figures::{Figures, Found, figures};
pub use pdf::pdf;

use jiff::civil::Date;

use crate::{Table, limits};

/// An official document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Official {
    /// The title. A line break in it is kept; without one its lines are made equally long.
    pub title: String,
    /// The name above the red rule (发文机关标志), such as 示例县知识产权强县建设工作领导小组文件.
    pub sender_mark: Option<String>,
    /// The number under it.
    pub number: Option<DocumentNumber>,
    /// Secrecy and its term (密级), in the upper left corner.
    pub security: Option<String>,
    /// A mark on every page, such as 演示数据.
    pub mark: Option<String>,
    /// To whom it goes (主送).
    pub recipients: Vec<String>,
    /// The body.
    pub blocks: Vec<Block>,
    /// What is attached; the note below the body names it (附件说明).
    pub attachments: Vec<Attachment>,
    /// Who issues it (发文机关署名), one line each; none for a document without signature.
    pub signers: Vec<String>,
    /// The day it is issued (成文日期), also that of the file.
    pub date: Date,
    /// A remark in brackets below the signature (附注), such as 此件公开发布.
    pub remark: Option<String>,
    /// The lines at the foot of the last page (版记).
    pub imprint: Option<Imprint>,
}

/// A number such as 示知办发〔2026〕5号.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentNumber {
    /// The short name of the issuing office (发文机关代字).
    pub office: String,
    /// The year.
    pub year: u16,
    /// The running number, without zeros before it.
    pub serial: u32,
}

impl std::fmt::Display for DocumentNumber {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}〔{}〕{}号", self.office, self.year, self.serial)
    }
}

/// A part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading without its number; numbers 一、（一）1.（1） are counted.
    Heading(Level, String),
    /// A paragraph; a line break in its words begins another.
    Paragraph(Vec<Piece>),
    /// A table.
    Table(Table),
    /// Counts as bars.
    Chart(Chart),
}

impl Block {
    /// A paragraph of nothing but words.
    pub fn paragraph(words: impl Into<String>) -> Self {
        Block::Paragraph(vec![Piece::Words(words.into())])
    }
}

/// What is attached to a document (附件).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its title.
    pub title: String,
    /// What stands in it: on pages of its own, behind the signature. Nothing for what goes out as a file of its own.
    pub blocks: Vec<Block>,
}

impl Attachment {
    /// An attachment that goes out as a file of its own.
    pub fn named(title: impl Into<String>) -> Self {
        Attachment { title: title.into(), blocks: Vec::new() }
    }
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// A number that was counted.
    Figure(Figure),
}

/// A number that was counted. It may stand at several places of a document, everywhere with the same value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    id: String,
    title: String,
    value: String,
}

impl Figure {
    /// A figure: which one it is, what it is called, and what was counted. None where no field can have that id: it has 1 to 64
    /// characters, which are letters and digits of ASCII, `-`, `_` and `.`.
    pub fn new(id: impl Into<String>, title: impl Into<String>, value: &str) -> Option<Self> {
        let id = id.into();
        let may_be = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let is_id = (1..=limits::FIGURE_ID_BYTES_MAX).contains(&id.len()) && id.bytes().all(may_be);
        let value = value.split_whitespace().collect::<Vec<&str>>().join(" ");
        is_id.then(|| Figure { id, title: title.into(), value })
    }

    /// What was counted, as it is written.
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// The level of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 一、 in 黑体.
    First,
    /// （一） in 楷体.
    Second,
    /// 1. in 仿宋, bold.
    Third,
    /// （1） in 仿宋.
    Fourth,
}

/// The lines at the foot of the last page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// Who gets a copy (抄送).
    pub copies: Vec<String>,
    /// Who prints and sends it (印发机关).
    pub office: String,
    /// When it is sent (印发日期).
    pub date: Date,
}
