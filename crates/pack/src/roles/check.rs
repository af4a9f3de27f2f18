use form::{Field, Kind};
use kernel::Problem;
use kernel::declaration::nearest;
use ledger::Ledger;

use super::{Role, Roles, Rows};
use crate::fault::Fault;

/// The field that says whose a record is: the first of kind body.
pub fn body_field(ledger: &Ledger) -> Option<&Field> {
    ledger.form.fields.iter().find(|field| field.kind == Kind::Body)
}

/// Every exception is for a ledger that there is, and one about the own body for a ledger that knows bodies.
pub(crate) fn check(roles: &Roles, ledgers: &[Ledger]) -> Vec<Problem> {
    roles
        .iter()
        .flat_map(|role| role.exceptions.keys().filter_map(|id| exception(role, id, ledgers)))
        .collect()
}

fn exception(role: &Role, id: &str, ledgers: &[Ledger]) -> Option<Problem> {
    let place = role.places.get(id).cloned().unwrap_or_default();
    let Some(ledger) = ledgers.iter().find(|ledger| ledger.id == id) else {
        let nearest = nearest(id, ledgers.iter().map(|ledger| ledger.id.as_str())).map(str::to_owned);
        return Some(Fault::UnknownLedger { ledger: id.to_owned(), nearest }.at(place));
    };
    let is_lost = role.on(id).rows == Rows::OwnBody && body_field(ledger).is_none();
    is_lost.then(|| Fault::NoBodyField { ledger: id.to_owned() }.at(place))
}
