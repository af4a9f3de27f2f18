//! What other ledgers tell of the records of one, as its declaration names it.

use form::{Class, Kind};
use kernel::declaration::{Located, Table, nearest};
use kernel::{Place, Problem};

use super::check;
use super::fault::Fault;
use super::{Ledger, TELLING_FIELDS_MAX, TELLINGS_MAX};
use crate::telling::Telling;

pub(super) fn tellings(root: &Table<'_>) -> Vec<Telling> {
    check::tellings(root, TELLINGS_MAX);
    root.tables("telling").iter().filter_map(telling).collect()
}

/// Everything is asked for before anything is put together, so that all problems are found. Whether the other ledger has the fields is
/// seen across.
fn telling(table: &Table<'_>) -> Option<Telling> {
    let id: Option<Located<String>> = table.required("id");
    check::id(table, id.as_ref());
    let (title, ledger, by) = (table.required("title"), table.required("ledger"), table.required("by"));
    let shows: Option<Vec<String>> = table.required("shows");
    let until: Vec<String> = table.optional("until").unwrap_or_default();
    if shows.as_ref().is_some_and(Vec::is_empty) {
        table.problem(Fault::Empty { list: "shows" }.at(table.place_of("shows")));
    }
    for (list, count) in [("shows", shows.as_ref().map_or(0, Vec::len)), ("until", until.len())] {
        if count > TELLING_FIELDS_MAX {
            table.problem(Fault::TooMany { list, max: TELLING_FIELDS_MAX }.at(table.place_of(list)));
        }
    }
    let (id, place) = (id?.value, table.place());
    Some(Telling { id, title: title?, ledger: ledger?, by: by?, shows: shows?, until, place })
}

/// What is wrong with what another ledger tells: that there is no such ledger, that it has not the fields, that it does not tell of these
/// records, or that not everybody may see what it would show.
pub(super) fn across(ledger: &Ledger, ledgers: &[Ledger]) -> Vec<Problem> {
    ledger.tellings.iter().flat_map(|telling| wrong(telling, ledger, ledgers)).collect()
}

fn wrong(telling: &Telling, ledger: &Ledger, ledgers: &[Ledger]) -> Vec<Problem> {
    let place = |key: &str| -> Place {
        let of_telling = telling.place.field.clone().unwrap_or_default();
        telling.place.clone().at_field(format!("{of_telling}.{key}"))
    };
    let Some(other) = ledgers.iter().find(|other| other.id == telling.ledger) else {
        let meant = nearest(&telling.ledger, ledgers.iter().map(|ledger| ledger.id.as_str()));
        return vec![Fault::UnknownLedger { id: &telling.ledger, meant }.at(place("ledger"))];
    };
    let of_by = [("by", &telling.by)].into_iter();
    let of_shows = telling.shows.iter().map(|id| ("shows", id));
    let named = of_by.chain(of_shows).chain(telling.until.iter().map(|id| ("until", id)));
    let fault = |(key, id): (&'static str, &String)| {
        let Some(field) = other.form.field(id) else {
            let meant = nearest(id, other.form.fields.iter().map(|field| field.id.as_str()));
            return Some(Fault::UnknownField { id, meant }.at(place(key)));
        };
        let fits = match key {
            "by" => other.telling_of(ledger).any(|telling| telling.id == *id),
            "shows" => field.class == Class::Public,
            _ => field.class == Class::Public && field.kind == Kind::Date,
        };
        (!fits).then(|| Fault::OfOtherKind { id, key }.at(place(key)))
    };
    named.filter_map(fault).collect()
}
