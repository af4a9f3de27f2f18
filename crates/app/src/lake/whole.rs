//! Counties together: sums where things can be added, places where values can be compared.

use std::cmp::Reverse;

use indicators::{
    Cell, Column, Detail, Direction, Exact, Figure, Indicator, Kind, RowSet, Type, Window, measure,
};
use jiff::civil::{Date, date};

/// What counties come to together; none for what cannot be added: a mean of opinions, a day, a place.
pub(super) fn whole(indicator: &Indicator, figures: &[&Figure], as_of: Date) -> Option<Figure> {
    if figures.is_empty() {
        return None;
    }
    let (mut rows, mut undecided) = (0, 0);
    for figure in figures {
        rows += figure.rows;
        undecided += figure.undecided;
    }
    let numerator: i128 = figures.iter().map(|figure| figure.numerator).sum();
    let made = match indicator.kind {
        Kind::Level | Kind::Flow | Kind::List | Kind::Coverage => {
            let denominator = figures.iter().map(|figure| figure.denominator).sum::<Option<i128>>();
            of_sums(indicator, (figures.len(), numerator), denominator, as_of)
        }
        Kind::Growth => growth(indicator, figures, as_of),
        Kind::Score | Kind::Milestone | Kind::Rank => None,
    }?;
    Some(Figure { rows, undecided, ..made })
}

/// A figure whose parts are known: how many rows and what they weigh together, and what they are divided by.
fn of_sums(
    indicator: &Indicator,
    (rows, numerator): (usize, i128),
    denominator: Option<i128>,
    as_of: Date,
) -> Option<Figure> {
    let summed = summed(indicator, Kind::Level);
    let window = Window::of(indicator, as_of, "");
    let set = weights((rows > 0).then_some((i64::try_from(numerator).ok()?, None)));
    let base = match denominator {
        Some(denominator) => Some(weights([(i64::try_from(denominator).ok()?, None)])),
        None => None,
    };
    measure(&summed, &set, base.as_ref(), &window).ok()
}

fn growth(indicator: &Indicator, figures: &[&Figure], as_of: Date) -> Option<Figure> {
    let mut days: Vec<(i64, Option<Date>)> = Vec::new();
    for figure in figures {
        // A figure that has no years has no base either, and says so itself.
        let Detail::Growth(growth) = &figure.detail else { return None };
        for year in &growth.years {
            days.push((i64::try_from(year.same_period).ok()?, Some(date(year.year, 1, 1))));
            let rest = year.sum - year.same_period;
            if rest != 0 {
                days.push((i64::try_from(rest).ok()?, Some(date(year.year, 12, 31))));
            }
        }
    }
    measure(&summed(indicator, Kind::Growth), &weights(days), None, &Window::of(indicator, as_of, "")).ok()
}

/// The indicator over rows that are added up already: they have no columns of their own.
pub(super) fn summed(indicator: &Indicator, kind: Kind) -> Indicator {
    let mut summed = indicator.clone();
    summed.kind = kind;
    summed.columns.clear();
    summed.checks.clear();
    // These count things, whatever they weigh.
    if matches!(indicator.kind, Kind::List | Kind::Coverage) {
        (summed.weight_decimals, summed.base_weight_decimals) = (0, 0);
    }
    if indicator.kind == Kind::List {
        summed.base_sql = None;
    }
    summed
}

/// Rows that are nothing but their weights and days.
pub(super) fn weights(rows: impl IntoIterator<Item = (i64, Option<Date>)>) -> RowSet {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    let row = |(number, (weight, on)): (usize, (i64, Option<Date>))| {
        vec![Cell::Text(number.to_string()), Cell::Integer(weight), on.map_or(Cell::Empty, Cell::Date)]
    };
    RowSet {
        columns: vec![column("key", Type::Text), column("weight", Type::Integer), column("on", Type::Date)],
        rows: rows.into_iter().enumerate().map(row).collect(),
    }
}

/// The place of each value, from 1; equals share it. None of values that are neither better nor worse, and of what has none.
pub(super) fn places(indicator: &Indicator, values: &[Option<&Exact>]) -> Vec<Option<usize>> {
    let mut sorted: Vec<&Exact> = values.iter().copied().flatten().collect();
    match indicator.direction {
        Direction::Up => sorted.sort_by_key(|value| Reverse(*value)),
        Direction::Down => sorted.sort(),
        Direction::None => return vec![None; values.len()],
    }
    let better = |value: &Exact| match indicator.direction {
        Direction::Up => sorted.partition_point(|other| *other > value),
        _ => sorted.partition_point(|other| *other < value),
    };
    values.iter().map(|value| value.map(|value| better(value) + 1)).collect()
}
