use kernel::{Place, Problem, Wording};

/// What can be wrong with a file of a base.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It is not there.
    Missing,
    /// The manifest is of another form.
    Format(u32),
    /// It is no manifest, or no Parquet file, or a part of one.
    Unreadable(String),
    /// It is shorter or longer.
    Bytes { found: u64, expected: u64 },
    /// Its bytes are others.
    Digest { found: String, expected: String },
    /// It has more or fewer rows.
    Rows { found: u64, expected: u64 },
    /// It says something else.
    RowsDigest { found: String, expected: String },
    /// Its first or last key is another.
    Keys,
    /// A name of the manifest is none of a file in its folder.
    Name,
}

impl Flaw {
    /// The problem, with the file and what to do.
    pub(super) fn at(&self, file: &str) -> Problem {
        Problem::error(self.code(), Place::file(file), self.what(file), self.remedy())
    }

    fn code(&self) -> &'static str {
        match self {
            Flaw::Missing => "snapshot-file-missing",
            Flaw::Format(_) => "snapshot-format",
            Flaw::Unreadable(_) => "snapshot-file-unreadable",
            Flaw::Bytes { .. } => "snapshot-file-bytes",
            Flaw::Digest { .. } => "snapshot-file-digest",
            Flaw::Rows { .. } => "snapshot-rows",
            Flaw::RowsDigest { .. } => "snapshot-rows-digest",
            Flaw::Keys => "snapshot-keys",
            Flaw::Name => "snapshot-file-name",
        }
    }

    fn what(&self, file: &str) -> Wording {
        match self {
            Flaw::Missing => Wording::new(format!("缺少文件 {file}"), format!("{file} is missing")),
            Flaw::Format(found) => Wording::new(
                format!("{file} 的格式版本是 {found}，本程序不认识"),
                format!("{file} has format {found}, which this program does not know"),
            ),
            Flaw::Unreadable(detail) => {
                Wording::new(format!("{file} 无法读取：{detail}"), format!("{file} cannot be read: {detail}"))
            }
            Flaw::Bytes { found, expected } => Wording::new(
                format!("{file} 有 {found} 字节，清单写的是 {expected} 字节"),
                format!("{file} has {found} bytes, the manifest says {expected}"),
            ),
            Flaw::Digest { found, expected } => Wording::new(
                format!("{file} 的内容被改动：SHA-256 是 {found}，清单写的是 {expected}"),
                format!(
                    "the bytes of {file} were changed: their SHA-256 is {found}, the manifest says {expected}"
                ),
            ),
            Flaw::Rows { found, expected } => Wording::new(
                format!("{file} 有 {found} 行，清单写的是 {expected} 行"),
                format!("{file} has {found} rows, the manifest says {expected}"),
            ),
            Flaw::RowsDigest { found, expected } => Wording::new(
                format!("{file} 的行与清单不符：行摘要是 {found}，清单写的是 {expected}"),
                format!(
                    "the rows of {file} are not those of the manifest: their digest is {found}, the manifest says {expected}"
                ),
            ),
            Flaw::Keys => Wording::new(
                format!("{file} 的首末主键与清单不符"),
                format!("the first or last key of {file} is not that of the manifest"),
            ),
            Flaw::Name => Wording::new(
                format!("清单中的文件名“{file}”不在本目录内"),
                format!("the manifest names {file}, which is no file of its folder"),
            ),
        }
    }

    fn remedy(&self) -> Wording {
        match self {
            Flaw::Format(_) => {
                Wording::new("请用写出它的版本或更新的程序", "use the version that wrote it, or a newer one")
            }
            Flaw::Name => Wording::new(
                "清单被改动，请重新取得整个快照",
                "the manifest was changed: fetch the whole snapshot again",
            ),
            _ => Wording::new(
                "请从发布处重新取得这个快照；自己的快照可以删除，由数据库重新生成",
                "fetch this snapshot again from where it was published; one of your own can be removed and is made again from the database",
            ),
        }
    }
}
