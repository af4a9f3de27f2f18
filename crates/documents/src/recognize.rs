use std::fmt;

use kernel::Wording;

use crate::{Error, Format};

/// A format that people bring and that is not read here; the error names the way to a format that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForeignFormat {
    /// The binary format of Word before 2007 (`.doc`) or of WPS (`.wps`), or another OLE file.
    OldOffice,
    /// A spreadsheet, `.xls` or `.xlsx`.
    Spreadsheet,
    /// A presentation, `.ppt` or `.pptx`.
    Presentation,
    /// An OpenDocument text, `.odt`.
    OpenDocument,
    /// Rich text, `.rtf`.
    RichText,
    /// An OFD file, the national fixed-layout format.
    Ofd,
    /// A document saved as XML (Word 2003, UOF) or as a web archive (`.mht`).
    Markup,
    /// A PDF, where a table is wanted.
    Pdf,
    /// A web page, where a table is wanted; many systems export one under the name `.xls`.
    Page,
    /// A picture.
    Picture,
    /// A compressed archive without a document we know.
    Archive,
}

impl ForeignFormat {
    pub(crate) fn zh(self) -> &'static str {
        match self {
            ForeignFormat::OldOffice => "旧版 Word（.doc）或 WPS（.wps）文件",
            ForeignFormat::Spreadsheet => "电子表格",
            ForeignFormat::Presentation => "演示文稿",
            ForeignFormat::OpenDocument => "OpenDocument 文档（.odt）",
            ForeignFormat::RichText => "RTF 文档",
            ForeignFormat::Ofd => "OFD 版式文件",
            ForeignFormat::Markup => "XML 文档或单个文件网页（.mht）",
            ForeignFormat::Pdf => "PDF 文件",
            ForeignFormat::Page => "网页（有些系统导出的 .xls 其实是网页）",
            ForeignFormat::Picture => "图片",
            ForeignFormat::Archive => "压缩包",
        }
    }

    pub(crate) fn remedy(self) -> Wording {
        match self {
            ForeignFormat::OldOffice
            | ForeignFormat::OpenDocument
            | ForeignFormat::RichText
            | ForeignFormat::Markup => Wording::new(
                "请用 Word 或 WPS 打开，选“另存为”，格式选 .docx",
                "open it in Word, WPS or LibreOffice and save it as .docx",
            ),
            ForeignFormat::Spreadsheet | ForeignFormat::Presentation => Wording::new(
                "请把方案正文复制到 Word 或 WPS，另存为 .docx",
                "copy the text of the plan into Word or WPS and save it as .docx",
            ),
            ForeignFormat::Ofd => Wording::new(
                "请用 OFD 阅读器导出 .docx、.txt 或带文字的 .pdf",
                "export it as .docx, .txt or a PDF with text",
            ),
            ForeignFormat::Pdf => Wording::new(
                "请取得它的原表（.xlsx 或 .csv）",
                "get the table it was made from, as .xlsx or .csv",
            ),
            ForeignFormat::Page => Wording::new(
                "请用 Excel 或 WPS 打开，另存为 .xlsx",
                "open it in Excel, WPS or LibreOffice and save it as .xlsx",
            ),
            ForeignFormat::Picture => Wording::new(
                "请从原稿导出文本或 .docx；只有图片时，先做文字识别（OCR）",
                "export text or .docx from the original; if there is only a picture, run text recognition first",
            ),
            ForeignFormat::Archive => {
                Wording::new("请先解压，再选择里面的文件", "unpack it and choose the file inside")
            }
        }
    }
}

