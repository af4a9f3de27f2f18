use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Error;
use crate::Wording;

/// What a period is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    /// Working days, whatever the statute says of 日.
    WorkingDay,
    /// 日 as the statute writes it; some statutes make some of these working days.
    Day,
    /// Months.
    Month,
    /// Years.
    Year,
    /// Hours.
    Hour,
}

impl Unit {
    /// Every unit, in the order people are shown them.
    pub const ALL: [Unit; 5] = [Unit::WorkingDay, Unit::Day, Unit::Month, Unit::Year, Unit::Hour];

    /// The code used in files and on the command line.
    pub fn code(self) -> &'static str {
        match self {
            Unit::WorkingDay => "working-day",
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
            Unit::Hour => "hour",
        }
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// Reads the code of a unit.
    fn from_str(text: &str) -> Result<Self, Error> {
        let written = text.trim();
        let unit = Unit::ALL.into_iter().find(|unit| unit.code() == written);
        unit.ok_or_else(|| Error::Unit { written: written.to_owned() })
    }
}

/// A length of time as a statute states it: three months, fifteen working days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    amount: u32,
    unit: Unit,
}

impl Period {
    /// The largest amount: more hours than any case has. Larger numbers are slips of the pen.
    pub const AMOUNT_MAX: u32 = 1_000_000;

    /// A period of at least one unit.
    pub fn new(amount: i64, unit: Unit) -> Result<Self, Error> {
        match u32::try_from(amount) {
            Ok(amount) if (1..=Self::AMOUNT_MAX).contains(&amount) => Ok(Period { amount, unit }),
            _ => Err(Error::Amount { written: amount.to_string() }),
        }
    }

    /// Reads amount and unit as people write them into a file.
    pub fn parse(amount: &str, unit: &str) -> Result<Self, Error> {
        let number =
            amount.trim().parse().map_err(|_| Error::Amount { written: amount.trim().to_owned() })?;
        Period::new(number, unit.parse()?)
    }

    /// How many.
    #[inline]
    pub fn amount(self) -> u32 {
        self.amount
    }

    /// Of what.
    #[inline]
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// The period for people: 15个工作日, 15 working days.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self.unit {
            Unit::WorkingDay => ("个工作日", "working day"),
            Unit::Day => ("日", "day"),
            Unit::Month => ("个月", "month"),
            Unit::Year => ("年", "year"),
            Unit::Hour => ("小时", "hour"),
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        Wording::new(format!("{}{zh}", self.amount), format!("{} {en}{plural}", self.amount))
    }
}
