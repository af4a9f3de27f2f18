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
    OutsidePeriod { key: &'f str },
    More { more: usize },
}

impl Fault<'_> {
    /// The fault as a problem at a place. Which row it is stands in the place and not in the words: these are read by people who see the
    /// figure but not its rows.
    pub(super) fn at(self, place: Place) -> Problem {
        let (code, zh, en) = self.words();
        let place = match self.key() {
            Some(key) => place.at_field(key),
            None => place,
        };
        Problem::error(code, place, Wording { zh, en }, self.remedy())
    }

    fn key(&self) -> Option<&str> {
        match self {
            Fault::DoubledKey { key }
            | Fault::EmptyWeight { key }
            | Fault::EmptyDay { key }
            | Fault::OutsidePeriod { key } => Some(key),
            _ => None,
        }
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
            Fault::DoubledKey { .. } => {
                ("doubled-key", "有的记录数了不止一次".into(), "a record is counted more than once".into())
            }
            Fault::EmptyWeight { .. } => {
                ("empty-weight", "有的记录没有 weight".into(), "a record has no weight".into())
            }
            Fault::EmptyDay { .. } => ("empty-day", "有的记录没有日期".into(), "a record has no day".into()),
            Fault::OutsidePeriod { .. } => {
                ("outside-period", "有的记录不在期内".into(), "a record happened outside the period".into())
            }
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
