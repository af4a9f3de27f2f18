//! What an indicator is, as its folder declares it.

mod answers;
mod check;
mod checks;
pub(crate) mod digest;
pub(crate) mod fault;
mod parts;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kernel::declaration::Located;
use kernel::{Place, Problem, Severity, Wording};
use serde::{Deserialize, Serialize};

use crate::finality::Finality;
use crate::rows::Type;

pub use answers::Answer;
pub use digest::Definition;
pub use read::Sql;

/// An indicator or a list: what it counts, how the rows become a value, and who answers for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indicator {
    /// A stable name, such as `inventions-per-10000`; that of its folder.
    pub id: String,
    /// How people name it, such as `D1`.
    pub code: Option<Located<String>>,
    /// Its name.
    pub title: Wording,
    /// What is counted, in one sentence.
    pub about: Wording,
    /// The dimension of the work to which it belongs, as a code.
    pub dimension: Located<String>,
    /// In what the value is.
    pub unit: Wording,
    /// In what the rows are counted, such as `件`, where the value is in another unit.
    pub each: Option<Wording>,
    /// How the rows become a value.
    pub kind: Kind,
    /// What a ratio is multiplied by.
    pub per: i64,
    /// How many digits after the point are shown.
    pub decimals: u32,
    /// How many digits of a weight are after its point.
    pub weight_decimals: u32,
    /// The same for the weights of the base.
    pub base_weight_decimals: u32,
    /// Which way is better.
    pub direction: Direction,
    /// How often it is reported.
    pub period: Period,
    /// The ledger whose records the rows open.
    pub record: Option<Located<String>>,
    /// The ledger whose records the rows of the base open.
    pub base_record: Option<Located<String>>,
    /// The role that answers for it.
    pub role: Located<String>,
    /// Whether it may be shown beyond those who work on it.
    pub state: State,
    /// Since when this definition holds.
    pub in_force: Date,
    /// Which definition it is, from 1.
    pub version: u32,
    /// How it is measured: a series never mixes two methods.
    pub method: Option<String>,
    /// On what it rests.
    pub basis: Wording,
    /// The year from which growth is counted.
    pub base_year: Option<i16>,
    /// How many others a rank needs.
    pub peers_min: Option<u32>,
    /// Cells of public breakdowns with fewer rows are merged, and of less than this there is no percentage or the like (`per` above 1); 5
    /// where it is public and says nothing.
    pub small: Option<u32>,
    /// Whether everybody may see it.
    pub public: bool,
    /// How long after its period a figure is final; none if it is so at once.
    pub finality: Option<Finality>,
    /// Definitions before, newest first.
    pub earlier: Vec<Earlier>,
    /// The lists of what can be done where it falls short of its target.
    pub lists: Vec<Located<String>>,
    /// Values that the SQL uses as `$id`.
    pub parameters: Vec<Parameter>,
    /// Further columns of the rows.
    pub columns: Vec<DeclaredColumn>,
    /// What must be there, or there is no figure.
    pub needs: Vec<Need>,
    /// What nobody has decided yet.
    pub open: Vec<Question>,
    /// What was decided, see [`Indicator::answered`].
    pub answers: BTreeMap<String, Answer>,
    /// `rows.sql`.
    pub rows_sql: String,
    /// `base.sql`, where there is a denominator.
    pub base_sql: Option<String>,
    /// What must never be true of the rows.
    pub checks: Vec<Check>,
    /// The steps that its statements name as tables, by their ids.
    pub steps: BTreeMap<String, String>,
    ledgers: BTreeSet<String>,
    /// The files as they were read, but for the stories, and their digest.
    pub definition: Definition,
    /// Where it is declared.
    pub place: Place,
}

/// How the rows become a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What there is on a day: the sum of the weights, divided by that of the base where there is one.
    Level,
    /// What happened in a period: the same.
    Flow,
    /// How yearly sums grow, in percent a year.
    Growth,
    /// The mean of the newest measurements.
    Score,
    /// How much of the base is covered.
    Coverage,
    /// Whether, and since when, something is reached.
    Milestone,
    /// The place among others.
    Rank,
    /// What to act on: how many rows.
    List,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither.
    None,
}

/// How often an indicator is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Period {
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

/// Whether a definition is settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 拟定: only those who work on it see its figures.
    Draft,
    /// 已核定: it may stand in the cockpit and in reports.
    Approved,
}

/// A definition before this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Its number.
    pub version: u32,
    /// Its last day.
    pub until: Date,
    /// What was different.
    pub what: Wording,
}

