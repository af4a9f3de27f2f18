//! What of an indicator an actor may see. A figure is shown to who works here, and to everybody where it is public; its rows to those who
//! see, of every ledger it counts from, every field that it touches.

use std::collections::{BTreeMap, BTreeSet};

use form::Class;
use indicators::{Indicator, State};
use store::ledgers::Rows;

use crate::access::works_here;
use crate::records::open;
use crate::{Actor, App, Declarations};

/// The fields that an indicator touches, by ledger.
pub type Touched = BTreeMap<String, BTreeSet<String>>;

/// Who can compute a figure again from what they can get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Everybody: it touches public fields only.
    Strangers,
    /// Those who see what is not public.
    Insiders,
}

/// Which rows of an indicator an actor sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowsSeen {
    /// All of them.
    All,
    /// Those of these bodies.
    OfBodies(BTreeSet<String>),
    /// None; how many there are is said.
    None,
}

impl RowsSeen {
    /// Whether a row of this body is seen.
    pub fn covers(&self, body: Option<&str>) -> bool {
        match self {
            RowsSeen::All => true,
            RowsSeen::OfBodies(bodies) => body.is_some_and(|body| bodies.contains(body)),
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

/// Which rows an actor sees of an indicator that touches these fields.
pub(crate) fn rows_seen(app: &App, actor: &Actor, touched: &Touched) -> RowsSeen {
    let mut seen = RowsSeen::All;
    for (ledger, fields) in touched {
        let Ok(opened) = open(app, actor, ledger) else { return RowsSeen::None };
        if !fields.is_subset(&opened.sight.everywhere) {
            return RowsSeen::None;
        }
        let rows = match opened.store_sight().rows {
            Rows::All => continue,
            Rows::Nothing => return RowsSeen::None,
            Rows::Where(any) => any,
        };
        let bodies = rows.iter().flat_map(|(_, values)| values.iter().filter_map(form::Value::as_text));
        let bodies: BTreeSet<String> = bodies.map(str::to_owned).collect();
        seen = match seen {
            RowsSeen::OfBodies(before) => RowsSeen::OfBodies(&before & &bodies),
            _ => RowsSeen::OfBodies(bodies),
        };
    }
    seen
}

/// Whether an actor sees all that the whole snapshots of these ledgers hold: every field but what is sealed, of every record.
pub(crate) fn sees_whole(app: &App, actor: &Actor, touched: &Touched) -> bool {
    touched.keys().all(|ledger| {
        open(app, actor, ledger).is_ok_and(|opened| {
            let fields = opened.ledger().form.fields.iter().filter(|field| !field.class.is_sealed());
            let sees = |field: &form::Field| opened.sight.everywhere.contains(&field.id);
            fields.into_iter().all(sees) && opened.store_sight().rows == Rows::All
        })
    })
}

/// Who can compute a figure again that touches these fields.
pub(crate) fn reach(declarations: &Declarations, touched: &Touched) -> Reach {
    let is_public = |(ledger, fields): (&String, &BTreeSet<String>)| {
        let form = declarations.ledgers.get(ledger).map(|ledger| &ledger.form);
        let public = |field: &String| {
            form.and_then(|form| form.field(field)).is_some_and(|field| field.class == Class::Public)
        };
        fields.iter().all(public)
    };
    if touched.iter().all(is_public) { Reach::Strangers } else { Reach::Insiders }
}
