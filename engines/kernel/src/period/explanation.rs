use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use super::regime::{Basis, FirstDay, HourStart, MonthEnd, RollOver};
use super::{Due, Event, Period, Span};
use crate::Wording;
use crate::calendar::{Knowledge, Notice};

/// Every fact behind a due date. [`Explanation::wording`] puts them into sentences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The answer, the same as [`due`](super::due) gives.
    pub due: Due,
    /// What set the period running.
    pub event: Event,
    /// The period as stated.
    pub period: Period,
    /// The id of the regime.
    pub regime: String,
    /// What the regime is called.
    pub title: Wording,
    /// The statute it belongs to.
    pub statute: String,
    /// Where counting begins.
    pub first: FirstCounted,
    /// What was counted and why.
    pub counted: DaysCounted,
    /// How the last day was found; not where hours or working days count.
    pub last: Option<LastDay>,
    /// The notices the answer rests on.
    pub notices: Vec<Notice>,
    /// Years the answer rests on whose notice is not known: why it is provisional.
    pub unpublished: Vec<UnpublishedYear>,
    /// A following year without notice that may still reach back into these last days of December, as the notice for
    /// 2019 did. The answer does not count as provisional for this alone.
    pub may_reach_back: Option<i16>,
    /// When the cited text took effect, if the event is older than that.
    pub in_force_later: Option<Date>,
    /// What else the regime says.
    pub note: Option<Wording>,
}

/// Where counting begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FirstCounted {
    /// On a day.
    Day {
        /// The first day that counts.
        date: Date,
        /// Whether that is the day of the event.
        rule: FirstDay,
        /// The article.
        basis: Basis,
    },
    /// At a moment.
    Moment {
        /// The moment hours count from.
        moment: DateTime,
        /// Whether that is the moment of the event.
        rule: HourStart,
        /// The article.
        basis: Basis,
    },
}

/// What was counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaysCounted {
    /// The kind of time.
    pub kind: Counted,
    /// Why this kind.
    pub why: Why,
    /// The article that says so; `None` when the period itself says what to count.
    pub basis: Option<Basis>,
    /// Rest days passed over; only where working days count.
    pub skipped: Vec<Span>,
    /// Weekend days counted because they are worked.
    pub worked: Vec<Span>,
}

/// The kind of time that was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Counted {
    /// Working days.
    WorkingDays,
    /// Every day.
    CalendarDays,
    /// Months, years being twelve of them.
    Months,
    /// Hours.
    Hours,
}

/// Why 日 was counted as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// The period says it: working days, months, years, hours.
    Stated,
    /// The statute makes every 日 a working day.
    EveryAmount,
    /// The statute makes no 日 a working day.
    NoAmount,
    /// The statute names the amounts that are working days, and this one is or is not among them.
    Listed(Vec<u32>),
    /// The statute makes working days of this amount and less.
    UpTo(u32),
}

/// How the last day of a calendar period was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDay {
    /// The last day before it rolls over.
    pub counted_to: Date,
    /// The end of a period of months or years.
    pub month_end: Option<MonthEndReached>,
    /// What the regime does with a last day that is a rest day.
    pub rule: RollOver,
    /// The article.
    pub basis: Basis,
    /// The last day is a weekend day that is worked, and therefore stays.
    pub is_worked_weekend: bool,
    /// The move, if it moved.
    pub rolled_over: Option<RolledOver>,
}

/// The end of a period of months or years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthEndReached {
    /// The corresponding day; `None` when the month lacks it and its last day takes its place.
    pub corresponding_day: Option<Date>,
    /// The rule.
    pub rule: MonthEnd,
    /// The article.
    pub basis: Basis,
}

/// A last day that was a rest day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RolledOver {
    /// The rest days, the first of them the last day as counted.
    pub rest: Vec<Span>,
    /// The working day the period ends on.
    pub to: Date,
}

/// A year whose notice is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpublishedYear {
    /// The year.
    pub year: i16,
    /// What is known of it instead.
    pub knowledge: Knowledge,
}

impl Explanation {
    /// Where working days were counted: the days from the first to the last, and how many of them are rest days.
    pub fn days_passed(&self) -> Option<(u32, u32)> {
        (self.counted.kind == Counted::WorkingDays).then(|| {
            let rest = self.counted.skipped.iter().map(|span| span.days).sum();
            (self.period.amount() + rest, rest)
        })
    }
}
