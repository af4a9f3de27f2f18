use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Wording;

/// How one statute counts its periods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// A stable name such as `civil-procedure`.
    pub id: String,
    /// What it is called on a page.
    pub title: Wording,
    /// The statute the regime belongs to.
    pub statute: String,
    /// The day the cited text took effect, where known.
    pub in_force: Option<Date>,
    /// Where the text was read.
    pub source: String,
    /// What else a reader of a deadline should know.
    pub note: Option<Wording>,
    /// Whether the day of the event counts.
    pub first_day: Rule<FirstDay>,
    /// Which amounts written as 日 are working days.
    pub working_days: Rule<WorkingAmounts>,
    /// On which day months and years end.
    pub month_end: Rule<MonthEnd>,
    /// What happens when the last day is a rest day.
    pub roll_over: Rule<RollOver>,
    /// From when hours are counted.
    pub hours: Rule<HourStart>,
}

/// One rule of a regime and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule<T> {
    /// The rule.
    pub rule: T,
    /// What it rests on.
    pub basis: Basis,
}

/// The article a rule rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The statute, without title marks.
    pub statute: String,
    /// The article.
    pub article: String,
    /// Whether the article says so.
    pub certainty: Certainty,
}

impl fmt::Display for Basis {
    /// 《民法典》第二百零二条.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A title within a title takes single marks.
        let statute = self.statute.replace('《', "〈").replace('》', "〉");
        write!(out, "《{statute}》{}", self.article)
    }
}

/// How sure a rule is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Read in the article.
    Law,
    /// The article does not say it; it is how the product reads the law.
    Reading,
}

/// Whether the day of the event counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstDay {
    /// Counting begins on the next day.
    Excluded,
    /// The day of the event is the first day.
    Included,
}

/// Which amounts written as 日 are working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkingAmounts {
    /// None; all are calendar days.
    None,
    /// All.
    All,
    /// These amounts only, such as 二日, 三日, 五日, 七日.
    Listed(Vec<u32>),
    /// This amount and less, such as 十日以内.
    UpTo(u32),
}

impl WorkingAmounts {
    /// Whether this many 日 are working days.
    pub fn contains(&self, amount: u32) -> bool {
        match self {
            WorkingAmounts::None => false,
            WorkingAmounts::All => true,
            WorkingAmounts::Listed(amounts) => amounts.contains(&amount),
            WorkingAmounts::UpTo(most) => amount <= *most,
        }
    }
}

/// On which day months and years end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MonthEnd {
    /// The corresponding day of the last month, or that month's last day if it lacks one.
    CorrespondingDay,
    /// The day before the corresponding day, or the month's last day if it lacks a corresponding day.
    DayBeforeCorrespondingDay,
}

/// What happens when the last day is a rest day.
///
/// Two wordings of the law, one result: rest days in a row end where the first working day begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RollOver {
    /// The last day becomes the day after the rest days (休假日结束的次日).
    DayAfterRestDays,
    /// The last day becomes the first working day after the rest days (休假日后的第一个工作日).
    FirstWorkingDay,
    /// Nothing.
    None,
}

/// From when hours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HourStart {
    /// From the moment itself.
    StatedTime,
    /// From the next full hour: the hour of the start is not counted.
    NextHour,
}
