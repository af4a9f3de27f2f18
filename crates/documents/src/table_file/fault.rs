use kernel::Wording;

use crate::{ForeignFormat, limits};

/// Why a file of rows cannot be read, or one of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableFault {
    /// The system does not give the file.
    Unreadable {
        /// What it said.
        detail: String,
    },
    /// The file has more bytes than are taken of its format.
    TooLarge {
        /// Bytes that are taken.
        limit: u64,
    },
    /// A known format in which there are no rows that can be read.
    Foreign(ForeignFormat),
    /// Bytes that are neither text nor a workbook.
    Unknown,
    /// A workbook without a sheet, or an archive without the files that are looked for.
    NoTable,
    /// An archive with several tables.
    SeveralFiles {
        /// How many they are.
        count: usize,
    },
    /// A part of an archive that unpacks to far more than it should, or to more than is kept in memory.
    Bomb {
        /// The part.
        part: String,
    },
    /// More rows than are read of the format, which has to be in memory as a whole.
    TooManyCells {
        /// Cells that are read.
        limit: u64,
    },
    /// A row with more columns than any table has.
    TooManyColumns {
        /// The row.
        line: u64,
    },
    /// A row, or an element of XML, that is larger than any row is.
    RowTooLarge {
        /// The row.
        line: u64,
    },
    /// Characters of this row are lost. The rows after it are read.
    Undecodable {
        /// The row.
        line: u64,
        /// Which cell of it, from 1.
        column: usize,
    },
    /// The file ends in the middle of this row.
    Cut {
        /// The row.
        line: u64,
    },
    /// The file is damaged at this row.
    Damaged {
        /// The row.
        line: u64,
        /// What is wrong there.
        detail: String,
    },
    /// This line, or this one of a list, is no object as JSON writes it. Those after it are read.
    Object {
        /// The line, or which of the list.
        line: u64,
        /// What is wrong there.
        detail: String,
    },
    /// An object has a field that none of the first objects has. Those after it are read.
    LateField {
        /// The line, or which of the list.
        line: u64,
        /// The field.
        field: String,
    },
    /// XML that declares entities, with which a few bytes could stand for very many.
    Entities {
        /// The document.
        line: u64,
    },
    /// XML with elements nested deeper than any document has them.
    TooDeep {
        /// The document.
        line: u64,
    },
    /// XML of which no layout is known.
    Layout {
        /// Its outermost element.
        root: String,
    },
    /// A document in an archive that has another layout than the first.
    OtherLayout {
        /// The document.
        line: u64,
    },
}

impl TableFault {
    /// The row that is concerned, if it is one.
    #[must_use]
    pub fn line(&self) -> Option<u64> {
        match self {
            TableFault::TooManyColumns { line }
            | TableFault::RowTooLarge { line }
            | TableFault::Undecodable { line, .. }
            | TableFault::Cut { line }
            | TableFault::Damaged { line, .. }
            | TableFault::Object { line, .. }
            | TableFault::LateField { line, .. }
            | TableFault::Entities { line }
            | TableFault::TooDeep { line }
            | TableFault::OtherLayout { line } => Some(*line),
            _ => None,
        }
    }

