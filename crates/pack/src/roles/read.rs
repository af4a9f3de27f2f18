use std::collections::{BTreeMap, BTreeSet};

use form::Class;
use kernel::Problem;
use kernel::declaration::{Located, Reader, Table};

use super::{Act, Permission, Role, Roles, Rows};
use crate::fault::Fault;
use crate::table::is_id;

const CLASSES: [(&str, Class); 4] = [
    ("public", Class::Public),
    ("internal", Class::Internal),
    ("personal", Class::Personal),
    ("secret", Class::Secret),
];

const ROWS: [(&str, Rows); 3] = [("all", Rows::All), ("own-body", Rows::OwnBody), ("none", Rows::None)];

/// The roles that `app` gives by itself and cannot do without.
const EXPECTED: [&str; 4] = [Roles::STRANGER, Roles::CITIZEN, Roles::FIRM_USER, Roles::AGENCY];

/// Reads `roles.toml`.
///
/// # Errors
/// Every problem of the file.
pub(crate) fn read(file: &str, text: &str) -> Result<Roles, Vec<Problem>> {
    let reader = Reader::new(file, text)?;
    let root = reader.root();
    root.required_schema(1);
    let tables = root.tables("role");
    let mut roles: Vec<Role> = Vec::new();
    for table in &tables {
        if let Some(role) = role(table, &roles) {
            roles.push(role);
        }
    }
    // A role that could not be read is not missed as well.
    if roles.len() == tables.len() {
        for id in EXPECTED.into_iter().filter(|id| !roles.iter().any(|role| role.id == **id)) {
            root.problem(Fault::RoleMissing { role: id }.at(root.place_of("role")));
        }
    }
    reader.finish_with(Some(Roles { roles }))
}

/// Everything is asked for before anything is put together, so that all problems are found.
fn role(table: &Table<'_>, known: &[Role]) -> Option<Role> {
    let (id, title) = (table.required::<Located<String>>("id"), table.required("title"));
    let acts = table.required_codes("acts", &Act::ALL);
    let classes = table.required_codes("classes", &CLASSES);
    let rows = table.required_code("rows", &ROWS);
    let second_factor = table.optional("second_factor").unwrap_or(false);
    let exclusive = table.optional("exclusive");
    let exceptions = table.tables("ledger");
    let id = id?;
    check_id(table, &id, known);
    let (on_records, acts): (BTreeSet<Act>, BTreeSet<Act>) =
        acts?.into_iter().partition(|act| act.is_on_records());
    let records = Permission { acts: on_records, classes: classes?.into_iter().collect(), rows: rows? };
    let (mut permissions, mut places) = (BTreeMap::new(), BTreeMap::new());
    for exception in &exceptions {
        let Some((ledger, permission)) = permission(exception, &records) else { continue };
        if let Some(line) = places.insert(ledger.value.clone(), ledger.place.clone()).and_then(|p| p.line) {
            table.problem(Fault::IdTwice { id: ledger.value.clone(), line }.at(ledger.place));
        }
        permissions.insert(ledger.value, permission);
    }
    Some(Role {
        id: id.value,
        title: title?,
        acts,
        second_factor,
        exclusive,
        records,
        exceptions: permissions,
        places,
    })
}

fn check_id(table: &Table<'_>, id: &Located<String>, known: &[Role]) {
    if !is_id(&id.value) {
        table.problem(Fault::IdShape { id: id.value.clone() }.at(id.place.clone()));
    }
    if known.iter().any(|role| role.id == id.value) {
        table.problem(Fault::RoleTwice { role: id.value.clone() }.at(id.place.clone()));
    }
}

/// An exception for one ledger; what it leaves out stays as it is for the others.
fn permission(table: &Table<'_>, records: &Permission) -> Option<(Located<String>, Permission)> {
    let ledger = table.required::<Located<String>>("ledger");
    let acts = table.optional_codes("acts", &Act::ALL);
    let acts = acts.map_or_else(|| records.acts.clone(), |acts| acts.into_iter().collect());
    let classes = table.optional_codes("classes", &CLASSES);
    let classes = classes.map_or_else(|| records.classes.clone(), |classes| classes.into_iter().collect());
    let rows = table.optional_code("rows", &ROWS).unwrap_or(records.rows);
    for act in acts.iter().filter(|act| !act.is_on_records()) {
        table.problem(Fault::ActNotOnRecords { act: act.id() }.at(table.place_of("acts")));
    }
    Some((ledger?, Permission { acts, classes, rows }))
}
