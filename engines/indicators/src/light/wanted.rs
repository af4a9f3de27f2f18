use jiff::civil::Date;

use crate::exact::Exact;
use crate::figure::{Figure, Window};
use crate::indicator::{Indicator, Kind, Period};
use crate::target::{Asked, Comparator, Rate, Target, by_year, is_down, meets};

/// What a figure should be by now.
#[derive(Debug, Clone)]
pub(super) enum Wanted<'t> {
    /// The figure is not known.
    Unknown,
    /// There is no target.
    NoTarget,
    /// Nothing is due before this day.
    NotDue { on: Option<Date> },
    /// It is to get better every year, and of no year is known what it came to in the one before.
    NothingBefore,
    /// A point of the straight line from the baseline to the day of the target.
    Line { comparator: Comparator, number: Exact },
    /// The target itself.
    Target { target: &'t Target },
    /// A milestone whose day is over, or that is reached.
    Milestone { number: Exact },
}

impl Wanted<'_> {
    /// What is asked by now; none if nothing is.
    pub(super) fn asked(&self) -> Option<Asked<'_>> {
        let by_now = |comparator, number| Asked { comparator, rate: Rate::default(), number, years: &[] };
        match self {
            Wanted::Line { comparator, number } => Some(by_now(*comparator, number)),
            Wanted::Milestone { number } => Some(by_now(Comparator::AtLeast, number)),
            Wanted::Target { target } => Some(target.asked()),
            Wanted::Unknown | Wanted::NoTarget | Wanted::NothingBefore | Wanted::NotDue { .. } => None,
        }
    }

    /// Which growth is wanted.
    pub(super) fn rate(&self) -> Rate {
        self.asked().map_or_else(Rate::default, |asked| asked.rate)
    }
}

pub(super) fn find<'t>(
    indicator: &Indicator,
    figure: &Figure,
    target: Option<&'t Target>,
    today: Date,
) -> Wanted<'t> {
    let is_judged_by_year = target.is_some_and(|target| by_year(indicator, figure, target.asked()).is_some());
    if figure.value.is_none() && !is_judged_by_year {
        return Wanted::Unknown;
    }
    let Some(target) = target else { return Wanted::NoTarget };
    if indicator.kind == Kind::Milestone {
        let is_over = target.by.is_some_and(|by| today > by);
        return if is_over || figure.value.as_ref().is_some_and(|value| value.is_positive()) {
            Wanted::Milestone { number: Exact::whole(1) }
        } else {
            Wanted::NotDue { on: target.by }
        };
    }
    let is_each_year = target.rate == Rate::EachYear;
    if is_each_year && !is_judged_by_year {
        return Wanted::NothingBefore;
    }
    if let Some(end) = year_to_come(indicator, figure, target, today) {
        return Wanted::NotDue { on: Some(end) };
    }
    let has_line = matches!(indicator.kind, Kind::Level | Kind::Flow | Kind::Coverage) && !is_each_year;
    match (&target.baseline, target.by) {
        (Some((_, since)), Some(_)) if has_line && today < *since => Wanted::NotDue { on: Some(*since) },
        (Some((from, since)), Some(by)) if has_line && today < by => {
            line(indicator, target, (from, *since), by, today)
        }
        _ => Wanted::Target { target },
    }
}

/// The day in a year on which a count has to have come to a number, as long as there is time for it: what is counted anew each year begins
/// with nothing. A share, and what has a line, tell at any time how they stand.
fn year_to_come(indicator: &Indicator, figure: &Figure, target: &Target, today: Date) -> Option<Date> {
    let is_count = indicator.kind == Kind::Flow && indicator.base_sql.is_none();
    let is_to_come_to = matches!(target.comparator, Comparator::AtLeast | Comparator::More)
        && target.rate == Rate::Compound
        && target.baseline.is_none();
    if !is_count || indicator.period != Period::Year || !is_to_come_to {
        return None;
    }
    let end = Window::end_of_period(indicator, today)?;
    let due = target.by.filter(|by| by.year() == today.year()).unwrap_or(end);
    (today < due && meets(indicator, figure, target.asked()) != Some(true)).then_some(due)
}

/// Days that are over of all days, as much of the way.
fn line<'t>(
    indicator: &Indicator,
    target: &'t Target,
    (from, since): (&Exact, Date),
    by: Date,
    today: Date,
) -> Wanted<'t> {
    let days = |to: Date| i128::from((to - since).get_days());
    let Some(share) = Exact::ratio(days(today), days(by)) else { return Wanted::Target { target } };
    let number = from + &(&(&target.number - from) * &share);
    let is_down = is_down(indicator, target.comparator);
    let comparator = if is_down { Comparator::AtMost } else { Comparator::AtLeast };
    Wanted::Line { comparator, number }
}
