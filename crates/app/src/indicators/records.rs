//! The rows of a figure, as an actor sees them, on pages and taken along.

use std::collections::BTreeSet;
use std::sync::Arc;

use indicators::{Cell, CountedRow, GroupName, Indicator, Kind, RowSet, breakdown, bridge, merge_small};
use jiff::civil::Date;
use kernel::{Place, Problem, Wording};

use super::compute::Computed;
use super::open::{Opened, open};
use super::published::as_known;
use super::seen::{Reach, RowsSeen, may_take, rows_seen};
use super::show::{before, by_column, counted, counted_of, missing, opens_its_base};
use crate::records::{RECORDS_MAX, When};
use crate::{Act, Actor, App, Error};

/// Rows of a page.
pub const ROWS_SHOWN: usize = 50;

/// Which rows are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// A column by which the figure is broken down and its value as it is written; an empty value: those without one. Who sees all rows
    /// may name any column.
    pub by: Option<(String, String)>,
    /// Only what changed since the end of the period before.
    pub change: Option<Change>,
    /// Only what changed since this day in what is known of the same figure, instead of since the end of the period before.
    pub since: Option<Date>,
    /// Not what counts, but what of the denominator does not.
    pub missing: bool,
    /// Not what counts, but the denominator.
    pub base: bool,
    /// Of a growth, only as far into each year as the last one has come.
    pub same_period: bool,
}

/// What became of rows since the end of the period before, or since less was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They were not there.
    Came,
    /// They are not there any more.
    Went,
    /// They weigh something else.
    Revalued,
}

/// The rows that were asked for.
#[derive(Debug)]
pub struct Records {
    /// The indicator.
    pub opened: Opened,
    /// The figure whose rows they are: that of the day before the period where they went meanwhile.
    pub computed: Arc<Computed>,
    /// Which of its rows the actor sees.
    rows_seen: RowsSeen,
    narrowed: Narrowed,
    keys: Option<BTreeSet<String>>,
}

/// A row with its place.
#[derive(Debug, Clone)]
pub struct ShownRow<'r> {
    /// What is counted.
    pub key: &'r str,
    /// The record that it opens.
    pub record: Option<&'r str>,
    /// The ledger of that record.
    pub ledger: Option<&'r str>,
    /// What people call it.
    pub name: Option<&'r str>,
    /// The sub-district or park.
    pub body: Option<&'r str>,
    /// With which weight, in smallest parts.
    pub weight: i64,
    /// All cells, in the order of the columns.
    pub cells: &'r [Cell],
    set: &'r RowSet,
}

impl<'r> ShownRow<'r> {
    /// What stands in a column; none if there is no such column.
    pub fn cell(&self, column: &str) -> Option<&'r Cell> {
        self.cells.get(self.set.column(column)?)
    }
}

/// The rows that are counted, and how many of them the actor does not see.
#[derive(Debug, Clone)]
pub struct ShownRows<'r> {
    /// Those that are seen, by their keys.
    pub rows: Vec<ShownRow<'r>>,
    /// Sum of the weights of all that were asked for, seen or not.
    pub sum: i128,
    /// How many were asked for, seen or not.
    pub all: usize,
}

impl ShownRows<'_> {
    /// How many there are that are not seen.
    pub fn hidden(&self) -> usize {
        self.all - self.rows.len()
    }
}

