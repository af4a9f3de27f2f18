//! One indicator with all that its page shows: the series, the parts, what came and went.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use indicators::{
    BackTest, Bridge, By, Counted, CountedRow, Direction, Exact, Figure, Group, GroupName, Indicator, Kind,
    Largest, Owners, Window, back_test, breakdown, bridge, count, largest_owner, merge_small,
};
use jiff::civil::Date;
use kernel::Wording;
use ledger::Past;
use store::figures::{self, ClosedFigure};

use super::answers::indicators;
use super::cards::{Card, find};
use super::compute::{Computed, alone, compute};
use super::foreseen::{self, Foreseen};
use super::open::{Opened, open};
use super::published::{Published, published};
use super::seen::RowsSeen;
use super::tasks::{RelatedTasks, related};
use crate::cautions::may_lower;
use crate::records::When;
use crate::{Actor, App, Error, plans};

/// Years that are compared.
const YEARS: i16 = 4;
/// Points of a series.
const POINTS: usize = 12;
/// Owners that are parts of a figure by themselves; the others are one part.
const OWNERS: usize = 20;

/// One indicator.
#[derive(Debug)]
pub struct Shown {
    /// Its figure, and what of it the actor sees.
    pub opened: Opened,
    /// What it came to at the ends of the periods before, oldest first; the last is the figure itself.
    pub series: Vec<Point>,
    /// Where it may go, for the day of the target.
    pub foreseen: Option<Foreseen>,
    /// How well such forecasts would have done before.
    pub tested: Option<BackTest>,
    /// The figure by each column by which it is broken down, `body` first; by `owner` for those who see all rows.
    pub parts: Vec<(String, Vec<Group>)>,
    /// What of the denominator no row that counts is of: how many rows. None where nothing is missing, or what counts is no part of it.
    pub missing: Option<usize>,
    /// The figure without its largest owner, for those who see all rows.
    pub largest: Option<Largest>,
    /// What came and what went since the end of the period before, with its last day.
    pub bridge: Option<(Date, Bridge)>,
    /// Years in which it got worse although it should get better.
    pub falls: Vec<Fall>,
    /// What was published of it, newest first.
    pub published: Vec<Published>,
    /// The tasks of the plan that concern it.
    pub tasks: RelatedTasks,
    /// The lists of what can be done about it, of those that the actor may know of.
    pub lists: Vec<Arc<Indicator>>,
    /// Figures of closed periods, as they were when they were closed.
    pub closed: Vec<ClosedFigure>,
    /// The ledger in which the actor may record that it is worse than its rule says, with the field that names it.
    pub may_lower: Option<(&'static str, &'static str)>,
}

/// That a ratio got worse in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fall {
    /// The year.
    pub year: i16,
    /// The value at the end of the year before, and at the end of this one or now.
    pub values: (String, String),
    /// Why.
    pub cause: Cause,
}

/// What made a ratio worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// What is counted changed the wrong way.
    Numerator,
    /// What is counted changed the right way, but what it is divided by changed more.
    Denominator,
}

/// A figure of a series.
#[derive(Debug, Clone)]
pub struct Point {
    /// Its last day.
    pub as_of: Date,
    /// The value; none where there is none.
    pub value: Option<Exact>,
    /// As it is shown.
    pub text: Wording,
}

/// An indicator as an actor may see it, see [`open`].
///
/// # Errors
/// As [`open`].
pub async fn show(app: &App, actor: &Actor, id: &str, when: When, public: bool) -> Result<Shown, Error> {
    let opened = open(app, actor, id, when, public).await?;
    let card = &opened.card;
    let indicator = &card.indicator;
    let series = series(app, &opened).await?;
    let counted = counted(card).filter(|_| card.computed.figure().is_some());
    let may_name = opened.rows == RowsSeen::All && !opened.is_public;
    let parts = counted.as_ref().map(|counted| parts(indicator, counted, (opened.is_public, may_name)));
    let largest = counted.as_ref().filter(|_| may_name).and_then(|counted| largest_owner(indicator, counted));
    let bridge = match before(app, &opened).await? {
        Some(opening) => counted.as_ref().and_then(|closing| {
            let bridge = bridge(&counted_of(indicator, &opening)?, closing);
            Some((opening.window.as_of, bridge))
        }),
        None => None,
    };
    let wanted = foreseen::wanted(card).filter(|target| target.by.is_some());
    Ok(Shown {
        falls: falls(app, &opened).await?,
        published: published(app, actor, &opened).await?,
        foreseen: foreseen::foreseen(card, &series),
        tested: wanted.and_then(|target| back_test(indicator, &foreseen::points(&series), Some(target))),
        may_lower: may_lower(app, actor).filter(|_| !opened.is_public),
        closed: figures::closed(&app.store().reader().await?, &indicator.id).await?,
        tasks: match &card.bound {
            Some(_) => related(app, plans::current(app, actor).await?.as_ref(), card),
            None => RelatedTasks::default(),
        },
        lists: lists(app, actor, &opened).await?,
        missing: counted.as_ref().and_then(|counted| missing_of(indicator, counted)),
        parts: parts.unwrap_or_default(),
        largest,
        bridge,
        series,
        opened,
    })
}

