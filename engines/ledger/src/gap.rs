//! What a ledger should hold and does not. A ledger declares its gaps; here they are found among its records.

mod find;

use jiff::civil::Date;
use kernel::{Place, Wording};
use serde::Serialize;

pub use find::{Look, find};

/// Something that is missing, as `[[gap]]` declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// A stable name, such as `untrained`.
    pub id: String,
    /// What is missing, in a few words.
    pub title: Wording,
    /// What it says of a member that has it; none: nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub met: Option<Wording>,
    /// How bad it is.
    pub urgency: Urgency,
    /// Who has to close it.
    pub owner: Owner,
    /// A field whose values hang on the record: they are listed with the gap, with those apart that no sound record has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hanging: Option<String>,
    /// What is looked for.
    pub kind: GapKind,
    /// Where it is declared.
    #[serde(skip)]
    pub place: Place,
}

/// How bad a gap is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// To be closed.
    Yellow,
    /// What the plan asks for is not there.
    Red,
}

/// Who has to close a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Owner {
    /// The member itself, a body.
    Member,
    /// The body in this field.
    Field(String),
    /// Whoever has this role.
    Role(String),
}

/// What is looked for. A list with an end: what none of these can say needs another kind, not a program in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// A record of another ledger that no record here names.
    EachMemberOf {
        /// The other ledger.
        ledger: String,
        /// Those of its records that have one of these values in this field; none: all.
        only: Option<(String, Vec<String>)>,
        /// The field here that names it.
        by: String,
        /// What a record here needs to count.
        having: Having,
    },
    /// A year of the plan, as far as it has begun, that no record here names.
    EachYear {
        /// The field with the year.
        by: String,
        /// What a record here needs to count.
        having: Having,
    },
    /// A period that is over without a record, by a rhythm that another ledger sets; and a value for which it sets none.
    EachPeriod {
        /// The ledger of rhythms: its key is a value of `by`; `months` says how long a period is, `since` when the first began.
        ledger: String,
        /// The field here with the value.
        by: String,
        /// The values that need a rhythm.
        values: Vec<String>,
        /// The field here with the day.
        on: String,
    },
    /// A value and a year of the plan that no record here names together, from the day after the value's date in that year on.
    EachCell {
        /// The field with the value.
        by: String,
        /// The field with the year.
        year: String,
        /// The values, each with its month and day.
        dates: Vec<(String, (i8, i8))>,
        /// What a record here needs to count.
        having: Having,
    },
    /// A record that names one of another ledger in which something is so, such as a right that has ended.
    NamedIs {
        /// The field here that names it.
        field: String,
        /// The other ledger.
        ledger: String,
        /// The field there, and the values that make the gap.
        only: (String, Vec<String>),
    },
    /// A record that names some of another ledger, of which in none something is so, such as a brand without a valid mark.
    NoneNamedIs {
        /// The field here that names them.
        field: String,
        /// The other ledger.
        ledger: String,
        /// The field there, and the values of which one would do.
        only: (String, Vec<String>),
    },
    /// A record of which one of another ledger tells, while a field here says nothing of it.
    ToldOf {
        /// The other ledger.
        ledger: String,
        /// The field there with the key of the record here.
        by: String,
        /// The fields here of which one says so.
        unless: Vec<String>,
    },
    /// A day that is longer ago than so many months.
    NotSince {
        /// The field.
        field: String,
        /// The field with the day from which it counts while there is none; none: then it is a gap at once.
        otherwise: Option<String>,
        /// After how many months.
        months: u32,
        /// The records here that are meant; none: all.
        only: Option<(String, Vec<String>)>,
        /// Fields of which one says that it is asked no longer; none: nothing does.
        unless: Vec<String>,
    },
    /// A day that is so many days away or fewer, until it is over.
    DayNear {
        /// The field.
        field: String,
        /// How many days.
        days: u32,
        /// Fields of which one says that it was answered; none: nothing does.
        unless: Vec<String>,
    },
    /// A number that is less than another.
    Below {
        /// The field.
        field: String,
        /// The field with the other number.
        than: String,
    },
    /// A field that is empty.
    Empty {
        /// The field.
        field: String,
    },
    /// A field that is filled in.
    Filled {
        /// The field.
        field: String,
    },
    /// A day that is over; of a month or a year, its last.
    DayPassed {
        /// The field.
        field: String,
        /// Fields of which one says that it was answered; none: nothing does.
        unless: Vec<String>,
    },
    /// A flag that is no.
    IsNo {
        /// The field.
        field: String,
    },
}

