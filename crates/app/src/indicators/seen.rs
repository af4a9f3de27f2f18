//! What of an indicator an actor may see. A figure is shown to who works here, and to everybody where it is public; its rows to those who
//! see, of every ledger it counts from, every field that it touches.

use std::collections::{BTreeMap, BTreeSet};

use indicators::{Cell, Indicator, State, Window};
use ledger::Known;
use query::{Params, columns_touched};
use store::ledgers::Rows;

use super::at_hand::Seen;
use super::cache::DefinitionKey;
use super::compute::{Computed, LIMITS, params};
use crate::access::works_here;
use crate::records::open;
use crate::{Act, Actor, App, Declarations, Error, Subject, may};

/// The fields that an indicator touches, by ledger.
pub type Touched = BTreeMap<String, BTreeSet<String>>;

/// Who can compute a figure again from what they can get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Everybody: it touches nothing but what strangers see.
    Strangers,
    /// Those who see what is not public.
    Insiders,
}

/// Which rows of an indicator an actor sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsSeen {
    /// All of them.
    All,
    /// Those that open one of these records.
    Records(BTreeSet<String>),
    /// None; how many there are is said.
    None,
}

impl RowsSeen {
    /// Whether a row that opens this record is seen.
    pub fn covers(&self, record: Option<&str>) -> bool {
        match self {
            RowsSeen::All => true,
            RowsSeen::Records(records) => record.is_some_and(|record| records.contains(record)),
            RowsSeen::None => false,
        }
    }
}

/// Whether an actor may know of an indicator at all.
pub(crate) fn may_know(actor: &Actor, indicator: &Indicator) -> bool {
    is_public(indicator) || works_here(actor)
}

/// Whether an indicator is shown to everybody.
pub(crate) fn is_public(indicator: &Indicator) -> bool {
    indicator.public && indicator.state == State::Approved
}

/// The fields that the statements and checks of an indicator touch. Of a statement that cannot be read they are all fields of all ledgers:
/// nobody sees more because something is wrong.
pub(crate) async fn touched(app: &App, indicator: &Indicator, seen: &Seen, computed: &Computed) -> Touched {
    let declarations = app.declarations();
    let key = with_schemas(&declarations, indicator);
    if let Some(touched) = app.indicators().touched(&key) {
        return touched;
    }
    let params = params(indicator, &computed.window, seen.known);
    let with = computed.with_rows(&seen.snapshots);
    let statements = [Some(indicator.rows_sql.as_str()), indicator.base_sql.as_deref()];
    let checks = indicator.checks.iter().map(|check| check.sql.as_str());
    let mut touched = Touched::new();
    for sql in statements.into_iter().flatten().chain(checks) {
        match columns_touched(&with, &indicator.composed(sql), &params).await {
            Ok(of_it) => {
                of_it
                    .into_iter()
                    .for_each(|(ledger, fields)| touched.entry(ledger).or_default().extend(fields));
            }
            Err(_) => return everything(&declarations, indicator),
        }
    }
    app.indicators().keep_touched(key, &touched);
    touched
}

/// A definition with the declarations of its ledgers, by their digests: what it touches depends on these alone.
pub(super) fn with_schemas(declarations: &Declarations, indicator: &Indicator) -> DefinitionKey {
    let ledgers = indicator.ledgers().iter();
    let schemas = ledgers.filter_map(|id| Some(declarations.ledgers.get(id)?.digest.clone()));
    (indicator.definition.digest.clone(), schemas.collect())
}

fn everything(declarations: &Declarations, indicator: &Indicator) -> Touched {
    let ledgers = indicator.ledgers().iter();
    let fields = |id: &String| {
        let fields = &declarations.ledgers.get(id)?.form.fields;
        Some((id.clone(), fields.iter().map(|field| field.id.clone()).collect()))
    };
    ledgers.filter_map(fields).collect()
}

