use kernel::Wording;

use super::separator::Separator;
use crate::Encoding;

/// What a file of rows is, told by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableFormat {
    /// Text with one row on each line.
    Csv {
        /// How its characters are written.
        encoding: Encoding,
        /// What divides the cells.
        separator: Separator,
    },
    /// A workbook of Excel or WPS since 2007.
    Xlsx,
    /// A workbook of Excel or WPS before 2007.
    Xls,
    /// A workbook of OpenDocument.
    Ods,
    /// Text with one JSON object on each line, or with a list of objects.
    JsonLines,
    /// XML of an office, alone or in an archive.
    Xml(XmlLayout),
}

/// A layout of XML of which the elements are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum XmlLayout {
    /// Patents as WIPO ST.96 has them.
    PatentSt96,
    /// Patents as the Chinese office publishes them today: `PatentDocumentAndRelated`.
    PatentChina,
    /// Patents as the Chinese office published them before: `cn-patent-document`.
    PatentChinaFormer,
    /// Marks as WIPO ST.96 has them.
    TrademarkSt96,
}

impl TableFormat {
    /// What it is called.
    #[must_use]
    pub fn wording(self) -> Wording {
        match self {
            TableFormat::Csv { encoding, separator } => {
                let (zh, en) = match separator {
                    Separator::Comma => ("逗号", "commas"),
                    Separator::Tab => ("制表符", "tabs"),
                    Separator::Semicolon => ("分号", "semicolons"),
                };
                let encoding = characters(encoding);
                Wording::new(
                    format!("文本表格（{zh}分隔，{encoding}）"),
                    format!("text divided by {en}, in {encoding}"),
                )
            }
            TableFormat::Xlsx => Wording::new("Excel 工作簿（.xlsx）", "a workbook (.xlsx)"),
            TableFormat::Xls => {
                Wording::new("旧版 Excel 工作簿（.xls）", "a workbook of the old format (.xls)")
            }
            TableFormat::Ods => Wording::new("OpenDocument 表格（.ods）", "an OpenDocument sheet (.ods)"),
            TableFormat::JsonLines => Wording::new("JSON 对象", "JSON objects"),
            TableFormat::Xml(layout) => layout.wording(),
        }
    }
}

impl XmlLayout {
    fn wording(self) -> Wording {
        match self {
            XmlLayout::PatentSt96 => Wording::new("WIPO ST.96 专利 XML", "patents in XML as of WIPO ST.96"),
            XmlLayout::PatentChina => Wording::new(
                "国家知识产权局专利 XML（现行版式）",
                "patents in XML as the Chinese office publishes them",
            ),
            XmlLayout::PatentChinaFormer => Wording::new(
                "国家知识产权局专利 XML（旧版式）",
                "patents in XML as the Chinese office published them before",
            ),
            XmlLayout::TrademarkSt96 => {
                Wording::new("WIPO ST.96 商标 XML", "trademarks in XML as of WIPO ST.96")
            }
        }
    }
}

fn characters(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Gb18030 => "GB18030",
        Encoding::Declared(name) => name,
    }
}
