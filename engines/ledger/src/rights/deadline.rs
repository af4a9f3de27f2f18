use jiff::ToSpan;
use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};

/// A day that follows from a right by law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The rule by its id.
    pub rule: String,
    /// What kind of day.
    pub kind: DeadlineKind,
    /// The year of an annuity; 0 for all else.
    pub number: u32,
    /// What it is called.
    pub title: Wording,
    /// The first day on which it can be done, where the law names one.
    pub opens: Option<Date>,
    /// The last day, moved behind rest days where the law says so.
    pub due: Date,
    /// Whether a decree not yet known could still move it.
    pub provisional: bool,
    /// The last day by a version of the law of which it is not known whether it governs.
    pub perhaps: Option<Date>,
    /// The last day of the time of grace.
    pub grace_until: Option<Date>,
    /// How many months the time of grace has by law, however far its end is moved; 0 where there is none.
    #[serde(default)]
    pub grace_months: u32,
    /// What is paid, and until when; in the order of the days. None where nothing is paid.
    pub charges: Vec<Charge>,
    /// What happens when nothing was done.
    pub consequence: Wording,
    /// The article, with the day its version took effect.
    pub basis: Wording,
    /// So many days before the last day people are reminded.
    pub remind: Vec<u32>,
    /// Nothing is owed: who lets the day pass has failed in nothing.
    #[serde(default)]
    pub is_optional: bool,
    /// Why it is this day and this amount; only where it was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<Wording>,
}

/// What kind of day follows from a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeadlineKind {
    /// A fee for a year.
    Annuity,
    /// A renewal.
    Renewal,
    /// Something that can be done until then.
    Period,
    /// The last day of something that the record names.
    Day,
    /// The last day of the right.
    Term,
}

/// What is paid in one stretch of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The last day on which this is paid.
    pub until: Date,
    /// The fee in full, in fen.
    pub full: i64,
    /// Why less of it is paid, and by how many percent.
    pub reduced: Option<(Reduced, u32)>,
    /// Percent of the full fee for being late; none for a surcharge that is an amount.
    pub late_percent: Option<u32>,
    /// What being late costs, in fen.
    pub surcharge: i64,
}

/// Why less is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reduced {
    /// The office has reduced the fees of the owner.
    Owner,
    /// The right is offered to everybody.
    Offer,
}

/// How it stands with a deadline on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// All time is over.
    Over,
    /// The last day is over, and there is grace: the month of it, from 1.
    Grace(u32),
    /// There are so many days left; 0 on the last day.
    Ahead(u32),
}

impl DeadlineKind {
    /// Every kind, in the order in which people are shown them.
    pub const ALL: [DeadlineKind; 5] = [
        DeadlineKind::Annuity,
        DeadlineKind::Renewal,
        DeadlineKind::Period,
        DeadlineKind::Day,
        DeadlineKind::Term,
    ];

    /// The code in addresses and in the database.
    pub fn code(self) -> &'static str {
        match self {
            DeadlineKind::Annuity => "annuity",
            DeadlineKind::Renewal => "renewal",
            DeadlineKind::Period => "period",
            DeadlineKind::Day => "day",
            DeadlineKind::Term => "term",
        }
    }
}

impl Charge {
    /// The fee after what is left off, in fen.
    pub fn fee(&self) -> i64 {
        let left = self.reduced.map_or(100, |(_, percent)| 100 - i64::from(percent));
        self.full * left / 100
    }

    /// What is paid in all, in fen.
    pub fn pays(&self) -> i64 {
        self.fee() + self.surcharge
    }
}

impl Deadline {
    /// The last day on which something can be done.
    pub fn last(&self) -> Date {
        self.grace_until.unwrap_or(self.due).max(self.due)
    }

    /// Whether it is of no use any more on a day: nothing was owed, and the day is over.
    pub fn is_past(&self, day: Date) -> bool {
        self.is_optional && self.standing(day) == Standing::Over
    }

    /// What is paid on a day; none where nothing is, or no more.
    pub fn charge_on(&self, day: Date) -> Option<&Charge> {
        self.charges.iter().find(|charge| day <= charge.until)
    }

    /// How it stands on a day.
    pub fn standing(&self, day: Date) -> Standing {
        if day <= self.due {
            let left = day.until(self.due).map_or(0, |span| span.get_days());
            return Standing::Ahead(left.unsigned_abs());
        }
        if day > self.last() {
            return Standing::Over;
        }
        let months =
            (1..).take_while(|months: &i32| self.due.checked_add(months.months()).is_ok_and(|end| end < day));
        let month = u32::try_from(months.count()).unwrap_or(0) + 1;
        // The days by which the end is moved behind rest days belong to the last month.
        Standing::Grace(month.min(self.grace_months.max(1)))
    }
}