impl fmt::Display for ForeignFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ForeignFormat::OldOffice => "an old Word (.doc) or WPS (.wps) file",
            ForeignFormat::Spreadsheet => "a spreadsheet",
            ForeignFormat::Presentation => "a presentation",
            ForeignFormat::OpenDocument => "an OpenDocument text",
            ForeignFormat::RichText => "an RTF file",
            ForeignFormat::Ofd => "an OFD file",
            ForeignFormat::Markup => "an XML document or a web archive (.mht)",
            ForeignFormat::Pdf => "a PDF",
            ForeignFormat::Page => "a web page, as some systems export under the name .xls",
            ForeignFormat::Picture => "a picture",
            ForeignFormat::Archive => "a compressed archive",
        })
    }
}

/// What the bytes are, by their content first and by the name only where content cannot tell.
pub(crate) fn recognize(name: &str, bytes: &[u8]) -> Result<Format, Error> {
    let extension = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Format::Docx);
    }
    // Readers of PDF accept up to 1024 bytes before the mark; a text file with that mark in its first lines is not.
    if bytes.starts_with(b"%PDF-") || (extension == "pdf" && contains(head(bytes, 1024), b"%PDF-")) {
        return Ok(Format::Pdf);
    }
    if let Some(error) = foreign(bytes, &extension) {
        return Err(error);
    }
    if looks_like_html(bytes) || matches!(extension.as_str(), "html" | "htm" | "xhtml" | "shtml") {
        return Ok(Format::Html);
    }
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if start.starts_with(b"<?xml") || start.starts_with(b"MIME-Version:") {
        return Err(Error::Foreign(ForeignFormat::Markup));
    }
    Ok(if matches!(extension.as_str(), "md" | "markdown") { Format::Markdown } else { Format::Text })
}

pub(crate) fn foreign(bytes: &[u8], extension: &str) -> Option<Error> {
    const PICTURES: [&[u8]; 6] = [b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"];
    const ARCHIVES: [&[u8]; 4] = [b"Rar!\x1a", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"PK\x07\x08"];
    let starts = |mark: &&[u8]| bytes.starts_with(mark);
    // Two letters are too few to call a text a bitmap; a bitmap has zero bytes in its header.
    let picture =
        PICTURES.iter().any(|mark| starts(mark) && (mark.len() > 2 || head(bytes, 14).contains(&0)));
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(ole(bytes, extension));
    }
    if picture || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return Some(Error::Foreign(ForeignFormat::Picture));
    }
    if ARCHIVES.iter().any(starts) {
        return Some(Error::Foreign(ForeignFormat::Archive));
    }
    bytes.starts_with(b"{\\rtf").then_some(Error::Foreign(ForeignFormat::RichText))
}

/// Old office files are OLE containers, and so is a DOCX with a password.
fn ole(bytes: &[u8], extension: &str) -> Error {
    let stream = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        contains(bytes, &wide)
    };
    if stream("EncryptedPackage") {
        return Error::Encrypted;
    }
    Error::Foreign(match extension {
        "xls" | "et" => ForeignFormat::Spreadsheet,
        "ppt" | "dps" => ForeignFormat::Presentation,
        _ if stream("WordDocument") => ForeignFormat::OldOffice,
        _ if stream("Workbook") => ForeignFormat::Spreadsheet,
        _ => ForeignFormat::OldOffice,
    })
}

/// Whether the head of the file opens with HTML: a doctype, or a tag only HTML has, as the first thing in it.
pub(crate) fn looks_like_html(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let text: Vec<u8> = head(bytes, 1024)
        .iter()
        .filter(|byte| !wide || **byte != 0)
        .map(u8::to_ascii_lowercase)
        .skip_while(|byte| byte.is_ascii_whitespace() || *byte >= 0x80)
        .collect();
    let opens =
        ["<!doctype html", "<html", "<head", "<body", "<meta ", "<div", "<table", "<p>", "<p ", "<title"];
    let comment = text.starts_with(b"<!--") || text.starts_with(b"<?xml");
    opens.iter().any(|tag| text.starts_with(tag.as_bytes())) || (comment && contains(&text, b"<html"))
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

/// Searches by the first byte, so that the usual case is one pass.
pub(crate) fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
