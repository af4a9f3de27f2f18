use form::{Form, Kind};
use kernel::declaration::{Located, Reader, Table};
use kernel::{Place, Problem};

use super::check;
use super::gaps::gaps;
use super::lists::{self, Names};
use super::rules::rules;
use super::shown::shown;
use super::tellings::tellings;
use super::totals::totals;
use super::{Ledger, Number, Reference, Retention, View};
use crate::attribution::Attribution;
use crate::import::importing;
use crate::link::Linking;

impl Ledger {
    /// Reads `ledger.toml`.
    ///
    /// # Errors
    /// Every problem at once, each with its line and what to do about it. Which ledgers and code tables exist is not known
    /// here; see [`check_all`](super::check_all).
    pub fn read(file: &str, text: &str) -> Result<Ledger, Vec<Problem>> {
        let reader = Reader::new(file, text)?;
        let ledger = ledger(&reader.root());
        let ledger = ledger.map(|ledger| Ledger { place: Place::file(file), ..ledger }.sealed());
        reader.finish_with(ledger)
    }
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn ledger(root: &Table<'_>) -> Option<Ledger> {
    root.required_schema(1);
    let id: Option<Located<String>> = root.required("id");
    check::id(root, id.as_ref());
    let (title, about) = (root.required("title"), root.required("about"));
    let group: Option<String> = root.optional("group");
    let attestation = root.optional("attestation");
    let form = Form::declared(root);
    let names = Names::of(root, &form);
    check::fields(root);
    let key: Option<Vec<Located<String>>> = root.required("key");
    let key = key.map(|key| lists::key(root, &names, &key));
    let name: Option<Located<String>> = root.required("name");
    let name = name.map(|name| lists::name(root, &names, &name));
    let card: Vec<Located<String>> = root.optional("card").unwrap_or_default();
    let card = lists::card(root, &names, &card);
    let views = views(root, &names);
    let rules = rules(root, &names);
    let gaps = gaps(root, &names);
    let import = importing(root, &names);
    let attribution = Attribution::declared(root, &names);
    let link = Linking::declared(root, &names);
    let totals = totals(root, &names);
    let tellings = tellings(root);
    let shown = shown(root, &names);
    let retention = root.required_table("retention").map(|table| retention(&table));
    Some(Ledger {
        id: id?.value,
        title: title?,
        about: about?,
        group,
        references: references(root, &form),
        numbers: numbers(root, &form),
        form,
        key: key?,
        name: name?,
        card,
        views,
        rules,
        gaps,
        import,
        attribution,
        link,
        totals,
        tellings,
        shown,
        attestation,
        retention: retention??,
        place: Place::default(),
        digest: String::new(),
    })
}

fn views(root: &Table<'_>, names: &Names<'_>) -> Vec<View> {
    check::views(root);
    root.tables("view").iter().filter_map(|table| view(table, names)).collect()
}

fn view(table: &Table<'_>, names: &Names<'_>) -> Option<View> {
    let id: Option<Located<String>> = table.required("id");
    check::id(table, id.as_ref());
    let title = table.required("title");
    let filters: Option<Vec<Located<String>>> = table.required("filters");
    let filters = filters.map(|filters| lists::filters(table, names, &filters));
    let sort: Option<Vec<Located<String>>> = table.required("sort");
    let sort = sort.map(|sort| lists::sort(table, names, &sort));
    Some(View { id: id?.value, title: title?, filters: filters?, sort: sort? })
}

fn retention(table: &Table<'_>) -> Option<Retention> {
    let (years, basis) = (table.optional("years"), table.required("basis"));
    check::years(table, years);
    Some(Retention { years, basis: basis? })
}

/// The fields that name records, with the line that says of which ledger.
fn references(root: &Table<'_>, form: &Form) -> Vec<Reference> {
    let reference = |table: Table<'_>| {
        let id = table.item("id")?;
        let field = form.field(id.as_str()?)?;
        let ledger = field.kind.ledger()?.to_owned();
        let place = table.place_of(if field.kind == Kind::Body { "kind" } else { "ledger" });
        Some(Reference { field: field.id.clone(), ledger, place })
    };
    root.tables("field").into_iter().filter_map(reference).collect()
}

/// The fields with a number by which a record is told, with the line that says of which ledger.
fn numbers(root: &Table<'_>, form: &Form) -> Vec<Number> {
    let number = |table: Table<'_>| {
        let id = table.item("id")?;
        let field = form.field(id.as_str()?)?;
        let Kind::Identifier(scheme) = field.kind else { return None };
        let (field, ledger) = (field.id.clone(), field.ledger.clone()?);
        Some(Number { reference: Reference { field, ledger, place: table.place_of("ledger") }, scheme })
    };
    root.tables("field").into_iter().filter_map(number).collect()
}