    pub(crate) fn code(&self) -> &'static str {
        match self {
            TableFault::Unreadable { .. } => "file-unreadable",
            TableFault::TooLarge { .. } => "file-too-large",
            TableFault::Foreign(_) => "format-not-read",
            TableFault::Unknown => "format-unknown",
            TableFault::NoTable => "file-without-table",
            TableFault::SeveralFiles { .. } => "archive-of-tables",
            TableFault::Bomb { .. } => "archive-bomb",
            TableFault::TooManyCells { .. } => "table-too-large",
            TableFault::TooManyColumns { .. } => "row-too-wide",
            TableFault::RowTooLarge { .. } => "row-too-large",
            TableFault::Undecodable { .. } => "row-undecodable",
            TableFault::Cut { .. } => "file-cut",
            TableFault::Damaged { .. } => "row-damaged",
            TableFault::Object { .. } => "row-no-object",
            TableFault::LateField { .. } => "row-late-field",
            TableFault::Entities { .. } => "xml-entities",
            TableFault::TooDeep { .. } => "xml-too-deep",
            TableFault::Layout { .. } => "xml-layout-unknown",
            TableFault::OtherLayout { .. } => "xml-layout-mixed",
        }
    }

    pub(crate) fn what(&self) -> Wording {
        let (zh, en) = match self {
            TableFault::Unreadable { detail } => {
                (format!("读不到文件（{detail}）"), format!("the file cannot be read: {detail}"))
            }
            TableFault::TooLarge { limit } => {
                let limit = limit / (1024 * 1024);
                (
                    format!("文件超过 {limit} MB，这种格式最多读这么大"),
                    format!("the file has more than {limit} MB, the most that is read of its format"),
                )
            }
            TableFault::Foreign(format) => {
                (format!("这是{}，不是表格", format.zh()), format!("the file is {format}, not a table"))
            }
            TableFault::Unknown => (
                "文件不是文本，也不是能识别的表格".to_owned(),
                "the file is neither text nor a known kind of table".to_owned(),
            ),
            TableFault::NoTable => ("文件里没有表格".to_owned(), "there is no table in the file".to_owned()),
            TableFault::SeveralFiles { count } => {
                (format!("压缩包里有 {count} 个表格文件"), format!("there are {count} tables in the archive"))
            }
            TableFault::Bomb { part } => (
                format!("文件内部的 {part} 解压后异常庞大，已停止读取"),
                format!("the part {part} unpacks to more than is allowed"),
            ),
            TableFault::TooManyCells { limit } => {
                (format!("表格超过 {limit} 个单元格"), format!("the table has more than {limit} cells"))
            }
            TableFault::TooManyColumns { .. } => (
                format!("这一行超过 {} 列", limits::TABLE_COLUMNS_MAX),
                format!("the row has more than {} columns", limits::TABLE_COLUMNS_MAX),
            ),
            TableFault::RowTooLarge { .. } => (
                "这一行异常庞大，可能缺了一个引号".to_owned(),
                "the row is far too large; a quotation mark may be missing".to_owned(),
            ),
            TableFault::Undecodable { column, .. } => (
                format!("第 {column} 列有无法解码的字符"),
                format!("column {column} has characters that cannot be decoded"),
            ),
            TableFault::Cut { .. } => (
                "文件在这一行中间断了，后面的内容丢失".to_owned(),
                "the file ends in the middle of this row; what follows is lost".to_owned(),
            ),
            TableFault::Damaged { detail, .. } => {
                (format!("这里已损坏（{detail}）"), format!("it is damaged here: {detail}"))
            }
            TableFault::Object { detail, .. } => (
                format!("这里不是完整的 JSON 对象（{detail}）"),
                format!("this is no whole JSON object: {detail}"),
            ),
            TableFault::LateField { field, .. } => (
                format!("字段“{field}”在前 {} 个对象里都没有", limits::JSON_HEAD_LINES_MAX),
                format!(
                    "{field}: a field that none of the first {} objects has",
                    limits::JSON_HEAD_LINES_MAX
                ),
            ),
            TableFault::Entities { .. } => (
                "XML 里自行定义了实体，可能会无限膨胀，不予读取".to_owned(),
                "the XML declares entities, which may grow without end, and is not read".to_owned(),
            ),
            TableFault::TooDeep { .. } => {
                ("XML 嵌套过深".to_owned(), "the XML is nested too deeply".to_owned())
            }
            TableFault::Layout { root } => (
                format!("不认识这种 XML（最外层是 {root}）"),
                format!("this XML is of no known layout (its outermost element is {root})"),
            ),
            TableFault::OtherLayout { .. } => (
                "这份 XML 与压缩包里前面的版式不同".to_owned(),
                "this XML has another layout than those before it in the archive".to_owned(),
            ),
        };
        Wording::new(zh, en)
    }

    pub(crate) fn remedy(&self) -> Wording {
        match self {
            TableFault::Unreadable { .. } => {
                Wording::new("请确认文件还在，并且有权读取", "check that the file is there and may be read")
            }
            TableFault::TooLarge { .. } | TableFault::TooManyCells { .. } => Wording::new(
                "请另存为 CSV（UTF-8），CSV 大小不受此限；或分成几个文件",
                "save it as CSV in UTF-8, which may be larger, or divide it",
            ),
            TableFault::Foreign(format @ (ForeignFormat::Page | ForeignFormat::Pdf)) => format.remedy(),
            TableFault::Foreign(_) | TableFault::Unknown => Wording::new(
                "可以读取 .csv、.xlsx、.xls、.ods、.json（每行一个对象，或由对象组成的数组）和专利局、商标局的 .xml，请另存为其中一种",
                "save it as .csv, .xlsx, .xls, .ods, JSON with one object on each line or a list of objects, or bring the .xml of the office",
            ),
            TableFault::NoTable => Wording::new(
                "请确认选对了文件；压缩包里应是 .xml 文件，或者一个表格文件",
                "check that this is the right file; an archive holds .xml files, or one table",
            ),
            TableFault::SeveralFiles { .. } => {
                Wording::new("请解压后逐个导入", "unpack it and bring one after the other")
            }
            TableFault::Bomb { .. } => Wording::new(
                "请确认文件来源；真是这么大的表，请另存为 CSV（UTF-8）",
                "check where the file comes from; if the table is really that large, save it as CSV in UTF-8",
            ),
            TableFault::TooManyColumns { .. } => Wording::new(
                "请删去右边多余的列；CSV 请检查分隔符和引号",
                "delete what stands to the right of the table; in CSV check separators and quotation marks",
            ),
            TableFault::RowTooLarge { .. } => Wording::new(
                "请检查这一行的引号是否成对",
                "check that the quotation marks of this row come in pairs",
            ),
            TableFault::Undecodable { .. } => Wording::new(
                "请在原系统重新导出，编码选 UTF-8；只有这一行坏的，照原文改好",
                "export it again in UTF-8; if it is only this row, correct it by the original",
            ),
            TableFault::Cut { .. } => Wording::new(
                "请重新导出或下载完整的文件；前面各行没有问题",
                "export or download the whole file again; the rows before it are sound",
            ),
            TableFault::Damaged { .. } => Wording::new(
                "请用原软件重新导出这个文件",
                "export the file again from the program that made it",
            ),
            TableFault::Object { .. } => Wording::new(
                "其余各行照常读取；请照原文件改好这一行，单独存成文件再导入",
                "the others are read; put this one right by the file itself, and load it as a file of its own",
            ),
            TableFault::LateField { .. } => Wording::new(
                "其余各行照常读取；请在第一个对象里补上这个字段（值写 null），或把这些行单独存成文件再导入",
                "the others are read; add the field to the first object with the value null, or load these lines as a file of their own",
            ),
            TableFault::Entities { .. } | TableFault::TooDeep { .. } => Wording::new(
                "请确认文件来自专利局或商标局；正式数据没有这种内容",
                "check that the file comes from the office; its data have no such content",
            ),
            TableFault::Layout { .. } => Wording::new(
                "可以读取 WIPO ST.96 的专利和商标，以及国家知识产权局的两种专利 XML；其他请先转成 CSV",
                "patents and marks of WIPO ST.96 and the two patent layouts of the Chinese office are read; \
                 turn others into CSV",
            ),
            TableFault::OtherLayout { .. } => Wording::new(
                "请把不同版式的文件分开压缩、分开导入",
                "pack files of different layouts apart and import one after the other",
            ),
        }
    }
}

impl std::fmt::Display for TableFault {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line() {
            write!(out, "line {line}: ")?;
        }
        out.write_str(&self.what().en)
    }
}

impl std::error::Error for TableFault {}
