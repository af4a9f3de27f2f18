use kernel::{Place, Problem, Wording};

use crate::table_file::TableFault;
use crate::{ForeignFormat, limits};

/// Why a file could not be read, or a workbook not be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file has no bytes, or only a byte order mark.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than [`limits::FILE_BYTES_MAX`].
    #[error("the file has {bytes} bytes, more than {}", limits::FILE_BYTES_MAX)]
    FileTooLarge {
        /// Bytes of the file.
        bytes: usize,
    },
    /// The text, or its tables, pass a limit of [`limits`].
    #[error("the document holds more than {limit} {unit}")]
    TooMuch {
        /// The limit that was passed.
        limit: usize,
        /// What is counted.
        unit: Unit,
    },
    /// A known format that is not read here.
    #[error("the file is {0}, which is not read")]
    Foreign(ForeignFormat),
    /// Bytes that are no text and no format we know.
    #[error("the file is neither text nor a known document")]
    Unknown,
    /// Text, but in no encoding we read: too many bytes mean nothing.
    #[error(
        "the encoding of the text is unknown: {undecodable} of {characters} characters cannot be decoded"
    )]
    UnknownEncoding {
        /// Characters that could not be decoded.
        undecodable: usize,
        /// Characters in all.
        characters: usize,
    },
    /// The file is protected by a password.
    #[error("the file is protected by a password")]
    Encrypted,
    /// The file says what it is, but cannot be read as that.
    #[error("the file is damaged: {detail}")]
    Damaged {
        /// What the format's library said.
        detail: String,
    },
    /// An archive that unpacks to far more than it should.
    #[error("the part {part} of the archive unpacks to more than is allowed")]
    Bomb {
        /// The part of the archive.
        part: String,
    },
    /// Bytes that are no zip archive.
    #[error("the file is no zip archive")]
    NotAnArchive,
    /// An archive whose files together pass [`limits::ARCHIVE_BYTES_MAX`].
    #[error("the archive holds more than {} bytes", limits::ARCHIVE_BYTES_MAX)]
    ArchiveTooLarge,
    /// A document that was opened but holds no text at all.
    #[error("the document holds no text")]
    NoText,
    /// A PDF whose pages hold pictures instead of text.
    #[error("the pages of this PDF hold pictures, not text")]
    Pictures,
    /// A PDF whose fonts do not tell which characters they draw.
    #[error("the fonts of this PDF do not say which characters they draw")]
    NoCharacterMap,
    /// A workbook that cannot be written.
    #[error("the workbook cannot be written: {detail}")]
    Workbook {
        /// Which rule of the format is broken, and where.
        detail: String,
    },
    /// A file of rows, or one of its rows, that cannot be read.
    #[error(transparent)]
    Table(TableFault),
    /// A document that is too long to be printed.
    #[error("more than {limit} {unit} are not printed")]
    TooLong {
        /// The limit that was passed.
        limit: usize,
        /// What is counted.
        unit: Unit,
    },
    /// A document that cannot be set on pages.
    #[error("the document cannot be set: {detail}")]
    Layout {
        /// What stands in the way.
        detail: String,
    },
}

/// What a limit of a document counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Characters of text.
    Characters,
    /// Cells of tables.
    Cells,
    /// Columns of a table.
    Columns,
    /// Headings, paragraphs and tables.
    Blocks,
    /// Levels of nesting.
    Levels,
    /// Pages.
    Pages,
    /// Files in an archive.
    Entries,
    /// Bytes of page content.
    Bytes,
    /// Figures that were counted.
    Figures,
    /// Bars of a chart.
    Bars,
}

impl std::fmt::Display for Unit {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.words().1)
    }
}

impl Unit {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Unit::Characters => ("个字符", "characters"),
            Unit::Cells => ("个单元格", "table cells"),
            Unit::Columns => ("列", "columns"),
            Unit::Blocks => ("个段落", "paragraphs"),
            Unit::Levels => ("层嵌套", "levels of nesting"),
            Unit::Pages => ("页", "pages"),
            Unit::Entries => ("个内部文件", "files inside"),
            Unit::Bytes => ("字节页面内容", "bytes of page content"),
            Unit::Figures => ("个数字字段", "figures"),
            Unit::Bars => ("条图形", "bars of a chart"),
        }
    }
}

impl Error {
    pub(crate) fn damaged(detail: impl std::fmt::Display) -> Self {
        Error::Damaged { detail: detail.to_string() }
    }

