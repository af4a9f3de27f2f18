//! One indicator with all that a page of it shows: the series, the parts, what came and went, who can compute it again.

use std::sync::Arc;

use indicators::{
    Bridge, By, Counted, Exact, Forecast, Group, Indicator, Kind, Largest, Window, breakdown, bridge, count,
    forecast, largest_owner, merge_small,
};
use jiff::civil::Date;
use kernel::Wording;
use ledger::Past;
use query::columns_touched;
use store::Db;
use store::figures::{self, ClosedFigure};

use super::cards::{Card, one};
use super::compute::{Computed, compute, params};
use super::seen::{Reach, RowsSeen, Touched, reach, rows_seen, sees_whole};
use crate::plans;
use crate::records::When;
use crate::{Actor, App, Error};

/// Points of a series.
const POINTS: usize = 12;

/// One indicator.
#[derive(Debug)]
pub struct Shown {
    /// Its figure, target and light.
    pub card: Card,
    /// What it came to at the ends of the periods before, oldest first; the last is the figure itself.
    pub series: Vec<Point>,
    /// Where it may go, for the day of the target.
    pub forecast: Option<Forecast>,
    /// The figure by each column by which it is broken down, `body` first.
    pub parts: Vec<(String, Vec<Group>)>,
    /// The figure without its largest owner.
    pub largest: Option<Largest>,
    /// What came and what went since the end of the period before, with its last day.
    pub bridge: Option<(Date, Bridge)>,
    /// Which rows the actor sees.
    pub seen: RowsSeen,
    /// Who can compute it again.
    pub reach: Reach,
    /// Whether the actor can have its proof with the snapshots.
    pub is_proved: bool,
    /// The fields that it touches.
    pub touched: Touched,
    /// The tasks of the plan in which its target stands.
    pub tasks: Vec<String>,
    /// Figures of closed periods, as they were when they were closed.
    pub closed: Vec<ClosedFigure>,
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

/// An indicator as an actor may see it.
///
/// # Errors
/// [`Error::NotFound`] if there is none, or none that the actor may know of; what the store says.
pub async fn show(app: &App, actor: &Actor, id: &str, when: When, public: bool) -> Result<Shown, Error> {
    let standing = plans::current(app, actor).await?;
    let reader = app.store().reader().await?;
    let past = when.past(app, &reader).await?;
    let card = one(app, actor, id, public, (&reader, standing.as_ref(), past)).await?;
    let indicator = &card.indicator;
    let touched = touched(app, &reader, indicator).await?;
    let seen = rows_seen(app, actor, &touched);
    let reach = reach(&app.declarations(), &touched);
    let series = series(app, &reader, &card, past).await?;
    let counted = counted(&card).filter(|_| card.computed.figure().is_some());
    let parts = counted.as_ref().map(|counted| parts(indicator, counted, public)).unwrap_or_default();
    let largest = counted.as_ref().and_then(|counted| largest_owner(indicator, counted));
    let bridge = bridged(app, &reader, &card, past).await?;
    let task = card.bound.as_ref().and_then(|bound| bound.said.task.clone());
    let by = card.bound.as_ref().and_then(|bound| bound.target.by);
    let points: Vec<(Date, Exact)> =
        series.iter().filter_map(|point| Some((point.as_of, point.value.clone()?))).collect();
    Ok(Shown {
        forecast: by.and_then(|by| forecast(&points, by)),
        is_proved: card.computed.figure().is_some()
            && (reach == Reach::Strangers || sees_whole(app, actor, &touched)),
        reach,
        closed: figures::closed(&reader, &indicator.id).await?,
        tasks: task.into_iter().flatten().collect(),
        series,
        parts,
        largest,
        bridge,
        seen,
        touched,
        card,
    })
}

/// The fields that the statements of an indicator touch.
pub(crate) async fn touched(app: &App, db: &impl Db, indicator: &Indicator) -> Result<Touched, Error> {
    let seen = app.indicators().at_hand.see(app, db, &indicator.ledgers()).await?;
    let window = super::compute::window(app, indicator, app.today());
    let params = params(indicator, &window, seen.known);
    let mut touched = Touched::new();
    for sql in [Some(indicator.rows_sql.as_str()), indicator.base_sql.as_deref()].into_iter().flatten() {
        // A statement that cannot be read touches nothing, and its figure says why.
        let of_it =
            columns_touched(&seen.snapshots, &indicator.composed(sql), &params).await.unwrap_or_default();
        for (ledger, fields) in of_it {
            touched.entry(ledger).or_default().extend(fields);
        }
    }
    Ok(touched)
}

async fn series(app: &App, db: &impl Db, card: &Card, past: Past) -> Result<Vec<Point>, Error> {
    let indicator = &card.indicator;
    let as_of = card.computed.window.as_of;
    let mut points = Vec::new();
    for day in Window::ends_before(indicator, as_of, POINTS) {
        let computed = compute(app, db, indicator, Past { as_of: day, ..past }).await?;
        points.push(point(day, computed.figure()));
    }
    points.push(point(as_of, card.computed.figure()));
    Ok(points)
}

fn point(as_of: Date, figure: Option<&indicators::Figure>) -> Point {
    let none = || Wording::new("未取数", "no data");
    Point {
        as_of,
        value: figure.and_then(|figure| figure.value.clone()),
        text: figure.map_or_else(none, |figure| figure.text.clone()),
    }
}

/// What came and went since the end of the period before; only of what there is on a day.
async fn bridged(app: &App, db: &impl Db, card: &Card, past: Past) -> Result<Option<(Date, Bridge)>, Error> {
    let indicator = &card.indicator;
    let is_stock = matches!(indicator.kind, Kind::Level | Kind::Coverage | Kind::List);
    if !is_stock || card.computed.figure().is_none() {
        return Ok(None);
    }
    let Some(before) = Window::ends_before(indicator, card.computed.window.as_of, 1).pop() else {
        return Ok(None);
    };
    let opening = compute(app, db, indicator, Past { as_of: before, ..past }).await?;
    if opening.figure().is_none() {
        return Ok(None);
    }
    let base = opening.base.as_deref();
    let Ok(opened) = count(indicator, &opening.rows, base, &opening.window) else { return Ok(None) };
    Ok(counted(card).map(|closing| (before, bridge(&opened, &closing))))
}

/// The rows of a card, looked through; none where they cannot be added up.
pub(super) fn counted(card: &Card) -> Option<Counted<'_>> {
    let Computed { rows, base, window, .. } = &*card.computed;
    count(&card.indicator, rows, base.as_deref(), window).ok()
}

/// The parts of a figure by everything by which it can be broken down.
fn parts(indicator: &Indicator, counted: &Counted<'_>, public: bool) -> Vec<(String, Vec<Group>)> {
    let columns = indicator.columns.iter().filter(|column| column.by).map(|column| column.id.as_str());
    let by = ["body", "year"].into_iter().chain(columns);
    let part = |id: &str| {
        let by = match id {
            "body" => By::Body,
            "year" => By::Year,
            column => By::Column(column),
        };
        let groups = breakdown(counted, by)?;
        let groups = match indicator.small.filter(|_| public) {
            Some(small) => merge_small(groups, small),
            None => groups,
        };
        (!groups.is_empty()).then(|| (id.to_owned(), groups))
    };
    by.filter_map(part).collect()
}

/// The indicator itself.
pub fn definition(app: &App, id: &str) -> Option<Arc<Indicator>> {
    app.declarations().indicators.get(id).cloned()
}
