use kernel::{Place, Problem, Wording};

use super::MediaType;
use crate::limits;

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It has no bytes.
    Empty,
    /// It is larger than its type may be.
    TooLarge { bytes: usize, limit: usize },
    /// Its name is empty, too long, or shows otherwise than it is.
    Name,
    /// A system would run it.
    Program,
    /// A browser would run scripts in it.
    Active,
    /// An office file with macros or controls, or one that fetches them.
    Macros,
    /// It holds something else than its name says.
    Mismatch { found: MediaType, extension: String },
    /// It has a password.
    Protected,
    /// It unpacks to far more than it holds.
    Bomb,
    /// An archive in an archive.
    Nested,
    /// An archive that would write outside its folder.
    Path,
    /// It is not whole.
    Damaged,
    /// An office format from before 2007.
    OldOffice,
    /// A picture of too many points.
    Pixels { width: u32, height: u32 },
    /// None of the types that are taken.
    Unknown,
}

/// How much of a name is repeated in a message.
const NAME_SHOWN: usize = 120;

impl Refusal {
    pub(super) fn to_problem(&self, name: &str) -> Problem {
        let name: String =
            name.chars().filter(|character| !character.is_control()).take(NAME_SHOWN).collect();
        Problem::error(self.code(), Place::file(name), self.what(), self.remedy())
    }

    fn code(&self) -> &'static str {
        match self {
            Refusal::Empty => "upload-empty",
            Refusal::TooLarge { .. } => "upload-too-large",
            Refusal::Name => "upload-name",
            Refusal::Program => "upload-program",
            Refusal::Active => "upload-active-content",
            Refusal::Macros => "upload-macros",
            Refusal::Mismatch { .. } => "upload-mismatch",
            Refusal::Protected => "upload-protected",
            Refusal::Bomb => "upload-bomb",
            Refusal::Nested => "upload-nested-archive",
            Refusal::Path => "upload-archive-path",
            Refusal::Damaged => "upload-damaged",
            Refusal::OldOffice => "upload-old-office",
            Refusal::Pixels { .. } => "upload-picture-too-large",
            Refusal::Unknown => "upload-unknown-type",
        }
    }

    fn what(&self) -> Wording {
        match self {
            Refusal::Empty => Wording::new("文件是空的", "the file is empty"),
            Refusal::TooLarge { bytes, limit } => {
                let (bytes, limit) = (megabytes(*bytes), megabytes(*limit));
                Wording::new(
                    format!("文件有 {bytes} MB，超过上限 {limit} MB"),
                    format!("the file has {bytes} MB, more than {limit} MB"),
                )
            }
            Refusal::Name => Wording::new(
                "文件名为空、过长，或含有会误导人的特殊字符",
                "the name is empty, too long, or has characters that deceive",
            ),
            Refusal::Program => Wording::new(
                "这是程序或脚本，或压缩包里含有程序",
                "it is a program or script, or an archive that holds one",
            ),
            Refusal::Active => Wording::new(
                "这是网页、SVG 或 XML，打开时可能运行脚本",
                "it is a web page, SVG or XML, which may run scripts when opened",
            ),
            Refusal::Macros => Wording::new(
                "这个 Office 文件含有宏、控件或外部模板",
                "this office file holds macros, controls or a template from elsewhere",
            ),
            Refusal::Mismatch { found, extension } => Wording::new(
                format!("文件名以 .{extension} 结尾，内容却是{}", found.zh()),
                format!("the name ends with .{extension}, but it is {}", found.en()),
            ),
            Refusal::Protected => Wording::new("文件设有密码", "the file is protected by a password"),
            Refusal::Bomb => Wording::new(
                "压缩包解压后异常庞大，或文件过多",
                "the archive unpacks to far more than it should, or holds too many files",
            ),
            Refusal::Nested => Wording::new("压缩包里还有压缩包", "there is an archive inside the archive"),
            Refusal::Path => {
                Wording::new("压缩包里的文件路径指向压缩包之外", "the archive names files outside itself")
            }
            Refusal::Damaged => Wording::new("文件不完整或已损坏", "the file is damaged or not whole"),
            Refusal::OldOffice => Wording::new(
                "这是旧版 Office 或 WPS 文件（.doc、.xls、.ppt、.wps、.et、.dps）",
                "it is a file of an old Office or of WPS (.doc, .xls, .ppt, .wps, .et, .dps)",
            ),
            Refusal::Pixels { width, height } => {
                let most = limits::UPLOADED_PIXELS_MAX / 1_000_000;
                Wording::new(
                    format!("图片为 {width}×{height} 点，超过 {most} 百万像素"),
                    format!("the picture has {width}×{height} points, more than {most} million"),
                )
            }
            Refusal::Unknown => Wording::new("无法识别文件的类型", "the type of the file is not known"),
        }
    }

    fn remedy(&self) -> Wording {
        match self {
            Refusal::Empty | Refusal::Damaged => Wording::new(
                "请在原软件中打开确认并重新保存，再上传",
                "open it in the program that made it, save it again, and upload that",
            ),
            Refusal::TooLarge { .. } | Refusal::Pixels { .. } => Wording::new(
                "请压缩图片或降低分辨率，或分成几个文件上传",
                "make pictures smaller, or upload it in several files",
            ),
            Refusal::Name => Wording::new(
                "请改成简短的文件名，只用文字、数字和短横线",
                "give it a short name of letters, digits and hyphens",
            ),
            Refusal::Program => Wording::new(
                "不接收程序。需要说明其内容时，请上传截图或 PDF",
                "programs are not taken; upload a screenshot or a PDF of what it shows",
            ),
            Refusal::Active => Wording::new(
                "网页请打印成 PDF，SVG 请导出为 PNG，再上传",
                "print a web page to PDF, export SVG as PNG, and upload that",
            ),
            Refusal::Macros => Wording::new(
                "请另存为不含宏的 .docx、.xlsx 或 .pptx，或导出为 PDF",
                "save it as .docx, .xlsx or .pptx without macros, or export it as PDF",
            ),
            Refusal::Mismatch { found, .. } => {
                let extension = found.extensions()[0];
                Wording::new(
                    format!("请确认选对了文件；如果没错，请把扩展名改为 .{extension} 再上传"),
                    format!("check that it is the right file; if it is, let its name end with .{extension}"),
                )
            }
            Refusal::Protected => {
                Wording::new("请去掉密码后再上传", "remove the password and upload it again")
            }
            Refusal::Bomb | Refusal::Nested | Refusal::Path => Wording::new(
                "请解压，把需要的文件直接上传，或重新打成普通的 .zip",
                "unpack it and upload the files you need, or pack them anew as a plain .zip",
            ),
            Refusal::OldOffice => Wording::new(
                "请另存为 .docx、.xlsx 或 .pptx，或导出为 PDF",
                "save it as .docx, .xlsx or .pptx, or export it as PDF",
            ),
            Refusal::Unknown => Wording::new(
                "可上传 PDF、OFD、Word、Excel、PPT、图片（PNG、JPEG、GIF、WebP）、MP4、MP3、WAV、CSV、TXT、ZIP",
                "upload PDF, OFD, Word, Excel, PowerPoint, pictures (PNG, JPEG, GIF, WebP), MP4, MP3, WAV, CSV, TXT or ZIP",
            ),
        }
    }
}

/// Rounded up, so that what is just too large does not look as if it fitted.
fn megabytes(bytes: usize) -> usize {
    bytes.div_ceil(1024 * 1024)
}
