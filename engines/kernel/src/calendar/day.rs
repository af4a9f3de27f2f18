use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Wording;

/// What the calendar knows of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Knowledge {
    /// The State Council's notice is in the data.
    Published,
    /// Only the days fixed by 全国年节及纪念日放假办法 art. 2 are; days made up and worked weekends are not known yet.
    StatutoryOnly,
    /// Nothing; only weekends are taken as rest days.
    NoData,
}

/// A notice of the State Council's General Office that arranges holidays.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Notice {
    /// Its official title.
    pub title: String,
    /// Its document number, such as 国办发明电〔2025〕7号, where known.
    pub number: Option<String>,
    /// The day it was issued, where known.
    pub date: Option<Date>,
    /// Where it can be read.
    pub source: String,
}

impl fmt::Display for Notice {
    /// `《title》（number，date）`, leaving out what is not known.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "《{}》", self.title)?;
        match (&self.number, self.date) {
            (Some(number), Some(date)) => write!(out, "（{number}，{date}）"),
            (Some(number), None) => write!(out, "（{number}）"),
            (None, Some(date)) => write!(out, "（{date}）"),
            (None, None) => Ok(()),
        }
    }
}

/// One date with what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day<'c> {
    /// The date.
    pub date: Date,
    /// Why it is a working day or a rest day.
    pub reason: Reason<'c>,
}

impl Day<'_> {
    /// Whether it is a working day.
    pub fn is_working(&self) -> bool {
        matches!(self.reason, Reason::Weekday | Reason::WorkedWeekend { .. })
    }
}

/// Why a day is a working day or a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason<'c> {
    /// Monday to Friday and no holiday.
    Weekday,
    /// Saturday or Sunday.
    Weekend,
    /// A day off by notice, or by 放假办法 alone when there is no notice yet.
    Holiday {
        /// The holiday.
        name: &'c Wording,
        /// The notice that says so; `None` in a year of which only the statutory days are known.
        notice: Option<&'c Notice>,
    },
    /// A Saturday or Sunday that a notice turns into a working day (调休上班).
    WorkedWeekend {
        /// The notice that says so.
        notice: &'c Notice,
    },
}

impl<'c> Reason<'c> {
    /// The notice this day rests on, if it rests on one.
    pub fn notice(&self) -> Option<&'c Notice> {
        match self {
            Reason::Weekday | Reason::Weekend => None,
            Reason::Holiday { notice, .. } => *notice,
            Reason::WorkedWeekend { notice } => Some(notice),
        }
    }

    /// The reason in words: 工作日, 周末, 春节放假, 调休上班.
    pub fn wording(&self) -> Wording {
        match self {
            Reason::Weekday => Wording::new("工作日", "working day"),
            Reason::Weekend => Wording::new("周末", "weekend"),
            Reason::Holiday { name, .. } => {
                Wording::new(format!("{}放假", name.zh), format!("{} holiday", name.en))
            }
            Reason::WorkedWeekend { .. } => Wording::new("调休上班", "worked weekend"),
        }
    }
}