/// Which rows an actor sees of an indicator that touches these fields. Who sees only some records of a ledger sees the rows that open
/// these, and no row that depends on others.
pub(crate) async fn rows_seen(
    app: &App,
    actor: &Actor,
    (indicator, touched): (&Indicator, &Touched),
    seen: &Seen,
    (window, known): (&Window, Known),
) -> RowsSeen {
    let mut rows_seen = RowsSeen::All;
    for (ledger, fields) in touched {
        let Ok(opened) = open(app, actor, ledger) else { return RowsSeen::None };
        if !fields.is_subset(&opened.sight.everywhere) {
            return RowsSeen::None;
        }
        let some = match opened.store_sight().rows {
            Rows::All => continue,
            Rows::Nothing | Rows::Shown { .. } => return RowsSeen::None,
            Rows::Where(some) => some,
        };
        let opens = indicator.record.as_ref().is_some_and(|record| record.value == *ledger);
        let records = if opens { keys(ledger, &some, seen, (window, known)).await } else { None };
        rows_seen = match records {
            Some(records) => RowsSeen::Records(records),
            None => return RowsSeen::None,
        };
    }
    rows_seen
}

/// The keys of the records that have one of the values in one of the fields; none if that cannot be told.
async fn keys(
    ledger: &str,
    some: &[(String, Vec<form::Value>)],
    seen: &Seen,
    (window, known): (&Window, Known),
) -> Option<BTreeSet<String>> {
    let mut others = BTreeMap::new();
    let mut conditions = Vec::new();
    for (field, values) in some {
        for value in values {
            let parameter = format!("value{}", others.len());
            conditions.push(format!("{} = ${parameter}", field.replace('-', "_")));
            others.insert(parameter, Cell::Text(value.as_text()?.to_owned()));
        }
    }
    if conditions.is_empty() {
        return Some(BTreeSet::new());
    }
    let sql = format!("select key from {} where {}", ledger.replace('-', "_"), conditions.join(" or "));
    let params = Params { as_of: window.as_of, known: seen.last_known(known), others };
    let found = query::rows(&seen.snapshots, &sql, &params, LIMITS).await.ok()?;
    Some(found.rows.iter().filter_map(|row| row.first()?.as_text().map(str::to_owned)).collect())
}

/// Whether an actor sees all that the whole bases of the ledgers of an indicator hold, every field of every record but what is sealed, and
/// may take it along.
pub(crate) fn takes_whole(app: &App, actor: &Actor, indicator: &Indicator) -> bool {
    indicator.ledgers().iter().all(|ledger| {
        open(app, actor, ledger).is_ok_and(|opened| {
            let mut fields = opened.ledger().form.fields.iter().filter(|field| !field.class.is_sealed());
            fields.all(|field| opened.sight.everywhere.contains(&field.id))
                && opened.store_sight().rows == Rows::All
                && opened.may(actor, Act::Export)
        })
    })
}

/// Whether an actor may take rows along that come from these ledgers.
///
/// # Errors
/// [`Error::NotAllowed`] with what is missing.
pub(crate) fn may_take(app: &App, actor: &Actor, touched: &Touched) -> Result<(), Error> {
    for ledger in touched.keys() {
        let opened = open(app, actor, ledger)?;
        may(actor, Act::Export, Subject::Ledger(opened.ledger())).map_err(Error::NotAllowed)?;
    }
    Ok(())
}

/// Who can compute a figure again that touches these fields.
pub(crate) fn reach(app: &App, touched: &Touched) -> Reach {
    let stranger = Actor::stranger(app.declarations().roles.get(pack::Roles::STRANGER).cloned());
    let sees = |(ledger, fields): (&String, &BTreeSet<String>)| {
        open(app, &stranger, ledger).is_ok_and(|opened| {
            fields.is_subset(&opened.sight.everywhere) && opened.store_sight().rows == Rows::All
        })
    };
    if touched.iter().all(sees) { Reach::Strangers } else { Reach::Insiders }
}
