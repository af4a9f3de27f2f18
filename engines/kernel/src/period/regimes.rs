use jiff::civil::Date;

use super::Error;
use super::regime::{
    Basis, Certainty, FirstDay, HourStart, MonthEnd, Regime, RollOver, Rule, WorkingAmounts,
};
use crate::declaration::{Reader, Table};
use crate::{Problem, Wording};

/// The counting regimes of a pack.
#[derive(Debug, Clone)]
pub struct Regimes {
    regimes: Vec<Regime>,
}

impl Regimes {
    /// Reads declared regimes. One problem anywhere refuses the whole file; all problems come at once.
    pub fn read(file: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let root = reader.root();
        root.required_schema(1);
        root.required::<Date>("checked_on");
        let mut regimes: Vec<Regime> = Vec::new();
        for table in root.tables("regime") {
            let place = table.place_of("id");
            let Some(regime) = regime(&table) else { continue };
            if regimes.iter().any(|known| known.id == regime.id) {
                let id = &regime.id;
                root.problem(Problem::error(
                    "id-twice",
                    place,
                    Wording::new(format!("“{id}”写了两次"), format!("{id} is declared twice")),
                    Wording::new("请改名或合并", "rename one of them, or merge them"),
                ));
            }
            regimes.push(regime);
        }
        reader.finish_with(Some(Regimes { regimes }))
    }

    /// The regime with this id.
    pub fn get(&self, id: &str) -> Result<&Regime, Error> {
        let id = id.trim();
        self.regimes.iter().find(|regime| regime.id == id).ok_or_else(|| {
            let known: Vec<&str> = self.iter().map(|regime| regime.id.as_str()).collect();
            Error::Regime { written: id.to_owned(), known: known.join(", ") }
        })
    }

    /// Every regime, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Regime> {
        self.regimes.iter()
    }
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn regime(table: &Table<'_>) -> Option<Regime> {
    let (id, title) = (table.required("id"), table.required("title"));
    let (statute, source) = (table.required::<String>("statute"), table.required("source"));
    let (in_force, note) = (table.optional("in_force"), table.optional("note"));
    let own = statute.as_deref().unwrap_or_default();
    let first_day =
        rule(table, "first_day", own, &[("excluded", FirstDay::Excluded), ("included", FirstDay::Included)]);
    let working_days = working_days(table, own);
    let month_ends = [
        ("corresponding-day", MonthEnd::CorrespondingDay),
        ("day-before-corresponding-day", MonthEnd::DayBeforeCorrespondingDay),
    ];
    let month_end = rule(table, "month_end", own, &month_ends);
    let roll_overs = [
        ("day-after-rest-days", RollOver::DayAfterRestDays),
        ("first-working-day", RollOver::FirstWorkingDay),
        ("none", RollOver::None),
    ];
    let roll_over = rule(table, "roll_over", own, &roll_overs);
    let hours = rule(
        table,
        "hours",
        own,
        &[("stated-time", HourStart::StatedTime), ("next-hour", HourStart::NextHour)],
    );
    Some(Regime {
        id: id?,
        title: title?,
        statute: own.to_owned(),
        in_force,
        source: source?,
        note,
        first_day: first_day?,
        working_days: working_days?,
        month_end: month_end?,
        roll_over: roll_over?,
        hours: hours?,
    })
}

fn rule<T: Copy>(
    regime: &Table<'_>,
    key: &'static str,
    own: &str,
    codes: &[(&'static str, T)],
) -> Option<Rule<T>> {
    let table = regime.required_table(key)?;
    let (rule, basis) = (table.required_code("rule", codes), basis(&table, own));
    Some(Rule { rule: rule?, basis: basis? })
}

fn working_days(regime: &Table<'_>, own: &str) -> Option<Rule<WorkingAmounts>> {
    #[derive(Clone, Copy)]
    enum Kind {
        None,
        All,
        Listed,
        UpTo,
    }
    let codes = [("none", Kind::None), ("all", Kind::All), ("listed", Kind::Listed), ("up-to", Kind::UpTo)];
    let table = regime.required_table("working_days")?;
    let (kind, basis) = (table.required_code("rule", &codes), basis(&table, own));
    let amounts = match kind? {
        Kind::None => WorkingAmounts::None,
        Kind::All => WorkingAmounts::All,
        Kind::Listed => WorkingAmounts::Listed(table.required("amounts")?),
        Kind::UpTo => WorkingAmounts::UpTo(table.required("up_to")?),
    };
    Some(Rule { rule: amounts, basis: basis? })
}

/// The article, of the regime's own statute unless another is named.
fn basis(table: &Table<'_>, own: &str) -> Option<Basis> {
    let statute = table.optional("statute").unwrap_or_else(|| own.to_owned());
    let codes = [("law", Certainty::Law), ("reading", Certainty::Reading)];
    let certainty = table.optional_code("certainty", &codes).unwrap_or(Certainty::Law);
    Some(Basis { statute, article: table.required("article")?, certainty })
}
