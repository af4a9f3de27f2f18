//! A figure in parts that add up to it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::exact::Exact;
use crate::figure::{Counted, CountedRow, is_too_few, sum};
use crate::indicator::{Indicator, Kind};
use crate::rows::RowSet;

/// By what a figure is broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By<'b> {
    /// The sub-district or park.
    Body,
    /// The year in which it happened.
    Year,
    /// A column of the rows.
    Column(&'b str),
}

/// One part of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// What its rows have in common.
    pub name: GroupName,
    /// The sum of their weights.
    pub sum: i128,
    /// How many rows count.
    pub rows: usize,
    /// The same part of the denominator, if its rows can be told apart in the same way.
    pub whole: Option<Whole>,
    /// Whose its rows are; nobody who reads the groups is told.
    #[serde(skip)]
    pub owners: Owners,
}

/// Whose the rows of a group are. Rows that name no owner are taken for those of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Owners {
    /// There are no rows, or they have no owners.
    #[default]
    Untold,
    /// All are of this one.
    One(Option<String>),
    /// They are of several.
    Several,
}

impl Owners {
    /// Whether all rows are known to be of one.
    pub fn is_one(&self) -> bool {
        matches!(self, Owners::One(_))
    }

    fn add(&mut self, owner: Option<&str>) {
        match self {
            Owners::Untold => *self = Owners::One(owner.map(str::to_owned)),
            Owners::One(one) if one.as_deref() != owner => *self = Owners::Several,
            Owners::One(_) | Owners::Several => {}
        }
    }

    fn and(self, other: Owners) -> Owners {
        match (self, other) {
            (Owners::Untold, told) | (told, Owners::Untold) => told,
            (Owners::One(left), Owners::One(right)) if left == right => Owners::One(left),
            _ => Owners::Several,
        }
    }
}

/// A part of a denominator.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Whole {
    /// The sum of the weights of its rows.
    pub sum: i128,
    /// How many rows there are.
    pub rows: usize,
}

/// What the rows of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupName {
    /// This value.
    Value(String),
    /// None: 待判定.
    Undecided,
    /// Too few rows to be shown by themselves.
    Merged,
}