async fn series(app: &App, opened: &Opened) -> Result<Vec<Point>, Error> {
    let card = &opened.card;
    let as_of = card.computed.window.as_of;
    let mut points = Vec::new();
    // Nothing has grown before the year after the base year.
    let has_grown = |day: &Date| card.indicator.base_year.is_none_or(|year| day.year() > year);
    let ends = Window::ends_before(&card.indicator, as_of, POINTS).into_iter();
    for day in ends.filter(|day| is_same(card, *day) && has_grown(day)) {
        let figure = alone(app, &opened.seen, &card.indicator, Past { as_of: day, ..opened.past }).await?;
        points.push(point(day, figure.as_ref()));
    }
    points.push(point(as_of, card.computed.figure()));
    Ok(points)
}

/// What can be done about it, list by list.
async fn lists(app: &App, actor: &Actor, opened: &Opened) -> Result<Vec<Arc<Indicator>>, Error> {
    let all = indicators(app, opened.past.known).await?;
    let named = opened.card.indicator.lists.iter();
    Ok(named.filter_map(|id| find(&all, actor, &id.value, opened.is_public).ok()).collect())
}

/// What of the denominator no row that counts is of. A coverage counts what is not covered, whatever it weighs.
pub(super) fn missing<'r>(indicator: &Indicator, counted: &Counted<'r>) -> Vec<CountedRow<'r>> {
    let counting: BTreeSet<&str> = counted.counting().map(|row| row.key).collect();
    let base = counted.base.iter().flatten().filter(|row| !counting.contains(row.key));
    let weight = |row: &CountedRow<'r>| if indicator.kind == Kind::Coverage { 1 } else { row.weight };
    base.map(|row| CountedRow { weight: weight(row), ..*row }).collect()
}

/// How many rows of the denominator are missing, where what counts is a part of it.
fn missing_of(indicator: &Indicator, counted: &Counted<'_>) -> Option<usize> {
    let base = counted.base.as_ref()?;
    let missing = missing(indicator, counted).len();
    let is_part = || opens_its_base(indicator) && missing + counted.counting().count() == base.len();
    (missing > 0 && (indicator.kind == Kind::Coverage || is_part())).then_some(missing)
}

/// Whether the rows that count and those of the denominator open records of the same ledger.
pub(super) fn opens_its_base(indicator: &Indicator) -> bool {
    let ledgers = indicator.record.as_ref().zip(indicator.base_record.as_ref());
    ledgers.is_some_and(|(record, base_record)| record.value == base_record.value)
}

/// Whether a day has the method of today: a series never mixes two.
fn is_same(card: &Card, day: Date) -> bool {
    card.indicator.is_measured_alike(day)
}

