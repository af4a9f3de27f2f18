//! Records of which nobody has decided yet for which county they count. A statement that narrows a ledger to this county leaves them out;
//! how many there are is said wherever its figure stands, so that nothing is left out silently.

use std::collections::{BTreeMap, BTreeSet};

use form::Fields;
use indicators::{Cell, Indicator, Window};
use jiff::civil::Date;
use kernel::Wording;
use ledger::{Known, Ledger};
use query::{Params, columns_touched};

use super::at_hand::Seen;
use super::compute::{LIMITS, params};
use super::seen::with_schemas;
use crate::records::open;
use crate::{Act, Actor, App, Error, Subject, may};

/// The parameter with the county.
const DIVISION: &str = "$division";

/// Records of a ledger that a figure leaves out, because it is not decided for which county they count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unattributed {
    /// The ledger.
    pub ledger: String,
    /// What it is called.
    pub title: Wording,
    /// How many records, whether or not they would count.
    pub records: u64,
}

/// How many records of a ledger are not decided: the declaration of the ledger, the day, the last operation that changed it, and the last
/// that was known if it is an earlier one.
pub(super) type CountKey = (String, Date, Known, Option<Known>);

/// What an indicator leaves out, in each ledger that it narrows to this county; as of the day of its figure, as it was known then.
///
/// # Errors
/// If the program is ending.
pub(super) async fn unattributed(
    app: &App,
    seen: &Seen,
    indicator: &Indicator,
    (window, known): (&Window, Known),
) -> Result<Vec<Unattributed>, Error> {
    let declarations = app.declarations();
    let mut found = Vec::new();
    for id in narrowed(app, seen, indicator, window).await {
        let Some(ledger) = declarations.ledgers.get(&id) else { continue };
        let records = count(app, seen, ledger, (window.as_of, known)).await?;
        if records > 0 {
            found.push(Unattributed { title: ledger.title.clone(), ledger: id, records });
        }
    }
    Ok(found)
}

/// The ledgers that an indicator narrows to this county by the field that is decided. That follows from its statements and the
/// declarations of its ledgers, and is worked out once; of statements that cannot be read nothing is said here, because they have no figure.
async fn narrowed(app: &App, seen: &Seen, indicator: &Indicator, window: &Window) -> BTreeSet<String> {
    let declarations = app.declarations();
    let is_attributed =
        |id: &String| declarations.ledgers.get(id).is_some_and(|ledger| ledger.attribution.is_some());
    let statements = [Some(indicator.rows_sql.as_str()), indicator.base_sql.as_deref()];
    let statements: Vec<&str> = statements.into_iter().flatten().collect();
    let mut texts = statements.iter().copied().chain(indicator.steps.values().map(String::as_str));
    if !indicator.ledgers().iter().any(is_attributed) || !texts.any(|text| text.contains(DIVISION)) {
        return BTreeSet::new();
    }
    let key = with_schemas(&declarations, indicator);
    if let Some(narrowed) = app.indicators().narrowed(&key) {
        return narrowed;
    }
    let params = params(indicator, window, seen.known);
    let mut narrowed = BTreeSet::new();
    for sql in statements {
        let touched = columns_touched(&seen.snapshots, &indicator.composed(sql), &params).await;
        let Ok(touched) = touched else { return BTreeSet::new() };
        for (id, fields) in touched {
            let attribution = declarations.ledgers.get(&id).and_then(|ledger| ledger.attribution.as_ref());
            if attribution.is_some_and(|attribution| fields.contains(&attribution.division)) {
                narrowed.insert(id);
            }
        }
    }
    app.indicators().keep_narrowed(key, &narrowed);
    narrowed
}

/// How many records of a ledger have no county. All figures of the same day and the same knowledge share one count.
async fn count(app: &App, seen: &Seen, ledger: &Ledger, (as_of, known): (Date, Known)) -> Result<u64, Error> {
    let Some(attribution) = &ledger.attribution else { return Ok(0) };
    let known = seen.last_known(known);
    let changed = seen.changed.get(&ledger.id).copied().unwrap_or_default();
    let key = (ledger.digest.clone(), as_of, changed, (known < changed).then_some(known));
    if let Some(count) = app.indicators().unattributed(&key) {
        return Ok(count);
    }
    let _turn = app.indicators().turn().await?;
    let name = |id: &str| id.replace('-', "_");
    let (table, column) = (name(&ledger.id), name(&attribution.division));
    let sql = format!("select count(*) as waiting from {table} where {column} is null");
    let params = Params { as_of, known, others: BTreeMap::new() };
    match query::rows(&seen.snapshots, &sql, &params, LIMITS).await {
        Ok(found) => {
            let count = found.cell(0, "waiting").and_then(Cell::as_integer).unwrap_or_default();
            app.indicators().keep_unattributed(key, count.unsigned_abs());
            Ok(count.unsigned_abs())
        }
        // The figures beside it say themselves that they could not be counted.
        Err(error) => {
            tracing::warn!(%error, ledger = ledger.id, "what is not attributed could not be counted");
            Ok(0)
        }
    }
}

/// Whether an actor decides for which county the records of one of these ledgers count.
pub fn attributes<'l>(app: &App, actor: &Actor, ledgers: impl IntoIterator<Item = &'l str>) -> bool {
    let any = Fields::new();
    ledgers.into_iter().any(|id| {
        open(app, actor, id).is_ok_and(|opened| {
            let ledger = opened.ledger();
            ledger.attribution.is_some() && may(actor, Act::Correct, Subject::Record(ledger, &any)).is_ok()
        })
    })
}