/// What a record needs to count for a member or a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Having {
    /// A field that is filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// For a day in it: not longer ago than so many months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// A field with a year that has to be the current one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub this_year: Option<String>,
    /// A field that has one of these values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub here: Option<(String, Vec<String>)>,
}

/// A gap that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// Of what.
    pub of: Of,
    /// The record here that comes nearest, and can be put right; none if there is none.
    pub record: Option<String>,
    /// The first day on which it is missing, if a day says so.
    pub since: Option<Date>,
    /// What hangs on the record, and whether it hangs on no sound one.
    pub hanging: Vec<(String, bool)>,
}

/// What something is missing of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A record here, by its key.
    Record(String),
    /// A record of the other ledger, by its key.
    Member(String),
    /// A year of the plan.
    Year(i16),
    /// A period of a rhythm: of which value, from which day until before which.
    Period(String, Date, Date),
    /// A value without a rhythm.
    Unset(String),
}

impl Gap {
    /// The other ledger that has to be looked at.
    pub fn other_ledger(&self) -> Option<&str> {
        match &self.kind {
            GapKind::EachMemberOf { ledger, .. }
            | GapKind::EachPeriod { ledger, .. }
            | GapKind::ToldOf { ledger, .. }
            | GapKind::NamedIs { ledger, .. }
            | GapKind::NoneNamedIs { ledger, .. } => Some(ledger),
            _ => None,
        }
    }

    /// The fields here that it looks at: who sees none of them may not know of it.
    pub fn fields(&self) -> Vec<&str> {
        match &self.kind {
            GapKind::EachMemberOf { by, having, .. } | GapKind::EachYear { by, having } => {
                [by.as_str()].into_iter().chain(having.fields()).collect()
            }
            GapKind::EachPeriod { by, on, .. } => vec![by, on],
            GapKind::EachCell { by, year, having, .. } => {
                [by.as_str(), year].into_iter().chain(having.fields()).collect()
            }
            GapKind::NotSince { field, otherwise, only, unless, .. } => {
                let more = otherwise.iter().chain(only.iter().map(|(field, _)| field));
                [field].into_iter().chain(more).chain(unless).map(String::as_str).collect()
            }
            GapKind::DayPassed { field, unless } | GapKind::DayNear { field, unless, .. } => {
                [field].into_iter().chain(unless).map(String::as_str).collect()
            }
            GapKind::ToldOf { unless, .. } => unless.iter().map(String::as_str).collect(),
            GapKind::Below { field, than } => vec![field, than],
            GapKind::NamedIs { field, .. }
            | GapKind::NoneNamedIs { field, .. }
            | GapKind::Empty { field }
            | GapKind::Filled { field }
            | GapKind::IsNo { field } => vec![field],
        }
    }

    /// The field by which a new record says for whom or what it is.
    pub fn by(&self) -> Option<&str> {
        match &self.kind {
            GapKind::EachMemberOf { by, .. }
            | GapKind::EachYear { by, .. }
            | GapKind::EachCell { by, .. }
            | GapKind::EachPeriod { by, .. } => Some(by),
            _ => None,
        }
    }
}

impl Having {
    /// The fields at which it looks.
    fn fields(&self) -> impl Iterator<Item = &str> {
        let here = self.here.as_ref().map(|(field, _)| field);
        self.field.iter().chain(&self.this_year).chain(here).map(String::as_str)
    }
}

impl Of {
    /// In one word, as the examples of a pack name it.
    pub fn name(&self) -> String {
        match self {
            Of::Record(key) | Of::Member(key) | Of::Unset(key) => key.clone(),
            Of::Year(year) => year.to_string(),
            Of::Period(value, from, _) => format!("{value} {from}"),
        }
    }
}