/// The years in which a ratio that should get better got worse, the newest first, and whether what is counted did it or what it is divided by.
async fn falls(app: &App, opened: &Opened) -> Result<Vec<Fall>, Error> {
    let card = &opened.card;
    let indicator = &card.indicator;
    let is_ratio =
        matches!(indicator.kind, Kind::Level | Kind::Flow | Kind::Coverage) && indicator.base_sql.is_some();
    let worse = match indicator.direction {
        Direction::Up if is_ratio => Ordering::Less,
        Direction::Down if is_ratio => Ordering::Greater,
        _ => return Ok(Vec::new()),
    };
    let as_of = card.computed.window.as_of;
    let ends = (1..=YEARS).rev().filter_map(|back| Date::new(as_of.year() - back, 12, 31).ok());
    let mut figures = Vec::new();
    for day in ends.filter(|day| is_same(card, *day)) {
        let figure = alone(app, &opened.seen, indicator, Past { as_of: day, ..opened.past }).await?;
        figures.push((day.year(), figure));
    }
    // A flow of a year that is not over is no smaller than it will be.
    if indicator.kind != Kind::Flow {
        figures.push((as_of.year(), card.computed.figure().cloned()));
    }
    let fall = |pair: &[(i16, Option<Figure>)]| {
        let [(_, before), (year, after)] = pair else { return None };
        let (before, after) = (before.as_ref()?, after.as_ref()?);
        if after.value.as_ref()?.cmp(before.value.as_ref()?) != worse {
            return None;
        }
        let cause = match after.numerator.cmp(&before.numerator) == worse {
            true => Cause::Numerator,
            false => Cause::Denominator,
        };
        let text = |figure: &Figure| figure.value.as_ref().map(|value| value.rounded(indicator.decimals));
        Some(Fall { year: *year, values: (text(before)?, text(after)?), cause })
    };
    Ok(figures.windows(2).rev().filter_map(fall).collect())
}

pub(super) fn point(as_of: Date, figure: Option<&indicators::Figure>) -> Point {
    let none = || Wording::new("未取数", "no data");
    Point {
        as_of,
        value: figure.and_then(|figure| figure.value.clone()),
        text: figure.map_or_else(none, |figure| figure.text.clone()),
    }
}

/// What the figure came to at the end of the period before; only of what there is on a day.
pub(super) async fn before(app: &App, opened: &Opened) -> Result<Option<Arc<Computed>>, Error> {
    let indicator = &opened.card.indicator;
    let is_stock = matches!(indicator.kind, Kind::Level | Kind::Coverage | Kind::List);
    if !is_stock || opened.card.computed.figure().is_none() {
        return Ok(None);
    }
    let Some(day) = Window::ends_before(indicator, opened.card.computed.window.as_of, 1).pop() else {
        return Ok(None);
    };
    if !is_same(&opened.card, day) {
        return Ok(None);
    }
    let opening = compute(app, &opened.seen, indicator, Past { as_of: day, ..opened.past }).await?;
    Ok(Some(opening).filter(|opening| opening.figure().is_some()))
}

/// The rows of a card, looked through; none where they cannot be added up.
pub(super) fn counted(card: &Card) -> Option<Counted<'_>> {
    counted_of(&card.indicator, &card.computed)
}

/// The rows of a figure, looked through; none where they cannot be added up.
pub(super) fn counted_of<'r>(indicator: &Indicator, computed: &'r Computed) -> Option<Counted<'r>> {
    count(indicator, &computed.rows, computed.base.as_deref(), &computed.window).ok()
}

/// The parts of a figure by everything by which it can be broken down; by owners for those who may be told of them.
fn parts(
    indicator: &Indicator,
    counted: &Counted<'_>,
    (public, may_name): (bool, bool),
) -> Vec<(String, Vec<Group>)> {
    let columns = indicator.columns.iter().filter(|column| column.by).map(|column| column.id.as_str());
    let by = ["body", "year"].into_iter().chain(columns).chain(may_name.then_some("owner"));
    let part = |id: &str| {
        let groups = breakdown(counted, by_column(id))?;
        let groups = match indicator.small.filter(|_| public) {
            Some(small) => merge_small(groups, small),
            None if id == "owner" => largest(groups),
            None => groups,
        };
        (!groups.is_empty()).then(|| (id.to_owned(), groups))
    };
    by.filter_map(part).collect()
}

/// By what a column breaks a figure down.
pub(super) fn by_column(id: &str) -> By<'_> {
    match id {
        "body" => By::Body,
        "year" => By::Year,
        column => By::Column(column),
    }
}

/// The largest parts by themselves, and all others as one; those without a name stay.
fn largest(groups: Vec<Group>) -> Vec<Group> {
    let (named, without): (Vec<Group>, Vec<Group>) =
        groups.into_iter().partition(|group| group.name != GroupName::Undecided);
    if named.len() <= OWNERS {
        return named.into_iter().chain(without).collect();
    }
    let (mut shown, mut others) = (
        Vec::new(),
        Group { name: GroupName::Merged, sum: 0, rows: 0, whole: None, owners: Owners::Several },
    );
    for group in named {
        if shown.len() < OWNERS {
            shown.push(group);
        } else {
            others.sum += group.sum;
            others.rows += group.rows;
        }
    }
    shown.into_iter().chain([others]).chain(without).collect()
}
