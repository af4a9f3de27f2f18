use super::Period;
use crate::Wording;
use crate::calendar::{Calendar, OutOfRange};

/// Why a period could not be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The event or the last day lies outside the supported dates.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
    /// The amount is no whole number, zero, negative or absurdly large.
    #[error("count a period of {written:?}; write a whole number from 1 to {max}", max = Period::AMOUNT_MAX)]
    Amount {
        /// What was written.
        written: String,
    },
    /// There is no such unit.
    #[error("read the unit {written:?}; write working-day, day, month, year or hour")]
    Unit {
        /// What was written.
        written: String,
    },
    /// The event is neither a date nor a date with a time.
    #[error("read the date {written:?}; write it like 2026-02-10, or 2026-02-10T15:30 with a time")]
    Event {
        /// What was written.
        written: String,
    },
    /// The date or time has the right form but does not exist, such as 30 February.
    #[error("use {written:?}, which is no day or time that exists; check year, month, day and time")]
    NoSuchMoment {
        /// What was written.
        written: String,
    },
    /// Hours are counted from a moment, and only a date is known.
    #[error("count hours from a date alone; add the time, like 2026-02-10T15:30")]
    NoTime,
    /// There is no regime with this id.
    #[error("find the regime {written:?}; write one of: {known}")]
    Regime {
        /// What was written.
        written: String,
        /// The ids there are.
        known: String,
    },
}

impl Error {
    /// What went wrong and what to do about it, in both languages.
    pub fn wording(&self) -> Wording {
        let (first, last, max) = (Calendar::FIRST, Calendar::LAST, Period::AMOUNT_MAX);
        let zh = match self {
            Error::OutOfRange(_) => format!("日期超出支持的范围（{first} 至 {last}）"),
            Error::Amount { written } => format!("期限数值“{written}”无法计算，应为 1 至 {max} 的整数"),
            Error::Unit { written } => {
                format!("不认识的单位“{written}”，应为 working-day、day、month、year 或 hour")
            }
            Error::Event { written } => {
                format!("不认识的日期“{written}”，应写作 2026-02-10，带时间的写作 2026-02-10T15:30")
            }
            Error::NoSuchMoment { written } => format!("“{written}”不是实际存在的日期或时间，请核对"),
            Error::NoTime => "按小时计算须写明时间，如 2026-02-10T15:30".to_owned(),
            Error::Regime { written, known } => format!("没有计算规则“{written}”，可用：{known}"),
        };
        Wording::new(zh, format!("could not {self}"))
    }
}