/// The groups of a figure, the largest first and 待判定 last; their sums add up to the numerator. Where the rows of the denominator have
/// the same column, each has its part of it, and one of which nothing counts is there as well. None if the rows have no such column.
pub fn breakdown(counted: &Counted<'_>, by: By<'_>) -> Option<Vec<Group>> {
    counted.set.column(column_of(by))?;
    let base = counted.base_set.filter(|base| by != By::Year && base.column(column_of(by)).is_some());
    let whole = base.map(|_| Whole::default());
    let has_owners = counted.set.column("owner").is_some();
    let mut groups: BTreeMap<GroupName, Group> = BTreeMap::new();
    for row in counted.counting() {
        let group = group_of(&mut groups, name_of(counted.set, row, by), whole);
        group.sum += i128::from(row.weight);
        group.rows += 1;
        if has_owners {
            group.owners.add(row.owner);
        }
    }
    if let Some((set, rows)) = base.zip(counted.base.as_deref()) {
        for row in rows {
            let group = group_of(&mut groups, name_of(set, row, by), whole);
            let whole = group.whole.get_or_insert_default();
            whole.sum += i128::from(row.weight);
            whole.rows += 1;
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by(|left, right| {
        let last = |group: &Group| group.name == GroupName::Undecided;
        last(left).cmp(&last(right)).then(right.sum.cmp(&left.sum))
    });
    Some(groups)
}

fn column_of(by: By<'_>) -> &str {
    match by {
        By::Body => "body",
        By::Year => "on",
        By::Column(name) => name,
    }
}

/// To which group a row belongs.
fn name_of(set: &RowSet, row: &CountedRow<'_>, by: By<'_>) -> GroupName {
    let text = match by {
        By::Body => row.body.map(str::to_owned),
        By::Year => row.on.map(|on| on.year().to_string()),
        By::Column(name) => set.cell(row.index, name).map(ToString::to_string),
    };
    text.filter(|text| !text.is_empty()).map_or(GroupName::Undecided, GroupName::Value)
}

fn group_of(groups: &mut BTreeMap<GroupName, Group>, name: GroupName, whole: Option<Whole>) -> &mut Group {
    let owners = Owners::default();
    groups.entry(name.clone()).or_insert_with(|| Group { name, sum: 0, rows: 0, whole, owners })
}

impl Group {
    /// What this part comes to by itself, such as a percentage; none without its part of the denominator, or where that is less than a
    /// ratio needs.
    pub fn value(&self, indicator: &Indicator) -> Option<Exact> {
        let whole = self.whole.as_ref()?;
        let above = Exact::scaled(self.sum, indicator.weight_decimals);
        of(indicator, &above, &Exact::scaled(whole.sum, indicator.base_weight_decimals))
    }
}

/// Groups as the public may see them: those with fewer rows, and those whose rows are all of one owner, are merged into one. Where that
/// one alone could still be told from the total, the next smallest goes with it.
pub fn merge_small(groups: Vec<Group>, small: u32) -> Vec<Group> {
    let small = usize::try_from(small).unwrap_or(usize::MAX);
    let (mut kept, mut merged): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.rows >= small && !group.owners.is_one());
    let is_hidden = |merged: &[Group]| {
        let rows: usize = merged.iter().map(|group| group.rows).sum();
        merged.len() >= 2 && rows >= small && !owners(merged).is_one()
    };
    while !merged.is_empty() && !is_hidden(&merged) && !kept.is_empty() {
        let least = kept.iter().enumerate().min_by_key(|(_, group)| group.rows).map(|(at, _)| at);
        merged.extend(least.map(|at| kept.remove(at)));
    }
    if !merged.is_empty() {
        let sum = merged.iter().map(|group| group.sum).sum();
        let rows = merged.iter().map(|group| group.rows).sum();
        let wholes = merged.iter().filter_map(|group| group.whole);
        let whole =
            wholes.reduce(|left, right| Whole { sum: left.sum + right.sum, rows: left.rows + right.rows });
        let owners = owners(&merged);
        kept.push(Group { name: GroupName::Merged, sum, rows, whole, owners });
    }
    kept
}

fn owners(groups: &[Group]) -> Owners {
    groups.iter().map(|group| group.owners.clone()).fold(Owners::Untold, Owners::and)
}

/// A figure with and without its largest owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Largest {
    /// Whose most is.
    pub owner: String,
    /// How much of the numerator is theirs.
    pub sum: i128,
    /// How many rows.
    pub rows: usize,
    /// The numerator without them.
    pub numerator_without: i128,
    /// The value without them; none for kinds that are no sum.
    pub value_without: Option<Exact>,
}

/// The largest owner of a figure; none if the rows name no owner. Of equals the first by name.
pub fn largest_owner(indicator: &Indicator, counted: &Counted<'_>) -> Option<Largest> {
    let mut owners: BTreeMap<&str, (i128, usize)> = BTreeMap::new();
    for (owner, row) in counted.counting().filter_map(|row| Some((row.owner?, row))) {
        let (sum, rows) = owners.entry(owner).or_default();
        *sum += i128::from(row.weight);
        *rows += 1;
    }
    let largest = owners.into_iter().rev().max_by_key(|(_, (sum, _))| *sum)?;
    let (owner, (theirs, rows)) = largest;
    let numerator_without = sum(counted.counting()) - theirs;
    Some(Largest {
        owner: owner.to_owned(),
        sum: theirs,
        rows,
        numerator_without,
        value_without: value(indicator, counted, numerator_without),
    })
}

fn value(indicator: &Indicator, counted: &Counted<'_>, numerator: i128) -> Option<Exact> {
    let above = Exact::scaled(numerator, indicator.weight_decimals);
    match (indicator.kind, &counted.base) {
        (Kind::Level | Kind::Flow | Kind::List, None) => Some(above),
        (Kind::Level | Kind::Flow, Some(base)) => {
            of(indicator, &above, &Exact::scaled(sum(base), indicator.base_weight_decimals))
        }
        (Kind::Coverage, Some(base)) => {
            of(indicator, &above, &Exact::whole(i128::try_from(base.len()).ok()?))
        }
        _ => None,
    }
}

/// One of the other, where there is enough to divide by.
fn of(indicator: &Indicator, above: &Exact, below: &Exact) -> Option<Exact> {
    let ratio = above.over(below).filter(|_| !is_too_few(indicator, below))?;
    Some(&ratio * &Exact::whole(indicator.per.into()))
}