/// The rows of an indicator that are asked for.
///
/// # Errors
/// [`Error::NotFound`] if there is no such indicator, the actor sees none of its rows, or a denominator or what is missing of it is asked for
/// where there is none; [`Error::Invalid`] if it cannot be narrowed down like that; what the store says.
pub async fn records(
    app: &App,
    actor: &Actor,
    id: &str,
    (when, public): (When, bool),
    narrowed: Narrowed,
) -> Result<Records, Error> {
    let opened = open(app, actor, id, when, public).await?;
    if opened.rows == RowsSeen::None {
        return Err(Error::NotFound);
    }
    if let Some((column, _)) = &narrowed.by
        && opened.rows != RowsSeen::All
        && !is_broken_down_by(&opened.card.indicator, column)
    {
        return Err(Error::Invalid(vec![not_by(column)]));
    }
    if (narrowed.missing || narrowed.base) && opened.card.indicator.base_sql.is_none() {
        return Err(Error::NotFound);
    }
    let mut computed = Arc::clone(&opened.card.computed);
    let (mut rows, mut keys) = (opened.rows.clone(), None);
    if let Some(change) = narrowed.change {
        let opening = match narrowed.since {
            Some(day) => Some(as_known(app, &opened, (opened.past.as_of, day)).await?),
            None => before(app, &opened).await?.map(|opening| (opening, opened.past.known)),
        };
        let of_opening = opening.as_ref().and_then(|(opening, _)| changed(&opened, opening, change));
        keys = Some(of_opening.unwrap_or_default());
        if let Some((opening, known)) = opening.filter(|_| change == Change::Went) {
            let of_it = (&*opened.card.indicator, &opened.touched);
            rows = rows_seen(app, actor, of_it, &opened.seen, (&opening.window, known)).await;
            computed = opening;
        }
    }
    let records = Records { opened, computed, rows_seen: rows, narrowed, keys };
    records.is_large_enough()?;
    Ok(records)
}

/// The rows of an indicator today, for a page of those who work here that counts by it: those that the actor sees, and how many there are.
///
/// # Errors
/// [`Error::NotFound`] if there is no such indicator; what the store says.
pub(crate) async fn standing(app: &App, actor: &Actor, id: &str) -> Result<Records, Error> {
    let opened = open(app, actor, id, When::default(), false).await?;
    let (computed, rows_seen) = (Arc::clone(&opened.card.computed), opened.rows.clone());
    Ok(Records { opened, computed, rows_seen, narrowed: Narrowed::default(), keys: None })
}

/// The rows of an indicator that are asked for, to be taken along. What strangers do not see is taken by an operation: the trail shows who
/// took what.
///
/// # Errors
/// As [`records`]; [`Error::NotAllowed`] if the actor may not take them along; [`Error::Invalid`] if they are too many for a file.
pub async fn take(
    app: &App,
    actor: &Actor,
    id: &str,
    (when, public): (When, bool),
    narrowed: Narrowed,
    format: &str,
) -> Result<Records, Error> {
    let records = records(app, actor, id, (when, public), narrowed).await?;
    let rows = records.rows().rows.len();
    if rows > RECORDS_MAX {
        return Err(Error::Invalid(vec![too_many(rows)]));
    }
    if records.opened.reach == Reach::Insiders {
        may_take(app, actor, &records.opened.touched)?;
        let what = records.described(format);
        let subject = ("indicator", records.opened.card.indicator.id.as_str());
        let write = app.begin(actor, Act::Export.id(), subject, Some(&what)).await?;
        write.commit().await?;
    }
    Ok(records)
}

impl Records {
    /// What the statement returned: for what counts, or for the denominator where that or what is missing of it is asked for.
    pub fn set(&self) -> &RowSet {
        let base = self.computed.base.as_deref().filter(|_| self.are_of_base());
        base.unwrap_or(&self.computed.rows)
    }

    /// Whether they are rows of the denominator.
    pub fn are_of_base(&self) -> bool {
        self.narrowed.missing || self.narrowed.base
    }

    /// How many digits of a weight of theirs are after its point.
    pub fn weight_decimals(&self) -> u32 {
        let indicator = &self.opened.card.indicator;
        match indicator.kind {
            // It counts things, whatever they weigh.
            Kind::Coverage if self.are_of_base() => 0,
            _ if self.are_of_base() => indicator.base_weight_decimals,
            _ => indicator.weight_decimals,
        }
    }