/// A value that the SQL uses: never a constant there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the SQL, without the `$`.
    pub id: String,
    /// The value.
    pub value: ParameterValue,
    /// What it is.
    pub title: Wording,
    /// Where it comes from.
    pub basis: Wording,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ParameterValue {
    /// A whole number.
    Integer(i64),
    /// A text.
    Text(String),
    /// A day.
    Date(Date),
}

/// How sure a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// An office says so.
    Official,
    /// Our reading of what an office says, to be confirmed.
    Reading,
    /// Our own proposal.
    Own,
}

/// A further column of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclaredColumn {
    /// Its name in the SQL.
    pub id: String,
    /// What it is.
    pub title: Wording,
    /// What its cells hold.
    pub kind: Type,
    /// How many digits of its whole numbers are after the point: of money that is shown in 10,000 yuan it is 6.
    pub decimals: u32,
    /// The code table of its values.
    pub table: Option<Located<String>>,
    /// Whether the figure is broken down by it.
    pub by: bool,
}

/// What must be there, or the figure is 未取数.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The ledger that holds it.
    pub ledger: Located<String>,
    /// What it is.
    pub what: Wording,
}

/// What nobody has decided yet; asked of the role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// A stable name. Indicators that hang on the same answer ask the same question by the same name.
    pub id: String,
    /// What is asked.
    pub question: Wording,
    /// What an answer does by itself; none: the definition is changed by hand.
    pub decides: Option<Decides>,
}

/// What the answer to a question decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decides {
    /// Whether a draft is approved: by the answer with this value.
    Approval {
        /// The value.
        value: String,
        /// What it means.
        title: Wording,
    },
    /// The value of a parameter.
    Parameter {
        /// Its id.
        id: String,
        /// The values that it may have, each with what it means; none: any of its type.
        choices: Vec<(String, Wording)>,
        /// Whether a draft waits for the value, and is approved once there is one.
        settles: bool,
    },
}

/// What must never be true of the rows: a statement that returns those that break it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// A broken check of severity error makes the figure grey; a warning is shown beside it.
    pub severity: Severity,
    /// What is wrong if it returns rows.
    pub title: Wording,
    /// The statement.
    pub sql: String,
    /// The line of `checks.sql` at which it begins.
    pub line: usize,
}

impl Need {
    /// That it is not there.
    pub fn missing(&self) -> Problem {
        let what = Wording::new(
            format!("未取数：台账中没有{}", self.what.zh),
            format!("no data: the ledger has no {}", self.what.en),
        );
        let remedy = Wording::new(
            format!("请在台账“{}”中登记或导入", self.ledger.value),
            format!("record or import it in the ledger {}", self.ledger.value),
        );
        Problem::error("no-data", self.ledger.place.clone(), what, remedy)
    }
}

impl Check {
    /// That so many rows break it.
    pub fn broken(&self, rows: usize) -> Problem {
        let what = Wording::new(
            format!("未通过检查：{}（{rows}行）", self.title.zh),
            format!("a check fails: {} ({rows} rows)", self.title.en),
        );
        let remedy =
            Wording::new("请改正这些记录后再取数", "correct these records, then it is counted again");
        Problem::error("check-broken", Place::default().at_line(self.line), what, remedy)
    }
}

impl Indicator {
    /// The names that `$name` in the SQL may have: those of every indicator and the parameters of this one.
    pub fn parameter_names(&self) -> impl Iterator<Item = &str> {
        let own = self.parameters.iter().map(|parameter| parameter.id.as_str());
        crate::sql::PARAMETERS.into_iter().chain(own)
    }

    /// The ledgers that its statements read.
    pub fn ledgers(&self) -> &BTreeSet<String> {
        &self.ledgers
    }

    fn ledgers_read(&self) -> BTreeSet<String> {
        let checks = self.checks.iter().map(|check| check.sql.as_str());
        let texts = [self.rows_sql.as_str()].into_iter().chain(self.base_sql.as_deref()).chain(checks);
        let texts = texts.chain(self.steps.values().map(String::as_str));
        let mut ledgers: BTreeSet<String> = texts.flat_map(crate::sql::tables).collect();
        ledgers.retain(|table| {
            !crate::sql::COUNTED.contains(&table.as_str()) && !self.steps.contains_key(table)
        });
        ledgers
    }

    /// One of its statements as engines run it: with the steps that it names.
    pub fn composed(&self, sql: &str) -> String {
        crate::sql::composed(sql, &self.steps)
    }

    /// Whether a day has the method of today: a series never mixes two.
    pub fn is_measured_alike(&self, day: Date) -> bool {
        self.method.is_none() || self.earlier.is_empty() || day >= self.in_force
    }

    /// In what its rows are counted.
    pub fn counted_in(&self) -> &Wording {
        self.each.as_ref().unwrap_or(&self.unit)
    }
}
