use std::path::Path;

use jiff::civil::Date;
use kernel::{Place, Problem, Wording};

/// Why a county does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Absence {
    /// It never published.
    NotPublished,
    /// What it published carries no signature.
    Unsigned,
    /// The signature is not over these bytes, or not by the key that counts for the county.
    WrongSignature,
    /// Its publication is of a form that this program does not know.
    NewerFormat {
        /// The form.
        format: u32,
    },
    /// The newest publication is one of another county, or has another name.
    OtherPublication {
        /// Of which county it speaks.
        county: String,
    },
    /// Files are missing, or not what was signed.
    Damaged(Vec<Problem>),
    /// It published a day before the one that was asked for.
    Late {
        /// The last day of which it speaks.
        day: Date,
    },
    /// It does not publish a ledger.
    NoLedger {
        /// The ledger.
        ledger: String,
    },
    /// Its ledger has no such field, or one that holds something else: it is of another version.
    OtherShape {
        /// The ledger.
        ledger: String,
        /// The field.
        field: String,
    },
}

impl Absence {
    /// A file that is not what it should be.
    pub(super) fn damaged(file: &str, detail: &str) -> Absence {
        Absence::Damaged(vec![Problem::error(
            "lake-damaged",
            Place::file(file),
            Wording::new(format!("{file} 无法读取：{detail}"), format!("{file} cannot be read: {detail}")),
            remedy(),
        )])
    }

    /// A stable name of the reason.
    pub fn code(&self) -> &'static str {
        match self {
            Absence::NotPublished => "not-published",
            Absence::Unsigned => "unsigned",
            Absence::WrongSignature => "wrong-signature",
            Absence::NewerFormat { .. } => "newer-format",
            Absence::OtherPublication { .. } => "other-publication",
            Absence::Damaged(_) => "damaged",
            Absence::Late { .. } => "late",
            Absence::NoLedger { .. } => "no-ledger",
            Absence::OtherShape { .. } => "other-version",
        }
    }

    /// The reason in words.
    pub fn what(&self) -> Wording {
        match self {
            Absence::NotPublished => Wording::new("尚未发布", "has not published"),
            Absence::Unsigned => Wording::new("没有签名", "is not signed"),
            Absence::WrongSignature => Wording::new(
                "签名不符：内容被改动，或用了别的密钥",
                "has a wrong signature: it was changed, or signed with another key",
            ),
            Absence::NewerFormat { format } => Wording::new(
                format!("发布的格式版本是{format}，本程序不认识"),
                format!("publishes in format {format}, which this program does not know"),
            ),
            Absence::OtherPublication { county } => Wording::new(
                format!("当前发布不是它的：写的是{county}"),
                format!("names a publication that is not its own: of {county}"),
            ),
            Absence::Damaged(problems) => {
                let told = |pick: fn(&Wording) -> &str| {
                    problems.iter().map(|problem| pick(&problem.what)).collect::<Vec<_>>()
                };
                Wording::new(
                    format!("已损坏：{}", told(|what| &what.zh).join("；")),
                    format!("is damaged: {}", told(|what| &what.en).join("; ")),
                )
            }
            Absence::Late { day } => Wording::new(
                format!("晚报：只发布到{day}"),
                format!("is late: it has published as far as {day}"),
            ),
            Absence::NoLedger { ledger } => Wording::new(
                format!("没有发布台账 {ledger}"),
                format!("does not publish the ledger {ledger}"),
            ),
            Absence::OtherShape { ledger, field } => Wording::new(
                format!("版本不同：台账 {ledger} 没有可用的字段 {field}"),
                format!("is of another version: its ledger {ledger} has no field {field} that fits"),
            ),
        }
    }

    /// The same as a problem, with the folder of the county.
    pub fn problem(&self, folder: &Path) -> Problem {
        Problem::error(self.code(), Place::file(folder.display().to_string()), self.what(), remedy())
    }
}

fn remedy() -> Wording {
    Wording::new(
        "请区县重新发布：qiangxian lake publish",
        "let the county publish again: qiangxian lake publish",
    )
}