    /// A stable name of the kind of error, such as `file-encrypted`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Error::Empty => "file-empty",
            Error::FileTooLarge { .. } => "file-too-large",
            Error::TooMuch { .. } => "document-too-large",
            Error::Foreign(_) => "format-not-read",
            Error::Unknown => "format-unknown",
            Error::UnknownEncoding { .. } => "encoding-unknown",
            Error::Encrypted => "file-encrypted",
            Error::Damaged { .. } => "file-damaged",
            Error::Bomb { .. } => "archive-bomb",
            Error::NotAnArchive => "not-an-archive",
            Error::ArchiveTooLarge => "archive-too-large",
            Error::NoText => "document-without-text",
            Error::Pictures => "pdf-pictures",
            Error::NoCharacterMap => "pdf-without-characters",
            Error::Workbook { .. } => "workbook-not-written",
            Error::Table(fault) => fault.code(),
            Error::TooLong { .. } => "document-too-long",
            Error::Layout { .. } => "document-not-set",
        }
    }

    /// The error as a problem of the file a person named, with what to do about it.
    #[must_use]
    pub fn to_problem(&self, file: &str) -> Problem {
        let mut place = Place::file(file);
        if let Error::Table(fault) = self {
            place.line = fault.line().and_then(|line| usize::try_from(line).ok());
        }
        Problem::error(self.code(), place, self.what(), self.remedy())
    }

    fn what(&self) -> Wording {
        let zh = match self {
            Error::Empty => "文件是空的".to_owned(),
            Error::FileTooLarge { bytes } => {
                format!("文件有 {bytes} 字节，超过上限 {} 字节", limits::FILE_BYTES_MAX)
            }
            Error::TooMuch { limit, unit } => format!("文档超过 {limit} {}", unit.words().0),
            Error::Foreign(format) => format!("这是{}，不能直接读取", format.zh()),
            Error::Unknown => "文件不是文本，也不是能识别的文档格式".to_owned(),
            Error::UnknownEncoding { undecodable, characters } => {
                format!("无法判断文字编码：{characters} 个字符中有 {undecodable} 个无法解码")
            }
            Error::Encrypted => "文件设有密码".to_owned(),
            Error::Damaged { detail } => format!("文件已损坏，无法打开（{detail}）"),
            Error::Bomb { part } => format!("文件内部的 {part} 解压后异常庞大，已停止读取"),
            Error::NotAnArchive => "这不是 zip 压缩文件".to_owned(),
            Error::ArchiveTooLarge => {
                format!("压缩文件里的内容超过 {} 字节", limits::ARCHIVE_BYTES_MAX)
            }
            Error::NoText => "文档里没有文字".to_owned(),
            Error::Pictures => "这个 PDF 的页面是图片（扫描件），没有文字".to_owned(),
            Error::NoCharacterMap => "这个 PDF 的字体没有文字编码信息，无法取出文字".to_owned(),
            Error::Workbook { detail } => format!("表格文件无法写出（{detail}）"),
            Error::Table(fault) => return fault.what(),
            Error::TooLong { limit, unit } => format!("超过 {limit} {}，不能排版打印", unit.words().0),
            Error::Layout { detail } => format!("文件无法排版（{detail}）"),
        };
        Wording::new(zh, self.to_string())
    }

    fn remedy(&self) -> Wording {
        match self {
            Error::Foreign(format) => format.remedy(),
            Error::Table(fault) => fault.remedy(),
            Error::Empty | Error::NoText => Wording::new(
                "请确认选对了文件，并已保存内容",
                "check that this is the right file and that it was saved",
            ),
            Error::FileTooLarge { .. } | Error::TooMuch { .. } | Error::Bomb { .. } => Wording::new(
                "请只保留方案正文，去掉图片和附件后另存为 .docx 或 .txt",
                "keep only the text of the plan, without pictures and annexes, and save it as .docx or .txt",
            ),
            Error::NotAnArchive => {
                Wording::new("请把文件夹压缩成 .zip 后再试", "pack the folder as .zip and try again")
            }
            Error::ArchiveTooLarge => Wording::new(
                "请确认选对了文件；数据包只有文字，不会这么大",
                "check that this is the right file; a pack holds text and is never that large",
            ),
            Error::Unknown => Wording::new(
                "可以读取 .txt、.md、.html、.docx 和带文字的 .pdf，请另存为其中一种",
                "save it as .txt, .md, .html, .docx or a PDF with text",
            ),
            Error::UnknownEncoding { .. } => Wording::new(
                "请用记事本打开，另存为 UTF-8 编码的文本",
                "open it in an editor and save it as text in UTF-8",
            ),
            Error::Encrypted => Wording::new(
                "请先在 Word、WPS 或 PDF 软件中取消密码，再保存",
                "remove the password and save it again",
            ),
            Error::Damaged { .. } => Wording::new(
                "请用原软件打开并重新保存，或重新下载",
                "open it in the program that made it and save it again, or download it again",
            ),
            Error::Pictures | Error::NoCharacterMap => Wording::new(
                "请从原稿导出文本或 .docx；只有纸质件时，先做文字识别（OCR）",
                "export text or .docx from the original; if there is only paper, run text recognition first",
            ),
            Error::TooLong { .. } => Wording::new(
                "请缩小范围，或改为导出 Excel 表格",
                "choose fewer rows, or export a workbook instead",
            ),
            Error::Layout { .. } => Wording::new(
                "请检查表格的列数和内容后重试；仍不行请联系系统管理员",
                "check the columns and cells of its tables and try again; if it stays, tell the administrator",
            ),
            Error::Workbook { .. } => Wording::new(
                "请缩小导出范围，或缩短过长的内容",
                "export fewer rows, or shorten the content that is too long",
            ),
        }
    }
}
