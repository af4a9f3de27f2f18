use kernel::{Line, Problem};

/// What kind of file a text came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown; its lines are left as they are, marks included.
    Markdown,
    /// A web page.
    Html,
    /// A Word document, as Word, WPS and LibreOffice write it.
    Docx,
    /// A PDF that holds text.
    Pdf,
}

/// How the characters of a text file were written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, low byte first, with its byte order mark.
    Utf16Le,
    /// UTF-16, high byte first, with its byte order mark.
    Utf16Be,
    /// GB18030, which contains GBK and GB 2312.
    Gb18030,
    /// Another encoding that a web page declares, by its name in the WHATWG Encoding Standard.
    Declared(&'static str),
}

/// The lines of a file and what the reader should know about them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextDocument {
    /// What the file turned out to be, whatever its name says.
    pub format: Format,
    /// The encoding of the bytes; none for DOCX and PDF, which fix their own.
    pub encoding: Option<Encoding>,
    /// For text and Markdown every line of the file, numbered as in the file. For the other formats the lines of the
    /// extracted text that hold anything, numbered from 1.
    pub lines: Vec<Line>,
    /// What was left out, could not be decoded, or looks doubtful. Never an error: those are [`crate::Error`].
    pub notes: Vec<Problem>,
}
