use jiff::civil::Date;
use kernel::{Place, Problem, Wording};

use crate::rows::Type;

/// What is wrong with the rows that the SQL returned: they cannot be added up.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fault<'f> {
    MissingColumn { id: &'f str },
    WrongType { id: &'f str, expected: Type },
    Torn,
    NoBase,
    EmptyKey { row: usize },
    DoubledKey { key: &'f str },
    EmptyWeight { key: &'f str },
    EmptyDay { key: &'f str },
    OutsidePeriod { key: &'f str, on: Date },
    More { more: usize },
}

impl Fault<'_> {
    /// The fault as a problem at a place.
    pub(super) fn at(self, place: Place) -> Problem {
        let (code, zh, en) = self.words();
        Problem::error(code, place, Wording { zh, en }, self.remedy())
    }

    fn words(self) -> (&'static str, String, String) {
        match self {
            Fault::MissingColumn { id } => {
                ("missing-column", format!("结果缺少列 {id}"), format!("the result has no column {id}"))
            }
            Fault::WrongType { id, expected } => {
                let (zh, en) = name(expected);
                ("wrong-type", format!("列 {id} 应为{zh}"), format!("the column {id} should hold {en}"))
            }
            Fault::Torn => {
                ("torn-rows", "有的行与列对不上".into(), "rows and columns do not belong together".into())
            }
            Fault::NoBase => {
                ("no-base", "没有分母的行".into(), "the rows of the denominator are missing".into())
            }
            Fault::EmptyKey { row } => {
                ("empty-key", format!("第{row}行没有 key"), format!("row {row} has no key"))
            }
            Fault::DoubledKey { key } => {
                ("doubled-key", format!("{key} 数了不止一次"), format!("{key} is counted more than once"))
            }
            Fault::EmptyWeight { key } => {
                ("empty-weight", format!("{key} 没有 weight"), format!("{key} has no weight"))
            }
            Fault::EmptyDay { key } => ("empty-day", format!("{key} 没有日期"), format!("{key} has no day")),
            Fault::OutsidePeriod { key, on } => (
                "outside-period",
                format!("{key} 发生在{on}，不在期内"),
                format!("{key} happened on {on}, outside the period"),
            ),
            Fault::More { more } => {
                ("more", format!("另有{more}行同样有误"), format!("{more} more rows are wrong"))
            }
        }
    }

    fn remedy(self) -> Wording {
        match self {
            Fault::DoubledKey { .. } => {
                Wording::new("一件事只数一次：请改正 SQL", "a thing counts once: correct the SQL")
            }
            Fault::EmptyKey { .. } | Fault::EmptyWeight { .. } | Fault::EmptyDay { .. } => Wording::new(
                "请补录数据，或在 SQL 中排除并说明",
                "complete the data, or leave such rows out in the SQL and say so",
            ),
            Fault::OutsidePeriod { .. } => {
                Wording::new("请在 SQL 中与 $from、$to 比较", "compare with $from and $to in the SQL")
            }
            _ => Wording::new("请改正 SQL", "correct the SQL"),
        }
    }
}

fn name(kind: Type) -> (&'static str, &'static str) {
    match kind {
        Type::Text => ("文字", "text"),
        Type::Integer => ("整数", "whole numbers"),
        Type::Date => ("日期", "days"),
        Type::Flag => ("是或否", "yes or no"),
    }
}