    /// Those that were asked for: of what counts, of the denominator, or of what is missing of it.
    pub fn rows(&self) -> ShownRows<'_> {
        let indicator = &self.opened.card.indicator;
        let set = self.set();
        let mut shown = ShownRows { rows: Vec::new(), sum: 0, all: 0 };
        // Rows that cannot be added up are no figure, and the card says so.
        let Some(counted) = counted_of(indicator, &self.computed) else { return shown };
        // A place is among all, and none of them is a part of it.
        let to = self.computed.window.to;
        let stands = |row: &&CountedRow<'_>| {
            let is_of_year = || self.are_of_a_year() && row.on.is_some_and(|on| on <= to);
            row.counts || indicator.kind == Kind::Rank || is_of_year()
        };
        let rows: Vec<CountedRow<'_>> = match (self.narrowed.missing, self.narrowed.base) {
            (true, _) => missing(indicator, &counted),
            (false, true) => counted.base.clone().unwrap_or_default(),
            (false, false) => counted.rows.iter().filter(stands).copied().collect(),
        };
        for row in rows.iter().filter(|row| self.is_asked(set, row)) {
            let row = shown_row(self.ledger(), set, row);
            shown.sum += i128::from(row.weight);
            shown.all += 1;
            if self.is_seen(&row) {
                shown.rows.push(row);
            }
        }
        shown
    }

    /// The ledger whose records the rows open, unless they name another.
    fn ledger(&self) -> Option<&str> {
        let indicator = &self.opened.card.indicator;
        let ledger = if self.are_of_base() { &indicator.base_record } else { &indicator.record };
        ledger.as_ref().map(|ledger| ledger.value.as_str())
    }

    /// Who sees the rows that open some records sees of the denominator what opens records of the same ledger, and nothing else.
    fn is_seen(&self, row: &ShownRow<'_>) -> bool {
        let is_told = !self.are_of_base() || opens_its_base(&self.opened.card.indicator);
        (is_told || self.rows_seen == RowsSeen::All) && self.rows_seen.covers(row.record)
    }

    fn is_asked(&self, set: &RowSet, row: &CountedRow<'_>) -> bool {
        let by = self.narrowed.by.as_ref().is_none_or(|(column, value)| match column.as_str() {
            "year" => row.on.map(|on| on.year().to_string()).unwrap_or_default() == *value,
            column => {
                let cell = set.column(column).and_then(|at| set.rows.get(row.index)?.get(at));
                let written = cell.map(Cell::to_string).unwrap_or_default();
                written == *value
            }
        });
        let to = self.computed.window.to;
        let in_time = !self.narrowed.same_period
            || row.on.is_some_and(|on| (on.month(), on.day()) <= (to.month(), to.day()));
        by && in_time && self.keys.as_ref().is_none_or(|keys| keys.contains(row.key))
    }

    /// Whether they are the rows of one of the years whose sums a growth compares, and not only of the last.
    fn are_of_a_year(&self) -> bool {
        let is_by_year = self.narrowed.by.as_ref().is_some_and(|(column, _)| column == "year");
        is_by_year && self.opened.card.indicator.kind == Kind::Growth
    }

    /// What is too small to be shown to everybody as a part is not shown by asking for it either.
    fn is_large_enough(&self) -> Result<(), Error> {
        let Some(small) = self.opened.card.indicator.small.filter(|_| self.opened.is_public) else {
            return Ok(());
        };
        // The whole denominator is no part of anything.
        let is_part = Narrowed { base: false, ..self.narrowed.clone() } != Narrowed::default();
        if !is_part {
            return Ok(());
        }
        let rows = self.rows();
        let first = rows.rows.first().and_then(owner);
        let is_of_one =
            self.set().column("owner").is_some() && rows.rows.iter().all(|row| owner(row) == first);
        let is_large = rows.all >= usize::try_from(small).unwrap_or(usize::MAX);
        let stands = is_large && !is_of_one && self.stands_alone(small);
        if stands { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Whether a part is one of those that everybody is shown by themselves: what was merged with others so that these cannot be told from
    /// the total is not shown either.
    fn stands_alone(&self, small: u32) -> bool {
        let Some((column, value)) = &self.narrowed.by else { return true };
        if self.narrowed.missing || self.are_of_a_year() {
            return true;
        }
        let counted = counted_of(&self.opened.card.indicator, &self.computed);
        let groups = counted.as_ref().and_then(|counted| breakdown(counted, by_column(column)));
        let name = match value.as_str() {
            "" => GroupName::Undecided,
            value => GroupName::Value(value.to_owned()),
        };
        groups.is_some_and(|groups| merge_small(groups, small).iter().any(|group| group.name == name))
    }

    /// What is taken along, as the trail says it: the same words as in the address.
    fn described(&self, format: &str) -> String {
        let window = &self.opened.card.computed.window;
        let mut words = vec![
            format.to_owned(),
            format!("as_of={}", window.as_of),
            format!("known={}", self.opened.card.known),
        ];
        words.extend(self.narrowed.by.iter().map(|(column, value)| format!("{column}={value}")));
        words.extend(self.narrowed.change.map(|change| format!("change={}", change.id())));
        words.extend(self.narrowed.since.map(|day| format!("since={day}")));
        words.extend(self.narrowed.missing.then(|| "missing=1".to_owned()));
        words.extend(self.narrowed.base.then(|| "base=1".to_owned()));
        words.extend(self.narrowed.same_period.then(|| "same=1".to_owned()));
        words.join("; ")
    }
}

impl Change {
    /// How addresses write it.
    pub fn id(self) -> &'static str {
        match self {
            Change::Came => "came",
            Change::Went => "went",
            Change::Revalued => "revalued",
        }
    }

    /// Reads it from an address.
    pub fn parse(id: &str) -> Option<Change> {
        [Change::Came, Change::Went, Change::Revalued].into_iter().find(|change| change.id() == id)
    }
}

