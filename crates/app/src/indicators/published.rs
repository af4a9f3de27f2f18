//! Figures of ours that others published, such as the bulletin of the city, beside what we count: the same, explained by what was recorded
//! since, or unknown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use form::Kind;
use indicators::{Cell, Exact, Figure, RowSet, bridge};
use jiff::civil::Date;
use ledger::{Known, Past};
use pack::programme::Published as Part;
use query::Params;
use store::operations;

use super::bases::broken;
use super::bound::last_day;
use super::compute::{Computed, LIMITS, compute, window};
use super::open::Opened;
use super::show::counted_of;
use crate::records::open;
use crate::{Actor, App, Error};

/// Published figures that are compared, the newest.
const COMPARED: usize = 12;

/// A figure that was published of us, beside ours.
#[derive(Debug, Clone)]
pub struct Published {
    /// The last day of what it is of.
    pub as_of: Date,
    /// What was published.
    pub value: Exact,
    /// Where.
    pub source: String,
    /// The record in which that is kept: ledger and key.
    pub record: (String, String),
    /// What we count now, and as it is shown; none if we have no figure.
    pub ours: Option<Exact>,
    /// Whether both are the same, and if not, why.
    pub difference: Difference,
}

/// How a published figure and ours differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Not at all, as far as it was published.
    None,
    /// By what was recorded since the day on which it was published: then we counted the same.
    Since {
        /// The day.
        published_on: Date,
        /// How many rows came into the figure since.
        came: usize,
        /// How many left it.
        went: usize,
        /// How many weigh something else.
        revalued: usize,
    },
    /// Nobody knows why.
    Unknown,
    /// We have no figure.
    NoFigure,
}

/// What was published of an indicator, newest first; nothing where the actor does not see where that is kept.
pub(super) async fn published(app: &App, actor: &Actor, opened: &Opened) -> Result<Vec<Published>, Error> {
    let declarations = app.declarations();
    let Some(part) = &declarations.programme.published else { return Ok(Vec::new()) };
    let Ok(ledger) = open(app, actor, &part.ledger) else { return Ok(Vec::new()) };
    let fields = [&part.division, &part.indicator, &part.period, &part.value, &part.on, &part.source];
    if !fields.iter().all(|field| ledger.sight.everywhere.contains(*field)) {
        return Ok(Vec::new());
    }
    let decimals = match ledger.ledger().form.field(&part.value).map(|field| &field.kind) {
        Some(Kind::Decimal(decimal)) => decimal.scale,
        _ => 0,
    };
    let indicator = &opened.card.indicator;
    let seen = app.indicators().at_hand.see(app, &BTreeSet::from([part.ledger.clone()])).await?;
    let window = window(app, indicator, opened.past.as_of);
    let others = BTreeMap::from([
        ("division".to_owned(), Cell::Text(window.division)),
        ("indicator".to_owned(), Cell::Text(indicator.id.clone())),
    ]);
    let params = Params { as_of: app.today(), known: seen.last_known(opened.past.known), others };
    let found = query::rows(&seen.snapshots, &statement(part), &params, LIMITS).await.map_err(broken)?;
    let mut said: Vec<Said> = (0..found.rows.len()).filter_map(|row| said(&found, row, decimals)).collect();
    said.retain(|said| said.as_of <= opened.past.as_of);
    said.sort_by_key(|said| std::cmp::Reverse(said.as_of));
    let mut published = Vec::new();
    for said in said.into_iter().take(COMPARED) {
        published.push(compared(app, opened, part, said).await?);
    }
    Ok(published)
}

fn statement(part: &Part) -> String {
    let column = |field: &str| field.replace('-', "_");
    let [division, indicator, period, value, on, source, table] =
        [&part.division, &part.indicator, &part.period, &part.value, &part.on, &part.source, &part.ledger]
            .map(|name| column(name));
    format!(
        "select key, {period} as period, {value} as value, {on} as published_on, {source} as source
         from {table} where {division} = $division and {indicator} = $indicator"
    )
}

/// A published figure as it was recorded.
struct Said {
    key: String,
    as_of: Date,
    value: Exact,
    on: Option<Date>,
    source: String,
}

fn said(found: &RowSet, row: usize, decimals: u32) -> Option<Said> {
    let text = |column: &str| found.cell(row, column)?.as_text();
    Some(Said {
        key: text("key")?.to_owned(),
        as_of: last_day(text("period")?)?,
        value: Exact::scaled(found.cell(row, "value")?.as_integer()?.into(), decimals),
        on: found.cell(row, "published_on").and_then(Cell::as_date),
        source: text("source").unwrap_or_default().to_owned(),
    })
}

async fn compared(app: &App, opened: &Opened, part: &Part, said: Said) -> Result<Published, Error> {
    let indicator = &opened.card.indicator;
    let past = Past { as_of: said.as_of, ..opened.past };
    let ours = compute(app, &opened.seen, indicator, past).await?;
    let value = value(ours.figure());
    let difference = match &value {
        None => Difference::NoFigure,
        Some(value) if is_same(value, &said.value) => Difference::None,
        Some(_) => match said.on {
            Some(on) => since(app, opened, (&said, on), &ours).await?.unwrap_or(Difference::Unknown),
            None => Difference::Unknown,
        },
    };
    Ok(Published {
        as_of: said.as_of,
        value: said.value,
        source: said.source,
        record: (part.ledger.clone(), said.key),
        ours: value,
        difference,
    })
}

fn value(figure: Option<&Figure>) -> Option<Exact> {
    figure.and_then(|figure| figure.value.clone())
}

/// Whether our value is what was published, rounded to as many decimals as that has.
fn is_same(ours: &Exact, published: &Exact) -> bool {
    let written = published.to_string();
    let decimals = written.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    ours.rounded(u32::try_from(decimals).unwrap_or_default()) == written
}

/// The figure of a day as it was known at the end of another one, and the last operation that was known then.
pub(super) async fn as_known(
    app: &App,
    opened: &Opened,
    (as_of, on): (Date, Date),
) -> Result<(Arc<Computed>, Known), Error> {
    let known = operations::known_on(&app.store().reader().await?, on).await?.min(opened.past.known);
    let computed = compute(app, &opened.seen, &opened.card.indicator, Past { as_of, known }).await?;
    Ok((computed, known))
}

/// What was recorded since the day on which it was published, if we counted the same then.
async fn since(
    app: &App,
    opened: &Opened,
    (said, on): (&Said, Date),
    now: &Computed,
) -> Result<Option<Difference>, Error> {
    let (then, _) = as_known(app, opened, (said.as_of, on)).await?;
    if !value(then.figure()).is_some_and(|then| is_same(&then, &said.value)) {
        return Ok(None);
    }
    let indicator = &opened.card.indicator;
    let counted = counted_of(indicator, &then).zip(counted_of(indicator, now));
    Ok(counted.map(|(then, now)| {
        let bridge = bridge(&then, &now);
        Difference::Since {
            published_on: on,
            came: bridge.keys_came.len(),
            went: bridge.keys_went.len(),
            revalued: bridge.keys_revalued.len(),
        }
    }))
}
