//! What is to be reached, and whether a figure reaches it, to the letter.

mod reached;

use jiff::civil::Date;
use kernel::Wording;
use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::indicator::Kind;

pub use reached::reached;
pub(crate) use reached::{JudgedYear, by_year, is_down, meets, year_behind};

/// How a figure is compared with the number of its target, as `packs/china/codes/comparators.csv` names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparator {
    /// 突破, 超过: the number itself is not enough.
    More,
    /// 达到, 以上, 不少于.
    AtLeast,
    /// 等于.
    Exactly,
    /// 不多于, 以内.
    AtMost,
    /// 低于.
    Less,
    /// 约, 左右: compared as at least where more is better, as at most where less is.
    About,
}

impl Comparator {
    /// All of them by their codes.
    pub const ALL: [(&'static str, Comparator); 6] = [
        ("more", Comparator::More),
        ("at-least", Comparator::AtLeast),
        ("exactly", Comparator::Exactly),
        ("at-most", Comparator::AtMost),
        ("less", Comparator::Less),
        ("about", Comparator::About),
    ];

    /// In words that stand before a number.
    pub fn wording(self) -> Wording {
        let (zh, en) = match self {
            Comparator::More => ("大于", "more than"),
            Comparator::AtLeast => ("不少于", "at least"),
            Comparator::Exactly => ("等于", "exactly"),
            Comparator::AtMost => ("不多于", "at most"),
            Comparator::Less => ("小于", "less than"),
            Comparator::About => ("约", "about"),
        };
        Wording::new(zh, en)
    }

    /// What is wanted of each year beside the one before, in words.
    pub fn each_year(self) -> Wording {
        let (zh, en) = match self {
            Comparator::More => ("每年高于上年", "more each year than in the year before"),
            Comparator::AtLeast => ("每年不低于上年", "each year at least as much as in the year before"),
            Comparator::Exactly => ("每年与上年相同", "each year as much as in the year before"),
            Comparator::AtMost => ("每年不高于上年", "each year at most as much as in the year before"),
            Comparator::Less => ("每年低于上年", "less each year than in the year before"),
            Comparator::About => ("每年与上年大致相同", "each year about as much as in the year before"),
        };
        Wording::new(zh, en)
    }

    /// The comparator of this code.
    pub fn of_code(code: &str) -> Option<Comparator> {
        Comparator::ALL.iter().find(|(known, _)| *known == code).map(|(_, comparator)| *comparator)
    }
}

/// Which growth the number of a target means. Of what is no growth only [`Rate::EachYear`] says something: by how much each year is to be
/// beyond the one before, which is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rate {
    /// 年均: the compound yearly rate from the base year on.
    #[default]
    Compound,
    /// 逐年: that of each year over the year before, so that one weak year breaks it.
    EachYear,
    /// 比基期: that of the last year over the base year.
    SinceBase,
}

impl Rate {
    /// All of them by their codes.
    pub const ALL: [(&'static str, Rate); 3] =
        [("compound", Rate::Compound), ("each-year", Rate::EachYear), ("since-base", Rate::SinceBase)];

    /// Whether a kind of indicator can be compared so: what is no growth only with the year before, and by nothing more than that it is
    /// beyond it.
    pub fn is_of(self, kind: Kind, number: Option<&Exact>) -> bool {
        match (self, kind) {
            (Rate::Compound, _) | (_, Kind::Growth) => true,
            (Rate::EachYear, Kind::Level | Kind::Flow | Kind::Coverage | Kind::Score) => {
                number.is_some_and(Exact::is_zero)
            }
            (Rate::EachYear | Rate::SinceBase, _) => false,
        }
    }
}

/// A number to be reached, for a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// How it is compared.
    pub comparator: Comparator,
    /// Which growth it means.
    #[serde(default)]
    pub rate: Rate,
    /// The number; of a milestone 1.
    pub number: Exact,
    /// In what it is, if the plan says so.
    pub unit: Option<String>,
    /// The last day on which it is to be reached.
    pub by: Option<Date>,
    /// From which value and day the straight line to the target begins.
    pub baseline: Option<(Exact, Date)>,
    /// Of what is no growth and to get better every year: each year beside the one before, the earliest first; see
    /// [`crate::Window::years_beside`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<YearBeside>,
}

/// A year of a figure beside the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearBeside {
    /// The year.
    pub year: i16,
    /// What it came to in the year before.
    pub before: Exact,
    /// What it came to in the year, as far as that goes.
    pub after: Exact,
    /// Whether the year is over.
    pub is_over: bool,
}

/// What is asked of a figure: its target, or what it should be by now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'t> {
    pub(crate) comparator: Comparator,
    pub(crate) rate: Rate,
    pub(crate) number: &'t Exact,
    pub(crate) years: &'t [YearBeside],
}

impl Target {
    pub(crate) fn asked(&self) -> Asked<'_> {
        Asked { comparator: self.comparator, rate: self.rate, number: &self.number, years: &self.years }
    }
}
