use crate::limits;

/// A type of file that may be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MediaType {
    /// A PDF.
    Pdf,
    /// An OFD, the national fixed-layout format.
    Ofd,
    /// A Word document without macros.
    Docx,
    /// A workbook without macros.
    Xlsx,
    /// A presentation without macros.
    Pptx,
    /// A PNG picture.
    Png,
    /// A JPEG picture.
    Jpeg,
    /// A GIF picture.
    Gif,
    /// A WebP picture.
    Webp,
    /// A video in MP4.
    Mp4,
    /// Sound in MP3.
    Mp3,
    /// Sound in WAV.
    Wav,
    /// A table as text.
    Csv,
    /// Text.
    Text,
    /// An archive of files of these types.
    Zip,
}

/// What is known of a type.
struct Facts {
    mime: &'static str,
    extensions: &'static [&'static str],
    zh: &'static str,
    en: &'static str,
    bytes_max: usize,
}

impl MediaType {
    /// All of them.
    pub const ALL: [MediaType; 15] = [
        MediaType::Pdf,
        MediaType::Ofd,
        MediaType::Docx,
        MediaType::Xlsx,
        MediaType::Pptx,
        MediaType::Png,
        MediaType::Jpeg,
        MediaType::Gif,
        MediaType::Webp,
        MediaType::Mp4,
        MediaType::Mp3,
        MediaType::Wav,
        MediaType::Csv,
        MediaType::Text,
        MediaType::Zip,
    ];

    /// The type for HTTP; text is served as text whatever it holds.
    #[must_use]
    pub fn mime(self) -> &'static str {
        self.facts().mime
    }

    /// The ends of names that fit, in small letters, the usual one first.
    #[must_use]
    pub fn extensions(self) -> &'static [&'static str] {
        self.facts().extensions
    }

    /// Bytes a file of this type may have.
    #[must_use]
    pub fn bytes_max(self) -> usize {
        self.facts().bytes_max
    }

    pub(super) fn zh(self) -> &'static str {
        self.facts().zh
    }

    pub(super) fn en(self) -> &'static str {
        self.facts().en
    }

    fn facts(self) -> Facts {
        let facts = |mime, extensions, zh, en, bytes_max| Facts { mime, extensions, zh, en, bytes_max };
        let (document, picture) = (limits::UPLOADED_DOCUMENT_BYTES_MAX, limits::UPLOADED_PICTURE_BYTES_MAX);
        let (sound, large) = (limits::UPLOADED_SOUND_BYTES_MAX, limits::UPLOADED_BYTES_MAX);
        match self {
            MediaType::Pdf => facts("application/pdf", &["pdf"], "PDF 文件", "a PDF", document),
            MediaType::Ofd => facts("application/ofd", &["ofd"], "OFD 文件", "an OFD file", document),
            MediaType::Docx => facts(
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                &["docx"],
                "Word 文档",
                "a Word document",
                document,
            ),
            MediaType::Xlsx => facts(
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                &["xlsx"],
                "Excel 工作簿",
                "a workbook",
                document,
            ),
            MediaType::Pptx => facts(
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                &["pptx"],
                "演示文稿",
                "a presentation",
                document,
            ),
            MediaType::Png => facts("image/png", &["png"], "PNG 图片", "a PNG picture", picture),
            MediaType::Jpeg => facts("image/jpeg", &["jpg", "jpeg"], "JPEG 图片", "a JPEG picture", picture),
            MediaType::Gif => facts("image/gif", &["gif"], "GIF 图片", "a GIF picture", picture),
            MediaType::Webp => facts("image/webp", &["webp"], "WebP 图片", "a WebP picture", picture),
            MediaType::Mp4 => facts("video/mp4", &["mp4", "m4v", "mov"], "MP4 视频", "an MP4 video", large),
            MediaType::Mp3 => facts("audio/mpeg", &["mp3"], "MP3 音频", "MP3 sound", sound),
            MediaType::Wav => facts("audio/wav", &["wav"], "WAV 音频", "WAV sound", sound),
            MediaType::Csv => facts("text/csv", &["csv"], "CSV 表格", "a CSV table", document),
            MediaType::Text => facts("text/plain", &["txt", "md"], "文本文件", "a text file", document),
            MediaType::Zip => facts("application/zip", &["zip"], "压缩包", "an archive", large),
        }
    }
}
