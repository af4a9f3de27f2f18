use jiff::civil::Date;

use crate::exact::Exact;
use crate::figure::Figure;
use crate::indicator::{Indicator, Kind};
use crate::target::{Comparator, Rate, Target, by_year, is_down};

/// What a figure should be by now.
#[derive(Debug, Clone)]
pub(super) enum Wanted<'t> {
    /// The figure is not known.
    Unknown,
    /// There is no target.
    NoTarget,
    /// Nothing is due before this day.
    NotDue { on: Option<Date> },
    /// A point of the straight line from the baseline to the day of the target.
    Line { comparator: Comparator, number: Exact },
    /// The target itself.
    Target { target: &'t Target },
    /// A milestone whose day is over, or that is reached.
    Milestone { number: Exact },
}

impl Wanted<'_> {
    pub(super) fn number(&self) -> Option<&Exact> {
        match self {
            Wanted::Line { number, .. } | Wanted::Milestone { number } => Some(number),
            Wanted::Target { target } => Some(&target.number),
            Wanted::Unknown | Wanted::NoTarget | Wanted::NotDue { .. } => None,
        }
    }

    pub(super) fn comparator(&self) -> Option<Comparator> {
        match self {
            Wanted::Line { comparator, .. } => Some(*comparator),
            Wanted::Target { target } => Some(target.comparator),
            Wanted::Milestone { .. } => Some(Comparator::AtLeast),
            Wanted::Unknown | Wanted::NoTarget | Wanted::NotDue { .. } => None,
        }
    }

    /// Which growth is wanted.
    pub(super) fn rate(&self) -> Rate {
        match self {
            Wanted::Target { target } => target.rate,
            _ => Rate::default(),
        }
    }
}

pub(super) fn find<'t>(
    indicator: &Indicator,
    figure: &Figure,
    target: Option<&'t Target>,
    today: Date,
) -> Wanted<'t> {
    let is_judged_by_year = target.is_some_and(|target| by_year(figure, target.rate).is_some());
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
    let has_line = matches!(indicator.kind, Kind::Level | Kind::Flow | Kind::Coverage);
    match (&target.baseline, target.by) {
        (Some((_, since)), Some(_)) if has_line && today < *since => Wanted::NotDue { on: Some(*since) },
        (Some((from, since)), Some(by)) if has_line && today < by => {
            line(indicator, target, (from, *since), by, today)
        }
        _ => Wanted::Target { target },
    }
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