/// Whose a row is, if it says so.
fn owner<'r>(row: &ShownRow<'r>) -> Option<&'r str> {
    row.cell("owner")?.as_text()
}

fn changed(opened: &Opened, opening: &Computed, change: Change) -> Option<BTreeSet<String>> {
    let bridge = bridge(&counted_of(&opened.card.indicator, opening)?, &counted(&opened.card)?);
    let keys = match change {
        Change::Came => bridge.keys_came,
        Change::Went => bridge.keys_went,
        Change::Revalued => bridge.keys_revalued,
    };
    Some(keys.into_iter().collect())
}

fn is_broken_down_by(indicator: &Indicator, column: &str) -> bool {
    let is_declared = indicator.columns.iter().any(|declared| declared.by && declared.id == column);
    ["body", "year"].contains(&column) || is_declared
}

fn not_by(column: &str) -> Problem {
    Problem::error(
        "not-by",
        Place::default().at_field("by"),
        Wording::new(format!("不能按“{column}”筛选"), format!("rows cannot be narrowed down by {column}")),
        Wording::new("请从指标页的分组进入", "follow the parts on the page of the indicator"),
    )
}

fn too_many(rows: usize) -> Problem {
    Problem::error(
        "too-many-rows",
        Place::default(),
        Wording::new(
            format!("共{rows}行，一个文件最多{RECORDS_MAX}行"),
            format!("there are {rows} rows, and a file has {RECORDS_MAX} at most"),
        ),
        Wording::new("请按街道或年度分别导出", "take them along by body or by year"),
    )
}

fn shown_row<'r>(ledger: Option<&'r str>, set: &'r RowSet, row: &CountedRow<'r>) -> ShownRow<'r> {
    let cells = &set.rows[row.index];
    let text = |column: &str| set.column(column).and_then(|at| cells.get(at)?.as_text());
    let has_record = set.column("record").is_some();
    ShownRow {
        key: row.key,
        record: if has_record { text("record") } else { Some(row.key) },
        ledger: text("ledger").or(ledger),
        name: text("name"),
        body: row.body,
        weight: row.weight,
        cells,
        set,
    }
}
