//! Whether there is what the parts name.

use std::collections::BTreeSet;

use form::{CodeRow, Codes};
use kernel::Problem;
use kernel::declaration::nearest;
use ledger::Ledger;

use super::Programme;
use super::part::{Named, Player, What};
use crate::fault::Fault;

/// What the parts name and the procedures and ledgers of the pack do not have.
pub(crate) fn check(
    programme: &Programme,
    procedures: &[cases::Procedure],
    ledgers: &[Ledger],
    codes: &Codes,
) -> Vec<Problem> {
    let fault = |named: &Named| {
        let id = named.name.value.as_str();
        let known = Known::of(&named.of, procedures, ledgers);
        let all = match (&named.what, &known) {
            (What::Player, _) => match named.of {
                Player::Procedure(_) => procedures.iter().map(|it| it.id.as_str()).collect(),
                Player::Ledger(_) => ledgers.iter().map(|it| it.id.as_str()).collect(),
            },
            // What belongs to it is not missed where the whole is missing.
            (_, None) => return None,
            (What::Field | What::FieldOf(..), Some(known)) => {
                known.form.fields.iter().map(|it| it.id.as_str()).collect()
            }
            (What::State, Some(known)) => known.states.clone(),
            (What::Step, Some(known)) => known.steps.clone(),
            (What::Code(field), Some(known)) => known.codes(field, codes),
            (What::Column(field), Some(known)) => known.columns(field, codes),
        };
        if !all.contains(&id) {
            let nearest = nearest(id, all.iter().copied()).map(str::to_owned);
            return Some(Fault::NotThere { what: named.what.words(&named.of), id: id.to_owned(), nearest });
        }
        match (&named.what, known.and_then(|known| known.form.field(id))) {
            (What::FieldOf(kind, needed), Some(field)) if field.kind != *kind => {
                Some(Fault::OtherKind { id: id.to_owned(), needed })
            }
            _ => None,
        }
    };
    let problem = |named: &Named| Some(fault(named)?.at(named.name.place.clone()));
    programme.names.iter().filter_map(problem).collect()
}

/// What a procedure or ledger has.
struct Known<'k> {
    form: &'k form::Form,
    states: Vec<&'k str>,
    steps: Vec<&'k str>,
}

impl<'k> Known<'k> {
    fn of(player: &Player, procedures: &'k [cases::Procedure], ledgers: &'k [Ledger]) -> Option<Known<'k>> {
        match player {
            Player::Procedure(id) => procedures.iter().find(|it| it.id == *id).map(|it| Known {
                form: &it.form,
                states: it.states.iter().map(|state| state.id.as_str()).collect(),
                steps: it.steps.iter().map(|step| step.id.as_str()).collect(),
            }),
            Player::Ledger(id) => ledgers.iter().find(|it| it.id == *id).map(|it| Known {
                form: &it.form,
                states: Vec::new(),
                steps: Vec::new(),
            }),
        }
    }

    /// The codes of the table of a field.
    fn codes<'c>(&self, field: &str, codes: &'c Codes) -> Vec<&'c str> {
        self.rows(field, codes).iter().map(|row| row.code.as_str()).collect()
    }

    /// The further columns of the table of a field, as far as any row says something in them.
    fn columns<'c>(&self, field: &str, codes: &'c Codes) -> Vec<&'c str> {
        let all: BTreeSet<&str> =
            self.rows(field, codes).iter().flat_map(|row| row.more.keys().map(String::as_str)).collect();
        all.into_iter().collect()
    }

    fn rows<'c>(&self, field: &str, codes: &'c Codes) -> &'c [CodeRow] {
        let table = self.form.field(field).and_then(|field| codes.get(field.kind.table()?));
        table.map_or(&[], |table| table.rows())
    }
}
